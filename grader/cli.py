"""The command line: each command asks one thing of the program and prints the answer."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from grader import catalog, export, inquiries, output
from grader.catalog.schema import manuals, write_new
from grader.catalog.submission_files import read_answer, read_folder
from grader.errors import CallError, Fault, GraderError, nearest
from grader.export.visible import flat
from grader.grading import grade as grade_submission
from grader.output import FAULT, FULL, JUDGE, LESS
from grader.report import Report, Verdict
from grader.service.signing import is_signed, kept_key, open_key, sign
from grader.settings import Settings, settings
from grader.submission import Place, Submission
from grader.verification import prove
from grader.verification import verify as verify_path

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Grades answers about activations."
)
# The callback refuses an unknown format before anything is graded.
Format = Annotated[str, typer.Option("--format", help=", ".join(export.FORMATS), callback=export.known)]
Exercises = Annotated[Path | None, typer.Option(help="A folder of courses; ./exercises, else the shipped ones.")]
Named = Annotated[str, typer.Argument(help="A path, an id, or course/id.")]

for command in inquiries.COMMANDS:
    app.command()(command)


@app.command()
def up(
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8501,
    database_url: Annotated[str, typer.Option(help="Where all is kept; SQLite under ./.grader if left out.")] = "",
    exercises: Exercises = None,
) -> None:
    """Start the service: pages, API and workers on one port, until interrupted."""
    from ui import server  # noqa: PLC0415  pages are slow to import, and no other command needs them

    server.up(settings(exercises=exercises, database_url=database_url), host, port)


@app.command()
def grade(
    exercise: Named,
    answers: Annotated[list[str], typer.Argument(help="part=answer, or part=@file; a single part is “answer”.")],
    variant: Annotated[int, typer.Option(help="Which variant, from 0.")] = 0,
    format_name: Format = "text",
    exercises: Exercises = None,
) -> None:
    """Grade one submission."""
    here = settings(exercises=exercises)
    found = catalog.find(exercise, here.exercises)
    submission = Submission(exercise=found.id, answers=_answers(answers), variant=variant)
    with output.following() as tell:
        report = grade_submission(found, submission, tell)
    _finish([report], {}, format_name, here)


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
    find = cache(lambda name: catalog.find(name, here.exercises))
    reports, places, faults = list[Report](), dict[str, Place](), list[Fault]()
    for found in read_folder(folder):
        if isinstance(found, Fault):
            faults.append(found)
            continue
        try:
            report = grade_submission(find(found.submission.exercise), found.submission)
        except GraderError as error:
            faults.append(Fault(path=found.place.path, message=str(error)))
            continue
        reports.append(report)
        places[report.submission] = found.place
    if not reports and not faults:
        raise CallError(f"there are no submissions in {folder}: files such as learner/repair-sqrt.txt")
    for fault in faults:
        output.complain(flat(str(fault)))
    _finish(reports, places, format_name, here, at_least=FAULT if faults else FULL)


@app.command()
def verify(
    path: Annotated[Path | None, typer.Argument(help="An exercise, a course, or a folder of courses.")] = None,
) -> None:
    """Let exercises prove themselves: right answers pass, wrong ones fail as foretold, in every variant."""
    from grader import terminal  # noqa: PLC0415  rich is slow to import, and few commands use it

    verification = verify_path(path or settings().exercises)
    output.write(terminal.verification_table(verification))
    raise typer.Exit(FAULT if verification.faults else FULL)


@app.command("verify-report")
def verify_report(
    file: Annotated[Path, typer.Argument(help="Reports as `--format json` prints them.")],
    key: Annotated[str, typer.Option(help="The public key of the signer; this machine's own if left out.")] = "",
) -> None:
    """Tell whether reports are signed with a key and unaltered."""
    try:
        lines = [line for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]
    except (OSError, UnicodeDecodeError):
        raise CallError(f"{file} can't be read as text") from None
    if not lines:
        raise CallError(f"{file} holds no report")
    public = key or _own_key()
    verdicts = list(_verdicts(lines, public))
    for number, valid in enumerate(verdicts, 1):
        output.write(f"report {number}: {'signed by' if valid else 'NOT as signed by'} {public}\n")
    raise typer.Exit(FULL if all(verdicts) else LESS)


@app.command()
def new(
    kind: Annotated[str, typer.Argument(help="A way to answer; see `grader kinds`.")],
    name: Annotated[Path, typer.Argument(help="The exercise's id, with the folder of its unit before it.")],
) -> None:
    """Write the smallest valid exercise of a kind, to be changed."""
    if not name.name:
        raise CallError("the exercise needs a name, such as my-first")
    path = write_new(kind, name)
    output.write(f"wrote {path}\nnext: grader preview {path}\n")


@app.command()
def preview(
    exercise: Named,
    variant: Annotated[int | None, typer.Option(help="One variant only, from 0.")] = None,
    exercises: Exercises = None,
) -> None:
    """Show an exercise as it is asked, all variants, and the table answer × check."""
    from grader import terminal  # noqa: PLC0415  rich is slow to import, and few commands use it

    found = catalog.find(exercise, settings(exercises=exercises).exercises)
    numbers = range(len(found.variants)) if variant is None else (variant,)
    output.write(terminal.preview(found, numbers))
    proof = prove(found)
    output.write("\n" + terminal.proof_table(proof))
    for fault in proof.faults:
        output.complain(flat(str(fault)))
    raise typer.Exit(FAULT if proof.faults else FULL)


@app.command()
def kinds(name: Annotated[str, typer.Argument(help="One of them, for its whole manual.")] = "") -> None:
    """List the ways to answer, the checks, and the experiments to predict."""
    found = manuals()
    chosen = {title: text for title, text in found.items() if name in {"", title.split()[1]}}
    if not chosen:
        raise CallError(
            f"there is no kind, check or experiment “{name}”{nearest(name, [title.split()[1] for title in found])}"
        )
    for title, text in chosen.items():
        output.write(f"{title:26} {text if name else text.splitlines()[0]}\n")


def main() -> None:
    """Run the command line; what can't be done is said in a sentence, with exit code 2."""
    output.prepare()
    try:
        app()
    except GraderError as error:
        output.complain(str(error))
        sys.exit(FAULT)
    except OSError as error:
        output.complain(": ".join(str(part) for part in (error.filename, error.strerror or error) if part))
        sys.exit(FAULT)


