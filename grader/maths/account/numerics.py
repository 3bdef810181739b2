"""What becomes of a formula on a computer, in words: one row for each dtype, and a better way to write it."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isinf
from typing import assert_never

from grader.maths.notation import apart, number
from grader.maths.numerics import Excess, Fault, Numerics, Run

FINE = "nothing goes wrong for |x| up to 10000"
DIGITS = 5  # of the float from which on something happens


@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """One dtype.  faults: what the formula makes of it, in sentences.  excesses: where the values are too large."""

    dtype: str
    faults: tuple[str, ...]
    excesses: tuple[str, ...]

    @property
    def is_fine(self) -> bool:
        """Whether nothing of it is the formula's fault."""
        return not self.faults

    @property
    def sentence(self) -> str:
        """All of it on one line."""
        return "; ".join((*self.faults, *self.excesses)) or FINE


def behaviours(found: Numerics) -> tuple[Behaviour, ...]:
    """Return the rows."""
    return tuple(_behaviour(run) for run in found.runs)


def advice(found: Numerics) -> str:
    """Return the better way to write it in a sentence; nothing where none is known."""
    return found.suggestion.text if found.suggestion else ""


def _behaviour(run: Run) -> Behaviour:
    excesses = (f"its values are too large {_from(one)}: that lies in the function" for one in run.range)
    return Behaviour(dtype=run.dtype, faults=tuple(_faults(run)), excesses=tuple(excesses))


def _faults(run: Run) -> Iterator[str]:
    for fault in run.faults:
        yield f"{_seen(fault)} {_from(fault)}"


def _seen(fault: Fault) -> str:
    match fault.kind:
        case "nan":
            return f"nan instead of {number(fault.true)}"
        case "overflow":
            return f"{'−' if fault.got < 0 else ''}inf instead of {number(fault.true)}"
        case "underflow":
            return f"0 instead of {number(fault.true)}"
        case "cancellation":
            got, true = apart([fault.got, fault.true])
            return f"half of the digits lost, {got} instead of {true},"
        case _:
            assert_never(fault.kind)


def _from(one: Fault | Excess) -> str:
    """Return where something begins, and towards where it goes on."""
    if isinf(one.towards):
        return f"from x = {number(one.x, DIGITS)} {'on' if one.towards > 0 else 'down'}"
    return f"from x = {number(one.x, DIGITS)} towards 0"
