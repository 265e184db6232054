"""Two versions of the register, and what citizens will read differently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from knowledge.addresses.platforms import Platforms
from knowledge.matching.verdict import defanged
from knowledge.model import (
    Impersonation,
    OfficialChannel,
    Organisation,
    Register,
    Verdict,
    Verification,
)
from knowledge.register.freshness import complete_platforms
from knowledge.register.standing import Standings
from knowledge.upkeep.differences.texts import ComparisonTexts

POLICY_FIELDS = ("evaluation", "reactions", "content_policy", "misuse", "misuse_watch")

Key = tuple[str, ...]
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One thing that citizens will read differently.

    Attributes:
        group: Key of `group` in `texts.yml`, which also gives the order.
        text: The change in one Dutch sentence.
    """

    group: str
    text: str


@dataclass(frozen=True)
class Side:
    """One version of the register with what it is read by.

    Attributes:
        neighbours: The real domains near official ones: domain and whose it is.
    """

    register: Register
    platforms: Platforms
    neighbours: Mapping[str, str]

    @cached_property
    def standings(self) -> Standings:
        """The standing of its channels."""
        return Standings(self.register, self.platforms)


def changes(old: Side, new: Side, today: date) -> tuple[Change, ...]:
    """Compare two versions.

    Args:
        old: What is served now.
        new: What would be served.
        today: The date to judge freshness by.

    Returns:
        The changes, those that need the most care first.
    """
    words = ComparisonTexts.load()
    found = list(_Comparison(old, new, today, words).all())
    order = words.groups
    return tuple(
        sorted(dict.fromkeys(found), key=lambda each: (order.index(each.group), each.text))
    )


