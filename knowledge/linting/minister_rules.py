"""Under which minister organisations come: one function per rule, named after its id."""

from collections.abc import Iterator

from knowledge.files.problem import Problem, mistake, warning
from knowledge.linting.checked import Checked, Rule
from knowledge.model import Organisation, OrganisationKind, OrganisationStatus
from knowledge.wording.domains import Domains


def minister_unknown(checked: Checked) -> Iterator[Problem]:
    """Who is named as minister has a file that says so."""
    ministers = _ministers(checked)
    for each in checked.draft.organisations:
        for index, row in enumerate(each.value.ministers):
            if row.minister not in ministers:
                message = f"'{row.minister}' heeft geen bestand met kind: minister"
                place = each.at("ministers", index, "minister")
                yield mistake(place, message, "minister-unknown")


def minister_twice(checked: Checked) -> Iterator[Problem]:
    """One row a minister."""
    for each in checked.draft.organisations:
        named = [row.minister for row in each.value.ministers]
        for index, minister in enumerate(named):
            if minister in named[:index]:
                message = f"'{minister}' staat hier al; houd één rij over"
                yield mistake(each.at("ministers", index, "minister"), message, "minister-twice")


def competence_unknown(checked: Checked) -> Iterator[Problem]:
    """A competence stands in the title of the minister, word for word."""
    ministers = _ministers(checked)
    for each in checked.draft.organisations:
        for index, row in enumerate(each.value.ministers):
            minister = ministers.get(row.minister)
            if minister and row.competence.casefold() not in minister.description.casefold():
                message = f"'{row.competence}' staat niet in de titel van {minister.display_name}"
                place = each.at("ministers", index, "competence")
                yield mistake(place, message, "competence-unknown")


def minister_left(checked: Checked) -> Iterator[Problem]:
    """Who left office answers for nobody any more."""
    ministers = _ministers(checked)
    for each in checked.draft.organisations:
        for index, row in enumerate(each.value.ministers):
            minister = ministers.get(row.minister)
            if minister and not _is_active(minister):
                message = f"{minister.display_name} is geen minister meer; zoek wie nu bevoegd is"
                place = each.at("ministers", index, "minister")
                yield warning(place, message, "minister-left")


def minister_missing(checked: Checked) -> Iterator[Problem]:
    """The answer to parliament of each minister needs to know which organisations are theirs."""
    if not any(map(_is_active, _ministers(checked).values())):
        return
    for each in checked.draft.organisations:
        if comes_under_minister(each.value) and not each.value.ministers:
            message = (
                f"onder welke minister valt {each.value.display_name}? zonder ministers ontbreekt "
                "ze in het antwoord van elke minister; laat zo als geen bron het zegt"
            )
            yield warning(each.at("policy_domain"), message, "minister-missing")


def comes_under_minister(organisation: Organisation) -> bool:
    """Tell whether some minister answers for it: it exists and is of the administration."""
    is_public_body = organisation.kind is not OrganisationKind.MINISTER
    domain = Domains.load().of(organisation.policy_domain)
    return is_public_body and _is_active(organisation) and domain.under_minister


def _is_active(organisation: Organisation) -> bool:
    return organisation.status is OrganisationStatus.ACTIVE


def _ministers(checked: Checked) -> dict[str, Organisation]:
    return {
        each.value.id: each.value
        for each in checked.draft.organisations
        if each.value.kind is OrganisationKind.MINISTER
    }


MINISTER_RULES: tuple[Rule, ...] = (
    minister_unknown,
    minister_twice,
    competence_unknown,
    minister_left,
    minister_missing,
)
