"""Mail to organisations, on a real SMTP server."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from actions.reports.model import DeliveryWay, Kind
from actions.reports.store import ReportStore
from bot.notifying.mail import Mail, MailServer, contact, shown_address
from bot.notifying.outbox import Outbox
from knowledge.library import Library
from knowledge.model import ChannelStatus, OfficialChannel, Takeover
from knowledge.register.registry import Registry
from tests.bot.reports import CONTACT, WORDS, Clock, file
from tests.servers import free_port

SENDER = "kanaalcheck@voorbeeld.vlaanderen"
TO = "info@fitagency.be"  # in the register of fit


@dataclass
class Postbox:
    """What a mail server took."""

    refusals: list[str] = field(default_factory=list)
    taken: list[EmailMessage] = field(default_factory=list)
    to: list[list[str]] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refusals:
            return self.refusals.pop()
        message = message_from_bytes(envelope.original_content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        self.to.append(envelope.rcpt_tos)
        return "250 taken"


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def server(postbox: Postbox) -> Iterator[MailServer]:
    controller = Controller(postbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield MailServer.at(f"smtp://127.0.0.1:{controller.port}")
    controller.stop()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[ReportStore]:
    store = ReportStore.open(f"sqlite:///{tmp_path}/reports.db", clock=clock)
    yield store
    store.close()


def outbox(store: ReportStore, library: Library, clock: Clock, server: MailServer) -> Outbox:
    mail = Mail(server, SENDER, store, lambda: library, clock, "https://kanaalcheck.example")
    return Outbox(store, mail, clock)


def fake(store: ReportStore, library: Library, number: int = 1, **changes: object) -> int:
    return file(store, library, f"fitagency-bonus{number}.be", **changes)


async def test_an_organisation_hears_of_a_new_case(
    store: ReportStore, library: Library, clock: Clock, server: MailServer, postbox: Postbox
) -> None:
    case = fake(store, library)
    fake(store, library)
    await outbox(store, library, clock, server).empty()
    (message,) = postbox.taken
    text = message.get_content()
    assert postbox.to == [[TO]]
    assert message["To"] == TO
    assert SENDER in message["From"]
    assert message["Subject"] == "Kanaalcheck: nieuwe melding over FIT"
    assert "fitagency-bonus1[.]be/ (website)" in text
    assert "fitagency-bonus1.be" not in text
    assert f"25 november 2026, dossier {case}" in text
    assert "https://kanaalcheck.example/" in text


async def test_nothing_of_the_citizen_is_in_it(
    store: ReportStore, library: Library, clock: Clock, server: MailServer, postbox: Postbox
) -> None:
    fake(store, library, notify=True, conversation="telegram:123456789")
    file(store, library, "ik kreeg een bericht van de VDAB", seen_on="facebook")
    await outbox(store, library, clock, server).empty()
    everything = "".join(message.as_string() + message.get_content() for message in postbox.taken)
    for theirs in (CONTACT, WORDS, "123456789", "ik kreeg"):
        assert theirs not in everything


async def test_gets_one_mail_an_hour_with_all_that_came_meanwhile(
    store: ReportStore, library: Library, clock: Clock, server: MailServer, postbox: Postbox
) -> None:
    fake(store, library, 1)
    await outbox(store, library, clock, server).empty()
    for number in (2, 3):
        clock.forward(minutes=20)
        fake(store, library, number)
        # Each time another process, or one that was started again.
        await outbox(store, library, clock, server).empty()
    assert len(postbox.taken) == 1
    clock.forward(minutes=20)
    await outbox(store, library, clock, server).empty()
    assert postbox.taken[1]["Subject"] == "Kanaalcheck: 2 nieuwe meldingen over FIT"
    text = postbox.taken[1].get_content()
    assert "bonus2" in text
    assert "bonus3" in text
    clock.forward(days=1)
    await outbox(store, library, clock, server).empty()
    assert len(postbox.taken) == 2


async def test_organisations_get_their_own(
    store: ReportStore, library: Library, clock: Clock, server: MailServer, postbox: Postbox
) -> None:
    fake(store, library)
    file(store, library, "vreg-bonus.be")
    await outbox(store, library, clock, server).empty()
    assert sorted(postbox.to) == [[TO], ["info@vreg.be"]]
    assert all("bonus" in message.get_content() for message in postbox.taken)
    assert len({message["Message-ID"] for message in postbox.taken}) == 2


async def test_tries_again_when_the_server_refuses(
    store: ReportStore, library: Library, clock: Clock, server: MailServer, postbox: Postbox
) -> None:
    postbox.refusals.append("451 later")
    fake(store, library)
    telling = outbox(store, library, clock, server)
    await telling.empty()
    await telling.empty()
    assert postbox.taken == postbox.refusals == []
    clock.forward(seconds=5)
    await telling.empty()
    await telling.empty()
    assert len(postbox.taken) == 1


async def test_tries_again_when_the_server_is_away(
    store: ReportStore, library: Library, clock: Clock, server: MailServer, postbox: Postbox
) -> None:
    fake(store, library)
    nobody = replace(server, port=free_port())
    await outbox(store, library, clock, nobody).empty()
    clock.forward(seconds=5)
    await outbox(store, library, clock, server).empty()
    assert len(postbox.taken) == 1


async def test_is_sent_by_another_process_after_a_crash(
    store: ReportStore, library: Library, clock: Clock, server: MailServer, postbox: Postbox
) -> None:
    fake(store, library)
    assert store.take_outbox(DeliveryWay.MAIL, 10, lease_seconds=600)
    await outbox(store, library, clock, server).empty()
    assert postbox.taken == []
    clock.forward(seconds=601)
    await outbox(store, library, clock, server).empty()
    assert len(postbox.taken) == 1


async def test_a_password_never_goes_over_an_open_line(
    store: ReportStore, library: Library, clock: Clock, server: MailServer, postbox: Postbox
) -> None:
    fake(store, library)
    known = replace(server, user="kanaalcheck", password="geheim")
    await outbox(store, library, clock, known).empty()
    assert postbox.taken == []


async def test_a_hacked_channel_is_called_that(
    store: ReportStore, library: Library, clock: Clock, server: MailServer, postbox: Postbox
) -> None:
    file(store, library, "https://www.flandersinvestmentandtrade.com/", kind=Kind.COMPROMISED)
    await outbox(store, library, clock, server).empty()
    assert "mogelijk overgenomen kanaal" in postbox.taken[0].get_content()


async def test_without_a_mailbox_in_the_register_nothing_is_sent_and_nothing_waits(
    store: ReportStore, library: Library, clock: Clock, server: MailServer, postbox: Postbox
) -> None:
    organisation = library.registry.organisation("vdab")
    assert organisation
    assert contact(organisation) is None
    file(store, library, "vdab-bonus.be")
    await outbox(store, library, clock, server).empty()
    clock.forward(days=1)
    assert store.take_outbox(DeliveryWay.MAIL, 10, lease_seconds=60) == ()
    assert postbox.taken == []


def test_the_contact_is_a_mailbox_in_use(library: Library) -> None:
    fit = library.registry.organisation("fit")
    assert fit
    assert contact(fit) == TO
    retired = tuple(replace(each, status=ChannelStatus.RETIRED) for each in fit.channels)
    assert contact(replace(fit, channels=retired)) is None


@pytest.mark.parametrize(
    ("handles", "chosen"),
    [
        (["bodem", "dpo", "info", "plan"], "info"),
        (["plan", "contact", "fit"], "contact"),
        (["dienst.gent", "fit", "dienst"], "fit"),
        (["dienst.gent", "dienst"], "dienst"),
        (["plan", "bodem"], "plan"),
    ],
)
def test_the_contact_is_the_most_general_mailbox(
    library: Library, handles: list[str], chosen: str
) -> None:
    fit = library.registry.organisation("fit")
    assert fit
    channels = tuple(
        OfficialChannel(fit.id, address, ChannelStatus.ACTIVE, ())
        for address in (library.addresses.from_email(f"{each}@a.be") for each in handles)
    )
    assert contact(replace(fit, channels=channels)) == f"{chosen}@a.be"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 25, is_tls=False)),
        ("smtps://mail.example", MailServer("mail.example", 465, is_tls=True)),
        (
            "smtp://kc%40example:p%2Fw@mail.example:587",
            MailServer("mail.example", 587, is_tls=False, user="kc@example", password="p/w"),
        ),
    ],
)
def test_reads_the_url_of_a_server(url: str, server: MailServer) -> None:
    assert MailServer.at(url) == server


@pytest.mark.parametrize(
    ("platform", "shown", "told"),
    [
        ("website", "vdab-bonus[.]be/", "vdab-bonus[.]be/"),
        ("unknown", "@vdab_bonus", "@vdab_bonus"),
        ("unknown", "http://x[.]y mijn naam is An", None),
        ("unknown", "@vdab en toen belde ik", None),
    ],
)
def test_words_of_a_citizen_are_no_address(platform: str, shown: str, told: str | None) -> None:
    assert shown_address({"platform": platform, "shown": shown}) == told


def test_nobody_is_written_to_at_a_mailbox_that_was_taken_over(library: Library) -> None:
    registry = Registry(library.registry.register, library.addresses)
    fit = registry.organisation("fit")
    assert fit
    mailbox = next(each for each in fit.channels if each.address.value == TO)
    assert contact(fit, registry) == TO
    registry.warn_of_takeovers([Takeover(mailbox.address, "2026-11-29")])
    assert contact(fit, registry) != TO
