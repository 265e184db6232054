"""Who shares, when, and how to object: said in every format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.settings import Settings

NAME = "Kanaalcheck"
REPORT_PAGE = "/melden"


@dataclass(frozen=True, slots=True)
class Origin:
    """Who shares what, and when.

    Attributes:
        url: Where people reach this server; None where that is not set.
        mail: Mailbox that answers; None where that is not set.
        at: When it was made, in UTC.
    """

    url: str | None
    mail: str | None
    at: datetime

    @classmethod
    def of(cls, settings: Settings, at: datetime) -> Origin:
        """Read it from the settings."""
        return cls(settings.public_url, settings.mail_from, at)

    @property
    def objecting(self) -> str:
        """How to object, in English."""
        ways = [f"{self.url}{REPORT_PAGE}"] if self.url else []
        ways += [self.mail] if self.mail else []
        how = " or ".join(ways) or "whoever gave you this file"
        return f"Confirmed by people, never by a machine. Is one of these wrong? Tell {how}."

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands at the head of a list."""
        made = f"{self.at:%Y-%m-%dT%H:%M:%SZ}"
        return (f"{NAME}: confirmed fakes of Flemish public bodies, {made}", self.objecting)
