"""From a formula submission to its report in a warm process, beside gradescope-utils with unittest.

Run: python tests/benchmarks/submission.py
Both grade three answers for the derivative of the sigmoid: a right one, a known wrong one, one that can't be
read.  gradescope-utils runs the tests an instructor would write: values at four points, compared as floats.
"""

import io
import math
import unittest
from collections.abc import Callable
from time import perf_counter

from gradescope_utils.autograder_utils.decorators import weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner
from pairs import percentile

from grader import catalog
from grader.export import render
from grader.grading import grade
from grader.submission import Submission

ROUNDS = 60
ANSWERS = ["exp(-x)/(1+exp(-x))^2", "sigmoid(x)*(1+sigmoid(x))", "sgmoid(x)"]
PROGRAMS = ["exp(-x)/(1+exp(-x))**2", "(1/(1+exp(-x)))*(1+1/(1+exp(-x)))", "sgmoid(x)"]


def ours() -> Callable[[str], object]:
    exercise = catalog.find("sigmoid-derivative", catalog.shipped())

    def run(answer: str) -> object:
        submission = Submission(exercise=exercise.id, answers={"answer": answer})
        return render("gradescope", [grade(exercise, submission)], {})

    return run


def theirs(program: str) -> object:
    """Grade a program as Gradescope's autograders do, without their container."""

    class Derivative(unittest.TestCase):
        def _check(self, x: float) -> None:
            s = 1 / (1 + math.exp(-x))
            seen = eval(program, {"exp": math.exp, "x": x})  # noqa: S307  what such a grader does
            self.assertAlmostEqual(seen, s * (1 - s))  # noqa: PT009  as Gradescope's examples have it

        @weight(1)
        def test_at_0(self) -> None:
            self._check(0)

        @weight(1)
        def test_at_1(self) -> None:
            self._check(1)

        @weight(1)
        def test_at_minus_2(self) -> None:
            self._check(-2)

        @weight(1)
        def test_at_5(self) -> None:
            self._check(5)

    suite = unittest.defaultTestLoader.loadTestsFromTestCase(Derivative)
    out = io.StringIO()
    JSONTestRunner(stream=out, visibility="visible").run(suite)
    return out.getvalue()


def timed(run: Callable[[str], object], answers: list[str]) -> list[list[float]]:
    for answer in answers:
        run(answer)  # imports are not what is measured
    return [[_once(run, answer) for _ in range(ROUNDS)] for answer in answers]


def _once(run: Callable[[str], object], answer: str) -> float:
    started = perf_counter()
    run(answer)
    return perf_counter() - started


def main() -> None:
    mine, others = timed(ours(), ANSWERS), timed(theirs, PROGRAMS)
    for name, ours_seconds, theirs_seconds in zip(("right", "known wrong", "unreadable"), mine, others, strict=True):
        p50, p99, base = percentile(ours_seconds, 0.5), percentile(ours_seconds, 0.99), percentile(theirs_seconds, 0.5)
        print(
            f"{name:12} grader p50 {p50:.2f} ms, p99 {p99:.2f} ms; gradescope-utils + unittest p50 {base:.2f} ms; "
            f"ratio {p50 / base:.2f}"
        )


if __name__ == "__main__":
    main()
