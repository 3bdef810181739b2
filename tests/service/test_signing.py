import json
import os
import subprocess
import sys
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.errors import CallError
from grader.report import CheckResult, Observation, PartResult, Report, canonical, failed
from grader.service.signing import Key, is_signed, kept_key, open_key, sign

ROOT = Path(__file__).parent.parent.parent
KEY, OTHER = Key(secret=bytes(range(32))), Key(secret=bytes(32))
RACERS = 6

# Waits for all the others, so that they come to the folder at once.
RACER = """
import sys
from pathlib import Path
from grader.service.signing import open_key
folder = Path(sys.argv[1])
print("ready", flush=True)
while not (folder / "go").exists():
    pass
print(open_key(folder / "keys").public)
"""


def report() -> Report:
    seen = Observation(x=(1e-05, float("inf"), -0.0), expected="é 漢字 😀", actual="\u2028\x85\x1b")
    check = CheckResult(call="lipschitz(1)", worth=3, finding=failed("Too \\ “steep”.\n\tHere.", seen))
    part = PartResult(name="answer", answer='x"', understood="x", checks=(check,), feedback=("No.",))
    return Report(
        submission="s",
        learner="Ada",
        exercise="e",
        title="T",
        revision="r",
        version="v",
        variant=2,
        seed=0,
        parts=(part,),
    )


def line() -> str:
    return canonical(sign(report(), KEY).to_dict())


def accepted(text: str, public: str = KEY.public) -> bool:
    """Whether a text passes as a signed report; being no such thing at all is one way not to."""
    try:
        return is_signed(text, public)
    except CallError:
        return False


def test_a_signed_report_is_told_by_the_public_key() -> None:
    assert is_signed(line(), KEY.public)
    assert is_signed(line() + "\n", KEY.public)
    assert is_signed(line() + "\r\n", KEY.public)


def test_another_key_is_refused() -> None:
    assert KEY.public != OTHER.public
    assert not is_signed(line(), OTHER.public)
    assert is_signed(canonical(sign(report(), OTHER).to_dict()), OTHER.public)


def test_signing_changes_nothing_else_and_can_be_repeated() -> None:
    signed = sign(report(), KEY)
    content = signed.to_dict()
    del content["signature"]
    assert content == report().to_dict()
    assert sign(signed, KEY) == signed
    assert sign(sign(report(), OTHER), KEY) == signed


def changed(text: str) -> Iterator[str]:
    """Yield the text with each of its characters changed in turn, left out, or followed by another one."""
    for i, character in enumerate(text):
        for other in {character.swapcase(), "1", "A", " ", "-"} - {character}:
            yield text[:i] + other + text[i + 1 :]
        yield text[:i] + text[i + 1 :]
        for other in (" ", "0", "="):
            yield text[: i + 1] + other + text[i + 1 :]


def test_a_changed_character_anywhere_is_detected() -> None:
    survivors = [text for text in changed(line()) if accepted(text)]
    assert survivors == []


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(line().replace('"points":0', '"points":3', 1), id="more points"),
        pytest.param('{"points":3,' + line()[1:], id="points said twice"),
        pytest.param(line()[:-1] + ',"points":3}', id="points said twice, at the end"),
        pytest.param(line().replace("\\u001b", "\\u001B"), id="the same character spelled in another way"),
        pytest.param(line().replace("1e-05", "1E-05"), id="the same number spelled in another way"),
        pytest.param(json.dumps(json.loads(line())), id="spaces between"),
        pytest.param(canonical(json.loads(line()) | {"signature": f"ed25519:{KEY.public}:"}), id="an empty signature"),
        pytest.param(canonical(json.loads(line()) | {"signature": "ed25519"}), id="nothing but the algorithm"),
        pytest.param(
            canonical(json.loads(line()) | {"signature": sign(report(), OTHER).signature}), id="another's signature"
        ),
        pytest.param(line().replace(KEY.public, OTHER.public), id="another's name on our signature"),
        pytest.param(line().replace('"learner":"Ada"', '"learner":"\\ud800"'), id="half a character"),
    ],
)
def test_a_forgery_is_no_signed_report(forged: str) -> None:
    assert forged != line()
    assert not is_signed(forged, KEY.public)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("", "this is not a report in JSON", id="nothing"),
        pytest.param("points: 3", "this is not a report in JSON", id="no JSON"),
        pytest.param("[" * 100_000, "this is not a report in JSON", id="endless lists"),
        pytest.param("9" * 5000, "this is not a report in JSON", id="an endless number"),
        pytest.param('{"submission":NaN,"signature":""}', "this is not a report in JSON", id="no number"),
        pytest.param("[]", "this is not a report: it has no “submission”", id="a list"),
        pytest.param("{}", "this is not a report: it has no “submission”", id="something else"),
        pytest.param(canonical(report().to_dict()), "this report is not signed", id="not signed"),
        pytest.param(
            canonical(report().to_dict() | {"signature": 5}),
            "this report is signed with “5”; only ed25519 is known",
            id="a signature that is no text",
        ),
        pytest.param(
            line().replace("ed25519", "rsa"),
            "this report is signed with “rsa”; only ed25519 is known",
            id="another way",
        ),
    ],
)
def test_what_is_no_signed_report_is_a_fault_of_the_call(text: str, told: str) -> None:
    with pytest.raises(CallError) as caught:
        is_signed(text, KEY.public)
    assert str(caught.value).startswith(told)


