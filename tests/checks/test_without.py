from collections.abc import Callable

import numpy as np
import pytest

from grader.checks.without import Without
from grader.maths.names import SYNONYMS, arities, canonical
from grader.maths.reading import parse
from grader.programs.routine import Routine
from grader.report import Finding, Grade, Verdict


def judged(text: str, name: str) -> Finding:
    return Without(name).judge(parse(text), np.random.default_rng(0))


PASSES = [
    pytest.param("max(0, x)", "relu", id="another way to write it"),
    pytest.param("gelu(x)", "erfc", id="what a name stands for is not looked into"),
    pytest.param("max(x, -x)", "abs", id="no bar"),
    pytest.param("x*x", "^", id="no power"),
    pytest.param("exp(x)", "e", id="a function is not its constant"),
    pytest.param("2^x+x^e", "exp", id="other powers are not the exponential"),
    pytest.param("max(0, x)", "piecewise", id="a maximum has no pieces"),
]

FAILS = [
    pytest.param("relu(x)", "relu", id="by its name"),
    pytest.param("ReLU(x)", "relu", id="in capitals"),
    pytest.param("1+2*relu(x-1)", "relu", id="inside"),
    pytest.param("logistic(x)", "sigmoid", id="a synonym in the formula"),
    pytest.param("sigmoid(x)", "expit", id="a synonym in the check"),
    pytest.param("|x|", "abs", id="a bar"),
    pytest.param("where(x<0, 0, x)", "piecewise", id="branches by another name"),
    pytest.param("piecewise(x<0: 0, x)", "where", id="and the other way round"),
    pytest.param("piecewise(abs(x)<1: 0, x)", "abs", id="in a condition"),
    pytest.param("x**2", "^", id="a power"),
    pytest.param("x^2", "**", id="a power by its other sign"),
    pytest.param("-x", "-", id="a sign is a minus"),
    pytest.param("e^x", "e", id="a constant"),
    pytest.param("e^x", "exp", id="a power of e"),
    pytest.param("1/(1+e^(2x))", "exp", id="a power of e inside"),
    pytest.param("e^x", "^", id="a power of e is a power all the same"),
    pytest.param("π*x", "pi", id="a constant by its letter"),
]


@pytest.mark.parametrize(("text", "name"), PASSES)
def test_passes(text: str, name: str) -> None:
    finding = judged(text, name)
    assert (finding.verdict, finding.evidence.grade) == (Verdict.PASSED, Grade.PROVED)


@pytest.mark.parametrize(("text", "name"), FAILS)
def test_fails(text: str, name: str) -> None:
    assert judged(text, name).verdict is Verdict.FAILED


@pytest.mark.parametrize("name", [name for name, arity in arities().items() if arity.least == 1])
def test_every_function_is_found_by_all_its_names(name: str) -> None:
    spellings = [name, *(word for word, meant in SYNONYMS.items() if meant == name and canonical(word))]
    for spelling in spellings:
        assert judged(f"{name}(x)", spelling).verdict is Verdict.FAILED


def test_the_sentence_says_how_often() -> None:
    assert judged("abs(x)", "abs").evidence.sentence == "Uses abs, once; find a way without it."
    assert judged("|x|+|x-1|", "abs").evidence.sentence == "Uses abs, 2 times; find a way without it."


def test_the_observation_says_what_was_expected() -> None:
    seen = judged("abs(x)", "abs").evidence.observations[0]
    assert (seen.x, seen.expected, seen.actual) == ((), "a formula without abs", "abs, once")


def test_an_unknown_word_is_corrected() -> None:
    with pytest.raises(ValueError, match=r"“rleu” is not .*; did you mean relu\?"):
        Without("rleu")


@pytest.mark.parametrize("word", ["x", "", "%", "2"])
def test_what_means_nothing_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="is not a function, constant or operator"):
        Without(word)


def test_a_formula_has_nothing_of_a_library() -> None:
    with pytest.raises(ValueError, match="which a formula has none of"):
        judged("gelu(x)", "F.gelu")


PROGRAMS_THAT_PASS = [
    pytest.param("def f(x): return x * torch.special.ndtr(x)", "F.gelu", id="another way"),
    pytest.param("def gelu(x): return x\ndef f(x): return gelu(x)", "F.gelu", id="a function of its own by that name"),
    pytest.param("class gelu:\n    pass\ndef f(x): return gelu.gelu", "F.gelu", id="an attribute of its own class"),
    pytest.param("class f:\n    def g(self): return self.gelu", "F.gelu", id="an attribute of its own object"),
    pytest.param("gelu: int = 3\ndef f(x): return x ** gelu", "F.gelu", id="a number by that name"),
    pytest.param("def f(x):\n    # F.gelu\n    return 'no F.gelu here'", "F.gelu", id="in words"),
    pytest.param("def f(x): return x", "exp", id="a word of formulas"),
]
PROGRAMS_THAT_FAIL = [
    pytest.param("def f(x): return F.gelu(x)", "F.gelu", "Line 3 uses F.gelu", id="by its usual name"),
    pytest.param("def f(x): return torch.nn.functional.gelu(x)", "F.gelu", "Line 3 uses F.gelu", id="by its full name"),
    pytest.param(
        "from torch.nn.functional import gelu as g\ndef f(x): return g(x)",
        "F.gelu",
        "Line 3 uses F.gelu",
        id="by an alias",
    ),
    pytest.param(
        "from torch.nn.functional import *\ndef f(x): return gelu(x)", "F.gelu", "Line 4 uses F.gelu", id="with all"
    ),
    pytest.param("def f(x): return getattr(F, 'gelu')(x)", "F.gelu", "Line 3 uses F.gelu", id="by getattr"),
    pytest.param(
        "N = torch.nn.functional\ndef f(x): return N.gelu(x)", "F.gelu", "Line 4 uses F.gelu", id="by another"
    ),
    pytest.param("g = F.gelu\nf = lambda x: F.gelu(x) + g(x)", "F.gelu", "Lines 3, 4 use F.gelu", id="twice"),
    pytest.param("def f(x): return torch.exp(x)", "exp", "Line 3 uses exp", id="a word of formulas"),
]


@pytest.mark.parametrize(("source", "name"), PROGRAMS_THAT_PASS)
def test_a_program_passes(source: str, name: str, running: Callable[..., Routine]) -> None:
    finding = Without(name).judge(running(source, library="torch"), np.random.default_rng(0))
    assert finding.verdict is Verdict.PASSED, finding.evidence.sentence


@pytest.mark.parametrize(("source", "name", "sentence"), PROGRAMS_THAT_FAIL)
def test_a_program_fails(source: str, name: str, sentence: str, running: Callable[..., Routine]) -> None:
    evidence = Without(name).judge(running(source, library="torch"), np.random.default_rng(0)).evidence
    assert evidence.sentence == f"{sentence}; find a way without it."
    assert evidence.line == int(sentence.split()[1].strip(","))
    assert evidence.observations[0].expected == f"a program without {name}"


def test_operators_of_a_program_are_not_looked_for(running: Callable[..., Routine]) -> None:
    with pytest.raises(ValueError, match="is looked for in formulas"):
        Without("*").judge(running("def f(x): return x"), np.random.default_rng(0))
