"""The three charts of the overview with the numbers that they draw."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.publishing.overview import charts
from knowledge.publishing.overview.counting import growth, matrix, per_platform
from knowledge.publishing.overview.model import Overview

MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """One chart with the same numbers as a table.

    Attributes:
        id: `platforms`, `grid` or `growth`.
        head: Names of the columns.
        rows: A name with its numbers.
    """

    id: str
    chart: charts.Drawing
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


def figures(overview: Overview, words: Mapping[str, str], language: str = "nl") -> list[Figure]:
    """Draw everything that there are numbers for.

    Args:
        overview: What is counted in.
        words: What `platform`, `organisations`, `channels` and `year` are called.
        language: Of the names of platforms and domains.
    """
    platforms = [(each.name[language], count) for each, count in per_platform(overview)]
    crossed = matrix(overview)
    grid_rows = [(platform.name[language], counts) for platform, counts in crossed.rows]
    grown = [
        (str(year), count)
        for year, count in growth(each for each in overview.channels if each.in_use).years
    ]
    made = [
        Figure(
            "platforms",
            charts.lying(platforms[:MOST_BARS]),
            (words["platform"], words["organisations"]),
            tuple((name, (count,)) for name, count in platforms),
        ),
        Figure(
            "grid",
            charts.grid([each.code for each in crossed.domains], grid_rows),
            (words["platform"], *(each.name[language] for each in crossed.domains)),
            tuple(grid_rows),
        ),
        Figure(
            "growth",
            charts.standing(grown),
            (words["year"], words["channels"]),
            tuple((name, (count,)) for name, count in grown),
        ),
    ]
    return [each for each in made if each.rows]
