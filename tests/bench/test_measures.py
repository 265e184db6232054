"""Which measurements can be asked for by name."""

import pytest

from bench import __main__ as bench


def test_only_what_is_named_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    measures = {"search": lambda: {"p50_ms": 1.5}, "chat": lambda: pytest.fail("not asked for")}
    monkeypatch.setattr(bench, "MEASURES", measures)
    assert bench.main(["search"]) == 0
    assert '"p50_ms": 1.5' in capsys.readouterr().out


def test_a_name_that_nothing_measures_is_told_with_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        bench.main(["chatt"])
    told = capsys.readouterr().err
    assert "chatt" in told
    assert "verdict_engine" in told
