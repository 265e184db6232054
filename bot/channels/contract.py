"""What a channel is: a way in which people talk with the bot.

A channel lives in a module or folder of its own here, with its settings, sentences and metrics,
and says in one `Channel` what the process needs of it. `bot.channels.every` lists them all.
Settings with `is_secret` stand in no line of a log.
`docs/architecture.md` tells the way of a message, CONTRIBUTING how to add a channel.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from aiohttp import web

from bot.settings import Settings

if TYPE_CHECKING:
    from actions.reports.store import ReportStore
    from bot.conversation.messages import BotMessage
    from knowledge.library import Library

S = TypeVar("S", bound=Settings, contravariant=True)

Draw = Callable[["BotMessage", "Library", date], Any]
"""An answer of the bot in the shape of the channel, on a day: a text, HTML or JSON."""


def _no_routes() -> Sequence[web.RouteDef]:
    return ()


def _nothing(app: web.Application, settings: Settings) -> None:
    """Prepare nothing."""


def _nothing_beside(app: web.Application, settings: Settings, store: ReportStore) -> None:
    """Attend to nothing."""


@dataclass(frozen=True, slots=True)
class Channel(Generic[S]):
    """One way in which people talk with the bot.

    What is not given does nothing.

    Attributes:
        name: In lower case; metrics count turns by it, and reports keep it.
        draw: Gives an answer as this channel shows it.
        prepare: Puts what its routes need in an application, its metrics included.
        routes: Its HTTP routes.
        attend: Starts what goes on beside the requests; the database and jobs are there by now.
    """

    name: str
    draw: Draw
    prepare: Callable[[web.Application, S], None] = _nothing
    routes: Callable[[], Sequence[web.RouteDef]] = _no_routes
    attend: Callable[[web.Application, S, ReportStore], None] = _nothing_beside
