import ast
import math
from copy import deepcopy
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from truth import ROWS

import grader
from grader.maths.analysis import checker, profile
from grader.maths.analysis.checker import REFUTATIONS, check, holds
from grader.maths.analysis.checking.witnesses import KINDS

Json = dict[str, Any]

SAMPLE = 36  # one row in so many is looked at in a usual run
LARGEST = 10**308  # roughly: of floats
PATIENCE = 30.0  # seconds for a profile: a busy machine is no reason to be undecided


def display(value: Any) -> float | str:
    """Return a number as a report shows it."""
    if value is None:
        return "nan"
    if abs(value) > LARGEST:
        return "inf" if value > 0 else "-inf"
    return float(f"{float(value):.12g}")


def shown(kind: str, formula: str, *points: str) -> Json:
    """Return a witness as a report has it."""
    xs = [Fraction(point) for point in points]
    values = [grader.parse(formula).digits((x,), 40) for x in xs]
    return {
        "kind": kind,
        "x": [display(x) for x in xs],
        "exact": [str(x) for x in xs],
        "y": [display(y) for y in values],
    }


def refuted(formula: str, *witnesses: tuple[str, ...], value: Any = False) -> Json:
    found = [shown(kind, formula, *points) for kind, *points in witnesses]
    return {"value": value, "status": "refuted", "witness": found if len(found) > 1 else found[0]}


def proved(value: Any, *boxes: tuple[str, str, str]) -> Json:
    return {
        "value": value,
        "status": "proved",
        "witness": None,
        "proof": {"rule": "", "boxes": [list(one) for one in boxes]},
    }


RISES, FALLS, LEVEL = "f′ > 0", "f′ < 0", "f′ = 0"
CUP, CAP, STRAIGHT = "f″ > 0", "f″ < 0", "f″ = 0"
LOW = "-1.278464542761073795109359"  # where silu is lowest
STEEP = "2.399357280515467667832740"  # where its slope is largest
SQRT2 = "1.414213562373095048801689"
E = "2.718281828459045235360287"
NEAR_SQRT2 = str(Fraction(math.isqrt(2 * 10**60), 10**30))
SILU = (("-inf", LOW, FALLS), (LOW, "inf", RISES))
SILU_BENDS = (("-inf", f"-{STEEP}", CAP), (f"-{STEEP}", STEEP, CUP), (STEEP, "inf", CAP))
RELU = (("-inf", "0", LEVEL), ("0", "inf", RISES))
CUTS = (
    "-22/3",
    "-4.712388980384689857693965",
    "-1.570796326794896619231322",
    "1.570796326794896619231322",
    "4.712388980384689857693965",
    "22/3",
)
SINE = tuple((a, b, (RISES, FALLS)[i % 2]) for i, (a, b) in enumerate(pairwise(CUTS)))


def halves(claim: str) -> tuple[tuple[str, str, str], ...]:
    return (("-inf", "0", claim), ("0", "inf", claim))


