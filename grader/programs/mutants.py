"""Programs with one fault each, made from a right one: what an exercise's checks should catch.

Every fault is one that learners make: a slope, a branch or a sign that is wrong, a kink in another place, a tail that
is cut off or overflows, a function for single numbers only, another type, an argument that is changed.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.programs.source import Source

# What a return statement's value is sent through: one fault each, wherever arrays are in it.
RETURNS = {
    "a slope that is wrong": "value * 1.01",
    "off by a constant": "value + 0.001",
    "the sign flipped": "-value",
    "another type": "value.astype('float32' if value.dtype == 'float64' else 'float64')",
    "another shape": "value.reshape(-1)",
}
TENSORS = {
    "another type": "value.to(torch.float32 if value.dtype == torch.float64 else torch.float64)",
}
MENDED = ("another type", "another shape")  # in a gradient, by autograd itself
THROUGH = """
def _faulty(value):
    if isinstance(value, (list, tuple)):
        return type(value)(_faulty(one) for one in value)
    if not hasattr(value, "dtype"):
        return value
    return {fault}
"""
EDITED = """
def _edited(value, *given):
    for one in given:
        if isinstance(one, (list, tuple)):
            _edited(None, *one)
        elif hasattr(one, "dtype") and hasattr(one, "shape"):
            one[...] = 0
    return value
"""
CUT = """
def _cut(value):
    if isinstance(value, (list, tuple)):
        return type(value)(_cut(one) for one in value)
    return value.clip(-2, 2) if hasattr(value, "dtype") else value
"""
UNSTABLE = {"log1p": "np.log(1 + {0})", "expm1": "(np.exp({0}) - 1)", "logaddexp": "np.log(np.exp({0}) + np.exp({1}))"}
FLIPPED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
TURNED = {ast.Gt: ast.Lt, ast.Lt: ast.Gt, ast.GtE: ast.LtE, ast.LtE: ast.GtE, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A program with one fault.  fault: what it is, and in which line of the right one."""

    fault: str
    text: str


def mutants(source: Source) -> Iterator[Mutant]:
    """Yield programs with one fault each."""
    yield from _returning(source)
    yield from _taking(source)
    for change in (_operators, _comparisons, _calls):
        yield from _changed(source, change)


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _returning(source: Source) -> Iterator[Mutant]:
    faults = RETURNS | (TENSORS if source.library == "torch" else {})
    for name in dict.fromkeys(function.name for function in _functions(source.tree)):
        for fault, expression in faults.items():
            if name == "backward" and fault in MENDED:
                continue
            tree = copy.deepcopy(source.tree)
            for function in _functions(tree):
                if function.name == name:
                    _send_through(function, "_faulty")
            yield Mutant(fault=f"{name}: {fault}", text=_written(tree, THROUGH.format(fault=expression)))


def _send_through(function: ast.FunctionDef, through: str, *names: str) -> None:
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and node.value is not None:
            given = [ast.Name(name, ast.Load()) for name in names]
            node.value = ast.Call(ast.Name(through, ast.Load()), [node.value, *given], [])


def _taking(source: Source) -> Iterator[Mutant]:
    """Yield programs that change their arguments, take single numbers alone, or cut off what is far out."""
    for function in source.tree.body:
        if isinstance(function, ast.FunctionDef) and function.args.args:
            names = [argument.arg for argument in function.args.args]
            edited, scalar, cut = (copy.deepcopy(source.tree) for _ in range(3))
            _send_through(_named(edited, function.name), "_edited", *names)
            yield Mutant(fault=f"{function.name}: an argument that is changed", text=_written(edited, EDITED))
            _named(scalar, function.name).body.insert(0, ast.parse(f"{names[0]} = float({names[0]})").body[0])
            yield Mutant(fault=f"{function.name}: single numbers only", text=_written(scalar))
            _named(cut, function.name).body[:0] = [ast.parse(f"{name} = _cut({name})").body[0] for name in names]
            yield Mutant(fault=f"{function.name}: tails that are cut off", text=_written(cut, CUT))


def _named(tree: ast.Module, name: str) -> ast.FunctionDef:
    return next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)


Change = Callable[[ast.expr], Iterator[tuple[str, ast.expr]]]  # a fault, and what stands there then


def _changed(source: Source, change: Change) -> Iterator[Mutant]:
    """Yield programs in which one expression inside a function is another."""
    inside = [node for function in _functions(source.tree) for node in ast.walk(function)]
    places = {id(node): node for node in inside if isinstance(node, ast.expr)}
    for node in places.values():
        for fault, other in change(copy.deepcopy(node)):
            tree = _Replace(node, other).visit(copy_with(source.tree, node))
            yield Mutant(fault=f"line {node.lineno}: {fault}", text=_written(tree))


def copy_with(tree: ast.Module, kept: ast.expr) -> ast.Module:
    """Copy a tree, but for one node."""
    return copy.deepcopy(tree, {id(kept): kept})


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.expr, new: ast.expr) -> None:
        self.old = old
        self.new = new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def _operators(node: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in FLIPPED:
            other = FLIPPED[type(op)]()
            yield f"{ast.unparse(node)} with another operator", ast.BinOp(left, other, right)
        case ast.UnaryOp(op=ast.USub(), operand=inner) if not isinstance(inner, ast.Constant):
            yield f"{ast.unparse(node)} without its sign", inner


def _comparisons(node: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in TURNED:
            yield f"{ast.unparse(node)} turned round", ast.Compare(left, [TURNED[type(op)]()], [right])
            if not isinstance(op, ast.Eq | ast.NotEq):
                moved = ast.BinOp(right, ast.Add(), ast.Constant(0.1))
                yield f"{ast.unparse(node)} in another place", ast.Compare(left, [op], [moved])


def _calls(node: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Call(func=ast.Attribute(attr=name), args=given) if name in UNSTABLE:
            written = UNSTABLE[name].format(*map(ast.unparse, given))
            yield f"{ast.unparse(node)} unstable", ast.parse(written, mode="eval").body
        case ast.Call(func=ast.Attribute(attr="where"), args=[condition, yes, no]):
            yield f"{ast.unparse(node)} with its branches swapped", ast.Call(node.func, [condition, no, yes], [])
        case ast.Call(func=ast.Attribute(attr="abs"), args=[inner]):
            yield f"{ast.unparse(node)} without abs", inner
        case ast.Call(func=ast.Attribute(attr="maximum" | "minimum" as name), args=[left, right]):
            other = ast.Attribute(node.func.value, "minimum" if name == "maximum" else "maximum", ast.Load())  # type: ignore[attr-defined]
            yield f"{ast.unparse(node)} the other way", ast.Call(other, [left, right], [])
        case _:
            pass


def _written(tree: ast.AST, more: str = "") -> str:
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n" + more
