"""The chat page at `/`: drawn by the server, without a line of JavaScript.

A suspicious address is shown defanged and never as a link. A conversation is known by an
unguessable id in the form; a form that another site sends starts a conversation of its own, so
that nobody can make a citizen go on in a conversation that somebody else can read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from actions.reports.kept.notice_rows import EmergencyNotice
from bot.channels.cards import TONES, blocks
from bot.channels.page.transcripts import (
    ShownAnswer,
    Transcript,
    Transcripts,
    Turn,
    as_json,
    from_json,
)
from bot.channels.turns import take_turn
from bot.conversation.messages import BotMessage
from bot.conversation.undelivered import UNHEARD
from bot.http.documents import Document
from bot.http.fields import Fields, body_language, optional_text, query_language, read_form
from bot.http.problems import Problem
from bot.notifying.notice_board import BOARD
from bot.running.application import PROBLEMS
from bot.running.shared_values import VALUES
from bot.running.siblings import answered_at_home
from knowledge.data import load_data
from knowledge.matching.answer import IN_FULL
from knowledge.matching.pasted.text import plain
from knowledge.model import Texts

PATH = "/"
CHANNEL = "web"
FOLDER = Path(__file__).parent
ASSETS = {
    "chat.css": "text/css; charset=utf-8",
    "frame.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
}
WITH_WIDGET = {
    **HEADERS,
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
        "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}
"""Of the chat page alone: the widget's script is all that runs in it."""

TOLD, SHARED_S = "told", 60 * 60
TRANSCRIPTS = web.AppKey("transcripts", Transcripts)


@dataclass(frozen=True, slots=True)
class RefusedMessage:
    """What a refused form held, to show it again."""

    transcript: Transcript
    message: str


DRAFT = web.RequestKey("draft", RefusedMessage)


class Page:
    """Draws the chat page."""

    def __init__(self, environment: Environment, texts: dict[str, Texts]) -> None:
        self._template = environment.get_template("chat.html")
        self._texts = texts

    @classmethod
    @cache
    def load(cls, folder: Path = FOLDER) -> Page:
        """Read the templates and the sentences."""
        return cls(templates(folder), sentences(folder / "texts.yml"))

    def draw(
        self,
        language: str,
        transcript: Transcript,
        *,
        notice: EmergencyNotice | None = None,
        refused: str = "",
        draft: str = "",
    ) -> str:
        """Give the page as HTML.

        Args:
            language: Of every sentence.
            transcript: What was said before.
            notice: What staff tell every citizen now.
            refused: Why the last message was refused.
            draft: The message that was refused.
        """
        last = transcript.turns[-1] if transcript.turns else None
        return self._template.render(
            language=language,
            path=PATH,
            words={key: texts[language] for key, texts in self._texts.items()},
            names=self._texts["name"],
            turns=transcript.turns,
            choices=last.choices if last else (),
            conversation=transcript.id,
            notice=notice,
            refused=refused,
            draft=draft,
        )


