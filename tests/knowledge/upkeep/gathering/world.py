"""An internet of the real register's sites, in the forms that sites have, with traps among them.

Accounts that the register does not know are made up here and stand nowhere else.
"""

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from html import escape
from itertools import count, cycle, islice
from pathlib import Path

from knowledge.files.documents import Document, parse_document
from knowledge.files.editing import confirmed
from knowledge.model import (
    ChannelStatus,
    OfficialChannel,
    Organisation,
    OrganisationStatus,
    Verdict,
    Verification,
    VerificationMethod,
)
from knowledge.register.loading import read_addresses, read_register
from knowledge.register.registry import Registry
from knowledge.register.standing import place_of
from knowledge.upkeep.gathering.accepting import accepted
from knowledge.upkeep.gathering.judging import Strength
from knowledge.upkeep.gathering.round import Choice
from knowledge.upkeep.gathering.round import Round as Gathering
from knowledge.upkeep.saving.keeper import Keeper
from knowledge.upkeep.watching.fetching import Limits
from knowledge.upkeep.watching.proposing import sites_of
from knowledge.upkeep.watching.round import Round as Watching
from tests.knowledge.upkeep.gathering import doubles
from tests.knowledge.upkeep.watching.network import Internet, page, redirect

KNOWLEDGE = Path(__file__).parents[4] / "knowledge"
TODAY = date(2026, 11, 29)
PATIENT = Limits(seconds=30.0, size=500_000, redirects=5, pause=0.0)  # a busy machine is no trap
KINDS = ("social", "email", "phone", "app")
LONGEST = 16  # TikTok has room for 24 letters

Place = tuple[str, tuple[str, str]]
"""An organisation with platform and key of a channel."""


@dataclass
class World:
    """What stands on the net, and what may come of it.

    Attributes:
        shown: What sites show as their own.
        forbidden: By sort of trap, what no machine may list or renew.
        not_ours: Sites that staff see are not the organisation's, or did not look at.
    """

    shown: set[Place] = field(default_factory=set)
    forbidden: dict[str, set[Place]] = field(default_factory=dict)
    not_ours: set[str] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Figures:
    """What came of gathering, one hour of clicks and a watch."""

    organisations: int
    sites: int
    shown: int
    listed: int
    confirmed: int
    accepted: int
    false_listed: tuple[str, ...]
    false_renewed: tuple[str, ...]
    missed: tuple[str, ...]
    traps: dict[str, int]
    clicks: int
    requests: int

    @property
    def share(self) -> float:
        """Of what sites show, how much is listed and confirmed."""
        return self.confirmed / self.shown


# --- how sites write a link ----------------------------------------------------------------------


def _spellings(channel_platform: str, value: str) -> Iterator[str]:
    """Give how sites write an address, for ever."""
    bare = value.removeprefix("https://").removeprefix("www.")
    ways: list[Callable[[], str]] = [lambda: value, lambda: f"{value}/", lambda: f"//{bare}"]
    match channel_platform:
        case "x":
            handle = value.rpartition("/")[2]
            ways += [
                lambda: f"https://twitter.com/{handle}?lang=nl",
                lambda: f"http://www.twitter.com/{handle.upper()}/",
                lambda: f"https://twitter.com/intent/follow?screen_name={handle}",
            ]
        case "facebook":
            ways += [
                lambda: value.replace("www.", "nl-nl."), lambda: value.replace("www.", "m."),
                lambda: f"{value}?ref=hl&utm_source=site",
            ]  # fmt: skip
        case "instagram":
            ways += [lambda: f"{value}/?hl=nl&igshid=abc", lambda: value.replace("www.", "")]
        case "linkedin":
            ways += [lambda: value.replace("www.", "be."), lambda: f"{value}/about/?trk=x"]
        case "youtube":
            ways += [lambda: f"{value}/videos", lambda: value.replace("https", "http")]
        case "email":
            ways = [lambda: f"mailto:{value}", lambda: f"MAILTO:{value.title()}?subject=Vraag"]
        case "phone":
            ways = [lambda: f"tel:{value}", lambda: f"tel:{value.replace(' ', '')}"]
        case "app":
            ways = [lambda: value]
    return (way() for way in cycle(ways))


