"""The web process, without starting it."""

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from grader.errors import CallError
from grader.service.service import Service
from grader.settings import Settings
from ui import here, look, server


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        exercises=Path(__file__).parent / "visits" / "courses",
        database_url=f"sqlite:///{tmp_path}/grader.db",
        keys=tmp_path / "keys",
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_port_that_is_taken_is_told(host: str, settings: Settings) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as other:
        try:
            other.bind((host, 0))
        except OSError:
            pytest.skip(f"this machine has no {host}")
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CallError, match=f"can't listen on {host}, port {port}: .*; choose another with --port"):
            server.up(settings, host, port)


def test_up(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    told, signals = dict[str, Any](), dict[int, Any]()
    monkeypatch.setattr(st.App, "run", lambda _, config: told.update(config))
    monkeypatch.setattr(signal, "signal", signals.__setitem__)
    monkeypatch.setattr(server.gc, "freeze", lambda: None)
    monkeypatch.setattr(here, "_served", [])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server.up(settings, "127.0.0.1", port)
    assert told["server.port"] == port
    assert told["server.address"] == "127.0.0.1"
    assert told.keys() >= look.CONFIG.keys()
    assert here.service().people.is_demo
    assert f"grader is at http://localhost:{port}; Ctrl+C ends it\nThis is a demo" in capsys.readouterr().out
    for number in (signal.SIGINT, signal.SIGTERM):
        with pytest.raises(SystemExit) as left:
            signals[number](number, None)
        assert left.value.code == 0


def test_workers_work_while_it_serves(service: Service, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = list[str]()

    @contextmanager
    def crew(here: Settings) -> Iterator[None]:
        assert here == settings
        seen.append("come")
        yield
        seen.append("gone")

    found = list[Any]()
    monkeypatch.setattr(server, "crew", crew)
    monkeypatch.setattr(st, "App", lambda *_, **given: found.append(given))
    server.application(service, settings)

    async def live() -> None:
        async with found[0]["lifespan"](None) as state:
            assert state == {}
            assert seen == ["come"]

    drive = live()
    with pytest.raises(StopIteration):
        drive.send(None)
    assert seen == ["come", "gone"]


def test_a_page_that_breaks_apologises(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    told = list[str]()
    monkeypatch.setattr(st, "error", told.append)
    assert server._apologise(ValueError("what broke"))
    assert "Nothing you wrote is lost" in told[0]
    assert "what broke" in caplog.text
    assert "what broke" not in told[0]
