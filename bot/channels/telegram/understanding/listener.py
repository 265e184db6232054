"""One update of Telegram in, what the bot does next out; nothing is sent here.

The conversation answers what the citizen asks. What others wrote is judged by its addresses and by
whoever it comes from; their words never decide what is asked. Where the conversation and we judge
the same message, the worse verdict is told.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeVar

from telegram import CallbackQuery, Chat, ChatMemberUpdated, InlineQuery, Message, Update

from actions.conversation.context import load_sentences
from actions.conversation.reply import payload
from actions.reports.intake.images import MAX_CODES, Images
from bot.channels.telegram.sayings import AnswerInline, AnswerPress, Button, Keyboard, Say, Saying
from bot.channels.telegram.understanding.answers import (
    CANCEL,
    REPORT,
    at_telegram,
    is_form_question,
    is_of_report,
    rows,
    shortened,
)
from bot.channels.telegram.understanding.asking import NO_WORDS, Asked, asked_in
from bot.channels.telegram.understanding.buttons import Buttons, UnknownButton
from bot.channels.telegram.understanding.commands import Command, spoken
from bot.channels.telegram.understanding.groups import was_added
from bot.channels.telegram.understanding.identity import Identity, private_chat_of
from bot.channels.telegram.understanding.inline import Inline
from bot.channels.telegram.understanding.judging import Judged, is_worse, judge, lines_of
from bot.channels.telegram.understanding.pictures import Fetch, Seen, look
from bot.channels.telegram.understanding.places import Place, language_of, place_of, place_of_press
from bot.channels.telegram.understanding.reading import Reading, safe_name
from bot.channels.telegram.understanding.rendering import answer_as_html, as_html, cut
from bot.channels.telegram.understanding.telling import told
from bot.channels.telegram.wording import Wording
from bot.conversation.messages import LONGEST, BotMessage
from bot.http.metrics import Metrics
from bot.nlu.crisis import CrisisPhrases
from knowledge.library import Library
from knowledge.matching.answer import Did
from knowledge.matching.presenting import as_short_text
from knowledge.model import LANGUAGES

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

CHANNEL = "telegram"
MOST_LINES, LONGEST_LINE = 5, 300
"""Addresses of others that the conversation hears of, and characters of each."""
MOST_REMEMBERED = 20_000  # conversations and albums; about 200 bytes each
LONGEST_CODE = 200  # characters of a QR code that are told
LONGEST_TOAST = 190  # characters that Telegram shows for a moment (Bot API: 200)


class Talks(Protocol):
    """Holds conversations."""

    async def answer(
        self, sender: str, text: str, *, language: str | None = None, channel: str = "rest"
    ) -> Sequence[BotMessage]:
        """Answer one message of a conversation."""


class Serves(Protocol):
    """What is answered from, as of now."""

    @property
    def library(self) -> Library:
        """The register."""

    @property
    def dialogue(self) -> Talks | None:
        """None as long as it is not loaded."""


class Listener:
    """Understands updates.

    Args:
        served: The register and the conversation.
        images: Decodes pictures.
        metrics: Counts turns and verdicts.
        buttons: What presses mean.
        identity: Names conversations.
        fetch: Gets a file of Telegram.
        today: The date to judge by.
        username: Gives our own, without `@`.
    """

    def __init__(
        self,
        served: Serves,
        *,
        images: Images,
        metrics: Metrics,
        buttons: Buttons,
        identity: Identity,
        fetch: Fetch,
        today: Callable[[], date],
        username: Callable[[], str],
    ) -> None:
        self._served = served
        self._images = images
        self._metrics = metrics
        self._buttons = buttons
        self._identity = identity
        self._fetch = fetch
        self._today = today
        self._username = username
        self._wording = Wording.load()
        self._crisis = CrisisPhrases.load()
        self._languages: OrderedDict[str, str] = OrderedDict()
        self._albums: OrderedDict[tuple[int, str], set[str]] = OrderedDict()

    async def hear(self, update: Update) -> tuple[Saying, ...]:
        """Give what the bot does about one update; nothing when it is not for us."""
        if update.inline_query:
            return (self._inline(update.inline_query),)
        if update.callback_query:
            return await self._pressed(update.callback_query)
        if update.my_chat_member:
            return self._added(update.my_chat_member)
        message = update.message or update.edited_message
        if message is None or message.chat.type == Chat.CHANNEL:
            return ()
        return await self._heard(message, is_edited=update.message is None)

    async def too_many(self, update: Update) -> tuple[Saying, ...]:
        """Give what is said to somebody who writes too often; nothing in a group."""
        language = language_of(update.effective_user) or LANGUAGES[0]
        text = self._wording.text("too_many", language)
        if update.inline_query:
            return (AnswerInline(update.inline_query.id, (), 0, is_personal=True),)
        if update.callback_query:
            return (AnswerPress(update.callback_query.id, cut(text, LONGEST_TOAST)),)
        chat = update.effective_chat
        return (Say(chat.id, text),) if chat and chat.type == Chat.PRIVATE else ()

    async def outcome(
        self, conversation_id: str, text: str, buttons: Sequence[tuple[str, str]]
    ) -> tuple[Saying, ...]:
        """Give how the bot speaks first; what began in a group is told in private."""
        chat_id = private_chat_of(conversation_id)
        place = Place(chat_id, conversation_id, is_group=False, language=None)
        return await self._says(place, BotMessage(text, tuple(buttons)))

    # Updates

    def _inline(self, query: InlineQuery) -> Saying:
        language = language_of(query.from_user) or LANGUAGES[0]
        bot = f"@{self._username()}"
        return Inline(self._served.library, language, bot, self._today()).answer(query)

    def _added(self, change: ChatMemberUpdated) -> tuple[Saying, ...]:
        if not was_added(change):
            return ()
        language = language_of(change.from_user) or LANGUAGES[0]
        text = self._wording.text("group.hello", language, bot=f"@{self._username()}")
        return tuple(Say(change.chat.id, html) for html in as_html(text))

    async def _pressed(self, query: CallbackQuery) -> tuple[Saying, ...]:
        place = place_of_press(query, self._identity)
        language = self._language(place) if place else language_of(query.from_user)
        try:
            meant = await self._buttons.payload_of(query.data or "")
        except UnknownButton:
            return await self._unknown(query, place, language or LANGUAGES[0])
        if place is None:
            return await self._unknown(query, place, language or LANGUAGES[0])
        if place.is_group and is_of_report(meant):
            return (AnswerPress(query.id), *await self._privately(place))
        answer = await self._answered(place, Asked(Reading(meant)))
        return (AnswerPress(query.id), *answer)

    async def _unknown(
        self, query: CallbackQuery, place: Place | None, language: str
    ) -> tuple[Saying, ...]:
        go_on = self._wording.text("button.go_on", language)
        if place is None:
            return (AnswerPress(query.id, cut(go_on, LONGEST_TOAST)),)
        old = self._wording.text("button.old", language)
        return (AnswerPress(query.id, old), *await self._says(place, BotMessage(go_on)))

    async def _heard(self, message: Message, *, is_edited: bool) -> tuple[Saying, ...]:
        library, username = self._served.library, self._username()
        if _is_by_bot(message) or _is_via(message, username):
            return ()
        asked = asked_in(message, username, library)
        if asked is None:
            return ()
        place = place_of(message, self._identity, is_edited=is_edited)
        if asked.command and not asked.command.is_for(username) and place.is_group:
            return ()
        if asked.command:
            command = _pointing(asked.command, asked, library)
            said = spoken(command, library, self._language(place))
            if place.is_group and said.is_private:
                return await self._privately(place)
            return await self._answered(place, Asked(Reading(said.text)))
        if asked.is_nothing and asked.is_check and not place.is_group:
            # In a group, what is pasted after that may never reach us.
            asked = Asked(Reading(payload("check_channel")))
        asked, notes = await self._seen(place, asked)
        answer = await self._answered(place, asked, notes)
        return self._once_an_album(place, answer)

    async def _privately(self, place: Place) -> tuple[Saying, ...]:
        """Point to a chat with us alone."""
        language = self._language(place)
        message = BotMessage(
            self._wording.text("group.privately", language),
            ((self._wording.text("group.button.open", language), REPORT),),
        )
        return await self._says(place, message)

    # Pictures and attachments

    async def _seen(self, place: Place, asked: Asked) -> tuple[Asked, tuple[str, ...]]:
        """Read the pictures; give what is asked with their codes, and what to say of them."""
        language = self._language(place)
        notes = [self._wording.text(asked.cannot, language)] if asked.cannot else []
        seen = [await look(each, self._fetch, self._images) for each in asked.pictures]
        codes = [
            Reading(code, is_partial=len(each.codes) >= MAX_CODES)
            for each in seen
            for code in each.codes
        ]
        for each in seen:
            notes += self._said_of(each, asked, language)
        return replace(asked, others=(*asked.others, *codes)), tuple(notes)

    def _said_of(self, seen: Seen, asked: Asked, language: str) -> list[str]:
        find = self._served.library.finder.find
        if seen.problem:
            has_more = any(find(each.text) for each in (asked.words, *asked.others))
            return [] if has_more else [self._wording.text(seen.problem, language)]
        if any(find(code) for code in seen.codes):
            return [self._wording.text("qr.leads_to", language)]
        code = safe_name(seen.codes[0])[:LONGEST_CODE]
        return [self._wording.text("qr.says", language, text=f"“{code}”")]

    def _once_an_album(self, place: Place, sayings: tuple[Saying, ...]) -> tuple[Saying, ...]:
        """Leave out what was said of another picture of the same album."""
        if place.album is None:
            return sayings
        said = self._albums.setdefault((place.chat_id, place.album), set())
        _bound(self._albums)
        fresh = tuple(
            each for each in sayings if not isinstance(each, Say) or each.html not in said
        )
        said |= {each.html for each in fresh if isinstance(each, Say)}
        return fresh

    # Answers

    async def _answered(
        self, place: Place, asked: Asked, notes: Sequence[str] = ()
    ) -> tuple[Saying, ...]:
        library = self._served.library
        # Beside the event loop: somebody can hide a hundred long links in one message.
        judged = await asyncio.to_thread(_judged, library, asked)
        text = await asyncio.to_thread(self._for_conversation, library, asked, judged)
        if not text:
            return await self._without_conversation(place, asked, judged, notes)
        dialogue = self._served.dialogue
        if dialogue is None:
            return await self._not_ready(place, asked)
        answers = tuple(
            await dialogue.answer(place.sender, text, language=place.language, channel=CHANNEL)
        )
        self._hear_language(place, answers)
        answers = self._worst_told(place, asked, judged, answers)
        self._count(answers)
        if place.is_group:
            answers = await self._fit_for_group(dialogue, place, answers)
        return await self._all_said(place, notes, answers)

    def _for_conversation(self, library: Library, asked: Asked, judged: Judged | None) -> str:
        """Give what the conversation hears: the citizen's words, and only addresses of others."""
        words = asked.words.text
        cries = [each.text for each in asked.others if self._crisis.found_in(each.text)]
        if cries and not words:
            return cries[0][:LONGEST]
        if judged is None:
            return words
        tail = ""
        if asked.others or asked.senders:
            theirs = judge(library, NO_WORDS, asked.others, asked.senders) if words else judged
            tail = _lines(lines_of(library, theirs))
        elif len(words) > LONGEST:
            tail = _lines(lines_of(library, judged))
        return f"{words[: LONGEST - len(tail) - 1]}\n{tail}".strip()

    async def _without_conversation(
        self, place: Place, asked: Asked, judged: Judged | None, notes: Sequence[str]
    ) -> tuple[Saying, ...]:
        """Answer what says nothing that a conversation could go on with."""
        language = self._language(place)
        answers = []
        if judged and judged.verdict:
            answers.append(self._card(asked, judged, language))
        elif asked.is_about_others and not notes:
            answers.append(BotMessage(self._wording.text("content.none", language)))
        elif place.is_group and not notes:
            bot = f"@{self._username()}"
            answers.append(BotMessage(self._wording.text("group.how", language, bot=bot)))
        return await self._all_said(place, notes, answers) if answers or notes else ()

    async def _not_ready(self, place: Place, asked: Asked) -> tuple[Saying, ...]:
        """Judge without the conversation, which is not loaded yet."""
        language = self._language(place)
        library = self._served.library
        judged = judge(library, asked.words, asked.others, asked.senders)
        if judged.verdict:
            return await self._says(place, self._card(asked, judged, language))
        return await self._says(place, BotMessage(self._wording.text("starting", language)))

    def _worst_told(
        self, place: Place, asked: Asked, judged: Judged | None, answers: tuple[BotMessage, ...]
    ) -> tuple[BotMessage, ...]:
        """Let no answer sound better than what we know of the whole message."""
        if judged is None or judged.verdict is None:
            return answers
        card = self._card(asked, judged, self._language(place))
        theirs = [index for index, each in enumerate(answers) if each.verdict]
        if not theirs:
            is_needed = bool(asked.others or asked.senders)
            return self._with_card(answers, card, is_needed=is_needed)
        first = answers[theirs[0]]
        is_told = not (asked.others or asked.senders or judged.is_partial)
        if is_told and not is_worse(judged.verdict, first.verdict):
            return answers
        ours = replace(card, buttons=first.buttons)
        kept = [each for index, each in enumerate(answers) if index not in theirs]
        kept.insert(theirs[0], ours)
        return tuple(kept)

    def _with_card(
        self, answers: tuple[BotMessage, ...], card: BotMessage, *, is_needed: bool
    ) -> tuple[BotMessage, ...]:
        """Put a verdict before what is answered, but after help for somebody in danger.

        Within a report, an address that the citizen types answers a question: it needs no verdict.
        """
        if not is_needed and any(map(is_form_question, answers)):
            return answers
        is_crisis = any(each.did is Did.HELPED_IN_CRISIS for each in answers)
        return (*answers, card) if is_crisis else (card, *answers)

    def _card(self, asked: Asked, judged: Judged, language: str) -> BotMessage:
        answer = told(self._served.library, judged, language, is_from_others=asked.is_about_others)
        how = load_sentences().text("button.how_to_check", language)
        return BotMessage(as_short_text(answer), ((how, payload("ask_security")),), answer=answer)

    async def _fit_for_group(
        self, dialogue: Talks, place: Place, answers: tuple[BotMessage, ...]
    ) -> tuple[BotMessage, ...]:
        """Make answers short, and leave what is personal to a private chat."""
        questions = [each for each in answers if is_form_question(each)]
        fit = [shortened(each) for each in answers if each not in questions]
        if questions:
            await dialogue.answer(place.sender, CANCEL, language=place.language, channel=CHANNEL)
            language = self._language(place)
            button = (self._wording.text("group.button.open", language), REPORT)
            fit.append(BotMessage(self._wording.text("group.privately", language), (button,)))
        return tuple(fit)

    # Saying it

    async def _all_said(
        self, place: Place, notes: Sequence[str], answers: Iterable[BotMessage]
    ) -> tuple[Saying, ...]:
        intro = [self._wording.text("edited", self._language(place))] if place.is_edited else []
        intro += dict.fromkeys(notes)
        said: list[Saying] = []
        for answer in answers:
            said += await self._says(place, answer, intro)
            intro = []
        if intro:
            said += await self._says(place, BotMessage("\n\n".join(intro)))
        return tuple(said)

    async def _says(
        self, place: Place, message: BotMessage, intro: Sequence[str] = ()
    ) -> tuple[Saying, ...]:
        parts = _parts(message, intro)
        keyboard = await self._keyboard(place, message)
        last = len(parts) - 1
        return tuple(
            Say(
                place.chat_id,
                html,
                keyboard if number == last else (),
                place.reply_to,
                place.thread,
            )
            for number, html in enumerate(parts)
        )

    async def _keyboard(self, place: Place, message: BotMessage) -> Keyboard:
        made: list[Button] = []
        for title, meant in (*at_telegram(message), *message.buttons):
            if place.is_group and is_of_report(meant):
                made.append(Button(title, url=f"https://t.me/{self._username()}?start=meld"))
                continue
            data = await self._buttons.data_of(meant)
            if data:
                made.append(Button(title, data))
        return rows(made)

    def _count(self, answers: Iterable[BotMessage]) -> None:
        self._metrics.turn(CHANNEL)
        for answer in answers:
            if answer.verdict:
                self._metrics.verdict(answer.verdict)

    # Languages

    def _language(self, place: Place) -> str:
        """Give the language of our own sentences: that of the conversation's last answer."""
        return self._languages.get(place.sender) or place.language or LANGUAGES[0]

    def _hear_language(self, place: Place, answers: Iterable[BotMessage]) -> None:
        """Learn which language the conversation speaks: one may be chosen in words."""
        spoken = [each.answer.language for each in answers if each.answer]
        heard = spoken[-1] if spoken else None
        if heard == place.language:
            self._languages.pop(place.sender, None)
        elif heard:
            self._languages[place.sender] = heard
            _bound(self._languages)


