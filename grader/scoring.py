"""The score of an entry of a contest: small networks trained with it, on seeds that are the same for all entries.

Hidden seeds are drawn from a secret and the exercise's name: who hands in can't know them, and all entries meet the
same.  Whoever hands in often enough can still find an entry that is lucky with them; `attempts:` is a bound to that.
"""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b
from statistics import fmean, stdev
from typing import TYPE_CHECKING

from grader import telling
from grader.exercise import Contest, Exercise, Part
from grader.learning import activation
from grader.pictures import Picture, Series
from grader.report import PartResult, Verdict
from grader.score import Reference, Score

if TYPE_CHECKING:
    from grader.trials.training import Trained

DIGITS = 4  # of a score: a test set has a few hundred rows
BYTES = 6  # of a seed

UNRANKED = "This entry is not ranked: it gets a score once it has passed all checks."
LOST = "This entry is not ranked: some of its networks ended with numbers that are not finite; that is no low score."


def is_ranked(result: PartResult) -> bool:
    """Whether an answer has shown that it meets all requirements: what is undecided has not."""
    return result.verdict is Verdict.PASSED


def is_lost(score: Score) -> bool:
    """Whether numbers that end, which count as chance, would bring an entry forward."""
    return bool(score.diverged) and score.best == "lowest"


def score(exercise: Exercise, part: Part, text: str, hidden: bytes) -> Score:
    """Return the score of an answer to a part that is a contest.

    hidden: the secret that seeds are drawn from; with none they are public.
    """
    from grader.trials import baselines  # noqa: PLC0415  torch is slow to import
    from grader.trials.pictures import MINE, NAMES  # noqa: PLC0415
    from grader.trials.tasks import TASKS, Lesson  # noqa: PLC0415
    from grader.trials.training import CHUNK, Trained, train  # noqa: PLC0415

    contest = _contest(part)
    task = replace(TASKS[contest.task], width=contest.width, steps=contest.steps)
    lesson, f = Lesson(task=task, depth=contest.depth), activation(part.kind.parse(text))
    chunks = list(_chunks(f"{exercise.course}/{exercise.id}", hidden, contest.seeds, CHUNK))
    runs = {MINE: list[Trained]()}
    for seeds in chunks:
        telling.tell(f"training, network {len(runs[MINE]) + 1} of {contest.seeds}")
        runs[MINE] += train(lesson, f, seeds)
    runs |= {
        shown: [one for seeds in chunks for one in baselines.trained(name, lesson, seeds)]
        for name, shown in NAMES.items()
    }
    chance = 1 / lesson.data.classes
    reached = {name: _reached(some[: contest.seeds], chance) for name, some in runs.items()}
    mean, error = _summed(reached[MINE])
    return Score(
        mean=mean,
        standard_error=error,
        seeds=contest.seeds,
        best=contest.best,
        design=contest.design,
        hidden=bool(hidden),
        diverged=sum(one.diverged for one in runs[MINE][: contest.seeds]),
        references=tuple(_reference(name, reached[name]) for name in NAMES.values()),
        pictures=(_picture(reached),),
    )


def _contest(part: Part) -> Contest:
    if part.contest is None:
        raise ValueError(f"part {part.name} is not a contest")
    return part.contest


def _chunks(name: str, hidden: bytes, count: int, size: int) -> Iterator[tuple[int, ...]]:
    """Yield so many seeds and more, in chunks: what is trained together always has the same size."""
    for first in range(0, count, size):
        yield tuple(_seed(name, hidden, i) for i in range(first, first + size))


def _seed(name: str, hidden: bytes, i: int) -> int:
    return int.from_bytes(blake2b(f"{name}\0{i}".encode(), digest_size=BYTES, key=hidden).digest())


def _reached(runs: "list[Trained]", chance: float) -> list[float]:
    """Return the share of right answers of each network."""
    return [chance if one.diverged else one.accuracy for one in runs]


def _summed(shares: list[float]) -> tuple[float, float]:
    """Return the mean and its standard error."""
    from grader.trials.verdict import FLOOR  # noqa: PLC0415  scipy is slow to import

    return round(fmean(shares), DIGITS), round(max(stdev(shares), FLOOR) / len(shares) ** 0.5, DIGITS)


def _reference(name: str, shares: list[float]) -> Reference:
    mean, error = _summed(shares)
    return Reference(name=name, mean=mean, standard_error=error)


def _picture(reached: dict[str, list[float]]) -> Picture:
    """Return the networks side by side: a wide spread is seen at once."""
    count = len(next(iter(reached.values())))
    return Picture(
        title="Network by network",
        across="the networks, from the worst to the best",
        up="share of right answers",
        x=tuple(float(i + 1) for i in range(count)),
        series=tuple(Series(name=name, y=tuple(sorted(shares))) for name, shares in reached.items()),
    )
