"""Our own scripts for the browser: CodeMirror in one file, and what makes an editor of it.

Their address changes when they do, so that browsers may keep them for ever.
"""

import gzip
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FILES: Final = {file.name: file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.js"))}
VERSION: Final = blake2b(b"\0".join(FILES.values()), digest_size=6).hexdigest()
HOME: Final = "/assets/"
EDITOR: Final = f"{HOME}{VERSION}/editor.js"

_HEADERS: Final = {
    "vary": "Accept-Encoding",
    "cache-control": "public, immutable, max-age=31536000",
    "x-content-type-options": "nosniff",
}


def route() -> Route:
    """Return where they are."""
    return Route(HOME + "{version}/{name}", _send)


async def _send(request: Request) -> Response:
    name = request.path_params["name"]
    if request.path_params["version"] != VERSION or name not in FILES:
        return Response(status_code=404)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(FILES[name], headers=_HEADERS, media_type="text/javascript")
    return Response(_compressed(name), headers=_HEADERS | {"content-encoding": "gzip"}, media_type="text/javascript")


@cache
def _compressed(name: str) -> bytes:
    return gzip.compress(FILES[name], 6)
