"""From the click on “Hand in” to verdict, sentence, points and marks standing on the page, in Chromium.

Run: python tests/benchmarks/verdict.py
Queue, worker and database are part of it.  Three answers in turn: one with a wrong sign, one that can't be read, a
right one in another form.  A learner gives ten answers, then the next one comes.
Baseline, in the same run and browser: a click that reruns a bare page, which holds a line, its text and a button.
"""

from collections.abc import Iterator
from itertools import cycle, islice
from time import monotonic

from chromium import browser, measured, settle, start_clock, visit
from playwright.sync_api import Browser, Page
from served import EXERCISE, RIGHT, UNREADABLE, WRONG, Served, bare, grader, heading, row

TRIES = 50
EACH = 10  # answers of one learner
LONGEST = 80.0  # s for all of them

_OUTCOME = "const text = document.querySelector('.st-key-outcome')?.innerText ?? ''"
_MARKS = """[...document.querySelectorAll("[data-testid=stVegaLiteChart] path[aria-roledescription=point]")]
  .filter(mark => !mark.closest("[data-testid=stExpander]")).length"""  # not on the curves of earlier attempts
_TEXTS = "document.querySelectorAll('[data-testid=stText]')"
_FRESH = "!document.querySelector('.st-key-outcome [data-stale=true]')"


def _seen(*conditions: str) -> str:
    return f"() => {{ {_OUTCOME}; return {' && '.join([*conditions, _FRESH])} }}"


def _says(*words: str) -> list[str]:
    return [f"text.includes({word!r})" for word in words]


SEEN = {
    WRONG: _seen(*_says("Not yet.", "0 of 1 point", "Check the sign"), f"{_MARKS} > 0"),
    UNREADABLE: _seen(*_says("can't be read", "sigmoid")),
    RIGHT: _seen(*_says("Right.", "1 of 1 point"), f"{_MARKS} == 0"),
}
NAMES = {WRONG: "wrong sign", UNREADABLE: "can't be read", RIGHT: "right, in another form"}


def hand_in(page: Page, answer: str) -> float:
    """Write an answer, wait until it is echoed, hand it in; return the seconds from the click to all of the verdict."""
    page.get_by_role("textbox", name="Your answer").fill(answer)
    page.wait_for_timeout(200)
    settle(page)
    start_clock(page, "click", SEEN[answer])
    page.get_by_role("button", name="Hand in").click()
    seconds = measured(page)
    settle(page)
    return seconds


def tries(started: Browser, served: Served) -> Iterator[tuple[str, float]]:
    answers = list(islice(cycle(SEEN), TRIES))
    warm = visit(started, served, EXERCISE, name="First")
    for answer in SEEN:
        hand_in(warm, answer)  # a first verdict waits for imports
    warm.context.close()
    until = monotonic() + LONGEST
    for i in range(0, TRIES, EACH):
        page = visit(started, served, EXERCISE, name=f"Learner {i}")
        for answer in answers[i : i + EACH]:
            if monotonic() < until:
                yield answer, hand_in(page, answer)
        page.context.close()


def reruns(started: Browser, served: Served) -> list[float]:
    """Return how long clicks take that change one text and nothing else."""
    page = visit(started, served, "/")
    found = list[float]()
    for i in range(TRIES):
        start_clock(page, "click", f"() => [...{_TEXTS}].at(-1)?.innerText == '{i + 1}'")
        page.get_by_role("button", name="Again").click()
        found.append(measured(page))
        settle(page)
    return found


def main() -> None:
    heading()
    with browser() as started:
        with bare() as served:
            base = row("bare page: a click", reruns(started, served))
        with grader() as served:
            found = list(tries(started, served))
    row("click to verdict", [seconds for _, seconds in found], base, "p95 ≤ 1000 ms")
    for answer, name in NAMES.items():
        row(f"  {name}", [seconds for given, seconds in found if given == answer], base)


if __name__ == "__main__":
    main()
