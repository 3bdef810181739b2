"""A contest: an entry that is not ranked, one that is, a tie of two learners, and who is named."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect
from test_axe import tour
from visiting import Setting, Visit

Come = Callable[..., Visit]
AT_LAST = 90_000  # ms: on two busy cores torch alone may take ten seconds


def enter(visit: Visit, text: str, verdict: str) -> None:
    visit.exercise("best", "activations")
    visit.box().fill(text)
    visit.submit()
    expect(visit.outcome().get_by_test_id("stAlert")).to_contain_text(verdict, timeout=AT_LAST)
    visit.settled()


def row(visit: Visit, name: str) -> Locator:
    return visit.page.get_by_role("row").filter(has_text=name)


def test_two_learners_tie_and_one_shows_her_name(come: Come, name: str, setting: Setting) -> None:
    ada, bob = come(f"Ada {name}", setting=setting), come(f"Bob {name}", setting=setting)
    enter(ada, "x^2", "Not yet. 0 of 1 point")
    expect(ada.page.get_by_text("This entry is not ranked")).to_be_visible()
    expect(ada.page.get_by_text("The standing is shown to you once an entry of yours has a score.")).to_be_visible()
    expect(ada.page.get_by_role("table", name="The entries")).to_have_count(0)
    for visit in (ada, bob):
        enter(visit, "sin(2*x)", "Right. 1 of 1 point")
        expect(visit.page.get_by_text("over 10 hidden seeds.")).to_be_visible()
        expect(row(visit, "you; others read “anonymous”")).to_contain_text("±")
    expect(bob.page.get_by_text("in a tie.")).to_be_visible()
    expect(row(bob, "anonymous").first).to_contain_text(", tie")
    expect(row(bob, f"Ada {name}")).to_have_count(0)
    with tour(bob) as at:
        expect(row(bob, "ReLU").get_by_role("img")).to_be_visible()
        expect(row(bob, "no activation").get_by_role("img", name="from 0.6")).to_be_visible()
        at.look("standing")
        ada.press(ada.page.get_by_text("Show my name on this board"))
        expect(row(ada, f"Ada {name} (you)")).to_have_count(1)
        bob.page.reload()
        expect(row(bob, f"Ada {name}")).to_contain_text(", tie")
        at.look("standing with a name")
    teacher = come("Ms Gradient", "teacher", setting=setting)
    teacher.exercise("best", "activations")
    expect(row(teacher, f"Bob {name}")).to_contain_text("sin(2*x)")
    with tour(teacher) as at:
        at.look("standing for teachers")
