"""The web process: pages, the API and the door on one port, with the workers beside it."""

import gc
import logging
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from threading import Thread

import streamlit as st
from starlette.routing import Mount
from streamlit.web.server.starlette import starlette_server

from grader import api, output
from grader.crew import crew
from grader.errors import CallError
from grader.service import running
from grader.service.service import Service
from grader.settings import Settings, connect
from ui import assets, door, here, look
from ui.middleware import middleware

log = logging.getLogger(__name__)

LOCAL = frozenset({"127.0.0.1", "0.0.0.0", "::1", "::"})  # noqa: S104  as they are written, not listened on
SLOW = ("pandas", "PIL.Image", "pyarrow.compute", "streamlit.emojis")  # what a first page would wait for otherwise
SCRIPT = Path(__file__).parent / "app.py"


def up(settings: Settings, host: str, port: int) -> None:
    """Serve until interrupted."""
    _refuse_taken(host, port)
    service = connect(settings)
    app = application(service, settings)
    here.serve(service)
    shelf = service.library.shelf()  # a first page must not wait for the exercises to be read
    if any(part.kind.programs for part in shelf.parts()):
        Thread(target=running.obstacle, daemon=True).start()  # nor for the sandbox, where programs are asked for
    for name in SLOW:
        import_module(name)
    gc.collect()
    gc.freeze()  # what is imported stays: no collection needs to look at it again
    output.write(f"grader is at http://{'localhost' if host in LOCAL else host}:{port}; Ctrl+C ends it\n")
    if service.people.is_demo:
        output.write("This is a demo: set GRADER_JOIN_CODE and GRADER_TEACHER_CODE to let in whom you want.\n")
    # Left to itself, the web server would end in a traceback on Ctrl+C.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    send_at_once()
    app.run(config=look.CONFIG | {"server.address": host, "server.port": port})


def send_at_once() -> None:
    """Let small messages go out when they are written.

    Streamlit makes its socket without naming TCP, so that asyncio doesn't know it and leaves Nagle's algorithm on: what
    follows a run's first message waits until that one's receipt is confirmed, 40 ms or the way there and back.
    """
    bind = starlette_server._bind_socket  # noqa: SLF001  Streamlit is pinned, and offers nothing public

    def bound(address: str, port: int, backlog: int) -> socket.socket:
        found = bind(address, port, backlog)
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # connections inherit it
        return found

    starlette_server._bind_socket = bound  # noqa: SLF001


def _leave(number: int, frame: object) -> None:
    del number, frame
    raise SystemExit(0)


def _apologise(error: Exception) -> bool:
    """Tell whoever runs the service what broke, and whoever looks at the page that nothing is lost."""
    log.error("a page broke", exc_info=error)
    st.error("Something went wrong on our side. Nothing you wrote is lost: reload the page to go on.")
    return True


def _refuse_taken(host: str, port: int) -> None:
    """Raise CallError if the port can't be had; Streamlit would silently take another one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            told = f"can't listen on {host}, port {port}: {error.strerror}"
            raise CallError(f"{told}; choose another with --port") from None


def application(service: Service, settings: Settings) -> st.App:
    """Return everything that is served on the port."""

    @asynccontextmanager
    async def lifespan(app: st.App) -> AsyncIterator[dict[str, object]]:
        del app
        with crew(settings):
            yield {}

    routes = [Mount("/api", api.application(service)), *door.routes(service), assets.route()]
    return st.App(SCRIPT, routes=routes, middleware=middleware(service), lifespan=lifespan, on_script_error=_apologise)
