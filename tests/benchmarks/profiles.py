"""How long a profile takes, and how much of it is decided; the same questions asked of sympy in the same run.

python tests/benchmarks/profiles.py [sympy is asked about every nth formula, 12 if left out]
"""

import multiprocessing
import statistics
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "maths" / "analysis"))

from truth import ROWS
from truth.comparing import agree, verdicts

from grader.maths.analysis import profile

PATIENCE = 3  # seconds for one formula's questions to sympy
ASKED = ("continuous", "monotone", "affine", "convex", "periodic", "parity", "range")


def _ours() -> tuple[list[float], int, int, int]:
    seconds, decided, wrong, stated = [], 0, 0, 0
    for row in ROWS:
        started = perf_counter()
        found = profile(row.formula)
        seconds.append(perf_counter() - started)
        said = list(verdicts(row, found.to_dict()["properties"]))
        stated += len(said)
        decided += sum(one.decided for one in said)
        wrong += sum(one.is_wrong for one in said)
    return seconds, decided, wrong, stated


def _questions(text: str) -> dict[str, Callable[[], object]]:
    """Return what sympy has to say to some of the same questions."""
    import sympy
    from sympy.calculus.util import continuous_domain, function_range, periodicity

    import grader
    from grader.maths.symbols import to_sympy

    f = to_sympy(grader.parse(text).tree)
    x = sympy.Symbol("x", real=True)
    reals = sympy.S.Reals

    def monotone() -> object:
        if sympy.is_strictly_increasing(f, reals, x):
            return "increasing"
        if sympy.is_strictly_decreasing(f, reals, x):
            return "decreasing"
        if sympy.is_increasing(f, reals, x):
            return "nondecreasing"
        return "nonincreasing" if sympy.is_decreasing(f, reals, x) else "no"

    def convex() -> object:
        if sympy.is_convex(f, x):
            return "affine" if sympy.diff(f, x, 2) == 0 else "convex"
        return "concave" if sympy.is_convex(-f, x) else "no"

    def parity() -> object:
        mirrored = f.subs(x, -x)
        return (
            "even" if sympy.simplify(mirrored - f) == 0 else "odd" if sympy.simplify(mirrored + f) == 0 else "neither"
        )

    def value_range() -> object:
        found = function_range(f, x, reals)
        ends = [float(found.inf), float(found.sup)]
        shown = [end if abs(end) < float("inf") else "inf" if end > 0 else "-inf" for end in ends]
        return [shown, [not found.left_open, not found.right_open]]

    def period() -> object:
        found = periodicity(f, x)
        return False if found is None else None if found == 0 else float(found)

    return {
        "continuous": lambda: continuous_domain(f, x, reals) == reals,
        "monotone": monotone,
        "affine": lambda: sympy.simplify(sympy.diff(f, x, 2)) == 0,
        "convex": convex,
        "periodic": period,
        "parity": parity,
        "range": value_range,
    }


def _serve(pipe: "multiprocessing.connection.Connection") -> None:
    import warnings

    warnings.simplefilter("ignore")
    while True:
        text, name = pipe.recv()
        try:
            pipe.send(("answer", _questions(text)[name]()))
        except Exception as error:  # noqa: BLE001  whatever the baseline raises is counted
            pipe.send(("raised", type(error).__name__))


class _Sympy:
    """A process that can be stopped when sympy hangs."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=_serve, args=(other,), daemon=True)
        self.process.start()
        self.pipe.send(("x", "affine"))
        self.pipe.recv()

    def ask(self, text: str, name: str) -> tuple[str, object, float]:
        started = perf_counter()
        self.pipe.send((text, name))
        if self.pipe.poll(PATIENCE):
            kind, found = self.pipe.recv()
            return kind, found, perf_counter() - started
        self.process.kill()
        self.process.join()
        self._start()
        return "hung", None, float(PATIENCE)


def _theirs(nth: int) -> Iterator[tuple[str, float]]:
    sympy = _Sympy()
    for row in ROWS[::nth]:
        for name in ASKED:
            if name not in row.truths:
                continue
            kind, found, seconds = sympy.ask(row.formula, name)
            right = kind == "answer" and agree(row.truths[name], found)
            yield ("right" if right else "wrong" if kind == "answer" else kind), seconds


def main() -> None:
    profile("x*sigmoid(x)*1.0000001")  # what loads is loaded
    seconds, decided, wrong, stated = _ours()
    ordered = sorted(seconds)
    p50, p90 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.9)]
    print(f"grader profile: {len(seconds)} formulas, {stated} questions, {decided / stated:.2%} decided, {wrong} wrong")
    print(f"  a formula, all 25 properties: p50 {p50 * 1e3:.1f}, p90 {p90 * 1e3:.1f}, max {ordered[-1] * 1e3:.0f} ms")
    nth = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    answers = list(_theirs(nth))
    counts = {kind: sum(1 for one, _ in answers if one == kind) for kind in ("right", "wrong", "raised", "hung")}
    shares = ", ".join(f"{kind} {count / len(answers):.1%}" for kind, count in counts.items())
    each = statistics.median(time for _, time in answers)
    print(f"sympy, {len(ASKED)} of these questions of every {nth}th formula: {len(answers)} asked, {shares}")
    print(f"  hung: no answer in {PATIENCE} s")
    print(f"  one question: p50 {each * 1e3:.1f} ms, all together {sum(time for _, time in answers):.0f} s")
    print(f"  ratio: a sympy question takes {each / (p50 / 25):.0f} times as long as one of ours at the median")


if __name__ == "__main__":
    main()
