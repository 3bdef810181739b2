from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from far_out import FINE, fraction
from hostile_formulas import random_formula
from written import constant, pieces, tree, unhurried

from grader.maths.analysis import pieces as cutting
from grader.maths.analysis.deadline import Deadline, OutOfTime, Undecided
from grader.maths.analysis.pieces import Piece, split
from grader.maths.analysis.points import Point, above, below, between
from grader.maths.digit_arithmetic import TooLarge
from grader.maths.digits import exactly
from grader.maths.show import show

pytestmark = pytest.mark.usefixtures("precise")

NO = "no value"
CUTS = [
    pytest.param("x^2-1", ["x^2 - 1"], id="nothing to cut"),
    pytest.param("max(0, x)", ["0", 0, "x"], id="relu"),
    pytest.param("abs(x)", ["-x", 0, "x"], id="a modulus"),
    pytest.param("sign(x)", ["-1", 0, "1"], id="a sign"),
    pytest.param("step(x)", ["0", 0, "1"], id="a step"),
    pytest.param("cbrt(x)", ["cbrt(x)", 0, "cbrt(x)"], id="a cube root"),
    pytest.param("min(max(x, -1), 1)", ["-1", -1, "x", 1, "1"], id="a nest of max and min"),
    pytest.param("max(0, min(x, 1-x))", ["0", 0, "x", 0.5, "1 - x", 1, "0"], id="a tent"),
    pytest.param("max(x, x^2, 1)", ["x^2", -1, "1", 0, "1", 1, "x^2"], id="the largest of three"),
    pytest.param("abs(abs(x)-1)", ["-x - 1", -1, "-(-x - 1)", 0, "-(x - 1)", 1, "x - 1"], id="moduli in moduli"),
    pytest.param("max(x, x)", ["x"], id="two alike"),
    pytest.param("min(x, 2*x-x)", ["x"], id="two that are equal"),
    pytest.param("piecewise(x<0: 1, x>1: 2)", ["1", 0, NO, 1, "2"], id="pieces that leave a gap"),
    pytest.param("piecewise(x==1: 5, x)", ["x", 1, "x"], id="a single point"),
    pytest.param("piecewise(x!=1: x, 7)", ["x", 1, "x"], id="all but a single point"),
    pytest.param("piecewise(0<x<=1: x, 2)", ["2", 0, "x", 1, "2"], id="a chain of comparisons"),
    pytest.param("piecewise(x<0 and x>-1: 1, 3)", ["3", -1, "1", 0, "3"], id="and"),
    pytest.param("piecewise(x>2 or x<-2: 2, 3)", ["2", -2, "3", 2, "2"], id="or"),
    pytest.param("piecewise(not x<0: 1, 0)", ["0", 0, "1"], id="not"),
    pytest.param("piecewise(x>=0: 1, x<=-1: 2, 3)", ["2", -1, "3", 0, "1"], id="at least and at most"),
    pytest.param("piecewise(x^2<2: 0, 1)", ["1", "-sqrt(2)", "0", "sqrt(2)", "1"], id="irrational points"),
    pytest.param("piecewise(x<pi: 0, 1)", ["0", "pi", "1"], id="a point with a name"),
    pytest.param("x/x", ["x/x", 0, "x/x"], id="x/x has a hole"),
    pytest.param("0*log(x)", [NO, 0, "0*log(x)"], id="0·log x has no value for x ≤ 0"),
    pytest.param("0/(x^2-1)", ["0/(x^2 - 1)", -1, "0/(x^2 - 1)", 1, "0/(x^2 - 1)"], id="0 over what may be 0"),
    pytest.param("log(-1-x^2)", [NO], id="no value at all"),
    pytest.param("sqrt(-x^2)", [NO, 0, NO], id="a value at one point alone"),
    pytest.param("sqrt(x^2-2)", ["sqrt(x^2 - 2)", "-sqrt(2)", NO, "sqrt(2)", "sqrt(x^2 - 2)"], id="the domain of a root"),
    pytest.param("asin(x)", [NO, -1, "asin(x)", 1, NO], id="the domain of asin"),
    pytest.param("acos(x^2)", [NO, -1, "acos(x^2)", 1, NO], id="acos of a square"),
    pytest.param("acosh(x)", [NO, 1, "acosh(x)"], id="the domain of acosh"),
    pytest.param("atanh(x)", [NO, -1, "atanh(x)", 1, NO], id="the domain of atanh"),
    pytest.param("x^(1/3)", [NO, 0, "x^(1/3)"], id="a broken power"),
    pytest.param("x^(-2)", ["x^-2", 0, "x^-2"], id="a negative power"),
    pytest.param("x^(-1/2)", [NO, 0, "x^(-1/2)"], id="a negative broken power"),
    pytest.param("x^pi", [NO, 0, "x^pi"], id="an irrational power"),
    pytest.param("x^0", ["x^0"], id="the power 0"),
    pytest.param("x^sqrt(4)", ["x^sqrt(4)"], id="an exponent that turns out whole"),
    pytest.param("(x-x)^(1/2)", ["0"], id="a root of what is 0 throughout"),
    pytest.param("(x-x)^(-1/2)", [NO], id="a negative power of what is 0 throughout"),
    pytest.param("x/(x-x)", [NO], id="a division by what is 0 throughout"),
    pytest.param("2^x", ["2^x"], id="an exponential"),
    pytest.param("(x^2+1)^x", ["(x^2 + 1)^x"], id="a power of what is positive"),
    pytest.param("abs(x)^x", ["(-x)^x", 0, "x^x"], id="a power of a modulus"),
    pytest.param("abs(x-x)", ["0"], id="the modulus of what is 0 throughout"),
    pytest.param("sign(x-x)+step(x-x)", ["0 + 0"], id="the sign of what is 0 throughout"),
    pytest.param("log(x-x)", [NO], id="the logarithm of what is 0 throughout"),
    pytest.param("sqrt(x-x)+cbrt(x-x)", ["0 + 0"], id="roots of what is 0 throughout"),
    pytest.param("acosh(1+x-x)", ["acosh(1)"], id="acosh at its end throughout"),
    pytest.param("asin(1+x-x)", ["asin(1)"], id="asin at its end throughout"),
    pytest.param("acos(x-x-1)", ["acos(-1)"], id="acos at its other end throughout"),
    pytest.param("atanh(x-x-1)", [NO], id="atanh at its end throughout"),
    pytest.param("acosh(x-x)", [NO], id="acosh outside throughout"),
    pytest.param("floor(pi)*x", ["3*x"], id="a staircase of a number"),
    pytest.param("floor(tanh(x))", ["-1", 0, "0"], id="a staircase with one step"),
    pytest.param("ceil(sigmoid(x))", ["1"], id="a staircase without any"),
    pytest.param("piecewise(abs(x)<2: floor(x), 0)", ["0", -2, "-2", -1, "-1", 0, "0", 1, "1", 2, "0"], id="a staircase in a window"),
    pytest.param("piecewise(0<x<2: ceil(-x), 0)", ["0", 0, "0", 1, "-1", 2, "0"], id="a staircase down"),
    pytest.param("piecewise(abs(x)<2: tan(x))", [NO, -2, "tan(x)", "-pi/2", "tan(x)", 0, "tan(x)", "pi/2", "tan(x)", 2, NO], id="poles of a tangent"),
    pytest.param("max(log(x), x)", [NO, 0, "x"], id="a choice with one side missing"),
    pytest.param("piecewise(x<=1/0: 1, 2)", [NO], id="a condition without a value"),
    pytest.param("piecewise(sqrt(x)<1: 1, 2)", [NO, 0, "1", 1, "2"], id="a condition with a domain"),
    pytest.param("-max(x, 0)/(1+abs(x))", ["-0/(1 + -x)", 0, "-x/(1 + x)"], id="choices inside"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CUTS)
def test_the_line_is_cut_where_a_formula_chooses(text: str, expected: list[object]) -> None:
    found = pieces(text)
    shown = [NO if piece.tree is None else show(piece.tree) for piece in found]
    cuts = [piece.high.at for piece in found[:-1] if piece.high is not None]
    assert shown == expected[::2]
    assert cuts == [constant(str(cut)) for cut in expected[1::2]]


IRRATIONAL = [
    pytest.param("max(x, cos(x))", [0.739085133215160642], id="a fixed point"),
    pytest.param("abs(x-cos(x))", [0.739085133215160642], id="the modulus of a difference"),
    pytest.param("piecewise(x^3<2: 0, x^3-x>1: 1, 2)", [1.259921049894873, 1.324717957244746], id="roots of cubics"),
    pytest.param("max(exp(x), 2)", [0.693147180559945], id="a logarithm"),
    pytest.param("max(tanh(x), x/2)", [-1.915008048154, 0, 1.915008048154], id="a curve and a line"),
]


@pytest.mark.parametrize(("text", "expected"), IRRATIONAL)
def test_cuts_at_irrational_points(text: str, expected: list[float]) -> None:
    cuts = [float(piece.high.ball.mid()) for piece in pieces(text)[:-1] if piece.high is not None]
    assert cuts == pytest.approx(expected, abs=1e-12)


NOT_TOLD = [
    pytest.param("(-1)^x", id="a power of what is negative"),
    pytest.param("x^x", id="a power of what may be negative"),
    pytest.param("x^(sqrt(3+2*sqrt(2))-1-sqrt(2))", id="an exponent that may be whole"),
    pytest.param("tan(x)+x", id="poles without end"),
    pytest.param("floor(exp(x))", id="steps without end"),
    pytest.param("floor(1000*tanh(x))", id="a staircase of many steps"),
    pytest.param("abs(sqrt(3+2*sqrt(2))-1-sqrt(2))*x", id="a number that may be 0"),
    pytest.param("piecewise(x>100: abs(exp(exp(exp(x)))), 0)", id="a number too large to be told"),
]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_pieces_that_can_not_be_certified_are_not_told(text: str) -> None:
    with pytest.raises(Undecided):
        pieces(text)


@pytest.mark.parametrize("text", ["floor(0)+x", "ceil(x-x)*x"])
def test_a_staircase_of_0_has_one_step(text: str) -> None:
    assert len(pieces(text)) == 1


def test_time_runs_out_between_pieces() -> None:
    with pytest.raises(OutOfTime):
        split(tree("abs(x)"), "x", Deadline(seconds=-1))


def test_a_window_is_all_that_is_looked_at() -> None:
    low, high = Point(at=constant("-1/2")), Point(at=constant("5/2"))
    found = split(tree("floor(x)"), "x", unhurried(), low, high)
    assert [show(piece.tree) for piece in found if piece.tree] == ["-1", "0", "1", "2"]
    assert (found[0].low, found[-1].high) == (low, high)


def test_pieces_lie_side_by_side() -> None:
    for case in CUTS:
        found = pieces(str(case.values[0]))
        assert all(a.high is b.low for a, b in pairwise(found))
        assert found[0].low is None
        assert found[-1].high is None


def inner(piece: Piece, random: Random) -> Iterator[Fraction]:
    yield fraction(between(piece.low, piece.high))
    if piece.low is not None and piece.high is not None:
        a, b = fraction(above(piece.low)), fraction(below(piece.high))
        yield a + (b - a) * Fraction(random.randint(1, 10**6), 10**6 + 1)
    else:
        start, way = (piece.low, 1) if piece.high is None else (piece.high, -1)
        first = Fraction(0) if start is None else fraction(start.at)
        yield first + way * Fraction(random.randint(1, 10**5), 997)


@pytest.mark.parametrize("seed", range(8))
def test_on_each_piece_the_tree_is_the_formula(seed: int) -> None:
    random = Random(seed)
    for _ in range(10):
        text = random_formula(random)
        try:
            found = split(tree(text), "x", Deadline(seconds=1))
        except Undecided:
            continue
        for piece in found:
            for x in inner(piece, random):
                try:
                    value = exactly(tree(text), {"x": x}, FINE)
                    chosen = None if piece.tree is None else exactly(piece.tree, {"x": x}, FINE)
                except TooLarge:
                    continue
                assert (value is None) == (chosen is None), (text, x)
                if value is not None and chosen is not None:
                    a, b = FINE.real(value), FINE.real(chosen)
                    assert abs(a - b) <= (1 + abs(a)) * FINE.context.mpf(10) ** -250


def test_there_are_only_so_many_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "MOST", 3)
    with pytest.raises(Undecided, match="too many pieces"):
        pieces("abs(abs(abs(x)-1)-1/2)")
