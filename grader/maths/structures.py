"""Reading what LaTeX writes with a command: fractions, roots, words, floors and cases."""

from fractions import Fraction

from grader.errors import FormulaError
from grader.maths.applying import read_name
from grader.maths.cursor import Cursor
from grader.maths.rules import Rules, node_of
from grader.maths.tokens import Token
from grader.maths.tree import Call, Condition, Node, Number, Operation, Piecewise

_ROUNDED = {r"\lfloor": (r"\rfloor", "floor"), r"\lceil": (r"\rceil", "ceil")}
_FRACTIONS = (r"\frac", r"\dfrac", r"\tfrac")
_WRAPPERS = (r"\operatorname", r"\mathrm", r"\text", r"\mathit", r"\mathbf")
OPENERS = frozenset({*_ROUNDED, *_FRACTIONS, *_WRAPPERS, r"\sqrt", r"\begin"})  # commands that begin a value


def read_structure(cursor: Cursor, rules: Rules, token: Token) -> Node | Condition:
    """What LaTeX writes with a command: fractions, roots, words, floors and cases."""
    if token.text in _FRACTIONS:
        return Operation("/", _braced(cursor, rules), _braced(cursor, rules))
    if token.text == r"\sqrt":
        return _root(cursor, rules)
    if token.text in _WRAPPERS:
        opened = cursor.take("{")
        inner = cursor.now
        cursor.index += 1
        if not opened or inner.kind != "name":
            raise FormulaError(f"“{token.text}” needs a name in braces.", token.at)
        cursor.close("}", opened)
        return read_name(cursor, rules, inner)
    if token.text in _ROUNDED:
        closing, name = _ROUNDED[token.text]
        inside = rules.expression(cursor)
        cursor.close(closing, token)
        return Call(name, (inside,))
    if token.text == r"\begin":
        return _cases(cursor, rules, token)
    cursor.index -= 1
    raise cursor.unexpected()


def _braced(cursor: Cursor, rules: Rules) -> Node:
    """One argument of a LaTeX command: {…}, or the next single character."""
    token = cursor.now
    if token.kind == "number" and len(token.text) > 1 and token.text.isdigit():
        rest = Token("number", token.text[1:], token.at + 1, token.end, Fraction(token.text[1:]), glued=True)
        cursor.tokens[cursor.index] = rest
        return Number(Fraction(token.text[0]))
    return node_of(cursor, rules.atom(cursor))


def _root(cursor: Cursor, rules: Rules) -> Node:
    if not (opened := cursor.take("[")):
        return Call("sqrt", (_braced(cursor, rules),))
    degree = cursor.now.value
    if cursor.now.kind != "number":
        raise FormulaError("The degree of a root is a whole number from 2.", opened.at)
    cursor.index += 1
    cursor.close("]", opened)
    if degree == 3:
        return Call("cbrt", (_braced(cursor, rules),))
    if degree < 2 or degree.denominator != 1:
        raise FormulaError("The degree of a root is a whole number from 2.", opened.at)
    return Operation("^", _braced(cursor, rules), Operation("/", Number(Fraction(1)), Number(degree)))


def _cases(cursor: Cursor, rules: Rules, token: Token) -> Node:
    r"""\begin{cases} value & condition \\ … value & \text{otherwise} \end{cases}."""
    _environment(cursor, token)
    pieces, otherwise = list[tuple[Condition, Node]](), None
    while not cursor.sees(r"\end"):
        value = rules.expression(cursor)
        cursor.take(",")
        if not cursor.take("&"):
            raise cursor.unexpected("; “&” and the condition should come first")
        if _said(cursor, "otherwise", "else"):
            otherwise = value
        else:
            _said(cursor, "if", "for", "when")
            pieces.append((rules.condition(cursor), value))
        cursor.take(",")
        if not cursor.take("\\\\"):
            break
    end = cursor.take(r"\end")
    if not end:
        raise cursor.unexpected(r"; “\end{cases}” should come here") if pieces else cursor.unexpected()
    _environment(cursor, end)
    if not pieces:
        raise FormulaError("cases needs a line with a condition.", token.at, reason="arity")
    return Piecewise(tuple(pieces), otherwise)


def _environment(cursor: Cursor, token: Token) -> None:
    opened = cursor.take("{")
    if not opened or not cursor.word("cases"):
        raise FormulaError("I know only the environment “cases”.", token.at, reason="name")
    cursor.close("}", opened)


def _said(cursor: Cursor, *words: str) -> bool:
    r"""Step over a word, alone or in \text{…}."""
    start = cursor.index
    opened = cursor.take("{") if cursor.take(*_WRAPPERS) else None
    if cursor.word(*words):
        if opened:
            cursor.close("}", opened)
        return True
    cursor.index = start
    return False
