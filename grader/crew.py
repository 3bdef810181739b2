"""Workers as processes: started together, replaced when they die, told to stop.

Each holds one end of a pipe; when the other end is closed, by us or because we died, it finishes what it is doing and
goes.  So nobody grades for a service that is no more.
"""

import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from threading import Thread
from time import sleep

from grader import worker
from grader.settings import Settings

SIZE = 2  # workers: grading is quick, and one that takes long must not keep everybody waiting
BREATH = 0.5  # s before a worker that has died is replaced, so that one that can't start doesn't spin
GOODBYE = 5.0  # s to finish what is being graded


@dataclass(frozen=True, kw_only=True)
class Hand:
    """A worker process, and our end of its leash."""

    process: SpawnProcess
    leash: Connection


@dataclass(kw_only=True)
class Crew:
    """The workers of one service."""

    here: Settings
    hands: list[Hand] = field(default_factory=list)
    leaving: bool = False

    def watch(self) -> None:
        """Replace workers that die, until we leave."""
        while not self.leaving:
            wait([hand.process.sentinel for hand in self.hands], BREATH)
            dead = [hand for hand in self.hands if not hand.process.is_alive()]
            if dead and not self.leaving:
                sleep(BREATH)
                self.hands = [hand for hand in self.hands if hand not in dead] + [_hire(self.here) for _ in dead]


@contextmanager
def crew(here: Settings, size: int = SIZE) -> Iterator[Crew]:
    """Keep workers at work while the block runs."""
    found = Crew(here=here, hands=[_hire(here) for _ in range(size)])
    watch = Thread(target=found.watch, daemon=True)
    watch.start()
    try:
        yield found
    finally:
        found.leaving = True
        watch.join()
        for hand in found.hands:
            hand.leash.close()
        for hand in found.hands:
            hand.process.join(GOODBYE)
            hand.process.kill()  # one that is stuck; its job is taken up again


def _hire(here: Settings) -> Hand:
    context = multiprocessing.get_context("spawn")
    theirs, ours = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(here, theirs), daemon=True)
    process.start()
    theirs.close()
    return Hand(process=process, leash=ours)


def _work(here: Settings, leash: Connection) -> None:
    """Run a worker; an interrupt at the keyboard is meant for whoever holds the leash."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    worker.run(here, leash)
