"""The report form at `/melden`: drawn by the server, without a line of JavaScript.

It has no session, so there is none to ride on; a form that another site sends is refused all the
same. A key in the form makes that a page that is sent twice files one report.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from aiohttp import web
from jinja2 import Environment

from actions.reports.intake.images import MAX_BYTES as MAX_IMAGE_BYTES
from actions.reports.model import Kind, Loss
from actions.reports.next_points import next_points
from bot.api.filing import MAX_CONTACT_LENGTH, Filed, Told, file, told_or_problems
from bot.api.reports import DUTCH, image_not_kept, status_lines
from bot.channels.page.chat import FOLDER, comes_from_elsewhere, page_response, sentences, templates
from bot.conversation.closing import CLOSINGS
from bot.http.fields import body_language, query_language
from bot.http.parts import MAX_IMAGES, UPLOADS, Parts, read_parts
from bot.http.problems import Problem
from bot.running.application import PROBLEMS, SERVED, SETTINGS
from knowledge.matching.answer import VerdictCard
from knowledge.model import ReportingPoint, Texts

PATH = "/melden"
CHANNEL = "form"
KEY = re.compile(r"[\w-]{22}", re.ASCII)
SHOWN_FIELDS = ("address", "what_happened", "seen_on", "loss", "contact")
LOSSES = (Loss.NONE, Loss.MONEY, Loss.DATA, Loss.UNKNOWN)
NOT_SEEN_ON = frozenset({"email_domain", "press", "bank_account", "chat", "webform"})
"""Platforms of the register where nobody comes across a fake."""
MOST_KNOWN = 5


def routes() -> list[web.RouteDef]:
    """Give the routes of this module."""
    return [web.get(PATH, show), web.post(PATH, send)]


@dataclass(frozen=True, slots=True)
class RefusedReport:
    """What a refused form held, to show it again."""

    fields: Mapping[str, str] = field(default_factory=dict)
    key: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    had_images: bool = False

    @classmethod
    def of(cls, parts: Parts) -> RefusedReport:
        """Keep what was sent; a key that is not ours is replaced."""
        shown = {name: parts.fields.get(name, "") for name in SHOWN_FIELDS}
        key = parts.fields.get("key", "")
        is_ours = KEY.fullmatch(key) is not None
        return cls(shown, key if is_ours else secrets.token_urlsafe(16), bool(parts.images))


@dataclass(frozen=True, slots=True)
class PointView:
    """A place to turn to; its addresses are the register's, so they may be links."""

    name: str
    when: str
    phone: str | None
    email: str | None
    url: str | None


DRAFT = web.RequestKey("report_draft", RefusedReport)


class ReportForm:
    """Draws the form and what comes after it."""

    def __init__(self, environment: Environment, texts: Mapping[str, Texts]) -> None:
        self._form = environment.get_template("report.html")
        self._reported = environment.get_template("reported.html")
        self._texts = texts

    @classmethod
    @cache
    def load(cls, folder: Path = FOLDER) -> ReportForm:
        """Read the templates and the sentences; those of the form go before the chat page's."""
        texts = sentences(folder / "texts.yml") | sentences(folder / "report.yml")
        return cls(templates(folder), texts)

    def label(self, name: str, language: str) -> str:
        """Give what a field is called on the page."""
        return self._texts[name][language] if name in self._texts else name

    def draw(
        self,
        language: str,
        draft: RefusedReport,
        platforms: list[tuple[str, str]],
        *,
        days: int,
        errors: Mapping[str, str] | None = None,
    ) -> str:
        """Give the form as HTML.

        Args:
            language: Of every sentence.
            draft: What was filled in before.
            platforms: Key and name of those to choose from.
            days: How long contact details and images are kept after closing.
            errors: What is wrong, by field; that of the whole form under the empty name.
        """
        words = self._words(language)
        shown = dict.fromkeys(SHOWN_FIELDS, "") | dict(draft.fields)
        return self._form.render(
            **self._frame(language, days),
            refused=bool(errors),
            errors=errors or {},
            draft=shown,
            key=draft.key,
            had_images=draft.had_images,
            platforms=platforms,
            losses=[(loss.value, words[f"loss_{loss}"]) for loss in LOSSES],
            image_hint=words["image_hint"].format(
                images=MAX_IMAGES, megabytes=MAX_IMAGE_BYTES // 1024**2
            ),
            contact_hint=words["contact_hint"].format(days=days),
            maximum_contact=MAX_CONTACT_LENGTH,
        )

    def draw_reported(
        self,
        language: str,
        filed: Filed,
        known: list[VerdictCard],
        doors: list[PointView],
        *,
        days: int,
    ) -> str:
        """Give the page after filing as HTML."""
        frame = self._frame(language, days)
        frame["words"] = self._words(language) | {"title": self._texts["sent_title"][language]}
        return self._reported.render(
            **frame,
            refused=False,
            reference=filed.receipt.reference,
            known=known,
            taken_over=filed.kind is Kind.COMPROMISED,
            happens=[
                *([image_not_kept(language)] if filed.lost_images else []),
                *status_lines(filed.receipt.status, language),
            ],
            doors=doors,
        )

    def _frame(self, language: str, days: int) -> dict[str, object]:
        words = self._words(language)
        return {
            "language": language,
            "path": PATH,
            "words": words,
            "names": self._texts["name"],
            "kept": words["kept"].format(days=days),
        }

    def _words(self, language: str) -> dict[str, str]:
        return {key: texts[language] for key, texts in self._texts.items()}


