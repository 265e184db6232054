"""What an operator can set: environment variables, their defaults, limits and meaning.

Channels add settings of their own: `bot.channels.settings.AllSettings` has them all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import Field as DataclassField
from dataclasses import dataclass as plain_dataclass
from dataclasses import field, fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_type_hints

from pydantic import AfterValidator, BeforeValidator, Field, HttpUrl, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from bot.capacity.limits import Network, parse_networks

PREFIX = "KANAALCHECK_"
MASK = "***"

S = TypeVar("S", bound="Settings")

FROM_FILE = "_FILE"
"""What ends the name of a variable that names a file with the value, such as a secret."""

NO_SETTINGS = frozenset({"KANAALCHECK_OUTSIDE"})
"""Variables of the same prefix that only tests read."""

ALIKE = 0.8
"""From this likeness on, a name is taken for a slip of one that we know."""


@plain_dataclass(frozen=True, slots=True)
class Setting:
    """What operators read about a setting.

    Attributes:
        meaning: What it sets.
        remedy: What to do when its value cannot be used; the meaning when there is none.
        name: Its variable, where other programs know it under a name of their own.
        is_secret: Whether its value is never shown.
    """

    meaning: str
    remedy: str | None = None
    name: str | None = None
    is_secret: bool = False


class SettingsError(ValueError):
    """A variable has a value that nothing can be done with.

    Attributes:
        sentences: One for each of them; the first is the message.
    """

    def __init__(self, *sentences: str) -> None:
        super().__init__(sentences[0])
        self.sentences = sentences


def web_url(value: str) -> str:
    """Check an address of the web; without a slash at its end.

    Raises:
        ValidationError: It is none.
    """
    return str(TypeAdapter(HttpUrl).validate_python(value)).rstrip("/")


def _networks(value: object) -> object:
    return parse_networks(value) if isinstance(value, str) else value


def _register_folder(value: Path) -> Path:
    if not (value / "platforms.yml").is_file():
        raise ValueError(f"no register in {value}")
    return value


def _public_keys(value: Path) -> Path:
    from knowledge.publishing.export.signed import check_public_keys

    check_public_keys(_content(value))
    return value


def _private_key(value: Path) -> Path:
    from knowledge.publishing.export.signed import sign

    sign(b"", _content(value))
    return value


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ValueError(f"no such file: {file}") from error


_WebUrl = Annotated[str, AfterValidator(web_url)]
_OneOrZero = "give 1 or 0"


@dataclass(frozen=True)
class Settings:
    """What is set for one process; relative paths start at the working directory.

    Attributes:
        rate_limit: Requests a minute and client; 0 for no limit.
        redis_url: None keeps the order of messages within this process.
        today: None means the real date.
    """

    host: Annotated[str, Setting("address to listen on; 0.0.0.0 for every network interface")] = (
        "127.0.0.1"
    )
    port: Annotated[
        int,
        Field(ge=1, le=65535),
        Setting("TCP port to listen on", "give a number from 1 to 65535"),
    ] = 8080
    workers: Annotated[
        int,
        Field(ge=1, le=64),
        Setting(
            "processes that share the port and most of their memory; as many as there are cores",
            "give a number from 1 to 64",
        ),
    ] = 1
    drain_seconds: Annotated[
        float,
        Field(ge=0, le=300),
        Setting(
            "seconds between no longer being ready and stopping, for proxies to notice",
            "give a number of seconds from 0 to 300",
        ),
    ] = 1.0
    knowledge: Annotated[
        Path,
        AfterValidator(_register_folder),
        Setting("folder of the register", "give an existing folder that holds platforms.yml"),
    ] = Path("knowledge")
    models: Annotated[Path, Setting("folder of the trained language model")] = Path("models")
    cache: Annotated[Path, Setting("folder for what can be computed again, such as embeddings")] = (
        Path("var/cache")
    )
    encoder: Annotated[
        str,
        Field(min_length=1),
        Setting("folder or name of a sentence-transformers model; 'none' searches by words alone"),
    ] = "var/encoder"
    database_url: Annotated[
        str,
        Field(pattern="^(sqlite|postgresql)(\\+\\w+)?://"),
        Setting(
            "SQLAlchemy URL; with PostgreSQL, conversations are shared by all processes",
            "give a URL that starts with sqlite:// or postgresql://",
        ),
    ] = "sqlite:///var/kanaalcheck.db"
    redis_url: Annotated[
        Annotated[str, Field(pattern="^rediss?://")] | None,
        Setting(
            "Redis that keeps the messages of one conversation in order across processes",
            "give a URL that starts with redis:// or rediss://, or unset it",
        ),
    ] = None
    register_url: Annotated[
        _WebUrl | None,
        Setting(
            "signed copy of the register to follow, in place of what KANAALCHECK_KNOWLEDGE holds",
            "give a URL such as https://kanaalcheck.example/api/v1/register.json, or unset it",
        ),
    ] = field(default=None, repr=False)
    register_key: Annotated[
        Annotated[Path, AfterValidator(_public_keys)] | None,
        Setting(
            "file with the public Ed25519 key that signs it; with several, any of them may",
            "give a file with a public Ed25519 key in PEM",
        ),
    ] = None
    register_followed: Annotated[
        Path, Setting("folder of the register that is followed, which no other process fills")
    ] = Path("var/register")
    register_signing_key: Annotated[
        Annotated[Path, AfterValidator(_private_key)] | None,
        Setting(
            "file with the private Ed25519 key to publish this register with, for others to follow",
            "give a file with a private Ed25519 key in PEM without password, or unset it",
        ),
    ] = None
    last_good: Annotated[
        Path,
        Setting("folder where the last good register is kept, to start from when it is broken"),
    ] = Path("var/last-good")
    spool: Annotated[Path, Setting("folder where reports wait while the database is away")] = Path(
        "var/spool"
    )
    images: Annotated[Path, Setting("folder of the images that citizens send with a report")] = (
        Path("var/images")
    )
    retention_days: Annotated[
        int,
        Field(ge=1),
        Setting(
            "days after closing a case until contact details and images are deleted",
            "give a number of days, at least 1",
        ),
    ] = 90
    retention_open_days: Annotated[
        int,
        Field(ge=1),
        Setting(
            "days after a report until they are deleted though its case is open",
            "give a number of days, at least 1",
        ),
    ] = 730
    secret: Annotated[
        Annotated[str, Field(min_length=32)] | None,
        Setting(
            "at least 32 random characters, for webhooks and counted addresses; else var/secret",
            "give at least 32 random characters, or unset it",
            is_secret=True,
        ),
    ] = field(default=None, repr=False)
    secret_previous: Annotated[
        Annotated[str, Field(min_length=32)] | None,
        Setting(
            "the secret until the last change: what was made under it stays good",
            "give the secret of before the change, or unset it",
            is_secret=True,
        ),
    ] = field(default=None, repr=False)
    public_url: Annotated[
        _WebUrl | None,
        Setting(
            "address at which people reach this server; for OpenID Connect, e-mails and answers",
            "give a URL such as https://kanaalcheck.example, or unset it",
        ),
    ] = None
    security_contact: Annotated[
        Annotated[str, Field(pattern="^(mailto:[^@\\s]+@[^@\\s]+|https://\\S+)$")] | None,
        Setting(
            "where to tell of a weakness, served as /.well-known/security.txt",
            "give mailto: with an address, or a URL that starts with https://, or unset it",
        ),
    ] = None
    smtp_url: Annotated[
        Annotated[str, Field(pattern="^smtps?://")] | None,
        Setting(
            "server for e-mail to organisations, such as smtp://user:password@host:587",
            "give a URL that starts with smtp:// or smtps://, or unset it",
        ),
    ] = field(default=None, repr=False)
    mail_from: Annotated[
        Annotated[str, Field(pattern="^[^@\\s]+@[^@\\s]+$")] | None,
        Setting("sender of that e-mail", "give an e-mail address"),
    ] = None
    alarm_mail: Annotated[
        Annotated[str, Field(pattern="^[^@\\s]+@[^@\\s]+$")] | None,
        Setting(
            "mailbox of staff that is told when many ask for one unlisted address within minutes",
            "give an e-mail address, or unset it",
        ),
    ] = None
    notify_webhook: Annotated[
        _WebUrl | None,
        Setting(
            "URL that gets a POST when an organisation is newly imitated",
            "give a URL, or unset it",
        ),
    ] = None
    oidc_issuer: Annotated[
        _WebUrl | None,
        Setting(
            "OpenID Connect issuer for staff, such as a Keycloak realm; with a client id",
            "give a URL, or unset it",
        ),
    ] = None
    oidc_client_id: Annotated[str | None, Setting("client id at that issuer")] = None
    oidc_client_secret: Annotated[
        str | None, Setting("client secret at that issuer", is_secret=True)
    ] = field(default=None, repr=False)
    oidc_role_claim: Annotated[str, Setting("claim that holds reader, triager or admin")] = (
        "kanaalcheck_role"
    )
    oidc_acr: Annotated[
        str | None,
        Setting("how strongly staff have to log in there: values of acr that count, with spaces"),
    ] = None
    today: Annotated[
        date | None,
        Setting(
            "ISO date to judge freshness by, for tests and demonstrations; else the real one",
            "give a date such as 2026-11-23, or unset it",
        ),
    ] = None
    rate_limit: Annotated[
        int,
        Field(ge=0),
        Setting(
            "requests a minute and client; 0 = no limit",
            "give a number of requests a minute, 0 for no limit",
        ),
    ] = 120
    trusted_proxies: Annotated[
        tuple[Network, ...],
        BeforeValidator(_networks),
        Setting(
            "IP networks, with commas, whose X-Forwarded-For is believed",
            "give IP addresses or networks with commas, such as 10.0.0.0/8",
        ),
    ] = ()
    behind_tls: Annotated[
        bool,
        Setting("1 when a proxy serves HTTPS: browsers are told to insist on it", _OneOrZero),
    ] = False
    traces_url: Annotated[
        _WebUrl | None,
        Setting(
            "where traces are sent by OTLP over HTTP, such as http://localhost:4318/v1/traces",
            "give a URL that starts with http:// or https://, or unset it",
        ),
    ] = field(default=None, repr=False)
    traces_share: Annotated[
        float,
        Field(ge=0, le=1),
        Setting(
            "which part of the requests is traced, from 0 to 1",
            "give a number from 0 to 1, such as 0.1",
        ),
    ] = 0.1
    parse_api: Annotated[bool, Setting("1 opens POST /model/parse", _OneOrZero)] = False
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"],
        Setting("least serious messages to log", "give DEBUG, INFO, WARNING or ERROR"),
    ] = "INFO"
    log_format: Annotated[
        Literal["text", "json"],
        Setting("text for people, json for machines", "give text or json"),
    ] = "text"
    staff_second_step: Annotated[
        bool,
        Setting("1 asks every account of staff for a second step, an app with codes", _OneOrZero),
    ] = False
    confirm_by_two: Annotated[
        bool,
        Setting("1 warns citizens of a fake only when two people of staff confirm it", _OneOrZero),
    ] = False
    decide_hours_money: Annotated[
        int,
        Field(ge=1, le=1000),
        Setting("hours in which staff want to decide a case that cost somebody money"),
    ] = 4
    decide_hours_data: Annotated[
        int,
        Field(ge=1, le=1000),
        Setting("hours in which staff want to decide a case that cost somebody data"),
    ] = 8
    decide_hours: Annotated[
        int, Field(ge=1, le=1000), Setting("hours in which staff want to decide any other case")
    ] = 24
    rdap_url: Annotated[
        _WebUrl,
        Setting(
            "list of which RDAP server knows a domain; asked when staff press the button",
            "give a URL",
        ),
    ] = "https://data.iana.org/rdap/dns.json"
    knowledge_writing: Annotated[
        bool,
        Setting(
            "1 lets staff save the register, as commits of the git work tree it is in",
            _OneOrZero,
        ),
    ] = False

    @classmethod
    def from_env(cls: type[S], environ: Mapping[str, str]) -> S:
        """Read the settings; an empty variable counts as unset.

        A variable whose name ends in `_FILE` names a file with the value of the other one.

        Raises:
            SettingsError: A sentence for each bad variable, with what to do.
        """
        given, bad = _given(cls, environ)
        if bad:
            raise SettingsError(*bad)
        try:
            settings = cls(**given)
        except ValidationError as error:
            raise SettingsError(*_sentences(cls, error)) from None
        clashes = list(_clashes(settings))
        if clashes:
            raise SettingsError(*clashes)
        return settings

    @property
    def shares_conversations(self) -> bool:
        """Whether several processes hold the same conversations."""
        return self.database_url.startswith("postgresql")

    def current_day(self) -> date:
        """Give the date to judge freshness by."""
        return self.today or date.today()  # noqa: DTZ011  # the day where the server stands


def _clashes(settings: Settings) -> Iterator[str]:
    """Give a sentence for each two settings that do not go together."""
    if settings.register_url and not settings.register_key:
        yield "KANAALCHECK_REGISTER_URL needs KANAALCHECK_REGISTER_KEY: set the file of its key."
    if settings.register_url and settings.knowledge_writing:
        yield (
            "KANAALCHECK_KNOWLEDGE_WRITING and KANAALCHECK_REGISTER_URL are both set: staff save"
            " where the register is published, so unset one of them."
        )


def about(kind: type[Settings], name: str) -> Setting:
    """Give what operators read about one setting."""
    told: Setting = next(
        each
        for each in get_type_hints(kind, include_extras=True)[name].__metadata__
        if isinstance(each, Setting)
    )
    return told


def variable(kind: type[Settings], name: str) -> str:
    """Give the environment variable of a setting."""
    return about(kind, name).name or PREFIX + name.upper()


def secrets(settings: Settings) -> tuple[str, ...]:
    """Give the values that may stand in no line of a log."""
    names = [each.name for each in fields(settings) if about(type(settings), each.name).is_secret]
    return tuple(filter(None, (getattr(settings, name) for name in names)))


def unknown(kind: type[Settings], environ: Mapping[str, str]) -> Iterator[str]:
    """Give a sentence for each variable that looks like a setting and is none.

    Args:
        kind: Has the settings that there are.
        environ: Names are looked at, values never.
    """
    names = {variable(kind, each.name) for each in fields(kind)}
    known = names | {name + FROM_FILE for name in names} | NO_SETTINGS
    for name in sorted(environ.keys() - known):
        nearest = get_close_matches(name, sorted(known - NO_SETTINGS), 1, ALIKE)
        if name.startswith(PREFIX) or (nearest and name[0] in "KT"):
            meant = f": {nearest[0]} is meant?" if nearest else ""
            yield f"{name} is set and is no setting{meant}"


def _given(kind: type[Settings], environ: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Give the values by the name of their setting, and a sentence for each that cannot be had."""
    given: dict[str, Any] = {}
    bad = []
    for each in fields(kind):
        name = variable(kind, each.name)
        value, path = (environ.get(key, "").strip() for key in (name, name + FROM_FILE))
        try:
            value = value or (Path(path).read_text(encoding="utf-8").strip() if path else "")
        except (OSError, UnicodeError):
            bad.append(f"{name}{FROM_FILE} names a file that cannot be read: correct {path}.")
        if path and environ.get(name, "").strip():
            bad.append(f"{name} and {name}{FROM_FILE} are both set: unset one of them.")
        if value:
            given[each.name] = value
    return given, bad


