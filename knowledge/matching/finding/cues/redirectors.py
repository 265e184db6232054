"""Pages that send a visitor on, or that show the page of another site as their own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlencode

from knowledge.addresses import web

_WITH_SCHEME = re.compile(r"\s*(?:https?:|[/\\]{2})", re.IGNORECASE)
_IS_ENCODED = re.compile(r"https?%3A", re.IGNORECASE)
_HOST_AND_PATH = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#:].*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a page leads.

    Attributes:
        url: As far as the page tells.
        is_copy: The page shows a copy of it: a translator, a cache, an archive.
    """

    url: str
    is_copy: bool


@dataclass(frozen=True, slots=True)
class Redirector:
    """Pages that lead to an address which they hold in a query field, in the path or in their name.

    Attributes:
        hosts: ASCII hosts without `www.`.
        suffix: Or: every host below this one.
        path: The whole path, or `*` for any.
        fields: Query fields that hold the destination, in one value.
        inside: Or: a pattern of path and query, whose group `to` is the destination.
        coding: `proofpoint`: percent signs and slashes are written otherwise; `label`: the
            destination is the first label of the host, as translate.goog writes it.
        is_copy: It shows a copy and sends nobody on.
    """

    hosts: frozenset[str]
    suffix: str | None
    path: str
    fields: tuple[str, ...]
    inside: re.Pattern[str] | None
    coding: str
    is_copy: bool

    def owns(self, host: str, path: str) -> bool:
        """Tell whether a page is one of these."""
        is_host = host.removeprefix("www.") in self.hosts
        is_below = self.suffix is not None and host.endswith(f".{self.suffix}")
        return (is_host or is_below) and self.path in ("*", path)

    def destination(self, page: web.WebAddress) -> Destination | None:
        """Give where a page leads; None when nobody can tell, as with two destinations."""
        target = self._written(page)
        if self.coding == "proofpoint":
            target = unquote(target.replace("-", "%").replace("_", "/"))
        if _WITH_SCHEME.match(target):
            return Destination(target, self.is_copy)
        is_without = self.inside or self.coding or self.is_copy
        if is_without and _HOST_AND_PATH.fullmatch(target):
            return Destination(f"https://{target}", self.is_copy)
        return None

    def _written(self, page: web.WebAddress) -> str:
        if self.coding == "label":
            label = page.host.removesuffix(f".{self.suffix}")
            return f"{_of_label(label)}/{page.path}"
        if self.inside:
            # Dot segments are resolved here: what the path holds is what its server gets.
            query = f"?{urlencode(page.query)}" if page.query else ""
            found = self.inside.search(f"{page.path}{query}")
            target = found["to"] if found else ""
            return unquote(target) if _IS_ENCODED.match(target) else target
        values = page.values(*self.fields)
        # With two destinations nobody knows which one the page takes.
        return values[0] if len(values) == 1 else ""

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> "Redirector":
        """Read an entry of `mentions.yml`."""
        inside = fields.get("inside")
        return cls(
            hosts=frozenset(fields.get("hosts", ())),
            suffix=fields.get("suffix"),
            path=fields.get("path", "*"),
            fields=tuple(fields.get("fields", ())),
            inside=re.compile(inside, re.IGNORECASE) if inside else None,
            coding=fields.get("coding", ""),
            is_copy=fields.get("is_copy", False),
        )


def _of_label(label: str) -> str:
    """Give the host that a label stands for: `www-vdab-be`, with `--` for a hyphen."""
    return "-".join(part.replace("-", ".") for part in label.split("--"))
