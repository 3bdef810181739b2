"""What an experiment will give: an order, or numbers.  Handing in is the commitment; then it is run."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import isfinite
from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import ConfigDict

from grader.errors import AnswerError
from grader.fields import Line, Lines
from grader.kinds import AnswerKind, Check, Mistake, Points, Question
from grader.maths.equality import Different, Equality, Same
from grader.maths.figures import shortest
from grader.maths.formula import Formula
from grader.maths.numbers import ADVICE, Numbers, alike, parse_labelled, parse_numbers, to_float
from grader.maths.reading import parse_condition
from grader.maths.tree import number
from grader.maths.truth import holds
from grader.ordering import Order, advice, latex_order, order_of, ranks, read_order, show_order
from grader.report import Evidence, Finding, Grade, Observation, Verdict
from grader.trials.experiment import Experiment, Outcome, conducted, experiment_class

Prediction = Order | Numbers

CALL = "order"
SIGN = re.compile("[<>]")  # of an order
ROUNDING = 1e-9  # relative: 1 − 0.85 is more than 0.15 by a bit
CLOSE = 1e-3  # relative, of two predictions that are the same
EDGE = 1.5  # what differs by a tie, but for this factor, may differ by more or by less elsewhere
SURE = 0.75  # of what a number may be off, the part that the right answer may be off

SMALLEST = r"""title: How small may the step be?
kind: predict
ask: |
  The slope of $\tanh$ at $1$ is taken as $(\tanh(1+h)-\tanh(1-h))/(2h)$, in float64.
  Order the errors for the steps $h=10^{-2}$ (A), $10^{-5}$ (B) and $10^{-13}$ (C).
trial:
  experiment: difference_step
  runs: {A: 1e-2, B: 1e-5, C: 1e-13}
right: B < A < C
wrong:
  - C < B < A: Smaller is not always better. Subtracting nearly equal numbers loses their digits.
  - A < B < C: The error of the formula falls with $h^2$; from $A$ to $B$ it falls by six decades.
hints:
  - There are two errors. One falls with $h$, the other one grows.
  - The first goes like $h^2$, the second one like $10^{-16}/h$.
