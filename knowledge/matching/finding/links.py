"""Links in a text: where they start and end, and where they lead."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from knowledge.addresses import web
from knowledge.addresses.address import LEADS_ON, AddressError, Addresses, UrlReading
from knowledge.matching.finding.cues.finder_data import FinderData
from knowledge.matching.finding.cues.prose import Certainty, Prose
from knowledge.matching.finding.cues.redirectors import Destination
from knowledge.matching.imitation.skeleton import ascii_look, skeleton
from knowledge.matching.pasted import markup
from knowledge.matching.pasted.text import Pasted
from knowledge.model import Address

COPY = "copied_page"
"""Trap of a page that another site shows as its own."""

_MOST_HOPS = 5  # redirectors in one another; more is only found in attacks on checkers

_STOP = r"\s<>\"“”„«»`"
_WITH_SCHEME = re.compile(
    rf"(?<![^\W_])(?:(?:https?|ftp):[/\\]*+|(?:tg|whatsapp)://)[^{_STOP}]++", re.IGNORECASE
)
_SPLIT = r"[\t\r\n]*+"  # a browser drops these
_DANGEROUS = re.compile(
    rf"(?<!\w)(?:(?:{_SPLIT.join('java')}|{_SPLIT.join('vb')}){_SPLIT}{_SPLIT.join('script:')}[^\s]++"
    r"|data:(?:[a-z]++/[\w.+-]++)?(?:;[\w=.+-]++)*+(?:,|;)\S++"
    r"|about:(?:blank|srcdoc)\S*+|(?:ms-[a-z-]++|search-ms):\S++)",
    re.IGNORECASE,
)
# What begins with two slashes keeps the scheme of the page it stands on.
_NO_SCHEME = re.compile(
    r"(?<![\w/\\])(?<!\w:)[/\\]{2,}+(?=[\w\[%])(?:\[[0-9A-Fa-f:.]++\])?[^\s<>\"“”„«»`'(){}\[\],;|]*+"
)
# A dot in front may be the joint to a name before it: a browser drops a line end between.
_BARE = re.compile(
    rf"(?:(?<![\w.@#-])|(?<=[@#])(?=[.-])|(?<=\.\.)(?=\w))\.*+[\w-]++(?:\.[\w-]++)++\.?(?::[1-9][0-9]{{0,4}}(?!\w))?+"
    rf"(?:[/\\?#][^{_STOP}]*+)?+"
)
# `vdab.be-site`, `_vdab.be_`, `vdab.be.Dank u`
_SENTENCE_GOES_ON = re.compile(r"(?:[_-][\w-]*+|\.[A-Z][a-z]*+)$")
_HOST_END = re.compile(r"[/\\?#:]")
# A telephone number right behind a colon is no port.
_NEXT_LINK = re.compile(r"[,;|]+(?=(?:https?:|www\.))|\]\(|\||:(?=0[0-9]{1,3}$)", re.IGNORECASE)
_LINE_BREAK = re.compile(rf"[\t\n\r]++([^{_STOP}]++)")
# What can make a browser read on behind the end of a name.
_MAY_GO_ON = re.compile(r"[.@%/\\]")
_HOLDS_TEXT = re.compile(r"[\w.@%/\\]")
_GOES_ON = re.compile(r"@|%[0-9a-f]{2}|\.\w", re.IGNORECASE)
_HIDES_MORE = re.compile(r"@|%[0-9a-f]{2}", re.IGNORECASE)
_SOLD = re.compile(r"[a-z0-9][a-z0-9.-]*+")
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,9}\s?/?>", re.IGNORECASE)
_SLIP = re.compile(r"\W*+https?\W{1,3}", re.IGNORECASE)  # `https//` opens nothing
_OTHER_HOST = re.compile(r"[/\\]|%[0-9a-f]{2}|\?\w{1,40}=|[0-9][?#]|\.\w[^?#]*+[?#]", re.I)
_OTHER_SCHEME = re.compile(
    r"\W*+(?:intent|android-app|feed|file|tel|sms|smsto|mailto|market|callto|blob|view-source):",
    re.IGNORECASE,
)
_APP_SCHEME = re.compile(r"\W*+[a-z][a-z0-9+.-]*+://", re.IGNORECASE)
_ABSOLUTE = re.compile(r"[/\\]{2}|([a-z][a-z0-9+.-]*+):", re.IGNORECASE)
_LABEL_IN_FRONT = re.compile(r"(?:^|[^\w.+-])([a-z][\w+.-]*+):$", re.IGNORECASE)
_DROPPED = re.compile(r"[\t\r\n]")
_AROUND = "".join(map(chr, range(33)))  # a browser strips them from an address
# In a field, or behind the path, of a page that sends on; `aHR0c` is base64 for `http`.
_HELD = re.compile(
    r"[?&=/#](?P<held>(?:https?(?::|%(?:25)*3a)|aHR0c|(?<==)(?:[/\\]{2}|[\w.-]*+%[0-9a-f]{2})"
    r"|(?<==)[\w-]++(?:\.[\w-]++)++(?![^/&#?]))[^\s&#]*+)",
    re.IGNORECASE,
)
_IS_HELD = re.compile(r"\s*(?:https?:|[/\\]{2}|aHR0c|[\w-]+(?:\.[\w-]+)+(?:[/?#]|$))", re.I)
_FIRST_SIGNS = re.compile(r"^\W++")
_PIECE = re.compile(rf"#?[^{_STOP}()\[\]{{}},;|#]++")
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
        is_doubtful: It may be prose; it counts beside another address.
    """

    start: int
    end: int
    address: Address | None
    traps: tuple[str, ...]
    has_extra: bool
    is_doubtful: bool = False


