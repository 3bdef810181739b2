"""Trials: pictures under an answer that was trained, and a formula of the Lab that is trained when asked."""

from collections.abc import Callable
from urllib.parse import quote

from playwright.sync_api import Locator, expect
from test_axe import tour
from visiting import Setting, Visit

Come = Callable[..., Visit]
AT_LAST = 90_000  # ms: on two busy cores torch alone may take ten seconds


def described(visit: Visit, words: str) -> Locator:
    return visit.page.get_by_role("button", name=words).or_(visit.page.get_by_role("img", name=words)).first


def test_an_answer_that_was_trained(come: Come, name: str, setting: Setting) -> None:
    visit = come(name, setting=setting)
    page = visit.page
    visit.exercise("worth-training")
    visit.box().fill("x^3")
    visit.submit()
    expect(visit.outcome().get_by_test_id("stAlert")).to_contain_text("Not yet. 1 of 2 points.", timeout=AT_LAST)
    visit.settled()
    with tour(visit) as at:
        expect(described(visit, "Learning at depth 2, loss in training: yours falls from")).to_be_attached()
        expect(page.get_by_text("Not drawn: yours has no finite numbers.")).to_be_visible()
        at.look("pictures")
        first, second = (visit.outcome().get_by_test_id("stVegaLiteChart").nth(i).bounding_box() for i in (0, 1))
        assert first is not None
        assert second is not None
        assert (first["y"] == second["y"]) == (setting.width > 640), "side by side where there is room"
        assert first["x"] + first["width"] <= setting.width
        visit.unfold("The pictures as tables")
        expect(page.get_by_role("columnheader", name="ReLU").first).to_be_visible()
        at.look("pictures as tables")
        visit.unfold("What trains(depth=6) saw")
        expect(page.get_by_text("Learning at depth 6").first).to_be_visible()
        expect(described(visit, "Learning at depth 6, loss in training: yours has no finite numbers")).to_be_attached()
        at.look("all pictures")


def test_a_formula_is_trained_in_the_lab(come: Come, name: str, setting: Setting) -> None:
    visit = come(name, setting=setting)
    page = visit.page
    visit.open("/lab?f=sigmoid(x)", "Lab")
    visit.press("Train it")
    expect(page.get_by_text("With sigmoid(x):")).to_be_visible(timeout=AT_LAST)
    with tour(visit) as at:
        expect(described(visit, "Accuracy by depth, share of right answers: yours falls from")).to_be_attached()
        expect(described(visit, "The gradient on its way back")).to_be_attached()
        expect(page.get_by_role("rowheader", name="better than none")).to_be_visible()
        expect(page.get_by_text("the gradient has shrunk by 40,000")).to_be_visible()
        at.look("trained")
        visit.box("A formula in x").fill("relu(x)")
        expect(page.get_by_text("Circle: kink at 0.")).to_be_visible()
        expect(page.get_by_text("With sigmoid(x):")).to_be_visible()
        expect(visit.button("Train it")).to_be_enabled()


def test_a_training_is_watched_and_stopped(come: Come, name: str, setting: Setting) -> None:
    visit = come(name, setting=setting)
    page = visit.page
    slow = "+".join(f"sin({i}*x)/{i}" for i in range(1, 40))
    visit.open(f"/lab?f={quote(slow)}", "Lab")
    visit.press("Train it")
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(described(visit, "Learning now, loss in training: depth 2")).to_be_attached(timeout=AT_LAST)
    assert visit.overflow() <= 0
    visit.press("Stop")
    expect(page.get_by_text("Small networks, 2 and 6 hidden layers deep")).to_be_visible()
    expect(visit.button("Train it")).to_be_enabled()
    expect(page.get_by_role("progressbar")).to_have_count(0)
