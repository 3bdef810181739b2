"""Chromium on a page of ours, with a clock inside the page: from what the learner does to the frame that shows it.

The clock starts at the event itself, in the page, and is looked at before each frame: neither the way from this
process to the browser nor a pause between two looks is part of what is measured.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from served import Served

CHROMIUM = Path("/usr/bin/chromium")
QUIET = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync""".split()
WAIT = 20_000  # ms
SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"]'

# `seen` is the source of a function that says whether the page shows what is waited for.
CLOCK = """([event, seen]) => {
  const shows = eval(seen);
  window.measured = new Promise((done, fail) => {
    addEventListener(event, () => {
      const start = performance.now();
      const look = () => {
        const now = performance.now();
        if (shows()) done(now - start);
        else if (now - start > 20000) fail(new Error('nothing came: ' + seen));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, {capture: true, once: true});
  });
}"""


@contextmanager
def browser() -> Iterator[Browser]:
    """Start a Chromium; close it at the end."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            yield started
        finally:
            started.close()


def visit(started: Browser, served: Served, path: str, *, name: str = "") -> Page:
    """Return a page, looked at by a learner of that name if there is one."""
    context = started.new_context(base_url=served.address)
    if name:
        context.request.post("/sign-in", form={"name": name, "code": "demo"})
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.goto(path)
    page.get_by_role("textbox", name="Your answer").wait_for()
    settle(page)
    return page


def settle(page: Page) -> None:
    """Wait until no script runs."""
    page.locator(SETTLED).wait_for()


def start_clock(page: Page, event: str, seen: str) -> None:
    """Begin to wait for an event, and then for what is to be seen."""
    page.evaluate(CLOCK, [event, seen])


def measured(page: Page) -> float:
    """Return the seconds that passed."""
    return float(page.evaluate("measured")) / 1e3
