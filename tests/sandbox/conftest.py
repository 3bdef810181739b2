"""A sandbox of each level, and an eye on what programs might harm."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # what the tests here share is in modules beside this one

from watching import SECRET, Watch

from grader.sandbox import Sandbox, SandboxError

WALLS = {"A": "bubblewrap", "B": "landlock", "C": "seccomp"}  # what makes a level better than the next


At = Callable[[str], Sandbox]


@pytest.fixture(scope="session")
def at(require: Callable[[str, bool], None], watch: Watch) -> Iterator[At]:
    """Give the sandbox of a level, if it holds here.  There is one at a time: they take seconds and memory to start."""
    del watch  # sees it start
    open_ones = dict[str, Sandbox]()

    def give(level: str) -> Sandbox:
        if level not in open_ones:
            while open_ones:
                open_ones.popitem()[1].close()
            try:
                open_ones[level] = Sandbox(level)
            except SandboxError:
                require(WALLS[level], False)  # noqa: FBT003
        return open_ones[level]

    yield give
    while open_ones:
        open_ones.popitem()[1].close()


@pytest.fixture(scope="session", params=WALLS, ids="level {}".format)
def sandbox(request: pytest.FixtureRequest, at: At) -> Sandbox:
    """Give the sandbox of each level."""
    return at(request.param)


@pytest.fixture(scope="session")
def watch() -> Iterator[Watch]:
    """Watch from before the first process is started."""
    # Not in pytest's folder, whose rights would keep programs out: the walls must.
    with TemporaryDirectory(prefix="grader-place-") as place, Watch(Path(place)) as watch:
        os.environ[SECRET] = watch.secret.read_text(encoding="utf-8")
        yield watch
        del os.environ[SECRET]
