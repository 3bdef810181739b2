"""The database as a file that others use too, that may be locked, full, broken, or not ours at all."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
import sqlalchemy as sql

from grader.errors import CallError, StoreError
from grader.store import Store, database, open_store
from grader.store.schema import people

ADA = {"id": "a", "role": "learner", "name": "Ada", "plain": "ada", "at": 0.0}
RACERS = 4
RACER = """
import sys
from grader.store import open_store
print("ready", flush=True)
sys.stdin.readline()
with open_store(sys.argv[1]).writing() as connection:
    connection.exec_driver_sql("INSERT INTO people VALUES (?, 'learner', ?, ?, 0)", (sys.argv[2],) * 3)
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/new/folder/grader.db")
    yield opened
    opened.close()


def file(store: Store) -> Path:
    return Path(str(store.engine.url.database))


def add(store: Store, identity: str) -> None:
    with store.writing() as connection:
        connection.execute(sql.insert(people).values(ADA | {"id": identity, "plain": identity}))


def found(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.scalars(sql.select(people.c.id).order_by(people.c.id)))


REFUSED = [
    pytest.param("postgresql://me@host/db", "the jobs of “postgresql” can't be run yet; write sqlite", id="PostgreSQL"),
    pytest.param("postgresql+psycopg://me:pw@host/db", "the jobs of “postgresql+psycopg” can't be", id="with a driver"),
    pytest.param("mysql://host/db", "the jobs of “mysql” can't be run yet", id="MySQL"),
    pytest.param("sqlite+aiosqlite:///x.db", "the jobs of “sqlite+aiosqlite” can't be run yet", id="another driver"),
    pytest.param("grader.db", "“grader.db” is not a database URL; write one such as sqlite:///", id="a path"),
    pytest.param("", "“” is not a database URL", id="nothing"),
    pytest.param("postgresql://host:port/db", "is not a database URL", id="a port that is none"),
    pytest.param("sqlite://", "does not name a file, which workers share", id="memory"),
    pytest.param("sqlite:///:memory:", "does not name a file, which workers share", id="memory by its name"),
    pytest.param("sqlite:///x.db?mode=ro", "does not name a file, which workers share", id="options"),
]


@pytest.mark.parametrize(("url", "told"), REFUSED)
def test_what_is_no_sqlite_file_is_refused_in_a_sentence(url: str, told: str) -> None:
    with pytest.raises(CallError) as caught:
        open_store(url)
    assert told in str(caught.value)
    assert "pw" not in str(caught.value)


def unreadable(folder: Path) -> Path:
    (folder / "x.db").write_bytes(b"no database at all " * 300)
    return folder / "x.db"


def damaged(folder: Path) -> Path:
    path = folder / "x.db"
    open_store(f"sqlite:///{path}").close()
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 3000 + path.read_bytes()[3100:])
    return path


def somebody_elses(folder: Path) -> Path:
    with closing(sqlite3.connect(folder / "x.db")) as connection:
        connection.execute("CREATE TABLE people (x)")
    return folder / "x.db"


def newer(folder: Path) -> Path:
    store = open_store(f"sqlite:///{folder}/x.db")
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    return folder / "x.db"


def a_folder(folder: Path) -> Path:
    (folder / "x.db").mkdir()
    return folder / "x.db"


def behind_a_file(folder: Path) -> Path:
    (folder / "file").touch()
    return folder / "file" / "x.db"


UNUSABLE = [
    pytest.param(unreadable, "can't be used: file is not a database", id="another kind of file"),
    pytest.param(damaged, "can't be used: database disk image is malformed", id="a damaged file"),
    pytest.param(somebody_elses, "can't be used: table people already exists", id="another program's database"),
    pytest.param(newer, "was made by a newer grader than this one; use that one", id="a newer program's database"),
    pytest.param(a_folder, "can't be used: unable to open database file", id="a folder"),
    pytest.param(behind_a_file, "can't be made: File exists", id="a folder that can't be made"),
    pytest.param(lambda _: Path("/proc/x.db"), "can't be used: unable to open database file", id="nowhere to write"),
]


