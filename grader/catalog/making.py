"""Making a way to answer from the keys that are its fields, and saying where in the file it does not like them.

A way to answer knows no files: what it refuses is found again by the words of its sentence.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from typing import Any, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from grader import nodes
from grader.catalog.calls import CallFault, read_call
from grader.catalog.faults import place, written
from grader.catalog.filled import Filled
from grader.catalog.wrong import wrong_keys
from grader.errors import FormulaError
from grader.kinds import AnswerKind, Check
from grader.maths.names import CONSTANTS, canonical
from grader.maths.reading import parse, parse_condition
from grader.nodes import Position, Scalar, Tree

# What the validating library calls a value of the wrong type, and what should stand there.
_TYPES = {
    "string": "a text",
    "int": "a whole number",
    "float": "a number such as 0.001",
    "bool": "true or false",
    "tuple": "a list",
    "dict": "keys and values",
    "dataclass": "keys and values",
    "mapping": "keys and values",
}
_WORD = re.compile(r"[^\W\d]\w*")
_QUOTED = re.compile("“(.*?)”")


def make(part: Filled, kind: type[AnswerKind[Any]]) -> AnswerKind[Any] | None:
    """Return the way to answer a mapping describes, or note what is wrong with its fields and return None."""
    before = len(part.faults.found)
    _try_classes(part, kind)
    given = dict(_given(part, kind))
    if len(part.faults.found) > before:
        return None
    try:
        made: AnswerKind[Any] = TypeAdapter(kind).validate_python(given, context=_bind)
    except ValidationError as error:
        _note(part, field_keys(kind), error.errors())
        return None
    _try_letters(part, made)
    _try_formulas(part, made)
    return made if len(part.faults.found) == before else None


def field_keys(kind: type[AnswerKind[Any]]) -> tuple[str, ...]:
    """Return how the fields of a way to answer are written in a file."""
    return tuple(field_key(field.name) for field in fields(kind))  # type: ignore[arg-type]  # all kinds are dataclasses


def field_key(field: str) -> str:
    """Return how a field of a way to answer is written in a file."""
    return field.replace("_", " ") if field == "such_that" else field


def _given(part: Filled, kind: type[AnswerKind[Any]]) -> Iterator[tuple[str, Any]]:
    """Yield the fields that are written, as plain data; a single text is a list of one where a list is due."""
    hints = get_type_hints(kind)
    for field in fields(kind):  # type: ignore[arg-type]  # all kinds are dataclasses
        tree = part.tree.get(field_key(field.name))
        if field.name == "wrong":
            yield "wrong", tuple(wrong_keys(part, kind))
        elif tree is not None:
            value = _data(part, tree, formula=kind.formulas or field.name in kind.formula_fields)
            yield field.name, (value,) if get_origin(hints[field.name]) is tuple and isinstance(value, str) else value


def _data(part: Filled, tree: Tree, *, formula: bool) -> Any:
    """Return a value as plain data, filled in."""
    match tree:
        case Scalar(text=None):
            return None
        case Scalar():
            return part.fill(tree, formula=formula)
        case nodes.Sequence(items):
            return tuple(_data(part, item, formula=formula) for item in items)
        case nodes.Mapping(entries):
            return {part.fill(key): _data(part, value, formula=formula) for key, value in entries}


def _bind(call: str) -> Check[Any]:
    return read_call(call)


def _try_classes(part: Filled, kind: type[AnswerKind[Any]]) -> None:
    """Note checks of classes that can't be made."""
    classes = part.tree.get("classes") if "classes" in field_keys(kind) else None
    for _, tree in classes.entries if isinstance(classes, nodes.Mapping) else ():
        if not isinstance(tree, Scalar):
            part.faults.add(tree.where, "a class has a check such as odd, or nothing")
        elif tree.text is not None:
            try:
                read_call(part.fill(tree))
            except CallFault as fault:
                part.faults.add(tree.point(fault.at), fault.message)


def _letters(kind: AnswerKind[Any]) -> tuple[str, ...]:
    """Return the variables of the answer's formulas and conditions."""
    found: tuple[str, ...] = getattr(kind, "variables", ()) or getattr(kind, "names", ())
    return found


