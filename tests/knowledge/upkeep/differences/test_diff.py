"""`python -m knowledge diff`: what a change of the files means for citizens, to the letter."""

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.upkeep.differences.comparing import changes
from knowledge.upkeep.differences.showing import MARKER, as_markdown
from knowledge.upkeep.differences.sides import read_side
from tests.knowledge.small_folder import write_folder

TODAY = date(2026, 11, 24)
WORK, BUS = "organisations/werkdienst.yml", "organisations/busdienst.yml"
CONFIRMED = "    verified: {date: '2026-11-20', by: kanalen, method: confirmed_by_organisation}\n"
INSTAGRAM = """\
  - platform: instagram
    address: https://www.instagram.com/busdienst
    status: active
    sources: [{url: "https://busdienst.be/pers/"}]
"""
X = '  - {platform: x, address: "https://x.com/werkdienst", status: active, '
RETIRED = X.replace("active", "retired, replaced_by: 'https://www.busdienst.be/'")

# file, text to replace, replacement, what is told: group and sentence
CASES = [
    (
        BUS, "", INSTAGRAM + CONFIRMED,
        ("official", "@busdienst wordt nu officieel op Instagram: Dienst voor Bussen. "
         "Bevestigd op 2026-11-20 door kanalen."),
    ),
    (
        BUS, "", INSTAGRAM,
        ("official_stale", "@busdienst staat nu als officieel kanaal in het register op "
         "Instagram: Dienst voor Bussen. Burgers lezen erbij dat het niet (recent) bevestigd is."),
    ),
    (
        BUS, "", INSTAGRAM.replace("active", "planned"),
        ("planned", "@busdienst is nu aangekondigd op Instagram: Dienst voor Bussen. Nog niemand "
         "mag het gebruiken."),
    ),
    (
        WORK, X, RETIRED,
        ("retired", "@werkdienst is niet langer officieel op X (Twitter): Werkdienst. (was: in het "
         "register, niet recent bevestigd) In de plaats komt https://www.busdienst.be/."),
    ),
    (
        WORK, X, X.replace("active", "compromised"),
        ("compromised", "@werkdienst op X (Twitter) geldt nu als overgenomen: Werkdienst. Burgers "
         "lezen dat ze het niet mogen vertrouwen. (was: in het register, niet recent bevestigd)"),
    ),
    (
        BUS, "www.busdienst.be", "www.bussen.be",
        ("gone", "https://www.busdienst.be/ als website staat niet meer in het register (Dienst "
         "voor Bussen). Schrap een kanaal nooit: geef het status: retired, anders krijgt een "
         "oude brief geen antwoord."),
    ),
    (
        WORK, "    includes_subdomains: true\n", "",
        ("reach", "Sites onder https://www.werkdienst.be/ gelden niet meer vanzelf als officieel: "
         "Werkdienst."),
    ),
    (
        BUS, "kind: company",
        "kind: company\ncomplete: [{platforms: [facebook], date: '2026-11-20', by: pers}]",
        ("reach", "Dienst voor Bussen verklaart nu dat het register al haar kanalen noemt op "
         "Facebook. Een ander account in haar naam heet daar voortaan namaak."),
    ),
    (
        WORK, "date: '2018'", "date: '2019'",
        ("evidence", "https://www.werkdienst.be/ als website: het bewijs of de uitleg erbij is "
         "veranderd."),
    ),
    (
        WORK, "kind: abbreviation}", "kind: abbreviation}\n  - {name: Jobdienst, kind: everyday}",
        ("organisation", "Werkdienst is nu ook te vinden als: Jobdienst."),
    ),
    (
        WORK, "{name: DvW, kind", "{name: D.v.W., kind",
        ("organisation", "Werkdienst is niet meer te vinden als: DvW."),
    ),
    (
        BUS, "status: active\npolicy", "status: abolished\npolicy",
        ("organisation", "Dienst voor Bussen is nu opgeheven."),
    ),
    (
        BUS, "Rijdt met bussen.", "Rijdt met trams.",
        ("organisation", "Dienst voor Bussen: de naam, de omschrijving of de plaats in de overheid "
         "is veranderd."),
    ),
    (
        BUS, "", 'misuse: {text: Geen., source: {url: "https://busdienst.be/pers/"}}\n',
        ("organisation", "Dienst voor Bussen: het eigen antwoord over bekend misbruik is "
         "veranderd."),
    ),
    (
        "impersonations.yml", "", """\
  - platform: x
    address: '@werkdiensten'
    seen_since: '2026-11'
    imitates: werkdienst
    source: {url: bron}
""",
        ("confirmed_fake", "x[.]com/werkdiensten op X (Twitter) wordt nu vals genoemd: het bootst "
         "Werkdienst na."),
    ),
    (
        "impersonations.yml", "'2026-03'", "'2026-02'",
        ("confirmed_fake", "werkdienst-jobs[.]be/ als website: wat we over deze namaak "
         "zeggen, is veranderd."),
    ),
    (
        "impersonations.yml", "werkdienst-jobs", "werkdienst-job",
        ("confirmed_fake", "werkdienst-jobs[.]be/ als website wordt niet meer vals genoemd. "
         "Burgers worden er niet meer voor gewaarschuwd."),
    ),
    ("answers/how.yml", "nl: Zo.", "nl: Anders.", ("answer", "Veranderd: Hoe?")),
    ("rules.yml", "nl: Nooit codes.", "nl: Geen codes.", ("rule", "Veranderd: Geen codes.")),
    ("reporting.yml", "'078 170 170'", "'078 170 171'", ("rule", "Veranderd: Card Stop")),
    ("cases.yml", "Een valse mail.", "Een valse brief.", ("case", "Nieuw: Een valse brief.")),
    (
        "candidates.yml", "Zonder bron.", "Nog na te gaan.",
        ("candidate", "Veranderd: www[.]facebook[.]com/busdienst (busdienst)"),
    ),
]  # fmt: skip


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "old")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "new")


