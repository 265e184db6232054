"""In whose voice a page links."""

import time

import pytest

from knowledge.upkeep.watching.pages import Where, page_of

HOME = "https://www.dienst.be/"
CONTACT = "https://www.dienst.be/contact"
X = "https://x.com/dienst"
LINK = f'<a href="{X}">X</a>'


def where(html: str, page: str = HOME) -> list[Where]:
    return [link.where for link in page_of(html, page).links if link.url == X]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<footer><div><ul><li>{LINK}</li></ul></div></footer>", Where.FOOTER),
        (f'<div class="site-footer__links">{LINK}</div>', Where.FOOTER),
        (f'<div role="contentinfo">{LINK}</div>', Where.FOOTER),
        (f'<div id="pageFooter">{LINK}</div>', Where.FOOTER),
        (f"<header><nav>{LINK}</nav></header>", Where.HEADER),
        (f'<div class="social-media-icons">{LINK}</div>', Where.FOLLOW),
        (f"<section><h3>Volg ons</h3><ul><li>{LINK}</li></ul></section>", Where.FOLLOW),
        (f"<div><h2><span>Suivez-nous</span></h2></div><ul><li>{LINK}</li></ul>", Where.FOLLOW),
        (f"<p>Blijf op de hoogte via {LINK}</p>", Where.FOLLOW),
        (f'<a href="{X}" aria-label="Volg ons op X"><svg></svg></a>', Where.FOLLOW),
        (f'<a href="{X}"><img src="x.png" alt="Volg ons"></a>', Where.FOLLOW),
        (f'<a rel="me noopener" href="{X}">x</a>', Where.REL_ME),
        (f'<link rel="me" href="{X}">', Where.REL_ME),
        (f'<main><p>Lees meer <a href="{X}">hierover</a></p></main>', Where.PAGE),
        (
            f'<main><a href="{X}">Onze Facebookpagina van vorig jaar op Facebook</a></main>',
            Where.PAGE,
        ),
        (f'<main><div><a href="{X}">X (Twitter)</a></div></main>', Where.FOLLOW),
        (f"<main><button><a href='{X}'>x</a></button></main>", Where.PAGE),
        (f'<main><a href="{X}"><i class="fab fa-twitter"></i></a></main>', Where.FOLLOW),
        (f'<main><a class="icon-linkedin" href="{X}"></a></main>', Where.FOLLOW),
        (f'<dl><dt>Twitter</dt><dd><a href="{X}">@dienst</a></dd></dl>', Where.FOLLOW),
        (f'<a rel="nofollow noopener" class="social" href="{X}">x</a>', Where.FOLLOW),
    ],
)
def test_where_a_site_speaks_of_itself(html: str, expected: Where) -> None:
    assert where(html) == [expected]


def test_all_of_a_contact_page_is_the_sites_own() -> None:
    link = f'<a href="{X}">@dienst</a>'
    assert where(f"<main><p>{link}</p></main>", CONTACT) == [Where.CONTACT]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f'<ol class="comment-list"><li>{LINK}</li></ol>', Where.GUEST),
        (f'<section id="reacties">{LINK}</section>', Where.GUEST),
        (f"<section><h2>Reacties</h2><p>Kijk op {LINK}</p></section>", Where.GUEST),
        (f'<footer><a rel="ugc" href="{X}">x</a></footer>', Where.GUEST),
        (f'<div class="comments"><a rel="me" href="{X}">x</a></div>', Where.GUEST),
        (f'<div class="social-feed">{LINK}</div>', Where.GUEST),
        (f"<footer><h4>Onze partners</h4><p>{LINK}</p></footer>", Where.PARTNER),
        (f"<footer><p>Met steun van {LINK}</p></footer>", Where.PARTNER),
        (
            f"<footer><div class='title'><h4>Partners</h4></div><p>{LINK}</p></footer>",
            Where.PARTNER,
        ),
        (f'<a rel="sponsored" href="{X}">x</a>', Where.PARTNER),
        (f"<footer><p>Website door {LINK}</p></footer>", Where.PARTNER),
        (f"<footer><p>Opgelet: {LINK} is niet meer van ons.</p></footer>", Where.WARNING),
        (f"<section><h2>Pas op voor dit nepaccount</h2>{LINK}</section>", Where.WARNING),
        (f"<article><header>{LINK}</header></article>", Where.PAGE),
        (f"<article><footer>Volg de schrijver: {LINK}</footer></article>", Where.PAGE),
    ],
)
def test_where_somebody_else_speaks(html: str, expected: Where) -> None:
    assert where(html) == [expected]


