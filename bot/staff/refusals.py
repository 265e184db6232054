"""Why a request to the staff pages is refused; the sentences stand in `texts.yml`."""

from collections.abc import Mapping


class Refused(Exception):  # noqa: N818 - what happened to the request, not a mistake of ours
    """A request that is refused.

    Attributes:
        kind: Key under `refused` in `texts.yml`.
        values: What the sentence is filled in with.
        headers: Extra headers of the response.
    """

    def __init__(
        self, kind: str, *, headers: Mapping[str, str] | None = None, **values: str
    ) -> None:
        super().__init__(kind)
        self.kind = kind
        self.values = values
        self.headers = dict(headers or {})
