"""The line of an answer that can't be read, with a caret under the place."""

from grader.export.columns import columns, fitting
from grader.export.visible import visible
from grader.report import PartResult

CUT = "…"


def fault_line(part: PartResult) -> int:
    """Return on which line of its answer, from 0, a part can't be read."""
    return part.answer.count("\n", 0, _place(part))


def pointed(part: PartResult, room: int) -> tuple[str, ...]:
    """Return the answer's line and the caret's, cut around the place to fit; nothing where nothing was typed."""
    if not part.answer.strip():
        return ()
    at = _place(part)
    begin = part.answer.rfind("\n", 0, at) + 1
    line = visible(part.answer[begin:].partition("\n")[0].removesuffix("\r"))
    label = f"line {fault_line(part) + 1}: " if "\n" in part.answer.strip("\n") else ""
    shown, column = _window(line, min(at - begin, len(line)), room - columns(label))
    return (label + shown, " " * (columns(label) + column) + "^")


def _place(part: PartResult) -> int:
    return min(max(part.at, 0), len(part.answer))


def _window(line: str, at: int, room: int) -> tuple[str, int]:
    """Return what fits of a line around a position, and the column the position has there."""
    while at > 0 and columns(line[at : at + 1]) == 0 and at < len(line):
        at -= 1  # a mark drawn over a character is shown at that character
    if columns(line) <= room:
        return line, columns(line[:at])
    room -= 2 * columns(CUT)
    behind = fitting(line[at:], room // 2)
    before = fitting(line[:at][::-1], room - columns(behind))[::-1]
    behind = fitting(line[at:], room - columns(before))
    left = CUT if len(before) < at else ""
    right = CUT if len(behind) < len(line) - at else ""
    return left + before + behind + right, columns(left + before)
