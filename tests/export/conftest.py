"""One rich set of reports, printed in every format and compared with the texts in golden/.

To renew them after a wanted change: GRADER_RENEW_GOLDEN=1 python -m pytest tests/export, then read the difference.
A run that renews a text fails, so that no run can pass by renewing.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from grader.report import (
    CheckResult,
    Curve,
    Evidence,
    Finding,
    Grade,
    Observation,
    PartResult,
    Report,
    Score,
    Verdict,
    failed,
    passed,
    skipped,
    undecided,
)
from grader.submission import Place

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = "a&b <c> “d\" 'e' |f| `g` ``h`` *i* _j_ $k$ [l](m) 100% ::error::n \\| #o @p é 漢字 😀 e\u0301"
CONTROL = "\x1b[31mred\x07 \x00"  # a terminal would obey it, XML refuses it


def result(call: str, finding: Finding, worth: int = 1) -> CheckResult:
    return CheckResult(call=call, worth=worth, finding=finding)


def gate(call: str, finding: Finding) -> CheckResult:
    return CheckResult(call=call, worth=0, gate=True, finding=finding)


def broken(sentence: str) -> Finding:
    return Finding(verdict=Verdict.JUDGE_ERROR, evidence=Evidence(sentence=sentence, grade=Grade.SUPPORTED))


def report(submission: str, exercise: str, title: str, *parts: PartResult) -> Report:
    return Report(
        submission=submission,
        exercise=exercise,
        title=title,
        revision="5f1d7a84db00d2fc",
        version="0.1.0",
        variant=0,
        seed=7,
        parts=parts,
    )


def full_marks() -> Report:
    part = PartResult(
        name="answer",
        answer="x sigmoid(x)",
        understood="x*sigmoid(x)",
        checks=(
            gate("defined", passed("Defined everywhere.", grade=Grade.PROVED)),
            result("equals(silu(x))", passed("The two are equal everywhere.", grade=Grade.PROVED), 3),
        ),
    )
    graded = report("1111111111111111", "name-silu", "Write down SiLU", part)
    return replace(graded, learner="Ada", signature="c2lnbmVk")


def witness() -> Report:
    sentence = "Rises above 1 at x = 1.5."
    square = failed(
        sentence,
        Observation(x=(0.5,), expected="0.25", actual="0.75"),
        Observation(x=(1 / 3, float("-inf")), expected="at most 1", actual="inf"),
        Observation(expected="one argument", actual="two"),
    )
    part = PartResult(
        name="answer",
        answer=" x / ( 1 + abs(x) ) ",
        understood="x/(1 + abs(x))",
        checks=(
            result("increasing", passed("Never falls at 4001 points of [-8, 8].")),
            result("within(lo=0, hi=1)", failed(sentence, grade=Grade.PROVED), 2),
            result("equals(x^2)", square, 2),
        ),
        feedback=(
            sentence,
            (
                "Softsign reaches from −1 to 1, so half of its values lie below the interval that was asked for. What"
                " would move the whole curve up by one, and what would then shrink it to half its height?\n"
                "\n"
                "Compare:  softsign(0) = 0\n"
                "          sigmoid(0)  = 1/2"
            ),
        ),
    )
    hint = "Add 1, then divide by 2. " * 6
    graded = report("2222222222222222", "squash", "Squash it", part)
    return replace(graded, learner="Blaise", variant=2, hint=hint.strip())


def unreadable() -> Report:
    part = PartResult(
        name="answer",
        answer="sgmoid(x)",
        message="“sgmoid” is not a function I know; did you mean sigmoid?",
        checks=(result("increasing", skipped("The answer can't be read.")),),
    )
    return report("3333333333333333", "squash", "Squash it", part)


def several_parts() -> Report:
    program = "def forward(x):\r\n\treturn np.maximum(x, 0) +\r\n"
    code = PartResult(
        name="forward",
        answer=program,
        message="The program stops in the middle of a sum.",
        at=program.index("+"),
        checks=(
            gate("runs", skipped("The answer can't be read.")),
            result("matches(relu(x))", skipped("The answer can't be read."), 3),
        ),
    )
    empty = PartResult(name="backward", checks=(result("gradient", skipped("Nothing was handed in."), 2),))
    open_question = PartResult(
        name="bound",
        answer="1.1",
        understood="1.1",
        checks=(
            result(
                "lipschitz(1.1)",
                undecided("No bound was found in time.", Observation(x=(2,), expected="a", actual="b")),
            ),
            result("attained", broken("The judge ran out of memory.")),
        ),
    )
    name = "ReLU, forwards and backwards"
    graded = report("4444444444444444", "relu-both-ways", name, code, empty, open_question)
    return replace(graded, learner="Émilie 漢字")


def known_mistake() -> Report:
    behind_gate = PartResult(
        name=f"name {HOSTILE}",
        answer=f"{HOSTILE}\n````\n{CONTROL}",
        understood=f"``{HOSTILE}`",
        checks=(
            gate(f"gate(“{HOSTILE}”)", failed(f"Saw {HOSTILE}\n{CONTROL}.")),
            result("`odd`", passed("Odd.", grade=Grade.PROVED), 2),
        ),
        feedback=(f"- {HOSTILE}\n1. {CONTROL}\n::warning::x\r\n+ y",),
        consolation=1,
    )
    half_right = PartResult(
        name="half",
        answer="2",
        understood="2",
        checks=(
            result("equals(4)", failed("2 is not 4.", Observation(expected=HOSTILE, actual=CONTROL)), 4),
            result(" positive", passed("2 is above 0.")),
        ),
        feedback=("2 is not 4.",),
        consolation=3,
    )
    graded = report("5555555555555555", f"hostile {HOSTILE}", f"Title {HOSTILE}", behind_gate, half_right)
    return replace(graded, learner=f"{HOSTILE}{CONTROL}", hint=f"hint {HOSTILE}\n::error::{CONTROL}")


def program() -> Report:
    crash = failed("Line 3: NameError: name 'nothing' is not defined")
    crash = replace(crash, evidence=replace(crash.evidence, line=3, output=f"first {HOSTILE}\n\n{CONTROL}\nlast"))
    astray = failed("relu(1) gives 0; the right value is 1.", Observation(x=(1.0,), expected="1", actual="0"))
    curve = Curve(name="relu", x=(-1.0, 0.0, 1.0), y=(-1.0, 0.0, float("nan")), expected=(0.0, 0.0, 1.0))
    printed = "\n".join(f"line {i}" for i in range(40))
    astray = replace(astray, evidence=replace(astray.evidence, output=printed, curve=curve))
    text = "import numpy as np\ndef relu(x):\n    return x / nothing\n"
    checks = (result("finite(relu)", crash), result("equals(relu, max(x, 0))", astray, 2))
    return report(
        "6666666666666666",
        "relu-as-code",
        "ReLU as code",
        PartResult(name="answer", answer=text, understood=text, checks=checks),
    )


@pytest.fixture
def reports() -> tuple[Report, ...]:
    return (full_marks(), witness(), unreadable(), several_parts(), known_mistake(), program())


@pytest.fixture
def entry() -> Report:
    """Return the report on an entry of a contest."""
    one = report(
        "7777", "best", "The best", PartResult(name="answer", answer="x", checks=(result("odd", passed("Odd.")),))
    )
    design = "spirals, 2 hidden layers of 8, 150 steps"
    score = Score(mean=0.9721, standard_error=0.0049, seeds=10, best="highest", design=design, hidden=True, diverged=2)
    return replace(one, score=score)


@pytest.fixture
def places() -> dict[str, Place]:
    return {
        "2222222222222222": Place(path="answers/blaise.yaml", lines={"answer": 3}),
        "3333333333333333": Place(path="answers/nobody.yaml"),
        "4444444444444444": Place(path="answers/émilie.yaml", lines={"forward": 12, "bound": 20}),
        "6666666666666666": Place(path="relu.py", lines={"answer": 1}),
        "5555555555555555": Place(path="a,b:c/100%  <&>\n\x1b.yaml", lines={"half": 9}),
    }


@pytest.fixture
def agrees_with_golden() -> Callable[[str, str], None]:
    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        written = path.read_bytes().decode() if path.exists() else ""
        if os.environ.get("GRADER_RENEW_GOLDEN") == "1" and written != text:
            path.write_bytes(text.encode())
            pytest.fail(f"renewed {path.name}: read the difference, then run again")
        assert text == written

    return compare
