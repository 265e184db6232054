"""JSON-LD as the triples that it says, read without network."""

import json
import warnings

from rdflib import Graph


def triples_of(document: object) -> Graph:
    with warnings.catch_warnings():
        # rdflib 7.6 warns of what its own reader of JSON-LD does.
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=json.dumps(document), format="json-ld")
