import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from knowledge.addresses.address import Addresses
from knowledge.files.documents import UnreadableDocumentError, parse_document
from knowledge.model import (
    AliasKind,
    ChannelStatus,
    OrganisationKind,
    OtherKind,
    OtherMatch,
    Position,
    Source,
    VerificationMethod,
)
from knowledge.register.loading import RegisterError, load_register, read_addresses, read_register
from tests.knowledge.small_folder import FILES, KNOWLEDGE, WORK, write_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path)


def test_every_list_of_a_folder_is_read(folder: Path, addresses: Addresses):
    register = read_register(folder, addresses)

    assert sorted(register.organisations) == ["busdienst", "minister-an-peeters", "werkdienst"]
    assert [each.reason for each in register.candidates] == ["Zonder bron."]
    assert [each.imitates for each in register.impersonations] == ["werkdienst"]
    assert [each.statement["de"] for each in register.rules] == ["Nie Codes."]
    assert [each.phone for each in register.reporting_points] == ["078 170 170"]
    assert [each.organisations for each in register.cases] == [("werkdienst",)]
    assert [(each.id, each.title["fr"]) for each in register.answers] == [("how", "Comment ?")]
    assert [(each.names["nl"], each.kind) for each in register.others] == [("Spaarbank", "bank")]
    assert register.next_steps[OtherKind.BANK].text["en"] == "Call."


def test_a_body_outside_the_government_is_read_with_its_addresses(
    folder: Path, addresses: Addresses
):
    (bank,) = read_register(folder, addresses).others
    site, mailbox = bank.channels

    assert (bank.name("fr"), bank.name("de")) == ("Banque d'Épargne", "Spaarbank")
    assert (site.address.key, site.match) == ("spaarbank.be", OtherMatch.HOST_AND_SUBDOMAINS)
    assert mailbox.source == Source("https://busdienst.be/pers/banken", "2026", "naar vals@")
    assert mailbox.position == Position(str(folder / "others/bank.yml"), 19, 18)
    assert bank.report_to == (mailbox.address,)
    assert bank.says is not None
    assert bank.says.text["nl"] == "Meld het."


def test_an_organisation_is_read_with_its_channels(folder: Path, addresses: Addresses):
    work = read_register(folder, addresses).organisations["werkdienst"]

    assert (work.name, work.display_name) == ("Dienst voor Werk", "Werkdienst")
    assert work.kind is OrganisationKind.AGENCY
    assert [(each.name, each.kind) for each in work.aliases] == [("DvW", AliasKind.ABBREVIATION)]
    website, phone, x = work.channels
    assert (website.address.key, website.includes_subdomains) == ("werkdienst.be", True)
    assert (website.sources[0].date, website.verified) == ("2018", None)
    assert (phone.address.key, x.address.key) == ("+3280030700", "werkdienst")
    assert {each.status for each in work.channels} == {ChannelStatus.ACTIVE}


def test_a_channel_knows_where_its_address_stands(folder: Path, addresses: Addresses):
    phone = read_register(folder, addresses).organisations["werkdienst"].channels[1]

    place = Position(str(folder / "organisations/werkdienst.yml"), 20, 14)
    assert phone.position == place


def test_what_a_channel_may_say_is_kept(folder: Path, addresses: Addresses):
    path = folder / "organisations/busdienst.yml"
    path.write_text(
        path.read_text()
        + """\
  - platform: website
    address: https://oud.busdienst.be/
    label: oude site
    status: retired
    retired_on: 2024-02-29
    replaced_by: www.busdienst.be
    languages: [nl, fr]
    platform_id: '12'
    verified: {date: 2026-11-03, by: kanalen, method: platform_badge}
    sources: [{url: bron in woorden, date: '2018-04', quote: oud}]
evaluation: {text: Goed., source: {url: "https://www.vlaanderen.be/"}}
""",
        encoding="utf-8",
    )

    bus = read_register(folder, addresses).organisations["busdienst"]
    old = bus.channels[1]

    assert (old.status, old.retired_on) == (ChannelStatus.RETIRED, date(2024, 2, 29))
    assert old.replaced_by == "https://www.busdienst.be/"
    assert (old.languages, old.platform_id, old.label) == (("nl", "fr"), "12", "oude site")
    assert old.verified is not None
    assert (old.verified.date, old.verified.by) == (date(2026, 11, 3), "kanalen")
    assert old.verified.method is VerificationMethod.PLATFORM_BADGE
    assert (old.sources[0].date, old.sources[0].quote) == ("2018-04", "oud")
    assert bus.evaluation is not None
    assert bus.evaluation.text == "Goed."


def test_the_version_follows_content_and_names_alone(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, addresses: Addresses
):
    version = read_register(folder, addresses).version
    copy = tmp_path_factory.mktemp("elsewhere") / "copy"
    shutil.copytree(folder, copy)

    assert len(version) == 12
    assert read_register(copy, addresses).version == version
    (copy / "organisations/werkdienst.yml").write_text(WORK + "# nieuw\n", encoding="utf-8")
    changed = read_register(copy, addresses).version
    assert changed != version
    (copy / "answers/how.yml").rename(copy / "answers/hoe.yml")
    assert read_register(copy, addresses).version not in (version, changed)


