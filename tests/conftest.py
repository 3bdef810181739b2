"""What several tests need: the real command, run as a process of its own; how much to try, and what must be there."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # what several tests share is in modules beside this one

from installed import Installation

ROOT = Path(__file__).parent.parent
# What would change the words, the colours or the key.
UNSET = ("FORCE_COLOR", "GITHUB_ACTIONS", "GRADER_SIGNING_KEY", "LANG", "LC_ALL", "PY_COLORS", "PYTHONUTF8")


Require = Callable[[str, bool], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="repeat what a sample is tried of otherwise; takes long")


@pytest.fixture(scope="session")
def full(pytestconfig: pytest.Config) -> bool:
    """Say whether to try everything rather than a sample."""
    return bool(pytestconfig.getoption("full"))


@pytest.fixture(scope="session")
def require() -> Require:
    """Skip a test where something is not found; fail it if GRADER_REQUIRE, names between commas, wants it there."""

    def check(name: str, found: bool) -> None:  # noqa: FBT001  require("browser", found) reads well
        if found:
            return
        if name in os.environ.get("GRADER_REQUIRE", "").split(","):
            pytest.fail(f"there is no {name}, and GRADER_REQUIRE wants one")
        pytest.skip(f"there is no {name}")

    return check


class Command(Protocol):
    """Run `grader` with arguments; it must exit with this code, and without a traceback."""

    def __call__(
        self, *arguments: str, code: int = 0, preexec_fn: Callable[[], None] | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def grader_command(tmp_path: Path) -> Command:
    def run(
        *arguments: str, code: int = 0, preexec_fn: Callable[[], None] | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        inherited = {name: value for name, value in os.environ.items() if name not in UNSET}
        ended = subprocess.run(
            [sys.executable, "-m", "grader", *arguments],
            cwd=tmp_path,
            env=inherited | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"} | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="backslashreplace",
            timeout=120,
            check=False,
            preexec_fn=preexec_fn,
        )
        assert "Traceback" not in ended.stderr, ended.stderr
        assert ended.returncode == code, (arguments, ended.stdout, ended.stderr)
        return ended

    return run


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """Give a service of its own."""
    found = Installation(folder=tmp_path)
    yield found
    found.store.close()
