"""Examining what understands messages: the encoder and the trained model."""

import tarfile
from collections.abc import Iterator

from actions.conversation.context import WITHOUT_ENCODER
from bot.channels.settings import AllSettings
from bot.conversation.training import is_up_to_date, model_file
from bot.operations.finding import Finding, doubtful, well, wrong
from knowledge.encoder.encoder import EncoderError, load_lean_encoder

ENCODER, MODEL = "encoder", "model"
TRAIN = "run make train"
A_QUESTION = "is dit echt?"


def examine_encoder(settings: AllSettings) -> Iterator[Finding]:
    """Load the encoder and encode a question."""
    if settings.encoder == WITHOUT_ENCODER:
        says = "there is none: search and understanding go by letters alone"
        yield doubtful(ENCODER, says, "unset KANAALCHECK_ENCODER")
        return
    try:
        encoder = load_lean_encoder(settings.encoder)
        encoder.encode_queries([A_QUESTION])
    except EncoderError as error:
        yield wrong(ENCODER, f"search goes by letters alone: {error}", TRAIN)
        return
    except Exception as error:  # whatever a broken file makes its library raise
        says = f"{settings.encoder} is broken ({type(error).__name__})"
        yield wrong(ENCODER, says, f"delete that folder and {TRAIN}")
        return
    yield well(ENCODER, f"{settings.encoder} gives vectors of {encoder.dimension} numbers")


def examine_model(settings: AllSettings) -> Iterator[Finding]:
    """Read the archive of the trained model to its end."""
    path = model_file(settings)
    if not path.is_file():
        yield wrong(MODEL, f"there is none in {settings.models}: code alone answers", TRAIN)
        return
    try:
        with tarfile.open(path) as archive:
            names = archive.getnames()
    except (tarfile.TarError, EOFError, OSError) as error:
        remedy = f"delete the folder {settings.models} and {TRAIN}"
        yield wrong(MODEL, f"{path} is broken ({type(error).__name__})", remedy)
        return
    if not is_up_to_date(settings):
        yield doubtful(MODEL, f"{path} was made from other code, data or names than these", TRAIN)
        return
    yield well(MODEL, f"{path} is up to date, {len(names)} files")
