"""What a teacher reads in a terminal: an exercise as it is asked, and the marks table of its answers."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.exercise import Exercise, Part, Variant
from grader.kinds import luck
from grader.report import Verdict
from grader.verification import Proof, Row, Verification

MARKS = {
    Verdict.PASSED: "✓",
    Verdict.FAILED: "✗",
    Verdict.UNREADABLE: "!",
    Verdict.SKIPPED: "–",
    Verdict.UNDECIDED: "?",
    Verdict.JUDGE_ERROR: "!",
}
COLUMNS = 8  # checks shown as columns; of more, the failed ones are listed


def preview(exercise: Exercise, numbers: Sequence[int]) -> Iterator[str]:
    """Yield the lines of some variants as learners meet them, with the hints after each."""
    yield f"{exercise.title}  ({exercise.id}, difficulty {exercise.difficulty}, {exercise.minutes} min)"
    for number in numbers:
        variant = exercise.variant(number)
        if len(exercise.variants) > 1:
            values = ", ".join(f"{name} = {value}" for name, value in variant.values.items())
            yield f"\n── variant {number} of {len(exercise.variants)}: {values}"
        yield from _asked(variant)


def _asked(variant: Variant) -> Iterator[str]:
    yield f"\n{variant.ask.strip()}"
    for part in variant.parts:
        yield from _part(part, alone=len(variant.parts) == 1)
    yield from (f"  hint {i}: {hint}" for i, hint in enumerate(variant.hints, 1))


def _part(part: Part, *, alone: bool) -> Iterator[str]:
    if not alone:
        yield f"\n{part.name}) {part.ask.strip()}"
    yield from (f"   • {line}" for line in part.kind.offers(luck(0, part.name, "order")))
    yield from (f"  hint {i}: {hint}" for i, hint in enumerate(part.hints, 1))


def print_verification(console: Console, verification: Verification) -> None:
    """Print marks tables, advice, and last the faults."""
    for proof in verification.proofs:
        print_proof(console, proof)
    for fault in verification.faults:
        console.print(Text(str(fault), style="red"), soft_wrap=True)
    count = len(verification.proofs)
    answers = sum(len(proof.rows) for proof in verification.proofs)
    found = len(verification.faults)
    outcome = f"{found} faults" if found != 1 else "1 fault"
    console.print(f"{count} exercises, {answers} answers in their first variants: {outcome if found else 'all as foretold'}")


def print_proof(console: Console, proof: Proof) -> None:
    """Print the marks table of one exercise and the advice on it."""
    exercise = proof.exercise
    variants = f"{len(exercise.variants)} variants" if len(exercise.variants) > 1 else "1 variant"
    console.print(Text(f"{exercise.id}: {exercise.title} ({variants})", style="bold"), soft_wrap=True)
    names = list(dict.fromkeys(row.part for row in proof.rows))
    for name in names:
        rows = [row for row in proof.rows if row.part == name]
        console.print(_table(rows, title=f"part {name}" if len(names) > 1 else None))
    for advice in proof.advice:
        console.print(Text(f"advice: {advice}", style="yellow"), soft_wrap=True)
    console.print()


def _table(rows: Sequence[Row], title: str | None) -> Table:
    checks = [call for call, _ in rows[0].verdicts]
    wide = len(checks) <= COLUMNS
    table = Table(title=title, title_justify="left")
    table.add_column("answer", overflow="fold", ratio=2)
    for call in checks if wide else ("fails",):
        table.add_column(Text(call), justify="center" if wide else "left", overflow="fold")
    table.add_column("points", justify="right", no_wrap=True)
    for row in rows:
        seen = [MARKS[verdict] for _, verdict in row.verdicts]
        failing = [call for call, verdict in row.verdicts if verdict is not Verdict.PASSED]
        shown = seen if wide else [", ".join(failing)]
        style = "green" if row.right else ""
        table.add_row(Text(row.answer, style=style), *map(Text, shown), f"{row.points}/{row.out_of}")
    return table


