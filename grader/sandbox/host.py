"""The judge's side: programs as functions.  It holds the clock, the kill switch, and everything worth forging."""

import os
import select
import signal
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal, Self

import numpy as np

from grader.errors import RunError, SandboxError, Trouble
from grader.sandbox import troubles, wire
from grader.sandbox.wire import Array, Say, Value

CPU = 2.0  # seconds a call may compute
WALL = 10  # times as many may pass: the machine may be busy with others
KEPT, FLOOD = 64 << 10, 1 << 20  # bytes printed: kept, and too much
PIECE = 1 << 16  # bytes
UNKNOWN = -1  # the status of a process whose parent is gone too


class Child:
    """A process that answers questions, in order, each within its time."""

    def __init__(self, pid: int, handle: int, speaks: socket.socket, output: int, ended: Callable[[int], int]) -> None:
        """Take over a forked child.

        pid: as the zygote knows it.  handle: a descriptor of the process.  output: of the pipe that it prints to.
        ended: waits for the end of a process, and returns its status.
        """
        self.handle = handle
        self.pid = pid
        self.clock = _clock(pid_here(handle))
        self.speaks = speaks
        self.output = output
        self.ended = ended
        self.sequence = 0
        self.printed = bytearray()
        self.flood = 0
        self.alive = True
        speaks.setblocking(False)  # noqa: FBT003
        os.set_blocking(output, False)

    def ready(self) -> None:
        """Wait until it is locked in.  RunError: a layer is missing."""
        say, body = self._heard(0, b"", CPU)
        if say is not Say.ANSWER:
            raise troubles.read(body)

    def asks(self, question: Say, body: object, *, cpu: float = CPU) -> Value:
        """Return the answer to a question.  cpu: seconds that it may compute.

        RunError: it gives none.
        """
        if not self.alive:
            raise RunError(Trouble.ENDED, "The program has ended.")
        self.sequence += 1
        said, answer = self._heard(self.sequence, wire.message(question, self.sequence, wire.packed(body)), cpu)
        if said is Say.ANSWER:
            return answer
        raise troubles.read(answer)

    def _heard(self, sequence: int, message: bytes, cpu: float) -> tuple[Say, Value]:
        heard = bytearray()
        try:
            for piece in self._pieces(memoryview(message), cpu):
                heard += piece
                if (whole := wire.heard(heard, sequence)) is not None:
                    return whole
        except wire.WireError as error:
            self.close()
            raise RunError(Trouble.ENDED, f"What came back can't be read: {error}.") from error
        raise self._end()

    def _pieces(self, rest: memoryview, cpu: float) -> Iterator[bytes]:
        """Send a message and give what comes back, piece by piece, until the child or its time is at an end."""
        poller, began = select.poll(), time.monotonic()
        computed = self.computed() + cpu
        poller.register(self.output, select.POLLIN)
        poller.register(self.handle, select.POLLIN)
        while True:
            poller.register(self.speaks, select.POLLIN | (select.POLLOUT if rest else 0))
            left = min(computed - self.computed(), began + WALL * cpu - time.monotonic())
            if left <= 0:
                self.close()
                raise RunError(Trouble.TIMED_OUT, f"It was still busy after {cpu:g} seconds, and was ended.")
            ready = dict(poller.poll(1000 * left + 1))
            if self.output in ready:
                self._read_output()
            if rest and ready.get(self.speaks.fileno(), 0) & select.POLLOUT:
                with suppress(BlockingIOError, ConnectionError):
                    rest = rest[self.speaks.send(rest) :]
            if (
                ready.get(self.speaks.fileno(), 0) & (select.POLLIN | select.POLLHUP)
                and (piece := self._read()) is not None
            ):
                if not piece:
                    return
                yield piece
            elif self.handle in ready:
                return

    def _read(self) -> bytes | None:
        try:
            return self.speaks.recv(PIECE)
        except BlockingIOError:
            return None
        except ConnectionError:
            return b""

    def _read_output(self) -> None:
        with suppress(BlockingIOError):
            while piece := os.read(self.output, PIECE):
                self.flood += len(piece)
                self.printed += piece[: max(0, KEPT - len(self.printed))]
                if self.flood > FLOOD:
                    self.close()
                    raise RunError(Trouble.FLOODED, "It prints more than a million characters, and was ended.")

    def computed(self) -> float:
        """Return the seconds that it has computed; for ever, once it is gone."""
        try:
            return time.clock_gettime(self.clock)
        except OSError:
            return 0.0

    def _end(self) -> RunError:
        """Say why it has ended by itself.  SandboxError: because the process that forked it has."""
        if (status := self.close()) == UNKNOWN:
            raise SandboxError("the process that runs programs is gone")
        match os.waitstatus_to_exitcode(status):
            case code if -code in (signal.SIGXCPU, signal.SIGKILL):
                return RunError(Trouble.TIMED_OUT, "It computed for too long, and was ended.")
            case code if -code == signal.SIGSYS:
                return RunError(Trouble.FORBIDDEN, "It asked the system for what no program may, and was ended.")
            case code if -code in (signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT, signal.SIGILL, signal.SIGTRAP):
                return RunError(Trouble.ENDED, "It crashed: too deep a recursion, or memory used up or misused.")
            case _:
                pass
        return RunError(Trouble.ENDED, "It ended by itself instead of giving an answer.")

    def close(self) -> int:
        """End it; return the status with which it ended."""
        if not self.alive:
            return 0
        self.alive = False
        with suppress(RunError):
            self._read_output()
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, signal.SIGKILL)
        status = self.ended(self.pid)
        self.speaks.close()
        os.close(self.output)
        os.close(self.handle)
        return status


