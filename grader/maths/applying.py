"""Reading names: variables, constants, and functions with their arguments, with or without brackets."""

from grader.errors import FormulaError
from grader.maths.cursor import CLOSING, Cursor
from grader.maths.names import CONSTANTS, MANY, arities, canonical
from grader.maths.rules import Rules, is_letter, node_of
from grader.maths.tokens import Token
from grader.maths.tree import (
    Call,
    Comparison,
    Condition,
    Constant,
    Logic,
    Negative,
    Node,
    Operation,
    Piecewise,
    Variable,
    number,
)

_BRANCHES = frozenset({"where", "if", "ite"})


def read_name(cursor: Cursor, rules: Rules, token: Token) -> Node:
    """Read what a name begins, the name itself already read: a variable, a constant or a function applied."""
    word = token.text
    if word in cursor.variables:
        return Variable(word)
    if word in CONSTANTS:
        return Constant("pi" if CONSTANTS[word] == "pi" else "e")
    if word == "piecewise":
        return _piecewise(cursor, rules, token)
    if word in _BRANCHES:
        return _where(cursor, rules, token)
    if name := canonical(word):
        return _application(cursor, rules, token, name)
    if cursor.split(token):
        cursor.index += 1
        return read_name(cursor, rules, cursor.tokens[cursor.index - 1])
    raise cursor.unknown(token)


def _application(cursor: Cursor, rules: Rules, token: Token, name: str) -> Node:
    exponent = _function_power(cursor, token) if cursor.take("^") else None
    arguments = _arguments(cursor, rules) if cursor.sees("(", "{") else _bare(cursor, rules, token)
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
            cursor.close(CLOSING[opened.text], opened)
        return exponent
    message = f"{token.text}^-1 could be the inverse or 1/{token.text}; write the one you mean."
    raise FormulaError(message, cursor.now.at, reason="ambiguous")


def _arguments(cursor: Cursor, rules: Rules) -> tuple[Node, ...]:
    opened = cursor.now
    cursor.index += 1
    bars, cursor.bars = cursor.bars, 0
    if cursor.take(CLOSING[opened.text]):
        cursor.bars = bars
        return ()
    arguments = [rules.expression(cursor)]
    while cursor.take(","):
        arguments.append(rules.expression(cursor))
        if len(arguments) > MANY:
            raise FormulaError(f"A function may have up to {MANY} arguments.", cursor.now.at, reason="limit")
    cursor.close(CLOSING[opened.text], opened)
    cursor.bars = bars
    return tuple(arguments)


def _bare(cursor: Cursor, rules: Rules, token: Token) -> tuple[Node, ...]:
    """The argument of `sin 2x`: factors up to the next sign, function or bracket."""
    cursor.enter()
    negative = cursor.take("-")
    if not rules.begins(cursor):
        message = f"{token.text} needs its argument in brackets, as in {token.text}(x)."
        raise FormulaError(message, token.at, reason="arity")
    argument = node_of(cursor, rules.power(cursor))
    while cursor.now.kind == "name" and rules.begins(cursor) and is_letter(cursor):
        argument = Operation("*", argument, node_of(cursor, rules.power(cursor)))
    if cursor.sees("(", "[", "{"):
        message = f"Where does the argument of {token.text} end? Put it in brackets."
        raise FormulaError(message, cursor.now.at, reason="ambiguous")
    cursor.leave()
    return (Negative(argument) if negative else argument,)


def _piecewise(cursor: Cursor, rules: Rules, token: Token) -> Node:
    """piecewise(x<0: 0, x==17.3: 5, x)."""
    opened = cursor.take("(")
    if not opened:
        raise FormulaError("Write piecewise(condition: value, …, value elsewhere).", token.at, reason="arity")
    pieces, otherwise = list[tuple[Condition, Node]](), None
    while otherwise is None:
        found = rules.anything(cursor)
        if isinstance(found, Comparison | Logic):
            if not cursor.take(":"):
                raise cursor.unexpected("; after a condition comes “:” and the value")
            pieces.append((found, rules.expression(cursor)))
        else:
            otherwise = found
        if not cursor.take(","):
            break
    cursor.close(")", opened)
    if not pieces:
        raise FormulaError("piecewise needs a condition, as in piecewise(x<0: 0, x).", token.at, reason="arity")
    return Piecewise(tuple(pieces), otherwise)


def _where(cursor: Cursor, rules: Rules, token: Token) -> Node:
    """where(condition, value, value elsewhere)."""
    opened = cursor.take("(")
    if not opened:
        raise FormulaError(f"Write {token.text}(condition, value, value elsewhere).", token.at, reason="arity")
    condition = rules.condition(cursor)
    values = list[Node]()
    while cursor.take(","):
        values.append(rules.expression(cursor))
    cursor.close(")", opened)
    if len(values) != 2:
        message = f"{token.text} takes a condition and two values, as in {token.text}(x > 0, x, 0)."
        raise FormulaError(message, token.at, reason="arity")
    return Piecewise(((condition, values[0]),), values[1])
