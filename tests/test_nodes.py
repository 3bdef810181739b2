import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.nodes import DEPTH, Mapping, NodeError, Position, Scalar, Sequence, Tree, read, scalars

PATIENCE = 3.0  # seconds for a hostile text; the slowest takes 0.3 on a quiet machine


def plain(tree: Tree) -> Any:
    """Return a tree without positions."""
    match tree:
        case Scalar(text):
            return text
        case Sequence(items):
            return [plain(item) for item in items]
        case Mapping(entries):
            return {key.text: plain(value) for key, value in entries}


READ = [
    pytest.param("", None, id="nothing"),
    pytest.param("# only a comment", None, id="only a comment"),
    pytest.param("---\n", None, id="an empty document"),
    pytest.param("a", "a", id="a word"),
    pytest.param("on", "on", id="no truth values"),
    pytest.param("[0.10, 1e-3, 0x1F, 012, 1_000]", ["0.10", "1e-3", "0x1F", "012", "1_000"], id="no numbers"),
    pytest.param("[null, Null, 2026-01-01, yes]", ["null", "Null", "2026-01-01", "yes"], id="nor other types"),
    pytest.param("[~, '~', '']", [None, "~", ""], id="a tilde is nothing, in quotes it is a tilde"),
    pytest.param("a:\nb: ~", {"a": None, "b": None}, id="keys without a value"),
    pytest.param("{a: [b, c], d: {e: f}}", {"a": ["b", "c"], "d": {"e": "f"}}, id="lists and keys"),
    pytest.param("- a\n- - b\n  - c\n- d: e", ["a", ["b", "c"], {"d": "e"}], id="lists on lines"),
    pytest.param("a: b\n? c\n: d", {"a": "b", "c": "d"}, id="a key with a question mark"),
    pytest.param("a: |\n  x\n   y\n\n  z\nb: c", {"a": "x\n y\n\nz\n", "b": "c"}, id="lines below"),
    pytest.param("a: >\n  x\n  y\nb: >-\n  z\n", {"a": "x y\n", "b": "z"}, id="lines below, folded"),
    pytest.param("a: 'it''s'\nb: \"c d\"", {"a": "it's", "b": "c d"}, id="quotes"),
    pytest.param("$x$: \\tanh\n$|y|$: '{{k}}'", {"$x$": "\\tanh", "$|y|$": "{{k}}"}, id="formulas"),
    pytest.param("<<: a", {"<<": "a"}, id="nothing is merged"),
    pytest.param("a: # here\n  # there\n  b # and\n# last", {"a": "b"}, id="comments everywhere"),
    pytest.param("- # one\n- a\n\n# two\n\n", [None, "a"], id="a comment in place of a value"),
    pytest.param("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}, id="line ends of Windows"),
    pytest.param("\ufeffa: b", {"a": "b"}, id="a byte order mark"),
    pytest.param("%YAML 1.2\n---\na", "a", id="the version we read"),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_reads(text: str, expected: Any) -> None:
    assert plain(read(text)) == expected


def test_reads_as_deep_as_may_be_and_no_deeper() -> None:
    tree = read("[" * (DEPTH - 1) + "a" + "]" * (DEPTH - 1))
    for _ in range(DEPTH - 1):
        assert isinstance(tree, Sequence)
        (tree,) = tree.items
    assert plain(tree) == "a"
    with pytest.raises(NodeError, match=f"stands more than {DEPTH} deep in lists and keys"):
        read("[" * DEPTH + "a" + "]" * DEPTH)


def test_a_folded_text_is_no_more_than_its_words() -> None:
    text = plain(read("ask: >\n  A network\n  without activations.\n"))["ask"]
    assert text == "A network without activations.\n"
    assert text.replace("\n", "").isprintable()


REFUSED = [
    pytest.param("a: [b", 1, 6, 5, "is not valid YAML: expected ',' or ']', but got '<stream end>'", id="not closed"),
    pytest.param("a: b\n c: d", 2, 3, 7, "is not valid YAML: mapping values are not allowed here", id="indented"),
    pytest.param("a: b\na: c", 2, 1, 5, "has the key “a” twice", id="a key twice"),
    pytest.param("a: {b: c, b: d}", 1, 11, 10, "has the key “b” twice", id="a key twice in braces"),
    pytest.param("a: &b c", 1, 4, 3, "has an anchor; write the text twice instead", id="an anchor"),
    pytest.param("a: *b", 1, 4, 3, "has an anchor", id="an alias"),
    pytest.param("&a {b: c}", 1, 1, 0, "has an anchor", id="an anchor of keys"),
    pytest.param("&a [&b [*a]]", 1, 1, 0, "has an anchor", id="a list in itself"),
    pytest.param(
        'a: "\\tanh"', 1, 4, 3, "has a backslash inside double quotes; use single quotes or |", id="an escape"
    ),
    pytest.param("? [a]\n: b", 1, 3, 2, "is not a key; put it in single quotes", id="a list as a key"),
    pytest.param("~: b", 1, 1, 0, "is not a key", id="nothing as a key"),
    pytest.param("{{k}}: b", 1, 2, 1, "is not a key", id="braces as a key"),
    pytest.param("a: !odd", 1, 4, 3, "begins with “!”; put the text in single quotes", id="a tag"),
    pytest.param("!!python/object/apply:os.getcwd [a]", 1, 1, 0, "begins with “!”", id="a tag that would run"),
    pytest.param("a\n---\nb", 2, 1, 2, "expected a single document", id="two documents"),
    pytest.param("a: @b", 1, 4, 3, "is not valid YAML: ", id="a sign no text begins with"),
    pytest.param("a: b\nc: \0", 2, 4, 8, "has a character that YAML can't hold, U+0000", id="a null character"),
    pytest.param("\ud800", 1, 1, 0, "has a character that YAML can't hold, U+D800", id="half a surrogate pair"),
    pytest.param("%YAML 1.9\n---\na", 1, 1, 0, "is not valid YAML: version minor", id="a version that is none"),
    pytest.param("%YAML 2.0\n---\na", 1, 1, 0, "is not valid YAML: ", id="a version to come"),
    pytest.param('"\\UFFFFFFFF"', 1, 1, 0, "is not valid YAML: ", id="an escape beyond all characters"),
    pytest.param('"\\xZZ"', 1, 4, 3, "is not valid YAML: expected escape sequence", id="an escape that is none"),
]


@pytest.mark.parametrize(("text", "line", "column", "at", "message"), REFUSED)
def test_refuses(text: str, line: int, column: int, at: int, message: str) -> None:
    with pytest.raises(NodeError) as caught:
        read(text)
    assert message in caught.value.message
    assert caught.value.where == Position(line, column, at)


HOSTILE = [
    pytest.param("[" * 100_000, id="100,000 brackets"),
    pytest.param("{a: " * 2000, id="2,000 keys in keys"),
    pytest.param("- " * 10_000, id="10,000 lists in lists"),
    pytest.param("? " * 10_000, id="10,000 keys of keys"),
    pytest.param("a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]", id="a text that doubles and doubles"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_refuses_what_is_hostile_at_once(text: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(NodeError):
        read(text)
    assert time.perf_counter() - begun < PATIENCE


def fault(text: str) -> int | None:
    """Return where a text can't be read; None if it can."""
    try:
        read(text)
    except NodeError as error:
        return error.where.at
    return None


BITS = [
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "-",
    "?",
    "&a",
    "*a",
    "!",
    "|",
    ">",
    "'",
    '"',
    "%",
    "#",
    "\\U",
    "FFFFFFFF",
    "~",
    "<<",
]
SPACES = [" ", "  ", "\n", "\t", "\r\n", "\x85", "\u2028", "\ufeff", "\n---\n", "\n...\n", "%YAML 1.1\n", "a", "1"]


@given(st.text(st.characters(exclude_categories=())) | st.lists(st.sampled_from([*BITS, *SPACES])).map("".join))
def test_every_text_is_read_or_refused(text: str) -> None:
    assert fault(text) in {None, *range(len(text) + 1)}


def test_positions() -> None:
    tree = read("ask: word\nlist:\n  - 'one'\n  - {k: v}\n")
    assert isinstance(tree, Mapping)
    assert (tree.where, tree.key("ask").where) == (Position(1, 1, 0), Position(1, 1, 0))
    assert tree.get("ask") == Scalar("word", Position(1, 6, 5))
    items = tree.get("list")
    assert isinstance(items, Sequence)
    assert items.where == Position(3, 3, 18)
    assert items.items[0] == Scalar("one", Position(3, 5, 20), quoted=True)
    assert items.items[1].where == Position(4, 5, 30)
    assert tree.get("hints") is None


POINTS = [
    pytest.param("abc", 2, Position(1, 3, 2), id="a word"),
    pytest.param("'abc'", 2, Position(1, 4, 3), id="behind a quote"),
    pytest.param("|\n  abc\n  def\n", 1, Position(2, 1, 0), id="in the first line below"),
    pytest.param("|\n  abc\n  def\n", 5, Position(3, 1, 0), id="in the second line below"),
    pytest.param("'abc\n\n  def'", 6, Position(1, 1, 0), id="beyond a line end in quotes, nobody knows"),
    pytest.param("", 0, Position(1, 1, 0), id="in nothing"),
]


@pytest.mark.parametrize(("text", "offset", "where"), POINTS)
def test_points_at_a_character(text: str, offset: int, where: Position) -> None:
    tree = read(text)
    assert isinstance(tree, Scalar)
    assert tree.point(offset) == where


def test_every_text_of_a_tree_comes_in_the_order_of_the_file() -> None:
    assert [one.text for one in scalars(read("a: [b, {c: ~}]\nd: |\n  e\n"))] == ["a", "b", "c", None, "d", "e\n"]
