"""Free text → mentions: every address, account, mailbox, number and sender name, with offsets.

Each kind is found by its own module; here they are put in order, so that one piece of text is one
mention, and each gets its traps and a form that is safe to show.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from weakref import proxy

from knowledge.addresses import web
from knowledge.addresses.address import AddressError, Addresses
from knowledge.matching.finding.cues.finder_data import MENTIONS_FILE, FinderData
from knowledge.matching.finding.cues.platform_words import ELSEWHERE, PlatformWord, PlatformWords
from knowledge.matching.finding.cues.prose import Prose
from knowledge.matching.finding.cues.tariffs import PREMIUM, SHORT, tariff_trap
from knowledge.matching.finding.disguised_numbers import DisguisedNumbers
from knowledge.matching.finding.frames import Frames, Scene
from knowledge.matching.finding.handles import Handle, Handles
from knowledge.matching.finding.links import Link, Links
from knowledge.matching.finding.numbers import Number, Numbers
from knowledge.matching.finding.payloads import networks, payloads
from knowledge.matching.finding.senders import Sender, Senders
from knowledge.matching.finding.spelling import Spelling
from knowledge.matching.pasted import markup
from knowledge.matching.pasted.mail_heads import MailHeads
from knowledge.matching.pasted.text import Pasted, read, shown
from knowledge.model import Address

TRAPS: tuple[str, ...] = (
    "userinfo",
    "backslash",
    "control_character",
    "invisible_character",
    "percent_encoded_host",
    "unusual_characters",
    "foreign_letters",
    "punycode",
    "mixed_scripts",
    "trailing_dot",
    "port",
    "ip_host",
    "very_long",
    "post_link",
    "leads_on",
    "redirector",
    "shortener",
    "looks_like_platform",
    "shown_text_differs",
    "dangerous_scheme",
    "unreadable_link",
    "doubtful_name",
    "copied_page",
    "invalid_iban",
    "invalid_phone",
    "disguised_number",
    PREMIUM,
    SHORT,
    "too_many",
)
"""Every reason code that a mention can carry."""

# A message of 4,000 characters can hold a thousand addresses; nobody asks about more than these.
MOST_MENTIONS = 100
READ_AGAIN = 32  # texts: understanding and actions both ask for the same one


class MentionKind(StrEnum):
    """What a piece of text is."""

    URL = "url"
    HANDLE = "handle"
    EMAIL = "email"
    PHONE = "phone"
    SMS_SENDER = "sms_sender"
    IBAN = "iban"


_NEVER_A_LINK = frozenset({MentionKind.PHONE, MentionKind.IBAN})
_CUT_AT_A_SIGN = frozenset(MentionKind) - {MentionKind.URL}
_GOES_ON = re.compile(r"@\w|;phone-context|%[0-9A-Fa-f]{2}|\.[^\W\dA-Z_]|@@")
_MAY_HIDE = re.compile(r"[%#]|://")
_RUN = re.compile(r"\S++")
_REST_OF_RUN = re.compile(r"\S*+")


@dataclass(frozen=True, slots=True)
class Mention:
    """One address in a text.

    Attributes:
        text: As sent.
        start: Offset into the text as sent, in code points; `end` is one past the last.
        address: Where it leads; None for a handle without platform, for a link that opens no web
            page and for a bank account with wrong check digits.
        handle: Account name without `@`, when no platform is known.
        display_name: The name that a mailbox is shown with.
        traps: What makes it look like something else, codes of `TRAPS`.
        shown: Defanged, without invisible characters.
    """

    text: str
    start: int
    end: int
    kind: MentionKind
    address: Address | None
    handle: str | None = None
    display_name: str | None = None
    traps: tuple[str, ...] = ()
    shown: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention in offsets of the clean text."""

    start: int
    end: int
    kind: MentionKind
    address: Address | None
    handle: str | None = None
    display_name: str | None = None
    traps: tuple[str, ...] = ()


