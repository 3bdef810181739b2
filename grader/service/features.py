"""What a picture of an activation shows beside the curve: kinks, jumps, asymptotes, flat parts, where it is steepest.

The profile says what there is.  Where the picture shows it is looked for in floats: nothing is drawn that the profile
does not vouch for, but a line may be a pixel off.
"""

from dataclasses import dataclass

import numpy as np

from grader.maths.analysis import Profile
from grader.maths.formula import values
from grader.maths.notation import number
from grader.service.asymptotes import lines, uprights
from grader.service.flats import Zone, zones
from grader.service.slopes import steepest
from grader.service.straight import Line, Upright
from grader.service.witness import Mark

CLOSE = 1e-6  # a jump as close as that to a pole is the pole


@dataclass(frozen=True, kw_only=True)
class Features:
    """kinks, jumps: points.  lines, uprights: asymptotes.  zones: where hardly anything is learnt.

    steepest: the line through a point where the slope is as large as it gets; None where it is so nowhere.
    """

    kinks: tuple[Mark, ...] = ()
    jumps: tuple[Mark, ...] = ()
    lines: tuple[Line, ...] = ()
    uprights: tuple[Upright, ...] = ()
    zones: tuple[Zone, ...] = ()
    steepest: Line | None = None


def features(profile: Profile) -> Features:
    """Return what the picture of a profile shows."""
    poles = tuple(uprights(profile))
    jumps = _marks(profile, "jumps", "jump")
    return Features(
        kinks=_marks(profile, "kinks", "kink"),
        jumps=tuple(jump for jump in jumps if all(abs(jump.x - pole.x) > CLOSE for pole in poles)),
        lines=tuple(lines(profile)),
        uprights=poles,
        zones=tuple(zones(profile)),
        steepest=steepest(profile),
    )


def _marks(profile: Profile, name: str, word: str) -> tuple[Mark, ...]:
    """Return the points of a property that is a list of places; of infinitely many, none."""
    places = profile.properties[name].value
    if not isinstance(places, list):
        return ()
    x = np.array([float(place) for place in places])
    heights = values(profile.formula, x)
    return tuple(
        Mark(x=float(at), y=float(y), label=f"{word} at {number(float(at))}") for at, y in zip(x, heights, strict=True)
    )
