"""What an entry of a contest reaches, beside what everybody knows."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from grader.pictures import Picture, pictured, read_picture


@dataclass(frozen=True, kw_only=True)
class Reference:
    """What an activation that everybody knows reaches in a contest, with the same seeds."""

    name: str
    mean: float
    standard_error: float


@dataclass(frozen=True, kw_only=True)
class Score:
    """What an entry of a contest reaches: the share of right answers of small networks, over their seeds.

    design: the networks and what they learn, in words.
    seeds: how many; never which.  hidden: whether nobody can know them.
    best: which score wins.
    diverged: how many networks ended with numbers that are not finite; they count as chance.
    """

    mean: float
    standard_error: float
    seeds: int
    best: Literal["highest", "lowest"]
    design: str
    hidden: bool = False
    diverged: int = 0
    references: tuple[Reference, ...] = ()
    pictures: tuple[Picture, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        references, pictures = map(asdict, self.references), map(pictured, self.pictures)
        return vars(self) | {"references": list(references), "pictures": list(pictures)}


def read_score(content: Mapping[str, Any]) -> Score:
    """Return the score of which `to_dict` gives this content."""
    references = tuple(Reference(**one) for one in content["references"])
    return Score(**{**content, "references": references, "pictures": tuple(map(read_picture, content["pictures"]))})
