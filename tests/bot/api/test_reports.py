"""Reports over HTTP, on a real database."""

import asyncio
import io
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from aiohttp import ClientError, ClientResponse, FormData, web
from aiohttp.test_utils import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from actions.reports.desk import Desk
from actions.reports.intake.spool import Spool
from actions.reports.model import Kind, Loss, Report, Status
from actions.reports.store import ReportStore
from bot.api.reports import SENTENCES_FILE
from bot.channels.page.chat import sentences
from bot.http import parts
from bot.http.parts import UPLOADS
from knowledge.model import LANGUAGES
from tests import servers
from tests.bot.conftest import now, open_desk

Client = TestClient[web.Request, web.Application]
Start = Callable[..., Awaitable[Client]]

PATH = "/api/v1/reports"
REFERENCE = re.compile(r"KC-[346-9AC-HJKMNP-RT-Y]{4}-[346-9AC-HJKMNP-RT-Y]{4}")
TOLD = {"address": "@vdab_jobs op instagram", "what_happened": "Ze vroegen mijn kaartnummer."}


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ReportStore:
    url = f"sqlite:///{tmp_path}/reports.db"
    if request.param == "postgresql":
        server: servers.Postgres = request.getfixturevalue("postgres_server")
        url = server.create_database(re.sub(r"\W", "", tmp_path.name).lower())
    return ReportStore.open(url, clock=now)


@pytest.fixture
def sqlite_store(tmp_path: Path) -> ReportStore:
    return ReportStore.open(f"sqlite:///{tmp_path}/reports.db", clock=now)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "images"


@pytest.fixture
async def client(start: Start, sqlite_store: ReportStore, tmp_path: Path, folder: Path) -> Client:
    return await start(desk=Desk(sqlite_store, Spool(tmp_path / "spool"), now), images=folder)


async def reference_of(response: ClientResponse) -> str:
    assert response.status == 201, await response.text()
    answer = await response.json()
    assert set(answer) == {"reference", "status"}
    assert answer["status"] == "new"
    assert REFERENCE.fullmatch(answer["reference"])
    return str(answer["reference"])


async def report_of(store: ReportStore, response: ClientResponse) -> Report:
    reference = await reference_of(response)
    (case,), _ = store.queue(search=reference)
    (report,) = [each for each in store.reports_of(case.id) if each.reference == reference]
    return report


async def problem(response: ClientResponse, status: int, kind: str, field: str | None) -> Any:
    assert response.status == status, await response.text()
    assert response.content_type == "application/problem+json"
    document = json.loads(await response.read())
    assert document["type"] == f"/problems/{kind}"
    assert document.get("field") == field
    return document


def png(text: str | None = None, size: int = 60) -> bytes:
    image = Image.radial_gradient("L").resize((size, size))
    if text:
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
        image = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=4))
    target = io.BytesIO()
    image.convert("RGB").save(target, "PNG")
    return target.getvalue()


def images_in(folder: Path) -> list[Path]:
    return list(folder.glob("*"))


def form(told: object, *images: bytes) -> FormData:
    data = FormData(quote_fields=False)
    data.add_field("report", json.dumps(told), content_type="application/json")
    for number, image in enumerate(images):
        data.add_field(
            "image", io.BytesIO(image), filename=f"{number}.png", content_type="image/png"
        )
    return data


