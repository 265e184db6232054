"""The shape of a file: fields, their types and closed lists, as `schema/*.schema.json` say.

One Dutch sentence in the schema (`errorMessage`) serves the editor of staff and this check.
"""

import difflib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from knowledge.files.documents import Document
from knowledge.files.problem import Problem, mistake

SCHEMAS = Path(__file__).parent.parent / "schema"


def _is_date(value: object) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))


def _is_partial_date(value: object) -> bool:
    """Judge a day, a month or a year; what has another form is the pattern's to refuse."""
    is_day = isinstance(value, str) and value.count("-") == _DASHES_OF_A_DAY
    return not is_day or _is_date(value)


_DASHES_OF_A_DAY = 2

_FORMATS = FormatChecker(formats=())
_FORMATS.checks("date", raises=ValueError)(_is_date)
_FORMATS.checks("partial-date", raises=ValueError)(_is_partial_date)


def _or_not(check: Callable[[object], bool]) -> Callable[[object], bool]:
    """Make a check that raises one that tells."""

    def checked(value: object) -> bool:
        try:
            return check(value)
        except ValueError:
            return False

    return checked


_QUICK_FORMATS = {"date": _or_not(_is_date), "partial-date": _or_not(_is_partial_date)}


@cache
def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(_schema(kind), format_checker=_FORMATS)


@cache
def _quick_validator(kind: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(
        _schema(kind), validate_formats=True, formats=_QUICK_FORMATS
    )


def _schema(kind: str) -> Any:  # noqa: ANN401
    return json.loads((SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8"))


MOST_TOLD = 200


def check_shape(document: Document, kind: str) -> Iterator[Problem]:
    """Compare a file with its schema.

    Args:
        document: The file.
        kind: Name of the schema, such as `organisation`.

    Yields:
        One mistake for each field that is missing, unknown or has a wrong value, the first
        `MOST_TOLD` of them.
    """
    if _is_right(document, kind):
        return
    found = (
        each
        for error in _validator(kind).iter_errors(document.data)
        for each in _problems(document, error)
    )
    for number, each in enumerate(found):
        if number == MOST_TOLD:  # each takes time, and nobody reads them all at once
            message = f"dit bestand heeft nog meer fouten dan de {MOST_TOLD} die hier staan"
            yield mistake(document.at(()), message, "too-much")
            return
        yield each


def _is_right(document: Document, kind: str) -> bool:
    """Judge a whole file at once, forty times as fast as what tells the mistakes."""
    try:
        return _quick_validator(kind).is_valid(document.data)
    except ValueError:  # a number that JSON cannot hold
        return False


_LIMITS: Mapping[str, str] = {
    "maxItems": "hier mogen hoogstens {most} regels staan; er staan er {there}",
    "maxLength": "deze tekst mag hoogstens {most} tekens hebben; er staan er {there}",
}
"""What is told where a file holds more than a register needs: it would hold up every other one."""


def _problems(document: Document, error: ValidationError) -> Iterator[Problem]:
    path = tuple(error.absolute_path)
    if error.validator == "required":
        yield from _missing(document, path, error)
    elif error.validator == "additionalProperties":
        yield from _unknown(document, path, error)
    elif error.validator == "type" and error.validator_value == "string" and _is_number(error):
        written = _as_written(document, path)
        message = f"zet dit tussen aanhalingstekens: '{written}'"
        yield mistake(document.at(path), message, "value-not-text")
    elif error.validator in _LIMITS:
        message = _LIMITS[error.validator].format(
            most=error.validator_value, there=len(error.instance)
        )
        yield mistake(document.at(path), f"{_name(path)}{message}", "too-much")
    else:
        is_field = error.validator in ("not", "propertyNames")
        if error.validator == "propertyNames":
            path = (*path, error.instance)
        said = error.schema.get("errorMessage") or "deze waarde klopt niet"
        message = f"{_name(path)}{said}{_shown(error)}"
        yield mistake(document.at(path, key=is_field), message, "value-wrong")


def _missing(
    document: Document, path: tuple[str | int, ...], error: ValidationError
) -> Iterator[Problem]:
    # jsonschema gives one error for each missing field, the name in its message only.
    for name in error.validator_value:
        if name not in error.instance and error.message.startswith(f"{name!r} "):
            yield mistake(document.at(path), f"veld '{name}' ontbreekt", "field-missing")


def _unknown(
    document: Document, path: tuple[str | int, ...], error: ValidationError
) -> Iterator[Problem]:
    known: Mapping[str, Any] = error.schema.get("properties", {})
    for name in error.instance:
        if name in known:
            continue
        meant = difflib.get_close_matches(name, known, n=1)
        hint = f"; bedoelt u '{meant[0]}'?" if meant else f"; kies uit: {', '.join(known)}"
        place = document.at((*path, name), key=True)
        yield mistake(place, f"onbekend veld '{name}'{hint}", "field-unknown")


def _is_number(error: ValidationError) -> bool:
    return isinstance(error.instance, int | float)


def _as_written(document: Document, path: tuple[str | int, ...]) -> str:
    written: str = document.nodes[path].value
    return written


def _name(path: tuple[str | int, ...]) -> str:
    names = [each for each in path if isinstance(each, str)]
    return f"{names[-1]}: " if names else ""


def _shown(error: ValidationError) -> str:
    if error.validator in ("enum", "pattern", "format") and isinstance(error.instance, str):
        return f" (er staat '{error.instance}')"
    return ""
