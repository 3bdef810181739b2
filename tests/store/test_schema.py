"""The tables, and the steps by which they came to be."""

import re
from pathlib import Path

import sqlalchemy as sql
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext

from grader.store import open_store
from grader.store.database import MIGRATIONS
from grader.store.schema import metadata


def shape(connection: sql.Connection) -> dict[str, list[str]]:
    """Return the words of the statements that make the tables and indices; the order of constraints does not matter."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE name != 'alembic_version'")
    return {row.name: sorted(re.split(r"[\s,()]+", row.sql or "")) for row in rows}


def test_the_steps_give_exactly_the_tables(tmp_path: Path) -> None:
    stepwise = open_store(f"sqlite:///{tmp_path}/stepwise.db")
    at_once = sql.create_engine(f"sqlite:///{tmp_path}/at-once.db")
    with stepwise.writing() as connection, at_once.begin() as other:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
        metadata.create_all(other)
        made = shape(connection)
        made.pop("sqlite_autoindex_alembic_version_1", None)
        assert made == shape(other)
    stepwise.close()
    at_once.dispose()


def test_the_steps_lead_back_to_nothing(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/grader.db")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with store.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert set(sql.inspect(connection).get_table_names()) == {"alembic_version"}
    store.close()


def test_a_database_from_before_the_boards_keeps_what_it_holds(tmp_path: Path) -> None:
    older = sql.create_engine(f"sqlite:///{tmp_path}/grader.db")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with older.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql("INSERT INTO people VALUES ('a', 'learner', 'Ada', 'ada', 0)")
        assert "boards" not in sql.inspect(connection).get_table_names()
    older.dispose()
    store = open_store(f"sqlite:///{tmp_path}/grader.db")
    with store.writing() as connection:
        connection.exec_driver_sql("INSERT INTO boards VALUES ('a', 'c', 'e', 1, 0)")
        assert connection.exec_driver_sql("SELECT name FROM people").scalars().all() == ["Ada"]
        assert MigrationContext.configure(connection).get_current_revision() == "0002"
    store.close()
