"""How well programs are walled in."""

from enum import StrEnum

from grader.sandbox.lockdown import Layer


class Level(StrEnum):
    """How well programs are walled in; stored with every grade."""

    A = "A"  # namespaces, Landlock and seccomp
    B = "B"  # Landlock and seccomp: in containers and on CI runners
    C = "C"  # seccomp alone: on kernels without Landlock
    D = "D"  # nothing that holds: no program is run

    @property
    def runs(self) -> bool:
        """Whether programs are run."""
        return self is not Level.D

    @property
    def words(self) -> str:
        """What that means."""
        return WORDS[self]


WORDS = {
    Level.A: "programs run in namespaces of their own, behind Landlock and seccomp",
    Level.B: "programs run behind Landlock and seccomp",
    Level.C: "programs run behind seccomp",
    Level.D: "no program is run; exercises with code need Linux with seccomp, or the container",
}
# Best first.
LAYERS = {
    Level.A: frozenset({Layer.NAMESPACES, Layer.LANDLOCK, Layer.SECCOMP}),
    Level.B: frozenset({Layer.LANDLOCK, Layer.SECCOMP}),
    Level.C: frozenset({Layer.SECCOMP}),
}
