"""The smallest valid exercise of each kind, and a JSON Schema so that editors complete the rest."""

import json
import re
from dataclasses import fields
from os.path import relpath
from pathlib import Path
from typing import Any

from grader.catalog.contest import CONTEST, MANUAL, NUMBERS, SCORE, WORDS, choices
from grader.catalog.course import COURSE
from grader.catalog.exercise_file import ABOUT
from grader.catalog.making import field_key
from grader.catalog.part import GENERAL
from grader.catalog.registry import SMALLEST, answer_class, answer_names, check_class, check_names
from grader.errors import CallError
from grader.trials.experiment import experiment_class, experiment_names

SCHEMA = ".exercise.schema.json"
EXPLAINED = {
    "title": "What the exercise is called.",
    "kind": "The way to answer.",
    "ask": "The question, in Markdown with LaTeX.",
    "parts": "Small exercises that share ask, vars and hints.",
    "vars": "Variables for variants: lists, ranges such as 2..9, or formulas of the ones before.",
    "hints": "Shown in order; only the last may come close to the answer.",
    "difficulty": "1 to 5.",
    "minutes": "How long it takes.",
    "skills": "Codes of skills, named in course.yaml.",
    "after": "Exercises that should come first.",
    "attempts": "practice, or a number.",
    "wrong": "Known wrong answers with their feedback; each is also a test of the exercise.",
    "checks": "Checks with their points, or gate.",
    "points": "What it is worth.",
    "score": "Of a contest: the networks that are trained with an entry, and which score wins.",
    "also": "Other answers that are right as well.",
    "name": "What the part is called in answers.",
    "opens": "When the part is shown: after a, once a has been graded; at once if left out.",
}
OF_PARTS = ("name", "opens")  # keys of a part alone
OF_WHOLE = (*ABOUT, "parts", SCORE)  # keys that no part has
_FIELD = re.compile(r"^ {4,}(\w+): (.+)$", re.MULTILINE)


def write_new(kind: str, path: Path) -> Path:
    """Write the smallest valid exercise of a kind, with a schema for editors; return the file written.

    CallError: the kind is unknown, the name is no id, or the file is there already.
    """
    path = path if path.suffix == ".yaml" else path.parent / f"{path.name}.yaml"
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem):
        raise CallError(f"“{path.stem}” can't be an id; write small letters, digits and single hyphens")
    try:
        body = SMALLEST.get(kind) or answer_class(kind).smallest
    except LookupError as error:
        raise CallError(str(error)) from None
    if not path.parent.is_dir():
        raise CallError(f"there is no folder {path.parent}")
    course = path.resolve().parent.parent
    schema = (course if (course / COURSE).is_file() else path.resolve().parent) / SCHEMA
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(f"# yaml-language-server: $schema={relpath(schema, path.resolve().parent)}\n{body}")
        schema.write_text(json.dumps(exercise_schema(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except FileExistsError:
        raise CallError(f"{path} is there already; nothing was changed") from None
    except OSError as error:
        raise CallError(f"{path} can't be written: {(error.strerror or str(error)).lower()}") from None
    return path


def exercise_schema() -> dict[str, Any]:
    """Return a JSON Schema of exercise files."""
    properties = {key: _described(EXPLAINED[key]) for key in (*OF_WHOLE, *GENERAL, *OF_PARTS)}
    for name in answer_names():
        kind = answer_class(name)
        told = dict(_FIELD.findall(kind.__doc__ or ""))
        for field in fields(kind):  # type: ignore[arg-type]  # all kinds are dataclasses
            properties.setdefault(field_key(field.name), _described(told.get(field.name, "")))
    properties["kind"]["enum"] = list(answer_names())
    properties["checks"] |= {"type": "object", "propertyNames": {"pattern": rf"^({'|'.join(check_names())})(\(.*\))?$"}}
    properties[SCORE] |= _score()
    properties["parts"] |= {"type": "array", "items": {"$ref": "#/$defs/part"}}
    part = {key: value for key, value in properties.items() if key not in OF_WHOLE}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An exercise about activation functions",
        "type": "object",
        "required": ["title"],
        "additionalProperties": False,
        "properties": {key: value for key, value in properties.items() if key not in OF_PARTS},
        "$defs": {
            "part": {"type": "object", "required": ["kind", "ask"], "additionalProperties": False, "properties": part}
        },
    }


def _score() -> dict[str, Any]:
    words = {name: {"enum": list(choices(name))} for name in WORDS}
    numbers = {name: {"type": "integer", "minimum": least, "maximum": most} for name, (least, most) in NUMBERS.items()}
    found = words | numbers
    return {"type": "object", "required": list(found), "additionalProperties": False, "properties": found}


def manuals() -> dict[str, str]:
    """Return the manual of every way to answer, every check and every experiment, by name."""
    found = {f"kind {name}": answer_class(name).__doc__ or "" for name in answer_names()}
    found[f"kind {CONTEST}"] = MANUAL
    found |= {f"check {name}": check_class(name).__doc__ or "" for name in check_names()}
    return found | {f"experiment {name}": experiment_class(name).__doc__ or "" for name in experiment_names()}


def _described(text: str) -> dict[str, Any]:
    return {"description": text} if text else {}
