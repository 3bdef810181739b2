"""The service as a whole: its desks, and how they are put together."""

from dataclasses import dataclass

from grader.person import Role
from grader.service.clock import Clock
from grader.service.contests import Contests
from grader.service.desk import Desk
from grader.service.learner import Learning
from grader.service.library import Library
from grader.service.people import People, cookie_secret
from grader.service.quiz import Quizzes
from grader.service.signing import Key
from grader.service.teacher import Teaching
from grader.store import Store


@dataclass(frozen=True, kw_only=True)
class Service:
    """One installation: the door, the courses, and what learners, teachers and workers do with them."""

    store: Store
    library: Library
    key: Key
    people: People
    learning: Learning
    quizzes: Quizzes
    contests: Contests
    teaching: Teaching
    desk: Desk


def assemble(store: Store, library: Library, key: Key, codes: dict[Role, str], clock: Clock) -> Service:
    """Return a service on a store and a folder of courses."""
    people = People(store=store, clock=clock, codes=codes, secret=cookie_secret(key))
    return Service(
        store=store,
        library=library,
        key=key,
        people=people,
        learning=Learning(store=store, library=library, clock=clock, fixed=people.is_demo),
        quizzes=Quizzes(store=store, library=library, clock=clock, fixed=people.is_demo),
        contests=Contests(store=store, library=library, clock=clock),
        teaching=Teaching(store=store, library=library, clock=clock),
        desk=Desk(store=store, library=library, clock=clock, key=key),
    )
