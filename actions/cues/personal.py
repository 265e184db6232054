"""Details that say who somebody is, given away: a name, a birth date, a number, an account name."""

import re
from collections.abc import Mapping
from typing import Any

from actions.cues.word_list import WordList, whole

_AND = r"\s(?:[^\s,;.]+\s(?:en|and|et|und)\s)?"
_OF_SOMETHING_ELSE = r"(?!\s(?:van|of|de|du|d'|der|vom|national\w*|registre)(?!\w))"


class PersonalDetails:
    """Finds them by whose they are, as in `my phone number` or `his name` beside `my son`.

    Args:
        data: Lists `mine`, `theirs`, `details`, `plain` and `to_me` of `facts.yml`.
        relatives: Words for somebody else, such as `my son`.
        myself: Words for the citizen, such as `I`.
    """

    def __init__(self, data: Mapping[str, Any], relatives: WordList, myself: WordList) -> None:
        detail = f"{whole(data['details']).pattern}{_OF_SOMETHING_ELSE}"
        self._mine = re.compile(f"{whole(data['mine']).pattern}{_AND}{detail}")
        self._theirs = re.compile(f"{whole(data['theirs']).pattern}{_AND}{detail}")
        self._plain = whole(data["plain"])
        self._to_me = whole(data["to_me"])
        self._relatives, self._myself = relatives, myself
        self._detail = whole([*data["details"], *data["plain"]])

    def are_named_in(self, part: str) -> bool:
        """Tell whether a part of a sentence names some of the citizen, or of who is theirs.

        Args:
            part: In small letters and without accents.
        """
        if not self._detail.may_be_in(part):
            return False
        if self._mine.search(part):
            return True
        if self._to_me.search(part):  # somebody else's, told to the citizen
            return False
        is_of_relative = self._relatives.search(part) is not None
        is_told = is_of_relative or self._myself.search(part) or self._plain.match(part)
        if is_told and self._plain.search(part):
            return True
        return is_of_relative and self._theirs.search(part) is not None
