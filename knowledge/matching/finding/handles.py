"""Account names in a text: with `@`, or without where the words around leave no doubt."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.addresses.address import Addresses
from knowledge.matching.finding.cues.finder_data import FinderData
from knowledge.matching.finding.cues.platform_words import ELSEWHERE, PlatformWord
from knowledge.matching.finding.frames import (
    FULL_STOP,
    LONGEST_GAP,
    WORD,
    Frames,
    Scene,
    following,
    is_taken,
    only_listable,
    preceding,
)

# Accents, signs and pictures run on in a name: `delijn·hulp` is not `delijn`.
_RUN_ON = r"[^\x00-\x7f\s\w“”„«»‘’…‚‹›\u2010-\u2015\u3000-\u303f\uff00-\uffef]|[$+=^~|](?=\w)"
_AT = re.compile(rf"(?<!\w)@(?P<name>\w(?:[\w.'’-]|{_RUN_ON})*+)")
_FEDERATED = re.compile(
    r"(?<![\w.@])@(?P<name>\w[\w.-]{0,63})@(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63}){1,10})"
)
_TOKEN = re.compile(rf"[^\W_](?:[\w.'’&/-]|{_RUN_ON})*+|_\w(?:[\w.-]|{_RUN_ON})*+")
_NAME = re.compile(rf"(?:[\w.&-]|{_RUN_ON}){{2,60}}")
_DOTTED = re.compile(r"(?!(?i:www)\.)[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)+")
_UNDERSCORED = re.compile(r"(?=[^\W_]*+_|_)(?=.*[^\W\d_])[\w.]{3,60}")
_SLANTED = re.compile(r"(_+)[^\W\d_]+\1")
_ENDS_LINE = re.compile(r"[ \t]*(?:[,;?!.]|\n|$)")
_SKIN_COLOURS = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_WORDS_IN_GAP = 3


@dataclass(frozen=True, slots=True)
class Handle:
    """An account name.

    Attributes:
        platform: None where the text does not tell, or tells one without listed accounts.
        written: Where the name stands, when the span is that of a further platform only.
    """

    start: int
    end: int
    name: str
    platform: str | None
    written: "Handle | None" = None


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text without the punctuation around it."""

    start: int
    end: int
    text: str


