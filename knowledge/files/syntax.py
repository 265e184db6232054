"""What is no YAML, said to somebody who never heard of YAML, at the line where it went wrong."""

from __future__ import annotations

import re
from typing import Protocol

import yaml

from knowledge.files.problem import Problem, mistake
from knowledge.model import Position

NO_COLON = "could not find expected ':'"
UNREADABLE = "dit kan niet gelezen worden; vergelijk deze regel met die erboven"
UNFINISHED_MERGE = (
    "hier is een samenvoeging van git niet af: houd één van de twee delen over, en schrap de "
    "regels met <<<<<<<, ======= en >>>>>>>"
)
_TAB = "er staat een tab; spring in met spaties"
_NOT_IN_LINE = "dit springt niet even ver in als de regels erboven waar het bij hoort"
_REFERENCE = "'*' en '&' hebben hier een eigen betekenis; zet de tekst tussen aanhalingstekens"
_TAG = "'!' heeft hier een eigen betekenis; zet de tekst tussen aanhalingstekens"
_DIRECTIVE = "een regel mag niet met '%' beginnen; zet de tekst tussen aanhalingstekens"
_ESCAPE = (
    "'\\' heeft tussen dubbele aanhalingstekens een eigen betekenis; gebruik enkele "
    "aanhalingstekens"
)
_SEPARATOR = "er staat --- of ... in het bestand; houd één geheel over"
_BLOCK = "na | of > mag op dezelfde regel niets meer staan"

IN_DUTCH = {
    NO_COLON: "er ontbreekt een ':' met een spatie erna, na de naam van een veld",
    "did not find expected key": f"{_NOT_IN_LINE}, of er ontbreekt een aanhalingsteken",
    "did not find expected '-' indicator": _NOT_IN_LINE,
    "did not find expected ',' or ']'": "een lijst met [ is niet afgesloten met ]",
    "did not find expected ',' or '}'": "een blok met { is niet afgesloten met }",
    "did not find expected node content": "hier ontbreekt een waarde, of een komma staat te veel",
    "did not find expected <document start>": _NOT_IN_LINE,
    "mapping values are not allowed in this context": (
        "er staat een ':' te veel; zet de tekst tussen aanhalingstekens, of laat deze regel even "
        "ver inspringen als die erboven"
    ),
    "mapping keys are not allowed in this context": _NOT_IN_LINE,
    "block sequence entries are not allowed in this context": (
        "een '-' mag hier niet; zet de lijst op de regels eronder"
    ),
    "found character that cannot start any token": (
        "dit teken mag hier niet; gebruik spaties in plaats van tabs, of aanhalingstekens"
    ),
    "found a tab character that violates indentation": _TAB,
    "found a tab character where an indentation space is expected": _TAB,
    "found a tab character where an intendation space is expected": _TAB,
    "found undefined alias": _REFERENCE,
    "did not find expected alphabetic or numeric character": _REFERENCE,
    "found undefined tag handle": _TAG,
    "did not find expected tag URI": _TAG,
    "did not find expected '!'": _TAG,
    "did not find the expected '>'": _TAG,
    "did not find expected whitespace or line break": _TAG,
    "did not find URI escaped octet": _TAG,
    "found an incorrect leading UTF-8 octet": _TAG,
    "found an incorrect trailing UTF-8 octet": _TAG,
    "found duplicate anchor; first occurrence": _REFERENCE,
    "could not find expected directive name": _DIRECTIVE,
    "found unknown directive name": _DIRECTIVE,
    "found unexpected non-alphabetical character": _DIRECTIVE,
    "did not find expected whitespace": _DIRECTIVE,
    "did not find expected version number": _DIRECTIVE,
    "did not find expected digit or '.' character": _DIRECTIVE,
    "found extremely long version number": _DIRECTIVE,
    "found incompatible YAML document": _DIRECTIVE,
    "found duplicate %YAML directive": _DIRECTIVE,
    "found duplicate %TAG directive": _DIRECTIVE,
    "found unknown escape character": _ESCAPE,
    "did not find expected hexdecimal number": _ESCAPE,
    "found invalid Unicode character escape code": _ESCAPE,
    "did not find expected comment or line break": _BLOCK,
    "found an indentation indicator equal to 0": _BLOCK,
    "found unexpected ':'": "er staat een ':' te veel; zet de tekst tussen aanhalingstekens",
    "but found another document": _SEPARATOR,
    "found unexpected document indicator": _SEPARATOR,
    "found unexpected end of stream": "een aanhalingsteken is niet gesloten",
    "control characters are not allowed": "er staat een onzichtbaar stuurteken in het bestand",
}
"""By what the reader of YAML (libyaml) says."""

_BARE_HYPHEN = re.compile(r"\s*-[^\s-]")
_MERGE = re.compile(r"^(<{7}|={7}|>{7})(?: |$)", re.MULTILINE)


class Mark(Protocol):
    """A place as both the C reader and the Python one give it, counted from 0."""

    @property
    def line(self) -> int:
        """Number of the line."""

    @property
    def column(self) -> int:
        """Number of the character in it."""


def syntax_problem(file: str, text: str, error: yaml.YAMLError) -> Problem:
    """Say what is wrong, and where it began.

    Args:
        file: Path as staff see it.
        text: What could not be read.
        error: What the reader said about it.
    """
    merge = _MERGE.search(text)
    if merge:
        line = text.count("\n", 0, merge.start()) + 1
        return _problem(Position(file, line, 1), UNFINISHED_MERGE)
    said = getattr(error, "problem", None) or getattr(error, "reason", None)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if said == NO_COLON:
        # The reader notices at the next field; the field without one is meant.
        mark = getattr(error, "context_mark", None) or mark
    place = place_of(file, mark)
    open_since = _quote_before(text, place.line)
    if open_since and said != NO_COLON:
        start, end = open_since
        message = f"dit aanhalingsteken wordt pas op regel {end} gesloten"
        return _problem(place_of(file, start), message)
    lines = text.split("\n")[place.line - 1 : place.line]  # none when it is about the end
    if lines and _BARE_HYPHEN.match(lines[0]):
        return _problem(place, "na het '-' van een lijst hoort een spatie")
    return _problem(place, IN_DUTCH.get(said or "", UNREADABLE))


def place_of(file: str, mark: Mark | None) -> Position:
    """Give the place of a mark; the start of the file without one."""
    return Position(file, mark.line + 1, mark.column + 1) if mark else Position(file, 1, 1)


def _problem(place: Position, message: str) -> Problem:
    return mistake(place, f"dit is geen geldige YAML: {message}", "yaml-syntax")


def _quote_before(text: str, line: int) -> tuple[Mark, int] | None:
    """Find a quoted text that runs over several lines and ends where the mistake was noticed.

    Returns:
        Where it begins, and the number of the line where it ends.
    """
    try:
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            is_quoted = isinstance(token, yaml.ScalarToken) and token.style in ("'", '"')
            if is_quoted and token.start_mark.line < token.end_mark.line == line - 1:
                return token.start_mark, line
    except yaml.YAMLError:
        return None
    return None
