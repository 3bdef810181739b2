"""What becomes of a signal and of its gradient in depth, before any training: why a trial fails, where it does.

Norms are taken in float64: squares of tiny float32 gradients are exactly 0.
"""

from dataclasses import asdict, dataclass
from math import nan
from typing import Any

import torch
from torch import Tensor

from grader.trials.activations import Activation
from grader.trials.network import Shape, forward_all, gain, initial
from grader.trials.training import steadily

SEEDS = tuple(range(8))
ROWS, WIDTH, DEPTH = 256, 32, 12
FLAT = 0.01  # a slope with which next to nothing is learned


@dataclass(frozen=True, kw_only=True)
class Probe:
    """A layer each, from the first hidden one on; nan where something is not finite.

    signal: variance over rows of what enters the activation, as a part of that in the first layer.
    gradient: root mean square of the gradient there, as a multiple of that in the last layer.
    dead: the share of units whose slope is 0 for every row.
    flat: the share of units and rows where the slope is below 0.01.
    """

    signal: tuple[float, ...]
    gradient: tuple[float, ...]
    dead: tuple[float, ...]
    flat: tuple[float, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data; what is not finite as a word."""
        return {name: [_plain(one) for one in values] for name, values in asdict(self).items()}


def _plain(number: float) -> float | str:
    return float(f"{number:.4g}") if abs(number) < float("inf") else str(number)


@steadily()
def probe(f: Activation, depth: int = DEPTH) -> Probe:
    """Push normal rows through random layers and a random gradient back."""
    shape = Shape(inputs=WIDTH, width=WIDTH, depth=depth, classes=WIDTH)
    parameters = initial(shape, SEEDS, 1, gain(f))
    luck = torch.Generator().manual_seed(len(SEEDS))
    x = torch.randn(len(SEEDS), ROWS, WIDTH, generator=luck)
    entering, out = forward_all(parameters, x, f)
    upstream = torch.randn(out.shape, generator=luck)
    gradients = torch.autograd.grad(out, entering, upstream, allow_unused=True, materialize_grads=True)
    signals = [one.detach().double().var(dim=1).mean() for one in entering]
    norms = [one.double().pow(2).mean().sqrt() for one in gradients]
    slopes = [_slopes(one.detach(), f) for one in entering]
    return Probe(
        signal=tuple(float(one / signals[0]) for one in signals),
        gradient=tuple(_ratio(one, norms[-1]) for one in norms),
        dead=tuple(_share((one == 0).all(dim=1), one) for one in slopes),
        flat=tuple(_share(one.abs() < FLAT, one) for one in slopes),
    )


def _slopes(x: Tensor, f: Activation) -> Tensor:
    """Return f′ at each number."""
    x.requires_grad_()
    y = f(x)
    return torch.autograd.grad(y, x, torch.ones_like(y), allow_unused=True, materialize_grads=True)[0]


def _share(which: Tensor, slopes: Tensor) -> float:
    """Return a share of a layer; nan where slopes are not finite."""
    return float(which.double().mean()) if bool(slopes.isfinite().all()) else nan


def _ratio(norm: Tensor, last: Tensor) -> float:
    return float(norm / last) if float(norm) else 0.0
