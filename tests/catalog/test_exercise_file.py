from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import pytest

from grader.catalog import load_exercise
from grader.catalog.exercise_file import attempts
from grader.catalog.faults import Faults
from grader.errors import CallError, ExerciseError
from grader.exercise import Exercise, Policy
from grader.nodes import Mapping, read

Loaded = Callable[[str], Exercise]
Refused = Callable[[str], list[str]]

NUMERIC = "title: T\nkind: numeric\nask: Say 4.\nanswer: 4\n"
PART = "  - kind: numeric\n    ask: Which?\n    answer: {}\n"
PARTS = "title: T\nask: Say.\nparts:\n" + PART.format(4) + PART.format(5)


def test_a_file_says_everything_about_an_exercise(tmp_path: Path) -> None:
    path = tmp_path / "1-unit" / "say-four.yaml"
    path.parent.mkdir()
    text = NUMERIC + (
        "hints: [two, {{k}}]\nvars: {k: [1, 2]}\ndifficulty: 5\nminutes: 600\nskills: [S1, S2]\nafter: say-three\n"
    ).replace("{{k}}", "'{{k}}'")
    path.write_text(text, encoding="utf-8")
    exercise = load_exercise(path, course="numbers")
    assert (exercise.id, exercise.unit, exercise.course) == ("say-four", "1-unit", "numbers")
    assert (exercise.title, exercise.kind, exercise.path) == ("T", "numeric", path)
    assert (exercise.difficulty, exercise.minutes) == (5, 600)
    assert (exercise.skills, exercise.after) == (("S1", "S2"), ("say-three",))
    assert [variant.hints for variant in exercise.variants] == [("two", "1"), ("two", "2")]
    assert [variant.ask for variant in exercise.variants] == ["Say 4.", "Say 4."]
    assert exercise.revision == blake2b(text.encode(), digest_size=8).hexdigest()


def test_what_is_left_out_has_a_default(loaded: Loaded) -> None:
    exercise = loaded(NUMERIC)
    assert (exercise.difficulty, exercise.minutes, exercise.skills, exercise.after) == (2, 10, (), ())
    assert exercise.policy == Policy(attempts=None)
    (variant,) = exercise.variants
    assert (variant.values, variant.hints) == ({}, ())
    (part,) = variant.parts
    assert (part.name, part.ask, part.hints, part.wrong) == ("answer", "", (), ())


