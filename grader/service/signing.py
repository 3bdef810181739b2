"""Signed reports: whoever holds the public key can tell that a report is ours and unaltered.

Ed25519 over the canonical JSON of all the rest.  The key is made at first use and stays on this machine.
A report is as it was signed only if its text is, character for character: the canonical one.
"""

import json
import os
from base64 import b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex

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

    secret: bytes = field(repr=False)

    @property
    def public(self) -> str:
        """The public half, as URL-safe base64."""
        return _text(Ed25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw())


def open_key(folder: Path, given: str = "") -> Key:
    """Return the key that is given as base64, else the one in a folder, made at first use.

    CallError: what is given, or kept, is no key.  OSError: the folder can't be written.
    """
    if key := kept_key(folder, given):
        return key
    _make(folder / KEY_FILE)
    return _read(folder / KEY_FILE)


def kept_key(folder: Path, given: str = "") -> Key | None:
    """Return the key that is given as base64, else the one in a folder, or None if there is none yet.

    CallError: what is given, or kept, is no key.  OSError: it can't be read.
    """
    if given:
        return Key(secret=_secret(given, "GRADER_SIGNING_KEY"))
    path = folder / KEY_FILE
    return _read(path) if path.exists() else None


def sign(report: Report, key: Key) -> Report:
    """Return the report with its signature."""
    content = canonical(replace(report, signature="").to_dict()).encode()
    signature = Ed25519PrivateKey.from_private_bytes(key.secret).sign(content)
    return replace(report, signature=f"{ALGORITHM}:{key.public}:{_text(signature)}")


def contest_secret(key: Key) -> bytes:
    """Return the secret that the seeds of contests are drawn from, which changes with the signing key."""
    return blake2b(key.secret, person=b"grader contests").digest()


def is_signed(line: str, public: str) -> bool:
    """Whether a report, as the line of JSON it was printed as, was signed with the key of this public half.

    CallError: the line is not a signed report, or the public key is none.
    """
    rest, signature = _halves(line.rstrip("\r\n"))
    algorithm, _, signed = signature.partition(":")
    if algorithm != ALGORITHM:
        raise CallError(f"this report is signed with “{algorithm}”; only {ALGORITHM} is known")
    key = _public(public)
    signer, _, value = signed.partition(":")
    if rest is None or signer != public:
        return False
    try:
        key.verify(_bytes(value), rest.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _halves(line: str) -> tuple[str | None, str]:
    """Return what a report's signature is made over, or None if the report is not written as we write it; and it."""
    try:
        content = json.loads(line)
        ours = isinstance(content, dict) and canonical(content) == line
    except (ValueError, RecursionError) as error:
        raise CallError(f"this is not a report in JSON: {error}") from None
    if not isinstance(content, dict) or "submission" not in content:
        raise CallError("this is not a report: it has no “submission”")
    if "signature" not in content:
        raise CallError("this report is not signed")
    signature = str(content.pop("signature"))
    return (canonical(content) if ours else None), signature


def _public(text: str) -> Ed25519PublicKey:
    try:
        return Ed25519PublicKey.from_public_bytes(_bytes(text))
    except ValueError:
        told = "43 letters, digits, - and _, as `grader verify-report` shows them"
        raise CallError(f"this is not a public key; it is {told}") from None


def _make(path: Path) -> None:
    """Write a new key that only we can read; if someone else is first, theirs stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{token_hex(8)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(_text(Ed25519PrivateKey.generate().private_bytes_raw()) + "\n")
        with suppress(FileExistsError):
            os.link(fresh, path)  # fails if it is there: whole, never half written
    finally:
        fresh.unlink()


def _read(path: Path) -> Key:
    return Key(secret=_secret(path.read_text(encoding="ascii", errors="replace"), str(path)))


def _secret(text: str, source: str) -> bytes:
    try:
        # `openssl rand -base64 32` writes the other alphabet, padded.
        secret = _bytes(text.strip().rstrip("=").replace("+", "-").replace("/", "_"))
    except ValueError:
        secret = b""
    if len(secret) != BYTES:
        raise CallError(f"{source} does not hold a signing key: {BYTES} bytes as URL-safe base64")
    return secret


def _text(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    """Read URL-safe base64, or raise ValueError; bytes have one spelling only, or a changed letter could go unseen."""
    value = b64decode(text.encode() + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if _text(value) != text:
        raise BadBase64("not the one spelling of these bytes")
    return value
