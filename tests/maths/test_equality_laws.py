"""Laws of equality on random formulas: the rewritten stay the same, and what is called the same can't be told apart."""

from collections.abc import Callable
from fractions import Fraction
from random import Random

import pytest

from grader.maths import balls
from grader.maths.equality import Different, Same, equal
from grader.maths.formula import Formula
from grader.maths.tree import (
    Call,
    Comparison,
    Condition,
    Logic,
    Negative,
    Node,
    Number,
    Operation,
    Piecewise,
    Variable,
    number,
    rebuild,
    walk,
)

X = Variable("x")
ONE, TWO = number(1), number(2)
FUNCTIONS = "exp log sqrt abs sin cos tanh sigmoid softplus relu sign erf atan silu floor".split()
ROUNDS = 60  # of formulas a seed
POINTS = 60  # at which what is called the same is attacked


def drawn(random: Random, depth: int) -> Node:
    if depth == 0:
        return random.choice([X, X, X, ONE, TWO, number(5), number(Fraction(1, 2))])
    kind = random.random()
    if kind < 0.4:
        return Operation(random.choice("+-*/"), drawn(random, depth - 1), drawn(random, depth - 1))
    if kind < 0.5:
        return Operation("^", drawn(random, depth - 1), number(random.choice([2, 3])))
    if kind < 0.85:
        return Call(random.choice(FUNCTIONS), (drawn(random, depth - 1),))
    if kind < 0.95:
        return Call(random.choice(["max", "min"]), (drawn(random, depth - 1), drawn(random, depth - 1)))
    below = Comparison((X, number(random.choice([0, 1, 2]))), (random.choice(["<", "<=", ">"]),))
    return Piecewise(((below, drawn(random, depth - 1)),), drawn(random, depth - 1))


def others(node: Node) -> list[Node]:
    """Other ways to write a node, with the same values and the same domain."""
    match node:
        case Operation("+", a, b):
            return [Operation("+", b, a), Operation("-", a, Negative(b)), Negative(Operation("-", Negative(a), b))]
        case Operation("-", a, b):
            return [Operation("+", a, Negative(b)), Negative(Operation("-", b, a))]
        case Operation("*", a, b):
            return [Operation("*", b, a), Operation("*", Negative(a), Negative(b))]
        case Operation("^", a, Number(n)) if n == 2:
            return [Operation("*", a, a)]
        case Call("sigmoid", (u,)):
            one_minus = Operation("-", ONE, Call("sigmoid", (Negative(u),)))
            return [one_minus, Operation("/", ONE, Operation("+", ONE, Call("exp", (Negative(u),))))]
        case Call("tanh", (u,)):
            return [Operation("-", Operation("*", TWO, Call("sigmoid", (Operation("*", TWO, u),))), ONE)]
        case Call("relu", (u,)):
            positive = Comparison((u, number(0)), (">",))
            halved = Operation("/", Operation("+", u, Call("abs", (u,))), TWO)
            return [halved, Piecewise(((positive, u),), number(0))]
        case Call("softplus", (u,)):
            return [Call("log", (Operation("+", ONE, Call("exp", (u,))),))]
        case Call("abs", (u,)):
            return [Call("max", (u, Negative(u))), Call("sqrt", (Operation("*", u, u),))]
        case Call("max", (a, b)):
            return [Call("max", (b, a)), Negative(Call("min", (Negative(a), Negative(b))))]
        case _:
            return [node]


def rewritten(random: Random, node: Node) -> Node:
    return rebuild(node, lambda part: random.choice(others(part)) if random.random() < 0.35 else part)


def slipped(random: Random, node: Node) -> Node:
    """The formula with one slip somewhere: a sign, a factor, something small too much."""
    parts: list[Node | Condition] = [part for part in walk(node) if not isinstance(part, Comparison | Logic)]
    target = random.choice(parts)
    slips: list[Callable[[Node], Node]] = [
        Negative,
        lambda part: Operation("*", part, TWO),
        lambda part: Operation("+", part, number(Fraction(1, random.choice([1, 1000, 10**9])))),
        lambda part: Call("abs", (part,)),
    ]
    slip = random.choice(slips)
    return rebuild(node, lambda part: slip(part) if part is target or part == target else part)


@pytest.mark.parametrize("seed", range(5))
def test_a_rewritten_formula_is_never_called_different(seed: int) -> None:
    random = Random(seed)
    for _ in range(ROUNDS):
        tree = drawn(random, random.choice([2, 3, 4]))
        f, g = Formula(tree=tree), Formula(tree=rewritten(random, tree))
        outcome = equal(f, g)
        assert not isinstance(outcome, Different), (f.show(), g.show(), outcome)
        assert outcome.domain == "same", (f.show(), g.show(), outcome)


@pytest.mark.parametrize("seed", range(5))
def test_no_point_tells_formulas_apart_that_are_called_the_same(seed: int) -> None:
    random = Random(100 + seed)
    for _ in range(ROUNDS):
        tree = drawn(random, random.choice([2, 3, 4]))
        f, g = Formula(tree=tree), Formula(tree=slipped(random, tree))
        outcome = equal(f, g)
        if not isinstance(outcome, Same):
            continue
        for _ in range(POINTS):
            size = random.choice([0.1, 1, 10, 100])
            x = (Fraction(round(random.gauss(0, size) * 10**6), 10**6 + random.choice([0, 3, 7])),)
            a, b = f.ball(x, 300), g.ball(x, 300)
            assert balls.order(a, b) not in {-1, 1}, (f.show(), g.show(), x)
            if outcome.domain == "same" and balls.Gap.UNSURE not in (a, b):
                assert (a is balls.Gap.UNDEFINED) == (b is balls.Gap.UNDEFINED), (f.show(), g.show(), x)
