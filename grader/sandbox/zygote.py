"""A process that has imported everything and forks a child for each program, which then starts in milliseconds.

It speaks to the judge over one socket and to nobody else, and is gone when that is closed.
"""

import gc
import os
import socket
import sys
from contextlib import suppress
from typing import Any

from grader.errors import Trouble
from grader.sandbox import guest, lockdown, wire
from grader.sandbox.libraries import Absent, preload
from grader.sandbox.lockdown import Terms
from grader.sandbox.wire import Say

NOBODY = 65534
MESSAGE = 1 << 16  # bytes


def main(flavour: str, control: int) -> None:
    """Serve until the judge is gone."""
    preload(flavour)
    sys.meta_path[:] = [Absent(("numpy", "scipy", *(["torch"] if flavour == "torch" else []), "math"))]
    _become_nobody()
    gc.collect()
    gc.freeze()  # what is there stays there: children need not touch, and so not copy, its pages
    with socket.socket(fileno=control) as judge:
        socket.send_fds(judge, [b"ready"], [me := os.pidfd_open(os.getpid())])
        os.close(me)
        while _served(judge, flavour):
            pass


def _become_nobody() -> None:
    if os.getuid() == 0:
        with suppress(OSError):  # in a namespace that knows one user only
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)


def _served(judge: socket.socket, flavour: str) -> bool:
    content, descriptors, _, _ = socket.recv_fds(judge, MESSAGE, 2)
    if not content:
        return False
    request: Any = wire.unpacked(content)
    if request[0] == "wait":
        judge.sendall(wire.packed(os.waitpid(request[1], 0)[1]))
        return True
    parent = os.getpid()
    child = os.fork()
    if not child:
        _live(flavour, parent, descriptors, Terms(*request[1:]))
    for descriptor in descriptors:
        os.close(descriptor)
    handle = os.pidfd_open(child)
    socket.send_fds(judge, [wire.packed(child)], [handle])
    os.close(handle)
    return True


def _live(flavour: str, parent: int, descriptors: list[int], terms: Terms) -> None:
    """Be a child, to the end."""
    try:
        lockdown.only(*descriptors)
        guest.show_output()
        lockdown.lock_in(terms, parent)
        guest.serve(flavour)
    except OSError as error:
        told = wire.packed((Trouble.FORBIDDEN, str(error), None, ()))
        os.write(lockdown.WIRE, wire.message(Say.TROUBLE, 0, told))
    finally:
        os._exit(0)
