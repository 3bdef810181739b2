from collections.abc import Callable, Iterator
from contextlib import suppress
from random import Random

import pytest
from far_out import BITS, Reading, distances, fraction, jet, rational
from flint import arb, ctx, fmpq
from hostile_formulas import near_tie, random_formula
from written import pieces, program, tree, unhurried

from grader.maths.analysis import constants, ends
from grader.maths.analysis.constants import ONE, ZERO
from grader.maths.analysis.deadline import Deadline, OutOfTime, Undecided
from grader.maths.analysis.ends import Approach, Germ
from grader.maths.analysis.germs import Germs
from grader.maths.analysis.jets import End, Jet, Known, Run
from grader.maths.analysis.program import Program
from grader.maths.analysis.scales import Scale
from grader.maths.tree import Node

pytestmark = pytest.mark.usefixtures("precise")

WHOLE = """
x  x^2-3*x+1  1/x  x/(1+x^2)  (x^2+1)/(x-1)  sqrt(x^2+1)  x-sqrt(x^2+1)  cbrt(x^3+x)  abs(x)^pi  abs(x)^(3/2)
exp(x)  exp(-x^2)  x*exp(-x)  exp(x)/x  exp(sqrt(x^2+1))  exp(1/x)  exp(exp(-x^2))  2^x  (1+1/x^2)^x  abs(x)^x
log(1+x^2)  log(1+exp(x))  log(log(3+x^2))  x*log(1+1/x^2)  log(1+x^2)/x  softplus(x)-x  exp(sqrt(log(2+x^2)))
tanh(x)  1-tanh(x)  1+tanh(x)  x*tanh(softplus(x))  x*sigmoid(x)  sigmoid(x)*(1-sigmoid(x))  tanh(x)/x
erf(x)  erfc(x)  x*erfc(-x/sqrt(2))/2  x*erfc(x)  exp(x)*erfc(x)  exp(x^2)*erfc(x)  tanh(log(1+x^2))
atan(x)  x*atan(x)  atan(x^2)-pi/2  asinh(x)  asinh(x)-x  sinh(x)/cosh(x)  cosh(x)-sinh(x)  acosh(1+x^2)
atanh(x/(1+x^2))  asin(x/(1+x^2))  acos(1/(1+x^2))  sin(1/(1+x^2))  cos(x/(1+x^2))  x^sqrt(2)  x^(-pi)
x/2*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))  (x^2+1)^(x/(1+x^2))  log(cosh(x))  log(sigmoid(x))  -softplus(-x)
(exp(x)-exp(-x))/(exp(x)+exp(-x))  1/(1+exp(-x))  exp(x)/(1+exp(x))  sqrt(x)+cbrt(x)  max(0,x)^2  silu(silu(x))
""".split()
AT_0 = """
x^2*exp(-x)  sin(x)/x  (exp(x)-1)/x  (1-cos(x))/x^2  piecewise(abs(x)<3:1/sin(x)-1/x)  x/tanh(x)  exp(-1/x^2)  exp(1/x)  1/x^2
atan(1/x)  tanh(1/x)  erf(1/x)  softplus(1/x)  sqrt(x^2)  cbrt(x)  abs(x)^(3/2)  x^2*log(x^2)  1/log(x^2)
exp(1/log(x^2))  log(abs(log(abs(x))))  asinh(1/x)  piecewise(x>0:x^x,1)  piecewise(abs(x)<3:sqrt(sin(x)^2))  piecewise(abs(x)<1:tan(x)/x)  acos(x)  asin(x)/x  erfc(1/x)
x^5*log(abs(x))  sinh(1/x)  cosh(x)/x  x*atan(1/x^2)  sqrt(tanh(abs(x)))  exp(-1/abs(x))*log(abs(x))
""".split()
AT_OTHER_POINTS = """
acos(x^2)  asin(2*x-x^2)  sqrt(1-x)  (x-1)*log(abs(x-1))  atanh(x)  acosh(x)  sqrt(x-1)  1/(x-1)^(1/3)
exp(-1/(x-1)^2)  1/(7*x+3)  log(7*x+3)  sqrt(x^2-2)  1/(x^2-2)  log(x^2-2)  exp(x)/(x^2-2)  1/(exp(x)-2)
log(exp(x)-2)  sqrt(exp(x)-2)  log(x)/(x-1)  1/(x^3-x-1)  sqrt(x^3-x-1)  log(x-cos(x))  abs(x-cos(x))  1/(x*exp(x)-1)
piecewise(x<-3/7:tanh(x),erf(x))  piecewise(x<1/3:sigmoid(3*x),x^5)  piecewise(x<pi:cos(x),sin(x))
piecewise(x^2<2:x^3,x-sqrt(2))  abs(exp(x)-3)^(3/2)  max(x,exp(-x))  min(x^3,1-x)  piecewise(x<sqrt(2):atan(x),1/x)
piecewise(x<tanh(1):cosh(x),sinh(x))  max(tanh(x),x-1/2)/(1+x^2)
""".split()


