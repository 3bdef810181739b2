r"""Says where KaTeX would stop in one formula.

Nothing is drawn: KaTeX's grammar is followed only as far as it decides between accepting and refusing, and reading
goes on behind a fault, so that one look finds them all.
"""

from collections.abc import Iterator

from grader.tex import katex
from grader.tex.braces import Fault, grouped, tokens
from grader.tex.levels import Surroundings
from grader.tex.reader import Reader
from grader.tex.signs import SIGNS


def proofread(formula: str, *, display: bool) -> Iterator[Fault]:
    """Return what KaTeX would refuse in a formula, and the signs it would swallow.

    display: whether it stands between $$.
    """
    words = tuple(tokens(formula))
    items, faults = grouped(formula)
    yield from faults
    if any(katex.may(token.name, "definition") for token in words):
        return  # what new commands mean is beyond this reader
    if not faults:
        yield from Reader(items, Surroundings(formula=formula, display=display), SIGNS).faults()
        return
    for token in words:
        if token.name[1:].isalpha() and not katex.word(token.name):
            yield token.at, katex.unknown(token.name)
