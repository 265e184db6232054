"""Links in a text: where they start and end, and where they lead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge import web
from knowledge.address import AddressError, Addresses, UrlReading
from knowledge.matching.finder_data import FinderData
from knowledge.matching.pasted import Pasted
from knowledge.matching.skeleton import ascii_look, skeleton
from knowledge.model import Address

_MOST_HOPS = 5  # redirectors in one another; more is only found in attacks on checkers

_STOP = r"\s<>\"“”„«»`"
_WITH_SCHEME = re.compile(
    rf"(?<![^\W_])(?:(?:https?|ftp):[/\\]*+|(?:tg|whatsapp)://)[^{_STOP}]++", re.IGNORECASE
)
_DANGEROUS = re.compile(
    r"(?<!\w)(?:(?:java|vb)script:[^\s]++|data:[a-z]++/[\w.+-]++[;,][^\s]++)", re.IGNORECASE
)
_BARE = re.compile(
    rf"(?<![\w.@#-])[\w-]++(?:\.[\w-]++)++\.?(?::[0-9]{{1,5}}(?!\w))?+(?:[/\\?#][^{_STOP}]*+)?+"
)
_MARKDOWN = re.compile(r"\[(?P<shown>[^\[\]\n]{1,300})\]\(\s?<?(?P<target>[^\s<>]{1,2000})")
_HTML = re.compile(
    r"<a\s[^<>]{0,300}?href=[\"'](?P<target>[^\"'<>]{1,2000})[\"'][^<>]{0,300}>(?P<shown>[^<>]{1,300})</a",
    re.IGNORECASE,
)
_NEXT_LINK = re.compile(r"[,;|]+(?=(?:https?:|www\.))|\]\(|\|", re.IGNORECASE)
_LINE_BREAK = re.compile(rf"[\t\n\r]++([^{_STOP}]++)")
_AFTER = ".,;:!?'’\"…*"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_APP_LINKS = (
    (re.compile(r"tg://resolve\?(?:[^#]*&)?domain=([\w]+)", re.IGNORECASE), r"https://t.me/\1"),
    (re.compile(r"whatsapp://", re.IGNORECASE), "https://api.whatsapp.com/"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the clean text.

    Attributes:
        address: Where it leads; None when it opens no web page.
        traps: Reason codes.
        has_extra: It carries a scheme, `www.` or a path, so it can be nothing but a link.
    """

    start: int
    end: int
    address: Address | None
    traps: tuple[str, ...]
    has_extra: bool


