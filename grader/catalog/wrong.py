"""Known wrong answers, in all the forms a teacher may write them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grader.catalog.faults import written
from grader.catalog.filled import Filled
from grader.errors import AnswerError, FormulaError, nearest
from grader.exercise import Wrong
from grader.kinds import AnswerKind, Mistake, Question
from grader.maths.formula import Formula
from grader.maths.reading import parse_condition
from grader.maths.tree import number
from grader.maths.truth import holds
from grader.nodes import Mapping, Scalar, Tree

OPTIONS = ("answer", "edit", "fails", "feedback", "unless", "when", "points", "as written")


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
        mistake = _mistake(part, kind, entry)
        if not _is_readable(part, kind, entry, mistake):
            continue
        yield Wrong(
            mistake=mistake,
            feedback=part.fill(entry.feedback, what="feedback").strip() if entry.feedback else "",
            fails=_fails(options, questions),
            points=part.faults.whole(written(entry.options, "points"), what="points", least=0, most=100, default=0),
            line=entry.key.where.line,
        )


def _mistake(part: Filled, kind: AnswerKind[Any], entry: Entry) -> Mistake:
    options = replace(part, tree=entry.options)
    answer = part.fill(entry.key, formula=kind.formulas)
    if entry.label:
        answer = f"{answer}: {part.fill(entry.label)}"
    as_written = options.text("as written")
    if as_written not in {"", "true", "false"}:
        part.faults.add(entry.options.key("as written").where, "as written is true, or left out")
    return Mistake(answer=answer, when=options.text("when", formula=True), as_written=as_written == "true")


def _is_readable(part: Filled, kind: AnswerKind[Any], entry: Entry, mistake: Mistake) -> bool:
    """Whether the wrong answer, and the condition that stands for it, can be read; note where not."""
    here = entry.label or entry.key
    try:
        kind.explains(mistake)
        for example in kind.examples(replace(mistake, when="")):
            kind.parse(example)
    except AnswerError as error:
        part.faults.add(here.point(error.at), f"this wrong answer can't be read: {error.message}")
        return False
    try:
        kind.examples(mistake)
    except AnswerError as error:
        condition = written(entry.options, "when")
        where = condition.point(error.at) if isinstance(condition, Scalar) else here.where
        part.faults.add(where, f"when: {error.message}")
        return False
    return True


def _entries(part: Filled) -> Iterator[Entry]:
    if isinstance(tree := part.tree.get("wrong"), Mapping):
        part.faults.add(tree.where, "wrong is a list; begin each wrong answer with “- ”")
        return
    for item in part.items("wrong"):
        if not isinstance(item, Mapping) or not item.entries:
            part.faults.add(item.where, "a wrong answer is written “answer: feedback”")
            continue
        if item.get("answer") is not None:
            yield from _long(part, item)
            continue
        if item.get("edit") is not None:
            yield from _edited(part, item)
            continue
        key, value = item.entries[0]
        beside = Mapping(item.entries[1:], item.where)
        if isinstance(value, Mapping):
            yield from _nested(part, key, value, beside)
        else:
            yield from _checked(part, _plain(part, key, value, beside))


def _plain(part: Filled, key: Scalar, value: Tree, beside: Mapping) -> Entry:
    """`answer: feedback`, or `answer:` with the feedback beside it."""
    words, more = _words(value), written(beside, "feedback")
    if words and more:
        part.faults.add(more.where, "the feedback stands there already, behind the wrong answer")
    return Entry(key=key, feedback=words or more, options=beside)


def _long(part: Filled, item: Mapping) -> Iterator[Entry]:
    key = item.get("answer")
    if not isinstance(key, Scalar):
        part.faults.add(key.where if key else item.where, "answer should be a text")
    elif key.text is None:
        part.faults.add(item.key("answer").where, "the key “answer” has no value")
    else:
        yield from _checked(part, Entry(key=key, feedback=written(item, "feedback"), options=item))


def _edited(part: Filled, item: Mapping) -> Iterator[Entry]:
    """`edit: {this: that}`: the right answer with pieces of it changed, each of which stands there once."""
    edits = item.get("edit")
    if not isinstance(edits, Mapping) or not edits.entries:
        part.faults.add(item.key("edit").where, "an edit is written “piece of the answer: what stands there instead”")
        return
    text = part.text("answer")
    for old, new in edits.entries:
        piece = old.text or ""
        if text.count(piece) != 1:
            times = "is nowhere" if piece not in text else f"stands {text.count(piece)} times"
            part.faults.add(old.where, f"edit: “{piece}” {times} in the answer; it should stand there once")
            return
        text = text.replace(piece, part.faults.text(new, what="an edit"))
    key = Scalar(text, item.key("edit").where)
    yield from _checked(part, Entry(key=key, feedback=written(item, "feedback"), options=item))


def _nested(part: Filled, key: Scalar, value: Mapping, beside: Mapping) -> Iterator[Entry]:
    """`answer: {fails: …}` holds options; `row: {class: words}` tells classes apart."""
    if any(name.text in OPTIONS for name, _ in value.entries):
        options = Mapping((*value.entries, *beside.entries), value.where)
        yield from _checked(part, Entry(key=key, feedback=written(options, "feedback"), options=options))
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
    tree = written(entry.options, "unless")
    if tree is None:
        return False
    if not (text := part.fill(tree, what="unless")):
        return False
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
    if written(options.tree, "fails") is None:
        return None
    calls = [question.call for question in questions]
    found = list[str]()
    for item in options.items("fails"):
        if not (name := options.fill(item, formula=True, what="each of fails")):
            continue
        matching = [call for call in calls if call == name] or [call for call in calls if call.split("(")[0] == name]
        if len(matching) == 1:
            found.append(matching[0])
        elif matching:
            options.faults.add(item.where, f"“{name}” could be {' or '.join(matching)}; write the whole call")
        else:
            hint = nearest(name, [*calls, *(call.split("(")[0] for call in calls)])
            options.faults.add(item.where, f"“{name}” is not a check of this part{hint}")
    return tuple(found)
