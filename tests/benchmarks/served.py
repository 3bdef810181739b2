"""The service, and a bare page beside it, in processes of their own for as long as a benchmark runs."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import httpx
from pairs import percentile

from grader.api import COOKIE

ROOT = Path(__file__).parents[2]
BARE = Path(__file__).with_name("bare.py")
EXERCISE = "/exercise?course=activations&id=sigmoid-derivative"
WRONG, UNREADABLE, RIGHT = "sigmoid(x)*(1+sigmoid(x))", "sgmoid(x)", "exp(-x)/(1+exp(-x))^2"
START = 60.0  # s for a process to answer


@dataclass(frozen=True, kw_only=True)
class Served:
    """A web process that answers."""

    port: int
    process: "subprocess.Popen[bytes]"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cookie(self, name: str) -> str:
        """Sign a learner in; return what the cookie holds."""
        answer = httpx.post(f"{self.address}/sign-in", data={"name": name, "code": "demo"}, timeout=30.0)
        return answer.cookies[COOKIE]

    def family(self) -> list[int]:
        """Return the web process and the processes that it started."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [self.process.pid, *(int(pid) for path in tasks for pid in path.read_text().split())]


@contextmanager
def grader() -> Iterator[Served]:
    """Serve the exercises that come with the program, on a database of their own."""
    with TemporaryDirectory() as folder:
        command = ["-m", "grader", "up", "--database-url", f"sqlite:///{folder}/grader.db"]
        with _served([*command, "--exercises", str(ROOT / "exercises")], folder, "/api/health") as found:
            yield found


@contextmanager
def bare() -> Iterator[Served]:
    """Serve a page that holds a line to type in, and nothing else, on the same web server."""
    with TemporaryDirectory() as folder, _served([str(BARE)], folder, "/_stcore/health") as found:
        yield found


@contextmanager
def _served(command: Sequence[str], folder: str, health: str) -> Iterator[Served]:
    port = _free()
    surroundings = os.environ | {"PYTHONPATH": str(ROOT)}
    with (Path(folder) / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *command, "--port", str(port)],
            cwd=folder,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    found = Served(port=port, process=process)
    try:
        _await(found, health)
        yield found
    except BaseException:
        print((Path(folder) / "log").read_text()[-3000:])
        raise
    finally:
        process.terminate()
        process.wait(START)


def _await(served: Served, health: str) -> None:
    until = monotonic() + START
    while monotonic() < until:
        if served.process.poll() is not None:
            break
        try:
            if httpx.get(served.address + health, timeout=5.0).status_code == 200:
                return
        except httpx.TransportError:
            pass
        sleep(0.05)
    raise SystemExit("it does not answer")


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def heading() -> None:
    print(f"{'':44} {'n':>5} {'p50':>9} {'p95':>9} {'p99':>9}  ratio of p50", flush=True)


def row(name: str, seconds: list[float], base: float | None = None, target: str = "") -> float:
    """Print percentiles in milliseconds, and the ratio to a baseline; return the p50."""
    p50, p95, p99 = (percentile(seconds, share) for share in (0.5, 0.95, 0.99))
    ratio = "baseline" if base is None else f"{p50 / base:.2f}"
    times = " ".join(f"{value:6.1f} ms" for value in (p50, p95, p99))
    print(f"{name:44} {len(seconds):5} {times}  {ratio}{f'  (target: {target})' if target else ''}", flush=True)
    return p50
