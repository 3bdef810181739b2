"""What happens around an answer: what can't be read, hints, doubts, earlier attempts, drafts, the ghost."""

from collections.abc import Callable

from playwright.sync_api import expect
from visiting import SETTINGS, Served, Setting, Visit

Come = Callable[..., Visit]


def test_what_cannot_be_read_is_pointed_at_and_costs_nothing(come: Come, name: str, setting: Setting) -> None:
    visit = come(name, setting=setting)
    visit.exercise("limited")
    left = visit.page.get_by_text("attempts left.")
    expect(left).to_have_text("2 attempts left.")
    visit.box().fill("2*sgmoid(x)")
    expect(visit.page.get_by_test_id("stCode").first).to_contain_text("2*sgmoid(x)\n  ^")
    expect(visit.page.get_by_text("did you mean sigmoid?").first).to_be_visible()
    visit.submit()
    visit.verdict("This can't be read. It costs no attempt.")
    expect(left).to_have_text("2 attempts left.")
    visit.hand_in("x", "Not yet.")
    expect(visit.page.get_by_text("1 attempt left.")).to_be_visible()
    visit.box().fill("3*x")
    visit.submit()
    expect(visit.page.get_by_text("All attempts at this exercise are used up.")).to_be_visible()
    expect(visit.button("Hand in")).to_have_count(0)


def test_nothing_is_not_handed_in(come: Come, name: str) -> None:
    visit = come(name)
    visit.exercise("formula")
    visit.submit()
    expect(visit.page.get_by_text("There is nothing to hand in yet.")).to_be_visible()
    visit.verdict("Nothing has been handed in yet.")
    visit.exercise("multi")
    visit.press("Hand in")  # no tick is an answer
    visit.verdict("Not yet.")


def test_a_hint_is_given_after_an_attempt(come: Come, name: str) -> None:
    visit = come(name)
    visit.exercise("formula")
    visit.press("Show a hint")
    expect(visit.page.get_by_text("Try an answer first")).to_be_visible()
    visit.hand_in("x", "Not yet.")
    visit.press("Show a hint")
    expect(visit.page.get_by_test_id("stMarkdown").filter(has_text="Write").filter(has_text="with")).to_be_visible()
    expect(visit.button("Show a hint")).to_have_count(0)


def test_a_doubt_reaches_the_teacher_with_the_report(come: Come, name: str) -> None:
    learner = come(name)
    learner.exercise("propose")
    learner.hand_in("x^2", "Not yet. 0 of 4 points.")
    learner.unfold("This verdict seems wrong")
    learner.page.get_by_label("What is wrong with it?", exact=False).fill("It *is* odd, I think.")
    learner.button("Tell the teacher").press("Enter")  # a click is missed while the page is still unfolding
    expect(learner.page.get_by_text("Your teacher has been told")).to_be_visible()
    teacher = come("Ms Gradient", "teacher", setting=SETTINGS[1])
    teacher.open("/submissions?course=controls", "Submissions")
    teacher.press(teacher.page.get_by_text("Only verdicts that seem wrong to a learner"))
    found = teacher.page.get_by_test_id("stExpander").filter(has_text=name)
    expect(found).to_have_count(1)
    expect(found).to_contain_text("0 of 4 · seems wrong")
    teacher.unfold(found.locator("summary").first)
    expect(found).to_contain_text("The learner says: It *is* odd, I think.")
    expect(found).to_contain_text("Not yet. 0 of 4 points.")
    expect(found).to_contain_text("Even, not odd. So it falls on the left.")
    expect(found.locator("[aria-roledescription=point]").first).to_be_visible()
    teacher.press(found.get_by_role("button", name="I have seen to it"))
    expect(found).to_have_count(0)