def test_a_register_with_a_mistake_is_refused_with_its_place(folder: Path, addresses: Addresses):
    path = folder / "organisations/busdienst.yml"
    path.write_text(path.read_text().replace("company", "bedrijf"), encoding="utf-8")

    with pytest.raises(RegisterError, match=r"busdienst\.yml:2:7: \[fout\] kind: kies een van"):
        read_register(folder, addresses)
    assert load_register(folder, addresses).register is None


def test_a_warning_does_not_keep_a_register_from_use(folder: Path, addresses: Addresses):
    path = folder / "organisations/werkdienst.yml"
    path.write_text(
        WORK.replace("    status: active\n", "    status: active\n    shared: true\n", 1)
    )

    result = load_register(folder, addresses)

    assert [problem.level for problem in result.problems] == ["waarschuwing"]
    assert result.register is not None


def test_the_whole_register_loads_within_a_second(addresses: Addresses):
    read_register(KNOWLEDGE, addresses)
    start = time.process_time()
    read_register(KNOWLEDGE, addresses)
    assert time.process_time() - start < 1.0


def test_text_stays_text():
    document = parse_document(
        "a.yml", b"a: 2026-11-24\nb: no\nc: '1700'\nd: 12:30\ne: 0x10\nf: .be\n"
    )

    assert document.data == {
        "a": "2026-11-24", "b": "no", "c": "1700", "d": "12:30", "e": "0x10", "f": ".be",
    }  # fmt: skip


def test_numbers_and_truth_are_read_as_an_editor_shows_them():
    document = parse_document("a.yml", b"a: 12\nb: 1.5\nc: true\nd: ~\ne: +32\nf: False\ng:\n")

    assert document.data == {
        "a": 12, "b": 1.5, "c": True, "d": None, "e": 32, "f": False, "g": None,
    }  # fmt: skip


def test_a_number_of_any_length_is_read():
    assert parse_document("a.yml", b"a: " + b"9" * 5_000).data == {"a": float("inf")}


def test_every_node_has_its_place():
    document = parse_document("a.yml", "één: [x, {y: z}]\nb: 1\n".encode())

    assert document.at(("één", 1, "y")) == Position("a.yml", 1, 14)
    assert document.at(("één", 1, "y"), key=True) == Position("a.yml", 1, 11)
    assert document.at(("b", "weg")) == Position("a.yml", 2, 4)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a: 1\na: 2\n", "a.yml:2:1: [fout] veld 'a' staat er al op regel 1 (duplicate-key)"),
        (
            b"a: [1\n",
            "a.yml:2:1: [fout] dit is geen geldige YAML: een lijst met [ is niet afgesloten met ] "
            "(yaml-syntax)",
        ),
        (
            b"a: b: c\n",
            "a.yml:1:5: [fout] dit is geen geldige YAML: er staat een ':' te veel; zet de tekst "
            "tussen aanhalingstekens, of laat deze regel even ver inspringen als die erboven "
            "(yaml-syntax)",
        ),
        (
            b"\ta: 1\n",
            "a.yml:1:1: [fout] dit is geen geldige YAML: dit teken mag hier niet; gebruik spaties "
            "in plaats van tabs, of aanhalingstekens (yaml-syntax)",
        ),
        (
            b"a: 'b\n",
            "a.yml:2:1: [fout] dit is geen geldige YAML: een aanhalingsteken is niet gesloten "
            "(yaml-syntax)",
        ),
        (
            b"a: &x 1\nb: *x\n",
            "a.yml:1:4: [fout] herhaal de tekst in plaats van & en * te gebruiken (yaml-anchor)",
        ),
        (
            b"a: !!python/name:os.system x\n",
            "a.yml:1:4: [fout] verwijder '!!python/name:os.system' voor de waarde (yaml-tag)",
        ),
        (b"[a]: 1\n", "a.yml:1:1: [fout] de naam van een veld moet gewone tekst zijn (yaml-key)"),
        (b"[" * 100_000, "a.yml:1:51: [fout] dit bestand is te diep genest (yaml-depth)"),
        (b"- " * 5_000, "a.yml:1:101: [fout] dit bestand is te diep genest (yaml-depth)"),
        (b"a: 1\nb: \xff\n", "a.yml:2:1: [fout] bewaar dit bestand als UTF-8 (file-encoding)"),
    ],
)
def test_unusable_yaml_is_told_with_its_place(content: bytes, told: str):
    with pytest.raises(UnreadableDocumentError) as caught:
        parse_document("a.yml", content)
    assert [str(problem) for problem in caught.value.problems] == [told]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, ":1:1: [fout] dit bestand ontbreekt of is niet leesbaar (file-missing)"),
        ("x:\n  kind: [\n", ":3:1: [fout] dit is geen geldige YAML"),
        ("x: {kind: web}\n", ":1:4: [fout] veld 'name' ontbreekt (field-missing)"),
        (
            "x: {name: {nl: X, en: X, fr: X, de: X}, kind: social, words: [], freshness_days: 9,"
            " spoofable: false, handle: '['}\n",
            ":1:1: [fout] ",
        ),
    ],
)
def test_wrong_platforms_are_told(tmp_path: Path, content: str | None, told: str):
    if content is not None:
        (tmp_path / "platforms.yml").write_text(content)
    with pytest.raises(RegisterError) as caught:
        read_addresses(tmp_path)
    assert str(tmp_path / "platforms.yml") + told in str(caught.value)


def test_the_small_register_of_these_tests_is_right(folder: Path, addresses: Addresses):
    assert load_register(folder, addresses, today=date(2026, 11, 24)).problems == ()
    assert len(FILES) == 11
