"""The draft answer to parliament: what it says, what is missing, and both files read back."""

import io
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from knowledge.__main__ import main
from knowledge.addresses.address import Addresses
from knowledge.model import (
    ChannelStatus,
    Impersonation,
    Oversight,
    OversightBasis,
    PolicyAnswer,
    Register,
    Source,
    Verification,
    VerificationMethod,
)
from knowledge.publishing.overview.model import make_overview
from knowledge.publishing.overview.scope import (
    Scope,
    UnknownNameError,
    domain_named,
    minister_named,
    ministers,
)
from knowledge.publishing.parliament.blocks import Bullets, Document, Heading, Paragraph, Table
from knowledge.publishing.parliament.composing import compose
from knowledge.publishing.parliament.facts import Facts, gather_facts
from knowledge.publishing.parliament.pdf_file import as_pdf
from knowledge.publishing.parliament.questions import questions
from knowledge.publishing.parliament.word_file import as_docx
from knowledge.upkeep.differences.comparing import Side

TODAY = date(2026, 11, 25)
DEMIR = "minister-zuhal-demir"
EVIL = '<script>alert(1)</script> <img src="file:///etc/passwd"> {{ 7*7 }} & \x0b "'
SURVEY = Source("bevraging sociale media, antwoord van team communicatie", "2026-11-20")


@pytest.fixture(scope="module")
def now(register: Register, addresses: Addresses) -> Side:
    return Side(register, addresses.platforms, {})


def facts_of(side: Side, minister: str, earlier: Side | None = None) -> Facts:
    whole = make_overview(side.register, side.platforms, TODAY)
    scope = Scope(minister=side.register.organisations[minister])
    return gather_facts(side, whole, scope, earlier=earlier)


def draft_of(side: Side, minister: str = DEMIR, earlier: Side | None = None) -> Document:
    named = "vorige" if earlier else None
    return compose(facts_of(side, minister, earlier), questions()["664/2016"], earlier=named)


def changed(side: Side, identifier: str, **fields: Any) -> Side:
    """Give the register with one organisation told otherwise."""
    one = replace(side.register.organisations[identifier], **fields)
    organisations = MappingProxyType({**side.register.organisations, identifier: one})
    return replace(side, register=replace(side.register, organisations=organisations))


def words_of(document: Document) -> str:
    return "\n".join(_words(document))


def _words(document: Document) -> Iterator[str]:
    for block in (*document.cover, *document.blocks):
        match block:
            case Heading():
                yield block.text
            case Paragraph():
                yield "".join(span.text for span in block.spans)
            case Bullets():
                yield from ("".join(span.text for span in row) for row in block.rows)
            case Table():
                yield from (" | ".join(span.text for span in row) for row in block.rows)


class TestWhoIsMeant:
    def test_nine_ministers_are_in_office(self, register: Register):
        assert len(ministers(register)) == 9

    @pytest.mark.parametrize("name", ["minister-zuhal-demir", "Zuhal Demir", "demir", "  DEMIR "])
    def test_a_minister_goes_by_id_name_and_surname(self, register: Register, name: str):
        assert minister_named(register, name).id == DEMIR

    @pytest.mark.parametrize("name", ["Homans", "Bourgeois", "de", "", "vdab"])
    def test_nobody_else_is_taken_for_a_minister(self, register: Register, name: str):
        with pytest.raises(UnknownNameError, match="Zuhal Demir"):
            minister_named(register, name)

    @pytest.mark.parametrize("name", ["mow", "MOW", "mobiliteit en openbare werken"])
    def test_a_domain_goes_by_key_code_and_name(self, now: Side, name: str):
        whole = make_overview(now.register, now.platforms, TODAY)
        assert domain_named(whole, name).key == "mow"

    def test_what_no_source_places_is_named_and_not_counted(self, now: Side):
        facts = facts_of(now, DEMIR)
        unplaced = {each.organisation.id for each in facts.unplaced}
        assert "fit" in unplaced
        assert not unplaced & {each.organisation.id for each in facts.organisations}
        assert "FIT" in words_of(draft_of(now)).split("Wat ontbreekt")[-1]

    def test_each_body_of_the_administration_is_placed_or_missing(self, now: Side):
        """Nobody falls between: who has no minister stands in the list of some minister."""
        placed: set[str] = set()
        missing: set[str] = set()
        for minister in ministers(now.register):
            facts = facts_of(now, minister.id)
            placed |= {each.organisation.id for each in facts.organisations}
            missing |= {each.organisation.id for each in facts.unplaced}
        expected = {
            each.id
            for each in now.register.organisations.values()
            if each.kind != "minister"
            and each.status == "active"
            and make_domain(each.policy_domain)
        }
        assert placed | missing == expected
        assert not placed & missing

    def test_a_shared_department_stands_with_each_of_its_ministers(self, now: Side):
        for minister in ("caroline-gennez", "melissa-depraetere", "cieltje-van-achter"):
            facts = facts_of(now, f"minister-{minister}")
            found = {each.organisation.id for each in facts.organisations}
            assert "departement-cjm" in found
        said = words_of(draft_of(now, "minister-caroline-gennez"))
        assert "Valt ook onder Melissa Depraetere en Cieltje Van Achter." in said


