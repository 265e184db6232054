"""Drawing the staff pages: by the server, in Dutch; a script only hands over passkeys."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.staff.access.roles import Role
from bot.staff.access.sessions import Session
from bot.staff.refusals import Refused
from bot.staff.text import day, defanged, moment, visible
from knowledge.data import load_data

FOLDER = Path(__file__).with_name("pages")
ICONS = Path(__file__).parents[1] / "channels" / "page"  # the same signs as on the chat page
STYLE = FOLDER / "staff.css"
SCRIPT = FOLDER / "passkey.js"
SCRIPT_PATH = "/staff/passkey.js"

HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Language": "nl",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
}


@dataclass(frozen=True, slots=True)
class Broken:
    """The files of the register are broken, and citizens are answered from an older version.

    Attributes:
        served: Version that is served.
        kept_at: When that was last right, where the files were broken at the start; else None.
    """

    served: str
    kept_at: datetime | None


@dataclass(frozen=True, slots=True)
class Register:
    """From which register citizens are answered.

    Attributes:
        version: That is served.
        made_at: When it was signed, where it comes from another server; else None.
        why: Why what that server publishes now is not served; None when it is.
    """

    version: str
    made_at: datetime | None = None
    why: str | None = None


REGISTER: ContextVar[Register | None] = ContextVar("register", default=None)
"""What every page says last, for the request that is answered now."""

BROKEN: ContextVar[Broken | None] = ContextVar("broken", default=None)
"""What every page says first, for the request that is answered now."""


WITH_SCRIPT: Mapping[str, str] = {
    **HEADERS,
    "Content-Security-Policy": HEADERS["Content-Security-Policy"] + "; script-src 'self'",
}


class Pages:
    """Draws the staff pages."""

    def __init__(self, environment: Environment, words: Mapping[str, Any]) -> None:
        self._environment = environment
        self._words = words
        environment.globals.update(word=self.word, words=words, Role=Role, script_path=SCRIPT_PATH)
        environment.filters.update(moment=moment, day=day, defanged=defanged, visible=visible)

    @classmethod
    @cache
    def load(cls, folder: Path = FOLDER) -> Pages:
        """Read the templates and the words."""
        environment = Environment(
            loader=FileSystemLoader([folder, ICONS]),
            autoescape=select_autoescape(),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        words = load_data(folder.with_name("texts.yml"))
        return cls(environment, words)

    def word(self, group: str, key: object) -> str:
        """Give a word of `texts.yml`; what has none is shown as it is."""
        return str(self._words[group].get(str(key), key))

    def words(self, group: str) -> Mapping[str, str]:
        """Give all words of a group of `texts.yml`."""
        group_words: Mapping[str, str] = self._words[group]
        return group_words

    def response(
        self,
        template: str,
        session: Session | None,
        status: int = 200,
        *,
        has_script: bool = False,
        **values: object,
    ) -> web.Response:
        """Draw a page.

        Args:
            template: Name of its file, without `.html`.
            session: Who looks at it; None on pages before the door.
            status: HTTP status.
            has_script: The page runs the script for passkeys.
            values: What the template shows.
        """
        page = self._environment.get_template(f"{template}.html")
        html = page.render(
            session=session, broken=BROKEN.get(), register_now=REGISTER.get(), **values
        )
        headers = WITH_SCRIPT if has_script else HEADERS
        return web.Response(text=html, status=status, content_type="text/html", headers=headers)

    def refusal(self, refused: Refused, session: Session | None) -> web.Response:
        """Draw why a request was refused."""
        words = self._words["refused"][refused.kind]
        detail = words["detail"].format_map(refused.values)
        response = self.response(
            "refused", session, words["status"], title=words["title"], detail=detail
        )
        response.headers.update(refused.headers)
        return response


def to(place: str) -> web.Response:
    """Send the browser on, with GET."""
    return web.Response(status=303, headers={"Location": place, "Cache-Control": "no-store"})
