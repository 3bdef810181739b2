"""Leaky ReLUs that don't fold, with both their gradients."""

RIGHT = {
    "by the sign, the other way round": """\
import numpy as np
def leaky(x, a):
    return np.where(x < 0, a * x, x)
def leaky_grad(x, a):
    return np.where(x < 0, a, 1.0), np.where(x < 0, x, 0.0)
""",
    "positive and negative part": """\
import numpy as np
def leaky(x, a):
    return np.maximum(x, 0) + a * np.minimum(x, 0)
def leaky_grad(x, a):
    return (x > 0) + a * (x <= 0), np.minimum(x, 0)
""",
    "a slope array times x": """\
import numpy as np
def slope(x, a):
    return np.where(x >= 0, x.dtype.type(1), x.dtype.type(a))
def leaky(x, a):
    return slope(x, a) * x
def leaky_grad(x, a):
    return slope(x, a), np.where(x >= 0, 0, x)
""",
    "with the absolute value": """\
import numpy as np
def leaky(x, a):
    return (1 + a) / 2 * x + (1 - a) / 2 * np.abs(x)
def leaky_grad(x, a):
    return (1 + a) / 2 + (1 - a) / 2 * np.sign(x), (x - np.abs(x)) / 2
""",
    "maximum or minimum by a": """\
import numpy as np
def leaky(x, a):
    if a <= 1:
        return np.maximum(a * x, x)
    return np.minimum(a * x, x)
def leaky_grad(x, a):
    return np.where(x > 0, 1.0, a), np.minimum(x, 0.0)
""",
    "a copy and a mask": """\
import numpy as np
def leaky(x, a):
    y = x.copy()
    negative = x < 0
    y[negative] *= a
    return y
def leaky_grad(x, a):
    dx = np.ones_like(x)
    da = np.zeros_like(x)
    negative = x < 0
    dx[negative] = a
    da[negative] = x[negative]
    return dx, da
""",
    "np.piecewise with the slope passed on": """\
import numpy as np
def leaky(x, a):
    return np.piecewise(x, [x > 0], [lambda v: v, lambda v: a * v])
def leaky_grad(x, a):
    return np.piecewise(x, [x > 0], [1, a]), np.piecewise(x, [x > 0], [0, lambda v: v])
""",
    "np.select with half a slope at 0": """\
import numpy as np
def leaky(x, a):
    return np.select([x > 0, x <= 0], [x, a * x])
def leaky_grad(x, a):
    fx = np.select([x > 0, x < 0], [np.ones_like(x), a * np.ones_like(x)], default=(1 + a) / 2)
    fa = np.select([x < 0], [x], default=0.0)
    return fx, fa
""",
    "np.heaviside": """\
import numpy as np
def leaky(x, a):
    h = np.heaviside(x, 0)
    return h * x + (1 - h) * a * x
def leaky_grad(x, a):
    h = np.heaviside(x, 0)
    return h + (1 - h) * a, (1 - h) * x
""",
    "a list of two arrays comes back": """\
import numpy as np
def leaky(x, a):
    return np.where(x > 0, x, a * x)
def leaky_grad(x, a):
    df_dx = np.where(x > 0, 1.0, a)
    df_da = np.where(x > 0, 0.0, x)
    return [df_dx, df_da]
""",
    "both arrays in one": """\
import numpy as np
def leaky(x, a):
    return np.where(x > 0, x, a * x)
def leaky_grad(x, a):
    return np.stack([np.where(x > 0, 1.0, a), np.where(x > 0, 0.0, x)])
""",
    "a named pair": """\
from typing import NamedTuple
import numpy as np

class Gradients(NamedTuple):
    x: np.ndarray
    a: np.ndarray

def leaky(x, a):
    return x * np.where(x > 0, 1, a).astype(x.dtype)

def leaky_grad(x, a):
    return Gradients(x=np.where(x > 0, 1.0, a), a=np.where(x > 0, 0.0, x))
""",
    "a default slope and hints": """\
import numpy as np
def leaky(x: np.ndarray, a: float = 0.01) -> np.ndarray:
    positive: np.ndarray = x > 0
    return np.where(positive, x, a * x)
def leaky_grad(x: np.ndarray, a: float = 0.01) -> tuple[np.ndarray, np.ndarray]:
    positive: np.ndarray = x > 0
    return np.where(positive, 1.0, a), np.where(positive, 0.0, x)
""",
    "other names for the arguments": """\
import numpy as np
def leaky(eingabe, steigung):
    rechts = eingabe > 0   # hier gilt die Identität
    return np.where(rechts, eingabe, steigung * eingabe)
def leaky_grad(eingabe, steigung):
    rechts = eingabe > 0
    return np.where(rechts, 1.0, steigung), np.where(rechts, 0.0, eingabe)
""",
    "the gradient as a complex step": """\
import numpy as np
def leaky(x, a):
    return np.where(x.real > 0, x, a * x)
def leaky_grad(x, a):
    h = 1e-30
    return leaky(x + 1j * h, a).imag / h, leaky(x.astype(complex), a + 1j * h).imag / h
""",
    "value minus what ReLU gives": """\
import numpy as np
relu = lambda t: np.maximum(t, 0)
def leaky(x, a):
    return relu(x) - a * relu(-x)
def leaky_grad(x, a):
    right = np.heaviside(x, 1.0)
    return right + a * (1 - right), -relu(-x)
""",
    "a loop over the numbers": """\
import numpy as np
def leaky(x, a):
    y = np.empty_like(x)
    for i, v in np.ndenumerate(x):
        y[i] = v if v > 0 else a * v
    return y
def leaky_grad(x, a):
    dx, da = [], []
    for v in x.ravel():
        if v > 0:
            dx.append(1.0)
            da.append(0.0)
        else:
            dx.append(a)
            da.append(v)
    return np.array(dx).reshape(x.shape), np.array(da).reshape(x.shape)
""",
    "a generator gives one gradient after the other, unpacked": """\
import numpy as np
def leaky(x, a):
    return np.where(x > 0, x, a * x)
def _gradients(x, a):
    yield np.where(x > 0, np.ones_like(x), np.full_like(x, a))
    yield np.where(x > 0, np.zeros_like(x), x)
def leaky_grad(x, a):
    return tuple(_gradients(x, a))
""",
}
