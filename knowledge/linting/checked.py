"""What the rules about the register may look at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.addresses.address import Addresses
from knowledge.files.problem import Problem
from knowledge.files.rows import PartialRegister


@dataclass(frozen=True)
class Checked:
    """What a rule may look at.

    Attributes:
        today: Dates after this one lie in the future; None when no date is checked.
    """

    draft: PartialRegister
    addresses: Addresses
    today: date | None


Rule = Callable[[Checked], Iterator[Problem]]
