from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grader.maths.formula import Formula
from grader.maths.names import arities
from grader.maths.reading import parse, parse_condition
from grader.maths.tokens import CHARACTERS
from grader.maths.tree import (
    Call,
    Comparison,
    Condition,
    Constant,
    Logic,
    Negative,
    Node,
    Number,
    Operation,
    Piecewise,
    Variable,
)

X, Y = Variable("x"), Variable("y")
ONE, TWO, THREE = (Number(Fraction(n)) for n in (1, 2, 3))

TREES = [
    pytest.param("x", X, id="a variable"),
    pytest.param("12.50", Number(Fraction(25, 2)), id="a number is exact"),
    pytest.param("1/3", Operation("/", ONE, THREE), id="a quotient is not folded"),
    pytest.param("-2", Negative(TWO), id="a negative number is a minus and a number"),
    pytest.param("e*pi", Operation("*", Constant("e"), Constant("pi")), id="constants"),
    pytest.param("1-2-3", Operation("-", Operation("-", ONE, TWO), THREE), id="differences from left to right"),
    pytest.param("x^2^3", Operation("^", X, Operation("^", TWO, THREE)), id="powers from right to left"),
    pytest.param("-x^2", Negative(Operation("^", X, TWO)), id="the minus comes last"),
    pytest.param("1+2*x", Operation("+", ONE, Operation("*", TWO, X)), id="products before sums"),
    pytest.param("2x", Operation("*", TWO, X), id="a product without a sign"),
    pytest.param("silu(x)", Call("silu", (X,)), id="a named activation keeps its name"),
    pytest.param("max(x, 1, 2)", Call("max", (X, ONE, TWO)), id="arguments stay in their order"),
    pytest.param("piecewise(x<1: 1, 2)", Piecewise(((Comparison((X, ONE), ("<",)), ONE),), TWO), id="pieces", marks=()),
    pytest.param("piecewise(x<1: x)", Piecewise(((Comparison((X, ONE), ("<",)), X),), None), id="no rest"),
]

