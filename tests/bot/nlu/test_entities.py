from bot.nlu.organisation_linker import OrganisationLinker


def spots(message, kind):
    text = message.get("text")
    return [
        (text[one["start"] : one["end"]], one["value"])
        for one in message.get("entities")
        if one["entity"] == kind
    ]


def test_a_mention_has_its_address_platform_and_place(understood):
    message = understood("is @vdab_be op x echt?")
    (mention,) = [one for one in message.get("entities") if one["entity"] == "mention"]
    assert (mention["start"], mention["end"], mention["value"]) == (3, 11, "@vdab_be")
    assert mention["platform"] == "x"
    assert mention["address"] == "https://x.com/vdab_be"
    assert mention["kind"] == "handle"
    assert mention["extractor"] == "MentionExtractor"


def test_a_handle_without_platform_has_no_address_yet(understood):
    (mention,) = understood("@vdab_be").get("entities")
    assert mention["address"] is None
    assert mention["platform"] is None


def test_an_organisation_is_linked_to_its_id(understood):
    message = understood("is vdab-jobs.be van de VDAB?")
    assert spots(message, "organisation") == [("VDAB", "vdab")]


def test_a_name_inside_a_mention_is_what_a_fake_claims(understood):
    message = understood("klopt www.vdab-jobs.be wel?")
    assert spots(message, "mention") == [("www.vdab-jobs.be", "www.vdab-jobs.be")]
    assert spots(message, "organisation") == []


def test_a_message_without_names_has_no_entities(understood):
    assert understood("wat kan jij allemaal?").get("entities") == []
    assert understood("").get("entities") == []


def test_another_register_is_another_fingerprint(small_sources):
    assert OrganisationLinker.fingerprint_addon({}) == small_sources.version
