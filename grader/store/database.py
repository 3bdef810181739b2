"""The database: opened, brought up to date, and asked in transactions.

SQLite in WAL mode: readers never wait, writers wait for each other.  A transaction that writes begins IMMEDIATE,
because one that turns from reading to writing half-way fails at once when another writes.  synchronous=FULL: what was
said to be kept outlives a power cut; it takes a third of a millisecond.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError

from grader.errors import CallError, StoreError

PATIENCE = 15_000  # ms a writer waits for its turn
LARGEST = 2**63 - 1  # the largest number that SQLite can look for
MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, kw_only=True)
class Store:
    """An open database.  StoreError: it can't be used just now.  CallError: a text can't be kept."""

    engine: sql.Engine

    @contextmanager
    def reading(self) -> Iterator[sql.Connection]:
        """Give a connection that sees one state of everything."""
        with _plainly(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sql.Connection]:
        """Give a connection whose changes are kept together when the block ends, or not at all."""
        with _plainly(), self.engine.execution_options(begin="IMMEDIATE").begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def open_store(url: str) -> Store:
    """Return the database at a URL such as sqlite:////srv/grader.db, made and brought up to date.

    CallError: it is not a SQLite database that can be opened.
    """
    path = _file(url)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CallError(f"the folder of the database {path} can't be made: {error.strerror}") from None
    with suppress(OSError):  # opening it says more
        path.touch(mode=0o600)  # answers are for nobody else on this machine
    engine = sql.create_engine(
        sql.URL.create("sqlite", database=str(path)),
        connect_args={"timeout": PATIENCE / 1000, "check_same_thread": False},
    )
    sql.event.listen(engine, "connect", _set_up)
    sql.event.listen(engine, "begin", _begin)
    store = Store(engine=engine)
    try:
        _upgrade(store)
    except StoreError as error:
        store.close()
        raise CallError(f"the database {path} can't be used: {error.reason}") from None
    except CommandError:
        store.close()
        raise CallError(f"the database {path} was made by a newer grader than this one; use that one") from None
    return store


def _file(url: str) -> Path:
    """Return the file that a database URL names, or raise CallError."""
    try:
        address = sql.make_url(url)
    except (ArgumentError, ValueError):
        raise CallError(f"“{url}” is not a database URL; write one such as sqlite:///grader.db") from None
    if address.drivername != "sqlite":
        raise CallError(f"the jobs of “{address.drivername}” can't be run yet; write sqlite:///path/to/file")
    if not address.database or address.database == ":memory:" or address.query:
        raise CallError(f"“{url}” does not name a file, which workers share; write sqlite:///path/to/file")
    return Path(address.database)


@contextmanager
def _plainly() -> Iterator[None]:
    """Say in a sentence what is not ours to mend."""
    try:
        yield
    except IntegrityError:  # ours
        raise
    except DatabaseError as error:
        raise StoreError(str(error.orig)) from error
    except sql.exc.TimeoutError as error:
        raise StoreError("too many want it at once") from error
    except UnicodeEncodeError as error:
        raise CallError(f"This text holds half a character, at {error.start + 1}; it can't be kept.") from None


def _set_up(connection: Any, record: object) -> None:
    del record
    connection.isolation_level = None  # the driver begins no transactions of its own: we say how each begins
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={PATIENCE}", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sql.Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'DEFERRED')}")


def _upgrade(store: Store) -> None:
    """Bring the tables to the newest form; of several processes that start at once, one does it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    head = ScriptDirectory.from_config(config).get_current_head()
    with store.reading() as connection:
        if MigrationContext.configure(connection).get_current_revision() == head:
            return
    with store.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
