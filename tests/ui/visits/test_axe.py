"""Nothing for axe to find, on any page, in any state, in light and dark, on a desk and in the hand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import expect
from visiting import Served, Setting, Visit

Come = Callable[..., Visit]
CONTROLS = ("choice", "multi", "matrix", "labelled", "witness", "propose", "classify", "grid", "limited", "code")


class Tour:
    """A walk past many states, with what axe finds at each."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.found = dict[str, list[str]]()

    def look(self, state: str) -> None:
        if self.visit.page.get_by_test_id("stApp").count():
            self.visit.settled()
        assert self.visit.overflow() <= 0, f"{state}: the page is wider than the window"
        if flaws := self.visit.flaws():
            self.found[state] = flaws


@contextmanager
def tour(visit: Visit) -> Iterator[Tour]:
    visit.tall()
    one = Tour(visit)
    yield one
    assert not one.found


def test_the_door(come: Come, setting: Setting, demo: Served) -> None:
    visit = come(setting=setting)
    with tour(visit) as at:
        visit.page.goto(f"{visit.base}/sign-in")
        at.look("sign in")
        visit.page.get_by_label("Your name").fill("somebody")
        visit.page.get_by_label("Join code").fill("wrong")
        visit.page.get_by_role("button", name="Sign in").click()
        visit.page.get_by_role("alert").wait_for()
        at.look("wrong code")
    visit.wrong[:] = [wrong for wrong in visit.wrong if "403" not in wrong]  # that is the answer to a wrong code
    free = come(setting=setting, to=demo)
    with tour(free) as at:
        free.page.goto(f"{demo.base}/")
        at.look("demo")
        free.button("Enter as demo learner").click()
        free.heading()
        expect(free.page.get_by_text("Demo: nothing here is private")).to_be_visible()
        at.look("course of a demo")


def test_learning(come: Come, name: str, setting: Setting) -> None:
    visit = come(name, setting=setting)
    page = visit.page
    with tour(visit) as at:
        visit.open("/")
        at.look("course")
        visit.exercise("formula")
        at.look("fresh")
        visit.press("Show a hint")
        page.get_by_text("Try an answer first").wait_for()
        at.look("hint refused")
        visit.submit()
        page.get_by_text("There is nothing to hand in yet.").wait_for()
        at.look("empty")
        visit.type("x")
        page.get_by_test_id("stVegaLiteChart").wait_for()
        at.look("typed")
        visit.unfold("The curve as a table")
        page.get_by_role("table").wait_for()
        at.look("table of the curve")
        visit.hand_in("sgmoid(x)", "This can't be read.")
        at.look("unreadable")
        visit.hand_in("sigmoid(x)*(1+sigmoid(x))", "Not yet.")
        at.look("wrong")
        visit.box().fill("sigmoid(x)")
        page.get_by_test_id("stVegaLiteChart").get_by_text("before", exact=True).wait_for()
        at.look("ghost")
        visit.unfold("This verdict seems wrong")
        page.get_by_label("What is wrong with it?", exact=False).wait_for()
        at.look("doubt")
        visit.press("Show a hint")
        expect(visit.button("Show a hint")).to_have_count(0)
        at.look("hint")
        visit.hand_in("sigmoid(x)*(1-sigmoid(x))", "Right.")
        visit.unfold("A right answer")
        visit.unfold("Attempt 2")
        page.get_by_text("Check the sign.").wait_for()
        at.look("right, all open")
        visit.open("/exercise?course=controls&id=nothing", "Not here")
        at.look("not here")


