"""What the bot does next at Telegram, described so that it survives a restart.

Whoever hears an update describes; whoever speaks carries it out, once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter


@dataclass(frozen=True, slots=True)
class Button:
    """One button under a message.

    Attributes:
        text: What stands on it.
        data: What a press sends back, at most 64 bytes (Bot API); None for a link.
        url: Page of our own bot that it opens; None for a press.
    """

    text: str
    data: str | None = None
    url: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons."""


@dataclass(frozen=True, slots=True)
class Say:
    """Send a message, without link preview.

    Attributes:
        html: At most 4,096 UTF-16 units once entities are read (Bot API).
        reply_to: Id of the message that it answers; sent all the same when that one is gone.
        thread: Topic of a forum that it belongs in.
    """

    chat_id: int
    html: str
    keyboard: Keyboard = ()
    reply_to: int | None = None
    thread: int | None = None
    kind: Literal["say"] = "say"


@dataclass(frozen=True, slots=True)
class AnswerPress:
    """Acknowledge a pressed button, so that it stops waiting.

    Attributes:
        text: Shown for a moment, at most 200 characters (Bot API).
    """

    callback_query_id: str
    text: str | None = None
    kind: Literal["answer_press"] = "answer_press"


@dataclass(frozen=True, slots=True)
class Article:
    """One result of an inline query; whoever taps it sends `html` to the chat they are in.

    Attributes:
        id: At most 64 bytes, unique within the answer (Bot API).
    """

    id: str
    title: str
    description: str
    html: str


@dataclass(frozen=True, slots=True)
class AnswerInline:
    """Answer an inline query.

    Attributes:
        cache_time: Seconds for which Telegram may give the same answer again.
        is_personal: The answer is for this user alone.
    """

    inline_query_id: str
    articles: tuple[Article, ...]
    cache_time: int
    is_personal: bool
    kind: Literal["answer_inline"] = "answer_inline"


Saying = Say | AnswerPress | AnswerInline

_SAYINGS: TypeAdapter[tuple[Saying, ...]] = TypeAdapter(
    tuple[Annotated[Saying, Field(discriminator="kind")], ...]
)


def to_json(sayings: Sequence[Saying]) -> bytes:
    """Write sayings down."""
    return _SAYINGS.dump_json(tuple(sayings), exclude_defaults=False)


def from_json(written: bytes) -> tuple[Saying, ...]:
    """Read what `to_json` wrote.

    Raises:
        ValueError: Nothing that it wrote.
    """
    return _SAYINGS.validate_json(written)
