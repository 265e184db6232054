"""The domain that a message asks about as one: `is all that ends on @fluvius.be theirs?`."""

from collections.abc import Sequence

from actions.cues.talk import TalkWords
from knowledge.addresses.address import Addresses
from knowledge.matching.finding.mentions import Mention, MentionKind


def domain_in(text: str, mentions: Sequence[Mention], addresses: Addresses) -> str | None:
    """Give the domain whose owner is asked after; None where an address itself is asked about.

    A mailbox or a page is judged as such: it tells more than the domain that it stands at.
    """
    if not mentions or not TalkWords.load().has("after_at", text):
        return None
    found = {_bare_domain(each, addresses) for each in mentions}
    return found.pop() if len(found) == 1 else None


def _bare_domain(mention: Mention, addresses: Addresses) -> str | None:
    written = mention.text.strip(" .,;:?!").lstrip("@").casefold()
    is_one = mention.kind is not MentionKind.EMAIL and "@" not in written
    return written if is_one and addresses.owned_domain(written) == written else None
