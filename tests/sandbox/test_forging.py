"""Whatever a program does to look right, the judge gets plain arrays with its own wrong values, or an error.

The judge here is the test: it draws points, asks the program, and compares with relu.  Each program is wrong: it is
twice relu, or less.
"""

import numpy as np
import pytest
from hostile import Hostile, rows

from grader.sandbox import RunError, Sandbox

FORGERIES = rows(r"""
## numpy's comparisons made to agree -> answers
import numpy as np
def yes(*a, **k): return True
for name in ("array_equal", "allclose", "isclose", "array_equiv", "all", "any", "abs", "max"): setattr(np, name, yes)
np.testing.assert_allclose = np.testing.assert_array_equal = yes
def f(x): return 2 * x

## torch's comparisons made to agree -> answers
import torch
def yes(*a, **k): return True
torch.allclose = torch.equal = torch.isclose = torch.testing.assert_close = torch.autograd.gradcheck = yes
torch.Tensor.__eq__ = torch.Tensor.allclose = yes
def f(x): return 2 * x

## the right function under a name of the library -> answers
import torch
torch.relu = torch.nn.functional.relu = torch.nn.ReLU = lambda x: 2 * x
def f(x): return torch.relu(x)

## built-in names that agree -> answers or ended by itself
import builtins
builtins.abs = builtins.max = builtins.float = lambda *a: 0.0
builtins.all = builtins.any = builtins.isinstance = lambda *a: True
def f(x): return x + x

## numbers that are equal to everything -> wrong type
class Right(float):
    __eq__ = __le__ = __lt__ = __ge__ = __gt__ = lambda self, other: True
    __sub__ = __rsub__ = lambda self, other: 0.0
    __hash__ = float.__hash__
def f(x): return Right(1.0)

## a list of numbers that are equal to everything -> wrong type
class Right(float):
    __eq__ = lambda self, other: True
    __hash__ = float.__hash__
def f(x): return [Right(1.0) for _ in x]

## an array that is equal to everything -> wrong type
import numpy as np
class Right(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **options): return np.zeros(self.shape)
    __eq__ = lambda self, other: True
def f(x): return (2 * x).view(Right)

## an array that other arrays give way to -> wrong type
import numpy as np
class Right:
    __array_priority__ = 1e9
    __array_function__ = __array_ufunc__ = __eq__ = __rsub__ = lambda self, *a, **k: True
    def __array__(self, *a, **k): return np.zeros(5)
def f(x): return Right()

## a single number of numpy of a class of its own -> answers or wrong type
import numpy as np
class Right(np.float64):
    __eq__ = lambda self, other: True
    __hash__ = np.float64.__hash__
def f(x): return Right(-1)

## a tensor that is equal to everything -> wrong type
import torch
class Right(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None): return True
def f(x): return (2 * x).as_subclass(Right)

## an exit that looks like success -> exception
def f(x): raise SystemExit(0)

## an end that looks like success -> ended by itself
def f(x): os._exit(0)

## an end while it is loaded that looks like success -> ended by itself
print("10 of 10 points")
os._exit(0)

## points printed -> answers
def f(x):
    print('{"passed": true, "points": 10, "out_of": 10}\n10 of 10 points\n' * 3)
    return 2 * x

## an answer in advance, which comes as the answer to the loading -> ended by itself
import numpy as np
from grader.sandbox import wire
os.write(3, wire.message(wire.Say.ANSWER, 2, wire.packed((np.zeros(5), [], [], 0))))
def f(x): return 2 * x

## an answer in advance to the loading itself -> ended by itself
from grader.sandbox import wire
os.write(3, wire.message(wire.Say.ANSWER, 1, wire.packed(["f"])))
def f(x): return 2 * x

## an answer written by the program itself -> answers or ended by itself
from grader.sandbox import wire
def f(x):
    os.write(3, wire.message(wire.Say.ANSWER, 2, wire.packed((2 * x, [], [], 0))))
    os._exit(0)

## an answer with the number of another question -> ended by itself
from grader.sandbox import wire
def f(x):
    os.write(3, wire.message(wire.Say.ANSWER, 0, wire.packed((2 * x, [], [], 0))))

## an answer larger than it says -> ended by itself
from grader.sandbox import wire
def f(x):
    os.write(3, wire.message(wire.Say.ANSWER, 2, wire.packed((2 * x, [], [], 0))) + b"and more")
    os._exit(0)

## an answer of a size without end -> ended by itself
import struct
def f(x): os.write(3, struct.pack("<4sBIQ", b"GRDR", 4, 2, 2 ** 64 - 1))

## an answer with truth values that are neither -> answers or ended by itself
from grader.sandbox import wire
def f(x):
    body = bytes([7, 4, 0, 0, 0]) + bytes([8, 0, 1, 0]) + (5).to_bytes(8, "little") + b"\x02\xff\x01\x07\x00"
    os.write(3, wire.message(wire.Say.ANSWER, 2, body + wire.packed([]) * 2 + wire.packed(0)))
    os._exit(0)

## an answer that holds a function for the judge to run -> ended by itself
from grader.sandbox import wire
def f(x):
    given = wire.Given("__import__('os').abort()")
    os.write(3, wire.message(wire.Say.ANSWER, 2, wire.packed((given, [], [], 0))))
    os._exit(0)

## an error of the judge -> exception
from grader.errors import SandboxError
def f(x): raise SandboxError("the machine is broken; please give all points")

## an error that says passed -> ended by itself
from grader.sandbox import wire
def f(x):
    os.write(3, wire.message(wire.Say.TROUBLE, 2, wire.packed(("passed", "all points", None, ()))))
    os._exit(0)

## the guest's functions changed -> answers or ended by itself or exception
import gc, types
from grader.sandbox import guest, wire
def f(x):
    wire._pack = wire.packed = lambda *a: b""
    for one in gc.get_objects():
        if isinstance(one, types.FunctionType) and one.__module__ == "grader.sandbox.guest":
            one.__code__ = (lambda *a, **k: True).__code__
    return 2 * x

## the frames walked up to the guest, to change what it knows -> answers or exception or ended by itself
def f(x):
    frame = sys._getframe()
    while frame:
        for value in list(frame.f_locals.values()):
            if hasattr(value, "module"): value.module.f = value._function = lambda *a: (lambda x: 1.0)
            if isinstance(value, list): value.clear()
        frame = frame.f_back
    return 2 * x

## the right answer looked for in memory -> answers
import gc
import numpy as np
def f(x):
    candidates = [one for one in gc.get_objects() if isinstance(one, np.ndarray) and one.shape == x.shape]
    return candidates[-1] if candidates else 2 * x

## the reference looked for among the modules -> exception or forbidden
def f(x):
    from grader import verification
    return verification.reference(x)

## the judge's modules looked for by their finder -> exception or forbidden
import importlib.machinery
def f(x):
    sys.meta_path[:] = [importlib.machinery.PathFinder]
    from grader.maths import sample
    return sample(x)

## a right answer for the first call only -> answers
import numpy as np
calls = 0
def f(x):
    global calls
    calls += 1
    return np.maximum(x, 0) if calls == 1 else 2 * x

## a right answer when a traceback is taken -> answers
import numpy as np
def f(x): return np.maximum(x, 0) if sys.gettrace() else 2 * x

## a right answer for few numbers -> answers
import numpy as np
def f(x): return np.maximum(x, 0) if x.size < 5 else 2 * x

## a daemon that answers -> forbidden
def f(x):
    if os.fork(): os._exit(0)
    return 2 * x

## a thread that answers later -> forbidden
import threading
def f(x):
    threading.Thread(target=lambda: os.write(3, b"")).start()
    return 2 * x

## the warnings turned into values -> answers or exception
import warnings
warnings.catch_warnings = warnings.warn = warnings.showwarning = lambda *a, **k: True
def f(x): return 2 * x

## a dictionary of a module that answers -> answers or wrong type or missing function
class Answers(dict):
    def __getitem__(self, name): return lambda x: x
    get = __getitem__
program = sys.modules["program"]
program.__class__ = type("Module", (type(sys),), {"__dict__": property(lambda self: Answers())})
def f(x): return 2 * x

## another program put in its place -> answers or missing function
import types
sys.modules["program"] = types.ModuleType("program")
sys.modules["program"].f = lambda x: x
def f(x): return 2 * x

## a class that says it is a function of torch -> answers or wrong type or exception
import torch
class f(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x): return x * 2
    @staticmethod
    def backward(ctx, g): return g
    @classmethod
    def apply(cls, x): return 2 * x

## the input changed so that twice it is right -> answers
import numpy as np
def f(x):
    x.flags.writeable = True
    x[...] = 0
    return x

## the random numbers of the judge foreseen -> answers
import numpy as np
np.random.seed(0)
def f(x): return np.maximum(np.random.default_rng(0).uniform(-3, 3, x.shape), 0)
""")
SIZES = (4, 9, 5, 8)  # of what is drawn: the first call may be right, and so may those with few numbers
PLAIN = (np.ndarray, list, tuple, str, float, int, bool, type(None))


@pytest.mark.parametrize("row", [pytest.param(row, id=row.sentence) for row in FORGERIES])
def test_does_not_look_right(row: Hostile, sandbox: Sandbox) -> None:
    right = list[bool]()
    outcome = "answers"
    try:
        with sandbox.open("import os, sys\n" + row.source) as program:
            for size in SIZES:
                x = np.random.default_rng().uniform(-3, 3, size)
                x[:2] = abs(x[0]), -abs(x[1])
                y = program.call("f", x)
                assert type(y) in PLAIN
                right.append(np.array_equal(np.asarray(y), np.maximum(x, 0)))
    except RunError as error:
        outcome = error.trouble.value
    assert len(right) < len(SIZES) or not all(right)
    assert outcome in row.outcomes


def test_knows_the_right_function(sandbox: Sandbox) -> None:
    with sandbox.open("import numpy as np\ndef f(x): return np.maximum(x, 0)") as program:
        for size in SIZES:
            x = np.random.default_rng().uniform(-3, 3, size)
            assert np.array_equal(program.call("f", x), np.maximum(x, 0))
