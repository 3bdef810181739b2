"""Who may come in: a name and the code that the teacher gave out.

Whoever knows the code and a name is that person: accounts with passwords or single sign-on come in their place.  A
cookie says who someone is, signed with a secret that only this installation knows.
"""

from dataclasses import dataclass, field
from hashlib import blake2b
from secrets import compare_digest

from itsdangerous import BadSignature, URLSafeSerializer

from grader.errors import CallError
from grader.person import Person, Role
from grader.service.clock import Clock
from grader.service.signing import Key
from grader.store import Store, people

STAY = 60 * 60 * 24 * 120  # s for which a cookie is good: a term
LONGEST = 60  # characters of a name

DEMO = {Role.LEARNER: "Demo learner", Role.TEACHER: "Demo teacher"}
OPEN = {Role.LEARNER: "demo", Role.TEACHER: "demo-teacher"}  # the codes of a demo, shown to everybody


@dataclass(frozen=True, kw_only=True)
class People:
    """The door.  codes: what to know for each role; those of a demo where none were chosen."""

    store: Store
    clock: Clock
    codes: dict[Role, str] = field(repr=False)
    secret: bytes = field(repr=False)

    @property
    def is_demo(self) -> bool:
        """Whether anybody may come in as anybody."""
        return self.codes == OPEN

    def enter(self, name: str, code: str) -> Person:
        """Return who comes in; the code says whether to learn or to teach.

        CallError: the name or the code won't do.
        """
        plain = " ".join(name.split())
        if not plain:
            raise CallError("Please write your name.")
        if not plain.isprintable():
            raise CallError("A name can't hold characters that nobody can see.")
        if len(plain) > LONGEST:
            raise CallError(f"A name has up to {LONGEST} characters; this one has {len(plain)}.")
        for role, expected in self.codes.items():
            if compare_digest(_plain(code), _plain(expected)):
                with self.store.writing() as connection:
                    return people.admit(connection, plain, role, self.clock())
        raise CallError("This is not the join code. Ask your teacher for it.")

    def cookie(self, person: Person) -> str:
        """Return the text by which someone is known again."""
        return str(self._serializer().dumps([person.id, self.clock()]))

    def known(self, cookie: str) -> Person | None:
        """Return whose cookie this is, or None if it is nobody's or too old."""
        try:
            identity, since = self._serializer().loads(cookie)
        except (BadSignature, UnicodeEncodeError):
            return None
        if self.clock() - since > STAY:
            return None
        with self.store.reading() as connection:
            return people.find(connection, identity)

    def names(self) -> dict[str, str]:
        """Return everybody's name by id."""
        with self.store.reading() as connection:
            return people.names(connection)

    def _serializer(self) -> URLSafeSerializer:
        """Other codes make other cookies: who came in by an old one, or in a demo, must show that they know the new."""
        codes = "\n".join(f"{role}: {code}" for role, code in self.codes.items())
        return URLSafeSerializer(blake2b(codes.encode(errors="replace"), key=self.secret).digest(), salt="sign-in")


def _plain(code: str) -> bytes:
    return code.strip().casefold().encode(errors="replace")


def cookie_secret(key: Key) -> bytes:
    """Return the secret of the cookies, which changes with the signing key."""
    return blake2b(key.secret, person=b"grader cookies").digest()
