from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.catalog.calls import CallFault, manual, read_call
from grader.catalog.registry import check_class, check_names
from grader.checks.bounded import Bounded
from grader.checks.convex import Convex
from grader.checks.dead_region import DeadRegion
from grader.checks.equals import Equals
from grader.checks.growth import Growth
from grader.checks.limit import Limit
from grader.checks.lipschitz import Lipschitz
from grader.checks.odd import Odd
from grader.checks.range import Range
from grader.checks.size import Size
from grader.checks.smooth import Smooth
from grader.checks.steep import Steep
from grader.checks.value import Value
from grader.checks.without import Without
from grader.kinds import Check
from grader.maths.reading import parse

ANSWER = parse("tanh(x)")

READ: list[Any] = [
    pytest.param("odd", Odd(), id="a name"),
    pytest.param(" odd ( ) ", Odd(), id="empty brackets, spaces"),
    pytest.param("lipschitz(1)", Lipschitz(1.0), id="a number"),
    pytest.param("lipschitz(2/sqrt(pi))", Lipschitz(2 / np.sqrt(np.pi)), id="a constant formula"),
    pytest.param("lipschitz( constant = 1 )", Lipschitz(1.0), id="a named argument"),
    pytest.param("lipschitz(max(1, 2))", Lipschitz(2.0), id="a comma inside brackets"),
    pytest.param("growth(0.5)", Growth(0.5), id="a field left out"),
    pytest.param("growth(1, left)", Growth(1.0, "left"), id="one of some words"),
    pytest.param("growth(side=left, power=1)", Growth(1.0, "left"), id="named arguments in another order"),
    pytest.param("growth(side='left', 1)", Growth(1.0, "left"), id="positional arguments fill what is free"),
    pytest.param("bounded", Bounded(), id="an interval left out"),
    pytest.param("bounded([-1, 1])", Bounded((-1.0, 1.0)), id="an interval"),
    pytest.param("bounded([-1/2, 2^(1/2)])", Bounded((-0.5, np.sqrt(2))), id="an interval of formulas"),
    pytest.param("limit(inf, 1)", Limit(np.inf, 1.0), id="infinity"),
    pytest.param("limit(-inf, ∞)", Limit(-np.inf, np.inf), id="minus infinity, and infinity as a sign"),
    pytest.param("limit(at=−∞, value=+inf)", Limit(-np.inf, np.inf), id="infinity with its sign"),
    pytest.param("dead_region([ -inf , 0])", DeadRegion((-np.inf, 0.0)), id="an interval without an end"),
    pytest.param("range(-1/2, inf)", Range(-0.5, np.inf), id="a number and infinity"),
    pytest.param("convex(concave)", Convex("concave"), id="one of two words"),
    pytest.param("smooth(2)", Smooth(2), id="a whole number"),
    pytest.param("size(12)", Size(12), id="a whole number of two digits"),
    pytest.param("steep(1, [0, 1], 0.5)", Steep(1.0, (0.0, 1.0), 0.5), id="three fields"),
    pytest.param("value(0, 1/2)", Value(0.0, 0.5), id="two numbers"),
    pytest.param('without("tanh")', Without("tanh"), id="a text in double quotes"),
    pytest.param("without(tanh)", Without("tanh"), id="a text without quotes"),
    pytest.param("equals(answer)", Equals(ANSWER), id="the answer"),
    pytest.param("equals(x^2)", Equals(parse("x^2")), id="a formula"),
    pytest.param("equals(answer, 'x > 0')", Equals(ANSWER, "x > 0"), id="a condition in quotes"),
    pytest.param("equals(answer, where=x > 0)", Equals(ANSWER, "x > 0"), id="a condition without"),
    pytest.param("equals(answer, where=x == 0)", Equals(ANSWER, "x == 0"), id="two equals signs are no name"),
    pytest.param("equals(answer, domain=wider)", Equals(ANSWER, "", "wider"), id="a field passed over"),
]

