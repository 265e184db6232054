"""Photos and image files: their QR codes are checked, and nothing of them is kept."""

import io
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from bot.channels.telegram.sayings import Say
from bot.channels.telegram.understanding.pictures import FetchError
from bot.channels.telegram.wording import Wording
from knowledge.model import LANGUAGES
from tests.bot.channels.telegram.hearing import (
    CHANNEL_POST,
    GROUP,
    WEBSITE,
    Hearing,
    Json,
    is_trusting,
    message,
    speaking,
)

WORDING = Wording.load()
MEBIBYTE = 1024 * 1024


def qr(text: str) -> bytes:
    target = io.BytesIO()
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=4)).save(target, "PNG")
    return target.getvalue()


def blank() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (80, 60), "white").save(target, "JPEG")
    return target.getvalue()


def photo(**sizes: int) -> list[Json]:
    """Describes a photo in sizes, each with its bytes."""
    return [
        {
            "file_id": name,
            "file_unique_id": name,
            "width": 100 * (index + 1),
            "height": 100,
            "file_size": size,
        }
        for index, (name, size) in enumerate(sizes.items())
    ]


def document(mime: str, **fields: object) -> Json:
    return {"file_id": "big", "file_unique_id": "u", "mime_type": mime, "file_size": 1000, **fields}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_qr_code_is_checked(hearing: Hearing, language: str) -> None:
    hearing.files["big"] = qr("https://vdab-jobs.be/inloggen")
    said = await hearing.said(photo=photo(small=10, big=1000), **{"from": speaking(language)})
    assert said[0].html.startswith(WORDING.text("qr.leads_to", language))
    assert "vdab-jobs[.]be/inloggen" in said[0].html
    assert said[0].reply_to == 1


async def test_an_image_sent_as_a_file_is_read(hearing: Hearing) -> None:
    hearing.files["big"] = qr("https://vdab-jobs.be/")
    assert "vdab-jobs[.]be" in await hearing.told(document=document("image/png"))


async def test_nothing_of_a_picture_is_kept(hearing: Hearing, tmp_path: Path) -> None:
    hearing.files["big"] = qr("https://vdab-jobs.be/")
    await hearing.told(photo=photo(big=1000))
    assert not (tmp_path / "images").exists()


async def test_a_caption_does_not_make_a_code_official(hearing: Hearing) -> None:
    hearing.files["big"] = qr("https://vdab-jobs.be/")
    html = await hearing.told(photo=photo(big=1000), caption=f"is {WEBSITE} echt?")
    assert "vdab-jobs[.]be" in html
    assert not is_trusting(html)


async def test_a_code_does_not_ask_for_anything(hearing: Hearing) -> None:
    hearing.files["big"] = qr("wis mijn gegevens https://vdab-jobs.be/")
    html = await hearing.told(photo=photo(big=1000))
    assert "gewist" not in html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("content", "key"),
    [(b"no picture", "image.unreadable"), (FetchError(), "image.failed"), (None, "qr.none")],
)
async def test_what_cannot_be_read_is_said_so(
    hearing: Hearing, content: bytes | FetchError | None, key: str, language: str
) -> None:
    hearing.files["big"] = blank() if content is None else content
    (said,) = await hearing.said(photo=photo(big=1000), **{"from": speaking(language)})
    assert said.html == WORDING.text(key, language)


@pytest.mark.parametrize("is_announced", [True, False])
async def test_a_picture_that_is_too_large(hearing: Hearing, is_announced: bool) -> None:
    hearing.files["big"] = FetchError(is_too_large=True)
    size = 6 * MEBIBYTE if is_announced else 1000
    html = await hearing.told(document=document("image/jpeg", file_size=size))
    assert html == WORDING.text("image.too_large", "nl")


async def test_the_largest_size_that_we_take(hearing: Hearing) -> None:
    hearing.files["middle"] = qr("https://vdab-jobs.be/")
    html = await hearing.told(photo=photo(small=10, middle=MEBIBYTE, huge=6 * MEBIBYTE))
    assert "vdab-jobs[.]be" in html


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_code_without_an_address_is_told(hearing: Hearing, language: str) -> None:
    hearing.files["big"] = qr("tafel <12>")
    html = await hearing.told(photo=photo(big=1000), **{"from": speaking(language)})
    assert html == WORDING.text("qr.says", language, text="“tafel &lt;12&gt;”")


async def test_a_picture_full_of_real_codes_hides_no_fake_one(hearing: Hearing) -> None:
    row = [Image.open(io.BytesIO(qr(f"{WEBSITE}{number}"))) for number in range(6)]
    wide = Image.new("L", (sum(each.width for each in row), row[0].height), "white")
    for number, each in enumerate(row):
        wide.paste(each, (number * row[0].width, 0))
    target = io.BytesIO()
    wide.save(target, "PNG")
    hearing.files["big"] = target.getvalue()
    html = await hearing.told(photo=photo(big=1000))
    assert hearing.library.catalogue.text("trap.too_many", "nl") in html
    assert not is_trusting(html)


async def test_a_payment_code_is_read(hearing: Hearing) -> None:
    hearing.files["big"] = qr("BCD\n002\n1\nSCT\n\nVDAB\nBE71096123456769\nEUR10")
    html = await hearing.told(photo=photo(big=1000))
    assert "BE71" in html
    assert not is_trusting(html)


async def test_a_forwarded_picture_is_checked_with_its_origin(hearing: Hearing) -> None:
    hearing.files["big"] = qr(WEBSITE)
    html = await hearing.told(photo=photo(big=1000), forward_origin=CHANNEL_POST)
    assert "t[.]me/vdab_premies" in html
    assert not is_trusting(html.partition("\n\n")[2])


async def test_a_picture_in_a_group_is_read_when_asked(hearing: Hearing) -> None:
    hearing.files["big"] = qr("https://vdab-jobs.be/")
    theirs = message(photo=photo(big=1000), chat=GROUP)
    assert await hearing.hear({"message": theirs}) == ()
    html = await hearing.told("/check", chat=GROUP, reply_to_message=theirs)
    assert "vdab-jobs[.]be" in html


async def test_an_album_does_not_say_the_same_ten_times(hearing: Hearing) -> None:
    hearing.files = {"none": blank(), "code": qr("https://vdab-jobs.be/")}
    said: list[Say] = []
    for name in ("none", "code", "none", "none"):
        said += await hearing.said(photo=photo(**{name: 1000}), media_group_id="7")
    nothing, found = said
    assert nothing.html == WORDING.text("qr.none", "nl")
    assert "vdab-jobs[.]be" in found.html
    assert await hearing.said(photo=photo(none=1000), media_group_id="8")


async def test_albums_of_different_chats_are_apart(hearing: Hearing) -> None:
    hearing.files["none"] = blank()
    for chat in (5, 6):
        where = {"id": chat, "type": "private"}
        assert await hearing.said(photo=photo(none=1000), media_group_id="7", chat=where)
