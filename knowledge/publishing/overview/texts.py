"""The words of the overview as a file, in Dutch as the annex was."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.data import load_data
from knowledge.publishing.overview.model import Overview

WORDS_FILE = Path(__file__).with_name("texts.yml")


@dataclass(frozen=True, slots=True)
class OverviewTexts:
    """Content of `texts.yml`; see there."""

    title: str
    subtitle: str
    incomplete: str
    columns: Mapping[str, str]
    standing: Mapping[str, str]
    signs: Mapping[str, str]
    channel_columns: Mapping[str, str]
    sheets: Mapping[str, str]
    figures: Mapping[str, str]
    growth_hint: str
    platform: str
    year: str
    organisations: str
    channels: str
    nothing: str
    page: str
    foot: str

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "OverviewTexts":
        """Read the file."""
        return cls(**load_data(path))

    def dated(self, overview: Overview) -> str:
        """Tell of which day and version an overview is."""
        return self.subtitle.format(day=f"{overview.day:%d/%m/%Y}", version=overview.version)
