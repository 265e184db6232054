"""What a message asks: what the citizen says, and the message of somebody else that it is about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from telegram import Document, ExternalReplyInfo, Message, PhotoSize, Story

from bot.channels.telegram.understanding.commands import CHECK, REPORT, Command, command_in
from bot.channels.telegram.understanding.groups import addressed, is_group, is_of_bot
from bot.channels.telegram.understanding.judging import is_worse, judge_account
from bot.channels.telegram.understanding.pictures import picture_in
from bot.channels.telegram.understanding.reading import (
    Account,
    Reading,
    account_of_chat,
    cannot_use,
    origin_of,
    read,
    read_quoted,
    sender_of,
)
from bot.channels.telegram.wording import Wording
from knowledge.library import Library
from knowledge.model import Verdict

NO_WORDS = Reading()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked.

    Attributes:
        words: What the citizen says.
        command: Any but `/check`, with `words` behind it.
        is_check: It is `/check`.
        others: What others wrote, one reading a message.
        senders: Who wrote it.
        pictures: Whose QR codes count as written by others.
        cannot: Key of what we say of an attachment that we can do nothing with.
        is_about_others: The citizen points at a message of somebody else.
    """

    words: Reading = NO_WORDS
    command: Command | None = None
    is_check: bool = False
    others: tuple[Reading, ...] = ()
    senders: tuple[Account, ...] = ()
    pictures: tuple[PhotoSize | Document, ...] = field(default=())
    cannot: str | None = None
    is_about_others: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to answer."""
        return not (self.words or self.pictures or self.cannot or self.is_about_others)


def asked_in(message: Message, username: str, library: Library) -> Asked | None:
    """Read what a message asks; None when it is not for us.

    Args:
        message: In a private chat or a group.
        username: Our own, without `@`.
        library: Tells what an address is.
    """
    if message.forward_origin and not is_group(message.chat):
        return _about(message, _origin(message, username))
    words = addressed(message, username) if is_group(message.chat) else read(message)
    if words is None:
        return None
    asked = _said(message, words)
    about = _replied(message) if _may_point(asked, library) else None
    if isinstance(about, ExternalReplyInfo):
        return _with(asked, _quoted(message, about))
    if isinstance(about, Story):
        return _with(asked, _shown(about))
    if about and not is_of_bot(about, username):
        return _with(asked, _about(about, _author(about, username, library)))
    return asked


def _said(message: Message, words: Reading) -> Asked:
    picture = picture_in(message)
    asked = Asked(
        words,
        pictures=(picture,) if picture else (),
        cannot=None if picture or words else cannot_use(message),
    )
    command = command_in(words.text)
    if command is None:
        return asked
    if Wording.load().command(command.name) == CHECK:
        return replace(asked, words=words.saying(command.rest), is_check=True)
    return replace(asked, words=NO_WORDS, command=command)


def _may_point(asked: Asked, library: Library) -> bool:
    """Tell whether something else can be meant than what is said."""
    if asked.command:
        is_report = Wording.load().command(asked.command.name) == REPORT
        return is_report and not asked.command.rest
    return not library.finder.find(asked.words.text)


def _replied(message: Message) -> Message | ExternalReplyInfo | Story | None:
    about = message.reply_to_message
    if about and about.forum_topic_created:  # what Telegram calls a reply in every topic
        about = None
    return about or message.external_reply or message.reply_to_story


def _about(message: Message, account: Account | None) -> Asked:
    """Read a message of somebody else."""
    reading, picture = read(message), picture_in(message)
    return Asked(
        others=(reading,) if reading else (),
        senders=(account,) if account else (),
        pictures=(picture,) if picture else (),
        cannot=None if picture or reading else cannot_use(message),
        is_about_others=True,
    )


def _quoted(message: Message, about: ExternalReplyInfo) -> Asked:
    """Read what is quoted from another chat."""
    reading, picture = read_quoted(message, about), picture_in(about)
    account = origin_of(about.origin)
    return Asked(
        others=(reading,) if reading else (),
        senders=(account,) if account else (),
        pictures=(picture,) if picture else (),
        cannot=None if picture or reading else cannot_use(about),
        is_about_others=True,
    )


def _shown(story: Story) -> Asked:
    """Give whose story it is: what is shown in it never reaches a bot."""
    return Asked(senders=(account_of_chat(story.chat),), cannot="cannot.use", is_about_others=True)


def _with(asked: Asked, about: Asked) -> Asked:
    return replace(
        about,
        words=asked.words,
        command=asked.command,
        is_check=asked.is_check,
        pictures=(*asked.pictures, *about.pictures),
        cannot=about.cannot or asked.cannot,
    )


def _origin(message: Message, username: str) -> Account | None:
    """Give whom a forwarded message comes from, unless that is the citizen or ourselves."""
    account = origin_of(message.forward_origin)
    own = message.from_user.username if message.from_user else None
    names = [name.lower() for name in (own, username) if name]
    is_known = account and account.username and account.username.lower() in names
    return None if is_known else account


def _author(message: Message, username: str, library: Library) -> Account | None:
    """Give whom a message in this chat comes from, where that says anything about it.

    That an ordinary account of somebody is not in the register is no news in a group.
    """
    if message.forward_origin:
        return _origin(message, username)
    if not is_group(message.chat):
        return None
    is_group_itself = message.sender_chat and message.sender_chat.id == message.chat.id
    account = None if is_group_itself else sender_of(message)
    if account is None or message.sender_chat:
        return account
    judged = judge_account(library, account).judged
    is_bot = bool(message.from_user and message.from_user.is_bot)
    # Whoever carries an official name is news, though nobody knows whether he may.
    is_news = is_bot or bool(judged.claims) or is_worse(judged.verdict, Verdict.NOT_LISTED)
    return account if is_news else None
