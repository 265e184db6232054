"""Evidence, texts to take a fake down, and RDAP against a server that speaks it."""

import hashlib
import json
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable
from io import BytesIO
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from PIL import Image

from actions.reports.model import Loss, Status
from actions.reports.subject import subject_of
from bot.staff.access.roles import Role
from bot.staff.cases.rdap import LARGEST, Rdap, RdapError, domain_to_ask
from knowledge.library import Library
from tests.bot.staff.conftest import Staff, file_one

CONTACT = "an@voorbeeld.be"


def entity(role: str, **card: str) -> dict[str, Any]:
    lines: list[Any] = [["version", {}, "text", "4.0"]]
    lines += [[name, {}, "text", value] for name, value in card.items()]
    return {"objectClassName": "entity", "roles": [role], "vcardArray": ["vcard", lines]}


def domain_object(name: str) -> dict[str, Any]:
    """What a registry answers (RFC 9083, 5.3)."""
    registrar = entity("registrar", fn="Voorbeeld Registrar BV")
    registrar["entities"] = [entity("abuse", fn="Abuse", email="abuse@registrar.example")]
    return {
        "rdapConformance": ["rdap_level_0"],
        "objectClassName": "domain",
        "ldhName": name.upper(),
        "entities": [
            entity("registrant", fn="Jan Persoon", email="jan@persoon.example"),
            registrar,
        ],
        "events": [
            {"eventAction": "registration", "eventDate": "2026-11-20T08:00:00Z"},
            {"eventAction": "expiration", "eventDate": "2027-11-20T08:00:00Z"},
        ],
        "nameservers": [
            {"objectClassName": "nameserver", "ldhName": f"ns{each}.example.net"} for each in (1, 2)
        ],
    }


