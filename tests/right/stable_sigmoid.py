"""Sigmoids for all floats, each in a style or by an idea of its own."""

RIGHT = {
    "scipy's expit": """\
from scipy.special import expit
def sigmoid(x):
    return expit(x)
""",
    "expit under another name": """\
import scipy.special
sigmoid = scipy.special.expit
""",
    "exp of log_expit": """\
import numpy as np
from scipy import special
def sigmoid(x):
    return np.exp(special.log_expit(x))
""",
    "by logaddexp": """\
import numpy as np
def sigmoid(x):
    return np.exp(-np.logaddexp(0, -x))
""",
    "two masks": """\
import numpy as np
def sigmoid(x):
    out = np.empty_like(x)
    pos = x >= 0
    neg = ~pos
    out[pos] = 1 / (1 + np.exp(-x[pos]))
    z = np.exp(x[neg])
    out[neg] = z / (1 + z)
    return out
""",
    "np.piecewise": """\
import numpy as np
def sigmoid(x):
    return np.piecewise(x, [x >= 0], [
        lambda v: 1 / (1 + np.exp(-v)),
        lambda v: np.exp(v) / (1 + np.exp(v)),
    ])
""",
    "np.where with both branches clipped": """\
import numpy as np
def sigmoid(x):
    right = 1 / (1 + np.exp(-np.maximum(x, 0)))
    e = np.exp(np.minimum(x, 0))
    return np.where(x >= 0, right, e / (1 + e))
""",
    "np.select": """\
import numpy as np
def sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.select([x >= 0, x < 0], [1 / (1 + e), e / (1 + e)])
""",
    "errstate about an overflow that does no harm": """\
import numpy as np
def sigmoid(x):
    # exp(-x) = inf gives 1 / inf = 0, which is right
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))
""",
    "errstate as a decorator": """\
import numpy as np
@np.errstate(over='ignore')
def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-x))
""",
    "warnings are caught": """\
import warnings
import numpy as np
def sigmoid(x):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return 1 / (1 + np.exp(-x))
""",
    "one numerator with a minimum": """\
import numpy as np
def sigmoid(x):
    return np.exp(np.minimum(x, 0)) / (1 + np.exp(-np.abs(x)))
""",
    "tanh on the right, exp on the left": """\
import numpy as np
def sigmoid(x):
    e = np.exp(np.minimum(x, 0))
    return np.where(x > 0, (1 + np.tanh(x / 2)) / 2, e / (1 + e))
""",
    "exp of half the argument over a cosh": """\
import numpy as np
def sigmoid(x):
    # e^(x/2) / (2 cosh(x/2)), numerator and denominator times e^(-|x|/2)
    a = np.abs(x)
    return np.exp((x - a) / 2) / (1 + np.exp(-a))
""",
    "mirror symmetry": """\
import numpy as np
def sigmoid(x):
    e = np.exp(-np.abs(x))
    small = e / (1 + e)
    return np.where(x < 0, small, 1 - small)
""",
    "a helper, constants and hints": '''\
from __future__ import annotations

import numpy as np

ONE = 1


def _decay(x: np.ndarray) -> np.ndarray:
    """Return exp(-|x|), which is never above 1."""
    return np.exp(-np.abs(x))


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + exp(-x)) without overflow."""
    e: np.ndarray = _decay(x)
    return np.where(x >= 0, ONE, e) / (ONE + e)
''',
    "names from numpy": """\
from numpy import abs, exp, where
def sigmoid(x):
    e = exp(-abs(x))
    return where(x < 0, e, 1) / (1 + e)
""",
    "import numpy": """\
import numpy
def sigmoid(x):
    t = numpy.exp(numpy.negative(numpy.absolute(x)))
    return numpy.divide(numpy.where(numpy.greater_equal(x, 0), 1, t), numpy.add(t, 1))
""",
    "out= step by step": """\
import numpy as np
def sigmoid(x):
    e = np.abs(x, out=np.empty_like(x))
    np.negative(e, out=e)
    np.exp(e, out=e)
    top = np.ones_like(x)
    np.copyto(top, e, where=x < 0)
    e += 1
    top /= e
    return top
""",
    "where= in the ufunc": """\
import numpy as np
def sigmoid(x):
    e = np.exp(-np.abs(x))
    y = np.ones_like(x)
    np.copyto(y, e, where=x < 0)
    return y / (1 + e)
""",
    "softmax of (x, 0)": """\
import numpy as np
def sigmoid(x):
    z = np.stack([x, np.zeros_like(x)], axis=-1)
    z = z - z.max(axis=-1, keepdims=True)
    e = np.exp(z)
    return e[..., 0] / e.sum(axis=-1)
""",
    "a class with a static method": """\
import numpy as np
class Logistic:
    @staticmethod
    def value(x):
        e = np.exp(-np.abs(x))
        return np.where(x >= 0, 1, e) / (1 + e)
sigmoid = Logistic.value
""",
    "a closure": """\
import numpy as np
def make(steepness):
    def f(x):
        t = steepness * x
        e = np.exp(-np.abs(t))
        return np.where(t >= 0, 1, e) / (1 + e)
    return f
sigmoid = make(1)
""",
    "greek names": """\
import numpy as np
def σ(ξ):
    ε = np.exp(-np.abs(ξ))
    return np.where(ξ >= 0, 1, ε) / (1 + ε)
sigmoid = σ
""",
    "scipy.special.softmax": """\
import numpy as np
from scipy.special import softmax
def sigmoid(x):
    return softmax(np.stack([np.zeros_like(x), x]), axis=0)[1]
""",
    "the machine's largest number as the edge": """\
import math
import sys
import numpy as np
EDGE = math.log(sys.float_info.max) - 1
def sigmoid(x):
    e = np.exp(-np.clip(np.abs(x), 0, EDGE))
    return np.where(x >= 0, 1, e) / (1 + e)
""",
    "a loop over the two halves alone": """\
import numpy as np
def sigmoid(x):
    y = np.zeros_like(x)
    for half, sign in ((x >= 0, 1), (x < 0, -1)):
        e = np.exp(-sign * x[half])
        y[half] = (1 if sign > 0 else e) / (1 + e)
    return y
""",
    "map over two halves": """\
import numpy as np
def sigmoid(x):
    halves = (np.minimum(x, 0), -np.abs(x))
    top, e = map(np.exp, halves)
    return top / (1 + e)
""",
    "by expm1 on the left": """\
import numpy as np
def sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (2 + np.expm1(-np.abs(x))), e / (2 + np.expm1(-np.abs(x))))
""",
    "with a byte-order mark, as Notepad writes it": (
        "\ufeffimport numpy as np\r\ndef sigmoid(x):\r\n    e = np.exp(-abs(x))\r\n"
        "    return np.where(x >= 0, 1, e) / (1 + e)\r\n"
    ),
}

WRONG = {
    "tanh alone loses the tail": (
        "accurate",
        """\
import numpy as np
def sigmoid(x):
    return (1 + np.tanh(x / 2)) / 2
""",
    ),
    "one minus the mirror image loses the tail": (
        "accurate",
        """\
import numpy as np
def sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), 1 - 1 / (1 + e))
""",
    ),
    "np.vectorize is a loop": (
        "vectorised",
        """\
import math
import numpy as np
one = lambda v: 1 / (1 + math.exp(-v)) if v >= 0 else math.exp(v) / (1 + math.exp(v))
def sigmoid(x):
    return np.vectorize(one, otypes=[x.dtype])(x)
""",
    ),
}
