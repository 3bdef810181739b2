"""What can be told of a formula's values from its form alone: where it is surely defined, positive, continuous.

A yes is certain; a no may only mean that the form does not show it.
"""

from collections.abc import Callable
from fractions import Fraction

from grader.maths.tree import (
    Call,
    Comparison,
    Condition,
    Constant,
    Logic,
    Negative,
    Node,
    Number,
    Operation,
    Piecewise,
    Variable,
)

_SMOOTH = frozenset(
    {"asinh", "atan", "cos", "cosh", "erf", "erfc", "exp", "sigmoid", "sin", "sinh", "softplus", "tanh", "Phi", "phi"}
)
# Named activations that are continuous and defined everywhere, whatever their parameters are.
_SMOOTH_NAMED = frozenset({"expm1", "gelu", "gelu_tanh", "logsigmoid", "mish", "sech", "silu", "tanhshrink"})
_KINKED_NAMED = frozenset(
    {"clip", "elu", "hardsigmoid", "hardswish", "hardtanh", "leaky_relu", "prelu", "relu", "relu6", "selu", "softsign"}
)
_CONTINUOUS = _SMOOTH | _SMOOTH_NAMED | _KINKED_NAMED | {"abs", "cbrt", "max", "min"}
_STAIRS = frozenset({"ceil", "floor", "sign", "step"})
_EVERYWHERE = _CONTINUOUS | _STAIRS
_OPEN = frozenset({"atanh", "log", "tan"})  # not defined everywhere, but continuous on an open domain
_POSITIVE = frozenset({"cosh", "erfc", "exp", "phi", "Phi", "sigmoid", "softplus"})
_SIGNED = frozenset({"abs", "asinh", "atan", "cbrt", "erf", "min", "sign", "sinh", "sqrt", "tanh"})
_NONNEGATIVE = frozenset({"abs", "hardsigmoid", "relu", "relu6", "sqrt", "step"})


def rational(node: Node) -> Fraction | None:
    """Return the value of a number, its negative or a quotient of numbers, else None."""
    match node:
        case Number(value):
            return value
        case Negative(operand):
            inner = rational(operand)
            return None if inner is None else -inner
        case Operation("/", left, right):
            above, below = rational(left), rational(right)
            return None if above is None or not below else above / below
        case _:
            return None


def total(node: Node) -> bool:
    """Whether a tree has a value for all values of its variables."""
    match node:
        case Number() | Constant() | Variable():
            return True
        case Negative(operand):
            return total(operand)
        case Operation(_, left, right):
            return total(left) and total(right) and _has_value(node)
        case Call(name, arguments):
            return all(map(total, arguments)) and _accepts(name, arguments)
        case Piecewise(pieces, otherwise):
            parts = [part for when, then in pieces for part in (*operands(when), then)]
            return otherwise is not None and all(map(total, (*parts, otherwise)))


def steady(node: Node) -> bool:
    """Whether a tree is continuous where it is defined, and defined around each such point."""
    match node:
        case Number() | Constant() | Variable():
            return True
        case Negative(operand):
            return steady(operand)
        case Operation(operator, left, right):
            power = operator != "^" or positive(left) or _is_whole(right)
            return steady(left) and steady(right) and power
        case Call(name, arguments):
            root = name == "sqrt" and nonnegative(arguments[0])
            return all(map(steady, arguments)) and (name in _CONTINUOUS or name in _OPEN or root)
        case Piecewise():
            return False


def analytic(node: Node) -> bool:
    """Whether a tree has no kinks: two such functions agree at single points or altogether."""
    match node:
        case Call(name, arguments):
            root = name == "sqrt" and positive(arguments[0])
            return (name in _SMOOTH | _SMOOTH_NAMED | _OPEN or root) and all(map(analytic, arguments))
        case Negative(operand):
            return analytic(operand)
        case Operation(_, left, right):
            return analytic(left) and analytic(right)
        case _:
            return not isinstance(node, Piecewise)


def flat(node: Node, variable: str) -> bool:
    """Whether a tree keeps its value around each point at which it has a slope, as stairs do."""
    match node:
        case Variable(name):
            return name != variable
        case Call(name, arguments):
            return name in _STAIRS or all(flat(argument, variable) for argument in arguments)
        case Negative(operand):
            return flat(operand, variable)
        case Operation(_, left, right):
            return flat(left, variable) and flat(right, variable)
        case _:
            return not isinstance(node, Piecewise)


def positive(node: Node) -> bool:
    """Whether a tree is positive wherever it is defined."""
    match node:
        case Number(value):
            return value > 0
        case Constant():
            return True
        case Operation("+", left, right):
            return (positive(left) and nonnegative(right)) or (nonnegative(left) and positive(right))
        case Operation("*" | "/", left, right):
            return positive(left) and positive(right)
        case Operation("^", base, _):
            return positive(base)
        case _:
            return isinstance(node, Call) and (node.name in _POSITIVE or _inherits(node, positive))


def nonnegative(node: Node) -> bool:
    """Whether a tree is nowhere negative."""
    match node:
        case Number(value):
            return value >= 0
        case Operation("+" | "*" | "/" as operator, left, right):
            return (nonnegative(left) and nonnegative(right)) or (operator == "*" and left == right)
        case Operation("^", base, exponent):
            return nonnegative(base) or _is_even(exponent)
        case Call(name) if name in _NONNEGATIVE:
            return True
        case _:
            return positive(node) or (isinstance(node, Call) and _inherits(node, nonnegative))


def operands(condition: Condition) -> tuple[Node, ...]:
    """Return the trees that a condition compares."""
    match condition:
        case Comparison(compared, _):
            return compared
        case Logic(_, conditions):
            return tuple(operand for part in conditions for operand in operands(part))


def _inherits(node: Call, has: Callable[[Node], bool]) -> bool:
    """Whether a value has the sign that its arguments have."""
    if node.name == "max":
        return any(map(has, node.arguments))
    return node.name in _SIGNED and all(map(has, node.arguments))


def _has_value(node: Operation) -> bool:
    match node:
        case Operation("/", _, right):
            return positive(right) or bool(rational(right))
        case Operation("^", base, exponent):
            power = rational(exponent)
            whole = power is not None and power >= 0 and (power.denominator == 1 or nonnegative(base))
            return whole or positive(base) or (_is_whole(exponent) and bool(rational(base)))
        case _:
            return True


def _accepts(name: str, arguments: tuple[Node, ...]) -> bool:
    match name:
        case "sqrt":
            return nonnegative(arguments[0])
        case "log":
            return positive(arguments[0])
        case _:
            return name in _EVERYWHERE


def _is_even(exponent: Node) -> bool:
    return _is_whole(exponent) and (rational(exponent) or 0) % 2 == 0


def _is_whole(exponent: Node) -> bool:
    value = rational(exponent)
    return value is not None and value.denominator == 1
