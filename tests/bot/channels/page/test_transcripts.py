from bot.channels.cards import blocks
from bot.channels.page.transcripts import KEPT_S, MAX_TURNS, ShownAnswer, Transcripts, Turn


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def turn(said: str) -> Turn:
    return Turn(said, (ShownAnswer(blocks("Antwoord")),), (("Ja", "/affirm"),))


def test_an_unknown_conversation_starts_anew_under_an_id_of_ours() -> None:
    transcripts = Transcripts(Clock())
    ids = {transcripts.get(asked).id for asked in (None, "", "chosen-by-somebody-else")}
    assert len(ids) == 3
    assert "chosen-by-somebody-else" not in ids
    assert all(len(conversation) == 22 for conversation in ids)
    assert len(transcripts) == 0


def test_a_known_conversation_goes_on() -> None:
    transcripts = Transcripts(Clock())
    first = transcripts.add(transcripts.get(None), turn("een"))
    transcripts.add(transcripts.get(first.id), turn("twee"))
    assert [each.said for each in transcripts.get(first.id).turns] == ["een", "twee"]


def test_two_messages_at_once_are_both_kept() -> None:
    transcripts = Transcripts(Clock())
    started = transcripts.get(None)
    transcripts.add(started, turn("een"))
    transcripts.add(started, turn("twee"))
    assert [each.said for each in transcripts.get(started.id).turns] == ["een", "twee"]


def test_forgets_after_a_day() -> None:
    clock = Clock()
    transcripts = Transcripts(clock)
    started = transcripts.add(transcripts.get(None), turn("een"))
    clock.now = KEPT_S
    assert transcripts.get(started.id).id == started.id
    clock.now += 1
    assert transcripts.get(started.id).id != started.id
    assert len(transcripts) == 0


def test_keeps_the_last_turns_of_a_long_conversation() -> None:
    transcripts = Transcripts(Clock())
    transcript = transcripts.get(None)
    for number in range(MAX_TURNS + 5):
        transcript = transcripts.add(transcript, turn(str(number)))
    assert len(transcript.turns) == MAX_TURNS
    assert transcript.turns[0].said == "5"


def test_takes_bounded_memory_and_forgets_the_oldest_first() -> None:
    transcripts = Transcripts(Clock(), max_characters=10_000)
    first = transcripts.add(transcripts.get(None), turn("x" * 4_000))
    later = [transcripts.add(transcripts.get(None), turn("x" * 4_000)) for _ in range(20)]
    assert len(transcripts) == 2
    assert transcripts.get(first.id).id != first.id
    assert transcripts.get(later[-1].id).id == later[-1].id


def test_knows_the_buttons_of_the_last_answer_only() -> None:
    transcripts = Transcripts(Clock())
    transcript = transcripts.add(transcripts.get(None), turn("een"))
    assert transcript.title_of("/affirm") == "Ja"
    assert transcript.title_of("/deny") is None
    transcript = transcripts.add(transcript, Turn("twee", ()))
    assert transcript.title_of("/affirm") is None