def _a(href: str, text: str, more: str = "") -> str:
    return f'<a href="{escape(href)}"{more}>{text}</a>'


# --- the forms of sites --------------------------------------------------------------------------


def _drupal(name: str, links: list[str]) -> dict[str, str]:
    items = "".join(f"<li class='menu-item'>{each}</li>" for each in links)
    return {
        "": f"<main>Welkom bij {name}</main>"
        f"<footer class='site-footer'><nav><ul>{items}</ul></nav></footer>"
    }


def _wordpress(name: str, links: list[str]) -> dict[str, str]:
    icons = "".join(
        each.replace("<a ", '<a rel="nofollow noopener" target="_blank" ') for each in links
    )
    return {"": f"<title>{name}</title><div class='elementor-social-icons-wrapper'>{icons}</div>"}


def _header(name: str, links: list[str]) -> dict[str, str]:
    return {
        "": f"<header role=banner><a href='/'>{name}</a><div>{''.join(links)}</div></header>"
        "<main>Nieuws</main>"
    }


def _heading(name: str, links: list[str]) -> dict[str, str]:
    items = "".join(f"<li>{each}</li>" for each in links)
    return {
        "": f"<h1>{name}</h1><main><div class='wrap'><h2>Volg ons</h2></div><ul>{items}</ul></main>"
    }


def _contact(name: str, links: list[str]) -> dict[str, str]:
    rows = "".join(f"<p>{each}</p>" for each in links)
    return {
        "": f"<title>{name}</title><a href='contact'>Contact</a>",
        "contact": f"<main>{rows}</main>",
    }


def _sloppy(name: str, links: list[str]) -> dict[str, str]:
    items = "".join(f"<LI>{each}" for each in links)
    return {
        "": f"<TITLE>{name}</TITLE><BODY><P>Welkom<DIV ID=footer><UL>{items}</UL><P>&copy; {name}"
    }


def _prose(name: str, links: list[str]) -> dict[str, str]:
    rows = "".join(f"<p>Blijf op de hoogte: {each}.</p>" for each in links)
    return {"": f"<meta property='og:site_name' content='{escape(name)}'><main>{rows}</main>"}


FORMS = (_drupal, _wordpress, _header, _heading, _contact, _sloppy, _prose)


def _data(name: str, urls: list[str]) -> str:
    told = {"@context": "https://schema.org", "@graph": [
        {"@type": "WebSite", "name": name},
        {"@type": "GovernmentOrganization", "name": name, "sameAs": urls},
    ]}  # fmt: skip
    return f'<script type="application/ld+json">{json.dumps(told)}</script>'


# --- traps ---------------------------------------------------------------------------------------


def _traps(slug: str, other: str) -> dict[str, tuple[str, str, str]]:
    """Give by sort of trap its address and platform, and what stands on a page."""
    gram, face, tok = (
        "https://www.instagram.com/",
        "https://www.facebook.com/",
        "https://www.tiktok.com/@",
    )
    made = {
        "guest": (f"{gram}{slug}_hulp", "instagram",
                  "<section class='comments'><h3>Reacties</h3><p>Mail {link}</p></section>"),
        "ugc": (f"{gram}{slug}.support", "instagram", "<div>Volg ons {ugc}</div>"),
        "hidden": (f"{face}{slug}.gratis", "facebook",
                   "<div style='position:absolute;left:-9999px'>Volg {link}</div><!-- {link} -->"
                   "<template>{link}</template><script>var a = '{link}'</script>"),
        "stylesheet": (f"{face}{slug}.winactie", "facebook",
                       "<style>.xq {{ display:none }}</style><footer class=xq>{link}</footer>"),
        "warning": (f"{tok}{slug}_premie", "tiktok",
                    "<p>Opgelet: {link} is niet van ons. Volg ons hier.</p>"),
        "partner": (f"{gram}{slug}_partner", "instagram",
                    "<footer><h4>Met steun van</h4>{link}{other}</footer>"),
        "article": (f"{tok}{slug}_nieuws", "tiktok",
                    "<article><header>Door {link}</header>Tekst</article>"),
        "text": (f"{tok}{slug}_text", "tiktok",
                 "<main><div>Een jongere maakte {link} hierover.</div></main>"),
        "event": (f"{gram}{slug}_event", "instagram",
                  '<script type="application/ld+json">{{"@type": "Event", "sponsor":'
                  ' {{"@type": "Organization", "sameAs": "{url}"}}}}</script>'),
    }  # fmt: skip
    return {
        sort: (url, platform, html.format(
            url=url, link=_a(url, "dit"), ugc=_a(url, "hier", " rel=ugc"), other=_a(other, "die"),
        ))
        for sort, (url, platform, html) in made.items()
    }  # fmt: skip


