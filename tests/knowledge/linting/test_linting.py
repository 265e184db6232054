"""Every rule: what makes it speak, and to the letter what it says, with line and column."""

import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge.addresses.address import Addresses
from knowledge.files.problem import MISTAKE, Problem, has_mistake
from knowledge.linting.address_rules import ADDRESS_RULES
from knowledge.linting.minister_rules import MINISTER_RULES
from knowledge.linting.other_rules import OTHER_RULES
from knowledge.linting.output import as_github, as_json, as_text
from knowledge.linting.register_rules import RULES
from knowledge.linting.schema_rules import MOST_TOLD
from knowledge.register.loading import load_register
from tests.knowledge.small_folder import WORK as WORK_TEXT
from tests.knowledge.small_folder import write_folder

WORK, BUS, AN = "werkdienst", "busdienst", "minister-an-peeters"
TODAY = date(2026, 11, 24)
RULES_ON_FILES = {
    "file-missing", "file-extension", "file-name", "field-missing", "field-unknown",
    "value-wrong", "value-not-text", "address-unreadable", "shared-host", "source-unknown",
    "report-to-unknown", "too-much", "address-more", "address-letters", "address-of-file",
    "address-of-invite", "address-of-nobody", "address-in-address", "platform-host",
}  # fmt: skip

FILES_ALONE = {"file-missing", "file-extension", "file-name", "too-much"}
"""Rules whose tests change no text of a file."""
ON_TWO_FILES = {"minister-left"}
"""Rules that only speak when two files are changed; each has a test of its own."""

SECOND_SITE = """\
  - platform: website
    address: https://www.werkdienst.be/
    status: active
    sources: [{url: "https://busdienst.be/pers/"}]
"""

MINISTERS = """\
ministers:
  - minister: minister-an-peeters
    competence: werk
    basis: stated
    source: {url: "https://busdienst.be/pers/regering"}
"""

