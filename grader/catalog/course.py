"""A folder of exercises as a course: its units, exercises and quizzes by their ids."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.catalog.exercise_file import attempts, load_exercise
from grader.catalog.faults import Faults, read_mapping
from grader.catalog.quiz_file import load_quiz
from grader.errors import CallError, ExerciseError, Fault, nearest
from grader.exercise import Exercise, Policy
from grader.nodes import Mapping as Keys
from grader.nodes import Sequence, Tree
from grader.quiz import Quiz

COURSE = "course.yaml"
QUIZZES = "quizzes"
KNOWN = ("title", "units", "attempts", "quizzes", "skills")


@dataclass(frozen=True, kw_only=True)
class Course:
    """Exercises that belong together; `course["repair-sqrt"]` is one of them.

    units: folders in their order.  skills: codes with names.
    """

    id: str
    title: str
    path: Path
    units: tuple[str, ...]
    skills: Mapping[str, str] = field(default_factory=dict)
    exercises: Mapping[str, Exercise]
    quizzes: Mapping[str, Quiz]

    def __getitem__(self, name: str) -> Exercise:
        """Return an exercise by its id, or raise CallError."""
        if name in self.exercises:
            return self.exercises[name]
        raise CallError(f"there is no exercise “{name}” in {self.id}{nearest(name, self.exercises)}")

    def __iter__(self) -> Iterator[Exercise]:
        """Iterate over the exercises in the order of the course."""
        return iter(self.exercises.values())

    def __len__(self) -> int:
        """Return the number of exercises."""
        return len(self.exercises)


@dataclass(frozen=True, kw_only=True)
class Outline:
    """What course.yaml says."""

    id: str
    path: Path
    title: str
    units: tuple[str, ...]
    policy: Policy
    quizzes: tuple[str, ...]
    skills: Mapping[str, str]

    def files(self) -> Iterator[Path]:
        """Yield the exercise files, unit by unit."""
        for unit in self.units:
            yield from sorted((self.path / unit).glob("*.yaml"))


def read_outline(folder: Path) -> Outline:
    """Return what a course.yaml says, or raise ExerciseError."""
    faults = Faults(path=folder / COURSE)
    root = read_mapping(folder / COURSE, faults)
    for key, _ in root.entries:
        if key.text not in KNOWN:
            faults.add(key.where, f"unknown key “{key.text}”{nearest(key.text or '', KNOWN)}")
    for unit in _items(root, "units"):
        name = faults.text(unit, what="a unit")
        if name and not (folder / name).is_dir():
            faults.add(unit.where, f"there is no folder “{name}” beside this file")
    skills = root.get("skills")
    outline = Outline(
        id=folder.name,
        path=folder,
        title=faults.text(root.get("title"), what="title") or folder.name,
        units=faults.texts(root.get("units"), what="units"),
        policy=attempts(root.get("attempts"), faults) or Policy(),
        quizzes=faults.texts(root.get("quizzes"), what="quizzes"),
        skills={key.text or "": faults.text(value, what="a skill") for key, value in skills.entries}
        if isinstance(skills, Keys)
        else {},
    )
    faults.settle()
    return outline


def load_course(folder: Path) -> Course:
    """Return the course in a folder, or raise ExerciseError with the faults of all its files."""
    outline = read_outline(folder)
    found, faults = dict[str, Exercise](), list[Fault]()
    for path in outline.files():
        try:
            exercise = load_exercise(path, course=outline.id, policy=outline.policy)
        except ExerciseError as error:
            faults.extend(error.faults)
            continue
        if exercise.id in found:
            message = (
                f"an exercise of this name stands in {found[exercise.id].unit} already; ids are unique in a course"
            )
            faults.append(Fault(path=str(path), message=message))
        found[exercise.id] = exercise
    units = {path.stem: path.parent.name for path in outline.files()}
    quizzes = dict[str, Quiz]()
    for name in outline.quizzes:
        try:
            quizzes[name] = load_quiz(folder / QUIZZES / f"{name}.yaml", units)
        except ExerciseError as error:
            faults.extend(error.faults)
    faults.extend(_after(found, units))
    if faults:
        raise ExerciseError(*faults)
    return Course(
        id=outline.id,
        title=outline.title,
        path=folder,
        units=outline.units,
        skills=outline.skills,
        exercises=found,
        quizzes=quizzes,
    )


def _after(found: Mapping[str, Exercise], known: Mapping[str, str]) -> Iterator[Fault]:
    for exercise in found.values():
        for name in exercise.after:
            if name not in known:
                yield Fault(
                    path=str(exercise.path), message=f"after: there is no exercise “{name}”{nearest(name, known)}"
                )


def _items(root: Keys, key: str) -> tuple[Tree, ...]:
    found = root.get(key)
    return found.items if isinstance(found, Sequence) else ()
