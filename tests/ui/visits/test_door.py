"""Who comes in, where they arrive, what they don't see, and how they leave."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from visiting import CODES, Served, Visit

Come = Callable[..., Visit]


def enter(visit: Visit, name: str, code: str) -> None:
    visit.page.get_by_label("Your name").fill(name)
    visit.page.get_by_label("Join code").fill(code)
    visit.button("Sign in").click()


def test_a_deep_link_leads_through_the_door_and_back(come: Come, name: str) -> None:
    visit = come()
    visit.page.goto(f"{visit.base}/lab?f=sin%28x%29")
    expect(visit.page).to_have_url(f"{visit.base}/sign-in?next={quote('/lab?f=sin%28x%29')}")
    enter(visit, name, "not the code")
    expect(visit.page.get_by_role("alert")).to_have_text("This is not the join code. Ask your teacher for it.")
    expect(visit.page.get_by_label("Your name")).to_have_value(name)
    enter(visit, name, f" {CODES['learner'].upper()} ")
    visit.heading("Lab")
    expect(visit.box("A formula in x")).to_have_value("sin(x)")
    visit.page.get_by_role("link", name=f"Sign out {name}").click()
    expect(visit.page).to_have_url(f"{visit.base}/sign-in")
    visit.page.goto(f"{visit.base}/lab")
    expect(visit.page).to_have_url(f"{visit.base}/sign-in?next=/lab")
    assert [wrong for wrong in visit.wrong if "403" not in wrong] == []
    visit.wrong.clear()


@pytest.mark.parametrize("target", ["//evil.test", "/\\evil.test"])
def test_the_door_leads_nowhere_else(target: str, come: Come, name: str) -> None:
    visit = come()
    visit.page.goto(f"{visit.base}/sign-in?next={quote(target)}")
    enter(visit, name, CODES["learner"])
    visit.heading()
    assert visit.page.url.startswith(f"{visit.base}/")
    visit.context.close()


@pytest.mark.parametrize("page", ["proofs", "submissions"])
def test_a_learner_sees_no_page_of_a_teacher(page: str, come: Come, name: str) -> None:
    visit = come(name)
    visit.page.goto(f"{visit.base}/{page}")
    visit.heading("Choosing (and rejecting) activation functions")  # the course instead
    visit.wrong.clear()  # Streamlit says in the console too that there is no such page
    expect(visit.page.get_by_role("link", name="Submissions")).to_have_count(0)
    expect(visit.page.get_by_role("heading", name="Submissions")).to_have_count(0)
    expect(visit.page.get_by_role("heading", name="Exercises and their proofs")).to_have_count(0)


def test_a_demo_lets_in_by_a_button(come: Come, demo: Served) -> None:
    visit = come(to=demo)
    visit.page.goto(f"{demo.base}/proofs")
    visit.button("Enter as demo teacher").click()
    visit.heading("Exercises and their proofs")
    expect(visit.page.get_by_role("link", name="Sign out Demo teacher")).to_be_visible()


def test_a_teacher_finds_the_ways_around(come: Come) -> None:
    visit = come("Ms Jacobian", "teacher")
    visit.open("/")
    for link, heading in {
        "Proofs": "Exercises and their proofs",
        "Submissions": "Submissions",
        "Lab": "Lab",
        "Exercises": "Choosing (and rejecting) activation functions",
    }.items():
        visit.press(visit.page.get_by_role("link", name=link, exact=True))
        visit.heading(heading)
    visit.press(visit.page.get_by_role("link", name="One exercise for each control"))
    visit.heading("One exercise for each control")
    visit.press(visit.page.get_by_role("link", name="Odd and rising"))
    visit.heading("Odd and rising")
    visit.press(visit.page.get_by_role("link", name="Next: Not injective"))
    visit.heading("Not injective")
    expect(visit.page).to_have_url(f"{visit.base}/exercise?course=controls&id=witness")
    visit.page.go_back()
    visit.heading("Odd and rising")
    visit.page.go_forward()
    visit.heading("Not injective")
    visit.page.reload()
    visit.heading("Not injective")
