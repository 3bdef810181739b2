"""The commands, run as their users run them."""

import ctypes
import json
import os
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from grader import catalog
from grader.catalog.registry import answer_names, check_names
from grader.export import FORMATS
from grader.maths.analysis import profile
from grader.trials.experiment import experiment_names

KEY = urlsafe_b64encode(bytes(range(32))).decode()
SHIPPED = "sigmoid-derivative"
FILES = {
    "exercises/small/course.yaml": "title: Small\nunits: [1-start]\n",
    "exercises/small/1-start/scale.yaml": """\
title: Scale it
kind: formula
vars: {k: [2, 3]}
ask: Write $x$ times {{k}}, but without a sign for it.
answer: "{{k}}*x"
points: 2
wrong:
  - x: Times {{k}}, please.
  - x**{{k}}: That is a power, not a product.
    points: 1
hints:
  - Look at $x=5$.
""",
    "exercises/small/1-start/pair.yaml": """\
title: Two numbers
ask: Say both.
parts:
  - name: first
    kind: numeric
    ask: $1+1$
    answer: 2
    wrong:
      - 3: One less.
      - 1: One more.
  - name: second
    kind: numeric
    ask: $2+2$
    answer: 4
    wrong:
      - 5: One less.
      - 3: One more.
hints:
  - Count.
""",
    "exercises/other/course.yaml": "title: Other\nunits: [unit]\n",
    "exercises/other/unit/scale.yaml": "title: Faulty\nkind: formula\nask: What?\nanswer: x\nchecks: {increasng: 1}\n",
}
SUBMISSIONS = {
    "ada/scale.txt": "2 x\n",
    "bob/scale.yaml": "variant: 1\nanswers:\n\n  answer: x\n",
    "cleo/pair.yaml": "answers:\n  first: 2\n  second: '@second.txt'\n",
    "cleo/second.txt": "2^\n",
}
STRAY = {
    "bob/scal.txt": "x",
    "cleo/absent.yaml": "answers: {answer: '@nowhere.txt'}\n",
    "dan/pair.txt": "2",
    "eve/pair.yaml": "answer: 2\n",
    "eve/scale.txt": b"\xff",
    "notes.md": "nothing to grade",
}


def write(folder: Path, files: dict[str, Any]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


@pytest.fixture
def submissions(courses: Path) -> Path:
    return write(courses / "handed-in", SUBMISSIONS)


def powerless() -> None:
    """Take from root, who may open everything, the power to; ordinary users have none."""
    bounding_set_drop, dac_override, dac_read_search = 24, 1, 2  # linux/prctl.h, linux/capability.h
    if os.geteuid() == 0:
        for capability in (dac_override, dac_read_search):
            ctypes.CDLL(None).prctl(bounding_set_drop, capability, 0, 0, 0)


@contextmanager
def mode(folder: Path, bits: int) -> Iterator[None]:
    folder.chmod(bits)
    try:
        yield
    finally:
        folder.chmod(0o700)


# grade


@pytest.mark.parametrize(
    ("answer", "code", "shown"),
    [
        pytest.param("exp(-x)/(1+exp(-x))^2", 0, ["✓ equals(answer)  1/1", "points: 1 of 1 (passed)"], id="right"),
        pytest.param(
            "sigmoid(x)*(1+sigmoid(x))",
            1,
            [
                "→ Check the sign. $s'\\to 0$ as $x\\to+\\infty$, but your answer tends to $1\\cdot 2$.",
                "points: 0 of 1 (failed)",
            ],
            id="the wrong sign has its own words",
        ),
        pytest.param(
            "sgmoid(x)",
            1,
            ["  sgmoid(x)", "  ^", "“sgmoid” is not a function I know; did you mean sigmoid?"],
            id="unreadable, with a caret",
        ),
    ],
)
def test_the_shipped_course_grades(grader_command: Any, answer: str, code: int, shown: list[str]) -> None:
    ended = grader_command("grade", SHIPPED, f"answer={answer}", code=code)
    rows = iter(ended.stdout.splitlines())
    assert all(row in rows for row in shown), ended.stdout  # in this order
    assert ended.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "code", "last"),
    [
        pytest.param(["small/scale", "answer=2x"], 0, "points: 2 of 2 (passed)", id="course/id"),
        pytest.param(["exercises/small/1-start/scale.yaml", "answer=x+x"], 0, "points: 2 of 2 (passed)", id="a path"),
        pytest.param(
            ["scale", "answer=2x", "--exercises", "exercises/small"], 0, "points: 2 of 2 (passed)", id="a folder"
        ),
        pytest.param(["small/scale", "answer=2x", "--variant", "1"], 1, "points: 0 of 2 (failed)", id="a variant"),
        pytest.param(["small/scale", "answer=3x", "--variant", "1"], 0, "points: 2 of 2 (passed)", id="its answer"),
        pytest.param(["small/scale", "answer=x^2"], 1, "points: 1 of 2 (failed)", id="partly right"),
        pytest.param(["pair", "first=2", "second=4"], 0, "points: 2 of 2 (passed)", id="two parts"),
        pytest.param(["pair", "second=4"], 1, "points: 1 of 2 (skipped)", id="a part is missing"),
        pytest.param(["pair", "first=2", "second=@answer.txt"], 0, "points: 2 of 2 (passed)", id="a file"),
        pytest.param(["pair", "first=2", "second=a=4"], 0, "points: 2 of 2 (passed)", id="an equation"),
    ],
)
def test_grade_exits(grader_command: Any, courses: Path, arguments: list[str], code: int, last: str) -> None:
    (courses / "answer.txt").write_text("4\n")
    ended = grader_command("grade", *arguments, code=code)
    assert (ended.stdout.splitlines()[-1], ended.stderr) == (last, "")