# file, text to replace, replacement, what lint then says about that file
CASES = [
    (
        f"organisations/{BUS}.yml", "kind: company", "kind: bedrijf",
        "2:7: [fout] kind: kies een van: department, agency, service, company, council, "
        "parliament, minister, umbrella, other (er staat 'bedrijf') (value-wrong)",
    ),
    (
        f"organisations/{BUS}.yml", "description: Rijdt met bussen.\n", "",
        "1:1: [fout] veld 'description' ontbreekt (field-missing)",
    ),
    (
        f"organisations/{BUS}.yml", "policy_domain:", "policydomain: x\npolicy_domain:",
        "4:1: [fout] onbekend veld 'policydomain'; bedoelt u 'policy_domain'? (field-unknown)",
    ),
    (
        f"organisations/{WORK}.yml", "'0800 30 700'", "0800",
        "20:14: [fout] zet dit tussen aanhalingstekens: '0800' (value-not-text)",
    ),
    (
        f"organisations/{WORK}.yml", "date: '2018'", "date: '18'",
        "18:15: [fout] date: schrijf de datum tussen aanhalingstekens als '2022', '2022-04' of "
        "'2022-04-25' (er staat '18') (value-wrong)",
    ),
    (
        f"organisations/{BUS}.yml",
        "status: active\npolicy", "status: active\nmerged_into: werkdienst\npolicy",
        "4:1: [fout] merged_into: merged_into hoort alleen bij status: merged (value-wrong)",
    ),
    (
        f"organisations/{BUS}.yml",
        'sources: [{url: "https://busdienst.be/pers/bus"}]', "sources: []",
        "12:14: [fout] sources: geef minstens één bron (value-wrong)",
    ),
    (
        f"organisations/{BUS}.yml", "    sources:",
        "    verified: {date: '2026-02-30', by: kanalen, method: platform_badge}\n    sources:",
        "12:22: [fout] date: schrijf een bestaande datum als '2026-11-24' (jaar-maand-dag) "
        "(er staat '2026-02-30') (value-wrong)",
    ),
    (
        "answers/how.yml", ", de: So.}", "}",
        "2:7: [fout] veld 'de' ontbreekt (field-missing)",
    ),
    (
        "answers/how.yml", "questions:", "intents: [ask_everything]\nquestions:",
        "4:11: [fout] intents: kies een van: check_channel, list_channels, "
        "list_planned_channels, find_organisation, ask_overview, ask_evaluation, "
        "ask_content_policy, ask_misuse_cases, ask_security, ask_after_incident, report_misuse, "
        "report_status, dispute_answer, greet, goodbye, thank, affirm, deny, cancel, help, "
        "bot_challenge, ask_privacy, forget_me, change_language, contact_human, crisis, "
        "out_of_scope (er staat 'ask_everything') (value-wrong)",
    ),
    (
        f"organisations/{BUS}.yml", "https://www.busdienst.be/", "https://busdienst",
        "10:14: [fout] de domeinnaam bestaat niet of is geen domeinnaam: 'https://busdienst' "
        "(address-unreadable)",
    ),
    (
        f"organisations/{BUS}.yml", "- platform: website", "- platform: hyves",
        "9:15: [fout] dit platform staat niet in platforms.yml: 'hyves' (platform-unknown)",
    ),
    (
        "rules.yml", "platforms: [sms]", "platforms: [sms, hyves]",
        "6:22: [fout] platform 'hyves' staat niet in platforms.yml (platform-unknown)",
    ),
    (
        f"organisations/{BUS}.yml", "address: https://www.busdienst.be/",
        "address: https://ander.be/?u=https://www.busdienst.be/",
        "10:14: [fout] dit adres houdt een ander adres in (https://www.busdienst.be/): "
        "wie ernaartoe leidt of er een kopie van toont, is van iemand anders; "
        "schrijf het adres zelf (address-in-address)",
    ),
    (
        f"organisations/{BUS}.yml", "address: https://www.busdienst.be/",
        "address: https://bit.ly/bus",
        "10:14: [fout] bit.ly is een verkorter van links: een pagina daar is geen eigen site; "
        "schrijf waar de link heen leidt (address-of-nobody)",
    ),
    (
        f"organisations/{BUS}.yml", "address: https://www.busdienst.be/",
        "address: https://www.busdienst.be:8443/",
        "10:14: [fout] dit adres heeft een poort; schrijf alleen het adres zelf: "
        "https://www.busdienst.be/ (address-more)",
    ),
    (
        f"organisations/{BUS}.yml", "address: https://www.busdienst.be/",
        "address: https://b\u00fcsdienst.eu/",
        "10:14: [fout] 'b\u00fcsdienst.eu' heeft letters die op gewone letters lijken; een kanaal "
        "van de overheid schrijft men met gewone letters (address-letters)",
    ),
    (
        f"organisations/{BUS}.yml", "address: https://www.busdienst.be/",
        "address: https://www.busdienst.be/app.apk",
        "10:14: [fout] app.apk is een bestand, geen kanaal (address-of-file)",
    ),
    (
        f"organisations/{WORK}.yml", '{platform: x, address: "https://x.com/werkdienst"',
        '{platform: telegram, address: "https://t.me/+Abc123"',
        "24:35: [fout] dit is een uitnodiging voor een gesprek of groep: wie ze maakte, is niet te "
        "zien; schrijf het account zelf (address-of-invite)",
    ),
    (
        f"organisations/{WORK}.yml", '{platform: x, address: "https://x.com/werkdienst"',
        '{platform: linkedin, address: "https://www.linkedin.com/in/an"',
        "24:35: [fout] dit is het profiel van een persoon; schrijf de pagina van de organisatie "
        "(address-of-person)",
    ),
    (
        f"organisations/{BUS}.yml", "address: https://www.busdienst.be/",
        "address: https://klant.spaarbank.be/",
        "10:14: [fout] dit adres is van Spaarbank ({folder}/others/bank.yml:15); "
        "het kan niet ook van een ander zijn (address-of-other)",
    ),
    (
        f"organisations/{BUS}.yml", "address: https://www.busdienst.be/",
        "address: https://www.werkdienst-jobs.be/contact",
        "10:14: [fout] dit staat op een site die als namaak bekend is "
        "({folder}/impersonations.yml:3) (address-of-fake)",
    ),
    (
        f"organisations/{BUS}.yml", "address: https://www.busdienst.be/",
        "address: https://werkdlenst.be/",
        "10:14: [fout] werkdlenst.be is bijna werkdienst.be "
        "({folder}/organisations/werkdienst.yml:13): dat doet namaak; is het echt, zet er dan "
        "een bron bij op een andere site uit het register die ernaar verwijst "
        "(address-lookalike)",
    ),
    (
        f"organisations/{WORK}.yml", "  - platform: phone", SECOND_SITE + "  - platform: phone",
        "20:14: [fout] dit adres staat al in dit bestand "
        "({folder}/organisations/werkdienst.yml:13); houd één rij over (address-duplicate)",
    ),
    (
        f"organisations/{BUS}.yml",
        "    status: active\n    sources", "    status: active\n    shared: true\n    sources",
        "12:13: [waarschuwing] shared: true, maar geen andere organisatie vermeldt dit adres "
        "(address-shared-alone)",
    ),
    (
        f"organisations/{WORK}.yml", "https://www.werkdienst.be/", "https://werkdienst.github.io/",
        "15:26: [fout] werkdienst.github.io staat bij een gedeelde dienst, waar ook anderen "
        "sites hebben (subdomains-of-shared-host)",
    ),
    (
        f"organisations/{WORK}.yml", "https://www.werkdienst.be/", "https://www.werkdienst.be/jobs",
        "15:26: [fout] includes_subdomains kan niet bij een adres met een pad; schrijf alleen de "
        "site (subdomains-of-shared-host)",
    ),
    (
        f"organisations/{WORK}.yml",
        "    status: active  # gratis", "    status: active\n    includes_subdomains: true",
        "22:26: [fout] includes_subdomains hoort alleen bij een website "
        "(subdomains-of-shared-host)",
    ),
    (
        f"organisations/{BUS}.yml", "https://www.busdienst.be/", "https://www.youtube.com/",
        "10:14: [fout] youtube.com is een sociaal netwerk, waar vreemden op staan; kies dat "
        "platform en schrijf het account: 'https://www.youtube.com/' (shared-host)",
    ),
    (
        f"organisations/{BUS}.yml", "https://www.busdienst.be/", "https://www.youtube.com/feed/a",
        "10:14: [fout] dit is een adres op YouTube; kies dat platform en schrijf het account "
        "(platform-host)",
    ),
    (
        f"organisations/{BUS}.yml", "kind: company",
        "kind: company\ncomplete: [{platforms: [x, hyves], date: '2026-11-01', by: pers}]",
        "3:28: [fout] platform 'hyves' staat niet in platforms.yml (platform-unknown)",
    ),
    (
        f"organisations/{BUS}.yml", "kind: company",
        "kind: company\ncomplete: [{platforms: [x], date: '2026-11-25', by: pers}]",
        "3:35: [fout] 2026-11-25 ligt in de toekomst (verified-in-future)",
    ),
    (
        f"organisations/{BUS}.yml", "kind: company",
        "kind: company\ncomplete:\n  - {platforms: [x, facebook], date: '2026-11-01', by: pers}\n"
        "  - {platforms: [facebook], date: '2026-11-02', by: pers}",
        "5:18: [fout] 'facebook' staat al in de verklaring op regel 4; houd de jongste over "
        "(complete-twice)",
    ),
    (
        f"organisations/{BUS}.yml", "kind: company",
        "kind: company\ncomplete: [{platforms: [x], date: '2026-11-01', by: an@busdienst.be}]",
        "3:53: [fout] by: schrijf de naam van een team, geen mailadres of persoon "
        "(er staat 'an@busdienst.be') (value-wrong)",
    ),
    (
        f"organisations/{BUS}.yml", "https://www.busdienst.be/", "busdienst@gmail.com",
        "10:14: [fout] dit is een e-mailadres; kies platform email, of schrijf alleen de site: "
        "'busdienst@gmail.com' (address-unreadable)",
    ),
    (
        f"organisations/{WORK}.yml", "https://x.com/werkdienst", "https://x.com/werkdienst/status/1",
        "24:28: [fout] dit is een link naar één bericht; schrijf het account zelf: "
        "https://x.com/werkdienst (address-of-post)",
    ),
    (
        f"organisations/{BUS}.yml", "parent: werkdienst", "parent: weg",
        "5:9: [fout] organisatie 'weg' heeft geen bestand in organisations/ (organisation-unknown)",
    ),
    (
        "cases.yml", "organisations: [werkdienst]", "organisations: [werkdienst, weg]",
        "5:33: [fout] organisatie 'weg' heeft geen bestand in organisations/ "
        "(organisation-unknown)",
    ),
    (
        f"organisations/{WORK}.yml", "policy_domain:", "parent: busdienst\npolicy_domain:",
        "6:9: [fout] zo hoort de organisatie bij zichzelf (organisation-own-parent)",
    ),
    (
        f"organisations/{BUS}.yml", "    status: active\n    sources",
        "    status: retired\n    replaced_by: https://weg.be\n    sources",
        "12:18: [fout] 'https://weg.be/' staat niet in het register als kanaal in gebruik "
        "(replaced-by-unknown)",
    ),
    (
        f"organisations/{BUS}.yml", "    status: active\n    sources",
        "    status: active\n    retired_on: '2024-01-01'\n    sources",
        "12:17: [fout] retired_on hoort alleen bij status: retired (status-field)",
    ),
    (
        f"organisations/{BUS}.yml", "    sources:",
        "    verified: {date: '2026-11-25', by: kanalen, method: platform_badge}\n    sources:",
        "12:22: [fout] 2026-11-25 ligt in de toekomst (verified-in-future)",
    ),
    (
        f"organisations/{AN}.yml", "    personal: true\n", "",
        "9:14: [fout] zet personal: true: dit is een account van een politicus "
        "(personal-missing)",
    ),
    (
        f"organisations/{WORK}.yml",
        "name: DvW, kind: abbreviation", "name: dienst  voor bussen, kind: everyday",
        "10:12: [fout] de naam 'dienst  voor bussen' staat al bij busdienst "
        "({folder}/organisations/busdienst.yml:1) (name-taken)",
    ),
    (
        f"organisations/{WORK}.yml", "name: Dienst voor Werk\n", "name: Dienst voor Busssen\n",
        "2:7: [waarschuwing] deze naam lijkt sterk op die van busdienst; is het dezelfde? "
        "(names-alike)",
    ),
    (
        "candidates.yml", "platform: facebook\n    address: https://www.facebook.com/busdienst",
        "platform: x\n    address: '@WerkDienst'",
        "4:14: [waarschuwing] dit adres staat al in het register bij werkdienst; schrap de "
        "kandidaat (candidate-listed)",
    ),
    (
        "candidates.yml", "    reason: Zonder bron.\n",
        "    reason: Zonder bron.\n  - organisation: busdienst\n    platform: facebook\n"
        "    address: fb.com/Busdienst\n    reason: Nog eens.\n",
        "8:14: [waarschuwing] deze kandidaat staat al op regel 4 (candidate-duplicate)",
    ),
    (
        "impersonations.yml", "https://werkdienst-jobs.be/", "http://werkdienst.be",
        "3:14: [fout] dit adres staat ook als officieel kanaal in het register "
        "({folder}/organisations/werkdienst.yml:13); een overgenomen kanaal krijgt daar status: "
        "compromised (fake-listed)",
    ),
    (
        "candidates.yml", "platform: facebook\n    address: https://www.facebook.com/busdienst",
        "platform: website\n    address: werkdienst-jobs.be",
        "4:14: [waarschuwing] dit adres staat in impersonations.yml; schrap de kandidaat "
        "(fake-is-candidate)",
    ),
    (
        f"organisations/{BUS}.yml",
        'sources: [{url: "https://busdienst.be/pers/bus"', 'sources: [{url: "https://busdienst.be.evil.be/"',
        "12:21: [waarschuwing] geen bron van dit kanaal staat op een site uit het register; zoek "
        "een officiële pagina die ernaar verwijst, en zet ze erbij (source-elsewhere)",
    ),
    (
        "rules.yml", '    source: {url: "https://busdienst.be/pers/"}\n',
        '    source: {url: "https://busdienst.be/pers/"}\n  - id: geen-codes\n    kind: norm\n'
        '    statement: {nl: a, en: b, fr: c, de: d}\n    source: {url: bron}\n',
        "9:9: [fout] kenmerk 'geen-codes' staat al op regel 2 (id-duplicate)",
    ),
    (
        f"organisations/{WORK}.yml", "    status: active  # gratis",
        "    status: retired\n    retired_on: '2028-01-01'",
        "22:17: [fout] 2028-01-01 ligt in de toekomst; tot dan is het kanaal in gebruik "
        "(retired-in-future)",
    ),
    (
        f"organisations/{WORK}.yml", "date: '2018'", "date: '2026-02-31'",
        "18:15: [fout] date: schrijf de datum tussen aanhalingstekens als '2022', '2022-04' of "
        "'2022-04-25' (er staat '2026-02-31') (value-wrong)",
    ),
    (
        f"organisations/{BUS}.yml", "parent: werkdienst\n",
        "parent: werkdienst\n" + MINISTERS.replace("minister-an-peeters", "werkdienst"),
        "7:15: [fout] 'werkdienst' heeft geen bestand met kind: minister (minister-unknown)",
    ),
    (
        f"organisations/{BUS}.yml", "parent: werkdienst\n",
        "parent: werkdienst\n" + MINISTERS + MINISTERS.partition("\n")[2],
        "11:15: [fout] 'minister-an-peeters' staat hier al; houd één rij over (minister-twice)",
    ),
    (
        f"organisations/{BUS}.yml", "parent: werkdienst\n",
        "parent: werkdienst\n" + MINISTERS.replace("competence: werk", "competence: bussen"),
        "8:17: [fout] 'bussen' staat niet in de titel van An Peeters (competence-unknown)",
    ),
    (
        f"organisations/{BUS}.yml", "policy_domain: Mobiliteit",
        "policy_domain: Mobiliteit en Openbare Werken (MOW)",
        "4:16: [waarschuwing] onder welke minister valt Dienst voor Bussen? zonder ministers "
        "ontbreekt ze in het antwoord van elke minister; laat zo als geen bron het zegt "
        "(minister-missing)",
    ),
    (
        f"organisations/{AN}.yml", "status: active", "status: left_office",
        "10:13: [fout] zet status: retired: dit is geen kanaal van een minister meer "
        "(left-office-in-use)",
    ),
    (
        f"organisations/{BUS}.yml", "status: active", "status: left_office",
        "3:9: [fout] left_office hoort alleen bij een minister (left-office-in-use)",
    ),
    (
        "others/bank.yml", "kind: bank", "kind: post",
        "1:7: [fout] dit bestand hoort post.yml te heten, of een andere kind te hebben "
        "(other-kind)",
    ),
    (
        "others/bank.yml", "kind: bank", "kind: kapper",
        "1:7: [fout] kind: kies een soort uit de lijst; een nieuwe soort vraagt een ontwikkelaar "
        "(er staat 'kapper') (value-wrong)",
    ),
    (
        "others/bank.yml", "platform: website", "platform: webstek",
        "14:19: [fout] dit platform staat niet in platforms.yml: 'webstek' (platform-unknown)",
    ),
    (
        "others/bank.yml", "address: https://www.spaarbank.be/", "address: spaarbank",
        "15:18: [fout] de domeinnaam bestaat niet of is geen domeinnaam: 'spaarbank' "
        "(address-unreadable)",
    ),
    (
        "others/bank.yml", "https://www.spaarbank.be/", "https://www.spaarbank.be/x",
        "16:16: [fout] dit past niet bij dit adres; kies path_prefix of exact (other-match)",
    ),
    (
        "others/bank.yml", "match: exact", "match: host_only",
        "20:16: [fout] dit past niet bij dit adres; kies exact (other-match)",
    ),
    (
        "others/bank.yml", "https://www.spaarbank.be/", "https://spaarbank.github.io/",
        "16:16: [fout] dit past niet bij dit adres; kies host_only of exact (other-match)",
    ),
    (
        "others/bank.yml", "      - platform: email\n",
        "      - {platform: website, address: spaarbank.be, match: host_only, source: banken}\n"
        "      - platform: email\n",
        "18:38: [fout] dit adres staat al in {folder}/others/bank.yml:15; houd één rij over "
        "(other-duplicate)",
    ),
    (
        "others/bank.yml", "https://www.spaarbank.be/", "https://www.facebook.com/",
        "15:18: [fout] facebook.com is een sociaal netwerk, waar vreemden op staan; kies dat "
        "platform en schrijf het account: 'https://www.facebook.com/' (shared-host)",
    ),
    (
        "others/bank.yml",
        "https://www.spaarbank.be/\n        match: host_and_subdomains",
        "https://www.facebook.com/\n        match: host_only",
        "15:18: [fout] dit is een adres op Facebook; kies dat platform en schrijf het account "
        "(other-platform-host)",
    ),
    (
        "others/bank.yml", "https://www.spaarbank.be/", "https://mijn.werkdienst.be/",
        "15:18: [fout] dit adres is van werkdienst ({folder}/organisations/werkdienst.yml:13); "
        "het kan niet ook van iemand anders zijn (other-listed)",
    ),
    (
        "others/bank.yml", "points: [card-stop]", "points: [card-stop, stopkaart]",
        "3:23: [fout] meldpunt 'stopkaart' staat niet in reporting.yml (next-step-point)",
    ),
    (
        "others/bank.yml", "source: banken\n        quote", "source: kranten\n        quote",
        "21:17: [fout] bron 'kranten' staat niet bij sources van dit bestand (source-unknown)",
    ),
    (
        "others/bank.yml", "        source: banken\n        quote", "        quote",
        "18:9: [fout] veld 'source' ontbreekt (field-missing)",
    ),
    (
        "others/bank.yml", "[vals@spaarbank.be]", "[nep@spaarbank.be]",
        "9:17: [fout] 'nep@spaarbank.be' staat niet bij channels van deze instelling "
        "(report-to-unknown)",
    ),
]  # fmt: skip

