"""The Lab: a curve at each key, what is certain about it, witnesses, comparisons, and an address that keeps it all."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, expect
from visiting import Setting, Visit

Come = Callable[..., Visit]


def formula(visit: Visit) -> Locator:
    return visit.box("A formula in x")


def row(visit: Visit, title: str) -> Locator:
    titled = visit.page.get_by_role("rowheader", name=title, exact=True)
    return visit.page.get_by_role("row").filter(has=titled).first  # for a moment the table before stands below


def explained(visit: Visit) -> Locator:
    return visit.page.get_by_test_id("stCaptionContainer").first


def pick(visit: Visit, label: str, option: str) -> None:
    """Choose from a list, by keyboard."""
    box = visit.page.get_by_role("combobox", name=label)
    box.focus()
    visit.settled()  # a list closes when the page moves below it
    box.press("ArrowDown")
    visit.page.get_by_role("option", name=option).click()
    visit.page.keyboard.press("Escape")
    visit.settled()


def picture(visit: Visit, words: str) -> Locator:
    return visit.page.get_by_role("button", name=words).first


def test_the_lab(come: Come, name: str, setting: Setting) -> None:
    visit = come(name, setting=setting)
    page = visit.page
    visit.open("/lab", "Lab")
    box = formula(visit)
    expect(box).to_have_value("x*sigmoid(x)")
    box.fill("sin(x)/x")
    expect(page).to_have_url(f"{visit.base}/lab?f=sin%28x%29%2Fx")
    expect(row(visit, "Defined everywhere")).to_contain_text("no value at x = 0")
    expect(row(visit, "Odd or even")).to_contain_text("even")
    page.reload()
    visit.heading("Lab")
    expect(box).to_have_value("sin(x)/x")
    visit.press(page.get_by_text("far", exact=True))
    expect(picture(visit, "for x from -30 to 30")).to_be_attached()
    box.fill("2*lgo(x)")
    expect(page.get_by_test_id("stCode")).to_contain_text("2*lgo(x)\n  ^")
    expect(page.get_by_text("did you mean log?")).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(0)
    expect(page.get_by_role("table")).to_have_count(0)
    box.fill("")
    expect(page.get_by_text("Write a formula, such as")).to_be_visible()
    assert visit.overflow() <= 0


def test_what_is_certain_follows_the_curve(come: Come, name: str, setting: Setting) -> None:
    visit = come(name, setting=setting)
    visit.open("/lab", "Lab")
    formula(visit).fill("relu(x)")
    expect(explained(visit)).to_contain_text("Circle: kink at 0.")
    expect(explained(visit)).to_contain_text("dead for x < 0")
    expect(row(visit, "Smoothness")).to_contain_text("C^0: continuous, the slope is not")
    expect(row(visit, "Smoothness")).to_contain_text("✓ proved")
    expect(picture(visit, "Marked: kink at 0")).to_be_attached()
    formula(visit).fill("tanh(x)")
    expect(row(visit, "Range")).to_contain_text("(−1, 1)")
    expect(explained(visit)).to_contain_text("saturated for x < −2.993 and x > 2.993: the slope is below 1 %")
    expect(explained(visit)).to_contain_text("asymptotes y = −1 to the left and y = 1 to the right")
    expect(explained(visit)).to_contain_text("slope 1 at x = 0")
    formula(visit).fill("x*exp(x)/(1+exp(x))")
    expect(row(visit, "float32")).to_contain_text("✗ nan instead of 88.72 from x = 88.723 on")
    expect(visit.page.get_by_text("x*sigmoid(x) is the same function without these faults.")).to_be_visible()
    assert visit.overflow() <= 0


def test_a_witness_is_marked(come: Come, name: str, setting: Setting) -> None:
    visit = come(name, setting=setting)
    visit.open("/lab?f=tanh(x)", "Lab")
    pick(visit, "Mark a witness on the picture", "Bends: both ways")
    expect(visit.page.locator("p").filter(has_text="✗ below its chord from x = −2 to 0: f(−1) = ")).to_be_visible()
    expect(picture(visit, "Marked: f(−2) = −0.964, f(−1) = −0.7616")).to_be_attached()
    diamonds = visit.page.locator('[data-testid=stVegaLiteChart] path[aria-label^="f("]')
    expect(diamonds).to_have_count(6)
    table = visit.page.get_by_role("heading", name="What is certain").element_handle()
    assert table is not None
    formula(visit).fill("relu(x)")  # convex: nothing to mark
    expect(row(visit, "Bends")).to_contain_text("✓ proved")
    assert table.evaluate("one => one.isConnected"), "what is below keeps its place while the formula is profiled"
    expect(diamonds).to_have_count(0)
    pick(visit, "Mark a witness on the picture", "Saturates at both ends: no")
    expect(picture(visit, "Marked: f(10000) = 10000")).to_be_attached()  # the picture goes where it is


def test_others_are_compared_and_the_address_keeps_it(come: Come, name: str, setting: Setting) -> None:
    visit = come(name, setting=setting)
    page = visit.page
    visit.open("/lab?f=mish(x)", "Lab")
    pick(visit, "Compare with up to 3 activations", "gelu")
    expect(row(visit, "Range")).to_contain_text("[−0.169971, ∞)")
    visit.press(page.get_by_text("near 0", exact=True))
    visit.press(page.get_by_role("button", name="f″", exact=True))
    expect(picture(visit, "f, f′, f″, gelu for x from -1.5 to 1.5")).to_be_attached()
    visit.settled()
    kept = {"f": ["mish(x)"], "with": ["gelu"], "zoom": ["near 0"], "lines": ["f", "f′", "f″"]}
    assert parse_qs(urlsplit(page.url).query) == kept
    page.reload()
    visit.heading("Lab")
    expect(formula(visit)).to_have_value("mish(x)")
    expect(picture(visit, "f, f′, f″, gelu for x from -1.5 to 1.5")).to_be_attached()
    expect(row(visit, "Range")).to_contain_text("[−0.169971, ∞)")
    assert visit.overflow() <= 0
    visit.unfold("The curve as a table")
    expect(page.get_by_role("columnheader", name="f″")).to_be_visible()
    assert visit.overflow() <= 0


def test_a_key_need_not_wait_for_what_is_certain(come: Come, name: str) -> None:
    visit = come(name)
    visit.open("/lab", "Lab")
    slow = "+".join(f"sin({n}*x)*exp(-x^2/{n})" for n in range(1, 15))  # takes a second or two
    formula(visit).fill(slow)
    expect(visit.page.get_by_text("Looking for what is certain")).to_be_visible()
    visit.page.wait_for_timeout(600)  # a pause: now it is being profiled
    formula(visit).fill("x^2+4*x+9")
    expect(picture(visit, "Lowest 5 at -2,")).to_be_attached(timeout=2000)
    expect(row(visit, "Range")).to_contain_text("[5, ∞)")
