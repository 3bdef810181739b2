"""One formula and what is claimed of it."""

from collections.abc import Mapping
from copy import copy
from functools import cached_property
from itertools import pairwise
from math import inf
from typing import Any

from attack.breaks import Break, Kind, examine
from attack.claims import Claims, order, read
from attack.probe import Gap, Probe
from attack.survey import Place, Survey
from grader.maths.tree import Node

HIGHEST = 10  # order of a derivative looked at
EXACT, BRACKETED = 16, 6  # places examined, known exactly or between two points


class Case:
    """claims: verdicts under attack.  Everything that more than one attack looks at is here."""

    def __init__(self, formula: Node | str, properties: Mapping[str, Any]) -> None:
        self.claims: Claims = read(properties)
        self.probe = Probe(formula)
        self.survey = Survey(self.probe, self.claims.points)
        self.heights: dict[Any, Any] = {}

    def claiming(self, properties: Mapping[str, Any]) -> "Case":
        """Return the same formula under other claims; all that was seen of it is kept."""
        other = copy(self)
        other.claims = read(properties)
        return other

    @cached_property
    def breaks(self) -> list[Break]:
        """What happens at the places nearest to 0."""
        near = sorted(self.survey.places, key=lambda place: abs(place.about))
        exact = [one for one in near if one.x is not None][:EXACT]
        between = [one for one in near if one.x is None][:BRACKETED]
        return [examine(self.survey, place, self._order(place)) for place in (*exact, *between)]

    @cached_property
    def has_all_places(self) -> bool:
        """Whether nothing that was seen to happen is left out."""
        return not self.survey.crowded and len(self.breaks) == len(self.survey.places)

    def is_idle(self, place: Place) -> bool:
        """Whether one analytic piece reaches over a place."""
        sides = {self.survey.key(place.left), self.survey.key(place.right)}
        return place.x is not None and sides == {self.survey.key(place.x)} and Gap.UNKNOWN not in sides

    def _order(self, place: Place) -> int:
        """Return the highest order worth a look: an analytic piece against itself is not."""
        if place.x is None:
            return 2 if self.probe.is_analytic else 4
        if self.probe.is_analytic or self.is_idle(place):
            return 2
        claimed = order(self.claims["smoothness"]) if "smoothness" in self.claims else 1
        return HIGHEST if claimed == inf else max(2, min(HIGHEST, int(claimed) + 2))

    @cached_property
    def interval(self) -> bool:
        """Whether the natural domain, as far as seen, is one interval without a hole."""
        defined = [seen is not Gap.UNDEFINED for seen in self.survey.seen]
        changes = sum(a != b for a, b in pairwise(defined))
        inner = defined[0] + defined[-1]
        return Gap.UNKNOWN not in self.survey.seen and changes + inner <= 2 and self._without_poles

    @cached_property
    def _without_poles(self) -> bool:
        return self.probe.is_total or all(one.kind not in {Kind.JUMP, Kind.HOLE, Kind.UNCLEAR} for one in self.breaks)
