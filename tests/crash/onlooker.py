"""A learner who hands in answers, through the API or on a page, and looks at the page all the while."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from secrets import token_urlsafe

import httpx
from killable import Service, until
from playwright.sync_api import Browser, Error, Page

from grader.api import COOKIE

COURSE, EXERCISE = "activations", "sigmoid-derivative"
WRONG, RIGHT = "sigmoid(x)*(1+sigmoid(x))", "sigmoid(x)*(1-sigmoid(x))"
FAILED, PASSED, ON_ITS_WAY = "failed", "passed", "on its way"

# What the page is known by.
PAGE = f"/exercise?course={COURSE}&id={EXERCISE}"
CONTROL, BUTTON = "Your answer", "Hand in"
OUTCOME = ".st-key-outcome"
CONNECTED = "[data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
LOST = "#lost"
WORDS = {"Not yet.": FAILED, "Right.": PASSED}
WAITING = re.compile("Handed in|Being graded")

ROWS = """SELECT s.number, s.token, json_extract(s.answers, '$.answer'), j.done, j.attempt, r.verdict
FROM submissions s JOIN people p ON p.id = s.learner
LEFT JOIN jobs j ON j.submission = s.number LEFT JOIN reports r ON r.submission = s.number
WHERE p.name = ? ORDER BY s.number"""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A submission as the database holds it; None where it has no job or no report."""

    number: int
    token: str
    answer: str
    done: bool | None
    takings: int | None
    verdict: str | None


@dataclass(kw_only=True)
class Learner:
    """Someone who has handed in a wrong answer, and looks at the page if there is a browser."""

    service: Service
    name: str
    client: httpx.Client
    page: Page | None = None
    token: str = field(default_factory=token_urlsafe)

    def rows(self) -> list[Row]:
        """Return what the database holds of the learner's."""
        names = Row.__dataclass_fields__
        return [Row(**dict(zip(names, row, strict=True))) for row in self.service.rows(ROWS, self.name)]

    def posts(self, answer: str, token: str) -> int:
        """Hand in an answer through the API; return the number by which it says that it has it."""
        body = {"course": COURSE, "exercise": EXERCISE, "answers": {"answer": answer}, "token": token}
        answered = self.client.post("/api/submissions", json=body)
        assert answered.status_code == 202, answered.text
        return int(answered.json()["number"])

    def clicks(self) -> None:
        """Hand in the right answer on the page."""
        assert self.page is not None
        self.page.locator(LOST).wait_for(state="detached")  # a page that has lost its service comes back as a new one
        self.page.locator(CONNECTED).wait_for()
        control = self.page.get_by_role("textbox", name=CONTROL)
        if control.input_value() != RIGHT:
            control.fill(RIGHT)
        self.page.get_by_role("button", name=BUTTON).click(timeout=30_000)

    def looks(self) -> str:
        """Return what the page shows; a verdict must be one that the database holds."""
        if self.page is None:
            return "nothing, for want of a browser"
        try:
            text = " ".join(self.page.locator(OUTCOME).all_inner_texts())
        except Error as error:
            if "because of a navigation" not in error.message:
                raise
            return "nothing"  # the page is coming back by itself
        shown = [verdict for words, verdict in WORDS.items() if words in text]
        assert all(verdict in {row.verdict for row in self.rows()} for verdict in shown), (text, self.rows())
        return " ".join(shown) or (ON_ITS_WAY if WAITING.search(text) else "nothing")

    def loads_again(self) -> None:
        """Load the page again, unless it is just coming back by itself."""
        assert self.page is not None
        try:
            self.page.reload()
        except Error as error:
            if "Not attached to an active page" not in error.message:
                raise

    def sees(self, shown: str, *, again: bool = False) -> None:
        """Wait until the page shows something.  again: after loading it again."""
        if self.page is None:
            return
        if again:
            self.loads_again()
        until(lambda: self.looks() == shown, f"the page shows “{shown}”", seen=lambda: (self.looks(), self.rows()))


@contextmanager
def arrive(service: Service, browser: Browser | None, name: str) -> Iterator[Learner]:
    """Let a learner come in, hand in a wrong answer, and open the page."""
    with httpx.Client(base_url=service.address, timeout=20.0) as client:
        assert client.post("/sign-in", data={"name": name, "code": "demo"}).status_code == 303
        learner = Learner(service=service, name=name, client=client)
        learner.posts(WRONG, token_urlsafe())
        until(lambda: [row.verdict for row in learner.rows()] == [FAILED], "the first answer is graded")
        if browser is None:
            yield learner
            return
        with browser.new_context() as context:
            context.add_cookies([{"name": COOKIE, "value": client.cookies[COOKIE], "url": service.address}])
            learner.page = context.new_page()
            learner.page.goto(service.address + PAGE)
            learner.sees(FAILED)
            yield learner
