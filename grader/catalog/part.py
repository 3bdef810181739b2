"""One part of an exercise: its way to answer, its checks, its known wrong answers."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from pydantic import TypeAdapter, ValidationError

from grader.catalog.calls import CallFault, read_call
from grader.catalog.filled import Filled
from grader.catalog.registry import SPELLINGS, answer_class
from grader.catalog.wrong import read_wrong, wrong_keys
from grader.errors import AnswerError
from grader.exercise import Part
from grader.kinds import AnswerKind, Check, Question
from grader.maths.formula import Formula
from grader.nodes import Mapping, Position, Scalar, Sequence, Tree

GENERAL = ("kind", "ask", "hints", "wrong", "checks", "points", "also")
GATE = "gate"
MOST = 100  # points of one check


def read_part(part: Filled, name: str, *, known: tuple[str, ...]) -> Part | None:
    """Return the part a mapping describes, or note its faults and return None."""
    faults, before = part.faults, len(part.faults.found)
    for key in ("kind", "ask"):
        if part.tree.get(key) is None:
            faults.add(part.tree.where, f"needs the key “{key}”")
    written = part.text("kind")
    try:
        kind_class = answer_class(written)
    except LookupError as error:
        if written:
            faults.add(_where(part.tree, "kind"), str(error))
        return None
    part.refuse_unknown((*known, *(field_key(field.name) for field in fields(kind_class))))  # type: ignore[arg-type]  # all kinds are dataclasses
    kind = _build(part, kind_class)
    if kind is None or len(faults.found) > before:
        return None
    questions = _questions(part, kind, required=written in SPELLINGS)
    if not _readable(part, kind) or len(faults.found) > before:
        return None
    return Part(
        name=name,
        ask=part.text("ask"),
        kind=kind,
        questions=questions,
        answers=(kind.reference(), *part.texts("also", formula=kind_class.formulas)),
        wrong=tuple(read_wrong(part, kind, questions)),
        hints=part.texts("hints"),
        line=part.tree.where.line,
    )


def field_key(field: str) -> str:
    """Return how a field of a way to answer is written in a file."""
    return field.replace("_", " ") if field == "such_that" else field


def _where(tree: Mapping, key: str) -> Position:
    found = tree.get(key)
    return tree.where if found is None else found.where


def _build(part: Filled, kind_class: type[AnswerKind[Any]]) -> AnswerKind[Any] | None:
    """Make the way to answer from the keys that are its fields."""
    given = dict[str, Any]()
    for field in fields(kind_class):  # type: ignore[arg-type]  # all kinds are dataclasses
        tree = part.tree.get(field_key(field.name))
        if field.name == "wrong":
            given["wrong"] = tuple(wrong_keys(part, kind_class))
        elif tree is not None:
            given[field.name] = _data(
                part, tree, formula=kind_class.formulas or field.name in kind_class.formula_fields
            )
    try:
        return TypeAdapter(kind_class).validate_python(given, context=_bind)
    except ValidationError as error:
        for fault in error.errors():
            key = field_key(str(fault["loc"][0])) if fault["loc"] else ""
            message = f"needs the key “{key}”" if fault["type"] == "missing" else _said(key, fault["msg"])
            part.faults.add(_where(part.tree, key), message)
    except CallFault as fault:
        part.faults.add(_where(part.tree, "classes"), fault.message)
    return None


def _said(key: str, message: str) -> str:
    told = message.removeprefix("Value error, ")
    return told if told != message or not key else f"{key}: {told[0].lower()}{told[1:]}"


def _data(part: Filled, tree: Tree, *, formula: bool) -> Any:
    """Return a value as plain data, filled in."""
    match tree:
        case Scalar(text=None):
            return None
        case Scalar():
            return part.fill(tree, formula=formula)
        case Sequence(items):
            return tuple(_data(part, item, formula=formula) for item in items)
        case Mapping(entries):
            return {part.fill(key): _data(part, value, formula=formula) for key, value in entries}


def _bind(call: str) -> Check[Any]:
    return read_call(call)


def _readable(part: Filled, kind: AnswerKind[Any]) -> bool:
    """Whether the right answers can be read; note where not."""
    key = "right" if part.tree.get("right") is not None else "answer"
    texts = [(kind.reference(), part.tree.get(key))]
    texts += [(part.fill(item, formula=kind.formulas), item) for item in part.items("also")]
    readable = True
    for text, tree in texts:
        try:
            kind.parse(text)
        except AnswerError as error:
            point = tree.point(error.at) if isinstance(tree, Scalar) else _where(part.tree, key)
            part.faults.add(point, f"{key}: {error.message}")
            readable = False
    return readable


def _questions(part: Filled, kind: AnswerKind[Any], *, required: bool) -> tuple[Question[Any], ...]:
    """Return the checks: the kind's own, those under `checks`, or that it equals the answer."""
    tree = part.tree.get("checks")
    try:
        own = tuple(kind.questions())
        if own:
            if tree is not None:
                part.faults.add(tree.where, f"“{part.text('kind')}” has its own checks; leave out “checks”")
            return own
        answer = kind.parse(kind.reference())
    except AnswerError as error:
        part.faults.add(part.tree.where, error.message)
        return ()
    if isinstance(tree, Mapping) and tree.entries:
        if (points := part.tree.get("points")) is not None:
            part.faults.add(points.where, "the points stand beside the checks; leave out “points”")
        return tuple(_listed(part, tree, answer))
    if required or tree is not None:
        part.faults.add(_where(part.tree, "checks"), "needs checks with points, as in {odd: 1, lipschitz(1): 2}")
        return ()
    worth = part.faults.whole(part.tree.get("points"), what="points", least=1, most=MOST, default=1)
    call = "equals(answer)"
    return (Question(call=call, check=read_call(_default(kind, call), answer), points=worth),)


def _default(kind: AnswerKind[Any], call: str) -> str:
    where = getattr(kind, "where", "")
    return f'equals(answer, "{where}")' if where else call


def _listed(part: Filled, tree: Mapping, answer: Formula) -> Iterator[Question[Any]]:
    for key, value in tree.entries:
        call = part.fill(key, formula=True)
        try:
            check = read_call(call, answer, answer.variables)
        except CallFault as fault:
            part.faults.add(key.point(fault.at), fault.message)
            continue
        gate = isinstance(value, Scalar) and value.text == GATE
        what = f"the points of {call} (if not gate)"
        points = 0 if gate else part.faults.whole(value, what=what, least=0, most=MOST, default=0)
        yield Question(call=call, check=check, points=points, gate=gate)
