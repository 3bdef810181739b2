"""What KaTeX knows: its commands, the characters that are more than themselves, its environments.

The pages are set by KaTeX in the browser; the list beside this module lets a teacher hear of a fault before that.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from grader.errors import nearest

# Names of this course that LaTeX lacks: none of them is another command misspelt.
FUNCTIONS = frozenset({"elu", "gelu", "relu", "selu", "sgn", "sigmoid", "sign", "silu", "softmax", "softplus", "swish"})


@dataclass(frozen=True, kw_only=True)
class Word:
    r"""One word of KaTeX's language.

    name: \frac, |, align*.
    arguments: in order, what each is made of; [.] may be left out, * is an optional star.
    places: where it may stand; the first lines of data/katex.txt explain the words used.
    """

    name: str
    arguments: tuple[str, ...]
    places: frozenset[str]

    @property
    def needs(self) -> int:
        """How many arguments must be there."""
        return sum(kind.isalpha() for kind in self.arguments)

    @property
    def shape(self) -> str:
        r"""The word with its arguments left open: \frac{…}{…}."""
        name = f"\\begin{{{self.name}}}" if "table" in self.places else self.name
        return name + "".join("(" if kind == "d" else "{…}" for kind in self.arguments if kind.isalpha())

    @property
    def columns(self) -> int | None:
        """How many columns the environment may have; None is any number."""
        numbers = (place.removeprefix("columns=") for place in self.places)
        return next((int(number) for number in numbers if number.isdigit()), None)


@cache
def words() -> Mapping[str, Word]:
    """Return the commands and special characters by name."""
    return {word.name: word for word in _entries() if "table" not in word.places}


@cache
def environments() -> Mapping[str, Word]:
    r"""Return what may stand in \begin{…} by name."""
    return {word.name: word for word in _entries() if "table" in word.places}


def word(name: str) -> Word | None:
    """Return the command or special character of this name, if there is one."""
    return words().get(name)


def may(name: str, place: str) -> bool:
    """Tell whether the command or character may stand in this place."""
    return name in words() and place in words()[name].places


@cache
def unknown(name: str) -> str:
    r"""Say that no command has this name, and which one was perhaps meant."""
    if name == "\\let":
        return "“\\let” defines commands, which no exercise needs; did you mean \\left?"
    hint = "" if name[1:].lower() in FUNCTIONS else nearest(name, _alike(name))
    if not hint and name[1:].isalpha():
        hint = f"; a function's name is written \\operatorname{{{name[1:]}}}."
    return f"“{name}” is not a command KaTeX knows{hint or '.'}"


def unknown_environment(name: str) -> str:
    """Say that no environment has this name, and which one was perhaps meant."""
    return f"“{name}” is not an environment KaTeX knows{nearest(name, environments()) or '.'}"


def _alike(name: str) -> tuple[str, ...]:
    r"""Return the commands to compare with; of \sigma and \Sigma, the one that begins as `name` does."""
    commands = [known for known in words() if len(known) > 2 and may(known, "maths")]
    commands.sort(key=lambda known: known[1].isupper() == name[1].isupper())
    return tuple({known.lower(): known for known in commands}.values())


def _entries() -> tuple[Word, ...]:
    text = files("grader").joinpath("data/katex.txt").read_text(encoding="utf-8")
    return tuple(_entry(*line.split()) for line in text.splitlines() if not line.startswith("#"))


def _entry(name: str, arguments: str, *places: str) -> Word:
    kinds = tuple(re.findall(r"\[.\]|\*|[a-z]", arguments))
    return Word(name=name, arguments=kinds, places=frozenset(places))
