"""Which plain control a page draws for an answer, and what text its state is.

A page draws these six and needs to know no way to answer.  A field turns the state of its control into the text
that is handed in, and the text of a draft back into a state.  An untouched control is no answer, the text "".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader import choosing, nodes
from grader.choosing import chosen
from grader.errors import AnswerError

Sorted = Mapping[str, tuple[str, ...]]  # letter: classes

LIST = "Write a list in square brackets, as in [one, two]."
BRACES = "Write the rows in braces, as in {a: …, b: …}."


@dataclass(frozen=True, kw_only=True)
class Options:
    """Choose one option; its state is the option, None before any is chosen."""

    options: tuple[str, ...]

    def text(self, state: str | None) -> str:
        """Return the answer that this state is."""
        return state or ""

    def state(self, text: str) -> str | None:
        """Return the option a text means; None if it means none."""
        try:
            return chosen(text, self.options)
        except AnswerError:
            return None


@dataclass(frozen=True, kw_only=True)
class Ticks:
    """Tick any number of options; its state is what is ticked.

    Nothing ticked is an answer too, []: that no option holds.  An untouched control looks the same, so a page takes
    this text when it is handed in, and before that for a draft only once something was ticked.
    """

    options: tuple[str, ...]

    def text(self, state: Sequence[str]) -> str:
        """Return the answer that this state is, in the order of the options."""
        return f"[{', '.join(choosing.in_quotes(option) for option in self.options if option in state)}]"

    def state(self, text: str) -> tuple[str, ...]:
        """Return what a text ticks; nothing if it can't be read."""
        try:
            return self.read(text)
        except AnswerError:
            return ()

    def read(self, text: str) -> tuple[str, ...]:
        """Return what a list such as [first option, second option] ticks, or raise AnswerError."""
        if not text.strip():
            raise AnswerError("Nothing is ticked yet; write [] if nothing holds.")
        tree = choosing.read(text, LIST)
        if isinstance(tree, nodes.Scalar):
            written = tree.text if tree.quoted and tree.text else text
            return (chosen(written, self.options),)
        if isinstance(tree, nodes.Mapping):
            raise AnswerError(LIST, tree.where.at)
        ticked = {self._option(item) for item in tree.items}
        return tuple(option for option in self.options if option in ticked)

    def _option(self, item: nodes.Tree) -> str:
        if isinstance(item, nodes.Scalar) and item.text:
            return chosen(item.text, self.options, at=item.where.at)
        raise AnswerError("Here an option should stand.", item.where.at)


@dataclass(frozen=True, kw_only=True)
class Line:
    """Write one line of mathematics; its state is the text itself.

    advice: how to write it, in a sentence or two.
    variables: the letters it may use; a page can plot a formula in one of them.
    """

    advice: str
    variables: tuple[str, ...] = ()

    def text(self, state: str) -> str:
        """Return the line."""
        return state

    def state(self, text: str) -> str:
        """Return the line."""
        return text


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Write one line for each name; its state is what stands in each.

    names: of the numbers, in the order of the lines.
    advice: how to write each, in a sentence or two.
    """

    names: tuple[str, ...]
    advice: str

    def text(self, state: Mapping[str, str]) -> str:
        """Return a=2, b=-1; a line left empty stands there too, for the reader to ask for."""
        entries = {name: _without_label(state.get(name, ""), name) for name in self.names}
        return ", ".join(f"{name}={entry}" for name, entry in entries.items()) if any(entries.values()) else ""

    def state(self, text: str) -> Mapping[str, str]:
        """Return what stands in each line, right or wrong as mathematics; nothing in any if there are no names."""
        found = dict.fromkeys(self.names, "")
        marks = [mark for mark in re.finditer(r"(?:^|,)\s*([^\W\d]\w*)\s*=(?!=)", text) if mark[1] in found]
        if marks and not marks[0].start():
            ends = [*(mark.start() for mark in marks[1:]), len(text)]
            found |= {mark[1]: text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)}
        return found


def _without_label(entry: str, name: str) -> str:
    """Return an entry without the name of its line, which some type again: a = 2 in the line of a is 2."""
    return re.sub(rf"^(?:\s*(?:{re.escape(name)}\s*)?=)+", "", entry).strip()


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Choose a class for each row, or with several, tick classes; its state is the classes of the rows by letter.

    A row that is not in the state is untouched.  With several, a row without classes says that none holds, so a page
    draws a box for that too.

    rows: letter and text of each, in the order shown.
    """

    rows: tuple[tuple[str, str], ...]
    classes: tuple[str, ...]
    several: bool = False

    def text(self, state: Sorted) -> str:
        """Return {a: …, b: …} with the rows that are filled in, by letter in whatever order they are shown."""
        filled = [letter for letter in self._letters if letter in state and (self.several or state[letter])]
        return "{" + ", ".join(f"{letter}: {self._written(state[letter])}" for letter in filled) + "}" if filled else ""

    def _written(self, given: Sequence[str]) -> str:
        quoted = [choosing.quoted(label) for label in given]
        return f"[{', '.join(quoted)}]" if self.several else quoted[0]

    def state(self, text: str) -> Sorted:
        """Return the classes a text gives; no row if it can't be read."""
        try:
            return self.read(text)
        except AnswerError:
            return {}

    def read(self, text: str) -> Sorted:
        """Read {a: affine, b: not affine}, or {a: [odd, bounded]} with several, or raise AnswerError."""
        if not text.strip():
            raise AnswerError("Nothing is chosen yet; write {a: …, b: …}.")
        tree = choosing.read(text, BRACES)
        if not isinstance(tree, nodes.Mapping):
            raise AnswerError(BRACES, tree.where.at)
        given = dict[str, tuple[str, ...]]()
        for key, value in tree.entries:
            letter, labels = self._row(key, value)
            if letter in given:
                raise AnswerError(f"Row {letter} stands there twice.", key.where.at)
            given[letter] = labels
        return {letter: given[letter] for letter in self._letters if letter in given}

    @property
    def _letters(self) -> Sequence[str]:
        return sorted(letter for letter, _ in self.rows)

    def _row(self, key: nodes.Scalar, value: nodes.Tree) -> tuple[str, tuple[str, ...]]:
        name = key.text or ""
        letter = name.strip().lower()
        if letter not in self._letters:
            row = chosen(name, tuple(text for _, text in self.rows), at=key.where.at)
            letter = next(known for known, text in self.rows if text == row)
        items = value.items if isinstance(value, nodes.Sequence) else (value,)
        if not self.several and len(items) != 1:
            raise AnswerError(f"Row {letter} takes one class.", value.where.at)
        picked = {self._class(item, letter) for item in items}
        return letter, tuple(label for label in self.classes if label in picked)

    def _class(self, item: nodes.Tree, letter: str) -> str:
        if not isinstance(item, nodes.Scalar) or not item.text:
            raise AnswerError(f"Row {letter} needs a class: {', '.join(self.classes)}.", item.where.at)
        return chosen(item.text, self.classes, at=item.where.at)


@dataclass(frozen=True, kw_only=True)
class Program:
    """Write a program; its state is its text.

    starter: what stands there at first, and is no answer.  library: "numpy" or "torch".
    """

    starter: str
    library: str

    def text(self, state: str) -> str:
        """Return the program; nothing if it is empty or as it stood there at first."""
        return "" if state.strip() in {"", self.starter.strip()} else state

    def state(self, text: str) -> str:
        """Return the program, or what stands there at first."""
        return text or self.starter


Field = Options | Ticks | Line | Lines | Grid | Program
