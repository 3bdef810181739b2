r"""Finds broken formulas in the texts of exercises, before a page shows them in red.

Formulas stand between $ and $ or $$ and $$, as the pages' Markdown has it: \$ is a dollar, code is code, a single $
does not reach over an empty line.  Texts with {{placeholders}} are best judged after these are filled in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.tex import katex
from grader.tex.braces import Fault
from grader.tex.proofreading import proofread

_MARK = re.compile(r"\\.|^[ \t]*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})|`+|\$+", re.DOTALL | re.MULTILINE)
_DOLLARS = re.compile(r"\\.|\$+", re.DOTALL)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")

# What YAML's double quotes make of the beginning of a command: "\tanh" is a tab and “anh”.
_ESCAPES = {"\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e"}
_ESCAPES |= {"\u2028": "L", "\u2029": "P"}
_INVISIBLE = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ue000-\uf8ff\ud800-\udfff]|\r(?!\n)")
_TORN = re.compile(r"(\n(?=(?:abla|eq|otin)\b)|[\a\b\t\v\f\r\x1b\u2028\u2029])([A-Za-z]+)")


@dataclass(frozen=True, kw_only=True)
class Blemish:
    """Something a page could not show.

    at: where in the text, in characters from 0.
    message: what is wrong, and what to write instead.
    """

    at: int
    message: str


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A formula in a text; at: where it begins; display: between $$; closed: whether its dollars are."""

    at: int
    formula: str
    display: bool
    closed: bool


def blemishes(text: str) -> tuple[Blemish, ...]:
    """Return everything wrong with the formulas of a Markdown text, in order."""
    found = {(piece.at + at, message) for piece in _pieces(text) for at, message in _faults(piece)}
    return tuple(Blemish(at=at, message=message) for at, message in sorted(found))


def snippets(text: str) -> tuple[tuple[int, str], ...]:
    """Return the formulas of a Markdown text: where each begins, and what stands between its dollars."""
    return tuple((piece.at, piece.formula) for piece in _pieces(text) if piece.closed)


def _pieces(text: str) -> Iterator[Piece]:
    at = 0
    while mark := _MARK.search(text, at):
        at = mark.end()
        if mark["fence"]:
            at = _end_of_fence(text, mark["fence"], at)
        elif mark[0].startswith("`"):
            at = _end_of_code(text, mark[0], at)
        elif mark[0].startswith("$"):
            closing = _closing(text, mark[0], at)
            formula = text[at : closing.start()] if closing else ""
            yield Piece(at=at, formula=formula, display=len(mark[0]) > 1, closed=closing is not None)
            at = closing.end() if closing else at


def _closing(text: str, opening: str, at: int) -> re.Match[str] | None:
    """Return the dollars that close the formula: as many as opened it, in the same paragraph unless they are two."""
    empty = None if len(opening) > 1 else _EMPTY_LINE.search(text, at)
    marks = _DOLLARS.finditer(text, at, empty.start() if empty else len(text))
    return next((mark for mark in marks if mark[0] == opening), None)


def _end_of_code(text: str, ticks: str, at: int) -> int:
    """Return where a code span ends; ticks without partner are ordinary characters."""
    empty = _EMPTY_LINE.search(text, at)
    closing = re.compile(f"(?<!`){ticks}(?!`)").search(text, at, empty.start() if empty else len(text))
    return closing.end() if closing else at


def _end_of_fence(text: str, fence: str, at: int) -> int:
    closing = re.compile(rf"^[ \t]*{fence}{fence[0]}*[ \t]*$", re.MULTILINE).search(text, at)
    return closing.end() if closing else len(text)


def _faults(piece: Piece) -> Iterator[Fault]:
    if not piece.closed:
        yield -1, "This “$” opens a formula that is never closed; a plain dollar is written \\$."
        return
    if not piece.formula.strip():
        yield 0, "There is no formula between these dollars."
        return
    torn = tuple(_torn(piece.formula))
    yield from torn
    if torn:
        return  # the rest of the command would be judged as something it is not
    for match in _INVISIBLE.finditer(piece.formula):
        name = "A tab" if match[0] == "\t" else f"An invisible character (U+{ord(match[0]):04X})"
        yield (
            match.start(),
            f"{name} stands here; delete it, and write LaTeX in single quotes or as a block.",
        )
    yield from proofread(piece.formula, display=piece.display)


def _torn(formula: str) -> Iterator[Fault]:
    """Find commands whose beginning was taken for an escape sequence."""
    for match in _TORN.finditer(formula):
        letter = _ESCAPES[match[1]]
        names = (f"\\{letter}{match[2][:length]}" for length in range(len(match[2]), 0, -1))
        name = next((name for name in names if katex.word(name)), "")
        if name:
            problem = f"Double quotes read the \\{letter} of {name} as one invisible character"
            yield match.start(), f"{problem}; write this text in single quotes or as a block."
