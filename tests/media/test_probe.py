import os
import struct
import sys
import zlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image

from aura.errors import Invalid, NotFound
from aura.media import ffmpeg, pictures
from aura.media.probe import probe
from aura.media.prober import Prober
from aura.media.processes import run

PROGRAM = ffmpeg.find()
PICTURE = ("-f", "lavfi", "-i", "testsrc=size=64x48:rate=25:duration=1")
TONE = ("-f", "lavfi", "-i", "sine=frequency=440:duration=1")


def made(path: Path, *words: str) -> Path:
    done = run([str(PROGRAM), *ffmpeg.GLOBAL_OPTIONS, *words, str(path)], cwd=path.parent)
    assert done.returncode == 0, done.stderr_tail
    return path


def test_a_film_with_sound(tmp_path: Path) -> None:
    facts = probe(made(tmp_path / "film.mp4", *PICTURE, *TONE, "-pix_fmt", "yuv420p"))
    assert (facts.type, facts.mime) == ("Video", "video/mp4")
    assert (facts.width_px, facts.height_px, facts.rotation) == (64, 48, 0)
    assert facts.duration_ms == pytest.approx(1000, abs=40)
    assert (facts.rate, facts.variable_rate) == (Fraction(25), False)
    assert (facts.codec, facts.pix_fmt, facts.alpha) == ("h264", "yuv420p", False)
    assert (facts.has_audio, facts.audio_codec, facts.audio_channels) == (True, "aac", 1)
    assert facts.audio_rate_hz == 44_100
    assert facts.size_bytes == (tmp_path / "film.mp4").stat().st_size


@pytest.mark.parametrize(
    ("name", "words", "mime"),
    [
        ("a.mov", ("-pix_fmt", "yuv420p"), "video/quicktime"),
        ("a.mkv", ("-pix_fmt", "yuv420p"), "video/x-matroska"),
        ("a.webm", ("-c:v", "libvpx"), "video/webm"),
        ("a.avi", ("-c:v", "mpeg4"), "video/x-msvideo"),
        ("a.ts", ("-c:v", "libx264", "-c:a", "aac"), "video/mp2t"),
    ],
)
def test_the_content_says_what_kind_of_film_it_is(
    tmp_path: Path, name: str, words: tuple[str, ...], mime: str
) -> None:
    path = made(tmp_path / name, *PICTURE, *TONE, *words).rename(tmp_path / "misnamed.txt")
    facts = probe(path)
    assert (facts.type, facts.mime, facts.rate, facts.variable_rate) == ("Video", mime, Fraction(25), False)
    assert facts.has_audio
    assert facts.duration_ms == pytest.approx(1000, abs=60)


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("a.mp3", "audio/mpeg"),
        ("a.wav", "audio/wav"),
        ("a.flac", "audio/flac"),
        ("a.ogg", "audio/ogg"),
        ("a.opus", "audio/ogg"),
        ("a.m4a", "audio/mp4"),
        ("a.aac", "audio/aac"),
        ("a.webm", "audio/webm"),
    ],
)
def test_the_content_says_what_kind_of_sound_it_is(tmp_path: Path, name: str, mime: str) -> None:
    facts = probe(made(tmp_path / name, *TONE))
    assert (facts.type, facts.mime, facts.has_audio, facts.width_px) == ("Audio", mime, True, 0)
    assert facts.duration_ms == pytest.approx(1000, abs=60)


def test_the_cover_of_a_record_does_not_make_it_a_film(tmp_path: Path) -> None:
    cover = made(tmp_path / "cover.png", *PICTURE, "-frames:v", "1")
    words = ("-i", str(cover), "-map", "0", "-map", "1", "-disposition:v", "attached_pic", "-c:v", "mjpeg")
    facts = probe(made(tmp_path / "record.mp3", *TONE, *words))
    assert (facts.type, facts.codec) == ("Audio", "")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_film_has_the_size_it_is_shown_at(tmp_path: Path, turn: int) -> None:
    """The program turns counter-clockwise; facts say how far to turn clockwise."""
    flat = made(tmp_path / "flat.mp4", *PICTURE, "-pix_fmt", "yuv420p")
    words = ("-display_rotation", str(-turn), "-i", str(flat), "-c", "copy")
    facts = probe(made(tmp_path / "turned.mp4", *words))
    size = (48, 64) if turn in (90, 270) else (64, 48)
    assert (facts.width_px, facts.height_px, facts.rotation) == (*size, turn)


