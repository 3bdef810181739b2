import json
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import torch

from grader.maths.names import arities
from grader.maths.numerics import DTYPES, Dtype, Fault, Kind, numerics
from grader.maths.precision import PRECISIONS
from grader.maths.reading import parse

Oracle = Callable[[Any, Any], Any]  # of numpy or torch, and an array or a tensor of it

DIGITS = {"float64": 2**-26, "float32": 2**-11.5, "bfloat16": 2**-3.5}  # half of them
CALLS = {"clip": "clip(x, -1, 1)", "prelu": "prelu(x, 0.25)", "max": "max(0, x)", "min": "min(0, x)"}


def silu(m: Any, x: Any) -> Any:
    return x * m.exp(x) / (1 + m.exp(x))


def softplus(m: Any, x: Any) -> Any:
    return m.log(1 + m.exp(x))


def tanh(m: Any, x: Any) -> Any:
    return (m.exp(x) - m.exp(-x)) / (m.exp(x) + m.exp(-x))


def root(m: Any, x: Any) -> Any:
    return m.sqrt(1 + x**2) - 1


def growth(m: Any, x: Any) -> Any:
    return m.exp(x) - 1


def bell(m: Any, x: Any) -> Any:
    return 1 - m.tanh(x) ** 2


def logarithm(m: Any, x: Any) -> Any:
    return m.log(1 + x**2)


def tail(m: Any, x: Any) -> Any:
    return x - m.tanh(x)


def sigmoid_slope(m: Any, x: Any) -> Any:
    return m.exp(-x) / (1 + m.exp(-x)) ** 2


TEXTS: dict[Oracle, str] = {
    silu: "x*exp(x)/(1+exp(x))",
    softplus: "log(1+exp(x))",
    tanh: "(exp(x)-exp(-x))/(exp(x)+exp(-x))",
    root: "sqrt(1+x^2)-1",
    growth: "exp(x)-1",
    bell: "1-tanh(x)^2",
    logarithm: "log(1+x^2)",
    tail: "x-tanh(x)",
    sigmoid_slope: "exp(-x)/(1+exp(-x))^2",
}

