"""How a row is written that may be there already."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sql
from sqlalchemy.dialects.sqlite import insert


def written(table: sql.Table, row: Mapping[str, Any]) -> sql.Insert:
    """Return the statement that writes a row, over the one with the same key if there is one."""
    keys = {column.name for column in table.primary_key}
    changed = {name: value for name, value in row.items() if name not in keys}
    return insert(table).values(row).on_conflict_do_update(index_elements=sorted(keys), set_=changed)
