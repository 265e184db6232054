"""`python -m bot audit verify`: is the audit log what it was when it was sealed."""

import argparse
import sys
from collections.abc import Sequence

from actions.reports.sealing import Examined
from actions.reports.store import ReportStore, StoreUnavailable
from bot.channels.settings import AllSettings
from bot.reporting import utc_now

FAILED = 1


def main(arguments: Sequence[str], settings: AllSettings) -> int:
    """Examine the log.

    Returns:
        0; 1 when it is not what it was, or the database is away.
    """
    parser = argparse.ArgumentParser(prog="python -m bot audit", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    verify = commands.add_parser("verify", help="compute every seal anew")
    verify.add_argument(
        "--head", metavar="DIGEST", help="from the logs: a seal that has to be there still"
    )
    asked = parser.parse_args(arguments)
    store = ReportStore.open(settings.database_url, clock=utc_now)
    try:
        examined = store.examine_log()
    except StoreUnavailable as error:
        sys.stderr.write(f"The database is away: {error}.\n")
        return FAILED
    finally:
        store.close()
    problem = _problem(examined, asked.head)
    if problem:
        sys.stderr.write(f"{problem}\n")
        return FAILED
    sys.stdout.write(
        f"{examined.lines} lines in {examined.seals} seals are what they were;"
        f" {examined.unsealed} are not sealed yet. Newest seal: {examined.head or 'none'}.\n"
    )
    return 0


def _problem(examined: Examined, head: str | None) -> str | None:
    if examined.broken:
        first, last = examined.broken
        return f"The audit log was changed: lines {first} to {last} are not what was sealed."
    if head is not None and head not in examined.digests:
        return f"The audit log was changed: the seal {head} is gone."
    return None
