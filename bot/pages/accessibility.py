"""The page `/toegankelijkheid`: how accessible this is, its known limits, and how to complain.

Its parts are those of the model statement of Implementing Decision (EU) 2018/1523.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from aiohttp import web
from jinja2 import Environment

from bot.channels.page.chat import FOLDER, page_response, sentences, templates
from bot.http.fields import query_language
from bot.pages.report_form import PointView
from bot.running.application import SERVED
from knowledge.model import LANGUAGES, ReportingPoint, Texts

PATH = "/toegankelijkheid"
TO_ASK, TO_COMPLAIN = "question", "complaint"
"""Purposes of the reporting points that are named."""


def routes() -> list[web.RouteDef]:
    """Give the routes of this module."""
    return [web.get(PATH, show)]


class Statement:
    """Draws the page."""

    def __init__(self, environment: Environment, texts: Mapping[str, Texts]) -> None:
        self._template = environment.get_template("accessibility.html")
        self._texts = texts

    @classmethod
    @cache
    def load(cls, folder: Path = FOLDER) -> Statement:
        """Read the template and the sentences; those of the page go before the chat page's."""
        texts = sentences(folder / "texts.yml") | sentences(folder / "accessibility.yml")
        return cls(templates(folder), texts)

    def draw(self, language: str, points: Iterable[ReportingPoint]) -> str:
        """Give the page as HTML.

        Args:
            language: Of every sentence.
            points: The reporting points of the register.
        """
        words = {key: texts[language] for key, texts in self._texts.items()}
        points = tuple(points)
        return self._template.render(
            language=language,
            path=PATH,
            words=words,
            names=self._texts["name"],
            refused=False,
            limits=[text for key, text in words.items() if key.startswith("limit_")],
            tests=[text for key, text in words.items() if key.startswith("test_")],
            ask=_doors(points, TO_ASK, language),
            complain=_doors(points, TO_COMPLAIN, language),
        )


async def show(request: web.Request) -> web.Response:
    """Answer `GET /toegankelijkheid`."""
    language = query_language(request)
    points = request.app[SERVED].library.registry.register.reporting_points
    return page_response(Statement.load().draw(language, points), language)


def _doors(points: Iterable[ReportingPoint], purpose: str, language: str) -> list[PointView]:
    return [
        PointView(
            each.name,
            each.when.get(language) or each.when[LANGUAGES[0]],
            each.phone,
            each.mailbox(language),
            each.url,
        )
        for each in points
        if purpose in each.purposes
    ]