class TestFiling:
    async def test_files_and_tells_the_status(
        self, start: Start, store: ReportStore, tmp_path: Path
    ) -> None:
        client = await start(desk=Desk(store, Spool(tmp_path / "spool"), now))
        filed = await client.post(
            PATH,
            json={
                **TOLD,
                "seen_on": "instagram",
                "loss": "money",
                "contact": " j ",
                "language": "fr",
            },
        )
        assert filed.headers["Content-Language"] == "fr"
        report = await report_of(store, filed)
        assert report.kind is Kind.MISUSE
        assert report.loss is Loss.MONEY
        assert (report.address, report.what_happened) == tuple(TOLD.values())
        assert (report.seen_on, report.contact, report.language) == ("instagram", "j", "fr")
        assert report.channel == "api"
        assert filed.headers["Location"] == f"{PATH}/{report.reference}"
        status = await client.get(filed.headers["Location"])
        assert status.status == 200

    async def test_the_same_key_files_once(
        self, start: Start, store: ReportStore, tmp_path: Path
    ) -> None:
        client = await start(desk=Desk(store, Spool(tmp_path / "spool"), now))
        headers = {"Idempotency-Key": "0b6f2a5e-6a6c-4b53-9a55-6c6f5a0b7f0e"}
        answers = [await client.post(PATH, json=TOLD, headers=headers) for _ in range(2)]
        first, second = [await reference_of(each) for each in answers]
        assert first == second
        third = await client.post(PATH, json=TOLD, headers={"Idempotency-Key": "another"})
        assert await reference_of(third) != first
        (case,), total = store.queue()
        assert (total, case.reports) == (1, 2)

    async def test_the_same_key_for_another_report_files_that_too(
        self, start: Start, store: ReportStore, tmp_path: Path
    ) -> None:
        client = await start(desk=Desk(store, Spool(tmp_path / "spool"), now))
        headers = {"Idempotency-Key": "1"}
        first = await client.post(PATH, json=TOLD, headers=headers)
        others = [
            await client.post(PATH, json=TOLD | {"address": "vdab-bonus.be"}, headers=headers),
            await client.post(PATH, data=form(TOLD, png()), headers=headers),
        ]
        references = {await reference_of(each) for each in (first, *others)}
        assert len(references) == 3
        assert sum(case.reports for case in store.queue()[0]) == 3

    async def test_the_same_key_at_the_same_moment_files_once(
        self, start: Start, store: ReportStore, tmp_path: Path
    ) -> None:
        client = await start(desk=Desk(store, Spool(tmp_path / "spool"), now))
        headers = {"Idempotency-Key": "x"}
        answers = await asyncio.gather(
            *(client.post(PATH, json=TOLD, headers=headers) for _ in range(8))
        )
        assert len({await reference_of(each) for each in answers}) == 1
        (case,), _ = store.queue()
        assert case.reports == 1

    async def test_the_answer_stays_the_same_when_the_case_goes_on(
        self, client: Client, sqlite_store: ReportStore
    ) -> None:
        headers = {"Idempotency-Key": "x"}
        reference = await reference_of(await client.post(PATH, json=TOLD, headers=headers))
        (case,), _ = sqlite_store.queue()
        sqlite_store.set_status(case.id, Status.IN_REVIEW, actor="els")
        again = await client.post(PATH, json=TOLD, headers=headers)
        assert await reference_of(again) == reference

    async def test_a_listed_channel_in_use_is_a_suspicion_that_it_was_taken_over(
        self, client: Client, sqlite_store: ReportStore
    ) -> None:
        told = {**TOLD, "address": "https://www.vdab.be/"}
        report = await report_of(sqlite_store, await client.post(PATH, json=told))
        assert report.kind is Kind.COMPROMISED

    async def test_what_is_no_address_is_taken_as_it_is(
        self, client: Client, sqlite_store: ReportStore
    ) -> None:
        told = {**TOLD, "address": "een brief in de bus"}
        report = await report_of(sqlite_store, await client.post(PATH, json=told))
        assert sqlite_store.case(report.case).subject.platform == "unknown"  # type: ignore[union-attr]

    async def test_personal_data_goes_but_the_reported_address_stays(
        self, client: Client, sqlite_store: ReportStore
    ) -> None:
        told = {
            "address": "mail van info@vdab-jobs.be",
            "what_happened": "info@vdab-jobs.be schreef mij op els.peeters@telenet.be, "
            "rekening BE68 5390 0754 7034, rijksregister 85.07.30-033.28",
        }
        report = await report_of(sqlite_store, await client.post(PATH, json=told))
        assert report.address == told["address"]
        assert "info@vdab-jobs.be" in report.what_happened
        for personal in ("els.peeters", "5390", "85.07.30"):
            assert personal not in report.what_happened

    async def test_words_that_name_a_case_hold_nothing_personal(
        self, client: Client, sqlite_store: ReportStore
    ) -> None:
        told = {**TOLD, "address": "een brief over rijksregister 85.07.30-033.28"}
        report = await report_of(sqlite_store, await client.post(PATH, json=told))
        case = sqlite_store.case(report.case)
        assert case
        assert "85.07.30" not in f"{case.subject} {report}"

    async def test_goes_on_while_the_database_is_away(
        self, start: Start, postgres_server: servers.Postgres, tmp_path: Path
    ) -> None:
        desk = open_desk(tmp_path, postgres_server.create_database("api_away"))
        client = await start(desk=desk)
        postgres_server.stop()
        try:
            reference = await reference_of(await client.post(PATH, json=TOLD))
            status = await client.get(f"{PATH}/{reference}")
            assert (await status.json())["status"] == "new"
        finally:
            postgres_server.start()
        desk.replay()
        assert (await client.get(f"{PATH}/{reference}")).status == 200

    async def test_without_a_desk_there_is_a_sentence(self, start: Start) -> None:
        client = await start()
        for response in (
            await client.post(PATH, json=TOLD),
            await client.get(f"{PATH}/KC-AAAA-AAAA"),
        ):
            await problem(response, 503, "no-reports-now", None)
            assert response.headers["Retry-After"]