def germs(text: str, most: int) -> Iterator[tuple[Germ, Node]]:
    """Yield what is said of each end of each piece."""
    for piece in pieces(text):
        if piece.tree is None:
            continue
        program = Program(piece.tree, "x")
        for point, side, within in ((piece.low, 1, piece.high), (piece.high, -1, piece.low)):
            approach = Approach(point=point, side=side, within=within)
            with suppress(Undecided):
                yield ends.germ(program, approach, unhurried(), orders=(0, 1, 2), most=most), piece.tree


def seen(germ: Germ, node: Node, random: Random) -> Iterator[tuple[Reading, Jet, tuple[arb, arb, arb]]]:
    """Yield what is said, and what is so, at places between the border and the end."""
    run, point = germ.run, germ.approach.point
    for y in distances(random, run.algebra.scale.start, 2):
        x, room = run.end.side * y, 1 / y
        reading = Reading(run.algebra.scale, y)
        if point is not None:
            x, room = fraction(point.at) + run.end.side / y, 1 / y**2
            with ctx.workprec(BITS):
                reading = Reading(run.algebra.scale, abs(1 / (rational(x) - point.ball)))
        true = jet(node, x, room)
        if true is not None:
            yield reading, germ.jet, true


def contradictions(text: str, random: Random, most: int = 4) -> tuple[list[str], int]:
    """Return what is said of the ends of pieces and is not so, and how often there was something to compare."""
    found, tried = list[str](), 0
    for germ, node in germs(text, most):
        for reading, said, true in seen(germ, node, random):
            tried += 1
            for order in range(3):
                if not reading.expansion(said[order]).overlaps(true[order]):
                    found.append(f"{germ.approach} of order {order}: {said[order]} is not {true[order].str(20)}")
                sign = germ.signs[order]
                if sign is not None and (true[order] * sign < 0 or (sign == 0 and not true[order].contains(0))):
                    found.append(f"{germ.approach} of order {order}: the sign is not {sign}")
    return found, tried


@pytest.mark.parametrize("text", [*WHOLE, *AT_0, *AT_OTHER_POINTS])
def test_a_function_and_its_slopes_are_what_their_expansions_allow(text: str) -> None:
    found, tried = contradictions(text, Random(text))
    assert found == []
    assert tried > 3


RANDOM = [
    pytest.param(random_formula, id="random formulas"),
    pytest.param(near_tie, id="formulas that are all but something else"),
]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("make", RANDOM)
def test_random_functions_are_what_their_expansions_allow(make: Callable[[Random], str], seed: int) -> None:
    random, tried = Random(seed), 0
    for _ in range(8):
        text = make(random)
        with suppress(Undecided):
            found, more = contradictions(text, random, random.choice((2, 4, 6)))
            assert found == [], text
            tried += more
    assert tried > 20


def run(text: str, end: End, known: Known | None = None, start: int = 1024) -> Run:
    return Run(program(text), end, Germs(Scale(start)), unhurried(), known or Known())


def place(text: str, part: str) -> int:
    """Return the step of a part."""
    return program(text).places[tree(part)]


