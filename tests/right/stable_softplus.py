"""Softpluses that never overflow, with their derivatives."""

RIGHT = {
    "logaddexp and expit": """\
import numpy as np
from scipy.special import expit
def softplus(x):
    return np.logaddexp(0, x)
def softplus_grad(x):
    return expit(x)
""",
    "minus log_expit": """\
from scipy import special
def softplus(x):
    return -special.log_expit(-x)
def softplus_grad(x):
    return special.expit(x)
""",
    "the gradient from the value": """\
import numpy as np
def softplus(x):
    return np.logaddexp(x, 0.0)
def softplus_grad(x):
    return np.exp(x - softplus(x))
""",
    "the gradient as exp of minus the mirrored value": """\
import numpy as np
def softplus(x):
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))
def softplus_grad(x):
    return np.exp(-softplus(-x))
""",
    "half of x plus half of |x|": """\
import numpy as np
def softplus(x):
    a = abs(x)
    return (x + a) / 2 + np.log1p(np.exp(-a))
def softplus_grad(x):
    return np.exp((x - abs(x)) / 2) / (1 + np.exp(-abs(x)))
""",
    "masks": """\
import numpy as np
def softplus(x):
    y = np.empty_like(x)
    big = x > 0
    y[big] = x[big] + np.log1p(np.exp(-x[big]))
    y[~big] = np.log1p(np.exp(x[~big]))
    return y
def softplus_grad(x):
    y = np.empty_like(x)
    big = x > 0
    y[big] = 1 / (1 + np.exp(-x[big]))
    e = np.exp(x[~big])
    y[~big] = e / (1 + e)
    return y
""",
    "np.piecewise": """\
import numpy as np
def softplus(x):
    return np.piecewise(x, [x > 0], [lambda v: v + np.log1p(np.exp(-v)), lambda v: np.log1p(np.exp(v))])
def softplus_grad(x):
    return np.piecewise(x, [x > 0], [lambda v: 1 / (1 + np.exp(-v)), lambda v: 1 - 1 / (1 + np.exp(v))])
""",
    "np.where with harmless branches": """\
import numpy as np
def softplus(x):
    low = np.minimum(x, 30)
    return np.where(x > 30, x + np.exp(-np.maximum(x, 30)), np.log1p(np.exp(low)))
def softplus_grad(x):
    return 1 / (1 + np.exp(-np.maximum(x, -700)))
""",
    "np.select": """\
import numpy as np
def softplus(x):
    t = np.log1p(np.exp(-np.abs(x)))
    return np.select([x >= 0, x < 0], [x + t, t])
def softplus_grad(x):
    e = np.exp(-np.abs(x))
    return np.select([x >= 0], [1 / (1 + e)], default=e / (1 + e))
""",
    "errstate about the gradient": """\
import numpy as np
def softplus(x):
    return np.logaddexp(0, x)
def softplus_grad(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))
""",
    "a shared helper": """\
import numpy as np
def _e(x):
    return np.exp(-np.abs(x))
def softplus(x):
    return np.maximum(x, 0) + np.log1p(_e(x))
def softplus_grad(x):
    return np.where(x < 0, _e(x), 1) / (1 + _e(x))
""",
    "a class with both": '''\
import numpy as np

class Softplus:
    """ln(1 + e^x)"""

    @classmethod
    def value(cls, x):
        return np.logaddexp(np.zeros_like(x), x)

    @classmethod
    def slope(cls, x):
        return np.exp(-cls.value(-x))

softplus, softplus_grad = Softplus.value, Softplus.slope
''',
    "logaddexp.reduce of a stack": """\
import numpy as np
def softplus(x):
    return np.logaddexp.reduce([np.zeros_like(x), x], axis=0)
def softplus_grad(x):
    return np.exp(-np.logaddexp.reduce(np.stack([np.zeros_like(x), -x]), axis=0))
""",
    "scipy's logsumexp and softmax": """\
import numpy as np
from scipy.special import logsumexp, softmax
def softplus(x):
    return logsumexp(np.stack([x, np.zeros_like(x)], axis=-1), axis=-1)
def softplus_grad(x):
    return softmax(np.stack([x, np.zeros_like(x)], axis=-1), axis=-1)[..., 0]
""",
    "x minus the log of the sigmoid": """\
import numpy as np
from numpy import exp, log1p, maximum, minimum
def log_sigmoid(x):
    return minimum(x, 0) - log1p(exp(-abs(x)))
def softplus(x):
    return -log_sigmoid(-x)
def softplus_grad(x):
    return exp(log_sigmoid(x))
""",
    "tanh in the gradient's right half": """\
import numpy as np
def softplus(x: np.ndarray) -> np.ndarray:
    return np.maximum(x, 0) + np.log1p(np.exp(-np.fabs(x)))
def softplus_grad(x: np.ndarray) -> np.ndarray:
    left = np.exp(np.minimum(x, 0))
    return np.where(x > 0, 0.5 + 0.5 * np.tanh(x / 2), left / (1 + left))
""",
    "twice artanh": """\
import numpy as np
def softplus(x):
    # ln(1 + u) = 2 artanh(u / (2 + u))
    u = np.exp(-np.abs(x))
    return np.where(x > 0, x, 0) + 2 * np.arctanh(u / (2 + u))
def softplus_grad(x):
    u = np.exp(-np.abs(x))
    return 1 - np.where(x > 0, u, 1) / (1 + u)
""",
    "in place on what is fresh": """\
import numpy as np
def softplus(x):
    y = -np.abs(x)
    y = np.log1p(np.exp(y))
    y += np.clip(x, 0, None)
    return y
def softplus_grad(x):
    y = np.logaddexp(0, -x)
    return np.exp(-y)
""",
    "written in French": """\
import numpy as np
# La fonction « softplus » : ln(1 + eˣ), sans dépassement.
def softplus(x):
    décroissance = np.exp(-np.abs(x))  # toujours ≤ 1
    return np.maximum(x, 0) + np.log1p(décroissance)
# Sa dérivée est la sigmoïde.
def softplus_grad(x):
    décroissance = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, décroissance) / (1 + décroissance)
""",
    "scipy has one": """\
from scipy.special import expit, softplus as ready
def softplus(x):
    return ready(x)
def softplus_grad(x):
    return expit(x)
""",
}
WRONG = {}
