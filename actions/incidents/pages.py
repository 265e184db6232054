"""A page or account of which only the name was told: what our list knows beside it."""

from actions.answers.channels import in_use, on_platform
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.overview import SOCIAL
from knowledge.model import Organisation
from knowledge.wording.naming import named

ASK_LINK = "told.page.ask"


def line_of_page(reply: Reply) -> str:
    """Say what we know of whose page it says to be; a name alone is never judged."""
    turn = reply.turn
    page = turn.facts.page
    if page is None:
        return ""
    whose = _whose(turn, page)
    if whose is None:
        return reply.text("follow_up.told.page.unknown", page=page)
    platform = turn.place or turn.facts.seen_on
    on = _on(reply, platform)
    known = [
        each for each in in_use(reply, whose) if _is_there(turn, each.address.platform, platform)
    ]
    if not known:
        return reply.text("follow_up.told.page.none", page=page, on_platform=on, **named(whose))
    addresses = ", ".join(each.address.value for each in known)
    names = named(whose)
    return reply.text(
        "follow_up.told.page.others", page=page, on_platform=on, addresses=addresses, **names
    )


def tell_page(reply: Reply) -> None:
    """Say what is known of the page whose name was told, and ask for its link."""
    reply.leave(reply.turn.subject.told(ASK_LINK))
    reply.send([line_of_page(reply), reply.text(f"follow_up.{ASK_LINK}")])


def _whose(turn: Turn, page: str) -> Organisation | None:
    """Give whom a message or the name of the page names, else whom it was about."""
    if turn.named:
        return turn.named[0]
    library = turn.context.library
    found = library.names.find(page.replace("&", "en"))
    about = found[0].organisation if found else turn.subject.organisation
    return library.registry.organisation(about or "")


def _on(reply: Reply, platform: str | None) -> str:
    if platform is None:
        return reply.text("overview.on_social")
    return on_platform(reply, platform)[reply.turn.language]


def _is_there(turn: Turn, place: str, platform: str | None) -> bool:
    if platform is not None:
        return place == platform
    return turn.context.library.platforms.get(place).kind == SOCIAL