Lint = Callable[[], list[Problem]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path)


@pytest.fixture
def lint(folder: Path, addresses: Addresses) -> Lint:
    return lambda: list(load_register(folder, addresses, today=TODAY).problems)


@pytest.mark.parametrize(("file", "before", "after", "told"), CASES)
def test_a_mistake_is_told_to_the_letter(
    folder: Path, lint: Lint, file: str, before: str, after: str, told: str
):
    path = folder / file
    assert before in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")

    rule = told.rpartition("(")[2].rstrip(")")
    said = [
        str(problem)
        for problem in lint()
        # A site that is no longer right is no longer a source for the others either.
        if problem.file == str(path) and (problem.level == MISTAKE or problem.rule == rule)
    ]

    assert said == [f"{path}:{told.replace('{folder}', str(folder))}"]


def test_one_address_at_two_organisations_names_both_places(folder: Path, lint: Lint):
    _replace(folder / f"organisations/{BUS}.yml", "www.busdienst.be", "werkdienst.be")

    (problem,) = (each for each in lint() if each.level == MISTAKE)

    assert str(problem) == (
        f"{folder}/organisations/werkdienst.yml:13:14: [fout] dit adres staat al bij busdienst "
        f"({folder}/organisations/busdienst.yml:10); één adres hoort bij één organisatie, of zet "
        "shared: true bij allebei (address-duplicate)"
    )


