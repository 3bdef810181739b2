from collections.abc import Callable

import pytest

from grader.checks.bounded import Bounded
from grader.checks.equals import Equals
from grader.checks.odd import Odd
from grader.exercise import Exercise, Part
from grader.maths.reading import parse

Loaded = Callable[[str], Exercise]
Refused = Callable[[str], list[str]]

NUMERIC = "title: T\nkind: numeric\nask: Say 4.\nanswer: 4\n"
FORMULA = "title: T\nkind: formula\nask: Which?\nanswer: x^2\n"
PROPOSE = "title: T\nkind: propose\nask: Which?\nanswer: tanh(x)\n"
ONE_VARIABLE = "asks about functions of one variable; this answer has"


def only(exercise: Exercise) -> Part:
    (part,) = exercise.variants[0].parts
    return part


def asked(exercise: Exercise) -> list[tuple[str, int, bool]]:
    return [(question.call, question.points, question.gate) for question in only(exercise).questions]


QUESTIONS = [
    pytest.param(NUMERIC, [("equals(answer)", 1, False)], id="a kind's own check is worth a point"),
    pytest.param(NUMERIC + "points: 3\n", [("equals(answer)", 3, False)], id="a kind's own check with points"),
    pytest.param(FORMULA, [("equals(answer)", 1, False)], id="a formula without checks must equal the answer"),
    pytest.param(FORMULA + "points: 3\n", [("equals(answer)", 3, False)], id="with points"),
    pytest.param(FORMULA + "checks: {even: 2}\n", [("even", 2, False)], id="a formula with checks need not"),
    pytest.param(
        PROPOSE + "checks:\n  odd: gate\n  'bounded([-1, 1])': 2\n  lipschitz(1): 0\n  increasing: 100\n",
        [("odd", 0, True), ("bounded([-1, 1])", 2, False), ("lipschitz(1)", 0, False), ("increasing", 100, False)],
        id="checks in their order, with points and a gate",
    ),
]


@pytest.mark.parametrize(("text", "questions"), QUESTIONS)
def test_asks(text: str, questions: list[tuple[str, int, bool]], loaded: Loaded) -> None:
    assert asked(loaded(text)) == questions


REFUSED = [
    pytest.param(PROPOSE, "1:1 needs checks with points, as in {odd: 1, lipschitz(1): 2}", id="propose without checks"),
    pytest.param(
        PROPOSE + "checks: {}\n", "5:9 needs checks with points, as in {odd: 1, lipschitz(1): 2}", id="no check at all"
    ),
    pytest.param(
        FORMULA + "checks: [odd]\n",
        "5:9 needs checks with points, as in {odd: 1, lipschitz(1): 2}",
        id="a list of checks",
    ),
    pytest.param(
        NUMERIC + "checks: {odd: 1}\n", "5:9 “numeric” has its own checks; leave out “checks”", id="checks of numbers"
    ),
    pytest.param(
        PROPOSE + "points: 2\nchecks: {odd: 1}\n",
        "5:9 the points stand beside the checks; leave out “points”",
        id="points twice",
    ),
    pytest.param(
        PROPOSE + "checks:\n  odd: one\n",
        "6:8 the worth of odd, if not gate, is a whole number from 0 to 100, not “one”",
        id="points in words",
    ),
    pytest.param(
        PROPOSE + "checks:\n  odd: 101\n",
        "6:8 the worth of odd, if not gate, is a whole number from 0 to 100, not “101”",
        id="too many points",
    ),
    pytest.param(
        PROPOSE + "checks:\n  odd: Gate\n",
        "6:8 the worth of odd, if not gate, is a whole number from 0 to 100, not “Gate”",
        id="a capital gate",
    ),
    pytest.param(
        PROPOSE + "checks:\n  odd: [1]\n",
        "6:8 the worth of odd, if not gate, is a whole number from 0 to 100",
        id="a list for points",
    ),
    pytest.param(PROPOSE + "checks:\n  odd:\n", "6:3 odd has no points", id="a check without points"),
    pytest.param(PROPOSE + "checks: {odd: 0}\n", "5:9 these checks give no points", id="checks that give none"),
    pytest.param(PROPOSE + "checks: {odd: gate}\n", "5:9 these checks give no points", id="gates alone"),
    pytest.param(
        PROPOSE + "checks:\n  increasng: 1\n", "6:3 unknown check “increasng”; did you mean increasing?", id="misspelt"
    ),
    pytest.param(
        PROPOSE + "checks:\n  lipschitz(-1): 1\n", "6:13 lipschitz: the constant is a number above 0", id="range"
    ),
    pytest.param(
        PROPOSE + "checks:\n  'lipschitz(-1)': 1\n", "6:14 lipschitz: the constant is a number above 0", id="in quotes"
    ),
    pytest.param(
        PROPOSE + "checks:\n  growth(1, up): 1\n", "6:13 “up” should be one of both, left, right", id="a word"
    ),
    pytest.param(
        PROPOSE + "checks:\n  bounded([1, -1]): 1\n", "6:11 “[1, -1]” should begin below its end", id="a bad interval"
    ),
    pytest.param(PROPOSE + "checks:\n  odd: 1\n  odd(): 1\n", "7:3 odd() asks the same as odd", id="a check twice"),
    pytest.param(
        PROPOSE + "checks:\n  lipschitz(1): 1\n  lipschitz(2/2): 1\n",
        "7:3 lipschitz(2/2) asks the same as lipschitz(1)",
        id="a check twice in other words",
    ),
    pytest.param(
        PROPOSE.replace("tanh(x)", "x*y") + "variables: [x, y]\nchecks: {odd: 1}\n",
        f"6:10 odd {ONE_VARIABLE} x, y",
        id="a function of two variables",
    ),
    pytest.param(
        PROPOSE.replace("tanh(x)", "3") + "variables: []\nchecks: {odd: 1}\n",
        f"6:10 odd {ONE_VARIABLE} no variable",
        id="a function of none",
    ),
]