class TestValidation:
    @pytest.mark.parametrize(
        ("change", "kind", "field"),
        [
            ({"address": None}, "field-not-text", "address"),
            ({"address": " \n"}, "field-empty", "address"),
            ({"address": "\u200b\u2060"}, "field-empty", "address"),
            ({"address": "x" * 4_001}, "text-too-long", "address"),
            ({"address": "a\0b"}, "bad-characters", "address"),
            ({"what_happened": ""}, "field-empty", "what_happened"),
            ({"what_happened": ["x"]}, "field-not-text", "what_happened"),
            ({"what_happened": "\ud800"}, "bad-characters", "what_happened"),
            ({"seen_on": "myspace"}, "choice-unknown", "seen_on"),
            ({"seen_on": 1}, "field-not-text", "seen_on"),
            ({"loss": "alles"}, "choice-unknown", "loss"),
            ({"contact": "x" * 201}, "text-too-long", "contact"),
            ({"notify": "ja"}, "field-not-boolean", "notify"),
            ({"notify": 1}, "field-not-boolean", "notify"),
            ({"language": "tr"}, "language-unknown", "language"),
        ],
    )
    async def test_names_the_field(
        self, client: Client, change: dict[str, object], kind: str, field: str
    ) -> None:
        await problem(await client.post(PATH, json={**TOLD, **change}), 400, kind, field)

    @pytest.mark.parametrize("field", list(TOLD))
    async def test_what_is_required_is_missed(self, client: Client, field: str) -> None:
        told = {name: value for name, value in TOLD.items() if name != field}
        await problem(await client.post(PATH, json=told), 400, "field-missing", field)

    @pytest.mark.parametrize("value", [None, ""])
    async def test_what_is_optional_may_be_empty(self, client: Client, value: str | None) -> None:
        told = {**TOLD, "seen_on": value, "loss": value, "contact": value}
        await reference_of(await client.post(PATH, json={**told, "notify": None}))

    @pytest.mark.parametrize("language", LANGUAGES)
    async def test_refuses_in_the_asked_language(self, client: Client, language: str) -> None:
        response = await client.post(PATH, json={**TOLD, "notify": 1, "language": language})
        document = await problem(response, 400, "field-not-boolean", "notify")
        assert response.headers["Content-Language"] == language
        starts = {"nl": "Het veld", "en": "The field", "fr": "Le champ", "de": "Das Feld"}
        assert document["detail"].startswith(starts[language])

    @pytest.mark.parametrize("key", ["", " ", "x" * 201, "a\tb", "é\x85"])
    async def test_a_key_has_to_be_readable(self, client: Client, key: str) -> None:
        response = await client.post(PATH, json=TOLD, headers={"Idempotency-Key": key})
        await problem(response, 400, "bad-idempotency-key", "Idempotency-Key")

    async def test_one_key_at_a_time(self, client: Client) -> None:
        headers = [("Idempotency-Key", "a"), ("Idempotency-Key", "b")]
        response = await client.post(PATH, json=TOLD, headers=headers)
        await problem(response, 400, "bad-idempotency-key", "Idempotency-Key")

    async def test_more_than_64_kib_is_refused(self, client: Client) -> None:
        response = await client.post(PATH, json={**TOLD, "more": "x" * 65_536})
        await problem(response, 413, "body-too-large", None)

    async def test_nothing_refused_is_kept(
        self, client: Client, sqlite_store: ReportStore, folder: Path
    ) -> None:
        await client.post(PATH, data=form({**TOLD, "loss": "alles"}, png()))
        await client.post(PATH, data=form(TOLD, png(), b"no image"))
        assert sqlite_store.queue() == ((), 0)
        assert images_in(folder) == []


