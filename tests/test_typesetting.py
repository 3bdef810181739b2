import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.tex import katex
from grader.tex.proofreading import proofread
from grader.typesetting import Blemish, blemishes, snippets

SOUND = [
    pytest.param(r"\sigma(z)=1/(1+e^{-z})", id="braces around an exponent"),
    pytest.param(r"\operatorname{sign}(x)\sqrt{|x|}", id="a named function"),
    pytest.param(r"\operatorname*{arg\,max}_x f(x)", id="a star behind a command"),
    pytest.param(r"\sqrt[3]{x}+\sqrt x+\frac12+\frac\pi2", id="arguments without braces"),
    pytest.param(r"\left.\frac{d}{dx}\right|_{x=0}", id="an empty bracket on the left"),
    pytest.param(r"\left(a\middle|{b\middle|c}\right)", id="a bar in the middle"),
    pytest.param(r"\big{(}x\bigr)", id="a big bracket needs no partner"),
    pytest.param(r"\begin{pmatrix}1&2\\0&1\end{pmatrix}^T", id="columns in a matrix"),
    pytest.param(r"\begin{aligned}a&=b\\[2pt]c&=d\end{aligned}", id="a distance behind a row"),
    pytest.param(r"\begin{array}{c|c}\hline a&b\\ \hline c&d\end{array}", id="lines above rows"),
    pytest.param(r"\begin{cases}x&\text{if }x>0\\0&\text{else}\end{cases}", id="words in cases"),
    pytest.param(r"\begin{matrix}\left(a\\b\right)\end{matrix}", id="a line break inside brackets"),
    pytest.param(r"\text{if \(x^2>1\)}", id="a formula among words in a formula"),
    pytest.param(r"f''(x)+x'^2+x_1'+{x^2}^3+x^{2^3}", id="primes and stacked exponents"),
    pytest.param(r"x²+x₁²+{}^2x", id="small digits and an exponent without base"),
    pytest.param(r"x^\frac12+x^\mathrm{T}+W_\text{in}", id="scripts that are one command"),
    pytest.param(r"\sum_i\limits+\mathop{x}\limits_y", id="limits at operators"),
    pytest.param(r"\{0,1\}\;\,{-1}\%\#\&\_\$", id="signs written with a backslash"),
    pytest.param(r"\textcolor{#0af}{x}\kern 3mu\rule{1em}{2pt}", id="colours and lengths"),
    pytest.param(r"\rm a\over b", id="old commands"),
    pytest.param(r"\verb|a_b^{|\ x", id="verbatim text may be anything"),
    pytest.param(r"\def\f#1{#1^2}\f{x}", id="new commands are taken on trust"),
    pytest.param(r"{{k}}x^{ {{2**L}} }", id="placeholders are braces"),
    pytest.param("x≤−1, é, 中", id="letters beyond ASCII"),
]

