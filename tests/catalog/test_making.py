from collections.abc import Callable

import pytest

from grader.answers.choice import Choice
from grader.answers.classify import Classify
from grader.answers.formula import Formula
from grader.answers.multi import Multi
from grader.answers.numeric import Numeric
from grader.answers.witness import Witness
from grader.catalog.making import field_key, field_keys
from grader.catalog.registry import answer_class, answer_names
from grader.checks.increasing import Increasing
from grader.exercise import Exercise
from grader.kinds import AnswerKind

Loaded = Callable[[str], Exercise]
Refused = Callable[[str], list[str]]

HEAD = "title: T\nkind: {}\nask: Which?\n"

MADE = [
    pytest.param("numeric", "answer: 4\npoints: 2\n", Numeric(answer="4", points=2), id="texts become numbers"),
    pytest.param("numeric", "answer: 4\nalso: 5\n", Numeric(answer="4", also=("5",)), id="a text is a list of one"),
    pytest.param("numeric", "answer: 4\ntolerance: 1e-2\n", Numeric(answer="4", tolerance=0.01), id="1e-2 is a number"),
    pytest.param(
        "choice",
        "right: no\nwrong:\n  - yes: a\n  - 1e3: b\norder: fixed\n",
        Choice(right="no", wrong=("yes", "1e3"), order="fixed"),
        id="no, yes and 1e3 are texts",
    ),
    pytest.param("multi", "right: []\nwrong:\n  - a: no\n", Multi(right=(), wrong=("a",)), id="an empty list"),
    pytest.param("multi", "right: b\nwrong:\n  - a: no\n", Multi(right=("b",), wrong=("a",)), id="one right option"),
    pytest.param("formula", "answer: x\nvariables: x, y\n", None, id="letters in one text"),
    pytest.param(
        "formula", "answer: x*y\nvariables: [x, y]\n", Formula(answer="x*y", variables=("x", "y")), id="two letters"
    ),
    pytest.param("formula", "answer: t\nvariables: t\n", Formula(answer="t", variables=("t",)), id="one letter"),
    pytest.param(
        "witness",
        "find: x\nsuch that: x > 2\nanswer: 3\n",
        Witness(find="x", such_that="x > 2", answer="3"),
        id="a key of two words",
    ),
    pytest.param(
        "classify",
        "classes: {up: increasing, down: }\nanswer: {r: up, s: [down]}\nfunctions: {r: x}\n",
        Classify(
            classes={"up": Increasing(), "down": None}, answer={"r": ("up",), "s": ("down",)}, functions={"r": "x"}
        ),
        id="checks of classes",
    ),
    pytest.param(
        "classify",
        "classes: [a, b]\nseveral: true\nanswer: {r: [], s: [a, b]}\n",
        Classify(classes=("a", "b"), several=True, answer={"r": (), "s": ("a", "b")}),
        id="a grid",
    ),
]


@pytest.mark.parametrize(("kind", "fields", "made"), MADE)
def test_makes_a_way_to_answer(
    kind: str, fields: str, made: AnswerKind[object], loaded: Loaded, refused: Refused
) -> None:
    text = HEAD.format(kind) + fields
    if made is None:
        assert refused(text) == ["5:12 variables: “x, y” is not a name; write letters, with commas between"]
        return
    assert loaded(text).variants[0].parts[0].kind == made


PLACES = [
    pytest.param(
        "classify",
        "classes: [a, b]\nanswer:\n  a: a\n  b: c\n",
        ["7:6 “c” of the row “b” is not one of the classes"],
        id="a quoted text is found in the fields",
    ),
    pytest.param(
        "multi", "right: []\n", ["4:8 there are no options: write them under right and wrong"], id="else a key it names"
    ),
    pytest.param(
        "classify",
        "answer: {}\nclasses: [a]\n",
        ["5:10 there are no rows or no classes"],
        id="the key it names stands later",
    ),
    pytest.param(
        "classify",
        "classes: [a]\nanswer:\n" + "".join(f"  r{i}: a\n" for i in range(27)),
        ["1:1 there may be up to 26 rows"],
        id="else the part begins there",
    ),
    pytest.param(
        "classify",
        "classes: [a]\nvars: {k: [1]}\nanswer: {r: 'z{{k}}'}\n",
        ["6:10 “z1” of the row “r” is not one of the classes"],
        id="the next text it quotes",
    ),
    pytest.param("multi", "right:\n  - a\n  - [b]\n", ["6:5 each of right should be a text"], id="an item of a list"),
    pytest.param("multi", "right:\n  - a\n  -\n", ["6:4 each of right should be a text"], id="an empty item of a list"),
    pytest.param(
        "classify",
        "classes: [[a], b]\nanswer: {r: b}\n",
        ["4:10 classes should be keys and values", "4:11 each of classes should be a text"],
        id="a list that may be a map",
    ),
    pytest.param(
        "classify",
        "classes: [a]\nanswer: {r: [[a]]}\n",
        ["5:14 each of answer should be a text"],
        id="deep in lists and keys",
    ),
    pytest.param(
        "numeric",
        "answer: [4]\ntolerance: few\npoints: none\n",
        [
            "4:9 answer should be a text",
            "5:12 tolerance should be a number such as 0.001",
            "6:9 points is a whole number from 1 to 100, not “none”",
        ],
        id="three fields",
    ),
    pytest.param(
        "witness",
        "find: x, 1\nsuch that: x > y\nanswer: x=1\n",
        [
            "4:7 find: “1” is not a name; write letters, with commas between",
            "5:16 such that: “y” is not a name I know; the variables here are x, 1",
        ],
        id="letters and the condition on them",
    ),
    pytest.param(
        "classify",
        "classes: {a: ood, b: lipschitz}\nanswer: {r: a}\n",
        [
            "4:14 unknown check “ood”; did you mean odd?",
            "4:22 lipschitz needs constant, as in lipschitz(constant)",
        ],
        id="two classes",
    ),
]


@pytest.mark.parametrize(("kind", "fields", "faults"), PLACES)
def test_says_where_a_field_is_wrong(kind: str, fields: str, faults: list[str], refused: Refused) -> None:
    assert refused(HEAD.format(kind) + fields) == faults


@pytest.mark.parametrize("name", answer_names())
def test_every_field_has_a_key(name: str) -> None:
    kind = answer_class(name)
    keys = field_keys(kind)
    assert len(set(keys)) == len(keys)
    assert all("_" not in key for key in keys)


def test_a_field_is_spelled_with_spaces_in_files() -> None:
    assert field_key("such_that") == "such that"
    assert field_key("answer") == "answer"
