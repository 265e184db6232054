from concurrent.futures import ThreadPoolExecutor

import numpy as np

from bot.nlu.message_encoder import MessageEncoder


class LetterCounts:
    """An encoder that counts letters, and how often it is asked."""

    name = "letter-counts"
    dimension = 26

    def __init__(self):
        self.asked = []

    def encode_queries(self, texts):
        self.asked += texts
        counts = [[text.count(chr(97 + at)) for at in range(26)] for text in texts]
        rows = np.array(counts, np.float32)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)

    encode_passages = encode_queries


def test_a_message_is_encoded_once():
    encoder = LetterCounts()
    messages = MessageEncoder(encoder)
    first = messages.vector("is vdab echt?")
    assert np.array_equal(messages.vector("is vdab echt?"), first)
    assert first.shape == (26,)
    assert encoder.asked == ["is vdab echt?"]


def test_the_message_unseen_for_longest_is_forgotten():
    encoder = LetterCounts()
    messages = MessageEncoder(encoder, remembered=2)
    for text in ["a", "b", "a", "c", "a", "b"]:
        messages.vector(text)
    assert encoder.asked == ["a", "b", "c", "b"]


def test_many_texts_are_encoded_together_and_not_remembered():
    encoder = LetterCounts()
    messages = MessageEncoder(encoder)
    assert messages.vectors(["a", "b"]).shape == (2, 26)
    messages.vector("a")
    assert encoder.asked == ["a", "b", "a"]


def test_threads_get_the_vector_of_their_own_message():
    messages = MessageEncoder(LetterCounts(), remembered=4)
    texts = [chr(97 + number % 26) for number in range(400)]
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(messages.vector, texts))
    assert [chr(97 + int(row.argmax())) for row in rows] == texts


def test_half_a_surrogate_pair_is_a_message_too():
    assert MessageEncoder(LetterCounts()).vector("\ud83d a").shape == (26,)


def test_name_and_dimension_are_those_of_the_encoder():
    messages = MessageEncoder(LetterCounts())
    assert (messages.name, messages.dimension) == ("letter-counts", 26)
