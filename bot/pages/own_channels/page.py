"""The page `/bevestigen/…`: an organisation says which channels are still its own.

Who has the link may answer: there is no account and no cookie. Opening it changes nothing, so that
programs that look at links in mail do no harm; what is sent waits for staff and lists nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from aiohttp import web
from jinja2 import Template

from actions.reports.database.connection import StoreUnavailable
from bot.channels.page.chat import HEADERS, comes_from_elsewhere, templates
from bot.http.fields import read_form
from bot.notifying.mail import DUTCH
from bot.notifying.reminding.links import PATH, BadLinkError, EndedLinkError, Link
from bot.notifying.reminding.rounds import answerable
from bot.notifying.reminding.store import (
    Answer,
    AnswerRefusedError,
    Reminder,
    Reminders,
    Said,
    Saying,
)
from bot.running.application import SERVED
from knowledge.model import OfficialChannel, Organisation
from knowledge.upkeep.survey.manners import Manners

ROUTE = PATH + "/{token}"
MOST_FIELDS = 500
LONGEST_TEAM = 100
LONGEST_MISSING = 2_000

_KEY_LENGTH = 12
_OURS = HEADERS | {
    "Content-Language": "nl",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
_FORBIDDEN, _NOT_FOUND, _CONFLICT, _GONE, _UNPROCESSABLE, _UNAVAILABLE = (
    403,
    404,
    409,
    410,
    422,
    503,
)


@dataclass(frozen=True, slots=True)
class Door:
    """What opens the pages.

    Attributes:
        secrets: Of the installation, the one of before included.
        clock: The time in UTC.
    """

    kept: Reminders
    secrets: tuple[str, ...]
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Row:
    """One channel of the form.

    Attributes:
        name: Of its field.
        chosen: What was said of it before.
    """

    name: str
    platform: str
    address: str
    label: str | None
    chosen: str


@dataclass(frozen=True, slots=True)
class _Opened:
    """A link that counts, with whom it is for."""

    reminder: Reminder
    organisation: Organisation
    channels: tuple[OfficialChannel, ...]


class _Closed(Exception):  # noqa: N818 - what the page says, no mistake of ours
    """A link that opens nothing.

    Attributes:
        state: What the page says.
    """

    def __init__(self, state: str, status: int) -> None:
        super().__init__(state)
        self.state, self.status = state, status


DOOR = web.AppKey("own-channels-door", Door)


def routes() -> list[web.RouteDef]:
    """Give the routes of this module."""
    return [web.get(ROUTE, show), web.post(ROUTE, answer)]


def setup(
    app: web.Application, *, url: str, secrets: tuple[str, ...], clock: Callable[[], datetime]
) -> None:
    """Let the page of an application open.

    Args:
        app: Serves the register.
        url: Of the database.
        secrets: Of the installation, the one of before included.
        clock: The time in UTC.
    """
    kept = Reminders(url)
    app[DOOR] = Door(kept, secrets, clock)

    async def close(_app: web.Application) -> None:
        kept.close()

    app.on_cleanup.append(close)


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /bevestigen/{token}`; nothing changes by it."""
    try:
        opened = await _open(request)
    except _Closed as closed:
        return _closed(closed)
    before = {(each.platform, each.address): each.saying for each in opened.reminder.said}
    rows = [
        _row(request, each, before.get((each.address.platform, each.address.value), ""))
        for each in opened.channels
    ]
    reminder = opened.reminder
    return _form(request, opened, rows, team=reminder.team, missing=reminder.missing)


async def answer(request: web.Request) -> web.StreamResponse:
    """Answer `POST /bevestigen/{token}`: the answer waits for staff."""
    if comes_from_elsewhere(request):
        return _drawn("elsewhere", _FORBIDDEN)
    form = {name: str(value) for name, value in (await read_form(request, MOST_FIELDS)).items()}
    try:
        opened = await _open(request)
        given, errors = _answer(form, opened)
        if errors:
            rows = [_row(request, each, form.get(_name(each), "")) for each in opened.channels]
            return _form(
                request, opened, rows, errors=errors, rest=bool(form.get("rest")),
                team=form.get("team", ""), missing=form.get("missing", ""),
            )  # fmt: skip
        door = request.app[DOOR]
        await asyncio.to_thread(door.kept.answer, opened.reminder, given, door.clock())
    except _Closed as closed:
        return _closed(closed)
    except AnswerRefusedError:
        return _drawn("too_often", _CONFLICT)
    except StoreUnavailable:
        return _drawn("away", _UNAVAILABLE)
    return _drawn("thanks", title=f"Antwoord van {opened.organisation.display_name}")


