"""What a message of Telegram holds: its words, every place that it leads to, whom it comes from.

A link can hide behind other words, behind a button or behind a preview. Wherever a tap would lead,
that place is read; what is shown instead is read beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from telegram import (
    Chat,
    Checklist,
    Contact,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Poll,
    User,
    Venue,
)

from knowledge.matching import pasted
from knowledge.matching.pasted import shown

ACCOUNT_PAGE = "https://t.me/"
LONGEST_SHOWN = 300  # characters of a link's words that the finder of mentions reads as such
LONGEST_BESIDE = 500  # characters of a link beside its words; the whole of it is judged apart
MOST_BESIDE = 20  # links; a message can hide a hundred, of two thousand characters each
_WRITTEN_OUT = frozenset({MessageEntity.URL, MessageEntity.EMAIL})
_BREAKS_MARKDOWN = re.compile(r"[\[\]\n]")
_BREAKS_LINK = re.compile(r"[\s<>]")
_INTERNATIONAL = re.compile(r"[1-9][0-9]{8,}")


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
    listed = tuple(_listed(message.checklist))
    lines = [
        written.text,
        *(_link(title, url) for title, url in buttons[:MOST_BESIDE]),
        *_attached(message.contact, message.venue, message.poll),
        *(each.text for each in listed),
    ]
    targets = [
        *written.targets,
        *(url for each in listed for url in each.targets),
        *(url for _, url in buttons),
        *previewed(message.link_preview_options),
    ]
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
        if start < done or _BREAKS_MARKDOWN.search(words) or not 0 < len(words) <= LONGEST_SHOWN:
            behind.append(_link(words, url))
            continue
        pieces += (_slice(units, done, start), _link(words, url))
        done = end
    pieces.append(_slice(units, done, len(units) // 2))
    whole = "\n".join(("".join(pieces), *behind)).strip()
    has_handles = any(each.type == MessageEntity.MENTION for each in entities)
    return Reading(_sound(whole), tuple(map(_sound, targets)), has_handles)


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
    return Account(_sound(user.full_name), user.username)


def account_of_chat(chat: Chat) -> Account:
    """Give the title and username of a channel or group."""
    return Account(_sound(chat.title or chat.full_name or ""), chat.username)


def origin_of(origin: MessageOrigin | None) -> Account | None:
    """Give whom a forwarded message comes from; None when it was not forwarded."""
    match origin:
        case MessageOriginUser():
            return account_of(origin.sender_user)
        case MessageOriginHiddenUser():
            return Account(_sound(origin.sender_user_name))
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
    return (_sound(url),) if isinstance(url, str) else ()


def cannot_use(message: Message) -> str | None:
    """Give the key of what we say of an attachment that we can do nothing with; None without one.

    A message that only tells what happened in a chat has none.
    """
    if message.voice or message.audio or message.video or message.video_note:
        return "cannot.listen"
    if message.animation:  # is a document too
        return "cannot.use"
    if message.document:
        return "cannot.open"
    return "cannot.use" if message.effective_attachment or message.story else None


def safe_name(name: str) -> str:
    """Give a name that no program turns into a link."""
    return shown(" ".join(pasted.read(name).clean.split()))


def _slice(units: bytes, start: int, end: int) -> str:
    return units[2 * start : 2 * end].decode("utf-16-le", "ignore")


def _sound(text: str) -> str:
    """Drop halves of characters, which cannot be sent or stored."""
    return text.encode(errors="ignore").decode()


def _link(words: str, url: str) -> str:
    label = _BREAKS_MARKDOWN.sub(" ", words)[:LONGEST_SHOWN].strip() or "·"
    page = _BREAKS_LINK.sub(lambda found: quote(found[0]), url[:LONGEST_BESIDE])
    return f"[{label}]({page})"


def _buttons(markup: InlineKeyboardMarkup | None) -> Iterator[tuple[str, str]]:
    """Give the words and the page of each button that leads somewhere."""
    for row in markup.inline_keyboard if markup else ():
        for button in row:
            pages = (
                button.url,
                button.login_url and button.login_url.url,
                button.web_app and button.web_app.url,
                button.copy_text and button.copy_text.text,
            )
            yield from ((_sound(button.text), _sound(page)) for page in pages if page)


def _listed(checklist: Checklist | None) -> Iterator[Reading]:
    """Read a list of things to do."""
    if checklist:
        yield read_text(checklist.title, checklist.title_entities)
        for task in checklist.tasks:
            yield read_text(task.text, task.text_entities)


def _attached(contact: Contact | None, venue: Venue | None, poll: Poll | None) -> Iterator[str]:
    """Give the words of what is attached."""
    if contact:
        yield _number(contact.phone_number)
    if venue:
        yield from (_sound(venue.title), _sound(venue.address))
    if poll:
        yield _sound(poll.question)
        yield from (_sound(option.text) for option in poll.options)


def _number(phone: str) -> str:
    """Give a number of a contact: Telegram leaves out the `+` of international ones."""
    digits = re.sub(r"[^0-9+]", "", phone)
    return f"+{digits}" if _INTERNATIONAL.fullmatch(digits) else digits
