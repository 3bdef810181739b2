from fractions import Fraction

import numpy as np
import pytest

from grader.maths import balls
from grader.maths.formula import Formula, Function, values
from grader.maths.reading import parse
from grader.maths.tree import Call, Operation, Variable

X, Y = np.array([0.0, 1.0, 2.0]), np.array([3.0, 4.0, 5.0])


def test_is_called_with_an_array_for_each_variable() -> None:
    assert parse("x^2")(X).tolist() == [0.0, 1.0, 4.0]
    assert parse("x-2*y", ("y", "x"))(Y, X).tolist() == [-6.0, -7.0, -8.0]


def test_arrays_of_other_shapes_are_stretched() -> None:
    assert parse("x+y", ("x", "y"))(X, np.array(1.0)).tolist() == [1.0, 2.0, 3.0]
    assert parse("x*y", ("x", "y"))(X[:, None], Y).shape == (3, 3)
    assert parse("7")(X).tolist() == [7.0, 7.0, 7.0]


def test_a_constant_is_called_with_nothing() -> None:
    assert parse("2^3", ())().tolist() == 8.0


@pytest.mark.parametrize("arrays", [pytest.param((), id="too few"), pytest.param((X, X), id="too many")])
def test_refuses_another_number_of_arrays(arrays: tuple[np.ndarray, ...]) -> None:
    with pytest.raises(ValueError, match=r"zip\(\)"):
        parse("x")(*arrays)


def test_keeps_the_tree_as_written_and_expands_it_for_evaluation() -> None:
    f = parse("softsign(x)")
    assert f.tree == Call("softsign", (Variable("x"),))
    assert f.expanded == parse("x/(1+abs(x))").tree


def test_a_point_names_its_numbers() -> None:
    assert parse("x+y", ("x", "y")).point((Fraction(1), Fraction(2))) == {"x": 1, "y": 2}
    with pytest.raises(ValueError, match=r"zip\(\)"):
        parse("x").point(())


def test_balls_and_digits_agree_with_the_float() -> None:
    f = parse("mish(x)")
    at = (Fraction(3, 2),)
    ball = f.ball(at, 128)
    assert not isinstance(ball, balls.Gap)
    expected = f(np.array([1.5]))[0]
    assert balls.approximate(ball) == pytest.approx(expected, rel=1e-15)
    assert float(f.digits(at, 30)) == pytest.approx(expected, rel=1e-15)


def test_where_there_is_no_value_balls_and_digits_say_so() -> None:
    f = parse("1/x")
    assert f.ball((Fraction(0),), 128) is balls.Gap.UNDEFINED
    assert f.digits((Fraction(0),), 30) is None


def test_the_derivative_is_a_formula_in_the_same_variables() -> None:
    f = parse("x^2*y", ("x", "y"))
    assert f.derivative()(X, Y).tolist() == (2 * X * Y).tolist()
    assert f.derivative("y")(X, Y).tolist() == (X * X).tolist()
    assert f.derivative("y").variables == ("x", "y")


def test_shows_text_that_reads_as_the_same_formula() -> None:
    f = parse("leaky_relu(x, 0.2)/ 3 +x")
    assert f.show() == "leaky_relu(x, 0.2)/3 + x"
    assert parse(f.show()) == f


def test_shows_latex() -> None:
    assert parse("1/x").latex() == r"\frac{1}{x}"


def test_formulas_are_values() -> None:
    assert parse("x + 1") == parse("x+1") != parse("1+x")
    assert parse("1", ("x",)) != parse("1", ("y",))
    assert len({parse("x + 1"), parse("x+1")}) == 1
    assert Formula(tree=Operation("+", Variable("x"), Variable("x"))).variables == ("x",)


def test_formulas_and_code_are_functions() -> None:
    assert isinstance(parse("x"), Function)
    assert isinstance(np.tanh, Function)
    assert not isinstance("x", Function)


def test_code_is_asked_silently() -> None:
    assert np.isnan(values(np.log, np.array([-1.0]))).all()
    assert values(parse("x^2"), X).tolist() == [0.0, 1.0, 4.0]
