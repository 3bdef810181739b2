"""Whoever listens hears what is told, and nobody else."""

import pytest

from grader import telling


def test_it_is_told_to_whoever_listens() -> None:
    heard, inside = list[str](), list[str]()
    telling.tell("to nobody")
    with telling.to(heard.append):
        telling.tell("begun")
        with telling.to(inside.append):
            telling.tell("further in")
        telling.tell("nearly done")
    telling.tell("to nobody again")
    assert (heard, inside) == (["begun", "nearly done"], ["further in"])


def test_what_breaks_does_not_leave_its_listener_behind() -> None:
    heard = list[str]()
    with pytest.raises(ZeroDivisionError), telling.to(heard.append):
        raise ZeroDivisionError
    telling.tell("nobody hears this")
    assert heard == []
