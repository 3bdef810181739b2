"""Trees, programs, constants and pieces by their texts."""

from typing import Any

from flint import fmpq

from grader.maths.analysis.constants import Constant
from grader.maths.analysis.deadline import Deadline
from grader.maths.analysis.facts import Facts
from grader.maths.analysis.findings import Property
from grader.maths.analysis.pieces import Piece, split
from grader.maths.analysis.points import Point, Span
from grader.maths.analysis.program import Program
from grader.maths.analysis.questions import BITS, properties
from grader.maths.reading import parse
from grader.maths.tree import Node

__all__ = ["BITS", "answer", "constant", "facts", "pieces", "program", "span", "tree", "unhurried"]

SECONDS = 20.0


def tree(text: str) -> Node:
    """Return the tree in primitives."""
    return parse(text).expanded


def program(text: str) -> Program:
    """Return the program of a text without choices."""
    return Program(tree(text), "x")


def constant(text: str) -> Constant:
    """Return the constant that a text without x is."""
    return program(text).value()


def unhurried() -> Deadline:
    """Return time enough."""
    return Deadline(seconds=SECONDS)


def pieces(text: str) -> list[Piece]:
    """Return the pieces of a formula."""
    return split(tree(text), "x", unhurried())


def facts(text: str) -> Facts:
    """Return what is certain about a formula."""
    return Facts(tree(text), "x", unhurried())


def answer(text: str, name: str) -> Property:
    """Return what is known of one property of a formula."""
    return properties(tree(text), "x", SECONDS)[name]


def span(low: Any = None, high: Any = None) -> Span:
    """Return an interval between rationals."""
    return Span(low=None if low is None else Point(at=fmpq(low)), high=None if high is None else Point(at=fmpq(high)))
