"""Which platform a text gives an account name, where its words leave no doubt.

A strong frame stands right beside the name: `name op P`, `name (P)`, `P: name`, `P-account name`.
A weak one has harmless words in between, and counts when the text speaks of no other place.
Harmless words are listed, and so is every platform: the name of an unknown place leaves a doubt.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.addresses.platforms import Platforms
from knowledge.matching.finding.cues.platform_words import ELSEWHERE, PlatformWord, any_of
from knowledge.matching.pasted.emphasis import without_emphasis

LONGEST_GAP = 60
FULL_STOP = re.compile(r"[.!?;\n]")
WORD = re.compile(r"[^\W_][\w'’-]*")
_BESIDE = re.compile(r"[ \t]*[-–—|/:]?[ \t]*")
_LABEL_BEHIND = re.compile(r"[ \t]*(?::|@\w)")
_BESIDE_IN_FRONT = re.compile(r"[^\W_][\w'’-]*[ ]?[|/–—-][ ]?$")
_BEFORE_NAME = re.compile(r"[^\W_][\w'’-]*[ ]?[|/–—-]?[ ]?$")
_ENDS_CLAUSE = re.compile(r"[ ]*(?:[?.!,;)\n]|$)")
_IN_BRACKETS = re.compile(r"[ \t]*\([ \t]*")
_LONGEST_BRACKET = 60


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands around a possible handle.

    Attributes:
        text: Clean text without marks of emphasis.
        written: Clean text with them, of the same length.
        platforms: Words in it that name a platform, social ones only.
        taken: One byte for each character, 1 inside another address.
        default: Platform that the citizen chose.
        named: The platforms of those words.
        has_other_place: Whether it speaks of a place that is no known platform.
    """

    text: str
    written: str
    platforms: Sequence[PlatformWord]
    taken: bytes
    default: str | None
    named: frozenset[str]
    has_other_place: bool


