"""The head of a mail that was pasted: which lines name a sender, and which the receiver or an id.

Field names are those of RFC 5322, and what mail programs show for them in four languages.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header

_FIELD = re.compile(r"[ \t>*]*(?P<name>[^\W\d_][\w-]{0,40}(?:[ ][\w-]{1,20})?)[ \t]?:")
_NEXT_FIELD = re.compile(r"[ \t](?P<name>[^\W\d_][\w-]{0,20}):[ \t]")
_LINE = re.compile(r"[^\n]*\n?")
_WORD = re.compile(r"(?:=\?[\w*-]{1,40}\?[bBqQ]\?[^?\s]{0,300}\?=\s*)+")
_TECHNICAL = ("x-", "arc-", "dkim-", "received", "authentication-")
# What servers on the way wrote, by its form: a field that only has the name may hold anything.
_TRACE = re.compile(
    r"received:\s*(?:from|by)\s.*;|(?:x-received|dkim-signature|arc-[\w-]+):.*=.*;"
    r"|authentication-results:.*;.*=|received-spf:\s*\w+\s",
    re.IGNORECASE | re.DOTALL,
)
_OPENS = re.compile(r"://|\bwww\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a head, continuation lines included."""

    name: str
    start: int
    end: int


class MailHeads:
    """Finds the lines of pasted mails whose mailboxes wrote nothing.

    Args:
        words: Lists `mail_senders`, `mail_receivers` and `mail_ids` of field names.
    """

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self._senders = words["mail_senders"]
        self._silent = words["mail_receivers"] | words["mail_ids"]
        self._known = self._senders | self._silent | words["mail_other_fields"]

    def silent(self, text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Give spans whose mailboxes are no senders, and spans that hold no address at all.

        Only in a head that names a sender too, or where there is nothing else: elsewhere `Aan:`
        may tell whom to write to. Linear in the length of the text.
        """
        receivers: list[tuple[int, int]] = []
        traces: list[tuple[int, int]] = []
        last = len(text.rstrip())
        first = len(text) - len(text.lstrip())
        heads = self._heads(text) if ":" in text and "@" in text else ()
        for head in heads:
            is_all = head[0].start <= first and head[-1].end >= last
            if not is_all and not any(field.name in self._senders for field in head):
                continue
            receivers += [(each.start, each.end) for each in head if each.name in self._silent]
            traces += [(each.start, each.end) for each in head if _is_trace(each, text)]
        return receivers, traces

    def _heads(self, text: str) -> Iterator[list[_Field]]:
        """Give runs of lines that are fields."""
        head: list[_Field] = []
        for line in _LINE.finditer(text):
            found = _FIELD.match(line.group())
            name = found["name"].lower() if found else ""
            is_folded = line.group()[:1] in (" ", "\t") and line.group().strip()
            if name in self._known or name.startswith(_TECHNICAL):
                head += self._fields(line, name)
            elif head and is_folded:
                head[-1] = _Field(head[-1].name, head[-1].start, line.end())
            elif head:
                yield head
                head = []
        if head:
            yield head

    def _fields(self, line: re.Match[str], name: str) -> list[_Field]:
        """Split a line that a mail program put several fields on."""
        fields = []
        start = line.start()
        for found in _NEXT_FIELD.finditer(line.group()):
            if found["name"].lower() in self._known:
                fields.append(_Field(name, start, line.start() + found.start()))
                name, start = found["name"].lower(), line.start() + found.start()
        return [*fields, _Field(name, start, line.end())]


def _is_trace(field: _Field, text: str) -> bool:
    written = text[field.start : field.end].lstrip(" \t>*")
    return _TRACE.match(written) is not None and not _OPENS.search(written)


def decoded(name: str) -> str:
    """Give a display name as mail programs show it (RFC 2047)."""
    if "=?" not in name:
        return name
    try:
        return " ".join(str(make_header(decode_header(name))).split())
    except (HeaderParseError, LookupError, ValueError):
        return name


def encoded_name(before: str) -> re.Match[str] | None:
    """Find an encoded display name that ends right before a mailbox."""
    end = len(before.rstrip(' \t"<(['))
    last = None
    for found in _WORD.finditer(before):
        last = found
    return last if last and last.end() >= end else None
