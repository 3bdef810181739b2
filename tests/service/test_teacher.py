"""What teachers see: proofs of exercises, everybody's submissions, doubts."""

import pytest
from installed import FILES, NUMERIC, Installation

from grader.exercise import Exercise
from grader.report import Verdict
from grader.service import teacher, watch
from grader.service.teacher import GIVEN_UP, TRIES, Proven
from grader.store.proofs import TERM
from grader.verification import Proof, prove

WRONG = "wrong:\n  - 3: That is three.\n  - 4: That is four.\n"


def proven(installation: Installation, name: str = "one") -> Proven:
    return next(one for one in installation.service.teaching.exercises("numbers") if one.exercise.id == name)


def prove_all(installation: Installation) -> int:
    count = 0
    while installation.service.teaching.prove_one():
        count += 1
    return count


def test_each_exercise_is_verified_once(installation: Installation) -> None:
    assert {one.faults for one in installation.service.teaching.exercises("numbers")} == {None}
    assert prove_all(installation) == 6
    assert prove_all(installation) == 0
    for one in installation.service.teaching.exercises("numbers"):
        proof = prove(one.exercise)
        assert one.faults == tuple(map(str, proof.faults))
        assert one.advice == tuple(map(str, proof.advice))
        assert one.rows == proof.rows


def test_what_is_wrong_with_an_exercise_is_said_with_its_verdicts(installation: Installation) -> None:
    installation.rewrite(
        "numbers/1-small/two.yaml", NUMERIC.format(name="Two", answer=2) + "wrong:\n  - 2: It is right.\n"
    )
    prove_all(installation)
    found = proven(installation, "two")
    assert found.faults
    assert "two.yaml" in found.faults[0]
    assert {verdict for row in found.rows for _, verdict in row.verdicts} <= set(Verdict)


def test_another_revision_is_verified_anew(installation: Installation) -> None:
    prove_all(installation)
    installation.rewrite("numbers/1-small/one.yaml", NUMERIC.format(name="One", answer=1) + WRONG)
    assert proven(installation).faults is None
    assert prove_all(installation) == 1
    assert [row.answer for row in proven(installation).rows] == ["1", "3", "4"]


def test_several_courses_are_verified(installation: Installation) -> None:
    installation.write("letters/course.yaml", "title: Letters\nunits: [1-a]\n")
    installation.write("letters/1-a/one.yaml", FILES["numbers/1-small/one.yaml"])
    assert prove_all(installation) == 7


def test_one_of_all_courses_is_verified_at_a_time(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    installation.write("letters/course.yaml", "title: Letters\nunits: [1-a]\n")
    installation.write("letters/1-a/one.yaml", FILES["numbers/1-small/one.yaml"])
    prove, others = teacher.prove, list[bool]()

    def meanwhile(exercise: Exercise) -> Proof:
        others.append(installation.service.teaching.prove_one())
        return prove(exercise)

    monkeypatch.setattr(teacher, "prove", meanwhile)
    assert prove_all(installation) == 7
    assert others == [False] * 7


def test_one_that_its_verifiers_die_of_is_given_up(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(teacher, "prove", die)
        for _ in range(TRIES):
            with pytest.raises(SystemExit):
                installation.service.teaching.prove_one()
            assert proven(installation).faults is None
            assert not installation.service.teaching.prove_one()  # as long as it may still be at work
            installation.clock.now += TERM
    assert prove_all(installation) == 6
    (fault,) = proven(installation).faults or ()
    assert fault.endswith(f"one.yaml:1:1 {GIVEN_UP}")
    assert proven(installation, "two").faults is not None


def test_a_verification_may_not_last_longer_than_it_is_waited_for() -> None:
    assert watch.PROOF < TERM


def test_everybodys_submissions_and_what_is_doubted(installation: Installation) -> None:
    teaching, learning = installation.service.teaching, installation.service.learning
    numbers = [installation.submit("1"), installation.submit("2", "two", person=installation.bob)]
    installation.grade()
    assert [one.number for one in teaching.submissions("numbers")] == numbers[::-1]
    assert [one.number for one in teaching.submissions("numbers", "one")] == numbers[:1]
    assert teaching.submissions("numbers", only_doubted=True) == ()
    learning.doubt(installation.ada, numbers[0], " Why?\0 😀 ")
    (doubted,) = teaching.submissions("numbers", only_doubted=True)
    assert (doubted.number, doubted.doubt) == (numbers[0], "Why?\0 😀")
    teaching.settle(numbers[0])
    assert teaching.submissions("numbers", only_doubted=True) == ()
    teaching.settle(99)
