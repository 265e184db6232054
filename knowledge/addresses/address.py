"""URL, handle, mailbox, number, sender name or IBAN → `Address`, or a reason why not.

Every spelling of one channel gives one key. Hosts are compared as parsed labels.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

import phonenumbers
import tldextract
from email_validator import EmailNotValidError, validate_email
from stdnum import iban
from stdnum.exceptions import ValidationError

from knowledge.addresses import shared_hosts, web
from knowledge.addresses.platforms import Platform, Platforms, ProfilePath, ascii_lower
from knowledge.model import Address

_REASONS: Mapping[str, str] = {
    "empty": "er staat niets",
    "not_a_url": "dit is geen webadres",
    "bad_host": "de domeinnaam bestaat niet of is geen domeinnaam",
    "dangerous_scheme": "dit adres opent geen webpagina",
    "not_a_handle": "dit is geen geldige accountnaam op dit platform",
    "reserved_handle": "dit is een pagina van het platform zelf, geen account",
    "not_a_profile": "dit is geen profiel op dit platform",
    "wrong_platform": "dit adres hoort bij een ander platform",
    "unknown_platform": "dit platform staat niet in platforms.yml",
    "not_an_email": "dit is geen e-mailadres",
    "mailbox_as_site": "dit is een e-mailadres; kies platform email, of schrijf alleen de site",
    "not_a_phone": "dit is geen geldig telefoonnummer",
    "not_a_sender_name": "dit is geen afzendernaam van een sms (hoogstens 30 tekens)",
    "not_an_iban": "dit is geen geldig rekeningnummer (IBAN)",
}

POST_LINK = "post_link"
LEADS_ON = "leads_on"

_ON_HOSTS = ("web", "email")  # kinds of platform whose addresses may be a whole host

_SHORT_NUMBER = re.compile(r"[1-9][0-9]{2,5}")
_LONG_NUMBER = re.compile(r"[0+][0-9()./\s-]{7,28}")
_PHONE_CHARACTERS = re.compile(r"[0-9+()./\-\s\u00a0\u2010-\u2015]+")
_PREFIX_00 = re.compile(r"^00(?=[1-9])")
_BELGIAN_MOBILE = re.compile(r"324[0-9]{8}")  # as WhatsApp writes it
# GSM allows 11 letters; phones show contact names of the sender too.
_LONGEST_SENDER = 30
_HOSTS_REMEMBERED = 4_096  # twice those of the register; more would be asked for once


class AddressError(ValueError):
    """A text that is no address.

    Attributes:
        code: Key of the reason; the message itself is Dutch, for staff.
    """

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(f"{_REASONS[code]}: {text!r}" if text else _REASONS[code])
        self.code = code


class SharedHostError(AddressError):
    """A whole host that strangers share: in the register it would speak for all of them.

    Attributes:
        kind: Key of `shared_hosts.kinds`.
    """

    def __init__(self, host: str, kind: str, text: str) -> None:
        sort = shared_hosts.kinds()[kind]
        message = f"{host} is {sort.name}, waar vreemden op staan; {sort.instead}: {text!r}"
        ValueError.__init__(self, message)
        self.code = "shared_host"
        self.kind = kind


@dataclass(frozen=True, slots=True)
class UrlReading:
    """A URL with what makes it look like another one.

    Attributes:
        address: Where it leads.
        web: The parsed parts.
        traps: Reason codes.
    """

    address: Address
    web: web.WebAddress
    traps: tuple[str, ...]


class Addresses:
    """Makes addresses, knowing the platforms and the public suffixes.

    Args:
        platforms: The platforms of the register.
    """

    def __init__(self, platforms: Platforms) -> None:
        self.platforms = platforms
        # The snapshot inside the package: no network, no file written.
        suffixes = tldextract.TLDExtract(
            cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True
        )
        self._split = lru_cache(maxsize=_HOSTS_REMEMBERED)(suffixes.extract_str)

    def registrable_domain(self, host: str) -> str | None:
        """Give the part of a host that somebody rents (`vdab.be`), or None when there is none.

        Names under a shared suffix, such as `github.io` or `fgov.be`, count as separate owners.
        """
        host = _ascii(host)
        found = self._split(host)
        if web.is_ip(host) or not (found.domain and found.suffix):
            return None
        domain = f"{found.domain}.{found.suffix}"
        return self._tenant(host, domain) or domain

    def owned_domain(self, host: str) -> str | None:
        """Give the registrable domain of a host when one owner has it to himself, else None."""
        domain = self.registrable_domain(host)
        return None if domain and shared_hosts.kind_of(domain) else domain

    def suffix(self, host: str) -> str:
        """Give the shared suffix of a host (`be`, `co.uk`, `github.io`), empty when unknown."""
        host = _ascii(host)
        found = self._split(host)
        domain = f"{found.domain}.{found.suffix}"
        return domain if self._tenant(host, domain) else found.suffix

    def _tenant(self, host: str, domain: str) -> str | None:
        """Give the domain of one owner below a domain where many have hosts; else None."""
        if host == domain:
            return None
        kind = shared_hosts.kind_of(domain)
        if kind is None or not shared_hosts.kinds()[kind].hosts:
            return None
        label = host.removesuffix(f".{domain}").rpartition(".")[2]
        return None if label == "www" else f"{label}.{domain}"

    def shared_kind(self, host: str) -> str | None:
        """Tell what sort of host that strangers share this is: a key of `shared_hosts.kinds`.

        Below a shared host somebody else's host is his own: None for `vdab.github.io`.
        """
        host = _ascii(host)
        found = self._split(host)
        is_suffix = bool(found.suffix) and not found.domain
        return shared_hosts.kind_of(host) or (shared_hosts.PUBLIC_SUFFIX if is_suffix else None)

    def from_url(self, url: str) -> Address:
        """Read a URL: a profile becomes an account on its platform, anything else a website.

        Raises:
            AddressError: When no browser would open it as a web page.
        """
        return self.read_url(url).address

    def read_url(self, url: str) -> UrlReading:
        """Read a URL with its traps.

        Raises:
            AddressError: When no browser would open it as a web page.
        """
        found = self._read(url)
        platform = self.platforms.of_host(found.host)
        address, rest = (
            self._profile(found, platform) if platform else (self._handle_host(found), "")
        )
        traps = found.traps
        if platform and address and _is_content(found, rest, platform):
            traps += (POST_LINK,)
        if self._leads_on(found):
            traps += (LEADS_ON,)
        return UrlReading(address or self._website(found, platform), found, traps)

    def from_handle(self, handle: str, platform: str) -> Address:
        """Read an account name on a platform, with or without `@`.

        Raises:
            AddressError: When the platform is unknown or has no accounts by name.
        """
        service = self._platform(platform)
        name = "".join(c for c in handle if not web.is_invisible(c)).strip().rstrip("/")
        if platform == "whatsapp":
            return self._whatsapp(name, service)
        if service.federated:
            return _federated(name)
        name = name.removeprefix("@")
        # A browser reads dots alone as a step in the path.
        is_only_dots = not name or any(part and not part.strip(".") for part in name.split("/"))
        if is_only_dots or any(c.isspace() or web.is_control(c) for c in name):
            raise AddressError("not_a_handle", handle)
        if service.handle_domain and "." not in name and not name.startswith("did:"):
            name = f"{name}.{service.handle_domain}"
        kind, slash, rest = name.partition("/")
        if slash:
            return self._handle_with_kind(kind, rest, service)
        if service.handle_profile is None:
            raise AddressError("not_a_handle", handle)
        if ascii_lower(name) in service.reserved:
            raise AddressError("reserved_handle", handle)
        return _account(service, service.handle_profile, {"handle": name})

    def from_email(self, text: str) -> Address:
        """Read a mailbox, without display name.

        Raises:
            AddressError: When it is not one that mail can be sent to.
        """
        raw = text.strip()
        if raw.startswith("mailto:"):
            raw = raw.removeprefix("mailto:").partition("?")[0]
        if raw.startswith("@"):
            return self._email_domain(raw)
        try:
            found = validate_email(raw, check_deliverability=False)
        except EmailNotValidError as error:
            raise AddressError("not_an_email", text) from error
        host = found.ascii_domain.lower().removesuffix(".")
        local = raw.rpartition("@")[0]
        return Address(
            platform="email",
            value=f"{ascii_lower(local)}@{host}",
            key=f"{ascii_lower(local)}@{host}",
            host=host,
            handle=ascii_lower(local),
        )

    def phone_or_none(self, text: str) -> Address | None:
        """Read a telephone number as `from_phone` does; None when nobody can be called at it."""
        try:
            return self.from_phone(text)
        except AddressError:
            return None

    def iban_or_none(self, text: str) -> Address | None:
        """Read a bank account as `from_iban` does; None when there can be no such account."""
        try:
            return self.from_iban(text)
        except AddressError:
            return None

    def from_phone(self, text: str) -> Address:
        """Read a telephone number, Belgian unless it says otherwise; short numbers too.

        Raises:
            AddressError: When nobody can be called at it.
        """
        number = _plain_number(text)
        if not _PHONE_CHARACTERS.fullmatch(number):
            raise AddressError("not_a_phone", text)
        digits = re.sub(r"[^0-9+]", "", number)
        if _SHORT_NUMBER.fullmatch(digits):
            return Address(platform="phone", value=digits, key=digits, handle=digits)
        if "+" in digits[1:]:
            raise AddressError("not_a_phone", text)
        if _BELGIAN_MOBILE.fullmatch(digits):
            digits = f"+{digits}"
        return _phone(text, _PREFIX_00.sub("+", digits))

    def from_sender_name(self, text: str) -> Address:
        """Read the name or number that a text message shows as its sender.

        Raises:
            AddressError: When it is empty or longer than phones show.
        """
        visible = "".join(c for c in text if not web.is_invisible(c) and not web.is_control(c))
        name = " ".join(visible.split())
        if not name or len(name) > _LONGEST_SENDER:
            raise AddressError("not_a_sender_name" if name else "empty", text)
        if _LONG_NUMBER.fullmatch(name):
            name = self._number_or_name(name)
        return Address(platform="sms", value=name, key=ascii_lower(name), handle=name)

    def _number_or_name(self, name: str) -> str:
        try:
            return self.from_phone(name).key
        except AddressError:
            return name

    def from_iban(self, text: str) -> Address:
        """Read a bank account number (IBAN), with or without spaces.

        Raises:
            AddressError: When its check digits or its length are wrong.
        """
        try:
            # Not by list of banks: money sent to a number of a closed bank is lost too.
            number = iban.validate(text.strip(), check_country=False)
        except ValidationError as error:
            raise AddressError("not_an_iban", text) from error
        if not number.isascii():
            raise AddressError("not_an_iban", text)
        return Address(
            platform="bank_account", value=iban.format(number), key=number, handle=number
        )

    def parse(self, text: str, platform: str, *, front_page: bool = False) -> Address:
        """Read an address the way staff write it in a register file.

        Args:
            text: As written.
            platform: Key of a platform.
            front_page: Only the site of this very host is meant, which is one owner's even where
                strangers have mailboxes at it or sites below it.

        Raises:
            AddressError: When it is not an address on that platform; stricter than the readers of
                citizens' text, because a typing error here would stay.
            SharedHostError: When it is a whole host that strangers share.
        """
        service = self._platform(platform)
        text = str(text).strip()
        if not text:
            raise AddressError("empty")
        address = self._parsed(text, service)
        kind = self.shared_whole(address)
        is_front_page = front_page and address.platform == "website"
        if kind and address.host and not is_front_page:
            raise SharedHostError(address.host, kind, text)
        return address

    def shared_whole(self, address: Address) -> str | None:
        """Tell what sort of shared host an address is as a whole; None for anything narrower.

        A page below a shared host, and a mailbox at one, are one person's.
        """
        is_page = bool(address.path.partition("?")[0])
        if address.platform not in self.platforms or not address.host or is_page:
            return None
        kind = self.platforms.get(address.platform).kind
        is_mailbox = kind == "email" and address.handle
        return self.shared_kind(address.host) if kind in _ON_HOSTS and not is_mailbox else None

    def _parsed(self, text: str, service: Platform) -> Address:
        match service.kind:
            case "email":
                return self._parse_email(text, service)
            case "app" | "social":
                return self._parse_profile(text, service)
            case "phone":
                return self.from_phone(text)
            case "sms":
                return _parse_sender(self.from_sender_name(text), text)
            case "iban":
                return self.from_iban(text)
        return self._parse_web(text, service)

    def _platform(self, key: str) -> Platform:
        if key not in self.platforms:
            raise AddressError("unknown_platform", key)
        return self.platforms.get(key)

    def _read(self, url: str) -> web.WebAddress:
        try:
            return web.read(url)
        except web.WebError as error:
            raise AddressError(error.code, url) from error

    def _website(self, found: web.WebAddress, platform: Platform | None) -> Address:
        host = self.without_www(found.host)
        path = found.path
        query = self._telling_query(found, host, platform)
        page = f"{path}?{query}" if query else path
        shown = f"[{found.host}]" if ":" in found.host else found.host
        return Address(
            platform="website",
            value=f"https://{shown}/{page}",
            key=f"{host}/{page}" if page else host,
            host=host,
            path=page,
        )

    def _telling_query(self, found: web.WebAddress, host: str, platform: Platform | None) -> str:
        """Give the fields that tell pages apart: on a host of strangers any field may do so."""
        if platform:
            names = platform.identifying
            return "&".join(f"{name}={value}" for name in names for value in found.values(name))
        return urlencode(found.query) if shared_hosts.kind_of(host) else ""

    def without_www(self, host: str) -> str:
        """Give a host without the `www.` that makes no other site of it."""
        rest = host.removeprefix("www.")
        return rest if rest != host and self.registrable_domain(rest) else host

    def _profile(self, found: web.WebAddress, platform: Platform) -> tuple[Address | None, str]:
        """Read the account on a page, with what follows it in the path."""
        path = "/" + ("/".join(found.segments) or _after_hashbang(found, platform))
        for profile in platform.profiles:
            values = _values(found, path, profile, platform)
            rest = values.pop("rest", "")
            if values and not _is_reserved(profile, values, platform):
                return self._account_at(found.host, platform, profile, values), rest
        return None, ""

    def _leads_on(self, found: web.WebAddress) -> bool:
        """Tell whether the query holds the address of a page of somebody else."""
        own = self.registrable_domain(found.host) or found.host
        return any((self.registrable_domain(host) or host) != own for host in web.leads_on(found))

    def _account_at(
        self, host: str, platform: Platform, profile: ProfilePath, values: dict[str, str]
    ) -> Address:
        if platform.federated:
            # A server also shows accounts of others: /@name@elsewhere is not its own.
            handle = values["handle"].removeprefix("@")
            return _federated(handle if "@" in handle else f"{handle}@{host}")
        return _account(platform, profile, values)

    def _handle_host(self, found: web.WebAddress) -> Address | None:
        """Read a host that is itself a handle, such as `vdab.bsky.social`."""
        for platform in self.platforms:
            domain = platform.handle_domain
            if domain and found.host.endswith(f".{domain}") and not found.path:
                return self.from_handle(found.host.removeprefix("www."), platform.key)
        return None

    def _handle_with_kind(self, kind: str, name: str, platform: Platform) -> Address:
        path = f"/{kind}/{name}"
        for profile in platform.profiles:
            match = profile.pattern.fullmatch(path)
            values = match.groupdict() if match else {}
            values.pop("rest", None)
            if values and not _is_reserved(profile, values, platform):
                return _account(platform, profile, values)
        raise AddressError("not_a_handle", f"{kind}/{name}")

    def _whatsapp(self, text: str, platform: Platform) -> Address:
        number = self.from_phone(text).key
        profile = next(each for each in platform.profiles if "phone" in each.key)
        return _account(platform, profile, {"phone": number})

    def _email_domain(self, text: str) -> Address:
        host = web.ascii_host(text.removeprefix("@"))
        if host is None or not (self.registrable_domain(host) or self.shared_kind(host)):
            raise AddressError("bad_host", text)
        return Address(platform="email", value=f"@{host}", key=f"@{host}", host=host)

    def _parse_email(self, text: str, platform: Platform) -> Address:
        if platform.key == "email_domain":
            return self._email_domain(text)
        return self.from_email(text)

    def _parse_web(self, text: str, platform: Platform) -> Address:
        found = self._read(text)
        if "userinfo" in found.traps:
            raise AddressError("mailbox_as_site", text)
        if self.registrable_domain(found.host) is None:
            self._refuse_nobodys(found, text)
        address = self.read_url(text).address
        if address.platform != "website":
            raise AddressError("wrong_platform", text)
        if platform.key == "website":
            return address
        return Address(platform.key, address.value, address.key, address.host, None, address.path)

    def _refuse_nobodys(self, found: web.WebAddress, text: str) -> None:
        """Refuse what is no domain; a page at a service whose host is a suffix may stand."""
        kind = self.shared_kind(found.host)
        if kind is None:
            raise AddressError("bad_host", text)
        if kind == shared_hosts.PUBLIC_SUFFIX or not found.path:
            raise SharedHostError(found.host, kind, text)

    def _parse_profile(self, text: str, platform: Platform) -> Address:
        address = self._parse_account(text, platform)
        if address.platform != platform.key:
            is_elsewhere = address.platform != "website"
            raise AddressError("wrong_platform" if is_elsewhere else "not_a_profile", text)
        if platform.handle and address.handle and not platform.handle.fullmatch(address.handle):
            raise AddressError("not_a_handle", text)
        return address

    def _parse_account(self, text: str, platform: Platform) -> Address:
        if "://" not in text:
            is_url = "/" in text and self.platforms.of_host(_ascii(text.partition("/")[0]))
            return self.from_url(text) if is_url else self.from_handle(text, platform.key)
        if platform.federated:
            found = self._read(text)
            address, _ = self._profile(found, platform)
            if address:
                return address
        return self.from_url(text)


def _parse_sender(sender: Address, text: str) -> Address:
    """Refuse an address of a site or mailbox, which no phone shows as a sender's name."""
    if "@" in text or "/" in text:
        raise AddressError("not_a_sender_name", text)
    return sender