SHARP = [
    pytest.param(silu, "float64", "overflow", 703.2270331, id="the numerator of a naive silu"),
    pytest.param(silu, "float64", "nan", 709.7827129, id="inf/inf in a naive silu"),
    pytest.param(silu, "float32", "overflow", 84.288597, id="the numerator of a naive silu in float32"),
    pytest.param(silu, "float32", "nan", 88.722839, id="inf/inf in a naive silu in float32"),
    pytest.param(silu, "bfloat16", "overflow", 84.5, id="the numerator of a naive silu in bfloat16"),
    pytest.param(silu, "bfloat16", "nan", 89.0, id="inf/inf in a naive silu in bfloat16"),
    pytest.param(softplus, "float64", "overflow", 709.7827129, id="a naive softplus on the right"),
    pytest.param(softplus, "float32", "overflow", 88.722839, id="a naive softplus on the right in float32"),
    pytest.param(softplus, "float64", "underflow", -36.736801, id="a naive softplus is 0 on the left"),
    pytest.param(softplus, "float32", "underflow", -16.635532, id="a naive softplus is 0 on the left in float32"),
    pytest.param(softplus, "bfloat16", "underflow", -5.5625, id="a naive softplus is 0 on the left in bfloat16"),
    pytest.param(tanh, "float64", "nan", 709.7827129, id="a naive tanh"),
    pytest.param(tanh, "float64", "nan", -709.7827129, id="a naive tanh on the left"),
    pytest.param(tanh, "float32", "nan", 88.722839, id="a naive tanh in float32"),
    pytest.param(tanh, "float32", "nan", -88.722839, id="a naive tanh in float32 on the left"),
    pytest.param(root, "float64", "underflow", 1.8250121e-8, id="the root of 1 and nearly nothing"),
    pytest.param(root, "float32", "underflow", -4.228639e-4, id="the root of 1 and nearly nothing in float32"),
    pytest.param(root, "bfloat16", "underflow", 0.107910156, id="the root of 1 and a little in bfloat16"),
    pytest.param(logarithm, "float64", "underflow", 1.0536712e-8, id="the logarithm of 1 and nearly nothing"),
    pytest.param(
        logarithm, "float32", "underflow", 2.4414062e-4, id="the logarithm of 1 and nearly nothing in float32"
    ),
    pytest.param(logarithm, "bfloat16", "underflow", -0.0625, id="the logarithm of 1 and a little in bfloat16"),
    pytest.param(sigmoid_slope, "float32", "underflow", -44.361417, id="a square that overflows"),
    pytest.param(sigmoid_slope, "float32", "nan", -88.722839, id="a numerator that follows it"),
]
RAGGED = [
    pytest.param(softplus, "float64", -23.0, -18.0, id="a naive softplus loses digits on the left"),
    pytest.param(softplus, "float32", -10.5, -8.3, id="a naive softplus loses digits on the left in float32"),
    pytest.param(softplus, "bfloat16", -4.5, -2.4, id="a naive softplus loses digits on the left in bfloat16"),
    pytest.param(tanh, "float64", 3e-10, 1.5e-8, id="a naive tanh near 0"),
    pytest.param(tanh, "float32", -2e-4, -1e-5, id="a naive tanh near 0 in float32"),
    pytest.param(tanh, "bfloat16", 5e-3, 0.1, id="a naive tanh near 0 in bfloat16"),
    pytest.param(growth, "float64", 5e-10, 1.5e-8, id="exp − 1"),
    pytest.param(growth, "float32", 5e-5, 4e-4, id="exp − 1 in float32"),
    pytest.param(growth, "float32", -4e-4, -5e-5, id="exp − 1 in float32, on the left"),
    pytest.param(root, "float64", 4e-5, 1.3e-4, id="a root − 1"),
    pytest.param(root, "float32", 0.01, 0.03, id="a root − 1 in float32"),
    pytest.param(root, "bfloat16", 0.15, 0.5, id="a root − 1 in bfloat16"),
    pytest.param(bell, "float64", -11.0, -9.0, id="1 − tanh²"),
    pytest.param(bell, "float32", 4.4, 6.0, id="1 − tanh² in float32"),
    pytest.param(tail, "float32", 0.01, 0.05, id="the shrunken tanh in float32"),
]


def fault(text: str, dtype: Dtype, kind: Kind, *, left: bool) -> Fault:
    found = [one for one in numerics(parse(text), (dtype,)).runs[0].faults if one.kind == kind]
    (one,) = [one for one in found if (one.x < 0) == left]
    return one


def in_numpy(f: Oracle, x: float, dtype: Dtype, beside: int = 0) -> tuple[float, float]:
    """Return what numpy comes to at a float, and at its neighbour on the way to another float."""
    point = np.array([x]).astype(PRECISIONS[dtype].type)
    points = np.concatenate([point, np.nextafter(point, np.array([beside]).astype(point.dtype))])
    with np.errstate(all="ignore"):
        here, there = f(np, points).astype(float).tolist()
    return here, there


def in_torch(f: Oracle, x: float, dtype: Dtype) -> float:
    return float(f(torch, torch.tensor([x], dtype=getattr(torch, dtype)))[0])


def shows(kind: Kind, y: float) -> bool:
    return {"nan": math.isnan(y), "overflow": math.isinf(y), "underflow": y == 0}[kind]


@pytest.mark.parametrize(("f", "dtype", "kind", "x"), SHARP)
def test_a_fault_begins_at_a_float_and_not_at_its_neighbour(f: Oracle, dtype: Dtype, kind: Kind, x: float) -> None:
    found = fault(TEXTS[f], dtype, kind, left=x < 0)
    assert found.x == pytest.approx(x, rel=1e-6)
    here, inside = in_numpy(f, found.x, dtype, beside=0 if found.towards else round(math.copysign(1, x)))
    assert shows(kind, here)
    assert not shows(kind, inside)
    assert found.got == pytest.approx(here, nan_ok=True)


