"""Why an address, as somebody wrote it, can be no channel of an organisation.

Every door to the register asks here: files, imports, what was gathered, the survey, the forms of
staff. What is kept of an address is held against what was written: whatever is more than that
leads, shows or hides something else.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from knowledge.addresses import shared_hosts, web
from knowledge.addresses.address import POST_LINK, AddressError, Addresses
from knowledge.addresses.platforms import INVITE, Platform
from knowledge.addresses.reach import and_parents
from knowledge.data import load_data
from knowledge.model import Address

NO_OWN_PAGES_FILE = Path(__file__).with_name("no_own_pages.yml")

_HOLDS_ADDRESS = re.compile(
    r"(?<![a-z0-9])(?:https?(?::|%3a)|www\.[a-z0-9-]+\.)[^&\s]*", re.IGNORECASE
)
_ENDING = re.compile(r"[^.].*\.(?P<ending>[a-z0-9]*[a-z][a-z0-9]*)", re.IGNORECASE)
_COPY_OF_A_SITE = re.compile(r"www-.+-[a-z]{2,}")  # www-vdab-be, as translators write hosts
_MORE = {
    "userinfo": "een naam of wachtwoord voor een @",
    "port": "een poort",
    "backslash": "een schuine streep naar links",
    "control_character": "een teken dat niet te zien is",
    "invisible_character": "een teken dat niet te zien is",
    "percent_encoded_host": "een procentteken in de naam van de site",
    "unusual_characters": "letters in een andere vorm",
}
"""What a browser reads past, by trap."""
_WEB, _SOCIAL, _APP = "web", "social", "app"


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with an address.

    Attributes:
        message: Dutch, for staff.
        rule: Id of the rule, as lint tells it.
    """

    message: str
    rule: str


def flaws(written: str, address: Address, addresses: Addresses) -> Iterator[Flaw]:
    """Give all that speaks against listing an address as a channel in use.

    Whose it is, is not asked here: that depends on the register.

    Args:
        written: As it stands in the file, cell or page.
        address: What `Addresses.parse` made of it.
        addresses: Knows the platforms and the suffixes.
    """
    platform = addresses.platforms.get(address.platform)
    yield from _letters(address)
    if platform.kind not in (_WEB, _SOCIAL, _APP):
        return
    found = _read(written, address, addresses)
    of_page = list(_of_page(found, address, addresses)) if platform.kind == _WEB else []
    yield from of_page
    if found:
        # What leads on was told already, with where it leads.
        is_asked = platform.kind == _WEB and not of_page
        yield from _more(found, address, platform if is_asked else None)
    if platform.sort_of(address.key) == INVITE:
        yield Flaw(
            "dit is een uitnodiging voor een gesprek of groep: wie ze maakte, is niet te zien; "
            "schrijf het account zelf",
            "address-of-invite",
        )
    elif found and _is_post(written, addresses):
        yield Flaw(
            f"dit is een link naar één bericht; schrijf het account zelf: {address.value}",
            "address-of-post",
        )


def in_house_form(written: str, platform: str, addresses: Addresses) -> str:
    """Give an address as the files of the register write it.

    As it was written where it cannot be read or has a flaw, which would be out of sight else; and
    telephone numbers, which stay as people dial them.
    """
    try:
        address = addresses.parse(written, platform)
    except AddressError:
        return written
    is_number = addresses.platforms.get(address.platform).kind == "phone"
    return written if is_number or any(flaws(written, address, addresses)) else address.value


def _read(written: str, address: Address, addresses: Addresses) -> web.WebAddress | None:
    """Read a web address anew; None for one in its own form, or for the name of an account."""
    text = written.strip()
    is_page = addresses.platforms.get(address.platform).kind == _WEB
    is_url = is_page or "://" in text or addresses.platforms.of_host(text.partition("/")[0].lower())
    if text == address.value or not is_url:
        return None
    try:
        return web.read(text)
    except web.WebError:  # the name of an account
        return None


