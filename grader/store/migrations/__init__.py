"""How the tables came to be as they are, a file for each step (Alembic)."""
