"""Our list itself is asked about, whoever or whatever is named beside, or was told before."""

import pytest

from tests.actions.talking import Said, Talk

DE_LIJN: Said = ("zit De Lijn op X", "list_channels")
ON_X: Said = ("welke ministers zitten op X", "ask_overview")
ON_INSTAGRAM: Said = ("welke ministers zitten op Instagram", "ask_overview")


class TestAfterTheChannelsOfOne:
    @pytest.mark.parametrize(
        ("language", "asks", "says"),
        [
            ("nl", "mag ik dat citeren", "Schrijf niet dat het officieel bevestigd is"),
            ("en", "may I quote this", "Do not write that it is officially confirmed"),
            ("fr", "puis-je citer cela", "N'écrivez pas que c'est confirmé officiellement"),
            ("de", "darf ich das zitieren", "Schreiben Sie nicht, dass es amtlich bestätigt ist"),
        ],
    )
    def test_quoting_asks_for_care(self, talk: Talk, language: str, asks: str, says: str):
        assert says in talk(DE_LIJN, (asks, "ask_permission"), language=language)

    @pytest.mark.parametrize(
        ("language", "asks", "says"),
        [
            ("nl", "waarom staat er 'nog niet nagekeken' bij?", "Het team van Kanaalcheck kijkt"),
            ("en", "why does it say 'not checked yet'?", "The Kanaalcheck team checks"),
            ("fr", "pourquoi « pas encore vérifié » ?", "L'équipe de Kanaalcheck vérifie"),
            ("de", "warum steht da 'noch nicht geprüft'?", "Das Team von Kanaalcheck prüft"),
        ],
    )
    def test_our_own_words_are_explained(self, talk: Talk, language: str, asks: str, says: str):
        assert says in talk(DE_LIJN, (asks, "ask_why"), language=language)

    @pytest.mark.parametrize(
        ("language", "asks", "says"),
        [
            ("nl", "van welke datum is dat cijfer", "onze lijst van vandaag, 23 november 2026"),
            ("en", "what date is that number from", "our list of today, 23 November 2026"),
            ("fr", "ce chiffre est d'aujourd'hui ou de 2016", "notre liste d'aujourd'hui"),
            ("de", "von welchem Datum ist die Zahl", "unsere Liste von heute"),
        ],
    )
    def test_the_day_is_told(self, talk: Talk, language: str, asks: str, says: str):
        assert says in talk(DE_LIJN, (asks, "ask_which"), language=language)

    def test_the_list_that_is_named_is_meant(self, talk: Talk):
        told = talk(DE_LIJN, ("laat De Lijn. hoe vaak wordt de lijst bijgewerkt", "out_of_scope"))
        assert "de lijst van vandaag" in told

    def test_official_is_confirmed_by_themselves(self, talk: Talk):
        asks = "mag ik in de krant schrijven dat dit hun officiële account is?"
        told = talk(DE_LIJN, (asks, "check_channel"))
        assert told.startswith("Bevestigen kan alleen")


class TestWriting:
    @pytest.mark.parametrize(
        ("language", "asks", "says"),
        [
            ("nl", "mag ik schrijven dat geen minister op Instagram zit?", "0 van de 9 ministers"),
            ("en", "may I write that no minister is on Instagram?", "0 of the 9 ministers"),
            ("fr", "puis-je écrire qu'aucun ministre n'est sur Instagram ?", "0 des 9 ministres"),
            ("de", "darf ich schreiben, dass kein Minister auf Instagram ist?", "Instagram"),
        ],
    )
    def test_a_count_is_put_as_it_may_be_written(
        self, talk: Talk, language: str, asks: str, says: str
    ):
        told = talk(ON_INSTAGRAM, (asks, "ask_overview"), language=language)
        assert "Kanaalcheck" in told
        assert says in told


