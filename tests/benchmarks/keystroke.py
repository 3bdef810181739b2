"""From a key to the curve: what the server does for it, and how long a learner waits for it in Chromium.

Run: python tests/benchmarks/keystroke.py
Baseline of both, in the same run: a fragment that holds `st.text_input(live="50ms")` and the text, on the same web
server.  The server's time is taken over the websocket, from the message that reruns the fragment to the one that says
that it is drawn; the browser's from the key to the first frame that shows the curve of what was typed.
The formulas are new each time: a curve that is known costs less.
"""

import asyncio
from collections.abc import Iterator
from itertools import islice
from time import monotonic

from chromium import browser, measured, settle, start_clock, visit
from playwright.sync_api import Page
from served import EXERCISE, Served, bare, grader, heading, row
from tab import Tab, tab

ROUNDS = 60
KEYS = 42
PAUSE = 150  # ms
LONGEST = 30.0  # s for all keys on a page
TEXT = "document.querySelector('[data-testid=stText]')?.innerText"
CURVE = """document.querySelector('[data-testid=stVegaLiteChart] path[aria-roledescription="line mark"]')?.getAttribute('d')"""


def formulas() -> Iterator[str]:
    """Yield what is typed: formulas as an answer may have them, none twice."""
    n = 1
    while True:
        yield f"sigmoid(x)*({n}+sigmoid(x))"
        n += 1


async def reruns(one: Tab) -> list[float]:
    """Return how long each text takes to be drawn."""
    await one.open()
    texts = formulas()
    for _ in range(3):
        await one.type(next(texts))  # imports are not what is measured
    return [await one.type(next(texts)) for _ in range(ROUNDS)]


async def server(served: Served, empty: Served) -> None:
    path, _, query = EXERCISE.partition("?")
    async with tab(empty) as one:
        least = await reruns(one)
    async with tab(served, served.cookie("Typing"), path.strip("/"), query) as one:
        ours = await reruns(one)
        assert one.drawn == 1, one
    base = row("server: bare fragment", least)
    p50 = row("server: exercise", ours, base)
    print(f"server: what the exercise adds, p50 {(p50 - base):.1f} ms  (target: p50 ≤ 30 ms)", flush=True)


def keys(page: Page, picture: str) -> list[float]:
    """Return how long each key takes to change the picture."""
    line = page.get_by_role("textbox", name="Your answer")
    found = list[float]()
    until = monotonic() + LONGEST
    for text in islice(formulas(), KEYS):
        line.fill(text.removesuffix(")"))
        page.wait_for_timeout(PAUSE)
        settle(page)
        start_clock(
            page, "keydown", f"(() => {{ const now = () => {picture}, old = now(); return () => now() !== old }})()"
        )
        line.press(")")
        found.append(measured(page))
        if monotonic() > until:
            break
    return found[2:]  # the first ones wait for imports


def main() -> None:
    heading()
    with bare() as empty, grader() as served:
        asyncio.run(server(served, empty))
        with browser() as started:
            base = row("Chromium: key to text, bare fragment", keys(visit(started, empty, "/"), TEXT))
            page = visit(started, served, EXERCISE, name="Keys")
            row("Chromium: key to curve", keys(page, CURVE), base, "p50 ≤ 250 ms")


if __name__ == "__main__":
    main()