@pytest.mark.parametrize(("f", "dtype", "kind", "x"), SHARP)
def test_torch_meets_the_same_faults_within_four_digits(f: Oracle, dtype: Dtype, kind: Kind, x: float) -> None:
    found = fault(TEXTS[f], dtype, kind, left=x < 0)
    step = {"bfloat16": 2**-7}.get(dtype, 1e-4) * (1 if found.towards else -1)
    assert shows(kind, in_torch(f, found.x * (1 + step), dtype))
    assert not shows(kind, in_torch(f, found.x * (1 - step), dtype))


@pytest.mark.parametrize(("f", "dtype", "low", "high"), RAGGED)
def test_lost_digits_are_shown_where_they_begin_to_be_lost(f: Oracle, dtype: Dtype, low: float, high: float) -> None:
    found = fault(TEXTS[f], dtype, "cancellation", left=high < 0)
    assert low < found.x < high
    true = float(parse(TEXTS[f]).digits((Fraction(found.x),), 50))
    assert found.true == pytest.approx(true, rel=1e-14)
    assert found.got == in_numpy(f, found.x, dtype)[0]
    assert abs(found.got - true) > DIGITS[dtype] * abs(true)


def test_erf_loses_the_left_tail_of_gelu() -> None:
    text = "x*(1+erf(x/sqrt(2)))/2"
    assert -4.4 < fault(text, "float32", "cancellation", left=True).x < -3.3
    assert fault(text, "float32", "underflow", left=True).x == pytest.approx(-5.5425, rel=1e-3)
    assert fault(text, "float64", "underflow", left=True).x == pytest.approx(-8.3, rel=0.03)
    x = torch.tensor([-5.0], dtype=torch.bfloat16)
    assert float(x * (1 + torch.erf(x / math.sqrt(2))) / 2) == 0
    assert fault(text, "bfloat16", "underflow", left=True).x > -5


HARMLESS = [
    pytest.param("softplus(x)", id="a library's softplus"),
    pytest.param("1/(1+exp(-x))", id="a sigmoid in which exp overflows"),
    pytest.param("x/(1+exp(-x))", id="a silu in which exp overflows"),
    pytest.param("x*tanh(softplus(x))", id="mish"),
    pytest.param("x/sqrt(1+x^2)", id="squares that stay in range"),
    pytest.param("exp(-x^2/2)", id="an argument that is rounded"),
    pytest.param("e^x", id="a base that is rounded"),
    pytest.param("sin(30*x)", id="waves"),
    pytest.param("x^2-2", id="a root that is no float"),
    pytest.param("1/(x-0.1)", id="a pole that is no float"),
    pytest.param("1/(x^2-2)", id="poles that rounding hits"),
    pytest.param("1/x", id="a pole"),
    pytest.param("floor(3*x)", id="steps that rounding moves"),
    pytest.param("piecewise(x>0.1: x, -x)", id="a jump that rounding moves"),
    pytest.param("x*log(x)", id="half a line"),
    pytest.param("sqrt(x-3)", id="no value near 0"),
    pytest.param("log(-1-x^2)", id="no value"),
    pytest.param("1/(x-x)", id="a division by 0"),
    pytest.param("relu(x)", id="nothing on one side"),
    pytest.param("x-x", id="nothing"),
    pytest.param("x", id="x"),
    pytest.param("7", id="a constant"),
    pytest.param("piecewise(x<0: 1)", id="a function without a right half"),
    pytest.param("log1p(x^2)", id="log1p is one call"),
    pytest.param("expm1(x)", id="expm1 is one call"),
    pytest.param("elu(x)", id="a library's elu"),
    pytest.param("coth(x)", id="a library's coth"),
]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_does_no_harm_is_no_fault(text: str) -> None:
    assert [one for run in numerics(parse(text)).runs for one in run.faults] == []


