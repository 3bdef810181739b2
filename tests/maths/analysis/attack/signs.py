"""What the form of a formula shows about the sign of a part: 1+exp(x) is no divisor to fear."""

from attack.evaluation import evaluate
from attack.numbers import Undefined, Unknown
from grader.maths.tree import Call, Node, Number, Operation, Piecewise, Variable, walk

POSITIVE = frozenset({"exp", "cosh", "sigmoid", "softplus", "erfc"})


def varies(node: Node) -> bool:
    return any(isinstance(part, Variable) for part in walk(node))


def is_positive(node: Node) -> bool:
    """Whether a part is seen to be above 0 wherever it has a value."""
    match node:
        case Call(name, (inner,)):
            return name in POSITIVE or (name in {"abs", "sqrt"} and is_positive(inner))
        case Call("max", arguments):
            return any(map(is_positive, arguments))
        case Call("min", arguments):
            return all(map(is_positive, arguments))
        case Operation("+", a, b):
            return (is_positive(a) and is_nonnegative(b)) or (is_nonnegative(a) and is_positive(b))
        case Operation("*" | "/", a, b):
            return is_positive(a) and is_positive(b)
        case Operation("^", base, _):
            return is_positive(base)
        case _:
            return not varies(node) and _fixed(node) > 0


def is_nonnegative(node: Node) -> bool:
    """Whether a part is seen to be at least 0 wherever it has a value."""
    if is_positive(node):
        return True
    match node:
        case Call("abs" | "sqrt" | "step", _):
            return True
        case Call("max", arguments):
            return any(map(is_nonnegative, arguments))
        case Call("min", arguments):
            return all(map(is_nonnegative, arguments))
        case Operation("+" | "*", a, b):
            return is_nonnegative(a) and is_nonnegative(b)
        case Operation("^", base, exponent):
            return is_nonnegative(base) or _is_even(exponent)
        case _:
            return not varies(node) and _fixed(node) >= 0


def _is_even(exponent: Node) -> bool:
    return isinstance(exponent, Number) and exponent.value.denominator == 1 and exponent.value % 2 == 0


def _fixed(node: Node) -> float:
    """Return a number without the variable, nan where it can't be told from 0 or is undefined."""
    try:
        value = evaluate(node, 0, 30).value
    except (Undefined, Unknown):
        return float("nan")
    return float(value) if value == 0 or abs(value) > 1e-20 else float("nan")


def is_bordered(node: Node) -> bool:
    """Whether something in a part may leave its domain."""
    return any(_is_bordered(part) for part in walk(node))


def _is_bordered(part: object) -> bool:
    match part:
        case Call("sqrt", (inner,)):
            return not is_nonnegative(inner)
        case Call("log", (inner,)):
            return not is_positive(inner)
        case Call("acos" | "acosh" | "asin" | "atanh" | "tan", _):
            return True
        case Operation("/", _, divisor):
            return not is_positive(divisor)
        case Operation("^", base, exponent):
            return not (is_positive(base) or whole(exponent) in range(10**6))
        case Piecewise(_, None):
            return True
        case _:
            return False


def whole(exponent: Node) -> int | None:
    """Return an exponent that is written as a whole number, else None."""
    if varies(exponent):
        return None
    try:
        exact = evaluate(exponent, 0, 30).exact
    except (Undefined, Unknown):
        return None
    return exact.numerator if exact is not None and exact.denominator == 1 else None
