"""What an operator can set of the widget."""

from typing import Annotated

from pydantic import BeforeValidator, HttpUrl, TypeAdapter
from pydantic.dataclasses import dataclass

from bot.settings import Setting, Settings

EVERY_SITE = "*"


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


@dataclass(frozen=True)
class WidgetSettings(Settings):
    """The settings of the process and of the widget."""

    widget_origins: Annotated[
        tuple[str, ...],
        BeforeValidator(_origins),
        Setting(
            "sites that may show the widget, such as https://www.vdab.be; * for every",
            "give origins with commas, such as https://www.vdab.be, or *",
        ),
    ] = (EVERY_SITE,)