class Links:
    """Finds links and follows redirectors.

    Args:
        addresses: Reads a URL.
        data: Redirectors, shorteners and schemes.
        prose: Tells domain names from prose.
    """

    def __init__(self, addresses: Addresses, data: FinderData, prose: Prose) -> None:
        self._addresses = addresses
        self._data = data
        self._prose = prose
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
                yield from self._links(pasted, start, stop, has_extra=True)
                end = stop
                following = _WITH_SCHEME.search(pasted.clean, stop, found.end())
                start = following.start() if following else found.end()

    def in_markup(self, pasted: Pasted) -> Iterator[Link]:
        """Give what attributes of HTML lead to, read as a browser reads their whole value."""
        if "<" not in pasted.clean:
            return
        for tag in markup.tags(pasted.clean):
            for value in tag.attributes:
                if value.start < value.end and self._holds_address(value.name):
                    yield from self._of_value(pasted, value.start, value.end)

    def scripts(self, clean: str) -> Iterator[tuple[int, int]]:
        """Give the attributes that run something: nobody sees where that leads."""
        for tag in markup.tags(clean) if "<" in clean else ():
            for value in tag.attributes:
                if value.start < value.end and value.name.startswith("on"):
                    yield value.start, value.end

    def _holds_address(self, attribute: str) -> bool:
        is_named = any(word in attribute for word in ("href", "src", "url", "link", "action"))
        return (is_named and attribute != "srcdoc") or (
            attribute in self._data.words["url_attributes"]
        )

    def _of_value(self, pasted: Pasted, start: int, end: int) -> Iterator[Link]:
        url = _DROPPED.sub("", pasted.raw_slice(start, end)).strip(_AROUND)
        absolute = _ABSOLUTE.match(url)
        scheme = (absolute.group(1) or "https").lower() if absolute else None
        if scheme in web.WEB_SCHEMES:
            yield from self._links(pasted, start, end, True, _with_scheme(url))
        elif scheme and scheme not in self._data.words["known_schemes"]:
            yield Link(start, end, None, ("dangerous_scheme",), True)

    def without_scheme(self, pasted: Pasted) -> Iterator[Link]:
        """Give what begins with two slashes: `//evil.com/x`, `//3232235777`."""
        for found in _NO_SCHEME.finditer(pasted.clean):
            start, end = found.start(), found.start() + len(_trimmed(found.group()))
            reading = (
                self._read(_with_scheme(pasted.raw_slice(start, end))) if start < end else None
            )
            if reading and self._is_host(reading.web.host):
                yield from self._links(pasted, start, end, has_extra=True)

    def _is_host(self, host: str) -> bool:
        return web.is_ip(host) or self._addresses.registrable_domain(host) is not None

    def bare(self, pasted: Pasted, taken: bytearray) -> Iterator[Link]:
        """Give the domain names that stand in the text without a scheme.

        Args:
            pasted: The text.
            taken: One byte for each character of `clean`, 1 inside another address.
        """
        for found in _BARE.finditer(pasted.clean):
            if taken[found.start()]:
                continue
            stop = taken.find(1, *found.span())
            start = found.end() - len(found.group().lstrip("-_."))
            text = pasted.clean[start : found.end() if stop < 0 else stop]
            if start < stop or stop < 0:
                yield from self._bare(pasted, start, start + len(_trimmed(text)))

    def _bare(self, pasted: Pasted, start: int, end: int) -> Iterator[Link]:
        clean = pasted.clean
        name = _HOST_END.split(clean[start:end], maxsplit=1)[0]
        tail = _SENTENCE_GOES_ON.search(name)
        is_mailbox = clean.startswith("@", end)
        if tail and not self._addresses.registrable_domain(name):
            name = name[: tail.start()]
            if not is_mailbox and self._runs_on(tail.group(), name):
                yield Link(start, end, None, ("unreadable_link",), True)
                return
            end = start + tail.start()
        has_extra = len(name) < end - start or name.lower().startswith("www.")
        # What is too long to be looked up still passes for an address.
        has_extra = has_extra or not web.can_exist(name)
        certainty = self._certainty(name, clean, start, end, has_extra)
        if certainty is Certainty.SURE:
            yield from self._links(pasted, start, end, has_extra)
        elif certainty is Certainty.DOUBTFUL:
            yield Link(start, end, None, ("doubtful_name",), False, is_doubtful=True)

    def _runs_on(self, tail: str, name: str) -> bool:
        """Tell an address that goes on (`vdab.be-login`) from a word made with one (`-site`)."""
        is_word = tail.lstrip("-_").lower() in self._data.words["glued_words"]
        return tail[0] in "-_" and len(tail) > 1 and not is_word and self.is_domain(name)

    def _certainty(self, name: str, clean: str, start: int, end: int, has_extra: bool) -> Certainty:
        if web.is_ip(name):
            # Four numbers may be a version too.
            is_sure = has_extra or end - start == len(clean.strip())
            return Certainty.SURE if is_sure else Certainty.DOUBTFUL
        if not self._has_suffix(name):
            return Certainty.PROSE
        if has_extra:
            return Certainty.SURE
        return self._prose.certainty(name.rstrip("."), clean, start, end)

    def unread_targets(self, clean: str, taken: bytearray) -> Iterator[tuple[int, int]]:
        """Give what markup leads to, where no address was found in it."""
        for start, end in self._targets(clean):
            if taken.find(1, start, end) < 0 and _ABSOLUTE.match(clean, start, end):
                yield start, end
        for (start, end), is_whole in markup.formulas(clean):
            if not is_whole or taken.find(1, start, end) < 0:
                yield start, end

    def _targets(self, clean: str) -> Iterator[tuple[int, int]]:
        yield from markup.targets(clean)
        for tag in markup.tags(clean) if "<" in clean else ():
            for value in tag.attributes:
                if self._holds_address(value.name):
                    yield value.start, value.end

    def is_other_place(self, pasted: Pasted, link: tuple[int, int], run_end: int, end: int) -> bool:
        """Tell whether a browser goes on where a link was cut, and ends up elsewhere.

        Args:
            pasted: The text.
            link: Span of the link as found.
            run_end: Where the characters without a space between them end.
            end: Where the next mention starts, else `run_end`.
        """
        gap = _TAG.sub("", unicodedata.normalize("NFKC", pasted.clean[link[1] : end]))
        # What another mention starts with right behind a comma is judged by itself.
        if not (_MAY_GO_ON if end == run_end else _HOLDS_TEXT).search(gap):
            return False
        here = self._read(pasted.raw_slice(*link))
        whole = _read_web(pasted.raw_slice(link[0], run_end))
        if here is None or whole is None:
            return bool(_GOES_ON.search(gap))
        if whole.host == here.web.host:
            return self._is_other_page(here, pasted.raw_slice(link[0], end), gap)
        return bool(_HIDES_MORE.search(gap)) or self._can_exist(whole.host)

    def _is_other_page(self, here: UrlReading, text: str, gap: str) -> bool:
        if "/" not in gap and "\\" not in gap:
            return False
        whole = self._read(text)
        return whole is None or whole.address != here.address

    def _can_exist(self, host: str) -> bool:
        """Tell whether somebody can own a host: no registry sells odd characters."""
        owned = self._addresses.registrable_domain(host)
        return web.is_ip(host) or bool(owned and _SOLD.fullmatch(owned))

    def trap_in_front(self, pasted: Pasted, start: int, link: tuple[int, int]) -> str | None:
        """Name what is written against the front of a link when a browser starts there."""
        before = pasted.clean[start : link[0]]
        gap = re.split(rf"[{_STOP}|]", before)[-1]
        if not any(character.isalnum() for character in before) or _SLIP.fullmatch(gap):
            return None
        if _OTHER_SCHEME.match(before) or _APP_SCHEME.match(gap) or self._is_scheme(before):
            return "dangerous_scheme"
        is_hidden = _OTHER_HOST.search(gap) or self._is_joined(before, pasted.clean[slice(*link)])
        return "unreadable_link" if is_hidden else None

    def _is_scheme(self, before: str) -> bool:
        """Tell whether a word with a colon is a scheme: any but those known to announce a link."""
        label = _LABEL_IN_FRONT.search(before)
        return label is not None and label.group(1).lower() not in self._data.words["label_words"]

    def _is_joined(self, gap: str, link: str) -> bool:
        """Tell whether signs join a word to the name behind it: `evil€vdab.be` is one name."""
        whole = None if gap.isascii() else _read_web(_FIRST_SIGNS.sub("", gap) + link)
        alone = _read_web(link)
        if whole is None or alone is None or not self._can_exist(whole.host):
            return False
        owner = self._addresses.registrable_domain
        return owner(whole.host) != owner(alone.host)

    def odd_names(self, clean: str, start: int, end: int) -> Iterator[Link]:
        """Give what a browser opens though it is not written as names are, and `#vdab.be`.

        Args:
            clean: The text.
            start: Of a stretch without a space or mention in it.
            end: Of that stretch.
        """
        for found in _PIECE.finditer(clean, start, end):
            piece = found.group()
            if _APP_SCHEME.match(piece) or ("%" in piece and _OTHER_SCHEME.match(piece)):
                yield Link(*found.span(), None, ("dangerous_scheme",), True)
            elif "%" in piece or not piece.isascii():
                has_extra = "%" in piece
                # No name ends in letters that only look like `be`, but people read it so.
                looks = (piece, ascii_look(piece)) if _ends_foreign(piece) else (piece,)
                if any(self._name_in(look, has_extra=has_extra) for look in looks):
                    yield Link(*found.span(), None, ("unreadable_link",), True)
            elif piece.startswith("#"):
                reading = self._read(self._name_in(piece) or "")
                if reading:
                    yield Link(*found.span(), reading.address, reading.traps, False)

    def _name_in(self, piece: str, *, has_extra: bool = False) -> str | None:
        """Give the domain name in characters that are not written as one."""
        text = _bare_ends(unicodedata.normalize("NFKC", _decoded(piece)))
        name = _HOST_END.split(text, maxsplit=1)[0]
        return name if "." in name and self.is_domain(name, has_extra=has_extra) else None

    def is_domain(self, name: str, *, has_extra: bool = False) -> bool:
        """Tell a domain name from a file name, an abbreviation or a missing space.

        Args:
            name: Words with dots between, without a text around them.
            has_extra: A path or `www.` leaves no doubt.
        """
        # Between others: the whole of a text is more often a name than a word in it.
        text = f"- {name} -"
        return self._certainty(name, text, 2, len(text) - 2, has_extra) is Certainty.SURE

    def _has_suffix(self, name: str) -> bool:
        name = name.rstrip(".")
        ending = name.rpartition(".")[2]
        return len(ending) > 1 and self._addresses.registrable_domain(name) is not None

    def _end(self, pasted: Pasted, start: int, end: int) -> int:
        """Find where a link with a scheme ends, joining a host broken over two lines."""
        clean = pasted.clean
        following = _NEXT_LINK.search(clean, start + 8, end)
        if following:
            end = following.start()
        if clean[start - 1 : start] == "_" and clean[end - 1] == "_":
            # Names of accounts end in one too: then nobody knows whose it is.
            end -= not self._is_account(clean[start:end])
        stop = start + len(_trimmed(clean[start:end]))
        broken = _LINE_BREAK.match(clean, end) if stop == end else None
        if broken and self._lacks_ending(clean[start:end]):
            whole = clean[start:end] + broken.group(1)
            if not self._lacks_ending(whole):
                return start + len(_trimmed(clean[start : broken.end()]))
        return stop

    def _is_account(self, url: str) -> bool:
        reading = self._read(url)
        return reading is not None and reading.address.platform != "website"

    def _lacks_ending(self, url: str) -> bool:
        host = re.split(r"[/\\?#]", re.sub(r"^[A-Za-z]+:[/\\]*", "", url), maxsplit=1)[0]
        name = host.rpartition("@")[2]
        return not self._addresses.registrable_domain(name) and not web.is_ip(name)

    def _links(
        self, pasted: Pasted, start: int, end: int, has_extra: bool, url: str | None = None
    ) -> Iterator[Link]:
        """Give a link, and apart what a page that sends on holds: the site may open that one."""
        link = self._link(pasted, start, end, has_extra, url)
        if not link:
            return
        held = tuple(self._held(pasted, link))
        yield replace(link, end=held[0].start) if held else link
        yield from held

    def _held(self, pasted: Pasted, link: Link) -> Iterator[Link]:
        """Give the addresses that stand in one of a page that sends on, on whatever site."""
        text = pasted.clean[link.start : link.end]
        held = tuple(_HELD.finditer(text, text.find("/", len("https://"))))
        page = _read_web(text) if held else None
        if page is None or not self._sends_on(page):
            return
        for found in held:
            start, end = link.start + found.start("held"), link.start + found.end("held")
            url = _decoded(pasted.raw_slice(start, end))
            inner = self._link(pasted, start, end, True, _with_scheme(url))
            if inner and _IS_HELD.match(url):
                yield inner

    def _sends_on(self, page: web.WebAddress) -> bool:
        """Tell whether the path says that a page sends on; known redirectors are followed."""
        if any(each.owns(page.host, page.path) for each in self._data.redirectors):
            return False
        path = page.path.lower()
        words = {word.partition(".")[0] for word in path.split("/")}
        return "redirect" in path or not words.isdisjoint(self._data.words["redirect_words"])

    def _link(
        self, pasted: Pasted, start: int, end: int, has_extra: bool, url: str | None = None
    ) -> Link | None:
        if end <= start:
            return None
        url = url or _with_scheme(pasted.raw_slice(start, end))
        for pattern, page in _APP_LINKS:
            url = pattern.sub(page, url, count=1)
        reading = self._read(url)
        if reading is None:
            # A browser refuses some hidden characters; the citizen still has to hear about them.
            # Never the text as folded: a wide slash is no slash to a browser.
            reading = self._read(web.without_hidden(url))
            if reading is None:
                return Link(start, end, None, ("unreadable_link",), True)
        if self._is_read_otherwise(pasted, start, end, reading):
            return Link(start, end, None, ("unreadable_link",), True)
        address, traps = self._destination(reading)
        return Link(start, end, address, traps, has_extra)

    def _is_read_otherwise(self, pasted: Pasted, start: int, end: int, reading: UrlReading) -> bool:
        """Tell whether a browser that gets the text as sent opens another site.

        What was undone (`&sol;`, a backslash) may be there to be taken as it stands.
        """
        as_sent = pasted.as_sent(start, end)
        if as_sent == pasted.raw_slice(start, end):
            return False
        whole = _read_web(as_sent)
        return whole is not None and whole.host != reading.web.host and self._can_exist(whole.host)

    def _read(self, url: str) -> UrlReading | None:
        try:
            reading = self._addresses.read_url(url)
        except AddressError:
            return None
        is_name = "." in reading.web.host or ":" in reading.web.host
        return reading if is_name else None

    def _destination(self, reading: UrlReading) -> tuple[Address | None, tuple[str, ...]]:
        """Follow known redirectors; the traps of every step count."""
        traps = reading.traps
        for _ in range(_MOST_HOPS):
            target = self._target(reading.web)
            following = self._read(target.url) if target else None
            if target is None or following is None:
                break
            reading = following
            # Where it leads has been found: that it leads on is no news.
            traps = tuple(code for code in traps if code != LEADS_ON)
            traps += (COPY if target.is_copy else "redirector", *reading.traps)
            if self._sends_on(reading.web) and any(
                _HELD.search(f"={v}") for _, v in reading.web.query
            ):
                return None, ("redirector", "unreadable_link")
        host = reading.web.host.removeprefix("www.")
        if host in self._data.words["shorteners"] and reading.address.platform == "website":
            traps += ("shortener",)
        if reading.address.platform == "website" and self.looks_like_platform(reading.web.host):
            traps += ("looks_like_platform",)
        return reading.address, tuple(dict.fromkeys(traps))

    def _target(self, page: web.WebAddress) -> Destination | None:
        path = page.path.lower()
        found = (
            redirector.destination(page)
            for redirector in self._data.redirectors
            if redirector.owns(page.host, path)
        )
        return next((each for each in found if each), None)

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


