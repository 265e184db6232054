"""`python -m bot remind`: mail organisations a link to the page with their channels."""

import argparse
import asyncio
import sys
from collections.abc import Iterable, Sequence

from actions.reports.database.connection import StoreUnavailable
from bot.channels.settings import AllSettings
from bot.notifying.reminding.rounds import Asked, Sender, asked, send
from bot.notifying.reminding.store import Reminders, newest
from bot.reporting import utc_now
from knowledge.library import Library, build_library
from knowledge.register.loading import RegisterError

FAILED, CANNOT = 1, 2


def main(arguments: Sequence[str], settings: AllSettings) -> int:
    """Show whom a round would go to, and send it when that is asked.

    Returns:
        0; 1 when some mail was refused or the database is away, 2 when a setting is missing or
        the register is not usable.
    """
    given = _parser().parse_args(arguments)
    try:
        library = build_library(
            settings.knowledge, today=settings.current_day, cache=settings.cache
        )
    except RegisterError as error:
        _say(str(error))
        return CANNOT
    kept = Reminders(settings.database_url)
    try:
        return _done(given, settings, library, kept)
    except StoreUnavailable:
        _say("De databank is niet bereikbaar. Er is niets meer verstuurd.")
        return FAILED
    finally:
        kept.close()


def _done(
    given: argparse.Namespace, settings: AllSettings, library: Library, kept: Reminders
) -> int:
    rows, now = kept.every(), utc_now()
    if given.silent:
        for each in newest(rows).values():
            if each.answered_at is None:
                _tell(f"{each.organisation}  gevraagd op {each.sent_at:%d/%m/%Y}  {each.mailbox}")
        return 0
    unknown = [each for each in given.organisation if library.registry.organisation(each) is None]
    if unknown:
        _say(f"Niet in het register: {', '.join(unknown)}.")
        return CANNOT
    wanted = list(asked(library, rows, settings.current_day(), given.organisation))
    ready = [each for each in wanted if each.may_be_asked(now)]
    _list(wanted, ready)
    if not given.send:
        _say(f"{len(ready)} mails zouden vertrekken. Versturen doet --send.")
        return 0
    sender = Sender.of(settings)
    if sender is None:
        _say(
            "Dat lukt niet: zet KANAALCHECK_SMTP_URL, KANAALCHECK_MAIL_FROM en"
            " KANAALCHECK_PUBLIC_URL."
        )
        return CANNOT
    sent = asyncio.run(send(wanted, sender, kept, library, utc_now))
    _say(f"{len(sent.organisations)} mails verstuurd.")
    for name in sent.refused:
        _say(f"{name}: de mailserver nam het bericht niet aan.")
    return FAILED if sent.refused else 0


def _list(wanted: Iterable[Asked], ready: list[Asked]) -> None:
    for each in wanted:
        name = each.organisation.id
        if each in ready:
            _tell(f"{name}  {each.mailbox}  {each.due} kanalen")
        elif each.mailbox is None:
            _tell(f"{name}  geen mailbox in het register  {each.due} kanalen")
        elif each.last_at:
            _tell(f"{name}  al gevraagd op {each.last_at:%d/%m/%Y}  {each.due} kanalen")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot remind",
        description="Vraag organisaties per mail of hun kanalen nog kloppen.",
    )
    parser.add_argument(
        "--organisation", nargs="+", default=[], metavar="KENMERK", help="alleen deze"
    )
    parser.add_argument("--send", action="store_true", help="verstuur de mails ook")
    parser.add_argument("--silent", action="store_true", help="toon wie nog niet antwoordde")
    return parser
