"""Runs the steps on the connection that database.py holds; the transaction is its."""

from alembic import context

from grader.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, sqlalchemy_module_prefix="sql."
)
context.run_migrations()
