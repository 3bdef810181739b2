"""What takes seconds says how far it has come, and need not know who follows it, if anybody does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[str], None]

_listener: ContextVar[Listener] = ContextVar("listener", default=lambda _: None)


def tell(words: str) -> None:
    """Say in a few words how far it is."""
    _listener.get()(words)


@contextmanager
def to(listener: Listener) -> Iterator[None]:
    """Let a listener hear all that is told inside, until the end or until another one takes over."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
