"""Trigonometric polynomials: a straight line plus sines and cosines of multiples of one frequency."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import gcd, lcm

from flint import fmpq

from grader.maths.analysis import constants
from grader.maths.analysis.constants import ONE, ZERO, Constant
from grader.maths.analysis.program import Program, Step

MOST = 40  # frequencies
Pair = tuple[Constant, Constant]  # of cos and of sin


@dataclass(frozen=True, kw_only=True)
class Form:
    """rates: ω of each sin or cos of ωx + φ in it; slope: of the straight line beside what repeats."""

    rates: tuple[Constant, ...]
    slope: Constant


def form(program: Program) -> Form | None:
    """Return how a program is a straight line plus something in which x occurs in sines and cosines alone."""
    rates = list[Constant]()
    kinds = list[tuple[Constant, bool] | None]()  # slope of the line, and whether it is nothing but a line
    for step in program.steps:
        kinds.append(_kind(program, step, kinds, rates))
    found = kinds[program.result]
    return None if found is None else Form(rates=tuple(rates), slope=found[0])


def _kind(
    program: Program, step: Step, kinds: list[tuple[Constant, bool] | None], rates: list[Constant]
) -> tuple[Constant, bool] | None:
    if step.operation in {"constant", "x"}:
        return (ZERO if step.operation == "constant" else ONE), True
    left, right = kinds[step.left], kinds[step.right] if step.right >= 0 else (ZERO, True)
    if left is None or right is None:
        return None
    if step.operation == "add":
        return constants.add(left[0], right[0]), left[1] and right[1]
    if step.operation == "multiply" and program.is_constant(step.left):  # constants stand in front
        return constants.multiply(program.value(step.left), right[0]), right[1]
    if step.name in {"sin", "cos"} and left[1] and constants.sign(left[0]):
        rates.append(left[0])
        return ZERO, False
    return (ZERO, False) if constants.is_zero(left[0]) and constants.is_zero(right[0]) else None


@dataclass(frozen=True, kw_only=True)
class Spectrum:
    """slope·x plus the sum over n of cos and sin coefficients at n·base; the one at 0 is a constant."""

    slope: Constant
    base: Constant
    waves: Mapping[int, Pair]

    def derivative(self, order: int) -> "Spectrum":
        """Return the spectrum of f′ or f″."""
        if order == 0:
            return self
        waves = dict[int, Pair]()
        for n, (cosine, sine) in self.waves.items():
            if n:
                rate = constants.multiply(fmpq(n), self.base)
                waves[n] = (constants.multiply(rate, sine), constants.negative(constants.multiply(rate, cosine)))
        if not constants.is_zero(self.slope):
            waves[0] = (self.slope, ZERO)
        return Spectrum(slope=ZERO, base=self.base, waves=waves).derivative(order - 1)

    def signs(self) -> set[int | None] | None:
        """Return the signs of a constant plus one wave, None if there are more; single zeros don't count."""
        waving = {n: pair for n, pair in self.waves.items() if n}
        if len(waving) > 1 or not constants.is_zero(self.slope):
            return None
        middle = self.waves.get(0, (ZERO, ZERO))[0]
        side = constants.sign(middle)
        if not waving:
            return {side}
        ((cosine, sine),) = waving.values()
        height = constants.add(constants.multiply(cosine, cosine), constants.multiply(sine, sine))
        room = constants.sign(constants.subtract(constants.multiply(middle, middle), height))
        if room is None or side is None:
            return {None}
        return {side} if room >= 0 else {1, -1}

    def period(self) -> Constant:
        """Return the smallest period of what waves."""
        step = gcd(*(n for n in self.waves if n))
        return constants.divide(constants.pi_times(fmpq(2, step)), self.base)


def spectrum(program: Program) -> Spectrum | None:
    """Return a program as a trigonometric polynomial, or None if it is none."""
    found = form(program)
    if found is None or not found.rates:
        return None
    base = _base(found.rates)
    if base is None:
        return None
    lines = list[tuple[Constant, dict[int, Pair]] | None]()  # slope and waves
    for step in program.steps:
        lines.append(_line(step, lines, base))
    line = lines[program.result]
    if line is None:
        return None
    waves = {n: pair for n, pair in line[1].items() if not (constants.is_zero(pair[0]) and constants.is_zero(pair[1]))}
    if constants.sign(line[0]) is None or not all(constants.sign(c) or constants.sign(s) for c, s in waves.values()):
        return None  # what may be 0 may not be there at all
    return Spectrum(slope=line[0], base=base, waves=waves)


