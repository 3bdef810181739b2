from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from far_out import jet
from flint import arb, fmpq
from written import program, span, tree, unhurried

from grader.maths.analysis import constants
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.ends import Germ
from grader.maths.analysis.points import Span
from grader.maths.analysis.sweep import Stretch, Sweep, Zero, sweep

pytestmark = pytest.mark.usefixtures("precise")


def swept(
    text: str, within: Span | None = None, orders: tuple[int, ...] = (1, 2), hints: tuple[fmpq, ...] = ()
) -> Sweep:
    return sweep(program(text), within or span(), orders, unhurried(), hints)


def shown(pattern: list[Stretch | Zero]) -> list[Any]:
    """Return signs and zeros from left to right, zeros to six digits."""
    return [one.sign if isinstance(one, Stretch) else round(float(constants.ball(one.at).mid()), 6) for one in pattern]


PATTERNS = [
    pytest.param("x^2", None, 1, [-1, 0, 1], id="a parabola falls and rises"),
    pytest.param("x^3", None, 1, [1, 0, 1], id="a cubic is level at 0"),
    pytest.param("x^3", None, 2, [-1, 0, 1], id="and bends there"),
    pytest.param("x*sigmoid(x)", None, 1, [-1, -1.278465, 1], id="silu turns once"),
    pytest.param("x*sigmoid(x)", None, 2, [-1, -2.399357, 1, 2.399357, -1], id="silu bends twice"),
    pytest.param("x*erfc(-x/sqrt(2))/2", None, 1, [-1, -0.751792, 1], id="gelu turns once"),
    pytest.param("x*tanh(softplus(x))", None, 1, [-1, -1.192431, 1], id="mish turns once"),
    pytest.param("tanh(x)", None, 2, [1, 0, -1], id="tanh bends at 0"),
    pytest.param("exp(x)", None, 1, [1], id="exp rises"),
    pytest.param("exp(-x^2)", None, 2, [1, -0.707107, -1, 0.707107, 1], id="a bell bends twice"),
    pytest.param("x^5-5*x", None, 1, [1, -1, -1, 1, 1], id="exact zeros where they are plain"),
    pytest.param("(x-1)^4", None, 1, [-1, 1, 1], id="a root of high order at 1"),
    pytest.param("x^4", None, 2, [1, 0, 1], id="level twice over at 0"),
    pytest.param("x^2", (0, None), 1, [1], id="half a parabola"),
    pytest.param("sin(x)", (-2, 2), 1, [-1, -1.570796, 1, 1.570796, -1], id="a piece of a sine"),
    pytest.param("1/x", (0, None), 2, [1], id="an hyperbola"),
    pytest.param("x-sin(x)", (-1, 1), 1, [1, 0, 1], id="level of second order"),
]


@pytest.mark.parametrize(("text", "within", "order", "expected"), PATTERNS)
def test_signs_and_zeros_from_end_to_end(text: str, within: Any, order: int, expected: list[Any]) -> None:
    assert shown(swept(text, within and span(*within)).pattern(order)) == expected


@pytest.mark.parametrize(("text", "within", "order", "expected"), PATTERNS)
def test_stretches_and_zeros_fill_the_piece(text: str, within: Any, order: int, expected: list[Any]) -> None:
    pattern = swept(text, within and span(*within)).pattern(order)
    assert len(pattern) == len(expected)
    for a, b in pairwise(pattern):
        left = a.at if isinstance(a, Zero) else a.high
        right = b.at if isinstance(b, Zero) else b.low
        assert left is right or left == right


SAMPLES = [Fraction(n, 9) + Fraction(1, 10007) for n in range(-60, 61, 5)]


@pytest.mark.parametrize(
    "text", ["x*sigmoid(x)", "x*tanh(softplus(x))", "x/(1+x^2)", "x^5-4*x+2", "atan(x)-x/3", "exp(-x^2)*x"]
)
def test_at_each_point_the_sign_is_the_one_of_its_stretch(text: str) -> None:
    found = swept(text)
    for x in SAMPLES:
        true = jet(tree(text), x, Fraction(1, 100))
        assert true is not None
        for order in (1, 2):
            for part in found.pattern(order):
                if isinstance(part, Stretch) and part.sign is not None and _is_in(x, part):
                    assert true[order] * part.sign > 0


def _is_in(x: Fraction, stretch: Stretch) -> bool:
    at = arb(fmpq(x.numerator, x.denominator))
    return (stretch.low is None or at > constants.ball(stretch.low)) and (
        stretch.high is None or at < constants.ball(stretch.high)
    )


def test_what_waves_far_out_has_no_sign_there() -> None:
    pattern = swept("x+sin(x)").pattern(1)
    first, last = pattern[0], pattern[-1]
    assert isinstance(first, Stretch)
    assert isinstance(last, Stretch)
    assert (first.low, first.sign, last.high, last.sign) == (None, None, None, None)


def test_a_cluster_has_no_sign_and_is_as_narrow_as_can_be() -> None:
    pattern = swept("(x-pi)^4*exp(x)", span(3, 4)).pattern(1)
    cluster = [one for one in pattern if isinstance(one, Stretch) and one.sign is None]
    assert len(cluster) == 1
    low, high = cluster[0].low, cluster[0].high
    assert low is not None
    assert high is not None
    assert constants.ball(high) - constants.ball(low) < 1e-8


def test_a_hint_is_looked_at_more_closely() -> None:
    text = "(x-7/3)^4*exp(x)"
    assert [point.at for point in swept(text, hints=(fmpq(7, 3), fmpq(1, 9))).specials] == [fmpq(7, 3)]
    assert shown(swept(text, hints=(fmpq(7, 3),)).pattern(1)) == [1, -1.666667, -1, 2.333333, 1]


def test_hints_outside_the_piece_are_passed_over() -> None:
    assert swept("x^4", span(1, 2), hints=(fmpq(1), fmpq(0), fmpq(5))).specials == ()


def test_germs_are_at_both_ends() -> None:
    found = swept("exp(x)", span(0, 1))
    assert isinstance(found.left, Germ)
    assert found.left.approach.point is not None
    assert (found.left.approach.side, found.right.approach.side) == (1, -1)


def test_germs_that_meet_leave_no_room_for_cells() -> None:
    found = swept("x^4", span(fmpq(-1, 3), fmpq(1, 3)))
    assert [isinstance(part, Germ) for part in found.parts].count(True) == 4
    assert shown(found.pattern(1)) == [-1, 0, 1]


def test_an_end_without_an_expansion_is_not_told() -> None:
    with pytest.raises(Undecided):
        swept("tan(x)")


def test_only_orders_that_were_followed_have_a_pattern() -> None:
    with pytest.raises(ValueError, match="tuple"):
        swept("exp(x)-x", span(-3, 3), orders=(0,)).pattern(1)
