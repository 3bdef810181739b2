"""Boards of contests: what scores can tell apart is ranked, the rest is a tie, and names are shown if one wishes."""

from itertools import permutations

import pytest
from contests import DESIGN, FILE, RACE, REFERENCES, enter, score
from installed import Installation

from grader.errors import CallError
from grader.person import Person
from grader.service.contests import Standing

Scores = list[tuple[float, float]]


@pytest.fixture
def race(installation: Installation) -> Installation:
    installation.write(FILE, RACE)
    return installation


def people(race: Installation, count: int) -> list[Person]:
    return [race.service.people.enter(f"Learner {chr(65 + i)}", "demo code") for i in range(count)]


def standing(race: Installation, person: Person | None = None) -> Standing:
    return race.service.contests.standing(person or race.teacher, "numbers", "race")


RANKS = [
    pytest.param([(0.9, 0.01), (0.8, 0.01)], "highest", {"A": "1", "B": "2"}, id="apart"),
    pytest.param([(0.9, 0.06), (0.8, 0.05)], "highest", {"A": "1 tie", "B": "1 tie"}, id="overlapping"),
    pytest.param([(0.9, 0.05), (0.8, 0.05)], "highest", {"A": "1 tie", "B": "1 tie"}, id="touching"),
    pytest.param([(0.9, 0.05), (0.7999, 0.05)], "highest", {"A": "1", "B": "2"}, id="hardly apart"),
    pytest.param([(0.9, 0.01), (0.8, 0.01)], "lowest", {"A": "2", "B": "1"}, id="the lowest wins"),
    pytest.param([(0.9, 0.06), (0.8, 0.05)], "lowest", {"A": "1 tie", "B": "1 tie"}, id="the lowest, overlapping"),
    pytest.param(
        [(0.9, 0.02), (0.88, 0.02), (0.85, 0.02)],
        "highest",
        {"A": "1 tie", "B": "1 tie", "C": "2"},
        id="a chain: C is behind A alone",
    ),
    pytest.param(
        [(0.9, 0.01), (0.9, 0.01), (0.8, 0.01), (0.8, 0.01), (0.7, 0.01)],
        "highest",
        {"A": "1 tie", "B": "1 tie", "C": "3 tie", "D": "3 tie", "E": "5"},
        id="two ties",
    ),
    pytest.param([(0.668, 0.0), (0.668, 0.0)], "highest", {"A": "1 tie", "B": "1 tie"}, id="no spread at all"),
    pytest.param(
        [(0.6, 0.35), (0.9, 0.01), (0.4, 0.01)],
        "highest",
        {"A": "1 tie", "B": "1 tie", "C": "2"},
        id="one so wide that it ties with the best, and C is behind B alone",
    ),
]


@pytest.mark.parametrize(("scores", "best", "ranks"), RANKS)
def test_an_entry_ranks_behind_those_that_are_certainly_better(
    scores: Scores, best: str, ranks: dict[str, str], race: Installation
) -> None:
    race.rewrite(FILE, RACE.replace("highest", best))
    for learner, (mean, error) in zip(people(race, len(scores)), scores, strict=True):
        enter(race, learner, score(mean, error, best=best))
    found = standing(race).ranked
    assert {one.name[-1]: f"{one.rank}{' tie' * one.is_tied}" for one in found} == ranks
    assert [one.rank for one in found] == sorted(one.rank for one in found)


BESTS = [
    pytest.param([(0.9, 0.01), (0.8, 0.01)], "highest", 0.9, id="the higher"),
    pytest.param([(0.9, 0.1), (0.85, 0.01)], "highest", 0.85, id="the higher for certain"),
    pytest.param([(0.8, 0.01), (0.9, 0.01), (0.7, 0.01)], "highest", 0.9, id="the second"),
    pytest.param([(0.5, 0.1), (0.55, 0.01)], "lowest", 0.55, id="the lower for certain"),
    pytest.param([(0.5, 0.01), (0.55, 0.01)], "lowest", 0.5, id="the lower"),
]


@pytest.mark.parametrize(("scores", "best", "mean"), BESTS)
def test_of_a_learners_entries_the_one_counts_that_is_good_for_certain(
    scores: Scores, best: str, mean: float, race: Installation
) -> None:
    race.rewrite(FILE, RACE.replace("highest", best))
    for one in scores:
        enter(race, race.ada, score(*one, best=best))
    (ranked,) = standing(race).ranked
    assert (ranked.mean, ranked.rank, ranked.is_tied) == (mean, 1, False)


