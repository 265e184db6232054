"""`python -m bot channels list|close|open`: close a channel for a while, or everything."""

import argparse
import getpass
import sys
from collections.abc import Sequence

from actions.reports.closing_rows import ClosedChannel
from actions.reports.store import ReportStore, StoreUnavailable
from bot.channels.settings import AllSettings
from bot.conversation.closing import CHANNELS, EVERYTHING
from bot.reporting import utc_now

FAILED = 1


def main(arguments: Sequence[str], settings: AllSettings) -> int:
    """Run one command.

    Returns:
        0, or 1 when the database is away.
    """
    asked = _parser().parse_args(arguments)
    store = ReportStore.open(settings.database_url, clock=utc_now)
    try:
        for line in _done(asked, store):
            sys.stdout.write(f"{line}\n")
    except StoreUnavailable:
        sys.stderr.write(
            "The database is away, so nothing changed: start it, or set"
            " KANAALCHECK_DATABASE_URL, and try again.\n"
        )
        return FAILED
    finally:
        store.close()
    return 0


def _done(asked: argparse.Namespace, store: ReportStore) -> list[str]:
    match asked.command:
        case "close":
            store.close_channel(ClosedChannel(asked.channel, asked.reason, asked.by, utc_now()))
            return [
                f"{asked.channel} is closed within two seconds ({CHANNELS[asked.channel]})."
                " Addresses are still checked."
            ]
        case "open":
            if store.open_channel(asked.channel, actor=asked.by):
                return [f"{asked.channel} is open within two seconds."]
            return [f"{asked.channel} was not closed."]
    return [
        f"{each.channel}\tclosed {each.closed_at:%Y-%m-%d %H:%M} UTC by {each.closed_by}:"
        f" {each.reason}"
        for each in store.closed_channels()
    ] or ["Every channel is open."]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot channels",
        description="Close a channel for a while, or everything",
        epilog=", ".join(f"{name}: {text}" for name, text in CHANNELS.items()),
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("list", help="show what is closed, since when, by whom and why")
    close = commands.add_parser("close", help=f"close a channel; '{EVERYTHING}' is maintenance")
    close.add_argument("channel", choices=CHANNELS)
    close.add_argument("--reason", required=True, help="for the audit log; citizens do not read it")
    reopen = commands.add_parser("open", help="open it again")
    reopen.add_argument("channel", choices=CHANNELS)
    for each in (close, reopen):
        each.add_argument("--by", default=getpass.getuser(), help="who does it, for the audit log")
    return parser
