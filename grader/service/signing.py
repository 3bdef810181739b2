"""Signed reports: whoever holds the public key can tell that a report is ours and unaltered.

Ed25519 over the canonical JSON of all the rest.  The key is made at first use and stays on this machine.
"""

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from grader.errors import CallError
from grader.report import Report, canonical

ALGORITHM = "ed25519"
KEY_FILE = "signing.key"
BYTES = 32  # of an Ed25519 key


@dataclass(frozen=True, kw_only=True)
class Key:
    """A signing key.  public: what to give to those who verify, as text."""

    secret: bytes

    @property
    def public(self) -> str:
        """The public half, as URL-safe base64."""
        return _text(Ed25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw())


def open_key(folder: Path, given: str = "") -> Key:
    """Return the key that is given as base64, else the one in a folder, made at first use.

    CallError: the given key is none.  OSError: the folder can't be written.
    """
    if given:
        return Key(secret=_secret(given, "GRADER_SIGNING_KEY"))
    path = folder / KEY_FILE
    if not path.exists():
        _make(path)
    return Key(secret=_secret(path.read_text(encoding="ascii", errors="replace"), str(path)))


def sign(report: Report, key: Key) -> Report:
    """Return the report with its signature."""
    content = canonical(replace(report, signature="").to_dict()).encode()
    signature = Ed25519PrivateKey.from_private_bytes(key.secret).sign(content)
    return replace(report, signature=f"{ALGORITHM}:{key.public}:{_text(signature)}")


def is_signed(line: str, public: str) -> bool:
    """Whether a report, as a line of JSON, was signed with the key of this public half.

    CallError: the line is not a signed report, or the public key is none.
    """
    content = _report(line)
    algorithm, _, rest = str(content.pop("signature")).partition(":")
    _, _, signature = rest.partition(":")
    if algorithm != ALGORITHM:
        raise CallError(f"this report is signed with “{algorithm}”; only {ALGORITHM} is known")
    try:
        key = Ed25519PublicKey.from_public_bytes(_bytes(public))
    except (BadBase64, ValueError):
        raise CallError(
            "this is not a public key; it is 43 letters and digits, as `grader verify-report` shows"
        ) from None
    try:
        key.verify(_bytes(signature), canonical(content).encode())
    except (InvalidSignature, BadBase64, ValueError):
        return False
    return True


def _report(line: str) -> dict[str, Any]:
    try:
        content = json.loads(line)
    except ValueError as error:
        raise CallError(f"this is not a report in JSON: {error}") from None
    if not isinstance(content, dict) or "submission" not in content:
        raise CallError("this is not a report: it has no “submission”")
    if "signature" not in content:
        raise CallError("this report is not signed")
    return content


def _make(path: Path) -> None:
    """Write a new key that only we can read; if someone else is first, theirs stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(_text(Ed25519PrivateKey.generate().private_bytes_raw()) + "\n")
    try:
        os.link(fresh, path)  # fails if it is there: whole, never half written
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def _secret(text: str, source: str) -> bytes:
    try:
        secret = _bytes(text.strip())
    except (BadBase64, ValueError):
        secret = b""
    if len(secret) != BYTES:
        raise CallError(f"{source} does not hold a signing key: {BYTES} bytes as URL-safe base64")
    return secret


def _text(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
