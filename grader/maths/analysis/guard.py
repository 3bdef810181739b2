"""A profile from a process that can be killed: no formula may keep a page or a worker waiting.

The analysis looks at the clock in every loop, but not inside the library that does its arithmetic.  One child of each
process does the work; it ends with its parent, or when it is too slow, and is then replaced.
"""

import atexit
import os
import pickle
import resource
import struct
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from selectors import EVENT_READ, DefaultSelector
from threading import RLock
from time import monotonic, perf_counter
from types import MappingProxyType
from typing import IO, BinaryIO

from grader.maths.analysis.findings import Property, undecided
from grader.maths.analysis.questions import QUESTIONS, SECONDS, Profile, properties
from grader.maths.formula import Formula
from grader.maths.tree import Node

PATIENCE = 4.0  # seconds by the wall clock: a busy machine may give a second of its own in three
MEMORY = 2 * 2**30  # bytes of the child


def guarded(formula: Formula) -> Profile:
    """Return a formula's profile; what takes too long, or too much memory, is undecided.

    ValueError: not one variable.
    """
    if len(formula.variables) != 1:
        raise ValueError("a profile is of a formula in one variable")
    started = perf_counter()
    try:
        found = _asked(formula.expanded, formula.variables[0])
    except TimeoutError as error:
        found = MappingProxyType(dict.fromkeys(QUESTIONS, undecided(str(error))))
    return Profile(formula=formula, properties=found, seconds=perf_counter() - started)


@lru_cache(maxsize=1024)
def _asked(node: Node, variable: str) -> Mapping[str, Property]:
    """Return what is known.  TimeoutError: no answer came, and another time may be better."""
    found = _CHILD.ask((node, variable))
    if found is None:
        raise TimeoutError("it took too long")
    return MappingProxyType(found)


@dataclass
class _Child:
    """The process, started when first needed."""

    process: "subprocess.Popen[bytes] | None" = None
    lock: RLock = field(default_factory=RLock)

    def ask(self, question: tuple[Node, str]) -> Mapping[str, Property] | None:
        """Return the answer, None if there is none in time."""
        with self.lock:
            if self.process is None or self.process.poll() is not None:
                self.end()
                self._start()
            try:
                assert self.process is not None  # noqa: S101  it was started
                assert self.process.stdin is not None  # noqa: S101  a pipe
                _write(self.process.stdin, pickle.dumps(question))
                return self._answer(monotonic() + PATIENCE)
            except (OSError, EOFError):
                self.end()
                return None

    def _answer(self, until: float) -> Mapping[str, Property] | None:
        assert self.process is not None  # noqa: S101  it was asked
        assert self.process.stdout is not None  # noqa: S101  a pipe
        content = bytearray()
        with DefaultSelector() as selector:
            selector.register(self.process.stdout, EVENT_READ)
            while not _is_whole(content):
                if not selector.select(max(0.0, until - monotonic())):
                    self.end()
                    return None
                piece = os.read(self.process.stdout.fileno(), 2**16)
                if not piece:
                    raise EOFError
                content += piece
        found: Mapping[str, Property] = pickle.loads(bytes(content[4:]))  # noqa: S301  our own child wrote it
        return found

    def _start(self) -> None:
        command = [sys.executable, "-P", "-m", __name__]
        pipe = subprocess.PIPE
        # what breaks there is undecided here, and no traceback for those who asked
        self.process = subprocess.Popen(  # noqa: S603  our own
            command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, start_new_session=True
        )

    def end(self) -> None:
        """Kill the process, if there is one."""
        with self.lock:
            if self.process is not None:
                self.process.kill()
                self.process.wait()
                for pipe in (self.process.stdin, self.process.stdout):
                    if pipe is not None:
                        with suppress(OSError):
                            pipe.close()
                self.process = None


_CHILD = _Child()
atexit.register(_CHILD.end)


def _write(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(struct.pack(">I", len(content)) + content)
    pipe.flush()


def _is_whole(content: bytearray) -> bool:
    return len(content) >= 4 and len(content) - 4 >= struct.unpack(">I", content[:4])[0]


def _serve(asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer until there are no more questions."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while head := asked.read(4):
        node, variable = pickle.loads(asked.read(struct.unpack(">I", head)[0]))  # noqa: S301  our own parent wrote it
        _write(answers, pickle.dumps(dict(properties(node, variable, SECONDS))))


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
