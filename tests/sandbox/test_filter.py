"""The filter lets through what is named and nothing else: all numbers of system calls are tried."""

import errno
from collections.abc import Callable
from pathlib import Path

import pyseccomp
import pytest

from grader.sandbox import RunError, Sandbox, Trouble
from grader.sandbox.filter import DEADLY, FREE, compiled

LAST = 500  # numbers of system calls end below
# uretprobe and uprobe, which newer kernels let pass every filter: outside of code that they write they do nothing.
KERNELS = (335, 336)
BY_ARGUMENT = ("read", "write", "mmap", "mprotect", "prlimit64")
CALLS = """
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
def fault(number, *arguments):
    ctypes.set_errno(0)
    return ctypes.get_errno() if libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments)) == -1 else 0
def not_refused(numbers): return [one for one in numbers if fault(one, 0, 0, 0, 0, 0, 0) != errno.EPERM]
"""
EVERYWHERE = Path("/proc/sys/kernel/seccomp/actions_avail")


def number(name: str) -> int:
    """Return the number of a system call on this machine; negative if it has none."""
    return int(pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name))


@pytest.fixture(scope="module")
def bare(at: Callable[[str], Sandbox]) -> Sandbox:
    """Give the level at which nothing but the filter protects."""
    return at("C")


def test_is_what_the_kernel_takes() -> None:
    rules = compiled()
    assert len(rules) % 8 == 0
    assert rules[:8] == b"\x20\0\0\0\x04\0\0\0"  # first of all it loads the architecture
    assert len(rules) // 8 < 4096


def test_names_are_known_and_named_once() -> None:
    names = [*FREE, *DEADLY, *BY_ARGUMENT]
    assert len(set(names)) == len(names)
    elsewhere = {name for name in names if number(name) < 0}
    assert elsewhere <= {"futex_time64", "clock_gettime64"}  # of 32-bit machines


def test_all_others_are_refused(bare: Sandbox) -> None:
    named = {*KERNELS, *(number(name) for name in (*FREE, *DEADLY, *BY_ARGUMENT))}
    with bare.open(CALLS) as program:
        assert program.call("not_refused", [one for one in range(LAST) if one not in named]) == []


@pytest.mark.parametrize("one", KERNELS)
def test_the_kernels_own_are_refused_or_fail(one: int, bare: Sandbox) -> None:
    with bare.open(CALLS) as program:
        try:
            assert program.call("fault", one, 0, 0, 0, 0, 0, 0) in {errno.EPERM, errno.ENXIO, errno.ENOSYS}
        except RunError as error:
            assert error.trouble is Trouble.ENDED  # newer kernels do the one, older ones the other


def test_what_is_free_is_not_refused(bare: Sandbox) -> None:
    harmless = "getpid gettid getppid getuid geteuid getgid getegid sched_yield time times uname".split()
    with bare.open(CALLS) as program:
        assert program.call("not_refused", list(map(number, harmless))) == list(map(number, harmless))


@pytest.mark.parametrize("name", [name for name in DEADLY if number(name) >= 0])
def test_is_the_end(name: str, bare: Sandbox) -> None:
    with bare.open(CALLS) as program, pytest.raises(RunError) as caught:
        program.call("fault", number(name), 0, 0, 0, 0, 0, 0)
    assert caught.value.trouble is Trouble.FORBIDDEN


ALLOWED = [
    pytest.param("write", (1, 0, 0), id="nothing written to the output"),
    pytest.param("write", (2, 0, 0), id="nothing written to the errors"),
    pytest.param("read", (3, 0, 0), id="nothing read from the judge"),
    pytest.param("mmap", (0, 4096, 3, 0x22, -1, 0), id="memory to read and write"),
    pytest.param("prlimit64", (0, 7, 0, 0), id="its own limits looked at"),
]
REFUSED = [
    *[pytest.param("read", (n, 0, 0), id=f"descriptor {n} read") for n in (0, 1, 2, 4, 2**31, -1)],
    *[pytest.param("write", (n, 0, 0), id=f"descriptor {n} written") for n in (0, 4, 5, 2**31, -1)],
    *[pytest.param("write", (n + 2**32, 0, 0), id=f"descriptor {n}, written with more bits") for n in (0, 4)],
    *[pytest.param("mmap", (0, 4096, n, 0x22, -1, 0), id=f"memory of protection {n}") for n in (4, 5, 6, 7, 0x100004)],
    *[pytest.param("mprotect", (0, 4096, n), id=f"memory made of protection {n}") for n in (4, 5, 6, 7, 2**40 + 4)],
    pytest.param("prlimit64", (1, 7, 0, 0), id="another's limits looked at"),
    pytest.param("prlimit64", (0, 7, 8, 0), id="its own limits set"),
    pytest.param("prlimit64", (0, 7, 2**33, 0), id="its own limits set from high memory"),
]


@pytest.mark.parametrize(("name", "arguments"), ALLOWED)
def test_lets_through(name: str, arguments: tuple[int, ...], bare: Sandbox) -> None:
    with bare.open(CALLS) as program:
        assert program.call("fault", number(name), *arguments) == 0


@pytest.mark.parametrize(("name", "arguments"), REFUSED)
def test_refuses(name: str, arguments: tuple[int, ...], bare: Sandbox) -> None:
    with bare.open(CALLS) as program:
        assert program.call("fault", number(name), *arguments) == errno.EPERM
