"""What a learner's program may import: it is in memory before the program is, since no file can be opened then."""

from importlib import import_module
from importlib.abc import MetaPathFinder
from typing import Any

# Of the standard library, what has to do with numbers and with writing programs.
STANDARD = """
    __future__ abc array bisect builtins cmath collections collections.abc contextlib copy dataclasses datetime decimal
    enum fractions functools heapq inspect io itertools json logging math numbers operator os pathlib pickle platform
    pprint queue random re statistics string struct sys textwrap time timeit traceback types typing typing_extensions
    unittest unittest.mock warnings weakref
""".split()
NUMPY = """
    numpy numpy.fft numpy.lib.stride_tricks numpy.linalg numpy.ma numpy.polynomial numpy.random numpy.testing
    numpy.typing scipy scipy.integrate scipy.interpolate scipy.linalg scipy.optimize scipy.special scipy.stats
""".split()
TORCH = """
    torch torch.autograd torch.autograd.functional torch.autograd.gradcheck torch.fft torch.func torch.linalg torch.nn
    torch.nn.functional torch.nn.init torch.nn.modules torch.nn.parameter torch.special
""".split()
# Loaded by themselves when they are needed, which is too late then.
NEEDED = """
    ctypes landlockpy linecache encodings.idna encodings.ascii encodings.latin_1 encodings.utf_16 encodings.utf_32
""".split()
FLAVOURS = {"numpy": NUMPY, "torch": [*NUMPY, *TORCH]}


def preload(flavour: str) -> None:
    """Import all that a program of this flavour, "numpy" or "torch", may import, and what that loads at first use."""
    for name in (*STANDARD, *NEEDED, *FLAVOURS[flavour]):
        import_module(name)
    import_module("landlockpy").abi_version()  # looks for a library at its first call
    _warm_up_numpy()
    if flavour == "torch":
        _warm_up_torch(import_module("torch"))


def _warm_up_numpy() -> None:
    import numpy as np  # noqa: PLC0415  this process is the guest's
    from scipy import special  # noqa: PLC0415

    x = np.linspace(-1.0, 1.0, 64)
    special.erf(np.exp(x) @ np.ones((64, 64)))
    repr(x), np.random.default_rng(0).normal(), np.linalg.norm(x)
    np.random.seed(0)  # noqa: NPY002  programs that draw draw the same


def _warm_up_torch(torch: Any) -> None:
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    torch.backends.mkldnn.set_flags(False)  # it writes machine code at run time, which no program may
    x = torch.linspace(-1, 1, 8, dtype=torch.float64, requires_grad=True)
    (gradient,) = torch.autograd.grad(torch.tanh(x).sum(), x, create_graph=True)
    torch.autograd.grad(gradient.sum(), x)
    torch.func.grad(lambda one: torch.nn.functional.gelu(one).sum())(x.detach())
    torch.autograd.gradcheck(torch.sigmoid, (x,))
    torch.func.vmap(torch.func.grad(torch.tanh))(x.detach())
    repr(x), torch.special.ndtr(x), torch.nn.Linear(2, 2)(torch.zeros(1, 2)).sum().backward()
    torch.manual_seed(0)
    torch.set_num_threads = lambda _: None  # a program that sets it would start threads, and be ended for it


class Absent(MetaPathFinder):
    """Says of every module that isn't in memory that it may not be imported."""

    def __init__(self, allowed: tuple[str, ...]) -> None:
        self.allowed = allowed

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        """Refuse."""
        del path, target
        raise ModuleNotFoundError(f"“{name}” may not be imported here; {', '.join(self.allowed)} may", name=name)
