"""Roots without nan in their gradients, each by an idea of its own."""

RIGHT = {
    "torch.where with a scalar": """\
import torch
def root(x):
    safe = torch.where(x > 0, x, 1.0)
    return torch.where(x > 0, torch.sqrt(safe), 0.0)
""",
    "masked_fill before and after": """\
import torch
def root(x):
    off = x <= 0
    return x.masked_fill(off, 1.0).sqrt().masked_fill(off, 0.0)
""",
    "a mask times the root of what is safe": """\
import torch
def root(x):
    mask = (x > 0).to(x.dtype)
    return mask * torch.sqrt(mask * x + (1 - mask))
""",
    "boolean indexing on a fresh tensor": """\
import torch
def root(x):
    y = torch.zeros_like(x)
    on = x > 0
    y[on] = x[on].sqrt()
    return y
""",
    "masked_scatter": """\
import torch
def root(x):
    on = x > 0
    return torch.zeros_like(x).masked_scatter(on, torch.sqrt(x[on]))
""",
    "two calls of where in one line": """\
import torch
def root(x): return torch.where(x > 0, torch.where(x > 0, x, torch.ones_like(x)).sqrt(), torch.zeros_like(x))
""",
    "clamped at something, then masked": """\
import torch
TINY = 1e-12
def root(x):
    inner = torch.clamp(x, min=TINY)
    return torch.where(x > 0, torch.where(x > TINY, torch.sqrt(inner), torch.sqrt(torch.where(x > 0, x, 1.0))), 0.0)
""",
    "a power instead of a root": """\
import torch
def root(x):
    positive = x > 0
    return torch.where(positive, torch.where(positive, x, 1) ** 0.5, 0)
""",
    "by exp and log": """\
import torch
def root(x):
    on = x > 0
    safe = torch.where(on, x, torch.ones_like(x))
    return torch.exp(torch.log(safe) / 2) * on
""",
    "an autograd.Function": """\
import torch

class Root(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.where(x > 0, torch.sqrt(x), 0 * x)
        ctx.save_for_backward(x)
        return y

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        on = x > 0
        return torch.where(on, g / (2 * torch.sqrt(torch.where(on, x, 1.0))), 0.0)

def root(x):
    return Root.apply(x)
""",
    "an autograd.Function that saves its result": """\
import torch

class Root(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = x.clamp(min=0).sqrt()
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, g):
        (y,) = ctx.saved_tensors
        on = y > 0
        return g * on / (2 * torch.where(on, y, 1.0))

root = Root.apply
""",
    "flattened and put together": """\
import torch
def root(x):
    flat = x.reshape(-1)
    parts = [v.sqrt() if v > 0 else v.new_zeros(()) for v in flat]
    return torch.stack(parts).reshape(x.shape) if parts else x.clone()
""",
    "a module": """\
import torch
from torch import nn

class Root(nn.Module):
    def forward(self, x):
        on = x.gt(0)
        return torch.sqrt(x.where(on, torch.tensor(1.0, dtype=x.dtype))).where(on, torch.tensor(0.0, dtype=x.dtype))

root = Root()
""",
    "x plus one where it is not used": """\
import torch
def root(x):
    # wo x nicht positiv ist, wird die Wurzel aus 1 gezogen
    nicht = (x <= 0)
    ersatz = torch.zeros_like(x).masked_fill(nicht, 1.0)
    return torch.sqrt(torch.where(nicht, ersatz, x)) - ersatz
""",
    "relu inside, with the kink out of the way": """\
import torch
import torch.nn.functional as F
def root(x):
    off = (x <= 0).to(x)
    return torch.sqrt(F.relu(x) + off) - off
""",
    "rsqrt": """\
import torch
def root(x: torch.Tensor) -> torch.Tensor:
    on: torch.Tensor = x > 0
    safe: torch.Tensor = torch.where(on, x, torch.ones_like(x))
    return torch.where(on, safe * torch.rsqrt(safe), torch.zeros_like(x))
""",
    "full_like, and a decorator that masks": """\
import functools
import torch

def only_where_positive(f):
    @functools.wraps(f)
    def g(x):
        on = x > 0
        return torch.where(on, f(torch.where(on, x, torch.full_like(x, 4.0))), torch.full_like(x, 0.0))
    return g

@only_where_positive
def root(x):
    return torch.sqrt(x)
""",
    "addition of what was taken away": """\
import torch
def root(x):
    with torch.no_grad():
        lift = torch.where(x > 0, 0.0, 1.0 - x)
    return torch.where(x > 0, torch.sqrt(x + lift), torch.zeros_like(x))
""",
    "a hook on the gradient": """\
import torch
def root(x):
    if x.requires_grad:
        x = x.clone()
        on = x > 0
        x.register_hook(lambda g: torch.where(on, g, torch.zeros_like(g)))
    return torch.where(x > 0, torch.sqrt(x), 0 * x)
""",
    "clamped at the smallest number": """\
import torch
def root(x):
    tiny = torch.finfo(x.dtype).tiny
    return torch.where(x > 0, torch.sqrt(torch.clamp(x, min=tiny)), 0 * x)
""",
}
WRONG = {
    "index_put takes no single number": (
        "keeps_shape",
        """\
import torch
def root(x):
    on = x > 0
    return torch.zeros_like(x).index_put((on,), torch.sqrt(x[on]))
""",
    ),
    "clamped at 0 the slope is still infinite there": (
        "passes_back gradcheck",
        """\
import torch
def root(x):
    return torch.sqrt(torch.clamp(x, min=0))
""",
    ),
}
