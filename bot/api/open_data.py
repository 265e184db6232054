"""`/api/v1/channels.csv` and `.json`."""
from aiohttp import web
async def channels_csv(request): return web.Response()
async def channels_json(request): return web.Response()
