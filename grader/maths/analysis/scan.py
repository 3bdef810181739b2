"""Signs of a function and its derivatives on a whole interval: cut into cells until each cell's signs are certain.

A cell where a derivative may vanish is done once the next derivative has a sign there: then it has one root or none.
What stays open is a cluster, of which the caller may know more: a root of higher order, or the limit of our patience.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from flint import arb, arb_series, ctx, fmpq

from grader.maths.analysis import boxes
from grader.maths.analysis.deadline import Deadline, Undecided
from grader.maths.analysis.program import Program, Step

BITS = 64  # in cells
FINE = 256  # at points
NARROWEST = fmpq(1, 2**40)  # relative to max(1, |x|): narrower cells are clusters
MOST = 6000  # cells
SPLIT = fmpq(30, 64)  # uneven, so that no border falls on a point of interest
EDGES = tuple(fmpq(45, 128) * fmpq(2) ** n for n in range(-3, 60))  # first borders, on both sides of 0


@dataclass(slots=True)
class Cell:
    """low, high: its ends.  signs: of each order asked for, None where that order may vanish; hull: their balls.

    simple: for an order without a sign, that of the next one, if certain: at most one root.
    """

    low: fmpq
    high: fmpq
    signs: tuple[int | None, ...]
    simple: tuple[int | None, ...]
    hull: tuple[arb, ...]


def scan(program: Program, low: fmpq, high: fmpq, orders: Sequence[int], deadline: Deadline) -> list[Cell]:
    """Return cells from low to high.

    Undecided: it takes too many.
    """
    cells = list[Cell]()
    pending = [(low, high) for low, high in _first(low, high)][::-1]
    terms = max(orders) + 2
    looked = 0
    with ctx.workprec(BITS), boxes.length(terms):
        while pending:
            a, b = pending.pop()
            looked += 1
            if looked > MOST:
                raise Undecided("too many cells")
            deadline.check()
            cell = _cell(program, a, b, orders, terms)
            size = max(abs(a), abs(b), fmpq(1))
            if _is_done(cell) or b - a < NARROWEST * size:
                cells.append(cell)
                continue
            middle = a + (b - a) * SPLIT
            middle = fmpq((middle * 2 ** _digits(b - a, 12)).floor(), 2 ** _digits(b - a, 12))
            pending += [(middle, b), (a, middle)]
    return cells


def _digits(width: fmpq, more: int) -> int:
    """Return binary digits for a border inside an interval of this width."""
    return max(0, int(width.q.bit_length()) - int(width.p.bit_length())) + more


def _first(low: fmpq, high: fmpq) -> list[tuple[fmpq, fmpq]]:
    inner = [side * edge for edge in EDGES for side in (-1, 1) if low < side * edge < high]
    borders = [low, *sorted(inner), high]
    return list(pairwise(borders))


def _is_done(cell: Cell) -> bool:
    return all(s is not None or t is not None for s, t in zip(cell.signs, cell.simple, strict=True))


def _cell(program: Program, a: fmpq, b: fmpq, orders: Sequence[int], terms: int) -> Cell:
    ball = arb(a).union(arb(b))
    series = run(program, ball, terms)
    values = [arb(series[n]) for n in range(terms)]
    cell = _told(a, b, values, orders)
    if _is_done(cell) or not values[-1].is_finite():
        return cell
    return _told(a, b, _closer(program, ball, values, terms), orders)


def _told(a: fmpq, b: fmpq, values: Sequence[arb], orders: Sequence[int]) -> Cell:
    signs = [_sign(value) for value in values]
    return Cell(
        low=a,
        high=b,
        signs=tuple(signs[n] for n in orders),
        simple=tuple(signs[n + 1] for n in orders),
        hull=tuple(values[n] for n in orders),
    )


def _closer(program: Program, ball: arb, values: Sequence[arb], terms: int) -> Sequence[arb]:
    """Return narrower balls by the mean value theorem: what depends on x twice is less in its own way."""
    middle = arb(ball.mid())
    here = run(program, middle, terms)
    way, found = ball - middle, list(values)
    for n in range(terms - 2, -1, -1):
        closer = arb(here[n]) + (n + 1) * found[n + 1] * way
        if closer.rad() < found[n].rad() or not found[n].is_finite():
            found[n] = closer
    return found


def _sign(value: arb) -> int | None:
    if value > 0:
        return 1
    return -1 if value < 0 else None


def run(program: Program, x: arb, terms: int) -> arb_series:
    """Return the program's Taylor series around each point of a ball; boxes.length is the caller's business."""
    found = list[arb_series]()
    for step in program.steps:
        found.append(step_of(step, found, x, terms))
    return found[program.result]


def step_of(step: Step, found: list[arb_series], x: arb, terms: int) -> arb_series:
    """Return one step of a program, given those before it."""
    match step.operation:
        case "constant":
            c = step.constant
            return arb_series([arb(c) if isinstance(c, fmpq) else c if isinstance(c, arb) else c.ball], prec=terms)
        case "x":
            return arb_series([x, 1], prec=terms)
        case "add":
            return found[step.left] + found[step.right]
        case "multiply":
            return found[step.left] * found[step.right]
        case "divide":
            return boxes.divide(found[step.left], found[step.right])
        case "power":
            return _power(found[step.left], step)
        case _:
            return boxes.FUNCTIONS[step.name](found[step.left])


def _power(base: arb_series, step: Step) -> arb_series:
    c = step.constant
    if isinstance(c, fmpq):
        if c.q == 1 and 0 < c.p <= 64:
            return _whole(base, int(c.p))
        if c.q == 1 and -64 <= c.p < 0:
            return boxes.divide(1, _whole(base, -int(c.p)))
        return base**c
    exponent = c if isinstance(c, arb) else c.ball
    return (base.log() * exponent).exp()


def _whole(base: arb_series, n: int) -> arb_series:
    result = base
    for digit in bin(n)[3:]:
        result = result * result
        if digit == "1":
            result = result * base
    return result


def at(program: Program, x: fmpq | arb, order: int, bits: int = FINE) -> arb:
    """Return a ball around a Taylor coefficient at a point, or of all points of a ball."""
    with ctx.workprec(bits), boxes.length(order + 1):
        return arb(run(program, arb(x), order + 1)[order])


def sign_at(program: Program, x: fmpq, order: int) -> int | None:
    """Return the sign of a derivative at a point, None if it can't be told."""
    for bits in (FINE, 4 * FINE, 16 * FINE):
        found = _sign(at(program, x, order, bits))
        if found is not None:
            return found
    return None


