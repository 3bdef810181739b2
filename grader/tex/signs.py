r"""The signs that do more than stand there: ^ and _, primes, & and \\, \left and \right, \begin and \end."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from grader.tex import katex
from grader.tex.braces import Fault, Group, Token
from grader.tex.katex import Word
from grader.tex.levels import Level
from grader.tex.reader import Reader, Sign

# What does inside $…$ the work of an environment that needs $$…$$.
INLINE = {"align": "aligned", "align*": "aligned", "split": "aligned", "gather": "gathered", "gather*": "gathered"}
SCRIPT = Word(name="^", arguments=("p",), places=frozenset())


def script(reader: Reader, token: Token) -> Iterator[Fault]:
    """Read ^ or _ with what it raises or lowers."""
    level, raises = reader.level, token.text == "^"
    if level.text:
        level.base()
        plain = "\\textasciicircum" if raises else "\\_"
        yield token.at, f"Among words “{token.text}” is written {plain}."
        return
    if level.raised if raises else level.lowered:
        sign = token.text
        yield (
            token.at,
            f"A second “{sign}” at the same base; braces say what belongs together, as in {{x{sign}a}}{sign}b.",
        )
    level.raised, level.lowered, level.starts = level.raised or raises, level.lowered or not raises, False
    if reader.stopped:
        yield token.at, f"Something is missing behind “{token.text}”."
        return
    yield from reader.argument("p", token, SCRIPT)


def prime(reader: Reader, token: Token) -> Iterator[Fault]:
    """Read f' and f''; they are a superscript, and one ^ may follow at once."""
    level = reader.level
    if level.text:
        level.base()
        return
    if level.raised:
        yield token.at, "A superscript and a prime at the same base; write the prime first, as in f'^2."
    level.raised, level.starts = True, False
    end = token.end
    while reader.items and reader.items[0].at == end and (more := reader.take("'")):
        end = more.end
    if reader.items and reader.items[0].at == end and (raising := reader.take("^")):
        level.raised = False
        yield from script(reader, raising)


def column(reader: Reader, token: Token) -> Iterator[Fault]:
    """Read &, which begins a cell."""
    level = reader.level
    if level.table is None and any(outer.table for outer in reader.levels):
        yield token.at, "“&” stands between \\left and \\right; write \\right. before it and \\left. behind it."
    elif level.table is None:
        yield token.at, "“&” separates columns, and no environment is open here; write \\& for the sign."
    elif level.columns == level.column:
        yield token.at, f"{level.table.name} has room for {level.columns} column(s) only; this “&” begins another."
    level.cell(level.column + 1)


def row(reader: Reader, token: Token) -> Iterator[Fault]:
    r"""Read \\ or \cr, which begin a row."""
    if token.text == "\\cr" and not reader.level.table:
        yield token.at, "\\cr begins a row, and no environment is open here."
    if token.text == "\\\\" and reader.place.formula.startswith("[", token.end):
        yield from reader.optional("s")
    if reader.level.table:
        reader.level.cell(1)
    else:
        reader.level.base()


def rule(reader: Reader, token: Token) -> Iterator[Fault]:
    r"""Read \hline."""
    if not reader.level.table or not reader.level.starts:
        yield token.at, f"{token.text} may stand only where a row of an environment begins."


def left(reader: Reader, token: Token) -> Iterator[Fault]:
    r"""Read \left and its bracket."""
    yield from reader.placed(token)
    group = reader.items[0] if reader.items else None
    if isinstance(group, Group) and group.items and getattr(group.items[-1], "text", "") == "\\right":
        reader.items.popleft()
        reader.level.base()
        yield group.at, "Curly brackets that grow are written \\left\\{ … \\right\\}."
        yield from reader.inside(group.items[:-1], text=reader.level.text)
        return
    reader.levels.append(Level(opener=token, text=reader.level.text))
    yield from reader.delimiter(token)


def middle(reader: Reader, token: Token) -> Iterator[Fault]:
    r"""Read \middle and its bracket."""
    if not reader.left:
        yield token.at, "\\middle stands outside \\left … \\right; write \\mid for a bar."
    reader.level.base()
    yield from reader.delimiter(token)


def right(reader: Reader, token: Token) -> Iterator[Fault]:
    r"""Read \right and its bracket."""
    missing = "This \\right closes nothing; a \\left is missing before it."
    yield from _close(reader, token, _innermost(reader, "\\left"), missing)
    yield from reader.delimiter(token)


