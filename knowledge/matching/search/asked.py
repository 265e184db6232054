"""What people tell of a message without an address, and what they ask about one: with examples."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from knowledge.data import load_data

ASKED_FILE = Path(__file__).with_name("asked.yml")
ASKED_LIST_FILE = Path(__file__).with_name("asked_list.yml")
OF_REPORT_FILE = Path(__file__).with_name("of_report.yml")
TOLD_FILE = Path(__file__).with_name("told.yml")


@dataclass(frozen=True, slots=True)
class Asked:
    """One kind of question or objection.

    Attributes:
        questions: How people put it, in four languages.
        answer_as: Intent of talk that answers it, where it has no sentence of its own.
        listed_as: The same, only for an address that is listed.
        told_as: The same, only for what was told without an address.
        act: What somebody wants to do, where the message does not name it.
        point: What it points at to show that the message is real.
        goes_first: Whether it is answered before what the message tells beside it.
        site: Whether the real site of whom it is about stands in the sentence, where it is known.
        reach: Whether the number or site of the organisation belongs to the answer.
        rules: Whether what the organisation says of its own ways belongs to the answer.
        of_service: Whether it is asked of a service too, after an answer about one.
        about_harm: Whether it asks what harm was or may be done, before anything was given.
        unless_given: Whether its answer is wrong for who gave something already.
        lost_as: Id of the kind that it is after a loss, where another one is meant then.
        after_loss: Whether it is asked by whoever lost or gave something, and by nobody else.
        sign: List of words of `talk.yml` by which alone it is known.
        in_passing: Whether it yields to another kind that the same message surely is.
        anywhere: Whether it leans on no message, so that it is answered whatever was talked of.
        of_us: Whether it is about ourselves: answered beside whatever else a message holds.
        elsewhere: Whether another part answers it: an example of what is not asked here.
    """

    id: str
    questions: tuple[str, ...]
    answer_as: str | None = None
    listed_as: str | None = None
    told_as: str | None = None
    act: str | None = None
    point: str | None = None
    goes_first: bool = False
    site: bool = False
    reach: bool = False
    rules: bool = False
    of_service: bool = False
    about_harm: bool = False
    unless_given: bool = False
    lost_as: str | None = None
    after_loss: bool = False
    sign: str | None = None
    in_passing: bool = False
    anywhere: bool = False
    of_us: bool = False
    elsewhere: bool = False


@cache
def kinds_asked() -> Mapping[str, Asked]:
    """Give the kinds of question about a message by their ids, as in `asked.yml`."""
    return {each.id: each for each in load_asked()}


@cache
def load_asked(path: Path = ASKED_FILE) -> tuple[Asked, ...]:
    """Read the kinds of question from a file shaped like `asked.yml`."""
    rows = ({"id": name, **row} for name, row in load_data(path).items())
    return TypeAdapter(tuple[Asked, ...]).validate_python(tuple(rows))


@dataclass(frozen=True, slots=True)
class Told:
    """One kind of thing that people get.

    Attributes:
        questions: How people tell it, in four languages.
        medium: Along which way it came: `call`, `letter` or `door`; None where it may differ.
        readable: Whether it may hold an address that the citizen can read and paste.
        first: Whether its advice goes before a short answer, which helps who gave something.
        needs: Lists of words of `talk.yml`, of each of which one must be told.
    """

    id: str
    questions: tuple[str, ...]
    medium: str | None = None
    readable: bool = True
    first: bool = False
    needs: tuple[str, ...] = ()


@cache
def load_told(path: Path = TOLD_FILE) -> tuple[Told, ...]:
    """Read the kinds of thing that people get from a file shaped like `told.yml`."""
    rows = ({"id": name, **row} for name, row in load_data(path).items())
    return TypeAdapter(tuple[Told, ...]).validate_python(tuple(rows))
