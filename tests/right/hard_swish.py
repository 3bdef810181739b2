"""Hard swishes with their derivatives, each in a style or by an idea of its own."""

PART = 0
RIGHT = {
    "the product rule": """\
import numpy as np
def hard_sigmoid(x):
    return np.clip(x + 3, 0, 6) / 6
def hard_swish(x):
    return x * hard_sigmoid(x)
def hard_swish_grad(x):
    return hard_sigmoid(x) + x * (np.abs(x) < 3) / 6
""",
    "the product rule, kinks included": """\
import numpy as np
def hard_sigmoid(x):
    return np.clip(x / 6 + 0.5, 0, 1)
def hard_swish(x):
    return x * hard_sigmoid(x)
def hard_swish_grad(x):
    inside = (x >= -3) & (x <= 3)
    return hard_sigmoid(x) + x * np.where(inside, 1 / 6, 0)
""",
    "minimum and maximum": """\
import numpy as np
def hard_sigmoid(x):
    return np.minimum(np.maximum(x + 3, 0), 6) / 6
def hard_swish(x):
    return np.minimum(np.maximum(x + 3, 0), 6) * x / 6
def hard_swish_grad(x):
    return np.where(x <= -3, 0, np.where(x >= 3, 1, x / 3 + 0.5))
""",
    "relu6": """\
import numpy as np
def relu6(x):
    return np.clip(x, 0, 6)
def hard_sigmoid(x):
    return relu6(x + 3) / 6
def hard_swish(x):
    return x * relu6(x + 3) / 6
def hard_swish_grad(x):
    slope = (x > -3) * (x < 3)
    return relu6(x + 3) / 6 + x * slope / 6
""",
    "np.piecewise": """\
import numpy as np
def hard_sigmoid(x):
    return np.piecewise(x, [x <= -3, x >= 3], [0, 1, lambda v: (v + 3) / 6])
def hard_swish(x):
    return np.piecewise(x, [x <= -3, x >= 3], [0, lambda v: v, lambda v: v * (v + 3) / 6])
def hard_swish_grad(x):
    return np.piecewise(x, [x <= -3, x >= 3], [0, 1, lambda v: (2 * v + 3) / 6])
""",
    "np.select": """\
import numpy as np
def hard_sigmoid(x):
    return np.select([x < -3, x > 3], [np.zeros_like(x), np.ones_like(x)], default=(x + 3) / 6)
def hard_swish(x):
    return np.select([x < -3, x > 3], [np.zeros_like(x), x], (x * x + 3 * x) / 6)
def hard_swish_grad(x):
    return np.select([x < -3, x > 3], [0.0, 1.0], (2 * x + 3) / 6)
""",
    "two ReLUs": """\
import numpy as np
def relu(x):
    return np.maximum(x, 0)
def hard_sigmoid(x):
    return (relu(x + 3) - relu(x - 3)) / 6
def hard_swish(x):
    return x * hard_sigmoid(x)
def hard_swish_grad(x):
    step = lambda t: np.heaviside(t, 0.5)
    return hard_sigmoid(x) + x * (step(x + 3) - step(x - 3)) / 6
""",
    "absolute values": """\
import numpy as np
def hard_sigmoid(x):
    return (np.abs(x + 3) - np.abs(x - 3) + 6) / 12
def hard_swish(x):
    return hard_sigmoid(x) * x
def hard_swish_grad(x):
    return hard_sigmoid(x) + x * (np.sign(x + 3) - np.sign(x - 3)) / 12
""",
    "masks on fresh arrays": """\
import numpy as np
def hard_sigmoid(x):
    y = np.array((x + 3) / 6)
    y[y < 0] = 0
    y[y > 1] = 1
    return y
def hard_swish(x):
    y = x.copy()
    y *= hard_sigmoid(x)
    return y
def hard_swish_grad(x):
    d = np.zeros_like(x)
    d[x > 3] = 1
    middle = np.abs(x) <= 3
    d[middle] = x[middle] / 3 + 0.5
    return d
""",
    "np.interp": """\
import numpy as np
def hard_sigmoid(x):
    return np.asarray(np.interp(x, [-3, 3], [0, 1])).astype(x.dtype)
def hard_swish(x):
    return x * hard_sigmoid(x)
def hard_swish_grad(x):
    return np.where(np.abs(x) < 3, 2 * hard_sigmoid(x) - 0.5, hard_sigmoid(x))
""",
    "the mean of both slopes at the kinks": """\
import numpy as np
def hard_sigmoid(x): return np.clip(x + 3, 0, 6) / 6
def hard_swish(x): return x * hard_sigmoid(x)
def hard_swish_grad(x):
    middle = (2 * x + 3) / 6
    slope = np.where(x < -3, 0, np.where(x > 3, 1, middle))
    return np.where(x == -3, -0.25, np.where(x == 3, 1.25, slope))
""",
    "constants and hints": '''\
import numpy as np
from numpy.typing import NDArray

LEFT, RIGHT, WIDTH = -3, 3, 6
Array = NDArray[np.floating]


def hard_sigmoid(x: Array) -> Array:
    """A straight line from 0 to 1, cut off."""
    return (np.clip(x, LEFT, RIGHT) - LEFT) / WIDTH


def hard_swish(x: Array) -> Array:
    """x, gated."""
    return x * hard_sigmoid(x)


def hard_swish_grad(x: Array) -> Array:
    """The derivative of hard_swish."""
    if x.size == 0:
        return x.copy()
    return np.where(x < LEFT, 0, np.where(x > RIGHT, 1, (2 * x - LEFT) / WIDTH))
''',
    "a class of static methods": """\
import numpy as np
class Hard:
    @staticmethod
    def sigmoid(x):
        return np.clip((x + 3) / 6, 0, 1)
    @staticmethod
    def swish(x):
        return x * Hard.sigmoid(x)
    @staticmethod
    def swish_grad(x):
        s = Hard.sigmoid(x)
        return s + x / 6 * ((s > 0) & (s < 1))
hard_sigmoid, hard_swish, hard_swish_grad = Hard.sigmoid, Hard.swish, Hard.swish_grad
""",
    "the methods of arrays": """\
def hard_sigmoid(x):
    return (x + 3).clip(0, 6) / 6
def hard_swish(x):
    return x * (x + 3).clip(0, 6) / 6
def hard_swish_grad(x):
    return (x + 3).clip(0, 6) / 6 + x * ((-3 < x) & (x < 3)).astype(x.dtype) / 6
""",
    "loops over the numbers": """\
import numpy as np
def each(f):
    def over(x):
        y = np.empty_like(x)
        for i, v in np.ndenumerate(x):
            y[i] = f(v)
        return y
    return over
hard_sigmoid = each(lambda v: min(max(v + 3, 0), 6) / 6)
hard_swish = each(lambda v: v * min(max(v + 3, 0), 6) / 6)
@each
def hard_swish_grad(v):
    if v < -3: return 0
    elif v > 3: return 1
    else: return (2*v + 3) / 6
""",
    "the gradient with the parabola's left slope": """\
import numpy as np
def hard_sigmoid(x):
    return np.fmin(np.fmax(x + 3, 0), 6) / 6
def hard_swish(x):
    return np.multiply(x, hard_sigmoid(x))
def hard_swish_grad(x):
    y = (2 * x + 3) / 6
    y = np.where(x < -3, 0.0, y)
    return np.where(x >= 3, 1.0, y)
""",
    "a complex step through the clip": """\
import numpy as np
def hard_sigmoid(x):
    t = x + 3
    return np.where(t.real < 0, 0, np.where(t.real > 6, 6, t)) / 6
def hard_swish(x):
    return x * hard_sigmoid(x)
def hard_swish_grad(x):
    return hard_swish(x + 1e-30j).imag / 1e-30
""",
}
WRONG = {}
