"""What everything needs that looks at pages in a browser."""

import os
import socket
from pathlib import Path

CHROMIUM = Path("/usr/bin/chromium")
QUIET = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync""".split()

# Settings of others; and what other tests run is measured there, for it makes a service half as fast.
NOT_OURS = ("COVERAGE_", "GRADER_", "STREAMLIT_")


def surroundings() -> dict[str, str]:
    """Return the environment of a service of our own."""
    return {name: text for name, text in os.environ.items() if not name.startswith(NOT_OURS)}


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
