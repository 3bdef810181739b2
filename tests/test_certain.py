"""Formulas are judged by their profiles, and by points where those can't tell."""

import subprocess
import sys
from fractions import Fraction
from importlib import import_module

import numpy as np
import pytest

from grader import certain
from grader.catalog.calls import read_call
from grader.certain import concluded, decided, doubted, is_zero, judged, stays, stays_in_all_digits
from grader.maths.reading import parse
from grader.report import Finding, Grade, Observation, Verdict, failed, passed, undecided

SEEN = Observation(x=(1.0,), expected="a", actual="b")
WITNESSED = failed("A witness.", SEEN)
LIKELY = failed("Likely.", SEEN, grade=Grade.SUPPORTED)
NOTHING = passed("Nothing was found.")
OPEN = undecided("Too few points.")
AGAINST = failed("It certainly fails.", grade=Grade.PROVED)
HOLDS, FAILS = True, False


def looks(*_: object) -> Finding:
    pytest.fail("This should not be asked.")


def test_what_certainly_holds_passes_without_a_look() -> None:
    finding = concluded(parse("x"), HOLDS, words="It holds.", sampled=looks, against=looks)
    assert finding == passed("It holds.", grade=Grade.PROVED)


@pytest.mark.parametrize(
    ("seen", "finding"),
    [
        pytest.param(WITNESSED, WITNESSED, id="a witness is shown"),
        pytest.param(LIKELY, AGAINST, id="what is only likely is not"),
        pytest.param(NOTHING, AGAINST, id="nothing was found"),
        pytest.param(OPEN, AGAINST, id="nothing could be found"),
    ],
)
def test_what_certainly_fails_fails_whatever_points_show(seen: Finding, finding: Finding) -> None:
    assert concluded(parse("x"), FAILS, words="", sampled=lambda: seen, against=lambda: AGAINST) == finding


@pytest.mark.parametrize("seen", [WITNESSED, NOTHING, OPEN], ids=lambda seen: seen.verdict)
def test_where_nothing_is_certain_points_decide(seen: Finding) -> None:
    assert concluded(parse("x"), None, words="", sampled=lambda: seen, against=lambda: AGAINST) == seen


def test_a_formula_loses_no_marks_by_what_is_only_likely() -> None:
    assert doubted(parse("x"), LIKELY) == undecided("Likely.", SEEN)
    assert doubted(np.tanh, LIKELY) == LIKELY


def test_code_has_no_profile() -> None:
    assert decided(np.tanh, "monotone") is None
    assert judged(np.tanh, "monotone", holds=bool, words="", sampled=lambda: NOTHING, against=looks) == NOTHING


UNKNOWN = [
    pytest.param("x*y", ("x", "y"), "monotone", id="two letters"),
    pytest.param("3", (), "monotone", id="no letter"),
    pytest.param("log(-1-x^2)", ("x",), "monotone", id="no values: whatever one says of them is true"),
    pytest.param("exp(10^8)*tanh(x)", ("x",), "range", id="numbers beyond the floats"),
    pytest.param("exp(10^8)*tanh(x)", ("x",), "bounded_below", id="bounds beyond the floats"),
]


@pytest.mark.parametrize(("text", "variables", "name"), UNKNOWN)
def test_nothing_is_decided(text: str, variables: tuple[str, ...], name: str) -> None:
    assert decided(parse(text, variables), name) is None


def test_what_is_no_number_is_decided_beyond_the_floats() -> None:
    found = decided(parse("exp(10^8)*tanh(x)"), "monotone")
    assert found is not None
    assert found.value == "increasing"


def test_an_analysis_that_breaks_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("grader.maths.analysis.guard.guarded", breaks)
    assert decided(parse("tanh(x)+0.123456"), "monotone") is None


STAYS = [
    pytest.param("tanh(x)", "1", 1, True, id="below a limit"),
    pytest.param("tanh(x)", "0.999", 1, False, id="above"),
    pytest.param("tanh(x)", "-1", -1, True, id="above a limit"),
    pytest.param("x^2", "0", -1, True, id="not below 0"),
    pytest.param("x^2", "10^9", 1, False, id="no bound"),
    pytest.param("tanh(x)", "1.0000000000001", 1, True, id="less than twelve digits below"),
    pytest.param("tanh(x)+10^-13", "1", 1, False, id="less than twelve digits above"),
    pytest.param("-tanh(x)-10^-13", "-1", -1, False, id="less than twelve digits below a lower bound"),
    pytest.param("log(-1-x^2)", "1", 1, None, id="no values"),
]


@pytest.mark.parametrize(("text", "bound", "side", "answer"), STAYS)
def test_bounds_hold_in_all_digits(text: str, bound: str, side: int, answer: bool | None) -> None:  # noqa: FBT001  a row of the table
    exact = parse(bound, ()).digits((), 30)
    assert stays(parse(text), Fraction(str(exact)), side) is answer


def test_of_code_no_bound_is_known() -> None:
    assert stays(np.tanh, Fraction(2), 1) is None
    assert stays_in_all_digits(np.tanh, Fraction(2), 1) is None


ZERO = [
    pytest.param("0*x", True, id="0"),
    pytest.param("x/x*0", True, id="0 with a hole"),
    pytest.param("7", False, id="another constant"),
    pytest.param("x", False, id="a line"),
    pytest.param("exp(10^8)*tanh(x)", False, id="what is not constant, of whatever size"),
    pytest.param("exp(10^8)", None, id="a constant too large to say"),
]


@pytest.mark.parametrize(("text", "answer"), ZERO)
def test_zero_is_known(text: str, answer: bool | None) -> None:  # noqa: FBT001  a row of the table
    assert is_zero(parse(text)) is answer


