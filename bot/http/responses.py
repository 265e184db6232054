"""How a successful answer is written: JSON in one language, with the register it comes from."""

import json
from datetime import UTC

from aiohttp import web

from knowledge.library import Library


def json_bytes(content: object) -> bytes:
    """Write JSON as short as it can be, in UTF-8."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def json_response(content: object, language: str) -> web.Response:
    """Answer with what was computed for this request alone."""
    return web.Response(
        body=json_bytes(content),
        content_type="application/json",
        headers={"Cache-Control": "no-store", "Content-Language": language},
    )


def knowledge_version(library: Library) -> dict[str, str]:
    """Say from which register an answer comes."""
    loaded_at = library.loaded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"version": library.version, "loaded_at": loaded_at}