@pytest.mark.parametrize(("make", "told"), UNUSABLE)
def test_a_database_that_cannot_be_used_is_told_in_a_sentence(make: object, told: str, tmp_path: Path) -> None:
    assert callable(make)
    path = make(tmp_path)
    with pytest.raises(CallError) as caught:
        open_store(f"sqlite:///{path}")
    assert str(path) in str(caught.value)
    assert str(caught.value).endswith(told)
    assert "\n" not in str(caught.value)


def test_a_database_is_made_with_its_folder_and_found_again(store: Store) -> None:
    add(store, "a")
    again = open_store(f"sqlite:///{file(store)}")
    assert found(again) == ["a"]
    again.close()


def test_what_was_kept_outlives_a_power_cut(store: Store) -> None:
    with store.reading() as connection:
        settings = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    full = 2
    assert settings == ["wal", full]


def test_processes_that_open_a_fresh_database_at_once_all_find_it_whole(tmp_path: Path) -> None:
    command = [sys.executable, "-c", RACER, f"sqlite:///{tmp_path}/grader.db"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    racers = [subprocess.Popen([*command, str(i)], **pipes) for i in range(RACERS)]  # type: ignore[call-overload]
    for racer in racers:
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        racer.stdin.write("go\n")
        racer.stdin.flush()
    assert [racer.communicate(timeout=60)[1] for racer in racers] == [""] * RACERS
    store = open_store(command[-1])
    assert found(store) == [str(i) for i in range(RACERS)]
    store.close()


def test_changes_are_kept_together_or_not_at_all(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as connection:  # noqa: PT012  half of it is done
        connection.execute(sql.insert(people).values(ADA))
        raise ZeroDivisionError
    assert found(store) == []


def test_a_reader_waits_for_no_writer_and_sees_nothing_half_done(store: Store) -> None:
    add(store, "a")
    with store.writing() as connection:
        connection.execute(sql.insert(people).values(ADA | {"id": "b", "plain": "b"}))
        assert found(store) == ["a"]
    assert found(store) == ["a", "b"]


def test_a_writer_waits_for_another_process_that_holds_the_database(store: Store) -> None:
    with closing(sqlite3.connect(file(store), isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        writer = Thread(target=add, args=(store, "a"))
        writer.start()
        sleep(1.0)
        assert writer.is_alive()
        other.execute("COMMIT")
        writer.join(5.0)
    assert found(store) == ["a"]


def test_a_database_that_stays_locked_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 100)
    store = open_store(f"sqlite:///{tmp_path}/grader.db")
    with closing(sqlite3.connect(file(store), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            add(store, "a")
        assert found(store) == []
    assert str(caught.value) == (
        "The database can't be used just now (database is locked). Nothing was changed; please try again."
    )
    add(store, "a")
    assert found(store) == ["a"]
    store.close()


def test_a_full_disk_is_told_in_a_sentence_and_leaves_all_as_it_was(store: Store) -> None:
    add(store, "a")
    with store.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreError, match="database or disk is full"), store.writing() as connection:
        connection.execute(sql.insert(people).values(ADA | {"id": "b" * 100_000}))
    assert found(store) == ["a"]


def test_a_crowd_is_told_in_a_sentence(store: Store) -> None:
    store.close()
    crowded = Store(engine=sql.create_engine(store.engine.url, pool_size=1, max_overflow=0, pool_timeout=0.1))
    with crowded.engine.connect(), pytest.raises(StoreError, match="too many want it at once"), crowded.reading():
        pass
    crowded.close()


def test_half_a_character_is_refused_in_a_sentence(store: Store) -> None:
    with pytest.raises(CallError, match="This text holds half a character, at 4; it can't be kept"):
        add(store, "abc\ud800")
    assert found(store) == []


def test_a_fault_of_ours_stays_one(store: Store) -> None:
    add(store, "a")
    with pytest.raises(sql.exc.IntegrityError):
        add(store, "a")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a\0b", id="NUL"),
        pytest.param("😀", id="four bytes"),
        pytest.param("'; DROP TABLE people; --", id="SQL"),
        pytest.param("e\u0301\u202e", id="marks"),
        pytest.param("x" * 1_000_000, id="a million characters"),
    ],
)
def test_any_text_comes_back_as_it_was(text: str, store: Store) -> None:
    add(store, text)
    assert found(store) == [text]
