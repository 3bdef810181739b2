import math

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.maths.precision import PRECISIONS, Dtype

ALL: tuple[Dtype, ...] = ("float64", "float32", "bfloat16")


@pytest.mark.parametrize("dtype", ALL)
def test_a_dtype_is_what_its_library_says(dtype: Dtype) -> None:
    p = PRECISIONS[dtype]
    info = ml_dtypes.finfo(p.type)  # type: ignore[no-untyped-call]
    assert (p.bits, p.fraction, p.largest) == (info.bits, info.nmant, float(info.max))
    assert p.tiny * float(info.eps) == float(info.smallest_normal)
    assert p.lost**2 == pytest.approx(float(info.eps))


@pytest.mark.parametrize("dtype", ALL)
@given(st.floats(-1e30, 1e30))
def test_a_float_s_number_gives_it_back(dtype: Dtype, x: float) -> None:
    p = PRECISIONS[dtype]
    near = np.array([x]).astype(p.type)
    assert p.floats(p.numbers(np.array([x])))[0] == near[0]


@pytest.mark.parametrize("dtype", ALL)
@given(st.floats(-1e30, 1e30))
def test_the_next_number_is_the_next_float(dtype: Dtype, x: float) -> None:
    p = PRECISIONS[dtype]
    n = p.numbers(np.array([x]))
    beside = np.nextafter(p.floats(n), np.array([math.inf]).astype(p.type))
    assert p.floats(n + 1)[0] == beside[0]
    assert p.numbers(beside.astype(float))[0] == n[0] + 1


@pytest.mark.parametrize("dtype", ALL)
def test_there_are_so_many_floats_in_an_octave(dtype: Dtype) -> None:
    p = PRECISIONS[dtype]
    one, two = p.numbers(np.array([1.0, 2.0]))
    assert two - one == p.octave
    assert p.numbers(np.array([0.0, -2.0])).tolist() == [0, -two]
