"""A service of our own and a browser that looks at it, and what goes wrong while it looks."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import httpx
from axe_playwright_python.sync_playwright import Axe
from browsing import surroundings
from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Locator, Page, Request, Response, expect

ROOT = Path(__file__).parents[3]
START = 60.0  # s for the service to answer
TALL = {1280: 6500, 390: 9000}  # axe sees only what is inside the window
PASTE = """text => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
CODES = {"learner": "join-us", "teacher": "teach-us"}
LEFT = "net::ERR_ABORTED"  # the page was left while something was under way


class Setting(NamedTuple):
    """How a learner looks at the pages."""

    scheme: str
    width: int

    @property
    def height(self) -> int:
        return 800 if self.width > 640 else 844


SETTINGS = [Setting("light", 1280), Setting("dark", 390), Setting("dark", 1280), Setting("light", 390)]


@dataclass(kw_only=True)
class Served:
    """`grader up` in a folder of its own.  demo: whether anybody may come in as anybody."""

    folder: Path
    port: int
    demo: bool = False
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        ours = surroundings() | {"PYTHONPATH": str(ROOT)}
        if not self.demo:
            ours |= {"GRADER_JOIN_CODE": CODES["learner"], "GRADER_TEACHER_CODE": CODES["teacher"]}
        command = [sys.executable, "-m", "grader", "up", "--port", str(self.port), "--exercises", "courses"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, env=ours, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        end = monotonic() + START
        while not self.answers():
            assert self.process.poll() is None, self.log()
            assert monotonic() < end, self.log()
            sleep(0.05)

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.base}/api/health", timeout=5.0).is_success
        except httpx.TransportError:
            return False

    def stop(self) -> None:
        """End it as Ctrl+C does."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let workers stand still for a while."""
        assert self.process is not None
        told = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        workers = [int(number) for children in told for number in children.read_text().split()]
        assert workers
        try:
            for worker in workers:
                os.kill(worker, signal.SIGSTOP)
            yield
        finally:
            for worker in workers:
                os.kill(worker, signal.SIGCONT)

    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")[-3000:]


@dataclass(kw_only=True)
class Visit:
    """Somebody at the pages, in a browser of their own.

    wrong: what may not happen at any page: requests to elsewhere, what is missing, what the console complains of.
    """

    base: str
    context: BrowserContext
    page: Page
    setting: Setting
    wrong: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Write down what goes wrong from now on."""
        self.context.on("request", self._asked)
        self.context.on("requestfailed", self._failed)
        self.context.on("response", self._answered)
        self.context.on("console", self._said)
        self.context.on("dialog", self._asks_back)
        self.context.on("weberror", lambda error: self.wrong.append(f"error: {error.error}"))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.base}/", "data:", "blob:")):
            self.wrong.append(f"asks {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT:
            self.wrong.append(f"fails {request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.wrong.append(f"{response.status} {response.url}")

    def _asks_back(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.wrong.append(f"console: {message.text}")

    def sign_in(self, name: str, role: str = "learner") -> None:
        """Come in without looking at the door."""
        sent = {"name": name, "code": CODES[role], "next": "/"}
        answer = self.context.request.post(f"{self.base}/sign-in", form=sent, max_redirects=0)
        assert answer.status == 303, answer.text()

    def open(self, path: str, heading: str | None = None) -> None:
        """Go to a page, and wait until it is drawn."""
        self.page.goto(f"{self.base}{path}")
        self.heading(heading)

    def heading(self, words: str | None = None) -> None:
        self.page.get_by_role("heading", level=1, name=words).wait_for()
        self.settled()

    def settled(self) -> None:
        """Wait until the script has run."""
        self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()

    def exercise(self, name: str, course: str = "controls", **more: str) -> None:
        self.open(f"/exercise?{urlencode({'course': course, 'id': name, **more})}")
        self.button("Hand in").wait_for()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def press(self, what: str | Locator) -> None:
        """Press a button, or what else there is, once the page stands still: till then a click may fall beside it."""
        self.settled()
        (self.button(what) if isinstance(what, str) else what).click()

    def expander(self, words: str) -> Locator:
        return self.page.locator("summary").filter(has_text=words)

    def unfold(self, what: str | Locator) -> None:
        """Unfold what is under a line, given by a piece of its words: by keyboard, for what is above may grow."""
        self.settled()
        (self.expander(what) if isinstance(what, str) else what).press("Enter")

    def type(self, text: str) -> None:
        """Write an answer, and wait until it is understood and kept."""
        echo = self.page.get_by_test_id("stMarkdown").filter(has_text="Understood as")
        before = echo.all_text_contents()
        self.box().fill(text)
        echo.wait_for()
        expect(echo).not_to_have_text(before[0] if before else "")
        self.settled()

    def editor(self) -> Locator:
        """Return the editor of a program, once it is there."""
        self.page.locator(".cm-content").wait_for()
        return self.page.locator(".cm-content")

    def program(self, text: str) -> None:
        """Put a program into the editor as if it were pasted."""
        self.press(self.editor())
        self.page.keyboard.press("Control+A")
        self.page.evaluate(PASTE, text)

    def hand_in(self, text: str, verdict: str) -> None:
        self.box().fill(text)
        self.submit()
        self.verdict(verdict)

    def submit(self) -> None:
        """Hand in: by keyboard from a line, for the echo of what was just written moves the button; else by mouse."""
        if self.page.evaluate("document.activeElement.matches('[type=text], .cm-content')"):
            self.page.keyboard.press("Control+Enter")
        else:
            self.press("Hand in")

    def box(self, label: str = "Your answer") -> Locator:
        return self.page.get_by_label(label, exact=True)

    def outcome(self) -> Locator:
        return self.page.locator(".st-key-outcome")

    def verdict(self, words: str) -> None:
        """Wait for what is said of an attempt."""
        expect(self.outcome().get_by_test_id("stAlert")).to_contain_text(words)
        self.settled()

    def tall(self) -> None:
        """Make the window so tall that nothing needs to be scrolled."""
        self.page.set_viewport_size({"width": self.setting.width, "height": TALL[self.setting.width]})

    def flaws(self) -> list[str]:
        """Return what axe finds."""
        found = Axe().run(self.page, options={"resultTypes": ["violations"]}).response["violations"]
        return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]

    def overflow(self) -> int:
        """Return how many pixels the page is wider than the window."""
        wide = "document.querySelector('[data-testid=stMain]') || document.documentElement"
        return int(self.page.evaluate(f"(one => one.scrollWidth - one.clientWidth)({wide})"))

    def path(self) -> str:
        split = urlsplit(self.page.url)
        return split.path + (f"?{split.query}" if split.query else "")
