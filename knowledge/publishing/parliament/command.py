"""`python -m knowledge answer`: the draft of an answer to parliament, as DOCX and PDF."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from knowledge.arguments import Commands, day
from knowledge.publishing.overview.model import Overview, make_overview
from knowledge.publishing.overview.scope import (
    Scope,
    UnknownNameError,
    domain_named,
    minister_named,
    ministers,
)
from knowledge.publishing.parliament.blocks import Document
from knowledge.publishing.parliament.composing import compose
from knowledge.publishing.parliament.facts import gather_facts
from knowledge.publishing.parliament.questions import Question, questions
from knowledge.publishing.parliament.words import Words
from knowledge.upkeep.differences.comparing import Side
from knowledge.upkeep.differences.sides import read_side

CANNOT = 2


def _as_docx(document: Document, contents: str) -> bytes:
    from knowledge.publishing.parliament.word_file import as_docx  # heavy, and rarely asked

    return as_docx(document, contents)


def _as_pdf(document: Document, contents: str) -> bytes:
    from knowledge.publishing.parliament.pdf_file import as_pdf  # heavy, and rarely asked

    return as_pdf(document, contents)


FILES: Mapping[str, Callable[[Document, str], bytes]] = {"docx": _as_docx, "pdf": _as_pdf}


def add_to(commands: Commands[argparse.ArgumentParser], folder: Path, today: str) -> None:
    """Add the command to the command line.

    Args:
        commands: Of `python -m knowledge`.
        folder: Of the register, where none is given.
        today: Date to judge by, where none is given.
    """
    answer = commands.add_parser(
        "answer", help="schrijf een ontwerp van antwoord aan het parlement"
    )
    about = answer.add_mutually_exclusive_group(required=True)
    about.add_argument("--minister", metavar="NAAM", help="voor deze minister")
    about.add_argument("--policy-domain", metavar="NAAM", help="voor dit beleidsdomein, zoals mow")
    about.add_argument("--all", action="store_true", help="voor elke minister apart")
    known = tuple(questions())
    answer.add_argument("--question", choices=known, default=known[-1], help="welke vraag")
    answer.add_argument(
        "--against", metavar="VROEGER", help="vergelijk met een map, of een versie van git"
    )
    answer.add_argument("--to", type=Path, required=True, metavar="MAP", help="waar ze komen")
    answer.add_argument(
        "--format", choices=tuple(FILES), action="append", help="alleen deze vorm; anders allebei"
    )
    answer.add_argument("--folder", type=Path, default=folder, help="map van het register")
    answer.add_argument("--today", type=day, default=today, help="datum van vandaag")
    answer.set_defaults(run=_run)


def _run(asked: argparse.Namespace) -> int:
    """Write the drafts.

    Raises:
        NoSuchVersionError: Nothing has the name of the earlier version.
        RegisterError: The register has mistakes.
        OSError: A file cannot be written.
    """
    now = read_side(str(asked.folder), beside=asked.folder)
    earlier = read_side(asked.against, beside=asked.folder) if asked.against else None
    whole = make_overview(now.register, now.platforms, asked.today)
    try:
        scopes = _scopes(asked, now, whole)
    except UnknownNameError as error:
        sys.stderr.write(f"Dat lukt niet: {error}\n")
        return CANNOT
    asked.to.mkdir(parents=True, exist_ok=True)
    question = questions()[asked.question]
    for scope in scopes:
        facts = gather_facts(now, whole, scope, earlier=earlier)
        document = compose(facts, question, earlier=asked.against)
        _write(document, asked, scope, question)
        sys.stderr.write(
            f"{scope.key}: {len(facts.organisations)} organisaties, "
            f"{len(facts.unplaced)} zonder gekende minister.\n"
        )
    return 0


def _scopes(asked: argparse.Namespace, now: Side, whole: Overview) -> Sequence[Scope]:
    if asked.minister:
        return [Scope(minister=minister_named(now.register, asked.minister))]
    if asked.policy_domain:
        return [Scope(domain=domain_named(whole, asked.policy_domain))]
    return [Scope(minister=each) for each in ministers(now.register)]


def _write(document: Document, asked: argparse.Namespace, scope: Scope, question: Question) -> None:
    words = Words.load()
    name = words.text("file", number=question.number, year=question.date.year, scope=scope.key)
    chosen: Iterable[str] = dict.fromkeys(asked.format or FILES)
    for kind in chosen:
        content = FILES[kind](document, words.text("contents"))
        (asked.to / f"{name}.{kind}").write_bytes(content)