def _answers(written: Sequence[str]) -> dict[str, str]:
    """Read part=answer, each part once."""
    found = dict[str, str]()
    for item in written:
        part, separator, text = item.partition("=")
        if not separator:
            raise CallError(f'“{item}” is not an answer; write part=answer, as in answer="{item}"')
        if part in found:
            raise CallError(f"part “{part}” is answered twice")
        found[part] = read_answer(text, Path())
    return found


def _finish(
    reports: Sequence[Report], places: Mapping[str, Place], format_name: str, here: Settings, *, at_least: int = FULL
) -> None:
    """Print reports and leave with the exit code they deserve."""
    shown = list(_signed(reports, here)) if format_name == "json" else reports
    output.write(export.render(format_name, shown, places), utf8=format_name != "text")
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
        output.complain(f"the reports are not signed: no key can be kept in {here.keys} ({error.strerror})")
        yield from reports
        return
    yield from (sign(report, key) for report in reports)


def _own_key() -> str:
    """Return the public half of this machine's key; looking at reports makes none."""
    here = settings()
    key = kept_key(here.keys, here.signing_key)
    if key is None:
        raise CallError(f"there is no key in {here.keys} yet; say the signer's with --key")
    return key.public


def _verdicts(lines: Sequence[str], public: str) -> Iterator[bool]:
    for number, line in enumerate(lines, 1):
        try:
            yield is_signed(line, public)
        except CallError as error:
            raise CallError(f"report {number}: {error}") from None
