from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.bounded import Bounded
from grader.kinds import Interval
from grader.maths.names import arities
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict

Function = Callable[..., np.ndarray]

CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 0.25)", "max": "max(0, x)", "min": "min(0, x)"}
BOUNDED = (
    "Phi acos asin atan clip cos erf erfc hardsigmoid hardtanh phi relu6 sech sigmoid sign sin sinc softsign step tanh"
).split()
FAR = 10.0


def judged(f: Function | str, within: Interval | None = None) -> Finding:
    return Bounded(within).judge(parse(f) if isinstance(f, str) else f, np.random.default_rng(0))


PASSES = [
    pytest.param("x/(1+abs(x))", None, id="a limit that is never reached"),
    pytest.param("atan(log(x^2+2))", None, id="a limit that is approached very slowly"),
    pytest.param("sin(x^2)", None, id="faster and faster waves"),
    pytest.param("x-floor(x)", None, id="a saw"),
    pytest.param("sin(1/x)", None, id="waves close to a hole"),
    pytest.param("600*tanh(asinh(x)/600)*sin(x)", None, id="waves that widen up to a limit far out"),
    pytest.param("sin(x)*log(x^2+3)/(1+log(x^2+3))", None, id="waves that approach their height slowly"),
    pytest.param("1/log(x^2+3)", None, id="a logarithm below"),
    pytest.param("piecewise(x==0: 0, 1/log(abs(x)/9)/(x^2-81)*(x^2-81)*0)", None, id="holes that are not poles"),
    pytest.param("exp(20)*tanh(x)", None, id="large and bounded"),
    pytest.param("1/(1e-9+x^2)", None, id="a tall peak"),
    pytest.param("sqrt(1-x^2)", None, id="asked on its natural domain"),
    pytest.param("log(x)/log(x)", None, id="1 with a hole"),
    pytest.param(np.tanh, None, id="code"),
    pytest.param(np.sin, None, id="code with waves"),
    pytest.param(lambda x: np.exp(x) / (1 + np.exp(x)), None, id="code that overflows"),
    pytest.param("tanh(x)", (-1, 1), id="bounds that are never reached"),
    pytest.param("hardtanh(x)", (-1, 1), id="bounds that are reached"),
    pytest.param("atan(x)", (-np.pi / 2, np.pi / 2), id="a bound that had to be rounded"),
    pytest.param("0.1*cos(x)", (-0.1, 0.1), id="a bound that is no float"),
    pytest.param("min(silu(x), 9)", (-0.2785, 9), id="just below the lowest point"),
    pytest.param(np.tanh, (-1, 1), id="code between bounds"),
]

FAILS = [
    pytest.param("x", None, FAR, np.inf, id="a line"),
    pytest.param("relu(x)", None, FAR, np.inf, id="half a line"),
    pytest.param("logsigmoid(x)", None, -np.inf, -FAR, id="bounded above only"),
    pytest.param("log(1+abs(x))", None, FAR, np.inf, id="a logarithm"),
    pytest.param("log(log(x^2+3))", None, FAR, np.inf, id="the logarithm of a logarithm"),
    pytest.param("1e-9*x", None, FAR, np.inf, id="next to level"),
    pytest.param("exp(exp(x))", None, 1, np.inf, id="too large to say soon"),
    pytest.param("x*sin(x)", None, FAR, np.inf, id="wider and wider waves"),
    pytest.param("asinh(x)*sin(x)", None, -np.inf, np.inf, id="waves that widen as a logarithm"),
    pytest.param("log(1+abs(x))*sin(x)", None, -np.inf, np.inf, id="waves between logarithms"),
    pytest.param("log(1+x^2)*cos(x)^2", None, -np.inf, np.inf, id="waves that come back to 0"),
    pytest.param("sin(x)*log(log(x^2+3))", None, -np.inf, np.inf, id="waves that widen very slowly"),
    pytest.param("x*step(sin(x))", None, -np.inf, np.inf, id="a line with gaps"),
    pytest.param("exp(exp(exp(exp(x))))", (-1, 1), -np.inf, np.inf, id="far too large"),
    pytest.param("1/x", None, -1, 1, id="a pole"),
    pytest.param("1e-9/x+tanh(x)", None, -1, 1, id="a thin pole"),
    pytest.param("1/(x-0.3)^2", None, 0, 0.6, id="a pole at a literal"),
    pytest.param("1/(x^2-2*x+1)", None, 0, 2, id="a pole without a change of sign"),
    pytest.param("1/(x^2-2)", None, 1, 2, id="a pole at a root of 2"),
    pytest.param("tan(x)", None, 0, 2, id="a row of poles"),
    pytest.param("piecewise(x==0: 0, log(abs(x))/(1+x^2))", None, -0.1, 0.1, id="a logarithm close to 0"),
    pytest.param("piecewise(x==0: 0, 1/x)/(1+x^2)", None, -1, 1, id="a pole with a value"),
    pytest.param("atanh(x)", None, -1, 1, id="the end of its natural domain"),
    pytest.param("log(-1-x^2)", None, 0, 0, id="no value anywhere"),
    pytest.param(np.exp, None, FAR, np.inf, id="code that grows"),
    pytest.param(np.tan, None, -np.inf, np.inf, id="code with poles"),
    pytest.param(lambda x: 1 / x, None, -1, 1, id="code with a pole"),
    pytest.param("x", (-1, 1), -2, 2, id="outside right away"),
    pytest.param("1.0001*x/(1+abs(x))", (-1, 1), 9999, np.inf, id="outside only far out"),
    pytest.param("1.0000001*x/(1+abs(x))", (-1, 1), 1e5, np.inf, id="outside only beyond the sample"),
    pytest.param("silu(x)", (-0.2784, 1e200), -1.3, -1.2, id="the lowest point is between the points looked at"),
    pytest.param("tanh(x)+1e-9", (-1, 1), 5, 50, id="outside by a billionth"),
    pytest.param("exp(x)", (-1, 1e300), 600, 1e4, id="beyond a very large bound"),
    pytest.param("1/x", (-5, 5), -1, 1, id="a pole beyond bounds"),
    pytest.param(lambda x: 1.01 * np.tanh(x), (-1, 1), -5, 5, id="code outside"),
]


