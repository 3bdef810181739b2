import pytest

from grader.excerpts import excerpts

FOUND = [
    pytest.param("Only words.", [], id="words"),
    pytest.param("Use $1-s$.", ["1-s"], id="a formula"),
    pytest.param("$$x^2$$", ["x^2"], id="a formula of its own line"),
    pytest.param("Call `np.exp(x)`.", ["np.exp(x)"], id="code"),
    pytest.param("$a$ then `b`", ["a", "b"], id="formulas before code"),
    pytest.param("$s' = s(1-s)$", ["s' = s(1-s)", "s'", "s(1-s)"], id="both sides of an equation"),
    pytest.param("$a=b=c$", ["a=b=c", "a", "b", "c"], id="all sides of a chain"),
    pytest.param("$n=2^L$.", ["n=2^L", "n", "2^L"], id="a full stop outside"),
    pytest.param("$y = 4.$", ["y = 4.", "y", "4"], id="a full stop inside"),
    pytest.param("$x \\approx 3$", ["x \\approx 3", "x", "3"], id="about"),
    pytest.param("$x ≈ 3$", ["x ≈ 3", "x", "3"], id="about, as a sign"),
    pytest.param("$x\\to 0$", ["x\\to 0", "x", "0"], id="a limit"),
    pytest.param("$s\\le 1/4$", ["s\\le 1/4", "s", "1/4"], id="at most"),
    pytest.param("$s\\geq 1$", ["s\\geq 1", "s", "1"], id="at least"),
    pytest.param("$a; b \\quad c\\qquad d$", ["a; b \\quad c\\qquad d", "a", "b", "c", "d"], id="things in a row"),
    pytest.param("$a \\iff b \\Rightarrow c$", ["a \\iff b \\Rightarrow c", "a", "b", "c"], id="arrows"),
    pytest.param("$\\left(x\\right)$", ["\\left(x\\right)"], id="a bracket is no comparison"),
    pytest.param("$\\tooth \\lefty$", ["\\tooth \\lefty"], id="a longer command is no arrow"),
    pytest.param("`x <= 1`", ["x <= 1"], id="a comparison in code is no equation"),
    pytest.param("`x == 1`", ["x == 1"], id="nor is a test"),
    pytest.param("`x != 1`", ["x != 1"], id="nor its opposite"),
    pytest.param("`y = x`", ["y = x", "y", "x"], id="an assignment"),
    pytest.param("$=$", ["="], id="an equation without sides"),
    pytest.param("$x=x$", ["x=x", "x"], id="nothing twice"),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_finds(text: str, expected: list[str]) -> None:
    assert list(excerpts(text)) == expected