FAULTY = {"gelu_tanh": {"underflow", "cancellation"}, "tanhshrink": {"underflow", "cancellation"}}


@pytest.mark.parametrize("name", sorted(arities()))
def test_every_named_function_is_as_good_as_a_library_has_it(name: str) -> None:
    kinds = {one.kind for run in numerics(parse(CALLS.get(name, f"{name}(x)"))).runs for one in run.faults}
    assert kinds == FAULTY.get(name, set())


RANGE = [
    pytest.param("exp(x)", "float64", [(709.7827129, math.inf)], id="exp"),
    pytest.param("exp(x)", "float32", [(88.7228391, math.inf)], id="exp in float32"),
    pytest.param("exp(x)", "bfloat16", [(89.0, math.inf)], id="exp in bfloat16"),
    pytest.param("exp(-x)", "float32", [(-88.7228391, -math.inf)], id="on the left"),
    pytest.param("x^10", "float32", [(7131.5505, math.inf), (-7131.5505, -math.inf)], id="a power"),
    pytest.param("x^10", "float64", [], id="a power that fits"),
    pytest.param("1/x^3", "float32", [(1.4323643e-13, 0), (-1.4323643e-13, 0)], id="towards a pole"),
    pytest.param("0.999*cosh(x)", "float32", [(89.416993, math.inf), (-89.416993, -math.inf)], id="close behind one"),
    pytest.param("0.1*cosh(x)", "float32", [(91.718590, math.inf), (-91.718590, -math.inf)], id="behind a fault"),
    pytest.param("exp(exp(x))", "float64", [(6.5649589, math.inf)], id="what balls can't tell either, farther out"),
]


@pytest.mark.parametrize(("text", "dtype", "expected"), RANGE)
def test_a_value_out_of_range_is_a_fact(text: str, dtype: Dtype, expected: list[tuple[float, float]]) -> None:
    found = numerics(parse(text), (dtype,)).run(dtype)
    assert [one.x for one in found.range] == pytest.approx([x for x, _ in expected], rel=1e-6, abs=0)
    assert [one.towards for one in found.range] == [towards for _, towards in expected]
    assert not found.faults or text == "0.1*cosh(x)"


PLACES = [
    pytest.param("(1+x^10)^0.1", "float32", {"overflow": [7131.55, -7131.55]}, id="a power undone"),
    pytest.param("exp(x)^2/exp(x)", "float64", {"nan": [709.78, -745.13], "overflow": [354.89]}, id="0/0 as well"),
    pytest.param("exp(2*x)-exp(x)", "float32", {"nan": [88.7228]}, id="nan where the value itself is too large"),
    pytest.param("log(exp(-x))", "float64", {"overflow": [745.133, -709.783]}, id="the logarithm of 0"),
    pytest.param("exp(-1000)*exp(x)", "float64", {"nan": [709.783], "underflow": [327.7]}, id="a constant that is 0"),
    pytest.param("0.1*cosh(x)", "bfloat16", {"overflow": [89.5, -89.5]}, id="a few floats"),
    pytest.param("(x+1e30)-1e30", "float64", {"underflow": [5.963e-20, -5.963e-20]}, id="everywhere"),
    pytest.param("1/(1e-30*x)^15", "float32", {}, id="out of range itself"),
    pytest.param("exp(exp(x))^(1/exp(x))", "float64", {"overflow": [6.56496]}, id="too large for anyone"),
]


@pytest.mark.parametrize(("text", "dtype", "expected"), PLACES)
def test_faults_are_told_by_kind_and_side(text: str, dtype: Dtype, expected: dict[Kind, list[float]]) -> None:
    found = numerics(parse(text), (dtype,)).run(dtype).faults
    for kind in ("nan", "overflow", *(set(expected) & {"underflow"})):
        assert [one.x for one in found if one.kind == kind] == pytest.approx(expected.get(kind, []), rel=1e-3, abs=0)


