from pathlib import Path

import pytest

from grader import catalog, terminal
from grader.errors import CallError, Fault
from grader.exercise import Exercise
from grader.maths.analysis import profile
from grader.maths.numerics import DTYPES, numerics
from grader.maths.reading import parse
from grader.verification import Verification, prove

SCALE = """\
title: "Scale [bold]it[/bold]"
kind: formula
vars: {k: [2, 3]}
difficulty: 3
minutes: 4
ask: |
  Write ${{k}}x$.

answer: "{{k}}*x"
also: ["x*{{k}}"]
wrong:
  - x: Times {{k}}, please.
hints:
  - Look at $x=5$.
  - It is $5\\cdot{{k}}$.
"""
PARTS = """\
title: Two parts
ask: Say both.
parts:
  - name: one
    kind: choice
    ask: Which?
    right: "[bold]"
    wrong:
      - no: Not that.
      - nor this: Not this.
    order: fixed
    hints: [Choose.]
  - kind: numeric
    ask: How many?
    answer: 2
    wrong:
      - 3: One less.
      - 1: One more.
"""
MANY = """\
title: Many rows
kind: classify
ask: Sort them.
classes: [small, large]
answer: {1: small, 2: small, 3: small, 4: small, 5: small, 6: large, 7: large, 8: large, 9: large}
order: fixed
wrong:
  - 1: Small.
  - 9: Large.
hints: [Count.]
"""


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)


def load(tmp_path: Path, text: str) -> Exercise:
    path = tmp_path / "unit" / "mine.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return catalog.load_exercise(path)


def rows(text: str) -> list[list[str]]:
    """Return the cells of a table's lines."""
    return [[cell.strip() for cell in line[1:-1].split("│")] for line in text.splitlines() if line.startswith("│")]


def test_a_preview_shows_every_variant_as_it_is_asked(tmp_path: Path) -> None:
    assert terminal.preview(load(tmp_path, SCALE), (0, 1)) == (
        "Scale [bold]it[/bold]  (mine, difficulty 3, 4 min)\n"
        "\n── variant 0 of 2: k = 2\n"
        "\nWrite $2x$.\n"
        "  hint 1: Look at $x=5$.\n"
        "  hint 2: It is $5\\cdot2$.\n"
        "\n── variant 1 of 2: k = 3\n"
        "\nWrite $3x$.\n"
        "  hint 1: Look at $x=5$.\n"
        "  hint 2: It is $5\\cdot3$.\n"
    )


def test_a_preview_shows_parts_and_what_is_offered(tmp_path: Path) -> None:
    assert terminal.preview(load(tmp_path, PARTS), (0,)) == (
        "Two parts  (mine, difficulty 2, 10 min)\n"
        "\nSay both.\n"
        "\none) Which?\n"
        "   • [bold]\n"
        "   • no\n"
        "   • nor this\n"
        "  hint 1: Choose.\n"
        "\nb) How many?\n"
    )


def test_a_preview_shows_rows_and_then_the_classes(tmp_path: Path) -> None:
    lines = terminal.preview(load(tmp_path, MANY), (0,)).splitlines()
    assert lines[3] == "   • a) 1"
    assert lines[11:] == ["   • i) 9", "   • classes: small, large", "  hint 1: Count."]


@pytest.mark.parametrize("number", [-1, 2])
def test_a_variant_that_is_not_there_is_a_fault_of_the_call(tmp_path: Path, number: int) -> None:
    with pytest.raises(CallError, match="they are numbered 0 to 1"):
        terminal.preview(load(tmp_path, SCALE), (0, number))


def test_a_table_has_a_row_for_each_answer_and_a_column_for_each_check(tmp_path: Path) -> None:
    text = terminal.proof_table(prove(load(tmp_path, SCALE)))
    assert text.startswith("mine: Scale [bold]it[/bold] (2 variants)\n")
    assert "┃ answer" in text
    assert "equals(answer) ┃ points ┃" in text
    assert rows(text) == [["(2)*x", "✓", "1/1"], ["x*(2)", "✓", "1/1"], ["x", "✗", "0/1"]]


def test_a_table_stands_for_each_part_and_advice_below(tmp_path: Path) -> None:
    text = terminal.proof_table(prove(load(tmp_path, PARTS)))
    titles = [line.strip() for line in text.splitlines() if line.startswith("part ")]
    assert titles == ["part one", "part b"]
    assert rows(text)[:2] == [["[bold]", "✓", "1/1"], ["no", "✗", "0/1"]]
    assert f"\nadvice: {tmp_path}/unit/mine.yaml:" in text
    assert "part b has no hint\n" in text


def test_of_many_checks_the_failed_ones_are_listed(tmp_path: Path) -> None:
    text = terminal.proof_table(prove(load(tmp_path, MANY)))
    assert "fails" in text
    assert [(cells[1], cells[2]) for cells in rows(text)] == [("", "9/9"), ("row a", "8/9"), ("row i", "8/9")]


def test_a_verification_ends_with_its_faults_and_their_number(tmp_path: Path) -> None:
    proof = prove(load(tmp_path, SCALE))
    fault = Fault(path="other/" + "long/" * 30 + "x.yaml", line=3, message="is [red]not[/red] \x1b[31mright")
    text = terminal.verification_table(Verification(proofs=(proof,), others=(fault,)))
    assert text.splitlines()[-2:] == [
        f"{fault.path}:3:1 is [red]not[/red] ␛[31mright",
        "1 exercise, 3 answers in first variants: 1 fault",
    ]


@pytest.mark.parametrize(
    ("proofs", "faults", "last"),
    [
        pytest.param(1, 0, "1 exercise, 3 answers in first variants: all as foretold", id="no fault"),
        pytest.param(2, 2, "2 exercises, 6 answers in first variants: 2 faults", id="several"),
        pytest.param(0, 1, "0 exercises, 0 answers in first variants: 1 fault", id="nothing else"),
    ],
)
def test_a_verification_is_counted(tmp_path: Path, proofs: int, faults: int, last: str) -> None:
    proof, fault = prove(load(tmp_path, SCALE)), Fault(path="x.yaml", message="is wrong")
    text = terminal.verification_table(Verification(proofs=(proof,) * proofs, others=(fault,) * faults))
    assert text.splitlines()[-1] == last


def test_a_narrow_terminal_breaks_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    fault = Fault(path="a/rather/long/path/to/x.yaml", message="is wrong in many words that go on and on")
    proof = prove(load(tmp_path, SCALE))
    assert f"\n{fault}\n" in terminal.verification_table(Verification(proofs=(proof,), others=(fault,)))


def test_a_profile_has_its_properties_and_what_a_computer_makes_of_it() -> None:
    told = terminal.profile(profile("relu(x)"), numerics(parse("relu(x)")))
    first, *rows = told.splitlines()
    assert first == "f(x) = relu(x)"
    assert any("Kinks" in row and "at 0" in row and "✓ proved" in row for row in rows)
    assert any("Takes no value twice" in row and "✗ f(" in row for row in rows)
    assert rows[-3:] == [f"{dtype}: nothing goes wrong for |x| up to 10000" for dtype in DTYPES]


def test_a_profile_is_coloured_where_colours_can_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    told = terminal.profile(profile("x*exp(x)/(1+exp(x))"), numerics(parse("x*exp(x)/(1+exp(x))")))
    assert "\x1b[32m✓ proved" in told
    assert "\x1b[31m✗ " in told
    assert "\x1b[31mfloat32: nan instead of 88.72" in told
    assert told.rstrip().endswith("\x1b[33mx*sigmoid(x) is the same function without these faults.\x1b[0m")
