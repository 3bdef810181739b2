"""Writing to whoever called, so that neither a narrow terminal nor a reader who leaves early ends in a traceback."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from time import monotonic
from typing import TextIO

from grader.attempt import Progress
from grader.errors import CallError
from grader.export.visible import visible

FULL, LESS, FAULT, JUDGE = range(4)  # exit codes: full marks, less, a fault of the call or the file, ours

MOMENT = 0.3  # s after which a person wonders how far it is
WIPE = "\r\x1b[K"  # back to the beginning of the line, and clear it


def prepare() -> None:
    """Let both streams write the code of a character that their encoding lacks, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def write(text: str, *, utf8: bool = False) -> None:
    """Write to standard output.

    utf8: whatever the terminal's encoding; programs that read JSON and XML expect it.
    CallError: it can't be written.  A reader who has left has read enough, though.
    """
    if utf8 and isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        _put(sys.stdout, text)
    except BrokenPipeError:
        hush()
    except OSError as error:
        hush()
        raise CallError(f"standard output can't be written: {error.strerror}") from None


def complain(text: str) -> None:
    """Write lines to standard error, with nothing in them that a terminal would obey."""
    try:
        _put(sys.stderr, visible(text) + "\n")
    except OSError:
        return  # nobody listens


@contextmanager
def following() -> Iterator[Callable[[Progress], None]]:
    """Give what shows on a terminal how far a grading has come, on one line that is wiped at the end."""
    started, shown = monotonic(), False

    def tell(progress: Progress) -> None:
        nonlocal shown
        if sys.stderr is None or not sys.stderr.isatty() or monotonic() - started < MOMENT:
            return
        shown = True
        _put(sys.stderr, f"{WIPE}step {progress.step} of {progress.of}, {visible(progress.best)}")

    try:
        yield tell
    finally:
        if shown:
            _put(sys.stderr, WIPE)


def hush() -> None:
    """Send what is still to be written to standard output nowhere, or Python would complain about it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _put(stream: TextIO | None, text: str) -> None:
    if stream is None:  # closed by the caller
        return
    stream.write(text)
    stream.flush()
