"""Examining what is reached over the internet: Telegram and the mail server."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import aiosmtplib

from bot.channels.settings import AllSettings
from bot.notifying.mail import MailServer
from bot.operations.finding import Finding, doubtful, well, wrong

SECONDS = 5.0
TELEGRAM, MAIL = "telegram", "mail"


def examine_telegram(settings: AllSettings) -> Iterator[Finding]:
    """Ask Telegram who the bot is and whether its updates arrive."""
    if not settings.telegram_token:
        yield well(TELEGRAM, "no token is set: there is no bot")
        return
    try:
        me, hook = asyncio.run(_asked(settings, "getMe", "getWebhookInfo"))
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        # The text of the error may hold the token.
        remedy = f"let this machine reach {settings.telegram_api_base}"
        yield wrong(TELEGRAM, f"does not answer ({type(error).__name__})", remedy)
        return
    if not me.get("ok"):
        remedy = "get a new token from @BotFather and set TELEGRAM_TOKEN"
        yield wrong(TELEGRAM, f"refuses the token ({me.get('error_code')})", remedy)
        return
    yield well(TELEGRAM, f"the bot is @{me['result']['username']}")
    yield from _examine_webhook(settings, hook.get("result") or {})


def _examine_webhook(settings: AllSettings, hook: dict[str, Any]) -> Iterator[Finding]:
    wanted, known = settings.telegram_webhook_url, hook.get("url") or None
    if wanted != known:
        says = f"sends updates to {known or 'nobody'}, and {wanted or 'we ask for them'}"
        yield doubtful(TELEGRAM, says, "the next start corrects that")
    elif hook.get("last_error_message"):
        at = datetime.fromtimestamp(hook.get("last_error_date", 0), UTC)
        says = f"could not deliver at {at:%Y-%m-%d %H:%M} UTC: {hook['last_error_message']}"
        yield doubtful(TELEGRAM, says, f"let Telegram reach {wanted}")


async def _asked(settings: AllSettings, *methods: str) -> list[dict[str, Any]]:
    limit = aiohttp.ClientTimeout(total=SECONDS)
    base = f"{settings.telegram_api_base}/bot{settings.telegram_token}"
    answers = []
    async with aiohttp.ClientSession(timeout=limit) as session:
        for method in methods:
            async with session.get(f"{base}/{method}", allow_redirects=False) as response:
                answers.append(await response.json())
    return answers


def examine_mail(settings: AllSettings) -> Iterator[Finding]:
    """Greet the mail server, and log in where a password is set; nothing is sent."""
    if not settings.smtp_url:
        yield well(MAIL, "no server is set: no mail is sent")
        return
    server = MailServer.at(settings.smtp_url)
    try:
        asyncio.run(server.greet())
    except aiosmtplib.SMTPAuthenticationError:
        remedy = "correct user and password in KANAALCHECK_SMTP_URL"
        yield wrong(MAIL, f"{server.host} refuses the password", remedy)
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        says = f"{server.host}:{server.port} does not answer ({type(error).__name__})"
        yield wrong(MAIL, says, "let this machine reach it, or correct KANAALCHECK_SMTP_URL")
    else:
        yield well(MAIL, f"{server.host}:{server.port} lets us in")
