"""A program's function as a formula, where it survives a stand-in for its argument that writes down what is done to it.

What it writes down is the program's own claim: it counts only beside what the program does to numbers.
"""

from functools import lru_cache

import numpy as np

from grader.errors import FormulaError, RunError
from grader.maths.formula import Formula, values
from grader.maths.reading import parse
from grader.programs.agreement import TOLERANCE, points
from grader.programs.routine import Routine, opened
from grader.programs.source import Source
from grader.sandbox import Given

REACH = 30.0  # how far out the claim is compared with numbers


@lru_cache(maxsize=256)
def traced(source: Source, reference: Source, name: str) -> Formula | None:
    """Return what a function of one number computes as a formula in x; None if it is none that can be told.

    It runs in processes of its own: what the stand-in leaves behind is not seen again.
    """
    if len(reference.functions.get(name) or ("x",)) > 1:
        return None
    try:
        with opened(source, reference, name) as routine:
            text = routine.call(Given("Traced('x')"))
        formula = parse(text) if isinstance(text, str) else None
        with opened(source, reference, name) as routine:
            return formula if formula and _keeps_to(routine, formula) else None
    except (FormulaError, RunError):
        return None


def _keeps_to(routine: Routine, formula: Formula) -> bool:
    x = points(routine, np.random.default_rng(0), -REACH, REACH)
    claimed = values(formula, x)
    known = np.isfinite(claimed)
    return bool(known.any()) and not TOLERANCE.differ(routine.row(x[known]), claimed[known]).any()
