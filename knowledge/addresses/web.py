"""A web address as a browser reads it, with what makes it look like another one.

The WHATWG parser (ada) decides which host is reached; the written text decides which traps to name.
"""

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, unquote_to_bytes

import can_ada

WEB_SCHEMES = frozenset({"http", "https", "ftp", "ws", "wss"})

# Longer ones push the end of the address out of sight on a phone; browsers accept far more.
_LONG_HOST = 60
_LONG_URL = 300
_LONGEST_HOST = 253
_LONGEST_LABEL = 63

_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-]*):")
_PORT = re.compile(r"[0-9]+(?:[/\\?#]|$)")
_DROPPED = re.compile(r"[\t\n\r]+")
_DROPPED_AT_ENDS = "".join(map(chr, range(0x21)))
_CAPITAL_SHARP_S = re.compile("\u1e9e|%e1%ba%9e", re.IGNORECASE)
_AUTHORITY = re.compile(r"[\s\x00-\x1f]*[A-Za-z][A-Za-z0-9+.\-]*:[/\\]*([^/\\?#]*)", re.DOTALL)
_ADDRESS_IN_FIELD = re.compile(r"\s*(?:https?:|[/\\]{2})", re.IGNORECASE)
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_NOT_IN_HOST = frozenset("/\\?#@:%[] ")
_ODD_FORMATS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


class WebError(ValueError):
    """A text that no browser would open as a web page.

    Attributes:
        code: `not_a_url`, `bad_host` or `dangerous_scheme`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class WebAddress:
    """What a browser would open.

    Attributes:
        scheme: Lower case, without colon.
        host: ASCII host, without trailing dot; an IPv6 host without brackets.
        path: Normal form: dot segments resolved, percent-encoding as sparse as it can be, no slash
            in front or at the end.
        query: Fields in order, decoded.
        fragment: Without `#`.
        traps: Reason codes, in the order of `TRAPS`.
    """

    scheme: str
    host: str
    path: str
    query: tuple[tuple[str, str], ...]
    fragment: str
    traps: tuple[str, ...]

    @property
    def is_ip(self) -> bool:
        """Whether the host is a number and not a name."""
        return is_ip(self.host)

    @property
    def segments(self) -> tuple[str, ...]:
        """The words of the path, decoded; empty when one of them hides a slash."""
        words = tuple(unquote(word) for word in self.path.split("/"))
        return () if any("/" in word for word in words) else words

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """The fields of the query as servers read their names: `ID` and `id[]` are `id`."""
        return tuple((_field_name(name), value) for name, value in self.query)

    def values(self, *names: str) -> tuple[str, ...]:
        """Give the different values of query fields with these names, in order.

        Servers differ in which of several they take.
        """
        found = (value for name, value in self.fields if name in names)
        return tuple(dict.fromkeys(found))


def read(text: str) -> WebAddress:
    """Read a web address the way a browser does.

    Args:
        text: With or without scheme.

    Raises:
        WebError: When no browser would open it as a web page.
    """
    url = _whole(text)
    given = _SCHEME.match(url)
    if given and _is_other_scheme(given.group(1).lower(), url[given.end() :]):
        raise WebError("dangerous_scheme")
    if not given or given.group(1).lower() not in WEB_SCHEMES:
        url = f"https://{url.lstrip('/')}"
    try:
        parsed = can_ada.parse(_as_mapped_today(url))
    except ValueError as error:
        raise WebError("not_a_url") from error
    host = parsed.hostname.strip("[]").removesuffix(".")
    if not can_exist(host):
        raise WebError("bad_host")
    return WebAddress(
        scheme=parsed.protocol.removesuffix(":"),
        host=host,
        path=_normal_path(parsed.pathname),
        query=tuple(parse_qsl(parsed.search.removeprefix("?"), keep_blank_values=True)),
        fragment=parsed.hash.removeprefix("#"),
        traps=_traps(url, parsed, host, is_broken=has_control(text)),
    )


def ascii_host(host: str) -> str | None:
    """Give a host as a browser looks it up, or None when it would refuse it."""
    if not host or any(character in _NOT_IN_HOST for character in host):
        return None
    try:
        url = _as_mapped_today(f"https://{_sound(host)}/")
        found = can_ada.parse(url).hostname.strip("[]").removesuffix(".")
    except ValueError:
        return None
    return found if can_exist(found) else None


def can_exist(host: str) -> bool:
    """Tell whether a host can be looked up at all, by its length (RFC 1035)."""
    labels = host.split(".")
    return 0 < len(host) <= _LONGEST_HOST and max(map(len, labels)) <= _LONGEST_LABEL


def unicode_labels(host: str) -> tuple[str, ...]:
    """Give the labels of an ASCII host as a browser may show them."""
    if "xn--" not in host:
        return tuple(host.split("."))
    # The stub asks for str, the function for bytes.
    return tuple(can_ada.idna_decode(_sound(host).encode()).split("."))  # type: ignore[arg-type]


def is_ip(host: str) -> bool:
    """Tell whether a host is an IP number (IPv6 without brackets)."""
    if not (host[:1].isdigit() or ":" in host):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_invisible(character: str) -> bool:
    """Tell whether a character shows nothing and only changes how text runs or breaks."""
    if character.isascii():
        return False
    category = unicodedata.category(character)
    is_selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return category == "Cf" or is_selector or character in _ODD_FORMATS


def has_invisible(text: str) -> bool:
    """Tell whether a text holds invisible characters."""
    return not text.isascii() and any(is_invisible(character) for character in text)


def without_hidden(text: str) -> str:
    """Give a text without what shows nothing: invisible characters and control codes."""
    return "".join(each for each in text if not (is_invisible(each) or is_control(each)))


def has_control(text: str) -> bool:
    """Tell whether a text holds control codes, tabs or line ends."""
    return not text.isprintable() and any(is_control(character) for character in text)


def is_control(character: str) -> bool:
    """Tell whether a character is a control code, a tab or a line end."""
    return unicodedata.category(character) == "Cc"


def mixes_scripts(text: str) -> bool:
    """Tell whether one word is written in letters of several scripts.

    Chinese, Japanese and Korean writing together count as one script, as UTS 39 has it.
    """
    return len({_script(letter) for letter in text if letter.isalpha()}) > 1


_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})


def _script(letter: str) -> str:
    # The name of a letter starts with its script; Python has no script property.
    name = unicodedata.name(letter, "UNKNOWN").split(" ")[0].split("-")[0]
    return "EAST ASIAN" if name in _EAST_ASIAN else name


def _is_other_scheme(scheme: str, rest: str) -> bool:
    """Tell a scheme that opens no web page from a host with a port (`vdab.be:8080`)."""
    is_host_with_port = "." in scheme and bool(_PORT.match(rest))
    return scheme not in WEB_SCHEMES and not is_host_with_port


def _whole(text: str) -> str:
    """Drop what a browser drops before it reads (WHATWG URL, 4.4): blanks around, breaks within."""
    return _DROPPED.sub("", _sound(text).strip(_DROPPED_AT_ENDS))


def _sound(text: str) -> str:
    """Replace halves of characters, as a browser does: no encoding has them."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _as_mapped_today(url: str) -> str:
    """Write the capital ẞ small: browsers do (UTS 46 since 15.1), the parser makes `ss` of it."""
    found = None if url.isascii() and "%" not in url else _AUTHORITY.match(url)
    if found is None:
        return url
    host = _CAPITAL_SHARP_S.sub("ß", found.group(1))
    return f"{url[: found.start(1)]}{host}{url[found.end(1) :]}"