REFUSED = [
    pytest.param("increasng", 0, "unknown check “increasng”; did you mean increasing?", id="misspelt"),
    pytest.param("  odd2", 2, "unknown check “odd2”; did you mean odd?", id="spaces before a name"),
    pytest.param("1+2", 0, "“1+2” is not a check; write it as in lipschitz(1)", id="a formula"),
    pytest.param("", 0, "“” is not a check; write it as in lipschitz(1)", id="nothing"),
    pytest.param("lipschitz(1", 0, "“lipschitz(1” is not a check; write it as in lipschitz(1)", id="a bracket open"),
    pytest.param("lipschitz", 0, "lipschitz needs constant, as in lipschitz(constant)", id="an argument is missing"),
    pytest.param(
        "steep(1)", 0, "steep needs on, as in steep(slope, on, share=1.0)", id="the second argument is missing"
    ),
    pytest.param("value", 0, "value needs at and value, as in value(at, value, tolerance=1e-09)", id="two are missing"),
    pytest.param("lipschitz(1, 2)", 13, "lipschitz takes 1 argument, not 2", id="one too many"),
    pytest.param("odd(1)", 4, "odd takes no arguments, not 1", id="one where there is none"),
    pytest.param("value(0, 1, 2, 3)", 15, "value takes 3 arguments, not 4", id="the fourth of three"),
    pytest.param("lipschitz(constan=1)", 18, "lipschitz has no field “constan”; did you mean constant?", id="a field"),
    pytest.param("odd(strictly=1)", 13, "odd has no field “strictly”; it has none", id="a field where there is none"),
    pytest.param("growth(1, power=2)", 16, "growth: “power” is given twice", id="twice, once by its name"),
    pytest.param("lipschitz(-1)", 10, "lipschitz: the constant is a number above 0", id="out of range"),
    pytest.param("lipschitz(1/0)", 10, "This has no value", id="no number"),
    pytest.param("lipschitz(x)", 10, "“x” is not a name I know", id="a variable where a number is due"),
    pytest.param("lipschitz( 1+ )", 13, "The formula stops too early", id="half a number"),
    pytest.param("lipschitz('1+')", 13, "The formula stops too early", id="half a number in quotes"),
    pytest.param("lipschitz(,)", 10, "There is nothing here yet", id="two times nothing"),
    pytest.param("bounded([1, -1])", 8, "“[1, -1]” should begin below its end", id="an interval that falls"),
    pytest.param("bounded([1, 1])", 8, "“[1, 1]” should begin below its end", id="an interval of one point"),
    pytest.param("bounded([1])", 8, "“[1]” should be an interval such as [-1, 1]", id="an interval of one end"),
    pytest.param("bounded([0, inf])", 8, "bounded: within is two finite numbers", id="an end that must be finite"),
    pytest.param("dead_region([inf, inf])", 12, "should begin below its end", id="an interval at infinity"),
    pytest.param("lipschitz(inf)", 10, "lipschitz: the constant is a number above 0", id="infinite"),
    pytest.param("value(0, inf)", 6, "value: at, value and tolerance are finite numbers", id="no finite value"),
    pytest.param("growth(inf)", 7, "growth: the power is a number from −50 to 50", id="an infinite power"),
    pytest.param("finite(inf)", 7, "finite: within is a positive number", id="an infinite distance"),
    pytest.param("steep(1, [0, inf])", 6, "steep: the interval has a beginning and an end", id="an infinite interval"),
    pytest.param("limit(infty, 0)", 6, "“infty” is not a name I know", id="infinity misspelt"),
    pytest.param("slope_limit(0, 1)", 12, "slope_limit: at is inf or -inf", id="finite where it must be infinite"),
    pytest.param("bounded(3)", 8, "“3” should be an interval such as [-1, 1]", id="a number for an interval"),
    pytest.param("bounded([0, 1)", 8, "a bracket of “[0, 1” has no partner", id="an interval open at its end"),
    pytest.param("bounded(0, 1])", 11, "a bracket of “1]” has no partner", id="an interval open at its beginning"),
    pytest.param("bounded([0, a])", 12, "“a” is not a name I know", id="the second end can't be read"),
    pytest.param("bounded([1+, 3])", 11, "The formula stops too early", id="the first end can't be read"),
    pytest.param("growth(1, up)", 10, "“up” should be one of both, left, right", id="none of the words"),
    pytest.param("growth(1,   rihgt)", 12, "did you mean right?", id="a word misspelt, behind spaces"),
    pytest.param("smooth(1.5)", 7, "“1.5” should be a whole number", id="not whole"),
    pytest.param("smooth(-1)", 7, "“-1” should be a whole number", id="below zero"),
    pytest.param(f"smooth({'9' * 5000})", 7, "should be a whole number", id="more digits than Python reads"),
    pytest.param("equals(x+)", 9, "The formula stops too early", id="half a formula"),
    pytest.param("equals(y)", 7, "“y” is not a name I know; the variables here are x", id="another variable"),
    pytest.param("equals(answer, x >)", 18, "The formula stops too early", id="half a condition"),
    pytest.param("equals(answer, 'x')", 16, "This is a formula; write a condition", id="a formula for a condition"),
    pytest.param("equals(answer, where=y > 0)", 21, "“y” is not a name I know", id="a condition on another letter"),
    pytest.param("without(sine)", 8, "“sine” is not a function, constant or operator", id="no function"),
    pytest.param("__init__(1)", 0, "unknown check “__init__”", id="a module that is no check"),
]


@pytest.mark.parametrize(("text", "check"), READ)
def test_reads(text: str, check: Check[Any]) -> None:
    assert read_call(text, ANSWER) == check


@pytest.mark.parametrize(("text", "at", "message"), REFUSED)
def test_refuses_with_the_place_of_the_fault(text: str, at: int, message: str) -> None:
    with pytest.raises(CallFault) as caught:
        read_call(text, ANSWER)
    assert message in caught.value.message
    assert caught.value.at == at


def test_without_an_answer_the_word_is_no_formula() -> None:
    with pytest.raises(CallFault, match="“answer” is not a name I know"):
        read_call("equals(answer)")


def test_formulas_are_read_in_the_answer_s_variables() -> None:
    check = read_call("equals(x*y, 'y > x')", None, ("x", "y"))
    assert check == Equals(parse("x*y", ("x", "y")), "y > x")


@pytest.mark.parametrize("name", check_names())
def test_every_check_without_needed_fields_can_be_called_by_its_name_alone(name: str) -> None:
    kind = check_class(name)
    if "=" in manual(kind) or not fields(kind):  # type: ignore[arg-type]  # checks are dataclasses
        needed = [part for part in manual(kind).split(", ") if part and "=" not in part]
        if not needed:
            assert isinstance(read_call(name, ANSWER), kind)
            return
    with pytest.raises(CallFault, match=f"{name} needs "):
        read_call(name, ANSWER)


@given(st.text(st.sampled_from("odlipschitz(1,[]=)'\" answer-."), max_size=30))
def test_any_text_is_a_check_or_a_fault_within_it(text: str) -> None:
    try:
        check = read_call(text, ANSWER)
    except CallFault as fault:
        assert 0 <= fault.at <= len(text)
        assert fault.message
    else:
        assert isinstance(check, Check)
