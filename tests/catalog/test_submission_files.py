from pathlib import Path

import pytest

from grader.catalog.submission_files import HandedIn, read_answer, read_folder
from grader.errors import AnswerError, Fault
from grader.submission import Place, Submission


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def handed_in(folder: Path) -> list[tuple[str, str, dict[str, str]]]:
    """Return exercise, learner and answers of each submission; there must be no faults."""
    found = list(read_folder(folder))
    assert all(isinstance(one, HandedIn) for one in found), found
    submissions = [one.submission for one in found if isinstance(one, HandedIn)]
    return [(one.exercise, one.learner, dict(one.answers)) for one in submissions]


READ: list[object] = [
    pytest.param({"ann/ten.txt": "10\n"}, [("ten", "ann", {"answer": "10"})], id="a text, less its last line end"),
    pytest.param({"ann/f.py": "def f(x):\n    return x\n\n"}, [("f", "ann", {"answer": "def f(x):\n    return x\n"})], id="a program"),
    pytest.param({"ten.txt": "10"}, [("ten", "", {"answer": "10"})], id="a file in no learner's folder"),
    pytest.param({"week-1/ann/ten.txt": ""}, [("ten", "ann", {"answer": ""})], id="a folder deeper"),
    pytest.param({"ann/ten.txt": "@secret"}, [("ten", "ann", {"answer": "@secret"})], id="a text is an answer, never a name"),
    pytest.param(
        {"b/ten.txt": "1", "a/two.txt": "2", "a/one.txt": "3"},
        [("one", "a", {"answer": "3"}), ("two", "a", {"answer": "2"}), ("ten", "b", {"answer": "1"})],
        id="in the order of their paths",
    ),
    pytest.param({"ann/ten.yaml": "answers: {a: 1, b: 2}\n"}, [("ten", "ann", {"a": "1", "b": "2"})], id="answers by part"),
    pytest.param({"ann/ten.yml": "answers: {a: 1}\n"}, [("ten", "ann", {"a": "1"})], id="yml is yaml"),
    pytest.param(
        {"x/y.yaml": "exercise: ten\nlearner: bob\nanswers: {a: 1}\n"}, [("ten", "bob", {"a": "1"})], id="says whose it is"
    ),
    pytest.param({"ten.yaml": "answers: {a: , b: ''}\n"}, [("ten", "", {"a": "", "b": ""})], id="empty answers"),
    pytest.param({"ten.yaml": "answers: {}\n"}, [("ten", "", {})], id="no answers"),
    pytest.param(
        {"ten.yaml": "answers:\n  a: [x, 'it''s', 3]\n  b: {a: odd, b: [odd, 'x: y']}\n"},
        [("ten", "", {"a": "[x, 'it''s', 3]", "b": "{a: odd, b: [odd, 'x: y']}"})],
        id="lists and maps become texts",
    ),
    pytest.param(
        {"ann/ten.yaml": "answers: {a: '@code.py', b: 2}\n", "ann/code.py": "x = 1\n"},
        [("ten", "ann", {"a": "x = 1", "b": "2"})],
        id="the file beside it is no submission of its own",
    ),
    pytest.param(
        {"ann/ten.yaml": "answers: {a: '@code.py'}\n", "ann/code.py": "1", "bob/code.py": "2"},
        [("ten", "ann", {"a": "1"}), ("code", "bob", {"answer": "2"})],
        id="the same name in another folder is",
    ),
    pytest.param({"ann/notes.md": "hello", "ann/ten.txt": "1"}, [("ten", "ann", {"answer": "1"})], id="other files are not read"),
    pytest.param({}, [], id="an empty folder"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "submissions"), READ)
def test_reads(files: dict[str, str | bytes], submissions: list[object], tmp_path: Path) -> None:
    assert handed_in(write(tmp_path, files)) == submissions


