"""What there is to be harmed by a program, and whether it was."""

import ctypes
import os
import secrets
import signal
import socket
from contextlib import ExitStack, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Self

SECRET = "GRADER_SANDBOX_SECRET"  # noqa: S105  a variable of the judge's environment
KEY = 0x6772  # of shared memory, semaphores and queues
SUBREAPER = 36  # linux/prctl.h
SIGNALS = (signal.SIGUSR1, signal.SIGUSR2, signal.SIGHUP, signal.SIGALRM, signal.SIGIO)
COMMONS = tuple(map(Path, ("/tmp", "/var/tmp", "/dev/shm", "/run", "/dev/mqueue", "/")))  # noqa: S108

PRELUDE = """
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
{names}
def works(*attempts):
    for attempt in attempts:
        try:
            result = attempt()
        except Exception:
            continue
        if result != -1:
            return True
    return False
"""


class Watch:
    """A folder anybody may write to, open ears on every kind of socket, and an eye on the judge and its zygotes."""

    def __init__(self, place: Path) -> None:
        place.chmod(0o777)
        self.place = place
        self.secret = place / "secret"
        self.secret.write_text("the judge's secret of " + secrets.token_hex(8), encoding="utf-8")
        self.secret.chmod(0o666)
        self.token = self.secret.read_text(encoding="utf-8").split()[-1]
        self.received = list[int]()
        self.stack = ExitStack()

    def __enter__(self) -> Self:
        libc = ctypes.CDLL(None)
        libc.prctl(SUBREAPER, 1, 0, 0, 0)  # whoever loses its parent becomes our child
        self.stack.callback(libc.prctl, SUBREAPER, 0, 0, 0, 0)
        for number in SIGNALS:
            self.stack.callback(signal.signal, number, signal.signal(number, self._receive))
        self.abstract = f"\0grader-{self.token}"
        self.ears = [
            self._ear(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            self._ear(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            self._ear(socket.AF_UNIX, socket.SOCK_STREAM, str(self.place / "socket")),
            self._ear(socket.AF_UNIX, socket.SOCK_DGRAM, self.abstract),
        ]
        (self.place / "socket").chmod(0o777)
        self.before = self._state()
        return self

    def __exit__(self, *error: object) -> None:
        self.stack.close()

    def _ear(self, family: int, kind: int, address: object) -> socket.socket:
        ear = self.stack.enter_context(socket.socket(family, kind))
        ear.bind(address)
        ear.setblocking(False)  # noqa: FBT003
        if kind == socket.SOCK_STREAM:
            ear.listen()
        return ear

    def _receive(self, number: int, _: object) -> None:
        self.received.append(number)

    def prelude(self, zygote: int) -> str:
        """Return what stands before a program: what it might harm, by name."""
        names = {
            "PLACE": str(self.place),
            "TCP": self.ears[0].getsockname()[1],
            "UDP": self.ears[1].getsockname()[1],
            "ABSTRACT": self.abstract,
            "NAME": f"grader-{self.token}",
            "KEY": KEY,
            "JUDGE": os.getpid(),
            "ZYGOTE": zygote,
        }
        return PRELUDE.format(names="\n".join(f"{name} = {value!r}" for name, value in names.items()))

    def harm(self, told: str) -> list[str]:
        """Return what has come of a program that was to do nothing but tell this."""
        after = self._state()
        found = [f"{name} was {old}, is {after[name]}" for name, old in self.before.items() if after[name] != old]
        found += [f"somebody was heard on {ear.getsockname()!r}" for ear in self.ears if _heard(ear)]
        found += [f"the judge was sent signal {number}" for number in self.received]
        found += [f"it knows the secret: {told[:500]}"] if self.token in told else []
        self.received.clear()
        return found

    def _state(self) -> dict[str, object]:
        return {
            "the folder": sorted((path.name, path.lstat().st_mode) for path in self.place.iterdir()),
            "the secret": (self.secret.read_bytes(), self.secret.stat().st_mtime_ns, self.secret.stat().st_uid),
            "what anybody may write": [str(one / self.name) for one in COMMONS if (one / self.name).exists()],
            "System V": [path.name for path in Path("/proc/sysvipc").iterdir() if f" {KEY} " in path.read_text()],
            "the judge": _manners(os.getpid()),
        }

    @property
    def name(self) -> str:
        """A name that nobody else would take."""
        return f"grader-{self.token}"


def _heard(ear: socket.socket) -> bool:
    try:
        if ear.type == socket.SOCK_DGRAM:
            ear.recv(100)
        else:
            ear.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def _manners(pid: int) -> tuple[object, ...]:
    """Return what others could change in a process."""
    return (
        Path(f"/proc/{pid}/limits").read_text(encoding="ascii"),
        os.getpriority(os.PRIO_PROCESS, pid),
        sorted(os.sched_getaffinity(pid)),
        os.sched_getscheduler(pid),
    )


def parents() -> dict[int, int]:
    """Return every process's parent."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            found[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
    return found


def family(pid: int) -> list[int]:
    """Return all that descend from a process."""
    known = parents()
    found, young = list[int](), [pid]
    while young:
        young = [child for child, parent in known.items() if parent in young]
        found += young
    return found


def household(*named: int) -> object:
    """Return who descends from this process, and how those that have children, or are named, fare."""
    found = family(os.getpid())
    stay = sorted(set(found) & {*parents().values(), *named})
    return len(found), sum(map(_is_dead, found)), {pid: _manners(pid) for pid in stay}


def settled(before: object) -> bool:
    """Say whether those that descend from this process are the same again, once the dead among them are buried."""
    end = monotonic() + 5
    while household() != before and monotonic() < end:
        sleep(0.05)
        bury()
    return household() == before


def bury() -> None:
    """Bury the dead who have become our children, as init would."""
    for pid in filter(_is_dead, family(os.getpid())):
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def _is_dead(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