def test_an_address_may_be_shared_when_both_say_so(folder: Path, lint: Lint):
    bus, work = (folder / f"organisations/{name}.yml" for name in (BUS, WORK))
    _replace(bus, "www.busdienst.be", "werkdienst.be")
    for path in (bus, work):
        _replace(path, "    status: active\n", "    status: active\n    shared: true\n")

    assert not has_mistake(lint())


def test_a_former_name_may_lead_to_each_successor(folder: Path, lint: Lint):
    for name in (BUS, WORK):
        path = folder / f"organisations/{name}.yml"
        text = path.read_text(encoding="utf-8").replace("aliases:\n", "")
        text = text.replace("  - {name: DvW, kind: abbreviation}\n", "")
        path.write_text(text + "aliases: [{name: De Dienst, kind: former}]\n", encoding="utf-8")

    assert lint() == []


def test_a_missing_list_is_a_mistake(folder: Path, lint: Lint):
    (folder / "impersonations.yml").unlink()
    (folder / "answers/how.yml").unlink()

    assert [str(problem) for problem in lint()] == [
        f"{folder}/answers:1:1: [fout] deze map ontbreekt of heeft geen enkel .yml-bestand "
        "(file-missing)",
        f"{folder}/impersonations.yml:1:1: [fout] dit bestand ontbreekt (file-missing)",
    ]


