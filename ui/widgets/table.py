"""Tables as plain HTML: they can be read aloud, and on a phone their rows become blocks (look.css)."""

from collections.abc import Iterable, Sequence
from html import escape


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, look: str = "plain") -> str:
    """Return a table; the first cell of each row is its heading.  The cells are HTML, the rest is text.

    look: what look.css knows it by.
    """
    columns = "".join(f'<th scope="col" role="columnheader">{escape(name)}</th>' for name in head)
    body = "".join(_row(head, row) for row in rows)
    return (
        f'<table class="{look}" role="table"><caption>{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{columns}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(head: Sequence[str], cells: Sequence[str]) -> str:
    first, *rest = cells
    values = "".join(
        f'<td role="cell" data-label="{escape(name)}">{cell}</td>' for name, cell in zip(head[1:], rest, strict=True)
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{first}</th>{values}</tr>'


def scrolling(inside: str, label: str) -> str:
    """Return HTML that scrolls by itself where it is wider than the window."""
    return f'<div class="scrolling" tabindex="0" role="region" aria-label="{escape(label)}">{inside}</div>'