def begin(reader: Reader, token: Token) -> Iterator[Fault]:
    r"""Read \begin{…} with its arguments."""
    yield from reader.placed(token)
    name, at = _named(reader)
    if not name:
        yield token.at, "\\begin lacks the name of an environment: write \\begin{aligned} or another."
        return
    word = katex.environments().get(name)
    if word is None:
        yield at, katex.unknown_environment(name)
        word = Word(name=name, arguments=(), places=frozenset({"table"}))
    if "display" in word.places and not reader.place.display:
        instead = f"; inside $…$ write {INLINE[name]}" if name in INLINE else ""
        yield at, f"{name} works between $$ and $$ only{instead}."
    columns = word.columns
    if word.arguments == ("n",) and reader.items:
        count = reader.place.formula[reader.items[0].at : reader.items[0].end].strip("{} ")
        columns = 2 * int(count) if count.isdecimal() else None
    yield from reader.arguments(token, word)
    reader.levels.append(Level(opener=token, table=word, columns=columns))
    if name == "CD":
        _skip_diagram(reader)


def end(reader: Reader, token: Token) -> Iterator[Fault]:
    r"""Read \end{…}."""
    name, _ = _named(reader)
    opened = [i for i, level in enumerate(reader.levels) if level.table and level.table.name == name]
    if not opened and reader.level.table:
        yield token.at, f"\\begin{{{reader.level.table.name}}} is closed by \\end{{{name}}}; the two names must agree."
        opened = [len(reader.levels) - 1]
    missing = f"\\end{{{name}}} closes nothing; its \\begin{{{name}}} is missing."
    yield from _close(reader, token, opened[-1] if opened else None, missing)


def formula(reader: Reader, token: Token) -> Iterator[Fault]:
    r"""Read \( , which begins a formula among words."""
    yield from reader.placed(token)
    reader.levels.append(Level(opener=token))


def words(reader: Reader, token: Token) -> Iterator[Fault]:
    r"""Read \) , which ends a formula among words."""
    yield from _close(reader, token, _innermost(reader, "\\("), "This \\) closes nothing.")


def limits(reader: Reader, token: Token) -> Iterator[Fault]:
    r"""Read \limits or \nolimits."""
    if not reader.level.operator:
        yield token.at, f"{token.text} must follow an operator such as \\sum, \\max or \\mathop{{…}}."


def comment(reader: Reader, token: Token) -> Iterator[Fault]:
    """Read %, behind which KaTeX sees nothing."""
    reader.level.base()
    yield token.at, "“%” begins a comment, and the rest of the line vanishes; write \\%."


def placeholder(reader: Reader, token: Token) -> Iterator[Fault]:
    """Read #, which only a definition may contain."""
    reader.level.base()
    yield token.at, "“#” has a meaning of its own in LaTeX; write \\#."


def dollar(reader: Reader, token: Token) -> Iterator[Fault]:
    r"""Read $, which in \text{…} begins and ends a formula."""
    if reader.level.text:
        reader.levels.append(Level(opener=token))
    elif reader.level.opened_by("$"):
        reader.levels.pop()
        reader.level.base()
    else:
        reader.level.base()
        yield token.at, "A dollar stands inside this formula; leave a space between two formulas that touch."
        reader.take("$")


def verbatim(reader: Reader, token: Token) -> Iterator[Fault]:
    r"""Read \verb whose text has no end."""
    reader.level.base()
    yield token.at, "\\verb needs the same sign before and behind its text, as in \\verb|text|."


def _innermost(reader: Reader, command: str) -> int | None:
    return max((i for i, level in enumerate(reader.levels) if level.opened_by(command)), default=None)


def _close(reader: Reader, token: Token, index: int | None, missing: str) -> Iterator[Fault]:
    """Close the level at the index with all that is still open in it."""
    if index is None:
        yield token.at, missing
    else:
        for stray in reader.levels[index + 1 :]:
            yield from stray.unclosed()
        del reader.levels[index:]
    reader.level.base()


def _named(reader: Reader) -> tuple[str, int]:
    r"""Read the {…} behind \begin or \end: the name, and where it stands."""
    group = reader.items[0] if reader.items else None
    if not isinstance(group, Group):
        return "", 0
    reader.items.popleft()
    return reader.place.formula[group.at + 1 : group.end - 1], group.at + 1


def _skip_diagram(reader: Reader) -> None:
    """Step over the arrows of a commutative diagram, which have a grammar of their own."""
    while reader.items and getattr(reader.items[0], "text", "") != "\\end":
        reader.items.popleft()


SIGNS: Mapping[str, Sign] = MappingProxyType(
    {
        "^": script,
        "_": script,
        "'": prime,
        "&": column,
        "\\\\": row,
        "\\cr": row,
        "\\hline": rule,
        "\\hdashline": rule,
        "\\left": left,
        "\\middle": middle,
        "\\right": right,
        "\\begin": begin,
        "\\end": end,
        "\\(": formula,
        "\\)": words,
        "\\limits": limits,
        "\\nolimits": limits,
        "%": comment,
        "#": placeholder,
        "$": dollar,
        "\\verb": verbatim,
    }
)
