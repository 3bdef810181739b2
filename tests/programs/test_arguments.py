import numpy as np
import pytest

from grader.programs.arguments import MAKERS, Case, maker, written
from grader.sandbox import Given


def cases(text: str, parameters: tuple[str, ...] = ()) -> list[Case]:
    return list(maker(text)(parameters, np.random.default_rng(0)))


EXAMPLES = {
    "all_minus_infinity": "all_minus_infinity()",
    "constants": "constants(1, -0.5)",
    "functions": "functions(relu, x*sigmoid(x))",
    "layers": "layers(1, 2, 7)",
    "logits": "logits(1e4)",
    "points": "points(-5, 5)",
    "rows": "rows(3, 5)",
    "slopes": "slopes(0.01, 0.3)",
    "upstream": "upstream(3, 5)",
}


def test_there_is_an_example_of_each() -> None:
    assert list(EXAMPLES) == list(MAKERS) == sorted(MAKERS)


@pytest.mark.parametrize("text", EXAMPLES.values())
def test_the_same_luck_makes_the_same(text: str) -> None:
    first, again = ([str(case.arguments) for case in cases(text)] for _ in range(2))
    assert first
    assert first == again


@pytest.mark.parametrize("text", ["layers(7, 1)", "rows(3, 5)", "logits(10)", "all_minus_infinity()", "upstream(3, 5)"])
def test_the_smallest_come_first(text: str) -> None:
    sizes = [len(str(case.arguments)) for case in cases(text)]
    assert sizes[0] == min(sizes)


def test_layers_go_together_and_have_many_shapes() -> None:
    lists = [case.arguments[0] for case in cases("layers(1, 2, 7)")]
    assert [len(layers) for layers in lists] == [1, 2, 7] * 3
    for layers in lists:
        value = np.ones(layers[0][0].shape[1])
        for weights, bias in layers:
            value = weights @ value + bias
    assert {weights.shape for weights, _ in lists[-1]} == {(3, 2), (1, 3), (4, 1), (2, 4)}


def test_the_first_layers_are_plain() -> None:
    assert str(cases("layers(2)")[0]) == "[([[2]], [3]), ([[5]], [7])]"


def test_upstream_goes_with_the_output_of_a_softmax_where_it_is_called_so() -> None:
    for case in cases("upstream(3, 5)", ("s", "g")):
        s, g = case.arguments
        assert s.shape == g.shape
        np.testing.assert_allclose(s.sum(axis=-1), 1)
    assert str(cases("upstream(3)", ("s", "g"))[0]) == "[0.25, 0.75], [1, 0]"
    assert str(cases("upstream(3)", ("x", "g"))[0]) == "[1, -2], [1, 0]"
    assert cases("upstream(1)")[0].arguments[0].shape == (1,)


def test_slopes_are_numbers_beside_a_row() -> None:
    one, other = cases("slopes(0.01, 2)")
    assert (one.pointwise, one.arguments[1], other.arguments[1]) == (True, 0.01, 2.0)
    assert one.at(0) == (-2.0, 0.01)
    assert one.row.shape == one.arguments[0].shape


def test_points_lie_between_their_ends() -> None:
    (case,) = cases("points(-1/2, 3)")
    assert (case.row.min(), case.row.max()) == (-0.5, 3.0)


def test_functions_are_code_and_are_called_by_their_words() -> None:
    relu, silu = cases("functions(relu, x*sigmoid(x))")
    assert (str(relu), str(silu)) == ("relu", "x*sigmoid(x)")
    assert relu.arguments == (Given("lambda x: np.maximum(0.0, x)"),)


def test_constants_are_functions_of_one_number() -> None:
    (case,) = cases("constants(1)")
    assert (str(case), case.arguments) == ("x ↦ 1", (Given("lambda x: 1.0"),))


WORDS = [
    pytest.param((np.array([[0.5, -0.0]]), 2.0), "[[0.5, 0]], 2", id="short ones are written out"),
    pytest.param((np.zeros((9, 9)), 1.0), "an array of shape (9, 9), 1", id="a long array by its shape"),
    pytest.param(([np.zeros((9, 9))],), "a list of 1", id="a long list by its length"),
    pytest.param(((1, np.array([2])), True), "(1, [2]), True", id="nested"),
]


@pytest.mark.parametrize(("arguments", "words"), WORDS)
def test_arguments_are_told_in_words(arguments: tuple[object, ...], words: str) -> None:
    assert str(Case(arguments=arguments)) == words


def test_infinities_are_written() -> None:
    assert written(np.array([-np.inf, np.nan])) == "[-inf, nan]"


REFUSED = [
    pytest.param("row(3, 5)", "“row” is nothing a program can be called with; did you mean rows?", id="misspelt"),
    pytest.param("frobnicate", "; there are all_minus_infinity, constants,", id="like no other"),
    pytest.param("3", "“3” should say what to call it with, such as rows(3, 5)", id="a number"),
    pytest.param("rows(3)", "write it as in rows(3, 5)", id="too few"),
    pytest.param("rows(0, 5)", "“0” should be a whole number from 1 to 64", id="no rows"),
    pytest.param("rows(a, 5)", "“a” should be a whole number from 1 to 64", id="a letter"),
    pytest.param("layers", "give at least one depth, as in layers(1, 2, 7)", id="no depths"),
    pytest.param("layers(65)", "“65” should be a whole number from 1 to 64", id="too deep"),
    pytest.param("points(1, 1)", "1 should be below 1", id="no interval"),
    pytest.param("logits(big)", "“big” should be a number", id="a word"),
    pytest.param("logits(10^999)", "“10^999” should be a number", id="too large"),
    pytest.param("slopes()", "give at least one number, as in slopes(0.01, 0.3)", id="no slopes"),
    pytest.param("constants()", "give at least one number, as in constants(1)", id="no constants"),
    pytest.param("functions()", "give at least one function, as in functions(relu, tanh)", id="no functions"),
    pytest.param("functions(rleu(x))", "“rleu(x)” is no function", id="a formula that can't be read"),
    pytest.param("upstream()", "give at least one side, as in upstream(3, 5)", id="no sides"),
    pytest.param("all_minus_infinity(2)", "write it as in all_minus_infinity()", id="too many"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_refuses(text: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  its message is compared
        maker(text)
    assert message in str(caught.value)
