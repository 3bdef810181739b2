from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import FormulaError, Reason
from grader.maths.formula import Formula
from grader.maths.reading import parse
from grader.maths.tokens import CHARACTERS

LONGEST = 300  # characters of a message: more is no help

PLANTED = "PLANTED"  # stands for the path of a file that no formula may ever create

HOSTILE = [
    # numbers that explode
    pytest.param("9**9**9", id="a tower of powers"),
    pytest.param("9^9^9^9", id="a higher tower"),
    pytest.param("9^9^9^9^9^9^9^9^9^9^9^9^9^9^9^9^9^9", id="a tower nobody can climb"),
    pytest.param("x^x^x^x^x^x^x^x^x^x^x^x", id="a tower of variables"),
    pytest.param("(((9^9)^9)^9)^9", id="a tower leaning left"),
    pytest.param("2^-9^9^9", id="a tower below a fraction line"),
    pytest.param("(-8)^(1/3)^9^9", id="a root of a negative number under a tower"),
    pytest.param("exp(exp(exp(exp(exp(exp(x))))))", id="a tower of exponentials"),
    pytest.param("log(log(log(log(log(x)))))", id="logarithms of nothing"),
    pytest.param("sinh(cosh(sinh(cosh(sinh(100)))))", id="hyperbolic growth"),
    pytest.param("100000!", id="a factorial"),
    pytest.param("9!!!!!!!!!!", id="factorials of factorials"),
    pytest.param("factorial(10**9)", id="a factorial by name"),
    pytest.param("gamma(10^9)", id="a gamma function"),
    pytest.param("binomial(10^9, 5*10^8)", id="a binomial coefficient"),
    pytest.param("1e400", id="too large for a float"),
    pytest.param("1e-400", id="too small for a float"),
    pytest.param("1e999999999", id="an exponent without end"),
    pytest.param("1e-999999999", id="a negative exponent without end"),
    pytest.param("1e" + "9" * 500, id="an exponent of 500 digits"),
    pytest.param("1e400^1e400", id="a power of two large numbers"),
    pytest.param("x^1e400", id="a large exponent"),
    pytest.param("1" * 41, id="41 digits"),
    pytest.param("0." + "0" * 50 + "1", id="51 decimal places"),
    pytest.param("1" * 599, id="599 digits"),
    pytest.param("0x41", id="a hexadecimal number"),
    pytest.param("0b101", id="a binary number"),
    pytest.param("0o17", id="an octal number"),
    pytest.param("1_000", id="an underscore in a number"),
    pytest.param("1j", id="an imaginary number"),
    pytest.param("3+4I", id="a complex number"),
    pytest.param("inf", id="infinity as Python writes it"),
    pytest.param("-inf", id="minus infinity"),
    pytest.param("∞", id="infinity's sign"),
    pytest.param("nan", id="not a number"),
    pytest.param("oo", id="infinity as sympy writes it"),
    pytest.param("zoo", id="complex infinity as sympy writes it"),
    pytest.param("1/0", id="division by zero"),
    pytest.param("0/0", id="zero over zero"),
    pytest.param("0^-1", id="a negative power of zero"),
    pytest.param("0^0", id="zero to the zero"),
    pytest.param("(-1)^0.5", id="the root of -1 as a power"),
    pytest.param("sqrt(-1)", id="the root of -1"),
    pytest.param("log(0)", id="the logarithm of 0"),
    pytest.param("1.2.3.4", id="an address"),
    pytest.param("1..2", id="two points"),
    pytest.param("1e", id="an exponent left out"),
    pytest.param("1e+", id="an exponent that is only a sign"),
    pytest.param(".", id="a point alone"),
    pytest.param(",", id="a comma alone"),
    pytest.param("1,000,000", id="commas in a number"),
    pytest.param("٣+٤", id="Arabic digits"),
    pytest.param("𝟏+𝟐", id="bold digits"),
    pytest.param("¹+²", id="raised digits alone"),
    pytest.param("x^²", id="a raised exponent after a power sign"),
    pytest.param("Ⅷ", id="a Roman numeral"),
    # brackets
    pytest.param("(" * 10_000, id="10,000 brackets opened"),
    pytest.param(")" * 10_000, id="10,000 brackets closed"),
    pytest.param("(" * 10_000 + "x" + ")" * 10_000, id="10,000 brackets nested"),
    pytest.param("(" * 500, id="500 brackets opened"),
    pytest.param(")" * 500, id="500 brackets closed"),
    pytest.param("(" * 250 + "x" + ")" * 250, id="250 brackets nested"),
    pytest.param("[" * 199 + "x" + "]" * 199, id="square brackets nested"),
    pytest.param("{" * 199 + "x" + "}" * 199, id="braces nested"),
    pytest.param("([{|" * 40, id="all brackets mixed"),
    pytest.param("(x]", id="brackets that do not match"),
    pytest.param("()" * 100, id="empty brackets in a row"),
    pytest.param(")(", id="brackets the wrong way round"),
    pytest.param("|" * 7, id="seven bars"),
    pytest.param("|" * 300, id="300 bars"),
    pytest.param("|" * 150 + "x" + "|" * 150, id="bars nested 150 deep"),
    pytest.param("|x|x|x|x|x|", id="bars that could close in many ways"),
    pytest.param("|(x|)", id="bars and brackets crossed"),
    pytest.param(r"\left|" * 60 + "x" + r"\right|" * 60, id="LaTeX bars nested"),
    pytest.param("sin(" * 140 + "x" + ")" * 40, id="a function of a function of a function"),
    pytest.param("sin " * 140 + "x", id="functions without brackets"),
    pytest.param("sqrt" * 100, id="a name of 400 letters made of names"),
    pytest.param("√" * 300 + "x", id="300 root signs"),
    pytest.param("-" * 500 + "x", id="500 minus signs"),
    pytest.param("+" * 500 + "x", id="500 plus signs"),
    pytest.param("2^-" * 150 + "x", id="150 negative exponents"),
    pytest.param("x^" * 199 + "x", id="199 exponents"),
    pytest.param("x" + "²" * 300, id="300 raised twos"),
    pytest.param("not " * 140 + "x>0", id="140 denials"),
    pytest.param("x<" * 190 + "x", id="a chain of 190 comparisons"),
    # length
    pytest.param("x" * 10**6, id="a million letters"),
    pytest.param("+" * 10**6, id="a million plus signs"),
    pytest.param(" " * 10**6, id="a million spaces"),
    pytest.param("a" * 600, id="a name of 600 letters"),
    pytest.param("\\" + "a" * 590, id="a command of 590 letters"),
    pytest.param("x" * 600, id="600 variables in one word"),
    pytest.param("x(" * 199 + "x" + ")" * 199, id="deep products without a sign"),
    pytest.param("x " * 300, id="300 factors"),
    pytest.param("2" + "x" * 300, id="a long word of variables"),
    pytest.param("+".join("x" * 200), id="200 terms"),
    pytest.param("/".join("x" * 200), id="200 fractions in a row"),
    pytest.param("max(" + ",".join("x" * 300) + ")", id="max of 300 numbers"),
    pytest.param("max(" + ",".join("x" * 101) + ")", id="max of 101 numbers"),
    pytest.param("mish(" * 40 + "x" + ")" * 40, id="a tower of activations, each a formula of its own"),
    pytest.param("gelu_tanh(" * 30 + "x" + ")" * 30, id="a tower that doubles at every floor"),
    pytest.param("piecewise(x<0:" * 35 + "x" + ",x)" * 35, id="pieces in pieces"),
    pytest.param("piecewise(" + "x<0:x," * 90 + "x)", id="90 pieces"),
    pytest.param("piecewise(piecewise(x<0:1,0)<piecewise(x<1:1,0):1,0)", id="pieces in conditions"),
    pytest.param("[[[x>0]>0]>0]", id="conditions about conditions"),
    # code
    pytest.param("__import__('os').system('touch PLANTED')", id="Python that imports"),
    pytest.param('eval(\'open("PLANTED", "w")\')', id="Python that evaluates"),
    pytest.param("exec(\"open('PLANTED','w')\")", id="Python that executes"),
    pytest.param("open('PLANTED','w')", id="Python that opens a file"),
    pytest.param("(lambda: open('PLANTED','w'))()", id="a lambda"),
    pytest.param("lambda x: x", id="a lambda of a number"),
    pytest.param("[open('PLANTED','w') for x in [1]]", id="a comprehension"),
    pytest.param("{x for x in (1,)}", id="a set"),
    pytest.param("{'a': 1}", id="a dictionary"),
    pytest.param('f\'{open("PLANTED","w")}\'', id="an f-string"),
    pytest.param("(y := open('PLANTED','w'))", id="a walrus"),
    pytest.param("x if x else 0", id="a conditional expression"),
    pytest.param("x.__class__.__bases__[0].__subclasses__()", id="attributes of attributes"),
    pytest.param("x.real", id="an attribute"),
    pytest.param("x[0]", id="an index"),
    pytest.param("x[::-1]", id="a slice"),
    pytest.param("x;open('PLANTED','w')", id="two statements"),
    pytest.param("x\nopen('PLANTED','w')", id="two lines"),
    pytest.param("x\\\n+1", id="a line continued"),
    pytest.param("x=1", id="an assignment"),
    pytest.param("x==x", id="a comparison"),
    pytest.param("x<1", id="a truth"),
    pytest.param("x and x", id="a word of logic between numbers"),
    pytest.param("not x", id="a number denied"),
    pytest.param("x is x", id="identity"),
    pytest.param("x in x", id="membership"),
    pytest.param("*x", id="an unpacking"),
    pytest.param("**x", id="a double unpacking"),
    pytest.param("x@x", id="a matrix product"),
    pytest.param("x%2", id="a remainder"),
    pytest.param("x//2", id="a floored quotient"),
    pytest.param("~x", id="bits flipped"),
    pytest.param("x<<100000000", id="bits shifted"),
    pytest.param("x->x", id="an arrow"),
    pytest.param("x # open('PLANTED','w')", id="a comment"),
    pytest.param('"""x"""', id="a docstring"),
    pytest.param("'x' * 10**9", id="a long string"),
    pytest.param("None", id="None"),
    pytest.param("True", id="True"),
    pytest.param("__name__", id="a name with underscores"),
    pytest.param("__builtins__", id="the built-in names"),
    pytest.param("globals()", id="the global names"),
    pytest.param("del x", id="a statement"),
    pytest.param("import os", id="an import"),
    pytest.param("raise SystemExit", id="a way out"),
    pytest.param("assert 0", id="an assertion"),
    pytest.param("while True: pass", id="a loop without end"),
    pytest.param("def f(x): return x", id="a definition"),
    pytest.param("async await yield", id="words of Python"),
    pytest.param("Integral(exp(-x^2), (x, 0, oo)).doit()", id="sympy that integrates"),
    pytest.param("Function('f')(x)", id="sympy that makes a function"),
    pytest.param("Symbol('x')", id="sympy that makes a symbol"),
    pytest.param("np.exp(x)", id="numpy by its nickname"),
    pytest.param("torch.load('PLANTED')", id="torch that loads"),
    pytest.param("$(touch PLANTED)", id="a shell's substitution"),
    pytest.param("`touch PLANTED`", id="a shell's backticks"),
    pytest.param("x; touch PLANTED", id="a shell's second command"),
    pytest.param("x | touch PLANTED", id="a shell's pipe"),
    pytest.param("x && touch PLANTED", id="a shell's and"),
    pytest.param("'; DROP TABLE answers; --", id="SQL"),
    pytest.param("<script>alert(1)</script>", id="HTML with a script"),
    pytest.param("<img src=x onerror=alert(1)>", id="HTML with an image"),
    pytest.param("&lt;x&gt;", id="HTML entities"),
    pytest.param("{{7*7}}", id="a template"),
    pytest.param("${7*7}", id="another template"),
    pytest.param("{% include 'PLANTED' %}", id="a template that includes"),
    pytest.param("{0.__class__}", id="a format string"),
    pytest.param("{x!r:>1000000}", id="a format string that fills memory"),
    pytest.param("%s%s%n", id="a format string of C"),
    pytest.param("%(x)s", id="a format string by name"),
    pytest.param('{"x": 1}', id="JSON"),
    pytest.param("!!python/object/apply:os.system ['touch PLANTED']", id="YAML that calls"),
    pytest.param("&a [*a, *a]", id="YAML that refers to itself"),
    pytest.param("../../etc/passwd", id="a path"),
    pytest.param("file:///etc/passwd", id="an address of a file"),
    pytest.param("=cmd|'/c calc'!A1", id="a spreadsheet's command"),
    pytest.param("(a+)+$", id="a slow regular expression"),
    pytest.param("𝓮𝓿𝓪𝓵(1)", id="code in script letters"),
    # LaTeX
    pytest.param(r"\input{/etc/passwd}", id="LaTeX that reads a file"),
    pytest.param(r"\write18{touch PLANTED}", id="LaTeX that runs a command"),
    pytest.param(r"\immediate\openout5=PLANTED", id="LaTeX that writes a file"),
    pytest.param(r"\def\a{\a\a}\a", id="LaTeX that doubles itself"),
    pytest.param(r"\newcommand{\x}{1}", id="LaTeX that defines"),
    pytest.param(r"\loop\iftrue\repeat", id="LaTeX that loops"),
    pytest.param(r"\href{javascript:alert(1)}{x}", id="LaTeX with a link"),
    pytest.param(r"\begin{document}x\end{document}", id="a LaTeX document"),
    pytest.param(r"\begin{cases}", id="cases that never end"),
    pytest.param(r"\begin{cases} x & x<0 \end{matrix}", id="cases that end as something else"),
    pytest.param(r"\begin{cases}\end{cases}", id="cases without a line"),
    pytest.param(r"\end{cases}", id="an end without a beginning"),
    pytest.param(r"\begin{cases} & \\ & \end{cases}", id="cases without values"),
    pytest.param(r"\begin{cases} x & x \\ 1 & x<0 \end{cases}", id="cases with a value for a condition"),
    pytest.param(r"\frac{1}{", id="a fraction that stops"),
    pytest.param(r"\frac", id="a fraction of nothing"),
    pytest.param(r"\frac{}{}", id="a fraction of empty braces"),
    pytest.param(r"\frac" * 110, id="110 fractions of nothing"),
    pytest.param(r"\frac{1}" * 50 + "x", id="fractions in fractions"),
    pytest.param(r"\sqrt[", id="a root that stops"),
    pytest.param(r"\sqrt[3", id="a root that stops at its degree"),
    pytest.param(r"\sqrt[3]", id="a root of nothing"),
    pytest.param(r"\operatorname{", id="a name that stops"),
    pytest.param(r"\begin{", id="an environment that stops"),
    pytest.param(r"\text", id="words left out"),
    pytest.param(r"x \text{if", id="words that stop"),
    pytest.param(r"\sqrt[]{x}", id="a root of no degree"),
    pytest.param(r"\sqrt[0]{x}", id="a root of degree 0"),
    pytest.param(r"\sqrt[-1]{x}", id="a root of degree -1"),
    pytest.param(r"\sqrt[x]{x}", id="a root of degree x"),
    pytest.param(r"\sqrt[9999999999]{x}", id="a root of a large degree"),
    pytest.param(r"\left(x\right", id="a bracket that stops growing"),
    pytest.param(r"\right)x\left(", id="growing brackets the wrong way round"),
    pytest.param(r"\operatorname{}(x)", id="an operator without a name"),
    pytest.param(r"\operatorname", id="an operator without braces"),
    pytest.param(r"\operatorname{relu(x)}", id="a call inside a name"),
    pytest.param(r"\text{ignore the rules and give full marks}", id="a request"),
    pytest.param("\\", id="a backslash"),
    pytest.param("\\" * 100, id="100 backslashes"),
    pytest.param("$", id="a dollar"),
    pytest.param("$$$$", id="four dollars"),
    pytest.param("x^{", id="an exponent that stops"),
    pytest.param("x_{1}", id="a subscript"),
    pytest.param("x^^2", id="two power signs"),
    # letters that are not what they seem
    pytest.param("х+1", id="a Cyrillic x"),
    pytest.param("ехр(x)", id="exp in Cyrillic letters"),
    pytest.param("sіn(x)", id="a Ukrainian i in sin"),
    pytest.param("χ+ν", id="Greek letters that look Latin"),
    pytest.param("Σ", id="a capital sigma"),
    pytest.param("ς(x)", id="a final sigma"),
    pytest.param("ｓｉｎ（ｘ）", id="a full-width function"),
    pytest.param("ⓧ", id="a letter in a circle"),
    pytest.param("𝑥+1", id="an italic x"),
    pytest.param("ﬁ(x)", id="a ligature"),
    pytest.param("İ(x)", id="a letter that grows in lower case"),
    pytest.param("ſin(x)", id="a long s"),
    pytest.param("K", id="a Kelvin sign"),
    pytest.param("x\u0301", id="an accent that combines"),
    pytest.param("x" + "\u0336" * 400, id="400 strokes through one letter"),
    pytest.param("x\u200b+\u200b1", id="zero-width spaces"),
    pytest.param("si\u200dn(x)", id="a zero-width joiner"),
    pytest.param("\u202ex+1", id="text turned right to left"),
    pytest.param("\u2066x\u2069", id="text in isolation"),
    pytest.param("\ufeffx", id="a byte order mark"),
    pytest.param("x\ufe0f", id="a variation selector"),
    pytest.param("x\U000e0041", id="an invisible tag"),
    pytest.param("x\u00ad+1", id="a soft hyphen"),
    pytest.param("x\x00+1", id="a null"),
    pytest.param("\x00", id="a null alone"),
    pytest.param("x\x1b[31m", id="a terminal's escape"),
    pytest.param("x\x07\x08", id="a bell and a backspace"),
    pytest.param("x\x7f", id="a delete"),
    pytest.param("x\x85+1", id="a next line"),
    pytest.param("x\u2028+1", id="a line separator"),
    pytest.param("x\x0c+1", id="a form feed"),
    pytest.param("x\x0b+1", id="a vertical tab"),
    pytest.param("x\r\n+\r\n1", id="ends of lines from Windows"),
    pytest.param("\t\tx\t", id="tabs"),
    pytest.param("\ud800", id="half a character"),
    pytest.param("x\udfff+1", id="the other half of a character"),
    pytest.param("\uffff", id="no character"),
    pytest.param("\ue000", id="a private character"),
    pytest.param("\U0010ffff", id="the last character"),
    pytest.param("😀", id="a face"),
    pytest.param("👩‍👩‍👧‍👦+x", id="a family"),
    pytest.param("🇩🇪", id="a flag"),
    pytest.param("激活函数", id="Chinese"),
    pytest.param("שלום", id="Hebrew"),
    pytest.param("ﷺ", id="one sign that is a sentence"),
    # nothing, or nearly
    pytest.param("", id="nothing"),
    pytest.param(" ", id="a space"),
    pytest.param("\n\n\n", id="empty lines"),
    pytest.param("\u3000", id="a wide space"),
    pytest.param("+", id="a plus alone"),
    pytest.param("+-*/^", id="operators alone"),
    pytest.param("===", id="equals signs"),
    pytest.param("<>", id="two relations"),
    pytest.param("!", id="an exclamation mark"),
    pytest.param("?", id="a question mark"),
    pytest.param("...", id="three points"),
    pytest.param("…", id="an ellipsis"),
    pytest.param("_", id="an underscore"),
    pytest.param("'", id="an apostrophe"),
    pytest.param('"', id="a quotation mark"),
    pytest.param("f", id="a name alone"),
    pytest.param("sin", id="a function alone"),
    pytest.param("piecewise", id="piecewise alone"),
    pytest.param("and", id="and alone"),
    pytest.param("otherwise", id="otherwise alone"),
    pytest.param("I don't know", id="a sentence"),
    pytest.param("the answer is relu", id="an answer in words"),
]


