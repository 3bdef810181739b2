"""Whether a function of a program computes with whole arrays: the lines that run tell, and no clock."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from grader.kinds import Check
from grader.programs.routine import Routine
from grader.report import Finding, Observation, failed, passed

FEW, TIMES = 8, 64  # numbers, and how many times as many
ROOM = 16  # lines that may run more often, whatever for
# What loops where no line of the program runs.
LOOPS = frozenset("apply_ apply_along_axis apply_over_axes frompyfunc map_ vectorize".split())
MAPS = frozenset({"map", "starmap"})


@dataclass(frozen=True)
class Vectorised(Check[Routine]):
    """Runs as many lines for many numbers as for few: whole arrays are computed with, not one number at a time."""

    def judge(self, answer: Routine, rng: np.random.Generator) -> Finding:
        """Count the lines that run for 8 numbers and for 512, and look for loops that run none."""
        few = rng.uniform(-3, 3, FEW)
        counts = list[int]()
        for x in (few, np.tile(few, TIMES)):  # the same numbers, so that what depends on them stays the same
            answer.call(*answer.arguments(x), wanted="lines")
            counts.append(answer.program.lines)
        if min(counts) < 0:
            seen = Observation(expected="lines that are counted", actual="no count")
            return failed(f"{answer.name} takes away the counter of lines; leave sys.settrace alone.", seen)
        if counts[1] > counts[0] + ROOM:
            ran = f"{counts[0]} lines for {FEW} numbers and {counts[1]} for {FEW * TIMES}"
            seen = Observation(expected=f"about {counts[0]} lines", actual=f"{counts[1]} lines")
            return failed(f"{answer.name} runs {ran}: it takes one number at a time. Compute with whole arrays.", seen)
        for line, name in _hidden(answer):
            seen = Observation(expected="whole arrays", actual=f"{name} in line {line}")
            finding = failed(f"Line {line}: {name} takes one number at a time. Compute with whole arrays.", seen)
            return replace(finding, evidence=replace(finding.evidence, line=line))
        return passed(f"It runs as many lines for {FEW * TIMES} numbers as for {FEW}.")


def _hidden(routine: Routine) -> Iterator[tuple[int, str]]:
    """Yield the loops that count no lines."""
    for node in (inner for outer in routine.source.reached(routine.name) for inner in ast.walk(outer)):
        match node:
            case ast.Attribute(attr=name) | ast.Name(id=name) if name in LOOPS:
                yield node.lineno, name
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=[_, over, *_]) if name in MAPS:
                if not _written_out(over, routine.source.tree):
                    yield node.lineno, name
            case _:
                pass


def _written_out(over: ast.expr, tree: ast.Module) -> bool:
    """Whether it is a few things that stand in the program, or a name for such alone."""
    match over:
        case ast.List(elts=entries) | ast.Tuple(elts=entries):
            return not any(isinstance(entry, ast.Starred) for entry in entries)
        case ast.Name(id=name):
            nodes = list(ast.walk(tree))
            given = [node.value for node in nodes if isinstance(node, ast.Assign) and _stores(node.targets, name)]
            stored = sum((isinstance(node, ast.arg) and node.arg == name) or _stores([node], name) for node in nodes)
            plain = (isinstance(value, ast.List | ast.Tuple) and _written_out(value, tree) for value in given)
            return (
                bool(given) and len(given) == stored and all(plain) and not any(_reaches(node, name) for node in nodes)
            )
        case _:
            return False


def _stores(nodes: Sequence[ast.AST], name: str) -> bool:
    return any(isinstance(one, ast.Name) and one.id == name and isinstance(one.ctx, ast.Store) for one in nodes)


def _reaches(node: ast.AST, name: str) -> bool:
    """Whether it may change a list of this name: by a method, or an entry."""
    match node:
        case ast.Attribute(value=ast.Name(id=found)) | ast.Subscript(value=ast.Name(id=found)):
            return found == name
        case _:
            return False
