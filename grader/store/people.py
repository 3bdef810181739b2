"""Who has signed in."""

from secrets import token_urlsafe
from typing import Any
from unicodedata import normalize

import sqlalchemy as sql

from grader.person import Person, Role
from grader.store.schema import people


def admit(connection: sql.Connection, name: str, role: Role, at: float) -> Person:
    """Return the person of that name and role, who may be new.

    Names differ neither by case, nor by spacing, nor by how their accents are encoded.
    """
    name = normalize("NFC", " ".join(name.split()))
    plain = normalize("NFKC", normalize("NFKC", name).casefold())
    query = sql.select(people).where(people.c.role == role.value, people.c.plain == plain)
    if row := connection.execute(query).one_or_none():
        return _person(row)
    person = Person(id=token_urlsafe(12), name=name, role=role)
    values = {"id": person.id, "role": role.value, "name": person.name, "plain": plain, "at": at}
    connection.execute(sql.insert(people).values(values))
    return person


def find(connection: sql.Connection, identity: str) -> Person | None:
    """Return the person with that id, or None."""
    row = connection.execute(sql.select(people).where(people.c.id == identity)).one_or_none()
    return None if row is None else _person(row)


def names(connection: sql.Connection) -> dict[str, str]:
    """Return everybody's name by id."""
    return {row.id: row.name for row in connection.execute(sql.select(people.c.id, people.c.name))}


def _person(row: sql.Row[Any]) -> Person:
    return Person(id=row.id, name=row.name, role=Role(row.role))
