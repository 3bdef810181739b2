"""What judge and program say to each other arrives as it was said, and nothing else does."""

import struct
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.sandbox import wire
from grader.sandbox.wire import DEPTH, DTYPES, HEADER, MAGIC, NODES, TEXT, TO_JUDGE, Given, Say, WireError

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | TEXTS
    | TEXTS.map(Given)
    | arrays.arrays(st.sampled_from(DTYPES), arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
)
VALUES = st.recursive(
    LEAVES, lambda one: st.lists(one, max_size=4) | st.lists(one, max_size=4).map(tuple), max_leaves=8
)


def same(a: object, b: object) -> bool:
    """Say whether two values are alike to the last bit."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        assert isinstance(b, np.ndarray)
        return (a.dtype, a.shape, a.tobytes()) == (b.dtype, b.shape, b.tobytes())
    if isinstance(a, list | tuple):
        assert isinstance(b, list | tuple)
        return len(a) == len(b) and all(map(same, a, b))
    return struct.pack("<d", a) == struct.pack("<d", b) if isinstance(a, float) and isinstance(b, float) else a == b


def deep(value: object) -> int:
    """Return how many values stand within each other."""
    return 1 + max(map(deep, value), default=0) if isinstance(value, list | tuple) else 1


@settings(deadline=None, max_examples=300)
@given(VALUES)
def test_what_is_said_is_understood(value: object) -> None:
    if deep(value) > DEPTH:
        with pytest.raises(WireError):
            wire.packed(value)
    else:
        assert same(wire.unpacked(wire.packed(value)), value)


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=200))
def test_noise_is_a_value_or_an_error_of_the_wire(content: bytes) -> None:
    with suppress(WireError):
        wire.packed(wire.unpacked(content))


@settings(deadline=None, max_examples=300)
@given(VALUES.filter(lambda value: deep(value) <= DEPTH), st.data())
def test_a_message_with_one_byte_changed_is_a_value_or_an_error_of_the_wire(value: object, data: st.DataObject) -> None:
    content = bytearray(wire.message(Say.ANSWER, 3, wire.packed(value)))
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(WireError):
        wire.heard(content, 3)


@given(VALUES.filter(lambda value: deep(value) <= DEPTH), st.data())
def test_of_half_a_message_nothing_is_heard(value: object, data: st.DataObject) -> None:
    content = bytearray(wire.message(Say.LOAD, 1, wire.packed(value)))
    assert wire.heard(content[: data.draw(st.integers(0, len(content) - 1))], 1) is None


def test_every_say_arrives() -> None:
    for say in Say:
        assert wire.heard(bytearray(wire.message(say, 7, wire.packed(None))), 7) == (say, None)


LAYOUTS = [
    pytest.param(np.arange(6.0)[::2], id="in steps"),
    pytest.param(np.arange(6.0).reshape(2, 3).T, id="turned about"),
    pytest.param(np.broadcast_to(np.float64(1), (2, 3)), id="one number, seen often"),
]


@pytest.mark.parametrize("array", LAYOUTS)
def test_what_does_not_lie_together_arrives_so(array: np.ndarray) -> None:
    copy = wire.unpacked(wire.packed(array))
    assert isinstance(copy, np.ndarray)
    assert (copy.flags.c_contiguous, copy.flags.writeable) == (False, array.flags.writeable)
    np.testing.assert_array_equal(copy, array, strict=True)


FORGED = [
    pytest.param(b"", "ends too soon", id="nothing"),
    pytest.param(b"\x0a", "10 is no type", id="no type"),
    pytest.param(b"\x00\x00", "more than one value", id="two values"),
    pytest.param(b"\x03\x00", "ends too soon", id="half a number"),
    pytest.param(b"\x05\xff\xff\xff\xff", "a text is too long", id="a text of 4 GB"),
    pytest.param(b"\x05\x00\x01\x00\x00a", "ends too soon", id="a text that ends too soon"),
    pytest.param(b"\x06\xff\xff\xff\xff", "too many entries", id="a list of 4 billion entries"),
    pytest.param(b"\x06\x01\x00\x00\x00" * 9 + b"\x00", "nested too deeply", id="nine lists within each other"),
    pytest.param((b"\x06\x00\x08\x00\x00" + b"\x06\x00\x08\x00\x00" * 2048), "many entries|too soon", id="lists of lists"),
    pytest.param(b"\x08\x0e\x01\x00" + bytes(8), "no known type", id="an array of a type that isn't"),
    pytest.param(b"\x08\x00\x09\x00" + bytes(72), "no known type", id="an array of nine axes"),
    pytest.param(b"\x08\x0b\x02\x00" + (2**32).to_bytes(8, "little") * 2, "ends too soon", id="a product that overflows"),
    pytest.param(b"\x08\x0b\x02\x00" + bytes(8) + b"\xff" * 8, "no possible shape", id="a side that no array has"),
    pytest.param(b"\x08\x0b\x02\x01" + bytes(8) + b"\xff" * 7 + b"\x7f", "no possible shape", id="such a side in steps"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "words"), FORGED)
def test_forged_values_are_refused(content: bytes, words: str) -> None:
    with pytest.raises(WireError, match=words):
        wire.unpacked(content)


HEADERS = [
    pytest.param(HEADER.pack(b"GRDX", Say.ANSWER, 3, 1), "no answer to the question", id="another word"),
    pytest.param(HEADER.pack(MAGIC, Say.ANSWER, 4, 1), "no answer to the question", id="another number"),
    pytest.param(HEADER.pack(MAGIC, 77, 3, 1), "no header", id="nothing that can be said"),
    pytest.param(HEADER.pack(MAGIC, Say.ANSWER, 3, TO_JUDGE + 1), "too large", id="a byte too many"),
    pytest.param(HEADER.pack(MAGIC, Say.ANSWER, 3, 2**64 - 1), "too large", id="the largest size"),
    pytest.param(HEADER.pack(MAGIC, Say.ANSWER, 3, 1) + b"\x00\x00", "more than was asked", id="more than announced"),
]


@pytest.mark.parametrize(("content", "words"), HEADERS)
def test_forged_headers_are_refused(content: bytes, words: str) -> None:
    with pytest.raises(WireError, match=words):
        wire.heard(bytearray(content), 3)


def test_a_function_goes_to_programs_only() -> None:
    content = wire.packed([Given("np.exp")])
    assert wire.unpacked(content) == [Given("np.exp")]
    with pytest.raises(WireError):
        wire.heard(bytearray(wire.message(Say.ANSWER, 1, content)), 1)


def test_a_truth_value_is_one_of_two() -> None:
    array = wire.unpacked(b"\x08\x00\x01\x00\x03" + bytes(7) + b"\x00\x02\xff")
    assert isinstance(array, np.ndarray)
    assert array.view(np.uint8).tolist() == [0, 1, 1]


def test_what_can_be_said_can_be_understood_to_the_last_entry() -> None:
    assert wire.unpacked(wire.packed([1.0] * (NODES - 1))) == [1.0] * (NODES - 1)
    with pytest.raises(WireError, match="too many entries"):
        wire.packed([1.0] * NODES)


def test_texts_have_an_end() -> None:
    assert wire.unpacked(wire.packed("é" * (TEXT // 2))) == "é" * (TEXT // 2)
    with pytest.raises(WireError, match="too long"):
        wire.packed("é" * (TEXT // 2 + 1))


UNSENT = [
    pytest.param({}, id="a dictionary"),
    pytest.param(object(), id="an object"),
    pytest.param(1j, id="a complex number that isn't numpy's"),
    pytest.param(np.array([None]), id="an array of objects"),
    pytest.param(np.ones(1, ">f8"), id="an array in the other order of bytes"),
    pytest.param(np.ones((1,) * 9), id="an array of nine axes"),
    pytest.param(np.broadcast_to(np.ones(1), (10**6, 10**6)), id="an array larger than any memory"),
]


@pytest.mark.parametrize("value", UNSENT)
def test_other_values_are_not_sent(value: object) -> None:
    with pytest.raises(WireError, match="can't be sent"):
        wire.packed(value)