def _letters(address: Address) -> Iterator[Flaw]:
    """Refuse letters that are not of this alphabet: nobody sees which ones they are."""
    labels = web.unicode_labels(address.host or "")
    is_foreign = any(not each.isascii() for each in labels)
    is_mailbox = address.platform == "email"
    handle = address.handle or ""
    if is_foreign or (is_mailbox and not handle.isascii()) or web.mixes_scripts(handle):
        shown = ".".join(labels) if is_foreign else handle
        yield Flaw(
            f"'{shown}' heeft letters die op gewone letters lijken; een kanaal van de overheid "
            "schrijft men met gewone letters",
            "address-letters",
        )


def _more(found: web.WebAddress, address: Address, page: Platform | None) -> Iterator[Flaw]:
    """Tell of what a browser reads past; of a page also what is not kept of it."""
    told = {_MORE[trap] for trap in found.traps if trap in _MORE}
    if found.scheme not in ("http", "https"):
        told.add(f"{found.scheme}:, dat geen webpagina is")
    if page:
        if found.fragment:
            told.add("wat achter # staat")
        is_kept = "?" in address.value
        fields = [(name, value) for name, value in found.fields if not is_kept]
        if not all(page.keeps_account(name, value) for name, value in fields):
            told.add("wat achter het vraagteken staat")
    for each in sorted(told):
        yield Flaw(
            f"dit adres heeft {each}; schrijf alleen het adres zelf: {address.value}",
            "address-more",
        )


def _of_page(
    found: web.WebAddress | None, address: Address, addresses: Addresses
) -> Iterator[Flaw]:
    host = address.host or ""
    over = addresses.platforms.over(host)
    if over:
        name = over.name["nl"]
        yield Flaw(
            f"dit is een adres op {name}; kies dat platform en schrijf het account",
            "platform-host",
        )
        return
    nobodys = _nobodys(host)
    if nobodys:
        yield Flaw(f"{host} is {nobodys}", "address-of-nobody")
    yield from _inside(found, address, addresses)


def _nobodys(host: str) -> str | None:
    """Say what makes a page on a host nobody's own site; None where it can be one."""
    for each in and_parents(host):
        name = _pages().nobodys.get(each)
        if name:
            return f"{name}: een pagina daar is geen eigen site; schrijf het adres zelf"
        kind = shared_hosts.kind_of(each)
        if kind:
            sort = shared_hosts.kinds()[kind]
            is_here = each in (host, host.removeprefix("www."))
            told = f"{sort.name}: een pagina daar is geen eigen site; {sort.instead}"
            return told if is_here and not sort.pages else None
    return None


def _inside(found: web.WebAddress | None, address: Address, addresses: Addresses) -> Iterator[Flaw]:
    """Tell of a page that leads to another address, shows a copy of it, or is a file."""
    page = address.path
    if found:
        query = "&".join(f"{name}={value}" for name, value in found.query)
        page = f"{found.path}?{query}#{found.fragment}"
    held = _HOLDS_ADDRESS.search(page)
    inner = held[0].rstrip("#") if held else None
    if any(map(_COPY_OF_A_SITE.fullmatch, (address.host or "").split("."))):
        inner = inner or (address.host or "").split(".")[0]
    for segment in page.partition("?")[0].split("/") if inner is None else ():
        ending = _ENDING.fullmatch(segment)
        if ending is None or ending["ending"].lower() in _pages().endings:
            continue
        if addresses.registrable_domain(segment.lower()) is None:
            yield Flaw(f"{segment} is een bestand, geen kanaal", "address-of-file")
            return
        inner = segment
    if inner:
        yield Flaw(
            f"dit adres houdt een ander adres in ({inner}): wie ernaartoe leidt of er een "
            "kopie van toont, is van iemand anders; schrijf het adres zelf",
            "address-in-address",
        )


def _is_post(written: str, addresses: Addresses) -> bool:
    try:
        return POST_LINK in addresses.read_url(written).traps
    except AddressError:  # an account name, a number or a mailbox
        return False


@dataclass(frozen=True, slots=True)
class _Pages:
    """Content of `no_own_pages.yml`; see there.

    Attributes:
        nobodys: What a domain is, by the domain.
    """

    nobodys: Mapping[str, str]
    endings: frozenset[str]


@cache
def _pages() -> _Pages:
    read = load_data(NO_OWN_PAGES_FILE)
    names = {each: one["name"] for one in read["nobodys"] for each in one["domains"]}
    return _Pages(MappingProxyType(names), frozenset(read["page_endings"]))
