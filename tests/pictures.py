"""Make the README's pictures from the demo: python tests/pictures.py [folder, .pictures if left out].

Starts the service on an empty installation, does what a learner does, and takes pictures of it in Chromium.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote
from urllib.request import urlopen

from browsing import CHROMIUM, QUIET, free_port, surroundings
from playwright.sync_api import Browser, FloatRect, Page, ViewportSize, expect, sync_playwright

ROOT = Path(__file__).parent.parent
expect.set_options(timeout=20_000)  # a busy machine is no fault
DESKTOP, PHONE = ViewportSize(width=900, height=900), ViewportSize(width=390, height=844)
TALL, LONG = ViewportSize(width=900, height=1720), ViewportSize(width=900, height=3600)
TRAINED = FloatRect(x=0, y=920, width=900, height=1200)  # the part of the Lab that shows a training


@contextmanager
def demo() -> Iterator[str]:
    """Run the service on an empty installation; give its address."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "grader", "up", "--port", str(port)]
        environment = surroundings() | {"PYTHONPATH": str(ROOT)}
        service = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
        try:
            _await(f"http://127.0.0.1:{port}/api/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            service.terminate()
            service.wait(20)


def _await(address: str) -> None:
    until = monotonic() + 60
    while True:
        try:
            with urlopen(address):  # noqa: S310  our own address
                return
        except OSError:
            if monotonic() > until:
                raise
            sleep(0.2)


def take(browser: Browser, address: str, folder: Path) -> None:
    """Take all pictures."""
    learner = _entered(browser, address, "Enter as demo learner", DESKTOP, "light")
    _answered(learner, address, "sigmoid-derivative", "sigmoid(x)*(1+sigmoid(x))", "Not yet")
    _shot(learner, folder / "wrong-sign.png")
    phone = _entered(browser, address, "Enter as demo learner", PHONE, "dark")
    _answered(phone, address, "repair-sqrt", "2*sign(x)*sqrt(1+abs(x))", "Not yet")
    _shot(phone, folder / "phone.png")
    learner.goto(f"{address}/lab?f=x%2Asigmoid%28x%29")
    learner.set_viewport_size(TALL)
    expect(learner.get_by_text("Defined everywhere")).to_be_visible()
    _shot(learner, folder / "lab.png")
    _trained(learner, address, "sign(x)*sqrt(abs(x))")
    _shot(learner, folder / "training.png", TRAINED)
    teacher = _entered(browser, address, "Enter as demo teacher", DESKTOP, "light")
    teacher.goto(f"{address}/proofs")
    teacher.get_by_text("Repair the symmetric square root").click(timeout=60_000)
    _shot(teacher, folder / "proofs.png")


def _entered(browser: Browser, address: str, door: str, size: ViewportSize, scheme: str) -> Page:
    page = browser.new_context(viewport=size, color_scheme=scheme).new_page()  # type: ignore[arg-type]  # light or dark
    page.goto(address)
    page.get_by_role("button", name=door).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def _answered(page: Page, address: str, exercise: str, answer: str, verdict: str) -> None:
    page.goto(f"{address}/exercise?course=activations&id={exercise}")
    page.get_by_label("Your answer", exact=True).fill(answer)
    page.get_by_label("Your answer", exact=True).press("Control+Enter")
    expect(page.get_by_text(verdict)).to_be_visible()


def _trained(page: Page, address: str, formula: str) -> None:
    page.goto(f"{address}/lab?f={quote(formula)}")
    page.get_by_role("button", name="Train it").click()
    expect(page.get_by_text(f"With {formula}:")).to_be_visible(timeout=60_000)
    page.set_viewport_size(LONG)
    page.get_by_role("heading", name="In training").scroll_into_view_if_needed()


def _shot(page: Page, path: Path, part: FloatRect | None = None) -> None:
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    page.mouse.move(0, 0)
    page.wait_for_timeout(1500)  # charts fade in
    page.screenshot(path=path, clip=part)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".pictures"
    target.mkdir(exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        take(browser, address, target)
        browser.close()
