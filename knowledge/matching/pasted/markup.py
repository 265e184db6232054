"""Markup in a pasted text: where its attributes stand, and what its characters stand for.

Start tags are read as the HTML standard tokenises them (13.2.5), but from every `<` on, also in
comments and scripts: what a browser takes for a tag is always among them. No parser tells where a
value stands; the tests compare what is found here with one that browsers agree with.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.matching.pasted.rewriting import Edit

Span = tuple[int, int]

_TAG = re.compile(r"<([a-zA-Z][^\s/>]*+)")
# The first sign of a name may be `=`.
_NAME = r"(?:=[^\s/>=]*+|[^\s/>=]++)"
_WITHOUT_VALUE = rf"(?:[\s/]*+{_NAME}(?!\s*+=))*+[\s/]*+"
_ATTRIBUTE = re.compile(
    rf"{_WITHOUT_VALUE}(?P<name>{_NAME})"
    r"\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s>]*+))"
)
_END = re.compile(rf"{_WITHOUT_VALUE}>?")
_ANCHOR_END = re.compile(r"</a\b|<a\s", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,7};?|[a-zA-Z][a-zA-Z0-9]{1,31};)")
# In a value these would end it, or the tag; percent-encoded they stand for the same in a URL.
_INSIDE_A_VALUE = {
    '"': "%22", "'": "%27", "<": "%3C", ">": "%3E", " ": "%20", "`": "%60"
}  # fmt: skip
_MARKDOWN = re.compile(r"\[(?P<shown>[^\[\]\n]{1,300})\]\(\s*+<?(?P<target>[^\s<>]{1,2000})")
_MARKDOWN_TARGET = re.compile(r"\]\(\s*+<?(?P<target>[^\s<>()]++)")
_REFERENCE = re.compile(r"(?m)^[ \t>]*+\[[^\]\n]{1,300}\]:\s*+<?(?P<target>[^\s<>]++)")
_BBCODE = re.compile(r"\[url=[\"']?(?P<target>[^\]\s\"']++)", re.IGNORECASE)
_PIPED = re.compile(r"<(?P<target>[^<>|\s]++)\|(?P<shown>[^<>\n]{0,300})>")
_FIELD = re.compile(r"\bHYPERLINK\s+(?:\\{1,2}\w\s+)?\"(?P<target>[^\"]++)\"")
_FORMULA = re.compile(r"\bHYPERLINK\s*+\(\s*+(?P<target>[^,;)\n]++)", re.IGNORECASE)
_PLAIN_STRING = re.compile(r"\"[^\"]*+\"\s*+|[^\"&]*+")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute with the place of its value, without quotes."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag; `end` is one past its `>`."""

    name: str
    start: int
    end: int
    attributes: tuple[Attribute, ...]


def tags(text: str) -> Iterator[Tag]:
    """Give every start tag that has attributes; linear in the length of the text."""
    seen: set[int] = set()
    nothing_until = 0
    for found in _TAG.finditer(text):
        if found.start() < nothing_until:
            continue
        attributes: list[Attribute] = []
        position = found.end()
        # A tag in a value of another one soon runs into the places that were read already.
        while position not in seen and (attribute := _ATTRIBUTE.match(text, position)):
            seen.add(position)
            group = attribute.lastgroup or "bare"
            attributes.append(Attribute(attribute["name"].lower(), *attribute.span(group)))
            position = attribute.end()
        if attributes:
            end = _END.match(text, position)
            stop = end.end() if end else position
            yield Tag(found.group(1).lower(), found.start(), stop, tuple(attributes))
        elif position not in seen:
            # No value stands before the end of this tag, so none for a tag inside it either.
            closing = text.find(">", position)
            nothing_until = closing if closing >= 0 else len(text)


def entities(text: str) -> Iterator[Edit]:
    """Give what character references stand for (`&#46;`, `&period;`, `&amp;`)."""
    if "&" not in text:
        return
    inside = bytearray(len(text))
    for tag in tags(text) if "<" in text else ():
        for value in tag.attributes:
            inside[value.start : value.end] = b"\x01" * (value.end - value.start)
    for found in _ENTITY.finditer(text):
        means = html.unescape(found.group())
        if inside[found.start()]:
            means = _INSIDE_A_VALUE.get(means, means)
        if means != found.group():
            yield Edit(*found.span(), means)


def links(text: str) -> Iterator[tuple[Span, Span]]:
    """Give spans (shown text, target) of links that show a text of their own."""
    for pattern in (_MARKDOWN, _PIPED):
        for found in pattern.finditer(text):
            yield found.span("shown"), found.span("target")
    for tag in tags(text) if "<" in text else ():
        target = next((each for each in tag.attributes if each.name == "href"), None)
        if tag.name == "a" and target:
            end = _ANCHOR_END.search(text, tag.end)
            yield (tag.end, end.start() if end else len(text)), (target.start, target.end)


def targets(text: str) -> Iterator[Span]:
    """Give what links in other markup than HTML lead to."""
    for pattern in (_MARKDOWN_TARGET, _REFERENCE, _BBCODE, _PIPED, _FIELD):
        for found in pattern.finditer(text):
            yield found.span("target")


def formulas(text: str) -> Iterator[tuple[Span, bool]]:
    """Give what formulas of spreadsheets lead to, and whether it is written out in one piece."""
    for found in _FORMULA.finditer(text):
        yield found.span("target"), _PLAIN_STRING.fullmatch(found["target"]) is not None