def _parts(message: BotMessage, intro: Sequence[str]) -> tuple[str, ...]:
    """Give a message as Telegram shows it, behind what is said of it."""
    answer = message.answer
    if answer and answer.cards:
        return answer_as_html(answer, before=intro)
    return as_html("\n\n".join([*intro, message.text]))


def _is_by_bot(message: Message) -> bool:
    """Tell whether a bot wrote it; channels and hidden administrators are shown as one."""
    return bool(message.from_user and message.from_user.is_bot and not message.sender_chat)


def _is_via(message: Message, username: str) -> bool:
    """Tell whether it is a card of our own that was sent to us."""
    return bool(message.via_bot and (message.via_bot.username or "").lower() == username.lower())


def _judged(library: Library, asked: Asked) -> Judged | None:
    """Judge what the conversation does not see as it is; None when it sees everything."""
    words = asked.words
    is_more = asked.others or asked.senders or words.targets or len(words.text) > LONGEST
    return judge(library, words, asked.others, asked.senders) if is_more else None


def _lines(lines: Iterable[str]) -> str:
    short_ones = [line for line in lines if len(line) <= LONGEST_LINE]
    return "\n".join(short_ones[:MOST_LINES])


def _pointing(command: Command, asked: Asked, library: Library) -> Command:
    """Give a command with the worst address of the message that it is a reply to."""
    lines = lines_of(library, judge(library, NO_WORDS, asked.others, asked.senders))
    return replace(command, rest=command.rest or next(iter(lines), ""))


def _bound(known: OrderedDict[_Key, _Value]) -> None:
    """Forget what was learned longest ago."""
    while len(known) > MOST_REMEMBERED:
        known.popitem(last=False)
