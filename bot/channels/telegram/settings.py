"""What an operator can set of Telegram."""

from dataclasses import field
from typing import Annotated

from pydantic import AfterValidator
from pydantic.dataclasses import dataclass

from bot.settings import Setting, Settings, web_url


@dataclass(frozen=True)
class TelegramSettings(Settings):
    """The settings of the process and of Telegram."""

    telegram_token: Annotated[
        str | None,
        Setting(
            "token of the Telegram bot; without it there is no Telegram",
            name="TELEGRAM_TOKEN",
            is_secret=True,
        ),
    ] = field(default=None, repr=False)
    telegram_api_base: Annotated[
        str,
        AfterValidator(web_url),
        Setting(
            "Bot API server",
            "give a URL such as https://api.telegram.org",
            name="TELEGRAM_API_BASE",
        ),
    ] = "https://api.telegram.org"
    telegram_webhook_url: Annotated[
        Annotated[str, AfterValidator(web_url)] | None,
        Setting(
            "public address to which Telegram sends updates; without it, we ask",
            "give a URL such as https://kanaalcheck.example/telegram, or unset it",
        ),
    ] = None
