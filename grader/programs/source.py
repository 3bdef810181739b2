"""A program as text: read, not run."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NewType

from grader.errors import AnswerError, nearest

# The modules that any program may import, by library.
PLAIN = frozenset(
    "__future__ abc cmath collections contextlib copy dataclasses decimal enum fractions functools itertools math "
    "numbers operator random statistics sys types typing warnings".split()
)
LIBRARIES = {"numpy": frozenset({"numpy", "scipy"}), "torch": frozenset({"numpy", "scipy", "torch"})}
OWN = frozenset({"cls", "ctx", "self"})  # what methods call what belongs to them
LONGEST = 50_000  # characters
LARGEST = 1e300  # of the numbers in a program that are worth looking at

RoutineName = NewType("RoutineName", str)  # a field of a check that names a function of the program


@dataclass(frozen=True, kw_only=True)
class Source:
    """A program that could be read.

    text: as typed.  library: "numpy" or "torch"; what its functions get and give.
    """

    text: str
    library: str

    @cached_property
    def tree(self) -> ast.Module:
        """What it says."""
        return ast.parse(self.text)

    @cached_property
    def meaning(self) -> str:
        """The same text for programs that differ in comments, docstrings and spaces alone."""
        return ast.dump(_without_docstrings(ast.parse(self.text)))

    @cached_property
    def functions(self) -> dict[str, tuple[str, ...]]:
        """The functions and classes it defines, with the names of a function's arguments."""
        return {
            node.name: tuple(argument.arg for argument in node.args.args) if isinstance(node, ast.FunctionDef) else ()
            for node in self.tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
        }

    @cached_property
    def needed(self) -> dict[str, tuple[str, ...]]:
        """The same, with those arguments alone that have no default value."""
        heads = {node.name: node.args for node in self.tree.body if isinstance(node, ast.FunctionDef)}
        given = {name: len(head.defaults) for name, head in heads.items()}
        return {name: every[: len(every) - given.get(name, 0)] for name, every in self.functions.items()}

    def returned(self, name: str) -> tuple[str, ...]:
        """Return the names of what a function gives where it gives several things, as in `return W, b`."""
        outer = (node for node in self.tree.body if isinstance(node, ast.FunctionDef) and node.name == name)
        for node in (inner for function in outer for inner in ast.walk(function)):
            match node:
                case ast.Return(value=ast.Tuple(elts=parts)) if all(names := [_copied(part) for part in parts]):
                    return tuple(names)
        return ()

    @cached_property
    def literals(self) -> tuple[float, ...]:
        """The numbers that stand in it, with either sign: where something may switch."""
        found = (node.value for node in ast.walk(self.tree) if isinstance(node, ast.Constant))
        numbers = [value for value in found if isinstance(value, int | float) and not isinstance(value, bool)]
        sizes = {abs(float(value)) for value in numbers if abs(value) < LARGEST}
        return tuple(sorted({*sizes, *(-size for size in sizes)}))

    def uses(self, name: str) -> Iterator[int]:
        """Yield the lines in which a name such as gelu or F.gelu of a library is used, however it was imported.

        What the program itself calls so is another thing.
        """
        last = name.rpartition(".")[2]
        for node in ast.walk(self.tree):
            match node:
                case ast.Attribute(value=ast.Name(id=owner)) if owner in self.functions or owner in OWN:
                    pass
                case ast.Attribute(attr=found) if found == last:
                    yield node.lineno
                case ast.Name(id=found) if found == last and found not in self.bound:
                    yield node.lineno
                case ast.alias(name=found) if found.rpartition(".")[2] == last:
                    yield node.lineno
                case ast.Constant(value=found) if found == last:  # getattr(F, "gelu")
                    yield node.lineno

    @cached_property
    def own(self) -> frozenset[str]:
        """The names that it gives to things of its own, outside of functions."""
        return frozenset(name for node in self.tree.body for name in _bound(node))

    @cached_property
    def bound(self) -> frozenset[str]:
        """The names that it gives to things of its own, wherever that is."""
        names = set(self.own)
        for node in ast.walk(self.tree):
            match node:
                case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.FunctionDef(name=name):
                    names.add(name)
                case _:
                    pass
        return frozenset(names)

    def reached(self, name: str) -> Iterator[ast.stmt]:
        """Yield the statements outside of functions that a function may have to do with, itself first."""
        waiting, seen = [name], {name}
        while waiting:
            wanted = waiting.pop()
            for node in (node for node in self.tree.body if wanted in _bound(node)):
                yield node
                used = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)} & self.own
                waiting += sorted(used - seen)
                seen |= used


