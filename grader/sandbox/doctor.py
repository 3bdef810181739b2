"""What protects this machine from learners' programs, each tried alone."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from grader.errors import RunError, SandboxError
from grader.sandbox.canary import flaws
from grader.sandbox.levels import LAYERS, Level
from grader.sandbox.lockdown import Layer
from grader.sandbox.zygotes import Zygote

ACTIVE = "tried: it holds"


@dataclass(frozen=True, kw_only=True)
class Protection:
    """One layer: whether it is there, and why not."""

    state: Literal["active", "unavailable"]
    why: str


@dataclass(frozen=True, kw_only=True)
class Examination:
    """What was found on this machine."""

    protections: Mapping[str, Protection]
    level: Level

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "protections": {name: asdict(one) for name, one in self.protections.items()},
            "level": self.level.value,
        }


def examine() -> Examination:
    """Try every protection."""
    found = dict[Layer, Protection]()
    for namespaces in (True, False):
        try:
            zygote = Zygote("numpy", namespaces=namespaces)
        except SandboxError as error:
            found[Layer.NAMESPACES] = Protection(state="unavailable", why=str(error))
            continue
        layers = [Layer.NAMESPACES] if namespaces else []
        layers += [layer for layer in (Layer.LANDLOCK, Layer.SECCOMP) if layer not in found]
        found |= {layer: _tried(zygote, layer) for layer in layers}
        zygote.close()
    active = {layer for layer, protection in found.items() if protection.state == "active"}
    level = next((level for level, layers in LAYERS.items() if layers <= active), Level.D)
    return Examination(protections={layer.value: found[layer] for layer in Layer if layer in found}, level=level)


def _tried(zygote: Zygote, layer: Layer) -> Protection:
    try:
        worked = flaws(zygote, layer)
    except (RunError, SandboxError) as error:
        return Protection(state="unavailable", why=str(error))
    if worked:
        return Protection(state="unavailable", why=f"a program still {', '.join(worked)}")
    return Protection(state="active", why=ACTIVE)
