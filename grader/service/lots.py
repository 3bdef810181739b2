"""Which variant of an exercise, and which luck, falls to whom: the same whenever it is asked."""

from hashlib import blake2b

from grader.exercise import Exercise


def lot(*parts: object) -> int:
    """Return a number from 0, below 2^31, that depends on all parts and looks drawn."""
    name = "\0".join(map(str, parts)).encode()
    return int.from_bytes(blake2b(name, digest_size=4).digest()) >> 1


def variant(learner: str, course: str, exercise: Exercise, take: int = 0) -> int:
    """Return the number of the variant a learner meets; in each taking of a quiz a new one."""
    return lot("variant", learner, course, exercise.id, take) % len(exercise.variants)


def seed(learner: str, course: str, exercise: str, take: int = 0) -> int:
    """Return what the judge's luck is drawn from."""
    return lot("seed", learner, course, exercise, take)