class _Comparison:
    def __init__(self, old: Side, new: Side, today: date, words: ComparisonTexts) -> None:
        self._old, self._new, self._today, self._words = old, new, today, words

    def all(self) -> Iterator[Change]:
        yield from self._channels()
        yield from self._fakes()
        yield from self._organisations()
        yield from self._things()

    def _channels(self) -> Iterator[Change]:
        before, after = _channels(self._old.register), _channels(self._new.register)
        owners_before, owners_after = _owners(before), _owners(after)
        for key in [*before, *(each for each in after if each not in before)]:
            was, now = before.get(key), after.get(key)
            address = key[:2]
            if now is None and was and owners_after.get(address):
                continue  # told with the organisation that has it now
            if was is None and now and owners_before.get(address):
                yield self._moved(now, owners_before[address], owners_after[address])
            yield from self._channel(was, now)

    def _moved(
        self, now: OfficialChannel, before: tuple[str, ...], after: tuple[str, ...]
    ) -> Change:
        if any(owner in after for owner in before):
            return Change("elsewhere", self._say("channel.shared", now))
        names = ", ".join(_name(self._old.register, owner) for owner in before)
        return Change("elsewhere", self._say("channel.elsewhere", now, before=names))

    def _channel(
        self, was: OfficialChannel | None, now: OfficialChannel | None
    ) -> Iterator[Change]:
        if now is None:
            if was:
                yield Change("gone", self._say("channel.gone", was, side=self._old))
            return
        verdict = self._verdict(now, self._new)
        before = self._verdict(was, self._old) if was else None
        if verdict is not before:
            yield Change(str(verdict), self._judged(now, verdict, before))
        elif was and _told(was) != _told(now):
            yield Change("evidence", self._say("channel.evidence", now))
        yield from self._reach(was, now, verdict)

    def _judged(self, channel: OfficialChannel, verdict: Verdict, before: Verdict | None) -> str:
        said = [self._say(f"channel.{verdict}", channel)]
        if before:
            said.append(
                self._words.text("channel.was", before=self._words.text(f"verdict.{before}"))
            )
        if channel.replaced_by:
            said.append(self._words.text("channel.replaced", address=channel.replaced_by))
        return " ".join(said)

    def _reach(
        self, was: OfficialChannel | None, now: OfficialChannel, verdict: Verdict
    ) -> Iterator[Change]:
        before = bool(was and was.includes_subdomains)
        if now.includes_subdomains and not before and verdict.is_trusted:
            yield Change("reach", self._say("channel.wider", now))
        if before and not now.includes_subdomains:
            yield Change("reach", self._say("channel.narrower", now))

    def _say(
        self, key: str, channel: OfficialChannel, *, side: Side | None = None, **values: str
    ) -> str:
        at = side or self._new
        verified = channel.verified
        return self._words.text(
            key,
            address=self._shown(channel, at),
            where=self._where(at, channel.address.platform),
            organisation=_name(at.register, channel.organisation),
            date=verified.date.isoformat() if verified else "",
            by=_who(verified) if verified else "",
            **values,
        )

    def _where(self, side: Side, key: str) -> str:
        platform = side.platforms.get(key)
        kind = "social" if platform.kind == "social" else "other"
        return self._words.text(f"where.{kind}", platform=platform.name["nl"])

    def _shown(self, channel: OfficialChannel, side: Side) -> str:
        """Give the account name, or what was listed: only what is trusted can be clicked."""
        address = channel.address
        if side.platforms.get(address.platform).kind == "social" and address.handle:
            return f"@{address.handle}"
        is_trusted = self._verdict(channel, side).is_trusted
        return address.value if is_trusted else defanged(address.value)

    def _verdict(self, channel: OfficialChannel, side: Side) -> Verdict:
        return side.standings.of(channel, self._today)

    def _fakes(self) -> Iterator[Change]:
        before, after = _fakes(self._old.register), _fakes(self._new.register)
        for key, fake in after.items():
            if key not in before:
                yield Change("confirmed_fake", self._fake("new", fake, self._new))
            elif replace(before[key], position=None) != replace(fake, position=None):
                yield Change("confirmed_fake", self._fake("changed", fake, self._new))
        for key in before.keys() - after.keys():
            yield Change("confirmed_fake", self._fake("gone", before[key], self._old))

    def _fake(self, what: str, fake: Impersonation, side: Side) -> str:
        is_named = what == "new" and fake.imitates
        return self._words.text(
            "fake.new_of" if is_named else f"fake.{what}",
            address=defanged(fake.address.value),
            where=self._where(side, fake.address.platform),
            organisation=_name(side.register, fake.imitates or ""),
        )

    def _organisations(self) -> Iterator[Change]:
        before, after = self._old.register.organisations, self._new.register.organisations
        for identifier in [*before, *(each for each in after if each not in before)]:
            was, now = before.get(identifier), after.get(identifier)
            name = _name(self._new.register if now else self._old.register, identifier)
            for key, values in _about_organisation(was, now, self._words):
                text = self._words.text(f"organisation.{key}", organisation=name, **values)
                yield Change("organisation", text)
            yield from self._complete(was, now, name)

    def _complete(
        self, was: Organisation | None, now: Organisation | None, name: str
    ) -> Iterator[Change]:
        before, after = self._lists(was, self._old), self._lists(now, self._new)
        for key in after:
            if key not in before:
                where = self._where(self._new, key)
                text = self._words.text("organisation.complete", organisation=name, where=where)
                yield Change("reach", text)
        for key in before if now else ():
            if key not in after:
                where = self._where(self._old, key)
                yield Change(
                    "reach",
                    self._words.text("organisation.complete_ended", organisation=name, where=where),
                )

    def _lists(self, one: Organisation | None, side: Side) -> tuple[str, ...]:
        return complete_platforms(one, side.platforms, self._today) if one else ()

    def _things(self) -> Iterator[Change]:
        old, new = self._old.register, self._new.register
        yield from self._named("answer", old.answers, new.answers, _id, _dutch_title)
        yield from self._named("rule", old.rules, new.rules, _id, _dutch_statement)
        points = (old.reporting_points, new.reporting_points)
        yield from self._named("rule", *points, _id, lambda each: str(each.name))
        yield from self._named("case", old.cases, new.cases, _what, _what)
        candidates = (old.candidates, new.candidates)
        yield from self._named("candidate", *candidates, _candidate, _candidate)
        neighbours = (self._old.neighbours.items(), self._new.neighbours.items())
        yield from self._named("neighbour", *neighbours, lambda each: each[0], ": ".join)

    def _named(
        self,
        group: str,
        old: Iterable[Thing],
        new: Iterable[Thing],
        key: Callable[[Any], str],
        title: Callable[[Any], str],
    ) -> Iterator[Change]:
        before, after = {key(each): each for each in old}, {key(each): each for each in new}
        for each in [*before, *(other for other in after if other not in before)]:
            was, now = before.get(each), after.get(each)
            if now is None:
                yield Change(group, self._words.text("thing.gone", title=title(was)))
            elif was is None:
                yield Change(group, self._words.text("thing.new", title=title(now)))
            elif _placeless(was) != _placeless(now):
                yield Change(group, self._words.text("thing.changed", title=title(now)))