def test_pixels_that_are_not_square_are_counted_as_shown(tmp_path: Path) -> None:
    facts = probe(made(tmp_path / "a.mp4", *PICTURE, "-vf", "setsar=3/2", "-pix_fmt", "yuv420p"))
    assert (facts.width_px, facts.height_px) == (96, 48)


def test_a_rate_that_varies_is_known_as_such(tmp_path: Path) -> None:
    uneven = ("-vf", r"select=not(mod(n\,3))+not(mod(n\,4))", "-fps_mode", "vfr", "-pix_fmt", "yuv420p")
    assert probe(made(tmp_path / "a.mp4", *PICTURE, *uneven)).variable_rate


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
def test_a_rate_of_television_is_exact(tmp_path: Path, name: str) -> None:
    source = ("-f", "lavfi", "-i", "testsrc=size=64x48:rate=30000/1001:duration=2", "-pix_fmt", "yuv420p")
    facts = probe(made(tmp_path / name, *source))
    assert (facts.rate, facts.variable_rate) == (Fraction(30_000, 1001), False)


def test_colour_is_told_by_code_point(tmp_path: Path) -> None:
    tags = ("-vf", "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=pc")
    facts = probe(made(tmp_path / "a.mp4", *PICTURE, *tags, "-pix_fmt", "yuv420p"))
    assert (facts.colour_primaries, facts.colour_transfer, facts.colour_matrix) == (9, 16, 9)
    assert facts.full_range
    assert facts.hdr


def test_a_film_one_can_see_through_says_so(tmp_path: Path) -> None:
    assert probe(made(tmp_path / "a.webm", *PICTURE, "-c:v", "libvpx-vp9", "-pix_fmt", "yuva420p")).alpha


def test_a_recording_without_a_length_is_measured(tmp_path: Path) -> None:
    live = made(tmp_path / "a.webm", *PICTURE, "-c:v", "libvpx", "-f", "webm", "-live", "1")
    assert probe(live).duration_ms == pytest.approx(1000, abs=40)


def test_a_film_whose_sound_cannot_be_read_is_a_silent_film(tmp_path: Path) -> None:
    facts = probe(made(tmp_path / "a.mkv", *PICTURE, *TONE, "-pix_fmt", "yuv420p", "-c:a", "wmav2"))
    assert (facts.has_audio, facts.audio_codec) == (False, "wmav2")


def test_a_codec_that_is_not_listed_is_named(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="magicyuv"):
        probe(made(tmp_path / "a.avi", *PICTURE, "-c:v", "magicyuv"))


