import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import grader
from grader.answers.numeric import Numeric
from grader.catalog import courses, files, load_exercise, shipped
from grader.errors import CallError, ExerciseError
from grader.kinds import Mistake, Question
from grader.maths.numbers import Numbers
from grader.report import Verdict
from grader.verification import Proof, Row, prove, verify

Faults = Callable[[str], list[str]]

NUMERIC = "title: T\nkind: numeric\nask: Say 4.\nanswer: 4\n"
VARIED = "title: T\nkind: numeric\nvars: {k: [1, 2]}\nask: Double {{k}}.\nanswer: 2*{{k}}\n"
FORMULA = "title: T\nkind: formula\nask: Which?\nanswer: x^2\n"
CHOICE = "title: T\nkind: choice\nask: Which?\nright: this\nwrong:\n  - that: no\n"
MULTI = "title: T\nkind: multi\nask: Which?\nright: [a, b]\nwrong:\n  - c: no\n"
CLASSIFY = "title: T\nkind: classify\nask: Which?\nclasses: [odd, even]\nanswer: {r: odd, s: even}\nwrong:\n"
GRID = "title: T\nkind: classify\nask: Which?\nclasses: [odd, bounded]\nseveral: true\nanswer: {r: [odd], s: []}\nwrong:\n"
PROPOSE = "title: T\nkind: propose\nask: Propose one.\nanswer: tanh(x)\nchecks:\n  odd: 1\n  bounded: 1\nwrong:\n"


@pytest.fixture
def faults(tmp_path: Path) -> Faults:
    """Return all that is wrong with an exercise of this text, as “exercise.yaml:line:column message”."""

    def found(text: str) -> list[str]:
        path = tmp_path / "exercise.yaml"
        path.write_text(text, encoding="utf-8")
        return [str(fault).removeprefix(f"{tmp_path}/") for fault in verify(path).faults]

    return found


SOUND = [
    pytest.param(NUMERIC + "wrong:\n  - 3: no\n  - 5: no\n", id="numbers"),
    pytest.param(VARIED + "wrong:\n  - 2: no\n    unless: k == 1\n", id="right in one variant, as it says"),
    pytest.param(NUMERIC + "points: 2\nwrong:\n  - 3: {points: 1}\n", id="some points for a wrong answer"),
    pytest.param(NUMERIC + "wrong:\n  - 3: no\n    when: value < 4\n  - 5: no\n", id="a condition beside an answer"),
    pytest.param(NUMERIC + "also: 5\nwrong:\n  - 3: no\n", id="two right answers"),
    pytest.param(FORMULA + "wrong:\n  - x^3: no\n  - 2*x: no\n", id="formulas"),
    pytest.param(
        FORMULA + "checks: {equals(answer): 1, size(3): 1}\nwrong:\n  - x*x*1: {fails: [size], as written: true}\n",
        id="the same function, wrong as written",
    ),
    pytest.param(PROPOSE + "  - x: {fails: [bounded]}\n  - x^2: {fails: [odd, bounded]}\n", id="checks that fail"),
    pytest.param(PROPOSE + "  - x^2: no\n", id="any check may fail where none is named"),
    pytest.param(PROPOSE.replace("bounded: 1", "bounded: gate") + "  - x: {fails: [bounded]}\n", id="a gate fails"),
    pytest.param(CHOICE + "  - those: no\n", id="options"),
    pytest.param(MULTI + "  - a: it does hold\n", id="options of which several hold"),
    pytest.param(MULTI.replace("[a, b]", "[a]") + "  - a: it does hold\n", id="the only one that holds has words too"),
    pytest.param(CLASSIFY + "  - r: no\n  - s: {odd: no}\n", id="rows"),
    pytest.param(GRID + "  - r: {odd: no, bounded: no}\n  - s: {odd: no}\n", id="cells of a grid"),
    pytest.param(GRID + "  - r: no\n", id="a row of a grid, whichever cell is wrong"),
]


@pytest.mark.parametrize("text", SOUND)
def test_finds_nothing_wrong(text: str, faults: Faults) -> None:
    assert faults(text) == []


VARIED_BOUND = PROPOSE.replace("kind:", "vars: {k: [1, 2]}\nkind:").replace("bounded: 1", "'bounded([-1, 1])': 1")

