from collections.abc import Callable
from pathlib import Path

import pytest

from grader.catalog.faults import Faults, read_mapping, written
from grader.errors import ExerciseError, Fault
from grader.nodes import Mapping, Position, read

Refused = Callable[[str], list[str]]

NUMERIC = "title: T\nkind: numeric\nask: Say 4.\nanswer: 4\n"
CHOICE = "title: T\nkind: choice\nask: Which?\nright: this\nwrong:\n  - that: no\n"
FORMULA = "title: T\nkind: formula\nask: Which?\nanswer: x^2\n"
PROPOSE = "title: T\nkind: propose\nask: Which?\nanswer: tanh(x)\n"
CLASSIFY = "title: T\nkind: classify\nask: Which?\nclasses: [a, b]\nanswer:\n  r: a\n  s: b\n"
VARIED = "title: T\nvars: {k: [1, 2]}\nkind: numeric\nask: Say {{k}}.\nanswer: '{{k}}'\n"

YAML = [
    pytest.param(
        "title: What: a question\n",
        "1:12 is not valid YAML: mapping values are not allowed here; a text with “: ” in it needs single quotes",
        id="a colon in a text",
    ),
    pytest.param(
        "title: T\nwrong:\n\t- a: b\n",
        "3:1 is not valid YAML: found character '\\t' that cannot start any token; indent with spaces, not with tabs",
        id="tabs",
    ),
    pytest.param(
        "title: `x` is code\n",
        "1:8 is not valid YAML: found character '`' that cannot start any token; "
        "a text that begins with this sign needs single quotes",
        id="a text that begins with a sign of YAML's",
    ),
    pytest.param(
        "title: T\nask: a\n  wrong:\n  - b: c\n",
        "3:8 is not valid YAML: mapping values are not allowed here; a text with “: ” in it needs single quotes",
        id="a key indented like a text",
    ),
    pytest.param(
        "title: T\n  - a\nask: b: c\n",
        "3:7 is not valid YAML: mapping values are not allowed here; a text with “: ” in it needs single quotes",
        id="a line indented under a text continues it",
    ),
    pytest.param(
        "wrong:\n  - a: b\n - c: d\n",
        "3:2 is not valid YAML: expected <block end>, but found '<block sequence start>'; "
        "this line should be indented like those it belongs to",
        id="a dash one column off",
    ),
    pytest.param(
        "answer: '2' x\n",
        "1:13 is not valid YAML: expected <block end>, but found '<scalar>'; put the whole text in quotes",
        id="quotes around half a text",
    ),
    pytest.param(
        "answer: '2'*x\n",
        "1:12 is not valid YAML: expected <block end>, but found '<alias>'; put the whole text in quotes",
        id="quotes around half a product",
    ),
    pytest.param(
        "title: T\nkind\nask: a\n",
        "3:1 is not valid YAML: could not find expected ':'; this line lacks its “key: ”, or its indentation",
        id="a key without a colon",
    ),
    pytest.param(
        "title: [a, b\n", "2:1 is not valid YAML: expected ',' or ']', but got '<stream end>'", id="a list left open"
    ),
    pytest.param("answer: {{k}}*2\n", "1:10 a text that begins with {{ needs quotes", id="a bare variable"),
    pytest.param(
        "wrong:\n  - {{k}}: b\n", "2:6 a text that begins with {{ needs quotes", id="a bare variable as a key"
    ),
    pytest.param("? [a]\n: b\n", "1:3 is not a key; put it in single quotes", id="a list as a key"),
    pytest.param("answer: 4\nask: b\nanswer: 5\n", "3:1 has the key “answer” twice", id="a key twice"),
    pytest.param(
        'ask: "\\tanh"\n', "1:6 has a backslash inside double quotes; use single quotes or |", id="a tab and anh"
    ),
    pytest.param("ask: &a b\n", "1:6 has an anchor; write the text twice instead", id="an anchor"),
    pytest.param("ask: *a\n", "1:6 has an anchor; write the text twice instead", id="an alias"),
    pytest.param("ask: !important b\n", "1:6 begins with “!”; put the text in single quotes", id="a tag"),
    pytest.param("ask: a\x07b\n", "1:7 has a character that YAML can't hold, U+0007", id="a bell"),
    pytest.param("ask: a\n---\nask: b\n", "2:1 is not valid YAML: expected a single document", id="two documents"),
    pytest.param("", "1:1 should be keys and values, such as “title: …”", id="an empty file"),
    pytest.param("# only a comment\n", "1:1 should be keys and values, such as “title: …”", id="only a comment"),
    pytest.param("- a\n- b\n", "1:1 should be keys and values, such as “title: …”", id="a list as a file"),
    pytest.param("\nhello\n", "2:1 should be keys and values, such as “title: …”", id="a text as a file"),
]

