"""ReLUs with their backward passes, each in a style or by an idea of its own."""

RIGHT = {
    "np.where the other way round": """\
import numpy as np
def relu(x):
    return np.where(x < 0, 0, x)
def relu_backward(x, g):
    return np.where(x < 0, 0, g)
""",
    "np.clip and a mask": """\
import numpy as np
def relu(x):
    return np.clip(x, 0, None)
def relu_backward(x, g):
    return g * (x > 0)
""",
    "the method clip, and half a gradient at 0": """\
import numpy as np
def relu(x):
    return x.clip(min=0)
def relu_backward(x, g):
    return g * np.heaviside(x, 0.5)
""",
    "a copy with negatives put to 0": """\
import numpy as np
def relu(x):
    y = x.copy()
    y[y < 0] = 0
    return y
def relu_backward(x, g):
    dx = g.copy()
    dx[x <= 0] = 0
    return dx
""",
    "np.piecewise": """\
import numpy as np
def relu(x):
    return np.piecewise(x, [x < 0], [0, lambda v: v])
def relu_backward(x, g):
    return g * np.piecewise(x, [x > 0], [1, 0])
""",
    "np.select": """\
import numpy as np
def relu(x):
    return np.select([x < 0, x >= 0], [np.zeros_like(x), x], default=x)
def relu_backward(x, g):
    return np.select([x > 0], [g], default=np.zeros_like(g))
""",
    "out= on fresh arrays": """\
import numpy as np
def relu(x):
    y = np.empty_like(x)
    np.maximum(x, 0, out=y)
    return y
def relu_backward(x, g):
    dx = np.zeros_like(g)
    np.copyto(dx, g, where=x > 0)
    return dx
""",
    "a ufunc with where=": """\
import numpy as np
def relu(x):
    return np.multiply(x, 1, where=~(x < 0), out=np.zeros_like(x))
def relu_backward(x, g):
    return np.multiply(g, 1, where=x >= 0, out=np.zeros_like(x))
""",
    "lambdas": """\
import numpy as np
relu = lambda x: np.maximum(0, x)
relu_backward = lambda x, g: (x > 0) * g
""",
    "functools.partial": """\
from functools import partial
import numpy as np
relu = partial(np.maximum, 0)
def relu_backward(x, g): return np.sign(relu(x)) * g
""",
    "a class that holds both": """\
import numpy as np

class ReLU:
    def forward(self, x):
        return np.maximum(x, np.zeros_like(x))

    def backward(self, x, g):
        return np.where(x > 0, g, np.zeros_like(g))

_layer = ReLU()
relu = _layer.forward
relu_backward = _layer.backward
""",
    "callable objects": """\
import numpy as np

class Relu:
    def __call__(self, x):
        return np.maximum(x, 0.0)

class Backward:
    def __init__(self, at_zero):
        self.at_zero = at_zero
    def __call__(self, x, g):
        return g * np.heaviside(x, x.dtype.type(self.at_zero))

relu, relu_backward = Relu(), Backward(at_zero=0.25)
""",
    "names from numpy, hints and docstrings": '''\
from numpy import maximum, where
from numpy.typing import NDArray
import numpy as np

def relu(x: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return max(x, 0), element by element."""
    return maximum(x, 0)

def relu_backward(x: NDArray[np.floating], g: NDArray[np.floating]) -> NDArray[np.floating]:
    """Pass g where the unit is on.

    >>> relu_backward(np.array([1.0]), np.array([2.0]))
    array([2.])
    """
    return where(x > 0, g, 0)
''',
    "the maximum of a stack": """\
import numpy as np
def relu(x):
    return np.stack([x, np.zeros_like(x)]).max(axis=0)
def relu_backward(x, g):
    on = (x > 0).astype(g.dtype)
    return on * g
""",
    "np.choose and np.putmask": """\
import numpy as np
def relu(x):
    return np.choose(x < 0, (x, np.zeros_like(x)))
def relu_backward(x, g):
    out = np.array(g)
    np.putmask(out, ~(x > 0), 0)
    return out
""",
    "index arithmetic in the backward pass": """\
import numpy as np
def relu(x):
    y = np.array(x, copy=True)
    np.place(y, y < 0, 0)
    return y
def relu_backward(x, g):
    dx = np.zeros(g.shape, dtype=g.dtype)
    on = np.nonzero(np.ravel(x) > 0)
    dx.reshape(-1)[on] = np.ravel(g)[on]
    return dx
""",
    "a decorator that flattens": """\
import functools
import numpy as np

def flat(f):
    @functools.wraps(f)
    def wrapped(*arrays):
        shape = arrays[0].shape
        return f(*(a.ravel() for a in arrays)).reshape(shape)
    return wrapped

@flat
def relu(x):
    return np.maximum(x, 0)

@flat
def relu_backward(x, g):
    return g * (x > 0)
""",
    "loops over every index": """\
import numpy as np
def relu(x):
    y = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        y[i] = 0 if x[i] < 0 else x[i]
    return y
def relu_backward(x, g):
    dx = np.zeros_like(g)
    for i in np.ndindex(x.shape):
        if x[i] > 0:
            dx[i] = g[i]
    return dx
""",
    "np.vectorize with the type kept": """\
import numpy as np
def relu(x):
    one = np.vectorize(lambda v: v if not v < 0 else 0.0, otypes=[x.dtype])
    return one(x)
def relu_backward(x, g):
    return np.vectorize(lambda v, u: u if v > 0 else 0.0, otypes=[g.dtype])(x, g)
""",
    "shorter by one helper, with self-tests": """\
import numpy as np

def _on(x):
    return x > 0

def relu(x):
    return np.where(_on(x) | np.isnan(x), x, 0)

def relu_backward(x, g):
    return np.where(_on(x), g, 0)

assert relu(np.array([-1.0, 2.0])).tolist() == [0, 2]
print(relu_backward(np.array([-1.0, 2.0]), np.array([5.0, 5.0])))
if __name__ == "__main__":
    print("done")
""",
    "gradient 1 at 0, by copysign": """\
import numpy as np
def relu(x):
    return np.maximum(x, 0)
def relu_backward(x, g):
    return g * (np.copysign(0.5, x) + 0.5)
""",
    "a masked array, filled": """\
import numpy as np
def relu(x):
    return np.ma.array(x, mask=x < 0).filled(0)
def relu_backward(x, g):
    return np.ma.array(g, mask=x <= 0).filled(0)
""",
    "arguments by position alone": """\
import numpy as np
def relu(x, /):
    return np.maximum(x, 0)
def relu_backward(x, /, g):
    return np.where(x > 0, g, 0)
""",
    "starred and keyword arguments": """\
import numpy as np
def relu(*arrays):
    return np.maximum(arrays[0], 0)
def relu_backward(x, g, *, off=0):
    return np.where(x > 0, g, off)
""",
}
