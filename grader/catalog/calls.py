"""A check as an exercise writes it: `lipschitz(1)` becomes Lipschitz(constant=1.0).

Arguments are read by the formula reader, never by `eval`: numbers are constant formulas or inf and -inf,
[a, b] is an interval, and `answer` stands for the exercise's answer where a formula is due.
"""

import re
import types
from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields
from itertools import takewhile
from math import inf
from typing import Any, Union, get_args, get_origin, get_type_hints

from grader.catalog.faults import DIGITS
from grader.catalog.registry import check_class, judged
from grader.errors import FormulaError, nearest
from grader.kinds import Check, Interval
from grader.maths.formula import Formula, Function
from grader.maths.numbers import parse_number, to_float
from grader.maths.reading import parse, parse_condition
from grader.programs.routine import Routine
from grader.programs.source import RoutineName, Source
from grader.running import Running

INFINITE = {"inf": inf, "+inf": inf, "∞": inf, "-inf": -inf, "−inf": -inf, "-∞": -inf, "−∞": -inf}
CONDITION = "where"  # the field of any check that says where it asks

_CALL = re.compile(r"\s*([A-Za-z_]\w*)\s*(?:\((.*)\))?\s*", re.DOTALL)
_NAMED = re.compile(r"\s*([A-Za-z_]\w*)\s*=(?!=)")


class CallFault(Exception):  # noqa: N818  a fault, as in errors.Fault
    """A check that can't be made; at: position in the text of its call."""

    def __init__(self, message: str, at: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.at = at


@dataclass(frozen=True, kw_only=True)
class Argument:
    """A piece between the brackets, with its position and its name if it has one."""

    text: str
    at: int
    name: str = ""


def read_call(text: str, answer: Formula | None = None, variables: tuple[str, ...] = ("x",)) -> Check[Any]:
    """Return the check a call denotes, or raise CallFault."""
    match, kind = _matched(text)
    check = _made(match, kind, list(_arguments(match)), answer, variables)
    if getattr(check, "reference", "") is None:  # which only a program can do without
        raise CallFault(f"{match.group(1)} needs reference, as in {match.group(1)}({manual(kind)})")
    return check


def read_running(text: str, reference: Source) -> Running:
    """Return the check of a program that a call denotes, or raise CallFault.

    The first arguments are the functions it asks about; left out where the program has one only.
    """
    match, kind = _matched(text)
    asked = judged(kind)
    if not {Function, Routine} & {asked, *get_args(asked)}:
        raise CallFault(f"{match.group(1)} asks about formulas; this answer is a program", match.start(1))
    given = list(_arguments(match))
    functions = list(reference.functions)
    leading = list(takewhile(lambda argument: not argument.name and argument.text in functions, given))
    own = [name for name, hint in get_type_hints(kind).items() if hint is RoutineName]
    names = tuple(argument.text for argument in leading[: max(0, len(leading) - len(own))])
    if not names and len(functions) > 1 and not kind.whole:
        raise CallFault(f"{match.group(1)} asks about one function; say which: {', '.join(functions)}", match.start(1))
    names = names or (functions[0],)
    variables = reference.functions[names[0]] or ("x",)
    if asked is not Routine and not kind.whole and len(variables) > 1:
        what = f"functions of one variable; {names[0]} has {', '.join(variables)}"
        raise CallFault(f"{match.group(1)} asks about {what}", match.start(1))
    check = _made(match, kind, given[len(leading) - len(own) if leading else 0 :], None, variables)
    analysed = asked is Function or (asked is not Routine and isinstance(getattr(check, "reference", None), Formula))
    return Running(check=check, names=names, reference=reference, analysed=analysed)


def _matched(text: str) -> tuple[re.Match[str], type[Check[Any]]]:
    match = _CALL.fullmatch(text)
    if not match:
        raise CallFault(f"“{text}” is not a check; write it as in lipschitz(1)")
    try:
        return match, check_class(match.group(1))
    except LookupError as error:
        raise CallFault(str(error), match.start(1)) from None


def _made(
    match: re.Match[str],
    kind: type[Check[Any]],
    given: list[Argument],
    answer: Formula | None,
    variables: tuple[str, ...],
) -> Check[Any]:
    hints = get_type_hints(kind)
    values = dict[str, Any]()
    for field, argument in _assigned(match.group(1), kind, given):
        values[field.name] = _read(hints[field.name], argument, answer, variables)
        if field.name == CONDITION:
            _try_condition(argument, variables)
    try:
        return kind(**values)
    except ValueError as error:
        raise CallFault(f"{match.group(1)}: {error}", max(match.start(2), 0)) from None


def _try_condition(argument: Argument, variables: tuple[str, ...]) -> None:
    text = _unquoted(argument.text)
    try:
        parse_condition(text, variables)
    except FormulaError as error:
        raise CallFault(error.message, argument.at + argument.text.index(text) + error.at) from None


def manual(kind: type[Check[Any]]) -> str:
    """Return how a check is called: its name and fields."""
    written = [f"{field.name}" if _required(field) else f"{field.name}={field.default}" for field in fields(kind)]  # type: ignore[arg-type]  # checks are dataclasses
    return ", ".join(written)


def _arguments(match: re.Match[str]) -> Iterator[Argument]:
    inside, at = match.group(2), match.start(2)
    if not inside or not inside.strip():
        return
    depth, start = 0, 0
    for i, sign in enumerate(inside + ","):
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and not depth:
            yield _argument(inside[start:i], at + start)
            start = i + 1
    if start <= len(inside):
        rest = _argument(inside[start:], at + start)
        raise CallFault(f"a bracket of “{rest.text}” has no partner", rest.at)


def _argument(piece: str, at: int) -> Argument:
    named = _NAMED.match(piece)
    cut = named.end() if named else 0
    body = piece[cut:].lstrip()
    return Argument(text=body.rstrip(), at=at + len(piece) - len(body), name=named.group(1) if named else "")


def _assigned(name: str, kind: type[Check[Any]], given: list[Argument]) -> Iterator[tuple["Field[Any]", Argument]]:
    """Give positional arguments to the fields in order, named ones to theirs."""
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]  # checks are dataclasses
    free = list(known)
    for argument in given:
        if argument.name and argument.name not in known:
            hint = nearest(argument.name, known) or f"; it has {', '.join(known) or 'none'}"
            raise CallFault(f"{name} has no field “{argument.name}”{hint}", argument.at)
        if not argument.name and not free:
            count = f"{len(known) or 'no'} argument{'s' if len(known) != 1 else ''}"
            raise CallFault(f"{name} takes {count}, not {len(given)}", argument.at)
        target = argument.name or free[0]
        if target not in free:
            raise CallFault(f"{name}: “{target}” is given twice", argument.at)
        free.remove(target)
        yield known[target], argument
    if missing := [field for field in free if _required(known[field])]:
        raise CallFault(f"{name} needs {' and '.join(missing)}, as in {name}({manual(kind)})")


