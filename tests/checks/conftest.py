from collections.abc import Callable, Iterator
from contextlib import ExitStack
from textwrap import dedent

import pytest

from grader import certain
from grader.programs.routine import Routine, opened
from grader.programs.source import read

Opener = Callable[..., Routine]


@pytest.fixture(params=["with a profile", "by points alone"])
def profiled(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Ask twice: with profiles, and as if no profile could tell anything."""
    if request.param == "by points alone":
        monkeypatch.setattr(certain, "_known", lambda _: {})
    return bool(request.param == "with a profile")


@pytest.fixture
def running() -> Iterator[Opener]:
    """Open a program, give its function f, or another; what it needs is imported already.

    right: the exercise's own program, the same if left out.
    """
    with ExitStack() as stack:

        def run(source: str, name: str = "f", *, right: str = "", library: str = "numpy") -> Routine:
            head = (
                "import numpy as np\n" if library == "numpy" else "import torch\nfrom torch.nn import functional as F\n"
            )
            answer, reference = (read(head + dedent(text), library) for text in (source, right or source))
            return stack.enter_context(opened(answer, reference, name))

        yield run