def is_json(text: str) -> None:
    for line in text.splitlines():
        assert json.loads(line)["signature"].startswith("ed25519:")


def is_gradescope(text: str) -> None:
    content = json.loads(text)
    assert content["score"] == sum(test["score"] for test in content["tests"])


def is_junit(text: str) -> None:
    assert ET.fromstring(text).tag == "testsuites"  # noqa: S314  our own text


READERS: dict[str, Callable[[str], None]] = {"json": is_json, "gradescope": is_gradescope, "junit": is_junit}
BEGINNINGS = {"text": "Scale it (scale)\n", "markdown": "| submission |", "github": "::error title=scale.answer"}


@pytest.mark.usefixtures("courses")
@pytest.mark.parametrize("name", FORMATS)
def test_grade_prints(grader_command: Any, name: str) -> None:
    ended = grader_command("grade", "small/scale", "answer=x", "--format", name, code=1)
    assert ended.stdout.endswith("\n")
    assert ended.stderr == ""
    assert ended.stdout.startswith(BEGINNINGS.get(name, ""))
    READERS.get(name, str)(ended.stdout)


def test_the_same_submission_gives_the_same_bytes(grader_command: Any) -> None:
    arguments = ["grade", "properties", "answer={a: [odd], c: [bounded]}", "--format", "json"]
    texts = {
        grader_command(*arguments, code=1, GRADER_SIGNING_KEY=KEY, PYTHONHASHSEED=seed).stdout for seed in ("1", "2")
    }
    assert len(texts) == 1


def test_a_check_that_breaks_is_a_judge_error(grader_command: Any, tmp_path: Path) -> None:
    files = {
        "site/sitecustomize.py": f"import grader.checks\ngrader.checks.__path__.append({str(tmp_path / 'more')!r})\n",
        "more/breaks.py": (
            "from dataclasses import dataclass\n"
            "from typing import Any\n"
            "from grader.kinds import Check\n"
            "@dataclass(frozen=True)\n"
            "class Breaks(Check[Any]):\n"
            '    """Breaks."""\n'
            "    def judge(self, answer, rng):\n"
            "        return 1 / 0\n"
        ),
        "broken.yaml": "title: T\nkind: propose\nask: What?\nanswer: x\nchecks: {breaks: 1, odd: 1}\n",
        "in/broken.txt": "x^2",
        "in/nowhere.txt": "x",
    }
    write(
        tmp_path,
        {**files, **{f"exercises/small/1-start/{name}": text for name, text in files.items() if "/" not in name}},
    )
    write(tmp_path, {"exercises/small/course.yaml": FILES["exercises/small/course.yaml"]})
    path = os.pathsep.join((str(tmp_path / "site"), str(Path(catalog.__file__).parents[2])))
    ended = grader_command("grade", "broken.yaml", "answer=x", code=3, PYTHONPATH=path)
    assert "ZeroDivisionError: division by zero" in ended.stdout
    assert "points: 1 of 2 (judge error)" in ended.stdout
    ended = grader_command("check", "in", code=3, PYTHONPATH=path)  # though there is a fault as well
    assert "nowhere.txt:1:1 there is no exercise “nowhere”" in ended.stderr


