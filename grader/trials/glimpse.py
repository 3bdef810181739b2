"""How far a trial has come, as terminals and pages follow it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import isfinite, nan
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Glimpse:
    """A look at networks in training.

    depth: of the networks.  seeds: of this depth that are done.  share: of the steps of the next ones.
    loss: in training, of the middle network.  done: the share of everything, if no question is settled early.
    """

    depth: int
    seeds: int
    share: float
    loss: float
    done: float

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data; a loss that is not finite as nothing."""
        return {**asdict(self), "loss": self.loss if isfinite(self.loss) else None}


def read_glimpse(content: Mapping[str, Any]) -> Glimpse:
    """Return the glimpse that gives this content.  LookupError: it is none."""
    names = ("depth", "seeds", "share", "loss", "done")
    found = {name: content[name] for name in names}
    return Glimpse(**{**found, "loss": nan if found["loss"] is None else found["loss"]})
