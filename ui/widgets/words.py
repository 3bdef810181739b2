"""Words from learners and from the judge, made safe to stand in Markdown.

A teacher's text is Markdown as it is.  What holds a learner's words must not become a link, a picture or a heading:
everything is taken literally, but for formulas between dollars.
"""

import re
from collections.abc import Iterator

from grader import typesetting

# What Markdown makes a link of by itself, escaped or not; nobody sees the zero-width space that keeps it from that.
_ADDRESS = re.compile(r"(https?:(?=//)|www(?=\.)|(?<=\w)(?=@\w))", re.IGNORECASE)
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:&$^=])")


def literal(text: str) -> str:
    """Return Markdown that shows the text as it is, on one line."""
    return _literal(" ".join(text.split()))


def with_formulas(text: str) -> str:
    """Return Markdown that shows the text as it is, with what stands between dollars set as formulas."""
    return "".join(_pieces(" ".join(text.split())))


def shown(text: str) -> str:
    """Return a teacher's Markdown as Streamlit sets it: dollars of a long formula on lines of their own."""
    found, done = "", 0
    for at, formula in typesetting.snippets(text):
        if "\n" in formula and text.endswith("$$", 0, at):
            found += f"{text[done : at - 2]}\n$$\n{formula.strip()}\n$$\n"
            done = at + len(formula) + 2
    return found + text[done:]


def quoted(text: str) -> str:
    """Return Markdown as a quotation."""
    return "\n".join(f"> {line}" for line in shown(text).strip().split("\n"))


def code(text: str) -> str:
    """Return a span of code that shows the text, whatever ticks it holds."""
    longest = max((len(ticks) for ticks in re.findall("`+", text)), default=0)
    fence, pad = "`" * (longest + 1), " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{' '.join(text.split())}{pad}{fence}" if text.strip() else ""


def _pieces(text: str) -> Iterator[str]:
    done = 0
    for at, formula in typesetting.snippets(text):
        if typesetting.blemishes(f"${formula}$"):
            continue
        start = text.rindex("$", 0, at)
        yield _literal(text[done : start - (text[start - 1 : start] == "$")])
        yield f"${formula.strip()}$"
        closing = at + len(formula)
        done = closing + (2 if text[closing : closing + 2] == "$$" else 1)
    yield _literal(text[done:])


def _literal(text: str) -> str:
    """Return Markdown that shows a piece of a line as it is, spaces at its ends included."""
    return _SPECIAL.sub(r"\\\1", _ADDRESS.sub("\\1\u200b", text))
