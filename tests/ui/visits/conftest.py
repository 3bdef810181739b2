"""A service with courses of its own, a browser, and people who visit; nobody may see anything go wrong."""

import shutil
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from browsing import CHROMIUM, QUIET, free_port
from playwright.sync_api import Browser, expect, sync_playwright
from shortened import shortened

sys.path.insert(0, str(Path(__file__).parent))  # what the tests here share is in a module beside this one

from visiting import SETTINGS, Served, Setting, Visit

NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"  # a request to elsewhere must fail
PATIENCE = 30_000  # ms that a test waits for what must come; two busy cores may be slow

Come = Callable[..., Visit]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try each way in one setting, everything else in two; all in all four if asked for."""
    if "setting" not in metafunc.fixturenames:
        return
    full = metafunc.config.getoption("full")
    named = {setting: f"{setting.scheme}-{setting.width}" for setting in SETTINGS}
    if "way" not in metafunc.fixturenames:
        settings = SETTINGS if full else SETTINGS[:2]
        metafunc.parametrize("setting", settings, ids=[named[setting] for setting in settings])
        return
    pairs = [
        (way, setting)
        for i, way in enumerate(metafunc.module.WAYS)
        for setting in (SETTINGS if full else [SETTINGS[i % 4]])
    ]
    metafunc.parametrize("way, setting", pairs, ids=[f"{way.exercise}-{named[setting]}" for way, setting in pairs])


def _served(folder: Path, *, demo: bool = False) -> Served:
    courses = folder / "courses"
    shutil.copytree(Path(__file__).parent / "courses", courses)
    shortened("activations", courses, "affine-collapse", "best", "properties")
    return Served(folder=folder, port=free_port(), demo=demo)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve to those who know a code."""
    one = _served(tmp_path_factory.mktemp("served"))
    try:
        one.start()
        yield one
    finally:
        one.stop()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve to anybody."""
    one = _served(tmp_path_factory.mktemp("demo"), demo=True)
    try:
        one.start()
        yield one
    finally:
        one.stop()


@pytest.fixture(scope="session")
def chromium(require: Callable[[str, bool], None]) -> Iterator[Browser]:
    require("browser", CHROMIUM.exists())
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, NOWHERE])
        try:
            yield started
        finally:
            started.close()


@pytest.fixture
def come(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Come]:
    """Let somebody come with a browser of their own; when they have gone, nothing may have gone wrong."""
    visits = list[Visit]()

    def arrive(
        name: str = "", role: str = "learner", *, setting: Setting = SETTINGS[0], to: Served | None = None
    ) -> Visit:
        at = to or request.getfixturevalue("served")
        size = {"width": setting.width, "height": setting.height}
        context = chromium.new_context(viewport=size, color_scheme=setting.scheme, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        visit = Visit(base=at.base, context=context, page=context.new_page(), setting=setting)
        visits.append(visit)
        visit.watch()
        if name:
            visit.sign_in(name, role)
        return visit

    yield arrive
    for visit in visits:
        visit.context.close()
    assert not [wrong for visit in visits for wrong in visit.wrong]


_numbers = count(1)


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """Return the name of somebody whom nobody has seen here."""
    return f"{request.node.originalname.removeprefix('test_').replace('_', ' ')[:40]} {next(_numbers)}"
