import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import grader
from grader import nodes
from grader.catalog import courses, files, load_exercise, shipped
from grader.catalog.registry import answer_names, check_names
from grader.catalog.schema import SCHEMA, exercise_schema, manuals, write_new
from grader.errors import CallError
from grader.trials.experiment import experiment_names

KINDS = answer_names()


@pytest.mark.parametrize("kind", KINDS)
def test_the_smallest_exercise_of_a_kind_verifies_and_leaves_nothing_to_advise(kind: str, tmp_path: Path) -> None:
    path = write_new(kind, tmp_path / "new-one")
    assert path == tmp_path / "new-one.yaml"
    verification = grader.verify(path)
    assert verification.faults == ()
    (proof,) = verification.proofs
    assert proof.advice == ()
    assert proof.exercise.kind == kind


def test_a_new_exercise_names_a_schema_beside_its_course(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text("units: [unit]\n", encoding="utf-8")
    (tmp_path / "unit").mkdir()
    path = write_new("choice", tmp_path / "unit" / "one.yaml")
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=../{SCHEMA}"
    assert json.loads((tmp_path / SCHEMA).read_text(encoding="utf-8")) == exercise_schema()
    assert grader.verify(tmp_path).faults == ()  # the schema is no stray file


def test_outside_a_course_the_schema_stands_beside_the_exercise(tmp_path: Path) -> None:
    path = write_new("choice", tmp_path / "one")
    assert path.read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema={SCHEMA}\n")
    assert (tmp_path / SCHEMA).is_file()


REFUSED = [
    pytest.param("choise", "one", "unknown kind “choise”; did you mean choice?", id="an unknown kind"),
    pytest.param(
        "choice", "One", "“One” can't be an id; write small letters, digits and single hyphens", id="a capital"
    ),
    pytest.param(
        "choice", "a--b", "“a--b” can't be an id; write small letters, digits and single hyphens", id="hyphens"
    ),
    pytest.param("choice", "a.b", "“a.b” can't be an id; write small letters, digits and single hyphens", id="a dot"),
    pytest.param(
        "choice", "one.yml", "“one.yml” can't be an id; write small letters, digits and single hyphens", id="yml"
    ),
    pytest.param("choice", ".", "can't be an id; write small letters, digits and single hyphens", id="a folder"),
    pytest.param("choice", "no/one", "there is no folder {folder}/no", id="a folder there isn't"),
    pytest.param("choice", "there", "{folder}/there.yaml is there already; nothing was changed", id="a file there is"),
    pytest.param("choice", "a" * 300, "aaa.yaml can't be written: file name too long", id="a name too long for a file"),
]


@pytest.mark.parametrize(("kind", "name", "message"), REFUSED)
def test_refuses_to_write(kind: str, name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "there.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(CallError) as caught:
        write_new(kind, tmp_path / name if name != "." else Path(name))
    assert message.format(folder=tmp_path) in str(caught.value)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("there.yaml", "mine")]


def keys(tree: nodes.Tree, properties: dict[str, Any], part: dict[str, Any]) -> Iterator[str]:
    """Yield the keys of an exercise that the schema does not know."""
    assert isinstance(tree, nodes.Mapping)
    for key, value in tree.entries:
        if key.text not in properties:
            yield str(key.text)
        if key.text == "parts" and isinstance(value, nodes.Sequence):
            for item in value.items:
                yield from keys(item, part, part)


FILES = [path for course in courses(shipped()) for path in files(course)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_schema_knows_every_key_and_check_of_the_shipped_exercises(path: Path) -> None:
    schema = exercise_schema()
    tree = nodes.read(path.read_text(encoding="utf-8"))
    assert list(keys(tree, schema["properties"], schema["$defs"]["part"]["properties"])) == []
    pattern = schema["properties"]["checks"]["propertyNames"]["pattern"]
    for variant in load_exercise(path).variants:
        for part in variant.parts:
            calls = [question.call for question in part.questions] if not part.kind.questions() else []
            assert all(re.search(pattern, call) for call in calls)


def test_the_schema_explains_every_key() -> None:
    properties = exercise_schema()["properties"]
    assert [key for key, value in properties.items() if not value.get("description")] == []


def test_a_part_has_a_name_and_no_title_and_the_whole_has_a_title_and_no_name() -> None:
    schema = exercise_schema()
    part = schema["$defs"]["part"]
    assert "name" in part["properties"]
    assert "title" not in part["properties"]
    assert "name" not in schema["properties"]
    assert (schema["required"], part["required"]) == (["title"], ["kind", "ask"])
    assert schema["properties"]["kind"]["enum"] == list(KINDS)


def test_the_schema_knows_what_a_contest_is_scored_by() -> None:
    schema = exercise_schema()
    score = schema["properties"]["score"]
    assert score["properties"]["task"]["enum"] == ["digits-parity", "spirals", "mnist", "xor"]
    assert (score["properties"]["seeds"]["minimum"], score["additionalProperties"]) == (10, False)
    assert set(score["required"]) == set(score["properties"])
    assert "score" not in schema["$defs"]["part"]["properties"]


def test_there_is_a_manual_for_every_kind_and_check() -> None:
    found = manuals()
    names = {"kind": KINDS, "check": check_names(), "experiment": experiment_names()}
    assert set(found) == {f"{kind} {name}" for kind, of_kind in names.items() for name in of_kind}
    assert "seeds: networks that are trained, 10 at least" in found["kind contest"]
    assert [name for name, text in found.items() if not text.splitlines()[0].endswith((".", "?"))] == []
