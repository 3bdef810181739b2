"""A function as the activation of networks that are trained: how it gets there, what is seen, and why.

A formula is computed by torch, term by term as it is written.  A program stays in its sandbox: labels, losses and
weights never leave the judge.  If the program is elementwise, its values and slopes are asked once, at some 60,000
numbers, and what lies between is a straight line; where that is not good enough it is called at every step.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from grader import telling
from grader.certain import decided
from grader.maths.formula import Formula, Function
from grader.report import Evidence, Finding, Grade, Verdict

if TYPE_CHECKING:
    from grader.trials.activations import Activation
    from grader.trials.trial import Bench
    from grader.trials.verdict import Settled

OFTEN = 0.25  # of the steps
KNOWN = ("defined", "continuous", "affine", "lipschitz")


def activation(f: Function) -> "Activation":
    """Return a function as torch computes with it.  RunError: a program gives no values, or no slopes."""
    from grader.trials.activations import compiled, remote  # noqa: PLC0415  torch is slow to import

    if isinstance(f, Formula):
        return compiled(f)
    from grader.programs.routine import Routine  # noqa: PLC0415  starts a sandbox
    from grader.programs.sloping import sloping  # noqa: PLC0415

    if isinstance(f, Routine):
        return remote(sloping(f))
    raise TypeError("only formulas and programs are trained")


def known(f: Function) -> Mapping[str, Any]:
    """Return what is proved of a formula and matters for learning."""
    found = {name: decided(f, name) for name in KNOWN}
    return {name: one.value for name, one in found.items() if one is not None}


def bench(f: Function, task: str, depth: int, rows: str = "") -> "Bench":
    """Return a function on a task at a depth; what was trained for one check is there for the next."""
    return _bench(f, task, depth, rows) if isinstance(f, Formula) else _new_bench(f, task, depth, rows)


@lru_cache(maxsize=64)
def _bench(f: Formula, task: str, depth: int, rows: str) -> "Bench":
    return _new_bench(f, task, depth, rows)


def _new_bench(f: Function, task: str, depth: int, rows: str) -> "Bench":
    from grader.trials.tasks import TASKS, Lesson  # noqa: PLC0415
    from grader.trials.trial import Bench  # noqa: PLC0415

    return Bench(lesson=Lesson(task=TASKS[task], depth=depth, rows=rows), f=activation(f), tell=_tell)


def _tell(seeds: int, share: float, loss: float) -> None:
    """Say now and then how far a training is."""
    if share % OFTEN == 0:
        telling.tell(f"training, seed {seeds + 1}, {share:.0%} of the steps, loss {loss:.2f}")


def told(f: Function, settled: "Settled", words: str, of: "Bench") -> Finding:
    """Return the finding of a question that training answers.

    words: what was seen, with its numbers.  A fail says why, where the probe or the analysis knows.
    """
    from grader.trials.pictures import pictures  # noqa: PLC0415
    from grader.trials.probe import probe  # noqa: PLC0415
    from grader.trials.reasons import reasons  # noqa: PLC0415
    from grader.trials.trial import Trial  # noqa: PLC0415
    from grader.trials.verdict import is_unstable  # noqa: PLC0415

    runs = of.trained(settled.seeds)
    lost = sum(one.diverged for one in runs)
    sentences = [words]
    if settled.outcome == "undecided":
        sentences.append(f"After {settled.seeds} seeds that is too close to call.")
    if lost:
        sentences.append(f"{lost} of {len(runs)} networks ended with numbers that are not finite.")
    elif is_unstable([one.accuracy for one in runs]):
        sentences.append("It is unstable: some seeds learn, others do not.")
    seen = probe(of.f)
    if settled.outcome == "failed":
        sentences += reasons(seen, known(f))
    depth = of.at(settled.seeds)
    shown = pictures(Trial(task=of.lesson.task.name, rows=of.lesson.rows, depths=(depth,), probe=seen))
    verdict = {"passed": Verdict.PASSED, "failed": Verdict.FAILED, "undecided": Verdict.UNDECIDED}[settled.outcome]
    evidence = Evidence(sentence=" ".join(sentences), grade=Grade.SUPPORTED, pictures=shown)
    return Finding(verdict=verdict, evidence=evidence)


def shown(settled: "Settled", of: "Bench") -> str:
    """Return the accuracies that were seen, as a mean and a spread."""
    import numpy as np  # noqa: PLC0415

    from grader.trials.training import ended  # noqa: PLC0415

    runs = of.trained(settled.seeds)
    kept = ended(runs)
    where = f"of {settled.seeds} seeds at depth {of.lesson.depth}"
    if not kept:
        return f"no network to the end, {where}"
    spread = f" ± {float(np.std(kept, ddof=1)):.1%}" if len(kept) > 1 else ""
    finite = "" if len(kept) == len(runs) else " where the numbers stay finite"
    return f"{float(np.mean(kept)):.1%}{spread} right{finite}, {where}"
