"""What took long to work out is kept on disk, for this torch and this processor: other ones round otherwise."""

import json
import os
import platform
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

Plain = Any  # what JSON can hold


def kept(key: object, make: Callable[[], Plain], sound: Callable[[Plain], object]) -> Plain:
    """Return what is kept under a key, as plain data; make it where there is nothing sound.

    key: all that the result depends on, apart from where it is computed.
    sound: reads it, and raises LookupError, TypeError or ValueError where it can't.
    """
    file = _folder() / f"{_name(key)}.json"
    with suppress(OSError, ValueError, TypeError, LookupError):
        found = json.loads(file.read_bytes())
        sound(found)
        return found
    text = json.dumps(make())
    with suppress(OSError):  # a folder that can't be written to costs time alone
        file.parent.mkdir(parents=True, exist_ok=True)
        whole = file.with_suffix(f".{os.getpid()}")
        whole.write_text(text, encoding="ascii")
        whole.replace(file)
    return json.loads(text)


def _folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "grader" / "trials"


def _name(key: object) -> str:
    return blake2b(repr((key, *_here())).encode(), digest_size=16).hexdigest()


@cache
def _here() -> tuple[str, ...]:
    return version("torch"), version("numpy"), platform.machine(), _processor()


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line
    return platform.processor()
