"""What a site puts in its page: the script `/widget.js`, or a frame with `/widget`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from aiohttp import web
from jinja2 import Template

from bot.channels.page.chat import sentences, templates
from bot.channels.widget.origins import frame_ancestors
from bot.http.documents import Document
from bot.http.fields import optional_query, query_language
from bot.http.problems import Problem

BUNDLE = Path(__file__).parents[2] / "widget" / "dist" / "widget.js"
FOLDER = Path(__file__).parent
STALE_S = 86_400  # an old script goes on working: the protocol only grows
MAX_TITLE_LENGTH = 100
MAX_GREETING_LENGTH = 500

SCRIPT_DOCUMENT: web.AppKey[Document | None] = web.AppKey("widget_script")


def load_script(path: Path = BUNDLE) -> Document | None:
    """Read the built widget; None when it was not built."""
    try:
        body = path.read_bytes()
    except FileNotFoundError:
        return None
    return Document.of(body, "text/javascript; charset=utf-8")


async def script(request: web.Request) -> web.Response:
    """Answer `GET /widget.js`."""
    document = request.app[SCRIPT_DOCUMENT]
    if document is None:
        raise Problem("not-found")
    response = document.response(request)
    response.headers["Cache-Control"] += f", stale-while-revalidate={STALE_S}"
    return response


async def frame(request: web.Request) -> web.Response:
    """Answer `GET /widget`: a page with nothing but the chat."""
    language = query_language(request)
    html = _template().render(
        language=language,
        words={key: texts[language] for key, texts in sentences(FOLDER / "frame.yml").items()},
        title=_words(request, "title", MAX_TITLE_LENGTH),
        greeting=_words(request, "greeting", MAX_GREETING_LENGTH),
    )
    return web.Response(
        text=html,
        content_type="text/html",
        headers={
            "Cache-Control": "no-store",
            "Content-Language": language,
            "Content-Security-Policy": _policy(request),
        },
    )


def _policy(request: web.Request) -> str:
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' blob:; form-action 'none'; base-uri 'none'; "
        f"frame-ancestors {frame_ancestors(request)}"
    )


@cache
def _template() -> Template:
    return templates(FOLDER).get_template("frame.html")


def _words(request: web.Request, name: str, maximum: int) -> str:
    given = (optional_query(request, name) or "").strip()
    if len(given) > maximum:
        raise Problem("text-too-long", field=name, length=str(len(given)), maximum=str(maximum))
    return given
