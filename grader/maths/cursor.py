"""A place in a row of tokens, and what to say when the next one does not fit."""

from grader.errors import FormulaError, nearest
from grader.maths.names import CONSTANTS, arities, canonical, known_words
from grader.maths.tokens import Token, tokenize

DEPTH = 50  # of brackets, powers and signs inside each other
SHOWN = 40  # characters of a word in a message
CLOSING = {"(": ")", "[": "]", "{": "}", "|": "|", "(|": "|)"}
RELATIONS = frozenset({"<", "<=", ">", ">=", "==", "!="})


class Cursor:
    """Where the reader stands.

    bars: how many |…| are open since the last bracket.  latex: whether LaTeX's rules hold.
    """

    def __init__(self, text: str, variables: tuple[str, ...]) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.variables = variables
        self.latex = "\\" in text
        self.index = 0
        self.depth = 0
        self.bars = 0

    @property
    def now(self) -> Token:
        """The next token."""
        return self.tokens[self.index]

    def sees(self, *texts: str) -> bool:
        """Whether the next token is one of these signs or commands."""
        return self.now.text in texts and self.now.kind in {"sign", "command"}

    def take(self, *texts: str) -> Token | None:
        """Step over the next token if it is one of these signs or commands."""
        if not self.sees(*texts):
            return None
        self.index += 1
        return self.tokens[self.index - 1]

    def word(self, *texts: str) -> bool:
        """Step over the next token if it is one of these words."""
        if self.now.kind != "name" or self.now.text not in texts:
            return False
        self.index += 1
        return True

    def enter(self) -> None:
        """Go one level down, or raise FormulaError if that is too deep."""
        self.depth += 1
        if self.depth > DEPTH:
            message = f"Brackets, powers and signs may stand {DEPTH} deep inside each other."
            raise FormulaError(message, self.now.at, reason="limit")

    def leave(self) -> None:
        """Come back up one level."""
        self.depth -= 1

    def close(self, closing: str, opened: Token) -> None:
        """Step over the sign that closes what `opened` opened."""
        if self.take(closing):
            return
        if self.now.kind == "end":
            raise FormulaError(f"This “{_plain(opened.text)}” is never closed.", opened.at)
        raise self.unexpected(f"; “{_plain(closing)}” should come first")

    def unexpected(self, hint: str = "") -> FormulaError:
        """Return the error that says what stands here and should not."""
        token, before = self.now, self.tokens[self.index - 1] if self.index else None
        if token.kind == "end":
            return FormulaError("The formula stops too early: something is missing at its end.", token.at)
        if token.text == "," and not hint and before and before.kind == "number":
            return FormulaError("Write decimals with a point, as in 0.5.", token.at)
        if token.text in RELATIONS:
            return FormulaError("A condition stands where a value is needed.", token.at, reason="type")
        if token.text in {")", "]", "}", "|)"} and not hint:
            return FormulaError(
                f"Something is missing before this “{_plain(token.text)}”, or it closes nothing.", token.at
            )
        return FormulaError(f"I did not expect “{self.written(token)}” here{hint}.", token.at)

    def written(self, token: Token) -> str:
        """Return a token as it was typed."""
        return shortened(self.text[token.at : token.end])

    def unknown(self, token: Token) -> FormulaError:
        """Return the error for a name that means nothing."""
        name = shortened(token.text)
        letters = token.text.rstrip("0123456789")
        if letters in self.variables:
            power = token.text[len(letters) :]
            message = f"“{name}” can mean {letters}^{power} or {power}*{letters}; write the one you mean."
            return FormulaError(message, token.at, reason="ambiguous")
        hint = self._run_together(token.text) or nearest(token.text, [*self.variables, *known_words()])
        if not hint:
            hint = f"; the variables here are {', '.join(self.variables)}" if self.variables else ""
        kind = "a function" if self.tokens[self.index].text == "(" else "a name"
        return FormulaError(f"“{name}” is not {kind} I know{hint or '.'}", token.at, reason="name")

    def _run_together(self, word: str) -> str:
        """Say what sinx could mean."""
        for variable in self.variables:
            if word.endswith(variable) and canonical(word.removesuffix(variable)):
                return f"; did you mean {word.removesuffix(variable)}({variable})?"
        return ""

    def split(self, token: Token) -> bool:
        """Read a word such as xy or xexp as a product, if its letters are variables and a last function or e^.

        The cursor stands behind the word; on success it stands before the pieces.
        """
        pieces = self._pieces(token.text)
        if not pieces:
            return False
        at, spelled = token.at, list[Token]()
        for piece in pieces:
            spelled.append(Token("name", piece, at, at + len(piece), glued=at > token.at or token.glued))
            at += len(piece)
        self.index -= 1
        self.tokens[self.index : self.index + 1] = spelled
        return True

    def _pieces(self, word: str) -> list[str]:
        pieces = list[str]()
        while word:
            name = next((name for name in (*self.variables, "pi") if word.startswith(name)), "")
            if not name:
                break
            pieces.append(name)
            word = word[len(name) :]
        if word and pieces and self._may_end(word):
            return [*pieces, word]
        return [] if word else pieces

    def _may_end(self, word: str) -> bool:
        if word == "e":
            return self.now.text == "^"
        return len(word) > 1 and word not in CONSTANTS and canonical(word) in arities() and self.now.text in {"(", "^"}


def shortened(word: str) -> str:
    """Return a word as it can stand in a message."""
    return word if len(word) <= SHOWN else word[:SHOWN] + "…"


def _plain(sign: str) -> str:
    return "|" if "|" in sign else sign
