"""Names in a row, dates and sources as a Dutch document writes them."""

from collections.abc import Sequence
from datetime import date

from knowledge.model import Organisation, Source
from knowledge.wording.catalogue import Catalogue
from knowledge.wording.sources import in_words

LANGUAGE = "nl"


def listed(names: Sequence[str]) -> str:
    """Give names in a row: `VDAB, VAPH en Kind en Gezin`; a semicolon where one holds a comma."""
    comma = "; " if any("," in name for name in names) else ", "
    return f"{comma.join(names[:-1])} en {names[-1]}" if len(names) > 1 else "".join(names)


def long_date(day: date, catalogue: Catalogue) -> str:
    """Give a day as `15 juli 2016`."""
    return catalogue.written_date(day.isoformat(), LANGUAGE)


def said_where(
    source: Source, catalogue: Catalogue, organisation: Organisation | None = None
) -> str:
    """Give a source in words: `de site van de VDAB, 2018`."""
    return in_words(source, catalogue, LANGUAGE, organisation)
