"""The canary's attempts work where nothing hinders them, so that what it says of a wall is due to the wall."""

from collections.abc import Iterator

import pytest

from grader.sandbox import Program, RunError, Sandbox, Trouble
from grader.sandbox.canary import DEADLY, REFUSED, SOURCE, flaws
from grader.sandbox.levels import LAYERS
from grader.sandbox.lockdown import Layer
from grader.sandbox.zygotes import Zygote

ATTEMPTS = sorted({name for names in (*REFUSED.values(), *DEADLY.values()) for name in names})


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    """Give one without namespaces."""
    zygote = Zygote("numpy", namespaces=False)
    yield zygote
    zygote.close()


@pytest.mark.parametrize("name", [pytest.param(name, id=name.replace("_", " ")) for name in ATTEMPTS])
def test_works_where_there_are_no_walls(name: str, zygote: Zygote) -> None:
    with Program(zygote.child(frozenset(), spare=False), SOURCE) as program:
        assert program.call("works", name, __file__) is True


@pytest.mark.parametrize("name", [pytest.param(name, id=name.replace("_", " ")) for name in ATTEMPTS])
def test_works_at_no_level(name: str, sandbox: Sandbox) -> None:
    deadly = name in DEADLY[Layer.SECCOMP]
    with sandbox.open(SOURCE) as program:
        try:
            assert program.call("works", name, __file__) is deadly is False
        except RunError as error:
            assert deadly
            assert error.trouble is Trouble.FORBIDDEN


def test_finds_no_flaw_in_a_level_that_holds(sandbox: Sandbox) -> None:
    for layer in LAYERS[sandbox.level]:
        assert flaws(sandbox.zygotes["numpy"], layer) == []


def test_names_what_namespaces_that_are_not_there_leave_open(zygote: Zygote) -> None:
    assert flaws(zygote, Layer.NAMESPACES) == ["reads", "knows the judge", "knows the network"]
