"""From text to tokens: an allow-list of characters, limits before any work, a position on every token.

Plain notation and LaTeX end up as the same tokens, so that the reader has one grammar.
"""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from grader.errors import FormulaError, nearest
from grader.maths.names import known_words

CHARACTERS = 600
TOKENS = 400
DIGITS = 40
SHOWN = 40  # characters of a command in a message
EXPONENT = 400  # of a literal such as 1e-300; float64 ends at 308

Kind = Literal["number", "name", "sign", "command", "end"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text.  at, end: where it stands; value: of a number; glued: nothing stands before it."""

    kind: Kind
    text: str
    at: int
    end: int
    value: Fraction = Fraction(0)
    glued: bool = False


_SAME_LENGTH = str.maketrans(
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "×·⋅∙∗✕"), "*")
    | dict.fromkeys(map(ord, "÷∕⁄"), "/")
    | dict.fromkeys(map(ord, "−–‐‑"), "-")
    | dict.fromkeys(map(ord, "\t\n\r\u00a0\u2009\u202f\u2003\u2002\u200a\u3000"), " ")
    | {ord("∣"): "|", ord("｜"): "|", ord("𝑒"): "e", ord("∧"): "&", ord("∨"): "∨", ord("¬"): "!"}
)
_PATTERN = re.compile(
    r"""
    (?P<space>\ +)
  | (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
  | (?P<name>[A-Za-z][A-Za-z0-9_]*|[πσφϕΦℯ])
  | (?P<fence>\\(?:left|right)\ *\|)
  | (?P<command>\\(?:[A-Za-z]+|[,;:!\ {}|\\]))
  | (?P<vulgar>[½⅓⅔¼¾⅕⅙⅛])
  | (?P<power>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)
  | (?P<sign>\*\*|<=|>=|==|!=|&&|[-+*/^()\[\]{}|,:<>=≤≥≠√∛&∨!;])
    """,
    re.VERBOSE,
)
_SUPERSCRIPTS = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_SIGNS = {"**": "^", "≤": "<=", "≥": ">=", "≠": "!=", "&&": "and", "∨": "or", "=": "=="}
_LOOKALIKES = {"х": "x", "е": "e", "а": "a", "о": "o", "р": "p", "с": "c", "у": "y", "χ": "x", "ν": "v", "α": "a"}

# LaTeX commands that are another spelling of a sign or a name; None vanishes.
_SILENT = (
    r"\, \; \: \! \quad \qquad \left \right \big \Big \bigl \bigr \Bigl \Bigr \bigg \Bigg \displaystyle \textstyle "
    r"\limits \mathopen \mathclose"
)
_COMMANDS: dict[str, tuple[Kind, str] | None] = (
    dict.fromkeys(
        [*_SILENT.split(), "\\ "],
        None,
    )
    | dict.fromkeys((r"\cdot", r"\times", r"\ast"), ("sign", "*"))
    | dict.fromkeys((r"\le", r"\leq", r"\leqslant"), ("sign", "<="))
    | dict.fromkeys((r"\ge", r"\geq", r"\geqslant"), ("sign", ">="))
    | dict.fromkeys((r"\ne", r"\neq"), ("sign", "!="))
    | dict.fromkeys((r"\{", r"\lbrace", r"\lparen"), ("sign", "("))
    | dict.fromkeys((r"\}", r"\rbrace", r"\rparen"), ("sign", ")"))
    | dict.fromkeys((r"\|", r"\vert", r"\mid"), ("sign", "|"))
    | dict.fromkeys((r"\varphi", r"\phi"), ("name", "phi"))
    | dict.fromkeys((r"\land", r"\wedge"), ("name", "and"))
    | dict.fromkeys((r"\lor", r"\vee"), ("name", "or"))
    | {
        r"\lvert": ("sign", "(|"),
        r"\rvert": ("sign", "|)"),
        r"\div": ("sign", "/"),
        r"\lt": ("sign", "<"),
        r"\gt": ("sign", ">"),
        r"\lnot": ("name", "not"),
        r"\neg": ("name", "not"),
        r"\Phi": ("name", "Phi"),
    }
)
_STRUCTURES = (
    r"\frac \dfrac \tfrac \sqrt \operatorname \mathrm \text \mathit \mathbf \begin \end \\ "
    r"\lfloor \rfloor \lceil \rceil"
)
STRUCTURES = frozenset(_STRUCTURES.split())


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a text, closed by one of kind `end`, or raise FormulaError at the first fault."""
    if len(text) > CHARACTERS:
        message = f"A formula may have up to {CHARACTERS} characters; this one has {len(text)}."
        raise FormulaError(message, CHARACTERS, reason="limit")
    plain, tokens, at = text.translate(_SAME_LENGTH), list[Token](), 0
    while at < len(plain):
        match = _PATTERN.match(plain, at)
        if match is None:
            raise _unknown(text, at)
        tokens.extend(_tokens(match, plain))
        at = match.end()
        if len(tokens) > TOKENS:
            raise FormulaError(f"A formula may have up to {TOKENS} signs and names.", match.start(), reason="limit")
    tokens.append(Token("end", "", len(text), len(text)))
    return tokens


def _tokens(match: re.Match[str], plain: str) -> list[Token]:
    at, end, word = match.start(), match.end(), match.group()
    glued = at > 0 and plain[at - 1] != " "
    match match.lastgroup:
        case "space":
            return []
        case "number":
            return [Token("number", word, at, end, _value(word, at), glued)]
        case "name":
            return [Token("name", word, at, end, glued=glued)]
        case "vulgar":
            return [Token("number", word, at, end, Fraction(unicodedata.normalize("NFKC", word).replace("⁄", "/")))]
        case "power":
            return _raised(word.translate(_SUPERSCRIPTS), at, end)
        case "fence":
            return [Token("sign", "(|" if word.startswith(r"\left") else "|)", at, end)]
        case "command":
            return _command(word, at, end)
        case _:
            return [Token("sign", _SIGNS.get(word, word), at, end, glued=glued)]


def _raised(word: str, at: int, end: int) -> list[Token]:
    """x² and x⁻¹ as x^(2) and x^(-1): the brackets keep what follows out of the exponent."""
    digits = word.lstrip("+-")
    minus = [Token("sign", "-", at, end)] if word.startswith("-") else []
    number = Token("number", digits, at, end, _value(digits, at))
    return [Token("sign", "^", at, end), Token("sign", "(", at, end), *minus, number, Token("sign", ")", at, end)]


def _command(word: str, at: int, end: int) -> list[Token]:
    if word in _COMMANDS:
        spelling = _COMMANDS[word]
        return [Token(*spelling, at, end)] if spelling else []
    if word in STRUCTURES:
        return [Token("command", word, at, end)]
    if word[1:] in known_words():
        return [Token("name", word[1:], at, end)]
    hint = nearest(word, [*STRUCTURES, *_COMMANDS, *("\\" + known for known in known_words())])
    raise FormulaError(f"“{word[:SHOWN]}” is not a LaTeX command I know{hint or '.'}", at, reason="name")


def _value(word: str, at: int) -> Fraction:
    mantissa, _, exponent = word.lower().partition("e")
    if sum(sign.isdigit() for sign in mantissa) > DIGITS:
        raise FormulaError(f"A number may have up to {DIGITS} digits.", at, reason="limit")
    if exponent and (len(exponent) > 5 or abs(int(exponent)) > EXPONENT):
        message = f"The exponent of a number may be −{EXPONENT} to {EXPONENT}."
        raise FormulaError(message, at, reason="limit")
    return Fraction(word)


def _unknown(text: str, at: int) -> FormulaError:
    sign = text[at]
    if sign in "'′’" and at:
        message = "I can't read the mark for a derivative; write the derivative out."
        return FormulaError(message, at, reason="ambiguous")
    named = unicodedata.name(sign, f"U+{ord(sign):04X}").lower()
    shown = f"“{sign}” ({named})" if sign.isprintable() and not unicodedata.combining(sign) else f"The sign {named}"
    if sign in _LOOKALIKES:
        return FormulaError(f"{shown} is not a sign I know; did you mean {_LOOKALIKES[sign]}?", at, reason="name")
    return FormulaError(f"{shown} has no meaning in a formula.", at)