class TestOthers:
    @pytest.mark.parametrize("asks", ["and the other five?", "the other 5?", "en de andere?"])
    def test_those_who_are_not_there_are_named(self, talk: Talk, asks: str):
        told = talk(ON_X, (asks, "ask_variation"))
        assert "Matthias Diependaele" in told
        assert "Zuhal Demir" not in told

    def test_a_number_that_fits_nobody_is_not_turned(self, talk: Talk):
        assert "Matthias Diependaele" not in talk(ON_X, ("the other three?", "ask_variation"))

    @pytest.mark.parametrize(
        ("language", "asks"),
        [
            ("nl", "gewoon een getal is genoeg"),
            ("en", "just a number is fine"),
            ("fr", "juste un chiffre suffit"),
            ("de", "nur eine Zahl genügt"),
        ],
    )
    def test_a_number_is_a_count(self, talk: Talk, language: str, asks: str):
        told = talk(ON_X, (asks, "ask_contact"), language=language)
        assert "1700" not in told
        assert "4" in told

    @pytest.mark.parametrize(
        ("language", "asks", "says"),
        [
            ("nl", "welke diensten zitten nog op X en welke zijn vertrokken?", "18 van"),
            ("en", "which services are still on X and which left?", "18 of"),
            ("fr", "quels services sont encore sur X et lesquels ont quitté X ?", "18"),
            ("de", "welche Stellen sind noch auf X und welche haben X verlassen?", "18"),
        ],
    )
    def test_who_is_left_and_who_left_are_both_told(
        self, talk: Talk, language: str, asks: str, says: str
    ):
        told = talk((asks, "ask_overview"), language=language)
        assert says in told
        assert "INBO" in told

    @pytest.mark.parametrize(
        ("language", "asks"),
        [
            ("nl", "is dat alles?"),
            ("en", "is that all?"),
            ("fr", "c'est tout ?"),
            ("de", "ist das alles?"),
        ],
    )
    def test_whether_that_is_all_is_not_known(self, talk: Talk, language: str, asks: str):
        told = talk(ON_X, (asks, "ask_next_step"), language=language)
        assert "1700" not in told

    def test_none_is_no_fault(self, talk: Talk):
        told = talk(("hoeveel accounts hebben de ministers op TikTok", "ask_overview"))
        assert "0, " not in told
        assert "Dat bewijst niet" in told


class TestOurAdvice:
    @pytest.mark.parametrize(
        ("language", "asks"),
        [
            ("nl", "waarom 1700? hoeveel diensten hebben een account op X"),
            ("en", "why 1700? how many services have an account on X"),
            ("fr", "pourquoi 1700 ? combien de services ont un compte sur X"),
            ("de", "warum 1700? wie viele Stellen haben ein Konto auf X"),
        ],
    )
    def test_a_number_said_again_is_not_what_is_asked_about(
        self, talk: Talk, language: str, asks: str
    ):
        told = talk(ON_X, (asks, "ask_overview"), language=language)
        assert "1700" not in told
        assert "18" in told


class TestWhose:
    def test_several_who_are_named_are_all_told(self, talk: Talk):
        asks = "Ben Weyts, Zuhal Demir, Jo Brouns... Welke accounts hebben zij?"
        told = talk(ON_INSTAGRAM, (asks, "ask_which"))
        assert "Ben Weyts" in told
        assert "Zuhal Demir" in told
        assert "Jo Brouns" in told

    @pytest.mark.parametrize(
        ("language", "asks"),
        [
            ("nl", "VDAB in het algemeen, niet alleen Instagram. Facebook, YouTube?"),
            ("de", "VDAB allgemein, nicht nur Instagram. Facebook, YouTube?"),
        ],
    )
    def test_places_alone_are_asked_of_who_is_named(self, talk: Talk, language: str, asks: str):
        told = talk(DE_LIJN, (asks, "ask_overview"), language=language)
        assert "facebook.com/vdab.be" in told
        assert "YouTube" in told

    def test_a_theme_of_the_government_is_no_account_of_its_own(self, talk: Talk):
        asks = "welke facebookpagina's van de Vlaamse overheid over onderwijs kennen jullie"
        told = talk((asks, "list_channels"))
        assert "GO!" in told
        assert "facebook.com/vlaamseoverheid" not in told

    @pytest.mark.parametrize(
        ("language", "asks", "says"),
        [
            ("nl", "zit de VDAB nog op X?", "Of dat nu nog gebruikt wordt, weten we niet"),
            ("en", "is VDAB still on X?", "Whether it is still used now, we do not know"),
            ("fr", "le VDAB est-il encore sur X ?", "Si c'est encore utilisé aujourd'hui"),
            ("de", "ist der VDAB noch auf X?", "Ob das jetzt noch benutzt wird"),
        ],
    )
    def test_still_is_answered(self, talk: Talk, language: str, asks: str, says: str):
        assert says in talk((asks, "list_channels"), language=language)

    def test_no_unchecked_site_of_a_politician_is_said_to_know(self, talk: Talk):
        told = talk(("zit Zuhal Demir op TikTok", "list_channels"))
        assert "kabinetdemir" not in told
        assert "kabinet zelf" in told