# faults of the call

FAULTS = [
    pytest.param("grade sigmoid-derivatve answer=x", "there is no exercise “sigmoid-derivatve”", id="no such exercise"),
    pytest.param("grade small/scal answer=x", "; did you mean scale?", id="the nearest exercise is named"),
    pytest.param("grade scale answer=x", "several exercises “scale”: other/scale, small/scale", id="two of one name"),
    pytest.param("grade nowhere.yaml answer=x", "there is no file nowhere.yaml", id="no such file"),
    pytest.param(
        "grade other/scale answer=x", "unknown check “increasng”; did you mean increasing?", id="a faulty file"
    ),
    pytest.param(
        "grade small/scale 2x", '“2x” is not an answer; write part=answer, as in answer="2x"\n', id="no equals sign"
    ),
    pytest.param("grade small/scale anwser=x", "there is no part “anwser”", id="no such part"),
    pytest.param("grade small/scale answer=x answer=2x", "part “answer” is answered twice\n", id="a part twice"),
    pytest.param("grade small/scale answer=x --variant 2", "they are numbered 0 to 1\n", id="no such variant"),
    pytest.param("grade small/scale answer=@nowhere", "the file “nowhere” can't be read", id="no such answer file"),
    pytest.param("grade small/scale answer=@binary", "the file “binary” can't be read: it is not UTF-8", id="bytes"),
    pytest.param(
        "grade small/scale answer=x\udcff", "“answer” is not UTF-8 text, at character 2\n", id="bytes in an answer"
    ),
    pytest.param("grade small/scale \udcff=x", "a part's name is not UTF-8 text", id="bytes in a part"),
    pytest.param("grade \udcff\x1b[31m answer=x", "there is no exercise “\ufffd␛[31m”", id="bytes in an exercise"),
    pytest.param(f"grade {'a' * 5000}.yaml answer=x", "File name too long\n", id="an endless path"),
    pytest.param("grade small/scale answer=x --exercises nowhere", "there is no folder nowhere\n", id="no such folder"),
    pytest.param(
        "grade nowhere answer=x --format jsn", "“jsn” is not a format I know; did you mean json?\n", id="format"
    ),
    pytest.param(
        "check nowhere --format jsn", "“jsn” is not a format I know; did you mean json?\n", id="format of check"
    ),
    pytest.param("check nowhere", "there is no folder nowhere\n", id="nothing to check"),
    pytest.param("check empty", "there are no submissions in empty", id="an empty folder"),
    pytest.param("verify nowhere", "there is no file or folder nowhere", id="nothing to verify"),
    pytest.param("verify-report nowhere", "nowhere can't be read as text\n", id="no reports"),
    pytest.param("verify-report blank", "blank holds no report\n", id="no report at all"),
    pytest.param("verify-report exercises/small/course.yaml", "there is no key in .grader/keys yet", id="no key"),
    pytest.param(
        "verify-report exercises/small/course.yaml --key abc", "report 1: this is not a report in JSON", id="no report"
    ),
    pytest.param("new formula .", "the exercise needs a name", id="no name at all"),
    pytest.param("preview small/scale --variant 2", "they are numbered 0 to 1\n", id="no such variant to see"),
    pytest.param(
        "kinds bouned", "there is no kind, check or experiment “bouned”; did you mean bounded?\n", id="no such kind"
    ),
    pytest.param("equal x x --format xml", "there is no format “xml” here; write text or json\n", id="format of equal"),
    pytest.param(
        "profile x --format xml", "there is no format “xml” here; write text or json\n", id="format of profile"
    ),
    pytest.param("profile sgmoid(x)", "  sgmoid(x)\n  ^\n“sgmoid” is not a function I know", id="no formula"),
    pytest.param(
        "profile x*y --format json", "“y” is not a name I know; the variables here are x\n", id="two variables"
    ),
    pytest.param("profile x+\udcff", "  x+\ufffd\n", id="bytes in a formula"),
    pytest.param("grade", "Missing argument", id="usage"),
    pytest.param("grade small/scale answer=x --variant first", "Invalid value for '--variant'", id="no number"),
    pytest.param("grad small/scale answer=x", "No such command 'grad'", id="no such command"),
]


