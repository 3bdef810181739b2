"""The courses as they are on disk, whatever happens to their files meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import pytest
from installed import FILES, NUMERIC, Installation

from grader.errors import CallError
from grader.service import library
from grader.service.library import Library, Shelf

ONE = "numbers/1-small/one.yaml"


@pytest.fixture
def shelves(installation: Installation) -> Library:
    return Library(folder=installation.courses)


def ids(shelf: Shelf) -> list[str]:
    return [exercise.id for exercise in shelf.course("numbers")]


def told(shelf: Shelf) -> list[str]:
    return [f"{Path(fault.path).name}: {fault.message}" for fault in shelf.faults]


ALL = ["one", "times", "two", "eleven", "ten", "twelve"]
WITHOUT_ONE = ALL[1:]


def test_what_is_there_can_be_used(shelves: Library) -> None:
    shelf = shelves.shelf()
    assert (ids(shelf), told(shelf)) == (ALL, [])
    assert shelves.exercise("numbers", "ten").title == "Ten"
    with pytest.raises(CallError, match="there is no course “nubmers”; did you mean numbers?"):
        shelves.course("nubmers")
    with pytest.raises(CallError, match="there is no exercise “tenn” in numbers; did you mean ten?"):
        shelves.exercise("numbers", "tenn")


# A file, what is written there, and which exercises can still be used.
BROKEN = [
    pytest.param(ONE, "title: [", WITHOUT_ONE, id="YAML that is none"),
    pytest.param(ONE, "", WITHOUT_ONE, id="an empty file"),
    pytest.param(ONE, "title: One\n", WITHOUT_ONE, id="half an exercise"),
    pytest.param(ONE, NUMERIC.format(name="x", answer="x"), WITHOUT_ONE, id="an answer that is none"),
    pytest.param(ONE, FILES[ONE] + "after: zero\n", ALL, id="a prerequisite that is not there"),
    pytest.param("numbers/quizzes/week.yaml", "title: [", ALL, id="a quiz"),
    pytest.param("letters/course.yaml", "title: [", ALL, id="another course"),
    pytest.param(
        "numbers/2-large/one.yaml",
        FILES[ONE],
        ALL,
        id="the same id again",
    ),
]


@pytest.mark.parametrize(("name", "text", "left"), BROKEN)
def test_a_broken_file_keeps_nothing_else_from_being_used_and_its_repair_is_noticed(
    installation: Installation, shelves: Library, name: str, text: str, left: list[str]
) -> None:
    assert told(shelves.shelf()) == []
    installation.write(name, text)
    shelf = shelves.shelf(fresh=True)
    assert ids(shelf) == left
    assert {fault.path for fault in shelf.faults} == {str(installation.courses / name)}
    if name in FILES:
        installation.write(name, FILES[name])
    else:
        (installation.courses / name).unlink()
    shelf = shelves.shelf(fresh=True)
    assert (ids(shelf), told(shelf)) == (ALL, [])


def test_files_are_looked_at_again_after_a_while(
    installation: Installation, shelves: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = shelves.shelf()
    installation.write(ONE, FILES[ONE].replace("One", "Uno"))
    assert shelves.shelf() is known
    monkeypatch.setattr(library, "FRESH", 0.0)
    assert shelves.exercise("numbers", "one").title == "Uno"


def test_files_that_have_not_changed_are_not_read_again(shelves: Library) -> None:
    assert shelves.shelf(fresh=True) is shelves.shelf(fresh=True)


def test_a_course_that_comes_and_goes(installation: Installation, shelves: Library) -> None:
    installation.write("letters/course.yaml", "title: Letters\nunits: []\n")
    assert list(shelves.shelf().courses) == ["letters", "numbers"] or told(shelves.shelf())
    for path in sorted(installation.courses.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert shelves.shelf(fresh=True).courses == {}
    installation.courses.rmdir()
    assert shelves.shelf(fresh=True).courses == {}


def test_links_to_nowhere_and_folders_called_like_files_are_no_exercises(
    installation: Installation, shelves: Library
) -> None:
    unit = installation.courses / "numbers" / "1-small"
    (unit / "link.yaml").symlink_to("nowhere.yaml")
    (unit / "folder.yaml").mkdir()
    (unit / ".hidden.yaml").write_text("[")
    shelf = shelves.shelf()
    assert ids(shelf) == ALL
    assert told(shelf) == [
        "folder.yaml: can't be read: is a directory",
        "link.yaml: can't be read: no such file or directory",
    ]


def test_a_file_that_vanishes_while_it_is_read_is_told(
    installation: Installation, shelves: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def vanish(path: Path) -> bytes:
        if path.name == "one.yaml":
            path.unlink()
        return read(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", vanish)
        shelf = shelves.shelf()
    assert ids(shelf) == WITHOUT_ONE
    assert "one.yaml: can't be read: no such file or directory" in told(shelf)
    installation.write(ONE, FILES[ONE])
    assert ids(shelves.shelf(fresh=True)) == ALL


def test_a_folder_that_vanishes_while_it_is_read_is_told(shelves: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def vanish(path: Path) -> None:
        raise FileNotFoundError(2, "No such file or directory", str(path))

    monkeypatch.setattr(library, "read_course", vanish)
    assert told(shelves.shelf()) == ["numbers: can't be read: no such file or directory"]


def test_files_that_change_all_the_time_harm_nobody(installation: Installation, shelves: Library) -> None:
    stop = Event()
    path = installation.courses / ONE

    def change() -> None:
        while not stop.is_set():
            path.write_text("title: [")
            path.unlink()
            path.write_text(FILES[ONE])

    changer = Thread(target=change)
    changer.start()
    try:
        found = [ids(shelves.shelf(fresh=True)) for _ in range(40)]
    finally:
        stop.set()
        changer.join()
    assert all(one in (ALL, WITHOUT_ONE) for one in found)
    assert ids(shelves.shelf(fresh=True)) == ALL


def test_nobody_waits_while_somebody_reads(
    installation: Installation, shelves: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = shelves.shelf()
    reads, go, read = Event(), Event(), library.read_course

    def slowly(path: Path) -> object:
        reads.set()
        go.wait(10.0)
        return read(path)

    monkeypatch.setattr(library, "read_course", slowly)
    monkeypatch.setattr(library, "FRESH", 0.0)
    installation.write(ONE, FILES[ONE].replace("One", "Uno"))
    with ThreadPoolExecutor(1) as pool:
        reader = pool.submit(shelves.shelf)
        assert reads.wait(10.0)
        assert shelves.shelf() is known
        go.set()
        assert reader.result().course("numbers")["one"].title == "Uno"


def test_threads_that_ask_at_once_get_the_same(shelves: Library) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len({id(shelf) for shelf in pool.map(lambda _: shelves.shelf(), range(32))}) == 1
