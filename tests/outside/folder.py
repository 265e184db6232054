"""The folder with tests and tables that others published; nothing of it is in this repository."""

import os
from pathlib import Path

SETTING = "KANAALCHECK_OUTSIDE"


def outside() -> Path | None:
    """Give the folder; None where it is not set.

    Raises:
        FileNotFoundError: It is set, and is not there: then the tests must not pass in silence.
    """
    given = os.environ.get(SETTING, "").strip()
    if not given:
        return None
    folder = Path(given)
    if not folder.is_dir():
        raise FileNotFoundError(f"{SETTING} is set to {given}, which is no folder")
    return folder
