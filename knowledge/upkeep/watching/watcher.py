"""One round: every website once, every name that resembles an official domain once."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from knowledge.upkeep.watching.fetching import Fetcher
from knowledge.upkeep.watching.journal import Journal
from knowledge.upkeep.watching.look import Looker
from knowledge.upkeep.watching.lookalikes import exists
from knowledge.upkeep.watching.names import LookupFailedError, Resolver

HOSTS_AT_ONCE = 8
NAMES_AT_ONCE = 40
"""A resolver at home bears this; a large one would bear a thousand."""

Progress = Callable[[], object]
Name = tuple[str, str, str]
"""A name, the official domain it resembles and how."""


async def look_at_sites(
    sites: Iterable[str],
    fetcher: Fetcher,
    journal: Journal,
    progress: Progress,
    today: date | None = None,
) -> None:
    """Look at those websites that this round did not see yet.

    Sites on one host are looked at one after another, so that no host keeps others waiting.

    Args:
        sites: Addresses in the register.
        fetcher: Fetches pages.
        journal: Keeps what was seen.
        progress: Called after each.
        today: Written beside what is seen.
    """
    day = today.isoformat() if today else ""
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for site in sites:
        if site in journal.sightings:
            progress()
        else:
            hosts[urlsplit(site).netloc.removeprefix("www.")].append(site)
    looker, room = Looker(fetcher), asyncio.Semaphore(HOSTS_AT_ONCE)

    async def look(on_one_host: Sequence[str]) -> None:
        async with room:
            for site in on_one_host:
                journal.saw(replace(await looker.look_at(site), seen_on=day))
                progress()

    async with asyncio.TaskGroup() as group:
        for on_one_host in hosts.values():
            group.create_task(look(on_one_host))


async def ask_for_names(
    names: Iterable[Name], resolver: Resolver, journal: Journal, progress: Progress
) -> int:
    """Look up those names that this round did not ask for yet.

    Args:
        names: Each with what it resembles.
        resolver: Looks names up.
        journal: Keeps what exists.
        progress: Called after each.

    Returns:
        Of how many names it could not be told; they are asked for again when the round goes on.
    """
    queue = iter(names)
    untold = 0

    async def ask() -> None:
        nonlocal untold
        for name, near, how in queue:
            if name not in journal.asked:
                try:
                    journal.asked_for(name, await exists(name, near, how, resolver))
                except LookupFailedError:
                    untold += 1
            progress()

    async with asyncio.TaskGroup() as group:
        for _ in range(NAMES_AT_ONCE):
            group.create_task(ask())
    return untold