def _ends_foreign(piece: str) -> bool:
    """Tell whether the last word has letters that are not Latin."""
    ending = piece.rpartition(".")[2]
    return not all("LATIN" in unicodedata.name(c, "") for c in ending if c.isalpha())


def _decoded(text: str) -> str:
    """Undo percent-encoding, also where it was encoded more than once."""
    for _ in range(_MOST_HOPS):
        text = unquote(text)
    return text


def _with_scheme(url: str) -> str:
    """Complete what begins with two slashes."""
    return f"https:{url}" if re.match(r"[/\\]{2}", url) else url


def _read_web(text: str) -> web.WebAddress | None:
    try:
        return web.read(_trimmed(text))
    except web.WebError:
        return None


def _bare_ends(text: str) -> str:
    """Strip signs and pictures from both ends."""
    letters = [place for place, character in enumerate(text) if not _is_sign(character)]
    return text[letters[0] : letters[-1] + 1] if letters else ""


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PSZC"


def _trimmed(text: str) -> str:
    """Strip the punctuation and pictures of the sentence from the end of a link; linear."""
    end = len(text)
    unopened = {
        closing: text.count(closing) - text.count(opening) for closing, opening in _PAIRS.items()
    }
    while end:
        last = text[end - 1]
        if last in _PAIRS and unopened[last] > 0:
            unopened[last] -= 1
        elif last not in _AFTER and unicodedata.category(last) != "So":
            break
        end -= 1
    return text[:end]
