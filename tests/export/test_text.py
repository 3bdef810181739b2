from collections.abc import Callable
from dataclasses import replace

import pytest

from grader.export.text import render
from grader.report import CheckResult, Observation, PartResult, Report, Verdict, failed, passed, skipped
from grader.submission import Place

Compare = Callable[[str, str], None]
Reports = tuple[Report, ...]
Places = dict[str, Place]


def one(part: PartResult) -> Report:
    return Report(submission="s", exercise="e", title="T", revision="r", version="v", variant=0, seed=0, parts=(part,))


def asked(answer: str, at: int) -> list[str]:
    """The lines that show where an answer can't be read."""
    part = PartResult(name="answer", answer=answer, message="No.", at=at, checks=())
    rows = render([one(part)], {}).splitlines()
    return rows[1 : rows.index("No.")]


def test_all_reports_read_as_agreed(reports: Reports, places: Places, agrees_with_golden: Compare) -> None:
    agrees_with_golden("text.txt", render(reports, places))


def test_one_report_is_not_counted_and_does_not_say_whose_it_is(reports: Reports) -> None:
    assert render(reports[:1], {}).splitlines() == [
        "Write down SiLU (name-silu)",
        "understood: x*sigmoid(x)",
        "✓ defined          required",
        "✓ equals(silu(x))  3/3",
        "points: 3 of 3 (passed)",
    ]


def test_no_reports_are_counted_too() -> None:
    assert render([], {}) == "0 submissions\n"


def test_no_line_with_a_space_to_break_at_is_wider_than_a_hundred_columns() -> None:
    words = "word 漢字 " * 80
    part = PartResult(
        name="answer",
        answer="y" * 300,
        message=words,
        at=150,
        checks=(CheckResult(call="c", worth=1, finding=failed(words, Observation(expected=words, actual=words))),),
        feedback=(words, words),
    )
    judged = replace(part, message="", understood="")
    for shown in (part, judged):
        text = render([replace(one(shown), hint=words, title=words)], {})
        assert all(len(row) + sum(character in "漢字" for character in row) <= 100 for row in text.splitlines())


@pytest.mark.parametrize(
    ("answer", "at", "line", "caret"),
    [
        pytest.param("sgmoid(x)", 0, "  sgmoid(x)", "  ^", id="under the first character"),
        pytest.param("x*sgmoid(x)", 2, "  x*sgmoid(x)", "    ^", id="under a later one"),
        pytest.param("x+", 2, "  x+", "    ^", id="behind the end"),
        pytest.param("x+", 99, "  x+", "    ^", id="beyond the end counts as behind it"),
        pytest.param("x", -3, "  x", "  ^", id="before the beginning counts as the beginning"),
        pytest.param("\tx\u00a0y", 1, "   x y", "   ^", id="a tab is one space"),
        pytest.param("漢x", 1, "  漢x", "    ^", id="behind a wide character"),
        pytest.param("e\u0301+", 2, "  e\u0301+", "   ^", id="behind a combining mark"),
        pytest.param("ye\u0301", 2, "  ye\u0301", "   ^", id="a combining mark is shown at its letter"),
        pytest.param("\u0301", 0, "  \u0301", "  ^", id="a combining mark alone"),
        pytest.param("x\u202ey", 1, "  x\ufffdy", "   ^", id="a mark of direction shows"),
        pytest.param("a\x1b[m", 1, "  a␛[m", "   ^", id="an escape character shows"),
        pytest.param(
            "\x7f\ud800\x9b", 0, "  ␡\ufffd\ufffd", "  ^", id="so do those beyond ASCII, and half a character"
        ),
        pytest.param("x\n", 1, "  x", "   ^", id="a line end alone does not make two lines"),
        pytest.param("a\nb\nc", 2, "  line 2: b", "          ^", id="the line is named where there are several"),
        pytest.param("a\r\nb+\r\nc", 5, "  line 2: b+", "            ^", id="line ends of Windows do not show"),
        pytest.param("a\nb", 1, "  line 1: a", "           ^", id="a line end belongs to the line before it"),
    ],
)
def test_the_caret_stands(answer: str, at: int, line: str, caret: str) -> None:
    assert asked(answer, at) == [line, caret]


@pytest.mark.parametrize(
    ("at", "begins", "ends"),
    [
        pytest.param(0, "0123", "…", id="at the beginning the end is cut"),
        pytest.param(150, "…", "…", id="in the middle both"),
        pytest.param(299, "…", "6789", id="at the end the beginning"),
        pytest.param(300, "…", "6789", id="behind the end too"),
    ],
)
def test_a_long_line_is_cut_around_the_position(at: int, begins: str, ends: str) -> None:
    answer = "0123456789" * 30
    line, caret = asked(answer, at)
    assert len(line) in {98, 99, 100}
    assert line.strip().startswith(begins)
    assert line.endswith(ends)
    assert (line + " ")[caret.index("^")] == (answer + " ")[at]


def test_a_long_line_of_wide_characters_is_cut_by_columns() -> None:
    line, caret = asked("漢" * 80 + "!" + "字" * 80, 80)
    shown = line.strip()
    assert 2 * len(shown) <= 100
    assert caret.index("^") == 2 + 1 + 2 * shown[1:].index("!")


def test_nothing_is_shown_of_an_empty_answer() -> None:
    assert asked(" \n", 0) == []


def test_an_answer_understood_as_typed_but_for_spaces_is_not_repeated() -> None:
    part = PartResult(name="answer", answer=" x  + 1", understood="x + 1", checks=())
    assert "understood" not in render([one(part)], {})
    assert "understood: x - 1\n" in render([one(replace(part, understood="x - 1"))], {})


