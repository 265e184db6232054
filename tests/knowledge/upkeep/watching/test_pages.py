"""Links of pages, however broken."""

import pytest

from knowledge.upkeep.watching.pages import (
    LONGEST_LINK,
    MOST_LINKS,
    Where,
    did_of,
    fields_of,
    further_pages,
    links_of,
)

PAGE = "https://www.dienst.be/nl/"


def found(html: str) -> list[tuple[str, Where]]:
    return [(link.url, link.where) for link in links_of(html, PAGE)]


@pytest.mark.parametrize(
    ("html", "where"),
    [
        ("<a href='https://x.com/a'>X</a>", Where.PAGE),
        ("<footer><p><a href='https://x.com/a'>X</a></footer>", Where.FOOTER),
        ("<div class='site-Footer'><a href='https://x.com/a'>X</a></div>", Where.FOOTER),
        ("<div id=voettekst><a href='https://x.com/a'>X</a></div>", Where.FOOTER),
        ("<footer><a rel='noopener ME' href='https://x.com/a'>X</a></footer>", Where.REL_ME),
        ("<head><link rel=me href='https://x.com/a'></head>", Where.REL_ME),
        ("<a rel='home' href='https://x.com/a'>X</a>", Where.PAGE),
        ("<map><area href='https://x.com/a'></map>", Where.PAGE),
    ],
)
def test_a_link_tells_where_it_stands(html: str, where: Where) -> None:
    assert found(html) == [("https://x.com/a", where)]


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("//x.com/a", "https://x.com/a"),
        ("contact", "https://www.dienst.be/nl/contact"),
        ("/contact", "https://www.dienst.be/contact"),
        (" https://x.com/a\n", "https://x.com/a"),
        ("https://x.com/a?b=1&amp;c=2", "https://x.com/a?b=1&c=2"),
        ("mailto:info@dienst.be", "mailto:info@dienst.be"),
        ("tel:+3225530000", "tel:+3225530000"),
    ],
)
def test_an_address_is_made_whole(href: str, url: str) -> None:
    assert found(f"<a href='{href}'>x</a>") == [(url, Where.PAGE)]


@pytest.mark.parametrize(
    "href", ["", "javascript:void(0)", "data:text/html,x", "https://[", "x" * (LONGEST_LINK + 1)]
)
def test_what_opens_no_page_is_passed_over(href: str) -> None:
    assert found(f"<a href='{href}'>x</a><a href>y</a><a>z</a>") == []


def test_a_base_counts() -> None:
    html = "<base href='https://elders.be/map/'><a href='a'>x</a>"
    assert found(html) == [("https://elders.be/map/a", Where.PAGE)]
    assert found("<base href='javascript:x'><a href='/a'>x</a>") == [
        ("https://www.dienst.be/a", Where.PAGE)
    ]


def test_what_is_only_shown_as_text_is_no_link() -> None:
    assert (
        found("<!-- <a href='https://x.com/a'> --><script>'<a href=https://x.com/a>'</script>")
        == []
    )


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "<a href='https://x.com/a'>x</a>" * 500,
        "<a href='https://x.com/a'>" * 50_000,
        "<table><a href=https://x.com/a>" * 5_000,
        "\0" * 10_000 + "<a href=https://x.com/a>",
        "<" * 300_000 + "a href=https://x.com/a>",
        "<a " + "b='c' " * 100_000 + "href=https://x.com/a>",
        "<div class='" + "footer" * 100_000 + "'><a href=https://x.com/a>",
        "&#" * 200_000,
    ],
)
def test_a_hostile_page_breaks_nothing(html: str) -> None:
    links = list(links_of(html, PAGE))
    assert len(links) <= MOST_LINKS
    assert {link.url for link in links} <= {"https://x.com/a"}


def test_pages_with_contacts_are_chosen_on_the_same_site_alone() -> None:
    html = """<a href='/nl/contact'>a</a><a href='/nl/contact#adres'>a</a>
        <a href='https://elders.be/contact'>b</a><a href='/volg-ons'>c</a>
        <a href='/nieuws/over/sociale-media/in/2019'>d</a><a href='/nl/werken'>e</a>
        <a href='mailto:contact@dienst.be'>f</a>"""
    assert further_pages(list(links_of(html, PAGE)), PAGE) == [
        "https://www.dienst.be/volg-ons",
        "https://www.dienst.be/nl/contact",
    ]


def test_the_name_at_bluesky_is_read_strictly() -> None:
    did = "did:plc:z72i7hdynmk6r22z27h6tvur"
    assert did_of(f" {did}\n") == did
    assert did_of("did:web:dienst.be") == "did:web:dienst.be"
    for text in ("", "did:plc:kort", f"{did} {did}", "<html>", "did:key:abc", did.upper()):
        assert did_of(text) is None


def test_fields_are_read_line_by_line() -> None:
    text = "# social=https://x.com/nee\nsocial=https://x.com/a\r\nContact: mailto:a@b.be\n"
    text += "=x\n-----\nleeg=\n"
    assert list(fields_of(text)) == [("social", "https://x.com/a"), ("contact", "mailto:a@b.be")]
