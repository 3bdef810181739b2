"""`score:` of a contest; what is refused stands in the table of test_faults."""

from collections.abc import Callable

from grader.catalog.contest import choices
from grader.exercise import Contest, Exercise
from grader.trials.tasks import TASKS

Loaded = Callable[[str], Exercise]

CONTEST = (
    "title: T\nkind: contest\nask: Which?\nanswer: tanh(x)\nchecks: {odd: 1}\n"
    "score: {task: spirals, width: 8, depth: 2, steps: 150, seeds: 10, best: lowest}\n"
)


def test_a_contest_says_what_its_entries_are_scored_by(loaded: Loaded) -> None:
    (part,) = loaded(CONTEST).variants[0].parts
    assert part.contest == Contest(task="spirals", width=8, depth=2, steps=150, seeds=10, best="lowest")
    assert part.contest.design == "spirals, 2 hidden layers of 8, 150 steps"


def test_nothing_else_is_scored(loaded: Loaded) -> None:
    (part,) = loaded(CONTEST.replace("contest", "propose").partition("score")[0]).variants[0].parts
    assert part.contest is None


def test_contests_know_the_tasks_that_there_are() -> None:
    assert choices("task") == tuple(TASKS)


def test_a_single_layer_is_one() -> None:
    contest = Contest(task="xor", width=4, depth=1, steps=10, seeds=10, best="highest")
    assert contest.design == "xor, 1 hidden layer of 4, 10 steps"
