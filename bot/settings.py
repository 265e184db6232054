"""What an operator can set: environment variables, their defaults, limits and meaning."""

from collections.abc import Mapping
from dataclasses import field, fields
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, HttpUrl, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from bot.limits import Network, parse_networks

PREFIX = "KANAALCHECK_"
MASK = "***"
EVERY_SITE = "*"

OWN_NAMES: Mapping[str, str] = {
    "telegram_token": "TELEGRAM_TOKEN",
    "telegram_api_base": "TELEGRAM_API_BASE",
}
"""Variables that other programs know under a name of their own."""

MEANINGS: Mapping[str, str] = {
    "host": "address to listen on; 0.0.0.0 for every network interface",
    "port": "TCP port to listen on",
    "knowledge": "folder of the register",
    "models": "folder of the trained language model",
    "cache": "folder for what can be computed again, such as embeddings",
    "encoder": "folder or name of a sentence-transformers model; 'none' searches by words alone",
    "database_url": "SQLAlchemy URL; with PostgreSQL, conversations are shared by all processes",
    "redis_url": "Redis that keeps the messages of one conversation in order across processes",
    "spool": "folder where reports wait while the database is away",
    "images": "folder of the images that citizens send with a report",
    "retention_days": "days after closing a case until contact details and images are deleted",
    "secret": "at least 32 random characters, for webhooks and counted addresses; else var/secret",
    "public_url": "address at which people reach this server; OpenID Connect and e-mails need it",
    "smtp_url": "server for e-mail to organisations, such as smtp://user:password@host:587",
    "mail_from": "sender of that e-mail",
    "notify_webhook": "URL that gets a POST when an organisation is newly imitated",
    "oidc_issuer": "OpenID Connect issuer for staff, such as a Keycloak realm; with a client id",
    "oidc_client_id": "client id at that issuer",
    "oidc_client_secret": "client secret at that issuer",
    "oidc_role_claim": "claim that holds reader, triager or admin",
    "today": "ISO date to judge freshness by, for tests and demonstrations; else the real one",
    "rate_limit": "requests a minute and client; 0 = no limit",
    "trusted_proxies": "IP networks, with commas, whose X-Forwarded-For is believed",
    "behind_tls": "1 when a proxy serves HTTPS: browsers are told to insist on it",
    "parse_api": "1 opens POST /model/parse",
    "log_level": "least serious messages to log",
    "log_format": "text for people, json for machines",
    "telegram_token": "token of the Telegram bot; without it there is no Telegram",
    "telegram_api_base": "Bot API server",
    "telegram_webhook_url": "public address to which Telegram sends updates; without it, we ask",
    "widget_origins": "sites that may show the widget, such as https://www.vdab.be; * for every",
    "knowledge_writing": "1 lets staff save the register, as commits of the git work tree it is in",
}

SECRETS = frozenset({"telegram_token", "secret", "oidc_client_secret"})

REMEDIES: Mapping[str, str] = {
    "port": "give a number from 1 to 65535",
    "rate_limit": "give a number of requests a minute, 0 for no limit",
    "today": "give a date such as 2026-11-23, or unset it",
    "knowledge": "give an existing folder that holds platforms.yml",
    "trusted_proxies": "give IP addresses or networks with commas, such as 10.0.0.0/8",
    "behind_tls": "give 1 or 0",
    "parse_api": "give 1 or 0",
    "log_level": "give DEBUG, INFO, WARNING or ERROR",
    "log_format": "give text or json",
    "database_url": "give a URL that starts with sqlite:// or postgresql://",
    "redis_url": "give a URL that starts with redis:// or rediss://, or unset it",
    "retention_days": "give a number of days, at least 1",
    "secret": "give at least 32 random characters, or unset it",
    "public_url": "give a URL such as https://kanaalcheck.example, or unset it",
    "smtp_url": "give a URL that starts with smtp:// or smtps://, or unset it",
    "mail_from": "give an e-mail address",
    "notify_webhook": "give a URL, or unset it",
    "oidc_issuer": "give a URL, or unset it",
    "telegram_api_base": "give a URL such as https://api.telegram.org",
    "telegram_webhook_url": "give a URL such as https://kanaalcheck.example/telegram, or unset it",
    "widget_origins": "give origins with commas, such as https://www.vdab.be, or *",
    "knowledge_writing": "give 1 or 0",
}


class SettingsError(ValueError):
    """A variable has a value that nothing can be done with."""


def _networks(value: object) -> object:
    return parse_networks(value) if isinstance(value, str) else value


def _register_folder(value: Path) -> Path:
    if not (value / "platforms.yml").is_file():
        raise ValueError(f"no register in {value}")
    return value


