"""Sixty slips: each is told in Dutch, at the right line, and nothing else is said of that file."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from knowledge.files.documents import UnreadableDocumentError, parse_document
from knowledge.files.problem import MISTAKE
from knowledge.files.syntax import IN_DUTCH
from knowledge.register.loading import RegisterError, load_register, read_addresses
from tests.knowledge.broken.edits import BrokenEdit, broken_edits, copy_register

TODAY = date(2026, 11, 24)
INSIDE = {
    "did not find expected <stream-start>",
    "mapping > 0 && document->nodes.start + mapping <= document->nodes.top",
}
"""Of its memory, not of a text."""

OF_THE_READER = re.compile(
    r"\b(?:found|expected|could not|did not|mapping|block|while|character|not allowed)\b"
)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_register(tmp_path_factory.mktemp("register"))


@pytest.mark.parametrize("edit", broken_edits(), ids=lambda edit: edit.name)
def test_a_slip_is_told_in_dutch_at_the_right_line(register: Path, edit: BrokenEdit):
    path = register / edit.file
    right = path.read_bytes()
    try:
        line = edit.apply(register)
        mistakes = [each for each in _problems(register) if each.level == MISTAKE]
    finally:
        path.write_bytes(right)

    told = [(each.file, each.line, each.message, each.rule) for each in mistakes]
    says = edit.says.replace("{folder}", str(register))
    assert (str(path), line, says, edit.rule) in told
    assert {file for file, *_ in told} == {str(path)}
    assert not OF_THE_READER.search(says)


def test_there_are_sixty():
    assert len({edit.name for edit in broken_edits()}) >= 60


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 'x\n\n...\nb'", "er staat --- of ... in het bestand; houd één geheel over"),
        ('a: "C:\\map"', "'\\' heeft tussen dubbele aanhalingstekens een eigen betekenis; gebruik "
         "enkele aanhalingstekens"),
        ("a: !x!y z", "'!' heeft hier een eigen betekenis; zet de tekst tussen aanhalingstekens"),
        ("%soort: x", "een regel mag niet met '%' beginnen; zet de tekst tussen aanhalingstekens"),
        ("a: |x\n  b", "na | of > mag op dezelfde regel niets meer staan"),
        ("a: [b,, c]", "hier ontbreekt een waarde, of een komma staat te veel"),
        ("a: - b", "een '-' mag hier niet; zet de lijst op de regels eronder"),
        ("a: b\n\x07", "er staat een onzichtbaar stuurteken in het bestand"),
        ("a: b\n---\nc: d", "er staat --- of ... in het bestand; houd één geheel over"),
    ],
)  # fmt: skip
def test_what_the_reader_says_becomes_plain_dutch(text: str, said: str):
    with pytest.raises(UnreadableDocumentError) as refused:
        parse_document("a.yml", text.encode())

    (problem,) = refused.value.problems
    assert problem.message == f"dit is geen geldige YAML: {said}"


def test_the_reader_has_no_words_that_nobody_translated():
    """Every sentence of its own that libyaml carries is one of ours or an inside matter."""
    library = Path(yaml._yaml.__file__).read_bytes()
    found = {
        text.decode()
        for text in re.findall(rb"[ -~]{8,80}", library)
        if re.match(rb"(?:found|did not find|could not find|mapping|block|control) ", text)
    }
    assert found, "libyaml is not where it was"
    assert found - set(IN_DUTCH) <= INSIDE


def _problems(folder: Path):
    try:
        return load_register(folder, read_addresses(folder), today=TODAY).problems
    except RegisterError as error:
        return error.problems
