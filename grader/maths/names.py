"""The words of formulas: functions, named activations and their synonyms.

Primitives are what the evaluators know.  Everything else is defined by a formula in them, written here as
text, and replaced by it before anything is evaluated; the tree a learner sees keeps the name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from grader.maths.tree import Call, Condition, Node, Variable, children, rebuild, size, substitute, walk

MANY = 100  # arguments of max and min; the limit on tokens comes first


@dataclass(frozen=True, kw_only=True)
class Arity:
    """How many arguments a function takes, ends included."""

    least: int = 1
    most: int = 1

    def __str__(self) -> str:
        if self.least == self.most:
            return f"{self.least} argument" + ("s" if self.least > 1 else "")
        if self.most == MANY:
            return f"at least {self.least} arguments"
        return f"{self.least} to {self.most} arguments"


_ONE = Arity()
_SEVERAL = Arity(least=2, most=MANY)
_PRIMITIVES = (
    "abs acos acosh asin asinh atan atanh cbrt ceil cos cosh erf erfc exp floor log sigmoid sign sin sinh softplus "
    "sqrt step tan tanh"
).split()

PRIMITIVES: Mapping[str, Arity] = MappingProxyType(
    dict.fromkeys(_PRIMITIVES, _ONE) | {"max": _SEVERAL, "min": _SEVERAL}
)

# name: (parameters with their defaults, formula)
DEFINITIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "log2": ("x", "log(x)/log(2)"),
        "log10": ("x", "log(x)/log(10)"),
        "log1p": ("x", "log(1+x)"),
        "expm1": ("x", "exp(x)-1"),
        "sec": ("x", "1/cos(x)"),
        "csc": ("x", "1/sin(x)"),
        "cot": ("x", "cos(x)/sin(x)"),
        "sech": ("x", "1/cosh(x)"),
        "csch": ("x", "1/sinh(x)"),
        "coth": ("x", "cosh(x)/sinh(x)"),
        "clip": ("x, a, b", "min(max(x, a), b)"),
        "Phi": ("x", "erfc(-x/sqrt(2))/2"),
        "phi": ("x", "exp(-x^2/2)/sqrt(2*pi)"),
        "sinc": ("x", "piecewise(x==0: 1, sin(x)/x)"),
        "relu": ("x", "max(0, x)"),
        "leaky_relu": ("x, a=0.01", "piecewise(x>0: x, a*x)"),
        "prelu": ("x, a", "piecewise(x>0: x, a*x)"),
        "elu": ("x, a=1", "piecewise(x>0: x, a*(exp(x)-1))"),
        # max(0, x) + min(0, …), as published: with a < 0 it is not the ELU of x/a
        "celu": ("x, a=1", "max(0, x) + min(0, a*(exp(x/a)-1))"),
        # Klambauer et al. 2017, to the digits frameworks use
        "selu": (
            "x",
            "1.0507009873554804934193349852946*piecewise(x>0: x, 1.6732632423543772848170429916717*(exp(x)-1))",
        ),
        "gelu": ("x", "x*(erfc(-x/sqrt(2))/2)"),
        # Hendrycks & Gimpel 2016: the tanh form differs from gelu by up to 5e-4
        "gelu_tanh": ("x", "x/2*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))"),
        "silu": ("x, b=1", "x*sigmoid(b*x)"),
        "mish": ("x", "x*tanh(softplus(x))"),
        "softsign": ("x", "x/(1+abs(x))"),
        "hardtanh": ("x, a=-1, b=1", "min(max(x, a), b)"),
        "relu6": ("x", "min(max(0, x), 6)"),
        "hardsigmoid": ("x", "min(max(0, x+3), 6)/6"),
        "hardswish": ("x", "x*min(max(0, x+3), 6)/6"),
        "logsigmoid": ("x", "-softplus(-x)"),
        "tanhshrink": ("x", "x-tanh(x)"),
        "softshrink": ("x, a=0.5", "piecewise(x>a: x-a, x<-a: x+a, 0)"),
        "hardshrink": ("x, a=0.5", "piecewise(x>a: x, x<-a: x, 0)"),
    }
)

SYNONYMS: Mapping[str, str] = MappingProxyType(
    {
        "ln": "log",
        "lg": "log10",
        "arcsin": "asin",
        "arccos": "acos",
        "arctan": "atan",
        "arcsinh": "asinh",
        "arccosh": "acosh",
        "arctanh": "atanh",
        "arsinh": "asinh",
        "arcosh": "acosh",
        "artanh": "atanh",
        "tg": "tan",
        "cosec": "csc",
        "sgn": "sign",
        "signum": "sign",
        "heaviside": "step",
        "theta": "step",
        "logistic": "sigmoid",
        "expit": "sigmoid",
        "sigma": "sigmoid",
        "σ": "sigmoid",
        "swish": "silu",
        "absolute": "abs",
        "ceiling": "ceil",
        "maximum": "max",
        "minimum": "min",
        "clamp": "clip",
        "Φ": "Phi",
        "normcdf": "Phi",
        "ndtr": "Phi",
        "normpdf": "phi",
        "φ": "phi",
        "ϕ": "phi",
        "leakyrelu": "leaky_relu",
        "LeakyReLU": "leaky_relu",
        "ReLU": "relu",
        "ELU": "elu",
        "SELU": "selu",
        "CELU": "celu",
        "GELU": "gelu",
        "SiLU": "silu",
        "PReLU": "prelu",
        "ReLU6": "relu6",
        "log_sigmoid": "logsigmoid",
        "hard_sigmoid": "hardsigmoid",
        "hard_swish": "hardswish",
        "hard_tanh": "hardtanh",
        "cuberoot": "cbrt",
        "norm_cdf": "Phi",
        "norm_pdf": "phi",
    }
)

CONSTANTS: Mapping[str, str] = MappingProxyType({"pi": "pi", "π": "pi", "e": "e", "ℯ": "e"})


@cache
def arities() -> Mapping[str, Arity]:
    """Return every function there is, by its canonical name."""
    known = dict(PRIMITIVES)
    for name, (parameters, _) in DEFINITIONS.items():
        written = parameters.split(", ")
        known[name] = Arity(least=sum("=" not in one for one in written), most=len(written))
    return MappingProxyType(known)


@lru_cache(maxsize=4096)  # words are the learner's: there is no end of them
def canonical(word: str) -> str | None:
    """Return the canonical name of a function's name in any spelling, or None."""
    if word in arities():
        return word
    if word in SYNONYMS:
        return SYNONYMS[word]
    lowered = word.lower()
    if lowered != word and len(word) > 1 and lowered not in {"phi", "theta"}:
        return canonical(lowered)
    return None


