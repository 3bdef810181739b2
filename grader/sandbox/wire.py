"""What the judge and a learner's program say to each other: a header, then a typed tree whose leaves are raw bytes.

Nothing is ever unpickled.  Sizes, depths and counts are checked before anything is read, and arrays are copied out, so
the worst that a forged message can be is a wrong answer.
"""

import math
import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from struct import Struct

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.generic]

MAGIC = b"GRDR"
HEADER = Struct("<4sBIQ")  # magic, what is said, sequence number, bytes that follow
TO_GUEST = 64 << 20  # bytes that a judge may send at a time
TO_JUDGE = 8 << 20  # bytes that a program may answer
TEXT = 64 << 10  # bytes of a text
NODES, DEPTH, DIMENSIONS = 10_000, 8, 8
DTYPES = tuple(np.dtype(code) for code in "bool i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 c8 c16".split())
STRIDED, FROZEN = 1, 2  # how an array lies in memory: every second number of another one; read-only
TAG, LENGTH, INTEGER, FLOAT, ARRAY, SIDE = (Struct("<" + code) for code in ("B", "I", "q", "d", "BBB", "Q"))


class Say(IntEnum):
    """What a message is about."""

    LOAD = 1
    CALL = 2
    VJP = 3
    ANSWER = 4
    TROUBLE = 5


@dataclass(frozen=True)
class Given:
    """A function as an argument: the source of an expression in `x` and `np` or `torch`."""

    source: str


Value = None | bool | int | float | str | Array | Given | list["Value"] | tuple["Value", ...]


class WireError(Exception):
    """A message, or a value for one, that is not of the agreed form."""


def packed(value: object) -> bytes:
    """Return a value as bytes.

    WireError: it is of no type that can be sent, or too large or deep.
    """
    parts = list[bytes]()
    _pack(value, parts, DEPTH)
    return b"".join(parts)


def unpacked(content: bytes | bytearray, *, functions: bool = True) -> Value:
    """Return the value that `packed` made these bytes of.  Arrays are copies.

    functions: whether there may be some.
    WireError: it did not.
    """
    reader = _Reader(memoryview(content), functions=functions)
    value = reader.value(DEPTH)
    if reader.at != len(content):
        raise WireError("there is more than one value")
    return value


def _pack(value: object, parts: list[bytes], depth: int) -> None:
    """Append a value to the parts, one for each node of the tree."""
    if not depth or len(parts) >= NODES:
        raise WireError("it is nested too deeply, or has too many entries")
    match value:
        case None | False | True:
            parts.append(TAG.pack((None, False, True).index(value)))
        case int() if -(2**63) <= value < 2**63:
            parts.append(TAG.pack(3) + INTEGER.pack(value))
        case int() | float():
            parts.append(TAG.pack(4) + FLOAT.pack(_as_float(value)))
        case str() | Given():
            text = _text(value if isinstance(value, str) else value.source)
            parts.append(TAG.pack(5 if isinstance(value, str) else 9) + LENGTH.pack(len(text)) + text)
        case list() | tuple():
            parts.append(TAG.pack(6 if isinstance(value, list) else 7) + LENGTH.pack(len(value)))
            for entry in value:
                _pack(entry, parts, depth - 1)
        case np.ndarray() | np.generic():
            parts.append(_array(np.asarray(value)))
        case _:
            raise WireError(f"a value of type {type(value).__name__} can't be sent")


def _text(text: str) -> bytes:
    if len(text) > TEXT or len(content := text.encode("utf-8", "replace")) > TEXT:
        raise WireError("a text is too long")
    return content


def _as_float(number: float) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def _array(array: Array) -> bytes:
    if array.dtype not in DTYPES:
        raise WireError(f"an array of {array.dtype.name} can't be sent")
    if array.ndim > DIMENSIONS or array.nbytes > TO_GUEST:
        raise WireError(f"an array of {array.ndim} dimensions and {array.nbytes:,} bytes can't be sent")
    lies = (0 if array.flags.c_contiguous else STRIDED) | (0 if array.flags.writeable else FROZEN)
    described = TAG.pack(8) + ARRAY.pack(DTYPES.index(array.dtype), array.ndim, lies)
    return described + b"".join(SIDE.pack(side) for side in array.shape) + array.tobytes()