def test_a_codec_that_is_not_listed_is_named_also_where_it_alone_knows_the_size(tmp_path: Path) -> None:
    small = ("-f", "lavfi", "-i", "testsrc=size=176x144:rate=25:duration=1")
    with pytest.raises(Invalid, match=r"^Aura does not read video coded as h263\.$"):
        probe(made(tmp_path / "a.3gp", *small, "-c:v", "h263"))


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.flac"])
def test_a_file_that_ends_long_before_it_says_is_refused(tmp_path: Path, name: str) -> None:
    source = ("-f", "lavfi", "-i", "testsrc2=size=64x48:rate=25:duration=8", "-f", "lavfi", "-i", "sine=d=8")
    words = ("-movflags", "+faststart") if name == "a.mp4" else ()
    path = made(tmp_path / name, *source, *(("-map", "1") if name == "a.flac" else words))
    whole = path.read_bytes()
    assert probe(path).duration_ms == pytest.approx(8000, abs=100)
    path.write_bytes(whole[: len(whole) * 6 // 10])
    with pytest.raises(Invalid, match="cut short"):
        probe(path)


@pytest.mark.parametrize("name", ["a.avi", "a.wav", "a.ts"])
def test_a_file_that_needs_no_end_is_as_long_as_what_there_is(tmp_path: Path, name: str) -> None:
    source = ("-f", "lavfi", "-i", "testsrc2=size=64x48:rate=25:duration=8", "-f", "lavfi", "-i", "sine=d=8")
    path = made(tmp_path / name, *source, *(("-map", "1") if name == "a.wav" else ("-map", "0")))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 6 // 10])
    assert 3000 < probe(path).duration_ms < 6000


def test_a_file_that_ends_a_little_early_is_taken(tmp_path: Path) -> None:
    path = made(tmp_path / "a.mkv", "-f", "lavfi", "-i", "testsrc2=size=64x48:rate=25:duration=8")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 98 // 100])
    assert probe(path).duration_ms == 8000


def test_the_cover_of_a_film_is_not_taken_for_it(tmp_path: Path) -> None:
    film = made(tmp_path / "film.mp4", *PICTURE, "-pix_fmt", "yuv420p")
    cover = made(tmp_path / "cover.png", "-f", "lavfi", "-i", "color=red:s=10x10", "-frames:v", "1")
    words = ("-map", "1", "-map", "0", "-c", "copy", "-disposition:v:0", "attached_pic")
    facts = probe(made(tmp_path / "a.m4v", "-i", str(film), "-i", str(cover), *words))
    assert (facts.type, facts.codec, facts.width_px) == ("Video", "h264", 64)


def test_a_film_cut_off_after_its_head_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "a.mp4", *PICTURE, "-pix_fmt", "yuv420p", "-movflags", "+faststart")
    head = path.read_bytes()
    path.write_bytes(head[: head.index(b"mdat") + 8])
    with pytest.raises(Invalid):
        probe(path)


@pytest.mark.parametrize(
    ("form", "mime", "mode", "alpha"),
    [
        ("PNG", "image/png", "RGBA", True),
        ("PNG", "image/png", "L", False),
        ("JPEG", "image/jpeg", "RGB", False),
        ("JPEG", "image/jpeg", "CMYK", False),
        ("WEBP", "image/webp", "RGBA", True),
        ("GIF", "image/gif", "P", False),
    ],
)
def test_a_picture(tmp_path: Path, form: str, mime: str, mode: str, alpha: bool) -> None:
    Image.new(mode, (30, 20)).save(tmp_path / "picture", form)
    facts = probe(tmp_path / "picture")
    assert (facts.type, facts.mime, facts.width_px, facts.height_px) == ("Image", mime, 30, 20)
    assert (facts.alpha, facts.animated, facts.duration_ms) == (alpha, False, 0)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_from_a_camera_is_turned_as_its_exif_says(tmp_path: Path, orientation: int) -> None:
    from PIL import ImageOps

    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = Image.new("RGB", (64, 48))
    picture.putpixel((0, 0), (255, 255, 255))
    picture.save(tmp_path / "a.png", exif=exif)
    facts = probe(tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as opened:
        upright = ImageOps.exif_transpose(opened)
        turned = opened.rotate(-facts.rotation, expand=True)
    if facts.mirrored:
        turned = ImageOps.mirror(turned)
    assert turned.tobytes() == upright.tobytes()
    assert (facts.width_px, facts.height_px) == upright.size


def test_a_moving_gif_is_a_clip_without_sound(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    facts = probe(tmp_path / "a.gif")
    assert (facts.type, facts.mime, facts.has_audio) == ("Video", "image/gif", False)
    assert facts.duration_ms > 0


@pytest.mark.parametrize("brand", ["heic", "mif1"])
def test_a_picture_of_a_telephone(tmp_path: Path, brand: str) -> None:
    from pillow_heif import from_pillow

    from_pillow(Image.new("RGB", (64, 48), "red")).save(tmp_path / "a")
    data = (tmp_path / "a").read_bytes()
    (tmp_path / "a").write_bytes(data[:8] + brand.encode() + data[12:])
    facts = probe(tmp_path / "a")
    assert (facts.type, facts.mime, facts.width_px, facts.height_px) == ("Image", "image/heic", 64, 48)
    assert not facts.animated


def test_where_heic_cannot_be_read_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(100))
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    pictures._heif.cache_clear()
    with pytest.raises(Invalid, match="HEIC pictures cannot be read here"):
        probe(tmp_path / "a.heic")


def test_heic_is_let_into_no_process_but_those_that_read_pictures() -> None:
    done = run([sys.executable, "-c", LOADED], cwd="/", env={"PYTHONPATH": os.pathsep.join(sys.path)})
    assert done.stdout.split() == [b"False"]


LOADED = "import sys, aura.services, aura.media.prober, aura.media.pictures; print('pi_heif' in sys.modules)"


def test_text_is_never_given_to_a_decoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("aura.media.probe.facts_of_streams", lambda *given: asked.append(given))
    for text in (b"ffconcat version 1.0\nfile other.mp4\n", b"#EXTM3U\n/etc/hostname\n", "Grüße\n".encode()):
        (tmp_path / "a.mp4").write_bytes(text)
        with pytest.raises(Invalid):
            probe(tmp_path / "a.mp4")
    assert not asked


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "gif"])
def test_a_picture_cut_short_is_refused(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    Image.effect_noise((200, 200), 50).save(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Invalid, match="cut short" if ending != "webp" else "damaged"):
        probe(path)


@pytest.mark.parametrize("place", [50, 1_000])
def test_a_picture_that_is_damaged_amid_its_content_is_refused(tmp_path: Path, place: int) -> None:
    """A PNG is decoded to see whether its Exif stands behind its picture: that must not hide the damage."""
    path = tmp_path / "a.png"
    Image.effect_noise((200, 200), 50).save(path)
    damaged = bytearray(path.read_bytes())
    damaged[place : place + 40] = bytes(40)
    path.write_bytes(damaged)
    with pytest.raises(Invalid, match="damaged"):
        probe(path)


def _bomb(width_px: int, height_px: int) -> bytes:
    """A small PNG that claims to be large."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width_px, height_px, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(2_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(16_000, 16_000), (60_000, 1), (100_000, 100_000)])
def test_a_picture_bomb_is_refused_by_its_head(tmp_path: Path, size: tuple[int, int]) -> None:
    (tmp_path / "a.png").write_bytes(_bomb(*size))
    with pytest.raises(Invalid, match="40 megapixels"):
        probe(tmp_path / "a.png")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n%abc", "PDF"),
        (b"PK\x03\x04" + bytes(60), "archive"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "JPEG, PNG, WebP, GIF and HEIC"),
        (b"BM" + bytes(60), "JPEG, PNG, WebP, GIF and HEIC"),
        (b"just words", "text"),
        (b"\0\0\0\x20ftypavif" + bytes(60), "this is image/avif"),
        (b"#EXTM3U\n#EXTINF:1,\n/etc/hostname\n", "play list"),
    ],
)
def test_what_is_not_taken_is_refused_with_the_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.mp4").write_bytes(content)
    with pytest.raises(Invalid, match=reason):
        probe(tmp_path / "a.mp4")


@pytest.fixture(scope="module")
def prober() -> Iterator[Prober]:
    with Prober(children=1, silence_s=3.0) as prober:
        yield prober


def test_a_prober_measures_in_another_process(prober: Prober, tmp_path: Path) -> None:
    path = made(tmp_path / "a.mp4", *PICTURE, "-pix_fmt", "yuv420p")
    assert prober.probe(path) == probe(path)


def test_a_prober_passes_refusals_on(prober: Prober, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        prober.probe(tmp_path / "none.png")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    with pytest.raises(Invalid, match="PDF"):
        prober.probe(tmp_path / "a.pdf")


def test_a_file_that_never_ends_is_refused_and_the_next_is_read(prober: Prober, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    with pytest.raises(Invalid, match="too long"):
        prober.probe(tmp_path / "pipe.mp4")
    Image.new("L", (3, 2)).save(tmp_path / "a.png")
    assert prober.probe(tmp_path / "a.png").width_px == 3


def test_a_prober_that_was_closed_starts_anew(prober: Prober, tmp_path: Path) -> None:
    Image.new("L", (3, 2)).save(tmp_path / "a.png")
    prober.close()
    assert prober.probe(tmp_path / "a.png").type == "Image"


def test_a_reader_cannot_write_files(prober: Prober, tmp_path: Path) -> None:
    from aura.media.prober import LIMITS

    done = run(["/bin/sh", "-c", "echo x > written"], cwd=tmp_path, limits=LIMITS)
    assert done.returncode != 0
    assert not (tmp_path / "written").exists() or not (tmp_path / "written").stat().st_size
