"""A saved change is served within a second; a broken one changes nothing and is told."""

import asyncio
import gc
import logging
import os
import shutil
import time
import weakref
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from bot.channels.settings import AllSettings
from bot.conversation.dialogue import Dialogue
from bot.opening import open_last_good, open_librarian
from bot.process.app import build_app, handle_reports
from bot.process.lifecycle import HTTP
from bot.reporting import Reporting
from bot.running.application import SERVED, Served
from bot.running.background import WARNINGS
from bot.running.reloading import RELOADING, setup
from knowledge.register.loading import RegisterError
from tests.bot.conftest import TODAY, CheckingDialogue, Client, Server, now
from tests.knowledge.broken.edits import broken_edits, copy_register
from tests.knowledge.small_folder import WORK, write_folder

PATIENCE_S = 20.0  # of a busy machine; how fast it is, is measured by `make bench`
WORK_FILE = "organisations/werkdienst.yml"
NEW_SITE = "https://www.nieuwe-werkdienst.be/"
WITH_NEW_SITE = WORK.replace("https://www.werkdienst.be/", NEW_SITE)


@dataclass
class Running:
    """One application that follows a folder."""

    client: Client
    folder: Path

    @property
    def served(self) -> Served:
        return self.client.server.app[SERVED]  # type: ignore[attr-defined,no-any-return]

    async def verdict(self, text: str = NEW_SITE) -> str:
        response = await self.client.get("/api/v1/check", params={"q": text})
        assert response.status == 200
        answer: dict[str, Any] = await response.json()
        return str(answer["verdict"])

    async def knowledge(self) -> dict[str, Any]:
        response = await self.client.get("/health/ready")
        assert response.status == 200
        knowledge: dict[str, Any] = (await response.json())["knowledge"]
        return knowledge

    async def becomes(self, verdict: str, text: str = NEW_SITE) -> None:
        await until(lambda: self._is(verdict, text))

    async def complains(self, told: str) -> None:
        async def does() -> bool:
            return told in str((await self.knowledge())["error"])

        await until(does)

    async def is_content(self) -> None:
        async def is_so() -> bool:
            return (await self.knowledge())["error"] is None

        await until(is_so)

    async def _is(self, verdict: str, text: str) -> bool:
        return await self.verdict(text) == verdict


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not await holds():
        assert time.monotonic() < deadline, "it never came"
        await asyncio.sleep(0.02)


@asynccontextmanager
async def following(folder: Path, place: Path) -> AsyncIterator[Running]:
    settings = replace(
        AllSettings(),
        rate_limit=0,
        knowledge=folder,
        encoder="none",
        today=TODAY,
        cache=place / "cache",
        last_good=place / "last-good",
        database_url=f"sqlite:///{place}/reports.db",
        spool=place / "spool",
        images=place / "images",
    )
    librarian = open_librarian(settings)
    opened = open_last_good(settings, librarian)
    reporting = Reporting.open(settings)
    dialogue = CheckingDialogue(opened.library)
    app = build_app(settings, opened.library, dialogue, desk=reporting.desk)
    handle_reports(app, settings, reporting)
    setup(app, settings=settings, librarian=librarian, clock=now, broken=opened.problems)
    app[SERVED].kept_at = opened.kept_at
    del opened, dialogue
    server = Server(app)
    await server.start_server(**HTTP)
    async with TestClient(server) as client:
        yield Running(client, folder)
    reporting.store.close()


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    folder = write_folder(tmp_path / "register")
    async with following(folder, tmp_path) as one:
        yield one