KEYS = [
    pytest.param(NUMERIC.replace("title: T\n", ""), "1:1 needs the key “title”", id="no title"),
    pytest.param(NUMERIC.replace("ask: Say 4.\n", ""), "1:1 needs the key “ask”", id="no question"),
    pytest.param(NUMERIC.replace("kind: numeric\n", ""), "1:1 needs the key “kind”", id="no kind"),
    pytest.param(NUMERIC.replace("answer: 4\n", ""), "1:1 needs the key “answer”", id="no answer"),
    pytest.param(CHOICE.replace("right: this\n", ""), "1:1 needs the key “right”", id="no right choice"),
    pytest.param(NUMERIC + "hint: think\n", "5:1 unknown key “hint”; did you mean hints?", id="a key misspelt"),
    pytest.param(NUMERIC + "flavour: mild\n", "5:1 unknown key “flavour”", id="a key like no other"),
    pytest.param(NUMERIC + "right: 4\n", "5:1 unknown key “right”", id="a key of another kind"),
    pytest.param(NUMERIC + "minutes:\n", "5:1 the key “minutes” has no value", id="a key without a value"),
    pytest.param(NUMERIC + "hints: ~\n", "5:1 the key “hints” has no value", id="a tilde is no value"),
    pytest.param(NUMERIC.replace(" 4\n", "\n"), "4:1 the key “answer” has no value", id="an answer without a value"),
    pytest.param(
        NUMERIC.replace("numeric", "numerical"),
        "2:7 unknown kind “numerical”; did you mean numeric?",
        id="unknown kind",
    ),
    pytest.param(
        NUMERIC.replace("numeric", "essay"),
        "2:7 unknown kind “essay”; there are choice, classify, code, contest, formula, multi, numeric, predict, propose, repair, witness",
        id="a kind like no other",
    ),
    pytest.param(NUMERIC.replace("numeric", "[numeric]"), "2:7 kind should be a text", id="a list as a kind"),
    pytest.param(NUMERIC.replace("Say 4.", "[a, b]"), "3:6 ask should be a text", id="a list as a question"),
    pytest.param(NUMERIC.replace("answer: 4", "answer: [4]"), "4:9 answer should be a text", id="a list as an answer"),
    pytest.param(NUMERIC.replace("title: T", "title: {a: b}"), "1:8 title should be a text", id="a map as a title"),
    pytest.param(NUMERIC + "hints: {a: b}\n", "5:8 each of hints should be a text", id="a map as hints"),
    pytest.param(NUMERIC + "hints:\n  - a\n  -\n", "7:4 each of hints should be a text", id="an empty hint"),
    pytest.param(NUMERIC + "skills: [[S1]]\n", "5:10 each of skills should be a text", id="a list in a list"),
    pytest.param(
        NUMERIC + "difficulty: 6\n", "5:13 difficulty is a whole number from 1 to 5, not “6”", id="too difficult"
    ),
    pytest.param(
        NUMERIC + "minutes: soon\n",
        "5:10 minutes is a whole number from 1 to 600, not “soon”",
        id="a word for a number",
    ),
    pytest.param(
        NUMERIC + "minutes: 1.5\n", "5:10 minutes is a whole number from 1 to 600, not “1.5”", id="half a minute"
    ),
    pytest.param(NUMERIC + "minutes: [5]\n", "5:10 minutes is a whole number from 1 to 600", id="a list for a number"),
    pytest.param(
        NUMERIC + f"minutes: {'9' * 5000}\n",
        f"5:10 minutes is a whole number from 1 to 600, not “{'9' * 40}”",
        id="more digits than Python reads",
    ),
    pytest.param(
        NUMERIC + "points: two\n", "5:9 points is a whole number from 1 to 100, not “two”", id="points in words"
    ),
    pytest.param(NUMERIC + "points: 0\n", "5:9 points is a whole number from 1 to 100, not “0”", id="no points at all"),
    pytest.param(
        FORMULA + "points: -1\n", "5:9 points is a whole number from 1 to 100, not “-1”", id="points below zero"
    ),
    pytest.param(
        NUMERIC + "attempts: many\n",
        "5:11 attempts, where it is not practice, is a whole number from 1 to 1000, not “many”",
        id="many attempts",
    ),
]