def test_files_of_another_name_are_not_passed_over(folder: Path, lint: Lint):
    (folder / "answers/why.yaml").write_text("")
    (folder / f"organisations/{BUS}.yml").rename(folder / "organisations/Bus_Dienst.yml")

    assert [str(problem) for problem in lint()] == [
        f"{folder}/answers/why.yaml:1:1: [fout] dit bestand wordt niet gelezen; noem het why.yml "
        "(file-extension)",
        f"{folder}/organisations/Bus_Dienst.yml:1:1: [fout] de bestandsnaam mag alleen kleine "
        "letters, cijfers en streepjes hebben (file-name)",
    ]


def test_without_a_date_no_date_is_judged(folder: Path, addresses: Addresses):
    verified = "    verified: {date: '2999-01-01', by: kanalen, method: platform_badge}\n"
    _replace(folder / f"organisations/{BUS}.yml", "    sources:", f"{verified}    sources:")

    assert load_register(folder, addresses).problems == ()


def test_more_than_a_register_needs_is_refused_at_once(folder: Path, lint: Lint):
    path = folder / f"organisations/{BUS}.yml"
    topics = "".join(f"  - onderwerp {number}\n" for number in range(20_000))
    path.write_text(f"{path.read_text('utf-8')}topics:\n{topics}", encoding="utf-8")
    began = time.monotonic()

    told = [(each.rule, each.message) for each in lint()]

    assert told == [
        ("too-much", "topics: hier mogen hoogstens 300 regels staan; er staan er 20000")
    ]
    assert time.monotonic() < began + 10


