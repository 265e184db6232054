"""Real updates for the listener, on the real register, with a conversation without a model."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from telegram import Update

from actions.reports.database.connection import Database
from actions.reports.database.migrating import migrate
from actions.reports.intake.images import Images
from bot.channels.settings import AllSettings
from bot.channels.telegram.sayings import AnswerInline, Article, Say, Saying
from bot.channels.telegram.sealing import Seal
from bot.channels.telegram.understanding.buttons import Buttons
from bot.channels.telegram.understanding.identity import Identity
from bot.channels.telegram.understanding.listener import Listener
from bot.channels.telegram.understanding.pictures import FetchError
from bot.conversation.dialogue import Dialogue
from bot.http.metrics import Metrics
from knowledge.library import Library
from tests.bot.conftest import TODAY, open_desk

BOT = "kanaalcheck_bot"
SECRET = "a secret of at least thirty-two characters"
AN = {"id": 5, "is_bot": False, "first_name": "An", "language_code": "nl"}
PRIVATE = {"id": 5, "type": "private", "first_name": "An"}
GROUP = {"id": -100, "type": "supergroup", "title": "De buren"}
WEBSITE = "https://www.vdab.be/"
CHANNEL_POST = {
    "type": "channel",
    "date": 1,
    "message_id": 3,
    "chat": {"id": -9, "type": "channel", "title": "VDAB Officieel", "username": "vdab_premies"},
}
Json = dict[str, Any]


def message(text: str | None = None, **fields: Any) -> Json:
    given: Json = {"message_id": 1, "date": 1_764_000_000, "chat": PRIVATE, "from": AN}
    return given | ({} if text is None else {"text": text}) | fields


def speaking(language: str | None) -> Json:
    user = {key: value for key, value in AN.items() if key != "language_code"}
    return user | ({"language_code": language} if language else {})


def marked(text: str, kind: str, words: str, **fields: Any) -> Json:
    """Mark words of a text as Telegram does: in UTF-16 units."""

    def units(piece: str) -> int:
        return len(piece.encode("utf-16-le")) // 2

    start = units(text[: text.index(words)])
    return {"type": kind, "offset": start, "length": units(words), **fields}


class Talking:
    """What several tests share: a conversation without a trained model, and a database."""

    def __init__(self, library: Library, folder: Path) -> None:
        settings = replace(AllSettings(), encoder="none", models=folder / "none", today=TODAY)
        self.library = library
        self.database = Database(f"sqlite:///{folder}/buttons.db")
        migrate(self.database)
        self.dialogue = Dialogue.load(settings, library, open_desk(folder))

    async def forget(self) -> None:
        identity = Identity(SECRET)
        for place in ((5,), (-100, 5), (-100, 6)):
            await self.dialogue.answer(identity.of(*place), "/forget_me", channel="telegram")


class Hearing:
    """A listener with all that it needs.

    Attributes:
        files: Content of files by id; an error is raised instead.
    """

    def __init__(self, talking: Talking, folder: Path) -> None:
        self.library = talking.library
        self.served = SimpleNamespace(library=talking.library, dialogue=talking.dialogue)
        self.metrics = Metrics()
        self.files: dict[str, bytes | FetchError] = {}
        self.buttons = Buttons(talking.database, Seal(SECRET), SECRET, lambda: datetime.now(UTC))
        self.listener = Listener(
            self.served,
            images=Images(folder / "images"),
            metrics=self.metrics,
            buttons=self.buttons,
            identity=Identity(SECRET),
            fetch=self._fetch,
            today=lambda: TODAY,
            username=lambda: BOT,
        )

    async def _fetch(self, file_id: str, most_bytes: int) -> bytes:
        content = self.files[file_id]
        if isinstance(content, FetchError):
            raise content
        assert len(content) <= most_bytes
        return content

    async def hear(self, update: Mapping[str, Any]) -> tuple[Saying, ...]:
        read = Update.de_json({"update_id": 1, **update}, None)
        assert read is not None
        return await self.listener.hear(read)

    async def said(self, text: str | None = None, **fields: Any) -> list[Say]:
        """Give what is said to one message."""
        sayings = await self.hear({"message": message(text, **fields)})
        assert all(isinstance(each, Say) for each in sayings)
        return [each for each in sayings if isinstance(each, Say)]

    async def told(self, text: str | None = None, **fields: Any) -> str:
        """Give the words of what is said, as one."""
        return "\n".join(each.html for each in await self.said(text, **fields))

    async def pressed(self, data: str | None, **fields: Any) -> tuple[Saying, ...]:
        query: Json = {
            "id": "77",
            "from": AN,
            "chat_instance": "1",
            "message": message("Dag", **{"from": {"id": 1, "is_bot": True, "first_name": "K"}}),
        }
        return await self.hear({"callback_query": query | {"data": data} | fields})

    async def articles(self, query: str, language: str = "nl") -> Sequence[Article]:
        asked = {"id": "8", "from": speaking(language), "query": query, "offset": ""}
        (answer,) = await self.hear({"inline_query": asked})
        assert isinstance(answer, AnswerInline)
        return answer.articles


def titles(saying: Saying) -> list[str]:
    assert isinstance(saying, Say)
    return [button.text for row in saying.keyboard for button in row]


def is_trusting(html: str) -> bool:
    """Tell whether the first verdict of an answer is a good one."""
    signs = [sign for sign in html if sign in "✅☑🕓🗄⛔⚠❔❓"]
    return bool(signs) and signs[0] in "✅☑"
