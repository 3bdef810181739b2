"""Reports as text, one file for each format, because every reader of a grading wants the same facts in other clothes.

A format is a module here with `render(reports, places)`; its name is the file's.  Every text ends with a line end,
unless it is empty, and depends on nothing but the reports and the places.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module

from grader.errors import CallError, nearest
from grader.report import Report
from grader.submission import Place

FORMATS: tuple[str, ...] = ("github", "gradescope", "json", "junit", "markdown", "text")


def render(format_name: str, reports: Sequence[Report], places: Mapping[str, Place]) -> str:
    """Return the reports in a format; places: where each submission stands, by its id, as far as known."""
    text: str = import_module(f"grader.export.{known(format_name)}").render(reports, places)
    return text


def known(format_name: str) -> str:
    """Return the name of a format, or raise CallError if there is none of this name."""
    if format_name in FORMATS:
        return format_name
    instead = nearest(format_name, FORMATS) or f"; there are {', '.join(FORMATS)}"
    raise CallError(f"“{format_name}” is not a format I know{instead}")