def pid_here(handle: int) -> int:
    """Return the number by which we know a process whose zygote may live in another namespace."""
    told = Path(f"/proc/self/fdinfo/{handle}").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in told.splitlines() if line.startswith("Pid:")))


def _clock(pid: int) -> int:
    """Return the clock of the time a process has computed, as clock_getcpuclockid(3) makes it."""
    return (~pid << 3) | 2


class Program:
    """A learner's program: functions to be called.  Use it in a `with`."""

    def __init__(self, child: Child, source: str) -> None:
        """Load a source.  RunError: it can't be."""
        self.child = child
        self.source = source
        self.warned: tuple[str, ...] = ()
        self.lines = 0
        self.after: Sequence[Value] = ()
        try:
            names = child.asks(Say.LOAD, (source,))
        except wire.WireError as error:
            child.close()
            raise RunError(Trouble.SYNTAX, f"The program is longer than {wire.TEXT:,} bytes.") from error
        except RunError:
            child.close()
            raise
        self.names = tuple(map(str, names)) if isinstance(names, list) else ()

    def call(self, name: str, *arguments: Value, wanted: Literal["", "after", "lines"] = "", cpu: float = CPU) -> Value:
        """Return what a function gives for these arguments: arrays, numbers, lists and tuples of them.

        A learner's function sees arrays, or tensors if the program uses torch, that lie in memory as these do: in
        steps, read-only.  Afterwards `warned` are the warnings it gave.
        wanted: "after" for the arguments as it leaves them, None for functions; "lines" for the number of its lines
        that ran, which is -1 if it has taken the counter away.  Afterwards the attributes of these names hold them.

        RunError: it gives nothing that can be compared.
        """
        match self.child.asks(Say.CALL, (name, list(arguments), wanted), cpu=cpu):
            case (result, list() as after, list() as warned, int() as lines):
                self.after, self.warned, self.lines = after, tuple(str(one) for one in warned), lines
                return result
            case _:
                raise self._forged()

    def vjp(
        self, name: str, x: Array | tuple[Value, ...], upstream: Array, *, order: int = 1, cpu: float = CPU
    ) -> Array | tuple[Array, ...]:
        """Return what torch's autograd makes of upstream · ∂f/∂x in the program; a tuple if x is one.

        order: 2 for the derivative of the sum of that, and so on.
        RunError: there is no such gradient.
        """
        given = list(x) if isinstance(x, tuple) else [x]
        match self.child.asks(Say.VJP, (name, given, upstream, order), cpu=cpu):
            case (list() as gradients, list() as warned) if all(isinstance(one, np.ndarray) for one in gradients):
                self.warned = tuple(str(one) for one in warned)
                if isinstance(x, tuple):
                    return tuple(one for one in gradients if isinstance(one, np.ndarray))
                if len(gradients) == 1 and isinstance(gradients[0], np.ndarray):
                    return gradients[0]
            case _:
                pass
        raise self._forged()

    def _forged(self) -> RunError:
        self.close()
        return RunError(Trouble.ENDED, "The program broke off the conversation.")

    @property
    def output(self) -> str:
        """What it has printed so far; the first 64 KB."""
        if self.child.alive:
            with suppress(RunError):  # that it is too much; the next call will say so
                self.child._read_output()  # noqa: SLF001  one thought in two classes
        return self.child.printed.decode("utf-8", "replace")

    def close(self) -> None:
        """End it."""
        self.child.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
