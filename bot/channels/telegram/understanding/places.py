"""Where an answer goes: chat, topic, message, and the conversation that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import CallbackQuery, Chat, Message, User

from bot.channels.telegram.understanding.groups import is_group
from bot.channels.telegram.understanding.identity import Identity
from knowledge.model import LANGUAGES


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes.

    Attributes:
        sender: Id of the conversation.
        language: Of the user's Telegram; None where we do not speak it.
        album: What Telegram calls the pictures that were sent together.
        is_edited: The message was sent before, and changed.
    """

    chat_id: int
    sender: str
    is_group: bool
    language: str | None
    reply_to: int | None = None
    thread: int | None = None
    album: str | None = None
    is_edited: bool = False


def language_of(user: User | None) -> str | None:
    """Give the language of somebody's Telegram, if it is one of ours: `fr-BE` is `fr`."""
    code = (user.language_code or "") if user else ""
    language = code.partition("-")[0].lower()
    return language if language in LANGUAGES else None


def place_of(message: Message, identity: Identity, *, is_edited: bool) -> Place:
    """Give where a message is answered."""
    author = message.sender_chat or message.from_user
    in_group = is_group(message.chat)
    # Of what was only typed, everybody sees what is answered.
    is_typed = bool(message.text) and not (is_edited or message.forward_origin)
    return Place(
        message.chat.id,
        _conversation(identity, message.chat, author),
        in_group,
        language_of(message.from_user),
        reply_to=None if is_typed and not in_group else message.message_id,
        thread=message.message_thread_id if message.is_topic_message else None,
        album=message.media_group_id,
        is_edited=is_edited,
    )


def place_of_press(query: CallbackQuery, identity: Identity) -> Place | None:
    """Give where a button was pressed; None under a card that was sent from another chat."""
    message = query.message
    if message is None:
        return None
    in_group = is_group(message.chat)
    is_topic = isinstance(message, Message) and message.is_topic_message
    return Place(
        message.chat.id,
        _conversation(identity, message.chat, query.from_user),
        in_group,
        language_of(query.from_user),
        reply_to=message.message_id if in_group else None,
        thread=message.message_thread_id if is_topic and isinstance(message, Message) else None,
    )


def _conversation(identity: Identity, chat: Chat, author: Chat | User | None) -> str:
    """Name a conversation: in a group, everybody has one of their own."""
    if not is_group(chat):
        return identity.of(chat.id)
    return identity.of(chat.id, author.id if author else 0)
