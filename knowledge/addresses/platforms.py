"""The services that an official channel can live on, read from `platforms.yml`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from knowledge.data import parse_data
from knowledge.model import Texts

KINDS = ("web", "social", "email", "phone", "sms", "iban", "app", "other")

INVITE, PERSON = "invite", "person"
"""Whose a profile can be, where that is no organisation: of one conversation, or of one person."""

_FIELD = re.compile(r"\{(handle|id|number|phone|any)\}")
_SINGLE_DOT = re.compile(r"(?<=[^.])\.(?=[^.])")
_LOCALE = re.compile(r"[a-z]{2}(?:-[a-z]{2})?")


class PlatformsError(ValueError):
    """`platforms.yml` does not say what it must."""


@dataclass(frozen=True)
class ProfilePath:
    """The shape of a profile's address on one platform.

    Attributes:
        path: Template of the path, `?query=` included where the query identifies.
        key: Template of the normal form.
        url: Template of the address that people read.
        pattern: `path` as an expression over the decoded path; groups named as its fields,
            and `rest` for what follows.
        query: Name of the query field that holds the account, with the field it fills.
        of: `INVITE` or `PERSON`; None where an organisation can have it.
    """

    path: str
    key: str
    url: str
    pattern: re.Pattern[str]
    query: tuple[str, str] | None = None
    of: str | None = None

    @property
    def takes_handle(self) -> bool:
        """Whether a bare handle is all it needs."""
        return set(_FIELD.findall(self.path)) == {"handle"} and self.query is None


@dataclass(frozen=True)
class Platform:
    """One service.

    Attributes:
        key: Name in data, such as `x`.
        name: What a citizen reads, per language.
        kind: One of `KINDS`: how its addresses are read.
        freshness_days: How many days a confirmation of a channel counts.
        spoofable: Whether a sender can forge the address itself.
        hosts: ASCII hosts of its profiles, without `www.`.
        subdomains: Labels that may stand before a host.
        locales: Whether a language or country may stand before a host.
        profiles: Shapes of its profile addresses, in order of trial.
        reserved: First path words that are never a handle, lower case.
        tabs: What may follow the account in a path, lower case, and still shows the account; all
            else is content, and None says that anything is.
        fields: Query fields that still show the account, lower case.
        tab_fields: Query fields that choose one of the tabs.
        identifying: Query fields that tell one page from another.
        handle: Syntax of a handle that staff must respect; None where it has no handles.
        fold: `case`, `dots` or `none`: which spelling differences do not matter.
        words: How people call it, lower case, any language.
        short_words: The same, but ordinary words that count only after a preposition.
        brands: Names in another host that make it look like this platform.
        handle_domain: What a handle without a dot stands under.
        federated: Whether handles are `name@host`, on any host.
        numbers_are_content: Whether a numeric path is a page and not an account.
        hashbang: Whether a profile may stand after `#!` on the front page.
    """

    key: str
    name: Texts
    kind: str
    freshness_days: int
    spoofable: bool
    hosts: tuple[str, ...] = ()
    subdomains: tuple[str, ...] = ()
    locales: bool = False
    profiles: tuple[ProfilePath, ...] = ()
    reserved: frozenset[str] = frozenset()
    tabs: re.Pattern[str] | None = None
    fields: re.Pattern[str] | None = None
    tab_fields: tuple[str, ...] = ()
    identifying: tuple[str, ...] = ()
    handle: re.Pattern[str] | None = None
    fold: str = "none"
    words: tuple[str, ...] = ()
    short_words: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    handle_domain: str | None = None
    federated: bool = False
    numbers_are_content: bool = False
    hashbang: bool = False

    @cached_property
    def handle_profile(self) -> ProfilePath | None:
        """The shape that a bare handle takes."""
        plain = [profile for profile in self.profiles if profile.takes_handle]
        return next((each for each in plain if _is_main_form(each)), plain[0] if plain else None)

    @cached_property
    def account_fields(self) -> tuple[str, ...]:
        """The query fields that hold an account in one of the shapes."""
        return tuple({profile.query[0]: None for profile in self.profiles if profile.query})

    def sort_of(self, key: str) -> str | None:
        """Tell whether the normal form of an account is one of `INVITE` or `PERSON`; else None."""
        marked = ((each.key.partition("{")[0], each.of) for each in self.profiles if each.of)
        return next((of for start, of in marked if key.startswith(start)), None)

    def is_tab(self, page: str) -> bool:
        """Tell whether what follows an account in a path still shows that account."""
        page = page.strip("/").lower()
        return not page or (self.tabs is not None and self.tabs.fullmatch(page) is not None)

    def keeps_account(self, field: str, value: str) -> bool:
        """Tell whether a query field beside an account leaves that account shown.

        Args:
            field: Name, lower case, without brackets.
            value: What it says.
        """
        if field in self.tab_fields:
            return self.is_tab(value)
        return self.fields is not None and self.fields.fullmatch(field) is not None

    def owns(self, host: str) -> bool:
        """Tell whether profiles of this platform live on a host.

        Args:
            host: ASCII host as parsed, lower case, without trailing dot.
        """
        host = host.removeprefix("www.")
        if host in self.hosts:
            return True
        first, _, rest = host.partition(".")
        if rest not in self.hosts:
            return False
        return first in self.subdomains or (self.locales and bool(_LOCALE.fullmatch(first)))

    def folded(self, handle: str) -> str:
        """Give a handle in the form for comparing.

        Only ASCII letters are folded: the lower case of some foreign letters is an ASCII one.
        """
        if self.fold == "none":
            return handle
        # Nobody has a name with two dots in a row: it is a slip of one, not that name.
        without_dots = _SINGLE_DOT.sub("", handle)
        # A name of digits and dots must not become the number of another account.
        if self.fold == "dots" and not without_dots.isdigit():
            handle = without_dots
        return ascii_lower(handle)


class Platforms:
    """Every platform, in the order of the file."""

    def __init__(self, platforms: tuple[Platform, ...]) -> None:
        self._by_key = {platform.key: platform for platform in platforms}
        self._by_host = {host: each for each in platforms for host in each.hosts}
        self._by_word: dict[str, str] = {}
        for each in platforms:
            for word in (each.key, *each.words, *each.short_words):
                self._by_word.setdefault(word, each.key)

    @classmethod
    def load(cls, path: Path) -> "Platforms":
        """Read the file.

        Raises:
            PlatformsError: When a platform misses a field or names an unknown kind.
        """
        return cls.read(path.read_text(encoding="utf-8"), str(path))

    @classmethod
    def read(cls, text: str, file: str) -> "Platforms":
        """Read the text of the file.

        Args:
            text: YAML.
            file: Path as staff see it.

        Raises:
            PlatformsError: When a platform misses a field or names an unknown kind.
        """
        data = parse_data(text)
        if not isinstance(data, dict):
            raise PlatformsError(f"{file}: geen lijst van platformen")
        return cls(tuple(_platform(key, fields, file) for key, fields in data.items()))

    def __iter__(self) -> Iterator[Platform]:
        return iter(self._by_key.values())

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def __len__(self) -> int:
        return len(self._by_key)

    def called(self, word: str) -> str | None:
        """Give the key of the platform that is called so, in small letters."""
        return self._by_word.get(word)

    @property
    def names(self) -> tuple[str, ...]:
        """The keys of all platforms."""
        return tuple(self._by_key)

    def get(self, key: str) -> Platform:
        """Give the platform with this key.

        Raises:
            KeyError: When there is none.
        """
        return self._by_key[key]

    def of_host(self, host: str) -> Platform | None:
        """Give the platform whose profiles live on a host (ASCII, without trailing dot)."""
        bare = host.removeprefix("www.")
        found = self._by_host.get(bare) or self._by_host.get(bare.partition(".")[2])
        return found if found and found.owns(host) else None

    def over(self, host: str) -> Platform | None:
        """Give the platform at whose host, or below whose host, a host stands (ASCII)."""
        labels = host.split(".")
        parents = (".".join(labels[start:]) for start in range(len(labels)))
        return next((self._by_host[each] for each in parents if each in self._by_host), None)


def ascii_lower(text: str) -> str:
    """Lower the letters A to Z and leave every other character as it is."""
    return text.translate(_ASCII_LOWER)


_ASCII_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def _is_main_form(profile: ProfilePath) -> bool:
    return profile.path in ("/{handle}", "/@{handle}")


def _platform(key: str, fields: Mapping[str, Any], file: str) -> Platform:
    missing = {"name", "kind", "freshness_days", "spoofable"} - set(fields)
    if missing:
        raise PlatformsError(f"{file}: platform {key} mist {', '.join(sorted(missing))}")
    if fields["kind"] not in KINDS:
        raise PlatformsError(f"{file}: platform {key} heeft een onbekende soort {fields['kind']}")
    syntax = {
        "handle": "[^/]+",
        "any": "[^/]+",
        "id": "[^/]+",
        "number": fields.get("number", "[0-9]+"),
        "phone": r"\+?[0-9]{6,15}",
    }
    return Platform(
        key=key,
        name=fields["name"],
        kind=fields["kind"],
        freshness_days=fields["freshness_days"],
        spoofable=fields["spoofable"],
        hosts=tuple(fields.get("hosts", ())),
        subdomains=tuple(fields.get("subdomains", ())),
        locales=fields.get("locales", False),
        profiles=tuple(_profile(each, syntax) for each in fields.get("profiles", ())),
        reserved=frozenset(fields.get("reserved", ())),
        tabs=_any_of(fields.get("tabs", ())),
        fields=_any_of((*_harmless_fields(), *fields.get("fields", ()))),
        tab_fields=tuple(fields.get("tab_fields", ())),
        identifying=tuple(fields.get("identifying", ())),
        handle=re.compile(fields["handle"]) if "handle" in fields else None,
        fold=fields.get("fold", "none"),
        words=tuple(fields.get("words", ())),
        short_words=tuple(fields.get("short_words", ())),
        brands=tuple(fields.get("brands", ())),
        handle_domain=fields.get("handle_domain"),
        federated=fields.get("federated", False),
        numbers_are_content=fields.get("numbers_are_content", False),
        hashbang=fields.get("hashbang", False),
    )


@cache
def _harmless_fields() -> tuple[str, ...]:
    text = Path(__file__).with_name("harmless_fields.yml").read_text(encoding="utf-8")
    return tuple(parse_data(text))


def _any_of(expressions: Iterable[str]) -> re.Pattern[str] | None:
    joined = "|".join(f"(?:{each})" for each in expressions)
    return re.compile(joined) if joined else None


def _profile(fields: Mapping[str, str], syntax: Mapping[str, str]) -> ProfilePath:
    path, _, query = fields["path"].partition("?")
    expression, end = "", 0
    for each in _FIELD.finditer(path):
        expression += re.escape(path[end : each.start()])
        name = each.group(1)
        expression += syntax[name] if name == "any" else f"(?P<{name}>{syntax[name]})"
        end = each.end()
    expression += re.escape(path[end:])
    rest = "/?" if query else "(?P<rest>/.*)?"
    return ProfilePath(
        path=fields["path"],
        key=fields["key"],
        url=fields["url"],
        pattern=re.compile(expression + rest, re.DOTALL),
        query=_query_field(query) if query else None,
        of=fields.get("of"),
    )


def _query_field(query: str) -> tuple[str, str]:
    name, _, value = query.partition("=")
    return name, value.strip("{}")
