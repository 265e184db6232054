"""What staff see in VS Code and any editor with the YAML language server, in Dutch."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from knowledge.linting.file_rules import files_of
from tests.editor.language_server import LanguageServer, language_server

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
VDAB = ROOT / "knowledge/organisations/vdab.yml"
TEXT = VDAB.read_text(encoding="utf-8")
SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
NUMBERS = count(1)
YAML = {
    "validate": SETTINGS["yaml.validate"],
    "hover": SETTINGS["yaml.hover"],
    "completion": SETTINGS["yaml.completion"],
    "schemaStore": {"enable": SETTINGS["yaml.schemaStore.enable"]},
    "schemas": {
        str(ROOT / schema): pattern for schema, pattern in SETTINGS["yaml.schemas"].items()
    },
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    assert shutil.which("npm"), "npm is missing: .make/test-servers.sh installs it"
    folder = tmp_path_factory.mktemp("editor")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    with language_server(folder, ROOT, YAML) as running:
        yield running


def test_no_file_of_the_register_is_underlined(server: LanguageServer):
    largest_first = sorted(files_of(ROOT / "knowledge"), key=lambda each: -each[0].stat().st_size)
    one_of_each_kind = {kind: path for path, kind in reversed(largest_first)}
    for path in one_of_each_kind.values():
        assert (path, server.open(path, path.read_text(encoding="utf-8"))) == (path, [])


@pytest.mark.parametrize(
    ("before", "after", "line", "told"),
    [
        ("kind: agency", "kind: agentschap", 5, "kies een van: department, agency, "),
        ("short_name: VDAB", "short_name: 12", 3, "schrijf hier tekst, tussen aanhalingstekens"),
        (
            "status: active",
            "status: weg",
            6,
            "kies een van: active, merged, abolished, left_office",
        ),
        ("description:", "omschrijving:", 9, "Ctrl+spatie"),
        ("description: ", "# ", 2, "verplicht: name, kind, status, "),
        ("topics:", "topics: werk\ntopic:", None, "Ctrl+spatie"),
    ],
)
def test_a_mistake_is_underlined_in_dutch(
    server: LanguageServer, before: str, after: str, line: int | None, told: str
):
    wrong = TEXT.replace(before, after, 1)
    assert wrong != TEXT

    shown = server.open(VDAB.with_name(f"vdab-{next(NUMBERS)}.yml"), wrong)

    assert [each for each in shown if told in each.text and line in (None, each.line)]
    assert not [each for each in shown if "not allowed" in each.text or "Missing" in each.text]


def test_a_field_explains_itself(server: LanguageServer):
    assert "Omschrijving" in server.hover(VDAB, TEXT, "description:")
    assert "In één zin" in server.hover(VDAB, TEXT, "description:")


def test_values_and_fields_are_offered_with_help(server: LanguageServer):
    kinds = server.completions(VDAB, TEXT.replace("kind: agency", "kind: "), "kind: ")
    assert {"agency", "department", "company"} <= set(kinds)
    fields = server.completions(VDAB, TEXT.replace("topics:", "o\ntopics:", 1), "\no")
    assert "OVO-code" in fields["ovo_code"] or "Organisatieregister" in fields["ovo_code"]
