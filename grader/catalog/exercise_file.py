"""One exercise file as an Exercise, in all its variants, or every fault in it."""

from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from string import ascii_lowercase

from grader.catalog.faults import Faults, read_mapping
from grader.catalog.filled import Filled
from grader.catalog.part import GENERAL, read_part
from grader.catalog.variants import assignments
from grader.exercise import Exercise, Part, Policy, Variant
from grader.nodes import Mapping, Scalar, Tree

ABOUT = ("title", "vars", "difficulty", "minutes", "skills", "after", "attempts")


def load_exercise(path: Path, *, course: str = "", policy: Policy | None = None) -> Exercise:
    """Return the exercise in a file, or raise ExerciseError with all its faults."""
    faults = Faults(path=path)
    root = read_mapping(path, faults)
    values = assignments(root.get("vars"), faults)
    faults.settle()
    variants = tuple(_variant(Filled(tree=root, values=one, faults=faults)) for one in values)
    if root.get("title") is None:
        faults.add(root.where, "needs the key “title”")
    exercise = Exercise(
        id=path.stem,
        course=course,
        unit=path.parent.name,
        title=faults.text(root.get("title"), what="title"),
        kind="parts" if root.get("parts") else faults.text(root.get("kind"), what="kind"),
        variants=variants,
        policy=attempts(root.get("attempts"), faults) or policy or Policy(),
        revision=blake2b(path.read_bytes(), digest_size=8).hexdigest(),
        path=path,
        difficulty=faults.whole(root.get("difficulty"), what="difficulty", least=1, most=5, default=2),
        minutes=faults.whole(root.get("minutes"), what="minutes", least=1, most=600, default=10),
        skills=faults.texts(root.get("skills"), what="skills"),
        after=faults.texts(root.get("after"), what="after"),
    )
    faults.settle()
    return exercise


def attempts(tree: Tree | None, faults: Faults) -> Policy | None:
    """Return a policy from `attempts: practice` or a number."""
    if tree is None:
        return None
    if isinstance(tree, Scalar) and tree.text == "practice":
        return Policy()
    return Policy(
        attempts=faults.whole(tree, what="attempts, where it is not practice,", least=1, most=1000, default=1)
    )


def _variant(root: Filled) -> Variant:
    if root.tree.get("parts") is None:
        part = read_part(root, "answer", known=(*ABOUT, *GENERAL))
        parts = (replace(part, ask="", hints=()),) if part else ()
        return Variant(values=root.values, ask=part.ask if part else "", parts=parts, hints=part.hints if part else ())
    root.refuse_unknown((*ABOUT, "ask", "hints", "parts"))
    return Variant(values=root.values, ask=root.text("ask"), parts=tuple(_parts(root)), hints=root.texts("hints"))


def _parts(root: Filled) -> list[Part]:
    found = list[Part]()
    for letter, item in zip(ascii_lowercase, root.items("parts"), strict=False):
        if not isinstance(item, Mapping):
            root.faults.add(item.where, "a part is keys and values, like a small exercise")
            continue
        inner = replace(root, tree=item)
        name = inner.text("name") or letter
        if any(part.name == name for part in found):
            root.faults.add(item.where, f"there is a part “{name}” already")
        if part := read_part(inner, name, known=("name", *GENERAL)):
            found.append(part)
    return found
