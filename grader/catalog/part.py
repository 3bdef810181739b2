"""One part of an exercise: its way to answer, its checks, its known wrong answers."""

from typing import Any

from grader.catalog.calls import CallFault, read_call, read_running
from grader.catalog.contest import SCORE, read_contest
from grader.catalog.faults import place, written
from grader.catalog.filled import Filled
from grader.catalog.making import field_keys, make
from grader.catalog.registry import NEEDED, SPELLINGS, answer_class, judged
from grader.catalog.wrong import read_wrong
from grader.errors import AnswerError
from grader.exercise import Part
from grader.kinds import AnswerKind, Check, Question
from grader.maths.formula import Formula, Function
from grader.nodes import Mapping, Scalar, Tree
from grader.programs.routine import Routine
from grader.programs.source import Source

GENERAL = ("kind", "ask", "hints", "wrong", "checks", "points", "also")
GATE = "gate"
MOST = 100  # points of one check


def read_part(part: Filled, name: str, *, known: tuple[str, ...], needed: tuple[str, ...]) -> Part | None:
    """Return the part a mapping describes, or note its faults and return None."""
    faults, before = part.faults, len(part.faults.found)
    name_of_kind, ask, hints = part.text("kind"), part.text("ask"), part.texts("hints")
    try:
        kind_class = answer_class(name_of_kind)
    except LookupError as error:
        if name_of_kind:
            faults.add(place(part.tree, "kind"), str(error))
        part.refuse_unknown((key.text or "" for key, _ in part.tree.entries), needed=needed)
        return None
    part.refuse_unknown((*known, SCORE, *field_keys(kind_class)), needed=(*needed, *NEEDED.get(name_of_kind, ())))
    contest = read_contest(part)
    worth = faults.whole(written(part.tree, "points"), what="points", least=1, most=MOST, default=1)
    kind = make(part, kind_class)
    if kind is None or not _readable(part, kind) or len(faults.found) > before:
        return None
    questions = _questions(part, kind, required=name_of_kind in SPELLINGS, worth=worth)
    if len(faults.found) > before:
        return None  # what fails a check that is not there would be noted as well
    return Part(
        name=name,
        ask=ask,
        kind=kind,
        questions=questions,
        answers=(kind.reference(), *part.texts("also", formula=kind_class.formulas)),
        wrong=tuple(read_wrong(part, kind, questions)),
        hints=hints,
        contest=contest,
        line=part.tree.key(_answer_key(part.tree)).where.line,
    )


def _answer_key(tree: Mapping) -> str:
    return "right" if tree.get("right") is not None else "answer"


def _readable(part: Filled, kind: AnswerKind[Any]) -> bool:
    """Whether the right answers can be read; note where not."""
    key = _answer_key(part.tree)
    texts = [(key, kind.reference(), part.tree.get(key))]
    texts += [("also", part.fill(item, formula=kind.formulas), item) for item in part.items("also")]
    readable = True
    for name, text, tree in texts:
        try:
            kind.parse(text)
        except AnswerError as error:
            point = tree.point(error.at) if isinstance(tree, Scalar) else place(part.tree, name)
            part.faults.add(point, f"{name}: {error.message}")
            readable = False
    return readable


def _questions(part: Filled, kind: AnswerKind[Any], *, required: bool, worth: int) -> tuple[Question[Any], ...]:
    """Return the checks: the kind's own, those under `checks`, or that it equals the answer."""
    tree = part.tree.get("checks")
    if own := tuple(kind.questions()):
        if tree is not None:
            part.faults.add(tree.where, f"“{part.text('kind')}” has its own checks; leave out “checks”")
        return own
    answer = kind.parse(kind.reference())
    required = required or kind.programs
    if isinstance(tree, Mapping) and tree.entries:
        if (points := part.tree.get("points")) is not None:
            part.faults.add(points.where, "the points stand beside the checks; leave out “points”")
        return _listed(part, tree, answer)
    if required or tree is not None:
        part.faults.add(place(part.tree, "checks"), "needs checks with points, as in {odd: 1, lipschitz(1): 2}")
        return ()
    call = "equals(answer)"
    return (Question(call=call, check=read_call(_default(kind, call), answer), points=worth),)


def _default(kind: AnswerKind[Any], call: str) -> str:
    where = getattr(kind, "where", "")
    return f'equals(answer, "{where}")' if where else call


def _listed(part: Filled, tree: Mapping, answer: Formula | Source) -> tuple[Question[Any], ...]:
    found = list[Question[Any]]()
    for key, value in tree.entries:
        call = part.fill(key, formula=True)
        try:
            check = _check(call, answer)
        except CallFault as fault:
            part.faults.add(key.point(fault.at), fault.message)
            continue
        if twin := next((one.call for one in found if one.check == check), None):
            part.faults.add(key.where, f"{call} asks the same as {twin}")
        found.append(_worth(part, call, check, key, value))
    if found and not any(question.points for question in found):
        part.faults.add(tree.where, "these checks give no points")
    return tuple(found)


def _check(call: str, answer: Formula | Source) -> Check[Any]:
    if isinstance(answer, Source):
        return read_running(call, answer)
    check = read_call(call, answer, answer.variables)
    if judged(type(check)) is Routine:
        raise CallFault(f"{call} asks about programs; this answer is a formula")
    if judged(type(check)) is Function and len(answer.variables) != 1:
        letters = ", ".join(answer.variables) or "no variable"
        raise CallFault(f"{call} asks about functions of one variable; this answer has {letters}")
    return check


def _worth(part: Filled, call: str, check: Check[Any], key: Scalar, value: Tree) -> Question[Any]:
    """Return the question of a check, with its points or as a gate."""
    if isinstance(value, Scalar) and value.text == GATE:
        return Question(call=call, check=check, points=0, gate=True)
    if isinstance(value, Scalar) and value.text is None:
        part.faults.add(key.where, f"{call} has no points")
        return Question(call=call, check=check, points=1)
    what = f"the worth of {call}, if not {GATE},"
    points = part.faults.whole(value, what=what, least=0, most=MOST, default=1)
    return Question(call=call, check=check, points=points)
