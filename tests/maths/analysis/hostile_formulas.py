"""Random formulas that an analysis is likely to get wrong."""

import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import factorial

DEPTH = 3
FUNCTIONS = (
    "abs asinh atan cbrt cos cosh elu erf exp floor gelu hardtanh leaky_relu log relu sigmoid sign silu sin sinh "
    "softplus softsign sqrt step tanh"
).split()
SMOOTH = "sin exp tanh atan sigmoid softplus erf cos asinh gelu silu".split()
IRRATIONAL = ("pi", "e", "sqrt(2)", "exp(-1)", "1/sqrt(3)", "sqrt(2/pi)", "pi/3")
RELATIONS = ("<", "<=", ">", ">=")


def random_formula(rng: random.Random) -> str:
    """Return a formula of up to three levels."""
    return _node(rng, rng.choice((1, 2, 2, DEPTH, DEPTH)))


def _node(rng: random.Random, depth: int) -> str:
    if depth == 0:
        return "x" if rng.random() < 0.7 else _constant(rng)
    make = rng.choices((_call, _operation, _pick, _pieces, _power, _scaled), weights=(8, 8, 3, 3, 2, 2))[0]
    return make(rng, depth - 1)


def _call(rng: random.Random, depth: int) -> str:
    return f"{rng.choice(FUNCTIONS)}({_node(rng, depth)})"


def _operation(rng: random.Random, depth: int) -> str:
    operator = rng.choices("+-*/", weights=(4, 3, 4, 2))[0]
    return f"({_node(rng, depth)}){operator}({_node(rng, depth)})"


def _pick(rng: random.Random, depth: int) -> str:
    many = rng.choice((2, 2, 2, 3))
    return f"{rng.choice(('max', 'min'))}({', '.join(_node(rng, depth) for _ in range(many))})"


def _pieces(rng: random.Random, depth: int) -> str:
    condition = f"{_node(rng, rng.choice((0, 0, min(1, depth))))}{rng.choice(RELATIONS)}{_constant(rng)}"
    if not condition.startswith("x"):
        condition = f"x{rng.choice(RELATIONS)}{_constant(rng)}"
    return f"piecewise({condition}: {_node(rng, depth)}, {_node(rng, depth)})"


def _power(rng: random.Random, depth: int) -> str:
    exponent = rng.choices(("2", "3", "4", "(-1)", "(1/2)", "1.5", "(1/3)"), weights=(6, 5, 2, 2, 1, 1, 1))[0]
    return f"({_node(rng, depth)})^{exponent}"


def _scaled(rng: random.Random, depth: int) -> str:
    return f"{_constant(rng)}*({_node(rng, depth)})+{_constant(rng)}"


def _constant(rng: random.Random) -> str:
    if rng.random() < 0.15:
        return f"({rng.choice(IRRATIONAL)})"
    return _rational(rng)


def _rational(rng: random.Random) -> str:
    return _written(Fraction(rng.randint(-12, 12), rng.choice((1, 1, 1, 2, 3, 4, 10))))


def _written(value: Fraction) -> str:
    return str(value) if value.denominator == 1 and value >= 0 else f"({value})"


def high_order_join(rng: random.Random) -> str:
    """Return two analytic pieces whose derivatives agree up to a random order at a random rational point."""
    point = Fraction(rng.randint(-20, 20), rng.choice((1, 2, 3, 4, 10)))
    shifted = f"(x-{_written(point)})"
    order = rng.randint(0, 8)
    if rng.random() < 0.4:
        name, series = rng.choice(SERIES)
        pieces = [f"{name}{shifted}", _polynomial(series(order), shifted)]
    else:
        base = f"{rng.choice(SMOOTH)}({rng.choice(('x', '2*x', 'x/3', shifted))})"
        factor = rng.choice(("1", "exp(x)", "(1+x^2)", "cos(x)", "1e-6", "(-3)"))
        pieces = [base, f"{base}+{factor}*{shifted}^{order + 1}"]
    rng.shuffle(pieces)
    return f"piecewise(x{rng.choice(RELATIONS[:2])}{_written(point)}: {pieces[0]}, {pieces[1]})"