def _field_name(name: str) -> str:
    return name.partition("[")[0].strip().lower()


def leads_on(page: WebAddress) -> Iterator[str]:
    """Give the hosts of the addresses that stand in the query of a page."""
    for _, value in page.query:
        if _ADDRESS_IN_FIELD.match(unquote(value)):
            try:
                yield read(f"https:{_SCHEME.sub('', unquote(value).strip(), count=1)}").host
            except WebError:
                continue


def _normal_path(path: str) -> str:
    """Decode what needs no encoding, so that two spellings of one path are equal."""

    def sparse(found: re.Match[str]) -> str:
        letter = unquote_to_bytes(found.group()).decode("latin-1")
        return letter if letter in _UNRESERVED else found.group().upper()

    return _PERCENT.sub(sparse, path).removeprefix("/").rstrip("/")


def _traps(url: str, parsed: can_ada.URL, host: str, is_broken: bool) -> tuple[str, ...]:
    authority = _authority(url)
    written = authority.rpartition("@")[2]
    found = {
        "userinfo": "@" in authority,
        "backslash": "\\" in url,
        "control_character": is_broken,
        "invisible_character": has_invisible(url),
        "percent_encoded_host": bool(_PERCENT.search(written)),
        "unusual_characters": _is_compatibility_form(unquote(written)),
        **_letter_traps(host, written),
        "trailing_dot": parsed.hostname.endswith("."),
        "port": bool(parsed.port),
        "ip_host": is_ip(host),
        "very_long": len(host) > _LONG_HOST or len(url) > _LONG_URL,
    }
    return tuple(code for code, is_there in found.items() if is_there)


def host_traps(host: str, written: str) -> tuple[str, ...]:
    """Name what makes the letters of a host misleading.

    Args:
        host: ASCII form.
        written: As it stands in the text.
    """
    return tuple(code for code, is_there in _letter_traps(host, written).items() if is_there)


def _letter_traps(host: str, written: str) -> dict[str, bool]:
    labels = unicode_labels(host)
    return {
        "foreign_letters": any(not label.isascii() for label in labels),
        "punycode": "xn--" in written.lower(),
        "mixed_scripts": any(not label.isascii() and mixes_scripts(label) for label in labels),
    }


def _authority(text: str) -> str:
    found = _AUTHORITY.match(text)
    return found.group(1) if found else ""


def _is_compatibility_form(written: str) -> bool:
    """Tell fullwidth letters, circled letters and ideographic full stops."""
    if written.isascii():
        return False
    visible = "".join(character for character in written if not is_invisible(character))
    return unicodedata.normalize("NFKC", visible) != unicodedata.normalize("NFC", visible) or any(
        dot in visible for dot in "。．｡"
    )
