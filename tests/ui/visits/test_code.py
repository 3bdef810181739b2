"""Writing programs: the editor, running before handing in, and what is shown of a program that fails."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from test_axe import tour
from test_keyboard import NAMED, RING, tab_to
from visiting import Served, Setting, Visit

from ui import assets

Come = Callable[..., Visit]

RIGHT = "import numpy as np\n\n\ndef relu(x):\n    return np.maximum(x, 0)\n"
WRONG = "import numpy as np\n\n\ndef relu(x):\n    print('shape', x.shape)\n    return np.minimum(x, 0)\n"
CRASH = "import numpy as np\n\n\ndef relu(x):\n    return x / nothing\n\n\nprint('before')\nprint(relu(np.ones(2)))\n"
EVIL = "<img src=x onerror=alert(1)> ![x](http://evil.test/x.png) **b** $x$"


def area(visit: Visit) -> str:
    return str(visit.page.evaluate("document.querySelector('textarea').value"))


def fault(visit: Visit) -> str:
    """Return the number of the line that the editor marks."""
    marked = visit.page.locator(".cm-gutterElement.fault")
    expect(visit.page.locator(".cm-line.fault")).to_have_count(1)
    return marked.inner_text()


def test_it_is_written_as_programs_are(come: Come, name: str) -> None:
    visit = come(name)
    visit.exercise("code")
    editor, keys = visit.editor(), visit.page.keyboard
    expect(editor).to_have_attribute("aria-label", "Your answer")
    expect(editor).to_have_attribute("aria-multiline", "true")
    expect(visit.page.locator("textarea")).not_to_be_visible()
    assert area(visit) == "import numpy as np\n\n\ndef relu(x):\n    ...\n"
    visit.page.get_by_test_id("stTextArea").get_by_text("Your answer").click()
    expect(editor).to_be_focused()
    keys.press("Control+A")
    keys.type("def relu(x):\nif 1:\ny = 1\nreturn")  # indented by itself
    assert area(visit) == "def relu(x):\n    if 1:\n        y = 1\n        return"
    keys.press("Shift+Tab")
    keys.type(" x")
    keys.press("Tab")
    keys.type("# done")
    assert area(visit).endswith("\n    return x    # done")
    keys.press("Control+A")
    keys.press("Tab")
    assert area(visit).startswith("    def relu(x):\n        if 1:")
    keys.press("Control+Z")
    keys.press("Home")
    keys.press("Tab")
    keys.press("Backspace")  # takes a whole step back
    assert area(visit).endswith("\n    return x    # done")
    expect(visit.page.locator(".cm-gutterElement").filter(has_text="4")).to_be_visible()
    assert len(visit.page.locator(".cm-line").first.locator("span").all()) >= 2  # in colours


def test_by_keyboard_alone(come: Come, name: str, setting: Setting) -> None:
    visit = come(name, setting=setting)
    page, keys = visit.page, visit.page.keyboard
    visit.exercise("code")
    visit.editor()
    tab_to(page, "Your answer")
    assert page.evaluate(RING)
    keys.press("Control+A")
    keys.type("import numpy as np\n")
    keys.press("Tab")
    assert page.evaluate(NAMED, "Your answer")
    keys.press("Backspace")
    keys.type("def relu(x):\nprint(x[:1])\nreturn np.minimum(x, 0)")
    keys.press("Control+Shift+Enter")
    expect(page.get_by_text("It runs, and prints nothing.")).to_be_visible()
    assert page.evaluate(NAMED, "Your answer")
    keys.press("Control+Enter")
    visit.verdict("Not yet. 1 of 2 points.")
    assert page.evaluate(NAMED, "Your answer")
    keys.press("Escape")
    keys.press("Tab")
    assert page.evaluate(NAMED, "Hand in")
    keys.press("Tab")
    assert page.evaluate(NAMED, "Run")
    keys.press("Enter")
    expect(page.get_by_text("It runs, and prints nothing.")).to_be_visible()
    keys.press("Shift+Tab")
    keys.press("Shift+Tab")
    assert page.evaluate(NAMED, "Your answer")
    keys.press("Tab")  # one is in the editor again, and indents
    assert page.evaluate(NAMED, "Your answer")
    keys.press("Escape")
    keys.press("Shift+Tab")
    assert not page.evaluate(NAMED, "Your answer")
    keys.press("Tab")
    keys.press("Control+A")
    keys.type("import numpy as np\n")
    keys.type("def relu(x):\nreturn np.maximum(x, 0)")
    keys.press("Control+Enter")
    visit.verdict("Right. 2 of 2 points.")


def test_running_costs_nothing_and_says_what_happens(come: Come, name: str, setting: Setting) -> None:
    visit = come(name, setting=setting)
    visit.exercise("code")
    left = visit.page.get_by_text("20 attempts left.")
    expect(left).to_be_visible()
    visit.program(CRASH)
    visit.press("Run")
    expect(visit.page.get_by_role("alert").filter(has_text="Line 5: NameError")).to_be_visible()
    expect(visit.page.get_by_text("line 9, in <module>; line 5, in relu")).to_be_visible()
    expect(visit.page.get_by_test_id("stCode").last).to_have_text("before")
    assert fault(visit) == "5"
    visit.verdict("Nothing has been handed in yet.")
    visit.program(RIGHT + "print(relu(np.array([-1.0, 2.0])))\n")
    expect(visit.page.locator(".cm-line.fault")).to_have_count(0)
    visit.press("Run")
    expect(visit.page.get_by_test_id("stCode").last).to_have_text("[0. 2.]")
    visit.program("def relu(x:\n    pass")
    visit.press("Run")
    expect(visit.page.get_by_role("alert").filter(has_text="Line 1: Python can't read this")).to_be_visible()
    assert fault(visit) == "1"
    visit.program("import os")
    visit.press("Run")
    expect(visit.page.get_by_text("“os” may not be imported here")).to_be_visible()
    visit.program("while True:\n    pass")
    visit.press("Run")
    expect(visit.page.get_by_text("It was still busy after 2 seconds")).to_be_visible()
    expect(left).to_be_visible()
    assert visit.overflow() <= 0


def test_a_verdict_shows_line_output_numbers_and_curve(come: Come, name: str, setting: Setting) -> None:
    visit = come(name, setting=setting)
    visit.exercise("code")
    visit.program(CRASH.replace("print(relu", "# print(relu"))
    visit.submit()
    visit.verdict("Not yet. 0 of 2 points.")
    expect(visit.outcome()).to_contain_text("Line 5: NameError: name 'nothing' is not defined")
    expect(visit.outcome().get_by_test_id("stCode")).to_have_text("before")
    assert fault(visit) == "5"
    visit.page.keyboard.press("Control+Home")
    visit.page.keyboard.type("# above\n")
    assert fault(visit) == "6"  # it moves with the text, until the page knows that this was not handed in
    expect(visit.page.locator(".cm-line.fault")).to_have_count(0)
    visit.program(WRONG)
    visit.submit()
    visit.verdict("Not yet. 1 of 2 points.")
    table = visit.outcome().get_by_role("table", name="Where it goes astray")
    expect(table.get_by_role("row").last).to_have_text("101")
    expect(visit.outcome().locator("[aria-roledescription=point]")).to_have_count(1)
    chart = visit.outcome().get_by_test_id("stVegaLiteChart")
    expect(chart.get_by_text("expected", exact=True)).to_be_visible()
    expect(visit.outcome().get_by_test_id("stCode")).to_contain_text("shape (")
    expect(visit.page.locator(".cm-line.fault")).to_have_count(0)
    visit.unfold("The curve as a table")
    expect(visit.outcome().get_by_role("row").filter(has_text="-6")).to_contain_text("-6-60")
    assert visit.overflow() <= 0
    visit.program("def relu(x):\n    return )")
    visit.submit()
    visit.verdict("This can't be read. It costs no attempt.")
    assert fault(visit) == "2"
    visit.page.reload()
    visit.editor()
    assert fault(visit) == "2"


def test_a_program_outlives_reload_browser_and_service(come: Come, name: str, demo: Served) -> None:
    def arrive() -> Visit:
        visit = come(to=demo)
        visit.page.goto(f"{demo.base}/exercise?course=controls&id=code")
        visit.page.get_by_label("Your name").fill(name)
        visit.button("Sign in").click()
        visit.heading("ReLU as code")
        visit.editor()
        return visit

    def written(visit: Visit) -> None:
        expect(visit.page.locator("textarea")).to_have_value(RIGHT)
        assert visit.editor().inner_text().startswith("import numpy as np")

    visit = arrive()
    visit.program(RIGHT)
    visit.page.wait_for_timeout(1000)  # nothing shows that it is kept
    visit.page.reload()
    written(visit)
    visit.context.close()
    again = arrive()
    written(again)
    demo.stop()
    expect(again.page.get_by_text("The connection is lost.")).to_be_visible()
    demo.start()
    expect(again.page.get_by_text("The connection is lost.")).to_have_count(0)
    written(again)
    again.submit()
    again.verdict("Right.")
    again.wrong.clear()  # that nobody answered for a while


def test_who_types_on_after_handing_in_sees_the_verdict(come: Come, name: str) -> None:
    visit = come(name)
    visit.exercise("code")
    visit.program(WRONG)
    visit.page.keyboard.press("Control+Enter")
    visit.page.keyboard.type("# one thought more", delay=60)
    visit.verdict("Not yet.")
    assert area(visit) == f"{WRONG}# one thought more"
    visit.page.wait_for_timeout(1000)
    assert area(visit) == f"{WRONG}# one thought more"
    visit.page.reload()
    visit.verdict("Not yet.")
    expect(visit.page.get_by_role("heading", name="Earlier attempts")).to_have_count(0)


@pytest.mark.parametrize(
    "script", ["throw new Error('no editor')", "export const edit = () => { throw 1; };", "syntax error"]
)
def test_without_the_editor_a_text_area_does(come: Come, name: str, script: str) -> None:
    visit = come(name)
    visit.context.route("**/assets/**", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    visit.exercise("code")
    visit.box().fill(RIGHT)
    visit.box().press("Control+Enter")
    visit.verdict("Right. 2 of 2 points.")
    visit.box().fill(CRASH)
    visit.press("Run")
    expect(visit.page.get_by_text("Line 5: NameError")).to_be_visible()
    expect(visit.page.locator(".cm-editor")).to_have_count(0)


def test_what_a_program_prints_is_shown_as_printed(come: Come, name: str) -> None:
    visit = come(name)
    visit.exercise("code")
    visit.program(f"print({EVIL!r})\nraise ValueError({EVIL!r})")
    visit.press("Run")
    expect(visit.page.get_by_test_id("stCode")).to_have_text(EVIL)
    expect(visit.page.get_by_role("alert").filter(has_text=EVIL)).to_be_visible()
    visit.submit()
    visit.verdict("Not yet.")
    expect(visit.outcome().get_by_test_id("stCode")).to_have_text(EVIL)
    expect(visit.outcome()).to_contain_text(EVIL.replace("$x$", ""))
    expect(visit.page.locator("main img:not([src^='data:']), main [onerror], main [href*='evil']")).to_have_count(0)


def test_the_editor_is_fetched_where_it_is_needed(come: Come, name: str) -> None:
    visit = come(name)
    asked = list[str]()
    visit.context.on("request", lambda request: asked.append(request.url))
    visit.exercise("formula")
    assert not [url for url in asked if "/assets/" in url]
    visit.exercise("code")
    visit.editor()
    assert f"{visit.base}{assets.EDITOR}" in asked


def test_nothing_for_axe(come: Come, name: str, setting: Setting) -> None:
    visit = come(name, setting=setting)
    with tour(visit) as at:
        visit.exercise("code")
        visit.editor()
        at.look("fresh")
        visit.program(CRASH + f"# {'long ' * 60}\n")
        at.look("written")
        visit.press("Run")
        visit.page.get_by_text("Line 5: NameError").wait_for()
        at.look("run")
        visit.submit()
        visit.verdict("Not yet. 0 of 2")
        at.look("crashed")
        visit.program(WRONG)
        visit.submit()
        visit.verdict("Not yet. 1 of 2")
        visit.unfold("The curve as a table")
        visit.page.get_by_test_id("stTable").wait_for()
        at.look("astray")
        visit.program(RIGHT)
        visit.press("Run")
        visit.page.get_by_text("It runs, and prints nothing.").wait_for()
        at.look("quiet")
        visit.submit()
        visit.verdict("Right.")
        visit.unfold("A right answer")
        visit.unfold("Attempt 2")
        visit.page.get_by_text("You wrote").wait_for()
        at.look("right")
