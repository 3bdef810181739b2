from pathlib import Path

import pytest

from grader import nodes, texts
from grader.catalog import load_exercise

NUMERIC = "title: T\nkind: numeric\nask: {}\nanswer: 4\n"
FORMULA = "title: T\nkind: formula\nvars: {k: [1, 2]}\nask: Which?\nanswer: '{{k}}*x*tanh(x)'\nhints:\n"
CHOICE = "title: T\nkind: choice\nask: Which?\nright: the sigmoid\nwrong:\n  - tanh: no\nhints:\n"
PARTS = "title: T\nask: Say.\nparts:\n  - kind: numeric\n    ask: First?\n    answer: 49\n"


def faults(text: str, folder: Path) -> list[str]:
    path = folder / "exercise.yaml"
    path.write_text(text, encoding="utf-8")
    found = texts.faults(load_exercise(path), nodes.read(text))
    return [str(fault).removeprefix(f"{path}:") for fault in found]


SOUND = [
    pytest.param(NUMERIC.format(r"Is $\sigma'(0)=\tfrac14$?"), id="formulas"),
    pytest.param(NUMERIC.format("Say $x^{ {{k}} }$ or {{2*k}}.") + "vars: {k: [1]}\n", id="a variable in a formula"),
    pytest.param(NUMERIC.format("Write `$HOME` in code."), id="dollars in code"),
    pytest.param(FORMULA + "  - Try $x$.\n  - It is ${{k}}x\\tanh x$.\n", id="the last hint may give the answer"),
    pytest.param(FORMULA + "  - It is ${{k}}x\\tanh x$.\n", id="so may the only one"),
    pytest.param(FORMULA + "  - Try $x\\cosh x$.\n  - Then $x$.\n", id="a hint may hold another formula"),
    pytest.param(CHOICE + "  - It is sigmoidal.\n  - Look.\n", id="a hint may hold a word that begins like the answer"),
    pytest.param(PARTS + "hints: one\n", id="a single hint is the last one"),
]


@pytest.mark.parametrize("text", SOUND)
def test_finds_nothing_wrong(text: str, tmp_path: Path) -> None:
    assert faults(text, tmp_path) == []


BROKEN = [
    pytest.param(
        NUMERIC.format(r"Is $\sgima(0)$ 4?"),
        "3:10",
        r"\sigma",
        id="a command misspelt in the question",
    ),
    pytest.param(
        NUMERIC.format("'Is $\\frac{1}$ 4?'"),
        "3:11",
        r"\frac",
        id="a text in quotes",
    ),
    pytest.param(
        NUMERIC.format("|\n  Is it?\n\n  Is $x^$ 4?"),
        "6:1",
        "missing behind “^”",
        id="the third line of a block",
    ),
    pytest.param(
        NUMERIC.format("a") + "wrong:\n  - 3: It is $4.\n",
        "6:14",
        "is never closed",
        id="a dollar in the feedback",
    ),
    pytest.param(
        "title: $x\nkind: numeric\nask: a\nanswer: 4\n",
        "1:8",
        "is never closed",
        id="a dollar in the title",
    ),
    pytest.param(
        "title: T\nkind: choice\nask: a\nright: b\nwrong:\n  - $x^$: no\n",
        "6:7",
        "missing behind “^”",
        id="a formula in an option",
    ),
    pytest.param(
        NUMERIC.format("Say $x^{{k}}^2$ now.") + "vars: {k: [1]}\n",
        "3:18",
        "second “^”",
        id="behind a variable the columns stay",
    ),
    pytest.param(
        FORMULA + "  - It is ${{k}}x\\tanh x$.\n  - Really.\n",
        "7:5",
        "this hint gives the answer of part answer; only the last one may come close",
        id="a hint that gives the answer",
    ),
    pytest.param(
        FORMULA + "  - It is `2*x*tanh(x)`.\n  - Really.\n",
        "7:5",
        "this hint gives the answer of part answer; only the last one may come close",
        id="a hint that gives the answer of the second variant",
    ),
    pytest.param(
        FORMULA + "  - Look.\n  - So $f={{k}}\\tanh(x)x$.\n  - Really.\n",
        "8:5",
        "this hint gives the answer of part answer; only the last one may come close",
        id="the second hint gives it as one side of an equation",
    ),
    pytest.param(
        CHOICE + "  - It is the sigmoid.\n  - Look.\n",
        "8:5",
        "this hint gives the answer of part answer; only the last one may come close",
        id="a hint that names the right option",
    ),
    pytest.param(
        PARTS + "    hints: [It is $7^2$., Think.]\n",
        "7:13",
        "this hint gives the answer of part a; only the last one may come close",
        id="a hint of a part",
    ),
    pytest.param(
        PARTS + "hints: [It is $7^2$., Think.]\n",
        "7:9",
        "this hint gives the answer of part a; only the last one may come close",
        id="a hint of all parts",
    ),
]


@pytest.mark.parametrize(("text", "place", "phrase"), BROKEN)
def test_finds(text: str, place: str, phrase: str, tmp_path: Path) -> None:
    (found,) = faults(text, tmp_path)
    assert found.startswith(f"{place} ")
    assert phrase in found


def test_without_keys_there_are_no_hints_to_judge(tmp_path: Path) -> None:
    path = tmp_path / "exercise.yaml"
    path.write_text(FORMULA + "  - It is `2*x*tanh(x)`.\n  - Really.\n", encoding="utf-8")
    exercise = load_exercise(path)
    assert list(texts.faults(exercise, nodes.read("- a\n- $b$\n"))) == []
