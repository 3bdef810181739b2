"""A mapping of an exercise file as it reads in one variant."""

from collections.abc import Iterable
from dataclasses import dataclass

from grader.catalog.faults import Faults, written
from grader.catalog.templates import UnfilledError, Values, fill
from grader.nodes import Mapping, Scalar, Sequence, Tree


@dataclass(frozen=True, kw_only=True)
class Filled:
    """Keys and values, with the variables' values to fill in and a place for faults."""

    tree: Mapping
    values: Values
    faults: Faults

    def fill(self, scalar: Tree, *, formula: bool = False, what: str = "this") -> str:
        """Return a scalar's text with its places filled in; note what can't be."""
        text = self.faults.text(scalar, what=what)
        if "{{" not in text or not isinstance(scalar, Scalar):
            return text
        try:
            return fill(text, self.values, formula=formula)
        except UnfilledError as error:
            self.faults.add(scalar.point(error.at), error.message)
            return ""

    def text(self, key: str, *, formula: bool = False) -> str:
        """Return the text of a key; nothing where it isn't there."""
        found = written(self.tree, key)
        return "" if found is None else self.fill(found, formula=formula, what=key)

    def texts(self, key: str, *, formula: bool = False) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        return tuple(self.fill(item, formula=formula, what=f"each of {key}") for item in self.items(key))

    def items(self, key: str) -> tuple[Tree, ...]:
        """Return the items of a list; a single value is a list of one."""
        found = written(self.tree, key)
        if isinstance(found, Sequence):
            return found.items
        return () if found is None else (found,)

    def refuse_unknown(self, known: Iterable[str], *, needed: Iterable[str] = ()) -> None:
        """Note keys that mean nothing here, keys without a value, and needed ones that are not there."""
        self.faults.keys(self.tree, known, needed=needed)
