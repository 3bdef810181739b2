import json
from math import inf

import pytest
from written import tree

from grader.errors import FormulaError
from grader.maths.analysis import Profile, profile, questions
from grader.maths.analysis.questions import QUESTIONS, properties
from grader.maths.reading import parse

ORDER = """
defined continuous smoothness kinks jumps range bounded_above bounded_below monotone parity affine lipschitz limits
slope_limits growth zero_at_origin derivative_at_0 dead_region convex homogeneous idempotent periodic saturates
injective attains
""".split()
FORMULAS = [
    pytest.param("max(0, x)", id="relu"),
    pytest.param("x*sigmoid(x)", id="silu"),
    pytest.param("3", id="a constant"),
    pytest.param("1/x", id="a pole"),
    pytest.param("log(x)", id="half a line"),
    pytest.param("sin(x)", id="a wave"),
    pytest.param("x-floor(x)", id="a saw"),
    pytest.param("x*sin(x)", id="a wave that grows"),
    pytest.param("x^x", id="what has no pieces"),
    pytest.param("log(-1-x^2)", id="no value at all"),
    pytest.param("sqrt(-x^2)", id="one value"),
    pytest.param("exp(exp(exp(exp(x))))", id="a tower"),
    pytest.param("piecewise(x==17: 5, tanh(x))", id="a single point"),
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_profile_has_every_property_in_one_order(text: str) -> None:
    found = profile(text)
    assert list(found.properties) == ORDER == list(QUESTIONS)
    assert list(found.to_dict()["properties"]) == ORDER


@pytest.mark.parametrize("text", FORMULAS)
def test_a_profile_is_plain_data_without_nan(text: str) -> None:
    data = profile(text).to_dict()
    assert json.loads(json.dumps(data["properties"], allow_nan=False)) == data["properties"]
    assert set(data) == {"formula", "tree", "latex", "properties", "numerics", "seconds"}
    assert 0 <= data["seconds"] < inf


@pytest.mark.parametrize("text", FORMULAS)
def test_what_is_refuted_has_witnesses_what_is_undecided_says_why_and_the_rest_has_a_proof(text: str) -> None:
    for name, one in profile(text).properties.items():
        assert (one.status == "refuted") <= bool(one.witnesses), name
        assert (one.status == "undecided") == bool(one.why), name
        assert one.status != "undecided" or one.value is None, name
        assert (one.status == "proved") <= bool(one.proof or one.witnesses), name


AGAIN_AND_AGAIN = [
    pytest.param("sqrt(-sin(x)^2)", id="a root that is 0 again and again"),
    pytest.param("atanh(sign(sin(2*x))^2)", id="a domain of single points"),
    pytest.param("sqrt(sin(x))*sqrt(-sin(x))", id="two roots that meet"),
]


@pytest.mark.parametrize("text", AGAIN_AND_AGAIN)
def test_values_at_single_points_alone_are_no_reason_to_fail(text: str) -> None:
    assert list(profile(text).properties) == ORDER


def test_what_is_refuted_has_witnesses_also_far_from_0() -> None:
    found = profile("x-10^310+log(x)").properties
    assert all(one.witnesses for one in found.values() if one.status == "refuted")


def test_a_text_is_read_and_a_formula_is_taken_as_it_is() -> None:
    found, again = profile("x^2"), profile(parse("x^2"))
    assert isinstance(found, Profile)
    assert found.properties == again.properties
    assert found.formula.show() == "x^2"


def test_equal_trees_are_looked_at_once() -> None:
    properties.cache_clear()
    for text in ("x^2+1", "x ** 2 + 1", "(x²) + 1"):
        profile(text)
    assert properties.cache_info().misses == 1
    profile("silu(x)")
    profile("x*sigmoid(1*x)")
    assert properties.cache_info().misses <= 3


def test_another_letter_is_as_good() -> None:
    left, right = profile(parse("t*tanh(t)", variables=("t",))), profile("x*tanh(x)")
    assert {name: one.value for name, one in left.properties.items()} == {
        name: one.value for name, one in right.properties.items()
    }


def test_a_formula_has_one_variable() -> None:
    with pytest.raises(ValueError, match="one variable"):
        profile(parse("x*y", variables=("x", "y")))


def test_a_text_that_can_not_be_read_is_refused() -> None:
    with pytest.raises(FormulaError):
        profile("lgo(x)")


def test_what_can_not_be_cut_into_pieces_is_refuted_by_points_as_far_as_they_go() -> None:
    found = properties(tree("x^x"), "x", 1.0)
    assert (found["defined"].value, found["defined"].status) == (False, "refuted")
    assert (found["smoothness"].value, found["smoothness"].status) == ("C^-1", "proved")
    assert found["limits"].status == "undecided"
    assert "exponent" in found["limits"].why


def test_a_formula_without_values_has_no_properties_but_that() -> None:
    found = properties(tree("log(-1-x^2)"), "x", 1.0)
    assert [found[name].value for name in questions.WHERE] == [False, False, "C^-1", False, None]
    assert {one.status for name, one in found.items() if name not in questions.WHERE} == {"undecided"}


@pytest.mark.parametrize("text", ["tanh(x)", "abs(x)-1", "x-floor(x)", "1/x"])
def test_no_answer_depends_on_the_order_of_the_questions(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    properties.cache_clear()
    expected = profile(text).to_dict()["properties"]
    properties.cache_clear()
    monkeypatch.setattr(questions, "QUESTIONS", dict(reversed(list(QUESTIONS.items()))))
    assert profile(text).to_dict()["properties"] == expected
    properties.cache_clear()
