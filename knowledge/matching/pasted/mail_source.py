"""The source of a mail: header words and bodies that are written in codes (RFC 2045, 2047)."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header

from knowledge.matching.pasted.rewriting import Edit

_ENCODED_WORD = re.compile(r"=\?[\w*+-]{1,40}\?[bBqQ]\?[^?\s]*+\?=")
_NEXT_WORD = re.compile(r"[ \t\r\n]*+(?==\?[\w*+-]{1,40}\?[bBqQ]\?)")
_HEADER = r"(?im)^[ \t>]*+"
_ENCODING = re.compile(
    rf"{_HEADER}content-transfer-encoding\s*:\s*\"?(base64|quoted-printable)\b[^\n]*+"
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.+-]{1,40})", re.IGNORECASE)
_TYPE = re.compile(rf"{_HEADER}content-type\s*:\s*([a-z]+)/", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t>]*\r?\n")
_BOUNDARY = re.compile(r"(?m)^[ \t>]*--[^\s]")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{4,}+(?:\s++[A-Za-z0-9+/_-]{4,}+)*+\s*+={0,2}")
_MAY_BE_CODED = re.compile(r"=|base64|[A-Za-z0-9+/]{40}", re.IGNORECASE)
# A block of base64 without its header: nothing else fills whole lines so.
_BLOCK = re.compile(
    r"(?m)^[ \t>]*+(?P<code>[A-Za-z0-9+/]{40,}+(?:\r?\n[A-Za-z0-9+/]{4,}+)*+={0,2})[ \t]*$"
)
_QUOTED = re.compile(r"=(?:\r?\n|(?:[0-9A-Fa-f]{2}=)*[0-9A-Fa-f]{2})")
_CODED_NAME = re.compile(r"(?<![^\s\"'<>])[^\s?\"'<>]*=2[eE][^\s?\"'<>]*")
_OF_A_NAME = re.compile(r"=(?:2[dDeEfF]|3[aA]|40)")
_SOFT_BREAK = re.compile(r"(?<=[\w.-])=\r?\n(?=[\w.-])")
_BEFORE_THE_HOST = re.compile(r"(?:[a-z]+:[/\\]*)?[\w.-]*$", re.IGNORECASE)
_LONGEST_HOST = 253
_READABLE = 0.9  # share of characters; less is a picture, or no code at all


def edits(text: str) -> Iterator[Edit]:
    """Give what the codes in a text stand for, in order."""
    if not _MAY_BE_CODED.search(text):
        return
    yield from sorted(_all(text), key=lambda edit: (edit.start, -edit.end))


def _all(text: str) -> Iterator[Edit]:
    yield from _words(text)
    bodies = list(_bodies(text))
    for start, end, encoding, charset in bodies:
        decode = _base64_body if encoding == "base64" else _quoted_body
        yield from decode(text, start, end, charset)
    if not bodies:
        yield from _names(text)
        for found in _BLOCK.finditer(text):
            yield from _base64_edits(text, *found.span("code"), "ascii")


def _words(text: str) -> Iterator[Edit]:
    """Decode encoded words; blanks between two of them are not part of the name."""
    for found in _ENCODED_WORD.finditer(text):
        blanks = _NEXT_WORD.match(text, found.end())
        end = blanks.end() if blanks else found.end()
        meant = _word(found.group())
        if meant:
            yield Edit(found.start(), end, meant)


def _word(code: str) -> str | None:
    try:
        parts = decode_header(code)
    except (HeaderParseError, binascii.Error, ValueError):
        return None
    return "".join(
        part if isinstance(part, str) else _text(part, charset or "ascii")
        for part, charset in parts
    )


def _text(octets: bytes, charset: str) -> str:
    try:
        return octets.decode(charset, "replace")
    except (LookupError, ValueError):
        return octets.decode("latin-1")


def _bodies(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Give start, end, encoding and character set of the text bodies that are encoded."""
    for found in _ENCODING.finditer(text):
        blank = _BLANK_LINE.search(text, found.end())
        if blank is None:
            continue
        stop = _BOUNDARY.search(text, blank.end())
        head = _head(text, found.start(), blank.start())
        kind = _TYPE.search(head)
        charset = _CHARSET.search(head)
        if kind is None or kind.group(1).lower() in ("text", "message", "multipart"):
            name = charset.group(1) if charset else "utf-8"
            end = stop.start() if stop else len(text)
            yield blank.end(), end, found.group(1).lower(), name


def _head(text: str, inside: int, end: int) -> str:
    """Give the header fields around a place."""
    before = [found.end() for found in _BLANK_LINE.finditer(text, 0, inside)]
    return text[before[-1] if before else 0 : end]


def _base64_body(text: str, start: int, end: int, charset: str) -> Iterator[Edit]:
    for found in _BASE64.finditer(text, start, end):
        yield from _base64_edits(text, *found.span(), charset)


def _base64_edits(text: str, start: int, end: int, charset: str) -> Iterator[Edit]:
    """Decode base64 piece by piece, so that each address keeps a place of its own."""
    code = re.sub(r"[\s>]", "", text[start:end]).rstrip("=").translate({45: "+", 95: "/"})
    try:
        octets = base64.b64decode(code + "=" * (-len(code) % 4))
    except binascii.Error:
        return
    meant = _text(octets, charset)
    readable = sum(_is_readable(character) for character in meant)
    if meant and readable >= _READABLE * len(meant):
        yield Edit(start, end, meant)


def _is_readable(character: str) -> bool:
    return character != "\ufffd" and (character.isprintable() or character.isspace())


def _quoted_body(text: str, start: int, end: int, charset: str) -> Iterator[Edit]:
    for found in _QUOTED.finditer(text, start, end):
        yield Edit(*found.span(), _unquoted(found.group(), charset))


def _unquoted(code: str, charset: str) -> str:
    return _text(quopri.decodestring(code.encode("ascii")), charset)


def _names(text: str) -> Iterator[Edit]:
    """Decode what stands in the name of a site, where the header is not pasted too."""
    for run in _CODED_NAME.finditer(text):
        for found in _OF_A_NAME.finditer(text, *run.span()):
            yield Edit(*found.span(), _unquoted(found.group(), "ascii"))
    for found in _SOFT_BREAK.finditer(text):
        line = text[max(0, found.start() - _LONGEST_HOST) : found.start()].split()
        if line and _BEFORE_THE_HOST.fullmatch(line[-1]):
            yield Edit(*found.span(), "")
