"""Every setting: those of the process, and those that each channel adds."""

from pydantic.dataclasses import dataclass

from bot.channels.telegram.settings import TelegramSettings
from bot.channels.widget.settings import WidgetSettings


@dataclass(frozen=True)
class AllSettings(TelegramSettings, WidgetSettings):
    """What is set for one process with all its channels."""
