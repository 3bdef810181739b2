"""The table of truths: activations, and candidates that are none or are traps, with what is so of them.

Derived by hand, numbers with mpmath from the equations named in the rows; nothing here comes from the program.
"""

from truth.affine import AFFINE
from truth.breaks import BREAKS
from truth.candidates import CANDIDATES as PLAIN
from truth.frameworks import FRAMEWORKS
from truth.hostile import HOSTILE
from truth.row import NAMES, Row
from truth.surveys import SURVEYS

__all__ = ["ACTIVATIONS", "CANDIDATES", "NAMES", "ROWS", "Row"]

ACTIVATIONS: tuple[Row, ...] = (*FRAMEWORKS, *SURVEYS)
CANDIDATES: tuple[Row, ...] = (*AFFINE, *BREAKS, *PLAIN, *HOSTILE)
ROWS: tuple[Row, ...] = (*ACTIVATIONS, *CANDIDATES)
