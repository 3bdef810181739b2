"""GELUs with a backward pass by hand, each in a style or by an idea of its own."""

RIGHT = {
    "by erf": """\
import math
import torch
class GELU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return 0.5 * x * (1 + torch.erf(x / math.sqrt(2)))
    @staticmethod
    def backward(ctx, grad_output):
        x, = ctx.saved_tensors
        cdf = 0.5 * (1 + torch.erf(x / math.sqrt(2)))
        pdf = torch.exp(-0.5 * x**2) / math.sqrt(2 * math.pi)
        return grad_output * (cdf + x * pdf)
""",
    "by erfc": """\
import math
import torch
from torch.autograd import Function
class GELU(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * torch.special.erfc(-x / math.sqrt(2)) / 2
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * (torch.erfc(-x * 2**-0.5) / 2 + x * (-x.square() / 2).exp() * (2 * math.pi) ** -0.5)
""",
    "the slope is saved instead of x": """\
import math
import torch
class GELU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        cdf = torch.special.ndtr(x)
        pdf = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        ctx.save_for_backward(cdf + x * pdf)
        return x * cdf
    @staticmethod
    def backward(ctx, g):
        (slope,) = ctx.saved_tensors
        return g * slope
""",
    "x and the distribution are saved": """\
import math
import torch
class GELU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        phi = torch.special.ndtr(x)
        ctx.save_for_backward(x, phi)
        return x * phi
    @staticmethod
    def backward(ctx, g):
        x, phi = ctx.saved_tensors
        return g * phi + g * x * torch.exp(-x.pow(2) / 2) / math.sqrt(math.tau)
""",
    "setup_context": """\
import math
import torch
class GELU(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return x * torch.special.ndtr(x)
    @staticmethod
    def setup_context(ctx, inputs, output):
        (x,) = inputs
        ctx.save_for_backward(x)
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * (torch.special.ndtr(x) + x * torch.exp(-x * x / 2) / math.sqrt(2 * math.pi))
""",
    "needs_input_grad is asked": """\
import math
import torch
class GELU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        if ctx.needs_input_grad[0]:
            ctx.save_for_backward(x)
        return x * torch.special.ndtr(x)
    @staticmethod
    def backward(ctx, g):
        if not ctx.needs_input_grad[0]:
            return None
        (x,) = ctx.saved_tensors
        return g * (torch.special.ndtr(x) + x * torch.exp(-x * x / 2) / math.sqrt(2 * math.pi))
""",
    "helpers for the normal distribution": '''\
import math
import torch

ROOT_TWO_PI: float = math.sqrt(2 * math.pi)


def density(x: torch.Tensor) -> torch.Tensor:
    """The normal density."""
    return torch.exp(-x**2 / 2) / ROOT_TWO_PI


def distribution(x: torch.Tensor) -> torch.Tensor:
    """The normal distribution function."""
    return (1 + torch.erf(x / math.sqrt(2))) / 2


class GELU(torch.autograd.Function):
    """x times the normal distribution function."""

    @staticmethod
    def forward(ctx, x: torch.Tensor) -> torch.Tensor:
        """Return the value."""
        ctx.save_for_backward(x)
        return x * distribution(x)

    @staticmethod
    def backward(ctx, g: torch.Tensor) -> torch.Tensor:
        """Return the gradient."""
        x, = ctx.saved_tensors
        return g * (distribution(x) + x * density(x))
''',
    "torch.distributions": """\
import torch
from torch.distributions import Normal
class GELU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * Normal(0.0, 1.0).cdf(x)
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        normal = Normal(0.0, 1.0)
        return g * (normal.cdf(x) + x * normal.log_prob(x).exp())
""",
    "autograd inside the backward pass": """\
import torch
class GELU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * torch.special.ndtr(x)
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        with torch.enable_grad():
            x = x.detach().requires_grad_()
            y = x * torch.special.ndtr(x)
        return torch.autograd.grad(y, x, g)[0]
""",
    "once_differentiable": """\
import math
import torch
from torch.autograd.function import once_differentiable
class GELU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.special.ndtr(x).mul(x)
    @staticmethod
    @once_differentiable
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        slope = torch.special.ndtr(x)
        slope += x * torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return slope * g
""",
    "a local variable called gelu": """\
import math
import torch
class GELU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        gelu = x * torch.special.ndtr(x)
        return gelu
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * (torch.special.ndtr(x) + x * torch.exp(-x * x / 2) / math.sqrt(2 * math.pi))
""",
    "compared with F.gelu in a comment, and an alias": """\
# F.gelu(x) would be the same, but it may not be called here
import torch
from torch import Tensor
class GELU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x: Tensor) -> Tensor:
        ctx.save_for_backward(x)
        return x * torch.special.ndtr(x)
    @staticmethod
    def backward(ctx, g: Tensor) -> Tensor:
        x: Tensor = ctx.saved_tensors[0]
        pi = torch.acos(torch.zeros(1, dtype=x.dtype)) * 2
        return g * (torch.special.ndtr(x) + x * torch.exp(-x * x / 2) / torch.sqrt(2 * pi))
gelu = GELU.apply
""",
    "x kept on the context": """\
import math
import torch
class GELU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.x = x.detach().clone()
        return x * torch.special.ndtr(x)
    @staticmethod
    def backward(ctx, g):
        x = ctx.x
        return g * (torch.special.ndtr(x) + x * torch.exp(-x * x / 2) / math.sqrt(2 * math.pi))
""",
    "numpy constants": """\
import numpy as np
import torch
class GELU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * (1 + torch.erf(x * float(np.sqrt(0.5)))) * 0.5
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        Phi = (1 + torch.erf(x * float(np.sqrt(0.5)))) * 0.5
        phi = torch.exp(x * x * -0.5) * float(1 / np.sqrt(2 * np.pi))
        return torch.addcmul(g * Phi, g * x, phi)
""",
    "log_ndtr": """\
import math
import torch
class GELU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * torch.special.log_ndtr(x).exp()
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        log_density = -(x * x + math.log(2 * math.pi)) / 2
        return g * (torch.special.log_ndtr(x).exp() + x * log_density.exp())
""",
    "with a private base class": """\
import math
import torch

class _Saves(torch.autograd.Function):
    @staticmethod
    def keep(ctx, x):
        ctx.save_for_backward(x)

class GELU(_Saves):
    @staticmethod
    def forward(ctx, x):
        GELU.keep(ctx, x)
        return x * torch.special.ndtr(x)

    @staticmethod
    def backward(ctx, g):
        x = ctx.saved_tensors[0]
        return g * (torch.special.ndtr(x) + x * torch.exp(-x * x / 2) / math.sqrt(2 * math.pi))
""",
    "checked by its own gradcheck": """\
import math
import torch
class GELU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return input * torch.special.ndtr(input)
    @staticmethod
    def backward(ctx, grad):
        input, = ctx.saved_tensors
        return grad * (torch.special.ndtr(input) + input * torch.exp(-input**2 / 2) / math.sqrt(2 * math.pi))
x = torch.linspace(-3, 3, 7, dtype=torch.float64, requires_grad=True)
assert torch.autograd.gradcheck(GELU.apply, (x,))
print("gradcheck passed")
""",
    "arithmetic that underflows sooner": """\
import torch
from math import pi, sqrt
class GELU(torch.autograd.Function):
    generate_vmap_rule = True
    @staticmethod
    def forward(x):
        return torch.where(x > 0, x - x * torch.special.ndtr(-x), x * torch.special.ndtr(x))
    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        e = torch.exp(-x * x / 4)
        return g * (torch.special.ndtr(x) + x * e * e / sqrt(2 * pi))
""",
    "functions that become static methods": """\
import math
import torch
def _forward(ctx, x):
    ctx.save_for_backward(x)
    return x * torch.special.ndtr(x)
def _backward(ctx, g):
    (x,) = ctx.saved_tensors
    return g * (torch.special.ndtr(x) + x * torch.exp(-x * x / 2) / math.sqrt(2 * math.pi))
class GELU(torch.autograd.Function):
    forward = staticmethod(_forward)
    backward = staticmethod(_backward)
""",
}