class Registry:
    """An RDAP server with the list that leads to it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: Callable[[str], web.Response] = lambda name: web.json_response(
            domain_object(name), content_type="application/rdap+json"
        )
        app = web.Application()
        app.router.add_get("/dns.json", self._bootstrap)
        app.router.add_get("/rdap/domain/{name}", self._domain)
        self.server = TestServer(app)

    @property
    def url(self) -> str:
        return str(self.server.make_url("/dns.json"))

    async def _bootstrap(self, _request: web.Request) -> web.Response:
        services = [[["be", "com"], [str(self.server.make_url("/rdap/"))]], [["net"], []]]
        return web.json_response({"version": "1.0", "services": services})

    async def _domain(self, request: web.Request) -> web.Response:
        self.asked.append(request.match_info["name"])
        return self.answer(request.match_info["name"])


@pytest.fixture
async def registry() -> AsyncIterator[Registry]:
    found = Registry()
    async with found.server:
        yield found


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("login.vdab-bonus.be", "vdab-bonus.be"),
        ("vdab.bonus.co.uk", "bonus.co.uk"),
        ("vdab.github.io", None),
        ("sites.google.com", None),
        ("192.0.2.1", None),
        ("localhost", None),
        ("intranet.local", None),
        (None, None),
    ],
)
def test_only_a_public_domain_of_one_owner_is_asked_for(
    library: Library, host: str | None, expected: str | None
) -> None:
    assert domain_to_ask(library.addresses, host) == expected


async def test_a_registry_is_asked_and_the_holder_is_not_kept(registry: Registry) -> None:
    found = await Rdap(registry.url).ask("vdab-bonus.be")
    assert found.registrar == "Voorbeeld Registrar BV"
    assert found.abuse == "abuse@registrar.example"
    assert found.registered == "2026-11-20T08:00:00Z"
    assert found.nameservers == "ns1.example.net ns2.example.net"
    assert found.source.endswith("/rdap/domain/vdab-bonus.be")
    assert "persoon" not in repr(found).lower()


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (lambda _: web.Response(status=404), "unknown_domain"),
        (lambda _: web.Response(status=429), "no_answer"),
        (lambda _: web.Response(text="<html>"), "unreadable"),
        (lambda _: web.json_response([]), "unreadable"),
        (lambda _: web.json_response(domain_object("ander.be")), "unreadable"),
        (lambda _: web.Response(body=b" " * (LARGEST + 1)), "unreadable"),
        (lambda _: web.Response(status=302, headers={"Location": "/rdap/domain/x"}), "no_answer"),
    ],
)
async def test_what_cannot_be_used_is_told(
    registry: Registry, answer: Callable[[str], web.Response], kind: str
) -> None:
    registry.answer = answer
    with pytest.raises(RdapError) as caught:
        await Rdap(registry.url).ask("vdab-bonus.be")
    assert caught.value.kind == kind


@pytest.mark.parametrize(
    "change",
    [
        {"entities": None}, {"entities": [None, "x", {"roles": ["registrar"], "vcardArray": [1]}]},
        {"events": [{}], "nameservers": "x"},
        {"entities": [{"roles": ["abuse"], "vcardArray": {}}]},
    ],
)  # fmt: skip
async def test_a_thin_or_odd_answer_is_no_fault(registry: Registry, change: Any) -> None:
    registry.answer = lambda name: web.json_response({**domain_object(name), **change})
    found = await Rdap(registry.url).ask("vdab-bonus.be")
    assert found.domain == "vdab-bonus.be"


async def test_a_domain_without_server_and_a_server_that_is_off(registry: Registry) -> None:
    for domain in ("vals.net", "vals.xyz"):
        with pytest.raises(RdapError, match="no_server"):
            await Rdap(registry.url).ask(domain)
    url = registry.url
    await registry.server.close()
    with pytest.raises(RdapError, match="no_answer"):
        await Rdap(url).ask("vdab-bonus.be")


async def test_staff_ask_and_the_texts_are_filled_in(
    start_staff: Callable[..., Awaitable[Staff]], registry: Registry
) -> None:
    staff = await start_staff(rdap_url=registry.url)
    case, session = file_one(staff, "vdab-bonus.be"), staff.log_in(name="an")
    assert registry.asked == []
    before = await staff.text(f"/staff/cases/{case}")
    assert registry.asked == []
    assert "takedown-registrar-nl" not in before
    staff.office.store.set_status(case, Status.CONFIRMED_FAKE, actor="an")
    done = await staff.post(f"/staff/cases/{case}/rdap", session)
    assert done.status == 303
    assert registry.asked == ["vdab-bonus.be"]
    html = await staff.text(f"/staff/cases/{case}")
    for known in (
        "abuse@registrar[.]example", "Registrar: Voorbeeld Registrar BV",
        "Kennisgeving volgens artikel 16", "b) Exacte plaats: https://vdab-bonus.be/",
        "Waar: abuse@registrar.example", "we hebben er geen bron voor",
        "vdab-bonus[.]be/ doet zich voor als VDAB", "Het echte adres is https://www.vdab.be/",
    ):  # fmt: skip
        assert known in html, known
    assert "{" not in html.partition("takedown-platform-nl")[2].partition("</section>")[0]
    (line,) = staff.office.store.events(what="rdap_asked")
    assert (line.actor, line.case) == ("an", case)


async def test_an_account_has_no_registrar_and_its_platform_a_form(staff: Staff) -> None:
    subject = subject_of(staff.office.library_of(), "https://x.com/vdab_bonus", None).subject
    assert subject
    case, session = file_one(staff, "x.be", subject=subject), staff.log_in()
    staff.office.store.set_status(case, Status.CONFIRMED_FAKE, actor="an")
    html = await staff.text(f"/staff/cases/{case}")
    assert "takedown-registrar" not in html
    assert "Waar: https://help.x.com/en/forms/authenticity/impersonation" in html
    assert (await staff.post(f"/staff/cases/{case}/rdap", session)).status == 409


def picture() -> bytes:
    target = BytesIO()
    Image.new("RGB", (8, 8), "red").save(target, "PNG")
    return target.getvalue()


async def test_the_package_can_be_checked_and_names_nobody(staff: Staff) -> None:
    name = staff.office.images.save(picture()).name
    case = file_one(
        staff, "vdab-bonus.be", contact=CONTACT, loss=Loss.MONEY, images=(name, "weg.png")
    )
    session = staff.log_in(name="an.peeters")
    await staff.post(f"/staff/cases/{case}/note", session, note="gebeld met An Peeters")
    staff.office.store.set_status(case, Status.CONFIRMED_FAKE, actor="an.peeters", note="gezien")
    response = await staff.post(f"/staff/cases/{case}/evidence", session)
    body = await response.read()
    assert response.content_type == "application/zip"
    with zipfile.ZipFile(BytesIO(body)) as archive:
        assert archive.testzip() is None
        files = {each: archive.read(each) for each in archive.namelist()}
    sums = dict(
        reversed(line.split("  ", 1)) for line in files.pop("SHA256SUMS").decode().splitlines()
    )
    assert sums == {each: hashlib.sha256(data).hexdigest() for each, data in files.items()}
    assert f"images/{name}" in files
    whole = b"".join(data for each, data in files.items() if not each.startswith("images/"))
    for kept in (CONTACT, "an.peeters", "Peeters", "gezien"):
        assert kept.encode() not in whole
    assert json.loads(files["case.json"])["case"]["status"] == "confirmed_fake"
    assert json.loads(files["reports.json"])[0]["what_happened"] == "Ze vroegen mijn kaartnummer."
    assert [each["by"] for each in json.loads(files["timeline.json"])] == [
        "citizen", "staff", "staff",
    ]  # fmt: skip
    assert "weg.png" in files["samenvatting.txt"].decode()
    (line,) = staff.office.store.events(what="evidence_packed")
    assert line.details["sha256"] == hashlib.sha256(body).hexdigest()


async def test_a_reader_packs_nothing(staff: Staff) -> None:
    case = file_one(staff)
    session = staff.log_in(Role.READER)
    for what in ("evidence", "rdap"):
        assert (await staff.post(f"/staff/cases/{case}/{what}", session)).status == 403
