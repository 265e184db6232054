"""`python -m bot COMMAND`: run, talk, train, measure, and look after an installation."""

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from bot.channels.settings import AllSettings
from bot.channels.telegram.hiding import Hiding
from bot.http import request_ids
from bot.http.log_lines import JsonLines, TextLines
from bot.settings import SettingsError, listing, secrets, unknown

BAD_INPUT = 2
FAILED = 1


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Returns:
        0; 1 when it failed, 2 when a setting or the register is not usable.
    """
    _quiet_libraries()
    own = OWN_ARGUMENTS.get(arguments[0]) if arguments else None
    given = _parser().parse_args(arguments[:1] if own else arguments)
    if given.command == "doctor":
        return _doctor(arguments[1:])
    try:
        settings = AllSettings.from_env(os.environ)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    _log(settings)
    for sentence in unknown(AllSettings, os.environ):
        logging.getLogger(__name__).warning("%s", sentence)
    return own(arguments[1:], settings) if own else COMMANDS[given.command](settings)


def _run(settings: AllSettings) -> int:
    from actions.reports.database.migrating import TablesTooNew
    from bot.conversation.tensorflow_fence import keep_out_tensorflow
    from bot.tracing import TracesMissingError

    keep_out_tensorflow()
    _count_in_one_thread()
    if settings.workers > 1:
        from bot.process.workers import serve
    else:
        from bot.process.lifecycle import serve
    try:
        return _with_register(lambda: serve(settings))
    except (TablesTooNew, TracesMissingError) as error:
        print(f"Cannot serve: {error}.", file=sys.stderr)
        return BAD_INPUT
    except OSError as error:
        reason = error.strerror or type(error).__name__
        print(f"Cannot serve: {reason}. Free it, or set KANAALCHECK_PORT.", file=sys.stderr)
        return FAILED


def _chat(settings: AllSettings) -> int:
    from bot.channels.terminal import chat
    from bot.conversation.dialogue import Dialogue
    from bot.conversation.tensorflow_fence import keep_out_tensorflow
    from bot.conversation.undelivered import Unheard
    from bot.opening import open_library
    from bot.reporting import Reporting

    keep_out_tensorflow()

    def talk() -> None:
        reporting = Reporting.open(settings)
        unheard = Unheard(reporting.store, {})
        dialogue = Dialogue.load(settings, open_library(settings), reporting.desk, unheard)
        asyncio.run(chat(dialogue, print, unheard))

    return _with_register(talk)


def _train(settings: AllSettings) -> int:
    from bot.conversation.training import TrainingError, train

    def say(line: str) -> None:
        print(f"[train] {line}", flush=True)

    try:
        return _with_register(lambda: train(settings, say))
    except TrainingError as error:
        print(error, file=sys.stderr)
        return FAILED


def _evaluate(settings: AllSettings) -> int:
    from bot.evaluation import main as evaluate

    return evaluate(settings)


def _staff(arguments: Sequence[str], settings: AllSettings) -> int:
    from bot.staff.access.command import main as staff

    return staff(arguments, settings)


def _backup(arguments: Sequence[str], settings: AllSettings) -> int:
    from bot.operations.backup.command import backup

    return backup(arguments, settings)


def _restore(arguments: Sequence[str], settings: AllSettings) -> int:
    from bot.operations.backup.command import restore

    return restore(arguments, settings)


def _channels(arguments: Sequence[str], settings: AllSettings) -> int:
    from bot.operations.channels import main as channels

    return channels(arguments, settings)


def _remind(arguments: Sequence[str], settings: AllSettings) -> int:
    from bot.operations.remind import main as remind

    return remind(arguments, settings)


def _audit(arguments: Sequence[str], settings: AllSettings) -> int:
    from bot.operations.audit import main as audit

    return audit(arguments, settings)


def _sbom(arguments: Sequence[str], settings: AllSettings) -> int:
    from bot.operations.sbom import main as sbom

    return sbom(arguments, settings)


def _share(arguments: Sequence[str], settings: AllSettings) -> int:
    from bot.operations.share import main as share

    return share(arguments, settings)


def _doctor(arguments: Sequence[str], _settings: AllSettings | None = None) -> int:
    """Examine without settings too: one that cannot be used is what it tells."""
    from bot.operations.doctor import main as doctor

    return doctor(arguments)


def _purge(settings: AllSettings) -> int:
    from bot.notifying.retention import main as purge

    return purge(settings)


def _settings(settings: AllSettings) -> int:
    print(listing(settings))
    return 0


COMMANDS: Mapping[str, Callable[[AllSettings], int]] = {
    "run": _run,
    "chat": _chat,
    "train": _train,
    "evaluate": _evaluate,
    "settings": _settings,
    "purge": _purge,
}
OWN_ARGUMENTS: Mapping[str, Callable[[Sequence[str], AllSettings], int]] = {
    "staff": _staff,
    "doctor": _doctor,
    "audit": _audit,
    "remind": _remind,
    "sbom": _sbom,
    "share": _share,
    "channels": _channels,
    "backup": _backup,
    "restore": _restore,
}
HELP: Mapping[str, str] = {
    "run": "serve the chat page, the API and the channels",
    "chat": "talk in this terminal, or through a pipe",
    "train": "train the language model, if something it is made from changed",
    "evaluate": "measure how well it understands, finds and judges",
    "settings": "list what can be set",
    "purge": "delete contact details and images of reports closed long enough ago",
    "remind": "mail organisations a link to confirm their channels on",
    "staff": "make and change accounts of staff",
    "backup": "put all that cannot be made again in one file",
    "restore": "put a backup in place of an empty installation",
    "channels": "close a channel for a while, or everything, and open it again",
    "share": "write confirmed fakes for others: STIX, MISP, XARF, hosts, RPZ",
    "sbom": "say what this is made of, as CycloneDX",
    "audit": "tell whether the audit log is what it was",
    "doctor": "say what is wrong with this installation and what to do",
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Kanaalcheck")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in HELP.items():
        commands.add_parser(name, help=text)
    return parser


def _with_register(work: Callable[[], None]) -> int:
    """Do something that reads the register; tell staff in Dutch what is wrong with it."""
    from knowledge.addresses.platforms import PlatformsError
    from knowledge.register.loading import RegisterError

    try:
        work()
    except RegisterError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return BAD_INPUT
    except PlatformsError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    return 0


def _log(settings: AllSettings) -> None:
    handler = logging.StreamHandler(sys.stderr)
    lines = JsonLines() if settings.log_format == "json" else TextLines()
    handler.setFormatter(Hiding(lines, *secrets(settings)))
    handler.addFilter(request_ids.note)
    handler.addFilter(lambda record: record.name != "root")  # TensorFlow, about TensorBoard
    # Deprecations inside what Rasa imports: for the tests to name, not for an operator.
    logging.captureWarnings(capture=True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    for name in ("sentence_transformers", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)


def _count_in_one_thread() -> None:
    """Keep libraries of numbers from beginning threads of their own, before their first import.

    Our vectors are small: threads wait for each other longer than they count, on all cores, and
    none would live through a fork.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _quiet_libraries() -> None:
    """Set what libraries read before their first import; what an operator set stays."""
    for name, value in {
        "RASA_TELEMETRY_ENABLED": "false",  # Rasa would report errors to a third party
        "USE_TF": "0",  # transformers would import TensorFlow
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "HF_HUB_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "LOG_LEVEL": "ERROR",  # Rasa would draw a bar for each step of a second
    }.items():
        os.environ.setdefault(name, value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
