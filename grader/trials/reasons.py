"""Why a trial went as it did, in a learner's words: what the probe saw, joined with what the analysis knows."""

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

from grader.maths.figures import shortest
from grader.trials.probe import Probe

SHRUNK, GROWN = 1e-3, 30.0  # the gradient in the first layer, as a multiple of the last one's
LOST = 1e-3  # of a signal's variance
HUGE = 1e9  # no number to count the zeros of
DEAD, FLAT = 0.4, 0.6  # shares of units


def reasons(probe: Probe, known: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what stands in the way of learning, the gravest first; nothing if nothing does.

    known: values of proved properties, by their names in a profile.
    """
    return tuple(dict.fromkeys([*_certain(probe, known), *_seen(probe, known)]))


def _certain(probe: Probe, known: Mapping[str, Any]) -> Iterator[str]:
    if known.get("defined") is False:
        yield "It has no value for some numbers" + (", and units meet them." if explodes(probe) else ".")
        return
    if known.get("affine") is True:
        yield "It is a straight line: however many layers there are, they collapse into one."
    if known.get("continuous") is False:
        yield "It jumps."
    elif known.get("lipschitz") == "inf":
        yield "Its slope grows without bound."


def _seen(probe: Probe, known: Mapping[str, Any]) -> Iterator[str]:
    depth, first = len(probe.gradient), probe.gradient[0]
    if layer := explodes(probe):
        yield f"From layer {layer} on a random network gives no finite numbers any more."
        return
    if 1.0 in probe.dead:
        yield "No gradient passes: its slope is 0 wherever units are."
        return
    if not all(map(isfinite, probe.gradient)):
        yield f"Over {depth} layers the gradient comes to numbers that are not finite."
        return
    if first < SHRUNK:
        bound = known.get("lipschitz")
        least = ""
        if isinstance(bound, float | int) and bound < 1:
            least = f": its slope is at most {shortest(bound, 3, lambda shown: shown >= bound)}"
        yield f"After {depth} layers {_shrunk('the gradient', first)}{least}."
    if first > GROWN:
        yield f"Over {depth} layers the gradient grows by {_rounded(first)}: steps overshoot."
    if probe.signal[-1] < LOST:
        yield f"After {depth} layers {_shrunk('what tells inputs apart', probe.signal[-1])}."
    if max(probe.dead) > DEAD:
        yield f"Up to {max(probe.dead):.0%} of a layer's units have slope 0 for every input: they are dead."
    elif max(probe.flat) > FLAT:
        yield f"Up to {max(probe.flat):.0%} of the slopes are below 0.01: units are saturated."


def explodes(probe: Probe) -> int:
    """Return the first layer, from 1, in which a random network gives no finite numbers; 0 if there is none."""
    return next((i + 1 for i, one in enumerate(probe.signal) if not isfinite(one)), 0)


def _shrunk(what: str, left: float) -> str:
    return f"{what} has shrunk by {_rounded(1 / left)}" if left and isfinite(1 / left) else f"nothing is left of {what}"


def _rounded(number: float) -> str:
    """Return a large number with one or two digits that count."""
    if number >= HUGE:
        digit, _, exponent = f"{number:.0e}".partition("e+")
        return f"{digit}·10^{int(exponent)}"
    return f"{float(f'{number:.1g}' if number > 100 else f'{number:.2g}'):,.0f}"
