"""Submissions written, and taken up, by four processes at once on one SQLite file.

Run: python tests/benchmarks/store.py
First all four write, each submission with its job in a transaction of its own; then all four take them up and finish
them with a report.  No process may meet a lock, and no submission may be taken up twice.
Baseline, in the same run: the same four processes, each row by a bare sqlite3 in a transaction of its own, with the
same settings (WAL, synchronous=FULL, BEGIN IMMEDIATE).
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, time

from served import heading, row

from grader.grading import not_graded
from grader.person import Role
from grader.store import Store, jobs, open_store, people, submissions
from grader.store.submissions import Handed
from grader.submission import Submission

PROCESSES = 4
EACH = 250  # submissions that each process writes
LONGEST = 100.0  # s for a process to end

Done = tuple[float, list[float], list[int]]  # s in all, s of each step, numbers of submissions
Rate = tuple[float, float]  # ms of one, how many in a second


def bare_insert(path: Path, who: int) -> Iterator[int]:
    """Write rows with nothing in between."""
    with closing(sqlite3.connect(path, timeout=15, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        for i in range(EACH):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO bare (token, answers, at) VALUES (?, ?, ?)", (f"{who} {i}", "{}", time()))
            connection.execute("COMMIT")
            yield i


def write(path: Path, who: int) -> Iterator[int]:
    """Hand in."""
    store = _store(path)
    with store.writing() as connection:
        learner = people.admit(connection, f"Learner {who}", Role.LEARNER, time()).id
    for i in range(EACH):
        submission = Submission(exercise="sigmoid-derivative", learner=learner, answers={"answer": f"sigmoid(x)*{i}"})
        handed = Handed(token=f"{who} {i}", course="activations", submission=submission, at=time())
        with store.writing() as connection:
            number, _ = submissions.put(connection, handed)
            jobs.put(connection, number)
        yield number
    store.close()


def take_up(path: Path, who: int) -> Iterator[int]:
    """Take up what waits, and finish it, until nothing waits."""
    del who
    store = _store(path)
    while True:
        with store.writing() as connection:
            claim = jobs.claim(connection, time())
        if claim is None:
            break
        report = not_graded(claim.submitted.submission, "This is a benchmark.")
        with store.writing() as connection:
            assert jobs.finish(connection, claim, report, time())
        yield claim.submitted.number
    store.close()


def _store(path: Path) -> Store:
    return open_store(f"sqlite:///{path}")


def work(step: Callable[[Path, int], Iterator[int]], path: Path, who: int, gate: Barrier) -> Done:
    """Do one process's share, once all are there; whatever goes wrong, a lock too, ends the benchmark."""
    steps = step(path, who)
    first = next(steps, None)  # imports and the opening are not what is measured
    numbers, seconds = [] if first is None else [first], list[float]()
    gate.wait(LONGEST)
    began = last = perf_counter()
    for number in steps:
        numbers.append(number)
        now = perf_counter()
        seconds.append(now - last)
        last = now
    return last - began, seconds, numbers


def together(name: str, step: Callable[[Path, int], Iterator[int]], path: Path, base: Rate | None) -> Rate:
    """Let all processes do a step; return the p50 of one, and how many there were in a second."""
    context = get_context("spawn")
    with context.Manager() as manager, context.Pool(PROCESSES) as pool:
        gate = manager.Barrier(PROCESSES)
        shares = [pool.apply_async(work, (step, path, who, gate)) for who in range(PROCESSES)]
        done = [share.get(LONGEST) for share in shares]
    numbers = sorted(number for _, _, found in done for number in found)
    if step is not bare_insert:
        assert numbers == list(range(1, PROCESSES * EACH + 1)), "one is missing, or came twice"
    steps = [seconds for _, found, _ in done for seconds in found]
    p50 = row(name, steps, base and base[0])
    rate = len(steps) / max(seconds for seconds, _, _ in done)
    ratio = "baseline" if base is None else f"{rate / base[1]:.2f} × the baseline"
    print(f"{'':4}{rate:.0f} a second, {ratio}", flush=True)
    return p50, rate


def main() -> None:
    heading()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "grader.db"
        _store(path).close()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(
                "CREATE TABLE bare (number INTEGER PRIMARY KEY, token TEXT UNIQUE, answers TEXT, at REAL)"
            )
        base = together("bare sqlite3: insert", bare_insert, path, None)
        together("submission and job written", write, path, base)
        together("taken up and finished with a report", take_up, path, base)
    print(f"no lock error; {PROCESSES * EACH} submissions, each taken up once")


if __name__ == "__main__":
    main()
