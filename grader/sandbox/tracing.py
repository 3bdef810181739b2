"""A stand-in for an array that writes down what is done to it: a program that survives it is a formula.

The guest's side: what is written down is a claim, which the judge compares with what the program does to numbers.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

LONGEST = 10_000  # characters of a formula
PRIMITIVES = """
    exp expm1 log log1p log2 log10 sqrt cbrt sin cos tan sinh cosh tanh asin acos atan asinh acosh atanh sign floor ceil
    abs erf erfc sigmoid relu relu6 gelu silu mish softplus softsign selu hardsigmoid hardswish tanhshrink logsigmoid
""".split()
OTHER_NAMES = {
    "absolute": "abs",
    "fabs": "abs",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "arcsinh": "asinh",
    "arccosh": "acosh",
    "arctanh": "atanh",
    "ndtr": "Phi",
    "expit": "sigmoid",
    "sgn": "sign",
    "log_expit": "logsigmoid",
}
# Places are filled with formulas in brackets.
WRITTEN = (
    {
        "add": "({0}+{1})",
        "subtract": "({0}-{1})",
        "sub": "({0}-{1})",
        "multiply": "({0}*{1})",
        "mul": "({0}*{1})",
        "divide": "({0}/{1})",
        "true_divide": "({0}/{1})",
        "div": "({0}/{1})",
        "power": "({0}^{1})",
        "pow": "({0}^{1})",
        "float_power": "({0}^{1})",
        "negative": "(-{0})",
        "neg": "(-{0})",
        "positive": "{0}",
        "square": "({0}^2)",
        "reciprocal": "(1/{0})",
        "rsqrt": "(1/sqrt({0}))",
        "exp2": "(2^{0})",
        "maximum": "max({0}, {1})",
        "minimum": "min({0}, {1})",
        "fmax": "max({0}, {1})",
        "fmin": "min({0}, {1})",
        "logaddexp": "log(exp({0})+exp({1}))",
        "log_ndtr": "log(Phi({0}))",
        "heaviside": "where({0} > 0, 1, where({0} < 0, 0, {1}))",
        "zeros_like": "0",
        "ones_like": "1",
        "copy": "{0}",
        "clone": "{0}",
        "detach": "{0}",
        "contiguous": "{0}",
        "ascontiguousarray": "{0}",
    }
    | {name: name + "({0})" for name in PRIMITIVES}
    | {other: name + "({0})" for other, name in OTHER_NAMES.items()}
)
TRUTHS = {
    "greater": "({0} > {1})",
    "gt": "({0} > {1})",
    "less": "({0} < {1})",
    "lt": "({0} < {1})",
    "greater_equal": "({0} >= {1})",
    "ge": "({0} >= {1})",
    "less_equal": "({0} <= {1})",
    "le": "({0} <= {1})",
    "equal": "({0} == {1})",
    "eq": "({0} == {1})",
    "not_equal": "({0} != {1})",
    "ne": "({0} != {1})",
}
JOINED = {
    "logical_and": "({0} and {1})",
    "bitwise_and": "({0} and {1})",
    "logical_or": "({0} or {1})",
    "bitwise_or": "({0} or {1})",
    "logical_not": "(not {0})",
    "invert": "(not {0})",
    "bitwise_not": "(not {0})",
}


class UntraceableError(TypeError):
    """What is done to the stand-in can't be written as a formula."""


def _is_plain(value: Any) -> bool:
    return isinstance(value, bool | int | float | np.bool_ | np.number) or getattr(value, "shape", None) == ()


class Traced:
    """A number, or whether something holds, as text."""

    __array_priority__ = 1000

    def __init__(self, text: str, *, truth: bool = False) -> None:
        """Wrap a text.  truth: whether it says that something holds."""
        if len(text) > LONGEST:
            raise UntraceableError("too long")
        self.text = text
        self.truth = truth

    def __bool__(self) -> bool:
        raise UntraceableError("a branch of the program")

    def __array__(self, *given: object, **named: object) -> Any:
        raise UntraceableError("an array is asked for")

    def __array_ufunc__(self, ufunc: Any, method: str, *given: Any, **named: Any) -> "Traced":
        if method != "__call__" or named:
            raise UntraceableError(f"{ufunc.__name__} with more than its numbers")
        return _apply(ufunc.__name__, given)

    def __array_function__(self, function: Any, types: object, given: Any, named: Any) -> "Traced":
        return _call(function.__name__, given, named)

    @classmethod
    def __torch_function__(cls, function: Any, types: object, given: Any = (), named: Any = None) -> "Traced":
        return _call(function.__name__.removeprefix("special_").strip("_"), given, named or {})

    def __getattr__(self, name: str) -> Callable[..., "Traced"]:
        if name.startswith("_") or name not in {*WRITTEN, *TRUTHS, *CALLS}:
            raise UntraceableError(f".{name}")
        return lambda *given, **named: _call(name, (self, *given), named)

    def astype(self, dtype: Any, **named: object) -> "Traced":
        """Return the number, whatever its precision."""
        del named
        if np.dtype(dtype).kind == "f":
            return self.number()
        raise UntraceableError(f"numbers of type {dtype}")

    def number(self) -> "Traced":
        """Return 1 for what holds, 0 for what doesn't."""
        return Traced(f"where({self.text}, 1, 0)") if self.truth else self


