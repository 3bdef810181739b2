"""Functions as torch computes with them: values, and slopes by autograd or by the function itself."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from grader.maths.coding import TORCH, code
from grader.maths.formula import Formula

Activation = Callable[[Tensor], Tensor]
Array = NDArray[np.float32]

STEPS = (2.0**-16, 2.0**-26)  # of difference quotients in float64, beside 1 or as a part of x
ALIKE = 0.02  # how much two of them may differ, beside 1 and beside the slope
Pieces = tuple[tuple[Activation, Activation], ...]


class Sloped(Protocol):
    """A function that runs elsewhere: arrays in, arrays out, and what a gradient from above becomes."""

    def value(self, x: Array) -> Array:
        """Return f(x), of the shape of x."""

    def pulled(self, x: Array, upstream: Array) -> Array:
        """Return upstream · f′(x)."""


@lru_cache(maxsize=256)
def compiled(formula: Formula) -> Activation:
    """Return a formula in one variable as torch computes it, term by term as it is written.

    Where autograd has no finite slope and the function has one, that one counts: x/(1+√|x|) has slope 1 at 0, and
    autograd multiplies 0 by inf there.
    """
    source = f"lambda x: {code(formula.tree, TORCH)}"
    function: Activation = eval(source, {"torch": torch, "piecewise": _piecewise, "x": None})  # noqa: S307  of our own making
    (variable,) = formula.variables or ("x",)
    if variable != "x":
        raise ValueError("the variable of an activation is called x")

    def whole(x: Tensor) -> Tensor:
        return _like(function(x), x)

    return lambda x: _Sloped.apply(x, whole) if x.requires_grad else whole(x)  # type: ignore[no-untyped-call]


class _Sloped(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, f: Activation) -> Tensor:
        with torch.enable_grad():
            ctx.x = x.detach().requires_grad_()
            ctx.y = f(ctx.x)
        ctx.f = f
        found: Tensor = ctx.y.detach()
        return found

    @staticmethod
    def backward(ctx: Any, *upstream: Tensor) -> tuple[Tensor, None]:
        (pulled,) = torch.autograd.grad(ctx.y, ctx.x, upstream[0])
        lost = ~pulled.isfinite() & ctx.y.isfinite() & upstream[0].isfinite()
        if lost.any():
            pulled[lost] = (upstream[0][lost] * _slopes(ctx.f, ctx.x.detach()[lost])).to(pulled.dtype)
        return pulled, None


@torch.no_grad()
def _slopes(f: Activation, x: Tensor) -> Tensor:
    """Return the mean of the slopes to both sides, as differences in float64; nan where they go on growing."""
    at = x.double()
    y = f(at)
    sides = []
    for side in (1, -1):
        coarse, fine = ((f(at + side * h) - y) / (side * h) for h in (step * at.abs().clamp(min=1) for step in STEPS))
        settled = (coarse - fine).abs() <= ALIKE * (1 + fine.abs())
        sides.append(torch.where(settled, fine, torch.nan))
    return (sides[0] + sides[1]) / 2


def _like(found: Any, x: Tensor) -> Tensor:
    """Return values that may be a plain number, or of another precision, as values for x."""
    y = found if isinstance(found, Tensor) else torch.full_like(x, found)
    return y.to(x).expand_as(x) if y.requires_grad else y.to(x).expand_as(x) + 0.0 * x


def _piecewise(x: Tensor, pieces: Pieces, otherwise: Callable[[Tensor], Any]) -> Tensor:
    """Return each piece where it holds; its gradient is not asked anywhere else, where it may not exist."""
    if not pieces:
        return _like(otherwise(x), x)
    (when, then), *rest = pieces
    mask = when(x).to(x.device).expand_as(x)
    inside, outside = x[mask], x[~mask]
    if not outside.numel():
        return _like(then(x), x)
    if not inside.numel():
        return _piecewise(x, tuple(rest), otherwise)
    taken = _like(then(torch.where(mask, x, inside[0].detach())), x)
    left = _piecewise(torch.where(mask, outside[0].detach(), x), tuple(rest), otherwise)
    return torch.where(mask, taken, left)


class _Elsewhere(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, f: Sloped) -> Tensor:
        ctx.save_for_backward(x)
        ctx.f = f
        return (
            torch.from_numpy(np.ascontiguousarray(f.value(x.detach().cpu().numpy()), dtype=np.float32))
            .to(x.device)
            .view_as(x)
        )

    @staticmethod
    def backward(ctx: Any, *upstream: Tensor) -> tuple[Tensor, None]:
        (x,) = ctx.saved_tensors
        pulled = ctx.f.pulled(x.cpu().numpy(), upstream[0].contiguous().cpu().numpy())
        return torch.from_numpy(np.ascontiguousarray(pulled, dtype=np.float32)).to(x.device).view_as(x), None


def remote(f: Sloped) -> Activation:
    """Return a function that runs elsewhere as torch computes with it; weights, labels and losses stay here."""
    return lambda x: _Elsewhere.apply(x, f)  # type: ignore[no-untyped-call]
