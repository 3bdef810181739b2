"""The folder is the registry: names in exercises become classes here and nowhere else."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, get_args

from grader import answers, checks
from grader.errors import nearest
from grader.kinds import AnswerKind, Check

# Other names for a way to answer: `propose` is a formula that its checks judge.
SPELLINGS = {"propose": "formula"}
SMALLEST = {
    "propose": """\
title: A bounded odd function
kind: propose
ask: Propose an odd function with values between $-1$ and $1$ that is not constant.
answer: tanh(x)
checks:
  odd: 1
  bounded([-1, 1]): 1
  not_affine: 1
wrong:
  - x: {fails: ['bounded([-1, 1])', not_affine]}
  - sigmoid(x): {fails: [odd]}
hints:
  - An odd function vanishes at $0$.
"""
}


@cache
def check_names() -> tuple[str, ...]:
    """Return the name of every kind of check."""
    return tuple(sorted(module.name for module in iter_modules(checks.__path__)))


@cache
def answer_names() -> tuple[str, ...]:
    """Return the name of every way to answer."""
    return tuple(sorted([*(module.name for module in iter_modules(answers.__path__)), *SPELLINGS]))


def check_class(name: str) -> type[Check[Any]]:
    """Return the class of a kind of check, or raise LookupError with the nearest name."""
    if name not in check_names():
        raise LookupError(f"unknown check “{name}”{nearest(name, check_names())}")
    found: type[Check[Any]] = _class(f"{checks.__name__}.{name}", name)
    return found


def answer_class(name: str) -> type[AnswerKind[Any]]:
    """Return the class of a way to answer, or raise LookupError with the nearest name."""
    if name not in answer_names():
        hint = nearest(name, answer_names()) or f"; there are {', '.join(answer_names())}"
        raise LookupError(f"unknown kind “{name}”{hint}")
    spelled = SPELLINGS.get(name, name)
    found: type[AnswerKind[Any]] = _class(f"{answers.__name__}.{spelled}", spelled)
    return found


def judged(kind: type[Check[Any]]) -> Any:
    """Return the type of answer a kind of check asks about."""
    return get_args(kind.__orig_bases__[0])[0]  # type: ignore[attr-defined]  # typing gives it to every generic class


def _class(module: str, name: str) -> Any:
    """`not_affine` is class NotAffine."""
    return getattr(import_module(module), "".join(word.capitalize() for word in name.split("_")))
