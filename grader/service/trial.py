"""Training with a formula from the Lab: a process of its own does it, as no page may wait for torch or hold it.

The process is the command `grader trial`; it ends with the training, or when nobody waits for it any more.
What was trained is kept for a while.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from math import nan
from statistics import fmean
from threading import BoundedSemaphore, Event, Lock, Thread, Timer
from typing import Any

from grader.pictures import Picture, Series, read_picture
from grader.trials.glimpse import Glimpse, read_glimpse

COMMAND = (sys.executable, "-P", "-m", "grader", "trial", "--format", "jsonl", "--")
LIMIT = 60.0  # s; most take three, of which two go by until torch is there
HANDS = 2  # trials at once; others wait
KEPT = 128

SLOW = "This takes longer than a minute to train, so it was given up. Is there a simpler way to write it?"
BROKEN = "Training broke down here. It is not your fault; please tell whoever runs this service."
STOPPED = "You stopped it."
ANSWERS = {"passed": "yes", "failed": "no", "undecided": "too close to call"}


@dataclass(frozen=True, kw_only=True)
class Level:
    """What became of one depth.

    accuracy: means over the networks that came to an end, by name; nan where there is none.
    lost: how many of seeds ended with numbers that are not finite.
    learns, helps: whether it is better than half way to perfect, and than no activation, in words.
    """

    depth: int
    accuracy: Mapping[str, float]
    lost: int
    seeds: int
    learns: str
    helps: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was seen, or the error, in a sentence.  reasons: what stands in the way of learning."""

    levels: tuple[Level, ...] = ()
    reasons: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    error: str = ""


class Run:
    """A training on its way: what came of it once that is known, and until then how far it is.

    followers: who waits for it.
    """

    def __init__(self, text: str) -> None:
        """Begin none yet."""
        self.text = text
        self.found = Future[Outcome]()
        self.followers = set[str]()
        self.glimpses: tuple[Glimpse, ...] = ()
        self.stopped = Event()
        self._process: subprocess.Popen[str] | None = None

    @property
    def is_over(self) -> bool:
        """Whether it came to nothing, or will."""
        return self.stopped.is_set() or (self.found.done() and bool(self.found.result().error))

    def fill(self) -> None:
        """Train, once it is its turn."""
        with _places:
            self.found.set_result(self._outcome())

    def stop(self) -> None:
        """End it."""
        self.stopped.set()
        if self._process is not None:
            self._process.kill()

    def _outcome(self) -> Outcome:
        if self.stopped.is_set():
            return Outcome(error=STOPPED)
        try:
            return self._trained()
        except (OSError, ValueError, LookupError):  # ValueError: a null character in the text, or no JSON
            return Outcome(error=STOPPED if self.stopped.is_set() else BROKEN)

    def _trained(self) -> Outcome:
        command = [*COMMAND, self.text]
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        with subprocess.Popen(command, stdin=nothing, stdout=pipe, stderr=nothing, text=True) as process:  # noqa: S603  our own program
            self._process = process
            if self.stopped.is_set():
                process.kill()
            late = Timer(LIMIT, process.kill)
            late.start()
            last = self._followed(process)
            if last is None and not late.is_alive():
                return Outcome(error=SLOW)
            late.cancel()
        return read(last or {})

    def _followed(self, process: "subprocess.Popen[str]") -> Mapping[str, Any] | None:
        """Keep what it tells on its way; return what it says at its end, if it comes to one."""
        for line in process.stdout or ():
            content: Mapping[str, Any] = json.loads(line)
            if "share" not in content:
                return content
            self.glimpses = (*self.glimpses, read_glimpse(content))
        return None


_LOCK = Lock()
_places = BoundedSemaphore(HANDS)
_asked = dict[str, Run]()


def begin(text: str, follower: str) -> Run:
    """Let networks with a formula as their activation be trained, unless they are, or have been."""
    with _LOCK:
        if text not in _asked or _asked[text].is_over:
            _asked.pop(text, None)
            if len(_asked) >= KEPT:
                del _asked[next(iter(_asked))]
            _asked[text] = Run(text)
            Thread(target=_asked[text].fill, daemon=True).start()  # no end of the service waits for it
        _asked[text].followers.add(follower)
        return _asked[text]


def stop(text: str, follower: str) -> None:
    """Wait no longer; what nobody waits for is ended."""
    with _LOCK:
        run = _asked.get(text)
        if run is None or run.found.done():
            return
        run.followers.discard(follower)
        if not run.followers:
            run.stop()


def known(text: str) -> Outcome | None:
    """Return what came of it, once that is known."""
    run = _asked.get(text)
    return run.found.result() if run is not None and run.found.done() else None


def live(glimpses: Sequence[Glimpse]) -> Picture:
    """Return the learning curve of the networks that are in training, at each depth the last ones'."""
    latest = {one.depth: one.seeds for one in glimpses}
    losses = {
        depth: {one.share: one.loss for one in glimpses if (one.depth, one.seeds) == (depth, seeds)}
        for depth, seeds in latest.items()
    }
    shares = tuple(sorted({one.share for one in glimpses}))
    series = (Series(name=f"depth {depth}", y=tuple(by.get(x, nan) for x in shares)) for depth, by in losses.items())
    return Picture(
        title="Learning now", across="share of the steps", up="loss in training", x=shares, series=tuple(series)
    )


def read(content: Mapping[str, Any]) -> Outcome:
    """Return the outcome of what the command printed."""
    return Outcome(
        levels=tuple(_level(int(depth), one) for depth, one in content["depths"].items()),
        reasons=tuple(content["reasons"]),
        pictures=tuple(map(read_picture, content["pictures"])),
    )


def _level(depth: int, content: Mapping[str, Any]) -> Level:
    runs = {
        "yours": content["accuracy"],
        "none": content["baselines"]["identity"],
        "ReLU": content["baselines"]["relu"],
    }
    return Level(
        depth=depth,
        accuracy={name: _mean(accuracies) for name, accuracies in runs.items()},
        lost=content["diverged"],
        seeds=len(content["accuracy"]),
        learns=_answer("trains", content),
        helps=_answer("beats_linear", content),
    )


def _mean(accuracies: Sequence[float]) -> float:
    """Return the mean of the networks that came to an end: accuracy 0 is what is written for the others."""
    kept = [one for one in accuracies if one > 0]
    return fmean(kept) if kept else nan


def _answer(question: str, content: Mapping[str, Any]) -> str:
    longer = content["longer"].get(question)
    return ANSWERS[content["verdicts"][question]] + (f", after {longer} steps" if longer else "")
