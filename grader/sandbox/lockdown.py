"""What a child takes from itself before it sees a learner's program; there is no way back.

Each layer is asked for by name, so that each can be tried alone (canary.py).
"""

import contextlib
import ctypes
import os
import resource
import signal
from enum import StrEnum
from typing import NamedTuple

WIRE = 3  # the descriptor on which judge and program speak
OUTPUT = (1, 2)  # what the program prints
STACK = 16 << 20  # bytes
SET_PDEATHSIG, SET_DUMPABLE, SET_SECCOMP, SET_NO_NEW_PRIVS, FILTER = 1, 4, 22, 38, 2  # linux/prctl.h, linux/seccomp.h

libc = ctypes.CDLL(None, use_errno=True)
libc.prctl.argtypes = (ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong)


class Layer(StrEnum):
    """One of the walls around a program."""

    NAMESPACES = "namespaces"
    LANDLOCK = "landlock"
    SECCOMP = "seccomp"


class Terms(NamedTuple):
    """On which terms a child lives.

    layers: by name.  rules: the compiled filter, in hexadecimal.
    cpu: whole seconds in all, of which the judge allows less.  memory: bytes of address space.
    """

    layers: list[str]
    rules: str
    cpu: int
    memory: int


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def _prctl(option: int, value: int, more: object = None) -> None:
    if libc.prctl(option, value, more, 0, 0):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def only(wire: int, output: int) -> None:
    """Keep two descriptors, under the numbers that the filter knows, and an empty input."""
    wire, output = os.dup2(wire, 100, inheritable=False), os.dup2(output, 101, inheritable=False)
    os.dup2(wire, WIRE, inheritable=False)
    for descriptor in OUTPUT:
        os.dup2(output, descriptor)
    with contextlib.suppress(OSError):
        os.close(0)
    os.closerange(WIRE + 1, 1 << 16)


def lock_in(terms: Terms, parent: int) -> None:
    """Give up all else.  parent: the process with which to end.  OSError: the kernel has not got one of the layers."""
    _bound(parent)
    _limited(terms)
    _prctl(SET_NO_NEW_PRIVS, 1)
    if Layer.LANDLOCK in terms.layers:
        _landlock()
    if Layer.SECCOMP in terms.layers:
        rules = bytes.fromhex(terms.rules)
        program = _Program(len(rules) // 8, rules)
        _prctl(SET_SECCOMP, FILTER, ctypes.addressof(program))


def _bound(parent: int) -> None:
    """End when the parent ends; be readable by no other process."""
    _prctl(SET_DUMPABLE, 0)
    _prctl(SET_PDEATHSIG, signal.SIGKILL)  # after all changes of user, which forget it
    if os.getppid() != parent:
        os._exit(1)


def _limited(terms: Terms) -> None:
    limits = {
        resource.RLIMIT_CPU: terms.cpu,
        resource.RLIMIT_AS: terms.memory,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_STACK: STACK,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for what, most in limits.items():
        hard = resource.getrlimit(what)[1]
        both = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (both, both))


def _landlock() -> None:
    """Allow no path at all, no port, no abstract socket and no signal: everything needed is in memory by now."""
    from landlockpy import Ruleset, Scope  # noqa: PLC0415  loaded by the zygote

    with Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL) as ruleset:  # closed: it could widen a later child
        ruleset.restrict()
