"""The overview as it is counted, and as every kind of file."""

import csv
import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from knowledge.__main__ import main
from knowledge.addresses.address import Addresses
from knowledge.model import (
    LANGUAGES,
    ChannelStatus,
    OrganisationKind,
    OrganisationStatus,
    PolicyAnswer,
    Register,
    Source,
    Verdict,
    Verification,
    VerificationMethod,
)
from knowledge.publishing.overview import charts
from knowledge.publishing.overview.counting import growth, matrix, per_domain, per_platform
from knowledge.publishing.overview.model import Overview, make_overview
from knowledge.publishing.overview.page import as_html
from knowledge.publishing.overview.selection import EVERYONE, Order, Selection, State, select
from knowledge.publishing.overview.spreadsheet import as_xlsx
from knowledge.publishing.overview.table import as_csv, as_json
from knowledge.publishing.parliament.overview_file import as_pdf
from knowledge.wording.domains import Domains

TODAY = date(2026, 11, 25)
EVIL = '=cmd|"/c calc"!A1 <script>alert(1)</script> <img src="file:///etc/passwd"/>'


@pytest.fixture(scope="module")
def whole(register: Register, addresses: Addresses) -> Overview:
    return make_overview(register, addresses.platforms, TODAY)


@pytest.fixture(scope="module")
def part(whole: Overview) -> Overview:
    return select(whole, Selection())


@pytest.fixture(scope="module")
def attacked(register: Register, addresses: Addresses) -> Overview:
    """An overview in which a name and an answer hold an attack on every kind of file."""
    vdab = register.organisations["vdab"]
    evil = replace(vdab, short_name=EVIL, misuse=PolicyAnswer(EVIL, Source("https://a.be", "2026")))
    changed = replace(register, organisations=MappingProxyType({"vdab": evil}))
    return make_overview(changed, addresses.platforms, TODAY)


class TestOverview:
    def test_holds_everything_once(self, whole: Overview, register: Register):
        assert {each.organisation.id for each in whole.organisations} == set(register.organisations)
        assert len(list(whole.channels)) == sum(
            len(each.channels) for each in register.organisations.values()
        )
        assert (whole.version, whole.day) == (register.version, TODAY)

    def test_domains_are_together_and_in_order(self, whole: Overview):
        keys = [domain.key for domain, _ in whole.by_domain]
        known = [key for key in Domains.load()._words if key in keys]
        assert keys == known

    def test_standing_follows_the_day(self, register: Register, addresses: Addresses):
        vdab = register.organisations["vdab"]
        method = VerificationMethod.PLATFORM_BADGE
        confirmed = replace(
            vdab.channels[0], verified=Verification(date(2026, 11, 24), "web", method)
        )
        changed = replace(
            register,
            organisations={"vdab": replace(vdab, channels=(confirmed, *vdab.channels[1:]))},
        )

        def standing(day: date) -> list[Verdict]:
            (each,) = make_overview(changed, addresses.platforms, day).organisations
            return [channel.standing for channel in each.channels]

        assert standing(TODAY).count(Verdict.OFFICIAL) == 1
        assert standing(date(2029, 1, 1)).count(Verdict.OFFICIAL) == 0

    def test_an_unknown_domain_is_shown_as_written(self):
        made = Domains.load().of("Ruimtevaart en Sterren (RS)")
        assert (made.key, made.code) == ("ruimtevaart-en-sterren-rs", "RS")
        assert set(made.name) == set(LANGUAGES)

    def test_every_domain_of_the_register_is_known(self, register: Register):
        written = {each.policy_domain for each in register.organisations.values()}
        assert written <= set(Domains.load()._by_written)

    @pytest.mark.parametrize(
        ("text", "domains"),
        [
            ("welke agentschappen van mobiliteit gebruiken WhatsApp?", ("mow",)),
            ("Wer im Gesundheitswesen nutzt X", ("wvg",)),
            ("qui dans l'ÉDUCATION", ("ov",)),
            ("hoeveel zitten op sociale media", ()),
            ("welke diensten werken goed", ()),
        ],
    )
    def test_domains_are_recognised(self, text: str, domains: tuple[str, ...]):
        assert Domains.load().named_in(text) == domains


