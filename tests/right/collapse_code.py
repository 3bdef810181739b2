"""Programs that collapse layers, each in a style or by an idea of its own."""

RIGHT = {
    "a loop with two running names": """\
import numpy as np
def collapse(layers):
    W, b = layers[0]
    for i in range(1, len(layers)):
        W2, b2 = layers[i]
        b = W2 @ b + b2
        W = W2 @ W
    return W, b
""",
    "functools.reduce with a lambda": """\
from functools import reduce
def collapse(layers):
    return reduce(lambda p, q: (q[0] @ p[0], q[0] @ p[1] + q[1]), layers)
""",
    "recursion on all but the last layer": """\
def collapse(layers):
    *before, (W, b) = layers
    if not before:
        return W, b
    V, c = collapse(before)
    return W @ V, W @ c + b
""",
    "recursion by halves": """\
import numpy as np

def collapse(layers):
    n = len(layers)
    if n == 1:
        return tuple(np.array(part) for part in layers[0])
    (W1, b1), (W2, b2) = collapse(layers[: n // 2]), collapse(layers[n // 2 :])
    return W2 @ W1, W2 @ b1 + b2
""",
    "homogeneous coordinates with np.block": """\
import numpy as np

def affine(W, b):
    return np.block([[W, b[:, None]], [np.zeros((1, W.shape[1])), np.ones((1, 1))]])

def collapse(layers):
    M = np.eye(layers[0][0].shape[1] + 1)
    for W, b in layers:
        M = affine(W, b) @ M
    return M[:-1, :-1], M[:-1, -1]
""",
    "homogeneous coordinates with multi_dot": """\
import numpy as np
from numpy.linalg import multi_dot

def collapse(layers):
    Ms = []
    for W, b in layers:
        M = np.zeros((W.shape[0] + 1, W.shape[1] + 1))
        M[:-1, :-1] = W
        M[:-1, -1] = b
        M[-1, -1] = 1
        Ms.append(M)
    M = multi_dot(Ms[::-1]) if len(Ms) > 1 else Ms[0]
    return M[:-1, :-1], M[:-1, -1]
""",
    "identity and zero to start with": """\
import numpy
def collapse(layers):
    '''h -> W h + b, started from the identity.'''
    n = numpy.shape(layers[0][0])[1]
    W, b = numpy.identity(n), numpy.zeros(n)
    for A, c in layers:
        W, b = numpy.matmul(A, W), numpy.matmul(A, b) + c
    return (W, b)
""",
    "probing the network with unit vectors": """\
import numpy as np

def run(layers, h):
    for W, b in layers:
        h = W @ h + b
    return h

def collapse(layers):
    n = layers[0][0].shape[1]
    b = run(layers, np.zeros(n))
    W = np.stack([run(layers, e) - b for e in np.eye(n)], axis=1)
    return W, b
""",
    "from the last layer back": """\
import numpy as np
def collapse(layers):
    W, b = layers[-1]
    for V, c in reversed(layers[:-1]):
        b = b + W @ c
        W = W @ V
    return W.copy(), b.copy()
""",
    "einsum": """\
import numpy as np

def collapse(layers):
    W, b = layers[0]
    for A, c in layers[1:]:
        W, b = np.einsum("ij,jk->ik", A, W), np.einsum("ij,j->i", A, b) + c
    return W, b
""",
    "a list instead of a tuple comes back": """\
def collapse(layers):
    out = [layers[0][0], layers[0][1]]
    for layer in layers[1:]:
        out = [layer[0].dot(out[0]), layer[0].dot(out[1]) + layer[1]]
    return out
""",
    "a class of affine maps with @": """\
from __future__ import annotations
from dataclasses import dataclass
import numpy as np

@dataclass(frozen=True)
class Affine:
    W: np.ndarray
    b: np.ndarray

    def __matmul__(self, other: Affine) -> Affine:
        return Affine(self.W @ other.W, self.W @ other.b + self.b)

def collapse(layers: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    result = Affine(*layers[0])
    for layer in map(lambda l: Affine(*l), layers[1:]):
        result = layer @ result
    return result.W, result.b
""",
    "a named tuple comes back": """\
from collections import namedtuple
Layer = namedtuple("Layer", "W b")

def collapse(layers):
    now = Layer(*layers[0])
    for layer in layers[1:]:
        new = Layer(*layer)
        now = Layer(new.W @ now.W, new.W @ now.b + new.b)
    return now
""",
    "a typed NamedTuple with a method": """\
from typing import NamedTuple
import numpy as np
import numpy.typing as npt

class Layer(NamedTuple):
    W: npt.NDArray[np.float64]
    b: npt.NDArray[np.float64]

    def after(self, first: "Layer") -> "Layer":
        return Layer(self.W @ first.W, self.W @ first.b + self.b)

def collapse(layers):
    done, *rest = [Layer(*layer) for layer in layers]
    for layer in rest:
        done = layer.after(done)
    return done
""",
    "sums of products of the weights behind each bias": """\
import numpy as np

def product(matrices, n):
    P = np.eye(n)
    for M in matrices:
        P = M @ P
    return P

def collapse(layers):
    Ws = [W for W, _ in layers]
    bs = [b for _, b in layers]
    W = product(Ws, Ws[0].shape[1])
    b = sum(product(Ws[i + 1:], len(bs[i])) @ bs[i] for i in range(len(bs)))
    return W, b
""",
    "itertools.accumulate": """\
from itertools import accumulate
def compose(first, then):
    (V, c), (W, b) = first, then
    return W @ V, W @ c + b
def collapse(layers):
    return list(accumulate(layers, compose))[-1]
""",
    "fresh arrays changed in place, in German": """\
# Fasst alle Schichten zu einer einzigen zusammen.
import numpy as np
def collapse(layers):
    # Kopien, damit das Argument unberührt bleibt
    gewicht = np.array(layers[0][0], dtype=float)
    schwelle = np.array(layers[0][1], dtype=float)
    for Wi, bi in layers[1:]:
        gewicht = Wi.dot(gewicht)
        schwelle = Wi.dot(schwelle)
        schwelle += bi
    return gewicht, schwelle
""",
    "a while loop over a copy that is popped": """\
import copy
def collapse(layers):
    todo = copy.deepcopy(layers)
    W, b = todo.pop(0)
    while todo:
        Wi, bi = todo.pop(0)
        W, b = Wi @ W, Wi @ b + bi
    return W, b
""",
    "the bias as a further column": """\
import numpy as np
def collapse(layers):
    A = np.column_stack(layers[0])
    for W, b in layers[1:]:
        A = W @ A
        A[:, -1] += b
    return A[:, :-1], A[:, -1]
""",
    "with asserts, a print and CRLF line ends": (
        "import numpy as np\r\n\r\ndef collapse(layers):\r\n\tassert len(layers) >= 1, 'no layers'\r\n"
        "\tW, b = layers[0]\r\n\tfor Wi, bi in layers[1:]:\r\n\t\tassert Wi.shape[1] == W.shape[0]\r\n"
        "\t\tW, b = Wi @ W, Wi @ b + bi\r\n\tprint('collapsed', len(layers), 'layers')\r\n\treturn W, b\r\n"
    ),
    "a layer's own loop written with sums": """\
import numpy as np
def matmul(A, B):
    return np.array([[sum(a * b for a, b in zip(row, column)) for column in B.T] for row in A])
def collapse(layers):
    W, b = layers[0]
    for A, c in layers[1:]:
        W, b = matmul(A, W), matmul(A, b[:, None])[:, 0] + c
    return W, b
""",
    "matrices of numpy on the way": """\
import numpy as np
def collapse(layers):
    W, b = map(np.asmatrix, (layers[0][0], layers[0][1][:, None]))
    for A, c in layers[1:]:
        W, b = A * W, A * b + c[:, None]
    return np.asarray(W), np.asarray(b)[:, 0]
""",
}
