"""Finding the option a text means: the text itself, or a beginning that only one option has."""

import re
from collections.abc import Sequence
from typing import Literal

import numpy as np

from grader import nodes
from grader.errors import AnswerError, nearest

Order = Literal["shuffled", "fixed"]

LONGEST = 4000  # characters of an answer in YAML: a page of options
SHOWN = 60  # characters of an answer in a message

LEAST = 2  # characters of a beginning: A, B and C are no answers, as options are shown in any order

_GREEK = {"σ": "sigma", "α": "alpha", "π": "pi"}  # as they are typed for LaTeX’s names
_ABOUT_OTHERS = frozenset(
    {"all of the above", "none of the above", "both of the above", "all of these", "none of these"}
)
_BARE = re.compile(r"""[\w$\\(](?:[^,:\[\]{}#'"\s]| )*""")  # what YAML reads as it stands


def chosen(text: str, options: Sequence[str], *, at: int = 0) -> str:
    """Return the option that is meant, or raise AnswerError at that position."""
    wanted = plain(text)
    exact = [option for option in options if plain(option) == wanted]
    if exact:
        return exact[0]
    beginning = [option for option in options if len(wanted) >= LEAST and plain(option).startswith(wanted)]
    if len(beginning) == 1:
        return beginning[0]
    if beginning:
        listed = " or ".join(f"“{option}”" for option in beginning)
        raise AnswerError(f"This could be {listed}; write a little more of it.", at)
    listed = "; ".join(options)
    told = " ".join(text.split())
    shown = told if len(told) <= SHOWN else told[:SHOWN] + "…"
    raise AnswerError(f"“{shown}” is not one of the options{nearest(text, options) or f': {listed}'}", at)


def plain(text: str) -> str:
    """Return a text without what does not matter for telling options apart: case, LaTeX's signs, runs of spaces."""
    bare = re.sub(r"\\(?:mathrm|operatorname|text)\b|[$\\{}]", "", text)
    for letter, name in _GREEK.items():
        bare = bare.replace(letter, name)
    return re.sub(r"\s+", " ", bare).strip().casefold()


def laid_out(options: Sequence[str], order: Order, rng: np.random.Generator) -> tuple[str, ...]:
    """Return options in the order in which they are shown: the file's, or one drawn by luck."""
    return tuple(options) if order == "fixed" else tuple(options[i] for i in rng.permutation(len(options)))


def stands_in(option: str, text: str) -> bool:
    """Whether a text holds an option, as words of its own: x does not stand in “expand”."""
    return re.search(rf"(?<!\w){re.escape(plain(option))}(?!\w)", plain(text)) is not None


def doubts(options: Sequence[str]) -> Sequence[str]:
    """Return what is wrong with options: they must be told apart, and none may speak of the others."""
    spoken = [option for option in options if plain(option).strip(".") in _ABOUT_OTHERS]
    return (
        *(f"the option “{option}” stands there twice" for option in twins(options)),
        *(f"the option “{option}” speaks of the other options; name what holds instead" for option in spoken),
    )


def twins(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts that nobody could tell apart."""
    known = [plain(text) for text in texts]
    return tuple(dict.fromkeys(text for text in texts if known.count(plain(text)) > 1))


def read(text: str, advice: str) -> nodes.Tree:
    """Return the tree of an answer in YAML, or raise AnswerError with a word of advice."""
    if len(text) > LONGEST:
        raise AnswerError(f"This answer may have up to {LONGEST} characters; it has {len(text)}.", LONGEST)
    try:
        return nodes.read(text)
    except nodes.NodeError as error:
        raise AnswerError(advice, error.where.at) from None


def quoted(option: str) -> str:
    """Return an option as it can stand in a YAML list, in quotes where it must."""
    return option if _BARE.fullmatch(option) else in_quotes(option)


def in_quotes(option: str) -> str:
    """Return an option on one line in YAML's single quotes, which leave LaTeX alone."""
    return "'" + " ".join(option.split()).replace("'", "''") + "'"
