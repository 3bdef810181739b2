"""A service that can be killed, and a browser to look at it with."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))  # what the tests here share is in modules beside this one

from killable import PROCESSES, Service

CHROMIUM = Path("/usr/bin/chromium")
QUIET = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync""".split()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    if not PROCESSES.is_dir():
        pytest.skip("there is no /proc to find workers in")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    service = Service(folder=tmp_path_factory.mktemp("crash"), port=port)
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