class TestImages:
    async def test_up_to_three_are_kept_with_the_report(
        self, client: Client, sqlite_store: ReportStore, folder: Path
    ) -> None:
        response = await client.post(PATH, data=form(TOLD, png(), png(size=50), png(size=40)))
        report = await report_of(sqlite_store, response)
        assert len(report.images) == 3
        kept = [(folder / name).read_bytes() for name in report.images]
        assert [Image.open(io.BytesIO(each)).width for each in kept] == [60, 50, 40]

    async def test_none_is_needed(self, client: Client, sqlite_store: ReportStore) -> None:
        report = await report_of(sqlite_store, await client.post(PATH, data=form(TOLD)))
        assert report.images == ()

    async def test_a_key_that_comes_again_leaves_no_images(
        self, client: Client, folder: Path
    ) -> None:
        for _ in range(2):
            await client.post(PATH, data=form(TOLD, png()), headers={"Idempotency-Key": "x"})
        assert len(images_in(folder)) == 1

    async def test_a_fourth_is_refused(self, client: Client) -> None:
        response = await client.post(PATH, data=form(TOLD, *[png()] * 4))
        await problem(response, 400, "too-many-images", "image")

    async def test_one_over_5_mib_is_refused(self, client: Client) -> None:
        response = await client.post(PATH, data=form(TOLD, png() + b"\0" * 5 * 1024**2))
        await problem(response, 413, "image-too-large", "image")

    async def test_three_of_5_mib_are_taken(self, client: Client) -> None:
        large = png()
        large += b"\0" * (5 * 1024**2 - len(large))
        await reference_of(await client.post(PATH, data=form(TOLD, large, large, large)))

    async def test_too_many_pixels_are_refused(self, client: Client) -> None:
        target = io.BytesIO()
        Image.new("1", (9_000, 9_000)).save(target, "PNG")
        response = await client.post(PATH, data=form(TOLD, target.getvalue()))
        await problem(response, 400, "image-too-many-pixels", "image")

    @pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg/>", png()[:50]])
    async def test_what_is_no_image_is_refused(self, client: Client, data: bytes) -> None:
        response = await client.post(PATH, data=form(TOLD, data))
        await problem(response, 400, "image-unreadable", "image")

    async def test_too_many_at_once_are_refused_for_now(self, client: Client) -> None:
        with every_place_taken(client.app[UPLOADS]):
            response = await client.post(PATH, data=form(TOLD, png()))
            await problem(response, 503, "too-many-uploads", None)
            await reference_of(await client.post(PATH, json=TOLD))
        await reference_of(await client.post(PATH, data=form(TOLD, png())))

    async def test_the_code_in_an_image_is_reported_when_nothing_else_is(
        self, client: Client, sqlite_store: ReportStore
    ) -> None:
        told = {**TOLD, "address": "een affiche met een code"}
        response = await client.post(PATH, data=form(told, png("https://vdab-jobs.be/x")))
        report = await report_of(sqlite_store, response)
        case = sqlite_store.case(report.case)
        assert case
        assert "vdab-jobs" in case.subject.key
        assert (case.subject.verdict, case.subject.imitates) == ("lookalike", "vdab")
        assert report.address == told["address"]

    async def test_the_code_does_not_replace_what_was_pasted(
        self, client: Client, sqlite_store: ReportStore
    ) -> None:
        response = await client.post(PATH, data=form(TOLD, png("https://vdab-jobs.be/x")))
        report = await report_of(sqlite_store, response)
        case = sqlite_store.case(report.case)
        assert case
        assert case.subject.platform == "instagram"
        assert "[QR] vdab-jobs[.]be/x (lookalike)" in report.what_happened

    @pytest.mark.parametrize(
        ("code", "noted"),
        [
            ("Tafel 5", "[QR] Tafel 5"),
            ("BE68539007547034", "[QR] BE68 5390 0754 7034 (not_listed)"),
        ],
    )
    async def test_what_a_code_says_is_evidence(
        self, client: Client, sqlite_store: ReportStore, code: str, noted: str
    ) -> None:
        response = await client.post(PATH, data=form(TOLD, png(code)))
        report = await report_of(sqlite_store, response)
        assert report.what_happened.splitlines()[1:] == [noted]