SUGGESTED = [
    pytest.param("x*exp(x)/(1+exp(x))", "x*sigmoid(x)", id="silu"),
    pytest.param("log(1+e^x)", "softplus(x)", id="softplus"),
    pytest.param("(1-exp(-2*x))/(1+exp(-2*x))", "tanh(x)", id="tanh"),
    pytest.param("log(1/(1+exp(-x)))", "logsigmoid(x)", id="in two steps"),
    pytest.param("x*(1+erf(x/sqrt(2)))/2", "x*erfc(-x/sqrt(2))/2", id="gelu"),
    pytest.param("piecewise(x>0: x, exp(x)-1)", "piecewise(x > 0: x, expm1(x))", id="a part of it"),
    pytest.param("log(cosh(x))", "abs(x) + softplus(-2*abs(x)) - log(2)", id="with some faults left"),
]


@pytest.mark.parametrize(("text", "better"), SUGGESTED)
def test_a_better_way_to_write_it_is_suggested(text: str, better: str) -> None:
    suggestion = numerics(parse(text)).suggestion
    assert suggestion
    assert suggestion.formula.show() == better
    assert suggestion.text.startswith(f"{better} is the same function")


NOTHING = [
    pytest.param("1/(1+exp(-x))", id="no fault"),
    pytest.param("x-tanh(x)", id="no rule"),
    pytest.param("gelu_tanh(x)", id="a name"),
    pytest.param("(x-tanh(x))*log(exp(2))", id="a rule that does not help"),
    pytest.param("sqrt(x^2+x^4)-sqrt(x^2)", id="a rule that leaves a hole"),
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_suggested_where_nothing_helps(text: str) -> None:
    assert numerics(parse(text)).suggestion is None


def test_the_sentence_says_what_remains() -> None:
    left = numerics(parse("log(cosh(x))"), ("float32",)).suggestion
    assert left
    assert left.text == (
        "abs(x) + softplus(-2*abs(x)) - log(2) is the same function; "
        "what remains is cancellation in float32, underflow in float32."
    )


@pytest.mark.parametrize("text", [*TEXTS.values(), "exp(x)"])
def test_a_mirrored_formula_has_mirrored_faults(text: str) -> None:
    def places(written: str, sign: int) -> set[tuple[str, str, float, float]]:
        found = [(run, one) for run in numerics(parse(written)).runs for one in run.faults]
        return {
            (run.dtype, one.kind, sign * one.x, sign * one.towards) for run, one in found if one.kind != "cancellation"
        }

    assert places(text.replace("exp", "E").replace("x", "(-x)").replace("E", "exp"), -1) == places(text, 1)


def test_the_panel_as_data() -> None:
    found = numerics(parse("x*exp(x)/(1+exp(x))")).to_dict()
    assert list(found) == [*DTYPES, "suggestion"]
    assert found["float32"] == {
        "faults": [
            {"kind": "nan", "from": 88.7228393555, "towards": "inf", "got": "nan", "true": 88.7228393555},
            {"kind": "overflow", "from": 84.2885971069, "towards": "inf", "got": "inf", "true": 84.2885971069},
        ],
        "range": [],
    }
    text = "x*sigmoid(x) is the same function without these faults."
    assert found["suggestion"] == {"formula": "x*sigmoid(x)", "text": text}
    json.dumps(found, allow_nan=False)


def test_what_goes_on_to_0_says_so() -> None:
    found = numerics(parse("sqrt(1+x^2)-1"), ("bfloat16",)).to_dict()["bfloat16"]["faults"][0]
    assert (found["kind"], found["from"], found["towards"], found["got"]) == ("underflow", 0.10791015625, 0, 0)
    assert numerics(parse("exp(x)")).to_dict()["float32"]["range"] == [{"from": 88.7228393555, "towards": "inf"}]
    assert numerics(parse("exp(x)")).to_dict()["suggestion"] is None
