"""Inline queries: `@bot vdab.be` in any chat gives a card to send there.

Such a card is read by others, later: it says when it was checked, and that it is about an address
and not about whoever passes it on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from telegram import InlineQuery

from bot.channels.telegram.sayings import AnswerInline, Article
from bot.channels.telegram.understanding.judging import Judged, judge, rank
from bot.channels.telegram.understanding.reading import Reading
from bot.channels.telegram.understanding.rendering import answer_as_html, as_html, cut
from bot.channels.telegram.wording import Wording
from knowledge.library import Library
from knowledge.matching.verdict import MentionVerdict, MessageVerdict, defanged
from knowledge.model import OfficialChannel, Organisation, Verdict

SECONDS_CACHED = 30
"""A new fake has to be known in other chats soon."""
MOST_ARTICLES = 10
MOST_ORGANISATIONS = 3
MOST_CHANNELS = 10
MOST_TITLE, MOST_DESCRIPTION = 90, 180  # characters that phones show


class Inline:
    """Answers inline queries from one register.

    Args:
        library: The register.
        language: Of the user.
        bot: Our name with `@`.
        today: The date to judge by.
    """

    def __init__(self, library: Library, language: str, bot: str, today: date) -> None:
        self._library = library
        self._language = language
        self._bot = bot
        self._today = today
        self._wording = Wording.load()

    def answer(self, query: InlineQuery) -> AnswerInline:
        """Answer one query; what is told depends on the user's language, so it is personal."""
        return AnswerInline(query.id, self._articles(query.query), SECONDS_CACHED, True)

    def _articles(self, text: str) -> tuple[Article, ...]:
        if not text.strip():
            return (self._how(self._said("inline.how.title")),)
        judged = judge(self._library, Reading(text))
        found = tuple(islice(self._verdicts(judged), MOST_ARTICLES))
        if not found:
            found = tuple(map(self._channels, self._organisations(text)))
        return found or (self._how(self._said("inline.none.title")),)

    def _verdicts(self, judged: Judged) -> Iterator[Article]:
        known = set()
        for each in sorted(judged.content.mentions, key=rank):
            key = each.address or each.mention.shown
            if key not in known:
                known.add(key)
                yield self._verdict(each, judged.content)

    def _verdict(self, judged: MentionVerdict, whole: MessageVerdict) -> Article:
        alone = MessageVerdict(judged.verdict, (judged,), whole.rules)
        answer = self._library.answer(alone, self._language)
        (card,) = answer.cards
        about = " · ".join(part for part in (card.address, card.organisation) if part)
        html = answer_as_html(answer, after=[self._as_of()])[0]
        return _article(f"{card.icon} {card.word}", about, html)

    def _organisations(self, text: str) -> Sequence[Organisation]:
        # By name alone: Telegram asks again at every letter, which is no time to search by meaning.
        names = dict.fromkeys(match.organisation for match in self._library.names.find(text))
        found = map(self._library.registry.organisation, names)
        return [each for each in found if each][:MOST_ORGANISATIONS]

    def _channels(self, organisation: Organisation) -> Article:
        name = organisation.display_name
        title = self._said("inline.channels.title", organisation=name)
        standing = self._library.registry.standing
        ranked = sorted(
            ((standing(each, self._today), each) for each in organisation.channels),
            key=lambda pair: pair[0].rank,
            reverse=True,
        )
        lines = [self._line(state, channel) for state, channel in ranked[:MOST_CHANNELS]]
        if len(ranked) > MOST_CHANNELS:
            count = str(len(ranked) - MOST_CHANNELS)
            lines.append(self._said("inline.channels.more", count=count))
        count = str(len(organisation.channels))
        return _article(
            title,
            self._said("inline.channels.description", count=count),
            as_html("\n".join([f"{title}:", *lines, "", self._as_of()]))[0],
        )

    def _line(self, state: Verdict, channel: OfficialChannel) -> str:
        address = channel.address.value
        names = self._library.platforms.get(channel.address.platform).name
        return self._said(
            "inline.channels.line",
            platform=names[self._language],
            address=address if state.is_trusted else defanged(address),
            state=self._library.catalogue.text(f"short.{state}", self._language),
        )

    def _how(self, title: str) -> Article:
        text = self._said("inline.how.message", bot=self._bot)
        return _article(title, self._said("inline.how.description"), as_html(text)[0])

    def _as_of(self) -> str:
        day = self._library.catalogue.written_date(self._today.isoformat(), self._language)
        return self._said("inline.as_of", bot=self._bot, day=day)

    def _said(self, key: str, **values: str) -> str:
        return self._wording.text(key, self._language, **values)


def _article(title: str, description: str, html: str) -> Article:
    digest = hashlib.sha256(f"{title}\n{html}".encode()).hexdigest()[:32]
    return Article(digest, cut(title, MOST_TITLE), cut(description, MOST_DESCRIPTION), html)
