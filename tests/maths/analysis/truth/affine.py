"""Functions that are affine, or constant, or not quite, however they are written."""

from typing import Any

from truth.row import INF, LINE, LOW, Row, closed, row

LINEAR: dict[str, Any] = {
    "smoothness": "C^inf",
    "range": LINE,
    "monotone": "increasing",
    "parity": "odd",
    "affine": True,
    "lipschitz": 1,
    "limits": [LOW, INF],
    "slope_limits": [1, 1],
    "growth": [1, 1],
    "zero_at_origin": True,
    "derivative_at_0": 1,
    "convex": "affine",
    "homogeneous": True,
    "idempotent": True,
}
SHIFTED = LINEAR | {"parity": "neither", "zero_at_origin": False, "homogeneous": False, "idempotent": False}


def constant(value: float) -> dict[str, Any]:
    return {
        "smoothness": "C^inf",
        "range": closed(value, value),
        "monotone": "constant",
        "parity": "even",
        "affine": True,
        "lipschitz": 0,
        "limits": [value, value],
        "slope_limits": [0, 0],
        "growth": [0, 0] if value else ...,
        "zero_at_origin": value == 0,
        "derivative_at_0": 0,
        "dead_region": [[LOW, INF]],
        "convex": "affine",
        "homogeneous": value == 0,
        "idempotent": True,
        "periodic": None,
    }


def scaled(slope: float) -> dict[str, Any]:
    return LINEAR | {"lipschitz": slope, "slope_limits": [slope, slope], "derivative_at_0": slope, "idempotent": False}


# Where the domain has a hole, what is said of the whole line is left open.
HOLED: dict[str, Any] = {
    "defined": False,
    "smoothness": "C^-1",
    "kinks": [],
    "jumps": [],
    "homogeneous": ...,
    "idempotent": ...,
    "periodic": ...,
    "dead_region": ...,
    "convex": ...,
}

AFFINE: tuple[Row, ...] = (
    row("relu(x)-relu(-x)", "max(0,x)+min(0,x) = x", **LINEAR),
    row("log(exp(x))", "inverse functions, exp(x) > 0", **LINEAR),
    row("softplus(x)-softplus(-x)", "log of (1+e^x)/(1+e^-x) = e^x", **LINEAR),
    row("leaky_relu(x, 1)", "both slopes 1", **LINEAR),
    row("prelu(x, 1)", "both slopes 1", **LINEAR),
    row("piecewise(x<0: x, x)", "the same piece twice", **LINEAR),
    row("sqrt(x^2)*sign(x)", "|x| times its sign", **LINEAR),
    row("cbrt(x^3)", "inverse functions on the line", **LINEAR),
    row("cbrt(x)^3", "inverse functions on the line", **LINEAR),
    row("sinh(asinh(x))", "inverse functions", **LINEAR),
    row("asinh(sinh(x))", "inverse functions on the line", **LINEAR),
    row("tan(atan(x))", "atan stays inside ]-pi/2, pi/2[", **LINEAR),
    row("2*log(exp(x/2))", "2(x/2)", **LINEAR),
    row("silu(x)-silu(-x)", "x(s(x)+s(-x)) and s(x)+s(-x) = 1", **LINEAR),
    row("gelu(x)-gelu(-x)", "x(Phi(x)+Phi(-x)) and the sum is 1", **LINEAR),
    row("x*(erf(x)+erfc(x))", "erfc = 1-erf", **LINEAR),
    row("tanhshrink(x)+tanh(x)", "x-tanh(x)+tanh(x)", **LINEAR),
    row("softshrink(x)+hardtanh(x, -0.5, 0.5)", "what shrinking takes away is the clipped part", **LINEAR),
    row("max(x, x)", "one argument twice", **LINEAR),
    row("x+sin(x)^2+cos(x)^2", "x+1", **SHIFTED),
    row("log(exp(x+1))", "x+1", **SHIFTED),
    row("2*x+3", "as written", **SHIFTED | {"lipschitz": 2, "slope_limits": [2, 2], "derivative_at_0": 2}),
    row(
        "-x",
        "as written; f(f(x)) = x, not -x",
        **LINEAR
        | {
            "monotone": "decreasing",
            "limits": [INF, LOW],
            "slope_limits": [-1, -1],
            "derivative_at_0": -1,
            "idempotent": False,
        },
    ),
    row("0.999999999*x", "as written", **scaled(0.999999999)),
    row("sqrt(2/pi)*x", "as written: sqrt(2/pi) = 0.797884560802865", **scaled(0.797884560802865)),
    row("x*exp(-1)", "as written: 1/e", **scaled(0.367879441171442)),
    row("x/sqrt(2)", "as written", **scaled(0.707106781186548)),
    row("5", "as written", **constant(5)),
    row("x-x", "0 without a hole", **constant(0)),
    row("0*x", "0 without a hole", **constant(0)),
    row("x^0", "0^0 = 1", **constant(1)),
    row("sin(x)^2+cos(x)^2", "Pythagoras", **constant(1)),
    row("cosh(x)^2-sinh(x)^2", "the same of the hyperbola", **constant(1)),
    row("sigmoid(x)+sigmoid(-x)", "they add up to 1", **constant(1)),
    row("relu(x)-relu(x)", "0", **constant(0)),
    row("abs(x)-abs(-x)", "0", **constant(0)),
    row("floor(x)-floor(x)", "0, though floor jumps", **constant(0)),
    row("sign(x^2+1)", "the argument is positive", **constant(1)),
    row("step(exp(x))", "the argument is positive", **constant(1)),
    row(
        "x/x",
        "1 with a hole at 0",
        **{**constant(1), **HOLED, "idempotent": True, "zero_at_origin": False, "derivative_at_0": None},
    ),
    row("0/x", "0 with a hole at 0", **{**constant(0), **HOLED, "zero_at_origin": False, "derivative_at_0": None}),
    row(
        "0*log(x)",
        "0 where x > 0",
        **{
            **constant(0),
            **HOLED,
            "parity": ...,
            "limits": [None, 0],
            "slope_limits": [None, 0],
            "zero_at_origin": False,
            "derivative_at_0": None,
        },
    ),
    row(
        "(x^2-1)/(x+1)",
        "x-1 with a hole at -1, where it would be -2",
        **{**SHIFTED, **HOLED, "homogeneous": False, "idempotent": False, "periodic": False, "dead_region": []},
    ),
    row(
        "x*tanh(x)/tanh(x)",
        "x with a hole at 0",
        **{**LINEAR, **HOLED, "zero_at_origin": False, "derivative_at_0": None, "periodic": False, "dead_region": []},
    ),
    row(
        "exp(log(x))",
        "x where x > 0",
        **{
            **LINEAR,
            **HOLED,
            "range": [[0, INF], [False, False]],
            "parity": "neither",
            "limits": [None, INF],
            "slope_limits": [None, 1],
            "growth": [..., 1],
            "zero_at_origin": False,
            "derivative_at_0": None,
            "convex": "affine",
        },
    ),
    row(
        "sqrt(x)^2",
        "x where x >= 0",
        **{
            **LINEAR,
            **HOLED,
            "kinks": ...,
            "range": [[0, INF], [True, False]],
            "parity": "neither",
            "limits": [None, INF],
            "slope_limits": [None, 1],
            "growth": [..., 1],
            "derivative_at_0": ...,
            "convex": "affine",
        },
    ),
)
