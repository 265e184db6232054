"""What we answer about a message and whoever it comes from: together, worst first.

An account is judged by its username alone. A name proves nothing, and what a message says proves
nothing about who sent it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.channels.telegram.understanding.contents import ACCOUNT_PAGE
from bot.channels.telegram.understanding.reading import Account, Reading, safe_name
from knowledge.addresses.address import AddressError
from knowledge.library import Library
from knowledge.matching.finding.mentions import Mention, MentionKind
from knowledge.matching.pasted.text import shown
from knowledge.matching.verdict import (
    MentionVerdict,
    MessageVerdict,
    Sentence,
    defanged,
)
from knowledge.model import Organisation, Rule, Verdict, worst_of

TELEGRAM = "telegram"
TOO_MANY = "too_many"
MOST_RULES = 2
MOST_CHARACTERS = 8_000
"""Of links that are judged by themselves: twice what a citizen may type."""
LONGEST_UNREAD = 100
_WARNINGS = (Sentence("advice.do_not_react"), Sentence("advice.forward"))
_AT_BEST = Verdict.NOT_LISTED.rank


@dataclass(frozen=True, slots=True)
class Sender:
    """Our answer about whoever a message comes from.

    Attributes:
        claims: The organisation that its name claims to be, where it is not known to be that.
    """

    account: Account
    judged: MentionVerdict
    claims: Organisation | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """Our answer about what a citizen sent.

    Attributes:
        content: About what stands in it.
        senders: About whom it comes from, worst first.
    """

    content: MessageVerdict
    senders: tuple[Sender, ...] = ()

    @property
    def verdict(self) -> Verdict | None:
        """The worst of all."""
        found = [self.content.verdict, *(each.judged.verdict for each in self.senders)]
        return worst_of(each for each in found if each)

    @property
    def is_partial(self) -> bool:
        """Whether something in it was not read."""
        return any(TOO_MANY in each.mention.traps for each in self.content.mentions)

    @property
    def mentions(self) -> tuple[MentionVerdict, ...]:
        """All that was judged, the worst first."""
        every = (*(each.judged for each in self.senders), *self.content.mentions)
        return tuple(sorted(every, key=rank))


def judge(
    library: Library,
    own: Reading,
    others: Sequence[Reading] = (),
    senders: Iterable[Account] = (),
) -> Judged:
    """Judge messages that belong together.

    Args:
        library: The register.
        own: What the citizen wrote: a bare `@name` in it can be on any platform.
        others: What others wrote, and what stands in each QR code; `@name` is theirs at Telegram.
        senders: Who wrote it.
    """
    found: list[MessageVerdict] = []
    for reading in (own, *others):
        leads_here = reading is not own and reading.has_handles
        platform = TELEGRAM if leads_here else None
        found.append(library.checker.check(reading.text, platform=platform))
        found += _each_alone(library, reading.targets)
        if reading.is_partial:
            found.append(_unread(library, reading.text))
    judged = (judge_account(library, each) for each in dict.fromkeys(senders))
    worst_first = sorted(judged, key=lambda each: rank(each.judged))
    return Judged(_together(found), tuple(worst_first))


def judge_account(library: Library, account: Account) -> Sender:
    """Judge an account: only its username can be official."""
    if account.username:
        judged = library.checker.judge(_mention_of(library, account))
    else:
        judged = library.checker.judge(_mere_name(account))
    claimed = None if judged.verdict.is_trusted else _claimed(library, account)
    if claimed and rank(judged) >= _AT_BEST:
        judged = MentionVerdict(
            judged.mention,
            Verdict.LOOKALIKE,
            judged.address,
            organisation=claimed,
            advice=_WARNINGS,
        )
    return Sender(account, judged, claimed)


def rank(judged: MentionVerdict) -> int:
    """Give the place in the order, worst first."""
    return judged.verdict.rank


def is_worse(one: Verdict | None, other: Verdict | None) -> bool:
    """Tell whether a verdict is worse than another one, or than none."""
    if one is None or other is None:
        return one is not None
    return one.rank < other.rank


def lines_of(library: Library, judged: Judged) -> tuple[str, ...]:
    """Give an address a line, the worst first, without the words that stood around.

    Somebody else's words never decide what the citizen asks for. A real address that an unknown
    sender mentions is left out: the conversation would go on about it.
    """
    is_known = all(each.judged.verdict.is_trusted for each in judged.senders)
    told = [each for each in judged.mentions if is_known or not each.verdict.is_trusted]
    lines = dict.fromkeys(_line_of(library, each) for each in told)
    return tuple(line for line in lines if line)


def _line_of(library: Library, judged: MentionVerdict) -> str:
    mention, address = judged.mention, judged.address
    read_again = library.finder.find(mention.text)
    is_alone = len(read_again) == 1 and read_again[0].address == mention.address
    if is_alone and read_again[0].handle == mention.handle:
        return " ".join(mention.text.split())
    return address.value if address else ""


def _mention_of(library: Library, account: Account) -> Mention:
    text = f"{ACCOUNT_PAGE}{account.username}"
    try:
        address = library.addresses.from_handle(account.username or "", TELEGRAM)
    except AddressError:
        address = None
    return Mention(
        text=text,
        start=0,
        end=len(text),
        kind=MentionKind.HANDLE,
        address=address,
        display_name=account.name or None,
        shown=defanged(text),
    )


def _mere_name(account: Account) -> Mention:
    name = account.name
    return Mention(name, 0, len(name), MentionKind.HANDLE, None, shown=f"“{safe_name(name)}”")


def _claimed(library: Library, account: Account) -> Organisation | None:
    found = library.names.find(account.name)
    return library.registry.organisation(found[0].organisation) if found else None


def _each_alone(library: Library, targets: Sequence[str]) -> Iterator[MessageVerdict]:
    """Judge links by themselves; too many stand for what nobody read."""
    room = MOST_CHARACTERS
    for target in targets:
        room -= len(target)
        if room < 0:
            yield _unread(library, target)
            return
        yield _alone(library, target)


def _unread(library: Library, target: str) -> MessageVerdict:
    text = shown(target[:LONGEST_UNREAD])
    mention = Mention(text, 0, len(text), MentionKind.URL, None, traps=(TOO_MANY,), shown=text)
    judged = library.checker.judge(mention)
    return MessageVerdict(judged.verdict, (judged,))


def _alone(library: Library, target: str) -> MessageVerdict:
    """Judge a link by itself; one that we cannot read is still a link."""
    found = library.checker.check(target)
    return found if found.mentions else library.checker.check(f"[·]({target})")


def _together(found: Iterable[MessageVerdict]) -> MessageVerdict:
    """Put answers together, each address once: as it was judged first, beside its words."""
    mentions: dict[object, MentionVerdict] = {}
    rules: dict[str, Rule] = {}
    for each in found:
        for judged in each.mentions:
            key = judged.address or judged.mention.shown
            known = mentions.get(key)
            if known is None or rank(judged) < rank(known):
                mentions[key] = judged
        rules |= {rule.id: rule for rule in each.rules}
    # That not everything was read is told before what was.
    judged_all = tuple(
        sorted(mentions.values(), key=lambda each: TOO_MANY not in each.mention.traps)
    )
    return MessageVerdict(
        worst_of(each.verdict for each in judged_all),
        judged_all,
        tuple(rules.values())[:MOST_RULES],
    )
