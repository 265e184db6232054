"""Changes are commits of one file in a real git work tree, or patches that git takes."""

import os
import subprocess
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from knowledge.files.documents import Document
from knowledge.files.values import changed
from knowledge.upkeep.saving.keeper import (
    Keeper,
    Offering,
    Outcome,
    RejectedError,
    StaleError,
    UnchangedError,
)
from knowledge.upkeep.saving.patch import Edit, Letter, difference, patch
from knowledge.upkeep.saving.work_tree import (
    GitError,
    Obstacle,
    SavingError,
    TouchedError,
    WorkTree,
)
from tests.knowledge.small_folder import WORK, write_folder

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
FILE = "organisations/werkdienst.yml"


def git(folder: Path, *arguments: str, **more: str) -> str:
    who = {
        "GIT_AUTHOR_NAME": "An", "GIT_AUTHOR_EMAIL": "an@example.be",
        "GIT_COMMITTER_NAME": "An", "GIT_COMMITTER_EMAIL": "an@example.be",
    }  # fmt: skip
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env={**os.environ, **who, **more},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A work tree with the register in a folder of it."""
    top = tmp_path / "tree"
    write_folder(top / "knowledge")
    (top / "README").write_text("lees mij\n")
    git(top, "init", "--quiet", "--initial-branch=main")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "--message=Het register")
    return top


def keeper(folder: Path, *, is_enabled: bool = True) -> Keeper:
    return Keeper(
        folder, is_enabled=is_enabled, clock=lambda: NOW, today=lambda: date(2026, 11, 25)
    )


def describing(text: str, file: str = FILE) -> Callable[[Mapping[str, Document]], dict[str, str]]:
    return lambda documents: {file: changed(documents[file], ("description",), text)}


def describe(at: Keeper, text: str, *, seen: str | None = None, file: str = FILE) -> Outcome:
    return at.change(
        (file,), describing(text, file), seen=seen, account="an@vo", subject="Werkdienst: x"
    )


def test_a_change_is_one_commit_of_one_file_by_who_made_it(tree: Path) -> None:
    (tree / "README").write_text("half af\n")
    (tree / "nieuw").write_text("staat klaar\n")
    git(tree, "add", "nieuw")
    (tree / "knowledge" / "cases.yml").write_text("cases: []\n")
    before = git(tree, "status", "--porcelain")
    outcome = describe(keeper(tree / "knowledge"), "Zoekt mee.")
    assert outcome.commit == git(tree, "rev-parse", "HEAD")
    shown = git(tree, "show", "--name-only", "--format=%an|%ae|%cn|%ce|%aI|%s")
    assert shown.split("\n") == [
        "an@vo|an.at.vo@noreply.kanaalcheck.invalid|Kanaalcheck|bot@noreply.kanaalcheck.invalid|"
        "2026-11-25T09:00:00+00:00|Werkdienst: x",
        "",
        f"knowledge/{FILE}",
    ]
    assert "Voor burgers:\n- " in git(tree, "log", "-1", "--format=%b")
    assert git(tree, "status", "--porcelain") == before
    assert "Zoekt mee.  # in één zin" in (tree / "knowledge" / FILE).read_text()


def test_the_register_may_be_the_whole_work_tree(tmp_path: Path) -> None:
    top = write_folder(tmp_path / "tree")
    git(top, "init", "--quiet", "--initial-branch=main")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "--message=Het register")
    describe(keeper(top), "Zoekt mee.")
    assert git(top, "show", "--name-only", "--format=") == FILE
    assert git(top, "status", "--porcelain") == ""


def test_a_linked_work_tree_and_a_link_to_the_folder_work(tree: Path, tmp_path: Path) -> None:
    git(tree, "worktree", "add", "--quiet", "-b", "ander", str(tmp_path / "ander"))
    link = tmp_path / "register"
    link.symlink_to(tmp_path / "ander" / "knowledge")
    describe(keeper(link), "Zoekt mee.")
    assert git(tree, "log", "--format=%s", "ander").split("\n")[0] == "Werkdienst: x"
    assert git(tree, "log", "--format=%s", "main") == "Het register"


@pytest.mark.parametrize("where", ["off", "no work tree", "detached", "unfinished"])
def test_what_cannot_be_committed_is_offered_as_a_patch(
    tree: Path, tmp_path: Path, where: str
) -> None:
    folder = tree / "knowledge"
    why: object = Offering.OFF
    if where == "no work tree":
        folder, why = write_folder(tmp_path / "elders" / "knowledge"), Obstacle.NO_WORK_TREE
    elif where == "detached":
        git(tree, "checkout", "--quiet", "--detach")
        why = Obstacle.DETACHED
    elif where == "unfinished":
        (tree / ".git" / "MERGE_HEAD").write_text(git(tree, "rev-parse", "HEAD") + "\n")
        why = Obstacle.UNFINISHED
    outcome = describe(keeper(folder, is_enabled=where != "off"), "Zoekt één ‘baan’ mee.")
    assert outcome.commit is None
    assert outcome.why == why
    assert (folder / FILE).read_text() == WORK
    letter = tmp_path / "letter.patch"
    letter.write_text(outcome.patch)
    (tree / ".git" / "MERGE_HEAD").unlink(missing_ok=True)
    git(tree, "checkout", "--quiet", "main")
    git(tree, "apply", "--check", str(letter))
    git(tree, "am", "--quiet", str(letter))
    assert git(tree, "log", "-1", "--format=%an %s") == "an@vo Werkdienst: x"
    assert "Zoekt één ‘baan’ mee." in (tree / "knowledge" / FILE).read_text()


def test_without_the_git_program_there_is_a_patch(
    tree: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    outcome = describe(keeper(tree / "knowledge"), "Zoekt mee.")
    assert outcome.why is Obstacle.NO_GIT
    assert f"+++ b/knowledge/{FILE}\n" in outcome.patch
    assert keeper(tree / "knowledge").revisions(FILE) == ()


def test_a_form_that_is_older_than_the_file_changes_nothing(tree: Path) -> None:
    at = keeper(tree / "knowledge")
    seen = at.seen(FILE)
    describe(at, "Zoekt mee.", seen=seen)
    with pytest.raises(StaleError):
        describe(at, "Zoekt niet meer.", seen=seen)
    assert "Zoekt mee." in (tree / "knowledge" / FILE).read_text()
    with pytest.raises(UnchangedError):
        describe(at, "Zoekt mee.")


def test_what_a_colleague_has_not_committed_is_left_alone(tree: Path) -> None:
    theirs = WORK.replace("Werk\n", "Arbeid\n")
    (tree / "knowledge" / FILE).write_text(theirs)
    with pytest.raises(TouchedError) as raised:
        describe(keeper(tree / "knowledge"), "Zoekt mee.")
    assert raised.value.path == f"knowledge/{FILE}"
    assert (tree / "knowledge" / FILE).read_text() == theirs


def test_a_hook_that_refuses_leaves_everything_as_it_was(tree: Path) -> None:
    hook = tree / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\necho 'niet op vrijdag' >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(GitError, match="niet op vrijdag"):
        describe(keeper(tree / "knowledge"), "Zoekt mee.")
    assert git(tree, "status", "--porcelain") == ""
    assert (tree / "knowledge" / FILE).read_text() == WORK
    hook.write_text("#!/bin/sh\ngit diff --cached --name-only > seen-by-hook\n")
    describe(keeper(tree / "knowledge"), "Zoekt mee.")
    assert (tree / "seen-by-hook").read_text() == f"knowledge/{FILE}\n"


def test_a_busy_git_leaves_everything_as_it_was(tree: Path) -> None:
    (tree / ".git" / "index.lock").touch()
    with pytest.raises(GitError, match=r"index\.lock"):
        describe(keeper(tree / "knowledge"), "Zoekt mee.")
    (tree / ".git" / "index.lock").unlink()
    assert git(tree, "status", "--porcelain") == ""


def test_a_file_that_leads_out_of_the_tree_is_not_written(tree: Path, tmp_path: Path) -> None:
    outside = tmp_path / "elders.yml"
    outside.write_text(WORK)
    (tree / "knowledge" / FILE).unlink()
    (tree / "knowledge" / FILE).symlink_to(outside)
    with pytest.raises(SavingError):
        describe(keeper(tree / "knowledge"), "Zoekt mee.")
    assert outside.read_text() == WORK


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("official_channels", 0, "address"), "https://www.busdienst.be/", "staat al bij"),
        (("aliases",), [{"name": "Dienst voor Bussen", "kind": "brand"}], "staat al bij busdienst"),
        (("parent",), "bestaat-niet", "heeft geen bestand"),
        (("short_name",), "Dienst voor Bussen", "staat al bij busdienst"),
        (("kind",), "firma", "kies een van"),
        (("source",), None, "veld 'source' ontbreekt"),
    ],
)
def test_a_change_that_breaks_the_register_is_refused(
    tree: Path, path: tuple[str | int, ...], value: object, message: str
) -> None:
    def make(documents: Mapping[str, Document]) -> dict[str, str]:
        return {FILE: changed(documents[FILE], path, value)}

    with pytest.raises(RejectedError, match=message):
        keeper(tree / "knowledge").change((FILE,), make, seen=None, account="an", subject="x")
    assert git(tree, "status", "--porcelain") == ""


def test_many_who_save_at_once_wait_for_each_other(tree: Path) -> None:
    folder = tree / "knowledge"
    keepers = [keeper(folder), keeper(folder)]  # as in two processes: no lock in common
    failed: list[BaseException] = []

    def save(number: int) -> None:
        file = FILE if number % 2 else "organisations/busdienst.yml"
        try:
            describe(keepers[number % 2], f"Nummer {number}.", file=file)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert git(tree, "rev-list", "--count", "HEAD") == "13"
    assert git(tree, "status", "--porcelain") == ""


def test_one_of_two_with_the_same_old_form_wins(tree: Path) -> None:
    folder = tree / "knowledge"
    seen = keeper(folder).seen(FILE)
    results: list[str] = []

    def save(text: str) -> None:
        try:
            describe(keeper(folder), text, seen=seen)
            results.append("kept")
        except StaleError:
            results.append("stale")

    threads = [threading.Thread(target=save, args=(f"Nummer {number}.",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["kept", "stale", "stale", "stale"]
    assert git(tree, "rev-list", "--count", "HEAD") == "2"


def test_the_history_tells_who_and_what(tree: Path) -> None:
    at = keeper(tree / "knowledge")
    describe(at, "Zoekt mee.")
    describe(at, "Zoekt niet.", file="organisations/busdienst.yml")
    newest, first = at.revisions(FILE)
    assert (newest.author, newest.subject, newest.at) == ("an@vo", "Werkdienst: x", NOW)
    assert first.subject == "Het register"
    assert "+description: Zoekt mee.  # in één zin\n" in at.difference_of(FILE, newest)
    assert at.content_of(FILE, first) == WORK.encode()
    assert "--- a/knowledge/organisations/busdienst.yml" in at.difference_of(
        "organisations/busdienst.yml", first
    )


def test_settings_of_who_runs_the_server_lead_git_nowhere_else(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nergens"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Iemand Anders")
    at = keeper(tree / "knowledge")
    assert describe(at, "Zoekt mee.").commit
    assert at.revisions(FILE)[0].author == "an@vo"
    assert not (tmp_path / "index").exists()


def test_a_file_keeps_its_rights(tree: Path) -> None:
    path = tree / "knowledge" / FILE
    path.chmod(0o640)
    describe(keeper(tree / "knowledge"), "Zoekt mee.")
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in path.parent.iterdir() if each.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"a\nb", b"a\nc"), (b"a\r\nb\r\n", b"a\r\nc\r\n"), (b"a\x0cb\n", b"a\x0cc\n"),
     (b"", b"a\n"), (b"a\n\n\n", b"a\n"), (b"a\nb\n", b"a\nb")],
)  # fmt: skip
def test_git_reads_every_patch(tmp_path: Path, before: bytes, after: bytes) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "één map").mkdir()
    path = tmp_path / "één map" / "x.yml"
    path.write_bytes(before)
    edits = {"één map/x.yml": Edit(before, after)}
    letter = tmp_path / "letter"
    letter.write_text(patch(edits, Letter("an <an@x.invalid>", "Eén\n\n- twee\n", NOW)), newline="")
    assert difference(edits) in letter.read_bytes().decode()
    git(tmp_path, "apply", "--whitespace=nowarn", str(letter))
    assert path.read_bytes() == after


def test_there_is_no_work_tree_in_a_folder_of_its_own(tmp_path: Path) -> None:
    assert WorkTree.around(tmp_path) is None
