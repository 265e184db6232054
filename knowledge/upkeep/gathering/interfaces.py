"""Asking an interface that is made for programs, and that answers in JSON."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from knowledge.upkeep.watching.fetching import Fetched, Fetcher, Trouble
from knowledge.upkeep.watching.report import TROUBLES

JSON = frozenset(
    {"application/json", "application/sparql-results+json", "application/problem+json",
     "text/javascript", "text/json", "text/plain", "application/octet-stream"}
)  # fmt: skip
"""Media types that such interfaces give: iTunes says text/javascript, some hosts say nothing."""

_GONE = frozenset({404, 410})


class NotToldError(Exception):
    """It could not be told; the text says why, in Dutch."""


class AbsentError(NotToldError):
    """There is no such thing: HTTP 404 or 410, a page for people, or what stands elsewhere."""


async def ask(fetcher: Fetcher, place: str, **fields: str) -> Any:  # noqa: ANN401  # JSON
    """Ask, and give the JSON of the answer.

    `robots.txt` is about pages; what is written for programs is asked at the same slow pace.

    Args:
        fetcher: Fetches politely.
        place: Address without query.
        fields: Of the query.

    Raises:
        AbsentError: There is no such thing.
        NotToldError: No answer.
    """
    url = f"{place}?{urlencode(fields)}" if fields else place
    answer = await fetcher.get(url, JSON, heeds_robots=False)
    if answer.text is None:
        is_absent = answer.status in _GONE or answer.trouble is Trouble.NOT_A_PAGE
        raise (AbsentError if is_absent else NotToldError)(_why(answer))
    if answer.hops != (url,):
        raise AbsentError("leidt naar een ander adres")
    try:
        return json.loads(answer.text)
    except (ValueError, RecursionError) as error:
        raise AbsentError("het antwoord is geen JSON") from error


def texts(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401  # JSON
    """Give the mappings in a list of an answer; nothing where there is no list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _why(answer: Fetched) -> str:
    told = TROUBLES[answer.trouble or Trouble.UNREADABLE]
    return f"{told} ({answer.detail})" if answer.detail else told
