"""What staff accept of what was gathered: many channels, or candidates, in one commit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from knowledge.addresses.address import AddressError, Addresses
from knowledge.files.documents import Document
from knowledge.files.values import changed
from knowledge.model import Address, OrganisationKind
from knowledge.upkeep.gathering.judging import Proposal
from knowledge.upkeep.gathering.showing import candidate_of, source_of
from knowledge.upkeep.saving.keeper import Keeper, Make, Outcome

CANDIDATES = "candidates.yml"
CHANNELS = "official_channels"
ROWS = "candidates"


def accepted(
    keeper: Keeper, proposals: Iterable[Proposal], *, account: str, today: date
) -> Outcome:
    """List what somebody of staff chose; nothing is confirmed by it.

    What stands at the organisation already is left as it is; a candidate that is listed goes.

    Args:
        keeper: Changes the files of the register.
        proposals: What was chosen.
        account: Who of staff chose.
        today: Date of the sources.

    Raises:
        RejectedError: The register would have mistakes; nothing is changed.
        UnchangedError: All of it stands there already.
        SavingError: It could not be committed; every file is as it was.
    """
    chosen = list(proposals)
    names, make = acceptance(chosen, _addresses(keeper), today)
    return keeper.change(names, make, seen=None, account=account, subject=subject_of(chosen))


def acceptance(
    chosen: Sequence[Proposal], addresses: Addresses, today: date
) -> tuple[tuple[str, ...], Make]:
    """Give the files that `accepted` changes, and what makes their new text."""
    files = tuple(dict.fromkeys(_file(each.organisation) for each in chosen))

    def make(documents: Mapping[str, Document]) -> Mapping[str, str]:
        texts: dict[str, str] = {}
        for name in files:
            rows = [each for each in chosen if _file(each.organisation) == name]
            texts[name] = _with_channels(documents[name], rows, addresses, today)
        done = {(each.organisation, each.address) for each in chosen}
        texts[CANDIDATES] = _without_candidates(documents[CANDIDATES], done, addresses)
        return texts

    return (*files, CANDIDATES), make


def subject_of(chosen: Sequence[Proposal]) -> str:
    """Give the first line of the message of a commit."""
    return f"Zet {len(chosen)} kanalen in het register, gevonden met gather"


def proposed(
    keeper: Keeper, proposals: Iterable[Proposal], *, account: str, today: date
) -> Outcome:
    """Put proposals among the candidates, those that wait there already left out.

    Args:
        keeper: Changes the files of the register.
        proposals: What waits for staff from now on.
        account: Who asks for it.
        today: Date of the sources.

    Raises:
        RejectedError: The register would have mistakes; nothing is changed.
        UnchangedError: All of it waits there already.
        SavingError: It could not be committed; every file is as it was.
    """
    new = [candidate_of(each, today) for each in proposals if not each.is_candidate]

    def make(documents: Mapping[str, Document]) -> Mapping[str, str]:
        document = documents[CANDIDATES]
        rows = list(document.data.get(ROWS) or ())
        return {CANDIDATES: changed(document, (ROWS,), [*rows, *new])}

    subject = f"Zet {len(new)} kandidaten klaar, gevonden met gather"
    return keeper.change((CANDIDATES,), make, seen=None, account=account, subject=subject)


def _with_channels(
    document: Document, proposals: Iterable[Proposal], addresses: Addresses, today: date
) -> str:
    rows = list(document.data.get(CHANNELS) or ())
    there = {_address(each, addresses) for each in rows}
    is_minister = document.data["kind"] == OrganisationKind.MINISTER
    for each in proposals:
        if each.address in there:
            continue
        there.add(each.address)
        row: dict[str, Any] = {
            "platform": each.address.platform, "address": each.address.value, "status": "active"
        }  # fmt: skip
        row |= {"personal": True} if is_minister else {}
        rows.append(row | {"sources": [source_of(each, today)]})
    return changed(document, (CHANNELS,), rows)


def _without_candidates(
    document: Document, done: set[tuple[str, Address]], addresses: Addresses
) -> str:
    rows = list(document.data.get(ROWS) or ())
    kept = [each for each in rows if (each["organisation"], _address(each, addresses)) not in done]
    return document.text if len(kept) == len(rows) else changed(document, (ROWS,), kept)


def _address(row: Mapping[str, Any], addresses: Addresses) -> Address | None:
    try:
        return addresses.parse(row["address"], row["platform"])
    except AddressError:
        return None


def _addresses(keeper: Keeper) -> Addresses:
    found = keeper.current().addresses
    if found is None:
        raise ValueError("platforms.yml kan niet gelezen worden")
    return found


def _file(organisation: str) -> str:
    return f"organisations/{organisation}.yml"
