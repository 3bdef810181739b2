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
GRID = (
    "title: T\nkind: classify\nask: Which?\nclasses: [odd, bounded]\nseveral: true\nanswer: {r: [odd], s: []}\nwrong:\n"
)
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
        ["5:1 the answer “(2)*tanh(x)” does not pass bounded([-1, 1]): Is above 1 at x = 1"],
        id="the reference passes in the first variant only",
    ),
    pytest.param(
        VARIED_BOUND.replace("tanh(x)", "tanh(x)/(2-{{k}})".join("''")) + "  - x: no\n",
        [
            "5:1 the answer “tanh(x)/(2-(2))” does not pass bounded([-1, 1]): Has no value at x = 0. (in variant 1: k = 2)",
            "5:1 the answer “tanh(x)/(2-(2))” does not pass odd: Has no value at x = 0. (in variant 1: k = 2)",
        ],
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
            "6:1 the option “that” stands there twice",
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


def test_every_variant_that_fails_in_its_own_way_is_told(faults: Faults) -> None:
    text = VARIED.replace("[1, 2]", "[1, 2, 3]") + "wrong:\n  - 4: no\n  - 6: no\n"
    assert faults(text) == [
        "exercise.yaml:7:1 wrong answer “4” equals the answer (in variant 1: k = 2)",
        "exercise.yaml:8:1 wrong answer “6” equals the answer (in variant 2: k = 3)",
    ]


class Pickier(Numeric):
    """Says that a wrong answer fails a first check, and asks a second one, too."""

    def explains(self, mistake: Mistake) -> Sequence[str]:
        del mistake
        return ("first",)

    def questions(self) -> Sequence[Question[Numbers]]:
        (question,) = super().questions()
        return (replace(question, call="first"), replace(question, call="second"))


def test_words_of_a_check_that_the_entry_does_not_explain_are_other_feedback(tmp_path: Path) -> None:
    path = tmp_path / "exercise.yaml"
    path.write_text(NUMERIC + "wrong:\n  - 3: no\n", encoding="utf-8")
    exercise = load_exercise(path)
    (part,) = exercise.variants[0].parts
    kind = Pickier(answer="4")
    pickier = replace(part, kind=kind, questions=tuple(kind.questions()))
    variants = (replace(exercise.variants[0], parts=(pickier,)),)
    assert [fault.message for fault in prove(replace(exercise, variants=variants)).faults] == [
        "wrong answer “3” fails also: second",
        "wrong answer “3” shows other feedback: 3 is not right.",
    ]


def proof_of(text: str, folder: Path) -> Proof:
    path = folder / "exercise.yaml"
    path.write_text(text, encoding="utf-8")
    (proof,) = verify(path).proofs
    return proof


def test_the_marks_table_has_a_row_for_each_answer_of_the_first_variant(tmp_path: Path) -> None:
    text = PROPOSE + "  - x: {fails: [bounded]}\n  - x^2: {points: 1}\n"
    passed, failed = Verdict.PASSED, Verdict.FAILED
    assert proof_of(text.replace("checks:", "also: [atan(x)]\nchecks:"), tmp_path).rows == (
        Row(
            part="answer",
            answer="tanh(x)",
            right=True,
            points=2,
            out_of=2,
            verdicts=(("odd", passed), ("bounded", passed)),
        ),
        Row(
            part="answer",
            answer="atan(x)",
            right=True,
            points=2,
            out_of=2,
            verdicts=(("odd", passed), ("bounded", passed)),
        ),
        Row(
            part="answer", answer="x", right=False, points=1, out_of=2, verdicts=(("odd", passed), ("bounded", failed))
        ),
        Row(
            part="answer",
            answer="x^2",
            right=False,
            points=1,
            out_of=2,
            verdicts=(("odd", failed), ("bounded", failed)),
        ),
    )


ADVICE = [
    pytest.param(
        NUMERIC,
        ["4 part answer knows 0 wrong answers; at least 2 make better feedback", "4 part answer has no hint"],
        id="neither wrong answers nor hints",
    ),
    pytest.param(
        NUMERIC + "wrong:\n  - 3: no\nhints: [think]\n",
        ["4 part answer knows 1 wrong answer; at least 2 make better feedback"],
        id="one wrong answer",
    ),
    pytest.param(NUMERIC + "wrong:\n  - 3: no\n  - 5: no\nhints: [think]\n", [], id="two wrong answers and a hint"),
    pytest.param(
        "title: T\nparts:\n"
        "  - {kind: numeric, ask: a, answer: 1, wrong: [2: no, 3: no], hints: one}\n"
        "  - {kind: numeric, ask: a, answer: 1, wrong: [2: no, 3: no]}\n",
        ["4 part b has no hint"],
        id="a hint of one part",
    ),
]


@pytest.mark.parametrize(("text", "advice"), ADVICE)
def test_advises(text: str, advice: list[str], tmp_path: Path) -> None:
    proof = proof_of(text, tmp_path)
    assert proof.faults == ()
    assert [f"{fault.line} {fault.message}" for fault in proof.advice] == advice


def course(folder: Path, **texts: str) -> Path:
    """Write a course with a unit, some exercises in it, and whatever else is named by its path."""
    folder.mkdir()
    (folder / "unit").mkdir()
    (folder / "course.yaml").write_text("units: [unit]\n", encoding="utf-8")
    for name, text in texts.items():
        (folder / "unit" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def told(path: Path) -> tuple[list[str], list[str]]:
    """Return the exercises that were tried, and all faults by the names of their files."""
    verification = grader.verify(path)
    faults = [str(fault).removeprefix(f"{path}/") for fault in verification.faults]
    return [proof.exercise.id for proof in verification.proofs], faults


def test_a_course_is_verified_exercise_by_exercise(tmp_path: Path) -> None:
    folder = course(tmp_path / "one", good=NUMERIC, bad=NUMERIC + "wrong:\n  - 2+2: no\n")
    assert told(folder) == (["bad", "good"], ["unit/bad.yaml:6:1 wrong answer “2+2” equals the answer"])


def test_a_stray_file_of_a_course_is_rejected(tmp_path: Path) -> None:
    folder = course(tmp_path / "one", good=NUMERIC)
    (folder / "unit" / "forgotten.yml").write_text(NUMERIC, encoding="utf-8")
    assert told(folder) == (["good"], ["unit/forgotten.yml:1:1 is not part of the course: exercises end in .yaml"])


def test_a_file_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    folder = course(tmp_path / "one", a="title: T\n", b=NUMERIC, c=NUMERIC + "wrong:\n  - 4: no\n")
    (folder / "stray.txt").touch()
    assert told(folder) == (
        ["b", "c"],
        [
            "unit/a.yaml:1:1 needs the key “ask”",
            "unit/a.yaml:1:1 needs the key “kind”",
            "stray.txt:1:1 is not part of the course: exercises end in .yaml",
            "unit/c.yaml:6:1 wrong answer “4” equals the answer",
        ],
    )


def test_with_a_fault_in_course_yaml_there_is_nothing_to_try(tmp_path: Path) -> None:
    folder = course(tmp_path / "one", a=NUMERIC)
    (folder / "course.yaml").write_text("unit: [unit]\n", encoding="utf-8")
    assert told(folder) == (
        [],
        ["course.yaml:1:1 needs the key “units”", "course.yaml:1:1 unknown key “unit”; did you mean units?"],
    )


def test_a_folder_of_courses_is_verified_course_by_course(tmp_path: Path) -> None:
    course(tmp_path / "one", a=NUMERIC)
    course(tmp_path / "two", b="", c=NUMERIC)
    assert told(tmp_path) == (["a", "c"], ["two/unit/b.yaml:1:1 should be keys and values, such as “title: …”"])


def test_a_file_alone_is_verified(tmp_path: Path) -> None:
    folder = course(tmp_path / "one", a="")
    assert told(folder / "unit" / "a.yaml")[1] == [
        f"{folder}/unit/a.yaml:1:1 should be keys and values, such as “title: …”"
    ]


NOTHING = [
    pytest.param("empty", "{path} is not a course: there is no course.yaml in it", id="a folder without courses"),
    pytest.param("gone", "there is no file or folder {path}", id="no folder"),
]


@pytest.mark.parametrize(("name", "message"), NOTHING)
def test_where_there_is_nothing_to_verify_it_is_said(name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CallError) as caught:
        verify(tmp_path / name)
    assert str(caught.value) == message.format(path=tmp_path / name)


def test_the_path_may_be_a_text(tmp_path: Path) -> None:
    assert verify(str(course(tmp_path / "one", a=NUMERIC))).faults == ()


# The exercises by which the format is explained.
EXAMPLES = sorted((Path(__file__).parent / "examples").glob("*.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_of_the_format_verify(path: Path) -> None:
    verification = verify(path)
    assert [str(fault) for fault in verification.faults] == []
    assert len(verification.proofs) == 1


# What a teacher may write by mistake instead of a value, or what may slip in between.
SLIPS = """[a, b]|{a: 1}|3||[]|{}|-1|1e400|"x|true|~|{{k}}|{{|{{1/0}}|2**2**9|$\\frac{1}$|[[1, 2], [3]]|&a x|*a|!x|? x|- x|x: y|\t|''|0..300
3..1|1/0|x=|@|`|%|99999999999999999999999|²|٣|---|{|}|[|]|'|"|:|#|,|$|\\|\x07""".replace("\n", "|").split("|")


def mutated(text: str, rng: random.Random) -> str:
    """Return a text with one slip in it."""
    lines = text.split("\n")
    i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
    at = rng.randrange(len(text) - 1)
    words = list(re.finditer(r"[\w.]+", text))
    word, other = rng.choice(words), rng.choice(words)
    slip = rng.choice(SLIPS)
    key = re.match(r"[^:]*: ?", lines[i])
    changed: list[list[str]] = [
        [*lines[:i], *lines[i + 1 :]],
        [*lines[:i], lines[i], *lines[i:]],
        [*lines[:i], " " * rng.randrange(1, 5) + lines[i], *lines[i + 1 :]],
        [*lines[:i], lines[i].removeprefix("  "), *lines[i + 1 :]],
        [*lines[:i], lines[i].replace('"', "").replace("'", ""), *lines[i + 1 :]],
        [*lines[:i], (key[0] if key else "") + slip, *lines[i + 1 :]],
        [lines[j] if k == i else lines[i] if k == j else line for k, line in enumerate(lines)],
        [text[:at] + text[at + 1] + text[at] + text[at + 2 :]],
        [text[:at] + text[at + 1 :]],
        [text[:at] + slip + text[at:]],
        [text[: word.start()] + other[0] + text[word.end() :]],
        [text[:at]],
    ]
    return "\n".join(rng.choice(changed))


MUTANTS = 30  # of each seed


@pytest.mark.parametrize("seed", range(12))
def test_whatever_a_teacher_writes_is_verified_or_refused_with_its_place(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    path = tmp_path / "mutant.yaml"
    for _ in range(MUTANTS):
        text = mutated(rng.choice(EXAMPLES).read_text(encoding="utf-8"), rng)
        path.write_text(text, encoding="utf-8", newline="")
        for fault in verify(path).faults:
            assert 1 <= fault.line <= text.count("\n") + 2, (fault, text)
            assert fault.column >= 1, (fault, text)
            assert fault.message, text
            assert "could not be carried out" not in fault.message, (fault, text)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_slips_in_loading_raises_nothing_but_faults(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    shipped_files = [path for folder in courses(shipped()) for path in files(folder)]
    path = tmp_path / "mutant.yaml"
    outcomes = set[str]()
    for _ in range(MUTANTS):
        text = rng.choice(shipped_files).read_text(encoding="utf-8")
        for _ in range(rng.randrange(1, 4)):
            text = mutated(text, rng) if len(text) > 40 else text
        path.write_text(text, encoding="utf-8", newline="")
        try:
            outcomes.add(load_exercise(path).id)
        except ExerciseError as error:
            outcomes.update(fault.path for fault in error.faults)
    assert outcomes == {"mutant", str(path)}
