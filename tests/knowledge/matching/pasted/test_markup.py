import html

import lxml.etree
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.matching.pasted import markup
from knowledge.matching.pasted.rewriting import Layer

PIECES = [
    "<a", "<a ", "<A", "href", "=", '"', "'", ">", "/", "<", " ", "\n", "x", "//1.2", "</a>",
    "<!--", "-->", "<b>", "title", "<textarea>", "</textarea>", "<script>", "</script>", "`",
    "<img src=",
]  # fmt: skip


def decoded(text):
    return Layer.of(text).edited(markup.entities(text)).text


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=22).map("".join))
def test_every_attribute_that_a_parser_sees_is_found(text):
    document = lxml.etree.HTML(f"{text} >")
    elements = () if document is None else document.iter(lxml.etree.Element)
    expected = {
        (name.lower(), value)
        for element in elements
        for name, value in element.attrib.items()
        if value
    }
    found = {
        (each.name, html.unescape(text[each.start : each.end]))
        for tag in markup.tags(text)
        for each in tag.attributes
    }
    assert expected <= found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vdab&#46;be", "vdab.be"),
        ("vdab&#x2E;be", "vdab.be"),
        ("vdab&#46be", "vdab.be"),
        ("vdab&period;be", "vdab.be"),
        ("https&colon;&sol;&sol;vdab.be", "https://vdab.be"),
        ("?a=1&amp;b=2", "?a=1&b=2"),
        ("?a=1&copy=2&b", "?a=1&copy=2&b"),
        ("AT&T; H&M", "AT&T; H&M"),
        ('<a title="&quot;&gt;" href=x>', '<a title="%22%3E" href=x>'),
    ],
)
def test_a_reference_stands_for_its_character(text, expected):
    assert decoded(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "[x](//e.be)", "[x]( //e.be )", "[x](<//e.be>)", "[x](\n//e.be)", "[x][1]\n\n[1]: //e.be",
        "[x][1]\n\n> [1]: <//e.be>", "[url=//e.be]x[/url]", '[url="//e.be"]x[/url]', "<//e.be|x>",
        '{\\*\\fldinst HYPERLINK "//e.be"}', '{\\*\\fldinst HYPERLINK \\\\l "//e.be"}',
    ],
)  # fmt: skip
def test_the_target_of_a_link_is_found_in_other_markup(text):
    assert {text[start:end] for start, end in markup.targets(text)} == {"//e.be"}


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ('=HYPERLINK("//e.be","x")', True),
        ('=hyperlink( "//e.be" ; "x")', True),
        ('=HYPERLINK("//e"&".be","x")', False),
        ('=HYPERLINK("//e"&CHAR(46)&"be";"x")', False),
    ],
)
def test_a_formula_that_puts_its_link_together_is_told_apart(text, is_whole):
    ((_, found),) = markup.formulas(text)
    assert found is is_whole


def test_a_link_has_its_shown_text_with_tags_in_it():
    text = '<a title="a>b" href=//e.be><b>vdab.be</b></a> meer'
    (((start, end), (first, last)),) = markup.links(text)
    assert (text[start:end], text[first:last]) == ("<b>vdab.be</b>", "//e.be")
