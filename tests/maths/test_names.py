import math
from collections.abc import Callable
from fractions import Fraction

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.nn import functional

from grader.maths.names import (
    CONSTANTS,
    DEFINITIONS,
    MANY,
    PRIMITIVES,
    SYNONYMS,
    Arity,
    arities,
    canonical,
    expand,
    expanded_size,
    known_words,
)
from grader.maths.reading import parse
from grader.maths.tree import Call, Node, Number, Operation, Piecewise, Variable, size, walk

RELATIVE, ABSOLUTE = 1e-12, 2e-14  # what torch's float64 may lose, the latter where it subtracts

# Both sides of every kink, the kinks, what saturates and what is tiny.
POINTS = tuple(
    Fraction(text)
    for text in "-30 -8.5 -6.01 -6 -3.01 -3 -2.5 -1.01 -1 -0.99 -0.51 -0.5 -0.3 -0.1 -1e-3 -1e-9 0 1e-9 1e-3 0.1 0.3 "
    "0.5 0.51 0.99 1 1.01 2.5 2.99 3 5.99 6 6.01 8.5 30".split()
)
X = torch.tensor([float(x) for x in POINTS], dtype=torch.float64)

ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "relu(x)": functional.relu,
    "leaky_relu(x)": functional.leaky_relu,
    "leaky_relu(x, 0.3)": lambda x: functional.leaky_relu(x, 0.3),
    "prelu(x, 0.3)": lambda x: functional.prelu(x, torch.tensor(0.3, dtype=torch.float64)),
    "prelu(x, -2)": lambda x: functional.prelu(x, torch.tensor(-2.0, dtype=torch.float64)),
    "elu(x)": functional.elu,
    "elu(x, 0.5)": lambda x: functional.elu(x, 0.5),
    "celu(x)": functional.celu,
    "celu(x, 2)": lambda x: functional.celu(x, 2.0),
    "selu(x)": functional.selu,
    "gelu(x)": functional.gelu,
    "gelu_tanh(x)": lambda x: functional.gelu(x, approximate="tanh"),
    "silu(x)": functional.silu,
    "silu(x, 3)": lambda x: x * functional.sigmoid(3 * x),
    "mish(x)": functional.mish,
    "softsign(x)": functional.softsign,
    "softplus(x)": lambda x: functional.softplus(x, threshold=700),
    "hardtanh(x)": functional.hardtanh,
    "hardtanh(x, -2, 0.5)": lambda x: functional.hardtanh(x, -2.0, 0.5),
    "hardtanh(x, -2)": lambda x: functional.hardtanh(x, -2.0, 1.0),
    "relu6(x)": functional.relu6,
    "hardsigmoid(x)": functional.hardsigmoid,
    "hardswish(x)": functional.hardswish,
    "logsigmoid(x)": functional.logsigmoid,
    "tanhshrink(x)": functional.tanhshrink,
    "softshrink(x)": functional.softshrink,
    "softshrink(x, 1)": lambda x: functional.softshrink(x, 1.0),
    "hardshrink(x)": functional.hardshrink,
    "hardshrink(x, 1)": lambda x: functional.hardshrink(x, 1.0),
    "sigmoid(x)": functional.sigmoid,
    "tanh(x)": functional.tanh,
}

FUNCTIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "abs(x)": torch.abs,
    "acos(x)": torch.acos,
    "acosh(x)": torch.acosh,
    "asin(x)": torch.asin,
    "asinh(x)": torch.asinh,
    "atan(x)": torch.atan,
    "atanh(x)": torch.atanh,
    "cbrt(x)": lambda x: torch.sign(x) * torch.abs(x) ** (1 / 3),
    "ceil(x)": torch.ceil,
    "cos(x)": torch.cos,
    "cosh(x)": torch.cosh,
    "erf(x)": torch.erf,
    "erfc(x)": torch.erfc,
    "exp(x)": torch.exp,
    "floor(x)": torch.floor,
    "log(x)": torch.log,
    "sign(x)": torch.sign,
    "sin(x)": torch.sin,
    "sinh(x)": torch.sinh,
    "sqrt(x)": torch.sqrt,
    "step(x)": lambda x: torch.heaviside(x, torch.zeros_like(x)),
    "tan(x)": torch.tan,
    "max(x, 1, 2)": lambda x: torch.clamp(x, min=2),
    "min(x, 1, 2)": lambda x: torch.clamp(x, max=1),
    "log2(x)": torch.log2,
    "log10(x)": torch.log10,
    "log1p(x)": torch.log1p,
    "expm1(x)": torch.expm1,
    "sec(x)": lambda x: 1 / torch.cos(x),
    "csc(x)": lambda x: 1 / torch.sin(x),
    "cot(x)": lambda x: 1 / torch.tan(x),
    "sech(x)": lambda x: 1 / torch.cosh(x),
    "csch(x)": lambda x: 1 / torch.sinh(x),
    "coth(x)": lambda x: 1 / torch.tanh(x),
    "clip(x, -1, 2)": lambda x: torch.clamp(x, -1, 2),
    "Phi(x)": torch.special.ndtr,
    "phi(x)": lambda x: torch.exp(torch.distributions.Normal(0.0, 1.0).log_prob(x)),
    "sinc(x)": lambda x: torch.sinc(x / torch.pi),
}

ORACLES = [pytest.param(text, oracle, id=text) for text, oracle in (ACTIVATIONS | FUNCTIONS).items()]


@pytest.mark.parametrize(("text", "oracle"), ORACLES)
def test_torch_says_the_same(text: str, oracle: Callable[[Tensor], Tensor]) -> None:
    f = parse(text)
    exact = [f.digits((Fraction(float(x)),), 30) for x in POINTS]
    # Where torch says nan or infinite, there is no value.
    expected = [y if math.isfinite(y) else math.nan for y in oracle(X).tolist()]
    seen = [math.nan if y is None else float(y) for y in exact]
    assert seen == pytest.approx(expected, rel=RELATIVE, abs=ABSOLUTE, nan_ok=True)


def test_every_name_has_its_oracle() -> None:
    assert {text.partition("(")[0] for text in ACTIVATIONS | FUNCTIONS} == set(arities())


SPELLINGS = [
    pytest.param("relu", "relu", id="a name"),
    pytest.param("ReLU", "relu", id="as papers write it"),
    pytest.param("RELU", "relu", id="in capitals"),
    pytest.param("Tanh", "tanh", id="as torch names its classes"),
    pytest.param("LeakyReLU", "leaky_relu", id="as torch names its class of two words"),
    pytest.param("LEAKYRELU", "leaky_relu", id="the same in capitals"),
    pytest.param("Swish", "silu", id="another name"),
    pytest.param("ln", "log", id="the natural logarithm"),
    pytest.param("LN", "log", id="the natural logarithm in capitals"),
    pytest.param("σ", "sigmoid", id="a Greek letter"),
    pytest.param("Phi", "Phi", id="the distribution function"),
    pytest.param("phi", "phi", id="the density"),
    pytest.param("Φ", "Phi", id="the distribution function's letter"),
    pytest.param("φ", "phi", id="the density's letter"),
    pytest.param("theta", "step", id="the step's letter"),
]

NO_NAMES = [
    pytest.param("lgo", id="letters swapped"),
    pytest.param("PHI", id="neither the distribution function nor the density"),
    pytest.param("Theta", id="an angle"),
    pytest.param("X", id="a single letter"),
    pytest.param("pi", id="a constant"),
    pytest.param("piecewise", id="a word of the grammar"),
    pytest.param("", id="nothing"),
    pytest.param("ſin", id="a letter that is s in capitals"),
]


@pytest.mark.parametrize(("word", "name"), SPELLINGS)
def test_knows(word: str, name: str) -> None:
    assert canonical(word) == name


@pytest.mark.parametrize("word", NO_NAMES)
def test_does_not_know(word: str) -> None:
    assert canonical(word) is None


@pytest.mark.parametrize("synonym", SYNONYMS)
def test_a_synonym_means_a_name_there_is(synonym: str) -> None:
    name = SYNONYMS[synonym]
    assert canonical(synonym) == name
    assert name in arities()
    assert synonym not in arities()


