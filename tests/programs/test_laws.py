import numpy as np
import pytest

from grader.programs.laws import read

LAWS = [
    pytest.param("f(z + c) == f(z)", ("f",), {"z", "c"}, "==", id="an equality"),
    pytest.param("max(z) <= lse(z)", ("lse",), {"z"}, "<=", id="an inequality"),
    pytest.param("back(f(x), 2 * g) == 2 * back(f(x), g)", ("back", "f"), {"x", "g"}, "==", id="calls in calls"),
    pytest.param("-1.5 ** 2 == exp(1) / log(2)", (), set(), "==", id="numbers alone"),
]


@pytest.mark.parametrize(("text", "calls", "names", "relation"), LAWS)
def test_knows_what_a_law_speaks_of(text: str, calls: tuple[str, ...], names: set[str], relation: str) -> None:
    law = read(text)
    assert (law.calls, law.names, "==" if law.equal else "<=") == (calls, names, relation)


HOSTILE = [
    "__import__('os') == 1",
    "().__class__ == 1",
    "(lambda: 1)() == 1",
    "f(*z) == 1",
    "f(z=z) == 1",
    "[z for z in x] == 1",
    "9 ** 9 ** 9 == f'{z}'",
    "z if z else x == 1",
    "'z' == z",
    "(" * 200 + "z" + ")" * 200 + " == 1",
    "\x00 == 1",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_arithmetic_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"two sides|can't be read"):
        read(text)


def test_reading_computes_nothing() -> None:
    with np.errstate(all="raise"):
        assert read("1 / 0 == 9 ** 9 ** 9").calls == ()