def make_domain(written: str) -> bool:
    from knowledge.wording.domains import Domains

    return Domains.load().of(written).under_minister


class TestWhatItSays:
    def test_only_what_the_register_knows(self, now: Side):
        said = words_of(draft_of(now))
        assert "Geen van de 13 organisaties gaf hierop een antwoord." in said
        assert "Dat betekent niet dat ze er geen hebben." in said

    def test_an_answer_is_told_with_its_source_and_no_longer_missing(self, now: Side):
        told = PolicyAnswer("We tellen de klikken.", SURVEY)
        said = words_of(draft_of(changed(now, "vdab", evaluation=told)))
        assert "We tellen de klikken. (bron: antwoord van team communicatie, 20 november" in said
        gap = said.split("Wat ontbreekt")[-1].split("Bijlage")[0]
        assert "Geen antwoord over evaluatie (12)" in gap

    def test_dates_and_successors_of_channels_are_told(self, now: Side):
        vdab = now.register.organisations["vdab"]
        accounts = [each for each in vdab.channels if each.address.platform in ("x", "facebook")]
        old, new = accounts[0], accounts[1]
        channels = (
            replace(
                old,
                status=ChannelStatus.RETIRED,
                retired_on=date(2025, 3, 1),
                replaced_by=new.address.value,
            ),
            replace(
                new,
                verified=Verification(
                    date(2026, 11, 20), "team", VerificationMethod.PLATFORM_BADGE
                ),
            ),
        )
        said = words_of(draft_of(changed(now, "vdab", channels=channels)))
        row = next(line for line in said.split("\n") if "gestopt 1 maart 2025" in line)
        assert new.address.value in row
        assert old.address.value not in row
        assert "bevestigd 20 november 2026" in said

    def test_a_successor_that_is_not_in_use_is_no_address_to_go_to(self, now: Side):
        vdab = now.register.organisations["vdab"]
        gone = replace(
            vdab.channels[0],
            status=ChannelStatus.RETIRED,
            retired_on=date(2025, 3, 1),
            replaced_by="https://x.com/weg_ermee",
        )
        said = words_of(draft_of(changed(now, "vdab", channels=(gone,))))
        assert "x[.]com/weg_ermee" in said
        assert "https://x.com/weg_ermee" not in said

    def test_a_planned_account_is_announced_and_not_counted_in_use(self, now: Side):
        vdab = now.register.organisations["vdab"]
        planned = tuple(
            replace(each, status=ChannelStatus.PLANNED, since=date(2027, 1, 1), verified=None)
            for each in vdab.channels
            if each.address.platform == "x"
        )
        facts = facts_of(changed(now, "vdab", channels=planned), DEMIR)
        assert "vdab" not in {each.organisation.id for each in facts.users}
        assert "vdab" not in {each.organisation.id for each in facts.silent}
        said = words_of(draft_of(changed(now, "vdab", channels=planned)))
        assert "vanaf 1 januari 2027" in said.split("Bijlage")[0]

    def test_predecessors_are_named(self, now: Side):
        said = words_of(draft_of(now))
        assert "Opvolger van: Departement Economie, Wetenschap en Innovatie" in said

    def test_a_fake_is_told_so_that_nobody_can_click(self, now: Side, addresses: Addresses):
        fake = Impersonation(
            addresses.parse("https://vdab-jobs.be/", "website"), "vdab", "2026-03", SURVEY
        )
        side = replace(now, register=replace(now.register, impersonations=(fake,)))
        said = words_of(draft_of(side))
        assert "vdab-jobs[.]be/ (website), gezien sinds maart 2026, doet zich voor als VDAB" in said
        assert "vdab-jobs.be" not in said

    def test_what_was_answered_in_2016_is_told_as_of_then(self, now: Side):
        said = words_of(draft_of(now))
        assert "Wat de minister in 2016 antwoordde" in said
        assert "kijk na of het nog geldt" in said

    def test_a_minister_of_then_has_the_number_of_then(self, now: Side):
        assert "als nr. 488" in words_of(draft_of(now, "minister-hilde-crevits"))
        assert "gesteld als nr." not in words_of(draft_of(now))

    def test_a_minister_without_organisations_is_told_so(self, now: Side):
        alone = {
            key: replace(each, ministers=()) for key, each in now.register.organisations.items()
        }
        side = replace(now, register=replace(now.register, organisations=MappingProxyType(alone)))
        assert "noemt geen enkele organisatie" in words_of(draft_of(side))

    def test_what_is_derived_is_said_to_be(self, now: Side):
        row = Oversight(DEMIR, "Werk", OversightBasis.STATED, Source("https://a.be", "2026"))
        said = words_of(draft_of(changed(now, "vdab", ministers=(row,))))
        assert "VDAB | Werk | – | gezegd door de bron | –" in said
        assert "VDAB | Werk | 30 september 2024 | haar taak | –" in words_of(draft_of(now))


