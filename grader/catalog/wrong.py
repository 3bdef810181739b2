"""Known wrong answers, in all the forms a teacher may write them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grader.catalog.filled import Filled
from grader.errors import AnswerError, FormulaError, nearest
from grader.exercise import Wrong
from grader.kinds import AnswerKind, Mistake, Question
from grader.maths.formula import Formula
from grader.maths.reading import parse_condition
from grader.maths.tree import number
from grader.maths.truth import holds
from grader.nodes import Mapping, Scalar, Tree

OPTIONS = ("answer", "fails", "feedback", "unless", "when", "points", "as written")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One item under `wrong`.

    key: the wrong answer.  label: one class of a row, where feedback is told apart by class.
    feedback: the words.  options: the other keys.
    """

    key: Scalar
    label: Scalar | None = None
    feedback: Tree | None
    options: Mapping


def wrong_keys(part: Filled, kind: type[AnswerKind[Any]]) -> Iterator[str]:
    """Yield the wrong answers as texts."""
    for entry in _entries(part):
        if not _excused(part, entry):
            yield part.fill(entry.key, formula=kind.formulas)


def read_wrong(part: Filled, kind: AnswerKind[Any], questions: Sequence[Question[Any]]) -> Iterator[Wrong]:
    """Yield the known wrong answers of this variant; note faults."""
    for entry in _entries(part):
        if _excused(part, entry):
            continue
        options = replace(part, tree=entry.options)
        answer = part.fill(entry.key, formula=kind.formulas)
        if entry.label:
            answer = f"{answer}: {part.fill(entry.label)}"
        mistake = Mistake(
            answer=answer, when=options.text("when", formula=True), as_written=options.text("as written") == "true"
        )
        try:
            kind.explains(mistake)
            for example in kind.examples(mistake):
                kind.parse(example)
        except AnswerError as error:
            part.faults.add(entry.key.point(error.at), f"this wrong answer can't be read: {error.message}")
            continue
        yield Wrong(
            mistake=mistake,
            feedback=part.fill(entry.feedback).strip() if entry.feedback else "",
            fails=_fails(options, questions),
            points=part.faults.whole(entry.options.get("points"), what="points", least=0, most=100, default=0),
            line=entry.key.where.line,
        )


def _entries(part: Filled) -> Iterator[Entry]:
    for item in part.items("wrong"):
        if not isinstance(item, Mapping) or not item.entries:
            part.faults.add(item.where, "a wrong answer is written “answer: feedback”")
            continue
        if item.get("answer") is not None:
            yield from _long(part, item)
            continue
        key, value = item.entries[0]
        beside = Mapping(item.entries[1:], item.where)
        if isinstance(value, Mapping):
            yield from _nested(part, key, value, beside)
        else:
            yield from _checked(part, Entry(key=key, feedback=_words(value) or beside.get("feedback"), options=beside))


def _long(part: Filled, item: Mapping) -> Iterator[Entry]:
    key = item.get("answer")
    if isinstance(key, Scalar):
        yield from _checked(part, Entry(key=key, feedback=item.get("feedback"), options=item))
    elif key is not None:
        part.faults.add(key.where, "answer should be a text")


def _nested(part: Filled, key: Scalar, value: Mapping, beside: Mapping) -> Iterator[Entry]:
    """`answer: {fails: …}` holds options; `row: {class: words}` tells classes apart."""
    if any(name.text in OPTIONS for name, _ in value.entries):
        options = Mapping((*value.entries, *beside.entries), value.where)
        yield from _checked(part, Entry(key=key, feedback=options.get("feedback"), options=options))
        return
    for label, words in value.entries:
        yield from _checked(part, Entry(key=key, label=label, feedback=_words(words), options=beside))


def _words(value: Tree) -> Tree | None:
    return None if isinstance(value, Scalar) and value.text is None else value


def _checked(part: Filled, entry: Entry) -> Iterator[Entry]:
    replace(part, tree=entry.options).refuse_unknown(OPTIONS)
    yield entry


def _excused(part: Filled, entry: Entry) -> bool:
    """Whether in this variant the answer is right after all."""
    tree = entry.options.get("unless")
    if tree is None:
        return False
    text = part.fill(tree)
    numbers = {
        name: Formula(tree=number(value), variables=())
        for name, value in part.values.items()
        if not isinstance(value, str)
    }
    try:
        parse_condition(text, tuple(numbers))
        return holds(text, numbers) is True
    except FormulaError as error:
        point = tree.point(error.at) if isinstance(tree, Scalar) else tree.where
        part.faults.add(point, f"unless: {error.message}")
        return False


def _fails(options: Filled, questions: Sequence[Question[Any]]) -> tuple[str, ...] | None:
    """Return the calls of the checks that must fail, named by call, or by name where that is enough."""
    if options.tree.get("fails") is None:
        return None
    calls = [question.call for question in questions]
    found = list[str]()
    for item in options.items("fails"):
        name = options.fill(item, formula=True)
        matching = [call for call in calls if call == name] or [call for call in calls if call.split("(")[0] == name]
        if len(matching) == 1:
            found.append(matching[0])
        elif matching:
            options.faults.add(item.where, f"“{name}” could be {' or '.join(matching)}; write the whole call")
        else:
            hint = nearest(name, [*calls, *(call.split("(")[0] for call in calls)])
            options.faults.add(item.where, f"“{name}” is not a check of this part{hint}")
    return tuple(found)
