"""How fast formulas are read, beside sympy's parse_expr on the same texts.

Run: python tests/benchmarks/parse.py
"""

from collections.abc import Callable
from time import perf_counter

from pairs import pairs, percentile
from sympy.parsing.sympy_parser import parse_expr

from grader.maths.reading import parse

ROUNDS = 5


def timed(read: Callable[[str], object], texts: list[str]) -> list[float]:
    seconds = []
    for text in texts:
        best = min(_once(read, text) for _ in range(ROUNDS))
        seconds.append(best)
    return seconds


def _once(read: Callable[[str], object], text: str) -> float:
    started = perf_counter()
    read(text)
    return perf_counter() - started


def sympy_readable(text: str) -> bool:
    """Whether sympy reads it at all: it knows none of our notation beyond ** and brackets."""
    try:
        parse_expr(text)
    except Exception:  # noqa: BLE001  whatever it raises, it can't be timed
        return False
    return True


def main() -> None:
    texts = sorted({text for left, right, _ in pairs() for text in (left, right)})
    ours = timed(parse, texts)
    p50, p99 = percentile(ours, 0.5), percentile(ours, 0.99)
    print(f"grader parse, {len(texts)} formulas: p50 {p50:.3f} ms, p99 {p99:.3f} ms")
    common = [text for text in texts if "^" not in text and sympy_readable(text)]
    mine, theirs = timed(parse, common), timed(parse_expr, common)
    base = percentile(theirs, 0.5)
    ratio = base / percentile(mine, 0.5)
    print(f"sympy parse_expr, the {len(common)} it can read: p50 {base:.3f} ms, {ratio:.1f} × grader's")


if __name__ == "__main__":
    main()
