"""Which of our four languages an answer is in."""

from aiohttp import web

from knowledge.model import LANGUAGES

DEFAULT_LANGUAGE = LANGUAGES[0]
CHOSEN = web.RequestKey("language", str)


def choose(request: web.Request) -> str:
    """Choose the language of a response: what the request says, else what its browser prefers."""
    chosen: str | None = request.get(CHOSEN)
    if chosen is not None:
        return chosen
    asked = request.query.get("language")
    if asked in LANGUAGES:
        return asked
    return preferred(request.headers.get("Accept-Language", ""))


def preferred(accept_language: str) -> str:
    """Choose from an `Accept-Language` header; what cannot be read in it is passed over."""
    weighed = [_weigh(part) for part in accept_language.split(",")]
    best = max((weight for weight, _ in weighed), default=0.0)
    if best <= 0:
        return DEFAULT_LANGUAGE
    return next(language for weight, language in weighed if weight == best)


def _weigh(part: str) -> tuple[float, str]:
    tag, _, parameter = part.partition(";")
    language = tag.strip().lower().partition("-")[0]
    name, _, quality = parameter.strip().partition("=")
    if language not in LANGUAGES:
        return 0.0, language
    if name.strip().lower() != "q":
        return 1.0, language
    try:
        weight = float(quality)
    except ValueError:
        return 0.0, language
    return (weight if 0 <= weight <= 1 else 0.0), language
