"""What every action answers from: one library for the whole process.

The bot provides it, and again whenever the register changes. Run as an action server, it is built
from the environment when the first action asks for it.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from actions.reports.intake.attached import Attached
from knowledge.encoder.encoder import Encoder, load_lean_encoder
from knowledge.library import Library, build_library
from knowledge.wording.catalogue import Catalogue

if TYPE_CHECKING:  # a database is only needed where reports are taken
    from actions.reports.asked import UnlistedDemand
    from actions.reports.desk import Desk

SENTENCES = Path(__file__).parents[1] / "catalogue"
WITHOUT_ENCODER = "none"
OVERVIEW_PATH = "/overzicht"

ATTACHED = Attached(time.monotonic)
"""The images that wait in this process for the report that they belong to."""


@dataclass(frozen=True)
class Context:
    """What actions read.

    Attributes:
        sentences: What citizens read in composed answers; whole ones stand in the domain.
        today: The date to judge freshness by, asked anew for every message.
        reports: Where reports are filed; None where none are taken.
        asked: Counts unlisted addresses; None where nobody counts.
        attached: Images that citizens sent before they file a report.
        public_url: Where people reach this server; None where nobody said.
    """

    library: Library
    sentences: Catalogue
    today: Callable[[], date]
    reports: "Desk | None" = None
    asked: "UnlistedDemand | None" = None
    attached: Attached = field(default=ATTACHED)
    public_url: str | None = None

    @property
    def overview_page(self) -> str:
        """The page that shows the whole register: its address, or its path where none is known."""
        return f"{(self.public_url or '').rstrip('/')}{OVERVIEW_PATH}"


class _Process:
    provided: Context | None = None


_held: ContextVar[Context | None] = ContextVar("context", default=None)


def provide(context: Context | None) -> None:
    """Let all actions of this process answer from this from now on; None undoes it."""
    _Process.provided = context


@contextmanager
def providing(context: Context) -> Iterator[None]:
    """Let all actions of this process answer from this for a while, then from what was before."""
    before = _Process.provided
    provide(context)
    try:
        yield
    finally:
        provide(before)


@contextmanager
def held() -> Iterator[None]:
    """Let one turn answer from what is provided when it begins, whatever is provided meanwhile."""
    token = _held.set(_Process.provided)
    try:
        yield
    finally:
        _held.reset(token)


def current() -> Context:
    """Give what the actions of this process answer from.

    Raises:
        RegisterError: Nothing was provided and the register has mistakes.
    """
    return _held.get() or _Process.provided or _from_environment()


@cache
def load_sentences() -> Catalogue:
    """Read the sentences of composed answers.

    Raises:
        CatalogueError: A language misses a sentence.
    """
    return Catalogue.load(SENTENCES)


@cache
def _from_environment() -> Context:
    folder = Path(os.environ.get("KANAALCHECK_KNOWLEDGE") or "knowledge")
    encoder = _encoder(os.environ.get("KANAALCHECK_ENCODER") or "var/encoder")
    library = build_library(
        folder,
        encoder=encoder,
        today=_today,
        cache=Path(os.environ.get("KANAALCHECK_CACHE") or "var/cache"),
    )
    return Context(library, load_sentences(), _today)


def _encoder(name: str) -> Encoder | None:
    return None if name == WITHOUT_ENCODER else load_lean_encoder(name)


def _today() -> date:
    fixed = os.environ.get("KANAALCHECK_TODAY")
    return date.fromisoformat(fixed) if fixed else date.today()  # noqa: DTZ011
