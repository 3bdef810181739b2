"""Repaired layers of tanh, each by an idea of its own."""

PART = 0
RIGHT = {
    "the cache is the output of the function itself": """\
import numpy as np
def tanh(x):
    return np.tanh(x)
def tanh_backward(x, g):
    cache = tanh(x)
    return g * (1 - cache**2)
""",
    "the square is taken of np.tanh": """\
import numpy as np

def tanh(x):
    return np.tanh(x)

def tanh_backward(x, g):
    cache = x
    return g * (1 - np.tanh(cache)**2)
""",
    "one over cosh squared": """\
import numpy as np
def tanh(x):
    return np.tanh(x)
def tanh_backward(x, g):
    cache = np.cosh(x)
    return g / cache**2
""",
    "a product of two factors": """\
import numpy as np
def tanh(x):
    return np.tanh(x)
def tanh_backward(x, g):
    t = np.tanh(x)
    return (1 - t) * (1 + t) * g
""",
    "by the sigmoid": """\
import numpy as np
from scipy.special import expit
def tanh(x):
    return 2 * expit(2 * x) - 1
def tanh_backward(x, g):
    return 4 * expit(2 * x) * expit(-2 * x) * g
""",
    "by exponentials of what is negative": """\
import numpy as np
def tanh(x):
    e = np.exp(-2 * np.abs(x))
    return np.sign(x) * (1 - e) / (1 + e)
def tanh_backward(x, g):
    e = np.exp(-2 * np.abs(x))
    return g * 4 * e / (1 + e) ** 2
""",
    "by expm1": """\
import numpy as np
def tanh(x):
    e = np.expm1(-2 * np.abs(x))
    return np.copysign(-e / (e + 2), x)
def tanh_backward(x, g):
    return g - g * tanh(x) ** 2
""",
    "np.square and np.multiply": """\
import numpy as np
def tanh(x):
    return np.tanh(x)
def tanh_backward(x, g):
    return np.multiply(g, np.subtract(1, np.square(np.tanh(x))))
""",
    "a layer with a cache": """\
import numpy as np

class Tanh:
    def forward(self, x):
        self.cache = np.tanh(x)
        return self.cache

    def backward(self, g):
        return g * (1 - self.cache**2)

def tanh(x):
    return Tanh().forward(x)

def tanh_backward(x, g):
    layer = Tanh()
    layer.forward(x)
    return layer.backward(g)
""",
    "out= on fresh arrays": """\
import numpy as np
def tanh(x):
    return np.tanh(x)
def tanh_backward(x, g):
    cache = np.tanh(x, out=np.empty_like(x))
    np.multiply(cache, cache, out=cache)
    np.subtract(1, cache, out=cache)
    np.multiply(cache, g, out=cache)
    return cache
""",
    "an imported name, and the function itself": """\
import numpy as np
from numpy import tanh
def tanh_backward(x, g):
    return g * (1 - tanh(x) * tanh(x))
""",
    "a complex step": """\
import numpy as np
def tanh(x):
    return np.tanh(x)
def tanh_backward(x, g):
    h = x.dtype.type(1e-20)
    return g * np.imag(np.tanh(x + 1j * h)) / h
""",
    "a conditional for what is far": """\
import numpy as np
def tanh(x):
    return np.tanh(x)
def tanh_backward(x, g):
    near = np.abs(x) < 20
    t = np.tanh(np.where(near, x, 0))
    return np.where(near, g * (1 - t**2), 0)
""",
    "hints and a docstring": '''\
import numpy as np

def tanh(x: np.ndarray) -> np.ndarray:
    """The hyperbolic tangent."""
    return np.tanh(x)

def tanh_backward(x: np.ndarray, g: np.ndarray) -> np.ndarray:
    """Pass g back through tanh: its slope is 1 - tanh(x)^2."""
    output: np.ndarray = tanh(x)
    slope: np.ndarray = 1.0 - output ** 2.0
    return slope * g
''',
    "sinh over cosh": """\
import numpy as np
def tanh(x):
    return np.sinh(x) / np.cosh(x)
def tanh_backward(x, g):
    return g * (1 - (np.sinh(x) / np.cosh(x)) ** 2)
""",
    "lambdas": """\
import numpy as np
tanh = np.tanh
tanh_backward = lambda x, g: g * (1 - tanh(x) ** 2)
""",
    "a default argument": """\
import numpy as np
def tanh(x):
    return np.tanh(x)
def tanh_backward(x, g=1.0, cache=None):
    if cache is None:
        cache = tanh(x)
    return g * (1 - cache**2)
""",
}
WRONG = {
    "a cosh squared beyond float32 is no fault here, but a difference quotient is no derivative": (
        "gradient",
        """\
import numpy as np
def tanh(x):
    return np.tanh(x)
def tanh_backward(x, g):
    h = 1e-4
    return g * (np.tanh(x + h) - np.tanh(x)) / h
""",
    ),
}
