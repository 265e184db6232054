"""A judged message in words: who sent it and what stands in it, worst first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.channels.telegram.judging import Judged, Sender, rank
from bot.channels.telegram.reading import safe_name
from bot.channels.telegram.wording import Wording
from knowledge.library import Library
from knowledge.matching.brands import main_site
from knowledge.matching.lookalike import Difference
from knowledge.matching.presenting import as_text, headline, rendered
from knowledge.matching.verdict import TRUSTED
from knowledge.model import ChannelStatus, OfficialChannel, Organisation
from knowledge.naming import named

_ABOUT_MAIL = f"difference.{Difference.DISPLAY_NAME}"


def told(library: Library, judged: Judged, language: str, *, is_from_others: bool) -> str:
    """Give the answer about a message.

    Args:
        library: Whose catalogue holds the sentences.
        judged: The answer.
        language: One of `LANGUAGES`.
        is_from_others: The citizen did not write it: a real address in it proves nothing.
    """
    wording = Wording.load()
    content = as_text(library.answer(judged.content, language))
    if is_from_others and judged.content.verdict in TRUSTED:
        several = len(judged.content.mentions) > 1
        content = _with_caveat(content, wording.text("content.proves_nothing", language), several)
    if not judged.senders:
        return content
    who = "\n\n".join(_told_sender(library, each, language) for each in judged.senders)
    advice = _advice(library, judged.senders, content, language)
    if not content:
        return "\n\n".join([who, *advice])
    sections = [
        f"{wording.text('account.section', language)}\n{who}",
        f"{wording.text('content.section', language)}\n{content}",
    ]
    worst_inside = min(rank(each) for each in judged.content.mentions)
    if worst_inside < rank(judged.senders[0].judged):
        sections.reverse()
    return "\n\n".join([*sections, *advice])


def short(text: str, *, mentions: int) -> str:
    """Give what a group needs of an answer: the verdict, its evidence and what to do."""
    paragraphs = text.split("\n\n")
    return "\n\n".join(paragraphs[: 3 if mentions > 1 else 2])


def _told_sender(library: Library, sender: Sender, language: str) -> str:
    judged, catalogue = sender.judged, library.catalogue
    lines = [headline(judged, catalogue, language)]
    lines += [
        f"• {rendered(each, catalogue, language, judged)}"
        for each in judged.reasons
        if each.key != _ABOUT_MAIL
    ]
    lines += [f"• {each}" for each in _about_name(sender, language)]
    organisation = judged.organisation
    real = judged.beside or _site_of(organisation)
    if organisation and real and judged.verdict not in TRUSTED:
        names, address = named(organisation), real.address.value
        lines.append(catalogue.text("advice.real_channel", language, **names, address=address))
    return "\n".join(lines)


def _about_name(sender: Sender, language: str) -> Iterator[str]:
    wording, account = Wording.load(), sender.account
    if sender.judged.verdict in TRUSTED:
        return
    if account.username is None:
        yield wording.text("account.name_only", language)
    elif account.name:
        yield wording.text("account.shown_as", language, name=f"“{safe_name(account.name)}”")
    if sender.claims:
        yield wording.text("account.claims", language, organisation=sender.claims.display_name)


def _with_caveat(content: str, caveat: str, several: bool) -> str:
    """Put a caveat among the evidence of the first address."""
    paragraphs = content.split("\n\n")
    paragraphs[int(several)] += f"\n• {caveat}"
    return "\n\n".join(paragraphs)


def _advice(library: Library, senders: Sequence[Sender], content: str, language: str) -> list[str]:
    """Give what to do about the senders, beyond what is said of the content already."""
    lines = dict.fromkeys(
        rendered(sentence, library.catalogue, language, each.judged)
        for each in senders
        for sentence in each.judged.advice
    )
    new = [line for line in lines if line not in content]
    return ["\n".join(new)] if new else []


def _site_of(organisation: Organisation | None) -> OfficialChannel | None:
    channels = organisation.channels if organisation else ()
    return main_site([each for each in channels if each.status is ChannelStatus.ACTIVE])
