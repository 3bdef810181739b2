"""The board of a contest on its page: who sees it, what it calls a tie, and whom it names."""

from collections.abc import Callable

from contests import RACE
from streamlit.testing.v1 import AppTest

from grader.person import Person
from grader.service.service import Service
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
