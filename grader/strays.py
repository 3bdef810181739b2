"""Files in a course that nobody reads: a typing error in a name must not lose an exercise."""

from collections.abc import Iterator
from pathlib import Path

from grader.catalog.course import COURSE, QUIZZES, read_outline
from grader.errors import Fault


def strays(folder: Path) -> Iterator[Fault]:
    """Yield a fault for every file of a course that is neither exercise, quiz nor course.yaml."""
    outline = read_outline(folder)
    known = {folder / COURSE, *outline.files(), *(folder / QUIZZES / f"{name}.yaml" for name in outline.quizzes)}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_dir() or path in known or any(part.startswith(".") for part in inside.parts):
            continue
        yield Fault(path=str(path), message=f"is not part of the course: {_reason(inside)}")


def _reason(inside: Path) -> str:
    if len(inside.parts) > 2:
        return "exercises stand right in their unit's folder"
    if inside.parts[0] == QUIZZES:
        return f"quizzes are listed in {COURSE}"
    if inside.suffix != ".yaml":
        return "exercises end in .yaml"
    if len(inside.parts) == 1:
        return "exercises stand in a unit's folder"
    return f"the folder “{inside.parts[0]}” is not among the units in {COURSE}"