def root(program: Program, cell: Cell, order: int) -> arb | None:
    """Return a narrow ball around the one root of an order in a cell where it is simple; None: there is none.

    Undecided: its sign at an end can't be told.
    """
    ends = [sign_at(program, x, order) for x in (cell.low, cell.high)]
    if None in ends:
        raise Undecided("a root too close to the end of a cell")
    if ends[0] == ends[1]:
        return None
    with ctx.workprec(FINE), boxes.length(order + 2):
        ball = arb(cell.low).union(arb(cell.high))
        for _ in range(60):
            middle = arb(ball.mid())
            value = arb(run(program, middle, order + 1)[order])
            slope = arb(run(program, ball, order + 2)[order + 1]) * (order + 1)
            if not slope.is_finite() or slope.contains(0):
                ball = _halved(program, ball, order, ends[0] or 0)
                continue
            closer = (middle - value / slope).intersection(ball)
            if closer.rad() >= ball.rad() / 2:
                ball = closer if closer.rad() < ball.rad() else ball
                if ball.rad() < arb(2) ** -100:
                    break
                ball = _halved(program, ball, order, ends[0] or 0)
                continue
            ball = closer
    return ball


def _halved(program: Program, ball: arb, order: int, first: int) -> arb:
    """Return the half of a ball that holds the root."""
    middle = arb(ball.mid())
    way = _sign(arb(run(program, middle, order + 1)[order]))
    if way is None:
        return ball
    return middle.union(ball.upper()) if way == first else ball.lower().union(middle)