@pytest.mark.parametrize(("line", "told"), FAULTS)
def test_a_fault_of_the_call_is_told_in_a_sentence(grader_command: Any, courses: Path, line: str, told: str) -> None:
    (courses / "empty").mkdir()
    (courses / "binary").write_bytes(b"\xff\xfe")
    (courses / "blank").write_bytes(b"\n \n")
    ended = grader_command(*line.split(" "), code=2)
    assert told in ended.stderr
    assert ended.stdout == ""
    assert not (courses / ".grader").exists()


# check


@pytest.mark.usefixtures("submissions")
@pytest.mark.parametrize("name", ["text", "json", "junit", "github"])
def test_check_prints(grader_command: Any, name: str) -> None:
    ended = grader_command("check", "handed-in", "--format", name, "--exercises", "exercises/small", code=1)
    assert ended.stderr == ""
    READERS.get(name, str)(ended.stdout)
    if name == "text":
        assert ended.stdout.endswith("\n3 submissions: 1 full marks, 1 less, 1 unreadable\n")
    if name == "github":
        where = [row.split("title=")[0] for row in ended.stdout.splitlines() if row.startswith("::error")]
        assert where == [
            "::error file=handed-in/bob/scale.yaml,line=4,",
            "::error file=handed-in/cleo/pair.yaml,line=3,",
        ]


def test_check_tells_faults_and_grades_the_others(grader_command: Any, submissions: Path) -> None:
    write(submissions, STRAY)
    ended = grader_command("check", "handed-in", "--exercises", "exercises/small", code=2)
    assert ended.stdout.endswith("\n3 submissions: 1 full marks, 1 less, 1 unreadable\n")
    told = ended.stderr.splitlines()
    expected = [
        ("handed-in/bob/scal.txt:1:1 there is no exercise “scal”", "; did you mean scale?"),
        ("handed-in/cleo/absent.yaml:1:19 the file “nowhere.txt” can't be read", ""),
        ("handed-in/dan/pair.txt:1:1 there is no part “answer”", "its parts are: first, second"),
        ("handed-in/eve/pair.yaml:1:1 ", "answers"),
        ("handed-in/eve/scale.txt:1:1 the file “scale.txt” can't be read: it is not UTF-8 text", ""),
    ]
    assert len(told) == len(expected)
    for line, (begin, end) in zip(told, expected, strict=True):
        assert line.startswith(begin)
        assert end in line


def test_check_exits_with_the_worst(grader_command: Any, courses: Path) -> None:
    write(
        courses,
        {"in/pair.yaml": "answers: {first: 2, second: 4}", "in/ada/pair.yaml": "answers: {first: 2, second: 4}"},
    )
    ended = grader_command("check", "in", "--exercises", "exercises/small")
    assert ended.stdout.endswith("\n2 submissions: 2 full marks\n")
    write(courses, {"in/bob/pair.yaml": "answers: {first: 2}"})
    grader_command("check", "in", "--exercises", "exercises/small", code=1)


def test_a_folder_of_faults_alone_is_told(grader_command: Any, courses: Path) -> None:
    write(courses, {"in/nothing.txt": "x"})
    ended = grader_command("check", "in", "--format", "json", code=2)
    assert ended.stdout == ""
    assert ended.stderr.startswith("in/nothing.txt:1:1 there is no exercise “nothing”")


def test_a_name_of_bytes_is_a_fault_of_its_file(grader_command: Any, courses: Path) -> None:
    write(courses, {"in/\udcff\x1b/scale.txt": "x", "in/ada/pair.yaml": "answers: {first: 2, second: 4}"})
    ended = grader_command("check", "in", "--exercises", "exercises/small", code=2)
    assert ended.stdout.endswith("points: 2 of 2 (passed)\n")
    assert ended.stderr == "in/\ufffd␛/scale.txt:1:1 the learner's name is not UTF-8 text, at character 1\n"


def test_a_locked_learner_is_told_and_a_hidden_one_is_none(grader_command: Any, submissions: Path) -> None:
    write(submissions, {".github/ci.yaml": "on: push\n", "ada/.scale.txt": "x"})
    with mode(submissions / "bob", 0):
        ended = grader_command("check", "handed-in", "--exercises", "exercises/small", code=2, preexec_fn=powerless)
    assert ended.stderr == "handed-in/bob:1:1 can't be read: permission denied\n"
    assert ended.stdout.endswith("\n2 submissions: 1 full marks, 1 unreadable\n")


# keys and folders


