"""The manners of a program as the judge knows it: what it is given, what it gives, and what it is told of its faults."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Timer

import numpy as np
import pytest
from watching import family, parents

from grader.sandbox import Given, Level, RunError, Sandbox, Trouble
from grader.sandbox.host import KEPT, WALL, pid_here
from grader.sandbox.wire import DTYPES, TEXT

ROOT = Path(__file__).parents[2]
X = np.linspace(-2, 2, 5)
SECONDS = 2.0  # for all processes to be gone, once the judge is


def at(line: int, source: str) -> str:
    """Return a program whose fault stands in this line."""
    return "\n" * (line - 1) + source


# What is wrong, which trouble it is, in which line, and what the learner is told.
FAULTS = [
    pytest.param("def f(x:\n  return x", Trouble.SYNTAX, 1, "'(' was never closed", id="a bracket left open"),
    pytest.param("def f(x):\n    y = x\n  return y", Trouble.SYNTAX, 3, "unindent does not match", id="crooked margins"),
    pytest.param("def f(x):\n\treturn x\n        x", Trouble.SYNTAX, 3, "inconsistent use of tabs", id="tabs and spaces"),
    pytest.param("return 1", Trouble.SYNTAX, 1, "'return' outside function", id="a return outside"),
    pytest.param("x = 1\n" * (TEXT // 6 + 1), Trouble.SYNTAX, None, "longer than 65,536 bytes", id="a program too long"),
    pytest.param(at(3, "1 / 0"), Trouble.RAISED, 3, "ZeroDivisionError: division by zero", id="a fault while it is loaded"),
    pytest.param(at(2, "def f(x):\n    return y"), Trouble.RAISED, 3, "NameError: name 'y' is not defined", id="an unknown name"),
    pytest.param("def f(x):\n    raise ValueError", Trouble.RAISED, 2, "ValueError", id="an exception without words"),
    pytest.param("def f(x):\n    assert x.ndim == 2, 'two axes'", Trouble.RAISED, 2, "AssertionError: two axes", id="an assertion"),
    pytest.param("import numpy as np\ndef f(x):\n    return np.dot(x, np.ones(3))", Trouble.RAISED, 3, "not aligned", id="an exception in a library is where the library was called"),
    pytest.param("def f(x):\n    return f(x)", Trouble.RAISED, 2, "a function calls itself without end", id="a recursion"),
    pytest.param("def f(x):\n    exit()", Trouble.RAISED, 2, "leaves by SystemExit", id="an exit"),
    pytest.param("def f(x):\n    exec('1 +')", Trouble.RAISED, 2, "SyntaxError", id="a syntax error in another text"),
    pytest.param("def f(x):\n    while True: pass", Trouble.TIMED_OUT, None, "still busy after 0.2 seconds", id="a loop"),
    pytest.param("def f(x):\n    return bytearray(1 << 50)", Trouble.OUT_OF_MEMORY, 2, "more memory than there is", id="too much memory"),
    pytest.param("import numpy as np\ndef f(x):\n    return np.ones((9**6, 9**6))", Trouble.OUT_OF_MEMORY, 3, "Unable to allocate", id="too large an array"),
    pytest.param("def f(x):\n    open('data.csv')", Trouble.FORBIDDEN, 2, "may not open files, nor look at folders (data.csv)", id="a file"),
    pytest.param("import matplotlib.pyplot as plt", Trouble.FORBIDDEN, 1, "“matplotlib” may not be imported here; numpy, scipy, math may", id="a library that isn't there"),
    pytest.param("from numpy import relu", Trouble.RAISED, 1, "ImportError: cannot import name 'relu'", id="a name a library hasn't got"),
    pytest.param("import threading\ndef f(x):\n    threading.Thread(target=f).start()", Trouble.FORBIDDEN, 3, "may not start threads", id="a thread"),
    pytest.param("import time\ndef f(x):\n    time.sleep(1)", Trouble.FORBIDDEN, 3, "A program may not do this", id="a sleep"),
    pytest.param("import ctypes\ndef f(x):\n    ctypes.CDLL(None).ptrace(0)", Trouble.FORBIDDEN, None, "asked the system for what no program may", id="what ends at once"),
    pytest.param("def f(x):\n    while True: print('a' * 1000)", Trouble.FLOODED, None, "more than a million characters", id="a flood"),
    pytest.param("import os\ndef f(x):\n    os._exit(0)", Trouble.ENDED, None, "ended by itself instead of giving an answer", id="an end"),
    pytest.param("import ctypes\ndef f(x):\n    ctypes.string_at(0)", Trouble.ENDED, None, "It crashed", id="a crash"),
    pytest.param("def g(x): return x", Trouble.MISSING, None, "The program has no function f.", id="another name"),
    pytest.param("class F: pass", Trouble.MISSING, None, "The program has no function f; is it F?", id="nearly the name"),
    pytest.param("f = 3", Trouble.MISSING, None, "The program has no function f.", id="a number of the name"),
    pytest.param("", Trouble.MISSING, None, "The program has no function f.", id="nothing at all"),
    pytest.param("def f(): return 1", Trouble.ARGUMENTS, None, "f() must take one argument.", id="no argument"),
    pytest.param("def f(x, slope): return x", Trouble.ARGUMENTS, None, "f(x, slope) must take one argument.", id="two arguments"),
    pytest.param("def f(*, x): return x", Trouble.ARGUMENTS, None, "f(*, x) must take one argument.", id="an argument by name only"),
    pytest.param("def f(x): return {1: x}", Trouble.TYPE, None, "A value of type dict came back", id="a dictionary"),
    pytest.param("def f(x): return f", Trouble.TYPE, None, "A value of type function came back", id="a function"),
    pytest.param("def f(x): return (i for i in x)", Trouble.TYPE, None, "A value of type generator came back", id="a generator"),
    pytest.param("import numpy as np\ndef f(x): return np.array(['a'])", Trouble.TYPE, None, "An array of <U1 came back", id="an array of texts"),
    pytest.param("import numpy as np\ndef f(x): return np.ma.array(x)", Trouble.TYPE, None, "A value of type numpy.ma.MaskedArray came back", id="a masked array"),
    pytest.param("def f(x): return [[[[[[[[[1]]]]]]]]]", Trouble.TYPE, None, "nested too deeply", id="lists nested too deeply"),
    pytest.param("def f(x): return [1] * 20_000", Trouble.TYPE, None, "too many entries", id="a long list"),
    pytest.param("import numpy as np\ndef f(x): return np.ones(2_000_000)", Trouble.TYPE, None, "too large: more than 8,388,608 bytes", id="a large array"),
    pytest.param("import numpy as np\ndef f(x): return np.ones(10_000_000)", Trouble.TYPE, None, "80,000,000 bytes can't be sent", id="a very large array"),
    pytest.param("def f(x): return 'a' * 70_000", Trouble.TYPE, None, "a text is too long", id="a long text"),
    pytest.param("import torch\ndef f(x): return x.numpy()", Trouble.TYPE, None, "A numpy array came back; a torch tensor is asked for.", id="an array instead of a tensor"),
    pytest.param("import torch\ndef f(x): return x.to_sparse()", Trouble.TYPE, None, "torch.sparse_coo can't be compared", id="a scattered tensor"),
    pytest.param("import torch\ndef f(x): return x.bfloat16()", Trouble.TYPE, None, "torch.bfloat16", id="a tensor of short floats"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "trouble", "line", "words"), FAULTS)
def test_tells_what_is_wrong(source: str, trouble: Trouble, line: int | None, words: str, sandbox: Sandbox) -> None:
    with pytest.raises(RunError) as caught, sandbox.open(source) as program:
        program.call("f", X, cpu=0.2 if trouble is Trouble.TIMED_OUT else 2)
    assert (caught.value.trouble, caught.value.line) == (trouble, line)
    assert words in caught.value.message


def test_every_trouble_of_running_is_in_the_table() -> None:
    found_by_checks = {Trouble.SHAPE, Trouble.NOT_FINITE, Trouble.INPUT, Trouble.UNSTEADY}
    assert {row.values[1] for row in FAULTS} == set(Trouble) - found_by_checks


def test_the_trace_shows_only_lines_of_the_program(sandbox: Sandbox) -> None:
    source = "import numpy as np\ndef f(x):\n    return np.vectorize(g)(x)\ndef g(v):\n    return v.nothing"
    with pytest.raises(RunError) as caught, sandbox.open(source) as program:
        program.call("f", X)
    assert caught.value.trace == ("line 3, in f", "line 5, in g")


def test_a_long_trace_ends_with_the_line_to_blame(sandbox: Sandbox) -> None:
    source = "def f(x, n=100):\n    return f(x, n - 1) if n else g()\ndef g():\n    return 1 / 0"
    with pytest.raises(RunError) as caught, sandbox.open(source) as program:
        program.call("f", X)
    assert caught.value.trace == ("line 2, in f",) * 19 + ("line 4, in g",)


def test_after_an_exception_it_can_be_called_again(sandbox: Sandbox) -> None:
    with sandbox.open("def f(x):\n    assert x > 0\n    return x") as program:
        with pytest.raises(RunError, match="AssertionError"):
            program.call("f", -1)
        assert program.call("f", 1) == 1


def test_after_its_end_it_says_so(sandbox: Sandbox) -> None:
    with sandbox.open("import os\ndef f(x): os._exit(3)") as program:
        for words in ("It ended by itself", "The program has ended"):
            with pytest.raises(RunError, match=words) as caught:
                program.call("f", 1)
            assert caught.value.trouble is Trouble.ENDED


# Arguments, as they lie in memory, and what a program sees of them.
SEEN = """
import numpy as np
def f(x): return (str(x.dtype), x.shape, x.flags.c_contiguous, x.flags.writeable, x.copy())
"""
FROZEN = np.arange(3.0)
FROZEN.flags.writeable = False
GIVEN = [
    pytest.param(X, True, True, id="plain"),
    pytest.param(X.astype(np.float32), True, True, id="of single precision"),
    pytest.param(X.astype(np.float16), True, True, id="of half precision"),
    pytest.param(np.arange(12.0)[::3], False, True, id="in steps"),
    pytest.param(X[::-1], False, True, id="backwards"),
    pytest.param(np.arange(6.0).reshape(2, 3).T, False, True, id="turned about"),
    pytest.param(FROZEN, True, False, id="read-only"),
    pytest.param(np.broadcast_to(np.float64(2), (3,)), False, False, id="one number seen often"),
    pytest.param(np.array(2.5), True, True, id="of no axis"),
    pytest.param(np.zeros(0), True, True, id="empty"),
    pytest.param(np.zeros((3, 0, 2)), True, True, id="empty along one axis"),
    pytest.param(np.ones((2,) * 8), True, True, id="of eight axes"),
    pytest.param(X > 0, True, True, id="of truth values"),
    pytest.param(np.bool_(1).reshape(()), True, True, id="of no axis, a truth value"),
    pytest.param(np.arange(3), True, True, id="of whole numbers"),
    pytest.param(np.array([1 + 2j]), True, True, id="of complex numbers"),
    pytest.param(np.array([np.nan, np.inf, -0.0, 5e-324]), True, True, id="of odd numbers"),
]


@pytest.mark.parametrize(("x", "contiguous", "writable"), GIVEN)
def test_arrays_arrive_as_they_lie(x: np.ndarray, contiguous: bool, writable: bool, sandbox: Sandbox) -> None:  # noqa: FBT001
    with sandbox.open(SEEN) as program:
        dtype, shape, *lies, copy = program.call("f", x)
    assert (dtype, shape, lies) == (str(x.dtype), x.shape, [contiguous, writable])
    np.testing.assert_array_equal(copy, x, strict=True)


@pytest.mark.parametrize("x", [pytest.param(row.values[0], id=row.id) for row in GIVEN])
def test_tensors_arrive_as_they_lie(x: np.ndarray, sandbox: Sandbox) -> None:
    source = "import torch\ndef f(x): return (str(x.dtype), x.is_contiguous(), x)"
    with sandbox.open(source) as program:
        dtype, contiguous, result = program.call("f", x)
    assert (dtype, contiguous) == (f"torch.{x.dtype}", x.flags.c_contiguous)
    np.testing.assert_array_equal(result, x, strict=True)


VALUES = [
    *[pytest.param(f"np.ones(3, '{dtype.str}')", np.ones(3, dtype), id=f"an array of {dtype}") for dtype in DTYPES],
    pytest.param("np.float32(0.5)", np.array(0.5, np.float32), id="a number of numpy"),
    pytest.param("np.zeros((2, 0))", np.zeros((2, 0)), id="an empty array"),
    pytest.param("np.arange(9.0)[::-2]", np.arange(9.0)[::-2], id="a view"),
    pytest.param("0.1", 0.1, id="a number"),
    pytest.param("-7", -7, id="a whole number"),
    pytest.param("10**30", 1e30, id="a large whole number, as a float"),
    pytest.param("-10**400", -np.inf, id="a whole number beyond floats, as infinity"),
    pytest.param("True", True, id="a truth value"),
    pytest.param("None", None, id="nothing"),
    pytest.param("'naïve ∂'", "naïve ∂", id="a text"),
    pytest.param("[1, (2.0, None), []]", [1, (2.0, None), []], id="lists and tuples"),
    pytest.param(
        "__import__('collections').namedtuple('Pair', 'W b')(1, 2.0)", (1, 2.0), id="a named tuple, as a tuple"
    ),
]


@pytest.mark.parametrize(("source", "value"), VALUES)
def test_values_come_back(source: str, value: object, sandbox: Sandbox) -> None:
    with sandbox.open(f"import numpy as np\ndef f(): return {source}") as program:
        result = program.call("f")
    assert type(result) is type(value)
    if isinstance(value, np.ndarray):
        np.testing.assert_array_equal(result, value, strict=True)
    else:
        assert result == value


def test_arrays_in_lists_come_back(sandbox: Sandbox) -> None:
    with sandbox.open("def f(x, y): return [x + 1, (y, x)]") as program:
        first, (second, third) = program.call("f", X, X[::2])
    np.testing.assert_array_equal(np.concatenate([first, second, third]), np.concatenate([X + 1, X[::2], X]))


def test_names_are_those_of_functions(sandbox: Sandbox) -> None:
    with sandbox.open("import math\nc = 1\ndef f(x): return x\nclass A: pass\ng = f") as program:
        assert program.names == ("f", "A", "g")


def test_arguments_afterwards(sandbox: Sandbox) -> None:
    with sandbox.open("def f(x, g):\n    x[0] = 7\n    return g(x)") as program:
        result = program.call("f", X, Given("np.negative"), wanted="after")
        np.testing.assert_array_equal(result, -program.after[0])
        np.testing.assert_array_equal(program.after[0], [7, *X[1:]])
        assert program.after[1] is None
    assert X[0] == -2


def test_lines_are_counted(sandbox: Sandbox) -> None:
    with sandbox.open("def f(n):\n    t = 0\n    for i in range(n):\n        t += i\n    return t") as program:
        counts = [(program.call("f", n, wanted="lines"), program.lines)[1] for n in (0, 10, 20)]
    assert counts[2] - counts[1] == counts[1] - counts[0] == 20


def test_a_counter_that_is_taken_away_counts_nothing(sandbox: Sandbox) -> None:
    with sandbox.open("import sys\ndef f(n):\n    sys.settrace(None)\n    return n") as program:
        program.call("f", 3, wanted="lines")
        assert program.lines == -1


def test_warnings_are_those_of_the_last_call(sandbox: Sandbox) -> None:
    source = "import warnings\ndef f(x):\n    warnings.warn('slow')\n    return 1 / x\ndef g(x): return x"
    with sandbox.open(source) as program:
        program.call("f", np.zeros(1))
        assert program.warned == ("slow", "divide by zero encountered in divide")
        program.call("g", 1)
        assert program.warned == ()


def test_keeps_what_is_printed(sandbox: Sandbox) -> None:
    source = "import sys\nprint('loaded')\ndef f(x):\n    print(x)\n    print('é', file=sys.stderr)"
    with sandbox.open(source) as program:
        program.call("f", 1)
        program.call("f", 2)
        assert program.output == "loaded\n1\né\n2\né\n"
    assert program.output == "loaded\n1\né\n2\né\n"


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param("1 / 0", id="an exception"),
        pytest.param("import os; os._exit(0)", id="an end"),
        pytest.param("import ctypes; ctypes.string_at(0)", id="a crash"),
        pytest.param("while True: pass", id="a loop"),
    ],
)
def test_keeps_what_was_printed_before(fault: str, sandbox: Sandbox) -> None:
    with sandbox.open(f"def f(x):\n    print('so far')\n    {fault}") as program:
        with pytest.raises(RunError):
            program.call("f", 1, cpu=0.2)
        assert program.output == "so far\n"


def test_keeps_the_first_64_kilobytes(sandbox: Sandbox) -> None:
    with sandbox.open("def f(x):\n    for i in range(9000): print(f'{i:9}' * 10)\n    return x") as program:
        assert program.call("f", 1) == 1
        assert len(program.output) == KEPT
        assert program.output.startswith("        0        0")


def test_may_compute_so_long_in_each_call(sandbox: Sandbox) -> None:
    source = "import time\ndef f(s):\n    end = time.process_time() + s\n    while time.process_time() < end: pass\n    return s"
    with sandbox.open(source) as program:
        for _ in range(4):
            assert program.call("f", 0.15, cpu=0.4) == 0.15
        began = time.monotonic()
        with pytest.raises(RunError, match="still busy after 0.4 seconds"):
            program.call("f", 60.0, cpu=0.4)
    assert 0.3 < time.monotonic() - began < 0.4 * WALL


def test_time_in_which_it_does_not_compute_hardly_counts(sandbox: Sandbox) -> None:
    with sandbox.open("def f(x): return x") as program:
        pid = pid_here(program.child.handle)
        os.kill(pid, signal.SIGSTOP)  # as on a machine that is busy with others
        Timer(0.5, os.kill, (pid, signal.SIGCONT)).start()
        assert program.call("f", 1, cpu=0.1) == 1


def test_what_waits_for_ever_is_ended_too(sandbox: Sandbox) -> None:
    began = time.monotonic()
    with sandbox.open("import threading\ndef f(x):\n    threading.Event().wait()") as program:
        with pytest.raises(RunError) as caught:
            program.call("f", 1, cpu=0.05)
        assert caught.value.trouble is Trouble.TIMED_OUT
    assert time.monotonic() - began > 0.05 * WALL


@pytest.mark.parametrize(
    ("flavour", "function"),
    [
        pytest.param("numpy", "np.tanh", id="of numpy"),
        pytest.param("numpy", "lambda x: special.expit(2 * x) * 2 - 1", id="of scipy"),
        pytest.param("torch", "torch.tanh", id="of torch"),
    ],
)
def test_a_function_may_be_an_argument(flavour: str, function: str, sandbox: Sandbox) -> None:
    with sandbox.open("def f(g, x): return 2 * g(x)", flavour) as program:
        np.testing.assert_allclose(program.call("f", Given(function), X), 2 * np.tanh(X), rtol=1e-12)


FUNCTION = """
import torch
class f(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x * y
    @staticmethod
    def backward(ctx, g):
        x, y = ctx.saved_tensors
        return g * y, 3 * g
"""


def test_a_backward_of_their_own_is_what_is_asked(sandbox: Sandbox) -> None:
    with sandbox.open(FUNCTION) as program:
        np.testing.assert_array_equal(program.call("f", X, X), X * X)
        one, two = program.vjp("f", (X, X), np.ones(5))
        np.testing.assert_array_equal([one, two], [X, 3 + 0 * X])
        with pytest.raises(RunError, match=re.escape("must take one argument")):
            program.call("f", X)


def test_a_module_is_made_once(sandbox: Sandbox) -> None:
    source = """
import torch
class f(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.randn(1))
    def forward(self, x): return self.weight.double() * x
"""
    with sandbox.open(source) as program:
        np.testing.assert_array_equal(program.call("f", X), program.call("f", X))


def test_gradients_of_several_arguments_and_of_higher_order(sandbox: Sandbox) -> None:
    with sandbox.open("import torch\ndef f(x, y): return x**3 * y\ndef g(x): return torch.sin(x)") as program:
        for gradient, right in zip(
            program.vjp("f", (X, X + 1), 2 + 0 * X), (6 * X**2 * (X + 1), 2 * X**3), strict=True
        ):
            np.testing.assert_allclose(gradient, right)
        for order, right in enumerate((np.cos(X), -np.sin(X), -np.cos(X)), 1):
            np.testing.assert_allclose(program.vjp("g", X, np.ones(5), order=order), right)


def test_an_argument_that_does_not_matter_has_no_slope(sandbox: Sandbox) -> None:
    with sandbox.open("import torch\ndef f(x, y): return x * 2") as program:
        one, two = program.vjp("f", (X, X), np.ones(5))
    np.testing.assert_array_equal([one, two], [2 + 0 * X, 0 * X])


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param("def f(x): return x", "Only programs that use torch", id="numpy"),
        pytest.param("import torch\ndef f(x): return 1.0", "f gives a value of type float", id="a number"),
        pytest.param("import torch\ndef f(x): return x.detach()", "can't follow back to its arguments", id="cut off"),
    ],
)
def test_what_has_no_gradient_is_told(source: str, words: str, sandbox: Sandbox) -> None:
    with sandbox.open(source) as program, pytest.raises(RunError, match=words) as caught:
        program.vjp("f", X, np.ones(5))
    assert caught.value.trouble is Trouble.TYPE


def test_a_program_in_place_on_what_torch_follows_is_told_its_line(sandbox: Sandbox) -> None:
    with sandbox.open("import torch\ndef f(x):\n    x[x < 0] = 0\n    return x") as program:
        with pytest.raises(RunError, match="in-place") as caught:
            program.vjp("f", X, np.ones(5))
        assert caught.value.line == 3


def test_programs_know_nothing_of_each_other(sandbox: Sandbox) -> None:
    first = "import numpy as np\nnp.left = 1\ndef f(x): return 1"
    second = "import numpy as np\ndef f(x): return hasattr(np, 'left')"
    with sandbox.open(first) as one, sandbox.open(second) as two:
        assert (one.call("f", 1), two.call("f", 1)) == (1, False)


def test_hundreds_of_programs_one_after_the_other(sandbox: Sandbox, full: bool) -> None:  # noqa: FBT001
    sources = "import numpy as np\ndef f(x): return np.maximum(x, 0)", "import torch\ndef f(x): return torch.relu(x)"
    for i in range(10_000 if full else 300):
        with sandbox.open(sources[i % 2]) as program:
            assert np.array_equal(program.call("f", X + i), np.maximum(X + i, 0))


JUDGE = """
import sys
sys.path[:0] = [sys.argv[1]]
from grader.sandbox import Sandbox
with Sandbox(sys.argv[2]) as sandbox:
    quiet = sandbox.open("def f(x): return x", sys.argv[3])
    with sandbox.open("def f(x):\\n    while True: pass") as program:
        print("ready", flush=True)
        program.call("f", 1, cpu=60)
"""


def test_nobody_outlives_a_judge_that_is_killed(sandbox: Sandbox) -> None:
    level, flavour = sandbox.level.value, "torch" if sandbox.level is Level.A else "numpy"  # torch starts slowly
    with subprocess.Popen(
        [sys.executable, "-c", JUDGE, str(ROOT), level, flavour], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
    ) as judge:
        assert judge.stdout is not None
        assert judge.stdout.readline() == b"ready\n"
        time.sleep(0.2)
        household = family(judge.pid)
        judge.kill()
    assert len(household) >= 4  # who forks, two that are open, and one in waiting
    end = time.monotonic() + SECONDS
    while left := alive(household):
        assert time.monotonic() < end, left
        time.sleep(0.02)


def alive(pids: list[int]) -> list[int]:
    """Return those that still are; the dead may have become our children."""
    for pid in pids:
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
    known = parents()
    return [pid for pid in pids if pid in known]
