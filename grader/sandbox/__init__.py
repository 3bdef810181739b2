"""Learner code where it can do no harm: programs as functions of arrays, in processes that can do nothing else.

A program lives in a process of its own and is, to the judge, a function: arrays in, arrays out, as raw bytes.  The
reference, the random numbers, the clock and the result stay with the judge, so a grade can't be forged: nothing worth
forging is where the program is.

host        the judge's side: Program, its calls, its clock and its end
zygotes     a process that has imported everything and forks a child for each program
guest       the child's side: loads the program, answers calls
lockdown    what a child takes from itself first; filter: the system calls left
wire        what the two say to each other
canary      tries what is forbidden; doctor: says what protects this machine
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from grader.errors import RunError, SandboxError, Trouble

if TYPE_CHECKING:
    from grader.sandbox.host import Program
    from grader.sandbox.levels import Level
    from grader.sandbox.sandbox import Sandbox, shared
    from grader.sandbox.wire import Given

__all__ = ["Given", "Level", "Program", "RunError", "Sandbox", "SandboxError", "Trouble", "shared"]

_HOMES = {"Given": "wire", "Level": "levels", "Program": "host", "Sandbox": "sandbox", "shared": "sandbox"}


def __getattr__(name: str) -> Any:
    """Load a public name from its module: the child's side needs none of the judge's."""
    if name not in _HOMES:
        raise AttributeError(f"module 'grader.sandbox' has no attribute '{name}'")
    return getattr(import_module(f"grader.sandbox.{_HOMES[name]}"), name)
