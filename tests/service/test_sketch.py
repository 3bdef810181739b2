"""What is said while an answer is typed: curves, jumps, and what no float can hold."""

from math import isfinite, isinf, isnan, pi, sqrt

import pytest

from grader.answers.choice import Choice
from grader.answers.formula import Formula as Kind
from grader.answers.numeric import Numeric
from grader.exercise import Part
from grader.kinds import AnswerKind
from grader.service.sketch import POINTS, WIDE, Curve, bend, echo, sketch


def curve(text: str, *, middle: float = 0.0, wide: float = WIDE) -> Curve:
    found = sketch(text, middle=middle, wide=wide)
    assert (found.fault, found.at) == ("", 0)
    assert found.curve is not None
    return found.curve


def leaps(text: str, *, middle: float = 0.0, wide: float = WIDE) -> list[tuple[float, float]]:
    """Return between which points no line may be drawn."""
    found = curve(text, middle=middle, wide=wide)
    return [(found.x[i], found.x[i + 1]) for i in sorted(found.jumps)]


JUMPS = [
    pytest.param("floor(x)", [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6], id="floor"),
    pytest.param("floor(x) + x/2", [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6], id="a sloping floor"),
    pytest.param("tan(x)", [-1.5 * pi, -pi / 2, pi / 2, 1.5 * pi], id="tan at its poles"),
    pytest.param("heaviside(x - sqrt(2))", [sqrt(2)], id="a step at an irrational place"),
    pytest.param("1/(x - sqrt(2))", [sqrt(2)], id="a pole at an irrational place"),
    pytest.param("sign(x - 1/pi)", [1 / pi], id="a sign"),
    pytest.param("if(x < 0.51, x, x + 1)", [0.51], id="two pieces of one slope"),
]
SMOOTH = [
    pytest.param(text, id=text)
    for text in (
        "x",
        "-x",
        "x^3",
        "x^9",
        "exp(x)",
        "exp(-x^2)",
        "sin(x)",
        "sin(3*x)",
        "abs(x)",
        "max(0,x)",
        "relu(x-0.3)",
        "leakyrelu(x)",
        "tanh(x)",
        "tanh(9*x)",
        "sigmoid(x)",
        "sqrt(abs(x))",
        "cbrt(x)",
        "log(abs(x))",
        "x*sigmoid(x)",
        "7",
        "0*x",
        "1e300*x",
        "1e-300*x",
        "1e8 + x",
    )
]


@pytest.mark.parametrize(("text", "places"), JUMPS)
def test_a_jump_is_seen_where_it_is(text: str, places: list[float]) -> None:
    found = leaps(text)
    assert len(found) == len(places)
    for (left, right), place in zip(found, places, strict=True):
        assert left <= place <= right


@pytest.mark.parametrize("text", SMOOTH)
def test_a_line_is_drawn_where_there_is_one(text: str) -> None:
    for middle, wide in [(0.0, WIDE), (0.0, 1.5), (0.0, 30.0), (2.0, 0.1)]:
        assert leaps(text, middle=middle, wide=wide) == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("1/x", "nan", id="a pole on a point"),
        pytest.param("log(x)", "nan", id="no value on the left"),
        pytest.param("sqrt(-1-x^2)", "nan", id="no value at all"),
        pytest.param("exp(exp(x^2))", "inf", id="too large"),
        pytest.param("-exp(exp(x^2))", "inf", id="too far down"),
        pytest.param("1e308*x*10", "inf", id="too large by little"),
    ],
)
def test_what_no_float_can_hold_is_left_out_quietly(text: str, seen: str) -> None:
    found = curve(text)
    assert any((isnan if seen == "nan" else isinf)(y) for y in found.y)
    assert len(found.x) == len(found.y) == len(found.slope) == POINTS


def test_a_curve_knows_its_window_and_its_slope() -> None:
    found = curve("x^2", middle=1.0, wide=2.0)
    assert (found.variable, found.x[0], found.x[POINTS // 2], found.x[-1]) == ("x", -1.0, 1.0, 3.0)
    assert found.slope == pytest.approx([2 * x for x in found.x])
    assert all(map(isfinite, found.y))


def test_a_constant_is_drawn_too() -> None:
    found = curve("7")
    assert (set(found.y), set(found.slope)) == ({7.0}, {0.0})


@pytest.mark.parametrize(
    ("text", "fault", "at"),
    [
        pytest.param("x + lgo(x)", "“lgo” is not a function I know; did you mean log?", 4, id="an unknown word"),
        pytest.param("", "There is nothing here yet; write a formula.", 0, id="nothing"),
    ],
)
def test_what_cannot_be_read_says_where(text: str, fault: str, at: int) -> None:
    found = sketch(text)
    assert (found.latex, found.fault, found.at, found.curve) == ("", fault, at, None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\0", id="NUL"),
        pytest.param("\ud800", id="half a character"),
        pytest.param("😀", id="a face"),
        pytest.param("x\u202e", id="written backwards"),
        pytest.param("(" * 20_000, id="brackets without end"),
        pytest.param("x^" * 5_000 + "x", id="a tower"),
        pytest.param("sin(" * 2_000 + "x" + ")" * 2_000, id="a deep nest"),
        pytest.param("9" * 20_000, id="an endless number"),
        pytest.param("9^9^9^9^9", id="a number beyond all numbers"),
    ],
)
def test_hostile_texts_are_refused_in_a_sentence_or_read(text: str) -> None:
    found = sketch(text)
    assert bool(found.fault) != bool(found.latex)
    assert 0 <= found.at <= len(text)


def test_a_formula_in_several_variables_has_an_echo_and_no_curve() -> None:
    found = sketch("x*y", ("x", "y"))
    assert (found.latex, found.fault, found.curve) == (r"x\cdot y", "", None) or found.latex
    assert found.curve is None
    assert sketch("y", ("x",)).fault


def part(kind: AnswerKind[object]) -> Part:
    return Part(name="a", ask="", kind=kind, questions=(), answers=(), wrong=())


@pytest.mark.parametrize(
    ("kind", "text", "latex", "drawn"),
    [
        pytest.param(Kind(answer="x^2"), "x*x", True, True, id="a formula"),
        pytest.param(Kind(answer="x*y", variables=("x", "y")), "x*y", True, False, id="in two variables"),
        pytest.param(Numeric(answer="1/4"), "1/4", None, False, id="a number"),
        pytest.param(Choice(right="a", wrong=("b", "c")), "a", False, False, id="an option, which its control shows"),
    ],
)
def test_an_answer_is_echoed(kind: AnswerKind[object], text: str, latex: bool | None, drawn: bool) -> None:  # noqa: FBT001
    found = echo(part(kind), text)
    assert found.fault == ""
    assert latex is None or bool(found.latex) == latex
    assert (found.curve is not None) == drawn


def test_an_answer_that_cannot_be_read_says_where() -> None:
    found = echo(part(Kind(answer="x")), "x + lgo(x)")
    assert (found.fault, found.at) == ("“lgo” is not a function I know; did you mean log?", 4)


def test_the_bend_is_the_slope_of_the_slope() -> None:
    found = bend("x^3", middle=1.0, wide=2.0)
    assert found == pytest.approx([6 * x for x in curve("x^3", middle=1.0, wide=2.0).x], abs=1e-5)
    assert isnan(bend("relu(x)")[POINTS // 2]), "there is none at a kink"
    assert set(bend("7")) == {0.0}


def test_the_bend_of_a_hostile_formula_is_soon_there() -> None:
    assert len(bend("/".join(["(1+exp(x))"] * 40))) == POINTS
