import io
import re
import resource
import struct
import threading
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from actions.reports.intake import images
from actions.reports.intake.images import ImageError, ImageFault, Images

SECRET = b"Tiensevest 1 Leuven"
LINK = "https://vdab-jobs.be/inloggen"


@pytest.fixture
def store(tmp_path: Path) -> Images:
    return Images(tmp_path / "images")


def picture(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    return Image.radial_gradient("L").resize((width, height)).convert(mode)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()  # ImageDescription
    exif[0x0112] = 6  # taken with the phone on its side
    return exif


def texts() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return info


def with_code(text: str, *, kind: str = "PNG") -> bytes:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    drawn = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=4))
    shot = Image.new("L", (drawn.width + 400, drawn.height + 300), 200)
    shot.paste(drawn, (150, 100))
    return encoded(shot.convert("RGB"), kind)


def refusal(store: Images, data: bytes) -> ImageFault:
    with pytest.raises(ImageError) as refused:
        store.save(data)
    return refused.value.code


def chunk(kind: bytes, content: bytes) -> bytes:
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def png_of_size(width: int, height: int, content: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(content))
        + chunk(b"IEND", b"")
    )


def webp_of_size(width: int, height: int) -> bytes:
    """An animation whose canvas is large while its only frame is a real, small picture."""
    frame = encoded(picture(16, 16), "WEBP", lossless=True)[12:]

    def three(number: int) -> bytes:
        return struct.pack("<I", number)[:3]

    def part(kind: bytes, content: bytes) -> bytes:
        return kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)

    canvas = part(b"VP8X", b"\x02\0\0\0" + three(width - 1) + three(height - 1))
    begin = part(b"ANIM", b"\0\0\0\0\0\0")
    shown = three(0) + three(0) + three(15) + three(15) + three(100) + b"\0"
    content = b"WEBP" + canvas + begin + part(b"ANMF", shown + frame)
    return b"RIFF" + struct.pack("<I", len(content)) + content


@pytest.mark.parametrize(("kind", "kept_as"), [("PNG", "PNG"), ("JPEG", "WEBP"), ("WEBP", "WEBP")])
def test_takes_the_common_kinds(store: Images, kind: str, kept_as: str) -> None:
    stored = store.save(encoded(picture(), kind))
    kept = Image.open(io.BytesIO(store.open(stored.name)))
    assert kept.format == kept_as
    assert kept.size == (stored.width, stored.height) == (60, 40)
    assert images.content_type(stored.name) == f"image/{kept_as.lower()}"
    assert re.fullmatch(r"[0-9a-f]{32}\.(png|webp)", stored.name)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_takes_every_way_of_storing_colour(store: Images, mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = Image.new("I;16", (60, 40), 9) if mode == "I;16" else picture(mode=mode)
    stored = store.save(encoded(image, kind))
    assert (stored.width, stored.height) == (60, 40)


def test_transparency_stays(store: Images) -> None:
    kept = store.open(store.save(encoded(Image.new("RGBA", (9, 9), (1, 2, 3, 4)), "PNG")).name)
    assert Image.open(io.BytesIO(kept)).getpixel((0, 0)) == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {"exif": exif(), "pnginfo": texts(), "icc_profile": SECRET, "dpi": (72, 72)}),
        ("JPEG", {"exif": exif(), "comment": SECRET, "icc_profile": SECRET, "xmp": SECRET}),
        ("WEBP", {"exif": exif(), "icc_profile": SECRET, "xmp": SECRET}),
    ],
)
def test_nothing_but_the_picture_is_kept(
    store: Images, kind: str, options: dict[str, object]
) -> None:
    data = encoded(picture(), kind, **options)
    assert SECRET in data
    stored = store.save(data)
    kept = store.open(stored.name)
    opened = Image.open(io.BytesIO(kept))
    assert SECRET not in kept
    assert not opened.getexif()
    assert {"exif", "icc_profile", "xmp", "comment", "Comment", "dpi"}.isdisjoint(opened.info)
    assert (stored.width, stored.height) == (40, 60), "and it stands upright"


def test_what_hangs_on_behind_the_picture_is_gone(store: Images) -> None:
    evil = b"<script>alert(1)</script>PK\x03\x04#!/bin/sh"
    kept = store.open(store.save(encoded(picture(), "JPEG") + evil).name)
    assert b"script" not in kept
    assert b"PK\x03\x04" not in kept


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_an_animation_the_first_picture_is_kept(store: Images, kind: str) -> None:
    others = [Image.new("RGB", (30, 30), colour) for colour in ("green", "blue")]
    data = encoded(
        Image.new("RGB", (30, 30), "red"),
        kind,
        save_all=True,
        append_images=others,
        duration=100,
        lossless=True,
    )
    kept = Image.open(io.BytesIO(store.open(store.save(data).name)))
    assert getattr(kept, "n_frames", 1) == 1
    red, green, blue = kept.convert("RGB").getpixel((15, 15))  # type: ignore[misc]
    assert red > 200 > 50 > green + blue


