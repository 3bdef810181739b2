"""A mapping of an exercise file as it reads in one variant."""

from collections.abc import Iterable
from dataclasses import dataclass

from grader.catalog.faults import Faults
from grader.catalog.templates import UnfilledError, Values, fill
from grader.errors import nearest
from grader.nodes import Mapping, Scalar, Sequence, Tree


@dataclass(frozen=True, kw_only=True)
class Filled:
    """Keys and values, with the variables' values to fill in and a place for faults."""

    tree: Mapping
    values: Values
    faults: Faults

    def fill(self, scalar: Tree, *, formula: bool = False) -> str:
        """Return a scalar's text with its places filled in; note what can't be."""
        text = self.faults.text(scalar, what="this")
        if "{{" not in text or not isinstance(scalar, Scalar):
            return text
        try:
            return fill(text, self.values, formula=formula)
        except UnfilledError as error:
            self.faults.add(scalar.point(error.at), error.message)
            return ""

    def text(self, key: str, *, formula: bool = False) -> str:
        """Return the text of a key; nothing where it isn't there."""
        found = self.tree.get(key)
        return "" if found is None else self.fill(found, formula=formula)

    def texts(self, key: str, *, formula: bool = False) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        return tuple(self.fill(item, formula=formula) for item in self.items(key))

    def items(self, key: str) -> tuple[Tree, ...]:
        """Return the items of a list; a single value is a list of one."""
        found = self.tree.get(key)
        if isinstance(found, Sequence):
            return found.items
        return () if found is None or (isinstance(found, Scalar) and found.text is None) else (found,)

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Note keys that mean nothing here, and keys without a value."""
        known = tuple(known)
        for key, value in self.tree.entries:
            if key.text not in known:
                hint = nearest(key.text or "", known)
                self.faults.add(key.where, f"unknown key “{key.text}”{hint}")
            elif isinstance(value, Scalar) and value.text is None:
                self.faults.add(key.where, f"the key “{key.text}” has no value")
