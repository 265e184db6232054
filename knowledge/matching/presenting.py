"""A verdict as the API gives it and as a citizen reads it: verdict first, then the evidence."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from knowledge.catalogue import Catalogue
from knowledge.matching.answer import Answer, RealChannel, VerdictCard
from knowledge.matching.mentions import Mention
from knowledge.matching.pasted import read, shown
from knowledge.matching.subject import subject_of
from knowledge.matching.verdict import (
    BelongsTo,
    Claims,
    MentionVerdict,
    MessageVerdict,
    Resemblance,
    Sentence,
)
from knowledge.model import OfficialChannel, Texts, Verdict
from knowledge.platforms import Platforms

MOST_RULES = 2

ICONS: Mapping[Verdict, str] = {
    Verdict.CONFIRMED_FAKE: "⛔",
    Verdict.COMPROMISED: "⛔",
    Verdict.LOOKALIKE: "⚠️",
    Verdict.NOT_LISTED: "❔",
    Verdict.NEEDS_PLATFORM: "❓",
    Verdict.OTHER_BODY: "ℹ️",
    Verdict.RETIRED: "🗄️",
    Verdict.PLANNED: "🕓",
    Verdict.OFFICIAL_STALE: "☑️",
    Verdict.OFFICIAL: "✅",
}
"""The sign that stands for a verdict beside its words."""


def as_json(message: MessageVerdict, catalogue: Catalogue, language: str) -> dict[str, Any]:
    """Give the answer of `/api/v1/check`, without the part that says which register answered."""
    return {
        "verdict": message.verdict,
        "mentions": [_mention(each, catalogue, language) for each in message.mentions],
    }


def answer_of(
    message: MessageVerdict, catalogue: Catalogue, platforms: Platforms, language: str
) -> Answer:
    """Give what a citizen is told about a message, as data; every channel draws it."""
    cards = tuple(card_of(each, catalogue, platforms, language) for each in message.worst_first)
    several = len(cards) > 1
    return Answer(
        language=language,
        verdict=message.verdict,
        cards=cards,
        summary=catalogue.text("advice.several", language, count=str(len(cards)))
        if several
        else "",
        rules=tuple(_in(rule.statement, language) for rule in message.rules[:MOST_RULES]),
        subject=subject_of(message.worst_first[0]) if cards else None,
    )


def card_of(
    judged: MentionVerdict, catalogue: Catalogue, platforms: Platforms, language: str
) -> VerdictCard:
    """Give what a citizen is told about one address, as data."""
    trusted = judged.verdict.is_trusted
    return VerdictCard(
        verdict=judged.verdict,
        icon=ICONS[judged.verdict],
        word=_capitalised(catalogue.text(f"short.{judged.verdict}", language)),
        headline=_headline(judged, catalogue, language),
        statement="",
        address=shown_address(judged),
        organisation=judged.organisation.display_name if judged.organisation else None,
        reasons=tuple(rendered(each, catalogue, language) for each in judged.reasons),
        unknown=(),
        real=_real(judged, catalogue, platforms, language),
        advice=tuple(rendered(each, catalogue, language) for each in judged.advice),
        spellings=() if trusted else spellings(judged.mention),
    )


def as_text(answer: Answer) -> str:
    """Give the answer in plain text, the worst address first; empty when it judges nothing."""
    if not answer.cards:
        return ""
    return "\n\n".join("\n".join(line.plain for line in each) for each in answer.paragraphs())


def shown_address(judged: MentionVerdict) -> str:
    """Give the address as a citizen may see it: only a trusted one is left clickable."""
    if judged.verdict.is_trusted and judged.address:
        return judged.address.value
    return judged.mention.shown


def spellings(mention: Mention) -> tuple[str, ...]:
    """Give how an address may be written in an answer that repeats it."""
    clean = read(mention.text).clean
    return tuple(dict.fromkeys((mention.text, clean, shown(clean))))


def rendered(sentence: Sentence, catalogue: Catalogue, language: str) -> str:
    """Give a sentence in a language."""
    return catalogue.text(sentence.key, language, **sentence.values)


def _headline(judged: MentionVerdict, catalogue: Catalogue, language: str) -> str:
    return catalogue.text(
        f"verdict.{judged.verdict}",
        language,
        address=shown_address(judged),
        organisation=_whose(judged, language),
    )


def _whose(judged: MentionVerdict, language: str) -> str:
    if judged.belongs_to:
        return _in(judged.belongs_to.name, language)
    return judged.organisation.display_name if judged.organisation else ""


def _real(
    judged: MentionVerdict, catalogue: Catalogue, platforms: Platforms, language: str
) -> RealChannel | None:
    if not (judged.beside and judged.organisation):
        return None
    address, name = judged.beside.address, judged.organisation.display_name
    return RealChannel(
        platform=address.platform,
        platform_name=platforms.get(address.platform).name[language],
        address=address.value,
        organisation=name,
        sentence=catalogue.text(
            "advice.real_channel", language, organisation=name, address=address.value
        ),
    )


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _mention(judged: MentionVerdict, catalogue: Catalogue, language: str) -> dict[str, Any]:
    mention, address, organisation = judged.mention, judged.address, judged.organisation
    return {
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
        "platform": address.platform if address else None,
        "address": address.value if address else None,
        "verdict": judged.verdict,
        "spoofable": judged.spoofable,
        "organisation": (
            {"id": organisation.id, "name": organisation.display_name} if organisation else None
        ),
        "official_channel": channel_json(judged.channel) if judged.channel else None,
        "resembles": [_resemblance(each) for each in judged.resembles],
        "reasons": [rendered(each, catalogue, language) for each in judged.reasons],
        "advice": [rendered(each, catalogue, language) for each in judged.advice],
        "claims": _claims(judged.claims),
        "belongs_to": _belongs_to(judged.belongs_to, language),
    }


def _claims(claims: Claims | None) -> dict[str, str | int | bool] | None:
    return asdict(claims) if claims else None


def _belongs_to(body: BelongsTo | None, language: str) -> dict[str, str] | None:
    if body is None:
        return None
    return {"name": _in(body.name, language), "kind": body.kind, "source": body.source}


def channel_json(channel: OfficialChannel) -> dict[str, Any]:
    """Give a listed channel with its evidence, in the shape of the API."""
    verified = channel.verified
    source = channel.sources[0] if channel.sources else None
    return {
        "platform": channel.address.platform,
        "address": channel.address.value,
        "status": channel.status,
        "verified": (
            {"date": verified.date.isoformat(), "by": verified.by, "method": verified.method}
            if verified
            else None
        ),
        "source": {"url": source.url, "date": source.date} if source else None,
        "languages": list(channel.languages),
        "replaced_by": channel.replaced_by,
    }


def _resemblance(each: Resemblance) -> Mapping[str, str | None]:
    return {
        "platform": each.platform,
        "address": each.address or None,
        "organisation": each.organisation,
        "difference": each.difference,
    }


def _in(texts: Texts, language: str) -> str:
    return texts.get(language) or texts["nl"]
