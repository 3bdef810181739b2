from pathlib import Path

import pytest

from grader.trials.keeping import kept


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "grader" / "trials"


def read(content: dict[str, list[int]]) -> int:
    return content["n"][0]


def test_what_is_kept_is_made_once() -> None:
    made = []

    def make() -> dict[str, list[int]]:
        made.append(1)
        return {"n": [len(made)]}

    assert [kept("key", make, read) for _ in range(3)] == [{"n": [1]}] * 3
    assert kept("other key", make, read) == {"n": [2]}


@pytest.mark.parametrize("text", ["", "{}", '{"n": []}', "[]", "no JSON"])
def test_what_cannot_be_read_is_made_anew(folder: Path, text: str) -> None:
    kept("key", lambda: {"n": [1]}, read)
    (file,) = folder.iterdir()
    file.write_text(text)
    assert kept("key", lambda: {"n": [2]}, read) == {"n": [2]}
    assert kept("key", lambda: {"n": [3]}, read) == {"n": [2]}


def test_a_folder_that_cannot_be_written_to_costs_time_alone(folder: Path) -> None:
    folder.parent.write_text("a file stands where a folder should")
    assert [kept("key", lambda n=n: {"n": [n]}, read) for n in (1, 2)] == [{"n": [1]}, {"n": [2]}]  # type: ignore[misc]