def _copied(node: ast.expr) -> str:
    """Return the name that stands there, or that a copy is made of; nothing if it is something else."""
    match node:
        case ast.Name(id=name) | ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="copy"), args=[]):
            return name
        case _:
            return ""


def _bound(node: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement gives to things of the program."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign() | ast.AnnAssign():
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for inner in (inner for target in targets for inner in ast.walk(target)):
                if isinstance(inner, ast.Name):
                    yield inner.id
        case _:
            pass


def read(text: str, library: str, imports: tuple[str, ...] = ()) -> Source:
    """Return a program that may import what its library needs, or only these modules.

    AnswerError: it is no Python, or imports something else.
    """
    text = text.removeprefix("\ufeff")  # a byte-order mark, with which some editors begin
    if not text.strip():
        raise AnswerError("Nothing is written yet.")
    if len(text) > LONGEST:
        raise AnswerError(f"This is longer than {LONGEST:,} characters; a short program will do.", LONGEST)
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        at = _position(text, error.lineno or 1, (error.offset or 1) - 1)
        raise AnswerError(f"Line {error.lineno}: Python can't read this ({error.msg}).", at) from None
    except (ValueError, RecursionError, MemoryError):
        raise AnswerError("Python can't read this.") from None
    allowed = frozenset(imports) or PLAIN | LIBRARIES[library]
    for node in (node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)):
        for module in _imported(node):
            if not _within(module, allowed):
                at = _position(text, node.lineno, node.col_offset)
                raise AnswerError(f"“{module}” may not be imported here{_instead(module, allowed)}.", at)
    return Source(text=text, library=library)


def _imported(node: ast.Import | ast.ImportFrom) -> Sequence[str]:
    return [node.module or "."] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]


def _within(module: str, allowed: frozenset[str]) -> bool:
    return any(module == name or module.startswith(name + ".") for name in allowed)


def _instead(module: str, allowed: frozenset[str]) -> str:
    return nearest(module, allowed) or f"; {', '.join(sorted(allowed - PLAIN) or sorted(allowed))} may"


def _position(text: str, line: int, column: int) -> int:
    """Return the position of a place that Python counts in lines and columns."""
    before = text.splitlines(keepends=True)[: line - 1]
    return min(len(text), sum(map(len, before)) + max(0, column))


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return tree


def is_stub(text: str) -> bool:
    """Whether a program's functions do nothing yet."""
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    return all(ast.unparse(node.body[-1]) == "..." for node in functions)


def stub(source: Source) -> str:
    """Return the imports and heads of a program, with ... for what is to be written."""
    tree = _without_docstrings(ast.parse(source.text))
    kept = [
        node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef)
    ]
    for node in (inner for outer in kept for inner in ast.walk(outer)):
        if isinstance(node, ast.FunctionDef):
            node.body = [ast.Expr(ast.Constant(...))]
    heads = [ast.unparse(ast.fix_missing_locations(node)) for node in kept]
    imports = [text for node, text in zip(kept, heads, strict=True) if isinstance(node, ast.Import | ast.ImportFrom)]
    rest = [text for text in heads if text not in imports]
    return "\n\n\n".join(["\n".join(imports)] * bool(imports) + rest) + "\n"
