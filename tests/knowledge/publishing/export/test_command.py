"""`python -m knowledge export` in every form."""

import json
from pathlib import Path

import pytest
from lxml import etree

from knowledge.__main__ import main
from tests.knowledge.small_folder import write_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "knowledge")


def exported(folder: Path, capsys, *options: str) -> str:
    url = ("--url", "https://kc.example/", "--today", "2026-11-25")
    assert main(["export", str(folder), *url, *options]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("form", ["jsonld", "dcat"])
def test_linked_data_names_the_public_address(folder: Path, capsys, form: str) -> None:
    told = json.loads(exported(folder, capsys, "--format", form))
    assert '"https://kc.example/open-data#register"' in json.dumps(told)
    assert "//open-data" not in json.dumps(told)


def test_the_feed_is_in_the_asked_language(folder: Path, capsys) -> None:
    feed = etree.fromstring(
        exported(folder, capsys, "--format", "atom", "--language", "fr").encode()
    )
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    (title,) = feed.findall("{*}entry/{*}title")
    assert title.text == "✖ Contrefaçon : werkdienst-jobs[.]be/ (site web) est faux"


def test_trust_txt_of_one_organisation(folder: Path, capsys) -> None:
    text = exported(folder, capsys, "--format", "trust.txt", "--organisation", "werkdienst")
    assert "social=https://x.com/werkdienst\n" in text
    assert "social=" not in exported(folder, capsys, "--format", "trust.txt").replace(
        "no social=", ""
    )


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--format", "atom"), "geef zijn adres met --url"),
        (("--format", "csv", "--organisation", "werkdienst"), "hoort bij --format trust.txt"),
        (
            ("--format", "trust.txt", "--organisation", "nooit", "--url", "https://kc.example"),
            "er is geen organisatie nooit",
        ),
    ],
)
def test_what_cannot_be_done_is_told(
    folder: Path, capsys, monkeypatch, options: tuple[str, ...], word: str
) -> None:
    monkeypatch.delenv("KANAALCHECK_PUBLIC_URL", raising=False)
    assert main(["export", str(folder), *options]) == 2
    assert word in capsys.readouterr().err


def test_the_public_address_is_known_from_the_settings(folder: Path, capsys, monkeypatch) -> None:
    monkeypatch.setenv("KANAALCHECK_PUBLIC_URL", "https://elders.example/")
    assert main(["export", str(folder), "--format", "jsonld"]) == 0
    assert "https://elders.example/overzicht/werkdienst" in capsys.readouterr().out
