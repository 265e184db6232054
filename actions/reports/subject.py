"""What a report is about: the worst mention of what the citizen pasted."""

from dataclasses import dataclass

from actions.reports.grouping import kin_of_address, kin_of_name
from actions.reports.model import Subject
from knowledge.addresses.platforms import ascii_lower
from knowledge.library import Library
from knowledge.matching.finding.mentions import Mention
from knowledge.matching.pasted.text import read, shown
from knowledge.matching.verdict import MentionVerdict, MessageVerdict, defanged
from knowledge.model import Organisation

UNKNOWN = "unknown"
LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class SubjectFound:
    """A subject with the check that found it.

    Attributes:
        subject: None of an empty text.
    """

    subject: Subject | None
    judged: MessageVerdict


def subject_of(library: Library, text: str, platform: str | None) -> SubjectFound:
    """Find what is reported.

    Args:
        library: The register to check against.
        text: What the citizen pasted.
        platform: Where it was seen, if known; completes a bare account name.
    """
    judged = library.checker.check(text, platform=platform)
    if judged.mentions:
        return SubjectFound(_of_mention(judged.worst_first[0], library), judged)
    return SubjectFound(_of_text(text), judged)


def _of_mention(judged: MentionVerdict, library: Library) -> Subject:
    platform, key, address = _place(judged.mention)
    organisation = judged.organisation
    return Subject(
        platform=platform,
        key=key,
        shown=address,
        imitates=organisation.id if organisation else None,
        difference=str(judged.resembles[0].difference) if judged.resembles else None,
        verdict=str(judged.verdict),
        reach=_reach(organisation),
        kin=_kin(judged.mention, library),
    )


def _kin(mention: Mention, library: Library) -> str | None:
    if mention.address:
        return kin_of_address(mention.address, library.addresses)
    return kin_of_name(mention.handle) if mention.handle else None


def _place(mention: Mention) -> tuple[str, str, str]:
    """Give platform, normal form and what people read."""
    if mention.address:
        address = mention.address
        return address.platform, address.key, defanged(address.value)
    if mention.handle:
        return UNKNOWN, ascii_lower(mention.handle), f"@{shown(mention.handle)}"
    return UNKNOWN, _folded(mention.text), mention.shown or shown(mention.text)


def _of_text(text: str) -> Subject | None:
    """Take the words themselves: the same words are the same case."""
    folded = _folded(text)
    if not folded:
        return None
    return Subject(UNKNOWN, folded, shown(" ".join(read(text).clean.split()))[:LONGEST_TEXT])


def _folded(text: str) -> str:
    return " ".join(read(text).clean.casefold().split())[:LONGEST_TEXT].strip()


def _reach(organisation: Organisation | None) -> int:
    return len(organisation.channels) if organisation else 0