async def _open(request: web.Request) -> _Opened:
    """Read the link in the address.

    Raises:
        _Closed: It opens nothing.
    """
    door = request.app.get(DOOR)
    if door is None:  # without a database no link is ours
        raise _Closed("bad", _NOT_FOUND)
    try:
        link = Link.read(request.match_info["token"], door.secrets, door.clock())
        reminder = await asyncio.to_thread(door.kept.find, link.round, link.organisation)
    except BadLinkError as error:
        raise _Closed("bad", _NOT_FOUND) from error
    except EndedLinkError as error:
        raise _Closed("ended", _GONE) from error
    except StoreUnavailable as error:
        raise _Closed("away", _UNAVAILABLE) from error
    organisation = request.app[SERVED].library.registry.organisation(link.organisation)
    if reminder is None or organisation is None:
        raise _Closed("bad", _NOT_FOUND)
    if reminder.handled_at:
        raise _Closed("handled", _GONE)
    return _Opened(reminder, organisation, answerable(organisation))


def _answer(form: Mapping[str, str], opened: _Opened) -> tuple[Answer, Mapping[str, str]]:
    """Give what was sent, and what is wrong by field."""
    said = tuple(_said(form, opened.channels))
    missing, team = form.get("missing", "").strip(), " ".join(form.get("team", "").split())
    errors: dict[str, str] = {}
    if not said and not missing:
        errors["channels"] = "Duid ten minste één kanaal aan, of schrijf wat ontbreekt."
    if len(missing) > LONGEST_MISSING or not missing.replace("\n", "").isprintable():
        errors["missing"] = f"Schrijf hoogstens {LONGEST_MISSING} gewone tekens."
    if not _is_team(team, opened.organisation):
        errors["team"] = "Schrijf de naam van een team, zoals 'dienst communicatie'."
    return Answer(team, said, missing), errors


def _is_team(team: str, organisation: Organisation) -> bool:
    is_plain = len(team) <= LONGEST_TEAM and team.isprintable()
    is_somebodys = "@" in team or any(each.isdigit() for each in team)
    return is_plain and not is_somebodys and Manners.load().is_team(team, organisation)


def _said(form: Mapping[str, str], channels: Sequence[OfficialChannel]) -> list[Said]:
    rest = form.get("rest", "")
    found = []
    for each in channels:
        saying = form.get(_name(each), "") or rest
        if saying in (Saying.OURS, Saying.NOT_OURS):
            address = each.address
            found.append(Said(address.platform, address.value, Saying(saying)))
    return found


def _row(request: web.Request, channel: OfficialChannel, chosen: str) -> Row:
    address, platforms = channel.address, request.app[SERVED].library.platforms
    platform = platforms.get(address.platform).name[DUTCH]
    return Row(_name(channel), platform, address.value, channel.label, chosen)


def _name(channel: OfficialChannel) -> str:
    named = f"{channel.address.platform} {channel.address.value}"
    return f"say.{sha256(named.encode()).hexdigest()[:_KEY_LENGTH]}"


def _form(
    request: web.Request,
    opened: _Opened,
    rows: Sequence[Row],
    *,
    team: str,
    missing: str,
    rest: bool = False,
    errors: Mapping[str, str] | None = None,
) -> web.Response:
    catalogue, reminder = request.app[SERVED].library.catalogue, opened.reminder
    at = reminder.answered_at
    return _drawn(
        "form",
        _UNPROCESSABLE if errors else 200,
        title=f"Zijn deze kanalen nog van {opened.organisation.display_name}?",
        organisation=opened.organisation.display_name,
        answered_at=catalogue.written_date(at.date().isoformat(), DUTCH) if at else "",
        path=request.path,
        rows=rows,
        rest=rest,
        team=team,
        missing=missing,
        errors=errors or {},
        longest=LONGEST_MISSING,
    )


def _closed(closed: _Closed) -> web.Response:
    return _drawn(closed.state, closed.status)


def _drawn(state: str, status: int = 200, **values: object) -> web.Response:
    shown = {"title": "Kanalen nakijken", "errors": {}, "answered_at": "", **values}
    html = _template().render(state=state, **shown)
    return web.Response(text=html, status=status, content_type="text/html", headers=_OURS)


@cache
def _template() -> Template:
    return templates(Path(__file__).parent).get_template("page.html")
