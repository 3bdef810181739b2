"""Reading formulas: precedence climbing over tokens, never `eval` and never a guess.

What could be meant in two ways (1/2x, e^2x, sin^-1) is refused as ambiguous; everything else is read as
mathematicians write it: x^y^z = x^(y^z), −x² = −(x²), sin 2x = sin(2x), 2x/3 = (2x)/3.
Each function reads one rule of the grammar and leaves the cursor behind it.
"""

import re
from fractions import Fraction
from typing import cast

from grader.errors import FormulaError
from grader.maths.applying import read_name
from grader.maths.cursor import CLOSING, RELATIONS, Cursor
from grader.maths.formula import Formula
from grader.maths.names import expanded_size
from grader.maths.rules import Rules, condition_of, is_letter, node_of
from grader.maths.structures import OPENERS, read_structure
from grader.maths.tokens import Token
from grader.maths.tree import (
    Call,
    Comparison,
    Condition,
    Constant,
    Logic,
    Negative,
    Node,
    Number,
    Operation,
    Operator,
    Piecewise,
    Relation,
    Variable,
    number,
    size,
)

NODES = 500
EXPANDED = 5000  # nodes once named activations are written out

_ROOTS = {"√": "sqrt", "∛": "cbrt"}
_OPENERS = frozenset({"(", "[", "{", "(|", *_ROOTS, *OPENERS})
_LOGIC = frozenset({"and", "or", "not", "otherwise"})
_HEAD = re.compile(r"\s*([A-Za-z]\w*(\s*\(\s*\w+\s*\))?)\s*:?=(?!=)")


def parse(text: str, variables: tuple[str, ...] = ("x",)) -> Formula:
    """Return the formula a text denotes, or raise FormulaError."""
    node = _whole(text, variables)
    if isinstance(node, Comparison | Logic):
        raise FormulaError("This is a condition; write a formula that has a value.", reason="type")
    return Formula(tree=node, variables=variables)


def parse_condition(text: str, variables: tuple[str, ...] = ("x",)) -> Condition:
    """Return the condition a text denotes, such as `x != y and 0 < x <= 1`, or raise FormulaError."""
    condition = _whole(text, variables)
    if isinstance(condition, Comparison | Logic):
        return condition
    raise FormulaError("This is a formula; write a condition such as x > 0.", reason="type")


def _whole(text: str, variables: tuple[str, ...]) -> Node | Condition:
    inner = _undollared(text)
    if not inner.strip():
        raise FormulaError("There is nothing here yet; write a formula.")
    cursor = Cursor(inner, variables)
    head = _HEAD.match(inner)
    if head and head.group(1) not in variables:
        raise FormulaError(f"Write the formula alone, without “{head.group(1)} =”.", head.start(1))
    found = _anything(cursor)
    if cursor.now.kind != "end":
        raise cursor.unexpected()
    if size(found) > NODES:
        raise FormulaError(f"A formula may have up to {NODES} parts.", reason="limit")
    if expanded_size(found) > EXPANDED:
        raise FormulaError("Written out, the named functions in this formula are too long.", reason="limit")
    return found


def _undollared(text: str) -> str:
    """Blank the dollars around a LaTeX formula: positions stay."""
    stripped = text.strip()
    marks = 2 if stripped.startswith("$$") else 1
    if len(stripped) <= 2 * marks or stripped[0] != "$" or not stripped.endswith("$" * marks):
        return text
    start = text.index("$")
    return " " * (start + marks) + stripped[marks:-marks]


def _anything(cursor: Cursor) -> Node | Condition:
    """Alternative ('or' alternative)*, an alternative being fact ('and' fact)*."""
    cursor.enter()
    found = _joined(cursor, "and")
    if cursor.word("or") or cursor.take("or"):
        alternatives = [condition_of(cursor, found), condition_of(cursor, _joined(cursor, "and"))]
        while cursor.word("or") or cursor.take("or"):
            alternatives.append(condition_of(cursor, _joined(cursor, "and")))
        found = Logic("or", tuple(alternatives))
    cursor.leave()
    return found


def _joined(cursor: Cursor, word: str) -> Node | Condition:
    found = _fact(cursor)
    facts = [found]
    while cursor.word(word) or cursor.take(word) or (not cursor.latex and cursor.take("&")):
        facts.append(_fact(cursor))
    return found if len(facts) == 1 else Logic("and", tuple(condition_of(cursor, fact) for fact in facts))


def _fact(cursor: Cursor) -> Node | Condition:
    """'not' fact, or a chain of comparisons, or a formula."""
    if cursor.word("not"):
        cursor.enter()
        inner = condition_of(cursor, _fact(cursor))
        cursor.leave()
        return Logic("not", (inner,))
    found = _sum(cursor)
    if cursor.now.text not in RELATIONS:
        return found
    operands, relations = [node_of(cursor, found)], list[Relation]()
    while cursor.now.text in RELATIONS:
        relations.append(cast("Relation", cursor.now.text))
        cursor.index += 1
        operands.append(node_of(cursor, _sum(cursor)))
    return Comparison(tuple(operands), tuple(relations))