def test_a_file_that_is_too_large_is_not_read(folder: Path, lint: Lint):
    path = folder / f"organisations/{BUS}.yml"
    path.write_text("# " + "x" * 1_000_000, encoding="utf-8")

    told = [(each.rule, each.message) for each in lint() if each.rule != "organisation-unknown"]

    assert told == [("too-much", "dit bestand is groter dan 1 MB en wordt niet gelezen")]


def test_too_many_files_are_told(folder: Path, lint: Lint):
    answer = (folder / "answers/how.yml").read_bytes()
    for number in range(2_000):
        (folder / f"answers/how-{number}.yml").write_bytes(answer)

    assert [(each.rule, each.message) for each in lint()] == [
        ("too-much", "hier mogen hoogstens 2000 bestanden staan; er staan er 2001")
    ]


def test_who_left_office_answers_for_nobody(folder: Path, addresses: Addresses):
    bus, minister = folder / f"organisations/{BUS}.yml", folder / f"organisations/{AN}.yml"
    bus.write_text(bus.read_text("utf-8") + MINISTERS, "utf-8")
    left = minister.read_text("utf-8").replace("active", "left_office", 1)
    minister.write_text(left.replace("    status: active", "    status: retired"), "utf-8")

    problems = load_register(folder, addresses, today=TODAY).problems

    assert [(each.rule, each.line) for each in problems] == [("minister-left", 14)]
    assert "An Peeters is geen minister meer" in problems[0].message


