"""What the witness of a profile shows, in words and as a point."""

from fractions import Fraction
from math import inf, nan

import pytest

from grader.maths.analysis.findings import Property, Witness, proved, refuted
from grader.report import Grade
from grader.witnesses import said, witnessed


def witness(kind: str, x: str, *y: float) -> Witness:
    return Witness(kind=kind, x=tuple(map(Fraction, x.split())), y=y)


SAID = [
    pytest.param(
        witness("falls", "0 1", 2, 1),
        "Falls from 2 at x = 0 to 1 at x = 1.",
        1,
        "at least 2, as at x = 0",
        "1",
        id="falls",
    ),
    pytest.param(
        witness("falls", "0 1", inf, 1),
        "Falls from beyond 1e308 at x = 0 to 1 at x = 1.",
        1,
        "at least beyond 1e308, as at x = 0",
        "1",
        id="falls from far too large",
    ),
    pytest.param(
        witness("above chord", "-1 0 1", 0, 1, 0),
        "At x = 0 it is 1; on a straight line from x = -1 to x = 1 it would be 0.",
        0,
        "0",
        "1",
        id="above a chord",
    ),
    pytest.param(
        witness("turns", "0 1 2", 0, 1, 0.5),
        "Turns back, and so takes values twice: it is 0 at x = 0, 1 at x = 1 and 0.5 at x = 2.",
        1,
        "a value between 0 and 0.5",
        "1",
        id="turns",
    ),
    pytest.param(
        witness("turns", "0 1 2", 1, 1 + 1e-11, 1),
        "Turns back, and so takes values twice: it is 1 at x = 0, 1.00000000001 at x = 1 and 1 at x = 2.",
        1,
        "a value between 1 and 1",
        "1.00000000001",
        id="turns a little",
    ),
    pytest.param(
        witness("between", "0 5 2", 0, 1, 4),
        "Takes the value 1 twice: x = 5 gives it, and so does some x between 0 and 2, where it goes from 0 to 4.",
        5,
        "a new value",
        "1",
        id="between",
    ),
    pytest.param(
        witness("same value", "0 1", 3, 3),
        "Takes the value 3 twice: at x = 0 and at x = 1.",
        1,
        "not 3, as at x = 0",
        "3",
        id="the same value",
    ),
    pytest.param(witness("not odd", "1 -1", 1, 2), "f(-1) = 2, but −f(1) = -1.", -1, "-1", "2", id="not odd"),
    pytest.param(
        witness("not odd", "0 0", 0.5, 0.5),
        "f(0) = 0.5, and an odd function is 0 there.",
        0,
        "0",
        "0.5",
        id="not 0 at 0",
    ),
    pytest.param(witness("not even", "1 -1", 1, 2), "f(-1) = 2, but f(1) = 1.", -1, "1", "2", id="not even"),
    pytest.param(
        witness("one-sided", "1 -1", 1, nan),
        "Has a value at x = 1, but none at x = -1.",
        -1,
        "a value",
        "no value",
        id="a value on the right alone",
    ),
    pytest.param(
        witness("one-sided", "1 -1", nan, 1),
        "Has a value at x = -1, but none at x = 1.",
        1,
        "a value",
        "no value",
        id="a value on the left alone",
    ),
    pytest.param(witness("no value", "2", nan), "Has no value at x = 2.", 2, "a value", "no value", id="no value"),
    pytest.param(
        witness("no value near", "1/3", nan), "Has no value at x ≈ 0.333333.", 1 / 3, "a value", "no value", id="near"
    ),
    pytest.param(witness("jump", "2", 1), "Jumps at x = 2.", 2, "no jump", "a jump", id="a jump"),
    pytest.param(
        witness("jump near", "1/3", 1), "Jumps at x ≈ 0.333333.", 1 / 3, "no jump", "a jump", id="a jump near a point"
    ),
    pytest.param(
        witness("grows", "1 10 100", 2.5, 1e5, inf),
        "Goes beyond all bounds: 2.5 at x = 1 and 100000 at x = 10 and beyond 1e308 at x = 100.",
        100,
        "a value within some bounds",
        "beyond 1e308",
        id="grows",
    ),
]


@pytest.mark.parametrize(("shown", "sentence", "x", "expected", "actual"), SAID)
def test_every_kind_of_witness_has_its_words(
    shown: Witness, sentence: str, x: float, expected: str, actual: str
) -> None:
    words, seen = said(shown)
    assert words == sentence
    assert (seen.x, seen.expected, seen.actual) == ((x,), expected, actual)


def test_the_first_witness_of_a_kind_speaks() -> None:
    found = refuted(witness("rises", "0 1", 0, 1), witness("falls", "1 2", 1, 0), value="no")
    finding = witnessed(found, "falls", otherwise="Falls somewhere.")
    assert finding.evidence.sentence == "Falls from 1 at x = 1 to 0 at x = 2."
    assert finding.evidence.grade is Grade.REFUTED


@pytest.mark.parametrize("found", [proved("decreasing", "signs"), refuted(witness("rises", "0 1", 0, 1), value="no")])
def test_without_a_witness_the_words_are_given(found: Property) -> None:
    finding = witnessed(found, "falls", otherwise="Falls somewhere.")
    assert (finding.evidence.sentence, finding.evidence.grade) == ("Falls somewhere.", Grade.PROVED)
