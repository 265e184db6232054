"""`python -m bot staff add|list|disable|enable|password|second-off|role`: accounts of staff."""

import argparse
import getpass
import sys
from collections.abc import Callable, Mapping, Sequence

from actions.reports.model import Event
from actions.reports.store import ReportStore, StoreUnavailable
from bot.reporting import utc_now
from bot.settings import Settings
from bot.staff.access.accounts import AccountError, Accounts
from bot.staff.access.database import StaffDatabase
from bot.staff.access.passwords import SHORTEST, PasswordError
from bot.staff.access.roles import Role

BAD_INPUT = 2
FAILED = 1
ACTOR = "system"


def main(arguments: Sequence[str], settings: Settings) -> int:
    """Run one command.

    Returns:
        0; 1 when the database is away, 2 when what was asked cannot be done.
    """
    try:
        asked = _parser().parse_args(arguments)
    except SystemExit as error:  # argparse has said why, or given its help
        return BAD_INPUT if error.code else 0
    try:
        return _run(asked, settings)
    except (AccountError, PasswordError) as error:
        _complain(f"Nothing changed: {error}.")
        return BAD_INPUT
    except StoreUnavailable:
        _complain("The database is away: start it, or set KANAALCHECK_DATABASE_URL, and try again.")
        return FAILED


def _run(asked: argparse.Namespace, settings: Settings) -> int:
    database = StaffDatabase(settings.database_url)
    store = ReportStore.open(settings.database_url, clock=utc_now)
    try:
        accounts = Accounts(database, utc_now)
        event = COMMANDS[asked.command](accounts, asked)
        if event:
            store.record(event)
    finally:
        store.close()
        database.close()
    return 0


def _add(accounts: Accounts, asked: argparse.Namespace) -> Event:
    account = accounts.add(asked.name, Role(asked.role), _password(asked))
    _say(f"{account.name} can log in at /staff/ as {account.role}.")
    return _event("account_added", account.name, role=account.role)


def _list(accounts: Accounts, _asked: argparse.Namespace) -> None:
    for each in accounts.all():
        where = "OpenID Connect" if each.is_elsewhere else "password"
        where += " and code" if each.has_app else ""
        where += f" and {each.passkeys} passkeys" if each.passkeys else ""
        state = f"disabled {each.disabled_at:%Y-%m-%d}" if each.disabled_at else "active"
        _say(f"{each.name}\t{each.role}\t{where}\t{state}")


def _disable(accounts: Accounts, asked: argparse.Namespace) -> Event:
    accounts.disable(asked.name)
    _say(f"{asked.name} is logged out and cannot log in any more.")
    return _event("account_disabled", asked.name)


def _enable(accounts: Accounts, asked: argparse.Namespace) -> Event:
    accounts.enable(asked.name)
    _say(f"{asked.name} can log in again.")
    return _event("account_enabled", asked.name)


def _new_password(accounts: Accounts, asked: argparse.Namespace) -> Event:
    accounts.set_password(asked.name, _password(asked))
    _say(f"{asked.name} is logged out, and logs in with the new password from now on.")
    return _event("account_password", asked.name)


def _second_off(accounts: Accounts, asked: argparse.Namespace) -> Event:
    accounts.remove_second(asked.name)
    _say(
        f"{asked.name} is logged out, and logs in without a second step until it sets one up again."
    )
    return _event("account_second_off", asked.name)


def _role(accounts: Accounts, asked: argparse.Namespace) -> Event:
    accounts.set_role(asked.name, Role(asked.role))
    _say(f"{asked.name} is {asked.role} from now on.")
    return _event("account_role", asked.name, role=asked.role)


COMMANDS: Mapping[str, Callable[[Accounts, argparse.Namespace], Event | None]] = {
    "add": _add,
    "list": _list,
    "disable": _disable,
    "enable": _enable,
    "password": _new_password,
    "second-off": _second_off,
    "role": _role,
}


def _event(what: str, account: str, **details: str) -> Event:
    return Event(utc_now(), ACTOR, what, details={"account": account.lower(), **details})


def _password(asked: argparse.Namespace) -> str:
    if asked.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    try:
        password = getpass.getpass(f"Password (at least {SHORTEST} characters): ")
        again = getpass.getpass("The same again: ")
    except EOFError as error:
        raise PasswordError("nobody is there to ask; give --password-stdin") from error
    if again != password:
        raise PasswordError("the two passwords differ")
    return password


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot staff", description="Staff accounts")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    roles = [role.value for role in Role]
    add = commands.add_parser("add", help="make an account")
    add.add_argument("name")
    add.add_argument("--role", choices=roles, required=True)
    commands.add_parser("list", help="show every account")
    disable = commands.add_parser("disable", help="let an account in no more")
    disable.add_argument("name")
    enable = commands.add_parser("enable", help="let a disabled account in again")
    enable.add_argument("name")
    password = commands.add_parser("password", help="give an account a new password")
    password.add_argument("name")
    for takes_password in (add, password):
        takes_password.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )
    off = commands.add_parser("second-off", help="ask no code or passkey of who lost them all")
    off.add_argument("name")
    role = commands.add_parser("role", help="give an account another role")
    role.add_argument("name")
    role.add_argument("role", choices=roles)
    return parser


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _complain(line: str) -> None:
    sys.stderr.write(f"{line}\n")
