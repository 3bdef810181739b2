"""Reading formulas: precedence climbing over tokens, never `eval` and never a guess.

What could be meant in two ways (1/2x, e^2x, sin^-1) is refused as ambiguous; everything else is read as
mathematicians write it: x^y^z = x^(y^z), −x² = −(x²), sin 2x = sin(2x), 2x/3 = (2x)/3.
Each function reads one rule of the grammar and leaves the cursor behind it.
"""

import re
from fractions import Fraction
from typing import cast

from grader.errors import FormulaError
from grader.maths.cursor import RELATIONS, Cursor
from grader.maths.formula import Formula
from grader.maths.names import CONSTANTS, MANY, arities, canonical, expanded_size
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

_CLOSING = {"(": ")", "[": "]", "{": "}", "|": "|", "(|": "|)"}
_ROUNDED = {r"\lfloor": (r"\rfloor", "floor"), r"\lceil": (r"\rceil", "ceil")}
_FRACTIONS = (r"\frac", r"\dfrac", r"\tfrac")
_WRAPPERS = (r"\operatorname", r"\mathrm", r"\text", r"\mathit", r"\mathbf")
_ROOTS = {"√": "sqrt", "∛": "cbrt"}
_BRANCHES = frozenset({"where", "if", "ite"})
_OPENERS = frozenset({"(", "[", "{", "(|", *_ROOTS, *_ROUNDED, *_FRACTIONS, *_WRAPPERS, r"\sqrt", r"\begin"})
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
        alternatives = [_condition_of(cursor, found), _condition_of(cursor, _joined(cursor, "and"))]
        while cursor.word("or") or cursor.take("or"):
            alternatives.append(_condition_of(cursor, _joined(cursor, "and")))
        found = Logic("or", tuple(alternatives))
    cursor.leave()
    return found


def _joined(cursor: Cursor, word: str) -> Node | Condition:
    found = _fact(cursor)
    facts = [found]
    while cursor.word(word) or cursor.take(word) or (not cursor.latex and cursor.take("&")):
        facts.append(_fact(cursor))
    return found if len(facts) == 1 else Logic("and", tuple(_condition_of(cursor, fact) for fact in facts))


def _fact(cursor: Cursor) -> Node | Condition:
    """'not' fact, or a chain of comparisons, or a formula."""
    if cursor.word("not"):
        cursor.enter()
        inner = _condition_of(cursor, _fact(cursor))
        cursor.leave()
        return Logic("not", (inner,))
    found = _sum(cursor)
    if cursor.now.text not in RELATIONS:
        return found
    operands, relations = [_node_of(cursor, found)], list[Relation]()
    while cursor.now.text in RELATIONS:
        relations.append(cast("Relation", cursor.now.text))
        cursor.index += 1
        operands.append(_node_of(cursor, _sum(cursor)))
    return Comparison(tuple(operands), tuple(relations))


def _node_of(cursor: Cursor, found: Node | Condition) -> Node:
    if isinstance(found, Comparison | Logic):
        message = "A condition has no value; write [x > 0] to make 1 or 0 of it."
        raise FormulaError(message, cursor.tokens[max(cursor.index - 1, 0)].at, reason="type")
    return found


def _condition_of(cursor: Cursor, found: Node | Condition) -> Condition:
    if isinstance(found, Comparison | Logic):
        return found
    raise FormulaError("Here a condition is needed, such as x > 0.", cursor.now.at, reason="type")


def _expression(cursor: Cursor) -> Node:
    return _node_of(cursor, _anything(cursor))


def _sum(cursor: Cursor) -> Node | Condition:
    left = _term(cursor)
    while sign := cursor.take("+", "-"):
        right = _node_of(cursor, _term(cursor))
        left = Operation(cast("Operator", sign.text), _node_of(cursor, left), right)
    return left


def _term(cursor: Cursor) -> Node | Condition:
    left = _signed(cursor)
    while sign := cursor.take("*", "/"):
        factor = _node_of(cursor, _signed(cursor, divided=sign.text == "/"))
        left = Operation(cast("Operator", sign.text), _node_of(cursor, left), factor)
    return left


def _signed(cursor: Cursor, *, divided: bool = False) -> Node | Condition:
    if sign := cursor.take("-", "+"):
        cursor.enter()
        inner = _node_of(cursor, _signed(cursor, divided=divided))
        cursor.leave()
        return Negative(inner) if sign.text == "-" else inner
    start = cursor.now.at
    left = _power(cursor)
    while _begins(cursor):
        if divided:
            first = cursor.text[start : cursor.now.at].strip()
            message = f"Does the division end after “{first}” or go on? Add brackets, or a “*”."
            raise FormulaError(message, cursor.now.at, reason="ambiguous")
        left = Operation("*", _node_of(cursor, left), _node_of(cursor, _power(cursor)))
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
    return Operation("^", _node_of(cursor, base), _exponent(cursor))


