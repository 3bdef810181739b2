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
Pieces = tuple[tuple[Activation, Activation], ...]


class Sloped(Protocol):
    """A function that runs elsewhere: arrays in, arrays out, and what a gradient from above becomes."""

    def value(self, x: Array) -> Array:
        """Return f(x), of the shape of x."""

    def pulled(self, x: Array, upstream: Array) -> Array:
        """Return upstream · f′(x)."""


@lru_cache(maxsize=256)
def compiled(formula: Formula) -> Activation:
    """Return a formula in one variable as torch computes it, term by term as it is written."""
    source = f"lambda x: {code(formula.tree, TORCH)}"
    function: Activation = eval(source, {"torch": torch, "piecewise": _piecewise, "x": None})  # noqa: S307  of our own making
    (variable,) = formula.variables or ("x",)
    if variable != "x":
        raise ValueError("the variable of an activation is called x")
    return lambda x: _like(function(x), x)


def _like(found: Any, x: Tensor) -> Tensor:
    """Return values that may be a plain number, or of another precision, as values for x."""
    y = found if isinstance(found, Tensor) else torch.full_like(x, found)
    return y.to(x).expand_as(x) if y.requires_grad else y.to(x).expand_as(x) + 0.0 * x


def _piecewise(x: Tensor, pieces: Pieces, otherwise: Callable[[Tensor], Any]) -> Any:
    """Return each piece where it holds; its gradient is not asked anywhere else, where it may not exist."""
    if not pieces:
        return otherwise(x)
    (when, then), *rest = pieces
    mask = when(x).expand_as(x)
    inside, outside = x[mask], x[~mask]
    if not outside.numel():
        return then(x)
    if not inside.numel():
        return _piecewise(x, tuple(rest), otherwise)
    taken = then(torch.where(mask, x, inside[0].detach()))
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