READINGS = [
    # precedence
    pytest.param("x+2*3", "x+(2*3)", id="products before sums"),
    pytest.param("x-2+3", "(x-2)+3", id="sums from left to right"),
    pytest.param("x/2/3", "(x/2)/3", id="quotients from left to right"),
    pytest.param("x/2*3", "(x/2)*3", id="times and over from left to right"),
    pytest.param("2*x^3", "2*(x^3)", id="powers before products"),
    pytest.param("2^3^x", "2^(3^x)", id="powers from right to left"),
    pytest.param("x**2**3", "x^(2^3)", id="two stars are a power"),
    pytest.param("x^1/2", "(x^1)/2", id="a power ends at the fraction line"),
    pytest.param("x^0.5", "x^(0.5)", id="a decimal exponent"),
    pytest.param("1-x^2/2", "1-((x^2)/2)", id="all of them"),
    # signs
    pytest.param("-x^2", "-(x^2)", id="minus a square"),
    pytest.param("-x*2", "(-x)*2", id="minus and times"),
    pytest.param("-2x", "-(2*x)", id="the minus before a product without a sign"),
    pytest.param("2^-x", "2^(-x)", id="a negative exponent"),
    pytest.param("2^-x^2", "2^(-(x^2))", id="minus a square in the exponent"),
    pytest.param("x^-1/2", "(x^(-1))/2", id="a negative exponent ends at the fraction line"),
    pytest.param("x--1", "x-(-1)", id="minus minus"),
    pytest.param("x*-2", "x*(-2)", id="times minus"),
    pytest.param("--x", "-(-x)", id="minus twice"),
    pytest.param("+x", "x", id="a plus in front says nothing"),
    pytest.param("x+-1", "x+(-1)", id="plus minus"),
    pytest.param("x-+1", "x-1", id="minus plus"),
    # products without a sign
    pytest.param("2x^3", "2*(x^3)", id="a number before a power"),
    pytest.param("2 x", "2*x", id="a space between factors"),
    pytest.param("x(1-x)", "x*(1-x)", id="a variable before brackets is no function"),
    pytest.param("(1+x)(1-x)", "(1+x)*(1-x)", id="brackets side by side"),
    pytest.param("(1+x)^2(1-x)", "((1+x)^2)*(1-x)", id="a power beside brackets"),
    pytest.param("x^2(x+1)", "(x^2)*(x+1)", id="a power of x beside brackets"),
    pytest.param("(x)2", "x*2", id="a number behind brackets"),
    pytest.param("2(3)", "2*3", id="a number before brackets"),
    pytest.param("2x/3", "(2*x)/3", id="a product above the fraction line"),
    pytest.param("2pi", "2*pi", id="a number before pi"),
    pytest.param("2pix", "(2*pi)*x", id="pi and x in one word"),
    pytest.param("x^2 x", "(x^2)*x", id="a space ends an exponent"),
    pytest.param("e^x(1-x)", "(e^x)*(1-x)", id="brackets end an exponent"),
    pytest.param("3sin x", "3*sin(x)", id="a number before a function"),
    pytest.param("xsin(x)", "x*sin(x)", id="a variable glued to a function"),
    pytest.param("xe^x", "x*(e^x)", id="a variable glued to a power of e"),
    pytest.param("2sin(x)cos(x)", "(2*sin(x))*cos(x)", id="functions side by side"),
    pytest.param("sin(x)x", "sin(x)*x", id="a variable behind a function"),
    pytest.param("2e3x", "2000*x", id="a power of ten before a variable"),
    pytest.param("1e-3", "0.001", id="a power of ten"),
    pytest.param("1E5", "100000", id="a large E"),
    pytest.param(".5x", "0.5*x", id="a number that begins with its point"),
    pytest.param("5.", "5", id="a number that ends with its point"),
    pytest.param("007", "7", id="zeros in front"),
    # functions without brackets
    pytest.param("exp x", "exp(x)", id="a function before a letter"),
    pytest.param("sin 2x", "sin(2*x)", id="a function before a product"),
    pytest.param("sin 2x + 1", "sin(2*x)+1", id="a sum ends the argument"),
    pytest.param("sin x/2", "sin(x)/2", id="a fraction line ends the argument"),
    pytest.param("sin x * 2", "sin(x)*2", id="a star ends the argument"),
    pytest.param("sin x cos x", "sin(x)*cos(x)", id="a function ends the argument"),
    pytest.param("sin x^2", "sin(x^2)", id="a power belongs to the argument"),
    pytest.param("sin -x", "sin(-x)", id="a minus belongs to the argument"),
    pytest.param("sin cos x", "sin(cos(x))", id="a function of a function"),
    pytest.param("exp -x^2", "exp(-(x^2))", id="minus a square as an argument"),
    pytest.param("sin^2(x)", "(sin(x))^2", id="a power at the name"),
    pytest.param("sin^2 x", "(sin(x))^2", id="a power at the name, no brackets"),
    pytest.param("sin(x)^2", "(sin(x))^2", id="a power behind the brackets"),
    pytest.param("sin²(x)", "(sin(x))^2", id="a raised 2 at the name"),
    pytest.param("ln 3x", "log(3*x)", id="a logarithm of a product"),
    # bars
    pytest.param("|x|", "abs(x)", id="bars"),
    pytest.param("|x|^2", "abs(x)^2", id="a power of bars"),
    pytest.param("-|x|", "-abs(x)", id="minus bars"),
    pytest.param("|-x|", "abs(-x)", id="a minus inside bars"),
    pytest.param("2|x|", "2*abs(x)", id="a number before bars"),
    pytest.param("x|x|", "x*abs(x)", id="a variable before bars"),
    pytest.param("|x||x+1|", "abs(x)*abs(x+1)", id="bars side by side"),
    pytest.param("||x|-1|", "abs(abs(x)-1)", id="bars in bars"),
    pytest.param("|1-|x||", "abs(1-abs(x))", id="a minus before inner bars"),
    pytest.param("|x+|x||", "abs(x+abs(x))", id="bars that close together"),
    pytest.param("1/(1+|x|)", "1/(1+abs(x))", id="bars in brackets"),
    pytest.param("exp(-|x|)", "exp(-abs(x))", id="bars in an argument"),
    pytest.param("|(|x|-1)|", "abs(abs(x)-1)", id="brackets between bars"),
    pytest.param("sin|x|", "sin(abs(x))", id="bars as an argument"),
    # unicode
    pytest.param("x²", "x^2", id="a raised 2"),
    pytest.param("x¹⁰", "x^10", id="two raised digits"),
    pytest.param("x⁻¹", "x^(-1)", id="a raised minus"),
    pytest.param("2x²+1", "2*(x^2)+1", id="a raised 2 ends where it ends"),
    pytest.param("−x", "-x", id="a typographic minus"),
    pytest.param("x – 1", "x-1", id="a dash"),
    pytest.param("2·x", "2*x", id="a dot"),
    pytest.param("2×x", "2*x", id="a cross"),
    pytest.param("x÷2", "x/2", id="a division sign"),
    pytest.param("x⁄2", "x/2", id="a fraction slash"),
    pytest.param("½x", "0.5*x", id="a half"),
    pytest.param("⅓x", "(1/3)*x", id="a third"),
    pytest.param("2π", "2*pi", id="pi"),
    pytest.param("√x", "sqrt(x)", id="a root sign"),
    pytest.param("√(x+1)", "sqrt(x+1)", id="a root sign before brackets"),
    pytest.param("3√2", "3*sqrt(2)", id="a number before a root sign"),
    pytest.param("∛x", "cbrt(x)", id="a cube root sign"),
    pytest.param("σ(x)", "sigmoid(x)", id="sigma"),
    pytest.param("Φ(x)+x φ(x)", "Phi(x)+x*phi(x)", id="capital phi is the distribution, small phi the density"),
    pytest.param("（１＋ｘ）＊２", "(1+x)*2", id="full-width signs"),
    pytest.param("x\u00a0+\u20031", "x+1", id="wide and fixed spaces"),
    pytest.param("x\t+\r\n1", "x+1", id="tabs and ends of lines"),
    pytest.param("[x≤1]", "[x<=1]", id="at most"),
    pytest.param("[x≥1]", "[x>=1]", id="at least"),
    pytest.param("[x≠1]", "[x!=1]", id="not equal"),
    # synonyms
    pytest.param("ln(x)", "log(x)", id="ln is log"),
    pytest.param("lg(x)", "log10(x)", id="lg is the logarithm to base 10"),
    pytest.param("arcsin(x)+arccos(x)+arctan(x)", "asin(x)+acos(x)+atan(x)", id="arc functions"),
    pytest.param("arsinh(x)+arcosh(x)+artanh(x)", "asinh(x)+acosh(x)+atanh(x)", id="area functions"),
    pytest.param("arcsinh(x)", "asinh(x)", id="area functions, misnamed as often"),
    pytest.param("sgn(x)+signum(x)", "sign(x)+sign(x)", id="sign"),
    pytest.param("heaviside(x)", "step(x)", id="Heaviside's step"),
    pytest.param("expit(x)+logistic(x)", "sigmoid(x)+sigmoid(x)", id="the sigmoid's other names"),
    pytest.param("swish(x)", "silu(x)", id="swish is silu"),
    pytest.param("normcdf(x)", "Phi(x)", id="the normal distribution"),
    pytest.param("clamp(x, 0, 1)", "clip(x, 0, 1)", id="clamp is clip"),
    pytest.param("ReLU(x)", "relu(x)", id="relu as it is printed"),
    pytest.param("LeakyReLU(x, 0.2)", "leaky_relu(x, 0.2)", id="leaky relu as a class"),
    pytest.param("Sin(x)", "sin(x)", id="a capital at the start"),
    pytest.param("TANH(x)", "tanh(x)", id="all capitals"),
    # pieces and conditions
    pytest.param("where(x>0, x, 0)", "piecewise(x>0: x, 0)", id="where"),
    pytest.param("if(x>0, x, 0)", "piecewise(x>0: x, 0)", id="if"),
    pytest.param("[x>0]", "piecewise(x>0: 1, 0)", id="an Iverson bracket"),
    pytest.param("x[x>0]", "x*piecewise(x>0: 1, 0)", id="a product with an Iverson bracket"),
    pytest.param("[x+1]*2", "(x+1)*2", id="square brackets around a value are brackets"),
    pytest.param("{x+1}*2", "(x+1)*2", id="so are braces"),
    pytest.param("[x=0]", "[x==0]", id="one equals sign in a condition"),
    pytest.param("[0<x<1]", "piecewise(0<x<1: 1, 0)", id="a chain"),
    pytest.param("[x>0 & x<1]", "[x>0 and x<1]", id="an ampersand"),
    pytest.param("[x>0 && x<1]", "[x>0 and x<1]", id="two ampersands"),
    pytest.param("[x>0 ∧ x<1]", "[x>0 and x<1]", id="a wedge"),
    pytest.param("[x<0 ∨ x>1]", "[x<0 or x>1]", id="a vee"),
    pytest.param("[x<0 or x>1 and x<2]", "[x<0 or (x>1 and x<2)]", id="and before or"),
    pytest.param("[not x<0 and x<1]", "[(not x<0) and x<1]", id="not before and"),
    pytest.param("piecewise(x+1<2x: 0, x)", "piecewise((x+1)<(2*x): 0, x)", id="sums before comparisons"),
    pytest.param("piecewise( x<0 :0 ,x )", "piecewise(x<0: 0, x)", id="spaces do not matter"),
    pytest.param(
        "piecewise(x<0: -x, x<1: x^2, 1)", "piecewise((x<0): (-x), (x<1): (x^2), 1)", id="values are formulas"
    ),
]