@pytest.mark.parametrize("means", list(permutations([0.90, 0.91, 0.92])), ids=str)
def test_the_order_of_equals_says_nothing_of_their_means(means: tuple[float, ...], race: Installation) -> None:
    for learner, mean in zip(people(race, 3), means, strict=True):
        enter(race, learner, score(mean, 0.05))
    assert [one.name for one in standing(race).ranked] == ["Learner A", "Learner B", "Learner C"]


def test_those_without_a_name_stay_in_their_order_whatever_they_reach(race: Installation) -> None:
    enter(race, race.ada, score(0.5, 0.4))
    learners, orders = people(race, 6), []
    for means in ([0.60, 0.61, 0.62, 0.63, 0.64, 0.65], [0.75, 0.74, 0.73, 0.72, 0.71, 0.70]):
        for learner, mean in zip(learners, means, strict=True):
            enter(race, learner, score(mean, 0.2))
        orders.append([means.index(one.mean) for one in standing(race, race.ada).ranked if not one.name])
    assert sorted(orders[0]) == list(range(6))
    assert orders[0] == orders[1]


def test_names_are_shown_to_others_only_if_their_owner_wishes(race: Installation) -> None:
    enter(race, race.ada, score(0.9, 0.01), "sin(x)")
    enter(race, race.bob, score(0.8, 0.01), "tanh(2*x)")
    seen = [(one.name, one.is_mine, one.formula) for one in standing(race, race.ada).ranked]
    assert seen == [("Ada", True, "sin(x)"), ("", False, "")]
    race.service.contests.show_name(race.bob, "numbers", "race", named=True)
    assert [one.name for one in standing(race, race.ada).ranked] == ["Ada", "Bob"]
    assert [one.name for one in standing(race, race.bob).ranked] == ["", "Bob"]
    assert (standing(race, race.ada).is_named, standing(race, race.bob).is_named) == (False, True)
    race.service.contests.show_name(race.bob, "numbers", "race", named=False)
    assert [one.name for one in standing(race, race.ada).ranked] == ["Ada", ""]


def test_teachers_see_all_names_and_formulas_and_have_no_place(race: Installation) -> None:
    enter(race, race.teacher, score(0.99, 0.01))
    enter(race, race.ada, score(0.9, 0.01), "sin(x)")
    found = standing(race)
    assert [(one.name, one.formula, one.is_mine, one.rank) for one in found.ranked] == [("Ada", "sin(x)", False, 1)]
    assert (found.design, found.best, found.seeds, found.references) == (DESIGN, "highest", 10, REFERENCES)


def test_an_empty_board_is_for_teachers_alone(race: Installation) -> None:
    assert (standing(race).ranked, standing(race).references) == ((), ())
    enter(race, race.bob, None)
    for person in (race.ada, race.bob):
        with pytest.raises(CallError, match="once an entry of yours has a score"):
            standing(race, person)


def test_what_was_scored_otherwise_is_not_compared(race: Installation) -> None:
    enter(race, race.ada, score(0.9, 0.01))
    enter(race, race.bob, score(0.8, 0.01, design="xor, 2 hidden layers of 4, 10 steps"))
    enter(race, race.bob, score(0.8, 0.01, seeds=12))
    assert [one.name for one in standing(race).ranked] == ["Ada"]
    race.rewrite(FILE, RACE.replace("steps: 10", "steps: 20"))
    assert standing(race).ranked == ()


@pytest.mark.parametrize(
    ("exercise", "told"),
    [
        pytest.param("one", "there is no contest “one”; this exercise is another kind", id="another kind"),
        pytest.param("rice", "there is no exercise “rice” in numbers; did you mean race?", id="no exercise"),
    ],
)
def test_only_contests_have_a_board(exercise: str, told: str, race: Installation) -> None:
    with pytest.raises(CallError) as caught:
        race.service.contests.standing(race.teacher, "numbers", exercise)
    assert str(caught.value) == told
    with pytest.raises(CallError):
        race.service.contests.show_name(race.ada, "numbers", exercise, named=True)


def test_a_worker_scores_an_entry_on_seeds_that_are_hidden_and_the_same_for_all(race: Installation) -> None:
    for person in (race.ada, race.bob):
        race.submit("tanh(x)", "race", person=person)
    assert race.grade() == 2
    first, second = standing(race).ranked
    assert (first.mean, first.rank, first.is_tied) == (second.mean, 1, True)
    (attempt,) = race.sheet("race").attempts
    assert attempt.report is not None
    assert attempt.report.score is not None
    assert attempt.report.score.hidden
    assert standing(race).references == attempt.report.score.references