@pytest.mark.parametrize(
    "html",
    [
        f"<footer><!-- {LINK} --></footer>",
        f"<script>document.write('{LINK}')</script>",
        f"<footer><template>{LINK}</template></footer>",
        f"<footer><noscript>{LINK}</noscript></footer>",
        f"<footer hidden>{LINK}</footer>",
        f'<footer style="display: none">{LINK}</footer>',
        f'<footer><div style="position:absolute; left:-9999px">{LINK}</div></footer>',
        f"<style>.h1x {{ display:none }}</style><footer class='h1x'>{LINK}</footer>",
        f"<style>@media x {{a {{b:c}}}} .z,#q {{left:-500px}}</style><footer id=q>{LINK}</footer>",
        f"<footer data-link='{X}'>x</footer>",
        f'<footer><div class="share-buttons">{LINK}</div></footer>',
    ],
)
def test_what_no_visitor_sees_is_no_link(html: str) -> None:
    assert where(html) == []


def test_what_is_only_hidden_on_paper_is_seen() -> None:
    style = "<style>@media print { .foot { display:none } } .foot a { color: red }</style>"
    assert where(f"{style}<footer class='foot'>{LINK}</footer>") == [Where.FOOTER]


def _data(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "data",
    [
        f'{{"@type": "GovernmentOrganization", "sameAs": ["{X}"]}}',
        f'{{"@graph": [{{"@type": ["Thing", "Organization"], "sameAs": "{X}"}}]}}',
        f'[{{"@type": "WebSite", "publisher": {{"@type": "Organization", "sameAs": ["{X}"]}}}}]',
    ],
)
def test_what_a_site_says_of_itself_to_machines(data: str) -> None:
    assert where(_data(data)) == [Where.SAME_AS]


@pytest.mark.parametrize(
    "data",
    [
        f'{{"@type": "Person", "sameAs": ["{X}"]}}',
        f'{{"@type": "NewsArticle", "author": {{"@type": "Organization", "sameAs": ["{X}"]}}}}',
        f'{{"@type": "Organization", "memberOf": {{"@type": "Organization", "sameAs": "{X}"}}}}',
        f'{{"@type": "Event", "sponsor": {{"@type": "Organization", "sameAs": "{X}"}}}}',
        f'{{"@type": "Organization", "sameAs": [["{X}"], 3, null]}}',
        '{"@type": "Organization", "sameAs": 3}',
        "{broken",
        "[" * 5000,
    ],
)
def test_what_a_site_says_of_others_to_machines(data: str) -> None:
    assert where(_data(data)) == []


def test_the_words_of_a_page_are_kept_but_not_those_that_are_hidden() -> None:
    html = (
        "<head><title>Dienst</title><meta property='og:site_name' content='DvW'></head>"
        "<script>kwaad</script><p hidden>weg</p><p>Welkom</p>"
    )
    assert page_of(html, HOME).says == "Dienst DvW Welkom"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + LINK * 3000,
        "<h2>Reacties</h2><p>" + "reacties " * 100_000 + LINK * 3000,
        "<style>" + ".a{" * 100_000 + "</style>" + LINK,
    ],
)
def test_a_page_that_is_made_to_be_slow_is_not(html: str) -> None:
    start = time.process_time()
    page_of(html, HOME)
    assert time.process_time() - start < 5
