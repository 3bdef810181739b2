from collections.abc import Callable
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt  # rich brings it along
from markdown_it.token import Token

from grader.export.markdown import render
from grader.report import CheckResult, Observation, PartResult, Report, failed
from grader.submission import Place

Reports = tuple[Report, ...]


def test_all_reports_read_as_agreed(
    reports: Reports, places: dict[str, Place], agrees_with_golden: Callable[[str, str], None]
) -> None:
    agrees_with_golden("markdown.md", render(reports, places))


def test_no_reports_are_counted_without_a_table() -> None:
    assert render([], {}) == "**0 submissions**\n"


def test_every_row_of_the_table_has_four_cells(reports: Reports, places: dict[str, Place]) -> None:
    rows = [row for row in render(reports, places).splitlines() if row.startswith("| ")]
    assert len(rows) == 2 + len(reports)
    assert {row.count("|") for row in rows} == {5}


def tokens(text: str) -> list[Token]:
    """What a reader of Markdown makes of a text, blocks and what is in them alike."""
    parsed = MarkdownIt("commonmark").enable("table").parse(text)
    return [token for block in parsed for token in (block, *(block.children or ()))]


def contents(text: str, kind: str) -> list[str]:
    return [token.content for token in tokens(text) if token.type == kind]


def about(part: PartResult) -> Report:
    return Report(submission="s", exercise="e", title="T", revision="r", version="v", variant=0, seed=0, parts=(part,))


WORDS = [
    pytest.param("a*b* _c_ **d** ~~e~~", id="emphasis"),
    pytest.param("<b>x</b> & &amp; <!-- y -->", id="HTML"),
    pytest.param("[a](b) ![c](d) <http://e>", id="links and pictures"),
    pytest.param("`x` ``y", id="backticks"),
    pytest.param("a | b \\| c \\", id="bars and backslashes"),
    pytest.param("$x^2$ # @you", id="formulas, headings, people"),
    pytest.param("- a", id="a list"),
    pytest.param("+ a", id="another list"),
    pytest.param("12. a", id="a numbered list"),
    pytest.param("3) a", id="another numbered list"),
    pytest.param("# a #", id="a heading, closed"),
    pytest.param("> a", id="a quotation"),
    pytest.param("===", id="a line under a heading"),
    pytest.param("---", id="a rule"),
    pytest.param("```", id="a fence"),
]


@pytest.mark.parametrize("words", WORDS)
def test_words_mean_themselves_wherever_they_stand(words: str) -> None:
    check = CheckResult(call="c", worth=1, finding=failed(words, Observation(expected=words, actual=words)))
    judged = PartResult(name=words, answer="x", checks=(check,), feedback=(f"{words}\n{words}",))
    unread = PartResult(name=words, message=words, checks=())
    report = replace(about(judged), parts=(judged, unread), title=words, learner=words, hint=words)
    seen = tokens(render([report], {"s": Place(path=words)}))
    plain = "".join(token.content if token.type in {"text", "text_special"} else "¶" for token in seen)
    # table: learner, path, title; heading: title, learner, path; 2 names, sentence, expected, actual, 2 of feedback,
    # message, hint
    assert plain.count(words) == 15
    marked = {
        "em_open",
        "s_open",
        "link_open",
        "image",
        "html_inline",
        "html_block",
        "fence",
        "hr",
        "ordered_list_open",
    }
    assert not marked & {token.type for token in seen}
    assert contents(render([report], {}), "code_inline") == ["x", "c"]


TYPED = [
    pytest.param("x", id="plain"),
    pytest.param("`x`", id="backticks at the ends"),
    pytest.param("a`b``c```d", id="backticks in runs"),
    pytest.param(" x ", id="spaces at the ends"),
    pytest.param(" x", id="a space in front"),
    pytest.param("a\\`b\\", id="backslashes"),
    pytest.param("<b> &amp; *x* | $y$", id="HTML and marks"),
]


@pytest.mark.parametrize("typed", TYPED)
def test_a_line_of_an_answer_shows_as_typed(typed: str) -> None:
    part = PartResult(name="a", answer=typed, understood=f"{typed}!", checks=())
    assert contents(render([about(part)], {}), "code_inline") == [typed, f"{typed}!".strip()]


@pytest.mark.parametrize("typed", TYPED)
def test_several_lines_of_an_answer_show_as_typed(typed: str) -> None:
    answer = f"{typed}\n````\n  # {typed}\n"
    part = PartResult(name="a", answer=answer, checks=())
    assert contents(render([about(part)], {}), "fence") == [answer]


def test_the_place_that_cannot_be_read_is_shown_in_a_fence() -> None:
    part = PartResult(name="a", answer="`sgmoid(x)", message="No.", at=1, checks=())
    assert contents(render([about(part)], {}), "fence") == ["`sgmoid(x)\n ^\n"]


def test_a_contest_says_what_its_entry_scores(entry: Report) -> None:
    assert "\n\nScores 0.972 ± 0.005 over 10 hidden seeds.\n\n2 of 10 networks ended" in render([entry], {})
