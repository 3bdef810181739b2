import io
import os
import pickle
import resource
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader.maths.analysis import guard
from grader.maths.analysis.guard import guarded
from grader.maths.analysis.questions import QUESTIONS, SECONDS, properties
from grader.maths.reading import parse
from grader.maths.tree import Node

RELU: tuple[Node, str] = (parse("max(0, x)").expanded, "x")
TANH: tuple[Node, str] = (parse("tanh(x)").expanded, "x")
LONG = 60.0  # seconds of patience that even a crowded machine does not use up
PARENT = """
import os, sys, time
from grader.maths.analysis import guard
from grader.maths.reading import parse
guard.PATIENCE = 60
assert guard.guarded(parse("tanh(x)")).properties["parity"].value == "odd"
print(guard._CHILD.process.pid, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Iterator[guard._Child]:
    """Let a child of its own answer."""
    monkeypatch.setattr(guard, "PATIENCE", LONG)
    found = guard._Child()
    monkeypatch.setattr(guard, "_CHILD", found)
    guard._asked.cache_clear()
    yield found
    found.end()
    guard._asked.cache_clear()


def pid(child: guard._Child) -> int:
    assert child.process is not None
    return child.process.pid


def is_running(number: int) -> bool:
    """Whether a process is there that is no mere entry in a table."""
    try:
        with open(f"/proc/{number}/stat", encoding="utf-8") as stat:  # noqa: PTH123
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def eventually(truth: Callable[[], bool]) -> bool:
    until = time.monotonic() + LONG
    while not truth():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def test_the_child_answers_as_the_parent_would_and_goes_on(child: guard._Child) -> None:
    for node, variable in (RELU, TANH):
        found = child.ask((node, variable))
        assert found is not None
        assert found == properties(node, variable, SECONDS)
        first = pid(child)
    assert pid(child) == first


def test_a_profile_from_the_child_has_every_property(child: guard._Child) -> None:
    found = guarded(parse("x*sigmoid(x)"))
    assert tuple(found.properties) == tuple(QUESTIONS)
    assert found.properties["range"].value == [[-0.278464542761, "inf"], [True, False]]
    assert found.seconds > 0
    assert child.process is not None


def test_an_answer_is_kept(child: guard._Child) -> None:
    guarded(parse("x^3"))
    child.end()
    assert guarded(parse("x^3")).properties["parity"].value == "odd"
    assert child.process is None


def test_a_formula_has_one_variable() -> None:
    with pytest.raises(ValueError, match="one variable"):
        guarded(parse("x+y", variables=("x", "y")))


@pytest.fixture
def killed(child: guard._Child) -> Iterator["subprocess.Popen[bytes]"]:
    """Let the child have been killed while it had nothing to do."""
    assert child.ask(RELU) is not None
    process = child.process
    assert process is not None
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # till it can be seen that it is gone
    yield process
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        pipe.close()


def test_a_child_that_was_killed_is_replaced_by_the_next_question(
    child: guard._Child, killed: "subprocess.Popen[bytes]"
) -> None:
    found = child.ask(TANH)
    assert found is not None
    assert found["parity"].value == "odd"
    assert pid(child) != killed.pid


def test_no_pipe_to_a_child_that_is_gone_stays_open(child: guard._Child, killed: "subprocess.Popen[bytes]") -> None:
    child.ask(TANH)
    assert killed.stdin is not None
    assert killed.stdin.closed


def test_a_child_that_is_killed_at_work_leaves_its_question_undecided(child: guard._Child) -> None:
    assert child.ask(RELU) is not None
    first = pid(child)
    os.kill(first, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(child.ask, TANH)
        time.sleep(0.1)
        os.kill(first, signal.SIGKILL)
        assert waiting.result() is None
    assert child.process is None
    assert child.ask(TANH) is not None


def test_a_child_that_stops_is_replaced_once_patience_is_over(
    child: guard._Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert child.ask(RELU) is not None
    first = pid(child)
    os.kill(first, signal.SIGSTOP)
    monkeypatch.setattr(guard, "PATIENCE", 0.3)
    started = time.monotonic()
    found = guarded(parse("tanh(x)")).properties
    assert 0.3 <= time.monotonic() - started < 3
    assert {one.status for one in found.values()} == {"undecided"}
    assert {one.why for one in found.values()} == {"it took too long"}
    assert not is_running(first)
    monkeypatch.setattr(guard, "PATIENCE", LONG)
    assert guarded(parse("x^5")).properties["parity"].value == "odd"


def test_a_question_without_an_answer_is_asked_again(child: guard._Child, monkeypatch: pytest.MonkeyPatch) -> None:
    assert child.ask(RELU) is not None
    os.kill(pid(child), signal.SIGSTOP)
    monkeypatch.setattr(guard, "PATIENCE", 0.1)
    assert guarded(parse("tanh(x)")).properties["parity"].status == "undecided"
    monkeypatch.setattr(guard, "PATIENCE", LONG)
    assert guarded(parse("tanh(x)")).properties["parity"].value == "odd"


def test_a_child_without_memory_leaves_its_question_undecided(
    child: guard._Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    greedy = (
        "import sys; from grader.maths.analysis import guard; guard.properties = lambda *_: bytearray(2 * guard.MEMORY);"
        "sys.stderr = None; guard._serve(sys.stdin.buffer, sys.stdout.buffer)"
    )

    def start() -> None:
        pipe = subprocess.PIPE
        child.process = subprocess.Popen([sys.executable, "-P", "-c", greedy], stdin=pipe, stdout=pipe)

    monkeypatch.setattr(child, "_start", start)
    assert child.ask(RELU) is None
    assert child.process is None


@pytest.fixture
def family() -> Iterator[tuple["subprocess.Popen[str]", int]]:
    """Start a parent that has a child; give the parent and the number of the child."""
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", PARENT], stdin=pipe, stdout=pipe, text=True) as parent:
        assert parent.stdout is not None
        yield parent, int(parent.stdout.readline())
        parent.kill()


def test_the_child_ends_when_its_parent_has_done_its_work(family: tuple["subprocess.Popen[str]", int]) -> None:
    parent, child = family
    assert is_running(child)
    parent.communicate()
    assert parent.returncode == 0
    assert eventually(lambda: not is_running(child))


def test_the_child_ends_when_its_parent_is_killed(family: tuple["subprocess.Popen[str]", int]) -> None:
    parent, child = family
    parent.kill()
    parent.wait()
    assert eventually(lambda: not is_running(child))


def test_ending_what_never_began_does_nothing() -> None:
    guard._Child().end()


def test_questions_of_several_threads_are_answered_one_after_the_other(child: guard._Child) -> None:
    texts = ["x", "x^2", "x^3", "x^4", "abs(x)", "sin(x)"]
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda text: child.ask((parse(text).expanded, "x")), texts))
    assert [one["parity"].value for one in found if one] == ["odd", "even", "odd", "even", "even", "odd"]


def test_one_answer_for_each_question_until_there_are_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = list[tuple[int, tuple[int, int]]]()
    monkeypatch.setattr(resource, "setrlimit", lambda what, limit: limits.append((what, limit)))
    asked, answers = io.BytesIO(), io.BytesIO()
    for question in (RELU, TANH):
        guard._write(asked, pickle.dumps(question))
    asked.seek(0)
    guard._serve(asked, answers)
    assert limits == [(resource.RLIMIT_AS, (guard.MEMORY, guard.MEMORY))]
    answers.seek(0)
    for node, variable in (RELU, TANH):
        (length,) = struct.unpack(">I", answers.read(4))
        assert pickle.loads(answers.read(length)) == properties(node, variable, SECONDS)  # noqa: S301  our own
    assert not answers.read()


WHOLE = [
    pytest.param(b"", False, id="nothing yet"),
    pytest.param(b"\0\0\0", False, id="part of the length"),
    pytest.param(b"\0\0\0\2a", False, id="part of the content"),
    pytest.param(b"\0\0\0\2ab", True, id="all of it"),
    pytest.param(b"\0\0\0\0", True, id="no content at all"),
]


@pytest.mark.parametrize(("content", "expected"), WHOLE)
def test_an_answer_is_read_to_its_end(content: bytes, *, expected: bool) -> None:
    assert guard._is_whole(bytearray(content)) is expected