FORM = web.AppKey("report_form", ReportForm)


async def show(request: web.Request) -> web.Response:
    """Answer `GET /melden`."""
    return _form_page(request, query_language(request), RefusedReport(), {})


async def send(request: web.Request) -> web.Response:
    """Answer `POST /melden`: one report, with images or without."""
    if comes_from_elsewhere(request):
        raise Problem("from-elsewhere")
    with request.app[UPLOADS].one():
        parts = Parts()
        try:
            await read_parts(request, parts)
        finally:
            draft = request[DRAFT] = RefusedReport.of(parts)
        request.app[CLOSINGS].refuse(CHANNEL)
        language = body_language(request, parts.fields)
        library = request.app[SERVED].library
        told = told_or_problems(parts.fields, library, language)
        if not isinstance(told, Told):
            return _refused(request, language, draft, told)
        filed = await file(request, told, parts.images, key=draft.key, channel=CHANNEL)
    return _reported_page(request, told, filed)


def refusal(request: web.Request, problem: Problem, language: str) -> web.Response:
    """Draw the form again, with why it was refused."""
    return _refused(request, language, request.get(DRAFT) or RefusedReport(), [problem])


def _refused(
    request: web.Request, language: str, draft: RefusedReport, problems: list[Problem]
) -> web.Response:
    form, catalogue = request.app[FORM], request.app[PROBLEMS]
    errors: dict[str, str] = {}
    for problem in problems:
        name = problem.field if problem.field in (*SHOWN_FIELDS, "image") else ""
        label = form.label(problem.field or "", language)
        sentence = catalogue.detail(problem, language, called=label)
        errors.setdefault(name or "", sentence)
    response = _form_page(request, language, draft, errors)
    response.set_status(catalogue.kinds[problems[0].kind].status)
    response.headers.update(problems[0].headers)
    return response


def _form_page(
    request: web.Request, language: str, draft: RefusedReport, errors: Mapping[str, str]
) -> web.Response:
    library = request.app[SERVED].library
    platforms = [
        (each.key, each.name[language]) for each in library.platforms if each.key not in NOT_SEEN_ON
    ]
    days = request.app[SETTINGS].retention_days
    html = request.app[FORM].draw(language, draft, platforms, days=days, errors=errors)
    return page_response(html, language)


def _reported_page(request: web.Request, told: Told, filed: Filed) -> web.Response:
    library = request.app[SERVED].library
    seen = filter(None, (filed.subject.platform, told.seen_on))
    points = next_points(
        library.registry.register.reporting_points, loss=told.loss, platforms=tuple(seen)
    )
    html = request.app[FORM].draw_reported(
        told.language,
        filed,
        [library.card(each, told.language).readable for each in filed.judged[:MOST_KNOWN]],
        [_door(each, told.language) for each in points],
        days=request.app[SETTINGS].retention_days,
    )
    response = page_response(html, told.language)
    response.set_status(201)
    return response


def _door(point: ReportingPoint, language: str) -> PointView:
    when = point.when.get(language) or point.when[DUTCH]
    return PointView(point.name, when, point.phone, point.mailbox(language), point.url)