@pytest.mark.parametrize(("f", "within"), PASSES)
def test_passes(f: Function | str, within: Interval | None, *, profiled: bool) -> None:
    finding = judged(f, within)
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence
    assert finding.evidence.grade is Grade.SUPPORTED or (profiled and isinstance(f, str))


@pytest.mark.usefixtures("profiled")
@pytest.mark.parametrize(("f", "within", "low", "high"), FAILS)
def test_fails_with_a_witness(f: Function | str, within: Interval | None, low: float, high: float) -> None:
    finding = judged(f, within)
    assert finding.verdict is Verdict.FAILED, finding.evidence.sentence
    assert finding.evidence.grade is Grade.REFUTED
    assert low <= finding.evidence.observations[0].x[0] <= high


@pytest.mark.parametrize("name", sorted(arities()))
def test_every_named_function_is_sorted_rightly(name: str) -> None:
    verdict = judged(CALLS.get(name, f"{name}(x)")).verdict
    assert verdict is (Verdict.PASSED if name in BOUNDED else Verdict.FAILED)


SENTENCES = [
    pytest.param("x^2", (-1, 1), "Is above 1 at x = 2, where it is 4.", id="above"),
    pytest.param("-x^2", (-1, 1), "Is below -1 at x = 2, where it is -4.", id="below"),
    pytest.param(
        "exp(x)", None, "Grows without bound as x → +∞: 22026.5 at x = 10 and 2.68812e+43 at x = 100.", id="far out"
    ),
    pytest.param(
        "-1/x^2", None, "Falls without bound close to x = 0: -1e+06 at x = -0.001 and -1e+12 at x = -1e-06.", id="close"
    ),
]


@pytest.mark.parametrize(("text", "within", "sentence"), SENTENCES)
def test_the_sentence_shows_the_point(text: str, within: Interval | None, sentence: str) -> None:
    assert judged(text, within).evidence.sentence == sentence


CERTAIN = [
    pytest.param("tanh(x)+1e-13", (-1, 1), id="outside by less than twelve digits show"),
    pytest.param("-tanh(x)-1e-13", (-1, 1), id="below by as little"),
    pytest.param("1e-14+x/(1+abs(x))", (-1, 1), id="outside very far out alone"),
]


@pytest.mark.parametrize(("text", "within"), CERTAIN)
def test_a_profile_knows_bounds_in_all_digits(text: str, within: Interval) -> None:
    assert judged(text, within).verdict is Verdict.FAILED
    assert judged(text, (2 * within[0], 2 * within[1])).evidence.grade is Grade.PROVED


@pytest.mark.parametrize("name", BOUNDED)
def test_that_what_is_bounded_is_bounded_is_proved(name: str) -> None:
    assert judged(CALLS.get(name, f"{name}(x)")).evidence.grade is Grade.PROVED


def test_what_is_too_large_for_floats_is_not_taken_for_infinite() -> None:
    assert judged("exp(10^8)*tanh(x)").verdict is not Verdict.FAILED


def test_the_observation_says_what_was_expected() -> None:
    seen = judged("x^2", (-1, 1)).evidence.observations[0]
    assert (seen.x, seen.expected, seen.actual) == ((2.0,), "at most 1", "4")


@pytest.mark.parametrize("within", [(1, -1), (0, np.inf), (np.nan, 1)])
def test_bounds_are_two_numbers_in_order(within: Interval) -> None:
    with pytest.raises(ValueError, match="lower bound first"):
        Bounded(within)


@pytest.mark.parametrize("name", BOUNDED)
def test_what_is_bounded_stays_between_some_bounds(name: str) -> None:
    assert judged(CALLS.get(name, f"{name}(x)"), (-4, 6)).verdict is Verdict.PASSED


@pytest.mark.parametrize("name", sorted(arities()))
def test_turning_a_function_over_keeps_it_bounded(name: str) -> None:
    call = CALLS.get(name, f"{name}(x)")
    assert judged(f"-{call}").verdict is judged(call).verdict


def test_what_is_too_large_to_say_is_undecided() -> None:
    assert judged("x*9^9^9^9", (-1, 1)).verdict is Verdict.UNDECIDED
    assert judged("x*9^9^9^9").verdict is Verdict.UNDECIDED
