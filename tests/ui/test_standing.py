"""The board of a contest on its page: who sees it, what it calls a tie, and whom it names."""

from collections.abc import Callable
from dataclasses import replace

from contests import RACE, score
from streamlit.testing.v1 import AppTest

from grader.grading import not_graded
from grader.person import Person
from grader.score import Score
from grader.service.service import Service
from grader.store import jobs
from grader.store.notes import Work
from grader.worker import grade_one

Open = Callable[..., AppTest]
EXERCISE = "learner.exercise"


def said(script: AppTest) -> str:
    """Return the words on a page."""
    return "\n".join(str(one.value) for kind in ("markdown", "caption") for one in getattr(script, kind))


def html(script: AppTest) -> str:
    """Return the tables on a page."""
    return "".join(one.proto.body for one in script.get("html"))


def contest(service: Service) -> None:
    (service.library.folder / "controls" / "all" / "race.yaml").write_text(RACE, encoding="utf-8")
    service.library.shelf(fresh=True)


def entered(service: Service, person: Person, text: str) -> None:
    work = Work(learner=person.id, course="controls", exercise="race")
    service.learning.submit(work, {"answer": text}, token=f"{person.id} {text}", variant=0)
    assert grade_one(service)


def test_a_contest_shows_its_standing_to_those_who_have_a_score(service: Service, show: Open, learner: Person) -> None:
    contest(service)
    assert "The standing is shown to you once an entry of yours has a score." in said(
        show(EXERCISE, learner, course="controls", id="race")
    )
    entered(service, learner, "x^2")
    told = said(show(EXERCISE, learner, course="controls", id="race"))
    assert "This entry is not ranked\\: it gets a score once it has passed all checks" in told
    assert "The standing is shown to you" in told
    entered(service, learner, "tanh(x)")
    script = show(EXERCISE, learner, course="controls", id="race")
    told, board = said(script), html(script)
    assert "Your best entry is `tanh(x)`, rank 1." in told
    assert "over 10 hidden seeds" in told
    assert "<b>Emmy (you; others read “anonymous”)</b>" in board
    assert "<i>no activation</i>" in board
    assert "<i>ReLU</i>" in board
    assert "Formula" not in board
    script.checkbox[0].check().run()
    assert "<b>Emmy (you)</b>" in html(script)
    assert show(EXERCISE, learner, course="controls", id="race").checkbox[0].value


def test_a_tie_is_called_one_and_nobody_is_named_unasked(
    service: Service, show: Open, learner: Person, teacher: Person
) -> None:
    contest(service)
    board = show(EXERCISE, teacher, course="controls", id="race")
    assert "No entry has a score yet." in said(board)
    other = service.people.enter("<b>Ada</b>", "join-us")
    for person in (learner, other):
        entered(service, person, "tanh(x)")
    script = show(EXERCISE, learner, course="controls", id="race")
    assert "Your best entry is `tanh(x)`, rank 1, in a tie." in said(script)
    assert html(script).count(">1, tie<") == 2
    assert ("anonymous<" in html(script), "Ada" in html(script)) == (True, False)
    board = show(EXERCISE, teacher, course="controls", id="race")
    assert "&lt;b&gt;Ada&lt;/b&gt;" in html(board)
    assert html(board).count("<code>tanh(x)</code>") == 2
    assert not board.checkbox


def reaches(service: Service, person: Person, found: Score) -> None:
    """Let an entry get a score that is made up."""
    work = Work(learner=person.id, course="controls", exercise="race")
    service.learning.submit(work, {"answer": "tanh(x)"}, token=f"{person.id} made up", variant=0)
    claim = service.desk.claim()
    assert claim is not None
    report = replace(not_graded(claim.submitted.submission, "Made up."), score=found)
    with service.store.writing() as connection:
        assert jobs.finish(connection, claim, report, service.desk.clock())


def test_of_many_the_first_fifty_are_shown_and_oneself(service: Service, show: Open, learner: Person) -> None:
    contest(service)
    for i in range(52):
        reaches(service, service.people.enter(f"Other {i}", "join-us"), score(0.9 - 0.01 * i, 0.001))
    reaches(service, learner, score(0.1, 0.001))
    board = html(show(EXERCISE, learner, course="controls", id="race"))
    assert [f">{rank}<" in board for rank in (1, 50, 51, 52, 53)] == [True, True, False, False, True]
    assert "Emmy" in board


def test_where_the_lowest_wins_a_better_interval_lies_below(service: Service, show: Open, learner: Person) -> None:
    contest(service)
    file = service.library.folder / "controls" / "all" / "race.yaml"
    file.write_text(RACE.replace("highest", "lowest"), encoding="utf-8")
    service.library.shelf(fresh=True)
    reaches(service, service.people.enter("Other", "join-us"), score(0.52, 0.004, best="lowest"))
    reaches(service, learner, score(0.6, 0.02, best="lowest"))
    script = show(EXERCISE, learner, course="controls", id="race")
    assert "Your best entry is `tanh(x)`, rank 2." in said(script)
    assert "whose interval lies wholly below its own" in said(script)
    assert "The lines go from 0.45 to 0.85." in said(script)
    assert 'alt="from 0.580 to 0.620"' in html(script)
