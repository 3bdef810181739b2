from fractions import Fraction

import numpy as np
import pytest

from grader.maths.reading import parse
from grader.maths.sampling import line
from grader.maths.symmetry import Asymmetry, Parity, asymmetry

CASES = [
    pytest.param("tanh(x)", -1, None, id="odd"),
    pytest.param("cosh(x)", 1, None, id="even, and too large for float64"),
    pytest.param("1/(1+exp(-x))-1/2", -1, None, id="odd but for rounding"),
    pytest.param("exp(x)", 1, Asymmetry(x=Fraction(1)), id="the plainest point is 1"),
    pytest.param("exp(x)", -1, Asymmetry(x=Fraction(1)), id="whatever the question"),
    pytest.param("x+piecewise(x==0: 1, 0)", -1, Asymmetry(x=Fraction(0)), id="at 0"),
    pytest.param("x^3+10^-40*piecewise(x==3: 1, 0)", -1, None, id="what float64 does not see is not looked for"),
    pytest.param("piecewise(x > -2: x)", -1, Asymmetry(x=Fraction(2), missing=True), id="a missing value"),
]


@pytest.mark.parametrize(("text", "parity", "expected"), CASES)
def test_the_point_that_is_not_mirrored(text: str, parity: Parity, expected: Asymmetry | None) -> None:
    f = parse(text)
    sample = line(f, np.random.default_rng(0))
    kept = sample.only(~np.isnan(f(*sample.arrays)))
    assert asymmetry(f, tuple(x for (x,) in kept.points), parity) == expected
