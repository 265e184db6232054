"""A change as a file that `git apply` and `git am` take."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime

_NO_LINE_END = "\\ No newline at end of file\n"
_MAIL_STARTS = f"From {'0' * 40} Mon Sep 17 00:00:00 2001\n"


@dataclass(frozen=True, slots=True)
class Edit:
    """One file before and after; both are the whole content.

    Attributes:
        before: None where there was no such file.
    """

    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes with a change.

    Attributes:
        author: `name <mailbox>`.
        message: First line is the subject.
        at: When, with a time zone.
    """

    author: str
    message: str
    at: datetime


def difference(edits: Mapping[str, Edit]) -> str:
    """Give the changed lines of files as a unified diff.

    Args:
        edits: By the path from the top of the work tree, with slashes.
    """
    return "".join(line for path, edit in edits.items() for line in _lines(path, edit))


def patch(edits: Mapping[str, Edit], letter: Letter) -> str:
    """Give a diff as a letter: `git apply` reads the diff, `git am` the author and message too."""
    subject, _, body = letter.message.partition("\n")
    head = [
        _MAIL_STARTS,
        f"From: {letter.author}\n",
        f"Date: {format_datetime(letter.at)}\n",
        f"Subject: {Header(f'[PATCH] {subject}', 'utf-8', maxlinelen=900).encode()}\n",
        "MIME-Version: 1.0\n",
        "Content-Type: text/plain; charset=UTF-8\n",
        "Content-Transfer-Encoding: 8bit\n",
        f"\n{body.strip()}\n---\n\n",
    ]
    return "".join(head) + difference(edits) + "-- \nKanaalcheck\n"


def _lines(path: str, edit: Edit) -> Iterator[str]:
    if edit.before == edit.after:
        return
    yield f"diff --git a/{path} b/{path}\n"
    is_new = edit.before is None
    if is_new:
        yield "new file mode 100644\n"
    before, after = _split(edit.before or b""), _split(edit.after)
    start = "/dev/null" if is_new else f"a/{path}"
    for line in difflib.unified_diff(before, after, start, f"b/{path}"):
        yield line if line.endswith("\n") else f"{line}\n{_NO_LINE_END}"


def _split(content: bytes) -> list[str]:
    """Cut at line feeds only, as git does."""
    lines = content.decode("utf-8", "surrogateescape").split("\n")
    return [f"{line}\n" for line in lines[:-1]] + [line for line in lines[-1:] if line]
