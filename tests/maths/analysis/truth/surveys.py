"""Well-known activations of the surveys (Apicella 2021, Dubey 2022, Kunc 2024), written as formulas."""

from math import exp, log, pi, sqrt
from typing import Any

from truth.frameworks import DIPPING, ELU, IDENTITY, RELU, SIGMOID, SILU, SOFTPLUS, TANH, TWO_SLOPES
from truth.row import INF, LINE, LOW, Row, above, at_least, at_most, closed, opened, row

# Smooth, even, 0 or a little more at 0, like |x| far out.
SMOOTH_ABS: dict[str, Any] = {
    "smoothness": "C^inf",
    "range": at_least(0),
    "monotone": "no",
    "parity": "even",
    "lipschitz": 1,
    "limits": [INF, INF],
    "slope_limits": [-1, 1],
    "growth": [1, 1],
    "zero_at_origin": True,
    "derivative_at_0": 0,
    "convex": "convex",
}
ABS: dict[str, Any] = SMOOTH_ABS | {
    "smoothness": "C^0",
    "kinks": [0],
    "derivative_at_0": None,
    "homogeneous": True,
    "idempotent": True,
}
# 0 at both ends.
BUMP: dict[str, Any] = {
    "smoothness": "C^inf",
    "range": [[0, 1], [False, True]],
    "monotone": "no",
    "parity": "even",
    "limits": [0, 0],
    "slope_limits": [0, 0],
    "growth": [LOW, LOW],
    "zero_at_origin": False,
    "derivative_at_0": 0,
    "convex": "no",
}
ROOT: dict[str, Any] = {
    "smoothness": "C^1",
    "range": LINE,
    "monotone": "increasing",
    "parity": "odd",
    "lipschitz": 1,
    "limits": [LOW, INF],
    "slope_limits": [0, 0],
    "growth": [0.5, 0.5],
    "zero_at_origin": True,
    "derivative_at_0": 1,
    "convex": "no",
}
WAVE: dict[str, Any] = {
    "smoothness": "C^inf",
    "range": closed(-1, 1),
    "monotone": "no",
    "lipschitz": 1,
    "limits": [None, None],
    "slope_limits": [None, None],
    "convex": "no",
    "periodic": 2 * pi,
}
STEPS: dict[str, Any] = {
    "smoothness": "C^1",
    "range": closed(0, 1),
    "monotone": "nondecreasing",
    "parity": "neither",
    "lipschitz": 1.5,
    "limits": [0, 1],
    "slope_limits": [0, 0],
    "growth": [..., 0],
    "zero_at_origin": True,
    "derivative_at_0": 0,
    "dead_region": [[LOW, 0], [1, INF]],
    "convex": "no",
}

