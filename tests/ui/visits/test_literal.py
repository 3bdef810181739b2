"""What people write is shown as they wrote it, to them and to their teacher: nothing of it runs, or is fetched."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect
from visiting import Visit

Come = Callable[..., Visit]

EVIL = [
    pytest.param("<img src=x onerror=alert(1)>", id="an element that runs a script"),
    pytest.param("![x](http://evil.test/x.png)", id="a picture from elsewhere"),
    pytest.param("http://evil.a www.evil.b evil@evil.c", id="an address"),
    pytest.param("[a](javascript:alert(1)) **b**", id="a link that runs a script"),
    pytest.param(r"$\href{javascript:alert(1)}{x}$", id="a formula with a link"),
    pytest.param(":red[x] # `y` <b>", id="Streamlit's own marks"),
]

INTRUDERS = "main img:not([src^='data:']), main [onerror], main [href^='javascript:'], main script, main iframe, main [href*='evil']"


def harmless(page: Page) -> None:
    expect(page.locator(INTRUDERS)).to_have_count(0)


@pytest.mark.parametrize("text", EVIL)
def test_shown_as_written(text: str, come: Come) -> None:
    learner = come(text)
    learner.exercise("formula")
    expect(learner.page.get_by_role("link", name="Sign out")).to_have_text(f"Sign out {text}")
    learner.box().fill(text)
    expect(learner.page.get_by_test_id("stCode").first).to_contain_text(text)
    harmless(learner.page)
    learner.submit()
    learner.verdict("This can't be read.")
    harmless(learner.page)
    learner.unfold("This verdict seems wrong")
    learner.page.get_by_label("What is wrong with it?", exact=False).fill(text)
    learner.button("Tell the teacher").press("Enter")  # a click is missed while the page is still unfolding
    expect(learner.page.get_by_text("Your teacher has been told")).to_be_visible()
    learner.exercise("matrix")
    learner.box("Your answer to number").fill(text)
    expect(learner.page.get_by_test_id("stCode").first).to_be_visible()
    learner.submit()
    learner.verdict("This can't be read.")
    harmless(learner.page)

    teacher = come("Ms Tensor", "teacher")
    teacher.open("/submissions?course=controls", "Submissions")
    mine = teacher.page.get_by_test_id("stExpander").filter(has_text=text)
    expect(mine).to_have_count(2)
    for i in range(2):
        teacher.unfold(mine.nth(i).locator("summary").first)
        expect(mine.nth(i)).to_contain_text("This can't be read.")
    expect(mine.last).to_contain_text(f"The learner says: {text}")
    harmless(teacher.page)


def test_the_address_is_taken_as_written(come: Come, name: str) -> None:
    visit = come(name)
    for evil in EVIL:
        for path in ("lab?f=", "exercise?course=controls&id=", "quiz?course="):
            visit.page.goto(f"{visit.base}/{path}{quote(str(evil.values[0]))}")
            visit.heading()
            harmless(visit.page)
