"""A verdict as the API gives it and as a citizen reads it: verdict first, then the evidence."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from knowledge.addresses.platforms import Platforms
from knowledge.matching.answer import Answer, Line, RealChannel, VerdictCard
from knowledge.matching.filling import found_out, known, shown_address, source_of
from knowledge.matching.finding.mentions import Mention, MentionKind
from knowledge.matching.imitation.lookalike import Difference
from knowledge.matching.pasted.text import read, shown
from knowledge.matching.subject import subject_of
from knowledge.matching.verdict import (
    SITE_LINKS_TODAY,
    BelongsTo,
    Claims,
    MentionVerdict,
    MessageVerdict,
    Resemblance,
    Sentence,
)
from knowledge.model import OfficialChannel, Takeover, Texts, Verdict
from knowledge.wording import naming
from knowledge.wording.catalogue import Catalogue
from knowledge.wording.naming import Naming, capitalised
from knowledge.wording.sources import publisher

MOST_RULES = 2
MOST_CARDS = 12  # nobody reads a hundred
DEFAULT = "default"
SMS, EMAIL = "sms", "email"
SOCIAL = "social"
MOST_NAMED = 3  # accounts that are named beside one that is not known

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

_DO_NOT_REACT = frozenset({"advice.do_not_react"})
_SAID_AT_ONCE: Mapping[str, frozenset[str]] = {
    "official.linked_today": frozenset({SITE_LINKS_TODAY}),
    "official.linked": frozenset({"reason.site_linked"}),
    "official_stale.linked_long_ago": frozenset({"reason.site_linked"}),
    "official_stale.never_checked": frozenset(
        {"reason.unconfirmed", "reason.unconfirmed_source", "reason.unconfirmed_source_dated"}
    ),
    "retired.replaced": frozenset({"reason.retired", "reason.replaced_by"}),
    "retired.stopped": frozenset({"reason.retired"}),
    "compromised.default": _DO_NOT_REACT,
    "compromised.by_staff": _DO_NOT_REACT | {"reason.taken_over"},
    "confirmed_fake.team": _DO_NOT_REACT,
    "confirmed_fake.source": _DO_NOT_REACT,
    "lookalike.default": _DO_NOT_REACT,
    "lookalike.no_real": _DO_NOT_REACT,
    "lookalike.sender": _DO_NOT_REACT,
    "lookalike.hidden": _DO_NOT_REACT,
    "other_body.with_note": frozenset({"reason.other_body_says"}),
}
"""By variant, the sentences that say again what its headline or statement says."""

_IN_DOUBT = frozenset({Verdict.OFFICIAL_STALE, Verdict.NOT_LISTED})
_CHECKS = frozenset({"reason.spoofable_phone"})
"""Reasons that say how to check."""

_OF_A_YES = _CHECKS | {
    "reason.unconfirmed",
    "reason.unconfirmed_source",
    "reason.unconfirmed_source_dated",
}
"""Reasons that limit a yes."""

_ASK = Sentence("advice.ask_1700")
_TRAP, _DIFFERENCE = "trap", "difference"
BRIEF = "brief"
"""Where the catalogue has a sentence in fewer words, to stand beside the headline."""


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
    each_once = _each_once(message.worst_first)
    worst = each_once[:MOST_CARDS]
    cards = tuple(card_of(each, catalogue, platforms, language) for each in worst)
    return Answer(
        language=language,
        verdict=message.verdict,
        cards=cards,
        summary=_summary(len(each_once), len(cards), catalogue, language),
        rules=tuple(_in(rule.statement, language) for rule in message.rules[:MOST_RULES]),
        subject=subject_of(worst[0], message.rules[:MOST_RULES]) if cards else None,
    )


def _each_once(judged: Sequence[MentionVerdict]) -> list[MentionVerdict]:
    """Leave out a listed address that stands before it with or without `www.`.

    What is not trusted is always told: it may look like another thing than it is. So is another
    page or host of a listed channel.
    """
    told: dict[object, MentionVerdict] = {}
    for each in judged:
        told.setdefault(_without_www(each) or each.mention, each)
    return list(told.values())


def _without_www(judged: MentionVerdict) -> str | None:
    if not judged.verdict.is_trusted or judged.address is None:
        return None
    return judged.address.value.replace("://www.", "://", 1)


def _summary(found: int, shown_cards: int, catalogue: Catalogue, language: str) -> str:
    """Say how many addresses there are, and how many are told of; nothing of a single one."""
    if found < 2:
        return ""
    key = "advice.several" if found == shown_cards else "advice.many"
    return catalogue.text(key, language, count=str(found), shown=str(shown_cards))


def card_of(
    judged: MentionVerdict, catalogue: Catalogue, platforms: Platforms, language: str
) -> VerdictCard:
    """Give what a citizen is told about one address, as data."""
    trusted = judged.verdict.is_trusted
    said = _SAID_AT_ONCE.get(variant(judged), frozenset())
    return VerdictCard(
        verdict=judged.verdict,
        icon=ICONS[judged.verdict],
        word=capitalised(catalogue.text(f"short.{judged.verdict}", language)),
        headline=_part("headline", judged, catalogue, language),
        statement=_statement(judged, catalogue, platforms, language),
        address=shown_address(judged),
        organisation=judged.organisation.display_name if judged.organisation else None,
        reasons=tuple(
            rendered(each, catalogue, language, judged)
            for each in judged.reasons
            if each.key not in said
        ),
        unknown=_unknown(judged, catalogue, platforms, language),
        real=_real(judged, catalogue, platforms, language),
        advice=tuple(
            rendered(each, catalogue, language, judged)
            for each in judged.advice
            if each.key not in said
        ),
        spellings=() if trusted else spellings(judged.mention),
        at_once=_at_once(judged, catalogue, language),
    )


def _at_once(judged: MentionVerdict, catalogue: Catalogue, language: str) -> tuple[str, ...]:
    """Say in few words what may not wait: what differs, a trap, how to check it.

    One of each sort is enough, but beside a yes no warning is left out.
    """
    said = _SAID_AT_ONCE.get(variant(judged), frozenset())
    told: dict[str, None] = {}
    sorts: set[str] = set()
    for each in (*judged.reasons, *_how_to_check(judged)):
        sort = each.key.partition(".")[0]
        brief = replace(each, key=f"{BRIEF}.{each.key}")
        short = brief if brief.key in catalogue else each
        is_short = short is brief or sort == _TRAP
        if each.key in said or not is_short or _waits(each.key, sorts, judged.verdict):
            continue
        sorts.add(sort)
        told[rendered(short, catalogue, language, judged)] = None
    return tuple(told)


def _waits(key: str, told: set[str], verdict: Verdict) -> bool:
    """Tell whether a sentence can wait: it explains a no once more, or bears on a yes alone."""
    if key in _OF_A_YES:
        return not verdict.is_trusted
    if key.startswith(_DIFFERENCE):
        return verdict is not Verdict.LOOKALIKE or _DIFFERENCE in told
    explains = key.startswith(_TRAP) and not verdict.is_trusted
    return explains and not told.isdisjoint({_TRAP, _DIFFERENCE})


def _how_to_check(judged: MentionVerdict) -> tuple[Sentence, ...]:
    """Give one way to check what nobody is sure of; beside a real channel, whom to ask."""
    if judged.verdict not in _IN_DOUBT or any(each.key in _CHECKS for each in judged.reasons):
        return ()
    return (_ASK,) if judged.beside else judged.advice[:1]


def as_text(answer: Answer) -> str:
    """Give the whole answer in plain text, worst address first; empty when it judges nothing."""
    return _joined(answer.paragraphs()) if answer.cards else ""


def as_short_text(answer: Answer) -> str:
    """Give what is said at once of it; what is behind that can be asked for."""
    return _joined(answer.at_once()) if answer.cards else ""


def _joined(paragraphs: Iterable[tuple[Line, ...]]) -> str:
    return "\n\n".join("\n".join(line.plain for line in each) for each in paragraphs)


def spellings(mention: Mention) -> tuple[str, ...]:
    """Give how an address may be written in an answer that repeats it."""
    clean = read(mention.text).clean
    return tuple(dict.fromkeys((mention.text, clean, shown(clean))))


def rendered(
    sentence: Sentence, catalogue: Catalogue, language: str, judged: MentionVerdict
) -> str:
    """Give a sentence about what was judged, in a language."""
    values = {**known(judged), **sentence.values}
    values |= source_of(sentence, judged, catalogue, language)
    return catalogue.text(sentence.key, language, **values)


def variant(judged: MentionVerdict) -> str:
    """Give which of the sentences of its verdict fits: the key below `verdict.`."""
    verdict = judged.verdict
    return f"{verdict}.{_VARIANTS[verdict](judged) if verdict in _VARIANTS else DEFAULT}"


def _of_official(judged: MentionVerdict) -> str:
    if judged.spoofable:
        return "forgeable"
    if not _is_seen_by_watch(judged):
        return DEFAULT
    is_today = any(each.key == SITE_LINKS_TODAY for each in judged.reasons)
    return "linked_today" if is_today else "linked"


def _of_stale(judged: MentionVerdict) -> str:
    if judged.spoofable:
        return "forgeable"
    if _is_seen_by_watch(judged):
        return "linked_long_ago"
    return "long_ago" if judged.channel and judged.channel.verified else "never_checked"


def _is_seen_by_watch(judged: MentionVerdict) -> bool:
    verified = judged.channel.verified if judged.channel else None
    return verified is not None and verified.is_by_watch


def _of_planned(judged: MentionVerdict) -> str:
    return "dated" if judged.channel and judged.channel.since else DEFAULT


def _of_retired(judged: MentionVerdict) -> str:
    return "replaced" if judged.channel and judged.channel.replaced_by else "stopped"


def _of_compromised(judged: MentionVerdict) -> str:
    return "by_staff" if judged.takeover else DEFAULT


def _of_fake(judged: MentionVerdict) -> str:
    fake = judged.impersonation
    return "source" if fake and publisher(fake.source.url) else "team"


def _of_lookalike(judged: MentionVerdict) -> str:
    for nearest in judged.resembles[:1]:
        if nearest.difference is Difference.DISPLAY_NAME:
            return "sender"
        if nearest.difference is Difference.HIDDEN_DESTINATION:
            return "hidden"
    return DEFAULT if judged.beside else "no_real"


def _of_unlisted(judged: MentionVerdict) -> str:
    is_name = judged.mention.kind is MentionKind.SMS_SENDER and not _is_number(judged)
    if judged.organisation and judged.address and judged.address.platform == SMS and is_name:
        return "sender_name"
    if judged.own_domain and judged.address and not judged.mention.traps:
        return "own_mailbox" if judged.address.platform == EMAIL else "own_page"
    return "claims" if judged.claims else DEFAULT


def _is_number(judged: MentionVerdict) -> bool:
    return judged.address is not None and judged.address.key.startswith("+")


def _of_other_body(judged: MentionVerdict) -> str:
    if judged.spoofable:
        return "forgeable"
    return "with_note" if judged.belongs_to and judged.belongs_to.says else DEFAULT


_VARIANTS: Mapping[Verdict, Callable[[MentionVerdict], str]] = {
    Verdict.OFFICIAL: _of_official,
    Verdict.OFFICIAL_STALE: _of_stale,
    Verdict.PLANNED: _of_planned,
    Verdict.RETIRED: _of_retired,
    Verdict.COMPROMISED: _of_compromised,
    Verdict.CONFIRMED_FAKE: _of_fake,
    Verdict.LOOKALIKE: _of_lookalike,
    Verdict.NOT_LISTED: _of_unlisted,
    Verdict.OTHER_BODY: _of_other_body,
}


def _part(part: str, judged: MentionVerdict, catalogue: Catalogue, language: str) -> str:
    key = f"verdict.{variant(judged)}.{part}"
    return catalogue.text(key, language, **known(judged), **found_out(judged, catalogue, language))


def _statement(
    judged: MentionVerdict, catalogue: Catalogue, platforms: Platforms, language: str
) -> str:
    names = [platforms.get(each).name[language] for each in judged.options]
    joined = f" {catalogue.text('and', language)} ".join(
        part for part in (", ".join(names[:-1]), *names[-1:]) if part
    )
    key = f"verdict.{variant(judged)}.statement"
    values = known(judged) | found_out(judged, catalogue, language) | {"platforms": joined}
    return catalogue.text(key, language, **values)


def _unknown(
    judged: MentionVerdict, catalogue: Catalogue, platforms: Platforms, language: str
) -> tuple[str, ...]:
    """Say how far our list goes on the platform where an account carries a name."""
    if judged.claims is None or platforms.get(judged.claims.platform).kind != SOCIAL:
        return ()
    platform = judged.claims.platform
    there = [each.address.value for each in judged.known_there]
    sentence = Sentence(
        "reason.claims_others_known" if there else "reason.claims_none_known",
        {
            "on_platform": Naming.load().on_platform(platforms.get(platform)),
            "addresses": ", ".join(there[:MOST_NAMED]),
        },
    )
    return (rendered(sentence, catalogue, language, judged),)


def _real(
    judged: MentionVerdict, catalogue: Catalogue, platforms: Platforms, language: str
) -> RealChannel | None:
    if not (judged.beside and judged.organisation):
        return None
    address = judged.beside.address
    return RealChannel(
        platform=address.platform,
        platform_name=platforms.get(address.platform).name[language],
        address=address.value,
        organisation=judged.organisation.display_name,
        sentence=catalogue.text(
            "advice.real_channel",
            language,
            **naming.named(judged.organisation),
            address=address.value,
        ),
        brief=catalogue.text(f"{BRIEF}.real", language, address=address.value),
    )


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
        "reasons": [rendered(each, catalogue, language, judged) for each in judged.reasons],
        "advice": [rendered(each, catalogue, language, judged) for each in judged.advice],
        "claims": _claims(judged.claims),
        "belongs_to": _belongs_to(judged.belongs_to, language),
        "warning": _warning(judged.takeover),
    }


def _warning(takeover: Takeover | None) -> dict[str, str] | None:
    """Give what staff say beside the register, which itself stays what it is."""
    return {"kind": "taken_over", "by": "staff", "since": takeover.since} if takeover else None


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
