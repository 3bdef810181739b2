from collections.abc import Callable

import pytest

from grader.exercise import Exercise, Wrong
from grader.kinds import Mistake

Loaded = Callable[[str], Exercise]
Refused = Callable[[str], list[str]]

NUMERIC = "title: T\nkind: numeric\nask: Say 4.\nanswer: 4\nwrong:\n"
VARIED = "title: T\nkind: numeric\nvars: {k: [1, 2], f: [cat, dog]}\nask: Which?\nanswer: '{{k}}'\nwrong:\n"
FORMULA = "title: T\nkind: formula\nask: Which?\nanswer: x^2\nwrong:\n"
PROPOSE = (
    "title: T\nkind: propose\nask: Which?\nanswer: x\nchecks: {odd: 1, lipschitz(1): 1, lipschitz(2): 1}\nwrong:\n"
)
CHOICE = "title: T\nkind: choice\nask: Which?\nright: this\nwrong:\n"
CLASSIFY = "title: T\nkind: classify\nask: Which?\nclasses: [a, b, c]\nanswer: {r: a, s: b}\nwrong:\n"


def wrong(answer: str, feedback: str = "", line: int = 6, **mistake: object) -> Wrong:
    return Wrong(mistake=Mistake(answer=answer, **mistake), feedback=feedback, line=line)  # type: ignore[arg-type]


READ = [
    pytest.param(NUMERIC + "  - 3: no\n", [wrong("3", "no")], id="answer and feedback"),
    pytest.param(NUMERIC + "  - 3:\n", [wrong("3")], id="an answer without feedback"),
    pytest.param(NUMERIC + "  - 3: no\n  - 5: nor this\n", [wrong("3", "no"), wrong("5", "nor this", 7)], id="two"),
    pytest.param(NUMERIC + "  - 3: |\n      no\n      never\n", [wrong("3", "no\nnever")], id="feedback of two lines"),
    pytest.param(NUMERIC + "  - answer: 3\n    feedback: no\n", [wrong("3", "no")], id="the long form"),
    pytest.param(
        NUMERIC + "  - feedback: no\n    answer: 3\n", [wrong("3", "no", 7)], id="the long form, turned round"
    ),
    pytest.param(NUMERIC + "  - answer: 3\n", [wrong("3")], id="the long form without feedback"),
    pytest.param(NUMERIC + "  - 3: {feedback: no}\n", [wrong("3", "no")], id="options in braces"),
    pytest.param(NUMERIC + "  - 3:\n    feedback: no\n", [wrong("3", "no")], id="feedback beside the answer"),
    pytest.param(
        NUMERIC + "  - 3: no\n    when: value < 4\n", [wrong("3", "no", when="value < 4")], id="a condition beside it"
    ),
    pytest.param(
        FORMULA + "  - x*x*x: {as written: true}\n", [wrong("x*x*x", as_written=True)], id="matched as written"
    ),
    pytest.param(FORMULA + "  - x^3: {as written: false}\n", [wrong("x^3")], id="not matched as written"),
    pytest.param(CHOICE + "  - that: no\n", [wrong("that", "no")], id="an option"),
    pytest.param(CLASSIFY + "  - r: no\n", [wrong("r", "no", 7)], id="a row"),
    pytest.param(
        CLASSIFY + "  - r:\n      b: no\n      c: never\n",
        [wrong("r: b", "no", 7), wrong("r: c", "never", 7)],
        id="a row with words by class",
    ),
    pytest.param(CLASSIFY + "  - r: {b: }\n", [wrong("r: b", line=7)], id="a class without words"),
]


@pytest.mark.parametrize(("text", "entries"), READ)
def test_reads(text: str, entries: list[Wrong], loaded: Loaded) -> None:
    assert list(loaded(text).variants[0].parts[0].wrong) == entries


def test_points_are_read_in_either_form(loaded: Loaded) -> None:
    text = (
        NUMERIC.replace("wrong:", "points: 3\nwrong:") + "  - 3: {points: 1}\n  - answer: 5\n    points: 2\n  - 6: no\n"
    )
    assert [entry.points for entry in loaded(text).variants[0].parts[0].wrong] == [1, 2, 0]


