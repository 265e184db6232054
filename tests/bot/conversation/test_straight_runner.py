"""A message goes on from where its vector is needed, and is kept alive by nothing."""

import gc
from types import SimpleNamespace
from typing import Any
from weakref import ref

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE

from bot.conversation.straight_runner import StraightRunner
from bot.nlu.encoder_featurizer import EncoderFeaturizer
from bot.nlu.sources import NotEncodedError


class Loaded:
    """Stands for a loaded graph: letters, then the vector, then who judges both."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.has_vector = False
        needs = {
            "letters": {"messages": PLACEHOLDER_MESSAGE},
            "vector": {"messages": "letters"},
            "judged": {"messages": "vector"},
        }
        uses = {"letters": object, "vector": EncoderFeaturizer, "judged": object}
        nodes = {name: SimpleNamespace(needs=each, uses=uses[name]) for name, each in needs.items()}
        self._graph_schema = SimpleNamespace(
            nodes=nodes,
            target_names=["judged"],
            minimal_graph_schema=lambda _: SimpleNamespace(nodes=nodes),
        )
        self._instantiated_nodes = {
            name: SimpleNamespace(_fn=getattr(self, f"_{name}"), _component=self) for name in needs
        }

    def _letters(self, _component: Any, messages: list[UserMessage]) -> list[str]:
        self.ran.append("letters")
        return [each.text for each in messages]

    def _vector(self, _component: Any, messages: list[str]) -> list[str]:
        self.ran.append("vector")
        return messages

    def _judged(self, _component: Any, messages: list[str]) -> list[str]:
        if not self.has_vector:
            raise NotEncodedError
        return [f"{each} is judged" for each in messages]


def runner_of(loaded: Loaded) -> StraightRunner:
    return StraightRunner(loaded)  # type: ignore[arg-type]


def test_a_message_goes_on_from_where_its_vector_is_needed():
    loaded = Loaded()
    runner, message = runner_of(loaded), UserMessage("is it real?")
    with pytest.raises(NotEncodedError):
        runner.run({PLACEHOLDER_MESSAGE: [message]})
    loaded.has_vector = True
    done = runner.run({PLACEHOLDER_MESSAGE: [message]})
    assert done == {"judged": ["is it real? is judged"]}
    assert loaded.ran == ["letters", "vector", "vector"]


@pytest.mark.parametrize("goes_on", [True, False])
@pytest.mark.parametrize("has_vector", [True, False])
def test_no_message_is_kept_alive(*, goes_on: bool, has_vector: bool):
    loaded = Loaded()
    loaded.has_vector = has_vector
    runner, message = runner_of(loaded), UserMessage("is it real?")
    for _ in range(1 + goes_on):
        try:
            runner.run({PLACEHOLDER_MESSAGE: [message]})
        except NotEncodedError:
            loaded.has_vector = True
    gone = ref(message)
    del message
    gc.collect()
    assert gone() is None
