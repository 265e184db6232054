"""Training the language model, but only when something that it is made from changed."""

import hashlib
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from bot.settings import Settings
from knowledge.encoder import spoken
from knowledge.encoder.vocabulary import VOCABULARY

NAME = "kanaalcheck"
STAMP = "kanaalcheck.fingerprint"
CONFIG = Path("config.yml")
DATA = Path("bot/data")
DOMAIN = Path("bot/domain")
COMPONENTS = Path("bot/nlu")
SECONDS_BETWEEN_LINES = 10.0

_NAME_LINES = re.compile(
    r"^(?:name|short_name|kind|status|aliases)\b.*|^  - \{?name\b.*|^    (?:kind|language)\b.*",
    re.MULTILINE,
)

Say = Callable[[str], None]


class TrainingError(RuntimeError):
    """Rasa made no model."""


def model_file(settings: Settings) -> Path:
    """Give the archive of the trained model."""
    return settings.models / f"{NAME}.tar.gz"


def model_before(settings: Settings) -> Path:
    """Give the archive of the model before it, which serves when the newest cannot."""
    return settings.models / f"{NAME}.before.tar.gz"


def fingerprint(settings: Settings) -> str:
    """Hash all that the model is made from; without Rasa, so that it takes no time.

    Of the register only names count: they are masked in the training sentences.
    """
    parts = hashlib.sha256()
    for path in _made_from():
        parts.update(f"{path}\0".encode())
        parts.update(path.read_bytes())
    for path in sorted((settings.knowledge / "organisations").glob("*.yml")):
        names = "\n".join(_NAME_LINES.findall(path.read_text(encoding="utf-8")))
        parts.update(f"{path.stem}\0{names}".encode())
    for path in (settings.knowledge / "platforms.yml", *_encoder_parts(Path(settings.encoder))):
        parts.update(path.read_bytes())
    parts.update(f"{settings.encoder}\0{version('rasa')}\0{sys.version_info[:2]}".encode())
    return parts.hexdigest()


def is_up_to_date(settings: Settings) -> bool:
    """Tell whether the model was made from what is there now."""
    stamp = settings.models / STAMP
    if not (model_file(settings).is_file() and stamp.is_file()):
        return False
    return stamp.read_text(encoding="ascii") == fingerprint(settings)


def train(settings: Settings, say: Say) -> None:
    """Train and put the model in place at once, or do nothing when it is up to date.

    Args:
        settings: Where the model and what it is made from are.
        say: Gets a line of progress, for people.

    Raises:
        TrainingError: Rasa refused the data or configuration.
    """
    if is_up_to_date(settings):
        say("the language model is up to date")
        return
    made_from = fingerprint(settings)
    begin = time.monotonic()
    say("training the language model (two to three minutes)")
    settings.models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.models) as folder:
        with _signs_of_life(say):
            archive = _train_with_rasa(settings, Path(folder))
        _keep_before(settings)
        archive.replace(model_file(settings))
    say("reading the register for search (a minute or two)")
    _prepare_search(settings)
    (settings.models / STAMP).write_text(made_from, encoding="ascii")
    say(f"the language model is ready, after {time.monotonic() - begin:.0f} s")


def _keep_before(settings: Settings) -> None:
    """Let the model that is there be the one before; at no moment is there none."""
    if model_file(settings).is_file():
        model_before(settings).unlink(missing_ok=True)
        os.link(model_file(settings), model_before(settings))


def _prepare_search(settings: Settings) -> None:
    """Encode the texts of the register once, so that the first start finds them done."""
    from bot.opening import open_library  # takes a second to import

    open_library(settings)


def _made_from() -> Iterator[Path]:
    yield from (CONFIG, spoken.WORDS_FILE)
    for folder, kind in ((DATA, "*.yml"), (DOMAIN, "*.yml"), (COMPONENTS, "*.py")):
        yield from sorted(folder.rglob(kind))


def _encoder_parts(folder: Path) -> list[Path]:
    """Give the small files that tell encoders apart; its weights are hashed when it is made.

    Its vocabulary is made from its tokenizer, and changes no vector.
    """
    if not folder.is_dir():
        return []
    small = 1_000_000
    files = (
        path for path in folder.rglob("*") if path.is_file() and path.parent.name != VOCABULARY
    )
    return sorted(path for path in files if path.stat().st_size < small)


def _train_with_rasa(settings: Settings, folder: Path) -> Path:
    os.environ["KANAALCHECK_KNOWLEDGE"] = str(settings.knowledge)
    os.environ["KANAALCHECK_ENCODER"] = settings.encoder
    from rasa import model_training  # takes seconds to import

    from bot.conversation.agent import silence_rasa

    silence_rasa()
    result = model_training.train(
        domain=str(DOMAIN),
        config=str(CONFIG),
        training_files=[str(DATA)],
        output=str(folder),
        fixed_model_name=NAME,
        force_training=True,
    )
    if not result.model:
        raise TrainingError(f"Rasa made no model from {CONFIG}, {DATA} and {DOMAIN}")
    return Path(result.model)


@contextmanager
def _signs_of_life(say: Say) -> Iterator[None]:
    """Say every few seconds that a long step goes on."""
    done = threading.Event()
    begin = time.monotonic()

    def tell() -> None:
        while not done.wait(SECONDS_BETWEEN_LINES):
            say(f"  still training, {time.monotonic() - begin:.0f} s")

    thread = threading.Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