class TestSelection:
    def test_leaves_politicians_and_the_past_out(self, part: Overview):
        assert all(each.exists for each in part.organisations)
        kinds = {each.organisation.kind for each in part.organisations}
        assert OrganisationKind.MINISTER not in kinds

    def test_everyone_holds_politicians_too(self, whole: Overview, part: Overview):
        everyone = select(whole, Selection(kind=EVERYONE))
        ministers = select(whole, Selection(kind=OrganisationKind.MINISTER))
        assert len(everyone.organisations) == len(part.organisations) + len(ministers.organisations)

    def test_what_stopped_counts_for_who_is_gone_too(self, whole: Overview, register: Register):
        retired = select(whole, Selection(state=State.RETIRED, kind=EVERYONE))
        assert len(list(retired.channels)) == sum(
            channel.status is ChannelStatus.RETIRED
            for each in register.organisations.values()
            for channel in each.channels
        )
        assert not all(each.exists for each in retired.organisations)

    @pytest.mark.parametrize("state", State)
    def test_states_part_the_channels(self, whole: Overview, state: State):
        found = list(select(whole, Selection(state=state, kind=EVERYONE)).channels)
        in_use = list(select(whole, Selection(state=State.IN_USE, kind=EVERYONE)).channels)
        if state in (State.CONFIRMED, State.STALE):
            assert all(channel in in_use for channel in found)
        elif state is not State.IN_USE:
            assert not any(channel in in_use for channel in found)

    def test_orders(self, whole: Overview):
        most = select(whole, Selection(order=Order.CHANNELS)).organisations
        counts = [len(each.in_use) for each in most]
        assert counts == sorted(counts, reverse=True)

    def test_words_are_all_needed(self, whole: Overview):
        assert select(whole, Selection(text="vdab arbeid")).organisations
        assert not select(whole, Selection(text="vdab boswachter")).organisations


class TestCounting:
    def test_rows_and_columns_agree(self, part: Overview):
        crossed = matrix(part)
        totals = {platform.key: count for platform, count in per_platform(part)}
        assert {platform.key: sum(row) for platform, row in crossed.rows} == totals
        in_use = sum(len(each.in_use) for each in part.organisations)
        assert sum(count for _, count in per_domain(part)) == in_use

    def test_growth_ends_with_everything_dated(self, part: Overview):
        channels = list(part.channels)
        grown = growth(channels)
        assert grown.years[-1][1] + grown.undated == len(channels)
        assert [count for _, count in grown.years] == sorted(count for _, count in grown.years)
        assert growth(()).years == ()


class TestCharts:
    @pytest.mark.parametrize("rows", [[], [("a", 0)], [("a", 1)], [(str(n), n) for n in range(40)]])
    def test_nothing_lies_outside(self, rows: list[tuple[str, int]]):
        grid = charts.grid([name for name, _ in rows], [("x", [n for _, n in rows])])
        for chart in (charts.lying(rows), charts.standing(rows), grid):
            for shape in chart.shapes:
                assert shape.x >= 0
                assert shape.x + shape.width <= charts.WIDTH
                assert 0 <= shape.y <= shape.y + shape.height <= chart.height
                assert 0 <= shape.strength <= charts.STRENGTHS


