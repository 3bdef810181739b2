"""Who is whom."""

import pytest
from installed import Installation

from grader.person import Person, Role
from grader.store import people


def admit(installation: Installation, name: str, role: Role = Role.LEARNER) -> Person:
    with installation.store.writing() as connection:
        return people.admit(connection, name, role, 0.0)


SAME = [
    pytest.param("ada lovelace", "ADA LOVELACE", id="case"),
    pytest.param("Ada Lovelace", "  Ada \t\u00a0 Lovelace\n", id="spacing"),
    pytest.param("José", "Jose\u0301", id="how an accent is encoded"),
    pytest.param("Straße", "STRASSE", id="case in German"),
    pytest.param("Ådne", "\u212bdne", id="signs that look the same by definition"),
]
DIFFERENT = [
    pytest.param("Jose", "José", id="an accent"),
    pytest.param("Ada", "Ada L.", id="another word"),
    pytest.param("Ada", "Ad a", id="a space within"),
    pytest.param("Ada", "Аda", id="a letter of another script"),
    pytest.param("'; DROP TABLE people; --", "' OR 1=1; --", id="SQL is only a name"),
    pytest.param("😀", "😃", id="faces"),
    pytest.param("%", "_", id="wildcards"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_names_that_differ_so_are_one_person(installation: Installation, first: str, second: str) -> None:
    assert admit(installation, second) == admit(installation, first)


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_names_that_differ_so_are_two(installation: Installation, first: str, second: str) -> None:
    assert admit(installation, second).id != admit(installation, first).id


def test_a_learner_and_a_teacher_of_one_name_are_two(installation: Installation) -> None:
    learner, teacher = admit(installation, "Ada"), admit(installation, "Ada", Role.TEACHER)
    assert learner.id != teacher.id
    assert (learner.teaches, teacher.teaches) == (False, True)


def test_someone_is_found_by_id(installation: Installation) -> None:
    ada = admit(installation, " Ada  Lovelace ")
    assert ada.name == "Ada Lovelace"
    with installation.store.reading() as connection:
        assert people.find(connection, ada.id) == ada
        assert people.find(connection, "") is None
        assert people.find(connection, "' OR 1=1 --") is None
        assert people.names(connection) == {ada.id: "Ada Lovelace"}
