"""A new learner at one exercise of each kind of control: wrong, told why, then right."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import expect
from visiting import Setting, Visit


@dataclass(frozen=True, kw_only=True)
class Way:
    """How an exercise is answered.

    wrong, right: set the controls.  told: what is said of the wrong answer.  lost, won: its points.
    checks: a line of the report.  marked: whether the curve shows where a check failed.
    """

    exercise: str
    wrong: Callable[[Visit], None]
    right: Callable[[Visit], None]
    told: str
    lost: str
    won: str
    checks: str = ""
    marked: bool = False


def typed(*texts: str, labels: tuple[str, ...] = ("Your answer",)) -> Callable[[Visit], None]:
    def put(visit: Visit) -> None:
        for label, text in zip(labels, texts, strict=True):
            visit.box(label).fill(text)

    return put


def program(*lines: str) -> Callable[[Visit], None]:
    def put(visit: Visit) -> None:
        visit.program("\n".join(lines))

    return put


def radio(*options: str) -> Callable[[Visit], None]:
    """Choose an option of each group by a piece of its words."""

    def put(visit: Visit) -> None:
        groups = visit.page.get_by_role("radiogroup").all()
        for group, option in zip(groups, options, strict=True):
            group.locator("label").filter(has_text=option).click()

    return put


def rows(**classes: str) -> Callable[[Visit], None]:
    """Choose a class for each row, by words of the row."""

    def put(visit: Visit) -> None:
        for row, name in classes.items():
            group = visit.page.get_by_role("radiogroup", name=row)
            group.get_by_text(name, exact=True).click()
            expect(group.get_by_role("radio", name=name, exact=True)).to_be_checked()

    return put


def ticks(*options: str) -> Callable[[Visit], None]:
    """Tick these and no others."""

    def put(visit: Visit) -> None:
        for label in visit.page.get_by_test_id("stCheckbox").all():
            box, wanted = label.get_by_role("checkbox"), label.inner_text().strip() in options
            if box.is_checked() != wanted:
                label.locator("label").click()
                expect(box).to_be_checked(checked=wanted)
                visit.settled()

    return put


def pills(**rows: set[str]) -> Callable[[Visit], None]:
    """Press these and no others, by words of the row."""

    def put(visit: Visit) -> None:
        for row, wanted in rows.items():
            for button in visit.page.get_by_role("toolbar", name=row).get_by_role("button").all():
                pressed = str(button.inner_text() in wanted).lower()
                if button.get_attribute("aria-pressed") != pressed:
                    button.click()
                    expect(button).to_have_attribute("aria-pressed", pressed)
                    visit.settled()

    return put


NUMBERS = tuple(f"Your answer to {name}" for name in ("number", "row", "table"))
LABELS = tuple(f"Your answer: {name}" for name in "abc")
PAIR = tuple(f"Your answer: {name}" for name in "xy")

WAYS = [
    Way(
        exercise="choice",
        wrong=radio("tanh"),
        right=radio("|x|"),
        told="It is smooth everywhere.",
        lost="0 of 1 point.",
        won="1 of 1 point.",
    ),
    Way(
        exercise="multi",
        wrong=ticks("the hyperbolic tangent", "the sine", "the square"),
        right=ticks("the hyperbolic tangent", "the sine"),
        told="and it keeps growing.",
        lost="3 of 4 points.",
        won="4 of 4 points.",
    ),
    Way(
        exercise="matrix",
        wrong=typed("1/2", "1, 3", "1, 1; 1, 1", labels=NUMBERS),
        right=typed("1/4", "3, 9", "1, 0; 0, 1", labels=NUMBERS),
        told="Off the diagonal stands",
        lost="0 of 3 points.",
        won="3 of 3 points.",
    ),
    Way(
        exercise="labelled",
        wrong=typed("2", "1", "-1", labels=LABELS),
        right=typed("2", "2", "-1", labels=LABELS),
        told="instead of",
        lost="0 of 2 points.",
        won="2 of 2 points.",
    ),
    Way(
        exercise="witness",
        wrong=typed("1", "2", labels=PAIR),
        right=typed("-3", "3", labels=PAIR),
        told="Their squares are",
        lost="0 of 1 point.",
        won="1 of 1 point.",
    ),
    Way(
        exercise="formula",
        wrong=typed("sigmoid(x)*(1+sigmoid(x))"),
        right=typed("exp(-x)/(1+exp(-x))^2"),
        told="The slope dies out on the right, yours does not.",
        lost="0 of 1 point.",
        won="1 of 1 point.",
        marked=True,
    ),
    Way(
        exercise="propose",
        wrong=typed("x^3"),
        right=typed("x/sqrt(1+x^2)"),
        told="slope",
        lost="2 of 4 points.",
        won="4 of 4 points.",
        checks="lipschitz(1), 0 of 2",
        marked=True,
    ),
    Way(
        exercise="classify",
        wrong=rows(double="affine", size="affine"),
        right=rows(double="affine", size="not affine"),
        told="Two straight halves are not one line.",
        lost="1 of 2 points.",
        won="2 of 2 points.",
    ),
    Way(
        exercise="grid",
        wrong=pills(sigmoid={"bounded", "odd", "positive"}, cube={"odd"}),
        right=pills(sigmoid={"bounded", "positive"}, cube={"odd"}),
        told="an odd function vanishes there.",
        lost="5 of 6 points.",
        won="6 of 6 points.",
    ),
    Way(
        exercise="code",
        wrong=program("import numpy as np", "def relu(x):", "    return np.minimum(x, 0)"),
        right=program("import numpy as np", "def relu(x):", "    return np.maximum(x, 0)"),
        told="That keeps the negative half.",
        lost="1 of 2 points.",
        won="2 of 2 points.",
        checks="relu(1) gives 0; the right value is 1.",
        marked=True,
    ),
]


def test_wrong_then_right(way: Way, setting: Setting, come: Callable[..., Visit], name: str) -> None:
    visit = come(name, setting=setting)
    visit.exercise(way.exercise)
    visit.verdict("Nothing has been handed in yet.")
    button = visit.button("Hand in").element_handle()
    assert button is not None
    way.wrong(visit)
    visit.submit()
    visit.verdict(f"Not yet. {way.lost}")
    expect(visit.outcome()).to_contain_text(way.told)
    expect(visit.outcome()).to_contain_text(way.checks)
    expect(visit.page.get_by_text("A right answer")).not_to_be_visible()
    marks = visit.page.locator("[aria-roledescription=point]")
    expect(marks.first if way.marked else marks).to_have_count(int(way.marked))
    assert visit.overflow() <= 0
    way.right(visit)
    visit.submit()
    visit.verdict(f"Right. {way.won}")
    assert button.evaluate("one => one.isConnected"), "a press is lost while its button is remade"
    visit.unfold("A right answer")
    expect(visit.page.get_by_text(f"Attempt 1: {way.lost.partition(' point')[0]}")).to_be_visible()
    assert visit.overflow() <= 0
