import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import choosing, nodes
from grader.errors import AnswerError

OPTIONS = ("Swap ReLU, or: [not]", "Swap 'nothing'", "$x$", "$x$ and $y$", "Straße")

CHOSEN = [
    pytest.param("swap relu, or: [not]", OPTIONS[0], id="all of it"),
    pytest.param("SWAP R", OPTIONS[0], id="a beginning in other case"),
    pytest.param("x", "$x$", id="all of one and the beginning of another"),
    pytest.param("x  $a", "$x$ and $y$", id="a beginning without dollars, with spaces"),
    pytest.param("STRASSE", "Straße", id="two spellings of one letter"),
    pytest.param("swap\u00a0r", OPTIONS[0], id="a space that does not break"),
]

NOT_CHOSEN = [
    pytest.param(
        "swap", "This could be “Swap ReLU, or: [not]” or “Swap 'nothing'”; write a little more of it.", id="two"
    ),
    pytest.param("", "“” is not one of the options: Swap ReLU", id="nothing begins everything and means nothing"),
    pytest.param("$$$", "“$$$” is not one of the options", id="dollars alone"),
    pytest.param("swap relu or [not]", "; did you mean Swap ReLU, or: [not]?", id="the nearest"),
    pytest.param(
        "relu", "“relu” is not one of the options: Swap ReLU, or: [not]; Swap 'nothing'", id="from its middle"
    ),
    pytest.param("q" * 61, "“" + "q" * 60 + "…” is not one of", id="a long one is shortened"),
    pytest.param("q" * 60, "“" + "q" * 60 + "” is not one of", id="a shorter one is not"),
]


@pytest.mark.parametrize(("text", "option"), CHOSEN)
def test_finds_the_option(text: str, option: str) -> None:
    assert choosing.chosen(text, OPTIONS) == option


@pytest.mark.parametrize(("text", "message"), NOT_CHOSEN)
def test_refuses(text: str, message: str) -> None:
    with pytest.raises(AnswerError) as caught:
        choosing.chosen(text, OPTIONS, at=7)
    assert message in caught.value.message
    assert caught.value.at == 7


@given(st.sampled_from(OPTIONS), st.integers(min_value=0))
def test_a_beginning_never_finds_an_option_that_begins_otherwise(option: str, length: int) -> None:
    beginning = option[:length]
    found = [one for one in OPTIONS if choosing.plain(one).startswith(choosing.plain(beginning))]
    assert option in found
    if len(found) == 1:
        assert choosing.chosen(beginning, OPTIONS) == option


STANDS = [
    pytest.param("$x$", "Look at $x$.", True, id="a formula among words"),
    pytest.param("x", "Expand the exponent.", False, id="a letter inside words"),
    pytest.param("1", "It is 10.", False, id="a digit inside a number"),
    pytest.param("$|x|$", "Is $|X|$ even?", True, id="signs and case"),
    pytest.param("is a line", "It is  a\nline.", True, id="spaces"),
    pytest.param("(a.b)", "(axb)", False, id="signs mean themselves"),
]


@pytest.mark.parametrize(("option", "text", "stands"), STANDS)
def test_an_option_stands_in_a_text_as_words_of_its_own(option: str, text: str, stands: bool) -> None:  # noqa: FBT001  a column
    assert choosing.stands_in(option, text) is stands


DOUBTS = [
    pytest.param(("a", "b"), (), id="two that differ"),
    pytest.param(("a", "$A$", "b"), ("“a” stands there twice", "“$A$” stands there twice"), id="twins"),
    pytest.param(("a", "a"), ("“a” stands there twice",), id="the same twice is said once"),
    pytest.param(
        ("a", "All of the above."), ("“All of the above.” speaks of the other options",), id="all of the above"
    ),
    pytest.param(("a", "none  of these"), ("speaks of the other options; name what holds",), id="none of these"),
    pytest.param(("a", "all of the above lines"), (), id="only the beginning of such words"),
]


@pytest.mark.parametrize(("options", "expected"), DOUBTS)
def test_doubts(options: tuple[str, ...], expected: tuple[str, ...]) -> None:
    doubts = choosing.doubts(options)
    assert len(doubts) == len(expected)
    assert all(words in doubt for words, doubt in zip(expected, doubts, strict=True))


def test_reads_yaml_as_nodes_do() -> None:
    assert choosing.read("[a, {b: c}]", "advice") == nodes.read("[a, {b: c}]")


def test_gives_advice_where_the_text_is_no_yaml() -> None:
    with pytest.raises(AnswerError, match="use brackets") as caught:
        choosing.read("[a, *b]", "use brackets")
    assert caught.value.at == 4


def test_reads_no_more_characters_than_an_answer_may_have() -> None:
    longest = "a" * choosing.LONGEST
    assert isinstance(choosing.read(longest, "advice"), nodes.Scalar)
    with pytest.raises(AnswerError, match="may have up to 4000 characters; it has 4001") as caught:
        choosing.read(longest + "a", "advice")
    assert caught.value.at == choosing.LONGEST


BARE = ["odd", "not affine", "$|x|$", "f(x)", "\\tanh x", "3x - 1", "null", "Übung", "(a)"]
QUOTED = [
    "a, b",
    "a: b",
    "[x > 0]",
    "{a}",
    "# a",
    "it's",
    '"a"',
    "* a",
    "&a",
    "!a",
    "|x|",
    "> 0",
    "%",
    "@",
    "`",
    "~",
    "-",
]


@pytest.mark.parametrize("option", BARE)
def test_needs_no_quotes(option: str) -> None:
    assert choosing.quoted(option) == option


@pytest.mark.parametrize("option", QUOTED)
def test_needs_quotes(option: str) -> None:
    assert choosing.quoted(option) == "'" + option.replace("'", "''") + "'"


def test_quotes_may_be_asked_for() -> None:
    assert choosing.in_quotes("odd") == "'odd'"


def test_what_is_quoted_stands_on_one_line() -> None:
    assert choosing.quoted("it's\n--- odd") == "'it''s --- odd'"


@given(st.text("aZ1$\\(),:[]{}#'\"*&!|>%@`~-?.= ", min_size=1))
def test_a_quoted_option_reads_as_itself_in_a_list(option: str) -> None:
    tree = choosing.read(f"[{choosing.quoted(option)}]", "advice")
    assert isinstance(tree, nodes.Sequence)
    (item,) = tree.items
    assert isinstance(item, nodes.Scalar)
    assert choosing.plain(item.text or "") == choosing.plain(option)
