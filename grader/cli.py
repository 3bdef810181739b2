"""The command line: each command asks one thing of the program and prints the answer."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

import typer

from grader import catalog, export
from grader.catalog.schema import manuals, write_new
from grader.catalog.submission_files import HandedIn, read_answer, read_folder
from grader.errors import CallError, Fault, FormulaError, GraderError, nearest
from grader.grading import grade as grade_submission
from grader.report import Report, Verdict
from grader.service.signing import is_signed, open_key, sign
from grader.settings import Settings, settings
from grader.submission import Place, Submission
from grader.verification import verify as verify_path

FULL, LESS, FAULT, JUDGE = range(4)  # exit codes

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Grades answers about activations."
)
Format = Annotated[str, typer.Option("--format", help=", ".join(export.FORMATS))]
Exercises = Annotated[Path | None, typer.Option(help="A folder of courses; ./exercises, else the shipped ones.")]


@app.command()
def grade(
    exercise: Annotated[str, typer.Argument(help="A path, an id, or course/id.")],
    answers: Annotated[list[str], typer.Argument(help="part=answer, or part=@file; a single part is “answer”.")],
    variant: Annotated[int, typer.Option(help="Which variant, from 0.")] = 0,
    format_name: Format = "text",
    exercises: Exercises = None,
) -> None:
    """Grade one submission."""
    here = settings(exercises=exercises)
    found = catalog.find(exercise, here.exercises)
    submission = Submission(exercise=found.id, answers=dict(map(_answer, answers)), variant=variant)
    _finish([grade_submission(found, submission)], {}, format_name, here)


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(help="A folder of submissions.")],
    format_name: Format = "text",
    exercises: Exercises = None,
) -> None:
    """Grade a folder of submissions: learner/exercise.txt, or .yaml with `answers: {part: text}`."""
    if not folder.is_dir():
        raise CallError(f"there is no folder {folder}")
    here = settings(exercises=exercises)
    reports, places, faults = list[Report](), dict[str, Place](), list[Fault]()
    for found in read_folder(folder):
        if isinstance(found, Fault):
            faults.append(found)
            continue
        try:
            report = _graded(found, here)
        except GraderError as error:
            faults.append(Fault(path=found.place.path, message=str(error)))
            continue
        reports.append(report)
        places[report.submission] = found.place
    if not reports and not faults:
        raise CallError(f"there are no submissions in {folder}: files such as learner/repair-sqrt.txt")
    for fault in faults:
        typer.echo(str(fault), err=True)
    _finish(reports, places, format_name, here, at_least=FAULT if faults else FULL)


@app.command()
def verify(path: Annotated[Path | None, typer.Argument(help="An exercise, a course, or a folder of courses.")] = None) -> None:
    """Let exercises prove themselves: right answers pass, wrong ones fail as foretold, in every variant."""
    from rich.console import Console  # noqa: PLC0415  slow to import, used by few commands

    from grader.terminal import print_verification  # noqa: PLC0415

    verification = verify_path(path or settings().exercises)
    print_verification(Console(highlight=False), verification)
    raise typer.Exit(FAULT if verification.faults else FULL)


@app.command("verify-report")
def verify_report(
    file: Annotated[Path, typer.Argument(help="Reports as `--format json` prints them.")],
    key: Annotated[str, typer.Option(help="The public key of the signer; this machine's own if left out.")] = "",
) -> None:
    """Tell whether reports are signed with a key and unaltered."""
    try:
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError):
        raise CallError(f"{file} can't be read as text") from None
    if not lines:
        raise CallError(f"{file} holds no report")
    here = settings()
    public = key or open_key(here.keys, here.signing_key).public
    verdicts = [is_signed(line, public) for line in lines]
    for number, valid in enumerate(verdicts, 1):
        typer.echo(f"report {number}: {'signed by' if valid else 'NOT as signed by'} {public}")
    raise typer.Exit(FULL if all(verdicts) else LESS)


@app.command()
def new(
    kind: Annotated[str, typer.Argument(help="A way to answer; see `grader kinds`.")],
    name: Annotated[Path, typer.Argument(help="The exercise's id, with the folder of its unit before it.")],
) -> None:
    """Write the smallest valid exercise of a kind, to be changed."""
    path = write_new(kind, name)
    typer.echo(f"wrote {path}\nnext: grader preview {path}")


@app.command()
def preview(
    exercise: Annotated[str, typer.Argument(help="A path, an id, or course/id.")],
    variant: Annotated[int | None, typer.Option(help="One variant only, from 0.")] = None,
    exercises: Exercises = None,
) -> None:
    """Show an exercise as it is asked, all variants, and the table answer × check."""
    from rich.console import Console  # noqa: PLC0415  slow to import, used by few commands

    from grader import terminal  # noqa: PLC0415
    from grader.verification import prove  # noqa: PLC0415

    found = catalog.find(exercise, settings(exercises=exercises).exercises)
    numbers = range(len(found.variants)) if variant is None else (variant,)
    for line in terminal.preview(found, numbers):
        typer.echo(line)
    proof = prove(found)
    typer.echo()
    terminal.print_proof(Console(highlight=False), proof)
    for fault in proof.faults:
        typer.echo(str(fault), err=True)
    raise typer.Exit(FAULT if proof.faults else FULL)


@app.command()
def kinds(name: Annotated[str, typer.Argument(help="One of them, for its whole manual.")] = "") -> None:
    """List the ways to answer and the checks there are."""
    found = manuals()
    chosen = {title: text for title, text in found.items() if name in {"", title.split()[1]}}
    if not chosen:
        raise CallError(f"there is no kind or check “{name}”{nearest(name, [title.split()[1] for title in found])}")
    for title, text in chosen.items():
        typer.echo(f"{title:24} {text if name else text.splitlines()[0]}")


@app.command()
def equal(
    a: Annotated[str, typer.Argument()],
    b: Annotated[str, typer.Argument()],
    where: Annotated[str, typer.Option(help="A condition, such as x > 0.")] = "",
    variables: Annotated[str, typer.Option(help="The letters that are variables.")] = "x",
    format_name: Annotated[str, typer.Option("--format", help="text or json")] = "text",
) -> None:
    """Say whether two formulas are the same function."""
    if format_name not in {"text", "json"}:
        raise CallError(f"there is no format “{format_name}” here; write text or json")
    content = _compared({"left": a, "right": b}, where, tuple(variables.replace(",", " ").split()))
    typer.echo(json.dumps(content, ensure_ascii=False) if format_name == "json" else _told(content))
    raise typer.Exit({"same": FULL, "invalid": FAULT}.get(content["verdict"], LESS))


def main() -> None:
    """Run the command line; what can't be done is said in a sentence, with exit code 2."""
    try:
        app()
    except GraderError as error:
        typer.echo(str(error), err=True)
        sys.exit(FAULT)


