"""Examining Redis, which keeps the messages of a conversation in order."""

from collections.abc import Iterator

from redis import Redis
from redis.exceptions import RedisError

from bot.channels.settings import AllSettings
from bot.operations.finding import Finding, well, wrong

ABOUT = "redis"
SECONDS = 2.0


def examine(settings: AllSettings) -> Iterator[Finding]:
    """Ask for a sign of life."""
    if settings.redis_url is None:
        yield well(ABOUT, "none is set")
        return
    server = Redis.from_url(
        settings.redis_url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS
    )
    try:
        version = server.info("server")["redis_version"]
    except (RedisError, OSError) as error:
        remedy = "start it, or correct KANAALCHECK_REDIS_URL; conversations go on without it"
        yield wrong(ABOUT, f"does not answer ({type(error).__name__})", remedy)
        return
    finally:
        server.close()
    yield well(ABOUT, f"version {version} answers")