@pytest.mark.parametrize("synonym", [word for word in SYNONYMS if arities()[SYNONYMS[word]].least == 1])
def test_a_synonym_reads_as_its_name(synonym: str) -> None:
    assert parse(f"{synonym}(x)") == parse(f"{SYNONYMS[synonym]}(x)")


def test_every_word_is_known_to_the_nearest() -> None:
    assert {*arities(), *SYNONYMS, *CONSTANTS} < set(known_words())
    assert not set(CONSTANTS) & set(arities())


ARITIES = [
    pytest.param("sin", "1 argument", id="one"),
    pytest.param("prelu", "2 arguments", id="two"),
    pytest.param("clip", "3 arguments", id="three"),
    pytest.param("elu", "1 to 2 arguments", id="one may be left out"),
    pytest.param("hardtanh", "1 to 3 arguments", id="two may be left out"),
    pytest.param("max", "at least 2 arguments", id="as many as one likes"),
]


@pytest.mark.parametrize(("name", "words"), ARITIES)
def test_arities_in_words(name: str, words: str) -> None:
    assert str(arities()[name]) == words


def test_max_takes_many_arguments() -> None:
    assert arities()["max"] == Arity(least=2, most=MANY)


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_definition_is_in_primitives_of_its_parameters(name: str) -> None:
    parameters = [one.partition("=")[0] for one in DEFINITIONS[name][0].split(", ")]
    tree = expand(Call(name, tuple(map(Variable, parameters))))
    assert {node.name for node in walk(tree) if isinstance(node, Call)} <= set(PRIMITIVES)
    assert {node.name for node in walk(tree) if isinstance(node, Variable)} == set(parameters)


EXPANDED = [
    pytest.param("sin(x)", "sin(x)", id="a primitive stays"),
    pytest.param("relu(2*x)", "max(0, 2*x)", id="an argument is put in"),
    pytest.param("relu(relu(x))", "max(0, max(0, x))", id="inside each other"),
    pytest.param("leaky_relu(x)", "piecewise(x > 0: x, 0.01*x)", id="a default is filled in"),
    pytest.param("leaky_relu(x, 3)", "piecewise(x > 0: x, 3*x)", id="a default is replaced"),
    pytest.param("hardtanh(x, -2)", "min(max(x, -2), 1)", id="only the last defaults are filled in"),
    pytest.param("piecewise(relu(x) > 1: softsign(x))", "piecewise(max(0, x) > 1: x/(1+abs(x)))", id="in conditions"),
    pytest.param("clip(a, x, b)", "min(max(a, x), b)", id="arguments named as other parameters"),
]


@pytest.mark.parametrize(("text", "expanded"), EXPANDED)
def test_expands(text: str, expanded: str) -> None:
    letters = ("x", "a", "b")
    assert expand(parse(text, letters).tree) == parse(expanded, letters).tree


def trees(name: str, arguments: list[Node]) -> Node:
    """Return a call with as many of the arguments as it takes, and as it must have."""
    most = min(arities()[name].most, 3)
    return Call(name, tuple(arguments[: max(most, arities()[name].least)]))


NODES = st.recursive(
    st.sampled_from([Variable("x"), Number(Fraction(2))]),
    lambda inner: st.one_of(
        st.builds(trees, st.sampled_from(sorted(arities())), st.lists(inner, min_size=3, max_size=3)),
        st.builds(Operation, st.just("*"), inner, inner),
    ),
    max_leaves=12,
)


@given(NODES)
def test_the_expanded_size_is_the_size_of_the_expansion(node: Node) -> None:
    assert expanded_size(node) == size(expand(node))


@pytest.mark.parametrize("name", arities())
def test_the_expanded_size_knows_what_is_left_out(name: str) -> None:
    least, most = arities()[name].least, min(arities()[name].most, 4)
    for count in range(least, most + 1):
        call = Call(name, (parse("x+1").tree,) * count)
        assert expanded_size(call) == size(expand(call))


def test_the_expanded_size_of_a_condition() -> None:
    piecewise = parse("piecewise(relu(x) > gelu(x): 1, mish(x))").tree
    assert isinstance(piecewise, Piecewise)
    assert expanded_size(piecewise) == size(expand(piecewise))
    assert expanded_size(piecewise.pieces[0][0]) < expanded_size(piecewise)
