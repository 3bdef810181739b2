import time

import pytest

from grader.maths.analysis import profile
from grader.maths.analysis.deadline import Deadline, OutOfTime, Undecided
from grader.maths.analysis.questions import QUESTIONS

HARD = [
    "x*tanh(softplus(x))",
    "sin(x)^2+x",
    "gelu(x)-tanh(x)*mish(x)",
    "max(tanh(x), sin(3*x)*exp(-x^2), x^3-x)",
    "abs(abs(abs(x)-1)-1/2)",
]


def test_a_deadline_that_is_up_says_so() -> None:
    with pytest.raises(OutOfTime, match=r"not settled within 0\.001 s"):
        Deadline(seconds=0.001, started=time.thread_time() - 1).check()


def test_a_deadline_counts_work_and_no_sleep() -> None:
    deadline = Deadline(seconds=0.05)
    time.sleep(0.06)
    deadline.check()


def test_being_out_of_time_is_being_undecided() -> None:
    assert issubclass(OutOfTime, Undecided)


@pytest.mark.parametrize("text", HARD)
def test_with_no_time_at_all_most_is_undecided_and_nothing_fails(text: str) -> None:
    found = profile(text, seconds=1e-4).properties
    assert set(found) == set(QUESTIONS)
    left = [one for one in found.values() if one.status == "undecided"]
    assert len(left) > 10
    assert all(one.value is None and one.why for one in left)


@pytest.mark.parametrize("seconds", [0.001, 0.003, 0.01])
def test_little_time_gives_no_wrong_answers(seconds: float) -> None:
    hurried, unhurried = profile(HARD[0], seconds=seconds), profile(HARD[0], seconds=10)
    for name, one in hurried.properties.items():
        assert one.status == "undecided" or one.value == unhurried.properties[name].value
