import pytest

from ui.widgets import words

LITERAL = [
    pytest.param("plain words, and 2 numbers", "plain words, and 2 numbers", id="what is plain stays"),
    pytest.param("[a](b)", r"\[a\]\(b\)", id="no link"),
    pytest.param("![a](b)", r"\!\[a\]\(b\)", id="no picture"),
    pytest.param("<img>", r"\<img\>", id="no element"),
    pytest.param("# x", r"\# x", id="no heading"),
    pytest.param("- x\n\n- y", r"\- x \- y", id="on one line"),
    pytest.param("$x$", r"\$x\$", id="no formula"),
    pytest.param("http://a.b", "http\\:\u200b//a\\.b", id="no address"),
    pytest.param("www.a.b, a@b.c", "www\u200b\\.a\\.b, a\u200b@b\\.c", id="nor a short one, or one of mail"),
    pytest.param(":red[x]", r"\:red\[x\]", id="no colour"),
]


@pytest.mark.parametrize(("text", "expected"), LITERAL)
def test_literal(text: str, expected: str) -> None:
    assert words.literal(text) == expected


FORMULAS = [
    pytest.param("at $x=1$, <b>", r"at $x=1$, \<b\>", id="a formula between words"),
    pytest.param("$$x^2$$ is even", "$x^2$ is even", id="a formula of its own line comes into the line"),
    pytest.param("$x_{$", r"\$x\_\{\$", id="a formula that can't be set is none"),
    pytest.param("costs $5", r"costs \$5", id="one dollar is a dollar"),
    pytest.param("", "", id="nothing"),
]


@pytest.mark.parametrize(("text", "expected"), FORMULAS)
def test_with_formulas(text: str, expected: str) -> None:
    assert words.with_formulas(text) == expected


SHOWN = [
    pytest.param("so $x$ is", "so $x$ is", id="a short formula stays"),
    pytest.param("so $$x$$ is", "so $$x$$ is", id="one of one line stays"),
    pytest.param("so $$x\n+1$$ is", "so \n$$\nx\n+1\n$$\n is", id="a long one gets dollars on lines of their own"),
]


@pytest.mark.parametrize(("text", "expected"), SHOWN)
def test_shown(text: str, expected: str) -> None:
    assert words.shown(text) == expected


CODE = [
    pytest.param("x^2", "`x^2`", id="plain"),
    pytest.param("a`b", "``a`b``", id="a tick inside"),
    pytest.param("`a`", "`` `a` ``", id="ticks at the ends"),
    pytest.param("a\nb", "`a b`", id="on one line"),
    pytest.param("  ", "", id="nothing"),
]


@pytest.mark.parametrize(("text", "expected"), CODE)
def test_code(text: str, expected: str) -> None:
    assert words.code(text) == expected


def test_quoted() -> None:
    assert words.quoted("one\ntwo ") == "> one\n> two"
