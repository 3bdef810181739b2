"""A check of a program: what its finding carries besides the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isnan, nan

import numpy as np
import pytest

from grader.checks.equals import Equals
from grader.kinds import Check
from grader.maths.reading import parse
from grader.programs.routine import Routine
from grader.programs.source import Source, read
from grader.report import Curve, Finding, Observation, Verdict, failed, passed
from grader.running import FAR, POINTS, PRINTED, WIDE, Running

RELU = "import numpy as np\ndef f(x):\n    return np.maximum(x, 0)\n"


def source(text: str) -> Source:
    return read(text if "import" in text else f"import numpy as np\n{text}", "numpy")


@dataclass(frozen=True)
class Seen(Check[Routine]):
    """Fails with these observations, after having asked."""

    observations: Sequence[Observation] = ()

    def judge(self, answer: Routine, rng: np.random.Generator) -> Finding:
        del rng
        answer.call(np.zeros(2))
        return failed("Bad.", *self.observations) if self.observations else passed("Good.")


def judged(text: str, check: Check[Routine], right: str = RELU, names: tuple[str, ...] = ("f",)) -> Finding:
    running = Running(check=check, names=names, reference=source(right))
    return running.judge(source(text), np.random.default_rng(0))


def at(*x: float, expected: str = "1", actual: str = "0") -> Seen:
    return Seen(observations=[Observation(x=(one,), expected=expected, actual=actual) for one in x])


def curve(text: str, check: Check[Routine], right: str = RELU) -> Curve:
    found = judged(text, check, right).evidence.curve
    assert found is not None
    return found


def test_the_line_and_what_was_printed() -> None:
    found = judged("def f(x):\n    print(x)\n    return x / nothing\n", Seen())
    assert found.verdict is Verdict.FAILED
    assert found.evidence.sentence == "Line 4: NameError: name 'nothing' is not defined"
    assert (found.evidence.line, found.evidence.output) == (4, "[0. 0.]")
    assert (found.evidence.observations, found.evidence.curve) == ((), None)


def test_what_was_printed_by_a_program_that_can_not_be_loaded() -> None:
    found = judged("print('here')\n1 / 0\n", Seen())
    assert (found.evidence.line, found.evidence.output) == (3, "here")


def test_where_no_line_is_to_blame() -> None:
    found = judged("def g(x):\n    return x\n", Seen())
    assert found.evidence.sentence == "The program has no function f."
    assert found.evidence.line is None


def test_a_program_of_too_many_bytes_fails() -> None:
    found = judged(f"def f(x):\n    return x\n# {'😀' * 17_000}", Seen())
    assert found.evidence.sentence == "The program is longer than 65,536 bytes."


def test_much_is_cut() -> None:
    assert judged(f"def f(x):\n    print('a' * {PRINTED})\n", at(1.0)).evidence.output == "a" * PRINTED
    assert judged(f"def f(x):\n    print('a' * {PRINTED + 1})\n", at(1.0)).evidence.output == "a" * PRINTED + "…"


def test_what_passes_carries_nothing() -> None:
    found = judged("def f(x):\n    print(x)\n    return x\n", Seen())
    assert found == passed("Good.")


def test_of_several_functions_the_failing_one_is_named() -> None:
    text = "def f(x):\n    return x\ndef g(x):\n    return 1 / 0\n"
    found = judged(text, Seen(), names=("f", "g"))
    assert found.evidence.sentence.startswith("Line 5: ZeroDivisionError")
    assert judged(text, at(1.0), names=("f", "g")).evidence.sentence == "f: Bad."
    assert judged(text.replace("1 / 0", "x"), Seen(), names=("f", "g")).verdict is Verdict.PASSED


def test_its_curve_beside_the_right_one() -> None:
    found = curve("def f(x):\n    return np.minimum(x, 0)\n", Equals(reference=parse("max(x, 0)")))
    assert found.name == "f"
    assert found.x[0], found.x[-1] == (-WIDE, WIDE)
    assert list(found.x) == sorted(set(found.x))
    assert found.y == tuple(min(x, 0.0) for x in found.x)
    assert found.expected == tuple(max(x, 0.0) for x in found.x)


def test_what_is_right_is_not_given_away() -> None:
    assert curve("def f(x):\n    return -x\n", at(2.0, expected="at most 1")).expected == ()


def test_where_there_is_no_value() -> None:
    found = curve("def f(x):\n    return np.where(x > 3, np.inf, np.where(x < -3, np.nan, x))\n", at(0.0))
    assert isnan(found.y[0])
    assert found.y[-1] == inf


WINDOWS = [
    pytest.param([0.123456789], -WIDE, WIDE, id="as usual"),
    pytest.param([-20.0, 3.0], -22.0, 22.0, id="further out"),
    pytest.param([1e6, 2.0], 9e5, 1.1e6, id="around the first"),
    pytest.param([nan, inf, 1.0], -WIDE, WIDE, id="what is no number is nowhere"),
]


@pytest.mark.parametrize(("x", "low", "high"), WINDOWS)
def test_the_window_holds_what_failed(x: list[float], low: float, high: float) -> None:
    found = curve("def f(x):\n    return 0 * x\n", at(*x))
    assert found.x[0] == pytest.approx(low)
    assert found.x[-1] == pytest.approx(high)
    assert POINTS <= len(found.x) <= POINTS + 2
    assert all(one in found.x for one in x if low <= one <= high)
    assert FAR > 20


UNDRAWN = [
    pytest.param("def f(x):\n    return x\n", RELU, at(2.0), id="a number that is no value of it"),
    pytest.param(
        "def f(x):\n    return x\n",
        RELU,
        Seen([Observation(x=(2.0,), expected="1", actual="a shape")]),
        id="no number where one was expected",
    ),
    pytest.param("def f(x):\n    return x\n", RELU, at(nan, inf), id="no place"),
    pytest.param("def f(x):\n    return x\n", RELU, Seen([Observation(expected="a", actual="b")]), id="no point"),
    pytest.param(
        "def f(x):\n    return x\n",
        RELU,
        Seen([Observation(x=(1, 2), expected="1", actual="2")]),
        id="a point of two numbers",
    ),
    pytest.param(
        "def f(x):\n    return x / x.sum()\n", RELU, at(1.0, expected="?"), id="values that depend on each other"
    ),
    pytest.param("def f(x):\n    return np.random.normal(size=x.shape)\n", RELU, at(1.0, expected="?"), id="luck"),
    pytest.param(
        "def f(x):\n    return x\n",
        "import numpy as np\ndef f(x):\n    return np.exp(x) / np.exp(x).sum()\n",
        at(1.0, actual="1"),
        id="right values that depend on each other",
    ),
    pytest.param("def f(x):\n    return x[x > 9]\n", RELU, at(1.0, expected="?"), id="fewer values"),
    pytest.param(
        "def f(x):\n    if len(x) > 9: raise ValueError\n    return x\n", RELU, at(1.0, expected="?"), id="it fails now"
    ),
    pytest.param(
        "def f(x, a=1):\n    return x\n", RELU.replace("(x)", "(x, a=1)"), at(1.0, expected="?"), id="two arguments"
    ),
]


@pytest.mark.parametrize(("text", "right", "check"), UNDRAWN)
def test_nothing_is_drawn_of(text: str, right: str, check: Seen) -> None:
    found = judged(text, check, right)
    assert found.verdict is Verdict.FAILED
    assert found.evidence.curve is None


def test_graded_twice_it_is_the_same() -> None:
    text, check = "def f(x):\n    print('x')\n    return np.tanh(x)\n", Equals(reference=parse("max(x, 0)"))
    assert judged(text, check) == judged(text, check)
