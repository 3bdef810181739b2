"""A branch-free tree as a list of instructions, equal parts once, to be run on whatever can be added and multiplied.

The same program gives values and derivatives on boxes, expansions at an end, and exact values at a point.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from flint import fmpq

from grader.maths.analysis import constants
from grader.maths.analysis.constants import Constant
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.exact_values import constant_value
from grader.maths.tree import Call, Negative, Node, Number, Operation, Piecewise, Variable
from grader.maths.tree import Constant as Letter

LONGEST = 3000  # instructions
_POSITIVE = frozenset({"exp", "sigmoid", "cosh", "softplus"})


@dataclass(frozen=True, slots=True)
class Step:
    """operation on the results of the steps `left` and `right`; constant: for “constant” and “power”."""

    operation: Literal["constant", "x", "add", "multiply", "divide", "power", "call"]
    left: int = -1
    right: int = -1
    constant: Constant = constants.ZERO
    name: str = ""


Key: TypeAlias = tuple[object, ...]


class Program:
    """steps, the last its value; places: the step of each part of the tree."""

    def __init__(self, tree: Node, variable: str) -> None:
        self.steps = list[Step]()
        self.places = dict[Node, int]()
        self.variable = variable
        self._known = dict[Key, int]()
        self.result = self._place(tree)

    def is_constant(self, place: int | None = None) -> bool:
        """Whether a step, or the whole, is a constant."""
        return self.steps[self.result if place is None else place].operation == "constant"

    def value(self, place: int | None = None) -> Constant:
        """Return the constant that a step is."""
        return self.steps[self.result if place is None else place].constant

    def _place(self, node: Node) -> int:
        found = self.places.get(node)
        if found is None:
            found = self.places[node] = self._built(node)
        return found

    def _built(self, node: Node) -> int:
        match node:
            case Number(value):
                return self._constant(constants.rational(value))
            case Letter(name):
                return self._constant(
                    constants.pi_times(constants.ONE) if name == "pi" else constants.exp(constants.ONE)
                )
            case Variable():
                return self._step(("x",), Step("x"))
            case Negative(operand):
                return self._multiply(self._constant(fmpq(-1)), self._place(operand))
            case Operation(operator, left, right):
                return self._operation(operator, self._place(left), self._place(right))
            case Call(name, arguments):
                if len(arguments) != 1:
                    raise Undecided(f"{name} was not resolved")
                return self._call(name, self._place(arguments[0]))
            case Piecewise():
                raise Undecided("pieces were not resolved")
            case _:
                assert_never(node)

    def _operation(self, operator: str, left: int, right: int) -> int:
        match operator:
            case "+":
                return self._add(left, right)
            case "-":
                return self._add(left, self._multiply(self._constant(fmpq(-1)), right))
            case "*":
                return self._multiply(left, right)
            case "/":
                return self._divide(left, right)
            case _:
                return self._power(left, right)

    def _step(self, key: Key, step: Step) -> int:
        found = self._known.get(key)
        if found is None:
            if len(self.steps) >= LONGEST:
                raise Undecided("the formula is too long")
            found = self._known[key] = len(self.steps)
            self.steps.append(step)
        return found

    def _constant(self, c: Constant) -> int:
        key = ("constant", id(c) if not isinstance(c, fmpq | constants.Sum) else c)
        return self._step(key, Step("constant", constant=c))

    def _add(self, a: int, b: int) -> int:
        if self.is_constant(a) and self.is_constant(b):
            return self._constant(constants.add(self.value(a), self.value(b)))
        for one, other in ((a, b), (b, a)):
            if self.is_constant(one) and constants.is_zero(self.value(one)):
                return other
        if self._coefficient(a) == self._coefficient(b, -1):
            return self._constant(constants.ZERO)
        for one, other in ((a, b), (b, a)):
            if self.is_constant(one) and (found := self._complement(self.value(one), other)) is not None:
                return found
        a, b = min(a, b), max(a, b)
        return self._step(("add", a, b), Step("add", a, b))

    def _complement(self, c: Constant, place: int) -> int | None:
        """Return c + k·g(u) as one function where it would cancel far out: 1 + tanh(u) is 2·sigmoid(2u)."""
        factor, inner = self._coefficient(place)
        step = self.steps[inner]
        if step.name not in {"tanh", "erf", "sigmoid"} or not isinstance(c, fmpq) or not isinstance(factor, fmpq):
            return None
        if abs(c) != abs(factor):
            return None
        side = 1 if c == factor else -1  # c·(1 + side·g(u))
        if step.name == "sigmoid":
            return None if side > 0 else self._times(c, self._call("sigmoid", self._times(fmpq(-1), step.left)))
        if step.name == "erf":
            return self._times(c, self._call("erfc", self._times(fmpq(-side), step.left)))
        return self._times(2 * c, self._call("sigmoid", self._times(fmpq(2 * side), step.left)))

    def _times(self, factor: Constant, place: int) -> int:
        return self._multiply(self._constant(factor), place)

    def _coefficient(self, place: int, side: int = 1) -> tuple[Constant, int]:
        """Return what a step is a multiple of, so that u − u is seen to be 0."""
        step = self.steps[place]
        if step.operation == "multiply" and self.is_constant(step.left):
            return constants.multiply(fmpq(side), self.value(step.left)), step.right
        return fmpq(side), place

    def _multiply(self, a: int, b: int) -> int:
        if self.is_constant(b):
            a, b = b, a
        if self.is_constant(a):
            factor = self.value(a)
            if self.is_constant(b):
                return self._constant(constants.multiply(factor, self.value(b)))
            if constants.is_zero(factor):
                return a
            if factor == 1:
                return b
            step = self.steps[b]
            if step.operation == "multiply" and self.is_constant(step.left):
                return self._multiply(self._constant(constants.multiply(factor, self.value(step.left))), step.right)
            return self._step(("multiply", a, b), Step("multiply", a, b))
        for one, other in ((a, b), (b, a)):  # constants to the front
            step = self.steps[one]
            if step.operation == "multiply" and self.is_constant(step.left):
                return self._multiply(step.left, self._multiply(step.right, other))
        if a == b:
            return self._to_the(a, fmpq(2))
        a, b = min(a, b), max(a, b)
        return self._step(("multiply", a, b), Step("multiply", a, b))

    def _divide(self, a: int, b: int) -> int:
        if self.is_constant(b):
            if constants.sign(self.value(b)) in {0, None}:
                raise Undecided("a divisor may be 0")
            return self._multiply(self._constant(constants.divide(constants.ONE, self.value(b))), a)
        if a == b:
            return self._constant(constants.ONE)
        for place, other in ((a, b), (b, a)):  # constants to the front
            step = self.steps[place]
            if step.operation == "multiply" and self.is_constant(step.left):
                factor = self.value(step.left)
                if place == a:
                    return self._multiply(step.left, self._divide(step.right, other))
                return self._times(constants.divide(constants.ONE, factor), self._divide(other, step.right))
        if (found := self._share(a, b)) is not None:
            return found
        return self._step(("divide", a, b), Step("divide", a, b))

    def _power(self, base: int, exponent: int) -> int:
        if self.is_constant(exponent):
            return self._to_the(base, self.value(exponent))
        if self.is_constant(base):
            c = self.value(base)
            if constants.is_zero(c) or c == 1:
                return base
            if constants.sign(c) != 1:
                raise Undecided("a power of a negative number")
            return self._call("exp", self._multiply(self._constant(constants.log(c)), exponent))
        return self._call("exp", self._multiply(exponent, self._call("log", base)))

    def _to_the(self, base: int, exponent: Constant) -> int:
        if constants.is_zero(exponent):
            return self._constant(constants.ONE)
        if exponent == 1:
            return base
        if self.is_constant(base):
            c = self.value(base)
            if constants.is_zero(c):
                return base
            if isinstance(exponent, fmpq):
                return self._constant(constants.power(c, exponent))
            return self._constant(constants.exp(constants.multiply(exponent, constants.log(c))))
        key = ("power", base, exponent if isinstance(exponent, fmpq | constants.Sum) else id(exponent))
        return self._step(key, Step("power", base, constant=exponent))

    def _call(self, name: str, argument: int) -> int:
        if self.is_constant(argument):
            return self._constant(constant_value(name, self.value(argument)))
        if name == "log" and (found := self._logarithm(argument)) is not None:
            return found
        return self._step((name, argument), Step("call", argument, name=name))

    def _logarithm(self, argument: int) -> int | None:
        """Return a logarithm that would lose its digits far out in a form that keeps them."""
        step = self.steps[argument]
        if (u := self._one_plus_exp(argument)) is not None:
            return self._call("softplus", u)
        match step.name:
            case "exp":
                return step.left
            case "sigmoid":
                return self._times(fmpq(-1), self._call("softplus", self._times(fmpq(-1), step.left)))
            case "cosh":
                rest = self._add(
                    self._times(fmpq(-1), step.left), self._constant(constants.negative(constants.log(fmpq(2))))
                )
                return self._add(self._call("softplus", self._times(fmpq(2), step.left)), rest)
            case _:
                pass
        if step.operation == "multiply":
            for one, other in ((step.left, step.right), (step.right, step.left)):
                if self.steps[one].name in _POSITIVE:
                    return self._add(self._call("log", one), self._call("log", other))
        return None

    def _one_plus_exp(self, place: int) -> int | None:
        """Return u where a step is 1 + exp(u)."""
        step = self.steps[place]
        if step.operation == "add":
            for one, other in ((step.left, step.right), (step.right, step.left)):
                if self.is_constant(one) and self.value(one) == 1 and self.steps[other].name == "exp":
                    return self.steps[other].left
        return None

    def _share(self, a: int, b: int) -> int | None:
        """Return a quotient of exponentials as one function: exp(u)/(1 + exp(u)) is sigmoid(u)."""
        if (u := self._one_plus_exp(b)) is not None:
            top = self.steps[a]
            if top.name == "exp" and top.left == u:
                return self._call("sigmoid", u)
            for half, side in ((fmpq(1, 2), 1), (fmpq(-1, 2), -1)):
                if self._is_difference(a, u, side):
                    return self._call("tanh", self._times(half, u))
            if top.operation == "multiply":
                for one, other in ((top.left, top.right), (top.right, top.left)):
                    if self.steps[one].name == "exp" and self.steps[one].left == u:
                        return self._multiply(other, self._call("sigmoid", u))
            return self._multiply(a, self._call("sigmoid", self._times(fmpq(-1), u)))
        first, second = self.steps[a], self.steps[b]
        if first.name == "sinh" and second.name == "cosh" and first.left == second.left:
            return self._call("tanh", first.left)
        if first.operation == second.operation == "add":
            return self._tanh(first, second)
        return None

    def _is_difference(self, place: int, u: int, side: int) -> bool:
        """Whether a step is side·(exp(u) − 1)."""
        step = self.steps[place]
        if step.operation != "add":
            return False
        parts = [self._coefficient(part) for part in (step.left, step.right) if not self.is_constant(part)]
        ones = [self.value(part) for part in (step.left, step.right) if self.is_constant(part)]
        if len(parts) != 1 or len(ones) != 1:
            return False
        factor, inner = parts[0]
        return factor == side and ones[0] == -side and self.steps[inner].name == "exp" and self.steps[inner].left == u

    def _tanh(self, above: Step, below: Step) -> int | None:
        """Return tanh(u) for (exp(u) − exp(−u))/(exp(u) + exp(−u))."""
        tops = [self._coefficient(part) for part in (above.left, above.right)]
        bottoms = [self._coefficient(part) for part in (below.left, below.right)]
        names = {self.steps[inner].name for _, inner in (*tops, *bottoms)}
        if (
            names != {"exp"}
            or [c for c, _ in bottoms] != [1, 1]
            or {inner for _, inner in tops} != {i for _, i in bottoms}
        ):
            return None
        signs = {c: self.steps[inner].left for c, inner in tops if isinstance(c, fmpq)}
        if set(signs) != {fmpq(1), fmpq(-1)}:
            return None
        u, v = signs[fmpq(1)], signs[fmpq(-1)]
        return self._call("tanh", u) if self._coefficient(u) == self._coefficient(v, -1) else None
