"""Finding the option a text means: the text itself, or a beginning that only one option has."""

import re
from collections.abc import Sequence

from grader.errors import AnswerError, nearest


def chosen(text: str, options: Sequence[str], *, at: int = 0) -> str:
    """Return the option that is meant, or raise AnswerError at that position."""
    wanted = plain(text)
    exact = [option for option in options if plain(option) == wanted]
    if exact:
        return exact[0]
    beginning = [option for option in options if wanted and plain(option).startswith(wanted)]
    if len(beginning) == 1:
        return beginning[0]
    if beginning:
        listed = " or ".join(f"“{option}”" for option in beginning)
        raise AnswerError(f"This could be {listed}; write a little more of it.", at)
    listed = "; ".join(options)
    shown = text if len(text) <= 60 else text[:60] + "…"
    raise AnswerError(f"“{shown}” is not one of the options{nearest(text, options) or f': {listed}'}", at)


def plain(text: str) -> str:
    """Return a text without what does not matter for telling options apart: case, dollars, runs of spaces."""
    return re.sub(r"\s+", " ", text.replace("$", "")).strip().casefold()
