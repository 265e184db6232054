"""Whom a citizen needs for something."""

from rasa_sdk import Action

from actions.answers.organisation import offer, tell_organisation
from actions.answers.other_bodies import tell_other
from actions.conversation.organisation_meant import Meant, beside, meant, searched
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.intents.verdict_first import VerdictFirst
from knowledge.model import OrganisationKind


class ActionFindOrganisation(VerdictFirst, Action):
    """Names one organisation, two that are close, or nobody."""

    may_go_on = True

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_find_organisation"

    def answer(self, reply: Reply) -> None:
        """Tell who it is and how to reach them."""
        turn = reply.turn
        found = beside(turn) if turn.other else _found(turn)
        if turn.other and not found.organisations:
            tell_other(reply, turn.other)
        elif not found.organisations:
            reply.send([reply.text("find.none")], [reply.button("contact", "contact_human")])
        elif found.is_doubtful:
            offer(reply, found.organisations, "find_organisation")
        else:
            known = turn.named or turn.fields
            key = "find.this" if known else "find.one"
            tell_organisation(reply, found.organisations[0], key)
            if turn.other:
                tell_other(reply, turn.other)


def _found(turn: Turn) -> Meant:
    """Search beyond the government as a whole: nobody is helped by its name alone."""
    only_umbrella = bool(turn.named) and turn.named[0].kind is OrganisationKind.UMBRELLA
    is_of_all = turn.before is not None and turn.before.kind is OrganisationKind.UMBRELLA
    leans = turn.refers_back and not is_of_all  # "the agency" means no other than all together
    if only_umbrella or not (turn.named or turn.fields or leans):
        narrower = _without_umbrella(searched(turn, _without_names(turn, turn.question)))
        if narrower.organisations or not (only_umbrella or turn.refers_back):
            return narrower
    return meant(turn)


def _without_names(turn: Turn, text: str) -> str:
    """Give a text without the names in it: that of all together outweighs what is asked."""
    for each in reversed(turn.context.library.names.find(text)):
        text = f"{text[: each.start]} {text[each.end :]}"
    return text


def _without_umbrella(found: Meant) -> Meant:
    organisations = tuple(
        each for each in found.organisations if each.kind is not OrganisationKind.UMBRELLA
    )
    return Meant(organisations, is_doubtful=len(organisations) > 1)
