"""`python -m bot doctor`: what is wrong with this installation, and what to do about it."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict

from bot.channels.settings import AllSettings
from bot.operations.checks import database, language, machine, outside, redis, register
from bot.operations.finding import Finding, State, doubtful, well, wrong
from bot.settings import SettingsError, unknown

BAD_INPUT = 2
FAILED = 1
CHECKS: Mapping[str, Callable[[AllSettings], Iterable[Finding]]] = {
    "register": register.examine,
    "encoder": language.examine_encoder,
    "model": language.examine_model,
    "database": database.examine,
    "redis": redis.examine,
    "disk": machine.examine_disk,
    "permissions": machine.examine_permissions,
    "clock": machine.examine_clock,
    "limits": machine.examine_limits,
    "telegram": outside.examine_telegram,
    "mail": outside.examine_mail,
}
SIGNS: Mapping[State, str] = {State.WELL: "ok   ", State.DOUBTFUL: "look ", State.WRONG: "WRONG"}


def main(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> int:
    """Examine everything and say what was found.

    Returns:
        0; 1 when something is wrong, 2 when a setting cannot be used: then nothing else is tried.
    """
    asked = _parser().parse_args(arguments)
    logging.disable(logging.CRITICAL)  # libraries would tell again what is found anyway
    try:
        findings = [
            *(
                wrong("settings", each, "correct its name, or unset it")
                for each in unknown(AllSettings, environ)
            ),
            *examine(AllSettings.from_env(environ)),
        ]
        code = FAILED if any(each.state is State.WRONG for each in findings) else 0
    except SettingsError as error:
        findings = [
            wrong("settings", each, "correct it, then ask again") for each in error.sentences
        ]
        code = BAD_INPUT
    finally:
        logging.disable(logging.NOTSET)
    told = as_json(findings) if asked.json else as_text(findings)
    sys.stdout.write(f"{told}\n")
    return code


def examine(settings: AllSettings) -> list[Finding]:
    """Make every check; one that fails itself is a finding too."""
    findings = list(_examine_settings(settings))
    for about, check in CHECKS.items():
        try:
            findings.extend(check(settings))
        except Exception as error:
            says = f"cannot be examined ({type(error).__name__}: {error})"
            findings.append(wrong(about, says, "mend what the message says, then ask again"))
    return findings


def as_text(findings: Iterable[Finding]) -> str:
    """Give a line for each finding, and one below it for what to do."""
    lines = []
    for each in findings:
        lines.append(f"{SIGNS[each.state]} {each.about}: {each.says}.")
        if each.remedy:
            lines.append(f"      -> {each.remedy}.")
    return "\n".join(lines)


def as_json(findings: Sequence[Finding]) -> str:
    """Give the findings for machines; `state` is the worst of all."""
    order = list(State)
    worst = max((each.state for each in findings), key=order.index, default=State.WELL)
    document = {"state": worst, "findings": [asdict(each) for each in findings]}
    return json.dumps(document, indent=2, ensure_ascii=False)


def _examine_settings(settings: AllSettings) -> Iterable[Finding]:
    found = [
        doubtful("settings", says, remedy) for is_so, says, remedy in _doubts(settings) if is_so
    ]
    return found or [well("settings", "every variable can be used")]


def _doubts(settings: AllSettings) -> Iterable[tuple[bool, str, str]]:
    """Give what can be set and seldom is meant."""
    is_open = settings.host not in ("127.0.0.1", "::1", "localhost")
    yield (
        settings.today is not None,
        f"freshness is judged as of {settings.today}, whatever day it is",
        "unset KANAALCHECK_TODAY, which is for tests and demonstrations",
    )
    yield settings.rate_limit == 0, "nobody is limited", "unset KANAALCHECK_RATE_LIMIT"
    yield (
        settings.parse_api,
        "anybody may ask how a text is understood",
        "unset KANAALCHECK_PARSE_API, or let the proxy close /model/parse",
    )
    yield (
        is_open and not settings.behind_tls,
        f"plain HTTP is served on {settings.host}",
        "put a proxy with TLS in front and set KANAALCHECK_BEHIND_TLS=1",
    )
    yield (
        settings.behind_tls and not settings.trusted_proxies,
        "there is a proxy, and all who come through it count as one client",
        "set KANAALCHECK_TRUSTED_PROXIES to the proxy's address",
    )
    yield (
        bool(settings.smtp_url) != bool(settings.mail_from),
        "no mail is sent: its server and its sender belong together",
        "set KANAALCHECK_SMTP_URL and KANAALCHECK_MAIL_FROM, or neither",
    )
    yield (
        bool(settings.notify_webhook) and not settings.secret,
        "what the webhook gets is not signed",
        "set KANAALCHECK_SECRET",
    )
    yield (
        bool(settings.oidc_issuer) and not (settings.oidc_client_id and settings.public_url),
        "OpenID Connect needs more than its issuer",
        "set KANAALCHECK_OIDC_CLIENT_ID and KANAALCHECK_PUBLIC_URL",
    )
    yield (
        settings.shares_conversations and not settings.redis_url,
        "messages of one conversation are in order within a process alone",
        "with several processes, set KANAALCHECK_REDIS_URL",
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot doctor", description="What is wrong with this installation"
    )
    parser.add_argument("--json", action="store_true", help="for machines")
    return parser
