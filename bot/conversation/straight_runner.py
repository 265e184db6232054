"""Rasa's trained graph, run node after node: one message needs no scheduler."""

from functools import cache
from graphlib import TopologicalSorter
from typing import Any

from rasa.engine.runner.interface import GraphRunner


class StraightRunner:
    """Runs the nodes of a loaded runner, each after what it needs.

    Rasa's own runner asks a task scheduler three times a turn, and writes out its inputs for a
    log line that nobody reads; that takes longer than the nodes.
    """

    def __init__(self, loaded: GraphRunner) -> None:
        self._schema = loaded._graph_schema
        self._nodes = loaded._instantiated_nodes
        self._order = cache(self._ordered)

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """Give the output of each target (called by Rasa)."""
        wanted = tuple(targets or self._schema.target_names)
        done = {name: (name, value) for name, value in (inputs or {}).items()}
        for name in self._order(wanted):
            needs = self._schema.nodes[name].needs.values()
            done[name] = self._nodes[name](*(done[each] for each in needs))
        return {name: done[name][1] for name in wanted}

    def _ordered(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        nodes = self._schema.minimal_graph_schema(list(wanted)).nodes
        order = TopologicalSorter({name: node.needs.values() for name, node in nodes.items()})
        return tuple(name for name in order.static_order() if name in nodes)
