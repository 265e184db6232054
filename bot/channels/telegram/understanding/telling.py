"""The answer about a judged message: who sent it and what stands in it, worst first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.channels.telegram.understanding.judging import Judged, Sender, rank
from bot.channels.telegram.understanding.reading import safe_name
from bot.channels.telegram.wording import Wording
from knowledge.library import Library
from knowledge.matching.answer import Answer, VerdictCard
from knowledge.matching.imitation.lookalike import Difference

_ABOUT_MAIL = f"difference.{Difference.DISPLAY_NAME}"


def told(library: Library, judged: Judged, language: str, *, is_from_others: bool) -> Answer:
    """Give the answer about a message.

    Args:
        library: Whose catalogue holds the sentences.
        judged: The answer.
        language: One of `LANGUAGES`.
        is_from_others: The citizen did not write it: a real address in it proves nothing.
    """
    content = library.answer(judged.content, language)
    if is_from_others and content.verdict and content.verdict.is_trusted:
        content = _with_caveat(content, Wording.load().text("content.proves_nothing", language))
    if not judged.senders:
        return content
    who = tuple(_sender_card(library, each, language) for each in judged.senders)
    if not content.cards:
        return replace(content, verdict=judged.verdict, cards=who)
    return _both(content, who, is_worse_inside=_is_worse_inside(judged))


def _is_worse_inside(judged: Judged) -> bool:
    worst = min(rank(each) for each in judged.content.mentions)
    return worst < rank(judged.senders[0].judged)


def _both(content: Answer, who: tuple[VerdictCard, ...], *, is_worse_inside: bool) -> Answer:
    """Put senders and content under a heading each."""
    wording, language = Wording.load(), content.language
    about_content = f"{wording.text('content.section', language)} {content.summary}".strip()
    inside = _under(about_content, content.cards)
    senders = _under(wording.text("account.section", language), who)
    cards = (*inside, *senders) if is_worse_inside else (*senders, *inside)
    return replace(content, verdict=cards[0].verdict, cards=cards, summary="")


def _under(section: str, cards: tuple[VerdictCard, ...]) -> tuple[VerdictCard, ...]:
    return tuple(replace(each, section=section) for each in cards)


def _with_caveat(content: Answer, caveat: str) -> Answer:
    """Put a caveat among the evidence of the first address."""
    first, *others = content.cards
    cautious = replace(first, reasons=(*first.reasons, caveat), at_once=(*first.at_once, caveat))
    return replace(content, cards=(cautious, *others))


def _sender_card(library: Library, sender: Sender, language: str) -> VerdictCard:
    judged = sender.judged
    evidence = tuple(each for each in judged.reasons if each.key != _ABOUT_MAIL)
    site = library.checker.site_of(judged.organisation)
    real = None if judged.verdict.is_trusted else judged.beside or site
    card = library.card(replace(judged, reasons=evidence, beside=real), language)
    # A mere name is shown safe already, and as a piece of text it may stand in any sentence.
    spellings = card.spellings if sender.account.username else ()
    reasons = (*card.reasons, *_about_name(sender, language))
    return replace(card, reasons=reasons, spellings=spellings)


def _about_name(sender: Sender, language: str) -> Iterator[str]:
    wording, account = Wording.load(), sender.account
    if sender.judged.verdict.is_trusted:
        return
    if account.username is None:
        yield wording.text("account.name_only", language)
    elif account.name:
        yield wording.text("account.shown_as", language, name=f"“{safe_name(account.name)}”")
    if sender.claims:
        yield wording.text("account.claims", language, organisation=sender.claims.display_name)
