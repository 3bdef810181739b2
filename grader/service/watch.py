"""Work that may hang is watched, and ends with its process: nothing gentler ends a check that never comes back.

The watch is not Python's: it bites even while a library that computes lets no Python run, and says where that was.
"""

import faulthandler
import sys
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST = 60.0  # s a grading may take
PROOF = 150.0  # s the proof of an exercise may, which grades all of its answers


@contextmanager
def watched(longest: float) -> Iterator[None]:
    """End this process if the block takes so many seconds."""
    faulthandler.dump_traceback_later(longest, exit=True, file=sys.__stderr__ or sys.stderr)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
