"""A place to run learners' programs."""

import atexit
import re
from functools import cache
from threading import Lock
from typing import Self

from grader.errors import RunError, SandboxError
from grader.sandbox.canary import flaws
from grader.sandbox.host import Program
from grader.sandbox.levels import LAYERS, Level
from grader.sandbox.lockdown import Layer
from grader.sandbox.zygotes import Zygote

TORCH = re.compile(r"^\s*(import|from)\s+torch\b", re.MULTILINE)


class Sandbox:
    """A place to run learners' programs.  Use it in a `with`.

    level: how well they are walled in.
    """

    def __init__(self, level: Level | str | None = None) -> None:
        """Find the best level that holds on this machine, or make sure of the one asked for.

        SandboxError: no level holds, or not this one.
        """
        self.zygotes = dict[str, Zygote]()
        self.lock = Lock()
        reasons = dict[str, None]()
        for candidate in [Level(level)] if level else LAYERS:
            try:
                self._settle(candidate)
            except (RunError, SandboxError) as error:
                reasons[str(error)] = None
                self.close()
            else:
                self.level = candidate
                return
        raise SandboxError(f"programs can't be run here without danger: {'; '.join(reasons)}")

    def _settle(self, level: Level) -> None:
        if level is Level.D:
            raise SandboxError("level D protects from nothing")
        self.level = level
        zygote = self._zygote("numpy")
        for layer in sorted(LAYERS[level]):
            if worked := flaws(zygote, layer):
                raise SandboxError(f"in spite of {layer}, a program {', '.join(worked)}")

    def _zygote(self, flavour: str) -> Zygote:
        with self.lock:
            if flavour not in self.zygotes:
                self.zygotes[flavour] = Zygote(flavour, namespaces=Layer.NAMESPACES in LAYERS[self.level])
            return self.zygotes[flavour]

    def open(self, source: str, flavour: str | None = None) -> Program:
        """Load a program in a process of its own.

        flavour: "numpy" or "torch"; by default torch where the program imports it.
        RunError: it can't be loaded.
        """
        flavour = flavour or ("torch" if TORCH.search(source) else "numpy")
        zygote, layers = self._zygote(flavour), LAYERS[self.level] - {Layer.NAMESPACES}
        try:
            child = zygote.child(layers)
        except SandboxError:  # it is gone, as where memory runs out: once more, with another
            if self.zygotes.get(flavour) is zygote:
                del self.zygotes[flavour]
            zygote.close()
            child = self._zygote(flavour).child(layers)
        return Program(child, source)

    def close(self) -> None:
        """End all of it."""
        while self.zygotes:
            self.zygotes.popitem()[1].close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


_STARTING = Lock()


def shared() -> Sandbox:
    """Return this process's sandbox, which starts at first use and ends with the process.

    SandboxError: programs can't be run here without danger.
    """
    with _STARTING:
        return _only()


@cache
def _only() -> Sandbox:
    sandbox = Sandbox()
    atexit.register(sandbox.close)
    return sandbox
