"""Softmaxes without fear, each in a style or by an idea of its own."""

SOFTMAX = """\
def softmax(z):
    e = np.exp(z - z.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)
def softmax_backward(s, g):
    return s * (g - (g * s).sum(-1, keepdims=True))
"""
LOGSUMEXP = """\
def logsumexp(z):
    return np.logaddexp.reduce(z, axis=-1)
"""

RIGHT = {
    "scipy's own": """\
from scipy import special
def logsumexp(z):
    return special.logsumexp(z, axis=-1)
def softmax(z):
    return special.softmax(z, axis=-1)
def softmax_backward(s, g):
    return s * (g - (s * g).sum(axis=-1, keepdims=True))
""",
    "logaddexp.reduce, and softmax from it": """\
import numpy as np
def logsumexp(z):
    return np.logaddexp.reduce(z, axis=-1)
def softmax(z):
    return np.exp(z - logsumexp(z)[..., None])
def softmax_backward(s, g):
    return s * g - s * np.sum(s * g, axis=-1, keepdims=True)
""",
    "the whole Jacobian in the backward pass": """\
import numpy as np
"""
    + LOGSUMEXP
    + """\
def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)
def softmax_backward(s, g):
    n = s.shape[-1]
    J = s[..., :, None] * np.eye(n) - s[..., :, None] * s[..., None, :]
    return (J @ g[..., None])[..., 0]
""",
    "einsum in the backward pass": """\
import numpy as np
"""
    + LOGSUMEXP
    + """\
def softmax(z):
    e = np.exp(z - np.amax(z, axis=-1, keepdims=True))
    return e / np.einsum("...i->...", e)[..., np.newaxis]
def softmax_backward(s, g):
    inner = np.einsum("...i,...i->...", s, g)
    return s * (g - inner[..., np.newaxis])
""",
    "nan is put right where the maximum is minus infinity": """\
import numpy as np
def logsumexp(z):
    m = np.max(z, axis=-1)
    shift = np.where(m == -np.inf, 0, m)
    with np.errstate(divide="ignore"):
        return shift + np.log(np.sum(np.exp(z - shift[..., None]), axis=-1))
"""
    + SOFTMAX,
    "a guard for rows of nothing": """\
import numpy as np
def logsumexp(z):
    m = z.max(axis=-1)
    out = np.full(m.shape, -np.inf)
    ok = np.isfinite(m)
    d = z[ok] - m[ok][:, None]
    out[ok] = m[ok] + np.log(np.exp(d).sum(axis=-1))
    return out
"""
    + SOFTMAX,
    "errstate and nan_to_num for the difference": """\
import numpy as np
def logsumexp(z):
    m = z.max(axis=-1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        d = np.where(np.isneginf(z), -np.inf, z - m)
        return np.squeeze(m, -1) + np.where(np.isneginf(m[..., 0]), 0, np.log(np.exp(d).sum(axis=-1)))
"""
    + SOFTMAX,
    "log1p of all but the largest": """\
import numpy as np
def logsumexp(z):
    s = np.sort(z, axis=-1)
    top = s[..., -1:]
    shift = np.where(np.isfinite(top), top, 0)
    rest = np.exp(s[..., :-1] - shift).sum(axis=-1)
    return top[..., 0] + np.log1p(rest)
"""
    + SOFTMAX,
    "row by row": """\
import numpy as np
def _row(z):
    m = z.max()
    if m == -np.inf:
        return -np.inf
    return m + np.log(np.exp(z - m).sum())
def logsumexp(z):
    return np.apply_along_axis(_row, -1, z)
"""
    + SOFTMAX,
    "recursion over the dimensions": """\
import math
import numpy as np
def logsumexp(z):
    z = np.asarray(z)
    if z.ndim > 1:
        return np.array([logsumexp(row) for row in z])
    m = max(z)
    if math.isinf(m):
        return m
    return m + math.log(sum(math.exp(v - m) for v in z))
"""
    + SOFTMAX,
    "a loop of logaddexp along the last axis": """\
import numpy as np
def logsumexp(z):
    total = np.full(z.shape[:-1], -np.inf)
    for i in range(z.shape[-1]):
        total = np.logaddexp(total, z[..., i])
    return total
"""
    + SOFTMAX,
    "functools.reduce over the last axis": """\
from functools import reduce
import numpy as np
def logsumexp(z):
    return reduce(np.logaddexp, np.moveaxis(z, -1, 0))
"""
    + SOFTMAX,
    "a shared helper that shifts": """\
import numpy as np
def shifted(z):
    m = z.max(-1, keepdims=True)
    m = np.where(np.isfinite(m), m, 0)
    return m, np.exp(z - m)
def logsumexp(z):
    m, e = shifted(z)
    with np.errstate(divide="ignore"):
        return m[..., 0] + np.log(e.sum(-1))
def softmax(z):
    _, e = shifted(z)
    return e / e.sum(-1, keepdims=True)
def softmax_backward(s, g):
    return s * (g - np.sum(g * s, -1, keepdims=True))
""",
    "a class with keepdims as a constant": '''\
import numpy as np

ALONG = dict(axis=-1, keepdims=True)

class Softmax:
    """Along the last axis."""
    def __call__(self, z):
        return np.exp(z - np.logaddexp.reduce(z, **ALONG))
    def backward(self, s, g):
        return s * (g - np.sum(g * s, **ALONG))

softmax = Softmax()
softmax_backward = softmax.backward

def logsumexp(z):
    return np.logaddexp.reduce(z, **ALONG).squeeze(-1)
''',
    "the backward pass row by row": """\
import numpy as np
"""
    + LOGSUMEXP
    + """\
def softmax(z):
    return np.exp(z - logsumexp(z)[..., np.newaxis])
def softmax_backward(s, g):
    rows_s, rows_g = s.reshape(-1, s.shape[-1]), g.reshape(-1, g.shape[-1])
    out = np.zeros_like(rows_s)
    for k, (p, u) in enumerate(zip(rows_s, rows_g)):
        out[k] = (np.diag(p) - np.outer(p, p)) @ u
    return out.reshape(s.shape)
""",
    "the backward pass by matmul": """\
import numpy as np
"""
    + LOGSUMEXP
    + """\
def softmax(z: np.ndarray) -> np.ndarray:
    y = np.array(z, dtype=float)
    y -= y.max(axis=-1, keepdims=True)
    np.exp(y, out=y)
    y /= y.sum(axis=-1, keepdims=True)
    return y
def softmax_backward(s: np.ndarray, g: np.ndarray) -> np.ndarray:
    dot = (s[..., None, :] @ g[..., :, None])[..., 0]
    return s * (g - dot)
""",
    "softmax as one over a sum": """\
import numpy as np
"""
    + LOGSUMEXP
    + """\
def softmax(z):
    with np.errstate(over="ignore"):
        return 1 / np.exp(z[..., None, :] - z[..., :, None]).sum(axis=-1)
def softmax_backward(s, g):
    mean = np.average(g, axis=-1, weights=s, keepdims=True)
    return s * (g - mean)
""",
    "the transposed way": """\
import numpy as np
def logsumexp(z):
    zt = np.moveaxis(z, -1, 0)
    m = zt.max(0)
    m = np.where(m > -np.inf, m, 0)
    with np.errstate(divide="ignore"):
        return np.log(np.exp(zt - m).sum(0)) + m
def softmax(z):
    zt = np.moveaxis(z, -1, 0)
    e = np.exp(zt - zt.max(0))
    return np.moveaxis(e / e.sum(0), 0, -1)
def softmax_backward(s, g):
    return s * (g - np.vecdot(s, g)[..., None])
""",
}
