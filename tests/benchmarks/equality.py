"""Are two formulas the same: right, wrong, proved and time, beside sympy's `.equals` and `simplify` on the same pairs.

Two sets of pairs: spellings of activations, all of them the same; and those of the tests of equality, right and wrong.
Run: python tests/benchmarks/equality.py [--full]
sympy gets each pair in a process of its own, which is ended after a while, since it can hang.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import perf_counter

from pairs import pairs, percentile, spellings

from grader.maths.equality import Different, Same, equal
from grader.maths.reading import parse

SAMPLE = 60
SECONDS = 5.0  # for sympy, a pair
PROVED = "right, proved"
Outcome = tuple[str, float]


def ours(left: str, right: str, *, same: bool) -> Outcome:
    f, g = parse(left), parse(right)
    started = perf_counter()
    outcome = equal(f, g)
    seconds = perf_counter() - started
    said = isinstance(outcome, Same) and outcome.domain == "same"
    if not said and not isinstance(outcome, Different):
        return "undecided", seconds
    if said == same and isinstance(outcome, Same) and outcome.how == "proved":
        return PROVED, seconds
    return ("right" if said == same else "wrong"), seconds


def sympy_says(method: str, channel: Connection) -> None:
    """Answer pairs until the channel closes, in a process of its own."""
    import sympy

    from grader.maths.symbols import to_sympy

    while True:
        left, right = channel.recv()
        try:
            f, g = to_sympy(parse(left).tree), to_sympy(parse(right).tree)
            started = perf_counter()
            said = f.equals(g) if method == "equals" else sympy.simplify(f - g) == 0
            channel.send((said, perf_counter() - started))
        except Exception as error:  # noqa: BLE001  whatever it raises is its answer
            channel.send((type(error).__name__, 0.0))


class Sympy:
    """sympy in a process that can be ended."""

    def __init__(self, method: str) -> None:
        self.method = method
        self._start()

    def _start(self) -> None:
        context = get_context("spawn")
        self.channel, there = context.Pipe()
        self.process = context.Process(target=sympy_says, args=(self.method, there), daemon=True)
        self.process.start()
        self.channel.send(("x", "x"))
        self.channel.recv()  # its imports are not what is measured

    def ask(self, left: str, right: str, *, same: bool) -> Outcome:
        self.channel.send((left, right))
        if not self.channel.poll(SECONDS):
            self.end()
            self._start()
            return "no answer", SECONDS
        said, seconds = self.channel.recv()
        if not isinstance(said, bool):
            return "no answer", seconds
        return ("right" if said == same else "wrong"), seconds

    def end(self) -> None:
        self.process.kill()
        self.process.join()


def report(name: str, outcomes: list[Outcome], base: float | None) -> float:
    counted = Counter(kind for kind, _ in outcomes)
    seconds = [seconds for _, seconds in outcomes]
    p50, p99 = percentile(seconds, 0.5), percentile(seconds, 0.99)
    ratio = "" if base is None else f", {p50 / base:.3g} × grader's p50"
    right = f"{counted['right'] + counted[PROVED]} right" + (f" ({counted[PROVED]} proved)" if counted[PROVED] else "")
    others = [f"{counted[kind]} {kind}" for kind in ("wrong", "undecided", "no answer") if counted[kind]]
    print(f"{name:26} {', '.join([right, *others])}; p50 {p50:.2f} ms, p99 {p99:.2f} ms{ratio}", flush=True)
    return p50


def asked(method: str, chosen: list[tuple[str, str, bool]]) -> Iterator[Outcome]:
    sympy = Sympy(method)
    for left, right, same in chosen:
        yield sympy.ask(left, right, same=same)
    sympy.end()


def compare(name: str, everything: list[tuple[str, str, bool]], chosen: list[tuple[str, str, bool]]) -> None:
    base = report(f"grader, {len(everything)} {name}", [ours(a, b, same=same) for a, b, same in everything], None)
    for method in ("equals", "simplify"):
        report(f"sympy {method}, {len(chosen)} {name}", list(asked(method, chosen)), base)


def main() -> None:
    full = "--full" in sys.argv
    for text in ("gelu(x)", "cbrt(x)", "sqrt(x+1)"):
        equal(parse(text), parse(f"1*{text}"))  # imports and the fields drawn are not what is measured
    compare("spellings", spellings(), spellings() if full else random.Random(7).sample(spellings(), SAMPLE))
    compare("pairs", pairs(), pairs() if full else pairs(SAMPLE))


if __name__ == "__main__":
    main()