def _origins(value: object) -> object:
    if not isinstance(value, str):
        return value
    named = [each.strip() for each in value.split(",") if each.strip()]
    return (EVERY_SITE,) if EVERY_SITE in named else tuple(map(_origin, named))


def _origin(value: str) -> str:
    """Give an origin as browsers send it: scheme, host and a port that is not the usual one."""
    url = TypeAdapter(HttpUrl).validate_python(value)
    if url.path not in (None, "/") or url.query or url.fragment or url.username:
        raise ValueError(f"{value} is more than an origin")
    usual = {"http": 80, "https": 443}[url.scheme]
    port = "" if url.port in (None, usual) else f":{url.port}"
    return f"{url.scheme}://{url.host}{port}"


def _web_url(value: str) -> str:
    return str(TypeAdapter(HttpUrl).validate_python(value)).rstrip("/")


@dataclass(frozen=True)
class Settings:
    """What is set for one process; relative paths start at the working directory.

    Attributes:
        rate_limit: Requests a minute and client; 0 for no limit.
        redis_url: None keeps the order of messages within this process.
        today: None means the real date.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8080
    knowledge: Annotated[Path, AfterValidator(_register_folder)] = Path("knowledge")
    models: Path = Path("models")
    cache: Path = Path("var/cache")
    encoder: Annotated[str, Field(min_length=1)] = "var/encoder"
    database_url: Annotated[str, Field(pattern="^(sqlite|postgresql)(\\+\\w+)?://")] = (
        "sqlite:///var/kanaalcheck.db"
    )
    redis_url: Annotated[str, Field(pattern="^rediss?://")] | None = None
    spool: Path = Path("var/spool")
    images: Path = Path("var/images")
    retention_days: Annotated[int, Field(ge=1)] = 90
    secret: Annotated[str, Field(min_length=32)] | None = field(default=None, repr=False)
    public_url: Annotated[str, AfterValidator(_web_url)] | None = None
    smtp_url: Annotated[str, Field(pattern="^smtps?://")] | None = field(default=None, repr=False)
    mail_from: Annotated[str, Field(pattern="^[^@\\s]+@[^@\\s]+$")] | None = None
    notify_webhook: Annotated[str, AfterValidator(_web_url)] | None = None
    oidc_issuer: Annotated[str, AfterValidator(_web_url)] | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = field(default=None, repr=False)
    oidc_role_claim: str = "kanaalcheck_role"
    today: date | None = None
    rate_limit: Annotated[int, Field(ge=0)] = 120
    trusted_proxies: Annotated[tuple[Network, ...], BeforeValidator(_networks)] = ()
    behind_tls: bool = False
    parse_api: bool = False
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    telegram_token: str | None = field(default=None, repr=False)
    telegram_api_base: Annotated[str, AfterValidator(_web_url)] = "https://api.telegram.org"
    telegram_webhook_url: Annotated[str, AfterValidator(_web_url)] | None = None
    widget_origins: Annotated[tuple[str, ...], BeforeValidator(_origins)] = (EVERY_SITE,)
    knowledge_writing: bool = False

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the settings; an empty variable counts as unset.

        Raises:
            SettingsError: One sentence that names the first bad variable and what to do.
        """
        given = {
            each.name: environ[variable(each.name)].strip()
            for each in fields(cls)
            if environ.get(variable(each.name), "").strip()
        }
        try:
            return cls(**given)  # type: ignore[arg-type]  # pydantic reads the texts
        except ValidationError as error:
            raise SettingsError(_sentence(error)) from None

    @property
    def shares_conversations(self) -> bool:
        """Whether several processes hold the same conversations."""
        return self.database_url.startswith("postgresql")

    def current_day(self) -> date:
        """Give the date to judge freshness by."""
        return self.today or date.today()  # noqa: DTZ011  # the day where the server stands


def variable(field_name: str) -> str:
    """Give the environment variable of a setting."""
    return OWN_NAMES.get(field_name) or PREFIX + field_name.upper()


def listing(settings: Settings) -> str:
    """Give every variable with its meaning, default and current value; secrets are masked."""
    lines = []
    for each in fields(Settings):
        default, current = (
            _shown(each.name, each.default),
            _shown(each.name, getattr(settings, each.name)),
        )
        lines.append(f"{variable(each.name)}\n    {MEANINGS[each.name]}")
        lines.append(f"    default: {default}" + (f"\n    now: {current}" * (default != current)))
    return "\n".join(lines)


def _shown(name: str, value: object) -> str:
    if value is None or value == ():
        return "(none)"
    if name in SECRETS:
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


def _sentence(error: ValidationError) -> str:
    name = str(error.errors()[0]["loc"][0])
    remedy = REMEDIES.get(name, MEANINGS[name])
    return f"{variable(name)} has a value that cannot be used: {remedy}."
