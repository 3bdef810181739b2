"""Gains for any activation, each by a quadrature or in a style of its own."""

REFUSES = """\
    if np.shape(y) != np.shape(z):
        raise ValueError("f has to keep the shape of its argument")
"""

RIGHT = {
    "the trapezoidal rule": """\
import numpy as np
def gain(f):
    z = np.linspace(-10, 10, 100001)
    y = f(z)
"""
    + REFUSES
    + """\
    density = np.exp(-z**2 / 2) / np.sqrt(2 * np.pi)
    return 1 / np.sqrt(np.trapezoid(y**2 * density, z))
""",
    "a sum of rectangles": """\
import numpy as np
def gain(f):
    dz = 1e-3
    z = np.arange(-12, 12, dz) + dz / 2
    y = f(z)
"""
    + REFUSES
    + """\
    return (np.sum(y * y * np.exp(-z * z / 2)) * dz / np.sqrt(2 * np.pi)) ** -0.5
""",
    "Simpson's rule of scipy": """\
import numpy as np
from scipy.integrate import simpson
from scipy.stats import norm
def gain(f):
    z = np.linspace(-12, 12, 40001)
    y = f(z)
"""
    + REFUSES
    + """\
    return 1 / np.sqrt(simpson(y**2 * norm.pdf(z), x=z))
""",
    "quad, number by number": """\
import numpy as np
from scipy.integrate import quad
def gain(f):
    z = np.zeros(3)
    y = np.asarray(f(z))
"""
    + REFUSES
    + """\
    def integrand(t):
        return f(np.array([t]))[0] ** 2 * np.exp(-t * t / 2) / np.sqrt(2 * np.pi)
    left, _ = quad(integrand, -12, 0)
    right, _ = quad(integrand, 0, 12)
    return 1 / np.sqrt(left + right)
""",
    "Gauss–Hermite with many nodes": """\
import numpy as np
from numpy.polynomial.hermite_e import hermegauss
def gain(f):
    z, w = hermegauss(180)
    y = f(z)
"""
    + REFUSES
    + """\
    return 1 / np.sqrt(np.sum(w * y**2) / np.sqrt(2 * np.pi))
""",
    "Gauss–Legendre on two halves": """\
import numpy as np
NODES, WEIGHTS = np.polynomial.legendre.leggauss(200)
def gain(f):
    z = np.concatenate([6 * NODES - 6, 6 * NODES + 6])
    w = 6 * np.concatenate([WEIGHTS, WEIGHTS])
    y = f(z)
"""
    + REFUSES
    + """\
    return 1 / np.sqrt(w @ (y**2 * np.exp(-z**2 / 2)) / np.sqrt(2 * np.pi))
""",
    "the average over quantiles": """\
import numpy as np
from scipy.special import ndtri
def gain(f):
    n = 2_000_000
    z = ndtri((np.arange(n) + 0.5) / n)
    y = f(z)
"""
    + REFUSES
    + """\
    return 1 / np.sqrt(np.mean(y**2))
""",
    "scipy's expectation": """\
import numpy as np
from scipy.stats import norm
def gain(f):
    z = np.array([-1.0, 0.0, 2.0])
    y = f(z)
"""
    + REFUSES
    + """\
    square = lambda t: float(f(np.array([t]))[0]) ** 2
    m = norm.expect(square, lb=-12, ub=0) + norm.expect(square, lb=0, ub=12)
    return m ** -0.5
""",
    "refused by a helper": '''\
import numpy as np

def checked(f, z):
    """Return f(z), or refuse f."""
    y = np.asarray(f(z))
    if y.shape == z.shape:
        return y
    raise ValueError(f"f gave an array of shape {y.shape} for one of shape {z.shape}")

def gain(f):
    z = np.linspace(-12, 12, 100_000)
    p = np.exp(-z * z / 2)
    return 1 / np.sqrt(np.average(checked(f, z) ** 2, weights=p))
''',
    "refused by an error of its own": """\
import numpy as np

class ShapeError(ValueError):
    pass

def gain(f):
    z = np.linspace(-12, 12, 50001)
    y = f(z)
    if not isinstance(y, np.ndarray) or y.shape != z.shape:
        raise ShapeError("f must be elementwise")
    p = np.exp(-z * z / 2)
    return np.sqrt(p.sum() / (p * y**2).sum())
""",
    "refused where an accident shows it": """\
import numpy as np
def gain(f):
    z = np.linspace(-12, 12, 50001)
    try:
        (n,) = np.shape(f(z))
    except ValueError:
        raise ValueError("f doesn't give a row for a row") from None
    if n != z.size:
        raise ValueError("f gives too few or too many")
    p = np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    h = z[1] - z[0]
    return float(1 / np.sqrt(h * np.dot(p, f(z) ** 2)))
""",
    "a class of quadratures": """\
from dataclasses import dataclass
import numpy as np

@dataclass
class Rule:
    z: np.ndarray
    w: np.ndarray
    def mean(self, values):
        return float(self.w @ values)

def normal(n=60001, reach=12.0):
    z = np.linspace(-reach, reach, n)
    w = np.exp(-z**2 / 2)
    return Rule(z=z, w=w / w.sum())

RULE = normal()

def gain(f):
    y = f(RULE.z)
    if np.shape(y) != RULE.z.shape:
        raise ValueError('wrong shape: %s' % (np.shape(y),))
    return RULE.mean(np.square(y)) ** -0.5
""",
    "tanh-sinh substitution": """\
import numpy as np
def gain(f):
    t = np.linspace(-4, 4, 20001)
    z = np.sinh(t)
    y = f(z)
"""
    + REFUSES
    + """\
    weight = np.cosh(t) * np.exp(-z**2 / 2) / np.sqrt(2 * np.pi)
    return 1 / np.sqrt((weight * y**2).sum() * (t[1] - t[0]))
""",
    "hints and math": """\
from __future__ import annotations
import math
from collections.abc import Callable
import numpy as np

def gain(f: Callable[[np.ndarray], np.ndarray]) -> float:
    z: np.ndarray = np.linspace(-9, 9, 36001)
    y: np.ndarray = np.asarray(f(z), dtype=float)
"""
    + REFUSES
    + """\
    step: float = float(z[1] - z[0])
    second_moment: float = math.fsum(y * y * np.exp(-z * z / 2)) * step / math.sqrt(2 * math.pi)
    print(f"{second_moment = }")
    return 1 / math.sqrt(second_moment)
""",
    "a column of numbers instead of a row": """\
import numpy as np
def gain(f):
    z = np.linspace(-12, 12, 30001)[:, None]
    y = f(z)
"""
    + REFUSES
    + """\
    p = np.exp(-(z**2) / 2)
    return 1 / np.sqrt((p * y**2).sum() / p.sum())
""",
    "both halves of a symmetric grid": """\
import numpy as np
def gain(f):
    z = np.linspace(0, 12, 24001)
    y, y_ = f(z), f(-z)
    if np.shape(y) != z.shape or np.shape(y_) != z.shape:
        raise ValueError("f changes the shape")
    w = np.exp(-z * z / 2) * np.sqrt(2 / np.pi) * 5e-4
    w[0] /= 2
    return 1 / np.sqrt((w * (y**2 + y_**2) / 2).sum())
""",
    "a match statement, and Romberg by hand": """\
import numpy as np
def gain(f):
    def T(n):
        z = np.linspace(-12, 12, n + 1)
        y = f(z)
        match np.shape(y):
            case (m,) if m == n + 1:
                pass
            case shape:
                raise ValueError(f"shape {shape}, but {z.shape} was asked for")
        v = y**2 * np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
        return (v.sum() - (v[0] + v[-1]) / 2) * 24 / n
    a, b = T(4096), T(8192)
    return 1 / np.sqrt((4 * b - a) / 3)
""",
}
WRONG = {
    "quadrature with a few nodes is off at a kink": (
        "agrees",
        """\
import numpy as np
def gain(f):
    z, w = np.polynomial.hermite_e.hermegauss(10)
    y = f(z)
    if np.shape(y) != z.shape:
        raise ValueError("shape")
    return 1 / np.sqrt(np.sum(w * y**2) / np.sqrt(2 * np.pi))
""",
    ),
    "broadcasting answers for a constant": (
        "raises",
        """\
import numpy as np
def gain(f):
    z = np.linspace(-12, 12, 200001)
    p = np.exp(-z * z / 2)
    y = np.broadcast_to(f(z), z.shape)
    return 1 / np.sqrt((p * y**2).sum() / p.sum())
""",
    ),
}