def test_a_large_picture_is_made_smaller(store: Images) -> None:
    stored = store.save(encoded(Image.new("L", (2_000, 12_000)), "PNG"))
    assert stored.width * stored.height <= images.KEPT_PIXELS
    assert stored.height == pytest.approx(6 * stored.width, rel=0.01)


def test_a_picture_too_long_for_webp_is_kept_as_png(store: Images) -> None:
    stored = store.save(encoded(Image.new("L", (20, 20_000)), "JPEG"))
    assert stored.name.endswith(".png")
    assert stored.height == 20_000


@pytest.mark.parametrize("side", [5_001, 9_500, 14_000, 60_000])
@pytest.mark.parametrize("make", [png_of_size, webp_of_size])
def test_a_bomb_is_refused_before_it_is_decoded(
    store: Images, make: Callable[[int, int], bytes], side: int
) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if make is webp_of_size:
        side = min(side, 16_383)
    assert refusal(store, make(side, side)) is ImageFault.TOO_MANY_PIXELS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # KiB


@pytest.mark.parametrize("size", [(70_000, 10), (65_536, 1), (1, 70_000)])
def test_a_strip_longer_than_any_reader_takes_is_refused(
    store: Images, size: tuple[int, int]
) -> None:
    assert refusal(store, png_of_size(*size)) is ImageFault.TOO_MANY_PIXELS


def test_a_bomb_of_text_is_refused(store: Images) -> None:
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 100_000_000))
    good = encoded(picture(), "PNG")
    assert refusal(store, good[:33] + bomb + good[33:]) is ImageFault.NOT_AN_IMAGE


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_picture_cut_off_is_refused(store: Images, kind: str, part: float) -> None:
    data = encoded(picture(200, 200), kind)
    assert refusal(store, data[: int(len(data) * part)]) is ImageFault.NOT_AN_IMAGE


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "PDF", "ICO", "PPM", "EPS", "JPEG2000"])
def test_other_kinds_are_refused(store: Images, kind: str) -> None:
    assert refusal(store, encoded(picture(), kind)) is ImageFault.NOT_AN_IMAGE


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"RIFF\xff\xff\xff\xffWEBPVP8X",
        png_of_size(0, 0),
        png_of_size(10, 10),
    ],
)
def test_what_only_looks_like_a_picture_is_refused(store: Images, data: bytes) -> None:
    assert refusal(store, data) is ImageFault.NOT_AN_IMAGE


def test_of_more_pixels_than_announced_only_the_announced_are_kept(store: Images) -> None:
    stored = store.save(png_of_size(10, 10, b"\0" * 5_000_000))
    assert Image.open(io.BytesIO(store.open(stored.name))).size == (10, 10)


def test_five_mebibytes_are_taken_and_not_a_byte_more(store: Images) -> None:
    data = encoded(picture(), "PNG")
    store.save(data + b"\0" * (images.MAX_BYTES - len(data)))
    data += b"\0" * (images.MAX_BYTES - len(data) + 1)
    assert refusal(store, data) is ImageFault.TOO_LARGE


def test_nothing_is_left_of_what_was_refused(store: Images, tmp_path: Path) -> None:
    refusal(store, b"no image")
    assert list(tmp_path.rglob("*.*")) == []


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from([encoded(picture(), kind, exif=exif()) for kind in ("PNG", "JPEG", "WEBP")]),
    st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_any_damage_is_refused_or_repaired(
    store: Images, data: bytes, changes: list[tuple[int, int]]
) -> None:
    damaged = bytearray(data)
    for place, value in changes:
        damaged[place % len(damaged)] = value
    try:
        stored = store.save(bytes(damaged))
    except ImageError:
        return
    Image.open(io.BytesIO(store.open(stored.name))).load()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_reads_a_qr_code(store: Images, kind: str) -> None:
    assert store.save(with_code(LINK, kind=kind)).qr == (LINK,)


def test_reads_no_code_where_none_is(store: Images) -> None:
    assert store.save(encoded(picture(), "PNG")).qr == ()


def test_a_code_without_end_is_cut_off(store: Images) -> None:
    (text,) = store.save(with_code("x" * 2_000)).qr
    assert text == "x" * images.MAX_CODE_LENGTH


def test_only_this_account_reads_the_folder(store: Images, tmp_path: Path) -> None:
    stored = store.save(encoded(picture(), "PNG"))
    folder = tmp_path / "images"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / stored.name).stat().st_mode & 0o777 == 0o600


def test_deletes(store: Images) -> None:
    stored = store.save(encoded(picture(), "PNG"))
    store.delete(stored.name)
    store.delete(stored.name)
    with pytest.raises(FileNotFoundError):
        store.open(stored.name)


@pytest.mark.parametrize(
    "name", ["", "../secret", "/etc/passwd", "a.png", "0" * 32 + ".html", "0" * 32 + ".png\n"]
)
def test_no_name_leads_out_of_the_folder(store: Images, name: str) -> None:
    with pytest.raises(FileNotFoundError):
        store.open(name)
    with pytest.raises(FileNotFoundError):
        store.delete(name)


def test_several_threads_save_at_once(store: Images) -> None:
    names: list[str] = []
    data = encoded(picture(), "PNG")
    threads = [
        threading.Thread(target=lambda: names.append(store.save(data).name)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(names)) == 8
