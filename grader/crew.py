"""Workers as processes: started together, replaced when they die, told to stop.

Each holds one end of a pipe as its input; when the other end is closed, by us or because we died, it finishes what it
is doing and goes.  So nobody grades for a service that is no more.  They are started by name, not as copies of this
process: while Streamlit runs a page it passes the page off as the main program.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from subprocess import PIPE, Popen, TimeoutExpired
from threading import Event, Thread
from typing import IO, cast

from grader.settings import Settings

COMMAND = (sys.executable, "-P", "-m", "grader.worker")  # -P: this program, not one that lies in our folder
SIZE = 2  # workers: grading is quick, and one that takes long must not keep everybody waiting
BREATH = 0.5  # s before a worker that has died is replaced, so that one that can't start doesn't spin
GOODBYE = 5.0  # s to finish what is being graded

Hand = Popen[bytes]


@dataclass(kw_only=True)
class Crew:
    """The workers of one service."""

    here: Settings
    hands: list[Hand] = field(default_factory=list)
    leaving: Event = field(default_factory=Event)

    def watch(self) -> None:
        """Replace workers that die, until we leave."""
        while not self.leaving.wait(BREATH):
            for i, hand in enumerate(self.hands):
                if hand.poll() is not None:
                    with suppress(OSError):  # one that can't be had now is sought again
                        self.hands[i] = _hire(self.here)
                        _let_go(hand)


@contextmanager
def crew(here: Settings, size: int = SIZE) -> Iterator[Crew]:
    """Keep workers at work while the block runs."""
    found = Crew(here=here, hands=[_hire(here) for _ in range(size)])
    watch = Thread(target=found.watch, daemon=True)
    watch.start()
    try:
        yield found
    finally:
        found.leaving.set()
        watch.join()
        for hand in found.hands:
            _let_go(hand)
        for hand in found.hands:
            _see_off(hand)


def _hire(here: Settings) -> Hand:
    """Start a worker; what it must know, codes and keys included, goes where no list of processes shows it."""
    # In a group of its own: an interrupt at the keyboard is meant for whoever holds the pipe.
    hand = Popen(COMMAND, stdin=PIPE, start_new_session=True)  # noqa: S603  our own program
    with suppress(BrokenPipeError):  # it died at once; so it will be replaced
        _leash(hand).write(here.to_json().encode() + b"\n")
        _leash(hand).flush()
    return hand


def _let_go(hand: Hand) -> None:
    with suppress(BrokenPipeError):  # it has gone without hearing what to do
        _leash(hand).close()


def _leash(hand: Hand) -> IO[bytes]:
    return cast("IO[bytes]", hand.stdin)  # a pipe, as we asked for one


def _see_off(hand: Hand) -> None:
    try:
        hand.wait(GOODBYE)
    except TimeoutExpired:
        hand.kill()  # it is stuck; its job is taken up again
        hand.wait()