FIELDS = [
    pytest.param(NUMERIC + "tolerance: 1/1000\n", "5:12 tolerance should be a number such as 0.001", id="a fraction"),
    pytest.param(NUMERIC + "tolerance: 2\n", "5:12 tolerance is a number from 0, below 1", id="any number will do"),
    pytest.param(NUMERIC + "also: {a: b}\n", "5:7 also should be a list", id="a map where a list is due"),
    pytest.param(CHOICE + "order: random\n", "7:8 order is shuffled or fixed, not “random”", id="an unknown order"),
    pytest.param(CLASSIFY + "several: perhaps\n", "8:10 several should be true or false", id="neither true nor false"),
    pytest.param(
        CLASSIFY.replace("[a, b]", "a"), "4:10 classes should be keys and values or a list", id="a text for classes"
    ),
    pytest.param(
        CLASSIFY.replace("s: b", "s: c"), "7:6 “c” of the row “s” is not one of the classes", id="an unknown class"
    ),
    pytest.param(
        CLASSIFY.replace("s: b", "s: [a, b]"),
        "7:3 the row “s” needs one class; for several, say several: true",
        id="two classes for a row",
    ),
    pytest.param(CLASSIFY.replace("s: b", "s: {a: b}"), "7:6 each of answer should be a list", id="a map for a class"),
    pytest.param(
        CLASSIFY + "points: 3\n",
        "8:9 points must be a multiple of 2, the number of what is judged",
        id="3 points for 2 rows",
    ),
    pytest.param(
        "title: T\nkind: multi\nask: Which?\nright: [a, b]\nwrong:\n  - c: no\npoints: 4\n",
        "7:9 points must be a multiple of the 3 options",
        id="4 points for 3 options",
    ),
    pytest.param(
        CLASSIFY.replace("[a, b]", "{a: increasng, b: }"),
        "4:14 unknown check “increasng”; did you mean increasing?",
        id="a class's check misspelt",
    ),
    pytest.param(
        CLASSIFY.replace("[a, b]", "{a: 'bounded([1, -1])', b: }"),
        "4:23 “[1, -1]” should begin below its end",
        id="a class's check out of range",
    ),
    pytest.param(
        CLASSIFY.replace("[a, b]", "{a: [odd], b: }"),
        "4:14 a class has a check such as odd, or nothing",
        id="a list for a class's check",
    ),
    pytest.param(
        CLASSIFY + "functions: {t: x}\n", "8:13 “t” under functions is not one of the rows", id="a function of no row"
    ),
    pytest.param(
        CLASSIFY + "functions: {r: lgo(x)}\n",
        "8:16 functions: “lgo” is not a function I know; did you mean log?",
        id="a row's function misspelt",
    ),
    pytest.param(
        CLASSIFY + "functions: {r: [x]}\n", "8:16 each of functions should be a text", id="a list for a function"
    ),
    pytest.param(
        FORMULA + "where: x of 3\n", "5:10 where: “of” is not a name I know; did you mean if?", id="no condition"
    ),
    pytest.param(
        FORMULA + "variables: x y\n",
        "5:12 variables: “x y” is not a name; write letters, with commas between",
        id="no comma",
    ),
    pytest.param(
        FORMULA + "variables: [x, sin]\n",
        "5:16 variables: “sin” means something already; take another letter",
        id="sin is no letter",
    ),
    pytest.param(FORMULA + "variables: [x, x]\n", "5:13 variables: “x” stands there twice", id="a letter twice"),
    pytest.param(
        "title: T\nkind: witness\nask: Find.\nfind: x, y\nsuch that: x >\nanswer: x=1, y=2\n",
        "5:15 such that: The formula stops too early: something is missing at its end.",
        id="half a condition",
    ),
    pytest.param(
        "title: T\nkind: witness\nask: Find.\nfind: x, y\nsuch that: [x > y]\nanswer: x=1, y=2\n",
        "5:12 such that should be a text",
        id="a list for a condition",
    ),
]

