"""How long an analysis may take, and how it says that it can't go on."""

from dataclasses import dataclass, field
from time import thread_time


class Undecided(Exception):  # noqa: N818  no error: a way out, caught where a property is asked for
    """A question the method can't answer; why."""


class OutOfTime(Undecided):
    """The time is up."""


@dataclass(kw_only=True)
class Deadline:
    """Seconds of work from now on, whatever else the machine does; asked in every loop that may be long."""

    seconds: float
    started: float = field(default_factory=thread_time)

    def check(self) -> None:
        """Raise OutOfTime once the time is up."""
        if thread_time() - self.started > self.seconds:
            raise OutOfTime(f"not settled within {self.seconds:g} s")