LATEX = [
    pytest.param(r"\frac{1}{2}", "1/2", id="a fraction"),
    pytest.param(r"\frac12", "1/2", id="a fraction without braces"),
    pytest.param(r"\frac1x", "1/x", id="a fraction of single signs"),
    pytest.param(r"\frac{1}{2}x", "(1/2)*x", id="a fraction before a variable is no riddle"),
    pytest.param(r"\dfrac{x+1}{x-1}", "(x+1)/(x-1)", id="a large fraction"),
    pytest.param(r"\frac{x}{1+\left|x\right|}", "x/(1+abs(x))", id="bars that grow"),
    pytest.param(r"\lvert x\rvert", "abs(x)", id="bars with sides"),
    pytest.param(r"\left(x+1\right)^2", "(x+1)^2", id="brackets that grow"),
    pytest.param(r"\sqrt{x+1}", "sqrt(x+1)", id="a root"),
    pytest.param(r"\sqrt[3]{x}", "cbrt(x)", id="a cube root"),
    pytest.param(r"\sqrt[4]{x}", "x^(1/4)", id="a fourth root"),
    pytest.param("e^{-x}", "e^(-x)", id="an exponent in braces"),
    pytest.param("e^{-x^2/2}", "e^((-(x^2))/2)", id="a longer exponent"),
    pytest.param(r"x^{2}x", "(x^2)*x", id="braces end an exponent"),
    pytest.param(r"\sin x", "sin(x)", id="a function"),
    pytest.param(r"\sin{x}", "sin(x)", id="an argument in braces"),
    pytest.param(r"\sin^2 x", "sin(x)^2", id="a power at a function's name"),
    pytest.param(r"\tanh\left(x\right)", "tanh(x)", id="an argument in brackets that grow"),
    pytest.param(r"\ln(1+e^{x})", "log(1+e^x)", id="softplus"),
    pytest.param(r"\arctan x", "atan(x)", id="an arc function"),
    pytest.param(r"\operatorname{ReLU}(x)", "relu(x)", id="an operator's name"),
    pytest.param(r"\mathrm{sigmoid}(x)", "sigmoid(x)", id="a name in upright letters"),
    pytest.param(r"\sigma(x)", "sigmoid(x)", id="sigma"),
    pytest.param(r"x\,\Phi(x)", "x*Phi(x)", id="a thin space"),
    pytest.param(r"x \cdot 2 \times 3", "(x*2)*3", id="dot and cross"),
    pytest.param(r"2\pi", "2*pi", id="pi"),
    pytest.param(r"\max(0, x)", "max(0, x)", id="max"),
    pytest.param(r"\max\{0, x\}", "max(0, x)", id="max of a set"),
    pytest.param(r"\lfloor x \rfloor", "floor(x)", id="floor"),
    pytest.param(r"\lceil x \rceil", "ceil(x)", id="ceil"),
    pytest.param(
        r"\begin{cases} 0 & x<0 \\ x & x \ge 0 \end{cases}", "piecewise(x<0: 0, x>=0: x)", id="cases, all conditions"
    ),
    pytest.param(
        r"\begin{cases} 0 & \text{if } x<0 \\ x & \text{otherwise} \end{cases}",
        "piecewise(x<0: 0, x)",
        id="cases with if and otherwise",
    ),
    pytest.param(
        r"\begin{cases} -1, & x \leq -1, \\ x, & -1 < x < 1, \\ 1, & \text{else} \end{cases}",
        "piecewise(x<=-1: -1, -1<x<1: x, 1)",
        id="cases with commas",
    ),
    pytest.param("$x^2$", "x^2", id="dollars"),
    pytest.param(r"$$\frac{x}{2}$$", "x/2", id="twice two dollars"),
]