def test_reports_are_signed_and_verified(grader_command: Any, courses: Path) -> None:
    graded = grader_command("grade", "pair", "first=2", "second=\u2028 5", "--format", "json", code=1)
    write(courses, {"reports": graded.stdout * 2, "altered": graded.stdout.replace('"points":1', '"points":2', 1)})
    ended = grader_command("verify-report", "reports")
    public = ended.stdout.split()[-1]
    assert ended.stdout == f"report 1: signed by {public}\nreport 2: signed by {public}\n"
    grader_command("verify-report", "reports", "--key", public)
    ended = grader_command("verify-report", "altered", code=1)
    assert ended.stdout == f"report 1: NOT as signed by {public}\n"
    grader_command("verify-report", "reports", code=1, GRADER_SIGNING_KEY=KEY)
    ended = grader_command("verify-report", "reports", "--key", "me", code=2)
    assert ended.stderr.startswith("report 1: this is not a public key")


@pytest.mark.parametrize("given", ["", KEY])
def test_where_no_key_can_be_kept_reports_stay_unsigned(grader_command: Any, courses: Path, given: str) -> None:
    arguments = ["grade", "pair", "first=2", "second=4", "--format", "json"]
    with mode(courses, 0o500):
        ended = grader_command(*arguments, preexec_fn=powerless, GRADER_SIGNING_KEY=given)
    assert ("signature" in json.loads(ended.stdout)) is bool(given)
    told = "the reports are not signed: no key can be kept in .grader/keys (Permission denied)\n"
    assert ended.stderr == ("" if given else told)


@pytest.mark.usefixtures("courses")
def test_a_malformed_key_is_a_fault_of_the_call(grader_command: Any) -> None:
    arguments = ["grade", "pair", "first=2", "--format", "json"]
    ended = grader_command(*arguments, code=2, GRADER_SIGNING_KEY="secret")
    assert ended.stderr == "GRADER_SIGNING_KEY does not hold a signing key: 32 bytes as URL-safe base64\n"


@pytest.mark.parametrize(
    ("locked", "line"),
    [
        pytest.param("exercises/small", "grade pair first=2 --exercises exercises/small", id="of exercises"),
        pytest.param("exercises/small", "verify exercises/small", id="to verify"),
        pytest.param("handed-in", "check handed-in --exercises exercises/small", id="of submissions"),
    ],
)
def test_a_locked_folder_is_told(grader_command: Any, submissions: Path, locked: str, line: str) -> None:
    with mode(submissions.parent / locked, 0):
        ended = grader_command(*line.split(), code=2, preexec_fn=powerless)
    assert f"'{locked}' is not readable" in ended.stderr


# verify, new, preview, kinds, equal, profile


@pytest.mark.usefixtures("courses")
def test_verify_proves_an_exercise_and_a_course(grader_command: Any) -> None:
    ended = grader_command("verify", "exercises/small/1-start/scale.yaml")
    assert "scale: Scale it (2 variants)" in ended.stdout
    assert ended.stdout.endswith("\n1 exercise, 3 answers in first variants: all as foretold\n")
    ended = grader_command("verify", "exercises/small")
    assert ended.stdout.endswith("\n2 exercises, 9 answers in first variants: all as foretold\n")


@pytest.mark.usefixtures("courses")
def test_verify_tells_faults_by_line_and_column(grader_command: Any) -> None:
    ended = grader_command("verify", code=2)  # ./exercises
    *_, fault, total = ended.stdout.splitlines()
    path = "exercises/other/unit/scale.yaml"
    assert fault == f"{path}:5:10 unknown check “increasng”; did you mean increasing?"
    assert total == "2 exercises, 9 answers in first variants: 1 fault"


def test_new_exercises_verify(grader_command: Any, tmp_path: Path) -> None:
    write(tmp_path, {"mine/course.yaml": "title: Mine\nunits: [unit]\n", "mine/unit/.keep": ""})
    for kind in ("choice", "propose"):
        ended = grader_command("new", kind, f"mine/unit/my-{kind}")
        path = f"mine/unit/my-{kind}.yaml"
        assert ended.stdout == f"wrote {path}\nnext: grader preview {path}\n"
    ended = grader_command("new", "choice", "mine/unit/my-choice.yaml", code=2)
    assert ended.stderr == "mine/unit/my-choice.yaml is there already; nothing was changed\n"
    ended = grader_command("verify", "mine")
    assert "\n2 exercises, " in ended.stdout