class TestFiles:
    def test_csv_holds_the_columns_of_the_annex(self, part: Overview):
        rows = list(csv.DictReader(io.StringIO(as_csv(part), newline="")))
        vdab = next(row for row in rows if row["id"] == "vdab")
        assert len(rows) == len(part.organisations)
        assert "Facebook: https://www.facebook.com/vdab.be" in vdab["in_use"]
        assert {row["knowledge"] for row in rows} == {part.version}
        assert set(vdab) >= {"planned", "evaluation", "reactions", "content_policy", "misuse"}

    def test_json_tells_version_day_and_every_channel(self, part: Overview):
        document = json.loads(as_json(part))
        assert document["knowledge"]["version"] == part.version
        assert document["day"] == "2026-11-25"
        channels = [each for one in document["organisations"] for each in one["channels"]]
        assert len(channels) == len(list(part.channels))

    def test_html_needs_nothing_else_and_links_only_what_is_in_use(self, part: Overview):
        html = as_html(part)
        links = set(re.findall(r'href="([^"]+)"', html))
        in_use = {each.channel.address.value for each in part.channels if each.in_use}
        assert links
        assert {link.replace("&amp;", "&") for link in links} <= in_use
        assert not re.search(r"<(script|link|img|iframe)|style=", html)
        assert part.version in html
        assert "25/11/2026" in html

    def test_xlsx_has_filters_a_fixed_head_and_real_charts(self, part: Overview):
        book = load_workbook(io.BytesIO(as_xlsx(part)))
        table, channels, numbers, about = book.worksheets
        assert table.freeze_panes == "C2"
        assert table.auto_filter.ref == f"A1:J{len(part.organisations) + 1}"
        assert channels.max_row == len(list(part.channels)) + 1
        assert len(numbers._charts) == 3
        assert part.version in about["A2"].value

    def test_pdf_can_be_read_aloud_and_is_the_same_twice(
        self, whole: Overview, register: Register, addresses: Addresses
    ):
        part = select(whole, Selection(domain="mow"))
        content = as_pdf(part, register, addresses.platforms)
        assert content == as_pdf(part, register, addresses.platforms)
        reader = PdfReader(io.BytesIO(content))
        assert reader.root_object["/Lang"] == "nl-BE"
        assert reader.root_object["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in reader.root_object
        assert reader.outline
        text = "\n".join(page.extract_text() for page in reader.pages)
        assert "Inhoud" in text
        assert "Wat de toestanden betekenen" in text
        assert all(each.organisation.display_name in text for each in part.organisations)

    def test_no_file_runs_what_it_holds(
        self, attacked: Overview, register: Register, addresses: Addresses
    ):
        html = as_html(attacked)
        assert "<script" not in html
        assert "<img" not in html
        sheet = load_workbook(io.BytesIO(as_xlsx(attacked))).worksheets[0]
        assert sheet["B2"].data_type == "s"
        assert sheet["B2"].value == EVIL
        (row,) = csv.DictReader(io.StringIO(as_csv(attacked), newline=""))
        assert row["organisation"] == f"'{EVIL}"
        reader = PdfReader(io.BytesIO(as_pdf(attacked, register, addresses.platforms)))
        text = "\n".join(page.extract_text() for page in reader.pages)
        assert "alert(1)" in text
        assert "root:" not in text

    def test_what_an_organisation_answered_stands_there_with_its_source(self, attacked: Overview):
        (row,) = csv.DictReader(io.StringIO(as_csv(attacked), newline=""))
        assert row["misuse"].endswith("(bron: https://a.be, 2026)")


class TestCommand:
    @pytest.mark.parametrize("form", ["html", "csv", "json", "xlsx", "pdf"])
    def test_writes_every_form(self, tmp_path: Path, form: str, capsys):
        file = tmp_path / f"overzicht.{form}"
        assert main(["overview", "--format", form, "--to", str(file), "--today", "2026-11-25"]) == 0
        assert file.stat().st_size > 10_000
        assert f"organisaties in {file}" in capsys.readouterr().err

    def test_html_is_the_usual_form_and_ministers_are_asked_for(self, register: Register, capsys):
        assert main(["overview"]) == 0
        plain = capsys.readouterr().out
        assert main(["overview", "--ministers"]) == 0
        more = capsys.readouterr().out
        minister = next(
            each.display_name
            for each in register.organisations.values()
            if each.kind is OrganisationKind.MINISTER and each.status is OrganisationStatus.ACTIVE
        )
        assert plain.startswith("<!doctype html>")
        assert minister not in plain
        assert minister in more

    def test_it_takes_the_minister_the_domain_and_the_platform(self, capsys):
        asked = ["overview", "--format", "json"]
        assert main([*asked, "--minister", "De Ridder", "--policy-domain", "MOW"]) == 0
        found = json.loads(capsys.readouterr().out)["organisations"]
        assert {each["policy_domain"]["id"] for each in found} == {"mow"}
        assert "sport-vlaanderen" not in {each["id"] for each in found}
        assert main([*asked, "--platform", "instagram"]) == 0
        channels = [
            channel["platform"]
            for each in json.loads(capsys.readouterr().out)["organisations"]
            for channel in each["channels"]
        ]
        assert set(channels) == {"instagram"}

    @pytest.mark.parametrize(
        ("asked", "told"),
        [
            (["--minister", "Homans"], "Annick De Ridder"),
            (["--policy-domain", "defensie"], "mow"),
            (["--platform", "hyves"], "instagram"),
        ],
    )
    def test_a_name_that_nobody_has_is_told_with_the_choices(
        self, asked: list[str], told: str, capsys
    ):
        assert main(["overview", *asked]) == 2
        assert told in capsys.readouterr().err

    @pytest.mark.parametrize("form", ["xlsx", "pdf"])
    def test_a_file_has_to_be_named(self, form: str, capsys):
        assert main(["overview", "--format", form]) == 2
        assert "Zeg met --to" in capsys.readouterr().err

    def test_a_place_that_is_not_there_is_told(self, capsys):
        assert main(["overview", "--to", "/nergens/x.html"]) == 2
        assert "Dat lukt niet" in capsys.readouterr().err


def test_no_line_of_the_workbook_hides_behind_the_next(part: Overview):
    book = load_workbook(io.BytesIO(as_xlsx(part)))
    for sheet in book.worksheets[:2]:
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.print_area.endswith(f"${sheet.max_row}")
        for row in sheet.iter_rows(min_row=2):
            lines = max(str(cell.value or "").count("\n") + 1 for cell in row)
            height = sheet.row_dimensions[row[0].row].height
            assert height >= min(409, 15 * lines)


def test_the_workbook_tells_when_a_channel_stopped_and_what_came_for_it(whole: Overview):
    vdab = whole.get("vdab")
    assert vdab is not None
    stopped = replace(
        vdab.channels[0].channel,
        status=ChannelStatus.RETIRED,
        retired_on=date(2025, 3, 1),
        replaced_by="https://x.com/vdab_be",
    )
    told = replace(vdab, channels=(replace(vdab.channels[0], channel=stopped),))
    book = load_workbook(io.BytesIO(as_xlsx(replace(whole, organisations=(told,)))))
    head, row = book["Kanalen"].iter_rows(values_only=True)
    said = dict(zip(head, row, strict=True))
    assert said["Gestopt op"] == "2025-03-01"
    assert said["Opvolger"] == "https://x.com/vdab_be"


def test_sources_are_told_in_words(part: Overview):
    text = " ".join(
        str(value)
        for row in load_workbook(io.BytesIO(as_xlsx(part)))["Kanalen"].iter_rows(values_only=True)
        for value in row
    )
    assert "find_string" not in text


@pytest.mark.slow
def test_libreoffice_reads_the_workbook(part: Overview, tmp_path: Path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "this test needs LibreOffice Calc: .make/test-servers.sh installs it"
    (tmp_path / "o.xlsx").write_bytes(as_xlsx(part))
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1",
            str(tmp_path / "o.xlsx"),
            "--outdir",
            str(tmp_path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    rows = list(csv.reader(io.StringIO((tmp_path / "o.csv").read_text("utf-8"), newline="")))
    assert [row[1] for row in rows[1:]] == [
        each.organisation.display_name for each in part.organisations
    ]
