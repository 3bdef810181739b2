"""Whether a backward pass is written by hand, as a class that autograd calls: looked for in the text of the program."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from grader.kinds import Check
from grader.programs.routine import Routine
from grader.report import Finding, Observation, failed, passed

FUNCTION = "Function"  # of torch.autograd
BACKWARD = frozenset({"backward", "vjp"})  # two names for one thing


@dataclass(frozen=True)
class OwnBackward(Check[Routine]):
    """Is a class derived from torch.autograd.Function that has a backward pass of its own."""

    def judge(self, answer: Routine, rng: np.random.Generator) -> Finding:
        """Look at the class, and at those of the program that it is derived from."""
        del rng
        name, tree = answer.name, answer.source.tree
        family = list(_family(tree, name))
        if not family:
            seen = Observation(expected="a class", actual="no class")
            return failed(f"{name} is no class; write “class {name}(torch.autograd.Function)”.", seen)
        known = set(_aliases(tree))
        if not any(_last(base) in known for node in family for base in node.bases):
            seen = Observation(
                expected="derived from torch.autograd.Function", actual=ast.unparse(family[0]).split(":")[0]
            )
            return failed(f"The class {name} is not derived from torch.autograd.Function.", seen)
        if not any(BACKWARD & set(_methods(node)) for node in family):
            seen = Observation(expected="forward and backward", actual="no backward")
            return failed(f"The class {name} has no backward.", seen)
        return passed("It is an autograd.Function with a backward pass of its own.")


def _family(tree: ast.Module, name: str) -> Iterator[ast.ClassDef]:
    """Yield a class of the program, and those it is derived from."""
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    waiting = [name]
    while waiting:
        if node := classes.pop(waiting.pop(0), None):
            yield node
            waiting += [base.id for base in node.bases if isinstance(base, ast.Name)]


def _aliases(tree: ast.Module) -> Iterator[str]:
    """Yield what the program calls torch.autograd.Function."""
    yield FUNCTION
    for node in ast.walk(tree):
        match node:
            case ast.alias(name=found, asname=str(name)) if found == FUNCTION:
                yield name
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _last(value) == FUNCTION:
                yield name
            case _:
                pass


def _last(node: ast.expr) -> str:
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def _methods(node: ast.ClassDef) -> Iterator[str]:
    for part in node.body:
        match part:
            case ast.FunctionDef(name=name) | ast.Assign(targets=[ast.Name(id=name)]):
                yield name
            case _:
                pass