class _Search:
    """One text and what is found in it so far."""

    def __init__(self, pasted: Pasted, platform_words: Sequence[PlatformWord]) -> None:
        self.pasted = pasted
        self.platform_words = platform_words
        self.found: list[_Found] = []
        self.doubtful: list[_Found] = []
        size = len(pasted.clean) + 1
        self.taken, self.shown_names = bytearray(size), bytearray(size)
        self.no_number, self.amounts = bytearray(size), bytearray(size)
        self._addresses: set[Address | str] = set()

    def take(self, start: int, end: int) -> bool:
        """Claim a span; False when part of it is claimed already."""
        if self.taken.find(1, start, end) >= 0:
            return False
        _mark(self.taken, start, end)
        return True

    @property
    def is_full(self) -> bool:
        """Whether more mentions would not be kept."""
        return len(self._addresses) > MOST_MENTIONS

    def add(self, found: _Found) -> None:
        """Keep a mention unless it stands inside another one."""
        if not self.is_full and self.take(found.start, found.end):
            self._addresses.add(_key(found, self.pasted))
            self.found.append(found)

    def add_number(self, found: _Found, is_doubtful: bool = False) -> None:
        """Keep a number unless it is a date or the like; a doubtful one only for later."""
        if self.no_number.find(1, found.start, found.end) >= 0:
            return
        if found.address and self.taken[found.start] and not self.taken[found.end - 1]:
            # It starts in a link and goes on behind it: `site.be/?bel=0470 12 34 56`.
            last = self.taken.rfind(1, found.start, found.end)
            found = replace(found, start=last + 1)
        if not is_doubtful:
            self.add(found)
        elif self.take(found.start, found.end):
            self.doubtful.append(found)

    def is_amount(self, start: int, end: int) -> bool:
        """Tell whether a number is written as a price or a percentage."""
        return self.amounts.find(1, start, end) >= 0