FAILS = [
    pytest.param("[odd]", ("odd",), id="by name"),
    pytest.param("odd", ("odd",), id="one alone"),
    pytest.param("[lipschitz(1), odd]", ("lipschitz(1)", "odd"), id="by call, in any order"),
    pytest.param("['lipschitz(1)', lipschitz(2)]", ("lipschitz(1)", "lipschitz(2)"), id="in quotes or not"),
    pytest.param("[]", (), id="none at all"),
]


@pytest.mark.parametrize(("fails", "calls"), FAILS)
def test_names_the_checks_that_fail(fails: str, calls: tuple[str, ...], loaded: Loaded) -> None:
    (entry,) = loaded(PROPOSE + f"  - x^2: {{fails: {fails}}}\n").variants[0].parts[0].wrong
    assert entry.fails == calls


def test_without_fails_nothing_is_said_of_the_checks(loaded: Loaded) -> None:
    (entry,) = loaded(PROPOSE + "  - x^2: no\n").variants[0].parts[0].wrong
    assert entry.fails is None


VARIANTS = [
    pytest.param("  - '{{k}}+1': not {{2*k}}\n", [("(1)+1", "not 2"), ("(2)+1", "not 4")], id="filled in"),
    pytest.param("  - 9: no {{f}}\n", [("9", "no cat"), ("9", "no cat")], id="a text filled in"),
    pytest.param("  - 1: no\n    unless: k == 1\n", [None, ("1", "no")], id="right in one variant"),
    pytest.param("  - 1: no\n    unless: k < 3\n", [None, None], id="right in every variant"),
    pytest.param("  - 9: no\n    unless: k > 3\n", [("9", "no"), ("9", "no")], id="right in none"),
    pytest.param("  - 1: {unless: k == 1}\n", [None, ("1", "")], id="a condition in braces"),
    pytest.param("  - 9: no\n    unless: '{{k}} == 2'\n", [("9", "no"), None], id="a condition filled in"),
    pytest.param("  - 9: no\n    unless: 1/(k-1) > 0\n", [("9", "no"), None], id="a condition without value holds not"),
    pytest.param("  - 9: {when: 'value > {{k}}'}\n", [("9", ""), ("9", "")], id="a condition on the answer filled in"),
]


@pytest.mark.parametrize(("entry", "expected"), VARIANTS)
def test_wrong_answers_by_variant(entry: str, expected: list[tuple[str, str] | None], loaded: Loaded) -> None:
    variants = [one for one in loaded(VARIED + entry).variants if one.values["f"] == "cat"]
    found = [next(((w.mistake.answer, w.feedback) for w in one.parts[0].wrong), None) for one in variants]
    assert found == expected


def test_an_option_that_is_right_in_one_variant_is_no_option_there(loaded: Loaded) -> None:
    text = CHOICE.replace("kind", "vars: {k: [1, 2]}\nkind").replace("right: this", "right: '{{k}}'")
    exercise = loaded(text + "  - 1: no\n    unless: k == 1\n  - 7: no\n")
    assert [variant.parts[0].kind.options for variant in exercise.variants] == [("1", "7"), ("2", "1", "7")]


