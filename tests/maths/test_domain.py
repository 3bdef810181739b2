from fractions import Fraction

import numpy as np
import pytest

from grader.maths.domain import Hole, hole
from grader.maths.reading import parse
from grader.maths.sampling import line


def found(text: str) -> Hole | None:
    f = parse(text)
    sample = line(f, np.random.default_rng(0))
    return hole(f, sample, f(*sample.arrays))


NAMED = [
    pytest.param("1/x", 0, id="0"),
    pytest.param("1/(7*x-1)", Fraction(1, 7), id="a fraction"),
    pytest.param("sqrt(x)", -1, id="the plainest of many"),
    pytest.param("sqrt(x+5)", -6, id="the plainest of those below"),
]


@pytest.mark.parametrize(("text", "at"), NAMED)
def test_a_hole_is_named_exactly(text: str, at: Fraction) -> None:
    assert found(text) == Hole(at=Fraction(at))


def test_an_irrational_hole_is_named_to_a_float() -> None:
    irrational = found("1/(x^3-2)")
    assert irrational is not None
    assert not irrational.exact
    assert float(irrational.at) == pytest.approx(2 ** (1 / 3), rel=1e-14)


NONE = [
    pytest.param("1/(1+exp(-1000*x))", id="a denominator that overflows"),
    pytest.param("exp(x)-exp(x)", id="inf − inf"),
    pytest.param("1/((x+1)^2-x^2-2*x-1+10^-30)", id="a denominator lost in rounding"),
    pytest.param("1/(cosh(x)^2-sinh(x)^2)", id="a denominator that cancels far out"),
]


@pytest.mark.parametrize("text", NONE)
def test_what_float64_cannot_compute_is_no_hole(text: str) -> None:
    assert found(text) is None