def test_earlier_attempts_can_be_opened(come: Come, name: str) -> None:
    visit = come(name)
    visit.exercise("formula")
    visit.hand_in("sigmoid(x)*(1+sigmoid(x))", "Not yet.")
    visit.hand_in("1/4", "Not yet.")
    visit.unfold("Attempt 1: 0 of 1")
    body = visit.page.get_by_test_id("stExpander").filter(has_text="Attempt 1")
    expect(body.get_by_test_id("stCode")).to_contain_text("sigmoid(x)*(1+sigmoid(x))")
    expect(body).to_contain_text("Check the sign.")
    expect(visit.expander("Attempt 2")).to_have_count(0)  # the newest stands above


def test_a_draft_outlives_reload_browser_and_service(come: Come, name: str, demo: Served) -> None:
    def arrive() -> Visit:
        visit = come(to=demo)
        visit.page.goto(f"{demo.base}/exercise?course=controls&id=formula")
        visit.page.get_by_label("Your name").fill(name)
        visit.button("Sign in").click()
        visit.heading("The slope of the sigmoid")
        return visit

    visit = arrive()
    visit.type("exp(-x)")
    visit.page.reload()
    expect(visit.box()).to_have_value("exp(-x)")
    visit.context.close()
    again = arrive()
    expect(again.box()).to_have_value("exp(-x)")
    again.type("exp(-x)/2")
    again.context.close()
    demo.stop()
    demo.start()
    expect(arrive().box()).to_have_value("exp(-x)/2")


def test_the_last_answer_is_a_ghost_behind_the_new_one(come: Come, name: str, setting: Setting) -> None:
    visit = come(name, setting=setting)
    visit.exercise("formula")
    legend = visit.page.get_by_test_id("stVegaLiteChart").get_by_text("before", exact=True)
    marks = visit.page.locator("[aria-roledescription=point]")
    wrong = "sigmoid(x)*(1+sigmoid(x))"
    visit.type(wrong)
    expect(visit.page.get_by_test_id("stVegaLiteChart")).to_be_visible()
    expect(legend).to_have_count(0)
    visit.hand_in(wrong, "Not yet.")
    expect(marks.first).to_be_visible()
    expect(legend).to_have_count(0)
    visit.box().fill("sigmoid(x)")
    expect(legend).to_be_visible()
    expect(marks.first).to_be_visible()  # where the last answer failed
    visit.box().fill(wrong)
    expect(legend).to_have_count(0)


def test_however_often_one_presses_an_answer_is_handed_in_once(come: Come, name: str) -> None:
    visit = come(name)
    visit.exercise("formula")
    visit.type("1/4")
    for _ in range(3):
        visit.button("Hand in").press("Enter", delay=60)
    visit.verdict("Not yet.")
    visit.page.reload()
    visit.verdict("Not yet.")
    expect(visit.page.get_by_role("heading", name="Earlier attempts")).to_have_count(0)


def test_who_types_on_after_handing_in_sees_the_verdict(come: Come, name: str) -> None:
    visit = come(name)
    visit.exercise("formula")
    visit.type("1/4")
    visit.box().press("Control+Enter")
    visit.box().press_sequentially("+x+1", delay=60)
    visit.verdict("Not yet.")
    expect(visit.box()).to_have_value("1/4+x+1")


def test_a_page_that_lost_its_service_says_so_and_comes_back_by_itself(come: Come, name: str, demo: Served) -> None:
    visit = come(to=demo)
    visit.page.goto(f"{demo.base}/exercise?course=controls&id=formula")
    visit.page.get_by_label("Your name").fill(name)
    visit.button("Sign in").click()
    visit.type("exp(-x)/(1+exp(-x))^2")
    demo.stop()
    expect(visit.page.get_by_text("The connection is lost.")).to_be_visible()
    demo.start()
    expect(visit.page.get_by_text("The connection is lost.")).to_have_count(0)
    expect(visit.box()).to_have_value("exp(-x)/(1+exp(-x))^2")
    visit.submit()
    visit.verdict("Right.")
    visit.wrong.clear()  # that nobody answered for a while


def test_back_leads_back(come: Come, name: str) -> None:
    visit = come(name)
    visit.exercise("formula")
    visit.press(visit.page.get_by_role("link", name="All exercises"))
    visit.heading("One exercise for each control")
    visit.page.go_back()
    visit.heading("The slope of the sigmoid")
