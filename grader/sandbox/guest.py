"""The learner's side: a process that loads one program and answers calls, until it is killed.

Nothing here decides anything: what this process says is an answer to be looked at, whatever was done to it.
"""

import inspect
import io
import linecache
import os
import sys
import types
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

import numpy as np

from grader.errors import RunError, Trouble, nearest
from grader.sandbox import wire
from grader.sandbox.lockdown import OUTPUT, WIRE
from grader.sandbox.tracing import Traced
from grader.sandbox.troubles import MESSAGE, PROGRAM, told
from grader.sandbox.wire import Given, Say

WARNINGS = 8  # told of one call
NAMES, NAME = 1000, 100  # functions told of, and characters of a name


def show_output() -> None:
    """Let print write to the pipe, line by line."""
    for descriptor, name in zip(OUTPUT, ("stdout", "stderr"), strict=True):
        raw = io.FileIO(descriptor, "wb", closefd=False)
        text = io.TextIOWrapper(io.BufferedWriter(raw), "utf-8", "backslashreplace", line_buffering=True)
        setattr(sys, name, text)
        setattr(sys, f"__{name}__", text)


def serve(flavour: str) -> None:
    """Answer until the judge has no more questions."""
    guest, sequence = _Guest(flavour), 0
    _say(Say.ANSWER, sequence, wire.packed(None))
    while True:
        sequence += 1
        try:
            question, body = wire.receive(lambda length: os.read(WIRE, length), sequence, wire.TO_GUEST)
        except EOFError:
            return
        _say(*_answered(guest, question, body, sequence))


def _answered(guest: "_Guest", question: Say, body: Any, sequence: int) -> tuple[Say, int, bytes]:
    try:
        return Say.ANSWER, sequence, _packed(guest.answer(question, body))
    except BaseException as error:  # noqa: BLE001  a program may raise whatever it likes
        return Say.TROUBLE, sequence, wire.packed(told(error))
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(Exception):
                stream.flush()


def _packed(value: Any) -> bytes:
    try:
        content = wire.packed(value)
    except wire.WireError as error:
        raise RunError(Trouble.TYPE, f"What came back can't be compared: {error}.") from error
    if len(content) > wire.TO_JUDGE:
        raise RunError(Trouble.TYPE, f"What came back is too large: more than {wire.TO_JUDGE:,} bytes.")
    return content


def _say(say: Say, sequence: int, body: bytes) -> None:
    rest = memoryview(wire.message(say, sequence, body))
    while rest:
        rest = rest[os.write(WIRE, rest) :]


