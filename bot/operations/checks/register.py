"""Examining the register: whether it can be served, and what staff should look at."""

from collections.abc import Iterator

from bot.channels.settings import AllSettings
from bot.following import existing_folder, followed_of
from bot.operations.finding import Finding, well, wrong
from knowledge.addresses.platforms import PlatformsError
from knowledge.files.problem import MISTAKE
from knowledge.files.snapshot import take_snapshot
from knowledge.register.loading import RegisterError, read_addresses, read_register

ABOUT = "register"
REMEDY = "python -m knowledge lint tells all of it, with file, line and column"


def examine(settings: AllSettings) -> Iterator[Finding]:
    """Read the register as the server does at its start."""
    folder = existing_folder(settings)
    try:
        register = read_register(folder, read_addresses(folder))
    except RegisterError as error:
        mistakes = [each for each in error.problems if each.level == MISTAKE]
        says = f"has {len(mistakes)} mistakes, the first in {mistakes[0]}"
        yield wrong(ABOUT, says, REMEDY)
        return
    except PlatformsError as error:
        yield wrong(ABOUT, f"has mistakes: {error}", REMEDY)
        return
    followed = followed_of(settings)
    if followed and followed.seen.why:
        says = f"what KANAALCHECK_REGISTER_URL gives is not served: {followed.seen.why}"
        yield wrong(ABOUT, says, "see KanaalcheckRegisterSource in docs/runbook.md")
    version = take_snapshot(folder).version
    yield well(ABOUT, f"{len(register.organisations)} organisations in {folder}, version {version}")