def _exponent(cursor: Cursor) -> Node:
    cursor.enter()
    if sign := cursor.take("-", "+"):
        inner = _exponent(cursor)
        cursor.leave()
        return Negative(inner) if sign.text == "-" else inner
    first = cursor.now
    exponent = _node_of(cursor, _power(cursor))
    cursor.leave()
    bare = first.kind in {"number", "name"} and isinstance(exponent, Number | Variable | Constant)
    if bare and not cursor.latex and cursor.now.glued and _is_letter(cursor):
        message = "Where does the exponent end? Add brackets, or a “*”."
        raise FormulaError(message, cursor.now.at, reason="ambiguous")
    return exponent


def _is_letter(cursor: Cursor) -> bool:
    return cursor.now.kind == "name" and (
        cursor.now.text in cursor.variables or cursor.now.text in CONSTANTS or canonical(cursor.now.text) is None
    )


def _atom(cursor: Cursor) -> Node | Condition:
    token = cursor.now
    if token.kind == "end":
        raise cursor.unexpected()
    cursor.index += 1
    if token.kind == "number":
        return number(token.value)
    if token.kind == "name":
        return _name(cursor, token)
    if token.text == "[":
        return _iverson(cursor, token)
    if token.text in _CLOSING:
        return _group(cursor, token)
    if token.text in _ROOTS:
        return _radical(cursor, token)
    if token.kind == "command":
        return _structure(cursor, token)
    cursor.index -= 1
    raise cursor.unexpected()


def _radical(cursor: Cursor, token: Token) -> Node:
    cursor.enter()
    inside = _node_of(cursor, _atom(cursor))
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
    cursor.close(_CLOSING[opened.text], opened)
    cursor.bars = bars
    return Call("abs", (_node_of(cursor, inner),)) if absolute else inner


def _iverson(cursor: Cursor, opened: Token) -> Node:
    """[x > 0] is 1 where it holds, else 0; around a formula, square brackets are brackets."""
    inner = _group(cursor, opened)
    if isinstance(inner, Comparison | Logic):
        return Piecewise(((inner, Number(Fraction(1))),), Number(Fraction(0)))
    return inner


def _name(cursor: Cursor, token: Token) -> Node:
    word = token.text
    if word in cursor.variables:
        return Variable(word)
    if word in CONSTANTS:
        return Constant("pi" if CONSTANTS[word] == "pi" else "e")
    if word == "piecewise":
        return _piecewise(cursor, token)
    if word in _BRANCHES:
        return _where(cursor, token)
    if name := canonical(word):
        return _application(cursor, token, name)
    if cursor.split(token):
        cursor.index += 1
        return _name(cursor, cursor.tokens[cursor.index - 1])
    raise cursor.unknown(token)


def _application(cursor: Cursor, token: Token, name: str) -> Node:
    exponent = _function_power(cursor, token) if cursor.take("^") else None
    arguments = _arguments(cursor) if cursor.sees("(", "{") else _bare(cursor, token)
    if not arities()[name].least <= len(arguments) <= arities()[name].most:
        message = f"{token.text} takes {arities()[name]}; here it has {len(arguments)}."
        raise FormulaError(message, token.at, reason="arity")
    call = Call(name, arguments)
    return call if exponent is None else Operation("^", call, exponent)


def _function_power(cursor: Cursor, token: Token) -> Node:
    """The 2 of sin^2(x); any other exponent there could be an inverse or a derivative."""
    opened = cursor.take("(", "{")
    if cursor.now.kind == "number" and cursor.now.value.denominator == 1:
        exponent = number(cursor.now.value)
        cursor.index += 1
        if opened:
            cursor.close(_CLOSING[opened.text], opened)
        return exponent
    message = f"{token.text}^-1 could be the inverse or 1/{token.text}; write the one you mean."
    raise FormulaError(message, cursor.now.at, reason="ambiguous")


def _arguments(cursor: Cursor) -> tuple[Node, ...]:
    opened = cursor.now
    cursor.index += 1
    bars, cursor.bars = cursor.bars, 0
    if cursor.take(_CLOSING[opened.text]):
        cursor.bars = bars
        return ()
    arguments = [_expression(cursor)]
    while cursor.take(","):
        arguments.append(_expression(cursor))
        if len(arguments) > MANY:
            raise FormulaError(f"A function may have up to {MANY} arguments.", cursor.now.at, reason="limit")
    cursor.close(_CLOSING[opened.text], opened)
    cursor.bars = bars
    return tuple(arguments)


