from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from grader.catalog.faults import Faults
from grader.catalog.filled import Filled
from grader.nodes import Mapping, read

TEXT = """\
one: '{{k}}*x'
several: ['{{k}}', b]
nested: [[a]]
empty:
block: |
  first
  {{m}}
"""


@pytest.fixture
def filled() -> Filled:
    tree = read(TEXT)
    assert isinstance(tree, Mapping)
    return Filled(tree=tree, values={"k": Fraction(-2)}, faults=Faults(path=Path("a.yaml")))


def noted(filled: Filled) -> list[str]:
    return [f"{fault.line}:{fault.column} {fault.message}" for fault in filled.faults.found]


FOUND: list[tuple[str, Callable[[Filled], object], object]] = [
    ("a text", lambda filled: filled.text("one"), "-2*x"),
    ("a formula", lambda filled: filled.text("one", formula=True), "(-2)*x"),
    ("a list of texts", lambda filled: filled.texts("several"), ("-2", "b")),
    ("a list of formulas", lambda filled: filled.texts("several", formula=True), ("(-2)", "b")),
    ("a text is a list of one", lambda filled: filled.texts("one"), ("-2*x",)),
    ("nothing written is no text", lambda filled: filled.text("empty"), ""),
    ("nothing written is no list", lambda filled: filled.texts("empty"), ()),
    ("what is not there is no text", lambda filled: filled.text("other"), ""),
    ("what is not there is no list", lambda filled: filled.items("other"), ()),
]


@pytest.mark.parametrize(("read", "found"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_reads(read: Callable[[Filled], object], found: object, filled: Filled) -> None:
    assert read(filled) == found
    assert noted(filled) == []


NOTED: list[tuple[str, Callable[[Filled], object], str]] = [
    ("a list where a text is due", lambda filled: filled.text("several"), "2:10 several should be a text"),
    ("a list in a list", lambda filled: filled.texts("nested"), "3:10 each of nested should be a text"),
    (
        "a line of a block",
        lambda filled: filled.text("block"),
        "7:1 {{m}}: “m” is not one of the variables; the variables are k",
    ),
]


@pytest.mark.parametrize(("read", "fault"), [row[1:] for row in NOTED], ids=[row[0] for row in NOTED])
def test_notes_what_cannot_be_read(read: Callable[[Filled], object], fault: str, filled: Filled) -> None:
    assert not "".join(read(filled))  # type: ignore[arg-type]  # a text, or texts
    assert noted(filled) == [fault]


def test_notes_unknown_empty_and_missing_keys(filled: Filled) -> None:
    filled.refuse_unknown(("one", "several", "empty", "block", "nest"), needed=("one", "two"))
    assert noted(filled) == [
        "3:1 unknown key “nested”; did you mean nest?",
        "4:1 the key “empty” has no value",
        "1:1 needs the key “two”",
    ]