IN_TWO = [
    pytest.param("x y", "x*y", id="two letters"),
    pytest.param("xy", "x*y", id="two letters in one word"),
    pytest.param("2xy", "(2*x)*y", id="a number before two letters"),
    pytest.param("xy^2", "x*(y^2)", id="a power belongs to the last letter"),
    pytest.param("xyx", "(x*y)*x", id="three letters"),
    pytest.param("x*y/2", "(x*y)/2", id="a product over a number"),
    pytest.param("y x^2", "y*(x^2)", id="any order"),
    pytest.param("sin xy", "sin(x*y)", id="a word as an argument"),
    pytest.param("sin x y", "sin(x*y)", id="letters as an argument"),
    pytest.param("x^y^2", "x^(y^2)", id="a variable in the exponent"),
    pytest.param("|x||y|", "abs(x)*abs(y)", id="bars side by side"),
    pytest.param("|x-y|/(|x|+|y|)", "abs(x-y)/(abs(x)+abs(y))", id="bars everywhere"),
    pytest.param("x^2 y", "(x^2)*y", id="a space ends an exponent"),
    pytest.param("max(x,y)", "max(x, y)", id="a comma without a space"),
    pytest.param("[x<y]", "piecewise(x<y: 1, 0)", id="a condition between variables"),
]

