"""A folder of submissions: one file for each, named as its exercise, in folders named as their learners.

The files are the learners': what they name or link to outside the folder is not read, lest a report quotes it.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.catalog.faults import Faults, read_mapping, written
from grader.errors import AnswerError, CallError, ExerciseError, Fault
from grader.nodes import Mapping, Scalar, Sequence, Tree
from grader.submission import Place, Submission

YAML = frozenset({".yaml", ".yml"})
_BARE = re.compile(r"[\w.+*/^() -]+")  # what means the same with and without quotes
PLAIN = frozenset({".txt", ".py"})
KNOWN = ("exercise", "learner", "variant", "answers")
ANSWER = "answer"


@dataclass(frozen=True, kw_only=True)
class HandedIn:
    """A submission and where it stands."""

    submission: Submission
    place: Place


def read_folder(folder: Path) -> Iterator[HandedIn | Fault]:
    """Yield the submissions below a folder in the order of their paths, or what is wrong with a file.

    `bob/repair-sqrt.txt` is bob's answer to repair-sqrt; a .yaml file has `answers: {part: text}` and may
    name exercise, learner and variant itself.  A file that another one names as `@name` is no submission,
    nor is what is hidden.
    """
    locked = list[OSError]()
    paths = [path for path in sorted(_files(folder, locked)) if path.is_file() and path.suffix in YAML | PLAIN]
    taken = set[Path]()
    found = list[HandedIn | Fault](_unread(error) for error in locked)
    outside = [path for path in paths if not _is_inside(path, folder)]
    found.extend(Fault(path=str(path), message="is a link that leads out of this folder") for path in outside)
    for path in paths:
        if path.suffix in YAML and path not in outside:
            found.append(_structured(path, folder, taken))
    for path in paths:
        if path.suffix in PLAIN and path not in outside and path.resolve() not in taken:
            found.append(_plain(path, folder))
    yield from sorted(found, key=lambda one: one.place.path if isinstance(one, HandedIn) else one.path)


def read_answer(text: str, beside: Path) -> str:
    """Return an answer as given: `@name` means the text of that file.

    AnswerError: there is no such file, or it is not text.
    """
    if not text.startswith("@"):
        return text
    try:
        return (beside / text[1:]).read_text(encoding="utf-8-sig").removesuffix("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror.lower() if isinstance(error, OSError) and error.strerror else "it is not UTF-8 text"
        raise AnswerError(f"the file “{text[1:]}” can't be read: {reason}") from None


def _files(folder: Path, locked: list[OSError]) -> Iterator[Path]:
    """Yield the files below a folder, and note the folders that can't be looked into."""
    for root, folders, names in os.walk(folder, onerror=locked.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(root, name) for name in names if not name.startswith("."))


def _unread(error: OSError) -> Fault:
    return Fault(path=str(error.filename), message=f"can't be read: {(error.strerror or str(error)).lower()}")


def _is_inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _learner(path: Path, folder: Path) -> str:
    return "" if path.parent == folder else path.parent.name


def _plain(path: Path, folder: Path) -> HandedIn | Fault:
    try:
        text = read_answer(f"@{path.name}", path.parent)
        submission = Submission(exercise=path.stem, learner=_learner(path, folder), answers={ANSWER: text})
    except (AnswerError, CallError) as error:
        return Fault(path=str(path), message=str(error))
    return HandedIn(submission=submission, place=Place(path=str(path), lines={ANSWER: 1}))


def _structured(path: Path, folder: Path, taken: set[Path]) -> HandedIn | Fault:
    faults = Faults(path=path)
    try:
        root = read_mapping(path, faults)
        faults.keys(root, KNOWN)
        answers = root.get("answers")
        if not isinstance(answers, Mapping):
            faults.add(answers.where if answers else root.where, "needs “answers: {part: text}”")
        given = dict(_given(answers, path, taken, faults)) if isinstance(answers, Mapping) else {}
        faults.settle()
        submission = Submission(
            exercise=_text(root, "exercise", faults) or path.stem,
            learner=_text(root, "learner", faults) or _learner(path, folder),
            variant=faults.whole(written(root, "variant"), what="variant", least=0, most=10**6, default=0),
            answers={part: text for part, (text, _) in given.items()},
        )
        faults.settle()
    except ExerciseError as error:
        return error.faults[0]
    except CallError as error:
        return Fault(path=str(path), message=str(error))
    lines = {part: line for part, (_, line) in given.items()}
    return HandedIn(submission=submission, place=Place(path=str(path), lines=lines))


def _text(root: Mapping, key: str, faults: Faults) -> str:
    return faults.text(written(root, key), what=key)


def _given(answers: Mapping, path: Path, taken: set[Path], faults: Faults) -> Iterator[tuple[str, tuple[str, int]]]:
    for key, value in answers.entries:
        try:
            text = _written(value)
            if text.startswith("@"):
                taken.add(_beside(path, text[1:]))
            text = read_answer(text, path.parent)
        except AnswerError as error:
            faults.add(value.where, error.message)
            continue
        yield key.text or "", (text, value.where.line)


def _beside(path: Path, name: str) -> Path:
    """Return the file of that name in the same folder."""
    found = (path.parent / name).resolve()
    if Path(name).name != name or found.parent != path.parent.resolve():
        raise AnswerError(f"the file “{name}” does not stand beside this one")
    return found


def _written(tree: Tree) -> str:
    """Return an answer's text; lists and maps as one writes them on the command line, {a: [odd, bounded]}."""
    match tree:
        case Scalar(text):
            return text or ""
        case Sequence(items):
            return f"[{', '.join(map(_quoted, items))}]"
        case Mapping(entries):
            return "{" + ", ".join(f"{_quoted(key)}: {_quoted(value)}" for key, value in entries) + "}"


def _quoted(tree: Tree) -> str:
    text = _written(tree)
    return "'" + text.replace("'", "''") + "'" if isinstance(tree, Scalar) and not _BARE.fullmatch(text) else text
