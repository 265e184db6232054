"""`python -m bot share FORMAT`: confirmed fakes for others, on standard output."""

import argparse
import sys
from collections.abc import Sequence

from actions.reports.store import ReportStore, StoreUnavailable
from bot.channels.settings import AllSettings
from bot.notifying.warnings import impersonations
from bot.reporting import utc_now
from bot.sharing.fakes import shared_fakes
from bot.sharing.formats import FORMATS
from bot.sharing.origin import Origin
from bot.sharing.xarf import NoMailboxError
from knowledge.library import build_library

FAILED = 1


def main(arguments: Sequence[str], settings: AllSettings) -> int:
    """Run the command.

    Returns:
        0, or 1 when the database is away or a setting is missing.
    """
    parser = argparse.ArgumentParser(
        prog="python -m bot share", description="Write confirmed fakes for others."
    )
    parser.add_argument("format", choices=FORMATS, help="what to write")
    chosen = FORMATS[parser.parse_args(arguments).format]
    store = ReportStore.open(settings.database_url, clock=utc_now)
    try:
        confirmed = store.confirmed_fakes()
    except StoreUnavailable:
        sys.stderr.write("The database is away, so nothing is shared: start it and try again.\n")
        return FAILED
    finally:
        store.close()
    library = build_library(settings.knowledge, today=settings.current_day, cache=settings.cache)
    library.registry.warn_of(impersonations(confirmed, library.addresses))
    fakes, origin = shared_fakes(library, confirmed), Origin.of(settings, utc_now())
    try:
        sys.stdout.write(chosen.write(fakes, origin))
    except NoMailboxError:
        sys.stderr.write("XARF names a mailbox that answers: set KANAALCHECK_MAIL_FROM.\n")
        return FAILED
    return 0
