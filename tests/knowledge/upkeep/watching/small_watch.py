"""A register and a net of websites for it."""

from datetime import date

from knowledge.model import AliasKind, ChannelStatus
from knowledge.register.registry import Registry
from tests.knowledge.small_register import (
    ADDRESSES,
    candidate,
    channel,
    fake,
    organisation,
    register,
)
from tests.knowledge.upkeep.watching.network import Internet, redirect

TODAY = date(2026, 11, 25)
DID = "did:plc:z72i7hdynmk6r22z27h6tvur"


def website(owner: str, address: str, **changes: object):
    return channel(owner, "website", address, **changes)


WORK = organisation(
    "werkdienst",
    "Werkdienst",
    website("werkdienst", "https://www.werkdienst.be/", includes_subdomains=True),
    website("werkdienst", "https://werkdienst.tv/"),
    channel("werkdienst", "x", "https://x.com/werkdienst"),
    channel("werkdienst", "facebook", "https://www.facebook.com/werkdienst"),
    channel("werkdienst", "bluesky", "https://bsky.app/profile/werkdienst.be"),
    channel("werkdienst", "youtube", "https://www.youtube.com/@werkdienst"),
    channel("werkdienst", "email", "info@werkdienst.be"),
    channel("werkdienst", "phone", "0800 30 700"),
    channel("werkdienst", "x", "https://x.com/werkdienst_oud", status=ChannelStatus.RETIRED),
    channel(
        "werkdienst", "tiktok", "https://www.tiktok.com/@werkdienst", status=ChannelStatus.PLANNED
    ),
    aliases=[("WD", AliasKind.ABBREVIATION)],
)
BUS = organisation(
    "busdienst",
    "Busdienst",
    website("busdienst", "https://www.busdienst.be/"),
    channel("busdienst", "x", "https://x.com/busdienst"),
)
REGISTRY = Registry(
    register(
        WORK,
        BUS,
        candidates=(candidate("werkdienst", "linkedin", "https://www.linkedin.com/company/wd"),),
        impersonations=(fake("x", "https://x.com/werkdienst_hulp", "werkdienst"),),
    ),
    ADDRESSES,
)

FRONT = """
<a href="https://x.com/werkdienst/status/1234567890">een bericht</a>
<a href="https://www.facebook.com/sharer/sharer.php?u=https://www.werkdienst.be/">deel</a>
<a href="https://www.werkdienst.be/">thuis</a>
<a href="https://werkdienst.tv/">filmpjes</a>
<a href="https://x.com/werkdienst_hulp">hulp</a>
<a href="https://x.com/werkdienst_oud">oud</a>
<a href="https://x.com/busdienst">bus</a>
<a href="https://www.linkedin.com/company/wd">linkedin</a>
<a href="https://www.tiktok.com/@werkdienst">tiktok</a>
<a href="/contact">contact</a>
<footer>
  <a rel="me" href="https://mastodon.social/@werkdienst">mastodon</a>
  <a href="http://twitter.com/WerkDienst/?lang=nl">twitter</a>
  <a href="https://www.instagram.com/werk.dienst/">instagram</a>
  <a href="https://www.instagram.com/p/ABC123/">een foto</a>
</footer>
"""
CONTACT = '<a href="mailto:Info@werkdienst.be">mail</a> <a href="tel:080030700">bel</a>'


def put_online(net: Internet) -> None:
    """Put the sites of both organisations on the net."""
    net.site(
        "www.werkdienst.be",
        {
            "/": FRONT,
            "/contact": CONTACT,
            "/.well-known/trust.txt": "social=https://www.facebook.com/Werk.Dienst\n",
            "/.well-known/security.txt": "Contact: mailto:info@werkdienst.be\n"
            "Expires: 2020-01-01T00:00:00Z\n",
        },
    )
    net.site("werkdienst.be", {"/.well-known/atproto-did": DID})
    net.site("werkdienst.tv", {"/": redirect("https://casino.example/")})
    net.site("casino.example", {"/": '<a href="https://x.com/werkdienst_casino">x</a>'})
    net.site("www.busdienst.be", {"/": "<p>geen links</p>"})
