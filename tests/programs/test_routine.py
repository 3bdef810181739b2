import numpy as np
import pytest

from grader.errors import RunError, Trouble
from grader.programs.routine import opened
from grader.programs.source import read


def test_a_function_that_gives_nothing_is_told_how_to_end() -> None:
    source = read("def f(x):\n    print(x)\n", "numpy")
    with opened(source, source, "f") as routine, pytest.raises(RunError) as caught:
        routine.call(np.ones(2))
    assert caught.value.trouble is Trouble.TYPE
    assert caught.value.message == "f gives nothing (None); it should end with a return."
