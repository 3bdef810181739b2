"""A service without a web server, and its pages run as scripts."""

import shutil
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.types import ASGIApp
from streamlit.testing.v1 import AppTest

from grader.person import Person
from grader.service.service import Service
from grader.settings import Settings, connect
from grader.worker import grade_one
from ui import here

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it recommends a successor of httpx
    from starlette.testclient import TestClient

COURSES = Path(__file__).parent / "visits" / "courses"

Reach = Callable[..., TestClient]
Open = Callable[..., AppTest]


def _bring() -> None:
    from ui.views.learner import course, exercise, lab, quiz
    from ui.views.teacher import proofs, submissions

    del course, exercise, lab, quiz, proofs, submissions


@pytest.fixture(scope="session")
def scripts() -> None:
    """Import the pages as a script does: outside one, Streamlit's pages stay empty."""
    assert "ui.pages" not in sys.modules
    assert not AppTest.from_function(_bring, default_timeout=60).run().exception


@pytest.fixture
def service(scripts: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Service:
    """Serve a copy of the courses; whoever waits for a verdict grades meanwhile."""
    from ui.views.learner import exercise

    del scripts
    shutil.copytree(COURSES, tmp_path / "courses")
    found = connect(
        Settings(
            exercises=tmp_path / "courses",
            database_url=f"sqlite:///{tmp_path}/grader.db",
            keys=tmp_path / "keys",
            join_code="join-us",
            teacher_code="teach-us",
        )
    )
    monkeypatch.setattr(here, "_served", [found])
    monkeypatch.setattr(exercise, "sleep", lambda _: grade_one(found))
    monkeypatch.setattr(exercise, "AT_ONCE", 60.0)
    return found


@pytest.fixture
def learner(service: Service) -> Person:
    return service.people.enter("Emmy", "join-us")


@pytest.fixture
def teacher(service: Service) -> Person:
    return service.people.enter("Ms Gradient", "teach-us")


def _draw(module: str) -> None:
    from importlib import import_module

    import_module(f"ui.views.{module}").page()


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Run a page for somebody, with what its address says."""

    def run(page: str, person: Person | None, **query: str) -> AppTest:
        monkeypatch.setattr(here, "visitor", lambda: person)
        script = AppTest.from_function(_draw, args=(page,), default_timeout=60)
        for name, value in query.items():
            script.query_params[name] = value
        script.run()
        assert not script.exception, script.exception[0].message
        return script

    return run


@pytest.fixture
def reach() -> Reach:
    """Give a client that speaks to an application in this process."""

    def client(app: ASGIApp, scheme: str = "http") -> TestClient:
        return TestClient(app, follow_redirects=False, base_url=f"{scheme}://127.0.0.1")

    return client