class MentionFinder:
    """Finds mentions.

    Args:
        addresses: Reads every kind of address.
        data: File with word and host lists.
    """

    def __init__(self, addresses: Addresses, data: Path = MENTIONS_FILE) -> None:
        lists = FinderData.load(data)
        words = lists.words
        self._addresses = addresses
        self._platforms = addresses.platforms
        self._platform_words = PlatformWords(
            addresses.platforms,
            words["prepositions"],
            words["account_words"],
            words["articles"],
            words["conjunctions"],
            words["elsewhere"],
            words["compound_endings"],
        )
        prose = Prose(lists)
        self._spelling = Spelling(addresses, lists, prose)
        self._links = Links(addresses, lists, prose)
        self._senders = Senders(addresses, lists)
        self._mail_heads = MailHeads(words)
        self._frames = Frames(addresses.platforms, words)
        self._handles = Handles(addresses, lists, self._frames)
        self._numbers = Numbers(addresses, lists)
        self._disguised = DisguisedNumbers(addresses, lists)
        self._email_like = frozenset({"email", "email_domain"})
        own = proxy(self)  # in a ring with its memory, neither would be freed
        self._found_in = lru_cache(maxsize=READ_AGAIN)(lambda *asked: own._find(*asked))

    def find(self, text: str, platform: str | None = None) -> tuple[Mention, ...]:
        """Give the mentions of a text in order; linear in its length.

        Args:
            text: As sent.
            platform: Where the citizen says it was seen; completes a bare handle.
        """
        found: tuple[Mention, ...] = self._found_in(text, platform)
        return found

    def _find(self, text: str, platform: str | None) -> tuple[Mention, ...]:
        pasted = read(text)
        pasted = pasted.edited(self._spelling.undone(pasted.clean))
        clean = pasted.clean
        search = _Search(pasted, self._platform_words.find(clean))
        for start, end, trap in payloads(clean):
            search.add(_unread(_Found(start, end, MentionKind.URL, None), trap))
        for span in networks(clean):
            if search.take(*span):
                joined = _Found(*span, MentionKind.URL, None, traps=("dangerous_scheme",))
                search.doubtful.append(joined)
        receivers, traces = self._mail_heads.silent(clean)
        for span in traces:
            search.take(*span)
        names = self._find_links(search, platform)
        unsure = self._find_mailboxes(search, platform, receivers)
        for handle in self._handles.federated(clean):
            search.add(self._handle(handle))
        self._find_numbers(search, platform, names)
        self._find_accounts(search, platform, names)
        search.doubtful += [each for each in unsure if search.take(each.start, each.end)]
        if platform == "sms" and not search.found:
            self._find_lone_sender(search)
        self._find_hidden(search)
        return self._mentions(search)

    def platform_in(self, text: str) -> str | None:
        """Give the platform that a text names in words, a social one before others."""
        return self._platform_words.first(text)

    def platform_answered(self, text: str) -> str | None:
        """Give the platform that a text means as an answer to `on which platform?`.

        None when it denies one (`niet op X`), names several, or a place that is none of ours.
        """
        return self._frames.answered(text, self._platform_words.find(text))

    def names_place(self, text: str) -> bool:
        """Tell whether a text names a platform, or says `on …` of something like one."""
        is_known = bool(self._platform_words.find(text))
        return is_known or self._frames.names_other_place(text)

    def _find_links(self, search: _Search, platform: str | None) -> list[_Found]:
        """Find what can be nothing but a link; give the names that may be an account too."""
        pasted = search.pasted
        for find in (self._links.in_markup, self._links.with_scheme, self._links.without_scheme):
            for link in find(pasted):
                search.add(self._link(link, platform))
        names = []
        for link in self._links.bare(pasted, search.taken):
            if search.is_full:
                break
            if link.is_doubtful:
                search.doubtful.append(self._link(link, platform))
            elif link.has_extra:
                search.add(self._link(link, platform))
            else:
                names.append(self._link(link, platform))
        return names

    def _find_mailboxes(
        self, search: _Search, platform: str | None, receivers: Sequence[tuple[int, int]]
    ) -> list[_Found]:
        """Find mailboxes, but for those of receivers; give what may be one."""
        named = {platform, *(word.platform for word in search.platform_words)}
        silent = bytearray(len(search.taken))
        for span in receivers:
            _mark(silent, *span)
        unsure = []
        for sender in self._senders.mailboxes(search.pasted):
            if silent[sender.start]:
                search.take(sender.start, sender.end)
            elif sender.is_doubtful:
                unsure.append(_sender(sender, MentionKind.EMAIL))
            elif not self._add_federated(search, sender, named):
                search.add(_sender(sender, MentionKind.EMAIL))
                _mark(search.shown_names, sender.shown_from, sender.start)
        return unsure

    def _add_federated(self, search: _Search, sender: Sender, named: set[str | None]) -> bool:
        """Add what is written as a mailbox and is an account on a federated server."""
        address = sender.address
        server = self._platforms.of_host((address and address.host) or "")
        is_named = any(map(self._is_federated, named))
        if address is None or not ((server and server.federated) or is_named):
            return False
        search.add(self._handle(Handle(sender.start, sender.end, address.key, "mastodon")))
        return True

    def _find_numbers(self, search: _Search, platform: str | None, names: Sequence[_Found]) -> None:
        clean = search.pasted.clean
        for span in (*self._numbers.other_numbers(clean), *map(_span, names)):
            _mark(search.no_number, *span)
        for span in self._numbers.amounts(clean):
            _mark(search.amounts, *span)
        named = platform or next((word.platform for word in search.platform_words), None)
        for number in self._numbers.ibans(clean):
            search.add_number(_iban(number))
        for number in self._disguised.ibans(clean):
            found = _disguised(number, MentionKind.IBAN)
            search.add_number(found, is_doubtful=number.is_doubtful)
        doubtful = []
        for is_doubtful, found in self._phones_in(search, platform, named):
            if is_doubtful:
                doubtful.append(found)
            else:
                search.add_number(found)
        for found in doubtful:  # last: a piece must not stand in the way of the whole
            search.add_number(found, is_doubtful=True)

    def _phones_in(
        self, search: _Search, platform: str | None, named: str | None
    ) -> Iterator[tuple[bool, _Found]]:
        """Give telephone numbers and whether they are doubtful, then those in other clothes."""
        clean = search.pasted.clean
        for number in self._numbers.phones(clean):
            is_amount = search.is_amount(number.start, number.end)
            if number.address or not is_amount:
                yield number.is_doubtful or is_amount, self._phone(number, platform, named)
        for number in self._disguised.phones(clean):
            if not search.is_amount(number.start, number.end):
                yield number.is_doubtful, _disguised(number, MentionKind.PHONE)

    def _find_accounts(
        self, search: _Search, platform: str | None, names: Sequence[_Found]
    ) -> None:
        for handle in self._handles.with_at(self._scene(search, platform)):
            search.add(self._at_handle(handle, search))
        self._find_senders(search, platform)
        if self._is_social(platform):
            self._find_lone_name(search, platform or "")
        scene = self._scene(search, platform)
        for handle in self._handles.without_at(scene):
            is_shown = search.shown_names.find(1, handle.start, handle.end) >= 0
            if not is_shown and (handle.platform or "." not in handle.name):
                search.add(self._handle(self._as_written(handle, search)))
        for name in names:
            search.add(name)

    def _find_senders(self, search: _Search, platform: str | None) -> None:
        clean = search.pasted.clean
        for sender in self._senders.sms_names(clean):
            if search.shown_names.find(1, sender.start, sender.end) < 0:
                search.add_number(_sender(sender, MentionKind.SMS_SENDER))
        for number in self._numbers.short_numbers(clean):
            if not search.is_amount(number.start, number.end):
                search.add_number(
                    self._phone(number, platform, platform), is_doubtful=number.is_doubtful
                )

    def _find_hidden(self, search: _Search) -> None:
        """Find what is left of addresses that were cut, or that are not written as one."""
        self._widen_all(search)
        clean = search.pasted.clean
        if not clean.isascii() or _MAY_HIDE.search(clean):
            position = 0
            for start, end in (*sorted(map(_span, search.found)), (len(clean), len(clean))):
                for link in self._links.odd_names(clean, position, start):
                    # A hashtag alone is no address; beside one it may pass for one.
                    if link.has_extra or search.found:
                        search.add(self._link(link, None))
                position = end
        for span in self._links.unread_targets(clean, search.taken):
            search.add(_unread_link(span))
        if search.found:
            self._look_again(search)

    def _look_again(self, search: _Search) -> None:
        """Keep what may be an address, beside one that is: nothing stays unread beside a yes."""
        clean = search.pasted.clean
        search.doubtful += map(_unread_link, self._links.scripts(clean))
        for each in sorted(search.doubtful, key=_span):
            if not _meets(each, search.found):
                search.found.append(each)
                _mark(search.taken, each.start, each.end)
        for start, end in self._spelling.doubts(clean):
            # Of a name that goes on behind an address, the rest is what was not read.
            start = max(start, search.taken.rfind(1, start, end) + 1)
            if any(character.isalnum() for character in clean[start:end]):
                search.found.append(_unread_link((start, end)))
                _mark(search.taken, start, end)

    def _widen_all(self, search: _Search) -> None:
        """Take the whole run of characters where a mention is only the readable piece of it."""
        clean = search.pasted.clean
        found = sorted(search.found, key=_span)
        starts = [run.start() for run in _RUN.finditer(clean)] if found else []
        search.found = []
        previous = 0
        for index, each in enumerate(found):
            run_end = _REST_OF_RUN.match(clean, each.end).end()  # type: ignore[union-attr]
            start = max(previous, starts[bisect_right(starts, each.start) - 1])
            end = min(run_end, found[index + 1].start if index + 1 < len(found) else run_end)
            if start < each.start or each.end < end:
                each = self._widened(search.pasted, each, (start, end), run_end)
            _mark(search.taken, each.start, each.end)
            search.found.append(each)
            previous = each.end

    def _widened(self, pasted: Pasted, each: _Found, room: tuple[int, int], run_end: int) -> _Found:
        """Give the whole of what a mention is a piece of, if that cannot be read."""
        trap = None
        start, end = each.start, each.end
        if each.kind is MentionKind.URL:
            trap = self._links.trap_in_front(pasted, room[0], (start, end))
            start = room[0] if trap else start
            if self._links.is_other_place(pasted, (each.start, end), run_end, room[1]):
                end = room[1]
        elif each.kind in _CUT_AT_A_SIGN and not _is_mailto(pasted.clean, start, end):
            end = room[1] if _GOES_ON.search(pasted.clean, end, room[1]) else end
        if (start, end) == (each.start, each.end):
            return each
        return _unread(replace(each, start=start, end=end), trap or "unreadable_link")

    def _find_lone_name(self, search: _Search, platform: str) -> None:
        """Take a message of one word for an account on the platform that was chosen."""
        start, end = _stripped(search.pasted.clean)
        name = search.pasted.clean[start:end]
        is_one_word = 1 < len(name) < 80 and not any(c.isspace() or c in "/:@" for c in name)
        if search.found or not is_one_word:
            return
        syntax = self._platforms.get(platform).handle
        if "." in name and self._links.is_domain(name) and not (syntax and syntax.fullmatch(name)):
            return
        search.add(self._handle(self._as_written(Handle(start, end, name, platform), search)))

    def _find_lone_sender(self, search: _Search) -> None:
        start, end = _stripped(search.pasted.clean)
        name = search.pasted.clean[start:end]
        if 0 < len(name.split()) <= 3:
            try:
                address = self._addresses.from_sender_name(name)
            except AddressError:
                return
            search.add(_Found(start, end, MentionKind.SMS_SENDER, address))

    def _scene(self, search: _Search, platform: str | None) -> Scene:
        social = tuple(
            word
            for word in search.platform_words
            if (self._is_social(word.platform) or word.platform == ELSEWHERE)
            and not search.taken[word.start]
        )
        default = platform if self._is_social(platform) else None
        return self._frames.scene(search.pasted.clean, social, bytes(search.taken), default)

    def _is_federated(self, platform: str | None) -> bool:
        return platform in self._platforms and self._platforms.get(platform or "").federated

    def _is_social(self, platform: str | None) -> bool:
        return platform in self._platforms and self._platforms.get(platform or "").kind == "social"

    def _link(self, link: Link, platform: str | None) -> _Found:
        address, traps = link.address, link.traps
        is_elsewhere = address is not None and address.platform == "website"
        if is_elsewhere and address and platform == "mastodon" and address.path.startswith("@"):
            name = address.path[1:].partition("/")[0]
            address = self._federated(f"@{name}@{address.host}") or address
        return _Found(link.start, link.end, MentionKind.URL, address, traps=traps)

    def _federated(self, name: str) -> Address | None:
        try:
            return self._addresses.from_handle(name, "mastodon")
        except AddressError:
            return None

    def _phone(self, number: Number, platform: str | None, named: str | None) -> _Found:
        address = number.address
        if address is None:
            return _Found(
                number.start, number.end, MentionKind.PHONE, None, traps=("invalid_phone",)
            )
        trap = tariff_trap(address)
        traps = (trap,) if trap else ()
        if number.is_texted or platform == "sms":
            sender = self._addresses.from_sender_name(address.key)
            return _Found(number.start, number.end, MentionKind.SMS_SENDER, sender, traps=traps)
        if named == "whatsapp" and address.key.startswith("+"):
            address = self._addresses.from_handle(address.key, "whatsapp")
        return _Found(number.start, number.end, MentionKind.PHONE, address, traps=traps)

    def _at_handle(self, handle: Handle, search: _Search) -> _Found:
        if handle.platform is None and self._links.is_domain(handle.name, has_extra=True):
            named = {word.platform for word in search.platform_words}
            if named & self._email_like:
                return self._mail_domain(handle)
        return self._handle(self._as_written(handle, search))

    def _mail_domain(self, handle: Handle) -> _Found:
        found = _Found(handle.start, handle.end, MentionKind.EMAIL, None)
        try:
            return replace(found, address=self._addresses.from_email(f"@{handle.name}"))
        except AddressError:
            return _unread(found, "unreadable_link")

    def _as_written(self, handle: Handle, search: _Search) -> Handle:
        """Give a handle with its own letters: a wide `ａ` is another account than `a`."""
        place = handle.written or handle
        raw = search.pasted.raw_slice(place.start, place.end)
        visible = "".join(c for c in raw if not web.is_invisible(c) and not web.is_control(c))
        return replace(handle, name=visible.lstrip("@＠﹫"))

    def _handle(self, handle: Handle) -> _Found:
        platform = handle.platform or self._platform_of_domain(handle.name)
        name = handle.name.removeprefix("@")
        if platform:
            try:
                address = self._addresses.from_handle(handle.name, platform)
            except AddressError:
                pass
            else:
                return _Found(handle.start, handle.end, MentionKind.HANDLE, address)
        return _Found(handle.start, handle.end, MentionKind.HANDLE, None, handle=name)

    def _platform_of_domain(self, name: str) -> str | None:
        for platform in self._platforms:
            domain = platform.handle_domain
            if domain and name.lower().endswith(f".{domain}"):
                return platform.key
        return None

    def _mentions(self, search: _Search) -> tuple[Mention, ...]:
        found = sorted(self._unmask(search), key=_span)
        return tuple(_mention(each, search.pasted) for each in _first(found, search.pasted))

    def _unmask(self, search: _Search) -> Iterable[_Found]:
        """Mark links whose shown text is another address; drop a shown text that is the same."""
        kept = {(each.start, each.end): each for each in search.found}
        for shown_span, target_span in markup.links(search.pasted.clean):
            target = next(_within(kept.values(), target_span), None)
            for said in tuple(_within(kept.values(), shown_span)) if target else ():
                if target is None or said is target:
                    continue
                if said.address == target.address:
                    del kept[said.start, said.end]
                elif "shown_text_differs" not in target.traps:
                    marked = replace(target, traps=(*target.traps, "shown_text_differs"))
                    kept[target.start, target.end] = marked
        return kept.values()