def _base(rates: tuple[Constant, ...]) -> Constant | None:
    ratios = [constants.divide(rate, rates[0]) for rate in rates]
    if not all(isinstance(ratio, fmpq) for ratio in ratios):
        return None
    scale = lcm(*(int(ratio.q) for ratio in ratios))  # type: ignore[union-attr]
    step = gcd(*(int((ratio * scale).p) for ratio in ratios))  # type: ignore[operator, union-attr]
    base = constants.multiply(rates[0], fmpq(step, scale))
    return constants.negative(base) if (constants.sign(base) or 0) < 0 else base


def _line(
    step: Step, lines: list[tuple[Constant, dict[int, Pair]] | None], base: Constant
) -> tuple[Constant, dict[int, Pair]] | None:
    left = lines[step.left] if step.left >= 0 else None
    right = lines[step.right] if step.right >= 0 else None
    match step.operation:
        case "constant":
            return ZERO, {0: (step.constant, ZERO)}
        case "x":
            return ONE, {}
        case "add" if left and right:
            return constants.add(left[0], right[0]), _sum(left[1], right[1])
        case "multiply" if left and right:
            return _product(left, right)
        case "power" if left and isinstance(step.constant, fmpq) and step.constant.q == 1 and 0 < step.constant <= 8:
            result: tuple[Constant, dict[int, Pair]] | None = left
            for _ in range(int(step.constant.p) - 1):
                result = None if result is None else _product(result, left)
            return result
        case "call" if left and step.name in {"sin", "cos"} and set(left[1]) <= {0}:
            return _wave(step.name, left, base)
        case _:
            return None


def _wave(name: str, line: tuple[Constant, dict[int, Pair]], base: Constant) -> tuple[Constant, dict[int, Pair]] | None:
    slope, waves = line
    ratio = constants.divide(slope, base)
    if waves or not isinstance(ratio, fmpq) or ratio.q != 1 or ratio == 0:
        return None  # a shifted wave is looked at in cells
    n = int(ratio.p)
    if name == "cos":
        return ZERO, {abs(n): (ONE, ZERO)}
    return ZERO, {abs(n): (ZERO, ONE if n > 0 else -ONE)}


def _sum(a: Mapping[int, Pair], b: Mapping[int, Pair]) -> dict[int, Pair]:
    found = dict(a)
    for n, (cosine, sine) in b.items():
        known = found.get(n, (ZERO, ZERO))
        found[n] = (constants.add(known[0], cosine), constants.add(known[1], sine))
    return found


def _product(
    a: tuple[Constant, dict[int, Pair]], b: tuple[Constant, dict[int, Pair]]
) -> tuple[Constant, dict[int, Pair]] | None:
    for one, other in ((a, b), (b, a)):
        if set(one[1]) <= {0} and constants.is_zero(one[0]):  # a constant
            factor = one[1].get(0, (ZERO, ZERO))[0]
            waves = {
                n: (constants.multiply(factor, c), constants.multiply(factor, s)) for n, (c, s) in other[1].items()
            }
            return constants.multiply(factor, other[0]), waves
    if not constants.is_zero(a[0]) or not constants.is_zero(b[0]) or len(a[1]) * len(b[1]) > MOST:
        return None
    found = dict[int, Pair]()
    for n, (c, s) in a[1].items():
        for m, (d, t) in b[1].items():
            found = _sum(found, _crossed(n, (c, s), m, (d, t)))
    return ZERO, found


def _crossed(n: int, a: Pair, m: int, b: Pair) -> dict[int, Pair]:
    """Return (c cos nx + s sin nx)(d cos mx + t sin mx)."""
    (c, s), (d, t) = a, b
    half = fmpq(1, 2)
    times, add, subtract = constants.multiply, constants.add, constants.subtract
    cd, st, ct, sd = times(c, d), times(s, t), times(c, t), times(s, d)
    above = (times(half, subtract(cd, st)), times(half, add(ct, sd)))
    below = (times(half, add(cd, st)), times(half, subtract(sd, ct)))  # at n − m
    if n < m:
        below = (below[0], constants.negative(below[1]))
    return _sum({n + m: above}, {abs(n - m): below}) if n != m else _sum({n + m: above}, {0: (below[0], ZERO)})
