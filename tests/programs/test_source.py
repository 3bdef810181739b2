import pytest

from grader.errors import AnswerError
from grader.programs.source import is_stub, read, stub

RELU = "import numpy as np\n\ndef relu(x):\n    return np.maximum(x, 0)\n"

READ = [
    pytest.param(RELU, id="numpy"),
    pytest.param("from numpy import maximum\nrelu = lambda x: maximum(x, 0)", id="a part of numpy"),
    pytest.param("from scipy.special import expit\ndef f(x): return expit(x)", id="a part of scipy"),
    pytest.param("import math, functools\nfrom dataclasses import dataclass", id="plain modules"),
    pytest.param("def f(x): return x", id="no import"),
    pytest.param("import decimal, sys, types", id="plain modules about numbers"),
    pytest.param("# größer\ndef σ(x): return x", id="other letters"),
]

REFUSED = [
    pytest.param("", "Nothing is written yet.", 0, id="nothing"),
    pytest.param("  \n", "Nothing is written yet.", 0, id="blanks"),
    pytest.param("def f(x)\n    return x", "Line 1: Python can't read this (expected ':').", 8, id="a missing colon"),
    pytest.param("x = 1\nimport os", "“os” may not be imported here; numpy, scipy may.", 6, id="the system"),
    pytest.param("def f(x):\n    import torch\n", "“torch” may not be imported here; numpy, scipy may.", 14, id="torch, inside of a function"),
    pytest.param("import nunpy as np", "“nunpy” may not be imported here; did you mean numpy?.", 0, id="misspelt"),
    pytest.param("from . import x", "“.” may not be imported here; numpy, scipy may.", 0, id="a neighbour"),
    pytest.param("x" * 60_000, "This is longer than 50,000 characters; a short program will do.", 50_000, id="too long"),
    pytest.param("a\0b", "Python can't read this", 0, id="a zero byte"),
    pytest.param("(" * 5000, "Python can't read this", 0, id="nested without end"),
]  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_reads(text: str) -> None:
    assert read(text, "numpy").text == text


@pytest.mark.parametrize(("text", "message", "at"), REFUSED)
def test_refuses(text: str, message: str, at: int) -> None:
    with pytest.raises(AnswerError) as caught:
        read(text, "numpy")
    assert message.replace("?.", "?") in caught.value.message
    assert at is None or caught.value.at >= at


def test_a_mark_that_some_editors_begin_with_means_nothing() -> None:
    assert read("\ufeff" + RELU, "numpy").text == RELU


def test_only_what_an_exercise_allows_may_be_imported() -> None:
    assert read("import math", "numpy", ("math",)).text == "import math"
    with pytest.raises(AnswerError, match="“numpy” may not be imported here; math may"):
        read(RELU, "numpy", ("math",))


def test_comments_docstrings_and_spaces_mean_nothing() -> None:
    other = 'import numpy as np\ndef relu(x):\n    """The larger of x and 0."""\n    return np.maximum( x,0 )  # that is all\n'
    assert read(RELU, "numpy").meaning == read(other, "numpy").meaning
    assert read(RELU, "numpy").meaning != read(RELU.replace("0", "1"), "numpy").meaning


def test_functions_come_with_the_names_of_their_arguments() -> None:
    text = "class A: pass\ndef f(x, a=1): return x\nasync_ = 1\n"
    assert read(text, "numpy").functions == {"A": (), "f": ("x", "a")}


def test_the_numbers_that_stand_in_a_program_have_either_sign() -> None:
    text = "def f(x): return x * (x > 1.5) - 3 + True * 0 + 1e308 + len('7')"
    assert read(text, "numpy").literals == (-3.0, -1.5, 0.0, 1.5, 3.0)


USED = [
    pytest.param("import torch.nn.functional as F\ndef f(x): return F.gelu(x)", [2], id="as an attribute"),
    pytest.param("from torch.nn.functional import gelu as g\ndef f(x): return g(x)", [1], id="under another name"),
    pytest.param(
        "import torch\ndef f(x): return getattr(torch.nn.functional, 'gelu')(x)", [2], id="by its name as text"
    ),
    pytest.param("def gelu(x): return x", [], id="a function of their own by that name is not used"),
    pytest.param("def f(x):\n    gelu = x + 1\n    return gelu", [], id="a result called so"),
    pytest.param("def f(gelu): return gelu", [], id="an argument called so"),
    pytest.param("from torch.nn.functional import *\ndef f(x): return gelu(x)", [2], id="imported with all others"),
    pytest.param("def f(x): return x  # gelu", [], id="in a comment"),
]


@pytest.mark.parametrize(("text", "lines"), USED)
def test_a_function_is_found_however_it_was_imported(text: str, lines: list[int]) -> None:
    assert list(read(text, "torch").uses("F.gelu")) == lines


def test_a_stub_has_the_heads_and_nothing_to_do() -> None:
    text = (
        "import math\nimport numpy as np\n\nSIZE = 3\n\ndef f(x, a):\n    '''What it does.'''\n    return a * x\n\n"
        "class A(B):\n    @staticmethod\n    def forward(ctx, x):\n        return x\n"
    )
    found = stub(read(text, "numpy"))
    assert found == (
        "import math\nimport numpy as np\n\n\ndef f(x, a):\n    ...\n\n\n"
        "class A(B):\n\n    @staticmethod\n    def forward(ctx, x):\n        ...\n"
    )
    assert is_stub(found)
    assert not is_stub(RELU)
