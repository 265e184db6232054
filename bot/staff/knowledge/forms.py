"""A form for every part of an organisation's file, made from the JSON Schema by WTForms.

WTForms reads, checks and draws fields on the server, so that the pages need no JavaScript. Labels,
explanations and complaints are those of the schema, which the editor of staff and lint show too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms import Field as FormField
from wtforms.fields.choices import Choice, SelectChoice
from wtforms.form import BaseForm
from wtforms.validators import AnyOf, DataRequired, Length, Optional, Regexp, StopValidation
from wtforms.widgets import DateInput

from bot.staff.knowledge.parts import Field, Part, Schema, fields_of, value_at
from knowledge.addresses.web import is_control, is_invisible
from knowledge.files.documents import Document, NodePath
from knowledge.files.problem import MISTAKE, Problem

LONG_TEXTS = frozenset({"description", "quote", "reason", "text"})
SEVERAL_LINES = frozenset({"text"})
LIST_ROWS = 4
LONG_ROWS = 3

Word = Callable[[str, object], str]
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Making:
    """What forms are made with.

    Attributes:
        word: Gives a word of `texts.yml`.
        choices: What can be chosen in fields whose schema names no list, by name of the field.
        hints: Explanations instead of those of the schema that are about YAML, by name.
        complaints: The same for what is said of a wrong value.
        known: What others wrote in a field where anything can be written, by its name.
    """

    word: Word
    choices: Mapping[str, Choices]
    hints: Mapping[str, str]
    complaints: Mapping[str, str]
    known: Mapping[str, Sequence[str]]


class _LinesField(TextAreaField):  # type: ignore[misc]  # WTForms ships no types
    """A list of short texts, one on each line."""

    def _value(self) -> str:
        return "\n".join(self.data or ())

    def process_formdata(self, values: list[str]) -> None:
        lines = (" ".join(line.split()) for value in values for line in value.split("\n"))
        self.data = [line for line in lines if line]


class _OfferingField(StringField):  # type: ignore[misc]  # WTForms ships no types
    """A text, beside what others wrote there: the page offers it."""

    def __init__(self, *positional: object, known: Sequence[str], **named: object) -> None:
        super().__init__(*positional, **named)
        self.known = tuple(known)
        self.render_kw = {"list": f"{self.id}-known"}


class PartForm(BaseForm):  # type: ignore[misc]  # WTForms ships no types
    """The form of one part.

    Args:
        schema: Of the part.
        fields: What it asks.
        making: What forms are made with.
    """

    def __init__(self, schema: Schema, fields: Iterable[Field], making: Making) -> None:
        self._schema = schema
        self.asked = tuple(fields)
        super().__init__({each.name: _form_field(each, making) for each in self.asked})

    def fill(self, value: Mapping[str, Any], given: Mapping[str, str] | None = None) -> None:
        """Put in what the file says, or else what somebody gave."""
        data = {each.name: value_at(value, each.path) for each in self.asked}
        self.process(None if given is None else _Given(given), data=data)

    def groups(self) -> list[tuple[str | None, list[FormField]]]:
        """Give the fields together that are about one thing, with its title when it has one."""
        grouped = groupby(self.asked, key=lambda each: each.path[:-1])
        return [
            (_title(self._schema, place), [self[each.name] for each in fields])
            for place, fields in grouped
        ]

    def tell(self, document: Document, path: NodePath, problems: Iterable[Problem]) -> None:
        """Put every mistake at the field that it is about."""
        places: dict[tuple[int, int], str] = {}
        for each in self.asked:
            for node in document.nodes:
                if node[: len(path)] == path and node[len(path) :][: len(each.path)] == each.path:
                    for is_key in (False, True):
                        place = document.at(node, key=is_key)
                        places[place.line, place.column] = each.name
        for problem in problems:
            name = places.get((problem.line, problem.column))
            if problem.level == MISTAKE and problem.file == document.file and name:
                self[name].errors = [*self[name].errors, problem.message]

    def merged(self, old: Mapping[str, Any]) -> dict[str, Any]:
        """Give the part with what was filled in; what no field is about stays."""
        values = {
            each.path: _value(self[each.name], value_at(old, each.path)) for each in self.asked
        }
        return _merged(self._schema, old, values)


class _Given(dict[str, str]):
    """A form that was sent, as WTForms asks for it."""

    def getlist(self, name: str) -> list[str]:
        return [self[name]] if name in self else []


def part_form(part: Part, making: Making, only: Iterable[str] | None = None) -> PartForm:
    """Make the form of a part.

    Args:
        part: What it is about.
        making: What forms are made with.
        only: Names of fields; all of the part without it.
    """
    fields = fields_of(part)
    if only is not None:
        fields = tuple(each for each in fields if each.name in only)
    return PartForm(part.schema, fields, making)


def _form_field(field: Field, making: Making) -> FormField:
    schema, name = field.schema, str(field.path[-1])
    hint = making.hints.get(name, schema["description"])
    shown = {"label": schema["title"], "description": hint}
    complaint = making.complaints.get(name, schema["errorMessage"])
    checks = [_visible(making.word), *_checks(field, making.word, complaint)]
    if schema.get("type") == "boolean":
        return BooleanField(**shown, false_values=("", "false"))
    if field.is_list:
        return _LinesField(**shown, validators=checks, render_kw={"rows": LIST_ROWS})
    choices = _choices(field, making)
    if choices:
        checks.append(AnyOf([each.value for each in choices], message=complaint))
        return _ChoiceField(**shown, validators=checks, choices=choices, validate_choice=False)
    if name in LONG_TEXTS:
        return TextAreaField(**shown, validators=checks, render_kw={"rows": LONG_ROWS})
    if schema.get("format") == "date":
        return StringField(**shown, validators=checks, widget=DateInput())
    if name in making.known:
        return _OfferingField(**shown, validators=checks, known=making.known[name])
    return StringField(**shown, validators=checks)


class _ChoiceField(SelectField):  # type: ignore[misc]  # WTForms ships no types
    """A list to choose from, which shows what it holds even when that is not in it."""

    def iter_choices(self) -> Any:  # noqa: ANN401  # WTForms ships no types
        yield from super().iter_choices()
        if self.data and self.data not in {each.value for each in self.choices}:
            yield Choice(self.data, self.data, True, {})

    def process_data(self, value: object) -> None:
        self.data = value or ""


def _choices(field: Field, making: Making) -> list[SelectChoice]:
    name = str(field.path[-1])
    listed = [
        (each, making.word("knowledge_choice", each)) for each in field.schema.get("enum", ())
    ]
    found = listed or list(making.choices.get(name, ()))
    if not found:
        return []
    nothing = ("", making.word("knowledge_form", "none"))
    return [SelectChoice(value, label) for value, label in (nothing, *found)]


def _checks(field: Field, word: Word, complaint: str) -> list[Any]:
    schema = field.schema
    checks: list[Any] = []
    if field.is_required:
        checks.append(DataRequired(word("knowledge_form", "required")))
    else:
        checks.append(Optional())
    if schema.get("maxLength"):
        checks.append(Length(max=schema["maxLength"], message=complaint))
    if schema.get("pattern"):
        checks.append(Regexp(schema["pattern"], message=complaint))
    if schema.get("format") == "date":
        checks.append(_day(complaint))
    return checks


def _visible(word: Word) -> Callable[[object, FormField], None]:
    def check(_form: object, field: FormField) -> None:
        text = "\n".join(field.data) if isinstance(field.data, list) else str(field.data or "")
        if any(_hides(each) for each in text):
            raise StopValidation(word("knowledge_form", "hidden"))

    return check


def _hides(character: str) -> bool:
    return character != "\n" and (is_control(character) or is_invisible(character))


def _day(complaint: str) -> Callable[[object, FormField], None]:
    def check(_form: object, field: FormField) -> None:
        try:
            date.fromisoformat(field.data)
        except ValueError as error:
            raise StopValidation(complaint) from error

    return check


def _value(field: FormField, before: Any) -> Any:  # noqa: ANN401  # plain data of any shape
    """Give what goes into the file; None for what does not stand there."""
    data = field.data
    if isinstance(data, bool):
        return data or (before if before is False else None)
    if isinstance(data, list):
        return data or None
    text = str(data or "").strip()
    if field.short_name.rpartition(".")[2] not in SEVERAL_LINES:
        text = " ".join(text.split())
    # White space that a browser changed is no change of staff.
    is_same = isinstance(before, str) and before.split() == text.split()
    return before if is_same else text or None


def _title(schema: Schema, path: NodePath) -> str | None:
    if not path:
        return None
    for step in path:
        schema = schema["items"] if isinstance(step, int) else schema["properties"][step]
    return str(schema["title"])


def _merged(
    schema: Schema, old: Mapping[str, Any], values: Mapping[NodePath, object]
) -> dict[str, Any]:
    """Give a mapping with other values; new fields come where the schema has them."""
    new = dict(old)
    for name, each in schema["properties"].items():
        below = {path[1:]: value for path, value in values.items() if path[0] == name}
        if not below:
            continue
        value = _below(each, old.get(name), below)
        if value is None:
            new.pop(name, None)
        else:
            new[name] = value
    return {name: new[name] for name in _order(list(old), new, schema)}


def _below(schema: Schema, old: Any, values: Mapping[NodePath, object]) -> Any:  # noqa: ANN401
    if () in values:
        return values[()]
    if schema.get("type") == "array":
        first, *others = old or [{}]
        inner = {path[1:]: value for path, value in values.items()}
        merged = _merged(schema["items"], first, inner)
        return [merged, *others] if merged else others or None
    return _merged(schema, old or {}, values) or None


def _order(names: list[str], new: Mapping[str, Any], schema: Schema) -> list[str]:
    names = [name for name in names if name in new]
    listed = list(schema["properties"])
    for name in sorted(new.keys() - set(names), key=listed.index):
        before = [each for each in names if each in listed[: listed.index(name)]]
        place = max((names.index(each) + 1 for each in before), default=0)
        names.insert(place, name)
    return names