def test_every_rule_has_a_case_here():
    shown = {case[3].rpartition("(")[2].rstrip(")") for case in CASES}
    rules = (*RULES, *ADDRESS_RULES, *MINISTER_RULES, *OTHER_RULES)
    named = {rule.__name__.replace("_", "-") for rule in rules} - ON_TWO_FILES - {"address-flaws"}

    assert named | RULES_ON_FILES == shown | FILES_ALONE


def test_problems_are_given_as_text_for_github_and_as_json():
    problem = Problem("a,b.yml", 3, 4, "fout", "100% fout:\nzo", "value-wrong")
    warning = Problem("c.yml", 1, 1, "waarschuwing", "let op", "names-alike")

    assert as_text([warning]) == "c.yml:1:1: [waarschuwing] let op (names-alike)\n"
    assert as_github([problem, warning]) == (
        "::error file=a%2Cb.yml,line=3,col=4,title=value-wrong::100%25 fout:%0Azo\n"
        "::warning file=c.yml,line=1,col=1,title=names-alike::let op\n"
    )
    assert json.loads(as_json([problem])) == [
        {
            "file": "a,b.yml",
            "line": 3,
            "column": 4,
            "level": "fout",
            "message": "100% fout:\nzo",
            "rule": "value-wrong",
        }
    ]


