"""Every channel keeps the contract: one name, routes of its own, no secret told."""

from collections import Counter
from dataclasses import fields

from bot.channels.contract import Channel
from bot.channels.every import CHANNELS, routes
from bot.channels.settings import AllSettings
from bot.process.app import build_app
from bot.settings import Settings, about
from knowledge.library import Library
from tests.bot.conftest import SETTINGS

OWN = {each.name for each in fields(AllSettings)} - {each.name for each in fields(Settings)}


def test_names_are_one_word_and_stand_for_one_channel() -> None:
    names = [channel.name for channel in CHANNELS]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() and name.islower() for name in names)


def test_no_two_channels_take_one_route() -> None:
    taken = Counter((route.method, route.path) for route in routes())
    assert taken
    assert max(taken.values()) == 1


def test_an_application_has_the_routes_of_every_channel(library: Library) -> None:
    app = build_app(SETTINGS, library, None)
    routed = {resource.canonical for resource in app.router.resources()}
    assert {route.path for route in routes()} <= routed


def test_settings_of_a_channel_begin_with_its_name() -> None:
    assert OWN
    for name in OWN:
        assert name.split("_")[0] in {channel.name for channel in CHANNELS}


def test_what_is_called_a_token_is_a_secret() -> None:
    tokens = {name for name in OWN if name.endswith("token")}
    assert tokens == {name for name in OWN if about(AllSettings, name).is_secret}


def test_a_channel_may_say_no_more_than_its_name_and_how_it_draws(library: Library) -> None:
    smallest: Channel[Settings] = Channel("pigeon", draw=lambda message, _, __: message.text)
    assert smallest.routes() == ()
    app = build_app(SETTINGS, library, None)
    before = set(app)
    smallest.prepare(app, SETTINGS)
    assert set(app) == before