SURVEYS: tuple[Row, ...] = (
    row(
        "(sqrt(x^2+1)-1)/2+x",
        "bent identity: slopes from 1/2 to 3/2",
        **IDENTITY
        | {
            "affine": False,
            "parity": "neither",
            "lipschitz": 1.5,
            "slope_limits": [0.5, 1.5],
            "convex": "convex",
            "homogeneous": False,
            "idempotent": False,
        },
    ),
    row(
        "piecewise(x>2: 1, x>=0: x-x^2/4, x>=-2: x+x^2/4, -1)",
        "SQNL: f'' is 1/2 and -1/2 beside 0",
        **TANH
        | {
            "smoothness": "C^1",
            "range": closed(-1, 1),
            "monotone": "nondecreasing",
            "dead_region": [[LOW, -2], [2, INF]],
        },
    ),
    row("x/sqrt(1+x^2)", "ISRU", **TANH),
    row(
        "x/sqrt(1+3*x^2)",
        "ISRU, a = 3",
        **TANH | {"range": opened(-1 / sqrt(3), 1 / sqrt(3)), "limits": [-1 / sqrt(3), 1 / sqrt(3)]},
    ),
    row("piecewise(x>=0: x, x/sqrt(1+x^2))", "ISRLU: f''' is -3 at 0-", **ELU | {"smoothness": "C^2"}),
    row(
        "piecewise(x>=0: x*sigmoid(x), (exp(x)-1)*sigmoid(x))",
        "ELiSH: u^2+2u-1 = 0 for u = e^x; f'' is 1 and 1/2 beside 0",
        **SILU | {"smoothness": "C^1", "range": at_least(2 * sqrt(2) - 3)},
    ),
    row(
        "piecewise(x>=0: x*max(0, min(1, (x+1)/2)), (exp(x)-1)*max(0, min(1, (x+1)/2)))",
        "hard ELiSH: e^x(x+2) = 1 at its min; slopes 0, (1/e-1)/2 beside -1 and 3/2, 1 beside 1",
        **DIPPING
        | {
            "smoothness": "C^0",
            "kinks": [-1, 1],
            "range": at_least(-0.0996731515287),
            "lipschitz": 1.5,
            "growth": [..., 1],
            "derivative_at_0": 0.5,
            "dead_region": [[LOW, -1]],
        },
    ),
    row(
        "1.5*x*sigmoid(x)",
        "E-swish, b = 1.5",
        **SILU
        | {
            "range": at_least(-0.417696814142),
            "lipschitz": 1.64975898019,
            "slope_limits": [0, 1.5],
            "derivative_at_0": 0.75,
        },
    ),
    row(
        "1.25*silu(x)",
        "E-swish, b = 1.25",
        **SILU
        | {
            "range": at_least(-0.348080678451),
            "lipschitz": 1.37479915016,
            "slope_limits": [0, 1.25],
            "derivative_at_0": 0.625,
        },
    ),
    row(
        "x+sin(x)^2",
        "snake: f' = 1+sin(2x)",
        **IDENTITY
        | {
            "affine": False,
            "parity": "neither",
            "lipschitz": 2,
            "slope_limits": [None, None],
            "convex": "no",
            "homogeneous": False,
            "idempotent": False,
        },
    ),
    row(
        "x+sin(5*x)^2/5",
        "snake, a = 5: f' = 1+sin(10x)",
        **IDENTITY
        | {
            "affine": False,
            "parity": "neither",
            "lipschitz": 2,
            "slope_limits": [None, None],
            "convex": "no",
            "homogeneous": False,
            "idempotent": False,
        },
    ),
    row("sin(x)", "sinusoid", **WAVE, parity="odd", zero_at_origin=True, derivative_at_0=1, injective=False),
    row("cos(x)", "cosine", **WAVE, parity="even", zero_at_origin=False, derivative_at_0=0),
    row(
        "sinc(x)",
        "min where tan x = x; f'' = 0 where (2-x^2) sin x = 2x cos x",
        **BUMP | {"range": closed(-0.217233628211, 1), "lipschitz": 0.436181817271, "growth": ...},
    ),
    row("exp(-x^2)", "Gaussian: steepest at 1/sqrt(2)", **BUMP, lipschitz=sqrt(2 / exp(1))),
    row("exp(-x^2/2)", "Gaussian: steepest at 1", **BUMP, lipschitz=exp(-0.5)),
    row(
        "x*cos(x)",
        "GCU",
        smoothness="C^inf",
        range=LINE,
        monotone="no",
        parity="odd",
        lipschitz=INF,
        limits=[None, None],
        slope_limits=[None, None],
        zero_at_origin=True,
        derivative_at_0=1,
        convex="no",
    ),
    row(
        "piecewise(abs(x)<=1: 1-x^2/2, abs(x)<2: (2-abs(x))^2/2, 0)",
        "SQ-RBF: f'' is -1 and 1 beside 1",
        **BUMP
        | {
            "smoothness": "C^1",
            "range": closed(0, 1),
            "lipschitz": 1,
            "growth": ...,
            "dead_region": [[LOW, -2], [2, INF]],
        },
    ),
    row("x/sqrt(1+abs(x))", "soft root: x-x^2/2 right of 0", **ROOT),
    row("2*sign(x)*(sqrt(1+abs(x))-1)", "soft root: f' = 1/sqrt(1+|x|)", **ROOT),
    row(
        "sign(x)*sqrt(abs(x))",
        "symmetric root: infinite slope at 0",
        **ROOT | {"smoothness": "C^0", "kinks": [0], "lipschitz": INF, "derivative_at_0": INF},
    ),
    row("atan(x)", "f' = 1/(1+x^2)", **TANH | {"range": opened(-pi / 2, pi / 2), "limits": [-pi / 2, pi / 2]}),
    row("2/pi*atan(pi/2*x)", "scaled arctan", **TANH),
    row("asinh(x)", "f' = 1/sqrt(1+x^2), like log", **ROOT | {"smoothness": "C^inf", "growth": [0, 0]}),
    row("sign(x)*log(1+abs(x))", "symmetric log: f' = 1/(1+|x|)", **ROOT | {"growth": [0, 0]}),
    row(
        "x*log(1+sigmoid(x))",
        "logish; far right x log 2",
        **DIPPING
        | {
            "range": at_least(-0.252768816789),
            "lipschitz": 0.746311180413,
            "slope_limits": [0, log(2)],
            "derivative_at_0": log(1.5),
        },
    ),
    row(
        "x*tanh(log(1+sigmoid(x)))",
        "smish; tanh(log 2) = 3/5, tanh(log 3/2) = 5/13",
        **DIPPING
        | {
            "range": at_least(-0.24999366366),
            "lipschitz": 0.636884222881,
            "slope_limits": [0, 0.6],
            "derivative_at_0": 5 / 13,
        },
    ),
    row(
        "x*tanh(gelu(x))",
        "phish: both factors change sign at 0",
        **DIPPING | {"range": at_least(0), "lipschitz": 1.29830667331, "derivative_at_0": 0},
    ),
    row(
        "x*erf(softplus(x))",
        "serf; f'(0) = erf(log 2)",
        **DIPPING | {"range": at_least(-0.34843745876), "lipschitz": 1.08612544415, "derivative_at_0": 0.673041289743},
    ),
    row(
        "x*tanh(exp(x))",
        "TanhExp; f'(0) = tanh 1",
        **DIPPING | {"range": at_least(-0.353285777848), "lipschitz": 1.06197530872, "derivative_at_0": 0.761594155956},
    ),
    row(
        "x*erf(exp(x))",
        "ErfAct; f'(0) = erf 1",
        **DIPPING | {"range": at_least(-0.39847457356), "lipschitz": 1.04197617459, "derivative_at_0": 0.842700792950},
    ),
    row(
        "x*(1+exp(-2*x))^(-1.5)",
        "Aria-2; f'(0) = 2^-1.5",
        **DIPPING | {"range": at_least(-0.0699776413197), "lipschitz": 1.14114719042, "derivative_at_0": 2**-1.5},
    ),
    row(
        "x*sin(pi/2*sigmoid(x))",
        "SinSig; f'(0) = sin(pi/4)",
        **DIPPING | {"range": at_least(-0.429177632051), "lipschitz": 1.05888894743, "derivative_at_0": sqrt(0.5)},
    ),
    row(
        "x/(1-x*exp(-(x+exp(x))))",
        "CoLU",
        **DIPPING | {"range": at_least(-0.377158568396), "lipschitz": 1.08283460068, "derivative_at_0": 1},
    ),
    row(
        "piecewise(x>0: tanh(x), 0.25*tanh(x))",
        "penalized tanh",
        **TANH
        | {
            "smoothness": "C^0",
            "kinks": [0],
            "range": opened(-0.25, 1),
            "parity": "neither",
            "limits": [-0.25, 1],
            "derivative_at_0": None,
        },
    ),
    row(
        "x*tanh(x)",
        "LiSHT: f''=0 where x tanh x = 1, and f' = x there",
        **SMOOTH_ABS | {"lipschitz": 1.19967864026, "convex": "no"},
    ),
    row(
        "x*tanh(x/0.01)",
        "softmodulusT, LiSHT scaled both ways",
        **SMOOTH_ABS | {"lipschitz": 1.19967864026, "convex": "no"},
    ),
    row(
        "(1-x^2)*exp(-x^2/2)",
        "Mexican hat: min at sqrt 3, steepest where x^2 = 3-sqrt 6",
        **BUMP | {"range": closed(-2 * exp(-1.5), 1), "lipschitz": 1.38011904616},
    ),
    row(
        "cos(5*x)*exp(-x^2/2)",
        "Morlet: min where 5 sin 5x = -x cos 5x",
        **BUMP | {"range": closed(-0.827109859665, 1), "lipschitz": 4.79288466901, "growth": ...},
    ),
    row("piecewise(x>=0: 1-exp(-x), exp(x)-1)", "Hexpo: f' = e^-|x|", **TANH | {"smoothness": "C^1"}),
    row(
        "piecewise(x>=1: 1+0.5*(x-1), x>-1: x, -1+0.1*(x+1))",
        "SReLU: slopes 1/10, 1, 1/2",
        **TWO_SLOPES
        | {"kinks": [-1, 1], "slope_limits": [0.1, 0.5], "derivative_at_0": 1, "convex": "no", "homogeneous": False},
    ),
    row(
        "min(max(0, x), 1)",
        "BReLU",
        **RELU
        | {
            "kinks": [0, 1],
            "range": closed(0, 1),
            "limits": [0, 1],
            "slope_limits": [0, 0],
            "growth": [..., 0],
            "dead_region": [[LOW, 0], [1, INF]],
            "convex": "no",
            "homogeneous": False,
        },
    ),
    row(
        "1-exp(-exp(x))",
        "complementary log-log: f' = u e^-u, u = e^x",
        **SIGMOID | {"lipschitz": exp(-1), "derivative_at_0": exp(-1)},
    ),
    row(
        "exp(-exp(-x))",
        "log-log: f' = u e^-u, u = e^-x",
        **SIGMOID | {"lipschitz": exp(-1), "derivative_at_0": exp(-1)},
    ),
    row(
        "exp(-2*exp(-x))",
        "Gompertz: f' = u e^-u, u = 2e^-x",
        **SIGMOID | {"lipschitz": exp(-1), "derivative_at_0": 2 * exp(-2)},
    ),
    row(
        "1-2*exp(-0.7*exp(x))",
        "modified cloglog: f' = 2u e^-u, u = 0.7e^x",
        **TANH
        | {"parity": "neither", "lipschitz": 2 * exp(-1), "zero_at_origin": False, "derivative_at_0": 1.4 * exp(-0.7)},
    ),
    row("abs(x)", "modulus", **ABS),
    row(
        "piecewise(abs(x)<=1: x^2*(2-abs(x)), abs(x))",
        "softmodulusQ: steepest at 2/3; f'' is -2 and 0 beside 1",
        **SMOOTH_ABS | {"smoothness": "C^1", "lipschitz": 4 / 3, "convex": "no"},
    ),
    row("piecewise(x>=0: x, x/(1-x))", "DLU: f'' is 2 at 0-", **ELU),
    row(
        "x/(2*(1+abs(x)))+1/2",
        "Elliott: 1/(2+2|x|) left of 0",
        **SIGMOID | {"smoothness": "C^1", "lipschitz": 0.5, "growth": [-1, 0], "derivative_at_0": 0.5},
    ),
    row(
        "x*(1+x/sqrt(1+x^2))/2",
        "PFLU: min where x^4+x^2 = 1, steepest at sqrt 2; like 1/(4x) far left",
        **DIPPING
        | {"range": at_least(-0.150141553), "lipschitz": 1.04433105395, "growth": [-1, 1], "derivative_at_0": 0.5},
    ),
    row(
        "piecewise(x>=0: x, x+x^2/sqrt(1+x^2))",
        "FPFLU: twice PFLU left of 0, f'' = 2 at 0-",
        **DIPPING
        | {
            "smoothness": "C^1",
            "range": at_least(-0.300283106001),
            "lipschitz": 1,
            "growth": [-1, 1],
            "derivative_at_0": 1,
        },
    ),
    row(
        "piecewise(x>=0: x, 2*log((exp(x)+1)/2))",
        "SLU: f'' = 1/2 at 0-",
        **ELU | {"range": above(-2 * log(2)), "limits": [-2 * log(2), INF]},
    ),
    row(
        "x/cosh(x)",
        "ReSech: top where x tanh x = 1",
        **TANH
        | {"range": closed(-0.662743419349, 0.662743419349), "monotone": "no", "limits": [0, 0], "growth": [LOW, LOW]},
    ),
    row(
        "piecewise(x>0: x, 0.25*(sin(x)-cos(x)))",
        "SineReLU: -1/4 at 0-",
        smoothness="C^-1",
        kinks=[],
        jumps=[0],
        range=at_least(-0.25 * sqrt(2)),
        monotone="no",
        parity="neither",
        lipschitz=INF,
        limits=[None, INF],
        slope_limits=[None, 1],
        growth=[..., 1],
        zero_at_origin=False,
        derivative_at_0=None,
        convex="no",
        injective=False,
    ),
    row(
        "min(x, sin(x))",
        "minsin: x-x^3/6 right of 0",
        smoothness="C^2",
        range=at_most(1),
        monotone="no",
        parity="neither",
        lipschitz=1,
        limits=[LOW, None],
        slope_limits=[1, None],
        growth=[1, ...],
        zero_at_origin=True,
        derivative_at_0=1,
        convex="no",
    ),
    row(
        "cos(x)-x",
        "Cosid: f' = -1-sin x",
        **IDENTITY
        | {
            "affine": False,
            "monotone": "decreasing",
            "parity": "neither",
            "lipschitz": 2,
            "limits": [INF, LOW],
            "slope_limits": [None, None],
            "zero_at_origin": False,
            "derivative_at_0": -1,
            "convex": "no",
            "homogeneous": False,
            "idempotent": False,
        },
    ),
    row(
        "atan(x)/pi+1/2",
        "Cauchy's distribution: 1/(pi|x|) left of 0",
        **SIGMOID | {"lipschitz": 1 / pi, "growth": [-1, 0], "derivative_at_0": 1 / pi},
    ),
    row(
        "x/(1+sqrt(1+x^2))",
        "rootsig: f' = 1/(w+w^2), w = sqrt(1+x^2)",
        **TANH | {"lipschitz": 0.5, "derivative_at_0": 0.5},
    ),
    row(
        "sigmoid(x)*(1+x*(1-sigmoid(x)))",
        "dSiLU: extremes where x tanh(x/2) = 2, steepest at 0",
        **SIGMOID
        | {
            "range": closed(-0.0998393201289, 1.09983932013),
            "monotone": "no",
            "lipschitz": 0.5,
            "derivative_at_0": 0.5,
        },
    ),
    row(
        "exp(-abs(x))",
        "Laplace's bump",
        **BUMP | {"smoothness": "C^0", "kinks": [0], "lipschitz": 1, "derivative_at_0": None},
    ),
    row(
        "max(0, 1-abs(x))",
        "triangle",
        **BUMP
        | {
            "smoothness": "C^0",
            "kinks": [-1, 0, 1],
            "range": closed(0, 1),
            "lipschitz": 1,
            "growth": ...,
            "derivative_at_0": None,
            "dead_region": [[LOW, -1], [1, INF]],
        },
    ),
    row(
        "piecewise(abs(x)<=pi/2: cos(x), 0)",
        "an arch of cosine",
        **BUMP
        | {
            "smoothness": "C^0",
            "kinks": [-pi / 2, pi / 2],
            "range": closed(0, 1),
            "lipschitz": 1,
            "growth": ...,
            "dead_region": [[LOW, -pi / 2], [pi / 2, INF]],
        },
    ),
    row(
        "(exp(x/2)-1)/(1/2)+1/2",
        "soft exponential, a = 1/2",
        **ELU
        | {
            "smoothness": "C^inf",
            "range": above(-1.5),
            "lipschitz": INF,
            "limits": [-1.5, INF],
            "slope_limits": [0, INF],
            "growth": [0, INF],
            "zero_at_origin": False,
        },
    ),
    row(
        "2*atan(tanh(x/2))",
        "Gudermann: f' = sech",
        **TANH | {"range": opened(-pi / 2, pi / 2), "limits": [-pi / 2, pi / 2]},
    ),
    row("x/(1+abs(x)^3)^(1/3)", "x-x|x|^3/3 near 0: the fourth derivative jumps", **TANH | {"smoothness": "C^3"}),
    row(
        "piecewise(x>=0: 2*x, exp(2*x)-1)",
        "PELU: f'' = 4 at 0-",
        **ELU | {"lipschitz": 2, "slope_limits": [0, 2], "derivative_at_0": 2},
    ),
    row("erf(x)", "f' = 2/sqrt(pi) e^-x^2", **TANH | {"lipschitz": 2 / sqrt(pi), "derivative_at_0": 2 / sqrt(pi)}),
    row("erf(sqrt(pi)/2*x)", "erf with slope 1 at 0", **TANH),
    row("log(cosh(x))", "f' = tanh", **SMOOTH_ABS),
    row("sqrt(1+x^2)-1", "pseudo-Huber", **SMOOTH_ABS),
    row("sqrt(x^2+1)", "multiquadric", **SMOOTH_ABS | {"range": at_least(1), "zero_at_origin": False}),
    row("piecewise(abs(x)<=1: x^2/2, abs(x)-1/2)", "Huber", **SMOOTH_ABS | {"smoothness": "C^1"}),
    row(
        "1/(1+x^2)", "Cauchy's bump: steepest at 1/sqrt 3", **BUMP | {"lipschitz": 3 * sqrt(3) / 8, "growth": [-2, -2]}
    ),
    row(
        "1/sqrt(1+x^2)",
        "inverse multiquadric: f' = -x/w^3, steepest at 1/sqrt 2",
        **BUMP | {"lipschitz": 2 / (3 * sqrt(3)), "growth": [-1, -1]},
    ),
    row(
        "1/(1+abs(x))",
        "f' = -1/(1+x)^2 right of 0",
        **BUMP | {"smoothness": "C^0", "kinks": [0], "lipschitz": 1, "growth": [-1, -1], "derivative_at_0": None},
    ),
    row("1/cosh(x)", "steepest where sinh x = 1", **BUMP, lipschitz=0.5),
    row("4*sigmoid(x)*(1-sigmoid(x))", "sech^2(x/2): steepest where tanh^2 = 1/3", **BUMP, lipschitz=2 / (3 * sqrt(3))),
    row("piecewise(x<0: 0, x<1: x^2*(3-2*x), 1)", "smooth step", **STEPS),
    row(
        "piecewise(x<0: 0, x<1: x^3*(6*x^2-15*x+10), 1)",
        "smoother step: f' = 30x^2(1-x)^2",
        **STEPS | {"smoothness": "C^2", "lipschitz": 15 / 8},
    ),
    row(
        "0.8944*relu(x)^2-0.4472",
        "StarReLU",
        **RELU
        | {
            "smoothness": "C^1",
            "kinks": [],
            "range": at_least(-0.4472),
            "lipschitz": INF,
            "limits": [-0.4472, INF],
            "slope_limits": [0, INF],
            "growth": [0, 2],
            "zero_at_origin": False,
            "derivative_at_0": 0,
            "homogeneous": False,
            "idempotent": False,
        },
    ),
    row(
        "piecewise(x>0: x, x>=-2: x+x^2/4, -1)",
        "SQLU",
        **ELU | {"range": at_least(-1), "monotone": "nondecreasing", "dead_region": [[LOW, -2]]},
    ),
    row(
        "x/(1+x^2)",
        "tops 1/2 at 1",
        **TANH | {"range": closed(-0.5, 0.5), "monotone": "no", "limits": [0, 0], "growth": [-1, -1]},
    ),
    row(
        "x*exp(-abs(x))",
        "f'' is -2 at 0+",
        **TANH
        | {
            "smoothness": "C^1",
            "range": closed(-exp(-1), exp(-1)),
            "monotone": "no",
            "limits": [0, 0],
            "growth": [LOW, LOW],
        },
    ),
    row(
        "x/2*min(2, max(0, x+2))",
        "hard mish: slopes 0 and -1 beside -2",
        **DIPPING
        | {
            "smoothness": "C^0",
            "kinks": [-2],
            "range": at_least(-0.5),
            "lipschitz": 1,
            "growth": [..., 1],
            "derivative_at_0": 1,
            "dead_region": [[LOW, -2]],
        },
    ),
    row("max(x, tanh(x))", "maxtanh: tanh left of 0, f''' = -2 at 0-", **ELU | {"smoothness": "C^2"}),
    row(
        "max(x, sigmoid(x))",
        "maxsig: x = s(x) at 0.659046068407",
        **SOFTPLUS | {"smoothness": "C^0", "kinks": [0.659046068407], "derivative_at_0": 0.25, "convex": "no"},
    ),
    row("sqrt(x^2+0.01)", "softened modulus", **SMOOTH_ABS | {"range": at_least(0.1), "zero_at_origin": False}),
    row(
        "x*exp(-x^2/2)",
        "derivative of a Gaussian: tops e^-1/2 at 1",
        **TANH | {"range": closed(-exp(-0.5), exp(-0.5)), "monotone": "no", "limits": [0, 0], "growth": [LOW, LOW]},
    ),
)
