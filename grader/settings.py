"""The environment, read once, and the service made from it."""

import json
import os
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from grader import catalog
from grader.errors import CallError

if TYPE_CHECKING:
    from grader.service.service import Service

HOME = ".grader"
KEYS = "keys"
DATABASE = "grader.db"
LOCAL = "exercises"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the surroundings say.

    exercises: the folder of courses: one given, else ./exercises, else the courses that come with the program.
    database_url: where people, submissions and reports are kept.
    keys: where the signing key is kept.  signing_key: one given instead, never shown.
    join_code, teacher_code: what to know to come in as a learner or a teacher; empty in a demo, where anybody may.
    """

    exercises: Path
    database_url: str = f"sqlite:///{HOME}/{DATABASE}"
    keys: Path
    signing_key: str = field(default="", repr=False)
    join_code: str = field(default="", repr=False)
    teacher_code: str = field(default="", repr=False)

    def to_json(self) -> str:
        """Return all of it, on one line, for another process of ours."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_json(cls, text: str) -> "Settings":
        """Return the settings that `to_json` wrote."""
        content = json.loads(text)
        return cls(**{**content, "exercises": Path(content["exercises"]), "keys": Path(content["keys"])})


def settings(
    environment: Mapping[str, str] = os.environ, *, exercises: Path | None = None, database_url: str = ""
) -> Settings:
    """Return the settings of this process.

    GRADER_DATABASE_URL: the database, where none is given.
    GRADER_JOIN_CODE, GRADER_TEACHER_CODE: what learners and teachers must know to come in; both, or neither: a demo.
    GRADER_SIGNING_KEY: a key to sign with, instead of the one in .grader/keys.
    CallError: the folder of courses that is given isn't there, or only one code is given, or both are the same.
    """
    if exercises and not exercises.is_dir():
        raise CallError(f"there is no folder {exercises}")
    local = Path(LOCAL)
    found = Settings(
        exercises=exercises or (local if any(catalog.courses(local)) else catalog.shipped()),
        database_url=database_url or environment.get("GRADER_DATABASE_URL", "") or Settings.database_url,
        keys=Path(HOME) / KEYS,
        signing_key=environment.get("GRADER_SIGNING_KEY", ""),
        join_code=environment.get("GRADER_JOIN_CODE", "").strip(),
        teacher_code=environment.get("GRADER_TEACHER_CODE", "").strip(),
    )
    if bool(found.join_code) != bool(found.teacher_code):
        raise CallError("set both GRADER_JOIN_CODE and GRADER_TEACHER_CODE, or neither for a demo")
    if found.join_code and found.join_code.casefold() == found.teacher_code.casefold():
        raise CallError(
            "GRADER_JOIN_CODE and GRADER_TEACHER_CODE must differ: one lets learners in, the other teachers"
        )
    return found


def connect(here: Settings) -> "Service":
    """Return the service that these settings describe; its database and key are made at first use.

    CallError: the database or the key can't be used.
    """
    from grader.person import Role  # noqa: PLC0415  the database is slow to import, and grading from files needs none
    from grader.service.library import Library  # noqa: PLC0415
    from grader.service.people import OPEN  # noqa: PLC0415
    from grader.service.service import assemble  # noqa: PLC0415
    from grader.service.signing import open_key  # noqa: PLC0415
    from grader.store import open_store  # noqa: PLC0415

    codes = {Role.LEARNER: here.join_code, Role.TEACHER: here.teacher_code} if here.join_code else OPEN
    return assemble(
        store=open_store(here.database_url),
        library=Library(folder=here.exercises),
        key=open_key(here.keys, here.signing_key),
        codes=codes,
        clock=time.time,
    )