BROKEN = [
    pytest.param(r"1+\sgima", 2, r"did you mean \sigma?", id="a command misspelt"),
    pytest.param(r"\relu(x)", 0, r"\operatorname{relu}", id="a function that LaTeX lacks"),
    pytest.param(r"\let(x)", 0, r"did you mean \left?", id="let is left misspelt"),
    pytest.param(r"\frac{1}{2", 8, "never closed", id="a brace left open"),
    pytest.param(r"\frac{1}2}", 9, "closes nothing", id="a brace too many"),
    pytest.param(r"\frac{1}", 0, r"write \frac{…}{…}", id="a fraction without denominator"),
    pytest.param(r"1+\sqrt", 2, r"write \sqrt{…}", id="a root at the end"),
    pytest.param(r"\operatorname", 0, r"write \operatorname{…}", id="a name without name"),
    pytest.param(r"\frac{1}+\hat&", 9, r"\hat lacks", id="an accent before a column"),
    pytest.param(r"\frac\mathrm{d}{dx}", 5, r"\frac{\mathrm{…}}", id="a command as bare argument"),
    pytest.param(r"\sqrt[3{x}", 5, "“[” is never closed", id="a root's degree left open"),
    pytest.param(r"x^\sqrt2", 2, r"^{\sqrt{…}}", id="a root as bare exponent"),
    pytest.param(r"x^2^3", 3, "second “^”", id="two superscripts"),
    pytest.param(r"x_1_2", 3, "second “_”", id="two subscripts"),
    pytest.param(r"x²^3", 2, "second “^”", id="a small digit is a superscript"),
    pytest.param(r"x^2'", 3, "prime", id="a prime behind a superscript"),
    pytest.param(r"x'_1'", 4, "prime", id="two primes apart"),
    pytest.param(r"x^", 1, "missing behind “^”", id="nothing raised"),
    pytest.param(r"{x_}^2", 2, "missing behind “_”", id="nothing lowered before a brace"),
    pytest.param(r"a\over b\over c", 8, r"second \over", id="two fractions in one group"),
    pytest.param(r"x\limits_a", 1, "must follow an operator", id="limits at a letter"),
    pytest.param(r"\left(x", 0, r"no \right", id="left without right"),
    pytest.param(r"{\left(x}\right)", 1, r"no \right", id="right outside the braces of left"),
    pytest.param(r"x\right)", 1, r"a \left is missing", id="right without left"),
    pytest.param(r"\left x\right)", 6, "not a bracket", id="left before a letter"),
    pytest.param(r"\left(x\right", 7, "needs a bracket", id="right before nothing"),
    pytest.param(r"\left{x\right}", 5, r"\left\{ … \right\}", id="curly brackets without backslash"),
    pytest.param(r"a\middle|b", 1, "outside", id="middle without left"),
    pytest.param(r"a&b", 1, r"write \&", id="a column outside"),
    pytest.param(r"\begin{matrix}{a&b}\end{matrix}", 16, r"write \&", id="a column inside braces"),
    pytest.param(r"\begin{matrix}\left(a&b\right)\end{matrix}", 21, r"\right.", id="a column inside brackets"),
    pytest.param(r"\begin{alinged}a\end{alinged}", 7, "did you mean aligned?", id="an environment misspelt"),
    pytest.param(r"\begin{matrix}a", 0, r"no \end{matrix}", id="begin without end"),
    pytest.param(r"a\end{matrix}", 1, r"its \begin{matrix} is missing", id="end without begin"),
    pytest.param(r"\begin{matrix}a\end{pmatrix}", 15, "must agree", id="begin and end disagree"),
    pytest.param(r"\begin{array}{xy}a\end{array}", 14, "does not describe columns", id="columns that are none"),
    pytest.param(r"\begin{align}a\end{align}", 7, "write aligned", id="align inside a line"),
    pytest.param(r"a\hline", 1, "where a row", id="a line outside a table"),
    pytest.param(r"a\tag{1}", 1, "between $$", id="a tag inside a line"),
    pytest.param(r"\text{a_b}", 7, r"written \_", id="an underscore among words"),
    pytest.param(r"\text{\alpha}", 6, "belongs to formulas", id="a Greek letter among words"),
    pytest.param(r"\AE", 0, "belongs to words", id="a letter of words in a formula"),
    pytest.param(r"\text{\(x}", 6, r"has no \)", id="a formula among words left open"),
    pytest.param(r"50% of x", 2, r"write \%", id="a comment"),
    pytest.param(r"#1", 0, r"write \#", id="a hash"),
    pytest.param(r"\kern 3x", 6, "not a length", id="a length without unit"),
    pytest.param(r"\color{#12}x", 7, "not a colour", id="a colour of two digits"),
    pytest.param(r"\verb|a", 0, "same sign", id="verbatim text without end"),
    pytest.param("{" * 60 + "x" + "}" * 60, 51, "50 deep", id="sixty groups inside each other"),
]

TORN = [
    pytest.param("\tanh x", "\\tanh", id="a tab is the beginning of tanh"),
    pytest.param("\frac12", "\\frac", id="a form feed is the beginning of frac"),
    pytest.param("\alpha", "\\alpha", id="a bell is the beginning of alpha"),
    pytest.param("x \neq 0", "\\neq", id="a line break is the beginning of neq"),
    pytest.param("a\rightarrow b", "\\rightarrow", id="a carriage return is the beginning of an arrow"),
    pytest.param("\x1bta", "\\eta", id="an escape is the beginning of eta"),
]

PIECES = [
    pytest.param("a $x$ b $y$", ((3, "x"), (9, "y")), id="two formulas"),
    pytest.param("$$\na\n\nb\n$$", ((2, "\na\n\nb\n"),), id="a displayed formula reaches over an empty line"),
    pytest.param(r"\$5 and $x$", ((9, "x"),), id="a dollar that is money"),
    pytest.param(r"\\$x$", ((3, "x"),), id="a backslash that is one"),
    pytest.param(r"$a\$b$", ((1, r"a\$b"),), id="money in a formula"),
    pytest.param("`$a$` $x$", ((7, "x"),), id="a dollar in code"),
    pytest.param("`` ` $ `` $x$", ((11, "x"),), id="code with a backtick in it"),
    pytest.param("a ` b $x$", ((7, "x"),), id="a backtick without partner"),
    pytest.param("```sh\necho $HOME\n```\n$x$", ((22, "x"),), id="a block of code"),
    pytest.param("~~~\n$x$", (), id="a block of code without end"),
    pytest.param("$x$$y$", ((1, "x$$y"),), id="two formulas that touch"),
    pytest.param("$a\n\nb$", (), id="a formula ends with its paragraph"),
]

TEXTS = [
    pytest.param("costs $5", (6,), "never closed", id="a single dollar"),
    pytest.param("$x\n\n$y$", (0,), "never closed", id="a formula open at the end of its paragraph"),
    pytest.param("$ $ and $$ $$", (1, 10), "no formula", id="dollars around nothing"),
    pytest.param("$x$$y$", (2,), "leave a space", id="formulas that touch"),
    pytest.param("$x^$ $y$ $x_1_2$", (2, 13), "", id="every formula is read"),
    pytest.param(r"$\foo+x^2^3+\sqrt$", (1, 9, 12), "", id="reading goes on behind a fault"),
    pytest.param("$a\tb$", (2,), "A tab", id="a tab between letters"),
    pytest.param("$a\x00b$", (2,), "U+0000", id="a character nobody sees"),
]

