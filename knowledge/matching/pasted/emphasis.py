"""Underscores that WhatsApp and Markdown show as slanted words, and that belong to no name."""

import re

_RUN = re.compile(r"_+|\n")


def without_emphasis(text: str) -> str:
    """Replace the underscores around emphasised words by blanks; offsets stay, time is linear.

    One word between underscores keeps them: it may as well be the name of an account.
    """
    if "_" not in text:
        return text
    pieces = list(text)
    opened: re.Match[str] | None = None
    for run in _RUN.finditer(text):
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        if run.group() == "\n":
            opened = None
        elif not before.isalnum() and after and not after.isspace():
            opened = run
        elif opened and not before.isspace() and not after.isalnum():
            if _is_emphasis(opened, run, text):
                for mark in (opened, run):
                    pieces[mark.start() : mark.end()] = " " * (mark.end() - mark.start())
            opened = None
    return "".join(pieces)


def _is_emphasis(opened: re.Match[str], closed: re.Match[str], text: str) -> bool:
    inner = text[opened.end() : closed.start()]
    is_several_words = any(character.isspace() for character in inner)
    return opened.group() == closed.group() and (is_several_words or not inner[:1].isalnum())