@pytest.mark.usefixtures("courses")
def test_preview_shows_all_variants_and_the_table(grader_command: Any) -> None:
    ended = grader_command("preview", "small/scale")
    for text in ("Scale it  (scale, difficulty 2, 10 min)", "── variant 0 of 2: k = 2", "── variant 1 of 2: k = 3"):
        assert f"{text}\n" in ended.stdout
    assert "│ x**(2) │       ✗        │    1/2 │\n" in ended.stdout
    ended = grader_command("preview", "small/scale", "--variant", "1")
    assert "variant 0" not in ended.stdout
    assert "  hint 1: Look at $x=5$.\n" in ended.stdout


def test_preview_tells_what_does_not_verify(grader_command: Any, tmp_path: Path) -> None:
    write(
        tmp_path,
        {"mine.yaml": "title: T\nkind: numeric\nask: $1+1$\nanswer: 2\nwrong:\n  - 2.0: Less.\nhints: [No.]\n"},
    )
    ended = grader_command("preview", "mine.yaml", code=2)
    assert "points ┃\n" in ended.stdout
    assert ended.stderr == "mine.yaml:6:1 wrong answer “2.0” equals the answer\n"


def test_kinds_are_listed_with_their_manuals(grader_command: Any) -> None:
    listed = grader_command("kinds").stdout.splitlines()
    names = [" ".join(line.split()[:2]) for line in listed]
    known = {"kind": answer_names(), "check": check_names(), "experiment": experiment_names()}
    assert names == [f"{kind} {name}" for kind, of_kind in known.items() for name in of_kind]
    manual = grader_command("kinds", "lipschitz").stdout
    assert manual.startswith("check lipschitz ")
    assert "constant: " in manual


SAME = {"verdict": "same", "how": "proved", "domain": "same", "at": None, "left": None, "right": None}


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        pytest.param(["x+x", "2x"], 0, SAME, id="the same"),
        pytest.param(
            ["log(x^2)", "2*log(x)"], 0, SAME | {"how": "agreed", "domain": "left wider", "at": -1.0}, id="one is wider"
        ),
        pytest.param(["abs(x)", "x", "--where", "x > 0"], 0, SAME, id="the same under a condition"),
        pytest.param(
            ["x", "2x", "--where", "x > 1 and x < 0"], 1, {"verdict": "unknown", "how": None, "at": None}, id="unknown"
        ),
        pytest.param(
            ["x", "x", "--where", "x >"], 2, {"verdict": "invalid", "side": "where", "position": 3}, id="no condition"
        ),
    ],
)
def test_equal_tells_as_json(grader_command: Any, arguments: list[str], code: int, expected: dict[str, Any]) -> None:
    content = json.loads(
        grader_command("equal", *arguments, "--format", "json", code=code).stdout, parse_constant=pytest.fail
    )
    assert content | expected == content
    assert ("seconds" in content) is (code != 2)


def test_equal_tells_in_words(grader_command: Any) -> None:
    assert grader_command("equal", "x+x", "2x").stdout == "the same function (proved)\n"


def test_profile_tells_as_json(grader_command: Any) -> None:
    (line,) = grader_command("profile", "relu(x)", "--format", "json").stdout.splitlines()
    content = json.loads(line, parse_constant=pytest.fail)
    expected = profile("relu(x)").to_dict()
    assert content | {"seconds": 0} == json.loads(json.dumps(expected)) | {"seconds": 0}
    assert content["properties"]["smoothness"]["value"] == "C^0"


def test_profile_tells_in_words(grader_command: Any) -> None:
    told = grader_command("profile", "x*exp(x)/(1+exp(x))").stdout
    first, *rows = told.splitlines()
    assert first == "f(x) = x*exp(x)/(1 + exp(x))"
    assert any("Range" in row and "[−0.278465, ∞)" in row and "✓ proved" in row for row in rows)
    assert any("f(f(x)) = f(x)" in row and "✗ f(1) = 0.7311" in row for row in rows)
    assert any(row.startswith("float32: nan instead of 88.72 from x = 88.723 on") for row in rows)
    assert rows[-1] == "x*sigmoid(x) is the same function without these faults."


# up


@pytest.mark.parametrize(
    ("url", "told"),
    [
        pytest.param("postgresql://host/db", "the jobs of “postgresql” can't be run yet", id="PostgreSQL"),
        pytest.param("sqlite:///exercises", "the database exercises can't be used", id="a folder"),
    ],
)
def test_a_service_that_cannot_begin_says_why(grader_command: Any, courses: Path, url: str, told: str) -> None:
    assert courses.is_dir()
    ended = grader_command("up", "--database-url", url, "--port", "18599", code=2)
    assert told in ended.stderr