def test_a_program_is_understood_line_by_line() -> None:
    part = PartResult(name="answer", answer="p", understood="def f(x):\r\n\treturn x\r\n", checks=())
    text = render([one(part)], {})
    assert "\nunderstood: def f(x):\n                return x\n" in text


def test_a_sentence_that_is_also_the_feedback_stands_once() -> None:
    check = CheckResult(call="c", worth=1, finding=failed("It falls."))
    part = PartResult(name="answer", answer="x", checks=(check,))
    for feedback in ((), ("It falls.",)):
        assert render([one(replace(part, feedback=feedback))], {}).count("It falls.") == 1


def test_a_message_that_is_also_the_feedback_stands_once() -> None:
    part = PartResult(name="answer", answer="x", message="No.", checks=(), feedback=("No.",))
    assert render([one(part)], {}).count("No.") == 1


GATE = CheckResult(call="g", worth=0, gate=True, finding=failed("No."))
RIGHT = CheckResult(call="r", worth=2, finding=passed("Yes."))


@pytest.mark.parametrize(
    ("checks", "consolation", "row"),
    [
        pytest.param((GATE, RIGHT), 0, "0 of 2 here: nothing counts while a required check fails", id="behind a gate"),
        pytest.param(
            (GATE, RIGHT),
            1,
            "1 of 2 here: nothing counts while a required check fails; what is right in this answer earns 1",
            id="behind a gate, but not for nothing",
        ),
        pytest.param(
            (replace(RIGHT, finding=failed("No.")),),
            1,
            "1 of 2 here: what is right in this answer earns 1",
            id="a known mistake that is half right",
        ),
    ],
)
def test_points_that_are_not_the_sum_are_explained(checks: tuple[CheckResult, ...], consolation: int, row: str) -> None:
    part = PartResult(name="answer", answer="x", checks=checks, consolation=consolation)
    assert row in render([one(part)], {}).splitlines()


def test_points_that_are_the_sum_are_not_explained() -> None:
    part = PartResult(name="answer", answer="x", checks=(RIGHT,), consolation=1)
    assert " here: " not in render([one(part)], {})


def test_a_gate_that_is_worth_points_says_both() -> None:
    part = PartResult(name="answer", answer="x", checks=(replace(RIGHT, gate=True),))
    assert "✓ r  2/2 required" in render([one(part)], {}).splitlines()


def test_every_verdict_has_its_mark_and_its_place_in_the_count() -> None:
    found = {verdict: replace(passed("S."), verdict=verdict) for verdict in Verdict}
    parts = [
        PartResult(name="a", answer="x", checks=(CheckResult(call=verdict.value, worth=1, finding=finding),))
        for verdict, finding in found.items()
    ]
    text = render([one(part) for part in parts], {})
    marks = {row.split()[1]: row[0] for row in text.splitlines() if row.endswith("/1")}
    assert marks == {
        "passed": "✓",
        "failed": "✗",
        "unreadable": "✎",
        "skipped": "–",
        "undecided": "?",
        "judge_error": "!",
    }
    assert text.endswith("\n6 submissions: 1 full marks, 1 undecided, 2 less, 1 unreadable, 1 judge error\n")


def test_only_what_the_reader_must_know_is_explained() -> None:
    found = {verdict: replace(skipped(f"Evidence of {verdict}."), verdict=verdict) for verdict in Verdict}
    checks = tuple(CheckResult(call="c", worth=1, finding=finding) for finding in found.values())
    text = render([one(PartResult(name="a", answer="x", checks=checks))], {})
    told = {verdict for verdict in Verdict if f"Evidence of {verdict}." in text}
    assert told == set(Verdict) - {Verdict.PASSED, Verdict.SKIPPED}


def test_no_character_that_a_terminal_would_obey_gets_through(reports: Reports, places: Places) -> None:
    text = render(reports, places)
    assert all(character.isprintable() for character in text.replace("\n", ""))


def test_nothing_that_a_program_prints_begins_like_a_command() -> None:
    seen = failed("No.")
    seen = replace(seen, evidence=replace(seen.evidence, output="one\n::error::two\n  ::set-output x\nthree::"))
    part = PartResult(name="answer", answer="a", checks=(CheckResult(call="odd", worth=1, finding=seen),))
    lines = render([one(part)], {}).splitlines()
    assert not [line for line in lines if line.lstrip().startswith("::")]
    assert any("three::" in line for line in lines)


def test_a_contest_says_what_its_entry_scores(entry: Report) -> None:
    assert render([entry], {}).splitlines()[-3:] == [
        "Scores 0.972 ± 0.005 over 10 hidden seeds.",
        "2 of 10 networks ended with numbers that are not finite; they count as chance.",
        "points: 1 of 1 (passed)",
    ]


def test_public_seeds_are_called_so_and_finite_networks_are_not_counted(entry: Report) -> None:
    assert entry.score is not None
    public = replace(entry, score=replace(entry.score, hidden=False, diverged=0))
    assert render([public], {}).splitlines()[-2:] == [
        "Scores 0.972 ± 0.005 over 10 public seeds.",
        "points: 1 of 1 (passed)",
    ]


def test_an_entry_that_is_not_ranked_says_why(entry: Report) -> None:
    rows = render([replace(entry, score=None, unranked="Not ranked.")], {}).splitlines()
    assert rows[-2:] == ["Not ranked.", "points: 1 of 1 (passed)"]
