"""One exercise file as an Exercise, in all its variants, or every fault in it."""

import re
from collections.abc import Collection
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from string import ascii_lowercase

from grader.catalog.contest import refuse_beside_others
from grader.catalog.faults import Faults, place, read_mapping, written
from grader.catalog.filled import Filled
from grader.catalog.part import GENERAL, read_part
from grader.catalog.templates import Values
from grader.catalog.variants import assignments
from grader.errors import nearest
from grader.exercise import Exercise, Part, Policy, Variant
from grader.nodes import Mapping, Scalar, Tree

ABOUT = ("title", "vars", "difficulty", "minutes", "skills", "after", "attempts")

_NAME = re.compile(r"[A-Za-z][\w-]*")  # of a part: what can stand before the “=” of part=answer


def load_exercise(path: Path, *, course: str = "", policy: Policy | None = None) -> Exercise:
    """Return the exercise in a file, or raise ExerciseError with all its faults."""
    faults = Faults(path=path)
    root = read_mapping(path, faults)
    values = assignments(root.get("vars"), faults)
    faults.settle()
    variants = tuple(_variant(root, one, faults) for one in values)
    exercise = Exercise(
        id=path.stem,
        course=course,
        unit=path.resolve().parent.name,
        title=_title(root, faults),
        kind="parts" if root.get("parts") else faults.text(written(root, "kind"), what="kind"),
        variants=variants,
        policy=attempts(written(root, "attempts"), faults) or policy or Policy(),
        revision=blake2b(path.read_bytes(), digest_size=8).hexdigest(),
        path=path,
        difficulty=faults.whole(written(root, "difficulty"), what="difficulty", least=1, most=5, default=2),
        minutes=faults.whole(written(root, "minutes"), what="minutes", least=1, most=600, default=10),
        skills=faults.texts(written(root, "skills"), what="skills"),
        after=faults.texts(written(root, "after"), what="after"),
    )
    _refuse_unopened(exercise, root, faults)
    faults.settle()
    return exercise


def _refuse_unopened(exercise: Exercise, root: Mapping, faults: Faults) -> None:
    """Note parts that open only when no attempt is left."""
    needed = dict[str, int]()
    for part in exercise.variants[0].parts:
        needed[part.name] = 1 + needed.get(part.opens_after, 0)
    most, allowed = max(needed.values(), default=1), exercise.policy.attempts
    if allowed is not None and allowed < most:
        faults.add(
            place(root, "attempts"),
            f"attempts is {allowed}, but it takes {most} to come to the last part: parts open after one another",
        )


def attempts(tree: Tree | None, faults: Faults) -> Policy | None:
    """Return a policy from `attempts: practice` or a number."""
    if tree is None:
        return None
    if isinstance(tree, Scalar) and tree.text == "practice":
        return Policy()
    return Policy(
        attempts=faults.whole(tree, what="attempts, where it is not practice,", least=1, most=1000, default=1)
    )


def _title(root: Mapping, faults: Faults) -> str:
    """Return the title, which is one for all variants."""
    tree = written(root, "title")
    title = faults.text(tree, what="title")
    if "{{" in title and isinstance(tree, Scalar):
        faults.add(tree.point(title.index("{{")), "the title can't hold variables; it is the same for every variant")
    return title


def _variant(root: Mapping, values: Values, faults: Faults) -> Variant:
    own = Faults(path=faults.path)  # what one variant lacks must not be taken for known in the next
    filled = Filled(tree=root, values=values, faults=own)
    variant = _alone(filled) if root.get("parts") is None else _divided(filled)
    faults.found.update(own.found)
    return variant


def _alone(root: Filled) -> Variant:
    part = read_part(root, "answer", known=(*ABOUT, *GENERAL), needed=("title", "kind", "ask"))
    parts = (replace(part, ask="", hints=()),) if part else ()
    return Variant(values=root.values, ask=part.ask if part else "", parts=parts, hints=part.hints if part else ())


def _divided(root: Filled) -> Variant:
    root.refuse_unknown((*ABOUT, "ask", "hints", "parts"), needed=("title",))
    return Variant(values=root.values, ask=root.text("ask"), parts=tuple(_parts(root)), hints=root.texts("hints"))


def _parts(root: Filled) -> list[Part]:
    found, names = list[Part](), set[str]()
    items = root.items("parts")
    if written(root.tree, "parts") is not None and not 0 < len(items) <= len(ascii_lowercase):
        root.faults.add(root.tree.key("parts").where, f"there are 1 to {len(ascii_lowercase)} parts")
    for letter, item in zip(ascii_lowercase, items, strict=False):
        if not isinstance(item, Mapping):
            root.faults.add(item.where, "a part is keys and values, like a small exercise")
            continue
        inner = replace(root, tree=item)
        name = _name(inner) or letter
        if name in names:
            root.faults.add(item.where, f"there is a part “{name}” already")
        refuse_beside_others(inner)
        before = _opens_after(inner, names)
        names.add(name)
        if part := read_part(inner, name, known=("name", "opens", *GENERAL), needed=("kind", "ask")):
            found.append(replace(part, opens_after=before))
    return found


def _opens_after(part: Filled, earlier: Collection[str]) -> str:
    """Return the name of the part that comes first, from “after a”; nothing where this part is open at once."""
    if not (text := part.text("opens")):
        return ""
    word, _, name = text.partition(" ")
    if word == "after" and name.strip() in earlier:
        return name.strip()
    part.faults.add(
        place(part.tree, "opens"), f"opens names an earlier part, as in “after a”{nearest(name.strip(), earlier)}"
    )
    return ""


def _name(part: Filled) -> str:
    name = part.text("name")
    if name and not _NAME.fullmatch(name):
        part.faults.add(part.tree.key("name").where, f"“{name}” can't be the name of a part: write letters and digits")
    return name
