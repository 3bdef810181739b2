"""Trying a program before it is handed in: what it prints, and where it fails.  Nothing is graded, nothing is kept.

The web process asks its own sandbox, as a worker asks its own: the program, and all that it needs, is in processes
apart, and what the web process holds of them is a few sockets (0.3 MB).  A queue would let tries wait for gradings.
"""

import ast
import sys
from dataclasses import dataclass, replace
from functools import cache
from threading import BoundedSemaphore, Lock

from grader.errors import AnswerError, RunError, SandboxError
from grader.exercise import Part
from grader.programs.source import Source
from grader.running import load, shortened, started
from grader.sandbox import Program, Sandbox, shared
from grader.service.learner import LONGEST

AT_ONCE = 2  # programs that run at the same time; others wait
PATIENCE = 20.0  # s that a try waits for others
BUSY = "Many programs are being run just now. Please try again in a moment."
NOT_HERE = "Code exercises need Linux or the container: programs can't be run safely on this machine."

_places = BoundedSemaphore(AT_ONCE)
_starting = Lock()


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What came of running a program: what it printed, then the first error, if any.

    line: of the error, from 1; None where no line is to blame.
    trace: the lines that led there, outermost first.
    example: a line to add to a program that prints nothing.
    """

    output: str = ""
    error: str = ""
    line: int | None = None
    trace: tuple[str, ...] = ()
    example: str = ""


def obstacle() -> str:
    """Return why programs can't be run on this machine, in a sentence; nothing if they can."""
    sandbox = _sandbox()
    return NOT_HERE if isinstance(sandbox, str) else ""


def tried(part: Part, text: str) -> Tried:
    """Return what happens when an answer to a part, a program, is run."""
    if len(text) > LONGEST:
        return Tried(error=f"An answer has up to {LONGEST:,} characters.")
    try:
        source = part.kind.parse(text)
    except AnswerError as error:
        return Tried(error=error.message, line=text.count("\n", 0, error.at) + 1)
    sandbox = _sandbox()
    if isinstance(sandbox, str):
        return Tried(error=sandbox)
    if not _places.acquire(timeout=PATIENCE):
        return Tried(error=BUSY)
    try:
        found = _run(sandbox, source)
    finally:
        _places.release()
    return found if found.output or found.error else replace(found, example=_example(part))


def _sandbox() -> Sandbox | str:
    """Return this process's sandbox, or why there is none."""
    with _starting:
        return _started()


@cache
def _started() -> Sandbox | str:
    if sys.platform != "linux":
        return NOT_HERE
    try:
        return shared()
    except SandboxError as error:
        return f"{NOT_HERE} ({error})"


def _run(sandbox: Sandbox, source: Source) -> Tried:
    try:
        with _starting:  # of two that need the same library for the first time, one waits
            program = started(sandbox, source.library)
    except (RunError, SandboxError) as error:
        return Tried(error=f"{error}.")
    with program:
        return _loaded(program, source)


def _loaded(program: Program, source: Source) -> Tried:
    try:
        load(program, source)
    except RunError as error:
        return Tried(output=shortened(program.output), error=error.message, line=error.line, trace=error.trace)
    return Tried(output=shortened(program.output))


def _example(part: Part) -> str:
    """Return a line that shows what the program's first function gives."""
    right: Source = part.kind.parse(part.kind.reference())
    numbers = f"{'torch.tensor' if right.library == 'torch' else 'np.array'}([-1.0, 0.0, 2.0])"
    return next(f"print({call})" for node in right.tree.body if (call := _call(node, numbers)))


def _call(node: ast.stmt, numbers: str) -> str:
    """Return how to ask what stands there about some numbers; nothing if it can't be asked."""
    match node:
        case ast.ClassDef(name=name, bases=[base]) if ast.unparse(base).endswith("autograd.Function"):
            return f"{name}.apply({numbers})"
        case ast.ClassDef(name=name):
            return f"{name}()({numbers})"
        case ast.FunctionDef(name=name, args=ast.arguments(args=[ast.arg(arg="x")])):
            return f"{name}({numbers})"
        case ast.FunctionDef(name=name):
            return f"{name}(…)"
        case _:
            return ""
