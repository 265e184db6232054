"""What a message of Telegram holds: its words, every place that it leads to, whom it comes from.

A link can hide behind other words, behind a button or behind a preview. Wherever a tap would lead,
that place is read; what is shown instead is read beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from telegram import (
    Chat,
    Checklist,
    ExternalReplyInfo,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    User,
)

from bot.channels.telegram.understanding.contents import (
    ACCOUNT_PAGE,
    BREAKS_MARKDOWN,
    LONGEST_SHOWN,
    Contents,
    contents_of,
    link,
    sound,
)
from knowledge.matching.pasted import text as pasted
from knowledge.matching.pasted.text import shown

MOST_BESIDE = 20  # links; a message can hide a hundred, of two thousand characters each
_WRITTEN_OUT = frozenset({MessageEntity.URL, MessageEntity.EMAIL})
_WRITTEN = (
    "contact",
    "game",
    "giveaway",
    "giveaway_winners",
    "invoice",
    "poll",
    "rich_message",
    "venue",
)
_NEVER_WRITTEN = (
    "dice",
    "live_photo",
    "location",
    "paid_media",
    "passport_data",
    "photo",
    "sticker",
    "story",
)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody at Telegram.

    Attributes:
        name: As Telegram shows it; anybody can choose any.
        username: Without `@`; None when there is none to judge by.
    """

    name: str
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in one message.

    Attributes:
        text: The words, with each hidden link written beside the words that hide it.
        targets: Links to judge by themselves too, in case the words around confuse.
        is_partial: There was more than is read here.
        has_handles: An account is named by `@name`: a tap on it leads to one at Telegram.
    """

    text: str = ""
    targets: tuple[str, ...] = ()
    has_handles: bool = False
    is_partial: bool = False

    def __bool__(self) -> bool:
        return bool(self.text or self.targets)

    def saying(self, text: str) -> Reading:
        """Give it with other words."""
        return replace(self, text=text.strip())


def read(message: Message) -> Reading:
    """Read everything in a message that can be checked."""
    entities = message.entities or message.caption_entities
    written = read_text(message.text or message.caption or "", entities)
    buttons = tuple(_buttons(message.reply_markup))
    lines = [
        written.text,
        *(link(title, url) for title, url in buttons[:MOST_BESIDE]),
        *_words_of_buttons(message.reply_markup),
    ]
    targets = [
        *written.targets,
        *(url for _, url in buttons),
        *previewed(message.link_preview_options),
    ]
    return _with_parts(written, message, lines, targets)


def read_quoted(message: Message, about: ExternalReplyInfo) -> Reading:
    """Read what a message quotes from another chat, and what came with the quoted words.

    Args:
        message: That quotes.
        about: What it quotes.
    """
    quote = message.quote
    written = read_text(quote.text, quote.entities or ()) if quote else Reading()
    targets = (*written.targets, *previewed(about.link_preview_options))
    return _with_parts(written, about, [written.text], targets)


def _with_parts(
    written: Reading,
    message: Message | ExternalReplyInfo,
    lines: Sequence[str],
    targets: Sequence[str],
) -> Reading:
    """Add what is attached to the words of a message."""
    listed = tuple(_listed(message.checklist))
    attached = _attached(message)
    lines = [*lines, *attached.words, *(each.text for each in listed)]
    targets = [*targets, *(url for each in listed for url in each.targets), *attached.pages]
    text = "\n".join(line for line in lines if line)
    return replace(written, text=text, targets=tuple(dict.fromkeys(targets)))


def read_text(text: str, entities: Sequence[MessageEntity] = ()) -> Reading:
    """Read a text with what Telegram marked in it.

    Args:
        text: As sent.
        entities: Their offsets count UTF-16 units.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    pieces: list[str] = []
    behind: list[str] = []
    targets: list[str] = []
    done = 0
    for entity in sorted(entities, key=lambda each: each.offset):
        start, end = entity.offset, entity.offset + entity.length
        words = _slice(units, start, end)
        if entity.type in _WRITTEN_OUT:
            targets.append(words)
        url = _hidden_page(entity)
        if url is None:
            continue
        targets.append(url)
        if len(targets) > MOST_BESIDE:
            continue
        if start < done or BREAKS_MARKDOWN.search(words) or not 0 < len(words) <= LONGEST_SHOWN:
            behind.append(link(words, url))
            continue
        pieces += (_slice(units, done, start), link(words, url))
        done = end
    pieces.append(_slice(units, done, len(units) // 2))
    whole = "\n".join(("".join(pieces), *behind)).strip()
    has_handles = any(each.type == MessageEntity.MENTION for each in entities)
    return Reading(sound(whole), tuple(map(sound, targets)), has_handles)


def _hidden_page(entity: MessageEntity) -> str | None:
    """Give where a tap on words leads that do not say so."""
    if entity.type == MessageEntity.TEXT_LINK:
        return entity.url
    is_named = entity.type == MessageEntity.TEXT_MENTION and entity.user and entity.user.username
    return f"{ACCOUNT_PAGE}{entity.user.username}" if is_named and entity.user else None


def words_of(text: str, entity: MessageEntity) -> str:
    """Give the words that an entity marks; its offset counts UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    return _slice(units, entity.offset, entity.offset + entity.length)


def account_of(user: User) -> Account:
    """Give somebody's name and username."""
    return Account(sound(user.full_name), user.username)


def account_of_chat(chat: Chat) -> Account:
    """Give the title and username of a channel or group."""
    return Account(sound(chat.title or chat.full_name or ""), chat.username)


def origin_of(origin: MessageOrigin | None) -> Account | None:
    """Give whom a forwarded message comes from; None when it was not forwarded."""
    match origin:
        case MessageOriginUser():
            return account_of(origin.sender_user)
        case MessageOriginHiddenUser():
            return Account(sound(origin.sender_user_name))
        case MessageOriginChat():
            return account_of_chat(origin.sender_chat)
        case MessageOriginChannel():
            return account_of_chat(origin.chat)
        case None:
            return None
    return Account("")  # a kind that Telegram added since: whoever it is, nothing is proven


def sender_of(message: Message) -> Account | None:
    """Give who sent a message to a group: a channel or group speaks for itself."""
    if message.sender_chat:
        return account_of_chat(message.sender_chat)
    return account_of(message.from_user) if message.from_user else None


def previewed(options: LinkPreviewOptions | None) -> tuple[str, ...]:
    """Give the page of a preview, which need not stand in the text."""
    url = options.url if options and not options.is_disabled else None
    return (sound(url),) if isinstance(url, str) else ()


def cannot_use(message: Message | ExternalReplyInfo) -> str | None:
    """Give the key of what we say of an attachment that we can do nothing with; None without one.

    A message that only tells what happened in a chat has none.
    """
    if message.voice or message.audio or message.video or message.video_note:
        return "cannot.listen"
    if message.animation:  # is a document too
        return "cannot.use"
    if message.document:
        return "cannot.open"
    is_something = any(getattr(message, each, None) for each in (*_WRITTEN, *_NEVER_WRITTEN))
    # What the library does not know may be anything.
    return "cannot.use" if is_something or message.checklist or message.api_kwargs else None


def safe_name(name: str) -> str:
    """Give a name that no program turns into a link."""
    return shown(" ".join(pasted.read(name).clean.split()))


def _slice(units: bytes, start: int, end: int) -> str:
    return units[2 * start : 2 * end].decode("utf-16-le", "ignore")


def _buttons(markup: InlineKeyboardMarkup | None) -> Iterator[tuple[str, str]]:
    """Give the words and the page of each button that leads somewhere."""
    for button in _all_buttons(markup):
        pages = (
            button.url,
            button.login_url and button.login_url.url,
            button.web_app and button.web_app.url,
            button.copy_text and button.copy_text.text,
        )
        yield from ((sound(button.text), sound(page)) for page in pages if page)


def _words_of_buttons(markup: InlineKeyboardMarkup | None) -> tuple[str, ...]:
    """Give what stands on buttons that lead nowhere, and what they would write."""
    return contents_of(
        button
        for button in _all_buttons(markup)
        if not (button.url or button.login_url or button.web_app or button.copy_text)
    ).words


def _all_buttons(markup: InlineKeyboardMarkup | None) -> Iterator[InlineKeyboardButton]:
    for row in markup.inline_keyboard if markup else ():
        yield from row


def _listed(checklist: Checklist | None) -> Iterator[Reading]:
    """Read a list of things to do."""
    if checklist:
        yield read_text(checklist.title, checklist.title_entities)
        for task in checklist.tasks:
            yield read_text(task.text, task.text_entities)


def _attached(message: Message | ExternalReplyInfo) -> Contents:
    """Read what is attached, also what the library does not know yet."""
    known = (getattr(message, each, None) for each in _WRITTEN)
    return contents_of((*known, message.api_kwargs))
