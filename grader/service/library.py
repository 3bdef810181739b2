"""The courses as they are on disk now: read again when a file has changed, usable as far as they have no faults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import monotonic

from grader import catalog
from grader.catalog import Course
from grader.catalog.course import read_course
from grader.errors import CallError, ExerciseError, Fault, nearest
from grader.exercise import Exercise, Part

FRESH = 1.0  # s for which what was read is not looked at again

Stamp = tuple[tuple[str, int, int], ...]  # of every file: its path, when it was changed, how long it is


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The courses by their ids, and the faults of files that can't be used."""

    courses: Mapping[str, Course]
    faults: tuple[Fault, ...]

    def course(self, name: str) -> Course:
        """Return a course by its id, or raise CallError."""
        if name in self.courses:
            return self.courses[name]
        raise CallError(f"there is no course “{name}”{nearest(name, self.courses)}")

    def parts(self) -> Iterator[Part]:
        """Yield every part of every exercise."""
        exercises = (exercise for course in self.courses.values() for exercise in course)
        return (part for exercise in exercises for variant in exercise.variants for part in variant.parts)


@dataclass(kw_only=True)
class Library:
    """A folder of courses; several threads may ask at once."""

    folder: Path
    _lock: Lock = field(default_factory=Lock, init=False)
    _shelf: Shelf | None = field(default=None, init=False)
    _stamp: Stamp = field(default=(), init=False)
    _looked: float = field(default=0.0, init=False)

    def shelf(self, *, fresh: bool = False) -> Shelf:
        """Return the courses; what a file's fault has made unusable keeps nothing else from being used.

        fresh: look at the files now, and wait if somebody else is reading them.
        """
        known = self._shelf
        if not self._lock.acquire(blocking=fresh or known is None) and known:
            return known  # whoever holds the lock reads what has changed; nobody waits for it
        try:
            return self._looked_at(fresh=fresh)
        finally:
            self._lock.release()

    def course(self, name: str) -> Course:
        """Return a course by its id, or raise CallError."""
        return self.shelf().course(name)

    def exercise(self, course: str, name: str) -> Exercise:
        """Return an exercise by its course's id and its own, or raise CallError."""
        return self.course(course)[name]

    def _looked_at(self, *, fresh: bool) -> Shelf:
        if self._shelf and not fresh and monotonic() - self._looked < FRESH:
            return self._shelf
        stamp = tuple(sorted(_stamps(self.folder)))
        if self._shelf is None or stamp != self._stamp:
            self._shelf, self._stamp = _read(self.folder), stamp
        self._looked = monotonic()
        return self._shelf


def _stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    for path in folder.rglob("*.yaml"):
        try:
            seen = path.stat()
        except OSError:
            continue  # just deleted, or a link to nowhere
        yield str(path), seen.st_mtime_ns, seen.st_size


def _read(folder: Path) -> Shelf:
    found, faults = dict[str, Course](), list[Fault]()
    for path in catalog.courses(folder):
        try:
            course, more = read_course(path)
        except ExerciseError as error:
            faults += error.faults
            continue
        except OSError as error:  # a folder has vanished while it was read; the next look says more
            faults.append(Fault(path=str(path), message=f"can't be read: {(error.strerror or str(error)).lower()}"))
            continue
        found[course.id] = course
        faults += more
    return Shelf(courses=found, faults=tuple(faults))
