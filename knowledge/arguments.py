"""What several commands read from the command line."""

import argparse
from datetime import date
from urllib.parse import urlsplit

Commands = argparse._SubParsersAction  # argparse has no public name for it


def day(text: str) -> date:
    """Read a date.

    Raises:
        argparse.ArgumentTypeError: It is none; the message is for staff.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is geen datum als 2026-11-24") from error


def web_url(text: str) -> str:
    """Read a web address, without slash at the end.

    Raises:
        argparse.ArgumentTypeError: It is none; the message is for staff.
    """
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or not text.isprintable():
        raise argparse.ArgumentTypeError(f"{text!r} is geen webadres als https://kanaalcheck.be")
    return text.rstrip("/")