def _ascii(host: str) -> str:
    if host.isascii():
        return host.lower().removesuffix(".")
    return web.ascii_host(host) or host


def _after_hashbang(found: web.WebAddress, platform: Platform) -> str:
    """Give the path in `twitter.com/#!/name`, as profiles were written once and still lead."""
    is_front_page = platform.hashbang and not found.path
    return found.fragment[2:] if is_front_page and found.fragment.startswith("!/") else ""


def _is_content(found: web.WebAddress, rest: str, platform: Platform) -> bool:
    """Tell whether a page may show more than an account: platforms show it under any name."""
    fields = [(name, value) for name, value in found.fields if name not in platform.account_fields]
    # Scripts of networks went to the page after `#!`, whatever stood before it.
    is_elsewhere = found.fragment.startswith("!") and bool(found.path)
    return (
        is_elsewhere
        or not platform.is_tab(rest)
        or not all(platform.keeps_account(name, value) for name, value in fields)
    )


def _values(
    found: web.WebAddress, path: str, profile: ProfilePath, platform: Platform
) -> dict[str, str]:
    """Give what a page fills in of a shape; nothing when its query names another account too."""
    match = profile.pattern.fullmatch(path)
    named = found.values(*platform.account_fields)
    if match and profile.query is None:
        return {} if named else match.groupdict(default="")
    name, field = profile.query or ("", "")
    is_one = len(named) == 1 and named == found.values(name)
    return {field: named[0]} if match and is_one and _fits(platform, field, named[0]) else {}


