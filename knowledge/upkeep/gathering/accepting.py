"""What staff accept of what was gathered: many channels, or candidates, in one commit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from knowledge.addresses.address import Addresses
from knowledge.files.documents import Document
from knowledge.files.values import changed
from knowledge.model import OrganisationKind
from knowledge.upkeep.gathering.judging import Proposal
from knowledge.upkeep.gathering.showing import candidate_of, source_of
from knowledge.upkeep.saving.keeper import Keeper, Make, Outcome
from knowledge.upkeep.saving.rows import (
    CANDIDATES,
    ROWS,
    Row,
    organisation_file,
    with_channels,
    without_candidates,
)


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
    files = tuple(dict.fromkeys(organisation_file(each.organisation) for each in chosen))

    def make(documents: Mapping[str, Document]) -> Mapping[str, str]:
        texts: dict[str, str] = {}
        for name in files:
            is_minister = documents[name].data["kind"] == OrganisationKind.MINISTER
            rows = [
                (each.address, _row(each, today, is_minister=is_minister))
                for each in chosen
                if organisation_file(each.organisation) == name
            ]
            texts[name] = with_channels(documents[name], rows, addresses)
        done = {(each.organisation, each.address) for each in chosen}
        texts[CANDIDATES] = without_candidates(documents[CANDIDATES], done, addresses)
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


def _row(proposal: Proposal, today: date, *, is_minister: bool) -> Row:
    row: Row = {
        "platform": proposal.address.platform, "address": proposal.address.value, "status": "active"
    }  # fmt: skip
    row |= {"personal": True} if is_minister else {}
    return row | {"sources": [source_of(proposal, today)]}


def _addresses(keeper: Keeper) -> Addresses:
    found = keeper.current().addresses
    if found is None:
        raise ValueError("platforms.yml kan niet gelezen worden")
    return found