"""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is run.

    runs: by name, in the experiment's words.
    experiment: train if left out.  task: what networks learn in train.
    tie: how far apart the numbers of two runs may be and count as the same.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    runs: Mapping[str, str]
    experiment: str = "train"
    task: Literal["", "digits-parity", "spirals", "mnist", "xor"] = ""
    tie: float = 0.0

    @cached_property
    def made(self) -> Experiment:
        """The experiment."""
        return experiment_class(self.experiment)(**({"task": self.task} if self.task else {}))

    @property
    def outcome(self) -> Outcome:
        """What the runs gave, the first time or this time."""
        return conducted(self.made, self.runs)

    def told(self, outcome: Outcome) -> str:
        """Return the number of each run in words."""
        return ", ".join(f"{name} {self.made.words(value)}" for name, value in outcome.values.items())


@dataclass(frozen=True)
class Foreseen(Check[Order]):
    """The runs come in this order."""

    plan: Plan

    def judge(self, answer: Order, rng: np.random.Generator) -> Finding:
        """Run, and compare."""
        del rng
        outcome, tie = self.plan.outcome, self.plan.tie
        seen = show_order(order_of(outcome.values, tie))
        agrees = order_of(outcome.values, tie) == answer
        ties = f" What differs by {tie:g} or less counts as equal." if tie else ""
        also = ", as you predicted" if agrees else ""
        other = "" if agrees else f" You predicted {show_order(answer)}."
        sentence = f"The run gave {seen}{also}: {self.plan.told(outcome)}.{ties}{other}"
        observation = Observation(expected=seen, actual=show_order(answer))
        return _found(sentence, outcome, () if agrees else (observation,))


@dataclass(frozen=True)
class Near(Check[Numbers]):
    """A number is near to what the run gives.

    within: how far off it may be.  shows: whether the pictures of all runs are shown here.
    """

    plan: Plan
    name: str
    within: float
    shows: bool = False

    def judge(self, answer: Numbers, rng: np.random.Generator) -> Finding:
        """Run, and compare."""
        del rng
        outcome, words = self.plan.outcome, self.plan.made.words
        seen, mine = outcome.values[self.name], to_float(answer.entries[answer.labels.index(self.name)])
        off = abs(seen - mine)
        near = off <= self.within * (1 + ROUNDING)
        told = f"The run {self.name} gave {words(seen)}; you predicted {words(mine)}."
        by = shortest(off, 2, lambda shown: shown > self.within)
        sentence = told if near else f"{told} It is off by {by}, and may be by {self.within:g}."
        observation = Observation(expected=f"{words(seen)} ± {self.within:g}", actual=words(mine))
        return _found(sentence, outcome if self.shows else Outcome(values={}), () if near else (observation,))


def _found(sentence: str, outcome: Outcome, against: tuple[Observation, ...]) -> Finding:
    evidence = Evidence(
        sentence=sentence, grade=Grade.SUPPORTED, observations=against, pictures=tuple(outcome.pictures)
    )
    return Finding(verdict=Verdict.FAILED if against else Verdict.PASSED, evidence=evidence)


@dataclass(frozen=True, kw_only=True)
class Predict(AnswerKind[Prediction]):
    """Predict what runs of an experiment give, before they are run: their order, A = B < C, or numbers, a=1, b=0.5.

    trial: what is run: task and runs, such as {A: relu x2}, and a tie; or another experiment and its runs.  See the
        experiments under `grader kinds`.
    right: the order, or the numbers.
    within: of numbers, how far off each may be; an order has none.
    points: of the order, or of each number.
    """

    formulas: ClassVar[bool] = True

    smallest: ClassVar[str] = SMALLEST
    trial: Plan
    right: str
    within: float | None = None
    points: Points = 1

    def __post_init__(self) -> None:
        """Refuse runs that the experiment can't run, and bounds that make no sense."""
        if self.within is not None and SIGN.search(self.right):
            raise ValueError("within is for numbers, and right is an order; leave within out")
        least = 1 if self.within is not None else 2
        if len(self.trial.runs) < least:
            raise ValueError(f"trial has {least} runs at least")
        if self.trial.tie < 0 or not isfinite(self.trial.tie):
            raise ValueError("the tie of the trial is 0 or more")
        if self.within is not None and not 0 < self.within < float("inf"):
            raise ValueError("within is a number above 0")
        if self.trial.task and self.trial.experiment != "train":
            raise ValueError(f"“{self.trial.task}”: only train learns a task")
        for name, run in self.trial.runs.items():
            if not re.fullmatch(r"[^\W\d]\w*", name):
                raise ValueError(f"“{name}” can't be the name of a run; write a letter, or letters and digits")
            self.trial.made.refuse(run)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the runs."""
        return tuple(self.trial.runs)

    def parse(self, text: str) -> Prediction:
        """Read an order, or a number for each run."""
        if self.within is None:
            return read_order(text, self.names)
        if len(self.names) == 1 and not parse_numbers(text).labels:
            text = f"{self.names[0]}={text}" if len(parse_numbers(text).entries) == 1 else text
        numbers = parse_labelled(text, self.names)
        if missing := [name for name in self.names if name not in numbers.labels]:
            raise AnswerError(f"Say what {missing[0]} is: nothing stands there yet.", len(text))
        return numbers

    def same(self, a: Prediction, b: Prediction) -> Equality:
        """Two predictions are the same if they are the same order, or the same numbers."""
        if isinstance(a, Numbers) and isinstance(b, Numbers):
            return Same(how="agreed") if alike(a, b, CLOSE) else Different()
        return Same(how="proved") if a == b else Different()

    def field(self, rng: np.random.Generator) -> Line | Lines:
        """Return a line for an order or for a single number, else one for each number."""
        del rng
        if self.within is None:
            told = advice(self.names)
            return Line(advice=told[0].upper() + told[1:])
        return Line(advice=ADVICE) if len(self.names) == 1 else Lines(names=self.names, advice=ADVICE)

    def latex(self, parsed: Prediction) -> str:
        """Return what was understood."""
        return parsed.latex() if isinstance(parsed, Numbers) else latex_order(parsed)

    def show(self, parsed: Prediction) -> str:
        """Return what was understood as text."""
        return parsed.show() if isinstance(parsed, Numbers) else show_order(parsed)

    def reference(self) -> str:
        """Return the right answer as the teacher wrote it."""
        return self.right

    def questions(self) -> Sequence[Question[Any]]:
        """Ask whether the run gives what was predicted."""
        if self.within is None:
            return (Question(call=CALL, check=Foreseen(self.trial), points=self.points),)
        return tuple(
            Question(call=name, check=Near(self.trial, name, self.within, shows=not i), points=self.points)
            for i, name in enumerate(self.names)
        )

    def shows(self, parsed: Prediction, mistake: Mistake) -> bool:
        """Whether it is this wrong answer, or meets the condition that stands for one."""
        if mistake.when:
            return holds(mistake.when, self._values(parsed)) is True
        return self.same_entirely(parsed, self.parse(mistake.answer))

    def _values(self, parsed: Prediction) -> Mapping[str, Formula]:
        """Return what a condition may ask about: the numbers, or of an order the ranks, so that A < B means that."""
        if isinstance(parsed, Numbers):
            return dict(zip(parsed.labels, parsed.entries, strict=True))
        return {name: Formula(tree=number(rank), variables=()) for name, rank in ranks(parsed)}

    def examples(self, mistake: Mistake) -> Sequence[str]:
        """Return the wrong answer; a condition must be one about the runs."""
        if mistake.when:
            parse_condition(mistake.when, self.names)
        return super().examples(mistake)

    def explains(self, mistake: Mistake) -> Sequence[str]:
        """Return the numbers that a condition speaks of."""
        if self.within is None:
            return ()
        spoken = set(re.findall(r"\w+", mistake.when))
        return tuple(name for name in self.names if name in spoken)

    def doubts(self) -> Sequence[str]:
        """Return what may turn out otherwise on another machine: near ties, and numbers near the edge."""
        values, right = self.trial.outcome.values, self.parse(self.right)
        unsound = [f"the run {name} gives no number" for name, value in values.items() if not isfinite(value)]
        if unsound:
            return tuple(unsound)
        return tuple(self._off(right) if isinstance(right, Numbers) else self._unsure(order_of(values, self.trial.tie)))

    def _off(self, right: Numbers) -> Iterator[str]:
        words, values = self.trial.made.words, self.trial.outcome.values
        for name, entry in zip(right.labels, right.entries, strict=True):
            if abs(values[name] - to_float(entry)) > SURE * (self.within or 0):
                yield f"right says {name}={entry.show()}, and the run gave {words(values[name])}: nearly too far off"

    def _unsure(self, order: Order) -> Iterator[str]:
        words, values, tie = self.trial.made.words, self.trial.outcome.values, self.trial.tie
        rank = dict(ranks(order))
        for one, other in combinations(self.names, 2):
            apart = abs(values[one] - values[other])
            told = f"{one} {words(values[one])} and {other} {words(values[other])}"
            if rank[one] == rank[other] and apart > tie / EDGE:
                yield f"{told} hardly tie: they are {apart:.3g} apart, of {tie:g}"
            elif abs(rank[one] - rank[other]) == 1 and apart < tie * EDGE:
                yield f"{told} nearly tie: they are {apart:.3g} apart, of {tie:g}"
