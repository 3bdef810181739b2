"""The public names, and what importing them does not load."""

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import grader

ROOT = Path(__file__).parent.parent
LOADED = "import json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
CHECKS = "from grader.catalog.registry import check_class, check_names; [check_class(name) for name in check_names()]"
COURSES = "from grader import catalog; [catalog.load(course) for course in catalog.courses(catalog.shipped())]"


def test_public_names_are_sorted_and_told_by_dir() -> None:
    assert grader.__all__ == sorted(set(grader.__all__)) == dir(grader)


@pytest.mark.parametrize("name", grader.__all__)
def test_a_public_name_is_the_one_of_its_module(name: str) -> None:
    thing = getattr(grader, name)
    home = import_module(thing.__module__)
    assert home.__name__.startswith("grader.")
    assert getattr(home, thing.__name__) is thing


def test_there_are_no_other_names() -> None:
    with pytest.raises(AttributeError, match="module 'grader' has no attribute 'lint'"):
        _ = grader.lint


def test_the_nouns_and_verbs_are_there() -> None:
    expected = {"Report", "Submission", "Verdict", "equal", "grade", "load", "parse", "verify"}
    assert expected <= set(grader.__all__)
    assert {name for name in grader.__all__ if name.endswith("Error")} == {
        "AnswerError",
        "CallError",
        "ExerciseError",
        "FormulaError",
        "GraderError",
    }


def test_the_docstring_compares_silu_with_itself() -> None:
    f = grader.parse("x*sigmoid(x)")
    assert isinstance(grader.equal(f, grader.parse("x/(1+exp(-x))")), grader.Same)


@pytest.mark.parametrize(
    ("program", "absent"),
    [
        pytest.param(
            "import grader",
            [
                "cryptography",
                "flint",
                "mpmath",
                "numpy",
                "pydantic",
                "rich",
                "ruamel",
                "scipy",
                "streamlit",
                "sympy",
                "torch",
                "typer",
            ],
            id="import grader loads nothing heavy",
        ),
        pytest.param(COURSES, ["rich", "streamlit", "sympy", "torch", "typer"], id="nor do the shipped courses"),
        pytest.param(CHECKS, ["flint", "mpmath", "scipy", "streamlit", "sympy", "torch"], id="nor does any check"),
        pytest.param("import ui.pages, ui.shell", ["flint", "mpmath", "sympy", "torch"], id="nor do the pages' rails"),
        pytest.param("import ui.views.learner.standing", ["sympy", "torch"], id="nor the standing of a contest"),
        pytest.param("import grader.cli", ["rich", "scipy", "streamlit", "sympy", "torch"], id="nor the command line"),
        pytest.param(
            "from grader.verification import prove; from grader import catalog;"
            "prove(catalog.find('properties', catalog.shipped()))",
            ["streamlit", "torch"],
            id="nor does judging",
        ),
    ],
)
def test_what_is_heavy_is_loaded_where_it_is_needed(program: str, absent: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", f"{program}\n{LOADED}"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = set(json.loads(ended.stdout))
    assert "grader" in loaded
    assert loaded.isdisjoint(absent), loaded.intersection(absent)