def _fits(platform: Platform, field: str, value: str) -> bool:
    if field == "phone":
        return bool(re.fullmatch(r"\+?[0-9 ]{6,20}", value))
    if field == "number":
        return value.isascii() and value.isdigit()
    return not platform.handle or bool(value.strip())


def _is_reserved(profile: ProfilePath, values: Mapping[str, str], platform: Platform) -> bool:
    handle = values.get("handle")
    if handle is None or "@" in profile.path:
        return False
    if handle.startswith("@") or (platform.numbers_are_content and handle.isdigit()):
        return True
    return handle.lower() in platform.reserved


def _account(platform: Platform, profile: ProfilePath, values: Mapping[str, str]) -> Address:
    """Fill the templates of a profile."""
    if "phone" in values:
        digits = re.sub(r"[^0-9]", "", values["phone"])
        return Address(
            platform.key, profile.url.format(phone=digits), f"+{digits}", None, f"+{digits}"
        )
    folded = {
        name: platform.folded(value) if name == "handle" else value
        for name, value in values.items()
    }
    return Address(
        platform=platform.key,
        value=profile.url.format(**values),
        key=profile.key.format(**folded),
        handle=next(iter(values.values())),
    )


def _federated(text: str) -> Address:
    """Read `@name@host`."""
    name, _, host = text.removeprefix("@").partition("@")
    server = web.ascii_host(host) if host else None
    if not name or not server:
        raise AddressError("not_a_handle", text)
    key = f"{ascii_lower(name)}@{server}"
    return Address("mastodon", f"https://{server}/@{name}", key, server, f"{name}@{server}")


def _plain_number(text: str) -> str:
    visible = "".join(c for c in text if not web.is_invisible(c)).strip()
    number = re.sub(r"^tel:(?://)?", "", visible, flags=re.IGNORECASE)
    return re.sub(r"\(0\)", "", number)


def _phone(text: str, number: str) -> Address:
    try:
        found = phonenumbers.parse(number, "BE")
    except phonenumbers.NumberParseException as error:
        raise AddressError("not_a_phone", text) from error
    is_abroad = number.startswith("+") and found.country_code != 32
    if not phonenumbers.is_valid_number(found) and not (
        is_abroad and phonenumbers.is_possible_number(found)
    ):
        raise AddressError("not_a_phone", text)
    style = phonenumbers.PhoneNumberFormat
    shown = phonenumbers.format_number(found, style.INTERNATIONAL if is_abroad else style.NATIONAL)
    key = phonenumbers.format_number(found, style.E164)
    return Address(platform="phone", value=shown, key=key, handle=key)
