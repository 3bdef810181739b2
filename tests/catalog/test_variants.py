from fractions import Fraction
from math import prod
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.catalog.faults import Faults
from grader.catalog.templates import Values
from grader.catalog.variants import MOST, assignments
from grader.nodes import Mapping, read

READ = [
    pytest.param("{k: [1, 2]}", [{"k": 1}, {"k": 2}], id="a list"),
    pytest.param("{k: -1..1}", [{"k": -1}, {"k": 0}, {"k": 1}], id="a range, both ends included"),
    pytest.param("{k: 3 .. 3}", [{"k": 3}], id="a range of one"),
    pytest.param("{d: [0.5, 1/3, 1e-3]}", [{"d": Fraction(n)} for n in ("1/2", "1/3", "1/1000")], id="exact numbers"),
    pytest.param("{f: [relu(x), tanh]}", [{"f": "relu(x)"}, {"f": "tanh"}], id="texts"),
    pytest.param("{f: [pi, 1/0]}", [{"f": "pi"}, {"f": "1/0"}], id="what is no rational number is a text"),
    pytest.param("{a: [1, 2], b: [x, y]}", [{"a": a, "b": b} for a in (1, 2) for b in "xy"], id="the last one fastest"),
    pytest.param("{d: [3, 6], h: 8*d/3}", [{"d": 3, "h": 8}, {"d": 6, "h": 16}], id="a formula of another"),
    pytest.param("{h: 8*d/3, d: [3]}", [{"h": 8, "d": 3}], id="a formula before what it needs keeps its place"),
    pytest.param("{a: [2], b: a^2, c: a+b}", [{"a": 2, "b": 4, "c": 6}], id="a formula of a formula"),
    pytest.param("{a: 7}", [{"a": 7}], id="a constant"),
    pytest.param("{a: 1..200}", [{"a": n} for n in range(1, MOST + 1)], id="as many as there may be"),
]

REFUSED = [
    pytest.param("{a: '[1, 2]'}", ["1:14 a: I did not expect “,” here; “]” should come first."], id="a list in quotes"),
    pytest.param("[k]", ["1:7 vars should be names with values, as in {k: [1, 2, 3]}"], id="a list for it all"),
    pytest.param("", ["1:7 vars should be names with values, as in {k: [1, 2, 3]}"], id="nothing"),
    pytest.param("{1a: [1]}", ["1:8 “1a” is not a name for a variable: write letters and digits"], id="a digit first"),
    pytest.param("{a b: [1]}", ["1:8 “a b” is not a name for a variable: write letters and digits"], id="two words"),
    pytest.param(
        "{k: []}", ["1:11 a variable takes a list such as [1, 2, 3], a range such as 2..9, or a formula"], id="empty"
    ),
    pytest.param(
        "{k: {a: b}}",
        ["1:11 a variable takes a list such as [1, 2, 3], a range such as 2..9, or a formula"],
        id="a map",
    ),
    pytest.param("{k: [[1], 2]}", ["1:12 a value should be a text"], id="a list in a list"),
    pytest.param("{k: 9..2}", ["1:11 a range counts up, over up to 200 numbers"], id="a range that falls"),
    pytest.param("{k: 1..201}", ["1:11 a range counts up, over up to 200 numbers"], id="a long range"),
    pytest.param("{a: 1..20, b: 1..20}", ["1:7 has 400 variants; there may be up to 200"], id="too many in all"),
    pytest.param("{b: 2*c}", ["1:13 b: “c” is not a name I know."], id="a formula of nothing"),
    pytest.param(
        "{a: [1], b: 2*a+}", ["1:23 b: The formula stops too early: something is missing at its end."], id="half"
    ),
    pytest.param("{a: }", ["1:10 a: There is nothing here yet; write a formula."], id="no value"),
    pytest.param(
        "{a: [2, 4], b: sqrt(a)}",
        ["1:22 b: this is not a rational number, or a very long one, in some variant"],
        id="irrational in one variant",
    ),
    pytest.param(
        "{a: [1, 2], b: 10^(200*a)}",
        ["1:22 b: this is not a rational number, or a very long one, in some variant"],
        id="four hundred digits in one variant",
    ),
    pytest.param("{f: [x], b: 2*f}", ["1:21 b: “f” is not a name I know."], id="a formula of a text"),
]


def read_vars(written: str) -> tuple[tuple[Values, ...], list[str]]:
    """Return the values of every variant, and what was noted."""
    faults = Faults(path=Path("a.yaml"))
    tree = read(f"vars: {written}")
    assert isinstance(tree, Mapping)
    found = assignments(tree.entries[0][1], faults)
    return found, [f"{fault.line}:{fault.column} {fault.message}" for fault in sorted(faults.found)]


def test_without_vars_there_is_one_variant() -> None:
    assert assignments(None, Faults(path=Path("a.yaml"))) == ({},)


@pytest.mark.parametrize(("written", "values"), READ)
def test_reads(written: str, values: list[dict[str, object]]) -> None:
    found, noted = read_vars(written)
    assert noted == []
    assert [list(one.items()) for one in found] == [list(one.items()) for one in values]


@pytest.mark.parametrize(("written", "faults"), REFUSED)
def test_refuses(written: str, faults: list[str]) -> None:
    assert read_vars(written)[1] == faults


@given(st.lists(st.integers(1, 4), max_size=4))
def test_variants_are_all_combinations_and_the_first_takes_every_first_value(sizes: list[int]) -> None:
    written = ", ".join(f"v{i}: 1..{size}" for i, size in enumerate(sizes))
    found, noted = read_vars(f"{{{written}}}")
    assert noted == (["1:7 has 256 variants; there may be up to 200"] if sizes == [4, 4, 4, 4] else [])
    if not noted:
        assert len({tuple(one.items()) for one in found}) == len(found) == prod(sizes)
        assert set(found[0].values()) <= {1}
