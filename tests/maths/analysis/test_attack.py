import random
from fractions import Fraction
from typing import Any

import pytest
from attack import Case, contradictions, refuted
from attack.evaluation import evaluate
from attack.numbers import Undefined, Unknown
from hostile_formulas import high_order_join, near_tie, random_formula, single_point
from truth import ROWS

import grader
from grader.maths.digits import TooLarge

WRONG = [
    pytest.param("1/(x-17.3)", {"defined": True}, id="a pole is no value"),
    pytest.param("0*log(x)", {"defined": True}, id="0 times nothing is nothing"),
    pytest.param("sqrt(10000-x)", {"defined": True}, id="defined up to 10000 alone"),
    pytest.param("x/(1+exp(-x))", {"defined": False}, id="the divisor is positive"),
    pytest.param("piecewise(x==17.3: 5, tanh(x))", {"continuous": True}, id="a single point"),
    pytest.param("piecewise(x<0: x, x+1e-9)", {"continuous": True}, id="a tiny jump"),
    pytest.param("relu(x)", {"continuous": False}, id="a kink is no jump"),
    pytest.param("piecewise(x<0: sin(x), x-x^3/6+x^5/120)", {"smoothness": "C^inf"}, id="a join of order 6"),
    pytest.param("piecewise(x<0: sin(x), x-x^3/6+x^5/120)", {"smoothness": "C^7"}, id="a join of order 6, not 7"),
    pytest.param("abs(x-sqrt(2))^3", {"smoothness": "C^3"}, id="a join at an irrational point"),
    pytest.param("abs(x)^3", {"smoothness": "C^1"}, id="smoother than that"),
    pytest.param("softplus(1000*x)/1000", {"smoothness": "C^0"}, id="no kink however steep"),
    pytest.param("elu(x, 0.5)", {"kinks": []}, id="a kink left out"),
    pytest.param("elu(x)", {"kinks": [0]}, id="a kink that is none"),
    pytest.param("max(x, sigmoid(x))", {"kinks": []}, id="a kink at an irrational point left out"),
    pytest.param("tanh(x)", {"kinks": [0.3]}, id="a kink from nowhere"),
    pytest.param("abs(abs(x)-1)", {"kinks": "infinitely many"}, id="not so many kinks"),
    pytest.param("hardshrink(x)", {"jumps": [0.5]}, id="a jump left out"),
    pytest.param("relu(x)", {"jumps": [0]}, id="a jump that is a kink"),
    pytest.param("x/x", {"jumps": [0]}, id="a jump that is a hole"),
    pytest.param("1/(x^2-2)", {"jumps": []}, id="poles left out"),
    pytest.param("silu(x)", {"range": [[-0.278464, "inf"], [True, False]]}, id="a dip below the range"),
    pytest.param("silu(x)", {"range": [[-0.28, "inf"], [True, False]]}, id="a range too large"),
    pytest.param("silu(x)", {"range": [[-0.278464542761, "inf"], [False, False]]}, id="a minimum that is attained"),
    pytest.param("sigmoid(x)", {"range": [[0, 1], [False, True]]}, id="a limit that is not attained"),
    pytest.param("hardsigmoid(x)", {"range": [[0, 1], [True, False]]}, id="a plateau that is attained"),
    pytest.param("log(1+x^2)", {"range": [[0, 1000], [True, False]]}, id="slow growth without bound"),
    pytest.param("tanh(x)^2", {"range": [[0, "inf"], [True, False]], "continuous": True}, id="bounded after all"),
    pytest.param("sinc(x)", {"range": [[-0.22, 1], [True, True]]}, id="beyond the deepest wave"),
    pytest.param("sigmoid(x)+1e-10*x", {"bounded_above": True}, id="not bounded, far out"),
    pytest.param("tanh(x)", {"bounded_below": False, "continuous": True}, id="bounded"),
    pytest.param("gelu(x)", {"monotone": "nondecreasing"}, id="a dip"),
    pytest.param("x+1.0000001*sin(x)", {"monotone": "increasing"}, id="a dip of 1e-11"),
    pytest.param("relu(x)", {"monotone": "increasing"}, id="a level stretch"),
    pytest.param("leaky_relu(x, 1e-9)", {"monotone": "nondecreasing"}, id="no level stretch"),
    pytest.param("x^3", {"monotone": "no"}, id="rising, though level at a point"),
    pytest.param("tanh(x)+1e-9", {"parity": "odd"}, id="not quite odd"),
    pytest.param("x*tanh(x)", {"parity": "neither"}, id="even"),
    pytest.param("sqrt(10000-x)", {"parity": "even"}, id="a lopsided domain"),
    pytest.param("x*(1+1e-9*exp(-x^2))", {"affine": True}, id="not quite affine"),
    pytest.param("gelu(x)-gelu(-x)", {"affine": False}, id="affine in disguise"),
    pytest.param("gelu(x)", {"lipschitz": 1.128}, id="steeper than that"),
    pytest.param("gelu(x)", {"lipschitz": 1.13}, id="less steep than that"),
    pytest.param("x^2", {"lipschitz": 2}, id="steeper and steeper"),
    pytest.param("sign(x)", {"lipschitz": 1}, id="a jump is infinitely steep"),
    pytest.param("atan(x)", {"lipschitz": "inf"}, id="nowhere infinitely steep"),
    pytest.param("atan(x)", {"limits": [-1.57, 1.57]}, id="a limit that is near"),
    pytest.param("sin(x)", {"limits": [0, 0]}, id="a wave has no limit"),
    pytest.param("tanh(x)", {"limits": [-1, None]}, id="a limit that there is"),
    pytest.param("log(x)", {"limits": ["-inf", "inf"]}, id="no way to minus infinity"),
    pytest.param("logsigmoid(x)", {"slope_limits": [0, 0]}, id="a slope that stays"),
    pytest.param("softroot", {"growth": [1, 1]}, id="growth of a root"),
    pytest.param("exp(x)", {"growth": ["-inf", 2]}, id="growth beyond powers"),
    pytest.param("gelu(x)", {"growth": [-1, 1]}, id="decay beyond powers"),
    pytest.param("softplus(x)", {"zero_at_origin": True}, id="log 2 at 0"),
    pytest.param("mish(x)", {"derivative_at_0": 0.6001}, id="a slope that is near"),
    pytest.param("abs(x)", {"derivative_at_0": 0}, id="two slopes at 0"),
    pytest.param("cbrt(x)", {"derivative_at_0": None}, id="an infinite slope at 0"),
    pytest.param("relu6(x)", {"dead_region": [["-inf", 0]]}, id="a dead region left out"),
    pytest.param("relu6(x)", {"dead_region": [["-inf", 0.1], [6, "inf"]]}, id="a dead region too long"),
    pytest.param("relu6(x)", {"dead_region": [["-inf", -0.1], [6, "inf"]]}, id="a dead region too short"),
    pytest.param("leaky_relu(x, 1e-9)", {"dead_region": [["-inf", 0]]}, id="not quite dead"),
    pytest.param("silu(x)", {"convex": "convex"}, id="convex in the middle alone"),
    pytest.param("softplus(x)", {"convex": "no"}, id="convex"),
    pytest.param("piecewise(x<1: x, x+1e-9*(1-x))", {"convex": "convex"}, id="not quite convex"),
    pytest.param("relu(x)+1e-9", {"homogeneous": True}, id="not quite homogeneous"),
    pytest.param("leaky_relu(x)", {"homogeneous": False}, id="homogeneous"),
    pytest.param("relu(x)-0.4", {"idempotent": True}, id="not idempotent"),
    pytest.param("min(abs(x), 1)", {"idempotent": False}, id="idempotent"),
    pytest.param("sin(x)^2", {"periodic": 6.28318530717959}, id="twice the period"),
    pytest.param("sin(x)^2", {"periodic": 3}, id="not a period"),
    pytest.param("sin(x)^2", {"periodic": False}, id="periodic"),
    pytest.param("relu(x)", {"saturates": True}, id="a slope of 1"),
    pytest.param("x/sqrt(1+abs(x))", {"saturates": False}, id="slopes that vanish slowly"),
    pytest.param("hardtanh(x)", {"injective": True}, id="a plateau"),
    pytest.param("x*exp(-x^2)", {"injective": True}, id="there and back"),
    pytest.param("tanhshrink(x)", {"injective": False}, id="one to one"),
    pytest.param("tanh(x)", {"range": [[-1, 1], [False, False]], "attains": True}, id="no end attained"),
    pytest.param("tanh(x)", {"continuous": True, "smoothness": "C^-1"}, id="verdicts at odds"),
]
FORMULAS = {"softroot": "x/sqrt(1+abs(x))"}
OPPOSITES: list[tuple[str, tuple[Any, ...]]] = [
    *((name, (True, False)) for name in "defined continuous bounded_above bounded_below affine".split()),
    *((name, (True, False)) for name in "zero_at_origin homogeneous idempotent saturates injective".split()),
    ("monotone", ("increasing", "nondecreasing", "decreasing", "nonincreasing", "constant", "no")),
    ("parity", ("odd", "even", "neither")),
    ("convex", ("convex", "concave", "affine", "no")),
    ("smoothness", (*(f"C^{k}" for k in range(-1, 11)), "C^inf")),
]
FAMILIES = (random_formula, random_formula, high_order_join, near_tie, single_point)


