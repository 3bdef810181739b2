"""The exercises folder as objects.  Names become kinds here and nowhere else; faults say file:line:column."""

from collections.abc import Iterator
from pathlib import Path

from grader.catalog.course import COURSE, Course, load_course, read_outline
from grader.catalog.exercise_file import load_exercise
from grader.errors import CallError, ExerciseError, nearest
from grader.exercise import Exercise

__all__ = ["Course", "courses", "files", "find", "load", "load_exercise", "shipped"]


def load(path: Path | str) -> Course:
    """Return the course in a folder that holds a course.yaml.

    CallError: there is none.  ExerciseError: its files have faults.
    """
    folder = Path(path)
    if not (folder / COURSE).is_file():
        raise CallError(f"{folder} is not a course: there is no {COURSE} in it")
    return load_course(folder)


def shipped() -> Path:
    """Return the folder of the courses that come with the program."""
    package = Path(__file__).parent.parent
    installed = package / "exercises"
    return installed if installed.is_dir() else package.parent / "exercises"


def courses(folder: Path) -> Iterator[Path]:
    """Yield the courses in a folder: itself, if it is one, or those right below."""
    if (folder / COURSE).is_file():
        yield folder
        return
    yield from sorted(file.parent for file in folder.glob(f"*/{COURSE}"))


def files(folder: Path) -> Iterator[Path]:
    """Yield the exercise files of a course, unit by unit; none if its course.yaml has faults."""
    try:
        yield from read_outline(folder).files()
    except ExerciseError:
        return


def find(name: str, folder: Path) -> Exercise:
    """Return an exercise by its path, its id, or course/id, looked up in a folder of courses.

    CallError: there is none of this name, or several.  ExerciseError: its file has faults.
    """
    path = Path(name)
    if path.suffix in {".yaml", ".yml"}:
        if not path.is_file():
            raise CallError(f"there is no file {name}")
        return _load_within(path)
    wanted, _, exercise = name.rpartition("/")
    files = [
        file
        for course in courses(folder)
        for file in read_outline(course).files()
        if wanted in {"", course.resolve().name}
    ]
    found = [file for file in files if file.stem == exercise]
    if len(found) == 1:
        return _load_within(found[0])
    if found:
        listed = ", ".join(f"{file.resolve().parent.parent.name}/{exercise}" for file in found)
        raise CallError(f"there are several exercises “{exercise}”: {listed}")
    raise CallError(f"there is no exercise “{name}” in {folder}{nearest(exercise, [file.stem for file in files])}")


def _load_within(path: Path) -> Exercise:
    """Load a file, with the policy of its course if it stands in one."""
    folder = path.resolve().parent.parent
    if not (folder / COURSE).is_file():
        return load_exercise(path)
    outline = read_outline(folder)
    return load_exercise(path, course=outline.id, policy=outline.policy)