@pytest.mark.parametrize(
    "public",
    [
        pytest.param("", id="nothing"),
        pytest.param("abc", id="too short"),
        pytest.param(KEY.public + "=", id="padded"),
        pytest.param(f" {KEY.public}", id="a space before"),
        pytest.param(KEY.public[:-1] + "\udcff", id="half a character"),
        pytest.param(KEY.public[:-1] + "é", id="a letter of no base64"),
        pytest.param(KEY.public + "AAAA", id="too long"),
    ],
)
def test_a_malformed_public_key_is_a_fault_of_the_call(public: str) -> None:
    with pytest.raises(CallError, match="this is not a public key; it is 43 letters, digits, - and _"):
        is_signed(line(), public)


def test_a_key_is_made_at_first_use_and_stays(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "keys"
    assert kept_key(folder) is None
    assert not folder.exists()
    key = open_key(folder)
    assert open_key(folder) == kept_key(folder) == key
    assert [path.name for path in folder.iterdir()] == ["signing.key"]
    assert open_key(tmp_path / "elsewhere") != key


def test_only_we_can_read_the_key(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        open_key(tmp_path / "keys")
    finally:
        os.umask(before)
    assert (tmp_path / "keys" / "signing.key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


def test_processes_racing_for_the_first_use_end_with_one_key(tmp_path: Path) -> None:
    command = [sys.executable, "-c", RACER, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    racers = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(RACERS)]
    for racer in racers:
        assert racer.stdout
        assert racer.stdout.readline() == "ready\n"
    (tmp_path / "go").touch()
    publics = {racer.communicate(timeout=60)[0].strip() for racer in racers}
    assert [racer.returncode for racer in racers] == [0] * RACERS
    assert publics == {open_key(tmp_path / "keys").public}
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["signing.key"]


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(urlsafe_b64encode(bytes(range(224, 256))).decode().rstrip("="), id="URL-safe base64"),
        pytest.param(b64encode(bytes(range(224, 256))).decode() + "\n", id="as openssl rand -base64 32 writes it"),
    ],
)
def test_a_given_key_overrides_the_one_in_the_folder(given: str, tmp_path: Path) -> None:
    assert open_key(tmp_path, given) == kept_key(tmp_path, given) == Key(secret=bytes(range(224, 256)))
    assert list(tmp_path.iterdir()) == []
    kept = open_key(tmp_path)
    assert open_key(tmp_path, given) != kept


NO_KEYS = [
    pytest.param("x", id="one letter"),
    pytest.param("A" * 42, id="a byte too few"),
    pytest.param("A" * 44, id="a byte too many"),
    pytest.param("A" * 42 + "é", id="a letter of no base64"),
    pytest.param("A" * 42 + "\udcff", id="half a character"),
    pytest.param("A" * 20 + "\n" + "A" * 23, id="a line end within"),
]


@pytest.mark.parametrize("text", NO_KEYS)
def test_what_is_given_must_be_a_key(text: str, tmp_path: Path) -> None:
    with pytest.raises(CallError) as caught:
        open_key(tmp_path, text)
    assert str(caught.value) == "GRADER_SIGNING_KEY does not hold a signing key: 32 bytes as URL-safe base64"


@pytest.mark.parametrize("text", ["", *NO_KEYS])
def test_what_is_kept_must_be_a_key(text: str, tmp_path: Path) -> None:
    path = tmp_path / "signing.key"
    path.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(CallError) as caught:
        open_key(tmp_path)
    assert str(caught.value) == f"{path} does not hold a signing key: 32 bytes as URL-safe base64"


def test_a_folder_that_cannot_be_made_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        open_key(tmp_path / "file" / "keys")


def test_a_link_to_nowhere_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "signing.key").symlink_to("nowhere")
    with pytest.raises(FileNotFoundError):
        open_key(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["signing.key"]


def test_a_key_does_not_show_its_secret() -> None:
    assert repr(KEY) == "Key()"