def save(path: Path, content: str) -> None:
    """Saves as most editors do: beside, then in place."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(content, encoding="utf-8")
    beside.replace(path)


def overwrite(path: Path, content: str) -> None:
    """Saves as the others do: truncated, then written."""
    path.write_text(content, encoding="utf-8")


@pytest.mark.parametrize("how", [save, overwrite])
async def test_a_saved_change_is_served(running: Running, how: Callable[[Path, str], None]):
    assert await running.verdict() == "lookalike"
    before = await running.knowledge()

    how(running.folder / WORK_FILE, WITH_NEW_SITE)

    await running.becomes("official_stale")
    assert (await running.knowledge())["version"] != before["version"]
    assert (await running.knowledge())["error"] is None


@pytest.mark.slow
async def test_sixty_slips_in_the_real_register_change_no_answer(tmp_path: Path):
    folder = copy_register(tmp_path / "register")
    async with following(folder, tmp_path) as running:
        version = (await running.knowledge())["version"]
        for edit in broken_edits():
            if edit.rule == "verified-in-future":  # served, and counts as no confirmation
                continue
            path = folder / edit.file
            right = path.read_text(encoding="utf-8")
            line = edit.apply(folder)

            await running.complains(f"{edit.file}:{line}:")
            assert (await running.knowledge())["version"] == version
            assert await running.verdict("https://www.vdab.be/") == "official_stale"
            assert await running.verdict("https://overheid-vlaanderen.be/") == "confirmed_fake"
            save(path, right)
            await running.is_content()


async def test_a_change_of_the_same_size_and_time_is_seen(running: Running):
    path = running.folder / WORK_FILE
    before = path.stat()
    path.write_text(WORK.replace("www.werkdienst.be", "www.werkdiensd.be"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    await running.becomes("official_stale", "https://www.werkdiensd.be/")
    assert path.stat().st_size == before.st_size


async def test_a_file_that_comes_or_goes_is_seen(running: Running):
    path = running.folder / "organisations/nieuwe-dienst.yml"
    text = WITH_NEW_SITE.replace("Dienst voor Werk", "Nieuwe dienst").replace("Werkdienst", "Nieuw")
    text = text.replace("DvW", "NwD").replace('werkdienst"', 'nieuwdienst"')
    save(path, text.replace("0800 30 700", "0800 30 701"))
    await running.becomes("official_stale")

    path.rename(path.with_name("andere-dienst.yml"))
    await until(lambda: has_organisation(running, "andere-dienst"))
    assert await running.verdict() == "official_stale"

    path.with_name("andere-dienst.yml").unlink()
    await running.becomes("lookalike")


async def has_organisation(running: Running, name: str) -> bool:
    return (await running.client.get(f"/api/v1/organisations/{name}")).status == 200


async def test_platforms_and_neighbours_are_followed(running: Running):
    assert await running.verdict("https://www.werkdienst.nl/") == "lookalike"
    rows = "neighbours:\n  werkdienst.nl: {is: Een dienst in Nederland, near: werkdienst.be}\n"
    save(running.folder / "neighbours.yml", rows)
    await running.becomes("not_listed", "https://www.werkdienst.nl/")

    platforms = running.folder / "platforms.yml"
    assert await running.verdict("https://x.com/werkdienst") == "official_stale"
    save(platforms, platforms.read_text("utf-8").replace("x.com", "xx.example"))
    await running.complains("organisations/werkdienst.yml")
    assert await running.verdict("https://x.com/werkdienst") == "official_stale"


BROKEN: dict[str, tuple[str, str, str]] = {
    "half-written": (WORK_FILE, WORK[: len(WORK) // 2], "werkdienst.yml:"),
    "empty": (WORK_FILE, "", "werkdienst.yml:1:1"),
    "no yaml": (WORK_FILE, "name: [", "werkdienst.yml:2:1"),
    "a tab": (WORK_FILE, WORK.replace("  - platform: ph", "\t- platform: ph"), "werkdienst.yml:"),
    "two documents": (WORK_FILE, WORK + "---\n" + WORK, "werkdienst.yml:"),
    "conflict": (WORK_FILE, "<<<<<<< HEAD\n" + WORK + "=======\n>>>>>>> x\n", "werkdienst.yml:"),
    "unclosed quote": (WORK_FILE, WORK.replace("'2018'", "'2018"), "werkdienst.yml:"),
    "a name twice": (WORK_FILE, WORK + "name: Nog eens\n", "duplicate-key"),
    "an anchor": (WORK_FILE, WORK.replace(": D", ": &a D", 1) + "parent: *a\n", "yaml-anchor"),
    "a tag": (WORK_FILE, WORK.replace("name: D", "name: !!python/name:os D", 1), "yaml-tag"),
    "no name": (WORK_FILE, WORK.replace("name: Dienst", "naam: Dienst"), "bedoelt u 'name'"),
    "unknown status": (WORK_FILE, WORK.replace("active", "actief", 1), "werkdienst.yml:5:9"),
    "unquoted number": (WORK_FILE, WORK.replace("'0800 30 700'", "0800"), "aanhalingstekens"),
    "bad address": (WORK_FILE, WORK.replace("https://x.com/werkdienst", "https://x.com/"), "fout"),
    "unknown platform": (WORK_FILE, WORK.replace("platform: x,", "platform: y,"), "platform"),
    "a parent that is empty": ("organisations/busdienst.yml", "", "busdienst.yml:1:1"),
    "deep": (WORK_FILE, "[" * 100_000, "te diep genest"),
    "not utf-8": (WORK_FILE, "\udcff", "UTF-8"),
    "a null byte": (WORK_FILE, WORK + "\0", "werkdienst.yml:"),
    "rules": ("rules.yml", "rules: {}", "rules.yml:1:8"),
    "platforms": ("platforms.yml", "website: {}", "platforms.yml:1:"),
    "neighbours": ("neighbours.yml", "neighbours: 3", "neighbours.yml:1:13"),
    "answers": ("answers/how.yml", "title: Hoe", "how.yml:1:"),
    "candidates": ("candidates.yml", "- x", "candidates.yml:1:1"),
    "fake that is listed": (
        "impersonations.yml",
        "impersonations:\n- {platform: website, address: https://www.werkdienst.be/,"
        " seen_since: '2026', source: {url: https://busdienst.be/}}\n",
        "fake-listed",
    ),
}


async def test_a_broken_edit_changes_nothing_and_is_told_until_it_is_mended(
    running: Running, caplog: pytest.LogCaptureFixture
):
    version = (await running.knowledge())["version"]
    caplog.set_level(logging.ERROR)
    for name, (file, content, told) in BROKEN.items():
        path = running.folder / file
        right = path.read_bytes()
        caplog.clear()

        path.write_bytes(content.encode("utf-8", "surrogateescape"))
        await running.complains(told)

        assert (await running.knowledge())["version"] == version, name
        assert await running.verdict("https://www.werkdienst.be/") == "official_stale", name
        (logged,) = (each for each in caplog.records if each.name == "bot.running.reloading")
        assert told in logged.getMessage(), name
        metrics = await (await running.client.get("/metrics")).text()
        assert "\nkanaalcheck_knowledge_problem 1.0" in metrics, name
        path.write_bytes(right)
        await running.is_content()
    metrics = await (await running.client.get("/metrics")).text()
    assert "\nkanaalcheck_knowledge_problem 0.0" in metrics
    assert (await running.knowledge())["version"] == version


async def test_two_mistakes_after_each_other_then_all_is_well(running: Running):
    path = running.folder / WORK_FILE
    save(path, "name: [")
    await running.complains("werkdienst.yml:2:1")
    save(path, WORK.replace("agency", "agentschap"))
    await running.complains("werkdienst.yml:4:7")
    reloading = running.client.server.app[RELOADING]  # type: ignore[attr-defined]
    assert [each.line for each in reloading.problems if each.level == "fout"] == [4]
    save(path, WITH_NEW_SITE)

    await running.becomes("official_stale")
    assert (await running.knowledge())["error"] is None
    assert reloading.version == (await running.knowledge())["version"]


async def test_of_many_edits_the_last_one_wins_and_each_answer_is_of_one_of_them(running: Running):
    path = running.folder / WORK_FILE
    seen = set()
    for number in range(40):
        save(path, WORK.replace("www.werkdienst.be", f"www.werkdienst{number:02}.be"))
        seen.add(await running.verdict("https://www.werkdienst.be/"))
        await asyncio.sleep(0.01)

    await running.becomes("official_stale", "https://www.werkdienst39.be/")
    assert seen <= {"official_stale", "lookalike"}
    assert (await running.knowledge())["error"] is None


async def test_files_saved_together_are_one_change(running: Running, caplog: Any):
    """The first of them alone would be right too, and say that nobody has the site."""
    caplog.set_level(logging.INFO, "bot.running.reloading")
    path, bus = running.folder / WORK_FILE, running.folder / "organisations/busdienst.yml"
    save(path, WORK.replace("platform: x,", "platform: x, label: nieuw,"))
    await asyncio.sleep(0.05)
    save(bus, bus.read_text("utf-8").replace("Rijdt", "Reed"))
    await asyncio.sleep(0.05)
    save(running.folder / "answers/how.yml", "title: Hoe")
    await running.complains("how.yml")

    assert not [each for each in caplog.records if "serving" in each.message]


async def test_a_folder_swapped_by_a_link_is_followed(tmp_path: Path):
    """As Kubernetes does: files are links through `..data`, which is replaced in one step."""
    first = write_folder(tmp_path / "..2026_1")
    second = write_folder(tmp_path / "..2026_2")
    save(second / WORK_FILE, WITH_NEW_SITE)
    folder = tmp_path / "mounted"
    folder.mkdir()
    (folder / "..data").symlink_to(first)
    for each in first.iterdir():
        (folder / each.name).symlink_to(Path("..data") / each.name)
    async with following(folder, tmp_path) as running:
        (folder / "..new").symlink_to(second)
        (folder / "..new").replace(folder / "..data")
        shutil.rmtree(first)
        await running.becomes("official_stale")

        (folder / "..data").unlink()  # leads nowhere for a moment
        await running.complains("fout")
        assert await running.verdict() == "official_stale"
        (folder / "..data").symlink_to(second)
        await running.is_content()


async def test_single_files_that_are_links_are_followed(running: Running):
    """As Kubernetes mounts the folder of the organisations by itself."""
    mounted = running.folder / "organisations"
    first, second = mounted / "..1", mounted / "..2"
    for place in (first, second):
        place.mkdir()
        for path in list(mounted.glob("*.yml")):
            shutil.copy(path, place)
    save(second / "werkdienst.yml", WITH_NEW_SITE)
    (mounted / "..data").symlink_to("..1")
    for path in list(mounted.glob("*.yml")):
        (mounted / "new").symlink_to(Path("..data") / path.name)
        (mounted / "new").replace(path)
    await running.is_content()
    assert await running.verdict("https://www.werkdienst.be/") == "official_stale"

    (mounted / "..new").symlink_to("..2")
    (mounted / "..new").replace(mounted / "..data")
    await running.becomes("official_stale")
    assert await has_organisation(running, "werkdienst")

    (mounted / "..data").unlink()
    await running.complains("verwijzing")
    assert await running.verdict() == "official_stale"


async def test_a_folder_replaced_as_a_whole_or_gone_for_a_while(running: Running, tmp_path: Path):
    save(write_folder(tmp_path / "new") / WORK_FILE, WITH_NEW_SITE)
    running.folder.rename(tmp_path / "old")
    await running.complains("ontbreekt")
    assert await running.verdict("https://www.werkdienst.be/") == "official_stale"

    (tmp_path / "new").rename(running.folder)
    await running.becomes("official_stale")
    assert (await running.knowledge())["error"] is None

    (running.folder / "organisations").rename(tmp_path / "away")
    await running.complains("organisations:1:1")
    (running.folder / "organisations").write_text("no folder")
    await asyncio.sleep(0.3)
    assert await running.verdict() == "official_stale"
    (running.folder / "organisations").unlink()
    (tmp_path / "away").rename(running.folder / "organisations")
    await running.is_content()


async def test_what_editors_keep_beside_a_file_is_no_change(running: Running):
    organisations = running.folder / "organisations"
    (organisations / ".#werkdienst.yml").symlink_to("somebody@somewhere.1:2")
    (organisations / ".werkdienst.yml.swp").write_bytes(b"\0")
    (organisations / "werkdienst.yml~").write_text("oud")
    (organisations / "#werkdienst.yml#").write_text("half")
    save(running.folder / WORK_FILE, WITH_NEW_SITE)

    await running.becomes("official_stale")
    assert (await running.knowledge())["error"] is None


async def test_confirmed_fakes_are_never_forgotten(running: Running):
    app = running.client.server.app  # type: ignore[attr-defined]
    prepared = []
    prepare = app[WARNINGS].prepare

    def noting(library: Any) -> None:
        prepare(library)
        prepared.append((library, app[SERVED].latest is library))

    app[WARNINGS].prepare = noting
    save(running.folder / WORK_FILE, WITH_NEW_SITE)
    await running.becomes("official_stale")

    assert prepared[-1][0] is app[SERVED].latest
    assert not any(was_served for _, was_served in prepared)


async def test_conversations_go_on_and_each_turn_is_of_one_register(tmp_path: Path):
    folder = write_folder(tmp_path / "register")
    async with following(folder, tmp_path) as running:
        app = running.client.server.app  # type: ignore[attr-defined]
        settings = replace(
            AllSettings(), knowledge=folder, encoder="none", models=tmp_path, today=TODAY
        )
        app[SERVED].dialogue = await asyncio.to_thread(Dialogue.load, settings, app[SERVED].latest)
        answers = await app[SERVED].dialogue.answer("one", NEW_SITE)
        assert answers[0].custom["verdict"] == "lookalike"

        save(folder / WORK_FILE, WITH_NEW_SITE)
        await running.becomes("official_stale")

        answers = await app[SERVED].dialogue.answer("one", NEW_SITE)
        assert answers[0].custom["verdict"] == "official_stale"


async def test_nothing_fails_under_load_while_files_change(running: Running):
    stop = asyncio.Event()
    answered = 0

    async def ask() -> None:
        nonlocal answered
        while not stop.is_set():
            # Listed, or for the moment an unlisted site that bears the organisation's whole name.
            verdict = await running.verdict("https://www.werkdienst.be/jobs")
            assert verdict in ("official_stale", "not_listed", "lookalike")
            assert await running.verdict("werkdienst-jobs.be") == "confirmed_fake"
            answered += 1

    clients = [asyncio.create_task(ask()) for _ in range(8)]
    path = running.folder / WORK_FILE
    for number in range(6):
        save(path, WORK.replace("www.werkdienst.be", f"www.werkdienst{number}.be"))
        await running.becomes("official_stale", f"https://www.werkdienst{number}.be/")
        overwrite(path, "name: [")
        await running.complains("werkdienst.yml:2:1")
    stop.set()
    await asyncio.gather(*clients)

    assert answered > 8


async def test_what_is_no_longer_served_is_freed_without_the_collector(running: Running):
    path = running.folder / WORK_FILE
    gc.collect()
    gc.disable()
    try:
        old = [weakref.ref(running.served.latest.registry)]
        old += [weakref.ref(getattr(running.served.latest, name)) for name in ("names", "checker")]
        old += [weakref.ref(running.served.latest.search)]
        save(path, WITH_NEW_SITE.replace("Werkdienst", "Nieuwdienst"))
        await running.becomes("official_stale")
        save(path, WORK)
        await running.becomes("lookalike")

        async def are_gone() -> bool:
            return not any(each() for each in old)

        # The conversation of these tests holds the first library itself.
        running.served.dialogue = None
        await until(are_gone)
    finally:
        gc.enable()


async def test_a_register_broken_at_the_start_serves_the_last_good_one(tmp_path: Path, caplog):
    folder = write_folder(tmp_path / "register")
    async with following(folder, tmp_path) as running:
        version = (await running.knowledge())["version"]
    save(folder / WORK_FILE, WITH_NEW_SITE.replace("status: active", "status: actief", 1))

    with caplog.at_level(logging.ERROR):
        async with following(folder, tmp_path) as running:
            knowledge = await running.knowledge()
            assert knowledge["version"] == version
            assert "kies een van: active" in knowledge["error"]
            assert knowledge["last_good_at"]
            assert await running.verdict("https://www.werkdienst.be/") == "official_stale"

            save(folder / WORK_FILE, WITH_NEW_SITE)

            await running.becomes("official_stale")
            await running.is_content()
            assert "last_good_at" not in await running.knowledge()
    assert "IS BROKEN: serving the last good one" in caplog.text
    assert "werkdienst.yml:5:" in caplog.text


async def test_what_was_saved_while_running_is_the_last_good_one(tmp_path: Path):
    folder = write_folder(tmp_path / "register")
    async with following(folder, tmp_path) as running:
        save(folder / WORK_FILE, WITH_NEW_SITE)
        await running.becomes("official_stale")
        save(folder / WORK_FILE, "stuk: [")
        await running.complains("geen geldige YAML")
    async with following(folder, tmp_path) as running:
        assert await running.verdict() == "official_stale"


@pytest.mark.parametrize("harm", ["none", "cut", "changed", "other"])
async def test_without_a_good_one_the_mistakes_stop_the_start(tmp_path: Path, harm: str):
    folder = write_folder(tmp_path / "register")
    if harm != "none":
        async with following(folder, tmp_path):
            pass
        (kept,) = (tmp_path / "last-good").iterdir()
        if harm == "cut":
            kept.write_bytes(kept.read_bytes()[:-200])
        elif harm == "changed":
            with zipfile.ZipFile(kept, "a") as packed:
                packed.writestr("files/organisations/nieuw.yml", "name: ingevoegd")
        else:
            folder = write_folder(tmp_path / "another")
    save(folder / WORK_FILE, "stuk: [")

    with pytest.raises(RegisterError, match="geen geldige YAML"):
        async with following(folder, tmp_path):
            pass


async def test_a_file_that_would_hold_up_others_is_told_and_they_go_on(running: Running):
    bus = running.folder / "organisations/busdienst.yml"
    right = bus.read_text(encoding="utf-8")
    topics = "".join(f"  - onderwerp {number}\n" for number in range(20_000))

    save(bus, f"{right}topics:\n{topics}")
    await running.complains("hoogstens 300 regels")
    save(bus, right)
    save(running.folder / WORK_FILE, WITH_NEW_SITE)

    await running.becomes("official_stale")
    await running.is_content()


async def test_what_is_saved_after_a_mistake_in_another_file_is_served(running: Running):
    bus = running.folder / "organisations/busdienst.yml"
    right = bus.read_text(encoding="utf-8")
    save(bus, "name: [")
    await running.complains("busdienst.yml:2:1")
    save(running.folder / WORK_FILE, WITH_NEW_SITE)

    await running.becomes("official_stale")
    assert "busdienst.yml:2:1" in (await running.knowledge())["error"]
    assert await running.verdict("https://www.busdienst.be/") == "official_stale"
    save(bus, right.replace("https://www.busdienst.be/", "https://www.nieuwe-busdienst.be/"))
    await running.becomes("official_stale", "https://www.nieuwe-busdienst.be/")
    await running.is_content()


async def test_what_is_saved_together_with_a_mistake_waits_for_it(running: Running):
    bus = running.folder / "organisations/busdienst.yml"
    right = bus.read_text(encoding="utf-8")
    save(running.folder / WORK_FILE, WITH_NEW_SITE)
    save(bus, "name: [")
    await running.complains("busdienst.yml:2:1")
    answers = running.folder / "answers/how.yml"
    save(answers, answers.read_text(encoding="utf-8").replace("Hoe?", "Hoezo?"))
    version = (await running.knowledge())["version"]

    async def is_other() -> bool:
        return bool((await running.knowledge())["version"] != version)

    await until(is_other)
    assert await running.verdict() != "official_stale"
    save(bus, right)
    await running.becomes("official_stale")


async def test_what_was_saved_beside_a_mistake_outlives_a_restart(tmp_path: Path):
    folder = write_folder(tmp_path / "register")
    async with following(folder, tmp_path) as running:
        save(folder / "rules.yml", "rules: [")
        await running.complains("rules.yml")
        save(folder / WORK_FILE, WITH_NEW_SITE)
        await running.becomes("official_stale")
    async with following(folder, tmp_path) as running:
        assert await running.verdict() == "official_stale"