def test_the_unit_is_the_folder_even_of_a_path_without_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text(NUMERIC, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_exercise(Path("a.yaml")).unit == tmp_path.name


def test_a_change_of_the_file_is_another_revision(loaded: Loaded) -> None:
    assert loaded(NUMERIC).revision != loaded(NUMERIC + "# a comment\n").revision


ATTEMPTS = [
    pytest.param("practice", Policy(), id="as many as one likes"),
    pytest.param("3", Policy(attempts=3), id="a number"),
]


@pytest.mark.parametrize(("written", "policy"), ATTEMPTS)
def test_the_file_decides_on_attempts(written: str, policy: Policy, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(NUMERIC + f"attempts: {written}\n", encoding="utf-8")
    assert load_exercise(path, policy=Policy(attempts=7)).policy == policy


def test_without_a_word_on_attempts_the_course_decides(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(NUMERIC, encoding="utf-8")
    assert load_exercise(path, policy=Policy(attempts=7)).policy == Policy(attempts=7)
    assert attempts(None, Faults(path=path)) is None


def test_parts_share_the_question_and_the_hints(loaded: Loaded) -> None:
    exercise = loaded(
        PARTS.replace("ask: Which?", "ask: Which {{k}}?") + "    hints: one\nhints: [two]\nvars: {k: [7]}\n"
    )
    (variant,) = exercise.variants
    assert exercise.kind == "parts"
    assert (variant.ask, variant.hints) == ("Say.", ("two",))
    assert [(part.name, part.ask, part.hints) for part in variant.parts] == [
        ("a", "Which 7?", ()),
        ("b", "Which 7?", ("one",)),
    ]
    assert variant.part("b").answers == ("5",)
    with pytest.raises(CallError, match="there is no part “c” in this exercise; its parts are: a, b"):
        variant.part("c")


def test_the_question_before_the_parts_may_be_left_out(loaded: Loaded) -> None:
    assert loaded(PARTS.replace("ask: Say.\n", "")).variants[0].ask == ""


def test_parts_may_have_names(loaded: Loaded) -> None:
    text = PARTS.replace("answer: 4", "answer: 4\n    name: W_1-a")
    assert [part.name for part in loaded(text).variants[0].parts] == ["W_1-a", "b"]


def test_a_part_may_open_after_an_earlier_one(loaded: Loaded) -> None:
    variant = loaded(PARTS + "    opens: after a\n").variants[0]
    assert [part.opens_after for part in variant.parts] == ["", "a"]


def test_variants_are_numbered_from_0(loaded: Loaded) -> None:
    exercise = loaded(NUMERIC + "vars: {k: 1..3}\n")
    assert exercise.variant(2).values == {"k": 3}
    for number in (-1, 3):
        with pytest.raises(CallError, match=f"exercise has no variant {number}; they are numbered 0 to 2"):
            exercise.variant(number)


REFUSED = [
    pytest.param(PARTS[: PARTS.index("  -")], ["3:1 the key “parts” has no value"], id="no value"),
    pytest.param("title: T\nparts: []\n", ["2:1 there are 1 to 26 parts"], id="no part"),
    pytest.param("title: T\nparts: four\n", ["2:8 a part is keys and values, like a small exercise"], id="a text for a part"),
    pytest.param("title: T\nparts:\n" + 27 * PART.format(1), ["2:1 there are 1 to 26 parts"], id="more parts than letters"),
    pytest.param(PARTS.replace("title: T\n", ""), ["1:1 needs the key “title”"], id="no title"),
    pytest.param(PARTS.replace("ask: Say.", "kind: numeric"), ["2:1 unknown key “kind”"], id="a kind for all parts"),
    pytest.param(PARTS + "    minutes: 3\n", ["10:5 unknown key “minutes”"], id="minutes of a part"),
    pytest.param(PARTS + "  -\n    name: c\n", ["11:5 needs the key “ask”", "11:5 needs the key “kind”"], id="an empty part"),
    pytest.param(PARTS + "    name: a\n", ["7:5 there is a part “a” already"], id="the name of another part"),
    pytest.param(PARTS + "    name: a=b\n", ["10:5 “a=b” can't be the name of a part: write letters and digits"], id="a sign"),
    pytest.param(PARTS + "    opens: after c\n", ["10:12 opens names an earlier part, as in “after a”"], id="after a part there is not"),
    pytest.param(PARTS + "    opens: after b\n", ["10:12 opens names an earlier part, as in “after a”"], id="after itself"),
    pytest.param(PARTS + "    opens: after a\nattempts: 1\n", ["11:11 attempts is 1, but it takes 2 to come to the last part: parts open after one another"], id="with no attempt left to answer it"),
    pytest.param(PARTS + "    opens: a\n", ["10:12 opens names an earlier part, as in “after a”"], id="no after"),
    pytest.param(PARTS + "    name: [b]\n", ["10:11 name should be a text"], id="a list for a name"),
    pytest.param(
        PARTS.replace("kind: numeric\n    ask: Which?\n    answer: 4", "kind: numerics\n    ask: Which?\n    answer: 4").replace("answer: 5", "answer: 5+"),
        ["4:11 unknown kind “numerics”; did you mean numeric?", "9:15 answer: The formula stops too early: something is missing at its end."],
        id="faults of two parts",
    ),
    pytest.param(
        NUMERIC.replace("answer: 4", "vars: {k: [1, 0]}\nanswer: 1/{{k}}"), ["5:9 answer: This has no value"], id="no value in one variant"
    ),
    pytest.param(NUMERIC + "vars: [k]\nminutes: 0\n", ["5:7 vars should be names with values, as in {k: [1, 2, 3]}"], id="vars come first"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "faults"), REFUSED)
def test_refuses(text: str, faults: list[str], refused: Refused) -> None:
    found = refused(text)
    assert len(found) == len(faults)
    assert all(told.startswith(fault) for told, fault in zip(found, faults, strict=True)), found


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExerciseError, match=r"missing\.yaml:1:1 can't be read: no such file or directory"):
        load_exercise(tmp_path / "missing.yaml")


def test_attempts_are_practice_or_a_number() -> None:
    faults, tree = Faults(path=Path("a.yaml")), read("attempts: [3]")
    assert isinstance(tree, Mapping)
    attempts(tree.get("attempts"), faults)
    assert [fault.message for fault in faults.found] == [
        "attempts, where it is not practice, is a whole number from 1 to 1000"
    ]