@pytest.mark.parametrize(("formula", "properties"), WRONG)
def test_wrong_verdicts_are_found(formula: str, properties: dict[str, Any]) -> None:
    assert contradictions(FORMULAS.get(formula, formula), properties)


@pytest.mark.parametrize(("formula", "properties"), WRONG)
def test_what_is_undecided_is_not_attacked(formula: str, properties: dict[str, Any]) -> None:
    said = {name: {"value": None, "status": "undecided", "witness": None} for name in properties}
    assert contradictions(FORMULAS.get(formula, formula), said) == []


def test_a_witness_is_looked_at() -> None:
    formula = "max(0, 1-1e9*abs(x-sqrt(2)))"
    claim = {"value": "constant", "status": "proved", "witness": None}
    assert contradictions(formula, {"monotone": claim | {"witness": {"x": 1.4142135624}}})


@pytest.mark.parametrize("seed", range(6))
def test_no_verdict_is_contradicted_together_with_all_its_opposites(seed: int, full: bool) -> None:  # noqa: FBT001
    for number in range(seed, 600 if full else 24, 6):
        rng = random.Random(f"opposites {number}")
        formula = rng.choice(FAMILIES)(rng)
        case = Case(formula, {"smoothness": "C^inf"})
        assert case.breaks
        for name, values in OPPOSITES:
            found = [refuted(case.claiming({name: value})) for value in values]
            assert not all(found), (formula, found)


