"""Answers that staff copy and send themselves, in the languages of those who reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from actions.reports.model import Case, Report
from bot.staff.text import defanged
from knowledge.data import load_data
from knowledge.library import Library

OPENING, CLOSING = "opening", "closing"
CARD_STOP = "card-stop"  # id in `reporting.yml`


@dataclass(frozen=True, slots=True)
class TemplateAnswer:
    """A text to a reporter, filled in."""

    language: str
    text: str


def answers_for(
    library: Library, case: Case, reports: Iterable[Report]
) -> tuple[TemplateAnswer, ...]:
    """Write an answer in each language in which somebody left how to be reached."""
    first: dict[str, Report] = {}
    for report in reports:
        if report.contact and report.language in _texts()[OPENING]:
            first.setdefault(report.language, report)
    return tuple(_answer(library, case, each) for each in first.values())


def _answer(library: Library, case: Case, report: Report) -> TemplateAnswer:
    texts, language = _texts(), report.language
    points = library.registry.register.reporting_points
    values = {
        "reference": report.reference,
        "address": defanged(case.subject.shown),
        "card_stop": next(each.phone or "" for each in points if each.id == CARD_STOP),
    }
    parts = (texts[part][language] for part in (OPENING, str(case.status), CLOSING))
    return TemplateAnswer(language, "\n\n".join(parts).format_map(values))


@cache
def _texts() -> Mapping[str, Any]:
    found: Mapping[str, Any] = load_data(Path(__file__).with_suffix(".yml"))
    return found
