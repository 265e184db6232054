"""Who sent it: mailboxes with their display name, names of senders of text messages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

from knowledge.addresses.address import AddressError, Addresses
from knowledge.matching.finding.cues.finder_data import FinderData
from knowledge.matching.finding.cues.platform_words import any_of
from knowledge.matching.pasted.mail_heads import decoded, encoded_name
from knowledge.matching.pasted.text import Pasted
from knowledge.model import Address

_LONGEST_LOCAL = 64
_LOCAL = re.compile(r"[\w.!#$%&'*+/=?^{}|~-]+$")
_DOMAIN = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,20}")
# What somebody may have meant as a domain, readable or not.
_MEANT_AS_DOMAIN = re.compile(r"\[[0-9a-fA-F.:]{3,45}\]|[^\s@<>()\[\]\"“”„«»,;:/?!|]{1,255}")
_NEW_SENTENCE = re.compile(r"(?<=\w)\.[A-Z][a-z]*$")
_MAILTO = re.compile(r"(?<!\w)mailto:(?P<to>[^\s<>\"“”„«»`)\]]+)", re.IGNORECASE)
_HARMLESS_FIELDS = frozenset({"subject", "body"})
_WITHOUT_ENDING = re.compile(r"[^\W\d_][\w-]{0,62}(?![\w@.-])")
_LONGEST_ENCODED = 600
_QUOTED = re.compile(r"[\"“„«]\s?([^\"“”„«»\n<>]{1,80}?)\s?[\"”“»]\s*[<(\[]?\s*(?:mailto:)?$")
_UNQUOTED = re.compile(r"([^\n<>:;\"“”«»()@]{1,60}?)\s*[<(\[]\s*(?:mailto:)?$")
_BEHIND = re.compile(r">?\s?\(([A-Z][^()@\n]{1,60})\)")
_OPENERS = ("<", "(", "[", '"', "”", "“", "»", "mailto:")
_MAIL_LABEL = re.compile(r":\s*$")
_LINE_START = re.compile(r"(?:^|\n)\s*$")
_LONGEST_NAME = 4  # words; what is longer at the start of a line is a sentence
_LOWER_NAME = r"[a-z][\w-]{3,10}(?=\s*(?:[,;?!.](?!\w)|\n|$))"
_NAME = r"[A-Z0-9][\w&'’.-]*(?:\ [A-Z][\w&'’.-]*){0,2}"


@dataclass(frozen=True, slots=True)
class Sender:
    """A mailbox or a sender name.

    Attributes:
        address: None for a mailbox that no mail can be sent to as it is written.
        display_name: What a mailbox is shown with; it starts at `shown_from`.
        is_doubtful: It may as well be no mailbox; it counts beside another address only.
    """

    start: int
    end: int
    address: Address | None
    display_name: str | None = None
    shown_from: int = 0
    is_doubtful: bool = False


class Senders:
    """Finds senders.

    Args:
        addresses: Reads them.
        data: Words that announce a sender.
    """

    def __init__(self, addresses: Addresses, data: FinderData) -> None:
        self._addresses = addresses
        self._not_names = data.words["not_handles"] | data.words["account_words"]
        sms, sender = any_of(data.words["sms_words"]), any_of(data.words["sender_words"])
        from_words = any_of(data.words["from_words"])
        quoted = r"[\"“„«'‘]\s?(?P<quoted>[^\"“”„«»'‘’\n]{1,30}?)\s?[\"”“»'’]"
        start = rf"(?i:(?<!\w)(?=\w)(?:{sms})"
        between = rf"(?:[ ](?!(?:{from_words})[ ])[^\W_]{{1,12}}){{0,2}}"
        self._sms = re.compile(
            rf"{start}(?:{between}[ ](?:{from_words}))?[ ](?:[^\W\d_]{{2,12}}[ ])??){quoted}"
            rf"|{start}{between}[ ](?:{from_words})[ ])(?P<name>{_NAME}|{_LOWER_NAME})"
        )
        self._label = re.compile(
            rf"(?i:(?<!\w)(?=\w)(?:{sender})(?:[ ](?:is|was|est|ist))?\s?[:=]?\s)"
            rf"(?:{quoted}|(?P<name>{_NAME}))"
        )

    def mailboxes(self, pasted: Pasted) -> Iterator[Sender]:
        """Give mailboxes, with the name shown beside them."""
        clean = pasted.clean
        if "@" not in clean and "%40" not in clean:
            return
        yield from self._mailto(clean)
        at = clean.find("@")
        while at >= 0:
            found = self._mailbox(pasted, at)
            if found:
                yield found
            at = clean.find("@", found.end if found else at + 1)

    def _mailto(self, clean: str) -> Iterator[Sender]:
        """Give links that start a mail to others than the one that is read first."""
        for found in _MAILTO.finditer(clean):
            to, _, query = found["to"].partition("?")
            fields = parse_qsl(query, keep_blank_values=True)
            others = [value for name, value in fields if name.lower() not in _HARMLESS_FIELDS]
            if others or "," in to or "%" in to:
                yield Sender(*found.span("to"), self._only_one([unquote(to), *others]))

    def _only_one(self, receivers: list[str]) -> Address | None:
        """Give the address of a mail to one mailbox; None when it is to several."""
        (first, *others) = [each.strip() for text in receivers for each in text.split(",")]
        return None if others else self._mailbox_at(first)

    def sms_names(self, text: str) -> Iterator[Sender]:
        """Give names of senders of text messages, where the text says that they are one."""
        for pattern in (self._sms, self._label):
            for found in pattern.finditer(text):
                group = "quoted" if found["quoted"] else "name"
                start = found.start(group)
                name = found[group].rstrip(".-'’ ")
                address = self._sender_name(name, text[start + len(name) :])
                if address:
                    yield Sender(start, start + len(name), address)

    def _sender_name(self, name: str, rest: str) -> Address | None:
        if re.match(r"[\d\s./-]*\d{4}", rest) or re.match(r"\w*[@.]\w", rest):
            return None
        if name.islower() and name in self._not_names:
            return None
        digits = re.sub(r"\D", "", name)
        if name[:1] == "0" or len(digits) > 6:
            return None
        try:
            return self._addresses.from_sender_name(name)
        except AddressError:
            return None

    def _mailbox(self, pasted: Pasted, at: int) -> Sender | None:
        clean = pasted.clean
        local = _LOCAL.search(clean[max(0, at - _LONGEST_LOCAL) : at])
        if not local:
            return None
        name = local.group().lstrip(".!#$%&'*/=?^{}|~-")
        start = at - len(name)
        end = self._domain_end(clean, at + 1)
        if not name or _before(clean, start) == "@":
            return None
        if end is None:
            return _without_ending(clean, start, at)
        display, first = _display_name(clean, start, end)
        return Sender(start, end, self._read(pasted, start, end), display, first)

    def _domain_end(self, clean: str, start: int) -> int | None:
        """Find where the domain of a mailbox ends; None when nothing like it stands there."""
        domain = _DOMAIN.match(clean, start)
        host = domain.group().rstrip("-_.") if domain else ""
        if host and self._addresses.registrable_domain(host):
            return start + len(host)
        meant = _MEANT_AS_DOMAIN.match(clean, start)
        text = _NEW_SENTENCE.sub("", meant.group().rstrip(".-_'’*…") if meant else "")
        return start + len(text) if "." in text[:-1] or text.startswith("[") else None

    def _read(self, pasted: Pasted, start: int, end: int) -> Address | None:
        visible = "".join(
            raw
            for raw in pasted.raw_slice(start, end)
            if raw.isprintable() or not (raw.isascii() or raw.isspace())
        )
        clean = pasted.clean[start:end]
        if visible == clean:
            return self._mailbox_at(clean)
        return self._mailbox_at(visible) or self._mailbox_at(clean)

    def _mailbox_at(self, text: str) -> Address | None:
        host = text.rpartition("@")[2]
        if not self._addresses.registrable_domain(host):
            return None
        try:
            return self._addresses.from_email(text)
        except AddressError:
            return None


def _without_ending(clean: str, start: int, at: int) -> Sender | None:
    """Give `name@gmail`, which a reader completes."""
    found = _WITHOUT_ENDING.match(clean, at + 1)
    is_name = re.fullmatch(r"[\w.+-]*[^\W\d_][\w.+-]*", clean[start:at]) is not None
    return Sender(start, found.end(), None, is_doubtful=True) if found and is_name else None


def _before(text: str, position: int) -> str:
    return text[position - 1 : position] if position > 0 else ""


def _display_name(clean: str, start: int, end: int) -> tuple[str | None, int]:
    """Give the name beside a mailbox and where it starts."""
    offset = max(0, start - 100)
    before = clean[offset:start]
    if not before.rstrip().endswith(_OPENERS):
        behind = _BEHIND.match(clean, end)
        return (behind.group(1).strip(), start) if behind else (None, start)
    encoded = _encoded(clean, start)
    if encoded:
        return encoded
    quoted = _QUOTED.search(before)
    if quoted:
        return quoted.group(1).strip(), offset + quoted.start()
    unquoted = _UNQUOTED.search(before)
    if unquoted:
        name = _name_at_end(unquoted.group(1), before[: unquoted.start()])
        if name:
            return name, offset + unquoted.end(1) - len(name)
    return None, start


def _encoded(clean: str, start: int) -> tuple[str, int] | None:
    offset = max(0, start - _LONGEST_ENCODED)
    before = clean[offset:start]
    found = encoded_name(before) if "=?" in before else None
    return (decoded(found.group().strip()), offset + found.start()) if found else None


def _name_at_end(words: str, before: str) -> str | None:
    """Give the whole of a header field, else the words with a capital at the end."""
    words = words.strip(" ,'‘’")
    is_short = len(words.split()) <= _LONGEST_NAME
    if _MAIL_LABEL.search(before) or (is_short and _LINE_START.search(before)):
        return words or None
    name: list[str] = []
    for word in reversed(words.split()):
        if not (word[0].isupper() or word[0].isdigit()):
            break
        name.insert(0, word)
    return " ".join(name) or None
