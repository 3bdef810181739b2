"""Everything by keyboard: no mouse, focus that stays, and can be seen."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from visiting import CODES, Setting, Visit

Come = Callable[..., Visit]

RING = """() => {
  const one = document.activeElement, seen = [one, one.closest("label, .cm-editor")].filter(Boolean).map(getComputedStyle);
  return seen.some(s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2);
}"""
WHERE = """() => {
  const one = document.activeElement;
  return `${one.tagName} ${one.getAttribute("role") || one.type || ""} ${one.getAttribute("aria-label") || one.innerText}`;
}"""
NAMED = """name => {
  const one = document.activeElement;
  const own = one.closest("main, body, [data-testid=stMain]") === one ? "" : one.innerText;
  const words = [one.getAttribute("aria-label"), own, ...[...(one.labels || [])].map(l => l.innerText)];
  return words.some(text => (text || "").includes(name));
}"""


def tab_to(page: Page, name: str, key: str = "Tab", *, most: int = 40) -> None:
    """Press Tab until something with this name has the focus; all on the way must show that they have it."""
    seen = []
    for _ in range(most):
        page.keyboard.press(key)
        seen.append(page.evaluate(WHERE))
        assert page.evaluate(RING) or seen[-1].startswith("BODY"), f"no ring around {seen[-1]}"
        if page.evaluate(NAMED, name):
            return
    raise AssertionError(f"no way to {name}: {seen}")


def test_from_the_door_to_a_verdict(come: Come, name: str, setting: Setting) -> None:
    visit = come(setting=setting)
    page, keys = visit.page, visit.page.keyboard
    page.goto(f"{visit.base}/?course=controls")
    tab_to(page, "Your name")
    keys.type(name)
    tab_to(page, "Join code")
    keys.type(CODES["learner"])
    keys.press("Enter")
    visit.heading("One exercise for each control")
    keys.press("Tab")
    assert "skip" in page.evaluate(WHERE).lower()
    keys.press("Enter")
    assert page.evaluate("document.querySelector('main, [data-testid=stMain]').contains(document.activeElement)")
    tab_to(page, "Odd and rising")
    keys.press("Enter")
    visit.heading("Odd and rising")
    visit.button("Hand in").wait_for()
    tab_to(page, "Your answer")
    keys.type("x^3")
    keys.press("Control+Enter")
    visit.verdict("Not yet. 2 of 4 points.")
    assert page.evaluate(NAMED, "Your answer")
    keys.press("Control+A")
    keys.type("tanh(x)")
    keys.press("Control+Enter")
    visit.verdict("Right. 4 of 4 points.")
    assert page.evaluate(NAMED, "Your answer")
    tab_to(page, "A right answer")
    keys.press("Enter")
    expect(page.get_by_test_id("stExpander").filter(has_text="A right answer").locator(".katex")).to_be_visible()


def focused(page: Page, wanted: str) -> bool:
    return bool(page.evaluate(f"document.activeElement.matches('{wanted}')"))


def test_radios_by_arrows(come: Come, name: str) -> None:
    visit = come(name)
    page, keys = visit.page, visit.page.keyboard
    visit.exercise("choice")
    stops = 0
    while not focused(page, "[type=radio]"):
        keys.press("Tab")
        stops += 1
        assert stops < 40
    keys.press("ArrowDown")
    chosen = page.get_by_role("radio", checked=True)
    expect(chosen).to_have_count(1)
    expect(chosen).to_be_focused()
    assert page.evaluate(RING)
    visit.settled()
    keys.press("Control+Enter")
    visit.verdict("of 1 point.")
    expect(chosen).to_be_focused()


def test_ticks_by_space(come: Come, name: str) -> None:
    visit = come(name)
    visit.exercise("multi")
    for option in ("the hyperbolic tangent", "the sine"):
        visit.page.evaluate("document.activeElement.blur()")
        tab_to(visit.page, option)
        visit.page.keyboard.press("Space")
        box = visit.page.get_by_role("checkbox", name=option)
        expect(box).to_be_checked()
        expect(box).to_be_focused()
        visit.settled()
    visit.page.keyboard.press("Control+Enter")
    visit.verdict("Right. 4 of 4 points.")
    expect(box).to_be_focused()


def test_pills_by_space(come: Come, name: str) -> None:
    visit = come(name)
    page, keys = visit.page, visit.page.keyboard
    visit.exercise("grid")
    for row, labels in {"sigmoid": ("bounded", "positive"), "the cube": ("odd",)}.items():
        bar = page.get_by_role("toolbar", name=row)
        stops = 0
        while not bar.evaluate("one => one.contains(document.activeElement)"):
            keys.press("Tab")
            stops += 1
            assert stops < 40
        for label in labels:
            pill = bar.get_by_role("button", name=label)
            while not pill.evaluate("one => one === document.activeElement"):
                keys.press("ArrowRight")
                stops += 1
                assert stops < 40
            assert page.evaluate(RING)
            keys.press("Space")
            expect(pill).to_have_attribute("aria-pressed", "true")
            expect(pill).to_be_focused()
            visit.settled()
    keys.press("Control+Enter")
    visit.verdict("Right. 6 of 6 points.")
    expect(pill).to_be_focused()
