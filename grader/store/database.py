"""The database: opened, brought up to date, and asked in transactions.

SQLite in WAL mode: readers never wait, writers wait for each other.  A transaction that writes begins IMMEDIATE,
because one that turns from reading to writing half-way fails at once when another writes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import ArgumentError, OperationalError

from grader.errors import CallError

PATIENCE = 15_000  # ms a writer waits for its turn
MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, kw_only=True)
class Store:
    """An open database."""

    engine: sql.Engine

    @contextmanager
    def reading(self) -> Iterator[sql.Connection]:
        """Give a connection that sees one state of everything."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sql.Connection]:
        """Give a connection whose changes are kept together when the block ends, or not at all."""
        with self.engine.execution_options(begin="IMMEDIATE").begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def open_store(url: str) -> Store:
    """Return the database at a URL such as sqlite:////srv/grader.db, made and brought up to date.

    CallError: it is not a SQLite database that can be opened.
    """
    try:
        address = sql.make_url(url)
    except ArgumentError:
        raise CallError(f"“{url}” is not a database URL; write one such as sqlite:///grader.db") from None
    if address.get_backend_name() != "sqlite":
        raise CallError(f"the jobs of “{address.get_backend_name()}” can't be run yet; write sqlite:///path/to/file")
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sql.create_engine(address, connect_args={"timeout": PATIENCE / 1000, "check_same_thread": False})
    sql.event.listen(engine, "connect", _set_up)
    sql.event.listen(engine, "begin", _begin)
    store = Store(engine=engine)
    try:
        _upgrade(store)
    except OperationalError as error:
        raise CallError(f"the database {address.database} can't be used: {error.orig}") from None
    return store


def _set_up(connection: Any, record: object) -> None:
    del record
    connection.isolation_level = None  # the driver begins no transactions of its own: we say how each begins
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={PATIENCE}", "foreign_keys=ON"):
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