@cache
def known_words() -> tuple[str, ...]:
    """Return every word a learner may write for a function or a constant, for the nearest one."""
    return (*arities(), *SYNONYMS, *CONSTANTS, "piecewise", "where", "if")


@cache
def _definition(name: str) -> tuple[tuple[str, ...], tuple[Node, ...], Node]:
    """Return parameters, trees of the defaults (of the last parameters) and the expanded body."""
    from grader.maths.reading import parse  # noqa: PLC0415  reading needs the names first

    written, body = DEFINITIONS[name]
    pairs = [one.partition("=") for one in written.split(", ")]
    parameters = tuple(parameter for parameter, _, _ in pairs)
    defaults = tuple(parse(default).tree for _, _, default in pairs if default)
    return parameters, defaults, parse(body, variables=parameters).tree


def expand(node: Node) -> Node:
    """Return the tree with every named activation replaced by its definition in primitives."""
    return rebuild(node, _unfold)


def _unfold(node: Node) -> Node:
    if not isinstance(node, Call) or node.name in PRIMITIVES:
        return node
    parameters, defaults, body = _definition(node.name)
    missing = len(parameters) - len(node.arguments)
    arguments = node.arguments + (defaults[-missing:] if missing else ())
    return substitute(body, dict(zip(parameters, arguments, strict=True)))


def expanded_size(node: Node | Condition) -> int:
    """Return the number of nodes `expand` would give, without doing it: nesting multiplies."""
    sizes = [expanded_size(child) for child in children(node)]
    if not isinstance(node, Call) or node.name in PRIMITIVES:
        return 1 + sum(sizes)
    rest, occurrences, defaults = _weights(node.name)
    given = [*sizes, *defaults[len(defaults) - len(occurrences) + len(sizes) :]]
    return rest + sum(times * size for times, size in zip(occurrences, given, strict=True))


@cache
def _weights(name: str) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """Return the size of a definition without its parameters, how often each occurs, and the sizes of the defaults."""
    parameters, defaults, body = _definition(name)
    seen = [part.name for part in walk(body) if isinstance(part, Variable)]
    return size(body) - len(seen), tuple(map(seen.count, parameters)), tuple(map(size, defaults))
