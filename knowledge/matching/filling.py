"""What the sentences about a verdict are filled in with: names, addresses, who found out what."""

from knowledge.matching.pasted.text import shown
from knowledge.matching.verdict import MentionVerdict, Sentence
from knowledge.model import Impersonation, OfficialChannel, Organisation, Source, Texts
from knowledge.wording import naming
from knowledge.wording.catalogue import Catalogue
from knowledge.wording.naming import Named, capitalised
from knowledge.wording.sources import in_words, source_words

Values = dict[str, str | Texts]
"""By placeholder of the catalogue."""


def shown_address(judged: MentionVerdict) -> str:
    """Give the address as a citizen may see it: only a trusted one is left clickable."""
    if judged.verdict.is_trusted and judged.address:
        return judged.address.value
    return judged.mention.shown


def known(judged: MentionVerdict) -> Values:
    """Give what a sentence about this verdict can be filled in with, in any language."""
    address = shown_address(judged)
    host = judged.address.host if judged.address and judged.address.host else None
    return {
        **_whose(judged),
        "address": address,
        "host": shown(host) if host else address,
        "name": judged.mention.text,
        "domain": judged.own_domain or "",
        "real": judged.beside.address.value if judged.beside else "",
    }


def _whose(judged: MentionVerdict) -> Named:
    if judged.belongs_to:
        return naming.of_name(judged.belongs_to.name)
    return naming.named(judged.organisation)


def found_out(judged: MentionVerdict, catalogue: Catalogue, language: str) -> Values:
    """Give what the sentences of a verdict say of who found it out, where and when."""
    if judged.belongs_to:
        source = Source(judged.belongs_to.source)
        told: Values = {"source": in_words(source, catalogue, language)}
        return told | ({"note": judged.belongs_to.says} if judged.belongs_to.says else {})
    if judged.impersonation:
        return _of_impersonation(judged.impersonation, catalogue, language)
    if judged.takeover:
        return {"since": judged.takeover.since}
    if judged.channel is None:
        return {}
    return _of_channel(judged.channel, judged.organisation, catalogue, language)


def _of_impersonation(fake: Impersonation, catalogue: Catalogue, language: str) -> Values:
    words = source_words(fake.source.url).in_language(catalogue, language)
    return {"Source": capitalised(words), "date": fake.source.date or fake.seen_since}


def _of_channel(
    channel: OfficialChannel,
    organisation: Organisation | None,
    catalogue: Catalogue,
    language: str,
) -> Values:
    told: Values = {}
    if channel.sources:
        told["source"] = in_words(channel.sources[0], catalogue, language, organisation)
    if channel.verified:
        told |= {"team": channel.verified.by, "date": channel.verified.date.isoformat()}
    if channel.since:
        told["date"] = channel.since.isoformat()
    if channel.replaced_by:
        told["replacement"] = channel.replaced_by
    return told


def source_of(
    sentence: Sentence, judged: MentionVerdict, catalogue: Catalogue, language: str
) -> Values:
    """Give the source that a sentence names, in words and with its date."""
    reference, date = sentence.values.get("source"), sentence.values.get("date")
    if not isinstance(reference, str):
        return {}
    source = Source(reference, date if isinstance(date, str) else None)
    return {"source": in_words(source, catalogue, language, judged.organisation)}
