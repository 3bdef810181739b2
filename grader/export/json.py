"""Reports as JSON Lines: each line is the very text that a report's signature is made over, and nothing else."""

from collections.abc import Mapping, Sequence

from grader.report import Report, canonical
from grader.submission import Place


def render(reports: Sequence[Report], places: Mapping[str, Place]) -> str:  # noqa: ARG001  a report names no place
    """Return one canonical report on each line."""
    return "".join(canonical(report.to_dict()) + "\n" for report in reports)
