"""Straight-through estimators, each in a style or by an idea of its own."""

PART = 0
HEAD = """\
import torch
class Binarise(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
"""
BACK = """\
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
"""

RIGHT = {
    "a comparison turned into numbers": HEAD
    + "        return 2 * (x >= 0).to(x.dtype) - 1\n"
    + BACK
    + "        return g * x.abs().le(1)\n",
    "sign with the zero mended": HEAD
    + "        y = torch.sign(x)\n        y[x == 0] = 1\n        return y\n"
    + BACK
    + "        return torch.where(x.abs() <= 1, g, torch.zeros_like(g))\n",
    "masked_fill both ways": HEAD
    + "        return torch.ones_like(x).masked_fill(x < 0, -1)\n"
    + BACK
    + "        return g.masked_fill(x.abs() > 1, 0)\n",
    "a gradient that is copied and cut": HEAD
    + "        return torch.where(x < 0, -torch.ones_like(x), torch.ones_like(x))\n"
    + BACK
    + "        g = g.clone()\n        g[x > 1] = 0\n        g[x < -1] = 0\n        return g\n",
    "the mask is saved": """\
import torch
class Binarise(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward((x >= -1) & (x <= 1))
        return (x >= 0).type_as(x) * 2 - 1
    @staticmethod
    def backward(ctx, g):
        (mask,) = ctx.saved_tensors
        return g * mask
""",
    "the mask is saved as numbers": """\
import torch
class Binarise(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.mask = (torch.abs(x) <= 1).to(x.dtype)
        return torch.heaviside(x, torch.ones_like(x)) * 2 - 1
    @staticmethod
    def backward(ctx, grad_output):
        return grad_output * ctx.mask
""",
    "setup_context": """\
import torch
class Binarise(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return torch.where(x >= 0, 1.0, -1.0).to(x)
    @staticmethod
    def setup_context(ctx, inputs, output):
        x, = inputs
        ctx.save_for_backward(x)
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return g * (x.abs() <= 1)
""",
    "needs_input_grad": """\
import torch
class Binarise(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return (x >= 0).to(x.dtype).mul(2).sub(1)
    @staticmethod
    def backward(ctx, g):
        grad = None
        if ctx.needs_input_grad[0]:
            x = ctx.saved_tensors[0]
            grad = g * ((x.abs() < 1) | (x.abs() == 1))
        return grad
""",
    "hints, constants and a docstring": '''\
from typing import Any
import torch
from torch import Tensor
from torch.autograd import Function

EDGE = 1.0


class Binarise(Function):
    """The step, with the straight-through estimator."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        ctx.save_for_backward(x)
        one = torch.ones_like(x)
        return torch.where(x >= 0, one, -one)

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> Tensor:
        (x,) = ctx.saved_tensors
        inside = torch.logical_and(x >= -EDGE, x <= EDGE)
        return torch.where(inside, g, 0.0)
''',
    "the gradient of a clamp": """\
import torch
class Binarise(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return 1 - 2 * (x < 0).to(x.dtype)
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        with torch.enable_grad():
            x = x.detach().requires_grad_()
            y = torch.clamp(x, -1, 1)  # its gradient is 1 at both ends, too
        return torch.autograd.grad(y, x, g)[0]
""",
    "new_tensor and expressions": HEAD
    + "        return torch.where(x >= 0, x.new_tensor(1.0), x.new_tensor(-1.0))\n"
    + BACK
    + "        return g.mul(x.square() <= 1)\n",
    "the sign of the sign plus a half": HEAD
    + "        return (x.sign() + 0.5).sign()\n"
    + BACK
    + "        return g * (1 - (x.abs() > 1).to(g.dtype))\n",
    "full_like": HEAD
    + "        return torch.where(x.ge(0), torch.full_like(x, 1), torch.full_like(x, -1))\n"
    + BACK
    + "        return torch.mul(g, torch.le(torch.abs(x), 1))\n",
    "in place on what is fresh": HEAD
    + "        out = torch.empty_like(x)\n        out.fill_(1)\n        out.masked_fill_(x < 0, -1)\n        return out\n"
    + BACK
    + "        out = g.clone()\n        out.masked_fill_(x.abs() > 1, 0.0)\n        return out\n",
    "helpers outside of the class": """\
import torch

def step(x):
    return (x >= 0).to(x.dtype) * 2 - 1

def window(x):
    return (x <= 1) * (x >= -1)

class Binarise(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(window(x))
        return step(x)

    @staticmethod
    def backward(ctx, g):
        return g * ctx.saved_tensors[0]

binarise = Binarise.apply
print(binarise(torch.tensor([-0.5, 0.0, 2.0])))
""",
    "without materialised gradients, in Spanish": """\
import torch
class Binarise(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.set_materialize_grads(False)
        ctx.save_for_backward(x)
        positivo = x >= 0  # también el cero
        return positivo.to(x.dtype) - (~positivo).to(x.dtype)
    @staticmethod
    def backward(ctx, g):
        if g is None:
            return None
        (x,) = ctx.saved_tensors
        return g * (x.abs() <= 1)
""",
    "floor and clamp": HEAD
    + "        return x.floor().clamp(-1, 0) * 2 + 1\n"
    + BACK
    + "        return g * (x == x.clamp(-1, 1))\n",
}
WRONG = {
    "hardtanh's own gradient blocks the ends": (
        "passes_back",
        """\
import torch
import torch.nn.functional as F
class Binarise(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.where(x >= 0, torch.ones_like(x), -torch.ones_like(x))
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        with torch.enable_grad():
            x = x.detach().requires_grad_()
            y = F.hardtanh(x)
        return torch.autograd.grad(y, x, g)[0]
""",
    ),
}
