"""The folder is the registry: names in exercises become classes here and nowhere else."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, get_args

from grader import answers, checks
from grader.errors import nearest
from grader.kinds import AnswerKind, Check

# Other names for a way to answer: `propose` is a formula that its checks judge, `contest` one that is also scored,
# `repair` a program that starts broken.
SPELLINGS = {"contest": "formula", "propose": "formula", "repair": "code"}
NEEDED = {"contest": ("score",), "repair": ("starter",)}  # keys that such a name asks for
SMALLEST = {
    "contest": """\
title: Two spirals with small steps
kind: contest
ask: |
  Which function with slopes of at most $1$ tells two spirals apart best, as the activation of a network with two hidden
  layers of $8$ units?
answer: tanh(x)
score: {task: spirals, width: 8, depth: 2, steps: 150, seeds: 10, best: highest}
checks:
  defined: gate
  lipschitz(1): 1
wrong:
  - x^2:
      fails: [lipschitz]
      feedback: Its slope $2x$ has no bound.
  - sqrt(x): {fails: [defined, lipschitz]}
hints:
  - Spirals are periodic in the radius.
""",
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
""",
    "repair": """\
title: A ReLU that hides nan
kind: repair
ask: This `relu` turns `nan` into $0$, and so hides the fault that made it. Repair it.
starter: |
  import numpy as np
  def relu(x):
      return np.where(x > 0, x, 0)
answer: |
  import numpy as np
  def relu(x):
      return np.maximum(x, 0)
checks:
  equals(relu, max(x, 0)): 1
  propagates_nan(relu): 1
  keeps_shape(relu): gate
  pure(relu): gate
wrong:
  - edit:
      np.maximum(x, 0): x
    fails: [equals]
    feedback: Now $-1$ stays $-1$.
  - edit:
      np.maximum(x, 0): np.fmax(x, 0)
    fails: [propagates_nan]
    feedback: Of a number and nan, `fmax` takes the number.
hints:
  - What does `nan > 0` give?
""",
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
