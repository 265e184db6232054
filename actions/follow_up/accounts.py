"""On which account a service is paid, and whether another one is among those."""

from collections.abc import Sequence

from actions.answers.channels import in_use, site_of
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.follow_up.contacting import whose_matter
from actions.follow_up.meanings.names import ACCOUNT
from knowledge.matching.finding.mentions import MentionKind
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import OfficialChannel, Organisation, OrganisationKind, Verdict
from knowledge.wording.naming import named

BANK_ACCOUNT = "bank_account"
MOST = 3
_WEB = "https://"


def tell_account(reply: Reply) -> None:
    """Tell the accounts of whom it is about, what each is for, and that another one is not one."""
    turn = reply.turn
    whose = _whose(turn)
    before = turn.subject
    if whose and not (before.is_verdict or before.kind is SubjectKind.INCIDENT):
        before = Subject(
            SubjectKind.ORGANISATION,
            platform=BANK_ACCOUNT,
            organisation=whose.id,
            said=before.said,
        )
    reply.leave(before.told(ACCOUNT))
    if whose is None:
        reply.send([reply.text("follow_up.account.nobody")])
        return
    reply.about(whose)
    accounts = _accounts(reply, whose)
    if accounts:
        doubted = before.mention if _is_doubted_account(turn, before) else None
        reply.send(_lines(reply, whose, accounts, doubted))
    else:
        site = site_of(reply, whose)
        is_all = whose.kind is OrganisationKind.UMBRELLA
        key = "general" if is_all else "unknown" if site else "unknown_nowhere"
        reply.send([reply.text(f"follow_up.account.{key}", site=site or "", **named(whose))])


def tell_accounts_beside(reply: Reply) -> None:
    """Say beside an account that is not listed which ones are, of whom the talk was about."""
    turn = reply.turn
    unlisted = [
        each
        for each in turn.judged.mentions
        if each.mention.kind is MentionKind.IBAN and each.verdict is Verdict.NOT_LISTED
    ]
    whose = next(iter(turn.named), turn.before)
    accounts = _accounts(reply, whose) if unlisted and whose else []
    if whose and accounts:
        reply.send(_lines(reply, whose, accounts, unlisted[0].mention.text))


def _lines(
    reply: Reply,
    whose: Organisation,
    accounts: Sequence[OfficialChannel],
    doubted: str | None,
) -> list[str]:
    numbers = ", ".join(each.address.value for each in accounts[:MOST])
    names = named(whose)
    lines = [reply.text("follow_up.account.known", accounts=numbers, **names)]
    if not doubted:
        lines += [_says(reply, each) for each in accounts[:MOST] if len(accounts) > 1]
    if doubted:
        lines.append(reply.text("follow_up.account.not_it", account=doubted, **names))
    page = next((source.url for each in accounts for source in each.sources), None)
    if page and page.startswith(_WEB):
        lines.append(reply.text("follow_up.account.page", page=page.removeprefix(_WEB)))
    return lines


def _says(reply: Reply, account: OfficialChannel) -> str:
    """Give what the source says of an account, such as what is paid on it; empty where nothing."""
    quote = next((each.quote for each in account.sources if each.quote), None)
    if not quote:
        return ""
    return reply.text("follow_up.account.says", account=account.address.value, quote=quote)


def _accounts(reply: Reply, whose: Organisation) -> list[OfficialChannel]:
    return [each for each in in_use(reply, whose) if each.address.platform == BANK_ACCOUNT]


def _is_doubted_account(turn: Turn, before: Subject) -> bool:
    is_doubted = before.kind in (SubjectKind.UNKNOWN, SubjectKind.FAKE)
    return is_doubted and before.platform == BANK_ACCOUNT and not turn.mentions


def _whose(turn: Turn) -> Organisation | None:
    """Give whom the message names, else who surely does what it names, else whom it was about."""
    library = turn.context.library
    narrow = (each for each in turn.named if each.kind is not OrganisationKind.UMBRELLA)
    name = next(narrow, None)
    about = library.registry.organisation(turn.subject.organisation or "") or turn.before
    if name or (about and about.kind is not OrganisationKind.UMBRELLA):
        return name or about
    return whose_matter(turn, about)
