"""Trying a program: what it prints and where it fails, without a grade."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NoReturn

import pytest

from grader.answers.code import Code
from grader.errors import RunError, SandboxError, Trouble
from grader.exercise import Part
from grader.sandbox import Sandbox
from grader.service import running
from grader.service.learner import LONGEST
from grader.service.running import NOT_HERE, Tried, obstacle, tried

RELU = "import numpy as np\ndef relu(x):\n    return np.maximum(x, 0)\n"


def part(answer: str = RELU) -> Part:
    return Part(name="answer", ask="", kind=Code(answer=answer), questions=(), answers=(answer,), wrong=())


@pytest.fixture
def afresh() -> Iterator[None]:
    """Look for the sandbox anew, in this test and in the next."""
    running._started.cache_clear()
    yield
    running._started.cache_clear()


TRIED = [
    pytest.param("print(1)\nprint(2)\n", Tried(output="1\n2"), id="it prints"),
    pytest.param(
        "print(1)\n1/0\n",
        Tried(output="1", error="ZeroDivisionError: division by zero", line=2, trace=("line 2, in <module>",)),
        id="it prints, then fails",
    ),
    pytest.param(
        "def f(:", Tried(error="Line 1: Python can't read this (invalid syntax).", line=1), id="it is no Python"
    ),
    pytest.param(
        "\nimport os", Tried(error="“os” may not be imported here; numpy, scipy may.", line=2), id="it may not do that"
    ),
    pytest.param("", Tried(error="Nothing is written yet.", line=1), id="it is nothing"),
    pytest.param("#" * (LONGEST + 1), Tried(error="An answer has up to 20,000 characters."), id="it is too long"),
    pytest.param(
        "#" + "😀" * 17_000, Tried(error="The program is longer than 65,536 bytes."), id="it has too many bytes"
    ),
    pytest.param(RELU, Tried(example="print(relu(np.array([-1.0, 0.0, 2.0])))"), id="it prints nothing"),
]


@pytest.mark.parametrize(("text", "expected"), TRIED)
def test_tried(text: str, expected: Tried) -> None:
    assert tried(part(), text) == expected


def test_the_way_to_an_error_is_told() -> None:
    found = tried(part(), "def f():\n    return g()\ndef g():\n    return h\nf()\n")
    assert found.trace == ("line 5, in <module>", "line 2, in f", "line 4, in g")
    assert found.line == 4


EXAMPLES = [
    pytest.param("import math\ndef f(x, alpha):\n    return x\n", "print(f(…))", id="of two arguments"),
    pytest.param("def f(layers):\n    return layers\n", "print(f(…))", id="of something else"),
    pytest.param(
        "import torch\nclass F(torch.autograd.Function):\n    pass\n",
        "print(F.apply(torch.tensor([-1.0, 0.0, 2.0])))",
        id="of a function of torch's",
    ),
    pytest.param(
        "import torch\nclass F(torch.nn.Module):\n    pass\n",
        "print(F()(torch.tensor([-1.0, 0.0, 2.0])))",
        id="of a module",
    ),
    pytest.param(
        "import torch\ndef f(x):\n    return x\n", "print(f(torch.tensor([-1.0, 0.0, 2.0])))", id="of a tensor"
    ),
]


@pytest.mark.parametrize(("answer", "example"), EXAMPLES)
def test_the_example_fits_the_exercise(answer: str, example: str) -> None:
    assert running._example(part(answer)) == example


def test_several_at_once_wait_for_each_other() -> None:
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda i: tried(part(), f"print({i})"), range(6)))
    assert [one.output for one in found] == ["0", "1", "2", "3", "4", "5"]


def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "PATIENCE", 0.01)
    for _ in range(running.AT_ONCE):
        running._places.acquire()
    try:
        assert tried(part(), "print(1)").error == running.BUSY
    finally:
        for _ in range(running.AT_ONCE):
            running._places.release()
    assert tried(part(), "print(1)").output == "1"


@pytest.mark.usefixtures("afresh")
def test_not_on_this_system(monkeypatch: pytest.MonkeyPatch) -> None:
    assert obstacle() == ""
    running._started.cache_clear()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert obstacle() == NOT_HERE
    assert tried(part(), "print(1)") == Tried(error=NOT_HERE)


@pytest.mark.usefixtures("afresh")
def test_not_without_walls(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> NoReturn:
        raise SandboxError("no seccomp")

    monkeypatch.setattr(running, "shared", refuse)
    assert obstacle() == NOT_HERE
    assert tried(part(), "print(1)") == Tried(error=f"{NOT_HERE} (no seccomp)")


@pytest.mark.parametrize("error", [SandboxError("it is gone"), RunError(Trouble.FORBIDDEN, "it is gone")])
def test_a_sandbox_that_has_gone_is_told(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise error

    monkeypatch.setattr(Sandbox, "open", refuse)
    assert tried(part(), "print(1)") == Tried(error="it is gone.")