def _sum(cursor: Cursor) -> Node | Condition:
    left = _term(cursor)
    while sign := cursor.take("+", "-"):
        right = node_of(cursor, _term(cursor))
        left = Operation(cast("Operator", sign.text), node_of(cursor, left), right)
    return left


def _term(cursor: Cursor) -> Node | Condition:
    left = _signed(cursor)
    while sign := cursor.take("*", "/"):
        factor = node_of(cursor, _signed(cursor, divided=sign.text == "/"))
        left = Operation(cast("Operator", sign.text), node_of(cursor, left), factor)
    return left


def _signed(cursor: Cursor, *, divided: bool = False) -> Node | Condition:
    if sign := cursor.take("-", "+"):
        cursor.enter()
        inner = node_of(cursor, _signed(cursor, divided=divided))
        cursor.leave()
        return Negative(inner) if sign.text == "-" else inner
    start = cursor.now.at
    left = _power(cursor)
    while _begins(cursor):
        if divided:
            first = cursor.text[start : cursor.now.at].strip()
            message = f"Does the division end after “{first}” or go on? Add brackets, or a “*”."
            raise FormulaError(message, cursor.now.at, reason="ambiguous")
        left = Operation("*", node_of(cursor, left), node_of(cursor, _power(cursor)))
    return left


def _begins(cursor: Cursor) -> bool:
    """Whether the next token can begin another factor of a product without a sign."""
    token = cursor.now
    if token.kind == "number":
        if cursor.tokens[cursor.index - 1].kind == "number":
            raise FormulaError("Two numbers in a row; write a sign between them.", token.at)
        return True
    if token.kind == "name":
        return token.text not in _LOGIC
    return cursor.sees(*_OPENERS) or (cursor.sees("|") and not cursor.bars)


def _power(cursor: Cursor) -> Node | Condition:
    base = _atom(cursor)
    if not cursor.take("^"):
        return base
    return Operation("^", node_of(cursor, base), _exponent(cursor))


def _exponent(cursor: Cursor) -> Node:
    cursor.enter()
    if sign := cursor.take("-", "+"):
        inner = _exponent(cursor)
        cursor.leave()
        return Negative(inner) if sign.text == "-" else inner
    first = cursor.now
    exponent = node_of(cursor, _power(cursor))
    cursor.leave()
    bare = first.kind in {"number", "name"} and isinstance(exponent, Number | Variable | Constant)
    if bare and not cursor.latex and cursor.now.glued and is_letter(cursor):
        message = "Where does the exponent end? Add brackets, or a “*”."
        raise FormulaError(message, cursor.now.at, reason="ambiguous")
    return exponent


def _atom(cursor: Cursor) -> Node | Condition:
    token = cursor.now
    if token.kind == "end":
        raise cursor.unexpected()
    cursor.index += 1
    if token.kind == "number":
        return number(token.value)
    if token.kind == "name":
        return read_name(cursor, _RULES, token)
    if token.text == "[":
        return _iverson(cursor, token)
    if token.text in CLOSING:
        return _group(cursor, token)
    if token.text in _ROOTS:
        return _radical(cursor, token)
    if token.kind == "command":
        return read_structure(cursor, _RULES, token)
    cursor.index -= 1
    raise cursor.unexpected()


def _radical(cursor: Cursor, token: Token) -> Node:
    cursor.enter()
    inside = node_of(cursor, _atom(cursor))
    cursor.leave()
    if cursor.sees("^"):
        message = f"Is the power under the {token.text}? Add brackets."
        raise FormulaError(message, cursor.now.at, reason="ambiguous")
    return Call(_ROOTS[token.text], (inside,))


def _group(cursor: Cursor, opened: Token) -> Node | Condition:
    """( … ), { … } or | … |, the opening sign already read."""
    absolute = "|" in opened.text
    bars, cursor.bars = cursor.bars, cursor.bars + 1 if opened.text == "|" else 0
    inner = _anything(cursor)
    cursor.close(CLOSING[opened.text], opened)
    cursor.bars = bars
    return Call("abs", (node_of(cursor, inner),)) if absolute else inner


def _iverson(cursor: Cursor, opened: Token) -> Node:
    """[x > 0] is 1 where it holds, else 0; around a formula, square brackets are brackets."""
    inner = _group(cursor, opened)
    if isinstance(inner, Comparison | Logic):
        return Piecewise(((inner, Number(Fraction(1))),), Number(Fraction(0)))
    return inner


_RULES = Rules(anything=_anything, power=_power, atom=_atom, begins=_begins)
