"""The YAML language server that editors use, over its own protocol."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

Message = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """An error as the editor underlines it; line and column count from 1."""

    line: int
    column: int
    text: str


class LanguageServer:
    """Talks to one running server, with the settings that the repository gives to editors."""

    def __init__(self, process: "subprocess.Popen[bytes]", root: Path, yaml: Message) -> None:
        self._process, self._root, self._yaml = process, root, yaml
        self._numbers = count(1)
        documentation = {"documentationFormat": ["markdown"], "snippetSupport": True}
        self._ask(
            "initialize",
            processId=None,
            rootUri=root.as_uri(),
            capabilities={
                "workspace": {"configuration": True},
                "textDocument": {
                    "completion": {"completionItem": documentation},
                    "hover": {"contentFormat": ["markdown"]},
                },
            },
        )
        self._tell("initialized")
        self._tell("workspace/didChangeConfiguration", settings={"yaml": yaml})

    def open(self, path: Path, text: str) -> list[Shown]:
        """Open a file, once, with this text; gives the errors that are shown."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)
        said = self._until(lambda message: _is_about(message, path))
        return [
            Shown(start["line"] + 1, start["character"] + 1, each["message"])
            for each in said["params"]["diagnostics"]
            for start in [each["range"]["start"]]
        ]

    def hover(self, path: Path, text: str, at: str) -> str:
        """Give the help that is shown over the first place of some words."""
        said = self._at("textDocument/hover", path, text, text.index(at))
        return str(said["contents"]["value"]) if said else ""

    def completions(self, path: Path, text: str, after: str) -> dict[str, str]:
        """Give what is offered after some words: each with its help."""
        place = text.index(after) + len(after)
        said = self._at("textDocument/completion", path, text, place)
        items = said["items"] if isinstance(said, dict) else said
        return {each["label"]: _text_of(each.get("documentation", "")) for each in items}

    def _at(self, method: str, path: Path, text: str, place: int) -> Any:
        before = text[:place]
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)
        position = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        said = self._ask(method, textDocument={"uri": path.as_uri()}, position=position)
        self._tell("textDocument/didClose", textDocument={"uri": path.as_uri()})
        return said

    def _ask(self, method: str, **params: Any) -> Any:
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": params})
        return self._until(lambda said: said.get("id") == number and "method" not in said)["result"]

    def _tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def _until(self, is_wanted: Callable[[Message], bool]) -> Message:
        while True:
            message = self._receive()
            if "method" in message and "id" in message:
                self._answer(message)
            elif is_wanted(message):
                return message

    def _answer(self, message: Message) -> None:
        result = None
        if message["method"] == "workspace/configuration":
            items = message["params"]["items"]
            result = [self._yaml if each.get("section") == "yaml" else None for each in items]
        self._send({"id": message["id"], "result": result})

    def _send(self, message: Message) -> None:
        assert self._process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _receive(self) -> Message:
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message: Message = json.loads(self._process.stdout.read(length))
        return message


@contextmanager
def language_server(folder: Path, root: Path, yaml: Message) -> Iterator[LanguageServer]:
    """Run the server that is installed in a folder.

    Args:
        folder: Where npm installed it.
        root: The repository that is open in the editor.
        yaml: The settings of the editor for YAML.
    """
    program = folder / "node_modules/.bin/yaml-language-server"
    process = subprocess.Popen(
        ["node", program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        yield LanguageServer(process, root, yaml)
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()


def _is_about(message: Message, path: Path) -> bool:
    is_errors = message.get("method") == "textDocument/publishDiagnostics"
    return is_errors and message["params"]["uri"] == path.as_uri()


def _text_of(documentation: Any) -> str:
    return str(documentation["value"] if isinstance(documentation, dict) else documentation)