DISPLAYED = [
    pytest.param(r"\begin{align}a&=b\\c&=d\end{align}", id="align"),
    pytest.param(r"\begin{split}a&=b\end{split}", id="split"),
    pytest.param(r"\begin{CD}A @>a>> B\\@VbVV @AAcA\\C @= D\end{CD}", id="arrows have a grammar of their own"),
    pytest.param(r"x \tag{1}", id="a tag"),
]

CROWDED = [
    pytest.param(r"\begin{equation}a&b\end{equation}", id="an equation has one column"),
    pytest.param(r"\begin{split}a&b&c\end{split}", id="split has two columns"),
    pytest.param(r"\begin{alignat}{1}a&b&c\end{alignat}", id="alignat has twice its number"),
]


@pytest.mark.parametrize("formula", SOUND)
def test_a_sound_formula_has_no_blemish(formula: str) -> None:
    assert blemishes(f"Let ${formula}$ be.") == ()


@pytest.mark.parametrize(("formula", "at", "words"), BROKEN)
def test_a_broken_formula_is_shown_where_it_breaks(formula: str, at: int, words: str) -> None:
    first = blemishes(f"Let ${formula} $ be.")[0]
    assert first.at == at + len("Let $")
    assert words in first.message


@pytest.mark.parametrize(("formula", "command"), TORN)
def test_double_quotes_are_found_out(formula: str, command: str) -> None:
    (blemish,) = blemishes(f"${formula}$")
    assert "Double quotes" in blemish.message
    assert f"{command} " in blemish.message


@pytest.mark.parametrize(("text", "pieces"), PIECES)
def test_snippets_are_what_stands_between_dollars(text: str, pieces: tuple[tuple[int, str], ...]) -> None:
    assert snippets(text) == pieces


@pytest.mark.parametrize(("text", "places", "words"), TEXTS)
def test_blemishes_of_a_text_come_in_order(text: str, places: tuple[int, ...], words: str) -> None:
    found = blemishes(text)
    assert tuple(blemish.at for blemish in found) == places
    assert all(words in blemish.message for blemish in found)


@pytest.mark.parametrize("formula", DISPLAYED)
def test_some_things_need_two_dollars(formula: str) -> None:
    assert blemishes(f"$${formula}$$") == ()
    assert "between $$" in blemishes(f"${formula}$")[0].message


@pytest.mark.parametrize("formula", CROWDED)
def test_some_environments_have_few_columns(formula: str) -> None:
    (blemish,) = blemishes(f"$${formula}$$")
    assert blemish.at == len("$$") + formula.rindex("&")
    assert "room for" in blemish.message


@given(st.text(alphabet="$`~\\{}[]()^_&%#'|*ab1 \n\t"))
def test_every_text_can_be_judged(text: str) -> None:
    assert all(0 <= blemish.at < len(text) and blemish.message for blemish in blemishes(text))


@given(st.lists(st.sampled_from([*sorted(katex.words()), *"{}[]x1&^_' "]), max_size=12))
def test_every_row_of_commands_can_be_judged(words: list[str]) -> None:
    formula = " ".join(words)
    assert all(0 <= blemish.at < len(formula) + len("$$") for blemish in blemishes(f"${formula}$"))


@given(st.sampled_from([param.values[0] for param in BROKEN]), st.text(alphabet="abc .\n"))
def test_words_before_a_formula_only_move_its_blemishes(formula: object, words: str) -> None:
    alone = blemishes(f"${formula} $")
    moved = tuple(Blemish(at=blemish.at + len(words), message=blemish.message) for blemish in alone)
    assert blemishes(f"{words}${formula} $") == moved


@given(st.data())
def test_a_formula_that_loses_a_brace_is_broken(data: st.DataObject) -> None:
    formula = data.draw(st.sampled_from([r"\frac{a}{b}", r"x^{2^{3}}", r"\sqrt[3]{x_{1}}", r"\text{a}\hat{y}"]))
    at = data.draw(st.sampled_from([i for i, sign in enumerate(formula) if sign in "{}"]))
    assert blemishes(f"${formula}$") == ()
    assert blemishes(f"${formula[:at]}{formula[at + 1 :]}$")


def test_a_backslash_needs_a_name() -> None:
    ((at, message),) = proofread("x\\", display=False)
    assert at == 1
    assert "stands alone" in message


@pytest.mark.parametrize("name", ["aligned", "pmatrix", "cases", "align*"])
def test_environments_are_known(name: str) -> None:
    assert name in katex.environments()


@pytest.mark.parametrize(("name", "needs"), [("\\frac", 2), ("\\sqrt", 1), ("\\alpha", 0), ("\\genfrac", 6)])
def test_commands_know_what_they_need(name: str, needs: int) -> None:
    assert katex.words()[name].needs == needs
