"""A verdict as the API gives it and as a citizen reads it: verdict first, then the evidence."""

from collections.abc import Mapping
from typing import Any

from knowledge.catalogue import Catalogue
from knowledge.matching.verdict import (
    TRUSTED,
    MentionVerdict,
    MessageVerdict,
    Resemblance,
    Sentence,
)
from knowledge.model import OfficialChannel, Texts, Verdict

IN_FULL = 3  # mentions told with all their evidence; the others get one line each
MOST_RULES = 2

_WORST_FIRST = tuple(Verdict)


def as_json(message: MessageVerdict, catalogue: Catalogue, language: str) -> dict[str, Any]:
    """Give the answer of `/api/v1/check`, without the part that says which register answered."""
    return {
        "verdict": message.verdict,
        "mentions": [_mention(each, catalogue, language) for each in message.mentions],
    }


def as_text(message: MessageVerdict, catalogue: Catalogue, language: str) -> str:
    """Give the answer in the chat; empty when the message holds no mention.

    The worst mention comes first. Suspicious addresses are never shown as a link.
    """
    worst_first = sorted(message.mentions, key=lambda each: _WORST_FIRST.index(each.verdict))
    parts = []
    if len(worst_first) > 1:
        parts.append(catalogue.text("advice.several", language, count=str(len(worst_first))))
    parts += [_told(each, catalogue, language) for each in worst_first[:IN_FULL]]
    parts += [headline(each, catalogue, language) for each in worst_first[IN_FULL:]]
    if worst_first:
        advice = dict.fromkeys(
            rendered(sentence, catalogue, language)
            for each in worst_first[:IN_FULL]
            for sentence in each.advice
        )
        parts.append("\n".join(advice))
        parts += [_in(rule.statement, language) for rule in message.rules[:MOST_RULES]]
    return "\n\n".join(parts)


def headline(judged: MentionVerdict, catalogue: Catalogue, language: str) -> str:
    """Give the verdict in one sentence: a sign, a word and the address."""
    return catalogue.text(
        f"verdict.{judged.verdict}",
        language,
        address=shown_address(judged),
        organisation=judged.organisation.display_name if judged.organisation else "",
    )


def shown_address(judged: MentionVerdict) -> str:
    """Give the address as a citizen may see it: only a trusted one is left clickable."""
    if judged.verdict in TRUSTED and judged.address:
        return judged.address.value
    return judged.mention.shown


def rendered(sentence: Sentence, catalogue: Catalogue, language: str) -> str:
    """Give a sentence in a language."""
    return catalogue.text(sentence.key, language, **sentence.values)


def _told(judged: MentionVerdict, catalogue: Catalogue, language: str) -> str:
    lines = [headline(judged, catalogue, language)]
    lines += [f"• {rendered(each, catalogue, language)}" for each in judged.reasons]
    if judged.beside and judged.organisation:
        lines.append(
            catalogue.text(
                "advice.real_channel",
                language,
                organisation=judged.organisation.display_name,
                address=judged.beside.address.value,
            )
        )
    return "\n".join(lines)


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
    }


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