def _binary(name: str) -> tuple[Callable[[Any, Any], Traced], Callable[[Any, Any], Traced]]:
    return lambda a, b: _apply(name, (a, b)), lambda a, b: _apply(name, (b, a))


for _method, _name in {"add": "add", "sub": "subtract", "mul": "multiply", "truediv": "divide", "pow": "power"}.items():
    setattr(Traced, f"__{_method}__", _binary(_name)[0])
    setattr(Traced, f"__r{_method}__", _binary(_name)[1])
for _method, _name in {
    "and": "logical_and",
    "or": "logical_or",
    "gt": "gt",
    "lt": "lt",
    "ge": "ge",
    "le": "le",
}.items():
    setattr(Traced, f"__{_method}__", _binary(_name)[0])
for _method, _name in {"eq": "eq", "ne": "ne"}.items():
    setattr(Traced, f"__{_method}__", _binary(_name)[0])
for _method, _name in {"neg": "negative", "pos": "positive", "abs": "abs", "invert": "logical_not"}.items():
    setattr(Traced, f"__{_method}__", lambda one, name=_name: _apply(name, (one,)))


def _text(value: Any) -> str:
    """Return a number as a formula."""
    if isinstance(value, Traced):
        return value.number().text
    if not _is_plain(value):
        raise UntraceableError(f"a value of type {type(value).__name__}")
    number = value.item() if hasattr(value, "item") else value
    if isinstance(number, complex) or not np.isfinite(number):
        raise UntraceableError("a number without digits")
    return f"({number!r})" if number < 0 else repr(float(number) if isinstance(number, bool) else number)


def _truth(value: Any) -> str:
    if isinstance(value, Traced) and value.truth:
        return value.text
    return (
        "(0 < 1)" if _is_plain(value) and bool(value) else "(0 > 1)" if _is_plain(value) else f"({_text(value)} != 0)"
    )


def _apply(name: str, given: Any) -> Traced:
    if name in JOINED:
        return Traced(JOINED[name].format(*map(_truth, given)), truth=True)
    if name in TRUTHS:
        return Traced(TRUTHS[name].format(*map(_text, given)), truth=True)
    if name not in WRITTEN or len(given) > WRITTEN[name].count("{") + (name in {"zeros_like", "ones_like"}):
        raise UntraceableError(name)
    return Traced(WRITTEN[name].format(*map(_text, given)))


def _call(name: str, given: Any, named: Mapping[str, Any]) -> Traced:
    """Return what a function of a library gives."""
    if name in CALLS:
        return CALLS[name](*given, **named)
    if named and name not in {"zeros_like", "ones_like"}:
        raise UntraceableError(f"{name} with {', '.join(named)}")
    return _apply(name, given)


def _where(condition: Any, yes: Any, no: Any) -> Traced:
    return Traced(f"where({_truth(condition)}, {_text(yes)}, {_text(no)})")


def _clip(x: Any, low: Any = None, high: Any = None, **named: Any) -> Traced:
    low = named.get("min", named.get("a_min", low))
    high = named.get("max", named.get("a_max", high))
    text = _text(x)
    text = text if low is None else f"max({text}, {_text(low)})"
    return Traced(text if high is None else f"min({text}, {_text(high)})")


def _select(conditions: Any, choices: Any, default: Any = 0) -> Traced:
    text = _text(default)
    for condition, choice in zip(reversed(conditions), reversed(choices), strict=True):
        text = f"where({_truth(condition)}, {_text(choice)}, {text})"
    return Traced(text)


def _full_like(x: Any, value: Any, **named: Any) -> Traced:
    del x, named
    return Traced(_text(value))


def _elu(x: Any, alpha: float = 1.0, **named: Any) -> Traced:
    del named  # that it may work in place
    return Traced(f"where({_text(x)} > 0, {_text(x)}, {_text(alpha)}*expm1({_text(x)}))")


def _leaky_relu(x: Any, negative_slope: float = 0.01, **named: Any) -> Traced:
    del named
    return Traced(f"where({_text(x)} > 0, {_text(x)}, {_text(negative_slope)}*{_text(x)})")


def _plainly(name: str) -> Callable[..., Traced]:
    """Return a function of torch that may be told to work in place."""

    def call(x: Any, *, inplace: bool = False) -> Traced:
        del inplace
        return Traced(f"{name}({_text(x)})")

    return call


CALLS: dict[str, Callable[..., Traced]] = {
    "where": _where,
    "clip": _clip,
    "clamp": _clip,
    "hardtanh": lambda x, min_val=-1, max_val=1, **_: _clip(x, min_val, max_val),
    "clamp_min": _clip,
    "select": _select,
    "full_like": _full_like,
    "elu": _elu,
    "leaky_relu": _leaky_relu,
    **{name: _plainly(name) for name in ("relu", "silu", "selu", "relu6", "mish")},
}
