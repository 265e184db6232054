"""A message of the bot as the widget draws it: blocks with links, buttons, a card for a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.channels.cards import TONES, blocks, card, language_of
from bot.channels.widget.linking import Links
from bot.messages import BotMessage
from knowledge.matching.answer import VerdictCard
from knowledge.matching.brands import main_site
from knowledge.matching.pasted import plain
from knowledge.matching.verdict import TRUSTED
from knowledge.model import Address, ChannelStatus, OfficialChannel, Verdict

IN_FULL = 5
"""Verdicts of one card that are told with all their evidence; the others get one line each."""

Json = dict[str, Any]


class Drawing:
    """Draws messages in one language.

    Args:
        links: What may be a link now.
        language: Of every sentence.
    """

    def __init__(self, links: Links, language: str) -> None:
        self._links = links
        self._library = links.library
        self._catalogue = links.library.catalogue
        self._language = language

    def message(self, said: BotMessage) -> Json:
        """Give a message in the shape of the protocol."""
        language = language_of(said.custom, self._language)
        if language != self._language:
            return Drawing(self._links, language).message(said)
        return {
            "text": said.text,  # may be saved, and opened by a program that makes links
            "blocks": [
                {"list": block.is_list, "lines": [self._line(line) for line in block.lines]}
                for block in blocks(said.text)
            ],
            "buttons": [{"title": title, "payload": payload} for title, payload in said.buttons],
            "card": self._card(said),
        }

    def _card(self, said: BotMessage) -> Json | None:
        custom = said.custom
        head = card(custom, self._catalogue, self._language)
        if head is None or said.answer is None or not custom or not custom.get("mentions"):
            return None
        order = tuple(Verdict)
        worst_first = sorted(
            custom["mentions"], key=lambda each: order.index(Verdict(each["verdict"]))
        )
        told = said.answer.cards
        judged = list(zip(worst_first, told, strict=True))
        items = [self._item(mention, each) for mention, each in judged[:IN_FULL]]
        items += [self._in_short(mention, each) for mention, each in judged[IN_FULL:]]
        items[0]["advice"] += [self._line(each) for each in _rules(said.text, worst_first[0])]
        return {
            "verdict": head.verdict,
            "tone": head.tone,
            "word": head.word,
            "headline": self._head(told),
            "items": items,
        }

    def _head(self, cards: Sequence[VerdictCard]) -> list[Json]:
        if len(cards) == 1:
            return self._headline(cards[0])
        count = str(len(cards))
        return self._line(self._catalogue.text("advice.several", self._language, count=count))

    def _item(self, mention: Mapping[str, Any], told: VerdictCard) -> Json:
        verdict = Verdict(mention["verdict"])
        organisation = mention["organisation"]
        head = card(mention, self._catalogue, self._language)
        official = self._official(mention, verdict)
        return {
            "verdict": verdict,
            "tone": TONES[verdict],
            "word": head.word if head else "",
            "address": plain(told.address),
            "organisation": organisation["name"] if organisation else None,
            "headline": self._headline(told),
            "evidence": [self._line(each) for each in mention["reasons"]],
            "advice": [self._line(each) for each in mention["advice"]],
            "official": self._channel(official) if official else None,
        }

    def _in_short(self, mention: Mapping[str, Any], told: VerdictCard) -> Json:
        return {**self._item(mention, told), "evidence": [], "advice": [], "official": None}

    def _headline(self, told: VerdictCard) -> list[Json]:
        return self._line(" ".join(part for part in (told.headline, told.statement) if part))

    def _official(self, mention: Mapping[str, Any], verdict: Verdict) -> OfficialChannel | None:
        """Give the real channel, where it is another address than the one that was asked for."""
        if verdict in TRUSTED:
            listed = mention["official_channel"]
            if listed is None or listed["address"] == mention["address"]:
                return None
            return self._listed(listed["platform"], listed["address"])
        if verdict is Verdict.NEEDS_PLATFORM:  # it may well be the real one
            return None
        for imitated in mention["resembles"][:1]:
            channel = self._listed(imitated["platform"], imitated["address"] or "")
            if channel and channel.status is ChannelStatus.ACTIVE:
                return channel
        return self._in_use(mention)

    def _in_use(self, mention: Mapping[str, Any]) -> OfficialChannel | None:
        """Pick the organisation's channel on the same platform, else its website."""
        if mention["organisation"] is None:
            return None
        organisation = self._library.registry.organisation(mention["organisation"]["id"])
        usable = [
            each
            for each in (organisation.channels if organisation else ())
            if each.status is ChannelStatus.ACTIVE and each.address.value != mention["address"]
        ]
        there = [each for each in usable if each.address.platform == mention["platform"]]
        return main_site(there) or next(iter(there), None) or main_site(usable)

    def _listed(self, platform: str, address: str) -> OfficialChannel | None:
        channel = self._links.channel(address)
        return channel if channel and channel.address.platform == platform else None

    def _channel(self, channel: OfficialChannel) -> Json:
        address: Address = channel.address
        return {
            "platform": self._library.platforms.get(address.platform).name[self._language],
            "address": address.value,
            "href": self._links.of_channel(channel),
        }

    def _line(self, line: str) -> list[Json]:
        segments = self._links.segments(line)
        # Only after what may be a link was found: the widget draws the rest as text.
        return [each.as_json() if each.href else {"text": plain(each.text)} for each in segments]


def worst_verdict(said: Sequence[BotMessage]) -> str | None:
    """Give what an answer of several messages judges; None when it judges nothing."""
    found = [(each.custom or {}).get("verdict") for each in said]
    order = tuple(Verdict)
    judged = [Verdict(each) for each in found if isinstance(each, str)]
    worst = min(judged, key=order.index, default=None)
    return worst.value if worst else None


def _rules(text: str, worst: Mapping[str, Any]) -> list[str]:
    """Give what the text tells beyond its verdicts: what the government never does."""
    for advice in worst["advice"][:1]:
        _, _, after = text.rpartition(f"\n{advice}")
        _, *paragraphs = after.split("\n\n")
        return paragraphs
    return []