def test_grading(come: Come, name: str, setting: Setting, served: Served) -> None:
    visit = come(name, setting=setting)
    with tour(visit) as at:
        visit.exercise("formula")
        visit.box().fill("x")
        with served.held():
            visit.submit()
            visit.verdict("Handed in. Waiting to be graded…")
            at.look("waiting")
        visit.verdict("Not yet.")  # by itself
        visit.open("/quiz?course=controls&id=short", "Three questions")
        visit.press("Start the quiz")
        visit.heading("The slope of the sigmoid")
        visit.press("Review")
        visit.heading("Before you hand in")
        with served.held():
            visit.press("Hand in the quiz")
            visit.page.get_by_text("0 of 3 answers graded…").wait_for()
            at.look("quiz waiting")
        visit.page.get_by_text("0 of 4 points.").wait_for()


def test_each_control(come: Come, name: str, setting: Setting) -> None:
    visit = come(name, setting=setting)
    with tour(visit) as at:
        for exercise in CONTROLS:
            visit.exercise(exercise)
            at.look(exercise)
        visit.exercise("properties", "activations")
        at.look("properties")
        visit.exercise("affine-collapse", "activations")
        at.look("affine-collapse")


def test_quiz(come: Come, name: str, setting: Setting) -> None:
    visit = come(name, setting=setting)
    with tour(visit) as at:
        visit.open("/quiz?course=controls&id=short", "Three questions")
        at.look("door")
        visit.press("Start the quiz")
        visit.heading("The slope of the sigmoid")
        visit.type("x")
        at.look("question")
        visit.press("Flag to come back")
        visit.button("Take the flag away").wait_for()
        at.look("flagged")
        visit.press("Review")
        visit.heading("Before you hand in")
        at.look("review")
        visit.press("Hand in the quiz")
        visit.page.get_by_text("of 4 points.").wait_for()
        visit.unfold("1. The slope")
        visit.page.get_by_test_id("stVegaLiteChart").first.wait_for()
        at.look("result")


def test_lab(come: Come, name: str, setting: Setting) -> None:
    visit = come(name, setting=setting)
    page = visit.page
    with tour(visit) as at:
        visit.open("/lab?f=relu(x)", "Lab")
        page.get_by_text("kink at 0").first.wait_for()
        at.look("lab")
        page.get_by_role("combobox", name="Mark a witness").press("ArrowDown")
        page.get_by_role("option", name="A straight line").wait_for()
        at.look("list of witnesses")
        page.get_by_role("option", name="A straight line").click()
        page.get_by_text("✗ below its chord").first.wait_for()
        visit.unfold("The curve as a table")
        page.get_by_role("region", name="Some points for x").wait_for()
        at.look("witness, table of the curve")
        visit.open("/lab?f=log(1%2Bexp(x))&with=gelu&with=softsign&with=tanh&lines=f&lines=f%E2%80%B3", "Lab")
        page.get_by_text("is the same function without these faults").wait_for()
        at.look("compared, faults on a computer")
        visit.open("/lab?f=sqrt(-1-x^2)&lines=", "Lab")
        page.get_by_text("undecided:").first.wait_for()
        at.look("undecided, no lines")
        visit.open("/lab?f=lgo(x)", "Lab")
        page.get_by_text("did you mean").wait_for()
        at.look("unreadable")


def test_teaching(come: Come, name: str, setting: Setting) -> None:
    learner = come(name)
    learner.exercise("propose")
    learner.hand_in("x^2", "Not yet.")
    visit = come("Ms Hessian", "teacher", setting=setting)
    page = visit.page
    with tour(visit) as at:
        visit.open("/proofs?course=controls", "Exercises and their proofs")
        visit.unfold("Odd and rising")
        page.get_by_text("Try it").first.wait_for()
        at.look("proofs")
        visit.open("/submissions?course=controls", "Submissions")
        at.look("submissions")
        visit.unfold(name)
        page.get_by_text("Even, not odd.").wait_for()
        at.look("submission")
        visit.press(page.get_by_role("combobox").first)
        page.get_by_role("option", name="Odd and rising").click()
        expect(page.get_by_text("· The slope of the sigmoid ·")).to_have_count(0)
        visit.press(page.get_by_text("Only verdicts that seem wrong to a learner"))
        visit.settled()
        at.look("filtered")
