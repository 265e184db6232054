"""What the editor of staff offers: every file has a schema, every snippet is right as it comes."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from knowledge.addresses.address import Addresses
from knowledge.files.problem import MISTAKE
from knowledge.linting.file_rules import files_of
from knowledge.register.loading import load_register
from tests.knowledge.small_folder import KNOWLEDGE, WORK, write_folder

ROOT = KNOWLEDGE.parent
SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
SNIPPETS = json.loads((ROOT / ".vscode/register.code-snippets").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 24)
NOW = {"CURRENT_YEAR": "2026", "CURRENT_MONTH": "11", "CURRENT_DATE": "24"}
TYPED = {
    "adres": "https://voorbeeld.be/",
    "https://": "https://www.voorbeeld.be/",
    "adres van het kanaal dat in de plaats kwam; schrap deze regel als er geen is": (
        "https://www.busdienst.be/"
    ),
    "kenmerk van de organisatie": "werkdienst",
}


def as_typed(name: str) -> str:
    """Gives what stands there when somebody accepts every choice and types the addresses."""
    text = "\n".join(SNIPPETS[name]["body"])
    text = re.sub(r"\$\{(CURRENT_\w+)\}", lambda found: NOW[found[1]], text)
    text = re.sub(r"\$\{\d\|([^|]+)\|\}", lambda found: _chosen(found[1].split(",")), text)
    text = re.sub(r"\$\{\d:([^}]*)\}", lambda found: TYPED.get(found[1], found[1]), text)
    return text.replace("$0", "").replace("\\$", "$")


def _chosen(offered: list[str]) -> str:
    return "website" if "website" in offered else offered[0]


def mistakes(folder: Path, addresses: Addresses) -> list[str]:
    problems = load_register(folder, addresses, today=TODAY).problems
    return [str(each) for each in problems if each.level == MISTAKE]


def test_the_editor_knows_the_schema_of_every_file():
    for path, kind in files_of(KNOWLEDGE):
        schema = f"knowledge/schema/{kind}.schema.json"
        pattern = SETTINGS["yaml.schemas"][f"./{schema}"]
        assert (ROOT / schema).is_file()
        assert path.relative_to(ROOT).match(pattern)


@pytest.mark.parametrize(
    ("name", "instead_of"),
    [
        ("nieuw kanaal", None),
        ("kanaal aangekondigd", None),
        ("bevestigd kanaal", "    includes_subdomains: true"),
        ("kanaal stopgezet", "    status: active  # gratis"),
        ("kanaal overgenomen", "    status: active  # gratis"),
    ],
)
def test_a_snippet_of_a_channel_is_right(
    tmp_path: Path, addresses: Addresses, name: str, instead_of: str | None
):
    folder = write_folder(tmp_path)
    text = WORK.replace(instead_of, as_typed(name)) if instead_of else WORK + as_typed(name)
    (folder / "organisations/werkdienst.yml").write_text(text, encoding="utf-8")

    assert text != WORK
    assert mistakes(folder, addresses) == []


def test_a_snippet_of_an_organisation_is_right(tmp_path: Path, addresses: Addresses):
    folder = write_folder(tmp_path)
    text = as_typed("nieuwe organisatie") + as_typed("nieuw kanaal")
    (folder / "organisations/nieuwe-dienst.yml").write_text(text, encoding="utf-8")

    assert mistakes(folder, addresses) == []


def test_a_snippet_of_a_fake_is_right(tmp_path: Path, addresses: Addresses):
    folder = write_folder(tmp_path)
    with (folder / "impersonations.yml").open("a", encoding="utf-8") as file:
        file.write(as_typed("bevestigde namaak"))

    assert mistakes(folder, addresses) == []


def test_every_snippet_is_tried_here():
    assert set(SNIPPETS) == {
        "nieuw kanaal", "kanaal aangekondigd", "bevestigd kanaal", "kanaal stopgezet",
        "kanaal overgenomen", "nieuwe organisatie", "bevestigde namaak",
    }  # fmt: skip
