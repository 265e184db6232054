from bot.nlu.masking import masked


def entity(kind, start, end):
    return {"entity": kind, "start": start, "end": end}


def test_names_become_placeholders():
    text = "is @vdab_be echt van de VDAB?"
    found = [entity("mention", 3, 11), entity("organisation", 24, 28)]
    assert masked(text, found).split() == ["is", "ⓜ", "echt", "van", "de", "ⓞ", "?"]


def test_two_names_give_the_same_question():
    one = masked("is fluvius.be echt?", [entity("mention", 3, 13)])
    other = masked("is @vdab_be echt?", [entity("mention", 3, 11)])
    assert one == other


def test_of_two_that_overlap_the_first_and_longer_counts():
    found = [entity("organisation", 0, 4), entity("mention", 0, 12)]
    assert masked("vdab-jobs.be hoort bij jullie", found).split()[0] == "ⓜ"
    assert masked("vdab-jobs.be", found).count("ⓞ") == 0


def test_numbers_go_but_other_entities_stay():
    text = "ik betaalde 249,95 euro aan Jan"
    assert masked(text, [entity("person", 28, 31)]).split() == [
        "ik", "betaalde", "ⓝ", "euro", "aan", "Jan",
    ]  # fmt: skip


def test_a_text_without_names_stays_as_it_is():
    assert masked("wat kan jij?", []) == "wat kan jij?"
