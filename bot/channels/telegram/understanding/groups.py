"""Groups: silent unless addressed, short, and never the place for a report."""

from __future__ import annotations

import re
from dataclasses import replace

from telegram import Chat, ChatMember, ChatMemberUpdated, Message, MessageEntity

from bot.channels.telegram.understanding.commands import command_in
from bot.channels.telegram.understanding.contents import ACCOUNT_PAGE
from bot.channels.telegram.understanding.reading import Reading, read, words_of
from bot.channels.telegram.wording import Wording

_GROUPS = frozenset({Chat.GROUP, Chat.SUPERGROUP})
_OUTSIDE = frozenset({ChatMember.LEFT, ChatMember.BANNED})
_NAMING = frozenset({MessageEntity.MENTION, MessageEntity.TEXT_MENTION})
_INSIDE = frozenset({ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.RESTRICTED})


def is_group(chat: Chat) -> bool:
    """Tell whether others read along."""
    return chat.type in _GROUPS


def addressed(message: Message, username: str) -> Reading | None:
    """Give what is said to the bot; None when a message is not for it.

    A forwarded message is not: whoever wrote it did not write it here.
    """
    if message.forward_origin:
        return None
    reading = read(message)
    command = command_in(reading.text)
    if command:
        is_ours = Wording.load().command(command.name) is not None
        return reading if command.is_for(username) and (is_ours or command.bot) else None
    if _names(message, username):
        page = f"{ACCOUNT_PAGE}{username}"
        targets = tuple(each for each in reading.targets if each != page)
        return replace(reading, text=_without_name(reading.text, username), targets=targets)
    return reading if is_of_bot(message.reply_to_message, username) else None


def is_of_bot(message: Message | None, username: str) -> bool:
    """Tell whether a message is one of ours."""
    sender = message.from_user if message else None
    return bool(sender and sender.is_bot and _same(sender.username, username))


def was_added(change: ChatMemberUpdated) -> bool:
    """Tell whether the bot just came into a group."""
    before, now = change.old_chat_member, change.new_chat_member
    return is_group(change.chat) and before.status in _OUTSIDE and now.status in _INSIDE


def _names(message: Message, username: str) -> bool:
    text = message.text or message.caption or ""
    for entity in message.entities or message.caption_entities:
        named = entity.user.username if entity.user else words_of(text, entity).removeprefix("@")
        if entity.type in _NAMING and _same(named, username):
            return True
    return False


def _without_name(text: str, username: str) -> str:
    name, page = re.escape(username), re.escape(f"{ACCOUNT_PAGE}{username}")
    ours = rf"\[[^\[\]]*\]\({page}\)|@{name}(?!\w)[:,]?"
    return re.sub(ours, " ", text, flags=re.IGNORECASE).strip()


def _same(one: str | None, other: str) -> bool:
    return bool(one) and (one or "").lower() == other.lower()