class TestMultipart:
    @pytest.mark.parametrize(
        ("report", "kind", "field"),
        [
            ("{", "bad-json", None),
            ("[]", "not-an-object", None),
            ("{}", "field-missing", "address"),
            (json.dumps({**TOLD, "notify": 1}), "field-not-boolean", "notify"),
        ],
    )
    async def test_the_json_in_it_is_read_as_strictly(
        self, client: Client, report: str, kind: str, field: str | None
    ) -> None:
        data = FormData()
        data.add_field("report", report, content_type="application/json")
        data.add_field("image", png(), filename="a.png")
        await problem(await client.post(PATH, data=data), 400, kind, field)

    async def test_the_report_has_to_be_in_it_once(self, client: Client) -> None:
        data = FormData()
        data.add_field("image", png(), filename="a.png")
        await problem(await client.post(PATH, data=data), 400, "field-missing", "report")
        twice = form(TOLD)
        twice.add_field("report", "{}", content_type="application/json")
        await problem(await client.post(PATH, data=twice), 400, "field-repeated", "report")

    async def test_more_than_64_kib_of_text_is_refused(self, client: Client) -> None:
        data = form(TOLD)
        for number in range(5):
            data.add_field(f"more{number}", "x" * 15_000, content_type="text/plain")
        await problem(await client.post(PATH, data=data), 413, "body-too-large", None)

    async def test_too_many_parts_are_refused(self, client: Client) -> None:
        data = form(TOLD)
        for number in range(50):
            data.add_field(f"more{number}", "x", content_type="text/plain")
        await problem(await client.post(PATH, data=data), 400, "bad-request", None)

    async def test_what_never_ends_is_not_read_to_the_end(self, client: Client) -> None:
        async def endless() -> Any:
            yield b'--x\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\n'
            while True:
                sent.append(65_536)
                yield b"\0" * 65_536

        sent: list[int] = []
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        with suppress(ClientError):  # it hangs up while we send
            response = await client.post(PATH, data=endless(), headers=headers)
            await problem(response, 413, "body-too-large", None)
        assert sum(sent) < 80 * 1024**2

    async def test_a_body_that_does_not_come_is_not_waited_for(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(parts, "MAX_UPLOAD_SECONDS", 0.05)

        async def stuck() -> Any:
            yield b"--x\r\n"
            await asyncio.sleep(5)

        response = await client.post(
            PATH, data=stuck(), headers={"Content-Type": "multipart/form-data; boundary=x"}
        )
        await problem(response, 408, "body-too-slow", None)

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"--x",
            b"--x--\r\n",
            b"nothing",
            b"--x\r\n\r\nvalue\r\n--x--\r\n",
            b'--x\r\nContent-Disposition: form-data; name="report"\r\n\r\n{}',
            b'--x\r\nContent-Disposition: form-data; name="report\r\n\r\n{}\r\n--x--\r\n',
            b"--x\r\nContent-Disposition: nonsense; name=report; ==\r\n\r\n{}\r\n--x--\r\n",
            b"--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y--\r\n--x--\r\n",
            b'--x\r\nContent-Disposition: form-data; name="_charset_"\r\n\r\nutf-99\r\n--x--\r\n',
            b'--x\r\nContent-Disposition: form-data; name="_charset_"\r\n\r\n\xff\r\n--x--\r\n',
            b'--x\r\nContent-Disposition: form-data; name="report"\r\n'
            b"Content-Transfer-Encoding: nonsense\r\n\r\n{}\r\n--x--\r\n",
            b"--x\r\n" + b"A: b\r\n" * 500 + b"\r\n\r\n--x--\r\n",
            b"--x\r\nA: " + b"b" * 100_000 + b"\r\n\r\n\r\n--x--\r\n",
            b"--x\r\nno header\r\n\r\n\r\n--x--\r\n",
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--x--\r\n',
        ],
        ids=lambda body: repr(body[:60]),
    )
    async def test_what_is_hardly_a_form_is_refused(self, client: Client, body: bytes) -> None:
        response = await client.post(
            PATH, data=body, headers={"Content-Type": "multipart/form-data; boundary=x"}
        )
        assert 400 <= response.status < 500
        assert response.content_type == "application/problem+json"

    @pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/mixed; boundary=x"])
    async def test_another_kind_of_form_is_refused(self, client: Client, content_type: str) -> None:
        response = await client.post(PATH, data=b"--x--", headers={"Content-Type": content_type})
        assert response.status in (400, 415)

    async def test_any_bytes_are_refused_with_a_sentence(self, client: Client) -> None:
        lines = st.sampled_from(
            [
                b"--x\r\n",
                b"--x--\r\n",
                b"\r\n",
                b'Content-Disposition: form-data; name="report"\r\n',
                b'Content-Disposition: form-data; name="image"; filename="a"\r\n',
                b"Content-Type: application/json; charset=utf-16\r\n",
                b"Content-Encoding: gzip\r\n",
                b"Content-Transfer-Encoding: base64\r\n",
                b"Content-Length: 5\r\n",
                json.dumps(TOLD).encode(),
                png(),
            ]
        )

        @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
        @given(st.lists(lines | st.binary(max_size=20), max_size=14))
        def bodies(body: list[bytes]) -> None:
            sent.append(b"".join(body))

        sent: list[bytes] = []
        bodies()
        for body in sent:
            response = await client.post(
                PATH, data=body, headers={"Content-Type": "multipart/form-data; boundary=x"}
            )
            assert response.status == 201 or 400 <= response.status < 500, body
            await response.json()