ANSWERS = [
    pytest.param(
        NUMERIC.replace("answer: 4", "answer: 4+"),
        "4:11 answer: The formula stops too early: something is missing at its end.",
        id="half a number",
    ),
    pytest.param(
        NUMERIC.replace("answer: 4", "answer: ''"),
        "4:10 answer: There is nothing here yet; write a number.",
        id="an empty text",
    ),
    pytest.param(
        NUMERIC + "also: 4+\n",
        "5:9 also: The formula stops too early: something is missing at its end.",
        id="half another number",
    ),
    pytest.param(
        NUMERIC + "also: [4, '5+']\n",
        "5:14 also: The formula stops too early: something is missing at its end.",
        id="the second of two others",
    ),
    pytest.param(
        "title: T\nkind: formula\nask: Which?\nanswer: |\n  x +\n  lgo(x)\n",
        "6:1 answer: “lgo” is not a function I know; did you mean log?",
        id="the second line of a formula",
    ),
    pytest.param(
        VARIED.replace("k: [", "length: [").replace("Say {{k}}", "Say {{lenght}}").replace("'{{k}}'", "3"),
        "4:10 {{lenght}}: “lenght” is not one of the variables; did you mean length?",
        id="a variable misspelt",
    ),
    pytest.param(
        VARIED.replace("Say {{k}}", "Say {{length}}"),
        "4:10 {{length}}: “length” is not one of the variables; the variables are k",
        id="a variable there isn't",
    ),
    pytest.param(
        NUMERIC.replace("Say 4", "Say {{k}}"),
        "3:10 {{k}}: “k” is not a variable, for there are none; where LaTeX needs two braces, put a space between them",
        id="a variable where there are none",
    ),
    pytest.param(
        VARIED.replace("Say", "Say $2^{{10}}$ or"),
        "4:13 {{10}}: there is no variable in it; where LaTeX needs two braces, put a space between them",
        id="two braces of LaTeX's",
    ),
    pytest.param(
        VARIED.replace("Say {{k}}", "Say {{1/(k-1)}}"),
        "4:10 {{1/(k-1)}}: this has no value that can be said",
        id="divided by zero in one variant",
    ),
    pytest.param(
        VARIED.replace("Say {{k}}", "Say {{10^(400*k)}}"),
        "4:10 {{10^(400*k)}}: this number is too long to write out",
        id="400 digits",
    ),
    pytest.param(
        VARIED.replace("Say {{k}}", "Say {{k+}}"),
        "4:10 {{k+}}: The formula stops too early: something is missing at its end.",
        id="half a formula in a text",
    ),
    pytest.param(
        VARIED.replace("T\n", "T{{k}}\n"),
        "1:9 the title can't hold variables; it is the same for every variant",
        id="a variable in the title",
    ),
]


CONTEST = (
    "title: T\nkind: contest\nask: Which?\nanswer: tanh(x)\nchecks: {odd: 1}\n"
    "score: {task: spirals, width: 8, depth: 2, steps: 150, seeds: 10, best: highest}\n"
)

CONTESTS = [
    pytest.param(
        CONTEST.replace("spirals", "spiral"),
        "6:15 task of score can't be “spiral”; did you mean spirals?",
        id="a task that is not there",
    ),
    pytest.param(
        CONTEST.replace("spirals", "chess"),
        "6:15 task of score can't be “chess”; there are digits-parity, spirals, mnist, xor",
        id="a task like no other",
    ),
    pytest.param(
        CONTEST.replace("best", "layers: 3, best"),
        "6:67 unknown key “layers”",
        id="a key of the score that is not known",
    ),
    pytest.param(
        CONTEST.replace("seeds: 10", "seeds: 3"),
        "6:63 seeds of score is a whole number from 10 to 40, not “3”",
        id="too few seeds",
    ),
    pytest.param(
        CONTEST.replace("depth: 2, ", ""), "6:8 needs the key “depth”", id="a key of the score that is left out"
    ),
    pytest.param(
        CONTEST.replace("depth: 2", "depth: "),
        "6:34 the key “depth” has no value",
        id="a key of the score without a value",
    ),
    pytest.param(
        CONTEST.replace(": highest", ": most"),
        "6:73 best of score can't be “most”; there are highest, lowest",
        id="neither the highest nor the lowest",
    ),
    pytest.param(
        CONTEST.replace("task: spirals", "task: [spirals]"), "6:15 task of score should be a text", id="a list"
    ),
    pytest.param(
        CONTEST.partition("score")[0] + "score: highest\n",
        "6:8 score is keys and values, as in "
        "score: {task: spirals, width: 8, depth: 2, steps: 150, seeds: 10, best: highest}",
        id="a score in one word",
    ),
    pytest.param(CONTEST.partition("score")[0], "1:1 needs the key “score”", id="a contest without a score"),
    pytest.param(
        CONTEST.replace("width: 8, depth: 2, steps: 150", "width: 64, depth: 12, steps: 1000"),
        "6:8 this takes too long to train; have fewer seeds, steps or layers",
        id="networks that take minutes",
    ),
    pytest.param(
        CONTEST.replace("checks: {odd: 1}\n", ""),
        "1:1 needs checks with points, as in {odd: 1, lipschitz(1): 2}",
        id="a contest without checks",
    ),
    pytest.param(
        CONTEST.replace("contest", "propose"), "6:1 only a contest has a score; write “kind: contest”", id="no contest"
    ),
    pytest.param(
        CONTEST + "vars: {k: [1, 2]}\n",
        "7:1 all entries of a contest are formulas in x; leave out “vars”",
        id="a contest in variants",
    ),
    pytest.param(
        CONTEST.replace("tanh(x)", "tanh(t)") + "variables: t\n",
        "7:1 all entries of a contest are formulas in x; leave out “variables”",
        id="another letter",
    ),
    pytest.param(
        "title: T\nask: Say.\nparts:\n  - kind: contest\n    ask: Which?\n    answer: tanh(x)\n    checks: {odd: 1}\n"
        "    score: {task: spirals, width: 8, depth: 2, steps: 150, seeds: 10, best: highest}\n",
        "4:11 a contest stands alone; make it an exercise without “parts”",
        id="a contest among parts",
    ),
]