@pytest.mark.parametrize(("text", "fault"), REFUSED)
def test_refuses(text: str, fault: str, refused: Refused) -> None:
    assert refused(text) == [fault]


def test_a_fault_of_a_check_is_told_once_though_wrong_answers_should_fail_it(refused: Refused) -> None:
    text = PROPOSE + "checks: {ood: 1}\nwrong:\n  - x^2: {fails: [ood]}\n"
    assert refused(text) == ["5:10 unknown check “ood”; did you mean odd?"]


def test_checks_of_several_variables_may_ask_about_formulas(loaded: Loaded) -> None:
    text = FORMULA.replace("x^2", "x*y") + "variables: [x, y]\nchecks: {size(9): 1, 'equals(answer, y > x)': 2}\n"
    _, equals = only(loaded(text)).questions
    assert equals.check == Equals(parse("x*y", ("x", "y")), "y > x")


def test_a_formula_that_matters_only_somewhere_is_compared_only_there(loaded: Loaded) -> None:
    (question,) = only(loaded(FORMULA + "where: x > 0\n")).questions
    assert question.call == "equals(answer)"
    assert question.check == Equals(parse("x^2"), "x > 0")


def test_checks_are_filled_in(loaded: Loaded) -> None:
    text = PROPOSE.replace("kind:", "vars: {k: [1, 2]}\nkind:") + "checks:\n  odd: 1\n  'bounded([-{{k}}, {{k}}])': 1\n"
    exercise = loaded(text)
    checks = [[question.check for question in variant.parts[0].questions] for variant in exercise.variants]
    assert checks == [[Odd(), Bounded((-1.0, 1.0))], [Odd(), Bounded((-2.0, 2.0))]]
    assert [question.call for question in exercise.variants[1].parts[0].questions] == ["odd", "bounded([-(2), (2)])"]


ANSWERS = [
    pytest.param(NUMERIC + "also: 5\n", ("4", "5"), id="a single other answer"),
    pytest.param(NUMERIC + "also: [5, 6]\n", ("4", "5", "6"), id="several"),
    pytest.param(FORMULA + "also: [x*x]\n", ("x^2", "x*x"), id="other formulas"),
    pytest.param(NUMERIC, ("4",), id="none"),
]


@pytest.mark.parametrize(("text", "answers"), ANSWERS)
def test_answers(text: str, answers: tuple[str, ...], loaded: Loaded) -> None:
    assert only(loaded(text)).answers == answers


LINES = [
    pytest.param(NUMERIC, 4, id="an answer"),
    pytest.param("title: T\nkind: choice\nask: Which?\nright: a\nwrong:\n  - b: no\n", 4, id="a right option"),
    pytest.param("title: T\nkind: formula\nanswer: |\n  x^2\nask: Which?\n", 3, id="an answer over several lines"),
    pytest.param("title: T\nparts:\n  - kind: numeric\n    ask: Which?\n    answer: 4\n", 5, id="a part's answer"),
]


@pytest.mark.parametrize(("text", "line"), LINES)
def test_the_line_of_a_part_is_that_of_its_answer(text: str, line: int, loaded: Loaded) -> None:
    assert only(loaded(text)).line == line