def _exp_series(order: int) -> list[Fraction]:
    return [Fraction(1, factorial(k)) for k in range(order + 1)]


def _sin_series(order: int) -> list[Fraction]:
    return [Fraction((0, 1, 0, -1)[k % 4], factorial(k)) for k in range(order + 1)]


def _cos_series(order: int) -> list[Fraction]:
    return [Fraction((1, 0, -1, 0)[k % 4], factorial(k)) for k in range(order + 1)]


def _atan_series(order: int) -> list[Fraction]:
    return [Fraction((0, 1, 0, -1)[k % 4], max(k, 1)) for k in range(order + 1)]


SERIES: Sequence[tuple[str, Callable[[int], list[Fraction]]]] = (
    ("exp", _exp_series),
    ("sin", _sin_series),
    ("cos", _cos_series),
    ("atan", _atan_series),
)


def _polynomial(coefficients: list[Fraction], variable: str) -> str:
    terms = [f"{_written(one)}*{variable}^{k}" for k, one in enumerate(coefficients) if one]
    return "+".join(terms) if terms else "0"


def near_tie(rng: random.Random) -> str:
    """Return a formula that is all but something else: by a coefficient from 1e-6 to 1e-12."""
    tiny = f"1e-{rng.randint(6, 12)}"
    near = rng.choice((f"(1+{tiny})", f"(1-{tiny})"))
    smooth = f"{rng.choice(SMOOTH)}(x)"
    other = f"{rng.choice(SMOOTH)}({rng.choice(('2*x', 'x/2', '-x', 'x+1'))})"
    place = _rational(rng)
    return rng.choice(
        (
            f"x+{near}*sin(x)",
            f"x+{tiny}*{other}",
            f"max({smooth}, {near}*{smooth})",
            f"max({smooth}, {smooth}+{tiny})-{tiny}*x",
            f"hardtanh(x)+{tiny}*x",
            f"relu(x)-{tiny}*relu(-x)",
            f"relu(x)+{tiny}*{other}",
            f"{smooth}-{near}*{smooth}",
            f"abs(x-{place})-{near}*abs({place}-x)",
            f"piecewise(x<{place}: {smooth}, {smooth}+{tiny})",
            f"piecewise(x<{place}: {smooth}, {near}*{smooth})",
            f"piecewise(abs(x-{place})<{tiny}: 1, {smooth})",
            f"sqrt((x-{place})^2+{tiny}^2)",
            f"max(x-{place}, {near}*(x-{place}), {tiny})",
            f"min(max(x, -{near}), 1)",
            f"tanh(x/{tiny})",
            f"{smooth}+{tiny}*abs(x-{place})",
            f"softplus(x/{tiny})*{tiny}",
        )
    )


def single_point(rng: random.Random) -> str:
    """Return a formula that is odd at a single point: a value out of line, a hole, or a value that fits."""
    point = _written(Fraction(rng.randint(-200, 200), 10))
    smooth = f"{rng.choice(SMOOTH)}(x)"
    shifted = f"(x-{point})"
    value = rng.choice((_rational(rng), smooth, _constant(rng)))
    return rng.choice(
        (
            f"piecewise(x=={point}: {value}, {smooth})",
            f"piecewise(x!={point}: {smooth}, {value})",
            f"piecewise(x=={point}: 1, sin{shifted}/{shifted})",
            f"piecewise(x=={point}: 0, {shifted}*sin(1/{shifted}))",
            f"{smooth}*{shifted}/{shifted}",
            f"{smooth}+0/{shifted}",
            f"{smooth}+0*log({shifted}^2)",
            f"piecewise(x=={point}: {value}, 1/{shifted})",
            f"{smooth}*abs(sign{shifted})",
            f"max({smooth}, 1-abs(sign{shifted}))",
            f"piecewise(x<{point}: {smooth}, x>{point}: {smooth}, {value})",
        )
    )
