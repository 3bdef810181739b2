"""Each kind of witness in a sentence."""

from fractions import Fraction
from math import nan

import pytest

from grader.maths.account.witnesses import told
from grader.maths.analysis.findings import Witness
from grader.maths.reading import parse

SENTENCES = [
    pytest.param("no value", "0", [nan], "no value at x = 0", id="no value"),
    pytest.param("no value near", "1.5", [nan], "no value near x = 1.5", id="no value near"),
    pytest.param("jump", "-1", [-1.0], "jumps at x = −1", id="jump"),
    pytest.param("rises", "0 1/2", [0.0, 0.3112], "rises from x = 0 to 0.5: 0 → 0.3112", id="rises"),
    pytest.param("falls", "-2 -1", [-0.2384, -0.2689], "falls from x = −2 to −1: −0.2384 → −0.2689", id="falls"),
    pytest.param("grows", "1 2", [1.0, 4.0], "f(1) = 1, f(2) = 4, and so on", id="grows"),
    pytest.param(
        "grows", "1 2", [1.0, float("inf")], "f(1) = 1, f(2) > 10^308, and so on", id="grows beyond all floats"
    ),
    pytest.param("not odd", "1 -1", [0.7, -0.3], "f(−1) = −0.3, but −f(1) = −0.7", id="not odd"),
    pytest.param("not odd", "0 0", [1.0, 1.0], "f(0) = 1, not 0", id="not odd at 0"),
    pytest.param("not even", "1 -1", [0.7, -0.3], "f(−1) = −0.3, but f(1) = 0.7", id="not even"),
    pytest.param("one-sided", "1/9 -1/9", [-2.2, nan], "a value at x = 0.1111, but none at −0.1111", id="one-sided"),
    pytest.param("one-sided", "-1 1", [nan, 0.0], "a value at x = 1, but none at −1", id="on the other side"),
    pytest.param(
        "below chord",
        "-1 0 1",
        [0.0, 0.0, 1.0],
        "below its chord from x = −1 to 1: f(0) = 0, the chord 0.5",
        id="below",
    ),
    pytest.param(
        "above chord", "0 1 2", [0.0, 1.0, 1.0], "above its chord from x = 0 to 2: f(1) = 1, the chord 0.5", id="above"
    ),
    pytest.param("not 0", "0", [0.5], "f(0) = 0.5", id="not 0"),
    pytest.param("same value", "-2 -1", [0.0, 0.0], "f(−2) = f(−1) = 0", id="same value"),
    pytest.param("turns", "0 1 2", [0.0, 1.0, 0.5], "turns back: f(0) = 0, f(1) = 1 and f(2) = 0.5", id="turns"),
    pytest.param(
        "between",
        "0 5 1",
        [0.0, 0.5, 1.0],
        "f(5) = 0.5 is between f(0) = 0 and f(1) = 1, and so is taken twice",
        id="between",
    ),
    pytest.param("not homogeneous", "1 2", [1.0, 4.0], "f(2) = 4, but 2·f(1) = 2", id="not homogeneous"),
    pytest.param("not homogeneous", "0 0", [1.0, 1.0], "f(0) = 1, not 0", id="not homogeneous at 0"),
    pytest.param("changes again", "3", [9.0], "f(3) = 9, but f(9) = 81", id="changes again"),
    pytest.param("steep", "8 9", [8.0, 9.0], "still rises from x = 8 to 9: 8 → 9", id="steep"),
    pytest.param("steep", "-8 -9", [8.0, 9.0], "still falls from x = −9 to −8: 9 → 8", id="steep on the left"),
    pytest.param("steep", "-1 -2", [nan, nan], "no values on the left", id="nothing there"),
    pytest.param("unheard of", "1", [2.0], "f(1) = 2", id="any other kind"),
    pytest.param("unheard of", "1", [], "see x = 1", id="any other kind without values"),
]


@pytest.mark.parametrize(("kind", "x", "y", "sentence"), SENTENCES)
def test_a_witness_is_told(kind: str, x: str, y: list[float], sentence: str) -> None:
    witness = Witness(kind=kind, x=tuple(map(Fraction, x.split())), y=tuple(y))
    assert told(witness, parse("x^2")) == sentence


def test_a_value_outside_the_domain_is_told() -> None:
    witness = Witness(kind="changes again", x=(Fraction(1),), y=(0.0,))
    assert told(witness, parse("log(x)")) == "f(1) = 0, but f(0) has no value"