def _about_organisation(
    was: Organisation | None, now: Organisation | None, words: ComparisonTexts
) -> Iterator[tuple[str, dict[str, str]]]:
    if now is None:
        yield "gone", {}
        return
    if was is None:
        yield "new", {}
        return
    if was.status is not now.status:
        yield "status", {"status": words.text(f"status.{now.status}")}
    names_before, names_after = _names(was), _names(now)
    if gained := [each for each in names_after if each not in names_before]:
        yield "names", {"names": ", ".join(gained)}
    if lost := [each for each in names_before if each not in names_after]:
        yield "names_gone", {"names": ", ".join(lost)}
    for field in POLICY_FIELDS:
        if getattr(was, field) != getattr(now, field):
            yield "policy", {"field": words.text(f"field.{field}")}
    if set(was.topics) != set(now.topics):
        yield "topics", {}
    if _described(was) != _described(now):
        yield "about", {}


def _names(organisation: Organisation) -> tuple[str, ...]:
    names = (
        organisation.name,
        organisation.short_name,
        *(one.name for one in organisation.aliases),
    )
    return tuple(dict.fromkeys(name for name in names if name))


def _described(one: Organisation) -> tuple[object, ...]:
    return (
        one.name, one.short_name, one.kind, one.policy_domain, one.description,
        one.parent, one.merged_into, one.ovo_code,
    )  # fmt: skip


def _told(channel: OfficialChannel) -> OfficialChannel:
    """Give a channel with only what citizens read about it."""
    return replace(channel, position=None, includes_subdomains=False)


def _placeless(thing: object) -> object:
    return replace(thing, position=None) if hasattr(thing, "position") else thing  # type: ignore[type-var]


def _channels(register: Register) -> dict[Key, OfficialChannel]:
    return {
        (channel.address.platform, channel.address.key, channel.organisation): channel
        for organisation in register.organisations.values()
        for channel in organisation.channels
    }


def _owners(channels: Mapping[Key, OfficialChannel]) -> dict[Key, tuple[str, ...]]:
    owners: dict[Key, tuple[str, ...]] = {}
    for platform, key, organisation in channels:
        owners[platform, key] = (*owners.get((platform, key), ()), organisation)
    return owners


def _fakes(register: Register) -> dict[Key, Impersonation]:
    return {(each.address.platform, each.address.key): each for each in register.impersonations}


def _name(register: Register, organisation: str) -> str:
    known = register.organisations.get(organisation)
    return known.display_name if known else organisation


def _id(each: Any) -> str:  # noqa: ANN401  # one of several kinds of row
    return str(each.id)


def _dutch_title(each: Any) -> str:  # noqa: ANN401
    return str(each.title["nl"])


def _dutch_statement(each: Any) -> str:  # noqa: ANN401
    return str(each.statement["nl"])


def _what(each: Any) -> str:  # noqa: ANN401
    return str(each.what_happened)


def _candidate(each: Any) -> str:  # noqa: ANN401
    return f"{defanged(each.address.value)} ({each.organisation})"


def _who(verified: Verification) -> str:
    return "een link op de eigen site (gezien door watch)" if verified.is_by_watch else verified.by