class Links:
    """Finds links and follows redirectors.

    Args:
        addresses: Reads a URL.
        data: Redirectors, shorteners and what is not a domain.
    """

    def __init__(self, addresses: Addresses, data: FinderData) -> None:
        self._addresses = addresses
        self._data = data
        brands = {brand for each in addresses.platforms for brand in each.brands}
        self._brands = {skeleton(brand): brand for brand in brands}

    def with_scheme(self, pasted: Pasted) -> Iterator[Link]:
        """Give the links that say themselves that they are one."""
        for found in _DANGEROUS.finditer(pasted.clean):
            yield Link(found.start(), found.end(), None, ("dangerous_scheme",), True)
        end = 0
        for found in _WITH_SCHEME.finditer(pasted.clean):
            start = found.start()
            while start < found.end() and start >= end:
                stop = self._end(pasted, start, found.end())
                link = self._link(pasted, start, stop, has_extra=True)
                if link:
                    yield link
                end = stop
                following = _WITH_SCHEME.search(pasted.clean, stop, found.end())
                start = following.start() if following else found.end()

    def bare(self, pasted: Pasted, taken: bytearray) -> Iterator[Link]:
        """Give the domain names that stand in the text without a scheme.

        Args:
            pasted: The text.
            taken: One byte for each character of `clean`, 1 inside another address.
        """
        for found in _BARE.finditer(pasted.clean):
            if taken.find(1, *found.span()) >= 0:
                continue
            start = found.end() - len(found.group().lstrip("-_"))
            end = start + len(_trimmed(pasted.clean[start : found.end()]))
            name = re.split(r"[/\\?#:]", pasted.clean[start:end], maxsplit=1)[0]
            has_extra = len(name) < end - start or name.lower().startswith("www.")
            rest = pasted.clean[end : end + 2]
            is_alone = end - start == len(pasted.clean.strip())
            is_number = web.is_ip(name) and (has_extra or is_alone)
            if is_number or self.is_domain(name, has_extra=has_extra, rest=rest):
                link = self._link(pasted, start, end, has_extra)
                if link:
                    yield link

    def hidden_targets(self, clean: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """Give spans (shown text, target) of markdown and HTML links."""
        for pattern in (_MARKDOWN, _HTML):
            for found in pattern.finditer(clean):
                yield found.span("shown"), found.span("target")

    def is_domain(self, name: str, *, has_extra: bool = False, rest: str = "") -> bool:
        """Tell a domain name from a file name, an abbreviation or a missing space.

        Args:
            name: Words with dots between.
            has_extra: A path or `www.` leaves no doubt.
            rest: The two characters that follow.
        """
        name = name.rstrip(".")
        ending = name.rpartition(".")[2]
        if len(ending) < 2 or not self._addresses.registrable_domain(name):
            return False
        return has_extra or self._is_plausible(name, ending, rest)

    def _is_plausible(self, name: str, ending: str, rest: str) -> bool:
        words = self._data.words
        before = name[: -len(ending) - 1]
        if ending.lower() in words["file_extensions"]:
            return False
        starts_sentence = ending[0].isupper() and not ending[1:].isupper()
        if starts_sentence and ending not in words["capital_endings"]:
            return False
        if before.isdigit() or (len(before) < 2 and starts_sentence):
            return False
        is_sentence = before.lower() in words["sentence_words"] and rest[:1].isspace()
        return not (is_sentence and ending.lower() in words["word_endings"])

    def _end(self, pasted: Pasted, start: int, end: int) -> int:
        """Find where a link with a scheme ends, joining a host broken over two lines."""
        clean = pasted.clean
        following = _NEXT_LINK.search(clean, start + 8, end)
        if following:
            end = following.start()
        if clean[start - 1 : start] == "_" and clean[end - 1] == "_":
            end -= 1
        stop = start + len(_trimmed(clean[start:end]))
        broken = _LINE_BREAK.match(clean, end) if stop == end else None
        if broken and self._lacks_ending(clean[start:end]):
            whole = clean[start:end] + broken.group(1)
            if not self._lacks_ending(whole):
                return start + len(_trimmed(clean[start : broken.end()]))
        return stop

    def _lacks_ending(self, url: str) -> bool:
        host = re.split(r"[/\\?#]", re.sub(r"^[A-Za-z]+:[/\\]*", "", url), maxsplit=1)[0]
        name = host.rpartition("@")[2]
        return not self._addresses.registrable_domain(name) and not web.is_ip(name)

    def _link(self, pasted: Pasted, start: int, end: int, has_extra: bool) -> Link | None:
        if end <= start:
            return None
        url = pasted.raw_slice(start, end)
        for pattern, page in _APP_LINKS:
            url = pattern.sub(page, url, count=1)
        reading = self._read(url)
        if reading is None:
            # A browser refuses some hidden characters; the citizen still has to hear about them.
            reading = self._read(pasted.clean[start:end])
            if reading is None:
                return None if not has_extra else Link(start, end, None, ("unreadable_link",), True)
        address, traps = self._destination(reading)
        return Link(start, end, address, traps, has_extra)

    def _read(self, url: str) -> UrlReading | None:
        try:
            reading = self._addresses.read_url(url)
        except AddressError:
            return None
        is_name = "." in reading.web.host or ":" in reading.web.host
        return reading if is_name else None

    def _destination(self, reading: UrlReading) -> tuple[Address, tuple[str, ...]]:
        """Follow known redirectors; the traps of every step count."""
        traps = reading.traps
        for _ in range(_MOST_HOPS):
            target = self._target(reading.web)
            following = self._read(target) if target else None
            if following is None:
                break
            reading = following
            traps += ("redirector", *reading.traps)
        host = reading.web.host.removeprefix("www.")
        if host in self._data.words["shorteners"] and reading.address.platform == "website":
            traps += ("shortener",)
        if reading.address.platform == "website" and self.looks_like_platform(reading.web.host):
            traps += ("looks_like_platform",)
        return reading.address, tuple(dict.fromkeys(traps))

    def _target(self, page: web.WebAddress) -> str | None:
        path = page.path.lower()
        for redirector in self._data.redirectors:
            if redirector.owns(page.host, path):
                targets = {value for name, value in page.query if name in redirector.fields}
                # With two destinations nobody knows which one the page takes.
                target = targets.pop() if len(targets) == 1 else None
                if target and re.match(r"(?i)\s*https?:", target):
                    return target
        return None

    def looks_like_platform(self, host: str) -> bool:
        """Tell whether a host that is no platform's carries the name of one.

        The name counts as a whole label or between hyphens, also in look-alike characters
        (faceb00k, facebook-login), and never on the hosts of the platform itself.
        """
        registrable = self._addresses.registrable_domain(host) or host
        platforms = self._addresses.platforms
        if platforms.of_host(host) or platforms.of_host(registrable):
            return False
        # What stands in the suffix (github.io) is not the renter's to choose.
        name = host.removesuffix(f".{self._addresses.suffix(host)}")
        words = (word for label in web.unicode_labels(name) for word in label.split("-"))
        return any(skeleton(ascii_look(word)) in self._brands for word in words)


def _trimmed(text: str) -> str:
    """Strip the punctuation of the sentence from the end of a link; linear."""
    end = len(text)
    unopened = {
        closing: text.count(closing) - text.count(opening) for closing, opening in _PAIRS.items()
    }
    while end:
        last = text[end - 1]
        if last in _PAIRS and unopened[last] > 0:
            unopened[last] -= 1
        elif last not in _AFTER:
            break
        end -= 1
    return text[:end]
