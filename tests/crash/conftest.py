"""A service that can be killed, and a browser to look at it with."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import CHROMIUM, QUIET, free_port
from playwright.sync_api import Browser, sync_playwright
from shortened import shortened

sys.path.insert(0, str(Path(__file__).parent))  # what the tests here share is in modules beside this one

from killable import PROCESSES, Service
from onlooker import COURSE, EXERCISE


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    if not PROCESSES.is_dir():
        pytest.skip("there is no /proc to find workers in")
    folder = tmp_path_factory.mktemp("crash")
    shortened(COURSE, folder / "courses", EXERCISE)
    service = Service(folder=folder, port=free_port())
    try:
        service.start()
        yield service
    finally:
        service.end()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser | None]:
    """Give a Chromium, or None where there is none."""
    if not CHROMIUM.exists():
        yield None
        return
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            yield started
        finally:
            started.close()
