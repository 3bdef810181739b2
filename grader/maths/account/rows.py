"""A profile as rows to read: what each property is called, what it is, and how that is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from grader.maths.account import values, witnesses
from grader.maths.analysis import Profile
from grader.maths.analysis.findings import Property, Status, Witness
from grader.maths.formula import Formula

HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Where it is defined and how smooth": ("defined", "continuous", "smoothness", "kinks", "jumps"),
        "Which way it goes": ("monotone", "injective", "convex", "affine", "dead_region"),
        "How large it gets": ("range", "bounded_above", "bounded_below", "attains", "lipschitz"),
        "Far out": ("limits", "slope_limits", "growth", "saturates"),
        "Symmetry": ("parity", "homogeneous", "idempotent", "periodic"),
        "At 0": ("zero_at_origin", "derivative_at_0"),
    }
)
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "defined": "Defined everywhere",
        "continuous": "Continuous",
        "smoothness": "Smoothness",
        "kinks": "Kinks",
        "jumps": "Jumps",
        "monotone": "Rises or falls",
        "injective": "Takes no value twice",
        "convex": "Bends",
        "affine": "A straight line",
        "dead_region": "Dead: flat stretches",
        "range": "Range",
        "bounded_above": "Bounded above",
        "bounded_below": "Bounded below",
        "attains": "Reaches its top or bottom",
        "lipschitz": "Steepest slope (Lipschitz)",
        "limits": "Limits",
        "slope_limits": "Limits of the slope",
        "growth": "Growth",
        "saturates": "Saturates at both ends",
        "parity": "Odd or even",
        "homogeneous": "f(cx) = c·f(x) for c > 0",
        "idempotent": "f(f(x)) = f(x)",
        "periodic": "Repeats itself",
        "zero_at_origin": "f(0) = 0",
        "derivative_at_0": "f′(0)",
    }
)
MARKS: Mapping[Status, str] = MappingProxyType({"proved": "✓", "refuted": "✗", "undecided": "?"})


@dataclass(frozen=True, kw_only=True)
class Row:
    """One property.

    name: as in the data.  title, value: in words.  how: the status in a word, with what refutes it or why it is open.
    """

    name: str
    title: str
    value: str
    status: Status
    how: str
    witnesses: tuple[Witness, ...] = ()

    @property
    def mark(self) -> str:
        """The one character that stands for the status."""
        return MARKS[self.status]


@dataclass(frozen=True, kw_only=True)
class Group:
    """Rows under a heading."""

    heading: str
    rows: tuple[Row, ...]


def groups(profile: Profile) -> tuple[Group, ...]:
    """Return all that is known, under a few headings."""
    found = profile.properties
    return tuple(
        Group(heading=heading, rows=tuple(_row(name, found[name], profile.formula) for name in names))
        for heading, names in HEADINGS.items()
    )


def _row(name: str, found: Property, formula: Formula) -> Row:
    return Row(
        name=name,
        title=TITLES[name],
        value=values.told(name, found),
        status=found.status,
        how=_how(found, formula),
        witnesses=found.witnesses,
    )


def _how(found: Property, formula: Formula) -> str:
    """Return how a value is known."""
    if found.status == "undecided":
        return f"undecided: {found.why}"
    shown = "; ".join(dict.fromkeys(witnesses.told(witness, formula) for witness in found.witnesses))
    return shown or found.status
