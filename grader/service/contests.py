"""Contests: where the entries stand, as far as their scores can tell them apart.

A score is a mean over seeds, and has a standard error.  An entry ranks behind those alone that are clearly better:
whose interval, from mean − standard error to mean + standard error, lies wholly on the better side of its own.  The
rest is luck, and is called a tie.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from grader.errors import CallError
from grader.exercise import Contest
from grader.person import Person
from grader.score import Reference
from grader.scoring import DIGITS
from grader.service.clock import Clock
from grader.service.library import Library
from grader.store import Store, boards
from grader.store.boards import Entry
from grader.store.notes import Work

NOT_YET = "The standing is shown to you once an entry of yours has a score."


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """A learner's best entry.

    rank: 1, and one more for each entry that is clearly better.  is_tied: whether others have the same rank.
    name: empty where it isn't shown to whoever asks.
    formula: empty where it isn't theirs, unless they teach.
    """

    rank: int
    is_tied: bool
    name: str
    mean: float
    standard_error: float
    seeds: int
    is_mine: bool
    formula: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The board of a contest as one person sees it.

    design: what is trained, in words.  ranked: the best first; equals in an order that says nothing.
    references: what others reach with the same seeds, without a rank.
    is_named: whether others see the person's name.
    """

    design: str
    best: Literal["highest", "lowest"]
    seeds: int
    ranked: tuple[Ranked, ...]
    references: tuple[Reference, ...]
    is_named: bool


@dataclass(frozen=True, kw_only=True)
class Contests:
    """The boards, for learners and teachers."""

    store: Store
    library: Library
    clock: Clock

    def standing(self, person: Person, course: str, exercise: str) -> Standing:
        """Return where the learners' entries stand.

        CallError: there is no such contest, or the learner has no entry with a score yet.
        """
        contest = self._contest(course, exercise)
        work = Work(learner=person.id, course=course, exercise=exercise)
        with self.store.reading() as connection:
            entries = [one for one in boards.entries(connection, course, exercise) if _is_of(one, contest)]
            is_named = boards.is_named(connection, work)
        if not person.teaches and all(one.learner != person.id for one in entries):
            raise CallError(NOT_YET)
        return Standing(
            design=contest.design,
            best=contest.best,
            seeds=contest.seeds,
            ranked=_ranked(_bests(entries), person),
            references=entries[-1].score.references if entries else (),
            is_named=is_named,
        )

    def show_name(self, person: Person, course: str, exercise: str, *, named: bool) -> None:
        """Show the person's name on a board, or no more.  CallError: there is no such contest."""
        self._contest(course, exercise)
        work = Work(learner=person.id, course=course, exercise=exercise)
        with self.store.writing() as connection:
            boards.name(connection, work, self.clock(), named=named)

    def _contest(self, course: str, exercise: str) -> Contest:
        parts = self.library.exercise(course, exercise).variants[0].parts
        contest = next((part.contest for part in parts if part.contest), None)
        if contest is None:
            raise CallError(f"there is no contest “{exercise}”; this exercise is another kind")
        return contest


def _is_of(entry: Entry, contest: Contest) -> bool:
    """Whether an entry was scored by what the contest says now."""
    found = entry.score
    return (found.design, found.seeds, found.best) == (contest.design, contest.seeds, contest.best)


def _bests(entries: Iterable[Entry]) -> list[Entry]:
    """Return each learner's best entry: the one that is good for certain, and of equal ones the first."""
    found = dict[str, Entry]()
    for entry in entries:
        known = found.get(entry.learner)
        if known is None or _bounds(entry)[0] > _bounds(known)[0]:
            found[entry.learner] = entry
    return list(found.values())


def _bounds(entry: Entry) -> tuple[float, float]:
    """Return the ends of an entry's interval, the worse one first, as numbers of which the greater is the better."""
    sign = 1 if entry.score.best == "highest" else -1
    middle, reach = sign * entry.score.mean, entry.score.standard_error
    return round(middle - reach, DIGITS), round(middle + reach, DIGITS)


def _ranked(entries: list[Entry], person: Person) -> tuple[Ranked, ...]:
    ranks = {one.learner: 1 + sum(_bounds(other)[0] > _bounds(one)[1] for other in entries) for one in entries}
    shared = list(ranks.values())
    found = [
        (
            Ranked(
                rank=ranks[one.learner],
                is_tied=shared.count(ranks[one.learner]) > 1,
                name=one.name if one.named or person.teaches or one.learner == person.id else "",
                mean=one.score.mean,
                standard_error=one.score.standard_error,
                seeds=one.score.seeds,
                is_mine=one.learner == person.id,
                formula=one.answer if person.teaches or one.learner == person.id else "",
            ),
            blake2b(one.learner.encode(), digest_size=8).digest(),
        )
        for one in entries
    ]
    found.sort(key=lambda pair: (pair[0].rank, not pair[0].name, pair[0].name.casefold(), pair[1]))
    return tuple(one for one, _ in found)
