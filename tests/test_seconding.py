"""What a program's formula adds to a verdict: a proof, or a place to look at; never a loss without a sight of it."""

import numpy as np
import pytest

from grader.catalog.calls import read_running
from grader.programs.source import read
from grader.report import Finding, Grade, Verdict

NUMPY = "import numpy as np\ndef f(x):\n    return "
BUMP = "np.where(np.abs(x - 17.123456) < 1e-9, 5.0, 0)"

PROVED = [
    pytest.param("equals(f, max(x, 0))", "(x + np.abs(x)) / 2", id="the same function in other words"),
    pytest.param("increasing(f)", "np.arcsinh(x) + x", id="increasing"),
    pytest.param("odd(f)", "x / (1 + np.abs(x))", id="odd"),
    pytest.param("bounded(f, [-1, 1])", "np.tanh(x)", id="bounded"),
    pytest.param("lipschitz(f, 1)", "np.where(x > 0, x, 0.01 * x)", id="Lipschitz"),
]

ONLY_SEEN = [
    pytest.param("equals(f, max(x, 0))", "np.array([max(v, 0.0) for v in x])", id="a loop"),
    pytest.param("odd(f)", "np.array([v**3 for v in x])", id="a loop that is odd"),
    pytest.param("equals(f, gelu(x))", "x * (1 + __import__('scipy.special').special.erf(x / 1.4142135623730951)) / 2", id="a root with sixteen digits"),
]  # fmt: skip

FOUND = [
    pytest.param("increasing(f)", f"x + {BUMP}", "17.1235", id="a bump that is a billionth wide"),
    pytest.param(
        "equals(f, x)", "x + np.maximum(0, 1e-3 - np.abs(x * x - 300.1234567))", "17.32", id="a bump at a root"
    ),
    pytest.param("odd(f)", "x + np.maximum(0, 1e-3 - np.abs(x * x - 300.1234567))", "17.32", id="bumps on both sides"),
]


def asked(call: str, body: str) -> Finding:
    source = read(NUMPY + body, "numpy")
    return read_running(call, source).judge(source, np.random.default_rng(0))


@pytest.mark.parametrize(("call", "body"), PROVED)
def test_a_proof_makes_it_certain(call: str, body: str) -> None:
    finding = asked(call, body)
    assert (finding.verdict, finding.evidence.grade) == (Verdict.PASSED, Grade.PROVED), finding
    assert "was read as" in finding.evidence.sentence


@pytest.mark.parametrize(("call", "body"), ONLY_SEEN)
def test_what_is_no_formula_or_not_exactly_it_is_supported_by_points(call: str, body: str) -> None:
    finding = asked(call, body)
    assert (finding.verdict, finding.evidence.grade) == (Verdict.PASSED, Grade.SUPPORTED), finding


@pytest.mark.parametrize(("call", "body", "place"), FOUND)
def test_the_formula_shows_where_to_look(call: str, body: str, place: str) -> None:
    finding = asked(call, body)
    assert finding.verdict is Verdict.FAILED
    assert place in finding.evidence.sentence