class TestStatus:
    async def test_tells_nothing_of_what_was_told(self, client: Client) -> None:
        told = {
            **TOLD,
            "address": "https://vdab-jobs.be/x",
            "contact": "els@telenet.be",
            "loss": "money",
        }
        reference = await reference_of(await client.post(PATH, json=told))
        other = await reference_of(await client.post(PATH, json={**TOLD, "address": "iets"}))
        answers = []
        for each in (reference, other):
            answer = await (await client.get(f"{PATH}/{each}")).json()
            assert list(answer) == ["reference", "status", "received_at", "advice"]
            assert answer.pop("reference") == each
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", answer.pop("received_at"))
            answers.append(answer)
        assert answers[0] == answers[1], "the same whatever was reported"
        assert "vdab" not in json.dumps(answers)

    async def test_says_what_comes_next_and_what_it_is_not(self, client: Client) -> None:
        reference = await reference_of(await client.post(PATH, json=TOLD))
        answer = await (await client.get(f"{PATH}/{reference}", params={"language": "en"})).json()
        advice = " ".join(answer["advice"])
        for part in (
            "have received",
            "not a police report",
            "taken it over",
            "suspicious@safeonweb.be",
            "1700",
        ):
            assert part in advice

    @pytest.mark.parametrize("change", [str.lower, lambda text: text.replace("-", "")])
    async def test_takes_a_reference_as_people_type_it(
        self, client: Client, change: Callable[[str], str]
    ) -> None:
        reference = await reference_of(await client.post(PATH, json=TOLD))
        answer = await (await client.get(f"{PATH}/{change(reference)}")).json()
        assert answer["reference"] == reference

    @pytest.mark.parametrize(
        "reference", ["KC-AAAA-AAAA", "KC-0000-0000", "x", "%F0%9F%98%80", "KC-"]
    )
    async def test_an_unknown_one_is_not_found(self, client: Client, reference: str) -> None:
        response = await client.get(f"{PATH}/{reference}")
        await problem(response, 404, "report-unknown", None)

    @pytest.mark.parametrize("language", LANGUAGES)
    async def test_every_status_has_a_sentence_of_its_own(
        self, client: Client, sqlite_store: ReportStore, language: str
    ) -> None:
        reference = await reference_of(await client.post(PATH, json=TOLD))
        (case,), _ = sqlite_store.queue()
        steps = [Status.IN_REVIEW, Status.NOT_ENOUGH, Status.IN_REVIEW, Status.GENUINE]
        steps += [Status.IN_REVIEW, Status.CONFIRMED_FAKE, Status.REPORTED_TO_PLATFORM]
        told = {}
        for step in [*steps, Status.TAKEN_DOWN]:
            sqlite_store.set_status(case.id, step, actor="els")
            response = await client.get(f"{PATH}/{reference}", params={"language": language})
            answer = await response.json()
            assert answer["status"] == step
            told[step] = answer["advice"][0]
        assert len(set(told.values())) == len(told) == len(Status) - 1


def test_every_sentence_speaks_every_language() -> None:
    for key, texts in sentences(SENTENCES_FILE).items():
        assert set(texts) == set(LANGUAGES)
        assert len(set(texts.values())) == len(LANGUAGES) or key == "door"


@contextmanager
def every_place_taken(uploads: parts.Uploads) -> Iterator[None]:
    """Takes every place for uploads."""
    taken = [uploads.one() for _ in range(parts.MAX_AT_ONCE)]
    for each in taken:
        each.__enter__()
    try:
        yield
    finally:
        for each in taken:
            each.__exit__(None, None, None)
