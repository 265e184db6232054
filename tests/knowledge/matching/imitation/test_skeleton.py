import pytest

from knowledge.matching.imitation.skeleton import plain, silhouette, skeleton, tokens


@pytest.mark.parametrize(
    "look", ["vdаb", "ｖｄａｂ", "Vᴅᴀʙ", "vdäb", "𝗏dab", "v-d.a_b", "VDAB", "νdab", "vdąb"]
)
def test_a_name_is_read_through_foreign_and_marked_letters(look):
    assert plain(look) == "vdab"


def test_another_name_stays_another_name():
    assert plain("vdac") != plain("vdab")


@pytest.mark.parametrize(
    ("look", "name"),
    [("f1uvius", "fluvius"), ("de1ijn", "delijn"), ("vlaarnse", "vlaamse"), ("clelijn", "delijn"),
     ("vvonen", "wonen"), ("0vam", "ovam"), ("5porza", "sporza")],
)  # fmt: skip
def test_a_hurried_eye_sees_the_same(look, name):
    assert skeleton(look) == skeleton(name)


def test_a_hurried_eye_sees_a_difference():
    assert skeleton("fluxys") != skeleton("fluvius")


@pytest.mark.parametrize(
    ("look", "name"), [("vlaamderem", "vlaanderen"), ("bclijn", "delijn"), ("flvvivs", "fluuius")]
)
def test_the_silhouette_sees_resembling_letters_as_one(look, name):
    assert silhouette(look) == silhouette(name)


def test_separators_part_words():
    assert tokens("vdab-jobs_2.be") == ("vdab", "jobs", "2", "be")