REFUTED: list[tuple[str, str, tuple[tuple[str, ...], ...], Any]] = [
    ("relu(x)", "affine", (("below chord", "-1", "0", "1"),), False),
    ("-relu(x)", "affine", (("above chord", "-1", "0", "2"),), False),
    ("relu6(x)", "convex", (("below chord", "-1", "0", "1"), ("above chord", "5", "6", "7")), "no"),
    ("silu(x)", "monotone", (("rises", "0", "1/2"), ("falls", "-3", "-2")), "no"),
    ("tanh(x)-x/10^300", "monotone", (("rises", "0", "1/2"), ("falls", "2000", "2001")), "no"),
    ("silu(x)", "injective", (("turns", "-2", "-5/4", "0"),), False),
    ("relu(x)", "injective", (("same value", "-2", "-1"),), False),
    ("exp(-1/x^2)", "injective", (("between", "-8192", "9/7", "-3/7"),), False),
    ("silu(x)", "parity", (("not odd", "1", "-1"), ("not even", "1", "-1")), "neither"),
    ("log(x)", "parity", (("one-sided", "1", "-1"),), "neither"),
    ("tanh(x)", "homogeneous", (("not homogeneous", "1", "1/2"),), False),
    ("cos(x)", "homogeneous", (("not homogeneous", "0", "0"),), False),
    ("sqrt(1-x)", "homogeneous", (("one-sided", "1", "2"),), False),
    ("tanh(x)", "idempotent", (("changes again", "1"),), False),
    ("log(x)", "idempotent", (("changes again", "1/2"),), False),  # log(1/2) has no logarithm
    ("sigmoid(x)", "zero_at_origin", (("not 0", "0"),), False),
    ("log(x)", "zero_at_origin", (("no value", "0"),), False),
    ("x/x", "defined", (("no value", "0"),), False),
    ("1/(x^2-2)", "defined", (("no value near", NEAR_SQRT2),), False),
    ("1/(x^2-2)^2", "defined", (("no value near", NEAR_SQRT2),), False),
    ("(x^2-2)^(-1)", "defined", (("no value near", NEAR_SQRT2),), False),
    ("0*log(abs(x^2-2))", "defined", (("no value near", NEAR_SQRT2),), False),
    ("tan(x)", "continuous", (("no value near", "1.570796326794896619231321691639751442"),), False),
    ("sign(x)", "continuous", (("jump", "0"),), False),
    ("piecewise(x==17.3: 5, tanh(x))", "continuous", (("jump", "17.3"),), False),
    ("piecewise(x==0: 0, sin(1/x))", "continuous", (("jump", "0"),), False),
    ("sign(x^2-2)", "continuous", (("jump near", NEAR_SQRT2),), False),
    ("x^2", "bounded_above", (("grows", "1", "4", "16"),), False),
    ("x^2", "bounded_above", (("grows", "1", "1" + 400 * "0"),), False),
    ("x^2", "injective", (("same value", "-1/1" + 400 * "0", "1/1" + 400 * "0"),), False),
    ("1/x", "bounded_below", (("grows", "-1/8", "-1/64", "-1/4096"),), False),
    ("exp(1/x)", "bounded_above", (("grows", "1/32", "1/512", "1/16384"),), False),
    ("log(log(2+x^2))", "bounded_above", (("grows", "1", "4", "16"),), False),
    ("x*sin(x)", "bounded_above", (("grows", "1", "2", "8"),), False),
    ("tanh(x)", "attains", (("rises", "0", "1"),), False),
    ("x^2*sign(x)", "attains", (("rises", "0", "1"),), False),
    ("1/(x^2-2)", "attains", (("rises", "-1/2", "0"),), False),
    ("tanh(x)", "periodic", (("rises", "0", "1"),), False),
    ("sqrt(x)", "periodic", (("rises", "0", "1"),), False),
    ("x*sin(x)", "periodic", (("rises", "0", "1"),), False),
    ("cos(x)+relu(x)", "periodic", (("rises", "-1", "-1/2"),), False),
    ("relu(x)", "saturates", (("steep", "8192", "8193"),), False),
    ("sin(x)", "saturates", (("steep", "8192", "8193"),), False),
    ("sqrt(x)", "saturates", (("no value", "-1"),), False),  # nor a slope that far out
]

