"""The judge's hold on a zygote: asks it for children, and keeps one ready before it is needed."""

import os
import socket
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from grader.errors import RunError, SandboxError
from grader.sandbox import launch, wire
from grader.sandbox.filter import compiled
from grader.sandbox.host import UNKNOWN, Child, pid_here
from grader.sandbox.lockdown import Layer, Terms

MESSAGE = 1 << 16  # bytes
START = 120.0  # seconds a zygote may need to import everything, on a busy machine
CPU = 60  # whole seconds of one program in all: the kernel's own limit, behind the judge's
ROOM = 1 << 30  # bytes that a program may take beyond what the libraries have
BUFFER = 1 << 20  # bytes on their way


class Zygote:
    """A process that forks children, inside the given walls."""

    def __init__(self, flavour: str, *, namespaces: bool) -> None:
        """Start one.  SandboxError: it does not start."""
        self.process, self.judge = launch.start(flavour, namespaces=namespaces)
        self.judge.settimeout(START)
        try:
            content, handles, _, _ = socket.recv_fds(self.judge, MESSAGE, 1)
        except OSError:
            content, handles = b"", []
        if content != b"ready":
            raise SandboxError(self._why())
        self.size = _size(handles[0])
        os.close(handles[0])
        self.lock = Lock()
        self.prepared: Child | None = None

    def _why(self) -> str:
        self.process.kill()
        told = self.process.communicate()[1].decode("utf-8", "replace").strip().splitlines()
        self.judge.close()
        return told[-1] if told else "the process that runs programs does not start"

    def child(self, layers: frozenset[Layer], *, spare: bool = True) -> Child:
        """Return a child that is locked in.  spare: prepare the next one, of the same layers, before it is asked for.

        RunError: a layer is missing.  SandboxError: the zygote is gone.
        """
        with self.lock:
            child, self.prepared = self.prepared or self._forked(layers), None
        try:
            if spare:
                self._prepare(layers)
            child.ready()
        except (RunError, SandboxError):
            child.close()
            raise
        return child

    def _prepare(self, layers: frozenset[Layer]) -> None:
        with self.lock:
            self.prepared = self.prepared or self._forked(layers)

    def _forked(self, layers: frozenset[Layer]) -> Child:
        ours, theirs = socket.socketpair()
        reads, writes = os.pipe()
        for one in (ours, theirs):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
        rules = compiled().hex() if Layer.SECCOMP in layers else ""
        request = ("fork", *Terms(sorted(layers), rules, CPU, self.size + ROOM))
        try:
            answer, handles = self._asked(request, (theirs.fileno(), writes))
        except SandboxError:
            ours.close()
            os.close(reads)
            raise
        finally:
            theirs.close()
            os.close(writes)
        return Child(answer, handles[0], ours, reads, self._ended)

    def _ended(self, pid: int) -> int:
        with self.lock, suppress(SandboxError):
            return self._asked(("wait", pid))[0]
        return UNKNOWN

    def _asked(self, request: tuple[Any, ...], descriptors: Sequence[int] = ()) -> tuple[int, list[int]]:
        try:
            socket.send_fds(self.judge, [wire.packed(request)], descriptors)
            content, handles, _, _ = socket.recv_fds(self.judge, MESSAGE, 1)
        except OSError as error:
            raise SandboxError(f"the process that runs programs is gone ({error})") from error
        answer = wire.unpacked(content) if content else None
        if not isinstance(answer, int):
            raise SandboxError("the process that runs programs is gone")
        return answer, handles

    def close(self) -> None:
        """End it and all its children."""
        if self.prepared is not None:
            self.prepared.close()
        self.judge.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        if self.process.stderr is not None:
            self.process.stderr.close()
        self.process.wait()


def _size(handle: int) -> int:
    """Return the bytes of address space of a process that a descriptor stands for."""
    return int(Path(f"/proc/{pid_here(handle)}/statm").read_text(encoding="ascii").split()[0]) * os.sysconf(
        "SC_PAGESIZE"
    )
