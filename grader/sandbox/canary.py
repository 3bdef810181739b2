"""A program that tries what no program may do, and says what worked: levels are found by trying, not by assuming."""

import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from grader.errors import RunError
from grader.sandbox.host import Program
from grader.sandbox.lockdown import Layer
from grader.sandbox.zygotes import Zygote

SOURCE = """
import ctypes, os, socket

libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_long

def reads(path): open(path).close()
def lists(path): os.listdir("/")
def writes(path): open("/tmp/canary", "w").close()
def opens_a_memory_file(path): os.memfd_create("canary")
def forks(path):
    if not os.fork():
        os._exit(0)
def executes(path): os.posix_spawn("/bin/true", ["true"], {})
def starts_a_thread(path):
    nothing = ctypes.cast(libc.getpid, ctypes.c_void_p)
    refused(-(libc.pthread_create(ctypes.create_string_buffer(8), None, nothing, None) == 1))
def signals(path): os.kill(os.getppid(), 0)
def traces(path): refused(libc.ptrace(0, 0, 0, 0))
def opens_a_socket(path): socket.socket().close()
def opens_a_unix_socket(path): socket.socketpair()
def unshares(path): refused(libc.unshare(0x10000000))
def changes_a_limit(path): refused(libc.syscall(302, os.getppid(), 7, None, ctypes.create_string_buffer(16)))
def maps_machine_code(path): refused(libc.mmap(None, ctypes.c_size_t(4096), 7, 0x22, -1, ctypes.c_long(0)))
def knows_the_judge(path): os.stat(path)
def knows_the_network(path):
    if [name for _, name in socket.if_nameindex() if name != "lo"] in ([], None):
        raise PermissionError("no network but its own")

def refused(result):
    if result < 0:
        raise PermissionError("refused")

def works(name, path):
    try:
        globals()[name](path)
    except BlockingIOError:  # a limit refused this, not a wall
        return True
    except Exception:
        return False
    return True
"""
# What must be refused by a layer that stands alone.
REFUSED = {
    Layer.SECCOMP: (
        *("reads", "lists", "writes", "opens_a_memory_file", "forks", "executes", "starts_a_thread", "signals"),
        *("opens_a_socket", "opens_a_unix_socket", "changes_a_limit", "maps_machine_code", "knows_the_judge"),
    ),
    Layer.LANDLOCK: ("reads", "lists", "writes"),
    Layer.NAMESPACES: ("reads", "knows_the_judge", "knows_the_network"),
}
DEADLY = {Layer.SECCOMP: ("traces", "unshares")}  # the process must end at these


def flaws(zygote: Zygote, layer: Layer) -> Sequence[str]:
    """Return what a program can do although this layer, alone, should refuse it; empty if it holds.

    RunError: the kernel hasn't got this layer.
    """
    layers = frozenset({layer}) - {Layer.NAMESPACES}
    with tempfile.NamedTemporaryFile(prefix="grader-canary-") as judges:
        Path(judges.name).chmod(0o644)
        with Program(zygote.child(layers, spare=False), SOURCE) as program:
            found = [name for name in REFUSED[layer] if program.call("works", name, judges.name) is not False]
        for name in DEADLY.get(layer, ()):
            with suppress(RunError), Program(zygote.child(layers, spare=False), SOURCE) as program:
                program.call("works", name, judges.name)
                found.append(name)
    return [name.replace("_", " ") for name in found]