def compare(old: Path, new: Path) -> list[tuple[str, str]]:
    found = changes(read_side(str(old), beside=old), read_side(str(new), beside=new), TODAY)
    return [(each.group, each.text) for each in found]


def edit(folder: Path, file: str, before: str, after: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1) if before else text + after, encoding="utf-8")


def test_the_same_register_changes_nothing(old: Path, new: Path, capsys):
    edit(new, WORK, "# Deze regel is van het team.", "# Een andere opmerking.\n# Nog een regel.")

    assert compare(old, new) == []
    assert main(["diff", str(old), str(new), "--today", "2026-11-24"]) == 0
    assert capsys.readouterr().out == "Voor burgers verandert er niets.\n"


@pytest.mark.parametrize(("file", "before", "after", "told"), CASES)
def test_a_change_is_told_to_the_letter(
    old: Path, new: Path, file: str, before: str, after: str, told: tuple[str, str]
):
    edit(new, file, before, after)

    assert told in compare(old, new)


def test_a_confirmation_that_grew_old_since_is_no_change_of_the_files(old: Path, new: Path):
    for folder in (old, new):
        edit(folder, BUS, "", INSTAGRAM + CONFIRMED.replace("2026-11-20", "2020-01-01"))

    assert compare(old, new) == []


def test_a_complete_list_that_is_taken_back(old: Path, new: Path):
    said = "kind: company\ncomplete: [{platforms: [%s], date: '2026-11-20', by: pers}]"
    edit(old, BUS, "kind: company", said % "x, facebook")
    edit(new, BUS, "kind: company", said % "x")

    assert compare(old, new) == [
        ("reach", "Dienst voor Bussen verklaart niet meer dat het register al haar kanalen noemt "
         "op Facebook."),
    ]  # fmt: skip


def test_a_channel_that_moves_to_another_organisation_is_told_once_and_first(old: Path, new: Path):
    edit(old, BUS, "", INSTAGRAM)
    edit(new, WORK, "", INSTAGRAM)

    assert compare(old, new) == [
        (
            "official_stale",
            "@busdienst staat nu als officieel kanaal in het register op Instagram: Werkdienst. "
            "Burgers lezen erbij dat het niet (recent) bevestigd is.",
        ),
        (
            "elsewhere",
            "@busdienst op Instagram was van Dienst voor Bussen en is nu van Werkdienst.",
        ),
    ]


def test_what_needs_most_care_comes_first(old: Path, new: Path):
    edit(new, "answers/how.yml", "nl: Zo.", "nl: Anders.")
    edit(new, WORK, X, RETIRED)
    edit(new, BUS, "", INSTAGRAM + CONFIRMED)

    assert [group for group, _ in compare(old, new)] == ["official", "retired", "answer"]


def test_a_revision_of_git_is_read_as_it_was(old: Path, capsys):
    author = ["-c", "user.name=t", "-c", "user.email=t@t"]
    for command in (["init", "-q"], ["add", "."], [*author, "commit", "-qm", "t"]):
        subprocess.run(["git", *command], cwd=old.parent, check=True)
    edit(old, BUS, "", INSTAGRAM + CONFIRMED)

    asked = ["diff", "HEAD", "--folder", str(old), "--today", "2026-11-24", "--format", "json"]
    assert main(asked) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["text"].startswith("@busdienst wordt nu officieel op Instagram")


@pytest.mark.parametrize("named", ["nergens", "--output=/tmp/kwijt", "HEAD"])
def test_a_version_that_does_not_exist_is_told(old: Path, named: str, capsys):
    asked = ["diff", "--folder", str(old), "--", named]

    assert main(asked) == 2
    assert capsys.readouterr().err == (
        f"Dat lukt niet: '{named}' is geen map, en git kent er geen versie van {old} onder\n"
    )


def test_a_broken_version_is_not_compared(old: Path, new: Path, capsys):
    edit(new, BUS, "kind: company", "kind: bedrijf")

    assert main(["diff", str(old), str(new)]) == 2
    assert f"{new}/{BUS}:2:7: [fout]" in capsys.readouterr().err


def test_in_a_comment_nothing_becomes_a_link_a_name_or_markup(old: Path, new: Path):
    edit(new, BUS, "name: Dienst voor Bussen", 'name: "<img src=x> [klik](http://a.be) @iemand"')
    edit(new, BUS, "", INSTAGRAM + CONFIRMED)

    text = as_markdown(
        changes(read_side(str(old), beside=old), read_side(str(new), beside=new), TODAY)
    )

    assert text.startswith(MARKER)
    assert "### Wordt officieel\n\n- \\@\u200bbusdienst wordt nu officieel op Instagram" in text
    assert "\\<img src=x\\> \\[klik\\](http:\u200b//a.be) \\@\u200biemand" in text