def templates(folder: Path = FOLDER) -> Environment:
    """Give what draws pages: whatever a citizen typed stays text."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"tones": TONES, "in_full": IN_FULL}
    return environment


def sentences(path: Path) -> dict[str, Texts]:
    """Read the sentences of a page."""
    texts: dict[str, Texts] = load_data(path)
    return texts


PAGE = web.AppKey("page", Page)
ASSET_DOCUMENTS = web.AppKey("assets", dict[str, Document])


def load_assets(folder: Path = FOLDER) -> dict[str, Document]:
    """Read style and icon."""
    return {
        name: Document.of((folder / name).read_bytes(), content_type)
        for name, content_type in ASSETS.items()
    }


async def show(request: web.Request) -> web.Response:
    """Answer `GET /`."""
    language = query_language(request)
    return _drawn(request, request.app[TRANSCRIPTS].get(None), language)


async def talk(request: web.Request) -> web.Response:
    """Answer `POST /`: one message or one pressed button."""
    fields = await read_form(request)
    transcripts = request.app[TRANSCRIPTS]
    conversation = None if comes_from_elsewhere(request) else optional_text(fields, "conversation")
    elsewhere = await answered_at_home(request, conversation) if conversation else None
    if elsewhere is not None:
        return elsewhere
    await _bring(request, conversation)
    unheard = request.app.get(UNHEARD)
    # Who comes back after days still hears what became of the report.
    is_ours = bool(unheard and conversation and unheard.has(CHANNEL, conversation))
    transcript = transcripts.get(conversation, is_ours=is_ours)
    request[DRAFT] = RefusedMessage(transcript, str(fields.get("message", "")))
    language = body_language(request, fields)
    message, said = _message(fields, transcript)
    answers = await take_turn(request, transcript.id, message, language=language, channel=CHANNEL)
    drawn = tuple(map(shown, answers))
    choices = tuple(button for answer in answers for button in answer.buttons)
    transcript = transcripts.add(transcript, Turn(said, drawn, choices))
    await _leave(request, transcript)
    return _drawn(request, transcript, language)


async def _bring(request: web.Request, conversation: str | None) -> None:
    """Know what was said in a conversation at other machines."""
    values = request.app.get(VALUES)
    found = await values.get(f"page {conversation}", TOLD) if values and conversation else None
    transcript = from_json(found) if found else None
    if transcript and transcript.id == conversation:
        request.app[TRANSCRIPTS].know(transcript)


async def _leave(request: web.Request, transcript: Transcript) -> None:
    """Let other machines know what was said."""
    if VALUES in request.app:
        content = as_json(transcript)
        await request.app[VALUES].put(f"page {transcript.id}", TOLD, content, SHARED_S)


def shown(said: BotMessage) -> ShownAnswer:
    """Give an answer as the page draws it."""
    if said.answer and said.answer.cards:
        return ShownAnswer(answer=said.answer.said_once.readable)
    return ShownAnswer(blocks(plain(said.text)))


def refusal(request: web.Request, problem: Problem, language: str) -> web.Response:
    """Draw the page again, with why the message was refused."""
    document = request.app[PROBLEMS].document(problem, language)
    draft = request.get(DRAFT) or RefusedMessage(request.app[TRANSCRIPTS].get(None), "")
    response = _drawn(
        request, draft.transcript, language, refused=str(document["detail"]), draft=draft.message
    )
    response.set_status(int(str(document["status"])))
    response.headers.update(problem.headers)
    return response


def _drawn(
    request: web.Request,
    transcript: Transcript,
    language: str,
    *,
    refused: str = "",
    draft: str = "",
) -> web.Response:
    notice = request.app[BOARD].current()
    html = request.app[PAGE].draw(language, transcript, notice=notice, refused=refused, draft=draft)
    response = page_response(html, language)
    response.headers.update(WITH_WIDGET)
    return response


def _message(fields: Fields, transcript: Transcript) -> tuple[str, str]:
    """Give what the bot gets, and what the citizen sees that they said."""
    choice = optional_text(fields, "choice") or ""
    title = transcript.title_of(choice)
    if title:
        return choice, title
    message = (optional_text(fields, "message") or "").strip()
    if not message:
        raise Problem("field-empty", field="message")
    return message, message


def comes_from_elsewhere(request: web.Request) -> bool:
    """Say whether another site sent the form; who tells nothing is no browser."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and _host_of(origin) != request.host


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # brackets that hold no IPv6 number
        return ""


def page_response(html: str, language: str) -> web.Response:
    """Answer with a page that no cache keeps and that runs nothing."""
    return web.Response(
        text=html, content_type="text/html", headers={**HEADERS, "Content-Language": language}
    )


async def asset(request: web.Request) -> web.Response:
    """Answer `GET /assets/{name}`."""
    document = request.app[ASSET_DOCUMENTS].get(request.match_info["name"])
    if document is None:
        raise Problem("not-found")
    return document.response(request)
