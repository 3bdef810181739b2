import numpy as np
import pytest

from grader.errors import RunError
from grader.programs import advice
from grader.programs.routine import opened
from grader.programs.source import read

MATHS = "import math\ndef f(x): return math.exp(x)"
HELPED = [
    pytest.param("def f(x): return x if x > 0 else 0", "numpy", "np.where decides for each", id="if"),
    pytest.param("def f(x): return max(x, 0)", "numpy", "np.where decides for each", id="max"),
    pytest.param(MATHS, "numpy", "those of numpy take whole arrays", id="math"),
    pytest.param("def f(x): return np.exp(x)", "numpy", "Is “import numpy as np” missing?", id="no numpy"),
    pytest.param("def f(x): return math.pi * x", "numpy", "Is “import math” missing?", id="no math"),
    pytest.param("def f(x): return x if x > 0 else 0", "torch", "torch.where decides for each", id="if, in torch"),
    pytest.param(MATHS, "torch", "those of torch take whole tensors", id="math, in torch"),
    pytest.param("def f(x): return F.relu(x)", "torch", "import torch.nn.functional as F", id="no F"),
]
NEEDS_NONE = [
    pytest.param("def f(x): return y", "numpy", id="another name"),
    pytest.param("import numpy as np\ndef f(x): return x + np.ones(3)", "numpy", id="two shapes"),
    pytest.param("def f(x): raise ValueError('no')", "numpy", id="an error of its own"),
]


def message(text: str, library: str) -> str:
    source = read(text, library)
    with opened(source, source, "f") as routine, pytest.raises(RunError) as caught:
        routine.call(np.array([[1.0, -2.0], [3.0, 4.0]]))
    return caught.value.message


@pytest.mark.parametrize(("text", "library", "words"), HELPED)
def test_helps(text: str, library: str, words: str) -> None:
    assert words in advice.explained(message(text, library))


@pytest.mark.parametrize(("text", "library"), NEEDS_NONE)
def test_what_speaks_for_itself_is_left_alone(text: str, library: str) -> None:
    said = message(text, library)
    assert advice.explained(said) == said.rstrip()


def test_what_leads_astray_is_left_out() -> None:
    said = "ValueError: The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()"
    assert advice.explained(said) == (
        "ValueError: The truth value of an array with more than one element is ambiguous. "
        "Python decides once here (if, and, or, max) for a whole array; np.where decides for each number."
    )