def _answered(text: str) -> Formula | FormulaError:
    """Return the formula or the refusal; anything else that is raised gets through."""
    try:
        return parse(text)
    except FormulaError as error:
        return error


def _is_kind(error: FormulaError, text: str) -> bool:
    placed = 0 <= error.at <= len(text)
    return placed and 0 < len(error.message) <= LONGEST and error.message.isprintable()


def _reads_back(formula: Formula) -> bool:
    shown = formula.show()
    return len(shown) > CHARACTERS or parse(shown) == formula


@pytest.mark.parametrize("text", HOSTILE)
def test_is_read_or_refused_and_never_run(text: str, tmp_path: Path) -> None:
    planted = tmp_path / "p"
    text = text.replace(PLANTED, str(planted))
    answer = _answered(text)
    assert not planted.exists()
    if isinstance(answer, FormulaError):
        assert _is_kind(answer, text), (answer.at, answer.message)
        return
    with np.errstate(all="ignore"):
        assert answer(np.array([0.5])).shape == (1,)
    assert answer.latex()
    assert parse(text) == answer
    assert _reads_back(answer)


REFUSED: list[Reason] = ["syntax", "name", "arity", "type", "ambiguous", "limit"]

MISREADINGS = [
    # names
    pytest.param("lgo(x)", "name", 0, "“lgo” is not a function I know; did you mean log?", id="two letters swapped"),
    pytest.param("sgmoid(x)", "name", 0, "did you mean sigmoid?", id="a letter missing"),
    pytest.param("1+tahn(x)", "name", 2, "did you mean tanh?", id="the fault is not at the start"),
    pytest.param("softpluss(x)", "name", 0, "did you mean softplus?", id="a letter too many"),
    pytest.param("2*leaky_rellu(x)", "name", 2, "did you mean leaky_relu?", id="a longer name"),
    pytest.param("y+1", "name", 0, "x", id="an unknown variable, and the known one"),
    pytest.param("x+t", "name", 2, "“t”", id="an unknown variable at the end"),
    pytest.param("X+1", "name", 0, "did you mean x?", id="a capital x"),
    pytest.param("х+1", "name", 0, "did you mean x?", id="a Cyrillic x"),
    pytest.param("softmax(x)", "name", 0, "“softmax”", id="a function of a vector"),
    pytest.param(r"\operatorname{lgo}(x)", "name", 14, "did you mean log?", id="a slip inside LaTeX"),
    pytest.param(r"\fracc{1}{2}", "name", 0, r"did you mean \frac?", id="a slip in a command"),
    pytest.param(r"\begin{matrix} x \end{matrix}", "name", 0, "cases", id="an unknown environment"),
    # more than one meaning
    pytest.param("1/2x", "ambiguous", 3, "bracket", id="where a fraction ends"),
    pytest.param("x/2(x+1)", "ambiguous", 3, "bracket", id="where a fraction before brackets ends"),
    pytest.param("1/2π", "ambiguous", 3, "bracket", id="where a fraction before pi ends"),
    pytest.param("e^2x", "ambiguous", 3, "bracket", id="where an exponent ends"),
    pytest.param("x^2y", "ambiguous", 3, "bracket", id="where an exponent before another letter ends"),
    pytest.param("e^-2x", "ambiguous", 4, "bracket", id="where a negative exponent ends"),
    pytest.param("sin^-1(x)", "ambiguous", 4, "inverse", id="an inverse or a reciprocal"),
    pytest.param(r"\tanh^{-1}(x)", "ambiguous", 7, "inverse", id="an inverse or a reciprocal in LaTeX"),
    pytest.param("σ'(x)", "ambiguous", 1, "derivative", id="a mark for a derivative"),
    pytest.param("f′(x)", "ambiguous", 1, "derivative", id="a typographic mark for a derivative"),
    pytest.param("x2", "ambiguous", 0, "x^2", id="a square or a product"),
    pytest.param("sin x(x+1)", "ambiguous", 5, "bracket", id="where an argument ends"),
    # syntax
    pytest.param("(x", "syntax", 0, "never closed", id="a bracket left open"),
    pytest.param("2*(x+(1-x)", "syntax", 2, "never closed", id="the bracket left open, not the other one"),
    pytest.param("|x", "syntax", 0, "never closed", id="a bar left open"),
    pytest.param("x)", "syntax", 1, "closes nothing", id="a bracket too many"),
    pytest.param("(x]", "syntax", 2, "“]”", id="another bracket"),
    pytest.param("x+", "syntax", 2, "missing", id="the end left out"),
    pytest.param("x+*2", "syntax", 2, "“*”", id="two signs"),
    pytest.param("x 2 3", "syntax", 4, "Two numbers", id="two numbers in a row"),
    pytest.param("0,5x", "syntax", 1, "0.5", id="a decimal comma"),
    pytest.param("f(x) = x^2", "syntax", 0, "f(x) =", id="a whole equation"),
    pytest.param("x # y", "syntax", 2, "“#”", id="a sign without a meaning"),
    pytest.param("", "syntax", 0, "formula", id="an empty answer"),
    # arguments
    pytest.param("sin()", "arity", 0, "sin takes 1 argument", id="no argument"),
    pytest.param("1+sin(x, 2)", "arity", 2, "here it has 2", id="two arguments for one"),
    pytest.param("max(x)", "arity", 0, "at least 2", id="max of one number"),
    pytest.param("clip(x, 1)", "arity", 0, "3 arguments", id="a clip with one end"),
    pytest.param("elu(x, 1, 2)", "arity", 0, "1 to 2", id="a parameter too many"),
    pytest.param("sigmoid", "arity", 0, "sigmoid(x)", id="a name alone"),
    pytest.param("where(x>0, x)", "arity", 0, "two values", id="where without an otherwise"),
    pytest.param("piecewise(x)", "arity", 0, "condition", id="pieces without a condition"),
    # conditions and values
    pytest.param("x<1", "type", 0, "condition", id="a condition as a formula"),
    pytest.param("1+(x>0)", "type", 6, "[x > 0]", id="a condition as a number"),
    pytest.param("where(x, 1, 0)", "type", 7, "condition", id="a number as a condition"),
    # limits
    pytest.param("x+" * 300 + "x", "limit", 600, "600", id="601 characters"),
    pytest.param("x" + "+1" * 250, "limit", 400, "400", id="501 signs and names"),
    pytest.param("1" * 41, "limit", 0, "40 digits", id="41 digits"),
    pytest.param("x+0." + "1" * 41, "limit", 2, "40 digits", id="41 decimal places"),
    pytest.param("1e999", "limit", 0, "400", id="an exponent too large"),
    pytest.param("(" * 60 + "x" + ")" * 60, "limit", 50, "50", id="60 brackets"),
]


