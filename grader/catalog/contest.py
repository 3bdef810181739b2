"""`score:` of a contest: which networks are trained with an entry, and which score wins."""

from typing import Any, get_args, get_type_hints

from pydantic import TypeAdapter

from grader.catalog.faults import SHOWN, place, written
from grader.catalog.filled import Filled
from grader.errors import nearest
from grader.exercise import Contest
from grader.nodes import Mapping

CONTEST, SCORE = "contest", "score"
MANUAL = """Write a formula that passes all checks; it is scored, and ranked among the entries of others.

    answer: one that meets all checks.
    score: the networks that are trained with an entry, and which score wins.
        task: what they learn: digits-parity, spirals, mnist or xor.
        width, depth: units of a hidden layer, and how many such layers.
        steps: of training.
        seeds: networks that are trained, 10 at least; their mean is the score.
        best: highest or lowest.
    """
EXAMPLE = "score: {task: spirals, width: 8, depth: 2, steps: 150, seeds: 10, best: highest}"
WORDS = ("task", "best")
# Fewer seeds than 10 rank by luck: the standard deviation from seed to seed reaches 0.12.
NUMBERS = {"width": (1, 64), "depth": (1, 12), "steps": (10, 1000), "seeds": (10, 40)}
LONGEST = 2_000_000  # steps of one layer's unit: 12 s, as long again for each reference; a worker has a minute
OVERHEAD = 16  # units that a layer costs besides its own


def read_contest(part: Filled) -> Contest | None:
    """Return what a contest's entries are scored by; None where it is none, or where faults are noted."""
    is_contest, tree, before = part.text("kind") == CONTEST, written(part.tree, SCORE), len(part.faults.found)
    if not is_contest and part.tree.get(SCORE) is not None:
        part.faults.add(part.tree.key(SCORE).where, f"only a contest has a score; write “kind: {CONTEST}”")
    if not is_contest or tree is None:
        return None
    for key in ("vars", "variables"):
        if part.tree.get(key) is not None:
            part.faults.add(part.tree.key(key).where, f"all entries of a contest are formulas in x; leave out “{key}”")
    if not isinstance(tree, Mapping):
        part.faults.add(tree.where, f"score is keys and values, as in {EXAMPLE}")
        return None
    part.faults.keys(tree, (*WORDS, *NUMBERS), needed=(*WORDS, *NUMBERS))
    given: dict[str, Any] = {name: _word(part, tree, name) for name in WORDS} | {
        name: part.faults.whole(written(tree, name), what=f"{name} of score", least=least, most=most, default=least)
        for name, (least, most) in NUMBERS.items()
    }
    if len(part.faults.found) > before:
        return None
    contest: Contest = TypeAdapter(Contest).validate_python(given)
    if contest.seeds * contest.depth * contest.steps * (contest.width + OVERHEAD) > LONGEST:
        part.faults.add(tree.where, "this takes too long to train; have fewer seeds, steps or layers")
    return contest


def refuse_beside_others(part: Filled) -> None:
    """Note a contest that is one of several parts: it would be scored, and the others not."""
    if part.text("kind") == CONTEST:
        where = place(part.tree, "kind")
        part.faults.add(where, "a contest stands alone; make it an exercise without “parts”")


def _word(part: Filled, tree: Mapping, name: str) -> str:
    """Return a value that is one of a few words."""
    text, known = part.faults.text(written(tree, name), what=f"{name} of score"), choices(name)
    if text and text not in known:
        instead = nearest(text, known) or f"; there are {', '.join(known)}"
        part.faults.add(place(tree, name), f"{name} of score can't be “{text[:SHOWN]}”{instead}")
    return text


def choices(name: str) -> tuple[str, ...]:
    """Return the words that a key may have."""
    found: tuple[str, ...] = get_args(get_type_hints(Contest)[name])
    return found
