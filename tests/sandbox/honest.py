"""Programs as learners write them, each in a style of its own; `-> name` is the function that `f` must be."""

import re
from dataclasses import dataclass

ROW = re.compile(r"^## (.+) -> (.+)\n((?:(?!## ).*\n)*)", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Honest:
    """One program, and the name of the function that its `f` is."""

    sentence: str
    name: str
    source: str

    @property
    def uses_torch(self) -> bool:
        """Whether it has gradients."""
        return "import torch" in self.source or "from torch" in self.source


TABLE = r"""
## vectorised -> relu
import numpy as np
def f(x): return np.maximum(x, 0)

## by np.where -> relu
import numpy as np
def f(x): return np.where(x > 0, x, 0)

## by np.piecewise -> relu
import numpy as np
def f(x): return np.piecewise(x, [x < 0, x >= 0], [0, lambda v: v])

## by np.select -> hardtanh
import numpy as np
def f(x): return np.select([x < -1, x > 1], [-1.0, 1.0], default=x)

## by np.clip -> hardtanh
import numpy as np
def f(x): return np.clip(x, -1, 1)

## by a mask -> relu
import numpy as np
def f(x):
    y = np.array(x)
    y[y < 0] = 0
    return y

## by multiplying with a comparison -> relu
def f(x): return x * (x > 0)

## by a loop over numbers -> relu
import numpy as np
def f(x):
    y = np.empty_like(x)
    for i in range(len(x)):
        y[i] = x[i] if x[i] > 0 else 0.0
    return y

## by np.nditer -> relu
import numpy as np
def f(x):
    y = np.zeros(x.shape)
    with np.nditer([x, y], op_flags=[["readonly"], ["writeonly"]]) as both:
        for one, two in both: two[...] = max(one, 0)
    return y

## by np.ndenumerate -> relu
import numpy as np
def f(x):
    y = np.zeros_like(x)
    for i, v in np.ndenumerate(x): y[i] = max(v, 0.0)
    return y

## by a comprehension -> relu
import numpy as np
def f(x): return np.array([v if v > 0 else 0.0 for v in x])

## by np.vectorize, decorated -> relu
import numpy as np
@np.vectorize
def f(v): return v if v > 0 else 0.0

## by np.fromiter and a generator -> relu
import numpy as np
def positive(x):
    for v in x: yield max(float(v), 0.0)
def f(x): return np.fromiter(positive(x), dtype=float)

## by map and a lambda -> relu
import numpy as np
f = lambda x: np.array(list(map(lambda v: max(v, 0.0), x)))

## by np.apply_along_axis -> relu
import numpy as np
def f(x): return np.apply_along_axis(lambda row: np.where(row > 0, row, 0), 0, x)

## by mathematics on single numbers -> tanh
import math
import numpy as np
def one(v):
    a, b = math.exp(v), math.exp(-v)
    return (a - b) / (a + b)
def f(x): return np.array([one(v) for v in x])

## by complex numbers -> tanh
import cmath
import numpy as np
def f(x): return np.array([cmath.tanh(complex(v)).real for v in x])

## by fractions and decimals -> relu
import numpy as np
from decimal import Decimal
from fractions import Fraction
def f(x): return np.array([float(max(Fraction(Decimal(float(v))), Fraction(0))) for v in x])

## by scipy's special functions -> gelu
import numpy as np
from scipy.special import erf
def f(x): return 0.5 * x * (1 + erf(x / np.sqrt(2)))

## by scipy's distributions -> gelu
from scipy.stats import norm
def f(x): return x * norm.cdf(x)

## by an integral of scipy -> softplus
import numpy as np
from scipy import integrate
def f(x): return np.array([integrate.quad(lambda t: 1 / (1 + np.exp(-t)), -40, v)[0] for v in x])

## by a spline of scipy -> relu
import numpy as np
from scipy.interpolate import interp1d
f = interp1d([-100.0, 0.0, 100.0], [0.0, 0.0, 100.0])

## by a root of scipy -> cuberoot
import numpy as np
from scipy.optimize import brentq
def f(x): return np.array([brentq(lambda y: y ** 3 - v, -10, 10, xtol=1e-14) for v in x])

## by np.logaddexp -> softplus
import numpy as np
def f(x): return np.logaddexp(0, x)

## with an expression chosen where it is stable, under errstate -> sigmoid
import numpy as np
def f(x):
    with np.errstate(over="ignore"):
        return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))

## with warnings of numpy -> relu
import numpy as np
def f(x):
    np.array([1.0]) / np.array([0.0])
    return np.maximum(x, 0)

## with warnings of its own -> relu
import warnings
import numpy as np
def f(x):
    warnings.warn("this may be slow", UserWarning)
    return np.maximum(x, 0)

## with warnings silenced -> relu
import warnings
import numpy as np
warnings.filterwarnings("ignore")
def f(x):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return np.maximum(x, 0)

## with assertions -> relu
import numpy as np
def f(x):
    assert x.ndim == 1, "one axis, please"
    y = np.maximum(x, 0)
    assert (y >= 0).all()
    np.testing.assert_allclose(y, np.where(x > 0, x, 0))
    return y

## with prints to both outputs -> relu
import sys
import numpy as np
print("loading")
def f(x):
    print(f"{x.shape=} {x.dtype!r:>20} {x.mean():.3f}", x, sep="\n", flush=True)
    print("careful", file=sys.stderr)
    sys.stdout.write("done\n")
    return np.maximum(x, 0)

## with pretty prints -> relu
import pprint
import numpy as np
np.set_printoptions(precision=3)
def f(x):
    pprint.pprint({"x": x, "shape": x.shape})
    return np.maximum(x, 0)

## with a docstring that holds examples -> relu
'''Activations.

>>> f(np.array([-1.0]))
array([0.])
'''
import numpy as np
def f(x):
    '''Return relu.

    >>> f(np.array([2.0]))
    array([2.])
    '''
    return np.maximum(x, 0)

## with a part that runs only as a script -> relu
import numpy as np
def f(x): return np.maximum(x, 0)
if __name__ == "__main__":
    raise SystemExit("never here")

## with an import inside the function -> relu
def f(x):
    import numpy as np
    from numpy import linalg
    return np.maximum(x, 0)

## with a star import -> relu
from numpy import *
def f(x): return maximum(x, 0)

## with an annotation of everything -> relu
from __future__ import annotations
from collections.abc import Callable
from typing import Any, Final
import numpy as np
import numpy.typing as npt
ZERO: Final[float] = 0.0
Array = npt.NDArray[np.floating[Any]]
activation: Callable[[Array], Array]
def f(x: Array) -> Array: return np.maximum(x, ZERO)

## with generics and protocols -> relu
from typing import Generic, Protocol, TypeVar
import numpy as np
T = TypeVar("T")
class Activation(Protocol):
    def __call__(self, x: np.ndarray) -> np.ndarray: ...
class Box(Generic[T]):
    def __init__(self, value: T) -> None: self.value = value
class Relu:
    def __call__(self, x): return np.maximum(x, 0)
def f(x): return Box[Activation](Relu()).value(x)

## with a match statement -> relu
import numpy as np
def one(v):
    match bool(v > 0):
        case True: return v
        case _: return 0.0
def f(x): return np.array([one(v) for v in x])

## with a walrus -> relu
import numpy as np
def f(x): return np.array([p if (p := float(v)) > 0 else 0.0 for v in x])

## with unpacking -> relu
import numpy as np
def f(*arrays, **options):
    x, *_ = arrays
    return np.array([*(max(v, 0) for v in x)])

## with positional and keyword parameters only -> leaky
import numpy as np
def f(x, /, *, slope=0.1): return np.where(x > 0, x, slope * x)

## with a parameter that has a default -> leaky
import numpy as np
def f(x, slope=0.1): return np.where(x > 0, x, slope * x)

## with constants at the top -> leaky
import numpy as np
SLOPE = 0.1
def f(x): return np.where(x > 0, x, SLOPE * x)

## with a global that counts -> relu
import numpy as np
calls = 0
def f(x):
    global calls
    calls += 1
    return np.maximum(x, 0)

## with several functions -> silu
import numpy as np
def sigmoid(x): return 1 / (1 + np.exp(-x))
def _scaled(x, by): return x * by
def f(x): return _scaled(x, sigmoid(x))

## with a closure -> leaky
import numpy as np
def make(slope):
    def activation(x): return np.where(x > 0, x, slope * x)
    return activation
f = make(0.1)

## with a closure that keeps a number -> relu
import numpy as np
def make():
    seen = 0
    def activation(x):
        nonlocal seen
        seen += 1
        return np.maximum(x, 0)
    return activation
f = make()

## with functools.partial -> leaky
from functools import partial
import numpy as np
def leaky(slope, x): return np.where(x > 0, x, slope * x)
f = partial(leaky, 0.1)

## with functools.lru_cache -> relu
from functools import lru_cache
import numpy as np
@lru_cache(maxsize=None)
def one(v): return max(v, 0.0)
def f(x): return np.array([one(float(v)) for v in x])

## with functools.reduce and singledispatch -> relu
from functools import reduce, singledispatch
import numpy as np
@singledispatch
def g(x): raise TypeError
@g.register
def _(x: np.ndarray): return np.maximum(x, 0)
def f(x): return reduce(lambda a, h: h(a), [g, g], x)

## with a decorator that counts -> relu
from functools import wraps
import numpy as np
def timed(g):
    @wraps(g)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return g(*args, **kwargs)
    wrapper.calls = 0
    return wrapper
@timed
def f(x): return np.maximum(x, 0)

## with a clock -> relu
import time, timeit
import numpy as np
def f(x):
    began = time.perf_counter()
    y = np.maximum(x, 0)
    print(f"{time.perf_counter() - began:.6f} s", timeit.timeit(lambda: np.maximum(x, 0), number=3) >= 0)
    return y

## with a class that is called -> leaky
import numpy as np
class Leaky:
    def __init__(self, slope): self.slope = slope
    def __call__(self, x): return np.where(x > 0, x, self.slope * x)
f = Leaky(0.1)

## with a method -> leaky
import numpy as np
class Leaky:
    slope = 0.1
    def forward(self, x): return np.where(x > 0, x, self.slope * x)
f = Leaky().forward

## with static and class methods -> leaky
import numpy as np
class Leaky:
    SLOPE = 0.1
    @staticmethod
    def low(x, slope): return slope * x
    @classmethod
    def forward(cls, x): return np.where(x > 0, x, cls.low(x, cls.SLOPE))
f = Leaky.forward

## with an abstract class and properties -> relu
from abc import ABC, abstractmethod
import numpy as np
class Activation(ABC):
    __slots__ = ("_name",)
    @abstractmethod
    def forward(self, x): ...
    @property
    def name(self): return type(self).__name__
class Relu(Activation):
    def forward(self, x): return np.maximum(x, 0)
def f(x):
    assert Relu().name == "Relu"
    return Relu().forward(x)

## with a dataclass -> leaky
from dataclasses import dataclass, field, replace
import numpy as np
@dataclass(frozen=True, order=True)
class Leaky:
    slope: float = 0.0
    notes: list[str] = field(default_factory=list, compare=False)
    def __call__(self, x): return np.where(x > 0, x, self.slope * x)
f = replace(Leaky(), slope=0.1)

## with named tuples -> leaky
from collections import namedtuple
from typing import NamedTuple
import numpy as np
class Slopes(NamedTuple):
    left: float = 0.1
    right: float = 1.0
Pair = namedtuple("Pair", "a b")
def f(x):
    left, right = Slopes()
    return Pair(np.where(x > 0, right, left), 0).a * x

## with enumerations -> relu
from enum import Enum, auto
import numpy as np
class Kind(Enum):
    RELU = auto()
    TANH = auto()
TABLE = {Kind.RELU: lambda x: np.maximum(x, 0), Kind.TANH: np.tanh}
def f(x): return TABLE[Kind.RELU](x)

## with collections -> relu
from collections import Counter, OrderedDict, defaultdict, deque
import numpy as np
def f(x):
    signs, line = defaultdict(list), deque(maxlen=len(x))
    for v in x:
        signs[v > 0].append(v)
        line.append(max(v, 0))
    assert sum(Counter(x > 0).values()) == len(x)
    return np.array(line)

## with itertools and operator -> relu
import itertools, operator
import numpy as np
def f(x): return np.array(list(itertools.starmap(operator.mul, zip(x, x > 0))))

## with recursion -> relu
import numpy as np
def f(x):
    if len(x) == 1: return np.maximum(x, 0)
    middle = len(x) // 2
    return np.concatenate([f(x[:middle]), f(x[middle:])])

## with a series -> tanh
import math
import numpy as np
def exponential(v): return sum(v ** n / math.factorial(n) for n in range(60))
def f(x): return (exponential(x) - exponential(-x)) / (exponential(x) + exponential(-x))

## with a try and a finally -> relu
import numpy as np
def f(x):
    try:
        return np.maximum(x, undefined)
    except NameError as error:
        print(error)
    finally:
        print("done")
    return np.maximum(x, 0)

## with a context manager of its own -> relu
from contextlib import contextmanager, suppress
import numpy as np
@contextmanager
def quietly():
    with np.errstate(all="ignore"), suppress(ZeroDivisionError):
        yield
        1 / 0
def f(x):
    with quietly(): y = np.maximum(x, 0)
    return y

## with letters of mathematics -> leaky
import numpy as np
α, π_halbe = 0.1, np.pi / 2
def größer(x): return x > 0
def f(x): return np.where(größer(x), x, α * x)

## with Windows line ends and tabs -> relu
import numpy as np
def f(x):
	if True:
		return np.maximum(x, 0)

## with text worked on -> relu
import re, string, textwrap
import numpy as np
def f(x):
    numbers = re.findall(r"[-+.e\d]+", textwrap.dedent(" ".join(f"{v!r}" for v in map(float, x))))
    return np.array([max(float(one), 0) for one in numbers])

## with random numbers of a seed -> relu
import random
import numpy as np
np.random.seed(1)
random.seed(1)
rng = np.random.default_rng(1)
noise = rng.normal(size=3) + np.random.rand(3) + random.random()
def f(x): return np.maximum(x, 0) + 0 * noise.sum()

## with random numbers of no seed -> relu
import random
import numpy as np
def f(x): return np.maximum(x, 0) + 0 * (np.random.default_rng().normal() + random.random() + np.random.randn())

## in place on a copy -> relu
import numpy as np
def f(x):
    y = x.copy()
    y *= y > 0
    return y

## with the out argument -> relu
import numpy as np
def f(x):
    y = np.empty_like(x)
    np.maximum(x, 0, out=y)
    return y

## with broadcasting -> relu
import numpy as np
def f(x): return np.stack([x, np.zeros(x.shape)]).max(axis=0)

## with matrices -> relu
import numpy as np
def f(x):
    eye = np.eye(len(x))
    return np.einsum("ij,j->i", eye, np.linalg.solve(eye, np.maximum(eye @ x, 0)))

## with a masked array inside -> relu
import numpy as np
def f(x): return np.ma.masked_less(x, 0).filled(0.0)

## with polynomials -> cube
import numpy as np
def f(x): return np.polynomial.Polynomial([0, 0, 0, 1])(x) + 0 * np.polyval([1, 2], x)

## with the kind of number kept -> relu
import numpy as np
def f(x):
    zero = x.dtype.type(0)
    y = np.maximum(x, zero)
    assert y.dtype == x.dtype and np.finfo(x.dtype).eps > 0
    return y

## with bisection in a table -> relu
import bisect, heapq
import numpy as np
EDGES, SLOPES = [0.0], [0.0, 1.0]
def f(x): return np.array([SLOPES[bisect.bisect(EDGES, v)] * v for v in x])

## with np.ufuncs made -> relu
import numpy as np
relu = np.frompyfunc(lambda v: max(v, 0.0), 1, 1)
def f(x): return relu(x).astype(float)

## with strides -> relu
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
def f(x): return np.maximum(sliding_window_view(x, 1)[:, 0], 0)

## with exec and eval -> relu
import numpy as np
exec("def g(x): return np.maximum(x, 0)")
def f(x): return eval("g(x)")

## with ast and types -> relu
import types
import numpy as np
def g(x): return np.maximum(x, 0)
f = types.FunctionType(g.__code__, globals(), "f")

## with statistics -> relu
import statistics, numbers
import numpy as np
def f(x):
    assert isinstance(statistics.fmean(x), numbers.Real)
    return np.maximum(x, 0)

## with a list as its answer, made an array -> relu
import numpy as np
def f(x):
    y = []
    for v in x.tolist(): y.append(max(v, 0.0))
    return np.asarray(y)

## with a log -> relu
import logging
import numpy as np
logging.basicConfig(level=logging.INFO)
log = logging.getLogger(__name__)
def f(x):
    log.info("got %d numbers", len(x))
    return np.maximum(x, 0)

## with json, pickle and files in memory -> relu
import io, json, pickle
import numpy as np
def f(x):
    y = np.array(json.loads(json.dumps(x.tolist())))
    with io.StringIO() as text, io.BytesIO() as content:
        print(*y, file=text)
        np.save(content, y)
        assert np.array_equal(pickle.loads(pickle.dumps(y)), np.load(io.BytesIO(content.getvalue())))
    return np.maximum(y, 0)

## with its own source and signature looked at -> relu
import inspect
import numpy as np
def f(x):
    assert "np.maximum" in inspect.getsource(f)
    assert list(inspect.signature(f).parameters) == ["x"]
    return np.maximum(x, 0)

## with tests of its own -> relu
import unittest
import numpy as np
def f(x): return np.maximum(x, 0)
class Tests(unittest.TestCase):
    def test_positive(self): self.assertEqual(f(np.array([1.0]))[0], 1.0)

## with groups of exceptions -> relu
import numpy as np
def f(x):
    try:
        raise ExceptionGroup("two", [ValueError("one"), TypeError("two")])
    except* ValueError:
        pass
    except* TypeError as group:
        print(group)
    return np.maximum(x, 0)

## with paths and the system only named -> relu
import os
import pathlib
import platform
import numpy as np
HERE = pathlib.Path(__file__).parent / "data"
def f(x):
    print(os.sep, HERE.name, os.environ.get("HOME"), os.cpu_count())
    return np.maximum(x, 0)

## with copies -> relu
import copy
import numpy as np
def f(x):
    y = copy.deepcopy(x)
    y[y < 0] = 0
    return y

## in torch, by torch.relu -> relu
import torch
def f(x): return torch.relu(x)

## in torch, by torch.where -> relu
import torch
def f(x): return torch.where(x > 0, x, torch.zeros_like(x))

## in torch, by clamp and methods -> relu
import torch
def f(x): return x.clamp(min=0)

## in torch, by torch.nn.functional -> gelu
import torch
import torch.nn.functional as F
def f(x): return F.gelu(x)

## in torch, by torch.special -> gelu
import torch
def f(x): return x * torch.special.ndtr(x)

## in torch, by its own formula -> silu
import torch
from torch import Tensor
def f(x: Tensor) -> Tensor: return x / (1 + torch.exp(-x))

## in torch, by a mask in place on a copy -> leaky
import torch
def f(x):
    y = x.clone()
    y[x < 0] *= 0.1
    return y

## in torch, by a loop -> relu
import torch
def f(x): return torch.stack([v if v > 0 else v * 0 for v in x])

## in torch, as an autograd.Function -> relu
import torch
class f(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * (x > 0)

## in torch, as an autograd.Function with setup_context -> relu
import torch
class f(torch.autograd.Function):
    @staticmethod
    def forward(x): return x.clamp(min=0)
    @staticmethod
    def setup_context(ctx, inputs, output):
        (x,) = inputs
        ctx.save_for_backward(x)
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return torch.where(x > 0, g, 0)

## in torch, as an autograd.Function behind a function -> silu
import torch
from torch.autograd import Function
from torch.autograd.function import once_differentiable
class Silu(Function):
    @staticmethod
    def forward(ctx, x):
        s = torch.sigmoid(x)
        ctx.save_for_backward(x, s)
        return x * s
    @staticmethod
    @once_differentiable
    def backward(ctx, g):
        x, s = ctx.saved_tensors
        return g * s * (1 + x * (1 - s))
def f(x): return Silu.apply(x)

## in torch, as a Module -> leaky
import torch
from torch import nn
class f(nn.Module):
    def __init__(self, slope=0.1):
        super().__init__()
        self.slope = slope
    def forward(self, x): return torch.where(x > 0, x, self.slope * x)

## in torch, as a Module with a parameter -> leaky
import torch
import torch.nn as nn
class f(nn.Module):
    def __init__(self):
        super().__init__()
        self.slope = nn.Parameter(torch.tensor(0.1, dtype=torch.float64))
    def forward(self, x): return torch.where(x > 0, x, self.slope * x)

## in torch, as an instance of a Module -> relu
import torch
f = torch.nn.Sequential(torch.nn.Identity(), torch.nn.ReLU())

## in torch, as a layer with chosen weights -> relu
import torch
layer = torch.nn.Linear(1, 1, bias=False).double()
with torch.no_grad(): layer.weight.fill_(1.0)
def f(x): return torch.relu(layer(x[:, None]))[:, 0]

## in torch, with weights drawn -> relu
import torch
torch.manual_seed(3)
noise = torch.randn(3) + torch.rand(3)
torch.nn.init.kaiming_normal_(torch.empty(3, 3))
def f(x): return torch.relu(x) + 0 * noise.sum()

## in torch, with einsum and matrices -> relu
import torch
def f(x): return torch.einsum("ij,j->i", torch.eye(len(x), dtype=x.dtype), torch.relu(x))

## in torch, with a derivative of its own -> tanh
import torch
def f(x):
    t = x.detach().clone().requires_grad_()
    y = torch.log(torch.cosh(t)).sum()
    (slope,) = torch.autograd.grad(y, t)
    return torch.tanh(x) + 0 * slope

## in torch, with a second derivative inside -> cube6
import torch
def f(x):
    t = x if x.requires_grad else x.detach().requires_grad_()
    (once,) = torch.autograd.grad((t ** 3).sum(), t, create_graph=True)
    (twice,) = torch.autograd.grad(once.sum(), t, create_graph=True)
    return twice

## in torch, with torch.func.grad -> sigmoid
import torch
from torch.func import grad, vmap
def f(x): return vmap(grad(torch.nn.functional.softplus))(x)

## in torch, with a jacobian -> relu
import torch
from torch.autograd.functional import jacobian
def f(x):
    diagonal = torch.diagonal(jacobian(torch.relu, x.detach()))
    return x * diagonal

## in torch, with backward called -> relu
import torch
def f(x):
    t = x.detach().clone().requires_grad_()
    torch.relu(t).sum().backward()
    return x * t.grad

## in torch, with gradcheck -> silu
import torch
from torch.autograd import gradcheck
def f(x):
    assert gradcheck(torch.nn.functional.silu, (x.detach().double().requires_grad_(),))
    return torch.nn.functional.silu(x)

## in torch, without gradients for a while -> relu
import torch
@torch.no_grad()
def count(x): return (x > 0).sum().item()
def f(x):
    print(count(x), f"{x.mean().item():.2f}", x)
    return torch.relu(x)

## in torch, with a script -> relu
import torch
def f(x): return torch.relu(x)
if __name__ == "__main__":
    x = torch.linspace(-3, 3, 100)

## in torch, with threads asked for -> relu
import torch
torch.set_num_threads(4)
torch.set_default_dtype(torch.float64)
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
def f(x): return torch.relu(x.to(device))

## in torch, with optim and a step -> relu
import torch
def f(x):
    w = torch.nn.Parameter(torch.tensor(2.0))
    optimizer = torch.optim.SGD([w], lr=0.5)
    loss = (w - 1) ** 2
    loss.backward()
    optimizer.step()
    return torch.relu(x) * w.detach().round()

## in torch, compiled as TorchScript -> relu
import warnings
import torch
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    @torch.jit.script
    def g(x: torch.Tensor) -> torch.Tensor:
        return torch.where(x > 0, x, torch.zeros_like(x))
def f(x): return g(x)

## in torch, with layers in single precision -> relu
import torch
from torch import nn
import torch.nn.functional as F
net = nn.Sequential(nn.Linear(8, 64), nn.GELU(), nn.LayerNorm(64), nn.Linear(64, 64), nn.Softmax(-1))
convolution = nn.Conv2d(3, 8, 3)
def f(x):
    with torch.no_grad():
        large = net(torch.randn(256, 8)).sum() + F.gelu(torch.randn(100, 100)).sum()
        large = large + convolution(torch.randn(2, 3, 16, 16)).sum() + F.max_pool2d(torch.randn(1, 1, 8, 8), 2).sum()
    return torch.relu(x) + 0 * large.double()

## in torch, with numpy beside it -> relu
import numpy as np
import torch
def f(x): return torch.relu(x) * torch.from_numpy(np.ones(1)) + 0 * float(x.detach().numpy().sum())
"""
HONEST = [Honest(sentence=one, name=two, source=rest) for one, two, rest in ROW.findall(TABLE)]
