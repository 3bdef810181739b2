"""What one reads in a terminal: an exercise as it is asked, the marks table of its answers, a formula's profile."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import assert_never

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from grader.exercise import Exercise, Part, Variant
from grader.export.findings import mark
from grader.export.visible import visible
from grader.fields import Field, Grid, Line, Lines, Options, Program, Ticks
from grader.kinds import luck
from grader.maths.account import numerics, rows
from grader.maths.analysis import Profile
from grader.maths.analysis.findings import Status
from grader.maths.numerics import Numerics
from grader.report import Verdict
from grader.verification import Proof, Row, Verification

COLOURS: Mapping[Status, str] = MappingProxyType({"proved": "green", "refuted": "red", "undecided": "yellow"})
COLUMNS = 8  # checks shown as columns; of more, the failed ones are listed


@contextmanager
def bar() -> Iterator[Callable[[float, str], None]]:
    """Give what shows on a terminal how much is done, from 0 to 1, and in words what is; wiped at the end."""
    console = Console(stderr=True)
    columns = (BarColumn(), TextColumn("{task.percentage:3.0f} %  {task.description}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task("", total=1.0)
        yield lambda done, words: shown.update(task, completed=done, description=words)


def preview(exercise: Exercise, numbers: Sequence[int]) -> str:
    """Return some variants as learners meet them, with the hints after each.

    CallError: there is no such variant.
    """
    variants = {number: exercise.variant(number) for number in numbers}
    rows = [f"{exercise.title}  ({exercise.id}, difficulty {exercise.difficulty}, {exercise.minutes} min)"]
    for number, variant in variants.items():
        if len(exercise.variants) > 1:
            values = ", ".join(f"{name} = {value}" for name, value in variant.values.items())
            rows.append(f"\n── variant {number} of {len(exercise.variants)}: {values}")
        rows.extend(_asked(variant))
    return visible("\n".join(rows)) + "\n"


def _asked(variant: Variant) -> Iterator[str]:
    yield f"\n{variant.ask.strip()}"
    for part in variant.parts:
        yield from _part(part, alone=len(variant.parts) == 1)
    yield from (f"  hint {i}: {hint}" for i, hint in enumerate(variant.hints, 1))


def _part(part: Part, *, alone: bool) -> Iterator[str]:
    if not alone:
        yield f"\n{part.name}) {part.ask.strip()}"
    yield from (f"   • {line}" for line in _offered(part.kind.field(luck(0, part.name, "order"))))
    yield from (f"  hint {i}: {hint}" for i, hint in enumerate(part.hints, 1))


def _offered(field: Field) -> Iterator[str]:
    """Yield what there is to choose from; nothing where the answer is written."""
    match field:
        case Options() | Ticks():
            yield from field.options
        case Grid():
            yield from (f"{letter}) {text}" for letter, text in field.rows)
            yield f"classes: {', '.join(field.classes)}"
        case Program(starter=starter):
            yield from starter.splitlines()
        case Line() | Lines():
            return
        case _:
            assert_never(field)


def verification_table(verification: Verification) -> str:
    """Return marks tables, advice, and last the faults."""
    console = Console(highlight=False)
    with console.capture() as captured:
        for proof in verification.proofs:
            _print_proof(console, proof)
        for fault in verification.faults:
            _print_line(console, str(fault), "red")
        answers = sum(len(proof.rows) for proof in verification.proofs)
        faults = _counted(len(verification.faults), "fault") if verification.faults else "all as foretold"
        exercises = _counted(len(verification.proofs), "exercise")
        _print_line(console, f"{exercises}, {_counted(answers, 'answer')} in first variants: {faults}")
    return captured.get()


def proof_table(proof: Proof) -> str:
    """Return the marks table of one exercise and the advice on it."""
    console = Console(highlight=False)
    with console.capture() as captured:
        _print_proof(console, proof)
    return captured.get()


def _print_proof(console: Console, proof: Proof) -> None:
    exercise = proof.exercise
    variants = _counted(len(exercise.variants), "variant")
    _print_line(console, f"{exercise.id}: {exercise.title} ({variants})", "bold")
    names = list(dict.fromkeys(row.part for row in proof.rows))
    for name in names:
        rows = [row for row in proof.rows if row.part == name]
        console.print(_table(rows, title=f"part {name}" if len(names) > 1 else ""))
    for advice in proof.advice:
        _print_line(console, f"advice: {advice}", "yellow")
    if proof.faulty:
        _print_line(console, f"catches {proof.caught} of {_counted(proof.faulty, 'program')} with one fault")
    console.print()


def _print_line(console: Console, text: str, style: str = "") -> None:
    console.print(Text(visible(text), style=style), soft_wrap=True)


def _table(rows: Sequence[Row], title: str) -> Table:
    checks = [call for call, _ in rows[0].verdicts]
    wide = len(checks) <= COLUMNS
    table = Table(title=Text(title) if title else None, title_justify="left")
    table.add_column("answer", overflow="fold", ratio=2)
    for call in checks if wide else ("fails",):
        table.add_column(Text(visible(call)), justify="center" if wide else "left", overflow="fold")
    table.add_column("points", justify="right", no_wrap=True)
    for row in rows:
        seen = [mark(verdict) for _, verdict in row.verdicts]
        failing = [call for call, verdict in row.verdicts if verdict is not Verdict.PASSED]
        shown = seen if wide else [visible(", ".join(failing))]
        answer = Text(visible(row.answer), style="green" if row.right else "")
        table.add_row(answer, *map(Text, shown), f"{row.points}/{row.out_of}")
    return table


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def profile(found: Profile, panel: Numerics) -> str:
    """Return what is known of a formula: as it was understood, its properties, what a computer makes of it."""
    console = Console(highlight=False)
    with console.capture() as captured:
        _print_line(console, f"f({found.formula.variables[0]}) = {found.formula.show()}", "bold")
        console.print(_properties(rows.groups(found)))
        for row in numerics.behaviours(panel):
            _print_line(console, f"{row.dtype}: {row.sentence}", "" if row.is_fine else "red")
        if advice := numerics.advice(panel):
            _print_line(console, advice, "yellow")
    return captured.get()


def _properties(groups: Sequence[rows.Group]) -> Table:
    table = Table("property", "value", "how known")
    for group in groups:
        for row in group.rows:
            how = Text(f"{row.mark} {visible(row.how)}", style=COLOURS[row.status])
            table.add_row(Text(row.title), Text(visible(row.value)), how)
        table.add_section()
    return table