def _meets(one: _Found, others: Iterable[_Found]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def platform_words(text: str, addresses: Addresses) -> str | None:
    """Give the platform that a text names in words, or None."""
    return _finder(addresses).platform_in(text)


@lru_cache(maxsize=2)
def _finder(addresses: Addresses) -> MentionFinder:
    return MentionFinder(addresses)


def _within(found: Iterable[_Found], span: tuple[int, int]) -> Iterator[_Found]:
    return (each for each in found if span[0] <= each.start < span[1])


def _stripped(text: str) -> tuple[int, int]:
    """Give the span of a text without the spaces and quotes around it."""
    bare = text.strip(" \t\n\r\"'“”‘’?!.,")
    start = text.find(bare)
    return start, start + len(bare)


def _span(found: _Found) -> tuple[int, int]:
    return found.start, found.end


def _is_mailto(clean: str, start: int, end: int) -> bool:
    """Tell a link that starts a mail, whose subject says nothing about where it goes."""
    return clean[end : end + 1] == "?" and clean[max(0, start - 7) : start].lower() == "mailto:"


def _key(found: _Found, pasted: Pasted) -> Address | str:
    return found.address or pasted.clean[found.start : found.end]


def _first(found: list[_Found], pasted: Pasted) -> list[_Found]:
    """Give as many as anybody asks about; the last stands for those left out, unread."""
    if len(found) <= MOST_MENTIONS:
        return found
    # Repeating one address must not push out another one.
    firsts: dict[Address | str, _Found] = {}
    for each in found:
        firsts.setdefault(_key(each, pasted), each)
    different = list(firsts.values())
    if len(different) > MOST_MENTIONS:
        different[MOST_MENTIONS - 1] = _unread(different[MOST_MENTIONS - 1], "too_many")
    return different[:MOST_MENTIONS]


def _mark(mask: bytearray, start: int, end: int) -> None:
    mask[start:end] = b"\x01" * (end - start)


def _unread_link(span: tuple[int, int]) -> _Found:
    return _Found(*span, MentionKind.URL, None, traps=("unreadable_link",))


def _unread(found: _Found, trap: str) -> _Found:
    """Give a mention that leads nowhere as far as we can tell."""
    return replace(found, address=None, handle=None, traps=(trap,))


def _sender(sender: Sender, kind: MentionKind) -> _Found:
    trap = tariff_trap(sender.address) if sender.address else "unreadable_link"
    traps = (trap,) if trap else ()
    name = sender.display_name
    return _Found(sender.start, sender.end, kind, sender.address, display_name=name, traps=traps)


def _iban(number: Number) -> _Found:
    traps = () if number.address else ("invalid_iban",)
    return _Found(number.start, number.end, MentionKind.IBAN, number.address, traps=traps)


def _disguised(number: Number, kind: MentionKind) -> _Found:
    trap = tariff_trap(number.address) if number.address else "disguised_number"
    traps = (trap,) if trap else ()
    return _Found(number.start, number.end, kind, number.address, traps=traps)


def _mention(found: _Found, pasted: Pasted) -> Mention:
    start, end = pasted.original_span(found.start, found.end)
    raw = pasted.raw_slice(found.start, found.end)
    written: Mapping[str, bool] = {
        "control_character": web.has_control(raw),
        "invisible_character": web.has_invisible(raw),
    }
    seen = [code for code, is_there in written.items() if is_there and code not in found.traps]
    if found.kind is MentionKind.EMAIL and found.address and found.address.host:
        seen += web.host_traps(found.address.host, raw)
    clean = pasted.clean[found.start : found.end]
    is_no_link = found.kind in _NEVER_A_LINK and "unreadable_link" not in found.traps
    return Mention(
        text=pasted.original[start:end],
        start=start,
        end=end,
        kind=found.kind,
        address=found.address,
        handle=found.handle,
        display_name=found.display_name,
        traps=(*found.traps, *seen),
        shown=clean if is_no_link else shown(clean),
    )