def test_values_are_those_of_another_evaluation() -> None:
    for number in range(150):
        rng = random.Random(f"values {number}")
        formula = grader.parse(random_formula(rng))
        for x in (Fraction(0), Fraction(rng.randint(-99, 99), 16), Fraction(rng.randint(-999, 999), 10)):
            try:
                seen = evaluate(formula.expanded, x, 60).value
            except Undefined:
                seen = None
            except Unknown:
                continue
            try:
                expected = formula.digits((x,), 60)
            except TooLarge:
                continue
            if seen is None or expected is None:
                assert seen is expected, (formula.show(), x)
            else:
                assert abs(seen - expected) <= 1e-40 * abs(expected) + 1e-45, (formula.show(), x)


def test_most_wrong_variants_of_the_table_are_found() -> None:
    rng = random.Random("variants")
    wrong = [(row.formula, *rng.choice(_variants(row.truths))) for row in ROWS[:: len(ROWS) // 40]]
    missed = [(formula, name, value) for formula, name, value in wrong if not contradictions(formula, {name: value})]
    assert len(missed) <= len(wrong) // 8, missed


def _variants(truths: Any) -> list[tuple[str, Any]]:
    """Return wrong values of some properties: the other way round, or a little off."""
    flipped = [(name, not truths[name]) for name in ("affine", "defined", "zero_at_origin") if name in truths]
    if isinstance(truths.get("lipschitz"), int | float):
        flipped.append(("lipschitz", truths["lipschitz"] * 1.1 + 0.01))
        flipped.append(("lipschitz", truths["lipschitz"] * 0.9 - 0.01))
    for name, values in OPPOSITES[10:]:
        flipped += [(name, value) for value in values if name in truths and value != truths[name]]
    return flipped
