"""Learner code where it can do no harm."""

import re
from enum import StrEnum
from typing import Self

from grader.errors import SandboxError
from grader.sandbox.host import Program
from grader.sandbox.lockdown import Layer
from grader.sandbox.zygotes import Zygote


class Level(StrEnum):
    """How well programs are walled in; stored with every grade."""

    A = "A"  # namespaces, Landlock and seccomp
    B = "B"  # Landlock and seccomp: in containers and on CI runners
    C = "C"  # seccomp alone: on kernels without Landlock
    D = "D"  # nothing that holds: no program is run


LAYERS = {
    Level.A: frozenset({Layer.NAMESPACES, Layer.LANDLOCK, Layer.SECCOMP}),
    Level.B: frozenset({Layer.LANDLOCK, Layer.SECCOMP}),
    Level.C: frozenset({Layer.SECCOMP}),
}


class Sandbox:
    """A place to run learners' programs.  Use it in a `with`.

    level: how well they must be walled in; by default as well as this machine can.
    """

    def __init__(self, level: Level | str | None = None) -> None:
        """Find the level.  SandboxError: there is none, or not the one that is asked for."""
        self.level = Level(level) if level else Level.A
        self.zygotes = dict[str, Zygote]()
        if self.level is Level.D:
            raise SandboxError("programs can't be run here without danger")

    def open(self, source: str, flavour: str | None = None) -> Program:
        """Load a program in a process of its own.

        flavour: "numpy" or "torch"; by default torch where the program imports it.
        RunError: it can't be loaded.
        """
        flavour = flavour or ("torch" if re.search(r"^\s*(import|from)\s+torch\b", source, re.MULTILINE) else "numpy")
        if flavour not in self.zygotes:
            self.zygotes[flavour] = Zygote(flavour, namespaces=Layer.NAMESPACES in LAYERS[self.level])
        return Program(self.zygotes[flavour].child(LAYERS[self.level] - {Layer.NAMESPACES}), source)

    def close(self) -> None:
        """End all of it."""
        while self.zygotes:
            self.zygotes.popitem()[1].close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
