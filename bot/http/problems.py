"""Every refusal as an RFC 9457 problem document, with a sentence in the asked language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from aiohttp import web

from knowledge.data import load_data
from knowledge.model import Texts

CONTENT_TYPE = "application/problem+json"
CATALOGUE_FILE = Path(__file__).with_name("problems.yml")


class Problem(Exception):  # noqa: N818 - the word of RFC 9457
    """A request that is refused.

    Attributes:
        kind: Key in `problems.yml`, the last part of the problem's `type`.
        field: Which field of the request it is about, where it is about one.
        values: What the sentence is filled in with.
        headers: Extra headers of the response.
    """

    def __init__(
        self,
        kind: str,
        *,
        field: str | None = None,
        headers: Mapping[str, str] | None = None,
        **values: str,
    ) -> None:
        super().__init__(kind)
        self.kind = kind
        self.field = field
        self.values = values if field is None else {**values, "field": field}
        self.headers = dict(headers or {})


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One entry of the catalogue."""

    status: int
    title: Texts
    detail: Texts


class ProblemCatalogue:
    """The sentences of every refusal, in every language."""

    def __init__(self, kinds: Mapping[str, ProblemKind]) -> None:
        self._kinds = kinds

    @classmethod
    @cache
    def load(cls, path: Path = CATALOGUE_FILE) -> ProblemCatalogue:
        """Read the catalogue from its file."""
        entries = load_data(path)
        return cls({kind: ProblemKind(**entry) for kind, entry in entries.items()})

    @property
    def kinds(self) -> Mapping[str, ProblemKind]:
        """Every kind of refusal by its key."""
        return self._kinds

    def document(self, problem: Problem, language: str) -> dict[str, object]:
        """Give the members of the problem document."""
        kind = self._kinds[problem.kind]
        members: dict[str, object] = {
            "type": f"/problems/{problem.kind}",
            "title": kind.title[language],
            "status": kind.status,
            "detail": self.detail(problem, language),
        }
        if problem.field is not None:
            members["field"] = problem.field
        return members

    def detail(self, problem: Problem, language: str, *, called: str | None = None) -> str:
        """Give the sentence that says what is wrong.

        Args:
            problem: What is refused.
            language: One of `LANGUAGES`.
            called: What people call the field, when they do not see its name.
        """
        values = problem.values if called is None else {**problem.values, "field": called}
        return self._kinds[problem.kind].detail[language].format_map(values)

    def response(self, problem: Problem, language: str) -> web.Response:
        """Give the whole response that refuses."""
        document = self.document(problem, language)
        return web.Response(
            status=cast(int, document["status"]),
            body=json.dumps(document, ensure_ascii=False).encode(),
            content_type=CONTENT_TYPE,
            headers={**problem.headers, "Content-Language": language, "Cache-Control": "no-store"},
        )
