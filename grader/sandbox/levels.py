"""How well programs are walled in."""

from enum import StrEnum

from grader.sandbox.lockdown import Layer


class Level(StrEnum):
    """How well programs are walled in; stored with every grade."""

    A = "A"  # namespaces, Landlock and seccomp
    B = "B"  # Landlock and seccomp: in containers and on CI runners
    C = "C"  # seccomp alone: on kernels without Landlock
    D = "D"  # nothing that holds: no program is run


# Best first.
LAYERS = {
    Level.A: frozenset({Layer.NAMESPACES, Layer.LANDLOCK, Layer.SECCOMP}),
    Level.B: frozenset({Layer.LANDLOCK, Layer.SECCOMP}),
    Level.C: frozenset({Layer.SECCOMP}),
}
