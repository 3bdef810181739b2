"""Why a trial went as it did, in a learner's words: what the probe saw, joined with what the analysis knows."""

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

from grader.trials.probe import Probe

SHRUNK, GROWN = 1e-3, 30.0  # the gradient in the first layer, as a multiple of the last one's
LOST = 1e-3  # of a signal's variance
DEAD, FLAT = 0.4, 0.6  # shares of units


def reasons(probe: Probe, known: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what stands in the way of learning, the gravest first; nothing if nothing does.

    known: values of proved properties, by their names in a profile.
    """
    return tuple(dict.fromkeys([*_certain(known), *_seen(probe, known)]))


def _certain(known: Mapping[str, Any]) -> Iterator[str]:
    if known.get("defined") is False:
        yield "It has no value for some numbers, and units meet them."
    if known.get("affine") is True:
        yield "It is a straight line: however many layers there are, they collapse into one."
    if known.get("lipschitz") == "inf" and known.get("defined") is not False:
        yield "Its slope grows without bound."


def _seen(probe: Probe, known: Mapping[str, Any]) -> Iterator[str]:
    depth, first = len(probe.gradient), probe.gradient[0]
    if not all(map(isfinite, (*probe.signal, *probe.gradient))):
        layer = next((i + 1 for i, one in enumerate(probe.signal) if not isfinite(one)), depth)
        yield f"From layer {layer} on a random network gives no finite numbers any more."
        return
    if first == 0 or min(probe.dead) == 1:
        yield "No gradient passes: its slope is 0 wherever units are."
        return
    if first < SHRUNK:
        bound = known.get("lipschitz")
        least = f": its slope is at most {bound:.3g}" if isinstance(bound, float | int) and bound < 1 else ""
        yield f"After {depth} layers the gradient has shrunk by {_rounded(1 / first)}{least}."
    if first > GROWN:
        yield f"Over {depth} layers the gradient grows by {_rounded(first)}: steps overshoot."
    if probe.signal[-1] < LOST:
        yield f"After {depth} layers what tells inputs apart has shrunk by {_rounded(1 / probe.signal[-1])}."
    if max(probe.dead) > DEAD:
        yield f"Up to {max(probe.dead):.0%} of a layer's units have slope 0 for every input: they are dead."
    elif max(probe.flat) > FLAT:
        yield f"Up to {max(probe.flat):.0%} of the slopes are below 0.01: units are saturated."


def _rounded(number: float) -> str:
    """Return a large number with one or two digits that count."""
    return f"{float(f'{number:.1g}' if number > 100 else f'{number:.2g}'):,.0f}"
