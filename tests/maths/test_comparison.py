from fractions import Fraction

import pytest

from grader.maths.comparison import Invalid, compare, sentence, to_dict
from grader.maths.outcome import Different, Equality, Gap, Same, Unknown

LEFT, RIGHT = Gap(at=(Fraction(-1),), side="left"), Gap(at=(Fraction(1, 3),), side="right")


@pytest.mark.parametrize(
    ("outcome", "told", "data"),
    [
        pytest.param(Same(), "the same function (proved)", ["same", "proved", "same", None, None, None], id="proved"),
        pytest.param(
            Same(how="agreed", gaps=(LEFT,)),
            "same; their domains: left wider, see -1.0",
            ["same", "agreed", "left wider", -1.0, None, None],
            id="the left is wider",
        ),
        pytest.param(
            Same(how="agreed", gaps=(RIGHT, LEFT)),
            "same; their domains: differs, see 0.3333333333333333",
            ["same", "agreed", "differs", 1 / 3, None, None],
            id="each has a hole",
        ),
        pytest.param(
            Different(at=(Fraction(2),), left=1.0, right=float("-inf")),
            "different: at 2.0 the left one gives 1.0, the right one -inf",
            ["different", None, "same", 2.0, 1.0, "-inf"],
            id="different",
        ),
        pytest.param(
            Different(at=(Fraction(2), Fraction(-1, 2)), left=1.0, right=2.0, gaps=(LEFT,)),
            "different: at [2.0, -0.5] the left one gives 1.0, the right one 2.0",
            ["different", None, "left wider", [2.0, -0.5], 1.0, 2.0],
            id="different, in two variables",
        ),
        pytest.param(
            Different(at=(Fraction(-(10**400) * 8, 7),), left=1.0, right=2.0),
            "different: at -1.142857e+400 the left one gives 1.0, the right one 2.0",
            ["different", None, "same", "-1.142857e+400", 1.0, 2.0],
            id="beyond float64",
        ),
        pytest.param(
            Different(left=1.0, right=2.0),
            "different: the left one gives 1.0, the right one 2.0",
            ["different", None, "same", None, 1.0, 2.0],
            id="different numbers",
        ),
        pytest.param(
            Unknown(why="only 3 points could be compared"),
            "unknown: only 3 points could be compared",
            ["unknown", None, "same", None, None, None],
            id="unknown",
        ),
        pytest.param(
            Unknown(why="only 3 points could be compared", gaps=(LEFT,)),
            "unknown: only 3 points could be compared; their domains: left wider, see -1.0",
            ["unknown", None, "left wider", -1.0, None, None],
            id="unknown, but for the domains",
        ),
    ],
)
def test_an_outcome_is_told(outcome: Equality, told: str, data: list[object]) -> None:
    assert sentence(outcome) == told
    keys = ["verdict", "how", "domain", "at", "left", "right"]
    assert list(to_dict(outcome).items()) == list(zip(keys, data, strict=True))


@pytest.mark.parametrize(
    ("texts", "side", "told"),
    [
        pytest.param(("lgo(x)", "?", ""), "left", "The left formula can't be read, at character 1: “lgo”", id="left"),
        pytest.param(
            ("x", "x+lgo(x)", ""), "right", "The right formula can't be read, at character 3: “lgo”", id="right"
        ),
        pytest.param(("x", "x", "x"), "where", "The condition can't be read, at character 1: ", id="no condition"),
    ],
)
def test_what_cannot_be_read_is_told(texts: tuple[str, str, str], side: str, told: str) -> None:
    outcome = compare(*texts)
    assert isinstance(outcome, Invalid)
    assert sentence(outcome).startswith(told)
    assert to_dict(outcome) == {
        "verdict": "invalid",
        "side": side,
        "message": outcome.message,
        "position": outcome.position,
    }


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        pytest.param(("x+x", "2*x", ""), Same, id="the same"),
        pytest.param(("x", "2*x", ""), Different, id="different"),
        pytest.param(("abs(x)", "x", "x >= 0"), Same, id="the same where the condition holds"),
        pytest.param(("abs(x)", "-x", "x >= 0"), Different, id="different there"),
        pytest.param(("1/3", "2/6", ""), Same, id="numbers"),
    ],
)
def test_texts_are_compared_as_functions(texts: tuple[str, str, str], kind: type) -> None:
    assert isinstance(compare(*texts), kind)


def test_the_variables_are_what_one_says() -> None:
    assert isinstance(compare("x+y", "y+x", variables=("x", "y")), Same)
    assert isinstance(compare("x+y", "y+x"), Invalid)