REFUSED = [
    pytest.param(NUMERIC[:-1] + " 3\n", "5:8 a wrong answer is written “answer: feedback”", id="a number alone"),
    pytest.param(NUMERIC + "  - 3\n", "6:5 a wrong answer is written “answer: feedback”", id="an answer alone"),
    pytest.param(NUMERIC + "  - [3]\n", "6:5 a wrong answer is written “answer: feedback”", id="a list in the list"),
    pytest.param(NUMERIC + "  - {}\n", "6:5 a wrong answer is written “answer: feedback”", id="nothing in braces"),
    pytest.param(NUMERIC + "  3: no\n  5: no\n", "6:3 wrong is a list; begin each wrong answer with “- ”", id="no dashes"),
    pytest.param(NUMERIC + "  - 3: no\n    5: no\n", "7:5 unknown key “5”", id="the second dash is missing"),
    pytest.param(NUMERIC + "  - 3: no\n    feedbak: no\n", "7:5 unknown key “feedbak”; did you mean feedback?", id="misspelt"),
    pytest.param(NUMERIC + "  - 3: no\n    feedback: no\n", "7:15 the feedback stands there already, behind the wrong answer", id="twice"),
    pytest.param(NUMERIC + "  - answer:\n    feedback: no\n", "6:5 the key “answer” has no value", id="no answer"),
    pytest.param(NUMERIC + "  - answer: [3]\n", "6:13 answer should be a text", id="a list for an answer"),
    pytest.param(NUMERIC + "  - answer: 3\n    feedback:\n", "7:5 the key “feedback” has no value", id="no feedback"),
    pytest.param(NUMERIC + "  - answer: 3\n    feedback: {a: b}\n", "7:15 feedback should be a text", id="a map for words"),
    pytest.param(NUMERIC + "  - 3: [a, b]\n", "6:8 feedback should be a text", id="a list for words"),
    pytest.param(NUMERIC + "  - 3: {feedback: }\n", "6:9 the key “feedback” has no value", id="no feedback in braces"),
    pytest.param(NUMERIC + "  - 3:\n    feedback:\n", "7:5 the key “feedback” has no value", id="no feedback at all"),
    pytest.param(NUMERIC + "  - 3: {points: few}\n", "6:17 points is a whole number from 0 to 100, not “few”", id="few points"),
    pytest.param(NUMERIC + "  - 3: {points: }\n", "6:9 the key “points” has no value", id="no points"),
    pytest.param(NUMERIC + "  - 3+: no\n", "6:7 this wrong answer can't be read: The formula stops too early: something is missing at its end.", id="half a number"),
    pytest.param(NUMERIC + "  - '3+': no\n", "6:8 this wrong answer can't be read: The formula stops too early: something is missing at its end.", id="half a number in quotes"),
    pytest.param(NUMERIC + "  - 3: no\n    when: value <\n", "7:18 when: The formula stops too early: something is missing at its end.", id="half a condition"),
    pytest.param(NUMERIC + "  - 3: no\n    when: valu < 3\n", "7:11 when: “valu” is not a name I know; did you mean value?", id="a condition on nothing"),
    pytest.param(NUMERIC + "  - 3: no\n    when: [a]\n", "7:11 when should be a text", id="a list for a condition"),
    pytest.param(FORMULA + "  - x^3: no\n    as written: yes\n", "7:5 as written is true, or left out", id="yes is not true"),
    pytest.param(VARIED + "  - 3: no\n    unless: k =\n", "8:16 unless: The formula stops too early: something is missing at its end.", id="unless half"),
    pytest.param(VARIED + "  - 3: no\n    unless: j == 1\n", "8:13 unless: “j” is not a name I know; the variables here are k", id="unless a letter there isn't"),
    pytest.param(VARIED + "  - 3: no\n    unless: k\n", "8:13 unless: This is a formula; write a condition such as x > 0.", id="unless a number"),
    pytest.param(VARIED + "  - 3: no\n    unless: [k]\n", "8:13 unless should be a text", id="unless a list"),
    pytest.param(VARIED + "  - 3: no\n    unless:\n", "8:5 the key “unless” has no value", id="unless nothing"),
    pytest.param(VARIED + "  - 3: not {{m}}\n", "7:12 {{m}}: “m” is not one of the variables; the variables are k, f", id="feedback with another letter"),
    pytest.param(PROPOSE + "  - x^2: {fails: [ood]}\n", "7:19 “ood” is not a check of this part; did you mean odd?", id="a check misspelt"),
    pytest.param(PROPOSE + "  - x^2: {fails: [even]}\n", "7:19 “even” is not a check of this part", id="a check of another part"),
    pytest.param(PROPOSE + "  - x^2: {fails: [lipschitz]}\n", "7:19 “lipschitz” could be lipschitz(1) or lipschitz(2); write the whole call", id="ambiguous"),
    pytest.param(PROPOSE + "  - x^2: {fails: [lipschitz(3)]}\n", "7:19 “lipschitz(3)” is not a check of this part; did you mean lipschitz(1)?", id="another argument"),
    pytest.param(PROPOSE + "  - x^2: {fails: [[odd]]}\n", "7:19 each of fails should be a text", id="a list in the list of checks"),
    pytest.param(PROPOSE + "  - x^2: {fails: }\n", "7:11 the key “fails” has no value", id="no checks"),
    pytest.param(CLASSIFY + "  - q: no\n", "7:5 this wrong answer can't be read: “q” is not one of the options: r; s", id="a row there isn't"),
    pytest.param(CLASSIFY + "  - r: {d: no}\n", "7:9 this wrong answer can't be read: “d” is not one of the options: a; b; c", id="a class there isn't"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fault"), REFUSED)
def test_refuses(text: str, fault: str, refused: Refused) -> None:
    assert refused(text) == [fault]