def _try_letters(part: Filled, kind: AnswerKind[Any]) -> None:
    """Note variables that are no names."""
    letters = _letters(kind)
    for key in ("variables", "find"):
        if (tree := part.tree.get(key)) is None:
            continue
        for letter in letters:
            where = next((item.where for item in nodes.scalars(tree) if item.text == letter), tree.where)
            if not _WORD.fullmatch(letter):
                part.faults.add(where, f"{key}: “{letter}” is not a name; write letters, with commas between")
            elif canonical(letter) or letter in CONSTANTS:
                part.faults.add(where, f"{key}: “{letter}” means something already; take another letter")
            elif letters.count(letter) > 1:
                part.faults.add(where, f"{key}: “{letter}” stands there twice")


def _try_formulas(part: Filled, kind: AnswerKind[Any]) -> None:
    """Note conditions, and formulas beside the answer, that can't be read."""
    for key in ("where", "such that"):
        if isinstance(tree := part.tree.get(key), Scalar):
            _try(part, tree, key, lambda text: parse_condition(text, _letters(kind)))
    for key in kind.formula_fields:
        formulas = part.tree.get(key)
        entries = formulas.entries if isinstance(formulas, nodes.Mapping) else ()
        for tree in (tree for _, tree in entries if isinstance(tree, Scalar)):
            _try(part, tree, key, parse)


def _try(part: Filled, tree: Scalar, key: str, read: Callable[[str], object]) -> None:
    try:
        read(part.fill(tree, formula=True))
    except FormulaError as error:
        part.faults.add(tree.point(error.at), f"{key}: {error.message}")


def _note(part: Filled, keys: Sequence[str], errors: Sequence[ErrorDetails]) -> None:
    """Note what the validating library found, once for each place."""
    places = dict[Position, list[ErrorDetails]]()
    for error in errors:
        if error["loc"][:1] == ("points",) or _is_empty(part.tree, error):
            continue  # that was noted before
        places.setdefault(_place(part.tree, keys, error), []).append(error)
    for where, here in places.items():
        key = field_key(str(here[0]["loc"][0])) if here[0]["loc"] else ""
        inner = str(here[0]["loc"][-1]) if here[0]["loc"] else ""
        wanted = dict.fromkeys(_TYPES[name] for error in here if (name := error["type"].partition("_")[0]) in _TYPES)
        if here[0]["type"] == "missing":
            part.faults.add(where, f"needs the key “{field_key(inner)}”")
        elif here[0]["type"] == "unexpected_keyword_argument":
            part.faults.add(where, f"unknown key “{inner}” of {key}")
        elif wanted:
            what = key if where == place(part.tree, key) else f"each of {key}"
            part.faults.add(where, f"{what} should be {' or '.join(wanted)}")
        elif here[0]["type"] == "literal_error":
            choices = here[0]["ctx"]["expected"].replace("'", "").removeprefix(", ")
            part.faults.add(where, f"{field_key(inner)} is {choices}, not “{here[0]['input']}”")
        else:
            part.faults.add(where, here[0]["msg"].removeprefix("Value error, "))


def _is_empty(tree: nodes.Mapping, error: ErrorDetails) -> bool:
    key = field_key(str(error["loc"][0])) if error["loc"] else ""
    return tree.get(key) is not None and written(tree, key) is None


def _place(tree: nodes.Mapping, keys: Sequence[str], error: ErrorDetails) -> Position:
    """Return where the value stands that was refused, or what the sentence that refuses it speaks of."""
    if not error["loc"]:
        return _spoken_of(tree, keys, error["msg"])
    found: Tree = tree
    for step in (field_key(str(error["loc"][0])), *error["loc"][1:]):
        below = found.get(step) if isinstance(found, nodes.Mapping) and isinstance(step, str) else None
        if isinstance(found, nodes.Sequence) and isinstance(step, int):
            below = found.items[step]
        found = below or found  # a step that leads nowhere names one of several types
    return found.where


def _spoken_of(tree: nodes.Mapping, keys: Sequence[str], sentence: str) -> Position:
    """Return where a text stands that is quoted in a sentence, else the first key it names, else the mapping."""
    known = [(key, value) for key in keys if (value := tree.get(key)) is not None]
    for quoted in _QUOTED.findall(sentence):
        for _, value in known:
            for scalar in nodes.scalars(value):
                if scalar.text == quoted:
                    return scalar.where
    named = (value.where for key, value in known if re.search(rf"\b{key}\b", sentence))
    return next(named, tree.where)