WORDS = [
    pytest.param("rate*x1", ("x1", "rate"), Operation("*", Variable("rate"), Variable("x1")), id="longer names"),
    pytest.param("2 alpha", ("alpha",), Operation("*", TWO, Variable("alpha")), id="a Greek letter by its name"),
    pytest.param("e+1", ("e",), Operation("+", Variable("e"), ONE), id="a variable may hide a constant"),
    pytest.param("pi", (), Constant("pi"), id="no variables at all"),
]


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_a_text_becomes_this_tree(text: str, tree: Node) -> None:
    assert parse(text) == Formula(tree=tree)


@pytest.mark.parametrize(("text", "explicit"), READINGS)
def test_reads_as_mathematicians_do(text: str, explicit: str) -> None:
    assert parse(text).tree == parse(explicit).tree


@pytest.mark.parametrize(("text", "explicit"), LATEX)
def test_reads_latex(text: str, explicit: str) -> None:
    assert parse(text).tree == parse(explicit).tree


@pytest.mark.parametrize(("text", "explicit"), IN_TWO)
def test_reads_two_variables(text: str, explicit: str) -> None:
    assert parse(text, ("x", "y")).tree == parse(explicit, ("x", "y")).tree


@pytest.mark.parametrize(("text", "variables", "tree"), WORDS)
def test_reads_the_variables_it_is_told(text: str, variables: tuple[str, ...], tree: Node) -> None:
    assert parse(text, variables) == Formula(tree=tree, variables=variables)


