"""What an evaluation with certain error bounds can give: an exact rational, a ball, or the reason there is neither.

They live apart from the evaluator so that naming them does not load flint.
"""

from enum import Enum
from typing import TYPE_CHECKING, TypeAlias, Union

if TYPE_CHECKING:
    from flint import arb, fmpq


class Gap(Enum):
    """Why there is no value to work with."""

    UNDEFINED = "undefined"  # certainly no real value there, judged on the formula as written: 0*log(-1) has none
    UNSURE = "unsure"  # at this precision it can't be told, or the value is too large to say


Real: TypeAlias = Union[
    "fmpq", "arb"
]  # a rational as long as the value is known to be one, else a ball that contains it
Value: TypeAlias = Real | Gap
