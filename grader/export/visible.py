"""Text in which every character shows itself, so that an answer can't act on whoever reads its report.

Terminals obey control characters, XML refuses them, and marks of direction make a formula look like another.
Each is replaced by exactly one character, so that positions stay true.
"""

from unicodedata import category

_KEPT = "\n\u200c\u200d"  # line ends, and the joiners that some scripts and emoji are spelled with
_PICTURES = 0x2400  # U+2400 and its followers are pictures of the control characters from 0
_DELETE = "\x7f"


def visible(text: str) -> str:
    """Return the text, just as long, with nothing in it but what shows and line ends."""
    return "".join(map(_visible, text))


def lines(text: str) -> list[str]:
    """Return the text's lines, each visible; those of Windows too, and tabs as far in as they stand."""
    return [visible(line.expandtabs(4)) for line in text.replace("\r\n", "\n").split("\n")]


def flat(text: str) -> str:
    """Return the text on one line, visible, with single spaces."""
    return " ".join(visible(text).split())


def _visible(character: str) -> str:
    if character.isprintable() or character in _KEPT:
        return character
    if character == "\t" or category(character) == "Zs":
        return " "
    if character < " ":
        return chr(_PICTURES + ord(character))
    return "␡" if character == _DELETE else "\ufffd"
