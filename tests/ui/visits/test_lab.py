"""The Lab: the address keeps the formula, a fault is pointed at, and all is said that can be."""

from collections.abc import Callable

from playwright.sync_api import expect
from visiting import Setting, Visit


def test_the_lab(come: Callable[..., Visit], name: str, setting: Setting) -> None:
    visit = come(name, setting=setting)
    page = visit.page
    visit.open("/lab", "Lab")
    box = visit.box("A formula in x")
    expect(box).to_have_value("x*sigmoid(x)")
    box.fill("sin(x)/x")
    expect(page).to_have_url(f"{visit.base}/lab?f=sin%28x%29%2Fx")
    expect(page.get_by_text("Defined everywhere?")).to_be_visible()
    said = page.get_by_test_id("stMarkdown").locator("p, li")
    expect(said.filter(has_text="Defined everywhere?")).to_contain_text("✗")
    expect(said.filter(has_text="Even?")).to_contain_text("✓")
    page.reload()
    visit.heading("Lab")
    expect(box).to_have_value("sin(x)/x")
    page.get_by_text("far", exact=True).click()
    expect(page.get_by_role("button", name="for x from -30 to 30").first).to_be_attached()
    box.fill("2*lgo(x)")
    expect(page.get_by_test_id("stCode")).to_contain_text("2*lgo(x)\n  ^")
    expect(page.get_by_text("did you mean log?")).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(0)
    box.fill("")
    expect(page.get_by_text("Write a formula, such as")).to_be_visible()
    assert visit.overflow() <= 0
