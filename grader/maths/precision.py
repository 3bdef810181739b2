"""What float64, float32 and bfloat16 can tell, and their floats by number.

0 is number 0, 1 and −1 are the floats beside it, and so on: between two floats there are whole numbers to part.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ldexp
from typing import Any, Literal

import numpy as np
from ml_dtypes import bfloat16
from numpy.typing import NDArray

Dtype = Literal["float64", "float32", "bfloat16"]
Array = NDArray[Any]  # of any of these
Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Precision:
    """What a dtype can tell.  type: numpy's; bits: of a number; fraction: those of them that are its digits."""

    type: Any
    bits: int
    fraction: int

    @cached_property
    def largest(self) -> float:
        """The largest number."""
        return ldexp(2 - ldexp(1, -self.fraction), self._exponent)

    @cached_property
    def tiny(self) -> float:
        """Below it, parts of a formula may be so small that they lose digits for that, without harm."""
        return ldexp(1, 1 - self._exponent + self.fraction)

    @cached_property
    def lost(self) -> float:
        """The relative error at which half of the digits are lost."""
        return float(np.exp2(-self.fraction / 2))

    @property
    def octave(self) -> int:
        """How many floats there are from one to its double."""
        return 1 << self.fraction

    @property
    def _exponent(self) -> int:
        """The exponent of the largest number; that of the smallest normal one is 1 less it."""
        return (1 << self.bits - self.fraction - 2) - 1

    def floats(self, n: Numbers) -> Array:
        """Return the floats of these numbers."""
        signed = np.where(n < 0, -(1 << self.bits - 1) - n, n)  # as their bits are read as a whole number
        return signed.astype(f"int{self.bits}").view(self.type)

    def numbers(self, x: Floats) -> Numbers:
        """Return the numbers of the floats nearest to these."""
        near = x.astype(self.type)
        sizes = np.abs(near).view(f"int{self.bits}").astype(np.int64)
        found: Numbers = np.where(near < 0, -sizes, sizes)
        return found


PRECISIONS: Mapping[Dtype, Precision] = {
    "float64": Precision(type=np.float64, bits=64, fraction=52),
    "float32": Precision(type=np.float32, bits=32, fraction=23),
    "bfloat16": Precision(type=bfloat16, bits=16, fraction=7),
}