REFUSED = [
    pytest.param({"ten.txt": b"caf\xe9"}, "ten.txt:1:1 the file “ten.txt” can't be read: it is not UTF-8 text", id="Latin 1"),
    pytest.param({"ten.yaml": b"caf\xe9"}, "ten.yaml:1:1 is not UTF-8 text: unexpected end of data at byte 3", id="Latin 1 in YAML"),
    pytest.param({"ten.yaml": "a: b: c\n"}, "ten.yaml:1:5 is not valid YAML: mapping values are not allowed here; a text with “: ” in it needs single quotes", id="no YAML"),
    pytest.param({"ten.yaml": "- a\n"}, "ten.yaml:1:1 should be keys and values, such as “title: …”", id="a list"),
    pytest.param({"ten.yaml": "learner: ann\n"}, "ten.yaml:1:1 needs “answers: {part: text}”", id="no answers"),
    pytest.param({"ten.yaml": "answers: 3\n"}, "ten.yaml:1:10 needs “answers: {part: text}”", id="a text for answers"),
    pytest.param({"ten.yaml": "answer: 3\nanswers: {a: 3}\n"}, "ten.yaml:1:1 unknown key “answer”; did you mean answers?", id="an unknown key"),
    pytest.param({"ten.yaml": "answers: {a: 3}\nlearner: [ann]\n"}, "ten.yaml:2:10 learner should be a text", id="a list for a learner"),
    pytest.param({"ten.yaml": "answers: {a: 3}\nvariant: one\n"}, "ten.yaml:2:10 variant is a whole number from 0 to 1000000, not “one”", id="a variant in words"),
    pytest.param({"ten.yaml": "answers: {a: 3}\nvariant:\n"}, "ten.yaml:2:1 the key “variant” has no value", id="no variant"),
    pytest.param({"ten.yaml": "answers:\n  a: '@code.py'\n"}, "ten.yaml:2:6 the file “code.py” can't be read: no such file or directory", id="a file there isn't"),
    pytest.param({"ten.yaml": "answers:\n  a: '@b'\n", "b/c.md": ""}, "ten.yaml:2:6 the file “b” can't be read: is a directory", id="a folder"),
    pytest.param({"ten.yaml": "answers:\n  a: '@../x.txt'\n"}, "ten.yaml:2:6 the file “../x.txt” does not stand beside this one", id="a file above"),
    pytest.param({"ten.yaml": "answers:\n  a: '@/etc/passwd'\n"}, "ten.yaml:2:6 the file “/etc/passwd” does not stand beside this one", id="a file elsewhere"),
    pytest.param({"ten.yaml": "answers:\n  a: '@..'\n"}, "ten.yaml:2:6 the file “..” does not stand beside this one", id="the folder above"),
    pytest.param({"ten.yaml": "answers:\n  a: '@'\n"}, "ten.yaml:2:6 the file “” does not stand beside this one", id="no name"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "fault"), REFUSED)
def test_refuses(files: dict[str, str | bytes], fault: str, tmp_path: Path) -> None:
    (found,) = read_folder(write(tmp_path, files))
    assert str(found) == f"{tmp_path}/{fault}"


def test_a_fault_of_one_file_leaves_the_others(tmp_path: Path) -> None:
    write(tmp_path, {"a/one.yaml": "", "b/two.txt": "2", "c/three.txt": b"\xff"})
    kinds = [type(found) for found in read_folder(tmp_path)]
    assert kinds == [Fault, HandedIn, Fault]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"ten.txt": "secret"}, id="a text"),
        pytest.param({"ten.yaml": "answers: {a: secret}"}, id="a yaml file"),
    ],
)
def test_a_link_out_of_the_folder_is_not_followed(content: dict[str, str | bytes], tmp_path: Path) -> None:
    write(tmp_path / "outside", content)
    (name,) = content
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).symlink_to(tmp_path / "outside" / name)
    (found,) = read_folder(tmp_path / "in")
    assert found == Fault(path=str(tmp_path / "in" / name), message="is a link that leads out of this folder")


def test_a_name_of_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"secret.md": "secret", "in/ten.yaml": "answers: {a: '@link.md'}\n"})
    (tmp_path / "in" / "link.md").symlink_to(tmp_path / "secret.md")
    (found,) = read_folder(tmp_path / "in")
    assert isinstance(found, Fault)
    assert found.message == "the file “link.md” does not stand beside this one"


def test_a_file_name_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    name = b"caf\xe9".decode(errors="surrogateescape")
    (tmp_path / f"{name}.txt").write_text("1", encoding="utf-8")
    (tmp_path / f"{name}.yaml").write_text("answers: {a: 1}", encoding="utf-8")
    found = list(read_folder(tmp_path))
    assert [type(one) for one in found] == [Fault, Fault]
    assert all("is not UTF-8 text" in one.message for one in found if isinstance(one, Fault))


def test_a_submission_knows_where_its_answers_stand(tmp_path: Path) -> None:
    write(tmp_path, {"ten.yaml": "variant: 2\nanswers:\n  a: 1\n  b: |\n    two\n", "two.txt": "2"})
    structured, plain = read_folder(tmp_path)
    assert structured == HandedIn(
        submission=Submission(exercise="ten", answers={"a": "1", "b": "two\n"}, variant=2),
        place=Place(path=f"{tmp_path}/ten.yaml", lines={"a": 3, "b": 4}),
    )
    assert isinstance(plain, HandedIn)
    assert (plain.place.line("answer"), plain.place.line("other")) == (1, 1)


def test_on_the_command_line_any_file_may_be_named(tmp_path: Path) -> None:
    write(tmp_path, {"deep/answer.txt": "4\n\n"})
    assert read_answer(f"@{tmp_path}/deep/answer.txt", Path("elsewhere")) == "4\n"
    assert read_answer("@deep/answer.txt", tmp_path) == "4\n"
    assert read_answer("a@b", tmp_path) == "a@b"
    with pytest.raises(AnswerError, match="the file “gone.txt” can't be read: no such file or directory"):
        read_answer("@gone.txt", tmp_path)