def listing(settings: Settings) -> str:
    """Give every variable with its meaning, default and current value; secrets are masked."""
    return "\n".join(_lines(settings, each) for each in fields(settings))


def _lines(settings: Settings, each: "DataclassField[Any]") -> str:
    kind = type(settings)
    told = about(kind, each.name)
    default = _shown(told, each.default)
    current = _shown(told, getattr(settings, each.name))
    changed = f"\n    now: {current}" * (default != current)
    return f"{variable(kind, each.name)}\n    {told.meaning}\n    default: {default}{changed}"


def _shown(told: Setting, value: object) -> str:
    if value is None or value == ():
        return "(none)"
    if told.is_secret:
        return MASK
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return _without_password(str(value))


def _without_password(value: str) -> str:
    scheme, mark, rest = value.partition("://")
    account, at, place = rest.rpartition("@")
    if not (mark and at):
        return value
    return f"{scheme}://{account.partition(':')[0]}:{MASK}@{place}"


def _sentences(kind: type[Settings], error: ValidationError) -> list[str]:
    names = dict.fromkeys(str(each["loc"][0]) for each in error.errors())
    return [_sentence(kind, name) for name in names]


def _sentence(kind: type[Settings], name: str) -> str:
    told = about(kind, name)
    remedy = told.remedy or told.meaning
    return f"{variable(kind, name)} has a value that cannot be used: {remedy}."