PROVED: list[tuple[str, str, Any, tuple[tuple[str, str, str], ...]]] = [
    ("exp(x)", "monotone", "increasing", (("-inf", "inf", RISES),)),
    ("relu(x)", "monotone", "nondecreasing", RELU),
    ("sqrt(x)", "monotone", "increasing", (("0", "inf", RISES),)),
    ("sqrt(x^2-1)*sign(x)", "monotone", "increasing", (("-inf", "-1", RISES), ("1", "inf", RISES))),
    ("-sign(x)", "monotone", "nonincreasing", halves(LEVEL)),
    ("tanh(1000*x)", "monotone", "increasing", (("-inf", "inf", RISES),)),
    ("erf(x)+0/(x-20)", "monotone", "increasing", (("-inf", "20", RISES), ("20", "inf", RISES))),
    ("2", "monotone", "constant", ()),
    ("relu(x)", "convex", "convex", halves(STRAIGHT)),
    ("softplus(x)", "convex", "convex", (("-inf", "inf", CUP),)),
    ("log(x)", "convex", "concave", (("0", "inf", CAP),)),
    ("2*x-1", "convex", "affine", ()),
    ("silu(x)", "range", [[-0.278464542761, "inf"], [True, False]], SILU),
    ("relu(x)", "range", [[0, "inf"], [True, False]], RELU),
    ("sin(x)", "range", [[-1, 1], [True, True]], SINE),
    ("1/x", "range", [["-inf", "inf"], [False, False]], halves(FALLS)),
    ("exp(1/x)", "range", [[0, "inf"], [False, False]], halves(FALLS)),
    ("tanh(1/x)", "range", [[-1, 1], [False, False]], halves(FALLS)),
    ("abs(sign(x))*exp(-abs(x))", "range", [[0, 1], [True, False]], (("-inf", "0", RISES), ("0", "inf", FALLS))),
    ("silu(x)", "lipschitz", 1.09983932013, SILU_BENDS),
    (
        "clip(x, -sqrt(2), sqrt(2))",
        "lipschitz",
        1,
        (("-inf", f"-{SQRT2}", STRAIGHT), (f"-{SQRT2}", SQRT2, STRAIGHT), (SQRT2, "inf", STRAIGHT)),
    ),
    ("sqrt(abs(x))", "lipschitz", "inf", ()),
    ("x*sin(1/x)", "lipschitz", "inf", ()),
    ("sign(x)", "lipschitz", "inf", ()),
    ("tanh(x)", "defined", True, ()),
    ("relu(x)", "continuous", True, ()),
    ("x*sign(x)", "continuous", True, ()),
    ("tanh(x)", "smoothness", "C^inf", ()),
    ("x/x", "smoothness", "C^-1", ()),
    ("relu(x)^3", "smoothness", "C^2", ()),
    ("piecewise(x<0: sin(x), x-x^3/6+x^5/120)", "smoothness", "C^6", ()),
    ("x*abs(x)^0.5", "smoothness", "C^1", ()),
    ("abs(x-sqrt(2))", "kinks", [1.41421356237], ()),
    ("cbrt(x)", "kinks", [0], ()),
    ("abs(sin(x))", "kinks", "infinitely many", ()),
    ("1/x", "jumps", [0], ()),
    ("x/x", "jumps", [], ()),
    ("floor(x)", "jumps", "infinitely many", ()),
    ("x^2*(1-x^2)", "bounded_above", True, ()),
    ("cosh(x)", "bounded_below", True, ()),
    ("cosh(x)", "attains", True, ()),
    ("relu(x)", "attains", True, ()),
    ("sinh(x)", "parity", "odd", ()),
    ("log(abs(x))", "parity", "even", ()),
    ("leaky_relu(x)", "homogeneous", True, ()),
    ("clip(x, 0, 1)", "idempotent", True, ()),
    ("tan(x)", "periodic", math.pi, ()),
    ("x-floor(x)", "periodic", 1, ()),
    ("cos(pi*x)", "periodic", 2, ()),
    ("3", "periodic", None, ()),
    ("3", "affine", True, ()),
    ("1/x", "injective", True, ()),
    ("tanh(x)", "saturates", True, ()),
    ("log(1+x^2)", "limits", ["inf", "inf"], ()),
    ("atan(x)", "limits", [-1.57079632679, 1.57079632679], ()),
    ("log(x)", "limits", [None, "inf"], ()),
    ("sin(x)", "limits", [None, None], ()),
    ("cosh(x)^2-sinh(x)^2", "limits", [1, 1], ()),
    ("asinh(floor(erf(x)))", "limits", [-0.88137358702, 0], ()),  # erf rounds to 1, but is below
    ("1/(1-tanh(x))", "defined", True, ()),  # tanh, too
    ("softplus(x)", "slope_limits", [0, 1], ()),
    ("sqrt(1+x^2)*log(2+x^2)", "growth", [1, 1], ()),
    ("elu(x)", "growth", [0, 1], ()),
    ("x*exp(-x)", "growth", ["inf", "-inf"], ()),
    ("relu(x)", "growth", [None, 1], ()),
    ("sin(x)", "growth", [None, None], ()),
    ("tanh(x)", "zero_at_origin", True, ()),
    ("cbrt(x)", "derivative_at_0", "inf", ()),
    ("gelu(x)", "derivative_at_0", 0.5, ()),
    ("abs(x)", "derivative_at_0", None, ()),
    ("log(x)", "derivative_at_0", None, ()),
    ("sign(x)", "derivative_at_0", None, ()),
    ("piecewise(x==0: 0, x*sin(1/x))", "derivative_at_0", None, ()),
    ("hardtanh(x)", "dead_region", [["-inf", -1], [1, "inf"]], ()),
    ("max(exp(-1), tanh(x))", "dead_region", [["-inf", 0.385968416453]], ()),
    ("floor(x)", "dead_region", "infinitely many", ()),
]


