"""What the Lab shows of a formula: the profile in words, with points to look at, and what the picture marks."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache
from math import isfinite
from threading import Lock

from grader.maths.account import numerics as words
from grader.maths.account import rows
from grader.maths.account.numerics import Behaviour
from grader.maths.analysis.findings import Status, Witness
from grader.maths.analysis.guard import guarded
from grader.maths.formula import Formula
from grader.maths.notation import apart
from grader.maths.numerics import numerics
from grader.maths.reading import parse
from grader.service.features import Features, features
from grader.service.witness import Mark

KEPT = 512
HANDS = 2  # portraits made at once
FAR = 20.0  # usual windows up to which a picture that holds a far spot still holds 0
MARGIN = 1.1  # so that a spot does not lie on the edge

# Activations to compare with, by the names that formulas know them by.
NAMED = (
    *("relu", "leaky_relu", "elu", "selu", "gelu", "silu", "mish", "softplus"),
    *("softsign", "sigmoid", "tanh", "hardtanh", "hardsigmoid", "hardswish", "relu6"),
)

__all__ = ["NAMED", "Behaviour", "Group", "Portrait", "Row", "begin", "call", "frame", "known", "profile"]

_LOCK = Lock()
_asked = dict[str, Future["Portrait"]]()


@dataclass(frozen=True, kw_only=True)
class Row:
    """One property.

    name: as programs know it.  title, value, how: in words.  mark: ✓ proved, ✗ refuted, ? undecided.
    spots: the points that refute it.
    """

    name: str
    title: str
    value: str
    status: Status
    mark: str
    how: str
    spots: tuple[Mark, ...]


@dataclass(frozen=True, kw_only=True)
class Group:
    """Rows under a heading."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Portrait:
    """All that is shown.

    behaviours: on a computer, by dtype.  advice: how to write the formula better; empty where no way is known.
    """

    groups: tuple[Group, ...]
    features: Features
    behaviours: tuple[Behaviour, ...]
    advice: str

    def row(self, name: str) -> Row:
        """Return the row of a property."""
        return next(row for group in self.groups for row in group.rows if row.name == name)


@lru_cache(maxsize=KEPT)
def profile(text: str) -> Portrait:
    """Return what is known of a formula in x.

    FormulaError: the text is none.
    """
    return _portrait(parse(text))


def call(name: str) -> str:
    """Return a named activation as a formula."""
    return f"{name}(x)"


def begin(text: str) -> Future[Portrait]:
    """Let the portrait of a formula be made beside what goes on, if it is not yet."""
    with _LOCK:
        if text not in _asked:
            if len(_asked) >= KEPT:
                del _asked[next(iter(_asked))]
            _asked[text] = _desk().submit(profile, text)
        return _asked[text]


def known(text: str) -> Portrait | None:
    """Return the portrait of a formula, if it was begun and is made."""
    found = _asked.get(text)
    return found.result() if found is not None and found.done() else None


@cache
def _desk() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=HANDS, thread_name_prefix="profile")


def _portrait(formula: Formula) -> Portrait:
    known, panel = guarded(formula), numerics(formula)
    return Portrait(
        groups=tuple(Group(heading=group.heading, rows=tuple(map(_row, group.rows))) for group in rows.groups(known)),
        features=features(known),
        behaviours=words.behaviours(panel),
        advice=words.advice(panel),
    )


def _row(row: rows.Row) -> Row:
    return Row(
        name=row.name,
        title=row.title,
        value=row.value,
        status=row.status,
        mark=row.mark,
        how=row.how,
        spots=tuple(spot for witness in row.witnesses for spot in _spots(witness)),
    )


def _spots(witness: Witness) -> tuple[Mark, ...]:
    """Return the points of a witness; where there is no value, none can be drawn, and nan says so."""
    x = [float(one) for one in witness.x]
    named = zip(x, witness.y, apart(x), apart(witness.y), strict=False)
    return tuple(
        Mark(x=at, y=y, label=f"f({shown}) = {value}" if isfinite(y) else f"no value at {shown}")
        for at, y, shown, value in named
    )


def frame(spots: Sequence[Mark], wide: float) -> tuple[float, float]:
    """Return middle and half the width of a window that holds spots: the usual one, unless they are far away."""
    x = [spot.x for spot in spots]
    far = max(map(abs, x), default=0.0)
    if far <= wide:
        return 0.0, wide
    if far <= FAR * wide:
        return 0.0, far * MARGIN
    return (min(x) + max(x)) / 2, max(wide, (max(x) - min(x)) / 2 * MARGIN)