def _replace(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(
    "address",
    ["https://bit.ly/werkdienst", "https://t.co/x", "https://gmail.com/werk", "https://vk.com/w"],
)
@pytest.mark.parametrize(("status", "is_told"), [("active", True), ("retired", False)])
def test_a_page_where_nobody_has_a_site_is_nobodys(
    folder: Path, lint: Lint, address: str, status: str, is_told: bool
) -> None:
    row = f"  - {{platform: website, address: '{address}', status: {status},"
    (folder / f"organisations/{WORK}.yml").write_text(
        f"{WORK_TEXT}{row} sources: [{{url: 'https://busdienst.be'}}]}}\n"
    )
    told = [each.rule for each in lint()]
    assert ("address-of-nobody" in told) == is_told


def test_a_page_where_others_have_sites_too_may_be_listed(folder: Path, lint: Lint) -> None:
    row = "  - {platform: website, address: 'https://sites.google.com/view/werkdienst',"
    (folder / f"organisations/{WORK}.yml").write_text(
        f"{WORK_TEXT}{row} status: active, sources: [{{url: 'https://busdienst.be'}}]}}\n"
    )
    told = [each.rule for each in lint()]
    assert "address-of-nobody" not in told


@pytest.mark.parametrize(
    ("address", "is_told"),
    [
        ("https://www.google.com/url?q=https://www.werkdienst.be/", True),
        ("https://web.archive.org/web/2020/https://www.werkdienst.be/", True),
        ("https://translate.google.com/translate?u=https%3A%2F%2Fwerkdienst.be", True),
        ("https://ander.be/naar?to=www.werkdienst.be", True),
        ("https://www.werkdienst.be/over/https-en-veiligheid", False),
        ("https://www.werkdienst.be/", False),
    ],
)
def test_an_address_that_holds_another_one_is_not_that_one(
    folder: Path, lint: Lint, address: str, is_told: bool
) -> None:
    row = f"  - {{platform: website, address: '{address}', status: active,"
    (folder / f"organisations/{WORK}.yml").write_text(
        f"{WORK_TEXT}{row} sources: [{{url: 'https://busdienst.be'}}]}}\n"
    )
    told = [each.rule for each in lint()]
    assert ("address-in-address" in told) == is_told


def test_of_very_many_mistakes_the_first_are_told(folder: Path, lint: Lint) -> None:
    (folder / f"organisations/{WORK}.yml").write_text(
        WORK_TEXT + "".join(f"veld{number}: 1\n" for number in range(50_000))
    )
    began = time.process_time()
    problems = list(lint())
    assert len([each for each in problems if each.rule == "field-unknown"]) == MOST_TOLD
    assert any("nog meer fouten" in each.message for each in problems)
    assert time.process_time() - began < 10
