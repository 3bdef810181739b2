"""The commands that ask about formulas and about this machine, and grade nothing."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from grader import output
from grader.errors import AnswerError, CallError, FormulaError
from grader.export.columns import ROOM
from grader.export.excerpt import pointed
from grader.export.text import INDENT
from grader.output import FAULT, FULL, LESS
from grader.pictures import Picture, pictured
from grader.report import PartResult

if TYPE_CHECKING:
    from grader.trials.glimpse import Glimpse

DEEPEST = 50  # hidden layers


def equal(
    a: Annotated[str, typer.Argument()],
    b: Annotated[str, typer.Argument()],
    where: Annotated[str, typer.Option(help="A condition, such as x > 0.")] = "",
    variables: Annotated[str, typer.Option(help="The letters that are variables.")] = "x",
    format_name: Annotated[str, typer.Option("--format", help="text or json")] = "text",
) -> None:
    """Say whether two formulas are the same function."""
    from grader.maths import comparison  # noqa: PLC0415  used here alone

    refuse_format(format_name)
    started = perf_counter()
    outcome = comparison.compare(a, b, where, tuple(variables.replace(",", " ").split()))
    content = dict(comparison.to_dict(outcome))
    if format_name == "text":
        output.write(comparison.sentence(outcome) + "\n")
    else:
        seconds = {} if content["verdict"] == "invalid" else {"seconds": round(perf_counter() - started, 6)}
        output.write(json.dumps(content | seconds, ensure_ascii=False, allow_nan=False) + "\n", utf8=True)
    raise typer.Exit({"same": FULL, "invalid": FAULT}.get(content["verdict"], LESS))


def profile(
    formula: Annotated[str, typer.Argument(help="A formula in x.")],
    format_name: Annotated[str, typer.Option("--format", help="text or json")] = "text",
) -> None:
    """Say what is proved and what is refuted of a formula, and what a computer makes of it."""
    from grader.maths import analysis  # noqa: PLC0415  loads flint, as few commands need
    from grader.maths.reading import parse  # noqa: PLC0415

    refuse_format(format_name)
    try:
        found = analysis.profile(parse(formula))
    except FormulaError as error:
        output.complain("\n".join(pointed_at(formula, error)))
        raise typer.Exit(FAULT) from None
    if format_name == "json":
        output.write(json.dumps(found.to_dict(), ensure_ascii=False, allow_nan=False) + "\n", utf8=True)
        return
    from grader import terminal  # noqa: PLC0415  rich is slow to import, and few commands use it
    from grader.maths.numerics import numerics  # noqa: PLC0415

    output.write(terminal.profile(found, numerics(found.formula)))


def trial(  # noqa: PLR0913, PLR0917  a command's options
    formula: Annotated[str, typer.Argument(help="A formula in x.")],
    task: Annotated[str, typer.Option(help="digits-parity, spirals, mnist or xor.")] = "digits-parity",
    depths: Annotated[str, typer.Option(help="Numbers of hidden layers, with commas.")] = "2,6",
    rows: Annotated[str, typer.Option(help="What to add to the data: zeros or large.")] = "",
    device: Annotated[str, typer.Option(help="cpu, cuda, or auto: the GPU where there is one.")] = "cpu",
    plot: Annotated[Path | None, typer.Option(help="Where to write the pictures, as SVG.")] = None,
    format_name: Annotated[
        str, typer.Option("--format", help="text, json, or jsonl: how far it is, line by line")
    ] = "text",
) -> None:
    """Train small networks with a formula as their activation; say what was seen, and why."""
    from grader.maths.reading import parse  # noqa: PLC0415

    refuse_format(format_name, "text", "json", "jsonl")
    numbers = tuple(int(depth) for depth in depths.split(",") if depth.strip().isdecimal())
    if len(set(numbers)) != depths.count(",") + 1 or not 0 < min(numbers) <= max(numbers) <= DEEPEST:
        raise CallError(f"“{depths}” should be different numbers of layers from 1 to {DEEPEST}, such as 2,6")
    if plot and plot.suffix.lower() != ".svg":
        raise CallError(f"pictures are written as SVG; give {plot} a name that ends in .svg")
    try:
        read = parse(formula)
        from grader.trials import trial as trials  # noqa: PLC0415  torch is slow to import

        with _watching(format_name) as tell:
            found = trials.trial(read, task, numbers, rows=rows, device=device, tell=tell)
    except FormulaError as error:
        output.complain("\n".join(pointed_at(formula, error)))
        raise typer.Exit(FAULT) from None
    except ValueError as error:
        raise CallError(str(error)) from None
    from grader.learning import known  # noqa: PLC0415
    from grader.trials import account, pictures  # noqa: PLC0415

    seen = pictures.pictures(found)
    if plot:
        _plot(seen, plot)
    if format_name == "text":
        output.write(account.words(found, known(read)))
    else:
        content = account.to_dict(found, known(read)) | {"pictures": list(map(pictured, seen))}
        output.write(json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n", utf8=True)


@contextmanager
def _watching(format_name: str) -> "Iterator[Callable[[Glimpse], None]]":
    """Give what shows how far a trial is: a line of data each time, or a bar on a terminal."""
    if format_name == "jsonl":
        yield lambda seen: output.write(json.dumps(seen.to_dict(), allow_nan=False) + "\n", utf8=True)
        return
    from grader import terminal  # noqa: PLC0415  rich is slow to import, and few commands use it

    with terminal.bar() as show:
        yield lambda seen: show(seen.done, f"depth {seen.depth}, seed {seen.seeds + 1}, loss {seen.loss:.3f}")


def _plot(seen: Sequence[Picture], path: Path) -> None:
    from grader.export.svg import drawn  # noqa: PLC0415

    try:
        path.write_text(drawn(seen), encoding="utf-8")
    except OSError as error:
        raise CallError(f"{path} can't be written: {error.strerror}") from None


def doctor(format_name: Annotated[str, typer.Option("--format", help="text or json")] = "text") -> None:
    """Say what protects this machine from learners' programs; each protection is tried."""
    from grader.sandbox.doctor import examine  # noqa: PLC0415  starts processes, as few commands need

    refuse_format(format_name)
    found = examine()
    if format_name == "json":
        output.write(json.dumps(found.to_dict(), ensure_ascii=False) + "\n", utf8=True)
    else:
        for name, one in found.protections.items():
            output.write(f"{name:12} {one.state:12} {one.why}\n")
        output.write(f"level {found.level}: {found.level.words}\n")
    raise typer.Exit(FULL if found.level.runs else LESS)


def refuse_format(name: str, *known: str) -> None:
    """Raise CallError if a command doesn't know this format; most know two, text and json."""
    *most, last = known or ("text", "json")
    if name not in {*most, last}:
        raise CallError(f"there is no format “{name}” here; write {', '.join(most)} or {last}")


def pointed_at(text: str, error: AnswerError) -> list[str]:
    """Return the place where a text can't be read, and why."""
    part = PartResult(name="answer", answer=text, message=error.message, at=error.at, checks=())
    return [*(INDENT + row for row in pointed(part, ROOM - len(INDENT))), error.message]


COMMANDS = (equal, profile, trial, doctor)
