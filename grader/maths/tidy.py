"""Light simplification for readers: ones, zeros and plain numbers go, and nothing that could have a hole.

0*u becomes 0 where u is surely defined, and stays 0*log(x) elsewhere: a tidied tree has the same domain.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from grader.maths.total import rational, total
from grader.maths.tree import Negative, Node, Number, Operation, Operator, Piecewise, number, rebuild

LONG = 10**6  # numbers are worked out as long as they stay this short

ZERO = Number(Fraction(0))
ONE = Number(Fraction(1))


def tidy(node: Node) -> Node:
    """Return the tree, tidied from the inside out."""
    return rebuild(node, _tidied)


def _tidied(node: Node) -> Node:
    match node:
        case Negative(operand):
            return negate(operand)
        case Operation(operator, left, right):
            return combine(operator, left, right)
        case _:
            return node


def combine(operator: Operator, a: Node, b: Node) -> Node:
    """Return a operator b."""
    return _RULES[operator](a, b)


def add(a: Node, b: Node) -> Node:
    """Return a + b."""
    if rational(a) == 0:
        return b
    if rational(b) == 0:
        return a
    (left, same), (right, other) = _split(a), _split(b)
    if same == other and _is_short(left + right) and (left + right or total(a)):
        return _join(left + right, same) if left + right else ZERO
    return Operation("-", a, negate(b)) if right < 0 else Operation("+", a, b)


def subtract(a: Node, b: Node) -> Node:
    """Return a − b."""
    if isinstance(b, Operation) and b.operator == "-" and _are_numbers(a, b.left):
        return add(subtract(a, b.left), b.right)
    return negate(b) if rational(a) == 0 else add(a, negate(b))


def negate(a: Node) -> Node:
    """Return −a."""
    match a:
        case Number(value):
            return Negative(a) if value > 0 else Number(-value)
        case Negative(operand):
            return operand
        case Operation("*" | "/" as operator, left, right):
            return Operation(operator, negate(left), right)
        case Piecewise():
            return _in_pieces(a, negate)
        case _:
            return Negative(a)


def multiply(a: Node, b: Node) -> Node:
    """Return a·b, its number in front."""
    if a == ONE or b == ONE:  # noqa: PLR1714  a set would hash the trees
        return b if a == ONE else a
    for first, second in ((a, b), (b, a)):
        if isinstance(second, Operation) and second.operator == "/" and abs(rational(second.left) or 0) == 1:
            return divide(multiply(first, second.left), second.right)
    (left, rest), (right, other) = _split(a), _split(b)
    if left * right == 0 and total(a) and total(b):
        return ZERO
    if left * right == 0 or not _is_short(left * right):
        return Operation("*", a, b)
    if rest is None or other is None:
        return _scaled(left * right, rest or other)
    return _join(left * right, _times(rest, other))


def divide(a: Node, b: Node) -> Node:
    """Return a/b."""
    above, below = _split(a)[0], _split(b)[0]
    if b == ONE:
        return a
    if above == 0 and total(Operation("/", a, b)):
        return ZERO
    if below < 0:
        return divide(negate(a), negate(b))
    if above < 0:
        return negate(divide(negate(a), b))
    return _quotient(a, b)


def _quotient(a: Node, b: Node) -> Node:
    (above, rest), (below, other) = _split(a), _split(b)
    if isinstance(a, Piecewise) and other is None and below:
        return _in_pieces(a, lambda value: divide(value, b))
    if isinstance(a, Operation) and a.operator == "/" and rest is not None:
        return divide(a.left, multiply(a.right, b))
    numbers = rest is None and other is None
    if above and below and (numbers or above.denominator == below.denominator == 1):
        ratio = above / below
        a, b = _join(Fraction(ratio.numerator), rest), _join(Fraction(ratio.denominator), other)
    return a if b == ONE else Operation("/", a, b)


def power(base: Node, exponent: Node) -> Node:
    """Return base^exponent."""
    if rational(exponent) == 1:
        return base
    if rational(exponent) == 0 and total(base):
        return ONE
    return Operation("^", base, exponent)


def _times(a: Node, b: Node) -> Node:
    """Return a row of factors, from left to right."""
    if isinstance(b, Operation) and b.operator == "*":
        return Operation("*", _times(a, b.left), b.right)
    return Operation("^", a, Number(Fraction(2))) if a == b else Operation("*", a, b)


def _are_numbers(*nodes: Node) -> bool:
    return all(rational(node) is not None for node in nodes)


def _split(node: Node) -> tuple[Fraction, Node | None]:
    """Return a number and the factor beside it, None if the whole is a number; their product is the node."""
    value = rational(node)
    if value is not None:
        return value, None
    match node:
        case Negative(operand):
            coefficient, rest = _split(operand)
            return -coefficient, rest
        case Operation("*", left, right):
            coefficient, rest = _split(left)
            if coefficient == 1:
                return coefficient, node
            return coefficient, right if rest is None else Operation("*", rest, right)
        case Operation("/", left, right) if _split(left)[0] < 0:
            return Fraction(-1), Operation("/", negate(left), right)
        case _:
            return Fraction(1), node


def _join(coefficient: Fraction, rest: Node | None) -> Node:
    if rest is None:
        return number(coefficient)
    if coefficient == 1:
        return rest
    if coefficient < 0:
        return negate(_join(-coefficient, rest))
    if isinstance(rest, Operation) and rest.operator == "*":
        return Operation("*", _join(coefficient, rest.left), rest.right)
    factor = number(coefficient)
    if isinstance(factor, Number):
        return Operation("*", factor, rest)
    return Operation("/", _join(Fraction(coefficient.numerator), rest), Number(Fraction(coefficient.denominator)))


def _scaled(coefficient: Fraction, rest: Node | None) -> Node:
    if isinstance(rest, Piecewise):
        return _in_pieces(rest, lambda value: multiply(number(coefficient), value))
    return _join(coefficient, rest)


def _in_pieces(node: Piecewise, change: Callable[[Node], Node]) -> Node:
    otherwise = None if node.otherwise is None else change(node.otherwise)
    return Piecewise(tuple((when, change(then)) for when, then in node.pieces), otherwise)


def _is_short(value: Fraction) -> bool:
    return max(abs(value.numerator), value.denominator) < LONG


_RULES: Mapping[Operator, Callable[[Node, Node], Node]] = MappingProxyType(
    {"+": add, "-": subtract, "*": multiply, "/": divide, "^": power}
)
