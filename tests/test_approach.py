"""What checks say of limits that are certain, and that points do not show; the rest is in checks/test_limit.py."""

from math import inf

import numpy as np
import pytest

from grader.checks.limit import Limit
from grader.checks.slope_limit import SlopeLimit
from grader.kinds import Check
from grader.maths.formula import Function
from grader.maths.reading import parse
from grader.report import Verdict, passed

CERTAIN = [
    pytest.param(Limit(inf, 0), "tanh(x)", "The value tends to 1 as x → +∞, not to 0.", 1, id="another"),
    pytest.param(Limit(-inf, 0), "log(x)", "The value has no limit as x → −∞.", 0, id="no values, and so no point"),
    pytest.param(Limit(0, 1), "abs(x)/x", "The value tends to -1 close to x = 0, not to 1.", 1, id="from one side"),
    pytest.param(Limit(inf, 3), "exp(x)", "The value tends to ∞ as x → +∞, not to 3.", 0, id="beyond the floats"),
    pytest.param(SlopeLimit(inf, 0), "x", "The slope tends to 1 as x → +∞, not to 0.", 1, id="another slope"),
    pytest.param(Limit(inf, 1 + 1e-8), "tanh(x)", "The value tends to 1 as x → +∞, not to 1.00000001.", 1, id="close"),
]


@pytest.mark.parametrize(("check", "text", "sentence", "points"), CERTAIN)
def test_what_no_point_shows_is_told_all_the_same(
    check: Check[Function], text: str, sentence: str, points: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.approach._sampled", lambda *_: passed("Nothing was found."))
    finding = check.judge(parse(text), np.random.default_rng(0))
    assert (finding.verdict, finding.evidence.sentence) == (Verdict.FAILED, sentence)
    assert len(finding.evidence.observations) == points