@pytest.mark.parametrize(("text", "fault"), [*YAML, *KEYS, *FIELDS, *ANSWERS, *CONTESTS])
def test_an_exercise_is_refused_for_one_fault_at_its_place(text: str, fault: str, refused: Refused) -> None:
    assert refused(text) == [fault]


def test_all_faults_are_told_at_once_in_the_order_of_the_file(refused: Refused) -> None:
    text = "title: T\nkind: numeric\nask: Say {{k}}.\nanswr: 4\nanswer: 4\nminutes: 0\nhints:\n"
    assert refused(text) == [
        "3:10 {{k}}: “k” is not a variable, for there are none; where LaTeX needs two braces, put a space between them",
        "4:1 unknown key “answr”; did you mean answer?",
        "6:10 minutes is a whole number from 1 to 600, not “0”",
        "7:1 the key “hints” has no value",
    ]


def test_a_fault_of_every_variant_is_told_once(refused: Refused) -> None:
    assert len(refused(VARIED.replace("1, 2", "1, 2, 3") + "wrong:\n  - 7+: no\n")) == 1


NO_TEXT = [
    pytest.param(b"title: caf\xe9\n", "1:1 is not UTF-8 text: invalid continuation byte at byte 10", id="Latin 1"),
    pytest.param(b"title: caf\xff\n", "1:1 is not UTF-8 text: invalid start byte at byte 10", id="no encoding at all"),
]


@pytest.mark.parametrize(("content", "fault"), NO_TEXT)
def test_a_file_that_is_not_utf_8_is_refused(content: bytes, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "exercise.yaml"
    path.write_bytes(content)
    with pytest.raises(ExerciseError) as caught:
        read_mapping(path, Faults(path=path))
    assert str(caught.value) == f"{path}:{fault}"


def test_a_byte_order_mark_is_read_over(tmp_path: Path) -> None:
    path = tmp_path / "exercise.yaml"
    path.write_bytes(b"\xef\xbb\xbftitle: T\r\nask: b\r\n")
    keys = [(key.text, key.where.line) for key, _ in read_mapping(path, Faults(path=path)).entries]
    assert keys == [("title", 1), ("ask", 2)]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("missing.yaml", "no such file or directory", id="no file"),
        pytest.param(".", "is a directory", id="a folder"),
    ],
)
def test_a_file_that_cannot_be_opened_is_refused(name: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with pytest.raises(ExerciseError) as caught:
        read_mapping(path, Faults(path=path))
    assert caught.value.faults == (Fault(path=str(path), message=f"can't be read: {reason}"),)


def test_the_same_fault_is_kept_once_and_settled_in_order() -> None:
    faults = Faults(path=Path("a.yaml"))
    faults.settle()  # nothing was noted
    for line in (3, 1, 3):
        faults.add(Position(line, 2, 0), "is wrong")
    with pytest.raises(ExerciseError) as caught:
        faults.settle()
    assert str(caught.value) == "a.yaml:1:2 is wrong\na.yaml:3:2 is wrong"


def test_nothing_written_is_no_value() -> None:
    tree = read("a:\nb: c\n")
    assert isinstance(tree, Mapping)
    assert written(tree, "a") is None
    assert written(tree, "d") is None
    assert written(tree, "b") is tree.get("b")
