r"""Reads a group of a formula from left to right: commands, their arguments, what stands around them.

The signs with duties of their own (^, &, \left, \begin …) come in as an argument; they live in signs.py.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import replace

from grader.tex import katex, measures
from grader.tex.braces import Fault, Group, Item, Token
from grader.tex.katex import Word
from grader.tex.levels import Level, Surroundings

DEPTH = 50  # of groups inside each other; KaTeX goes further, a reader of formulas does not
# Where an argument is looked for, these show that it was forgotten.
STOPS = frozenset({"^", "_", "&", "\\\\", "\\left", "\\right", "\\middle", "\\begin", "\\end"})

Sign = Callable[["Reader", Token], Iterator[Fault]]


class Reader:
    """A place in a group.

    items: what is still to be read; levels: what is open, the group itself first.
    """

    def __init__(self, items: Sequence[Item], place: Surroundings, signs: Mapping[str, Sign]) -> None:
        self.items = deque(items)
        self.place = place
        self.signs = signs
        self.levels = [Level(text=place.text)]

    @property
    def level(self) -> Level:
        """The innermost thing that is open."""
        return self.levels[-1]

    @property
    def left(self) -> bool:
        r"""Whether a \left is open, here or around."""
        return self.place.left or any(level.opened_by("\\left") for level in self.levels)

    @property
    def stopped(self) -> bool:
        """Whether no argument can be read here."""
        return not self.items or (isinstance(self.items[0], Token) and self.items[0].text in STOPS)

    def take(self, text: str) -> Token | None:
        """Step over the next item if it is this token."""
        item = self.items[0] if self.items else None
        if not isinstance(item, Token) or item.text != text:
            return None
        self.items.popleft()
        return item

    def faults(self) -> Iterator[Fault]:
        """Read everything."""
        if self.place.depth > DEPTH and self.items:
            yield self.items[0].at, f"Braces may stand {DEPTH} deep inside each other."
            return
        while self.items:
            yield from self.unit(self.items.popleft())
        for level in self.levels:
            yield from level.unclosed()

    def inside(self, items: Sequence[Item], *, text: bool) -> Iterator[Fault]:
        """Read a group inside this one."""
        place = replace(self.place, text=text, left=self.left, depth=self.place.depth + 1)
        yield from Reader(items, place, self.signs).faults()

    def unit(self, item: Item) -> Iterator[Fault]:
        """Read one thing with its arguments."""
        if isinstance(item, Group):
            self.level.base()
            yield from self.inside(item.items, text=self.level.text)
        elif item.text in self.signs:
            yield from self.signs[item.text](self, item)
        elif item.text.startswith("\\"):
            yield from self.command(item)
        else:
            self.character(item)

    def character(self, token: Token) -> None:
        """Read a character without duties; ² and ₂ are a ^ and a _ with their argument."""
        raises = not self.level.text and katex.may(token.text, "superscript")
        lowers = not self.level.text and katex.may(token.text, "subscript")
        if not raises and not lowers:
            self.level.base()
        self.level.raised |= raises
        self.level.lowered |= lowers

    def command(self, token: Token) -> Iterator[Fault]:
        """Read a command with its arguments."""
        yield from self.placed(token)
        word = katex.word(token.name)
        self.level.base(operator=word is not None and "operator" in word.places)
        if word is None:
            return
        if "infix" in word.places and self.level.divided:
            yield token.at, f"A second {word.name} divides the same group; put braces around one of the two fractions."
        yield from self.arguments(token, word)
        if "infix" in word.places:  # it is no base for ^ and _
            self.level.divided = self.level.raised = self.level.lowered = True

    def placed(self, token: Token) -> Iterator[Fault]:
        """Say if KaTeX does not know the command, or not here."""
        word, name = katex.word(token.name), token.name
        if name == "\\":
            yield token.at, "A backslash stands alone; the name of its command is missing."
        elif word is None:
            yield token.at, katex.unknown(name)
        elif self.level.text and "text" not in word.places:
            yield token.at, f"{name} belongs to formulas, and words stand here; close \\text{{…}} before it."
        elif not self.level.text and "maths" not in word.places:
            yield token.at, f"{name} belongs to words; put it into \\text{{…}}."
        elif "display" in word.places and not self.place.display:
            yield token.at, f"{name} works between $$ and $$ only."

    def arguments(self, token: Token, word: Word) -> Iterator[Fault]:
        """Read all arguments of a command or environment, up to the first that is missing."""
        for kind in word.arguments:
            if kind == "*":
                self.take("*")
            elif kind == "d":
                yield from self.delimiter(token)
            elif kind.startswith("["):
                if not (yield from self.optional(kind[1])):
                    return
            elif not (yield from self.argument(kind, token, word)):
                return

    def argument(self, kind: str, token: Token, word: Word) -> Generator[Fault, None, bool]:
        """Read one argument that must be there, and tell whether it was."""
        if self.stopped:
            yield token.at, f"{word.name} lacks an argument: write {word.shape}."
            return False
        item = self.items.popleft()
        text = kind == "t" or (kind != "m" and self.level.text)
        if kind in measures.KINDS:
            yield from self.measure(kind, item)
        elif isinstance(item, Group):
            yield from self.inside(item.items, text=text)
        elif kind == "p":
            yield from self.bare(item, token)
        elif (inner := katex.word(item.name)) and inner.needs:
            yield item.at, f"{inner.name} behind {word.name} needs braces: {word.name}{{{inner.shape}}}."
        else:
            yield from self.inside((item,), text=text)
        return True

    def bare(self, item: Token, owner: Token) -> Iterator[Fault]:
        r"""Read one thing that stands without braces behind ^, _ or a command such as \mathbin."""
        if item.text == "'" and not self.level.text:
            yield item.at, f"A prime behind {owner.text} needs braces and something to stand at."
            return
        if not item.text.startswith("\\"):
            yield from self.inside((item,), text=self.level.text)
            return
        yield from self.placed(item)
        word = katex.word(item.name)
        if word is None:
            return
        if "script" not in word.places:
            yield item.at, f"{word.name} behind {owner.text} needs braces: {owner.text}{{{word.shape}}}."
        yield from self.arguments(item, word)

    def optional(self, kind: str) -> Generator[Fault, None, bool]:
        """Read an argument between [ and ], if there is one, and tell whether its end was found."""
        opening = self.take("[")
        if opening is None:
            return True
        inner, closing = list[Item](), self.take("]")
        while self.items and not closing:
            inner.append(self.items.popleft())
            closing = self.take("]")
        if not closing:
            yield opening.at, "This “[” is never closed; add its “]”."
        elif kind in measures.KINDS:
            yield from measures.faults(kind, self.place.formula[opening.end : closing.at], opening.end)
        else:
            yield from self.inside(inner, text=self.level.text)
        return closing is not None

    def measure(self, kind: str, item: Item) -> Iterator[Fault]:
        """Read a length, a colour, columns or a number, in braces or not."""
        formula, start, end = self.place.formula, item.at, item.end
        if isinstance(item, Group):
            start, end = start + 1, end - 1
        elif kind == "s" and (match := measures.BARE_LENGTH.match(formula, start)):
            end = max(end, match.end())
            while self.items and self.items[0].at < end:
                self.items.popleft()
        yield from measures.faults(kind, formula[start:end], start)

    def delimiter(self, token: Token) -> Iterator[Fault]:
        r"""Read the bracket behind \left, \right, \middle or \big."""
        if self.stopped:
            yield token.at, f"{token.text} needs a bracket behind it, or “.” for none."
            return
        item = self.items[0]
        if isinstance(item, Group) and len(item.items) == 1 and token.text not in {"\\left", "\\right", "\\middle"}:
            item = item.items[0]  # \big{(} is \big(
        if isinstance(item, Token) and katex.may(item.name, "delimiter"):
            self.items.popleft()
        elif isinstance(item, Token):
            yield item.at, f"“{item.text}” behind {token.text} is not a bracket; write {token.text}. for none."
        else:
            yield item.at, f"{token.text} needs a bracket behind it; curly ones are written \\{{ and \\}}."
