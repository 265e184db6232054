"""What several commands read from the command line."""

import argparse
from datetime import date

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
