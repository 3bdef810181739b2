"""Training with a formula from the Lab: a process of its own does it, as no page may wait for torch or hold it.

The process is the command `grader trial`; it ends with the training.  What was trained is kept for a while.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from statistics import fmean
from threading import BoundedSemaphore, Lock, Thread
from typing import Any

from grader.pictures import Picture, read_picture

COMMAND = (sys.executable, "-P", "-m", "grader", "trial", "--format", "json", "--")
LIMIT = 60.0  # s; most take three, of which two go by until torch is there
HANDS = 2  # trials at once; others wait
KEPT = 128

SLOW = "This takes longer than a minute to train, so it was given up. Is there a simpler way to write it?"
BROKEN = "Training broke down here. It is not your fault; please tell whoever runs this service."
ANSWERS = {"passed": "yes", "failed": "no", "undecided": "too close to call"}

_LOCK = Lock()
_places = BoundedSemaphore(HANDS)
_asked = dict[str, Future["Outcome"]]()


@dataclass(frozen=True, kw_only=True)
class Level:
    """What became of one depth.

    accuracy: means, by name.  lost: how many of seeds ended with numbers that are not finite.
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


def begin(text: str) -> Future[Outcome]:
    """Let networks with a formula as their activation be trained, unless they are, or have been."""
    with _LOCK:
        if text not in _asked or _has_failed(_asked[text]):
            _asked.pop(text, None)
            if len(_asked) >= KEPT:
                del _asked[next(iter(_asked))]
            _asked[text] = found = Future[Outcome]()
            Thread(target=_fill, args=(found, text), daemon=True).start()  # no end of the service waits for it
        return _asked[text]


def known(text: str) -> Outcome | None:
    """Return what came of it, once that is known."""
    found = _asked.get(text)
    return found.result() if found is not None and found.done() else None


def _has_failed(asked: Future[Outcome]) -> bool:
    return asked.done() and bool(asked.result().error)


def _fill(found: Future[Outcome], text: str) -> None:
    with _places:
        found.set_result(_train(text))


def _train(text: str) -> Outcome:
    try:
        ran = subprocess.run(  # noqa: S603  our own program
            [*COMMAND, text], stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT, check=True
        )
        return read(json.loads(ran.stdout))
    except subprocess.TimeoutExpired:
        return Outcome(error=SLOW)
    except (OSError, ValueError, subprocess.CalledProcessError):  # ValueError: a null character in the text, or no JSON
        return Outcome(error=BROKEN)


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
        accuracy={name: fmean(accuracies) for name, accuracies in runs.items()},
        lost=content["diverged"],
        seeds=len(content["accuracy"]),
        learns=ANSWERS[content["verdicts"]["trains"]],
        helps=ANSWERS[content["verdicts"]["beats_linear"]],
    )
