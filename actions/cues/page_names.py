"""The name of a page or account that somebody tells, in quotes or after `called`."""

import re
from functools import cache
from pathlib import Path

from actions.cues.word_list import any_of, folded, whole
from knowledge.data import load_data

WORDS_FILE = Path(__file__).with_suffix(".yml")
LONGEST, SHORTEST = 60, 3  # characters

_QUOTED = re.compile(
    rf"(?:[\"“„«]\s?|(?<!\w)['‘])([^\"“”„«»'‘’@/\n]{{{SHORTEST},{LONGEST}}}?)(?:\s?[\"”“»]|['’](?!\w))"
)
_QUOTES, _CLOSING = "\"“„«'‘", "\"”“»'’"
_WORD = r"(?:[A-ZÀ-Þ&][\w&-]*|\d{4})"
_SMALL = r"(?:en|et|and|und|van|de|of|du|des|der|voor|pour|for)"
_CAPITALS = rf"({_WORD}(?:\s+(?:{_SMALL}\s+)?{_WORD})*)"


class PageNames:
    """Finds the name of a page or account in a message.

    Args:
        pages: Words for a page or an account.
        called: Words behind which its name stands.
        named: Words behind which its name stands after a colon.
        pointing: Words that mean one that was told of.
    """

    def __init__(
        self, pages: list[str], called: list[str], named: list[str], pointing: list[str]
    ) -> None:
        self._pages = whole(pages)
        self._pointed = re.compile(
            rf"{whole(pointing).pattern}\s+(?:\w+\s+)?{whole(pages).pattern}"
        )
        self._called = re.compile(rf"(?<!\w)(?i:{any_of(called)})\s+[{_QUOTES}]?{_CAPITALS}")
        self._told = re.compile(
            rf"(?<!\w)(?i:(?:{any_of(called)})\s*:?\s*[{_QUOTES}]|(?:{any_of(named)})\s*:)\s*"
            rf"[{_QUOTES}]?([^{_QUOTES}{_CLOSING}@/\n,.!?]{{{SHORTEST},{LONGEST}}})"
        )

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "PageNames":
        """Read the words from a file shaped like `page_names.yml`."""
        data = load_data(path)
        return cls(data["pages"], data["called"], data["named"], data["pointing"])

    def points_at_one(self, text: str) -> bool:
        """Tell whether a text means a page that was told of, as in `that fake page`."""
        return self._pointed.search(folded(text)) is not None

    def name_in(self, text: str, *, is_of_page: bool = False) -> str | None:
        """Give the name of a page that a text tells; None where it tells none.

        Args:
            text: As the citizen sent it.
            is_of_page: The conversation is about a page, so that no word for one is needed.
        """
        page = self._pages.search(folded(text))
        if page is None and not is_of_page:
            return None
        begins = page.start() if page else 0
        quoted = _QUOTED.search(text, begins) if page else None
        called = self._called.search(text)
        found = quoted or called
        return _bare(found[1]) if found else None

    def name_told(self, text: str) -> str | None:
        """Give the name that a text tells where one was asked for, as in `only the name: X`."""
        found = self._told.search(text) or self._called.search(text)
        return _bare(found[1]) if found else None


def _bare(name: str) -> str:
    return " ".join(name.split())[:LONGEST].strip(" .,")