def _answer(written: str) -> tuple[str, str]:
    part, separator, text = written.partition("=")
    if not separator:
        raise CallError(f'“{written}” is not an answer; write part=answer, as in answer="{written}"')
    return part, read_answer(text, Path())


def _graded(found: HandedIn, here: Settings) -> Report:
    return grade_submission(catalog.find(found.submission.exercise, here.exercises), found.submission)


def _finish(
    reports: Sequence[Report], places: Mapping[str, Place], format_name: str, here: Settings, *, at_least: int = FULL
) -> None:
    """Print reports and leave with the exit code they deserve."""
    shown = list(_signed(reports, here)) if format_name == "json" else reports
    typer.echo(export.render(format_name, shown, places), nl=False)
    raise typer.Exit(max([at_least, *map(_code, reports)]))


def _code(report: Report) -> int:
    if report.verdict is Verdict.JUDGE_ERROR:
        return JUDGE
    return FULL if report.points == report.out_of and report.verdict is not Verdict.UNREADABLE else LESS


def _signed(reports: Sequence[Report], here: Settings) -> Iterator[Report]:
    """Sign reports; where no key can be kept, say so and leave them unsigned."""
    try:
        key = open_key(here.keys, here.signing_key)
    except OSError as error:
        typer.echo(f"the reports are not signed: no key can be kept in {here.keys} ({error.strerror})", err=True)
        yield from reports
        return
    yield from (sign(report, key) for report in reports)


def _compared(texts: Mapping[str, str], where: str, variables: tuple[str, ...]) -> dict[str, Any]:
    """Return what `grader equal --format json` prints."""
    from grader.maths.equality import Different, Same  # noqa: PLC0415  loads flint
    from grader.maths.equality import equal as compare
    from grader.maths.reading import parse  # noqa: PLC0415

    started, formulas = perf_counter(), []
    for side, text in texts.items():
        try:
            formulas.append(parse(text, variables))
        except FormulaError as error:
            return {"verdict": "invalid", "side": side, "message": error.message, "position": error.at}
    outcome = compare(formulas[0], formulas[1], where or None)
    at = outcome.at if isinstance(outcome, Different) else next((gap.at for gap in outcome.gaps), None)
    return {
        "verdict": type(outcome).__name__.lower(),
        "how": outcome.how if isinstance(outcome, Same) else None,
        "domain": outcome.domain,
        "at": None if at is None else [float(x) for x in at] if len(at) != 1 else float(at[0]),
        "left": outcome.left if isinstance(outcome, Different) else None,
        "right": outcome.right if isinstance(outcome, Different) else None,
        "seconds": round(perf_counter() - started, 6),
    }


def _told(content: Mapping[str, Any]) -> str:
    match content:
        case {"verdict": "invalid", "side": side, "message": message, "position": position}:
            return f"The {side} formula can't be read, at character {position + 1}: {message}"
        case {"verdict": "different", "at": at, "left": left, "right": right}:
            return f"different: at {at} the left one gives {left!r}, the right one {right!r}"
        case {"verdict": "same", "domain": "same", "how": how}:
            return f"the same function ({how})"
        case {"verdict": verdict, "domain": domain, "at": at}:
            return f"{verdict}; their domains: {domain}" + (f", see {at}" if at is not None else "")
    raise AssertionError(content)