def _bare(cursor: Cursor, token: Token) -> tuple[Node, ...]:
    """The argument of `sin 2x`: factors up to the next sign, function or bracket."""
    cursor.enter()
    negative = cursor.take("-")
    if not _begins(cursor):
        message = f"{token.text} needs its argument in brackets, as in {token.text}(x)."
        raise FormulaError(message, token.at, reason="arity")
    argument = _node_of(cursor, _power(cursor))
    while cursor.now.kind == "name" and _begins(cursor) and _is_letter(cursor):
        argument = Operation("*", argument, _node_of(cursor, _power(cursor)))
    if cursor.sees("(", "[", "{"):
        message = f"Where does the argument of {token.text} end? Put it in brackets."
        raise FormulaError(message, cursor.now.at, reason="ambiguous")
    cursor.leave()
    return (Negative(argument) if negative else argument,)


def _piecewise(cursor: Cursor, token: Token) -> Node:
    """piecewise(x<0: 0, x==17.3: 5, x)."""
    opened = cursor.take("(")
    if not opened:
        raise FormulaError("Write piecewise(condition: value, …, value elsewhere).", token.at, reason="arity")
    pieces, otherwise = list[tuple[Condition, Node]](), None
    while otherwise is None:
        found = _anything(cursor)
        if isinstance(found, Comparison | Logic):
            if not cursor.take(":"):
                raise cursor.unexpected("; after a condition comes “:” and the value")
            pieces.append((found, _expression(cursor)))
        else:
            otherwise = found
        if not cursor.take(","):
            break
    cursor.close(")", opened)
    if not pieces:
        raise FormulaError("piecewise needs a condition, as in piecewise(x<0: 0, x).", token.at, reason="arity")
    return Piecewise(tuple(pieces), otherwise)


def _where(cursor: Cursor, token: Token) -> Node:
    """where(condition, value, value elsewhere)."""
    opened = cursor.take("(")
    if not opened:
        raise FormulaError(f"Write {token.text}(condition, value, value elsewhere).", token.at, reason="arity")
    condition = _condition_of(cursor, _anything(cursor))
    values = list[Node]()
    while cursor.take(","):
        values.append(_expression(cursor))
    cursor.close(")", opened)
    if len(values) != 2:
        message = f"{token.text} takes a condition and two values, as in {token.text}(x > 0, x, 0)."
        raise FormulaError(message, token.at, reason="arity")
    return Piecewise(((condition, values[0]),), values[1])


def _structure(cursor: Cursor, token: Token) -> Node | Condition:
    """What LaTeX writes with a command: fractions, roots, words, floors and cases."""
    if token.text in _FRACTIONS:
        return Operation("/", _braced(cursor), _braced(cursor))
    if token.text == r"\sqrt":
        return _root(cursor)
    if token.text in _WRAPPERS:
        opened = cursor.take("{")
        inner = cursor.now
        cursor.index += 1
        if not opened or inner.kind != "name":
            raise FormulaError(f"“{token.text}” needs a name in braces.", token.at)
        cursor.close("}", opened)
        return _name(cursor, inner)
    if token.text in _ROUNDED:
        closing, name = _ROUNDED[token.text]
        inside = _expression(cursor)
        cursor.close(closing, token)
        return Call(name, (inside,))
    if token.text == r"\begin":
        return _cases(cursor, token)
    cursor.index -= 1
    raise cursor.unexpected()


def _braced(cursor: Cursor) -> Node:
    """One argument of a LaTeX command: {…}, or the next single character."""
    token = cursor.now
    if token.kind == "number" and len(token.text) > 1 and token.text.isdigit():
        rest = Token("number", token.text[1:], token.at + 1, token.end, Fraction(token.text[1:]), glued=True)
        cursor.tokens[cursor.index] = rest
        return Number(Fraction(token.text[0]))
    return _node_of(cursor, _atom(cursor))


def _root(cursor: Cursor) -> Node:
    if not (opened := cursor.take("[")):
        return Call("sqrt", (_braced(cursor),))
    degree = cursor.now.value
    if cursor.now.kind != "number":
        raise FormulaError("The degree of a root is a whole number from 2.", opened.at)
    cursor.index += 1
    cursor.close("]", opened)
    if degree == 3:
        return Call("cbrt", (_braced(cursor),))
    if degree < 2 or degree.denominator != 1:
        raise FormulaError("The degree of a root is a whole number from 2.", opened.at)
    return Operation("^", _braced(cursor), Operation("/", Number(Fraction(1)), Number(degree)))


def _cases(cursor: Cursor, token: Token) -> Node:
    r"""\begin{cases} value & condition \\ … value & \text{otherwise} \end{cases}."""
    _environment(cursor, token)
    pieces, otherwise = list[tuple[Condition, Node]](), None
    while not cursor.sees(r"\end"):
        value = _expression(cursor)
        cursor.take(",")
        if not cursor.take("&"):
            raise cursor.unexpected("; “&” and the condition should come first")
        if _said(cursor, "otherwise", "else"):
            otherwise = value
        else:
            _said(cursor, "if", "for", "when")
            pieces.append((_condition_of(cursor, _anything(cursor)), value))
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
