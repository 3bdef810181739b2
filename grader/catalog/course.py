"""A folder of exercises as a course: its units, exercises and quizzes by their ids."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.catalog.exercise_file import attempts, load_exercise
from grader.catalog.faults import Faults, read_mapping, written
from grader.catalog.quiz_file import load_quiz
from grader.errors import CallError, ExerciseError, Fault, nearest
from grader.exercise import Exercise, Policy
from grader.nodes import Mapping as Keys
from grader.nodes import Position, Scalar, Sequence, Tree, scalars
from grader.quiz import Quiz

COURSE = "course.yaml"
QUIZZES = "quizzes"
KNOWN = ("title", "units", "attempts", "quizzes", "skills")


@dataclass(frozen=True, kw_only=True)
class Course:
    """Exercises that belong together; `course["repair-sqrt"]` is one of them.

    units: folders in their order, with their titles.  skills: codes with names.
    """

    id: str
    title: str
    path: Path
    units: Mapping[str, str]
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
    units: Mapping[str, str]
    policy: Policy
    quizzes: tuple[str, ...]
    skills: Mapping[str, str]

    def files(self) -> Iterator[Path]:
        """Yield the exercise files, unit by unit."""
        for unit in self.units:
            yield from sorted(path for path in (self.path / unit).glob("*.yaml") if not path.name.startswith("."))


def read_outline(folder: Path) -> Outline:
    """Return what a course.yaml says, or raise ExerciseError."""
    faults = Faults(path=folder / COURSE)
    root = read_mapping(folder / COURSE, faults)
    faults.keys(root, KNOWN, needed=("units",))
    units, quizzes = _names(root, "units", faults), _names(root, "quizzes", faults)
    titles = _titles(root, faults)
    for unit, where in units.items():
        if not (folder / unit).is_dir():
            faults.add(where, f"there is no folder “{unit}” beside this file")
    for quiz, where in quizzes.items():
        if not (folder / QUIZZES / f"{quiz}.yaml").is_file():
            faults.add(where, f"there is no file {QUIZZES}/{quiz}.yaml")
    outline = Outline(
        id=folder.resolve().name,
        path=folder,
        title=faults.text(written(root, "title"), what="title") or folder.resolve().name,
        units={unit: titles.get(unit) or _from_folder(unit) for unit in units},
        policy=attempts(written(root, "attempts"), faults) or Policy(),
        quizzes=tuple(quizzes),
        skills=_skills(written(root, "skills"), faults),
    )
    faults.settle()
    return outline


def _names(root: Keys, key: str, faults: Faults) -> dict[str, Position]:
    """Return a list of names of folders or files, each once, with their positions."""
    found = written(root, key)
    items = found.items if isinstance(found, Sequence) else () if found is None else (found,)
    names = dict[str, Position]()
    for item in items:
        named = _entry(item)[0] if key == "units" else item
        text = faults.text(named, what=f"each of {key}")
        if text in names:
            faults.add(item.where, f"“{text}” stands there twice")
        elif Path(text).name != text or text.startswith("."):
            faults.add(item.where, f"“{text}” is not a name here; write letters, digits and hyphens")
        elif text:
            names[text] = item.where
    return names


def _entry(tree: Tree) -> tuple[Tree, Tree | None]:
    """Return a unit's folder, and its title if one is written behind it."""
    if isinstance(tree, Keys) and len(tree.entries) == 1:
        return tree.entries[0]
    return tree, None


def _titles(root: Keys, faults: Faults) -> dict[str, str]:
    found = written(root, "units")
    entries = map(_entry, found.items) if isinstance(found, Sequence) else ()
    return {
        unit.text or "": faults.text(title, what="a unit's title")
        for unit, title in entries
        if title and isinstance(unit, Scalar)
    }


def _from_folder(unit: str) -> str:
    """Return the title of a unit that has none: 3-bad-candidates is 3. Bad candidates."""
    number, _, words = unit.partition("-")
    plain = (words if number.isdigit() and words else unit).replace("-", " ")
    return f"{number}. {plain.capitalize()}" if number.isdigit() and words else plain


def _skills(tree: Tree | None, faults: Faults) -> dict[str, str]:
    if isinstance(tree, Keys):
        return {key.text or "": faults.text(value, what="a skill") for key, value in tree.entries}
    if tree is not None:
        faults.add(tree.where, "skills should be codes with names, as in {S1: derivatives}")
    return {}


def load_course(folder: Path) -> Course:
    """Return the course in a folder, or raise ExerciseError with the faults of all its files."""
    course, faults = read_course(folder)
    if faults:
        raise ExerciseError(*faults)
    return course


def read_course(folder: Path) -> tuple[Course, tuple[Fault, ...]]:
    """Return what of a course can be used, and the faults of the rest; ExerciseError if its course.yaml has some."""
    outline = read_outline(folder)
    found, faults = dict[str, Exercise](), list[Fault]()
    for path in outline.files():
        try:
            exercise = load_exercise(path, course=outline.id, policy=outline.policy)
        except ExerciseError as error:
            faults.extend(error.faults)
            continue
        except OSError as error:  # it has vanished while it was read
            faults.append(Fault(path=str(path), message=f"can't be read: {(error.strerror or str(error)).lower()}"))
            continue
        if exercise.id in found:
            message = (
                f"an exercise of this name stands in {found[exercise.id].unit} already; ids are unique in a course"
            )
            faults.append(Fault(path=str(path), message=message))
            continue
        found[exercise.id] = exercise
    units = {path.stem: path.parent.name for path in outline.files()}
    quizzes = dict[str, Quiz]()
    for name in outline.quizzes:
        try:
            quizzes[name] = load_quiz(folder / QUIZZES / f"{name}.yaml", units)
        except ExerciseError as error:
            faults.extend(error.faults)
    faults.extend(_after(found, units))
    course = Course(
        id=outline.id,
        title=outline.title,
        path=folder,
        units=outline.units,
        skills=outline.skills,
        exercises=_in_order(found),
        quizzes=quizzes,
    )
    return course, tuple(faults)


def _in_order(found: Mapping[str, Exercise]) -> dict[str, Exercise]:
    """Return the exercises unit by unit, by name, but none before those of its unit that should come first."""
    ordered = dict[str, Exercise]()
    begun = set[str]()

    def put(exercise: Exercise) -> None:
        if exercise.id in begun:  # or they wait for each other
            return
        begun.add(exercise.id)
        for name in exercise.after:
            if name in found and found[name].unit == exercise.unit:
                put(found[name])
        ordered[exercise.id] = exercise

    for exercise in found.values():
        put(exercise)
    return ordered


def _after(found: Mapping[str, Exercise], known: Mapping[str, str]) -> Iterator[Fault]:
    for exercise in found.values():
        for name in exercise.after:
            if name not in known:
                where = _position(exercise.path, name)
                message = f"after: there is no exercise “{name}”{nearest(name, known)}"
                yield Fault(path=str(exercise.path), line=where.line, column=where.column, message=message)


def _position(path: Path, name: str) -> Position:
    """Return where a file names the exercise that should come before."""
    root = read_mapping(path, Faults(path=path))
    named = (text for key, value in root.entries if key.text == "after" for text in scalars(value))
    return next((text.where for text in named if text.text == name), root.where)
