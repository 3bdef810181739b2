"""What the checks say of any formula: the questions that need no exercise."""

from collections.abc import Iterator
from functools import lru_cache

from grader.checks.bounded import Bounded
from grader.checks.continuous import Continuous
from grader.checks.defined import Defined
from grader.checks.even import Even
from grader.checks.finite import Finite
from grader.checks.increasing import Increasing
from grader.checks.lipschitz import Lipschitz
from grader.checks.nondecreasing import Nondecreasing
from grader.checks.not_affine import NotAffine
from grader.checks.odd import Odd
from grader.checks.saturates import Saturates
from grader.checks.smooth import Smooth
from grader.checks.zero_at_origin import ZeroAtOrigin
from grader.grading import judge
from grader.kinds import Check, Question
from grader.maths.formula import Formula, Function
from grader.maths.reading import parse
from grader.report import CheckResult

QUESTIONS: tuple[tuple[str, Check[Function]], ...] = (
    ("Defined everywhere?", Defined()),
    ("Not affine?", NotAffine()),
    ("Continuous?", Continuous()),
    ("Smooth, with a continuous slope?", Smooth(1)),
    ("Strictly increasing?", Increasing()),
    ("Never falling?", Nondecreasing()),
    ("Odd?", Odd()),
    ("Even?", Even()),
    ("Zero at the origin?", ZeroAtOrigin()),
    ("Bounded?", Bounded()),
    ("Saturating on both sides?", Saturates()),
    ("Slope at most 1?", Lipschitz(1)),
    ("Finite in float64 up to 10,000?", Finite()),
)


def examine(text: str) -> Iterator[CheckResult]:
    """Yield what each question finds about a formula in x, one by one, as some take a while.

    FormulaError: the text is none.
    """
    formula = parse(text)
    return (_judged(formula, words, check) for words, check in QUESTIONS)


@lru_cache(maxsize=4096)
def _judged(formula: Formula, words: str, check: Check[Function]) -> CheckResult:
    return judge(Question(call=words, check=check, points=0), formula, 0, "lab")
