"""Addresses that are spaced, spelled out or broken: `vdab-jobs . be`, `vdab-jobs punt xyz`.

What can be meant in one way only is undone before anything is looked for; what may be one is for
the second look.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from knowledge.addresses.address import Addresses
from knowledge.matching.finding.cues.finder_data import FinderData
from knowledge.matching.finding.cues.platform_words import any_of
from knowledge.matching.finding.cues.prose import Ending, Prose
from knowledge.matching.pasted.rewriting import Edit

_MOST_LABELS = 6  # nobody spells out more
_ENDINGS_REMEMBERED = 4096
_LABEL = r"[^\W_][\w-]*+"
_GAP = r"[ \t\r\n]{0,3}"
_TAGS = r"(?:<[^<>]{1,60}>[ \t\r\n]{0,2}){1,3}"
_OPENING, _CLOSING = r"[\[({<\"'“”‘’]", r"[\])}>\"'“”‘’]"
_SPACED_LETTERS = re.compile(r"(?<!\S)(?:[\w.-][ \t]{1,2}){6,60}[\w.-](?!\S)")
_HYPHENATED = re.compile(
    rf"(?<=\w)-[ \t]*\r?\n[ \t]*(?=(?!www\.)(?P<rest>{_LABEL}(?:\.{_LABEL})+))"
)
_WITHOUT_DOTS = re.compile(
    r"(?<![\w.-])www[ .,_-]{1,2}[\w-]{2,40}[ ,_]([a-z]{2,10})(?![\w.-])", re.I
)
_SPACED_ENDING = re.compile(
    r"\w-\w[\w-]*+(?:\s?\.\s?|\s\w{3,5}\s)((?:[a-z] ){1,5}[a-z])(?!\w)", re.I
)
_STARTS_A_TOKEN = frozenset("\"'“”„‘’«»([{<>:,;|*_=")


class _Joint(Enum):
    """What stands for a dot, by how sure it is that it does."""

    SIGN = "sign"  # `\.`, `[.`, `"."`, `·`
    WORD = "word"  # ` punt `
    LOOSE = "loose"  # ` . `, ` .`
    STOP = "stop"  # `. `, as at the end of a sentence
    TAGGED = "tagged"  # a dot beside a tag
    OTHER = "other"  # `,`, `*`


class _Meaning(Enum):
    ADDRESS = "address"
    DOUBTFUL = "doubtful"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class _Chain:
    """Pieces of a name with what stands between them."""

    text: str
    start: int
    parts: tuple[tuple[int, int], ...]
    joints: tuple[_Joint, ...]

    @property
    def end(self) -> int:
        return self.parts[-1][1]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.text[start:end] for start, end in self.parts)

    @property
    def name(self) -> str:
        return ".".join(self.words)

    def shorter(self) -> "_Chain":
        return _Chain(self.text, self.start, self.parts[:-1], self.joints[:-1])


class Spelling:
    """Reads spelled-out addresses.

    Args:
        addresses: Knows the public suffixes.
        data: Words for a dot.
        prose: Tells endings from words.
    """

    def __init__(self, addresses: Addresses, data: FinderData, prose: Prose) -> None:
        words = data.words
        self._addresses = addresses
        self._prose = prose
        self._small = words["surf_prepositions"] | words["articles"] | words["conjunctions"]
        self._small |= words["ending_talk"]
        self._plain = words["plain_endings"]
        dots = any_of(words["dot_words"])
        joint = rf"""(?P<sign>\\+\.|{_GAP}{_OPENING}[ ]?(?:\.|(?:{dots}))[ ]?{_CLOSING}{_GAP}
                |[\[({{<]\.|\.[\])}}>]|[·•∙‧˙⋅・।])
            |(?P<tagged>{_TAGS}\.(?:{_TAGS})?|\.{_TAGS})
            |(?P<word>[ \t\r\n]{{1,3}}(?:[^\w\s][ ]?)?(?:{dots})(?:[ ]?[^\w\s])?[ \t\r\n]{{1,3}})
            |(?P<loose>[ \t\r\n]{{1,3}}\.{_GAP})
            |(?P<stop>\.[ \t\r\n]{{1,3}})
            |(?P<other>[ ]?%(?:25){{0,3}}2e[ ]?|(?:[ ]?[^\w\s]){{1,6}}[ ]?)"""
        self._joint = re.compile(rf"(?:{joint})(?=[^\W_])", re.IGNORECASE | re.VERBOSE)
        piece = rf"{_LABEL}(?:\.{_LABEL})*+"
        self._piece = re.compile(piece)
        self._joined = re.compile(
            rf"(?<!\w){piece}(?=(?:{joint})[^\W_])", re.IGNORECASE | re.VERBOSE
        )
        self._glued = re.compile(
            rf"(?<![\w.-])[\w-]{{2,60}}[_-](?:{dots})[_-]([a-z]{{2,12}})(?![\w.-])", re.IGNORECASE
        )
        self._spoken = words["spoken_endings"]
        # Most words that stand behind a comma or a dot are no ending at all.
        self._may_end = lru_cache(maxsize=_ENDINGS_REMEMBERED)(_ends_names(addresses))

    def undone(self, text: str) -> Iterator[Edit]:
        """Give the dots of addresses that can be meant in one way only, in order."""
        edits = [
            Edit(here[1], there[0], ".")
            for chain, meaning in self._chains(text)
            if meaning is _Meaning.ADDRESS
            for here, there in zip(chain.parts, chain.parts[1:], strict=False)
        ]
        edits += self._hyphenated(text)
        for found in _SPACED_LETTERS.finditer(text):
            name = re.sub(r"\s", "", found.group())
            if "." in name and self._addresses.registrable_domain(name):
                edits.append(Edit(*found.span(), name))
        yield from sorted(edits, key=lambda edit: edit.start)

    def doubts(self, text: str) -> Iterator[tuple[int, int]]:
        """Give spans that may be meant as an address."""
        for chain, meaning in self._chains(text):
            if meaning is _Meaning.DOUBTFUL:
                yield chain.start, chain.end
        for pattern in (_WITHOUT_DOTS, _SPACED_ENDING, self._glued):
            for found in pattern.finditer(text):
                if self._is_suffix(found.group(1).replace(" ", "")):
                    yield found.span()

    def _hyphenated(self, text: str) -> Iterator[Edit]:
        for found in _HYPHENATED.finditer(text):
            if self._addresses.registrable_domain(found["rest"]):
                yield Edit(*found.span(), "-")

    def _chains(self, text: str) -> Iterator[tuple[_Chain, _Meaning]]:
        position = 0
        while piece := self._joined.search(text, position):
            chain = self._chain(text, piece)
            position = piece.end()
            while chain and len(chain.parts) > 1:
                meaning = self._meaning(chain)
                if meaning is not _Meaning.NONE:
                    yield chain, meaning
                    position = chain.end
                    break
                chain = chain.shorter()

    def _chain(self, text: str, piece: re.Match[str]) -> _Chain | None:
        """Join pieces for as long as something like a dot stands between them."""
        parts = [piece.span()]
        joints: list[_Joint] = []
        while joint := self._joint.match(text, parts[-1][1]):
            following = self._piece.match(text, joint.end())
            # What is an address by itself is read by itself.
            word = following.group().rstrip("-_") if following else ""
            if not word or self._is_domain(word):
                break
            kind = _Joint(joint.lastgroup)
            if kind is _Joint.OTHER and joints:
                break
            parts.append((joint.end(), joint.end() + len(word)))
            joints.append(kind)
            if kind is _Joint.OTHER or len(parts) == _MOST_LABELS:
                break
        return _Chain(text, piece.start(), tuple(parts), tuple(joints)) if joints else None

    def _meaning(self, chain: _Chain) -> _Meaning:
        ending = chain.words[-1].rpartition(".")[2]
        if not (self._may_end(ending.lower()) and self._is_domain(chain.name)):
            return _Meaning.NONE
        kind = self._prose.ending(ending)
        is_plain = ending.lower() in self._plain
        first = chain.words[0]
        if self._is_domain(first):
            is_end = _Joint.OTHER in chain.joints or kind is Ending.SENTENCE
            is_end |= ending[:1].isupper() or (not is_plain and {*chain.joints} == {_Joint.STOP})
            return _Meaning.NONE if is_end else _Meaning.DOUBTFUL
        meaning = self._said(chain, kind, is_plain)
        if meaning is _Meaning.ADDRESS and not self._starts_anew(chain):
            return _Meaning.DOUBTFUL
        return meaning

    def _said(self, chain: _Chain, kind: Ending, is_plain: bool) -> _Meaning:
        text, start = chain.text, chain.start
        is_sent = self._prose.sends(text, start) or text[start - 3 : start] == "://"
        is_name = is_sent or _is_name(chain) or text[start - 1 : start] == "@"
        ending = chain.words[-1].rpartition(".")[2].lower()
        is_small = chain.words[0].lower() in self._small
        joints = set(chain.joints)
        if _Joint.OTHER in joints:
            return _other(chain, is_name, is_plain)
        if _Joint.TAGGED in joints:
            return _Meaning.DOUBTFUL if is_plain else _Meaning.NONE
        if kind is Ending.SENTENCE:
            is_meant = is_sent if joints == {_Joint.STOP} else is_name
            return _Meaning.DOUBTFUL if is_meant else _Meaning.NONE
        if _Joint.STOP in joints:
            return _after_a_stop(chain, is_name, is_plain, is_small)
        if _Joint.LOOSE in joints:
            if is_small and not is_name:
                return _Meaning.NONE
            if is_name or _is_wide(chain):
                return _Meaning.ADDRESS
            return _Meaning.DOUBTFUL if is_plain else _Meaning.NONE
        if _Joint.WORD in joints:
            if is_small and not is_name:
                return _Meaning.NONE
            is_clear = is_name or is_plain or ending in self._spoken
            return _Meaning.ADDRESS if is_clear else _Meaning.DOUBTFUL
        return _Meaning.ADDRESS

    def _starts_anew(self, chain: _Chain) -> bool:
        before = chain.text[max(0, chain.start - 3) : chain.start]
        last = before[-1:]
        is_mailbox = last == "@" and before[-2:-1].isalnum()
        return (
            not last or last.isspace() or last in _STARTS_A_TOKEN or is_mailbox or before == "://"
        )

    def _is_domain(self, name: str) -> bool:
        return self._addresses.registrable_domain(name) is not None

    def _is_suffix(self, word: str) -> bool:
        return word.lower() in self._plain or self._addresses.suffix(f"x.{word}") == word.lower()


def _ends_names(addresses: Addresses) -> Callable[[str], bool]:
    return lambda ending: len(ending) > 1 and bool(addresses.suffix(f"x.{ending}"))


def _other(chain: _Chain, is_name: bool, is_plain: bool) -> _Meaning:
    """Judge a comma or another sign, which lists have too."""
    following = chain.text[chain.end : chain.end + 1]
    is_list = following in (",", ";", "|") or len(chain.parts) > 2
    if not is_plain or is_list or len(chain.words[0]) < 3:
        return _Meaning.NONE
    is_comma = chain.text[chain.parts[0][1] : chain.parts[1][0]] == ","
    if not (is_comma or is_name):
        return _Meaning.NONE
    return _Meaning.ADDRESS if is_name and is_comma else _Meaning.DOUBTFUL


def _after_a_stop(chain: _Chain, is_name: bool, is_plain: bool, is_small: bool) -> _Meaning:
    ending = chain.words[-1]
    is_capitalised = ending[:1].isupper() and not ending.isupper()
    if is_capitalised:
        return _Meaning.DOUBTFUL if is_name and is_plain else _Meaning.NONE
    if is_plain:
        if is_name:
            return _Meaning.ADDRESS
        return _Meaning.NONE if is_small else _Meaning.DOUBTFUL
    return _Meaning.DOUBTFUL if is_name else _Meaning.NONE


def _is_name(chain: _Chain) -> bool:
    """Tell a name that is no ordinary word: `vdab-jobs`, `www`, `vdab2025`."""
    words = chain.words[:-1]
    last = words[-1]
    has_digit = any(c.isdigit() for c in last) and any(c.isalpha() for c in last)
    return "-" in last or "." in last or has_digit or words[0].lower() == "www"


def _is_wide(chain: _Chain) -> bool:
    """Tell a dot with a space on both sides, which no sentence has."""
    (_, end), (start, _) = chain.parts[-2:]
    return chain.text[end:start] == " . "
