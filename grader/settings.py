"""The environment, read once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader import catalog
from grader.errors import CallError

HOME = ".grader"
KEYS = "keys"
LOCAL = "exercises"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the surroundings say.

    exercises: the folder of courses: one given, else ./exercises, else the courses that come with the program.
    keys: where the signing key is kept.  signing_key: one given instead, never shown.
    """

    exercises: Path
    keys: Path
    signing_key: str = field(default="", repr=False)


def settings(environment: Mapping[str, str] = os.environ, *, exercises: Path | None = None) -> Settings:
    """Return the settings of this process.

    GRADER_SIGNING_KEY: a key to sign with, instead of the one in .grader/keys.
    CallError: the folder of courses that is given isn't there.
    """
    if exercises and not exercises.is_dir():
        raise CallError(f"there is no folder {exercises}")
    local = Path(LOCAL)
    return Settings(
        exercises=exercises or (local if any(catalog.courses(local)) else catalog.shipped()),
        keys=Path(HOME) / KEYS,
        signing_key=environment.get("GRADER_SIGNING_KEY", ""),
    )