class Handles:
    """Finds account names.

    Args:
        addresses: Knows what a handle on each platform may look like.
        data: Words around an account name.
        frames: Tells which platform a name is on.
    """

    def __init__(self, addresses: Addresses, data: FinderData, frames: Frames) -> None:
        self._platforms = addresses.platforms
        self._addresses = addresses
        self._words = data.words
        self._frames = frames

    def federated(self, text: str) -> Iterator[Handle]:
        """Give `@name@host`."""
        for found in _FEDERATED.finditer(text):
            host = found["host"].rstrip(".-_")
            if self._addresses.registrable_domain(host):
                end = found.start("host") + len(host)
                yield Handle(found.start(), end, f"@{found['name']}@{host}", "mastodon")

    def with_at(self, scene: Scene) -> Iterator[Handle]:
        """Give `@name`, each with the platform that the text names nearest to it."""
        found = [
            (each.start(), each.end("name") - _tail(each["name"]))
            for each in _AT.finditer(scene.text)
            if not is_taken(each.span(), scene.taken)
        ]
        mask = bytearray(scene.taken)
        for start, end in found:
            mask[start:end] = b"\x01" * (end - start)
        others = bytes(mask)
        for start, end in found:
            name = scene.text[start + 1 : end]
            platform = self._frames.platform_of(scene, start, end, others)
            is_word = platform is None and name.lower() in self._words["not_handles"]
            if len(name) > 1 and not is_word:
                yield from self._on_each(scene, Handle(start, end, name, platform))

    def without_at(self, scene: Scene) -> Iterator[Handle]:
        """Give account names without `@`, only where nothing else can be meant."""
        tokens = _tokens(scene.text)
        for index, token in enumerate(tokens):
            is_hashtag = scene.text[token.start - 1 : token.start] == "#"
            if is_hashtag or is_taken((token.start, token.end), scene.taken):
                continue
            if token.text.lower() in self._words["not_handles"]:
                continue
            platform = self._said_beside(scene, tokens, index)
            if platform or (_is_underscored(token.text) and not _is_slanted(token, scene.text)):
                span = (token.start, token.end)
                platform = platform or self._frames.platform_of(scene, *span, scene.taken)
                found = Handle(token.start, token.end, token.text, platform)
                yield from self._on_each(scene, found)

    def _on_each(self, scene: Scene, handle: Handle) -> Iterator[Handle]:
        """Give an account on every platform that is said in one breath: `op insta en tiktok`."""
        yield replace(handle, platform=only_listable(handle.platform))
        last = self._frames.right_after(scene, handle.end)
        if last is None or last.platform != handle.platform:
            return
        while word := following(scene.platforms, last.end):
            is_label = scene.text[word.end : word.end + 1] == ":"
            if is_label or not self._is_added(scene.text[last.end : word.start]):
                break
            yield Handle(word.start, word.end, handle.name, only_listable(word.platform), handle)
            last = word
        if place := self._frames.added_place(scene.text, last.end):
            yield Handle(*place, handle.name, None, handle)

    def _is_added(self, gap: str) -> bool:
        words = {word.lower() for word in WORD.findall(gap)}
        allowed = self._words["conjunctions"] | self._words["prepositions"]
        is_joined = bool(words & self._words["conjunctions"]) or any(c in ",/&+" for c in gap)
        return is_joined and len(gap) < LONGEST_GAP and words <= allowed and "@" not in gap

    def _said_beside(self, scene: Scene, tokens: Sequence[Token], index: int) -> str | None:
        """Give the platform when the words right beside a token make it an account name."""
        token = tokens[index]
        after = self._frames.said_after(scene, token.end)
        before = self._right_before(scene, token)
        if self._announced_as_site(tokens, index):
            return None
        if _DOTTED.fullmatch(token.text):
            named = after or before
            return named.platform if named and self._fits(token.text, named.platform) else None
        if not _NAME.fullmatch(token.text):
            return None
        if after and self._is_named(scene, tokens, index, after):
            return after.platform
        if before and self._is_name_of(scene.text, token, before):
            return before.platform
        return None

    def _is_name_of(self, text: str, token: Token, before: PlatformWord) -> bool:
        """Tell `facebookpagina vlaamseoverheid echt` from `facebook gratis`."""
        if _is_shaped(token.text) or _is_quoted(text, token):
            return True
        naming = text[before.start : token.start].lower()
        if naming.rstrip().endswith(":") and _ENDS_LINE.match(text, token.end):
            return True
        is_account = any(word in naming for word in self._words["account_words"])
        word = WORD.search(text[token.end : token.end + 30])
        return is_account and self._is_doubt(word)

    def _is_doubt(self, word: re.Match[str] | None) -> bool:
        return word is not None and word.group().lower() in self._words["doubt_words"]

    def _is_named(
        self, scene: Scene, tokens: Sequence[Token], index: int, after: PlatformWord
    ) -> bool:
        token = tokens[index]
        if _is_shaped(token.text) or _is_quoted(scene.text, token):
            return True
        previous = tokens[index - 1].text.lower() if index else ""
        if previous in self._words["naming_words"] and index > 1:
            previous = tokens[index - 2].text.lower()
        if previous in self._words["account_words"]:
            return True
        if token.text.islower() and scene.text[token.end : after.start].strip() == "(":
            return True
        # "is delijn op x echt?" asks about an account, "zit delijn op x?" about a list.
        return token.text.islower() and self._is_doubted(scene.text[after.end :], previous)

    def _is_doubted(self, rest: str, previous: str) -> bool:
        words = [word.lower() for word in WORD.findall(rest[:60])[:_WORDS_IN_GAP]]
        is_asked = previous in ("is", "est", "ist", "klopt")
        return is_asked and bool(self._words["doubt_words"] & set(words))

    def _right_before(self, scene: Scene, token: Token) -> PlatformWord | None:
        """Give the platform in `insta: name`, `twitteraccount name`, `X-account name`."""
        word = preceding(scene.platforms, token.start)
        gap = scene.text[word.end : token.start] if word else ""
        if word is None or len(gap) > LONGEST_GAP or FULL_STOP.search(gap) or "," in gap:
            return None
        words = [each.lower() for each in WORD.findall(gap)]
        allowed = self._words["account_words"] | self._words["naming_words"]
        return word if all(each in allowed for each in words) else None

    def _announced_as_site(self, tokens: Sequence[Token], index: int) -> bool:
        previous = {token.text.lower() for token in tokens[max(0, index - 2) : index]}
        return bool(previous & self._words["site_words"])

    def _fits(self, name: str, platform: str) -> bool:
        if platform == ELSEWHERE:
            return False
        syntax = self._platforms.get(platform).handle
        return bool(syntax and syntax.fullmatch(name)) and platform != "mastodon"


def _tokens(text: str) -> list[Token]:
    tokens = []
    for found in _TOKEN.finditer(text):
        word = found.group()
        word = word[: len(word) - _tail(word)]
        tokens.append(Token(found.start(), found.start() + len(word), word))
    return tokens


def _tail(name: str) -> int:
    """Count the punctuation and pictures behind a name."""
    if name[-1:].isalnum():
        return 0
    end = len(name)
    while end and (name[end - 1] in ".'’&/-" or _is_picture(name[end - 1])):
        end -= 1
    return len(name) - end


def _is_picture(character: str) -> bool:
    return unicodedata.category(character) == "So" or character in _SKIN_COLOURS


def _is_underscored(text: str) -> bool:
    return "." not in text.strip("_") and bool(_UNDERSCORED.fullmatch(text))


def _is_slanted(token: Token, text: str) -> bool:
    """Tell a word between marks of emphasis in a longer text."""
    return bool(_SLANTED.fullmatch(token.text)) and token.text != text.strip(" .?!")


def _is_shaped(text: str) -> bool:
    """Tell a word that people would not write unless it is a name of an account."""
    has_letters = any(character.isalpha() for character in text)
    has_digits = any(character.isdigit() for character in text)
    is_long_enough = len(text) >= 4
    return (
        has_letters and is_long_enough and ("_" in text or (has_digits and not text[0].isdigit()))
    )


def _is_quoted(text: str, token: Token) -> bool:
    before, after = text[token.start - 1 : token.start], text[token.end : token.end + 1]
    return bool(before) and before in "\"'“‘„«`" and bool(after) and after in "\"'”’“»`"
