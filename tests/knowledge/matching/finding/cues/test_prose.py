import pytest

from knowledge.matching.finding.cues.finder_data import FinderData
from knowledge.matching.finding.cues.prose import Certainty, Prose

PROSE = Prose(FinderData.load())


def certainty(name, text="Ik zag {} gisteren"):
    start = text.index("{}")
    whole = text.format(name)
    return PROSE.certainty(name, whole, start, start + len(name))


@pytest.mark.parametrize("ending", ["online", "link", "one", "me", "de", "zip", "sh", "xyz"])
@pytest.mark.parametrize("change", [str.lower, str.upper, str.capitalize])
@pytest.mark.parametrize("name", ["vlaanderen", "mijnvdab", "goed", "bank", "mijn.vlaanderen"])
@pytest.mark.parametrize("text", ["Log in op {} en betaal", "surf naar {}.", "Website: {}, nu"])
def test_a_name_that_one_is_sent_to_is_one_in_any_case(name, ending, change, text):
    assert certainty(f"{name}.{change(ending)}", text) is Certainty.SURE


@pytest.mark.parametrize(
    "name",
    ["vdab.Xyz", "vdab.Be", "vdab.link", "overheid.live", "vdab-premie.Online", "mijn.vdab.Top"],
)
def test_a_name_that_is_no_prose_is_one(name):
    assert certainty(name) is Certainty.SURE


@pytest.mark.parametrize("name", ["vakantie.Top", "mijnvdab.Site", "goed.link", "cv.zip", "x.py"])
def test_what_may_be_prose_is_doubtful(name):
    assert certainty(name) is Certainty.DOUBTFUL


@pytest.mark.parametrize("text", ["Zie {} voor meer", "Betaal nu: {} en klaar", "Kijk op {} nu"])
def test_what_is_announced_as_a_site_is_doubtful_where_a_sentence_could_start(text):
    assert certainty("vlaanderen.De", text) is Certainty.DOUBTFUL


@pytest.mark.parametrize("name", ["goed.De", "niet.is", "laat.De", "works.It", "J.De", "65.De"])
def test_a_missing_space_is_prose(name):
    assert certainty(name) is Certainty.PROSE


def test_a_name_alone_is_one():
    assert certainty("mijnvdab.Site", "{}") is Certainty.SURE
    assert certainty("vdab.Me", "{}?") is Certainty.SURE


def test_what_is_asked_about_is_a_name():
    assert certainty("vlaanderen.Link", "Is {} echt?") is Certainty.SURE