# A check, a formula that certainly fails it, and what is said of that if no point shows it.
CERTAIN = [
    pytest.param("defined", "1/x", "Has no value at x = 0.", id="defined"),
    pytest.param("continuous", "1/x", "Has no value at x = 0.", id="continuous, a hole"),
    pytest.param("continuous", "step(x)", "Jumps at x = 0.", id="continuous, a jump"),
    pytest.param("smooth(0)", "step(x)", "Jumps at x = 0.", id="smooth, a jump"),
    pytest.param("smooth(1)", "relu(x)", "The slope is not continuous everywhere.", id="smooth, a kink"),
    pytest.param("smooth(3)", "elu(x)", "The second derivative is not continuous everywhere.", id="smooth"),
    pytest.param("increasing", "sin(x)", "Falls from ", id="increasing, falling"),
    pytest.param("increasing", "relu(x)", "Never falls, but stays level on a stretch.", id="increasing, level"),
    pytest.param("increasing", "-relu(x)", "Never rises.", id="increasing, never rising"),
    pytest.param("increasing", "-x", "Always falls.", id="increasing, falling everywhere"),
    pytest.param("increasing", "7", "Stays level everywhere.", id="increasing, constant"),
    pytest.param("nondecreasing", "sin(x)", "Falls from ", id="nondecreasing"),
    pytest.param("nondecreasing", "-x", "Falls somewhere.", id="nondecreasing, falling everywhere"),
    pytest.param("odd", "exp(x)", "f(-1) = 0.367879, but −f(1) = -2.71828.", id="odd"),
    pytest.param("odd", "x^2", "Is even: f(−x) = f(x).", id="odd, even"),
    pytest.param("odd", "log(x)", "Has a value at x = 0.111111, but none at x = -0.111111.", id="odd, one-sided"),
    pytest.param("even", "exp(x)", "f(-1) = 0.367879, but f(1) = 2.71828.", id="even"),
    pytest.param("even", "x", "Is odd: f(−x) = −f(x).", id="even, odd"),
    pytest.param("bounded", "x", "Goes beyond all bounds: ", id="bounded"),
    pytest.param("bounded([-1, 1])", "2*tanh(x)", "Has values above 1: they come close to 2.", id="bounded above"),
    pytest.param("bounded([0, 1])", "tanh(x)", "Has values below 0: they come close to -1.", id="bounded below"),
    pytest.param("bounded([-1, 1])", "x", "Has values above 1: they come close to any number.", id="no bounds"),
    pytest.param("lipschitz(2)", "3*x", "Has chords as steep as 3; at most 2 is asked for.", id="lipschitz"),
    pytest.param("lipschitz(2)", "x^2", "Has chords as steep as one likes.", id="lipschitz, no constant"),
    pytest.param("growth(2)", "x^3", "Grows like |x|^3 as x → +∞; asked for is |x|^2.", id="growth"),
    pytest.param("growth(-1)", "1/(1+x^2)", "Falls like |x|^-2 as x → +∞; asked for is |x|^-1.", id="growth, falling"),
    pytest.param(
        "growth(1, right)", "exp(x)", "Grows faster than any power of x as x → +∞; ", id="growth, exponential"
    ),
    pytest.param("growth(1, left)", "exp(x)", "Falls towards 0 faster than any power of x", id="growth, fading"),
    pytest.param("saturates", "2*x", "The slope does not fade as x → +∞: it tends to 2.", id="saturates"),
    pytest.param("saturates", "sin(x)", "The slope does not fade.", id="saturates, waves"),
    pytest.param("convex", "x^3", "At x = -1 it is -1; on a straight line from ", id="convex"),
    pytest.param("convex", "-x^2", "Is concave, not convex.", id="convex, concave"),
    pytest.param("convex(concave)", "x^2", "Is convex, not concave.", id="concave"),
    pytest.param("injective", "7", "Takes the value 7 twice: ", id="injective"),
    pytest.param("dead_region", "relu(x)", "Is level for x ≤ 0.", id="dead region"),
    pytest.param("range(0, 1)", "tanh(x)", "Its values reach down to -1, not to 0.", id="range"),
    pytest.param("lipschitz_constant(1)", "2*x", "The steepest slope is 2", id="lipschitz constant"),
]


@pytest.mark.parametrize(("call", "text", "sentence"), CERTAIN)
def test_what_no_point_shows_is_told_all_the_same(
    call: str, text: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = read_call(call)
    monkeypatch.setattr(import_module(type(check).__module__), "_sampled", lambda *_: NOTHING)
    finding = check.judge(parse(text), np.random.default_rng(0))
    assert finding.verdict is Verdict.FAILED
    assert finding.evidence.sentence.startswith(sentence), finding.evidence.sentence


def test_what_certainly_bends_is_told_by_the_witness_of_the_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.checks.not_affine._sampled", lambda *_: LIKELY)
    evidence = read_call("not_affine").judge(parse("x^2"), np.random.default_rng(0)).evidence
    assert evidence.grade is Grade.PROVED
    assert evidence.sentence == "At x = 0 it is 0; on a straight line from x = -1 to x = 1 it would be 1."


def test_each_formula_is_profiled_once() -> None:
    f = parse("tanh(x)+x/1234")
    assert certain._known(f) is certain._known(parse("tanh(x)+x/1234"))


def test_asking_code_loads_nothing_heavy() -> None:
    program = (
        "import sys, numpy as np; from grader.certain import decided; from grader.catalog.calls import read_call; "
        "read_call('convex'); read_call('limit(inf, -inf)'); decided(np.tanh, 'range'); "
        "print(sorted({'flint', 'mpmath', 'sympy', 'torch'}.intersection(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
