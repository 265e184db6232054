"""The overview as one HTML file that needs nothing else: to read, to print, to send."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from knowledge.publishing.overview.figures import figures
from knowledge.publishing.overview.model import ANSWERS, Overview, OverviewChannel
from knowledge.publishing.overview.table import shown_address
from knowledge.publishing.overview.texts import OverviewTexts

PAGES = Path(__file__).with_name("pages")


def as_html(overview: Overview) -> str:
    """Give the overview as HTML."""
    words = OverviewTexts.load()
    names = {name: str(getattr(words, name)) for name in _NAMED}
    return (
        _environment()
        .get_template("annex.html")
        .render(
            overview=overview,
            words=words,
            figures=figures(overview, names),
            answers=ANSWERS,
            style=(PAGES / "annex.css").read_text(encoding="utf-8")
            + (PAGES / "charts.css").read_text(encoding="utf-8"),
        )
    )


_NAMED = ("platform", "organisations", "channels", "year")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = shown_address
    environment.tests["followed"] = can_be_followed
    return environment


def can_be_followed(channel: OverviewChannel) -> bool:
    """Tell whether an address may be a link: an official web address that is in use."""
    return channel.in_use and channel.channel.address.value.startswith("https://")
