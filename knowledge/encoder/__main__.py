"""`python -m knowledge.encoder build`: makes the encoder that Kanaalcheck uses."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from knowledge.encoder.encoder import DEFAULT_FOLDER
from knowledge.encoder.files import BuildError, make_folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `build --to FOLDER`.

    Returns:
        0; 1 when it could not be made.
    """
    parser = argparse.ArgumentParser(prog="python -m knowledge.encoder")
    build = parser.add_subparsers(required=True).add_parser("build", help="make the encoder")
    build.add_argument("--to", type=Path, default=Path(DEFAULT_FOLDER))
    folder: Path = parser.parse_args(arguments).to
    try:
        make_folder(folder, say=_say)
    except BuildError as error:
        _say(str(error))
        return 1
    return 0


def _say(sentence: str) -> None:
    sys.stderr.write(f"[encoder] {sentence}\n")


if __name__ == "__main__":
    sys.exit(main())