@pytest.mark.parametrize(("formula", "name", "witnesses", "value"), REFUTED)
def test_a_refutation_is_confirmed(formula: str, name: str, witnesses: tuple[tuple[str, ...], ...], value: Any) -> None:
    assert holds(formula, name, refuted(formula, *witnesses, value=value)) is True


@pytest.mark.parametrize(("formula", "name", "value", "boxes"), PROVED)
def test_a_proof_is_confirmed(formula: str, name: str, value: Any, boxes: tuple[tuple[str, str, str], ...]) -> None:
    assert holds(formula, name, proved(value, *boxes)) is True


def test_every_kind_of_witness_and_every_property_is_in_these_tables() -> None:
    assert {kind for _, _, found, _ in REFUTED for kind, *_ in found} == set(KINDS)
    assert {name for _, name, _, _ in REFUTED} == set(REFUTATIONS)
    assert {name for _, name, *_ in (*REFUTED, *PROVED)} == set(profile("x").properties)


def test_it_shares_no_code_with_the_analysis() -> None:
    files = [Path(checker.__file__), *(Path(checker.__file__).parent / "checking").glob("*.py")]
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    names = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    names |= {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    assert {name for name in names if name.startswith("grader.maths.analysis")} <= {
        f"grader.maths.analysis.checking{end}" for end in ("", *(f".{file.stem}" for file in files))
    }
    assert not {"flint", "grader.maths.balls"} & names


# What points don't show: of other functions, or for other properties, than they are said to.
FORGED_WITNESSES: list[tuple[str, str, tuple[tuple[str, ...], ...], Any]] = [
    ("x^2", "defined", (("no value", "0"),), False),
    ("1/(x^2+2)", "defined", (("no value near", NEAR_SQRT2),), False),
    ("1/(x^2-2)", "defined", (("no value near", "1.41"),), False),
    ("piecewise(x>9: 1/(x^2-2), 0)", "defined", (("no value near", NEAR_SQRT2),), False),
    ("tanh(x)", "continuous", (("jump", "0"),), False),
    ("sign(x)", "continuous", (("jump", "1/7"),), False),
    ("sign(x^2-2)", "continuous", (("jump", NEAR_SQRT2),), False),
    ("sign(x^2-2)", "continuous", (("jump near", "1.41"),), False),
    ("abs(x^2-2)", "continuous", (("jump near", NEAR_SQRT2),), False),
    ("x/x", "continuous", (("jump", "0"),), False),
    ("x^2", "monotone", (("rises", "0", "1"), ("falls", "1", "2")), "no"),
    ("x^2", "monotone", (("rises", "1", "0"), ("falls", "0", "-1")), "no"),
    ("x^2", "monotone", (("rises", "0", "1"),), "no"),
    ("x^2", "monotone", (("rises", "0", "1"), ("rises", "1", "2")), "no"),
    ("x^2", "monotone", (("rises", "0", "1"), ("falls", "-1", "0")), "increasing"),
    ("x^2", "monotone", (("rises", "0", "1"), ("falls", "-1", "0")), False),
    ("hardtanh(x)", "attains", (("rises", "0", "1"),), False),
    ("cosh(x)", "attains", (("rises", "0", "1"),), False),
    ("relu(x)", "affine", (("below chord", "1", "2", "3"),), False),
    ("x", "affine", (("below chord", "1", "2", "3"),), False),
    ("relu(x)", "affine", (("below chord", "-1", "1", "0"),), False),
    ("x^2", "convex", (("below chord", "-1", "0", "1"), ("above chord", "1", "2", "3")), "no"),
    ("x^2", "convex", (("below chord", "-1", "0", "1"),), "no"),
    ("sinh(x)", "parity", (("not odd", "1", "-1"), ("not even", "1", "-1")), "neither"),
    ("exp(x)", "parity", (("not odd", "1", "-2"), ("not even", "1", "-2")), "neither"),
    ("exp(x)", "parity", (("not odd", "1", "-1"),), "neither"),
    ("log(x)", "parity", (("one-sided", "1", "-2"),), "neither"),
    ("log(abs(x))", "parity", (("one-sided", "1", "-1"),), "neither"),
    ("abs(x)", "homogeneous", (("not homogeneous", "1", "2"),), False),
    ("x^2", "homogeneous", (("not homogeneous", "1", "-2"),), False),
    ("x^2", "homogeneous", (("not homogeneous", "1", "1"),), False),
    ("x^2", "homogeneous", (("not homogeneous", "0", "0"),), False),
    ("relu(x)", "idempotent", (("changes again", "-3"),), False),
    ("log(x)", "idempotent", (("changes again", "-1"),), False),
    ("x^3", "injective", (("turns", "-1", "0", "1"),), False),
    (
        "x*sign(x)*0+sign(x)*(2-abs(x))",
        "injective",
        (("turns", "-1", "1/2", "1"),),
        False,
    ),  # it leaps over what is between
    ("x^3", "injective", (("between", "-1", "1/2", "1"),), False),
    ("x^3", "injective", (("between", "-1", "5", "1"),), False),
    ("x^3", "injective", (("between", "1", "0", "-1"),), False),
    ("x^2", "injective", (("turns", "0", "-1", "1"),), False),
    ("sqrt(abs(x)-1)", "injective", (("turns", "-3", "5/4", "3"),), False),  # there is no x with the values between
    ("x^2", "injective", (("same value", "1", "2"),), False),
    ("x^2", "injective", (("same value", "1", "1"),), False),
    ("tanh(x)", "bounded_above", (("grows", "1", "2", "3"),), False),
    ("x^2", "bounded_above", (("grows", "3", "2", "1"),), False),
    ("exp(x)", "bounded_below", (("grows", "1", "2", "3"),), False),
    ("1/x", "bounded_above", (("grows", "-1", "-1/4", "-1/16"),), False),
    ("tanh(x)", "saturates", (("steep", "1", "2"),), False),
    ("relu(x)", "saturates", (("steep", "-1", "-2"),), False),
    ("sqrt(x)", "saturates", (("steep", "-1", "-2"),), False),
    ("1/x", "saturates", (("no value", "0"),), False),
    ("tanh(x)", "zero_at_origin", (("not 0", "0"),), False),
    ("tanh(x)", "zero_at_origin", (("not 0", "1"),), False),
    ("tanh(x)", "bounded_above", (("rises", "0", "1"),), False),
    ("tanh(x)", "affine", (("wiggles", "0", "1", "2"),), False),
    ("tanh(x)", "affine", (("above chord", "0", "1", "2"), ("wiggles", "0", "1", "2")), False),
]

FORGED_PROOFS: list[tuple[str, str, Any, tuple[tuple[str, str, str], ...]]] = [
    ("exp(x)", "monotone", "decreasing", (("-inf", "inf", FALLS),)),
    ("exp(x)", "monotone", "increasing", (("-inf", "inf", FALLS),)),
    ("exp(x)", "monotone", "nondecreasing", (("-inf", "inf", RISES),)),
    ("exp(x)", "monotone", "rising", (("-inf", "inf", RISES),)),
    ("exp(x)", "monotone", "increasing", (("-inf", "inf", "f > 0"),)),
    ("exp(x)", "monotone", "increasing", (("-inf", "inf", CUP),)),
    ("exp(x)", "monotone", "increasing", (("-inf", "zero", RISES), ("0", "inf", RISES))),
    ("exp(x)", "monotone", "increasing", (("0", "inf", RISES),)),
    ("exp(x)", "monotone", "increasing", (("-inf", "0", RISES), ("1", "inf", RISES))),
    ("exp(x)", "monotone", "increasing", (("-inf", "1", RISES), ("0", "inf", RISES))),
    ("exp(x)", "monotone", "increasing", (("-inf", "0", RISES), ("1", "1", RISES), ("1", "inf", RISES))),
    ("exp(x)", "monotone", "increasing", (("0", "inf", RISES), ("-inf", "0", RISES))),
    ("relu(x)", "monotone", "increasing", RELU),
    ("relu(x)", "monotone", "increasing", (("-inf", "0", RISES), ("0", "inf", RISES))),
    ("relu(x)", "monotone", "nondecreasing", (("-inf", "1", LEVEL), ("1", "inf", RISES))),
    ("relu(x)", "monotone", "nondecreasing", (("-inf", "-1", LEVEL), ("-1", "inf", RISES))),
    ("sqrt(x)", "monotone", "increasing", (("-1", "inf", RISES),)),
    ("x-2*sign(x)", "monotone", "increasing", halves(RISES)),
    ("sign(x)-sign(x)", "monotone", "nondecreasing", halves(LEVEL)),
    ("tanh(x)", "monotone", "constant", ()),
    ("silu(x)", "convex", "convex", (("-inf", "inf", CUP),)),
    ("silu(x)", "convex", "convex", SILU_BENDS),
    ("-abs(x)", "convex", "convex", halves(STRAIGHT)),
    ("x", "convex", "convex", (("-inf", "inf", STRAIGHT),)),
    ("abs(x)", "convex", "affine", ()),
    ("abs(x)", "convex", "bent", halves(STRAIGHT)),
    ("silu(x)", "range", [[-0.278464542761, "inf"], [False, False]], SILU),
    ("silu(x)", "range", [[-0.27846, "inf"], [True, False]], SILU),
    ("silu(x)", "range", [[-0.27847, "inf"], [True, False]], SILU),
    ("silu(x)", "range", [[-0.278464542761, 1e6], [True, False]], SILU),
    ("silu(x)", "range", [["-inf", "inf"], [False, False]], SILU),
    ("silu(x)", "range", [[1, 0], [True, True]], SILU),
    ("silu(x)", "range", [[-0.278464542761, "inf"], [True, True]], SILU),
    ("silu(x)", "range", [[-0.278464542761, "inf"], [True, False]], (("-inf", LOW, RISES), (LOW, "inf", RISES))),
    ("silu(x)", "range", [[-0.278464542761, "inf"], [True, False]], SILU[::-1]),
    ("exp(x)", "range", [[0, "inf"], [True, False]], (("-inf", "inf", RISES),)),
    ("silu(x)", "lipschitz", 1.0998, SILU_BENDS),
    ("silu(x)", "lipschitz", 1.1, SILU_BENDS),
    ("silu(x)", "lipschitz", "inf", SILU_BENDS),
    ("silu(x)", "lipschitz", 1.09983932013, SILU),
    ("tanh(x)", "lipschitz", 1, (("-inf", "1", CUP), ("1", "inf", CAP))),
    ("sign(x)", "lipschitz", 0, halves(STRAIGHT)),
    ("log(x)", "defined", True, ()),
    ("1/(x^2-2)", "defined", True, ()),
    ("sign(x^2-2)", "continuous", True, ()),
    ("tanh(x)", "smoothness", "C^-1", ()),
    ("relu(x)^3", "smoothness", "C^3", ()),
    ("relu(x)^3", "smoothness", "C^inf", ()),
    ("relu(x)^3", "smoothness", "very", ()),
    ("abs(x)", "kinks", [], ()),
    ("abs(x)", "kinks", [1], ()),
    ("abs(x)", "kinks", [0, 1], ()),
    ("abs(x)", "jumps", [0], ()),
    ("sign(x)", "jumps", [], ()),
    ("x^2", "bounded_above", True, ()),
    ("x^2", "bounded_below", False, ()),
    ("tanh(x)", "attains", True, ()),
    ("exp(x)", "parity", "even", ()),
    ("sqrt(x)", "parity", "even", ()),
    ("sinh(x)", "parity", "neither", ()),
    ("tanh(x)", "homogeneous", True, ()),
    ("x^2", "idempotent", True, ()),
    ("sin(x)", "periodic", 1, ()),
    ("sin(x)", "periodic", 4 * math.pi, ()),
    ("sin(x)", "periodic", -2 * math.pi, ()),
    ("sin(x)", "periodic", None, ()),
    ("abs(x)", "affine", True, ()),
    ("x^2", "injective", True, ()),
    ("x-2*sign(x)", "injective", True, ()),
    ("relu(x)", "injective", True, ()),
    ("relu(x)", "saturates", True, ()),
    ("tanh(x)", "limits", [-1, 1.000001], ()),
    ("tanh(x)", "limits", [-1, "inf"], ()),
    ("tanh(x)", "limits", [-1, None], ()),
    ("x", "limits", [None, "inf"], ()),
    ("log(x)", "limits", ["-inf", "inf"], ()),
    ("sin(x)", "limits", [0, 0], ()),
    ("tanh(x)", "limits", [-1], ()),
    ("softplus(x)", "slope_limits", [0, 2], ()),
    ("x^2", "growth", [2, 3], ()),
    ("x^2", "growth", [2, "inf"], ()),
    ("x^2", "growth", [2, None], ()),
    ("relu(x)", "growth", [0, 1], ()),
    ("exp(x)", "growth", [0, "inf"], ()),
    ("cos(x)", "zero_at_origin", True, ()),
    ("log(x)", "zero_at_origin", True, ()),
    ("tanh(x)", "derivative_at_0", 0.9, ()),
    ("tanh(x)", "derivative_at_0", None, ()),
    ("cbrt(x)", "derivative_at_0", None, ()),
    ("abs(x)", "derivative_at_0", 1, ()),
    ("sign(x)", "derivative_at_0", "inf", ()),
    ("relu(x)", "dead_region", [], ()),
    ("relu(x)", "dead_region", [["-inf", -1]], ()),
    ("relu(x)", "dead_region", [["-inf", 1]], ()),
    ("relu(x)", "dead_region", [["-inf", 0], [2, 3]], ()),
    ("relu(x)", "dead_region", [["-inf", 0, 1]], ()),
]


@pytest.mark.parametrize(("formula", "name", "witnesses", "value"), FORGED_WITNESSES)
def test_a_forged_refutation_is_rejected(
    formula: str, name: str, witnesses: tuple[tuple[str, ...], ...], value: Any
) -> None:
    assert holds(formula, name, refuted(formula, *witnesses, value=value)) is False


@pytest.mark.parametrize(("formula", "name", "value", "boxes"), FORGED_PROOFS)
def test_a_forged_proof_is_rejected(
    formula: str, name: str, value: Any, boxes: tuple[tuple[str, str, str], ...]
) -> None:
    assert holds(formula, name, proved(value, *boxes)) is False


def rewritten(found: Json, key: str, change: Any) -> Json:
    """Return a certificate with something changed in its only witness."""
    forged = deepcopy(found)
    forged["witness"][key] = change(forged["witness"][key])
    return forged


RISE = refuted("exp(x)", ("rises", "0", "1"))
STEP = refuted("exp(x)", ("below chord", "0", "1", "2"))
TAMPERED: list[tuple[str, Json]] = [
    ("another x in exact", rewritten(STEP, "exact", lambda _: ["0", "1/2", "2"])),
    ("another x for display", rewritten(STEP, "x", lambda x: [x[0], x[1] + 1e-9, x[2]])),
    ("another y", rewritten(STEP, "y", lambda y: [y[0], y[1] + 1e-9, y[2]])),
    ("y swapped", rewritten(STEP, "y", lambda y: y[::-1])),
    ("no y where there is one", rewritten(STEP, "y", lambda y: [*y[:2], "nan"])),
    ("an infinite y", rewritten(STEP, "y", lambda y: [*y[:2], "inf"])),
    ("y left out", rewritten(STEP, "y", lambda y: y[:2])),
    (
        "a point left out",
        {**STEP, "witness": {"kind": "below chord", "x": [0, 1], "exact": ["0", "1"], "y": [1, math.e]}},
    ),
    ("points in another order", rewritten(STEP, "exact", lambda exact: exact[::-1])),
    ("another kind", rewritten(STEP, "kind", lambda _: "above chord")),
    ("a kind of another property", RISE),
    ("no kind", {**STEP, "witness": {"x": [0], "exact": ["0"], "y": [0]}}),
    ("no witness", {**STEP, "witness": None}),
    ("no number", rewritten(STEP, "exact", lambda exact: [*exact[:2], "two"])),
    ("a division by 0", rewritten(STEP, "exact", lambda exact: [*exact[:2], "2/0"])),
    ("no points", rewritten({**STEP}, "exact", lambda _: [])),
    ("the contrary", {**STEP, "value": True}),
    ("a value of another property", {**STEP, "value": "no"}),
    ("proved", {**STEP, "status": "proved"}),
    ("another status", {**STEP, "status": "supported"}),
]


@pytest.mark.parametrize(("forged"), [pytest.param(found, id=name) for name, found in TAMPERED])
def test_a_refutation_that_was_tampered_with_is_rejected(forged: Json) -> None:
    assert holds("exp(x)", "affine", STEP) is True
    assert holds("exp(x)", "affine", forged) is False


def test_what_is_only_proved_is_not_refuted() -> None:
    assert holds("exp(x)", "limits", {**STEP, "value": [0, "inf"]}) is False


UNTOLD: list[tuple[str, str, Json]] = [
    ("exp(x)", "affine", {"value": None, "status": "undecided", "witness": None, "why": "time is up"}),
    (
        "sinc(x)",
        "range",
        proved(
            [[-0.217233628211, 1], [True, True]],
            ("-4.493409457909064175307881", "0", RISES),
            ("0", "4.493409457909064175307881", FALLS),
        ),
    ),
    ("x+sin(x)", "monotone", proved("increasing", ("-7", "3.1415926535", RISES), ("3.1415926537", "7", RISES))),
    ("exp(x)", "monotone", proved("increasing")),
    ("softplus(x)", "convex", proved("convex")),
    ("tanh(x)", "range", proved([[-1, 1], [False, False]])),
    ("relu(x)^3", "smoothness", proved("C^1")),  # there may be another place
    ("exp(exp(x))", "saturates", refuted("x", ("steep", "8192", "8193"))),
    ("sin(sqrt(2)*x)", "periodic", proved(4.44288293816)),
    ("piecewise(x==0: 0, x^2*sin(1/x))", "kinks", proved([])),
    ("log(-1-x^2)", "convex", proved("affine")),
    ("log(-1-x^2)", "attains", proved(value=True)),
    ("exp(exp(exp(x)))", "growth", proved([0, "inf"])),
    ("1/(1-tanh(x))", "defined", refuted("1/(1-tanh(x))", ("no value", "10000"))),
    (
        "piecewise(x<e: x, 0)",
        "range",
        proved([["-inf", 2.71828182846], [False, False]], ("-inf", E, RISES), (E, "inf", LEVEL)),
    ),
    ("sin(x)+sin(sqrt(2)*x)", "periodic", refuted("sin(x)+sin(sqrt(2)*x)", ("rises", "0", "1"))),
]


@pytest.mark.parametrize(("formula", "name", "found"), UNTOLD)
def test_what_is_not_covered_can_not_be_told(formula: str, name: str, found: Json) -> None:
    assert holds(formula, name, found) is None


@pytest.mark.parametrize("formula", ["log(-1-x^2)", "sqrt(-x^2)", "sin(1/x)", "exp(exp(exp(x)))", "x^x", "9^9^9*x"])
def test_no_certificate_makes_it_stumble(formula: str) -> None:
    for _, name, value, boxes in PROVED:
        assert holds(formula, name, proved(value, *boxes)) in {True, False, None}
    for other, name, witnesses, value in REFUTED:
        assert holds(formula, name, refuted(other, *witnesses, value=value)) in {True, False, None}


def test_a_report_is_checked_as_a_whole_in_another_letter() -> None:
    formula = grader.parse("tanh(t)", variables=("t",))
    found = profile(formula, seconds=PATIENCE).to_dict()["properties"]
    assert {name: holds(formula, name, one) for name, one in found.items()} == dict.fromkeys(found, True)


def test_a_stored_report_holds() -> None:
    report = profile("x*sigmoid(x)", seconds=PATIENCE).to_dict()
    assert check(report) == dict.fromkeys(report["properties"], True)


# Refutations of formulas whose values are too large for mpmath far out.
BEYOND = {
    ("1-2*exp(-0.7*exp(x))", "attains"),
    ("1-exp(-exp(x))", "attains"),
    ("cosh(x)^2-sinh(x)^2", "injective"),
    ("exp(-2*exp(-x))", "attains"),
    ("exp(-exp(-x))", "attains"),
    ("exp(exp(x))", "attains"),
    ("exp(exp(x))", "bounded_above"),
    ("exp(exp(x))", "saturates"),
    ("sin(exp(x))", "saturates"),
    ("x/(1-x*exp(-(x+exp(x))))", "bounded_above"),
    ("x/(1-x*exp(-(x+exp(x))))", "saturates"),
}


@pytest.mark.parametrize("start", range(3))
def test_the_certificates_of_the_table_hold(start: int, full: bool) -> None:  # noqa: FBT001  a fixture
    rows = ROWS[start::3] if full else ROWS[start * SAMPLE // 3 :: SAMPLE]
    wrong, untold = list[str](), set[tuple[str, str]]()
    for row in rows:
        report = profile(row.formula, seconds=PATIENCE).to_dict()
        for name, answer in check(report).items():
            found = report["properties"][name]
            if answer is False:
                wrong.append(f"{row.formula}   {name}: {found}")
            if answer is None and found["status"] == "refuted":
                untold.add((row.formula, name))
    assert not wrong, "\n".join(wrong)
    assert untold <= BEYOND
