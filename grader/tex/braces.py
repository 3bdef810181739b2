r"""LaTeX as tokens in groups: \frac{1}{x} is the token \frac, the group of 1 and the group of x.

Braces are matched first, because nothing else can be judged while they are not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

Fault = tuple[int, str]  # position in the formula's text, and what is wrong there

_TOKEN = re.compile(
    r"""
    \s+
  | (?P<text>
        \\verb\*?(?P<bar>[^a-zA-Z*\s]).*?(?P=bar)
      | \\[a-zA-Z@]+
      | \\(?:\s|.)?
      | .
    )
    """,
    re.VERBOSE,
)


_VERBATIM = re.compile(r"\\verb[^a-zA-Z]")


@dataclass(frozen=True, slots=True)
class Token:
    """A command or a character, and its position in the formula."""

    text: str
    at: int

    @property
    def name(self) -> str:
        r"""The command's name; \ with a space behind it is \space, and \verb's text is not part of its name."""
        if self.text[1:].isspace():
            return "\\space"
        return "\\verb" if _VERBATIM.match(self.text) else self.text

    @property
    def end(self) -> int:
        """The position behind it."""
        return self.at + len(self.text)


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between two braces; at, end: from the opening brace to behind the closing one."""

    items: tuple["Token | Group", ...]
    at: int
    end: int


Item = Token | Group


def tokens(formula: str) -> Iterator[Token]:
    """Return the commands and characters in order; spaces vanish."""
    for match in _TOKEN.finditer(formula):
        if match["text"]:
            yield Token(match["text"], match.start())


def grouped(formula: str) -> tuple[tuple[Item, ...], tuple[Fault, ...]]:
    """Return the formula's items, and the braces that have no partner."""
    faults = list[Fault]()
    rows: list[list[Item]] = [[]]
    opened = list[Token]()
    for token in tokens(formula):
        if token.text == "{":
            opened.append(token)
            rows.append([])
        elif token.text != "}":
            rows[-1].append(token)
        elif opened:
            inner = tuple(rows.pop())
            rows[-1].append(Group(inner, opened.pop().at, token.end))
        else:
            faults.append((token.at, "This “}” closes nothing; a “{” is missing before it, or write \\}."))
    faults.extend((brace.at, "This “{” is never closed; add its “}”.") for brace in opened)
    return tuple(item for row in rows for item in row), tuple(faults)