BALL = arb(0.5671432904097838, 1e-12)  # around the root of x·exp(x) − 1


def test_what_is_known_to_be_0_at_a_ball_leaves_it_along_its_slope() -> None:
    text = "1/(x*exp(x)-1)"
    known = Known(zeros=frozenset({place(text, "x*exp(x)-1")}))
    value, slope, _ = run(text, End(side=1, at=BALL), known).result()
    scale_of_y = value.terms[0][0]
    assert repr(scale_of_y) == "exp(1*exp(1*exp(1*1)))"
    assert float(constants.ball(value.terms[0][1]).mid()) == pytest.approx(0.36189625, rel=1e-7)
    assert constants.sign(slope.terms[0][1]) == -1
    with pytest.raises(Undecided):
        run(text, End(side=1, at=BALL)).result()


def test_a_line_leaves_its_root_without_a_remainder() -> None:
    known = Known(zeros=frozenset({program("x-1/3").result}))
    value, slope, bend = run("x-1/3", End(side=-1, at=arb(1) / 3), known).result()
    assert value.remainder is None
    assert [c for _, c in value.terms] == [-ONE]
    assert (len(slope.terms), bend.is_zero) == (1, True)


def test_what_is_known_to_be_0_at_a_rational_loses_its_constant() -> None:
    text = "exp(x)-1"
    value, *_ = run(text, End(side=1, at=ZERO), Known(zeros=frozenset({program(text).result}))).result()
    assert ends.limit(run(text, End(side=1, at=ZERO)), value) == ZERO


NO_SLOPE = [
    pytest.param("(x*exp(x)-1)^2", id="a double root"),
    pytest.param("abs(1)*(x*exp(x)-1)^3", id="a triple root"),
]


@pytest.mark.parametrize("text", NO_SLOPE)
def test_how_what_is_level_leaves_its_root_can_not_be_told(text: str) -> None:
    made = program(text.removeprefix("abs(1)*"))
    known = Known(zeros=frozenset({made.result}))
    with pytest.raises(Undecided, match="leaves its root"):
        Run(made, End(side=1, at=BALL), Germs(Scale(1024)), unhurried(), known).result()


def test_along_a_sequence_of_points_a_wave_is_a_constant() -> None:
    text = "x*sin(x)"
    known = Known(phases={place(text, "sin(x)"): (ONE, ZERO)})  # at π/2, and so on
    value, slope, bend = run(text, End(side=1), known).result()
    assert [[(repr(m)[:8], c) for m, c in one.terms] for one in (value, slope, bend)] == [
        [("exp(1*ex", ONE)],
        [("1", ONE)],
        [("exp(1*ex", -ONE)],
    ]


def test_parts_that_don_t_count_are_left_out() -> None:
    made = program("0*tan(x)+x")
    found = Run(made, End(side=1), Germs(Scale(1024)), unhurried())
    found.result()
    assert None in found.jets


def test_time_runs_out_between_steps() -> None:
    with pytest.raises(OutOfTime):
        Run(program("x^2"), End(side=1), Germs(Scale(1024)), Deadline(seconds=-1)).result()


SIDES = [
    pytest.param(End(side=1), "x at ∞ is y", [1], id="∞"),
    pytest.param(End(side=-1), "x at −∞ is −y", [-1], id="−∞"),
    pytest.param(End(side=1, at=fmpq(2)), "x to the right of 2 is 2 + 1/y", [2, 1], id="the right of 2"),
    pytest.param(End(side=-1, at=fmpq(2)), "x to the left of 2 is 2 − 1/y", [2, -1], id="the left of 2"),
    pytest.param(End(side=-1, at=ZERO), "x to the left of 0 is −1/y", [-1], id="the left of 0"),
]


@pytest.mark.parametrize(("end", "words", "coefficients"), SIDES)
def test_the_variable_on_the_way_to_an_end(end: End, words: str, coefficients: list[int]) -> None:
    value, slope, bend = run("x", end).result()
    assert [c for _, c in value.terms] == coefficients, words
    assert [c for _, c in slope.terms] == [1]
    assert bend.is_zero