class TestOutside:
    @pytest.mark.parametrize(
        ("language", "asks"),
        [
            ("nl", "staan de provincies ook in jullie lijst?"),
            ("en", "are the provinces in your list too?"),
            ("fr", "les provinces sont-elles dans votre liste ?"),
            ("de", "stehen die Provinzen auch in Ihrer Liste?"),
        ],
    )
    def test_provinces_are_not_in_the_list(self, talk: Talk, language: str, asks: str):
        told = talk((asks, "check_channel"), language=language)
        assert "rovin" in told

    @pytest.mark.parametrize(
        ("language", "asks", "says"),
        [
            ("nl", "en de politie?", "Die ook niet"),
            ("en", "and the police?", "They are not in it either"),
            ("fr", "et la police ?", "Eux non plus"),
            ("de", "und die Polizei?", "Auch sie nicht"),
        ],
    )
    def test_the_next_ones_are_not_either(self, talk: Talk, language: str, asks: str, says: str):
        first = ("zijn de provincies meegeteld in de lijst?", "check_channel")
        assert says in talk(first, (asks, "ask_variation"), language=language)


class TestMissed:
    @pytest.mark.parametrize(
        ("language", "says_so", "says"),
        [
            ("nl", "maar Demir zit toch op Instagram, dat heb ik zelf gezien", "Dat kan goed"),
            ("en", "but Demir is on Instagram, I follow her there", "You may well be right"),
            ("fr", "mais Demir est sur Instagram, je la suis", "C'est bien possible"),
            ("de", "aber Demir ist auf Instagram, ich folge ihr", "Das kann gut sein"),
        ],
    )
    def test_who_says_that_somebody_is_there_may_be_right(
        self, talk: Talk, language: str, says_so: str, says: str
    ):
        assert says in talk(ON_INSTAGRAM, (says_so, "out_of_scope"), language=language)

    @pytest.mark.parametrize("asks", ["zit Demir op Facebook?", "zit Demir daar ook bij"])
    def test_it_is_no_answer_to_a_question(self, talk: Talk, asks: str):
        assert "Dat kan goed" not in talk(ON_INSTAGRAM, (asks, "out_of_scope"))


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("language", "asks", "says"),
        [
            ("nl", "wie contacteer ik als er een fout in staat", "ons team"),
            ("en", "whom do I contact if there is a mistake in it", "our team"),
            ("fr", "qui contacter s'il y a une erreur dedans", "notre équipe"),
            ("de", "wen kontaktiere ich, wenn ein Fehler drin ist", "Unser Team"),
        ],
    )
    def test_our_team_is_told(self, talk: Talk, language: str, asks: str, says: str):
        told = talk(ON_X, (asks, "ask_contact"), language=language)
        assert says in told
        assert "1700" not in told

    @pytest.mark.parametrize("language", ["nl", "en", "fr", "de"])
    def test_no_doubt_is_answered_with_yes(self, talk: Talk, language: str):
        told = talk(ON_X, ("?? zeker", "ask_if_sure"), language=language)
        assert not {"ja", "yes", "oui"} & set(told.casefold().replace(".", " ").split())

    def test_who_is_in_the_list_is_no_size_of_it(self, talk: Talk):
        asks = ("est-ce que la police est dans votre liste", "ask_if_sure")
        assert "n'y figurent pas" in talk(ON_X, asks, language="fr")

    def test_one_sentence_can_be_quoted(self, talk: Talk):
        told = talk(ON_X, ("zet dat eens in een zin", "ask_simpler"))
        assert "Op 23 november 2026" in told


class TestWhatIsNotListed:
    @pytest.mark.parametrize(
        ("asks", "says"),
        [
            ("dus een account dat er niet in staat is nep, mag ik dat zeggen?", "bewijst geen"),
            ("so if a page isn't on your list you tell people it's fake?", "proves no fraud"),
            ("donc si une page n'est pas dans votre liste elle est fausse ?", "ne prouve pas"),
            ("also ist alles falsch, was nicht in Ihrer Liste steht?", "beweist keinen Betrug"),
        ],
    )
    @pytest.mark.parametrize("intent", ["ask_if_sure", "report_misuse", "dispute_answer"])
    def test_it_is_not_called_fake(self, reporting_talk: Talk, asks: str, says: str, intent: str):
        assert says in reporting_talk(DE_LIJN, (asks, intent))