NEIGHBOURS = [
    pytest.param("-x^2", "(-x)^2", id="minus a square and the square of minus x"),
    pytest.param("x-(2-3)", "x-2-3", id="brackets behind a minus"),
    pytest.param("x/(2*3)", "x/2*3", id="brackets below a fraction line"),
    pytest.param("(2^3)^x", "2^3^x", id="brackets around a power"),
    pytest.param("sin(x)^2", "sin(x^2)", id="where the power stands"),
    pytest.param("log(x)", "log10(x)", id="log is the natural one"),
    pytest.param("Phi(x)", "phi(x)", id="capital and small phi"),
    pytest.param("x+x", "2x", id="nothing is collected"),
    pytest.param("x*1", "x", id="nothing is cancelled"),
    pytest.param("1+2", "3", id="nothing is added up"),
    pytest.param("[x<0]", "[x<=0]", id="with and without the end"),
]


@pytest.mark.parametrize(("text", "other"), NEIGHBOURS)
def test_keeps_apart_what_is_written_differently(text: str, other: str) -> None:
    assert parse(text).tree != parse(other).tree


CONDITIONS = [
    pytest.param("x > 0", Comparison((X, Number(Fraction(0))), (">",)), id="a comparison"),
    pytest.param("1 < x <= 2", Comparison((ONE, X, TWO), ("<", "<=")), id="a chain"),
    pytest.param(
        "x > 1 and x != 2",
        Logic("and", (Comparison((X, ONE), (">",)), Comparison((X, TWO), ("!=",)))),
        id="two comparisons",
    ),
    pytest.param("not x == 1", Logic("not", (Comparison((X, ONE), ("==",)),)), id="a comparison denied"),
]


@pytest.mark.parametrize(("text", "condition"), CONDITIONS)
def test_reads_conditions(text: str, condition: Condition) -> None:
    assert parse_condition(text) == condition


TEXTS = [str(row.values[0]) for row in (*READINGS, *LATEX) if "$" not in str(row.values[0])]


@pytest.mark.parametrize("text", TEXTS)
def test_brackets_around_the_whole_change_nothing(text: str) -> None:
    assert parse(f"({text})").tree == parse(text).tree


@pytest.mark.parametrize("text", TEXTS)
def test_spaces_around_the_whole_change_nothing(text: str) -> None:
    assert parse(f"  {text}\n").tree == parse(text).tree


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_shown_reads_back(text: str) -> None:
    formula = parse(text)
    assert parse(formula.show()) == formula


LITERALS = st.builds(
    lambda digits, power: Number(digits * Fraction(10) ** power), st.integers(0, 10**6), st.integers(-7, 7)
)
LEAVES = st.just(X) | LITERALS | st.sampled_from([Constant("pi"), Constant("e")])
RELATIONS = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])


def _call(name: str, nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    arity = arities()[name]
    counts = st.integers(arity.least, min(arity.most, arity.least + 2))
    return counts.flatmap(lambda count: st.builds(Call, st.just(name), st.tuples(*[nodes] * count)))


def _condition(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Condition]:
    comparison = st.builds(Comparison, st.tuples(nodes, nodes), st.tuples(RELATIONS))
    chain = st.builds(Comparison, st.tuples(nodes, nodes, nodes), st.tuples(RELATIONS, RELATIONS))
    return (
        comparison
        | chain
        | st.builds(Logic, st.just("not"), st.tuples(comparison))
        | st.builds(Logic, st.sampled_from(["and", "or"]), st.tuples(comparison, comparison))
    )


def _larger(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    piece = st.tuples(_condition(nodes), nodes)
    return (
        st.builds(Negative, nodes)
        | st.builds(Operation, st.sampled_from(["+", "-", "*", "/", "^"]), nodes, nodes)
        | st.sampled_from(sorted(arities())).flatmap(lambda name: _call(name, nodes))
        | st.builds(Piecewise, st.lists(piece, min_size=1, max_size=2).map(tuple), st.none() | nodes)
    )


@settings(max_examples=300, deadline=None)
@given(st.recursive(LEAVES, _larger, max_leaves=8))
def test_every_tree_can_be_written_and_reads_back(tree: Node) -> None:
    text = Formula(tree=tree, variables=("x",)).show()
    assume(len(text) <= CHARACTERS)
    assert parse(text, ("x",)).tree == tree