class TestAgainstAnEarlierVersion:
    def test_nothing_changed(self, now: Side):
        assert "veranderde niets" in words_of(draft_of(now, earlier=now))

    def test_only_its_own_organisations_are_told(self, now: Side):
        vdab = now.register.organisations["vdab"].channels
        lijn = now.register.organisations["de-lijn"].channels
        before = changed(changed(now, "vdab", channels=vdab[1:]), "de-lijn", channels=lijn[1:])
        told = facts_of(now, DEMIR, before).changed
        assert told is not None
        assert told
        assert all("VDAB" in each.text for each in told)

    def test_who_came_under_the_minister_meanwhile_is_no_new_organisation(self, now: Side):
        before = changed(now, "vdab", ministers=())
        assert facts_of(now, DEMIR, before).changed == ()


@pytest.fixture(scope="module")
def attacked(now: Side) -> Document:
    told = PolicyAnswer(EVIL, Source("https://a.be", "2026"))
    return draft_of(changed(now, "vdab", short_name=EVIL, misuse=told))


@pytest.fixture(scope="module")
def word(now: Side) -> Any:
    return docx.Document(io.BytesIO(as_docx(draft_of(now), "Inhoud")))


class TestWord:
    def test_title_subject_and_language_stand_in_its_properties(self, word: Any):
        core = word.core_properties
        assert core.title == "Ontwerp van gecoördineerd antwoord"
        assert core.language == "nl-BE"
        languages = {each.get(qn("w:val")) for each in word.styles.element.iter(qn("w:lang"))}
        assert languages == {"nl-BE"}

    def test_headings_are_headings_in_their_order(self, word: Any):
        levels = [
            int(each.style.name[-1])
            for each in word.paragraphs
            if each.style.name.startswith("Heading")
        ]
        assert levels.count(1) >= 7
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_tables_repeat_their_head_and_say_what_they_tell(self, word: Any):
        assert word.tables
        for table in word.tables:
            assert table.rows[0]._tr.trPr.findall(qn("w:tblHeader"))
            assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
            assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
            assert all(cell.text for cell in table.rows[0].cells)

    def test_only_what_is_in_use_is_a_link(self, word: Any, now: Side):
        in_use = {
            channel.address.value
            for each in now.register.organisations.values()
            for channel in each.channels
            if channel.status is ChannelStatus.ACTIVE
        }
        links = {
            rel.target_ref for rel in word.part.rels.values() if rel.reltype.endswith("hyperlink")
        }
        assert links
        assert links <= in_use

    def test_the_annex_lies(self, word: Any):
        first, annex = word.sections
        assert first.page_height > first.page_width
        assert annex.page_width > annex.page_height

    def test_an_attack_stays_text(self, attacked: Document):
        word = docx.Document(io.BytesIO(as_docx(attacked, "Inhoud")))
        assert any("<script>" in each.text for each in word.paragraphs)


def tags(reader: PdfReader) -> list[str]:
    """Give the structure of a PDF, in the order that it is read aloud."""
    found: list[str] = []

    def walk(node: Any) -> None:
        thing = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(thing, ArrayObject):
            for each in thing:
                walk(each)
        elif isinstance(thing, DictionaryObject):
            if "/S" in thing:
                found.append(str(thing["/S"]))
            if "/K" in thing:
                walk(thing["/K"])

    walk(reader.root_object["/StructTreeRoot"]["/K"])
    return found


@pytest.fixture(scope="module")
def reader(now: Side) -> PdfReader:
    return PdfReader(io.BytesIO(as_pdf(draft_of(now), "Inhoud")))