def _required(field: "Field[Any]") -> bool:
    return field.default is MISSING


def _read(hint: Any, argument: Argument, answer: Formula | None, variables: tuple[str, ...]) -> Any:
    """Return an argument as its field's type wants it."""
    if get_origin(hint) in {Union, types.UnionType}:
        hint = next(choice for choice in get_args(hint) if choice is not type(None))
    if hint is Formula and answer and argument.text == "answer":
        return answer
    if hint is not Formula:
        return _plain(hint, argument)
    try:
        return parse(argument.text, variables)
    except FormulaError as error:
        raise CallFault(error.message, argument.at + error.at) from None


def _plain(hint: Any, argument: Argument) -> Any:
    text = _unquoted(argument.text)
    if hint in {str, RoutineName}:
        return text
    if hint == Interval:
        return _interval(argument)
    if hint is float:
        return _number(text, argument.at + argument.text.index(text))
    if hint is int and text.isdecimal() and len(text) <= DIGITS:
        return int(text)
    choices = (True, False) if hint is bool else get_args(hint)
    spelled = {str(choice).lower() if hint is bool else str(choice): choice for choice in choices}
    if text in spelled:
        return spelled[text]
    wanted = f"one of {', '.join(spelled)}{nearest(text, spelled)}" if spelled else "a whole number"
    raise CallFault(f"“{text}” should be {wanted}", argument.at)


def _interval(argument: Argument) -> Interval:
    ends = argument.text[1:-1].split(",")
    if argument.text[:1] + argument.text[-1:] != "[]" or len(ends) != 2:
        raise CallFault(f"“{argument.text}” should be an interval such as [-1, 1]", argument.at)
    shift = [argument.at + 1, argument.at + 2 + len(ends[0])]
    low, high = (_number(end, at) for end, at in zip(ends, shift, strict=True))
    if low >= high:
        raise CallFault(f"“{argument.text}” should begin below its end", argument.at)
    return low, high


def _number(text: str, at: int) -> float:
    if text.strip() in INFINITE:
        return INFINITE[text.strip()]
    try:
        return to_float(parse_number(text))
    except FormulaError as error:
        raise CallFault(error.message, at + error.at) from None


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text
