"""Start a zygote, in bubblewrap where that works: processes and network of its own, of the disk only Python."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import grader
from grader.errors import SandboxError

START = "import sys; sys.path[:0] = [{package!r}]; from grader.sandbox.zygote import main; main({flavour!r}, {control})"
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/tmp",  # noqa: S108  the sandbox's own
    "TMPDIR": "/tmp",  # noqa: S108
    "LC_ALL": "C.UTF-8",
    # One thread: forking more than one would leave locks held for ever.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # Large pages: fewer entries to copy at each fork.
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    "PYTHONMALLOC": "malloc",
    "PYTHONHASHSEED": "0",  # the same program, the same order of its sets
    "PYTHONDONTWRITEBYTECODE": "1",
}
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/alternatives")
# torch chooses its kernels by these, and must choose the same ones everywhere.
MACHINE = ("/proc/cpuinfo", "/sys/devices/system/cpu", "/sys/kernel/mm/transparent_hugepage")
SCRATCH = 16 << 20  # bytes of /tmp


def start(flavour: str, *, namespaces: bool) -> tuple[subprocess.Popen[bytes], socket.socket]:
    """Start a zygote; return it and the socket on which it will say that it is ready.

    SandboxError: bubblewrap is missing.
    """
    package = Path(grader.__file__).parent
    walls = bubblewrap(package) if namespaces else []
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    code = START.format(package=str(package.parent), flavour=flavour, control=theirs.fileno())
    with theirs:
        process = subprocess.Popen(  # noqa: S603  our own program
            [*walls, sys.executable, "-P", "-s", "-c", code],
            env=ENVIRONMENT,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
    return process, ours


def bubblewrap(package: Path) -> list[str]:
    """Return the command that walls in the command behind it.  SandboxError: there is none."""
    if (command := shutil.which("bwrap")) is None:
        raise SandboxError("bubblewrap is not installed")
    shown = list(dict.fromkeys(_outermost(_python(package))))
    parents = dict.fromkeys(str(parent) for path in shown for parent in reversed(path.parents) if parent != Path("/"))
    arguments = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    arguments += ["--new-session", "--size", str(SCRATCH), "--tmpfs", "/tmp", "--dev", "/dev"]  # noqa: S108
    for path in SYSTEM + MACHINE:
        arguments += ["--ro-bind-try", path, path]
    for parent in parents:
        arguments += ["--perms", "0755", "--dir", parent]
    for path in map(str, shown):
        arguments += ["--ro-bind", path, path]
    return [command, *arguments, "--remount-ro", "/", "--chdir", "/", "--"]


def _python(package: Path) -> Iterator[Path]:
    """Give what Python needs of the disk: itself, its libraries, and of this program only the guest's side."""
    yield from map(Path, (sys.prefix, sys.base_prefix, sys.exec_prefix))
    yield Path(sys.executable).resolve().parent.parent
    yield from (Path(entry) for entry in sys.path if Path(entry).name in ("site-packages", "dist-packages"))
    yield from (package / name for name in ("__init__.py", "errors.py", "sandbox"))


def _outermost(paths: Iterator[Path]) -> Sequence[Path]:
    """Leave out what the system's folders hold already, or another of the paths."""
    found = [path for path in paths if path.exists() and not any(path.is_relative_to(one) for one in SYSTEM)]
    return [path for path in found if not any(path != other and path.is_relative_to(other) for other in found)]