class _Reader:
    """Reads one value after the other, and never past the end."""

    def __init__(self, content: memoryview, *, functions: bool) -> None:
        self.content = content
        self.functions = functions
        self.at = 0
        self.left = NODES

    def value(self, depth: int) -> Value:
        """Read a value."""
        self.left -= 1
        if not depth or self.left < 0:
            raise WireError("it is nested too deeply, or has too many entries")
        match self._one(TAG):
            case 0 | 1 | 2 as tag:
                return (None, False, True)[int(tag)]
            case 3:
                return int(self._one(INTEGER))
            case 4:
                return float(self._one(FLOAT))
            case 5:
                return self._text()
            case 6:
                return [self.value(depth - 1) for _ in range(self._count())]
            case 7:
                return tuple([self.value(depth - 1) for _ in range(self._count())])
            case 8:
                return self._array()
            case 9 if self.functions:
                return Given(self._text())
            case tag:
                raise WireError(f"{tag} is no type")

    def _take(self, length: int) -> memoryview:
        if length > len(self.content) - self.at:
            raise WireError("it ends too soon")
        self.at += length
        return self.content[self.at - length : self.at]

    def _fields(self, form: Struct) -> tuple[float, ...]:
        return form.unpack(self._take(form.size))

    def _one(self, form: Struct) -> float:
        return self._fields(form)[0]

    def _count(self) -> int:
        number = int(self._one(LENGTH))
        if number > self.left:
            raise WireError("it has too many entries")
        return number

    def _text(self) -> str:
        length = int(self._one(LENGTH))
        if length > TEXT:
            raise WireError("a text is too long")
        return bytes(self._take(length)).decode("utf-8", "replace")

    def _array(self) -> Array:
        kind, dimensions, lies = map(int, self._fields(ARRAY))
        if kind >= len(DTYPES) or dimensions > DIMENSIONS:
            raise WireError("an array of no known type")
        shape = tuple(int(self._one(SIDE)) for _ in range(dimensions))
        dtype = DTYPES[kind]
        raw = self._take(math.prod(shape) * dtype.itemsize)  # Python's whole numbers: no product overflows
        try:
            array: Array = np.frombuffer(raw, dtype=dtype if kind else np.uint8).reshape(shape)
            array = array if kind else np.asarray(array != 0)  # a truth value of 2 would be neither
            return laid(array, strided=bool(lies & STRIDED), frozen=bool(lies & FROZEN))
        except ValueError as error:  # shapes with a 0 and sides beyond what an array can have
            raise WireError("an array of no possible shape") from error


def laid(array: Array, *, strided: bool, frozen: bool) -> Array:
    """Return a copy that lies in memory as asked: every second number of another array, read-only."""
    if strided and array.ndim:
        room = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
        copy = room[..., ::2]
        copy[...] = array
    else:
        copy = array.copy()
    copy.flags.writeable = not frozen
    return copy


def message(say: Say, sequence: int, body: bytes) -> bytes:
    """Return a whole message."""
    return HEADER.pack(MAGIC, say, sequence, len(body)) + body


def announced(header: bytes | bytearray, sequence: int, most: int) -> tuple[Say, int]:
    """Return what a header announces: what is said, and how many bytes follow.

    WireError: it is none, belongs to another question, or announces more than `most` bytes.
    """
    try:
        magic, say, number, length = HEADER.unpack(header)
        said = Say(say)
    except (struct.error, ValueError) as error:
        raise WireError("that is no header") from error
    if magic != MAGIC or number != sequence:
        raise WireError("that is no answer to the question")
    if length > most:
        raise WireError("it is too large")
    return said, length


def heard(content: bytearray, sequence: int) -> tuple[Say, Value] | None:
    """Return the program's message that has come so far; None if it isn't all there.

    WireError: it is none, or not the answer to the question, or more than it.
    """
    if len(content) < HEADER.size:
        return None
    say, length = announced(content[: HEADER.size], sequence, TO_JUDGE)
    if len(content) > HEADER.size + length:
        raise WireError("it says more than was asked")
    if len(content) < HEADER.size + length:
        return None
    return say, unpacked(content[HEADER.size :], functions=False)


def receive(read: Callable[[int], bytes], sequence: int, most: int) -> tuple[Say, Value]:
    """Read a whole message, from what waits until there is something.  EOFError: there comes nothing more."""
    say, length = announced(_exactly(read, HEADER.size), sequence, most)
    return say, unpacked(_exactly(read, length))


def _exactly(read: Callable[[int], bytes], length: int) -> bytearray:
    content = bytearray()
    while len(content) < length:
        piece = read(min(length - len(content), 1 << 20))
        if not piece:
            raise EOFError
        content += piece
    return content