class _Guest:
    """One program, and what it is asked."""

    def __init__(self, flavour: str) -> None:
        self.torch = sys.modules["torch"] if flavour == "torch" else None
        self.module = types.ModuleType("program")
        self.modules = dict[str, Any]()  # instances of nn.Module by the name of their class

    def answer(self, question: Say, body: Any) -> Any:
        """Return what a question gives, ready to be sent."""
        match question:
            case Say.LOAD:
                return self._load(*body)
            case Say.CALL:
                return self._call(*body)
            case Say.VJP:
                return self._vjp(*body)
            case _:
                raise wire.WireError("that is no question")

    def _load(self, source: str) -> list[str]:
        sys.modules["program"] = self.module
        self.module.__dict__["__file__"] = PROGRAM
        linecache.cache[PROGRAM] = (len(source), None, source.splitlines(keepends=True), PROGRAM)
        with _warned():
            exec(compile(source, PROGRAM, "exec", dont_inherit=True), self.module.__dict__)  # noqa: S102  what it is for
        names = [name for name, value in self.module.__dict__.items() if callable(value) and name.isidentifier()]
        return [name for name in names if len(name) <= NAME][:NAMES]

    def _call(self, name: str, given: list[Any], wanted: str) -> tuple[Any, ...]:
        function = self._function(name, len(given))
        arguments = [self._received(value) for value in given]
        with _warned() as seen, _counting(wanted == "lines") as lines:
            result = function(*arguments)
        both = zip(given, arguments, strict=True) if wanted == "after" else ()
        after = [None if isinstance(one, Given) else self._sent(value) for one, value in both]
        return self._sent(result), after, _words(seen), lines[0]

    def _vjp(self, name: str, given: list[Any], upstream: Any, order: int) -> tuple[Any, ...]:
        if self.torch is None:
            raise RunError(Trouble.TYPE, "Only programs that use torch have gradients of their own.")
        function, torch = self._function(name, len(given)), self.torch
        arguments = [self._received(value) for value in given]
        leaves = [one.requires_grad_() for one in arguments if torch.is_tensor(one) and one.is_floating_point()]
        with _warned() as seen:
            result = function(*arguments)
            if result is None:
                raise RunError(Trouble.TYPE, f"{name} gives nothing (None); it should end with a return.")
            if not torch.is_tensor(result):
                raise RunError(Trouble.TYPE, f"{name} gives {_named(result)}, which has no gradient.")
            if not result.requires_grad:
                raise RunError(Trouble.TYPE, f"{name} gives a tensor that torch can't follow back to its arguments.")
            gradients = torch.autograd.grad(
                result, leaves, self._received(upstream), create_graph=order > 1, allow_unused=True
            )
            for _ in range(order - 1):
                total = sum(one.sum() for one in gradients if one is not None)
                gradients = torch.autograd.grad(total, leaves, create_graph=True, allow_unused=True)
        filled = [torch.zeros_like(x) if g is None else g for g, x in zip(gradients, leaves, strict=True)]
        return [self._sent(one) for one in filled], _words(seen)

    def _function(self, name: str, number: int) -> Callable[..., Any]:
        found: Any = self.module.__dict__.get(name)
        if not callable(found):
            others = [
                other for other, one in self.module.__dict__.items() if getattr(one, "__module__", "") == "program"
            ]
            hint = nearest(name, others).replace("did you mean", "is it") or "."
            raise RunError(Trouble.MISSING, f"The program has no function {name}{hint}")
        judged = found
        if self.torch is not None and isinstance(found, type):
            if issubclass(found, self.torch.autograd.Function):
                judged, found = _without_context(found), cast("Any", found).apply
            elif issubclass(found, self.torch.nn.Module):
                if name not in self.modules:
                    self.modules[name] = found()
                judged, found = self.modules[name].forward, self.modules[name]
        _takes(judged, name, number)
        return found  # type: ignore[no-any-return]

    def _received(self, value: Any) -> Any:
        if isinstance(value, Given):
            from scipy import special  # noqa: PLC0415  in memory by now

            return eval(value.source, {"np": np, "torch": self.torch, "special": special, "Traced": Traced})  # noqa: S307  the judge's
        if isinstance(value, np.ndarray) and self.torch is not None:
            return self.torch.tensor(value) if value.flags.c_contiguous else _strided(self.torch, value)
        if isinstance(value, list | tuple):
            return type(value)(self._received(entry) for entry in value)
        return value

    def _sent(self, value: Any) -> Any:
        """Return a value as what can be sent, or say what it is instead."""
        if value is None or type(value) in (bool, int, float, str):
            return value
        if type(value) is Traced:
            return value.number().text
        if isinstance(value, list | tuple):  # a named tuple is sent as a tuple
            return (list if isinstance(value, list) else tuple)(self._sent(entry) for entry in value)
        if self.torch is not None and type(value) in (self.torch.Tensor, self.torch.nn.Parameter):
            return self._as_array(value)
        if self.torch is not None and isinstance(value, np.ndarray):
            raise RunError(Trouble.TYPE, "A numpy array came back; a torch tensor is asked for.")
        if (type(value) is np.ndarray or isinstance(value, np.generic)) and value.dtype in wire.DTYPES:
            return value
        raise RunError(
            Trouble.TYPE, f"{_named(value)[0].upper()}{_named(value)[1:]} came back, which can't be compared."
        )

    def _as_array(self, tensor: Any) -> Any:
        plain, torch = tensor.detach(), sys.modules["torch"]
        if plain.layout is not torch.strided or plain.dtype is torch.bfloat16:
            raise RunError(Trouble.TYPE, f"A tensor of {plain.dtype} and {plain.layout} can't be compared.")
        return plain.resolve_conj().resolve_neg().numpy()


def _strided(torch: Any, array: Any) -> Any:
    room = torch.zeros((*array.shape[:-1], 2 * array.shape[-1]), dtype=torch.from_numpy(array[..., :0].copy()).dtype)
    room[..., ::2] = torch.tensor(array.copy())
    return room[..., ::2]


def _without_context(function: Any) -> Callable[..., Any]:
    """Return the forward of an autograd.Function as it is called by `apply`."""
    bare = hasattr(function, "setup_context") and "setup_context" in function.__dict__
    return function.forward if bare else _bound_first(function.forward)


def _bound_first(forward: Any) -> Callable[..., Any]:
    return types.MethodType(forward, None.__class__) if inspect.isfunction(forward) else forward


def _takes(function: Callable[..., Any], name: str, number: int) -> None:
    try:
        signature = inspect.signature(function)
    except (ValueError, TypeError):  # written in C
        return
    try:
        signature.bind(*range(number))
    except TypeError as error:
        words = "one argument" if number == 1 else f"{number} arguments"
        raise RunError(Trouble.ARGUMENTS, f"{name}{signature} must take {words}.") from error


def _named(value: Any) -> str:
    kind = type(value)
    if isinstance(value, np.ndarray) and kind is np.ndarray:
        return f"an array of {value.dtype}"
    return f"a value of type {kind.__module__}.{kind.__qualname__}".replace("builtins.", "")


def _words(warned: list[warnings.WarningMessage]) -> list[str]:
    return [str(one.message)[:MESSAGE] for one in warned[:WARNINGS]]


def _warned() -> Any:
    """Record every warning, each time."""
    return warnings.catch_warnings(record=True, action="always")


class _counting:  # noqa: N801  used like a function
    """Count the lines of the program that run; its value is a list of that one number."""

    def __init__(self, counted: bool) -> None:  # noqa: FBT001
        self.counted = counted
        self.lines = [0]

    def __enter__(self) -> list[int]:
        if self.counted:
            sys.settrace(self._trace)
        return self.lines

    def __exit__(self, *error: object) -> None:
        if self.counted and sys.gettrace() != self._trace:
            self.lines[0] = -1  # somebody has taken the counter away
        sys.settrace(None)

    def _trace(self, frame: types.FrameType, event: str, argument: object) -> Any:
        del event, argument
        if frame.f_code.co_filename != PROGRAM:
            return None
        self.lines[0] += 1
        return self._trace