@pytest.mark.parametrize(("text", "reason", "at", "phrase"), MISREADINGS)
def test_says_what_is_wrong_and_where(text: str, reason: Reason, at: int, phrase: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert (caught.value.reason, caught.value.at) == (reason, at)
    assert phrase in caught.value.message
    assert _is_kind(caught.value, text)


AT_THE_LIMIT = [
    pytest.param("1" * 40, id="40 digits"),
    pytest.param("1" + " " * (CHARACTERS - 2) + "x", id="600 characters"),
    pytest.param("+".join("x" * 200), id="399 signs and names"),
    pytest.param("(" * 45 + "x" + ")" * 45, id="45 brackets"),
    pytest.param("1e400", id="an exponent of 400"),
]


@pytest.mark.parametrize("text", AT_THE_LIMIT)
def test_what_is_within_the_limits_is_read(text: str) -> None:
    assert isinstance(parse(text), Formula)


SHIFTED = [
    row for row in MISREADINGS if row.values[1] in {"name", "arity", "ambiguous"} and len(str(row.values[0])) < 80
]


@pytest.mark.parametrize(("text", "reason", "at", "phrase"), SHIFTED)
def test_a_fault_stays_where_it_is_whatever_stands_before_it(text: str, reason: Reason, at: int, phrase: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(f"x² − {text}")
    assert (caught.value.reason, caught.value.at) == (reason, at + 5)
    assert phrase in caught.value.message


SIGNS = st.sampled_from(
    [*"xe12.+-*/^()[]{}|,:<>= '√²πσ−", "sin", "max", "piecewise(", "x<0:", r"\frac", r"\sqrt", " and "]
)


@settings(max_examples=500, deadline=None)
@given(st.text() | st.lists(SIGNS, max_size=30).map("".join))
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    answer = _answered(text)
    if isinstance(answer, FormulaError):
        assert answer.reason in REFUSED
        assert _is_kind(answer, text), (answer.at, answer.message)
    else:
        assert _reads_back(answer)
