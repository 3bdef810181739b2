"""What the tests of the analysis share is in modules and packages beside this one."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from written import BITS

from grader.maths import balls


@pytest.fixture
def precise() -> Iterator[None]:
    """Do arithmetic with as many bits as a profile does."""
    with balls.precision(BITS):
        yield