SHARE = (
    "<div>Deel dit: "
    '<a href="https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fwww.vdab.be%2F">f</a>'
    '<a href="https://twitter.com/intent/tweet?text=x&amp;via=deelknop">t</a>'
    '<a href="https://x.com/share?url=https://www.vdab.be/">x</a>'
    '<a href="https://www.linkedin.com/shareArticle?mini=true&amp;url=x">l</a>'
    '<a href="https://wa.me/?text=x">w</a><a href="mailto:?subject=x&amp;body=y">m</a>'
    '<a href="https://bsky.app/intent/compose?text=x">b</a>'
    '<a href="https://mastodon.social/share?text=x">d</a></div>'
    '<blockquote class="twitter-tweet">'
    '<a href="https://twitter.com/iemand/status/1">een bericht</a></blockquote>'
)  # fmt: skip
CASINO = "<title>Casino</title><footer>{links}</footer>"


# --- the world -----------------------------------------------------------------------------------


def folder_of(tmp: Path) -> Path:
    """Copy the real register into a git work tree of its own."""
    folder = tmp / "work" / "knowledge"
    shutil.copytree(
        KNOWLEDGE, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "*.txt")
    )
    for arguments in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "begin"]):
        git(folder.parent, *arguments)
    return folder


def git(folder: Path, *arguments: str) -> str:
    """Run git there."""
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.be")
    done = subprocess.run(
        ["git", *identity, *arguments],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def registry_of(folder: Path) -> Registry:
    """Read a register."""
    addresses = read_addresses(folder)
    return Registry(read_register(folder, addresses), addresses)


class Builder:
    """Puts sites and registers on a net."""

    def __init__(self, net: Internet, registry: Registry) -> None:
        self._net, self._registry = net, registry
        self._addresses = registry.addresses
        self.world = World()
        self._forms = cycle(FORMS)
        self._sorts = cycle(list(_traps("x", "y")))
        self._turn = count()
        self._written: dict[str, Iterator[str]] = {}

    def build(self) -> World:
        """Put everything there."""
        organisations = list(self._registry.register.organisations.values())
        items: dict[str, dict[str, list[str]]] = {}
        entries = []
        for number, each in enumerate(organisations):
            entries.append(self._entry(each, number))
            sites = list(sites_of(each))
            if not sites:
                continue
            item = {"P856": [sites[0].address.value]}
            if number % 4 == 0:  # anybody can write there
                item["P2002"] = [f"{_slug(each)}_nep"[:15]]
                self._forbid("wikidata", each, "x", f"https://x.com/{item['P2002'][0]}")
            items[f"Q{number + 1}"] = item
            self._sites(each, sites, number)
        doubles.organisation_register(self._net, *entries)
        doubles.wikidata(self._net, items)
        doubles.itunes(self._net, {})
        return self.world

    def _sites(self, each: Organisation, sites: list[OfficialChannel], number: int) -> None:
        main = next((site for site in sites if not site.address.path), sites[0])
        for site in sites:
            if site is main:
                self._main_site(each, site, number)
            else:
                self._second_site(each, site, next(self._turn))

    def _main_site(self, each: Organisation, site: OfficialChannel, number: int) -> None:
        known = [
            channel
            for channel in each.channels
            if channel.status is ChannelStatus.ACTIVE
            and self._registry.platforms.get(channel.address.platform).kind in KINDS
            and not channel.address.value.startswith("@")  # no link names a whole domain
        ]
        silent = set(islice(known, 0, None, 5)) if len(known) > 2 else set()
        for channel in silent:  # listed, and on no site any more; something like it is
            self._forbid("silent", each, channel.address.platform, channel.address.value)
        shows = [(one.address.platform, one.address.value) for one in known if one not in silent]
        shows += self._new(each, site, number)
        is_gone = each.status is not OrganisationStatus.ACTIVE
        fate = "no_more" if is_gone else self._fate(number)
        if fate == "live":
            self.world.shown |= {self._place(each, *one) for one in shows}
            self._live(each, site, shows, number)
        else:
            for one in shows:
                self._forbid(fate, each, *one)
            self._dead(each, site, shows, fate)

    def _fate(self, number: int) -> str:
        return {9: "redirected", 19: "sold", 29: "expired", 39: "unseen", 49: "clear"}.get(
            number % 60, "live"
        )

    def _live(
        self, each: Organisation, site: OfficialChannel, shows: list[tuple[str, str]], number: int
    ) -> None:
        written = [(one, self._written_as(*one)) for one in shows]
        host = site.address.value.removeprefix("https://").partition("/")[0]
        declared: list[str] = []
        if number % 3 == 0 and not site.address.path:  # some only to machines
            accounts = [url for (platform, url), _ in written if self._is_social(platform)]
            declared = accounts[: len(accounts) // 2]
        links = [
            _a(text, platform, ' rel="me"' if platform == "mastodon" else "")
            for (platform, url), text in written
            if url not in declared
        ]
        form = next(self._forms)
        self.world.forms[form.__name__] += 1
        pages = form(each.display_name, links)
        pages[""] += self._trap(each) + self._trap(each) + SHARE
        if declared and number % 2:
            pages[""] += _data(each.display_name, declared)
        files: dict[str, object] = {}
        if declared and not number % 2:
            files["/.well-known/trust.txt"] = "".join(f"social={url}\n" for url in declared)
        path = f"/{site.address.path}" if site.address.path else "/"
        front = f"{path.rstrip('/')}/nl" if number % 5 == 0 else path
        if front != path:
            files[path] = redirect(f"https://{host}{front}")
        for name, html in pages.items():
            place = front if not name else f"{front.rpartition('/')[0]}/{name}"
            is_old = number % 7 == 0
            body = html.encode("iso-8859-1", "xmlcharrefreplace") if is_old else html.encode()
            charset = "iso-8859-1" if is_old else "utf-8"
            files[place] = page(body, f"text/html; charset={charset}")
        self._net.site(host, files)  # type: ignore[arg-type]

    def _dead(
        self, each: Organisation, site: OfficialChannel, shows: list[tuple[str, str]], fate: str
    ) -> None:
        host = site.address.value.removeprefix("https://").partition("/")[0]
        path = f"/{site.address.path}" if site.address.path else "/"
        links = "".join(_a(self._written_as(*one), one[0]) for one in shows)
        scam = f"https://www.instagram.com/{_slug(each)}_casino"
        self._forbid(fate, each, "instagram", scam)
        honest = f"<title>{each.display_name}</title><footer>{links}</footer>"
        match fate:
            case "redirected":
                self._net.site("casino.example", {"/": CASINO.format(links=links)})
                self._net.site(host, {path: redirect("https://casino.example/")})
            case "sold":
                self._net.site(host, {path: CASINO.format(links=links + _a(scam, "win"))})
            case "expired":
                self._net.ca.expired.add(host)
                self._net.site(host, {path: honest})
            case "clear":
                self._net.site(host, {path: redirect(f"http://{host}/nl"), "/nl": honest})
            case "unseen":  # staff did not get to it: what it shows is listed, and not confirmed
                self.world.not_ours.add(site.address.value)
                self._net.site(host, {path: f"<title>{each.display_name}</title>"})
            case _:
                self._net.site(host, {path: honest})

    def _second_site(self, each: Organisation, site: OfficialChannel, turn: int) -> None:
        host = site.address.value.removeprefix("https://").partition("/")[0]
        path = f"/{site.address.path}" if site.address.path else "/"
        scam = f"https://www.facebook.com/{_slug(each)}.tweede{turn}"
        if turn % 3 == 0:
            self._forbid("second_sold", each, "facebook", scam)
            self._net.site(host, {path: CASINO.format(links=_a(scam, "f"))})
        elif turn % 3 == 1:
            self._net.site("casino.example", {"/": CASINO.format(links=_a(scam, "f"))})
            self._net.site(host, {path: redirect("https://casino.example/")})
            self._forbid("second_redirected", each, "facebook", scam)
        else:
            self._net.site(host, {path: f"<title>{each.display_name}</title>{self._trap(each)}"})

    def _trap(self, each: Organisation) -> str:
        sort = next(self._sorts)
        address, platform, html = _traps(_slug(each), self._of_another(each))[sort]
        self._forbid(sort, each, platform, address)
        return html

    def _of_another(self, each: Organisation) -> str:
        """Give a listed account of somebody else, in turn."""
        accounts = [
            channel.address.value
            for other in self._registry.register.organisations.values()
            for channel in other.channels
            if other.id != each.id and channel.address.platform in ("x", "facebook")
            and channel.status is ChannelStatus.ACTIVE
        ]  # fmt: skip
        return accounts[next(self._turn) % len(accounts)]

    def _new(self, each: Organisation, site: OfficialChannel, number: int) -> list[tuple[str, str]]:
        slug = _slug(each)
        made = {
            "instagram": f"https://www.instagram.com/{slug}.vl", "x": f"https://x.com/{slug[:12]}_vl",
            "linkedin": f"https://www.linkedin.com/company/{slug}-vl",
            "tiktok": f"https://www.tiktok.com/@{slug[:20]}.vl",
            "youtube": f"https://www.youtube.com/@{slug}vl",
            "facebook": f"https://www.facebook.com/{slug}.vl",
            "mastodon": f"https://mastodon.social/@{slug}", "threads": f"https://www.threads.com/@{slug}.vl",
        }  # fmt: skip
        had = {channel.address.platform for channel in each.channels}
        free = [name for name in made if name not in had]
        chosen = [(name, made[name]) for name in islice(cycle(free), number, number + 3)]
        if "mastodon" in dict(chosen) and number % 2:
            back = f'<link rel="me" href="{site.address.value}">'
            self._net.site("mastodon.social", {f"/@{slug}": f"<html><head>{back}</head></html>"})
        host = (site.address.host or "").removeprefix("www.")
        if not site.address.path and self._addresses.owned_domain(host) == host:
            chosen.append(("email", f"welkom@{host}"))
        return [self._canonical(*one) for one in dict.fromkeys(chosen)]

    def _entry(self, each: Organisation, number: int) -> dict:
        contacts = [
            doubles.contact("Website", f"{_slug(each)}@gmail.com"),
            doubles.contact("Facebook", "geen"),
            doubles.contact("Telefoon", "n.v.t."),
        ]
        for platform, address in (("website", "https://gmail.com/"), ("facebook", "geen")):
            self._forbid("register", each, platform, address)
        return doubles.entry(each.name, f"OVO{number:06}", contacts=contacts)

    def _written_as(self, platform: str, value: str) -> str:
        if platform not in self._written:
            self._written[platform] = iter(cycle(range(6)))
        turn = next(self._written[platform])  # type: ignore[call-overload]
        return next(islice(_spellings(platform, value), turn, None))

    def _is_social(self, platform: str) -> bool:
        return self._registry.platforms.get(platform).kind == "social"

    def _canonical(self, platform: str, value: str) -> tuple[str, str]:
        address = self._addresses.parse(value, platform)
        return platform, address.value

    def _place(self, each: Organisation, platform: str, value: str) -> Place:
        address = self._addresses.from_url(value) if platform == "website" else (
            self._addresses.parse(value, platform)
        )  # fmt: skip
        return each.id, place_of(address, self._registry.platforms)

    def _forbid(self, sort: str, each: Organisation, platform: str, value: str) -> None:
        self.world.forbidden.setdefault(sort, set()).add(self._place(each, platform, value))


def _slug(each: Organisation) -> str:
    """Make an account name as organisations do: an abbreviation, a short name, a site's name."""
    sites = [(site.address.host or "").removeprefix("www.") for site in sites_of(each)]
    names = [
        each.short_name or "", *(alias.name for alias in each.aliases),
        *(host.partition(".")[0] for host in sites), each.id,
    ]  # fmt: skip
    plain = [re.sub(r"[^a-z0-9]", "", name.casefold()) for name in names]
    short = (one for one in plain if 3 <= len(one) <= LONGEST and one != "vlaanderen")
    return next(short, plain[-1])[:LONGEST]


# --- a week with it ------------------------------------------------------------------------------


async def week(net: Internet, tmp: Path) -> Figures:
    """Gather, click for an hour, watch; and count what came of it."""
    folder = folder_of(tmp)
    before = registry_of(folder)
    world = Builder(net, before).build()
    clicks = _confirm_sites(folder, world)
    judged = await _gather(net, folder, tmp)
    chosen = [each for each in judged if each.strength.rank <= Strength.OWN_SITE.rank]
    keeper = Keeper(folder, is_enabled=True, clock=lambda: datetime.now(UTC), today=lambda: TODAY)
    accepted(keeper, chosen, account="els", today=TODAY)
    clicks += len({each.organisation for each in chosen})
    await _watch(net, folder, tmp, keeper)
    return _figures(net, before, registry_of(folder), world, len(chosen), clicks)


async def _gather(net: Internet, folder: Path, tmp: Path) -> list:
    registry = registry_of(folder)
    round_ = Gathering(
        registry=registry, organisations=tuple(registry.register.organisations.values()),
        choices=tuple(Choice), state=tmp / "gather", goes_on=False, today=TODAY,
    )  # fmt: skip
    async with net.fetcher(PATIENT) as fetcher:
        return list((await round_.go(fetcher, net.resolver)).judged.proposals)


async def _watch(net: Internet, folder: Path, tmp: Path, keeper: Keeper) -> None:
    registry = registry_of(folder)
    round_ = Watching(
        registry=registry, organisations=tuple(registry.register.organisations.values()),
        neighbours=frozenset(), sites=True, names=False, organisation=None,
        state=tmp / "watch", goes_on=False, today=TODAY, keeper=keeper,
    )  # fmt: skip
    async with net.fetcher(PATIENT) as fetcher:
        report = await round_.with_means(fetcher, net.resolver)
    (tmp / "watch.txt").write_text(report["report.txt"])


def _confirm_sites(folder: Path, world: World) -> int:
    """Confirm every site by hand, a month ago: one click each. Some are sold since."""
    verification = Verification(
        TODAY - timedelta(days=30), "team web", VerificationMethod.CONFIRMED_BY_ORGANISATION
    )
    addresses, clicks = read_addresses(folder), 0
    for each in registry_of(folder).register.organisations.values():
        path = folder / "organisations" / f"{each.id}.yml"
        document = parse_document(path.name, path.read_bytes())
        for site in sites_of(each):
            if site.address.value not in world.not_ours:
                document = _confirmed(document, site, verification, addresses)
                clicks += 1
        path.write_text(document.text)
    git(folder.parent, "commit", "-qam", "sites")
    return clicks


def _confirmed(document: Document, site: OfficialChannel, verification, addresses) -> Document:
    text = confirmed(document, site.address.value, verification, addresses, "website")
    return parse_document(document.file, text.encode())


def _figures(
    net: Internet, before: Registry, after: Registry, world: World, accepted_: int, clicks: int
) -> Figures:
    platforms = after.platforms
    channels = {
        (each.id, place_of(channel.address, platforms)): channel
        for each in after.register.organisations.values()
        for channel in each.channels
        if channel.status is ChannelStatus.ACTIVE
    }
    old = {
        (each.id, place_of(channel.address, platforms))
        for each in before.register.organisations.values()
        for channel in each.channels
    }
    listed = world.shown & set(channels)
    good = {one for one in listed if after.standing(channels[one], TODAY) is Verdict.OFFICIAL}
    renewed = {one for one, each in channels.items() if each.verified and each.verified.is_by_watch}
    forbidden = set().union(*world.forbidden.values()) - world.shown
    new = set(channels) - old
    return Figures(
        organisations=len(after.register.organisations),
        sites=sum(1 for each in before.register.organisations.values() for _ in sites_of(each)),
        shown=len(world.shown), listed=len(listed), confirmed=len(good), accepted=accepted_,
        false_listed=_told((new - world.shown) | (new & forbidden)),
        false_renewed=_told(renewed - world.shown),
        missed=_told(world.shown - good),
        traps={sort: len(places) for sort, places in world.forbidden.items()},
        clicks=clicks, requests=len(net.requests),
    )  # fmt: skip


def _told(places: set[Place]) -> tuple[str, ...]:
    return tuple(sorted(f"{owner} {platform} {key}" for owner, (platform, key) in places))
