"""Rasa's trained graph, run node after node: one message needs no scheduler."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from graphlib import TopologicalSorter
from typing import Any
from weakref import WeakKeyDictionary

from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE
from rasa.engine.runner.interface import GraphRunner

from bot.nlu.encoder_featurizer import EncoderFeaturizer
from bot.nlu.sources import NotEncodedError


@dataclass(frozen=True, slots=True)
class _Step:
    """One node of the graph.

    Attributes:
        run: Its component's work.
        needs: The node that gives each of its inputs.
        is_encoder: Whether a vector is needed from here on.
    """

    name: str
    run: Callable[..., Any]
    needs: Mapping[str, str]
    is_encoder: bool


class StraightRunner:
    """Runs the nodes of a loaded runner, each after what it needs.

    Rasa's own runner asks a task scheduler three times a turn, and writes out its inputs for a
    log line that nobody reads; that takes longer than the nodes. A message that is understood a
    second time, as its vector is there now, goes on from where the vector is needed.
    """

    def __init__(self, loaded: GraphRunner) -> None:
        self._schema = loaded._graph_schema
        self._nodes = loaded._instantiated_nodes
        self._steps = cache(self._ordered)
        self._begun: WeakKeyDictionary[UserMessage, dict[str, Any]] = WeakKeyDictionary()

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """Give the output of each target (called by Rasa)."""
        wanted = tuple(targets or self._schema.target_names)
        given = dict(inputs or {})
        message = next(iter(given.get(PLACEHOLDER_MESSAGE, ())), None)
        done = given | (self._begun.pop(message) if message in self._begun else {})
        unencoded: dict[str, Any] = {}
        try:
            for step in self._steps(wanted):
                if step.name in done:
                    continue
                if step.is_encoder:
                    unencoded = dict(done)
                done[step.name] = step.run(**{key: done[name] for key, name in step.needs.items()})
        except NotEncodedError:
            # Without what was given: a message among it would keep itself alive.
            self._begun[message] = {key: unencoded[key] for key in unencoded.keys() - given.keys()}
            raise
        return {name: done[name] for name in wanted}

    def _ordered(self, wanted: tuple[str, ...]) -> tuple[_Step, ...]:
        nodes = self._schema.minimal_graph_schema(list(wanted)).nodes
        order = TopologicalSorter({name: node.needs.values() for name, node in nodes.items()})
        return tuple(self._step(name) for name in order.static_order() if name in nodes)

    def _step(self, name: str) -> _Step:
        node, schema = self._nodes[name], self._schema.nodes[name]
        run = partial(node._fn, node._component)
        return _Step(name, run, schema.needs, issubclass(schema.uses, EncoderFeaturizer))