class TestPdf:
    def test_it_says_which_standard_and_language_it_is_of(self, reader: PdfReader):
        root = reader.root_object
        assert root["/Lang"] == "nl-BE"
        assert root["/MarkInfo"]["/Marked"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
        assert reader.metadata is not None
        assert str(reader.metadata.title).startswith("Ontwerp van gecoördineerd antwoord")

    def test_everything_is_tagged(self, reader: PdfReader, now: Side):
        found = tags(reader)
        document = draft_of(now)
        tables = [each for each in document.blocks if isinstance(each, Table)]
        headings = document.headings
        assert found.count("/Table") >= len(tables)  # one that is broken counts on each page
        assert found.count("/Caption") == len(tables)
        for level in (1, 2, 3):
            expected = sum(each.level == level for each in headings)
            assert found.count(f"/H{level}") == expected
        heads = sum(len(each.head) + len(each.rows) for each in tables)
        assert found.count("/TH") >= heads  # a head that is repeated on a page counts again
        assert "/L" in found

    def test_text_is_text(self, reader: PdfReader):
        text = "\n".join(page.extract_text() for page in reader.pages)
        assert "Schriftelijke vraag nr. 664 van 15 juli 2016 van Mathias De Clercq" in text
        assert "Bijlage: Overzicht sociale media" in text
        assert "VDAB" in text

    def test_its_outline_leads_to_the_chapters(self, reader: PdfReader):
        names = [each.title for each in reader.outline if not isinstance(each, list)]
        assert "Wat ontbreekt" in names

    def test_an_attack_stays_text_and_reaches_no_file(self, attacked: Document):
        reader = PdfReader(io.BytesIO(as_pdf(attacked, "Inhoud")))
        text = "\n".join(page.extract_text() for page in reader.pages)
        assert "alert(1)" in text
        assert "{{ 7*7 }}" in text
        assert "root:" not in text


class TestCommand:
    def test_one_minister_gives_two_files(self, tmp_path: Path):
        assert main(["answer", "--minister", "van achter", "--to", str(tmp_path)]) == 0
        name = "ontwerp-antwoord-664-2016-minister-cieltje-van-achter"
        assert sorted(each.name for each in tmp_path.iterdir()) == [f"{name}.docx", f"{name}.pdf"]

    def test_nine_in_one_run(self, tmp_path: Path):
        assert main(["answer", "--all", "--format", "docx", "--to", str(tmp_path)]) == 0
        assert len(list(tmp_path.glob("*.docx"))) == 9

    def test_a_domain(self, tmp_path: Path):
        asked = ["answer", "--policy-domain", "fb", "--format", "docx", "--to", str(tmp_path)]
        assert main(asked) == 0
        made = tmp_path / "ontwerp-antwoord-664-2016-beleidsdomein-fb.docx"
        text = "\n".join(each.text for each in docx.Document(str(made)).paragraphs)
        assert "in het beleidsdomein Financiën en Begroting" in text

    def test_against_a_version_of_git(self, tmp_path: Path):
        asked = ["answer", "--minister", "weyts", "--format", "docx", "--to", str(tmp_path)]
        assert main([*asked, "--against", "HEAD"]) == 0
        text = "\n".join(
            each.text for each in docx.Document(str(next(tmp_path.iterdir()))).paragraphs
        )
        assert "Vergeleken met: HEAD" in text
        assert "Wat veranderde sinds de vorige versie" in text

    def test_nobody_of_that_name(self, tmp_path: Path, capsys):
        assert main(["answer", "--minister", "Homans", "--to", str(tmp_path)]) == 2
        assert "kies een van: Annick De Ridder" in capsys.readouterr().err

    def test_a_version_that_is_not_there(self, tmp_path: Path, capsys):
        asked = ["answer", "--all", "--against", "nergens", "--to", str(tmp_path)]
        assert main(asked) == 2
        assert "Dat lukt niet" in capsys.readouterr().err

    def test_without_a_choice_it_is_told(self, tmp_path: Path, capsys):
        with pytest.raises(SystemExit):
            main(["answer", "--to", str(tmp_path)])
        assert "Verkeerd gebruik" in capsys.readouterr().err


def test_without_pango_it_says_how_to_get_it():
    """A machine without Pango fails on import; the message is for staff."""
    code = (
        "import sys, ctypes.util, cffi\n"
        "cffi.FFI.dlopen = lambda *_: (_ for _ in ()).throw(OSError('no library'))\n"
        "from knowledge.__main__ import main\n"
        "sys.exit(main(['answer', '--minister', 'demir', '--format', 'pdf', '--to', '/tmp']))\n"
    )
    done = subprocess.run(
        [__import__("sys").executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "apt install libpango" in done.stderr
