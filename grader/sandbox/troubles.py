"""What went wrong in a learner's program, in words for the learner, with the lines of theirs that led there."""

import errno
from types import TracebackType
from typing import Any

from grader.errors import RunError, Trouble

PROGRAM = "program.py"  # what a learner's source is called
MESSAGE = 2048  # characters of an error's text
LINES = 20  # of a trace

Told = tuple[str, str, int | None, tuple[str, ...]]  # trouble, message, line, trace


def told(error: BaseException) -> Told:
    """Return an error as plain values."""
    try:
        return _told(error)
    except BaseException as another:  # noqa: BLE001  an error's own text may be a trap
        return Trouble.RAISED, f"{type(another).__name__}, while an error was told", None, ()


def _told(error: BaseException) -> Told:
    trace = _trace(error.__traceback__)
    line = trace[-1][0] if trace else None
    lines = tuple(f"line {number}, in {name}" for number, name in trace[-LINES:])
    match error:
        case RunError():
            return error.trouble, error.message[:MESSAGE], error.line or line, lines
        case SyntaxError() if error.filename == PROGRAM and not trace:
            return Trouble.SYNTAX, f"{error.msg}"[:MESSAGE], error.lineno, ()
        case MemoryError():
            return Trouble.OUT_OF_MEMORY, f"It needs more memory than there is. {error}".strip()[:MESSAGE], line, lines
        case OSError() if error.errno in (errno.EPERM, errno.EACCES, errno.ENOSYS):
            return Trouble.FORBIDDEN, _forbidden(error), line, lines
        case RuntimeError() if "can't start new thread" in str(error):
            return Trouble.FORBIDDEN, "A program may not start threads.", line, lines
        case ModuleNotFoundError():
            return Trouble.FORBIDDEN, str(error)[:MESSAGE], line, lines
        case SystemExit() | KeyboardInterrupt() | GeneratorExit():
            return (
                Trouble.RAISED,
                f"The program leaves by {type(error).__name__} instead of giving a value.",
                line,
                lines,
            )
        case RecursionError():
            return (
                Trouble.RAISED,
                f"RecursionError: a function calls itself without end. ({error})"[:MESSAGE],
                line,
                lines,
            )
        case _:
            return Trouble.RAISED, f"{type(error).__name__}: {error}".removesuffix(": ")[:MESSAGE], line, lines


def _forbidden(error: OSError) -> str:
    if isinstance(error.filename, str):
        return f"A program may not open files, nor look at folders ({error.filename[:200]})."
    return f"A program may not do this; it gets arrays and gives arrays. ({error})"[:MESSAGE]


def _trace(traceback: TracebackType | None) -> list[tuple[int, str]]:
    found = list[tuple[int, str]]()
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename == PROGRAM:
            found.append((traceback.tb_lineno, code.co_name))
        traceback = traceback.tb_next
    return found


def read(content: Any) -> RunError:
    """Return the error that `told` put into plain values; one that is forged is an error all the same."""
    match content:
        case (str(trouble), str(message), int() | None as line, tuple(trace)) if trouble in set(Trouble):
            lines = tuple(str(entry)[:200] for entry in trace[:LINES])
            sound = line if line is not None and 0 < line < 10**6 else None
            return RunError(Trouble(trouble), message[:MESSAGE], line=sound, trace=lines)
    return RunError(Trouble.ENDED, "The program broke off the conversation.")
