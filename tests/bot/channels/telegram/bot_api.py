"""A Bot API server over HTTP, as far as this bot uses it: real requests, and failures to order.

Its answers follow https://core.telegram.org/bots/api; what it says of errors are Telegram's words.
"""

import asyncio
import itertools
import json
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import aiohttp
from aiohttp import web

TOKEN = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qc"
USERNAME = "kanaalcheck_bot"
BOT = {
    "id": 4839574812,
    "is_bot": True,
    "first_name": "Kanaalcheck",
    "username": USERNAME,
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
}
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
SETTINGS_OF = {
    "setMyCommands": ("getMyCommands", "commands", []),
    "setMyDescription": ("getMyDescription", "description", ""),
    "setMyShortDescription": ("getMyShortDescription", "short_description", ""),
}
GETTERS = {getter: setter for setter, (getter, _, _) in SETTINGS_OF.items()}

Params = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one request.

    Attributes:
        status: Of a refusal; None breaks the connection off.
        acts: Does what was asked before that.
        hangs: Seconds before anything is answered.
        applies: To which requests of the method.
    """

    status: int | None = None
    description: str = "Internal Server Error"
    parameters: Params = field(default_factory=dict)
    acts: bool = False
    hangs: float = 0.0
    is_plain: bool = False
    applies: Callable[[Params], bool] = lambda _: True


def too_many(seconds: int, **more: Any) -> Fault:
    words = f"Too Many Requests: retry after {seconds}"
    return Fault(429, words, {"retry_after": seconds}, **more)


def blocked(**more: Any) -> Fault:
    return Fault(403, "Forbidden: bot was blocked by the user", **more)


@dataclass(frozen=True)
class Sent:
    """A message that the bot sent."""

    chat_id: int
    message_id: int
    text: str
    params: Params


class _Tags(HTMLParser):
    """Reads what Telegram reads of HTML."""

    KNOWN = frozenset({"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler", "em"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag not in self.KNOWN:
            raise ValueError(f'Unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ValueError(f'Unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self.text += data


class BotApi:
    """The server; `base` is what `TELEGRAM_API_BASE` has to be."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, Params]] = []
        self.sent: list[Sent] = []
        self.files: dict[str, bytes] = {}
        self.webhook: Params = {"url": ""}
        self.polls = 0
        self.on_sent: Callable[[Sent], None] = lambda _: None
        self._told: dict[tuple[str, str], Any] = {}
        self._updates: deque[int] = deque()
        self._known: dict[int, Params] = {}
        self._ids = itertools.count(730_000_001)
        self._message_ids: dict[int, Iterator[int]] = defaultdict(lambda: itertools.count(1))
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._came = asyncio.Event()
        self._poll: object = None
        self._runner: web.AppRunner | None = None
        self._port = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def start(self) -> None:
        """Listen; after a stop on the same port again."""
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.*}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        if self._runner:
            self._wake()
            await self._runner.cleanup()
        self._runner = None

    def fail(self, method: str, *faults: Fault) -> None:
        """Let the next requests of a method go wrong, each in its way."""
        self._faults[method].extend(faults)

    def put(self, update: Mapping[str, Any], *, update_id: int | None = None) -> int:
        """Have something happen; gives the id of the update."""
        number = next(self._ids) if update_id is None else update_id
        self._known[number] = {"update_id": number, **update}
        self._updates.append(number)
        self._wake()
        return number

    def write(self, chat_id: int, text: str, **more: Any) -> int:
        """Have a citizen write in a private chat."""
        return self.put({"message": self.message(chat_id, text, **more)})

    def message(self, chat_id: int, text: str, **more: Any) -> Params:
        user = {"id": abs(chat_id), "is_bot": False, "first_name": "An", "language_code": "nl"}
        return {
            "message_id": next(self._message_ids[chat_id]),
            "date": 1_700_000_000,
            "chat": {"id": chat_id, "type": "private", "first_name": "An"},
            "from": user,
            "text": text,
            **more,
        }

    def repeat(self, *update_ids: int) -> None:
        """Deliver updates once more, although they were confirmed."""
        self._updates.extend(update_ids)
        self._wake()

    @property
    def waiting(self) -> int:
        """How many updates are not confirmed."""
        return len(self._updates)

    def texts(self, chat_id: int) -> list[str]:
        return [each.text for each in self.sent if each.chat_id == chat_id]

    def asked(self, method: str) -> list[Params]:
        return [params for name, params in self.requests if name == method]

    async def until(self, is_so: Callable[[], bool], *, seconds: float = 20.0) -> None:
        """Wait for something to be so."""
        async with asyncio.timeout(seconds):
            while not is_so():  # noqa: ASYNC110 - tests look from outside
                await asyncio.sleep(0.01)

    async def deliver(self, *, at_once: int = 10, tries: int = 200) -> list[int]:
        """Send what waits to the webhook, each chat in order, until it is taken; gives statuses."""
        chats: dict[object, list[Params]] = defaultdict(list)
        while self._updates:
            update = self._known[self._updates.popleft()]
            chats[_chat_of(update)].append(update)
        statuses: list[int] = []
        places = asyncio.Semaphore(at_once)

        async def of_chat(session: aiohttp.ClientSession, updates: list[Params]) -> None:
            for update in updates:
                for _ in range(tries):
                    async with places:
                        status = await self.push(session, update)
                    statuses.append(status)
                    if status == 200:
                        break
                    await asyncio.sleep(0.05)

        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
            for updates in chats.values():
                group.create_task(of_chat(session, updates))
        return statuses

    async def push(self, session: aiohttp.ClientSession, update: object) -> int:
        headers = {SECRET_HEADER: self.webhook.get("secret_token", "")}
        url = self.webhook["url"]
        async with session.post(url, json=update, headers=headers) as response:
            return response.status

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != TOKEN:
            return _refusal(401, "Unauthorized")
        method, params = request.match_info["method"], await _params(request)
        self.requests.append((method, params))
        return await self._with_fault(request, method, params)

    async def _with_fault(
        self, request: web.Request, method: str, params: Params
    ) -> web.StreamResponse:
        fault = self._fault(method, params)
        if fault is None:
            return await self._act(method, params)
        if fault.acts:
            await self._act(method, params)
        if fault.hangs:
            await asyncio.sleep(fault.hangs)
        if fault.status == 200:
            return await self._act(method, params)
        if fault.status is None:
            assert request.transport
            request.transport.abort()
            return web.Response()
        if fault.is_plain:
            return web.Response(status=fault.status, text="<html>Bad gateway</html>")
        return _refusal(fault.status, fault.description, fault.parameters)

    def _fault(self, method: str, params: Params) -> Fault | None:
        waiting = self._faults[method]
        found = next((each for each in waiting if each.applies(params)), None)
        if found:
            waiting.remove(found)
        return found

    async def _act(self, method: str, params: Params) -> web.Response:
        act = getattr(self, f"_do_{method}", None)
        if act:
            return await act(params)  # type: ignore[no-any-return]
        language = params.get("language_code", "")
        if method in SETTINGS_OF:
            self._told[method, language] = params[SETTINGS_OF[method][1]]
            return _result(True)
        if method in GETTERS:
            _, name, nothing = SETTINGS_OF[GETTERS[method]]
            told = self._told.get((GETTERS[method], language), nothing)
            return _result(told if name == "commands" else {name: told})
        return _refusal(404, "Not Found: method not found")

    async def _do_getMe(self, _: Params) -> web.Response:  # noqa: N802 - Telegram's name
        return _result(BOT)

    async def _do_deleteWebhook(self, _: Params) -> web.Response:  # noqa: N802
        self.webhook = {"url": ""}
        return _result(True)

    async def _do_setWebhook(self, params: Params) -> web.Response:  # noqa: N802
        self.webhook = params
        return _result(True)

    async def _do_getUpdates(self, params: Params) -> web.Response:  # noqa: N802
        if self.webhook["url"]:
            return _refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook",
            )
        self.polls += 1
        self._poll = mine = object()
        self._wake()  # the earlier one hears that it is replaced
        self._updates = deque(each for each in self._updates if each >= params.get("offset", 0))
        try:
            async with asyncio.timeout(params.get("timeout", 0)):
                while not self._updates and self._poll is mine and self._runner:
                    await self._came.wait()
        except TimeoutError:
            pass
        if self._poll is not mine:
            words = "Conflict: terminated by other getUpdates request; make sure that only one bot"
            return _refusal(409, words)
        given = [*self._updates][: params.get("limit", 100)]
        return _result([self._known[each] for each in given])

    async def _do_sendMessage(self, params: Params) -> web.Response:  # noqa: N802
        try:
            text = _text_of(params)
        except ValueError as error:
            return _refusal(400, f"Bad Request: can't parse entities: {error}")
        if not text.strip():
            return _refusal(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            return _refusal(400, "Bad Request: message is too long")
        chat_id = int(params["chat_id"])
        sent = Sent(chat_id, next(self._message_ids[chat_id]), text, params)
        self.sent.append(sent)
        self.on_sent(sent)
        return _result(
            {
                "message_id": sent.message_id,
                "date": 1_700_000_000,
                "chat": {"id": chat_id, "type": "private" if chat_id > 0 else "supergroup"},
                "from": BOT,
                "text": text,
            }
        )

    async def _do_answerCallbackQuery(self, _: Params) -> web.Response:  # noqa: N802
        return _result(True)

    async def _do_answerInlineQuery(self, _: Params) -> web.Response:  # noqa: N802
        return _result(True)

    async def _do_editMessageReplyMarkup(self, _: Params) -> web.Response:  # noqa: N802
        return _result(True)

    async def _do_getFile(self, params: Params) -> web.Response:  # noqa: N802
        name = params["file_id"]
        if name not in self.files:
            return _refusal(
                400, "Bad Request: wrong file_id or the file is temporarily unavailable"
            )
        size = len(self.files[name])
        told = {"file_id": name, "file_unique_id": name, "file_size": size, "file_path": name}
        return _result(told)

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(body=self.files[request.match_info["path"]])

    def _wake(self) -> None:
        self._came.set()
        self._came = asyncio.Event()


async def until(is_so: Callable[[], Awaitable[bool]], *, seconds: float = 20.0) -> None:
    """Wait for something that has to be asked for to be so."""
    async with asyncio.timeout(seconds):
        while not await is_so():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def _params(request: web.Request) -> Params:
    """Read the parameters of a request, which are JSON within a form."""
    given = {**request.query, **await request.post()}
    return {name: _value(each) for name, each in given.items()}


def _value(text: object) -> object:
    try:
        return json.loads(str(text)) if str(text)[:1] in "[{-0123456789tf" else text
    except ValueError:
        return text


def _text_of(params: Params) -> str:
    text = str(params["text"])
    if params.get("parse_mode") != "HTML":
        return text
    tags = _Tags()
    tags.feed(text)
    tags.close()
    if tags.open:
        raise ValueError(f'Can\'t find end tag corresponding to start tag "{tags.open[-1]}"')
    return tags.text


def _chat_of(update: Params) -> object:
    content = next(each for name, each in update.items() if name != "update_id")
    return (content.get("chat") or content["from"])["id"]


def _result(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _refusal(status: int, description: str, parameters: Params | None = None) -> web.Response:
    body = {"ok": False, "error_code": status, "description": description}
    return web.json_response(
        body | ({"parameters": parameters} if parameters else {}), status=status
    )