REJECTED = [
    pytest.param(
        PROPOSE.replace("tanh(x)", "x") + "  - x^2: no\n",
        ["4:1 the answer “x” does not pass bounded: Grows without bound"],
        id="the reference fails",
    ),
    pytest.param(
        NUMERIC + "also: [8/2]\nwrong:\n  - 3: no\n".replace("8/2", "4.01"), [], id="another right answer is right by itself"
    ),
    pytest.param(
        FORMULA + "also: [x^3]\nwrong:\n  - 2*x: no\n",
        ["4:1 the answer “x^3” does not pass equals(answer): "],
        id="another right answer fails",
    ),
    pytest.param(
        PROPOSE + "  - atan(x): no\n", ["9:1 wrong answer “atan(x)” passes: it gets full marks"], id="a wrong answer passes"
    ),
    pytest.param(
        NUMERIC + "wrong:\n  - 3: {points: 1}\n", ["6:1 wrong answer “3” passes"], id="a wrong answer gets all points"
    ),
    pytest.param(
        NUMERIC + "wrong:\n  - 3: {points: 2}\n", ["6:1 wrong answer “3” passes"], id="a wrong answer gets more than all"
    ),
    pytest.param(
        PROPOSE + "  - x^2: {fails: [odd]}\n", ["9:1 wrong answer “x^2” fails also: bounded"], id="an extra failure"
    ),
    pytest.param(
        PROPOSE + "  - x: {fails: [odd, bounded]}\n", ["9:1 wrong answer “x” does not fail: odd"], id="a missing failure"
    ),
    pytest.param(
        PROPOSE + "  - x: {fails: [odd]}\n",
        ["9:1 wrong answer “x” does not fail: odd", "9:1 wrong answer “x” fails also: bounded"],
        id="one failure instead of another",
    ),
    pytest.param(
        PROPOSE + "  - x: {fails: []}\n", ["9:1 wrong answer “x” fails also: bounded"], id="a failure where none is named"
    ),
    pytest.param(
        NUMERIC + "wrong:\n  - 3: too small\n    when: value < 4\n  - 2: half of it\n",
        ["8:1 wrong answer “2” shows other feedback: that of line 6 too"],
        id="other feedback: another entry's words appear",
    ),
    pytest.param(
        NUMERIC + "wrong:\n  - 3: a\n  - 6/2: b\n",
        ["6:1 wrong answer “3” is the same as the one in line 7", "7:1 wrong answer “6/2” is the same as the one in line 6"],
        id="a duplicate",
    ),
    pytest.param(
        GRID + "  - r: no\n  - r: {odd: no}\n",
        ["8:1 wrong answer “r” is the same as the one in line 9", "9:1 wrong answer “r: odd” is the same as the one in line 8"],
        id="a row of a grid and one of its cells",
    ),
    pytest.param(FORMULA + "wrong:\n  - x*x: no\n", ["6:1 wrong answer “x*x” equals the answer"], id="equals the answer"),
    pytest.param(
        NUMERIC + "also: 5\nwrong:\n  - 10/2: no\n", ["7:1 wrong answer “10/2” equals the answer"], id="equals another answer"
    ),
    pytest.param(
        CLASSIFY + "  - r: {odd: no}\n", ["7:1 wrong answer “r: odd” equals the answer"], id="a row's class is the right one"
    ),
    pytest.param(
        NUMERIC + "wrong:\n  - 3: no\n    when: value > 4\n",
        ["6:1 wrong answer “3” is not recognised: its own example does not show it"],
        id="its own condition excludes it",
    ),
    pytest.param(
        VARIED.replace("Double {{k}}", "Double {{m}}"), ["4:13 {{m}}: “m” is not one of the variables"], id="undeclared"
    ),
    pytest.param(
        NUMERIC + "hints:\n  - It is $2^2$.\n  - Or so.\n", ["6:5 this hint gives the answer"], id="a hint gives the answer"
    ),
    pytest.param(NUMERIC.replace("Say 4.", r"Say $\sqrt$."), [r"3:11 \sqrt lacks an argument"], id="broken LaTeX"),
    pytest.param(
        MULTI.replace("[a, b]", "[]"), ["4:1 part answer: an empty answer earns 1 points"], id="an empty answer scores"
    ),
    pytest.param(
        VARIED + "wrong:\n  - 2: no\n",
        ["7:1 wrong answer “2” equals the answer (in variant 0: k = 1)"],
        id="a wrong answer is right in the first variant",
    ),
    pytest.param(
        VARIED + "wrong:\n  - 4: no\n",
        ["7:1 wrong answer “4” equals the answer (in variant 1: k = 2)"],
        id="a wrong answer is right in the second variant",
    ),
    pytest.param(
        VARIED_BOUND.replace("tanh(x)", "'{{k}}*tanh(x)'") + "  - x: no\n",
        ["5:1 the answer “(2)*tanh(x)” does not pass bounded([-1, 1]): Is below -1 at x = "],
        id="the reference passes in the first variant only",
    ),
    pytest.param(
        VARIED_BOUND.replace("tanh(x)", "tanh(x)/(2-{{k}})".join("''")) + "  - x: no\n",
        ["5:11 answer: "],
        id="the reference has no value in the second variant",
    ),
    pytest.param(
        VARIED.replace("[1, 2]", "1..9") + "wrong:\n  - '{{k}}+{{k}}': no\n",
        ["7:1 wrong answer “(1)+(1)” equals the answer (in variant 0: k = 1)"],
        id="a fault of every variant is told once",
    ),
    pytest.param(
        CHOICE + "  - All of the above: no\n",
        ["7:1 the option “All of the above” speaks of the other options; name what holds instead"],
        id="all of the above",
    ),
    pytest.param(
        CHOICE.replace("this", "None of these."),
        ["4:1 the option “None of these.” speaks of the other options; name what holds instead"],
        id="none of these, and rightly",
    ),
    pytest.param(
        CHOICE + "  - That: no\n",
        [
            "6:1 wrong answer “that” is the same as the one in line 7",
            "7:1 the option “That” stands there twice",
            "7:1 wrong answer “That” is the same as the one in line 6",
        ],
        id="an option twice",
    ),
    pytest.param(
        CLASSIFY.replace("[odd, even]", "{odd: odd, even: even}") .replace("wrong:\n", "functions: {r: x^2}\n"),
        [
            "5:1 the row “r” and “even”: the answer says no, but: ",
            "5:1 the row “r” and “odd”: the answer says yes, but: ",
        ],
        id="a row's class is not what its check finds",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), REJECTED)
def test_rejects_with_file_line_and_the_entry_s_name(text: str, expected: list[str], faults: Faults) -> None:
    found = faults(text)
    assert len(found) == len(expected), found
    for told, phrase in zip(found, expected, strict=True):
        assert told.startswith(f"exercise.yaml:{phrase}")