class Frames:
    """Tells the platform of account names.

    Args:
        platforms: Their words are no names of unknown places.
        words: Word lists of `mentions.yml`.
    """

    def __init__(self, platforms: Platforms, words: Mapping[str, frozenset[str]]) -> None:
        self._words = words
        names = {word: each.key for each in platforms for word in (*each.words, *each.short_words)}
        self._platform_named = names
        self._negations = words["negations"]
        self._harmless = (
            words["not_handles"]
            | words["articles"]
            | words["prepositions"]
            | words["account_words"]
            | words["naming_words"]
            | words["doubt_words"]
            | words["from_words"]
            | words["sms_words"]
            | words["harmless_words"]
        ) - self._negations
        self._known = self._harmless | self._negations | words["conjunctions"] | set(names)
        self._between = words["articles"] | words["account_words"] | words["naming_words"]
        self._between |= words["owner_words"]
        on, articles = any_of(words["place_words"]), any_of(words["articles"])
        self._place = re.compile(
            rf"(?<!\w)(?:{on})[ ](?:(?:{articles})[ ]){{0,2}}(?P<word>[^\W_][\w'’-]*)",
            re.IGNORECASE,
        )
        self._place_in_front = re.compile(
            rf"(?<!\w)(?:{on})[ ](?:(?:{articles})[ ]){{0,2}}(?:[^\W_][\w'’-]*[ ])?$", re.IGNORECASE
        )
        joined, also = any_of(words["conjunctions"]), any_of(words["also_words"])
        self._in_front = re.compile(
            rf"(?P<what>[@\w][\w.'’-]*)(?:[ ]?(?P<joint>[/&+])[ ]?|[ ](?P<also>(?:{joined})[ ])?)"
            rf"(?:(?:{on})[ ])?(?:(?:{articles})[ ]){{0,2}}$",
            re.IGNORECASE,
        )
        self._added = re.compile(
            rf"[ ]?(?:(?P<joint>[(,/&+]|(?<=[ ])(?:{joined})(?=[ ]))|(?=[ ]))[ ]?(?:(?:{also})[ ])?"
            rf"(?P<on>(?:{on})[ ])?"
            rf"(?:(?:{articles})[ ]){{0,2}}(?P<word>[^\W_][\w'’-]*)"
            rf"(?P<rest>[ ]?[:@]|[ ](?:{on})[ ])?",
            re.IGNORECASE,
        )

    def scene(
        self, written: str, platforms: Sequence[PlatformWord], taken: bytes, default: str | None
    ) -> Scene:
        """Look around in a text; linear in its length."""
        text = without_emphasis(written)
        named = frozenset(word.platform for word in platforms)
        other = bool(named) and self.names_other_place(text)
        return Scene(text, written, platforms, taken, default, named, other)

    def names_other_place(self, text: str) -> bool:
        """Tell whether a text says `on …` of something that is no known platform or plain word."""
        return any(self._is_unknown(found["word"]) for found in self._place.finditer(text))

    def answered(self, text: str, platforms: Sequence[PlatformWord]) -> str | None:
        """Give the one platform that an answer to `on which platform?` means.

        Args:
            text: The whole answer.
            platforms: Every naming of a platform in it.

        Returns:
            None when it denies one, names several or also names an unknown place.
        """
        named = {word.platform for word in platforms} - {ELSEWHERE}
        words = [word.lower() for word in WORD.findall(text)]
        named |= {self._platform_named[word] for word in words if word in self._platform_named}
        is_denied = self._denies(text)
        is_doubtful = self.names_other_place(text) or any(
            word.platform == ELSEWHERE or self.added_place(text, word.end) for word in platforms
        )
        return named.pop() if len(named) == 1 and not is_denied and not is_doubtful else None

    def platform_of(self, scene: Scene, start: int, end: int, others: bytes) -> str | None:
        """Give the platform that the text gives a name; None where that is in doubt.

        Args:
            scene: The text around it.
            start: Where the name starts, its `@` included.
            end: One past its last character.
            others: One byte for each character, 1 inside any address or name.
        """
        if _is_emphasised(scene, start, end):
            return None  # the marks may be part of the name
        after = self.right_after(scene, end)
        before = self._right_before(scene, start, others)
        strong = {word.platform for word in (after, before) if word}
        if len(strong) == 1:
            return None if self._is_contradicted(scene, start, end, after) else strong.pop()
        if not strong and self._is_weak(scene, start, end, others):
            return next(iter(scene.named))
        is_elsewhere = bool(scene.named - {scene.default}) or self._on_other_place(scene, end)
        return None if is_elsewhere else scene.default

    def right_after(self, scene: Scene, end: int) -> PlatformWord | None:
        """Give the platform in `name op platform`, `name (platform)`, `name platform`."""
        said = self.said_after(scene, end)
        word = following(scene.platforms, end)
        if said or word is None or not _BESIDE.fullmatch(scene.text[end : word.start]):
            return said
        return None if _LABEL_BEHIND.match(scene.text, word.end) else word

    def said_after(self, scene: Scene, end: int) -> PlatformWord | None:
        """Give the platform in `name op platform`, `name (platform)`."""
        word = following(scene.platforms, end)
        gap = scene.text[end : word.start] if word else ""
        if word is None or len(gap) > LONGEST_GAP or FULL_STOP.search(gap):
            return None
        words = [each.lower() for each in WORD.findall(gap)]
        if words:
            is_said = words[0] in self._words["at_words"]
            fits = all(each in self._words["articles"] for each in words[1:])
            return word if is_said and fits and not set(gap) & set(',()"') else None
        is_bracketed = _IN_BRACKETS.fullmatch(gap) and self._is_whole_bracket(scene, word)
        return word if is_bracketed else None

    def added_place(self, text: str, end: int) -> tuple[int, int] | None:
        """Give the span of an unknown place in `op platform en op place`."""
        found = self._added.match(text, end)
        if not found or not self._is_unknown(found["word"]):
            return None
        is_name = found["word"][0].isupper() or any(c.isdigit() for c in found["word"])
        is_joined = bool(found.group()[: found.start("word") - end].strip())
        is_place = bool(found["on"]) or not found["rest"]
        is_last = (found["joint"] or ",") not in ",(" and _ENDS_CLAUSE.match(
            text, found.end("word")
        )
        is_said = (found["on"] and (found["joint"] or is_name)) or is_last
        return found.span("word") if is_said or (is_name and is_joined and is_place) else None

    def _right_before(self, scene: Scene, start: int, others: bytes) -> PlatformWord | None:
        """Give the platform in `P: name`, `P-account name`, `op P name`, `tweet van name`."""
        word = preceding(scene.platforms, start)
        gap = scene.text[word.end : start] if word else ""
        if word is None or len(gap) > LONGEST_GAP or FULL_STOP.search(gap) or "," in gap:
            return None
        if is_taken((word.end, start), others) or self._is_joined(scene, word):
            return None
        return word if all(each.lower() in self._between for each in WORD.findall(gap)) else None

    def _is_joined(self, scene: Scene, word: PlatformWord) -> bool:
        """Tell whether a platform is denied, or named in one breath with another place."""
        tail = scene.text[max(0, word.start - LONGEST_GAP) : word.start]
        found = self._in_front.search(tail)
        if found is None or not (found["joint"] or found["also"]):
            return found is not None and found["what"].lower() in self._negations
        other = preceding(scene.platforms, word.start)
        is_name = found["what"].startswith("@") or (other and other.platform == word.platform)
        return not is_name

    def _is_whole_bracket(self, scene: Scene, word: PlatformWord) -> bool:
        """Tell `(Instagram)` and `(Instagram en X)` from `(Instagram, of Kick)`."""
        close = scene.text.find(")", word.end - 1, word.end + _LONGEST_BRACKET)
        inside = WORD.findall(scene.text[word.end : close]) if close >= 0 else ["?"]
        return all(each.lower() in self._known - self._negations for each in inside)

    def _is_contradicted(
        self, scene: Scene, start: int, end: int, after: PlatformWord | None
    ) -> bool:
        """Tell whether a denial or the other side of a name says another: `op Kick @name op P`."""
        line = scene.text[max(0, start - LONGEST_GAP) : start]
        words = [word.lower() for word in WORD.findall(line.rpartition("\n")[2])]
        if words and words[-1] in self._negations and not FULL_STOP.search(line[-3:]):
            return True
        if after is None:
            return self._on_other_place(scene, end)
        is_left = scene.has_other_place and self._denies(scene.text[after.end : after.end + 20])
        is_beside = _BESIDE.fullmatch(scene.text, end, after.start) is not None
        beside = (_BEFORE_NAME if is_beside else _BESIDE_IN_FRONT).search(line)
        said = beside or self._place_in_front.search(line)
        place = WORD.findall(said.group()) if said else []
        return is_left or (bool(place) and self._is_unknown(place[-1]))

    def _on_other_place(self, scene: Scene, end: int) -> bool:
        """Tell whether a name is followed by `on` and something that is no known platform."""
        found = self._place.match(scene.text, end + 1)
        return bool(found and self._is_unknown(found["word"]))

    def _is_weak(self, scene: Scene, start: int, end: int, others: bytes) -> bool:
        """Tell whether nothing but harmless words stands between a name and the only platform."""
        if len(scene.named) != 1 or scene.has_other_place:
            return False
        before, after = preceding(scene.platforms, start), following(scene.platforms, end)
        if before and self._is_introduced(scene.text, before):
            gap = scene.text[before.end : start]
            is_free = not is_taken((before.end, start), others)
            return is_free and self._is_harmless(gap) and not self._is_joined(scene, before)
        gap = scene.text[end : after.start] if after else "."
        is_one_sentence = not FULL_STOP.search(gap) and not set(gap) & set(",()")
        ends_at = [each.lower() for each in WORD.findall(gap)][-2:]
        is_said = bool(self._words["place_words"] & set(ends_at))
        return is_one_sentence and is_said and self._is_harmless(gap)

    def _is_introduced(self, text: str, word: PlatformWord) -> bool:
        found = self._place_in_front.search(text[max(0, word.start - LONGEST_GAP) : word.start])
        return found is not None

    def _is_harmless(self, gap: str) -> bool:
        words = WORD.findall(gap)
        return len(gap) <= LONGEST_GAP and all(each.lower() in self._harmless for each in words)

    def _denies(self, text: str) -> bool:
        return any(word.lower() in self._negations for word in WORD.findall(text))

    def _is_unknown(self, word: str) -> bool:
        return word.lower() not in self._known


def _is_emphasised(scene: Scene, start: int, end: int) -> bool:
    beside = slice(max(0, start - 1), end + 1)
    return scene.text[beside] != scene.written[beside]


def following(words: Sequence[PlatformWord], position: int) -> PlatformWord | None:
    """Give the first word at or behind a position."""
    index = bisect_left(words, position, key=lambda word: word.start)
    return words[index] if index < len(words) else None


def preceding(words: Sequence[PlatformWord], position: int) -> PlatformWord | None:
    """Give the last word that ends at or before a position."""
    index = bisect_right(words, position, key=lambda word: word.end)
    return words[index - 1] if index else None


def is_taken(span: tuple[int, int], taken: bytes) -> bool:
    """Tell whether a mask has a mark inside a span."""
    return taken.find(1, *span) >= 0


def only_listable(platform: str | None) -> str | None:
    """Give a platform that the register can list accounts on."""
    return None if platform == ELSEWHERE else platform
