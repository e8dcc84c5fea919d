"""What people bring: every source is taken in and shown right, or refused in words that say why.

No source makes a process that reads it die, takes more than 1 GiB of memory, or makes it open another file.
"""

import os
import struct
import time
import wave
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, Self

import av
import numpy as np
import pytest
from blake3 import blake3
from numpy.typing import NDArray
from PIL import Image

from aura.blobs.objects import Objects
from aura.errors import Invalid
from aura.media import ffmpeg
from aura.media.prober import Prober
from aura.media.processes import Child, Limits, run
from aura.projects.assets import take_in_file
from aura.timeline.document import Asset

HERE = Path(__file__).parent
MEBIBYTE = 2**20
MOST_MB = 1024
LIMIT_BYTES = 64 * MEBIBYTE

RED, GREEN, BLUE, GREY = (200, 40, 40), (40, 180, 60), (40, 60, 200), (120, 120, 120)
WHITE = (255, 255, 255)
CORNERS = (RED, GREEN, BLUE, GREY)
"""Upper left, upper right, lower left, lower right."""

Colour = tuple[int, int, int]
Make = Callable[["Kit", Path], object]


class Kit:
    """Makes files in a folder, with the program and with Pillow."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.quarters = self.picture(64, 48).save(folder / "quarters.png") or folder / "quarters.png"
        self.ground = folder / "ground.png"
        self.seen_through().save(self.ground)

    @staticmethod
    def picture(width: int, height: int) -> Image.Image:
        """Four coloured quarters."""
        pixels = np.empty((height, width, 3), np.uint8)
        for number, colour in enumerate(CORNERS):
            top, left = number // 2 * (height // 2), number % 2 * (width // 2)
            pixels[top:, left:] = colour
        return Image.fromarray(pixels)

    def seen_through(self) -> Image.Image:
        """The same; its lower left quarter is black, and cannot be seen."""
        image = self.picture(64, 48).convert("RGBA")
        image.paste((0, 0, 0, 0), (0, 24, 32, 48))
        return image

    def film(
        self, path: Path, *words: str, rate: str = "25", seconds: str = "0.4", of: Path | None = None
    ) -> Path:
        """A clip of the quarters."""
        source = ("-loop", "1", "-framerate", rate, "-t", seconds, "-i", str(of or self.quarters))
        return self.ffmpeg(path, *source, *words)

    def sound(self, path: Path, layout: str, rate_hz: int, *words: str) -> Path:
        """Half a second of a tone in every channel."""
        channels = {"mono": 1, "stereo": 2, "5.1": 6, "7.1": 8}[layout]
        everywhere = "|".join(f"c{channel}=c0" for channel in range(channels))
        source = f"aevalsrc='0.2*sin(2*PI*440*t)':s={rate_hz}:d=0.5,pan={layout}|{everywhere}"
        return self.ffmpeg(path, "-f", "lavfi", "-i", source, *words)

    def ffmpeg(self, path: Path, *words: str) -> Path:
        done = run([str(ffmpeg.find()), *ffmpeg.GLOBAL_OPTIONS, *words, str(path)], cwd=self.folder)
        assert done.returncode == 0, done.stderr_tail
        return path


class Taken(NamedTuple):
    """What is expected of a source that is of use."""

    type: str
    size: tuple[int, int] = (64, 48)
    corners: tuple[Colour, ...] = CORNERS
    within: int = 9
    sound: bool = False
    milliseconds: int = 400
    last: tuple[Colour, ...] | None = None
    """The corners of the last frame, where it is not like the first."""


class Refused(NamedTuple):
    """What the refusal says."""

    words: str


class Source(NamedTuple):
    name: str
    """With the ending that it is brought with."""
    make: Make
    expected: Taken | Refused


VIDEO, IMAGE, AUDIO = (
    Taken("Video"),
    Taken("Image", milliseconds=0),
    Taken("Audio", (0, 0), (), milliseconds=500),
)
H264 = ("-c:v", "libx264", "-qp", "4")
FLAT = (*H264, "-pix_fmt", "yuv420p")
ON_WHITE = (RED, GREEN, WHITE, GREY)
TURNED = {
    "90": (BLUE, RED, GREY, GREEN),
    "180": (GREY, BLUE, GREEN, RED),
    "270": (GREEN, GREY, RED, BLUE),
}
"""The corners after turning clockwise."""
MIRRORED = (GREEN, RED, GREY, BLUE)
GREYS = ((88,) * 3, (124,) * 3, (70,) * 3, (120,) * 3)
"""The corners without their colours."""


def rate(each: str) -> Source:
    seconds = "0.5" if each == "12" else "0.4"
    length = {"24000/1001": 417, "30000/1001": 400, "12": 500}.get(each, 400)
    return Source(
        f"rate {each.replace('/', ' over ')}.mp4",
        lambda kit, path: kit.film(path, *FLAT, rate=each, seconds=seconds),
        VIDEO._replace(milliseconds=length),
    )


def sized(size: str, *words: str, ending: str = "mp4", **expected: Any) -> Source:
    width, height = (int(side) for side in size.split("x"))
    return Source(
        f"size {size}.{ending}",
        lambda kit, path: kit.film(path, "-vf", f"scale={width}:{height}:flags=neighbor", *words),
        VIDEO._replace(size=(width, height), **expected),
    )


def format_of(pixels: str, *words: str, ending: str = "mp4", **expected: Any) -> Source:
    return Source(
        f"{pixels} {words[1]}.{ending}",
        lambda kit, path: kit.film(path, *words, "-pix_fmt", pixels),
        VIDEO._replace(**expected),
    )


def clear(name: str, *words: str, **expected: Any) -> Source:
    """A clip that can be seen through in its lower left quarter."""
    return Source(
        name,
        lambda kit, path: kit.film(path, *words, of=kit.ground),
        VIDEO._replace(corners=ON_WHITE, **expected),
    )


def turned(turn: str) -> Source:
    return Source(
        f"turned {turn}.mp4",
        lambda kit, path: kit.ffmpeg(
            path,
            "-display_rotation",
            f"-{turn}",
            "-i",
            str(kit.film(kit.folder / "flat.mp4", *FLAT)),
            "-c",
            "copy",
        ),
        VIDEO._replace(size=(64, 48) if turn == "180" else (48, 64), corners=TURNED[turn]),
    )


def heard(name: str, layout: str, rate_hz: int, *words: str, **expected: Any) -> Source:
    return Source(
        name,
        lambda kit, path: kit.sound(path, layout, rate_hz, *words),
        AUDIO._replace(sound=True, **expected),
    )


def saved(
    name: str, change: Callable[[Image.Image], Image.Image] = lambda image: image, **options: Any
) -> Source:
    expected = options.pop("expected", IMAGE)
    return Source(
        name,
        lambda kit, path: change(kit.picture(64, 48)).save(path, options.pop("form", None), **options),
        expected,
    )


def written(name: str, content: bytes, words: str) -> Source:
    return Source(name, lambda kit, path: path.write_bytes(content), Refused(words))


def cut(source: Source, share: float, words: str) -> Source:
    def make(kit: Kit, path: Path) -> None:
        source.make(kit, path)
        whole = path.read_bytes()
        path.write_bytes(whole[: int(len(whole) * share)])

    return Source(f"cut short {source.name}", make, Refused(words))


def exif(orientation: int) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    return made


def swapped_profile() -> bytes:
    """A profile in which red and blue have changed places."""
    red, green, blue = ((0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141))

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    text = b"desc\0\0\0\0" + struct.pack(">I", 2) + b"x\0" + bytes(78) + b"\0\0"
    rights = b"text\0\0\0\0x\0\0\0"
    parts = {
        b"desc": text, b"cprt": rights, b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(*blue), b"gXYZ": xyz(*green), b"bXYZ": xyz(*red),
        b"rTRC": curve, b"gTRC": curve, b"bTRC": curve,
    }  # fmt: skip
    table, data = struct.pack(">I", len(parts)), b""
    for name, part in parts.items():
        table += name + struct.pack(">II", 128 + 4 + 12 * len(parts) + len(data), len(part))
        data += part + bytes(-len(part) % 4)
    size = 128 + len(table) + len(data)
    head = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ") + bytes(12)
    head += b"acsp" + bytes(28) + struct.pack(">iii", 63190, 65536, 54061)
    return head + bytes(128 - len(head)) + table + data


def bomb(kit: Kit, path: Path) -> None:
    """A picture of 16,000 × 16,000 pixels in a few hundred kilobytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer = zlib.compressobj(1)
    rows = bytes(48_001)
    body = b"".join(packer.compress(rows) for _ in range(16_000)) + packer.flush()
    head = struct.pack(">IIBBBBB", 16_000, 16_000, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b""))


def damaged(kit: Kit, path: Path) -> None:
    kit.film(path, *FLAT, "-g", "10", seconds="2")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 600] = bytes(np.random.default_rng(1).integers(0, 255, 600, np.uint8))
    path.write_bytes(data)


def heic(kit: Kit, path: Path, **options: Any) -> None:
    from pillow_heif import from_pillow

    from_pillow(kit.picture(64, 48)).save(path, quality=95, chroma=444, **options)


def moving(kit: Kit, path: Path) -> None:
    """First the quarters, then grey; half a second of each."""
    frames = [kit.picture(64, 48), Image.new("RGB", (64, 48), GREY)]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=500, lossless=True)


def moving_seen_through(kit: Kit, path: Path) -> None:
    image = kit.seen_through()
    after = kit.picture(64, 48).convert("RGBA")
    image.save(path, save_all=True, append_images=[after], duration=500, disposal=2)


def film_with_cover(kit: Kit, path: Path) -> None:
    cover = kit.folder / "cover.png"
    Image.new("RGB", (30, 30), "black").save(cover)
    film = kit.film(kit.folder / "bare.mp4", *FLAT)
    words = ("-map", "1", "-map", "0", "-c", "copy", "-disposition:v:0", "attached_pic")
    kit.ffmpeg(path, "-i", str(film), "-i", str(cover), *words)


def no_frames(kit: Kit, path: Path) -> None:
    with av.open(path, "w") as film:
        stream = film.add_stream("h264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        film.start_encoding()


def no_length(kit: Kit, path: Path) -> None:
    """A film whose every head, and whose only picture, say that they last no time."""
    data = bytearray(kit.film(path, *FLAT, "-frames:v", "1").read_bytes())
    for box, behind in ((b"mvhd", 20), (b"tkhd", 24), (b"mdhd", 20), (b"elst", 12), (b"stts", 16)):
        place = data.index(box) + behind
        data[place : place + 4] = bytes(4)
    path.write_bytes(data)


def one_sample(kit: Kit, path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(bytes(2))


def hdr(transfer: str, code: int) -> Make:
    """A grey of a known light: 203 nits, which is white."""
    tags = f"setparams=color_primaries=bt2020:color_trc={transfer}:colorspace=bt2020nc:range=tv"
    grey = f"nullsrc=s=64x48:r=25:d=0.4,format=yuv420p10le,geq=lum={code}:cb=512:cr=512,{tags}"
    words = ("-c:v", "libx265", "-x265-params", "lossless=1:log-level=none", "-pix_fmt", "yuv420p10le")
    return lambda kit, path: kit.ffmpeg(path, "-f", "lavfi", "-i", grey, *words)


HDR_WHITE = ((231, 231, 231),) * 4
LONG = "setpts=N*90000*3600/TB/90000"
LACED = ("-flags", "+ildct+ilme")
PRORES = ("-c:v", "prores_ks", "-pix_fmt")
TONE = ("-f", "lavfi", "-i", "sine=d=0.4")

FILMS = [
    *(rate(each) for each in ("24000/1001", "30000/1001", "12", "60", "120")),
    Source(
        "rate that varies.mp4",
        lambda kit, path: kit.film(
            path, "-vf", r"select=not(mod(n\,3))+not(mod(n\,4))", "-fps_mode", "vfr", *FLAT
        ),
        VIDEO,
    ),
    sized("2x2", *FLAT, within=255),
    sized("177x99", "-c:v", "libvpx-vp9", "-pix_fmt", "yuv420p", "-crf", "4", "-b:v", "0", ending="webm"),
    sized("4096x16", *FLAT, within=12),
    sized("16x600", *FLAT, within=12),
    *(turned(turn) for turn in TURNED),
    Source(
        "mirrored.mp4",
        lambda kit, path: kit.ffmpeg(
            path, "-display_hflip", "-i", str(kit.film(kit.folder / "flat.mp4", *FLAT)), "-c", "copy"
        ),
        VIDEO._replace(corners=MIRRORED),
    ),
    Source(
        "pixels twice as wide.mp4",
        lambda kit, path: kit.film(path, "-vf", "setsar=2", *FLAT),
        VIDEO._replace(size=(128, 48)),
    ),
    format_of("yuvj420p", *H264, "-color_range", "pc"),
    format_of("yuv422p", *H264),
    format_of("yuv444p", *H264),
    format_of("yuv420p10le", *H264),
    format_of("yuv422p10le", *H264),
    format_of("gray", *H264, corners=GREYS),
    format_of("bgr0", "-c:v", "libx264rgb", "-qp", "4", ending="mkv"),
    format_of("yuv422p10le", "-c:v", "prores_ks", ending="mov"),
    format_of(
        "yuv422p",
        "-c:v",
        "dnxhd",
        "-b:v",
        "36M",
        "-vf",
        "scale=1920:1080:flags=neighbor:out_color_matrix=bt709",
        ending="mov",
        size=(1920, 1080),
    ),
    format_of("yuv420p10le", "-c:v", "libx265", "-x265-params", "qp=4:log-level=none", ending="mov"),
    format_of("yuv420p", "-c:v", "libsvtav1", "-crf", "5", ending="mp4"),
    format_of("yuvj422p", "-c:v", "mjpeg", "-q:v", "1", ending="avi"),
    format_of("yuv420p", "-c:v", "mpeg4", "-q:v", "1", ending="avi"),
    format_of("yuv420p", "-c:v", "libvpx", "-crf", "4", "-b:v", "4M", ending="webm", within=14),
    format_of("yuv420p", "-c:v", "mpeg2video", "-q:v", "1", ending="ts"),
    format_of("yuv420p", "-c:v", "dvvideo", "-s", "720x576", ending="avi", size=(768, 576), within=14),
    clear("clear vp9.webm", "-c:v", "libvpx-vp9", "-pix_fmt", "yuva420p", "-crf", "4", "-b:v", "0"),
    clear(
        "clear vp8.webm",
        "-c:v",
        "libvpx",
        "-pix_fmt",
        "yuva420p",
        "-auto-alt-ref",
        "0",
        "-b:v",
        "4M",
        within=14,
    ),
    clear("clear prores.mov", *PRORES, "yuva444p10le"),
    clear("clear animation.mov", "-c:v", "qtrle", "-pix_fmt", "argb"),
    clear("clear png.mov", "-c:v", "png", "-pix_fmt", "rgba"),
    Source(
        "interlaced.ts",
        lambda kit, path: kit.film(
            path, "-vf", "interlace", "-c:v", "mpeg2video", "-q:v", "1", *LACED, rate="50"
        ),
        VIDEO._replace(within=12),
    ),
    Source("hdr pq.mp4", hdr("smpte2084", 573), VIDEO._replace(corners=HDR_WHITE, within=3)),
    Source("hdr hlg.mov", hdr("arib-std-b67", 721), VIDEO._replace(corners=HDR_WHITE, within=3)),
    Source("film without sound.mkv", lambda kit, path: kit.film(path, *FLAT), VIDEO),
    Source(
        "film with sound.mp4",
        lambda kit, path: kit.film(path, *TONE, *FLAT, "-shortest"),
        VIDEO._replace(sound=True),
    ),
    Source(
        "television.ts",
        lambda kit, path: kit.film(path, *TONE, "-c:v", "mpeg2video", "-q:v", "1", "-c:a", "mp2"),
        VIDEO._replace(sound=True),
    ),
    Source(
        "surround.mkv",
        lambda kit, path: kit.film(path, *TONE, *FLAT, "-c:a", "ac3"),
        VIDEO._replace(sound=True),
    ),
    Source(
        "surround.mp4",
        lambda kit, path: kit.film(path, *TONE, *FLAT, "-c:a", "eac3"),
        VIDEO._replace(sound=True),
    ),
    Source("film with a cover.m4v", film_with_cover, VIDEO),
    Source("damaged in the middle.ts", damaged, VIDEO._replace(milliseconds=2000)),
    Source("moving.gif", moving, VIDEO._replace(milliseconds=1000, within=20, last=((120, 120, 120),) * 4)),
    Source(
        "clear moving.gif",
        moving_seen_through,
        VIDEO._replace(corners=ON_WHITE, milliseconds=1000, within=20, last=CORNERS),
    ),
]

SOUNDS = [
    heard("mono.wav", "mono", 44_100),
    heard("stereo.mp3", "stereo", 44_100),
    heard("surround 5.1.m4a", "5.1", 48_000),
    heard("surround 7.1.flac", "7.1", 48_000),
    heard("telephone 8 kHz.wav", "mono", 8_000, "-c:a", "pcm_mulaw"),
    heard("studio 96 kHz.flac", "stereo", 96_000),
    heard("message.ogg", "mono", 48_000, "-c:a", "libopus"),
    heard("sound alone.mp4", "stereo", 48_000, "-c:a", "aac"),
    Source(
        "record with a cover.mp3",
        lambda kit, path: kit.ffmpeg(
            path,
            *TONE,
            "-i",
            str(kit.quarters),
            "-map",
            "0",
            "-map",
            "1",
            "-c:v",
            "mjpeg",
            "-disposition:v",
            "attached_pic",
        ),
        AUDIO._replace(sound=True, milliseconds=400),
    ),
]


def one_pixel(kit: Kit, path: Path) -> None:
    Image.new("RGB", (1, 1), RED).save(path)


def enlarged(image: Image.Image) -> Image.Image:
    return image.resize((177, 99), Image.Resampling.NEAREST)


def deep_grey(image: Image.Image) -> Image.Image:
    return Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)


def deep_colour(kit: Kit, path: Path) -> None:
    kit.ffmpeg(path, "-i", str(kit.quarters), "-pix_fmt", "rgb48be")


FINE = {"quality": 95, "subsampling": 0}
SWAPPED = ((40, 40, 200), (60, 180, 40), (200, 60, 40), GREY)

PICTURES = [
    Source("one pixel.png", one_pixel, IMAGE._replace(size=(1, 1), corners=(RED,) * 4)),
    saved("odd.png", enlarged, expected=IMAGE._replace(size=(177, 99))),
    saved("photograph.jpg", **FINE),
    saved("progressive.jpg", **FINE, progressive=True),
    saved("for print.jpg", lambda image: image.convert("CMYK"), **FINE),
    saved("grey 16 bit.png", deep_grey, expected=IMAGE._replace(corners=GREYS)),
    Source("colour 16 bit.png", deep_colour, IMAGE),
    saved("palette.png", lambda image: image.quantize(8), expected=IMAGE._replace(within=12)),
    saved("profile.png", icc_profile=swapped_profile(), expected=IMAGE._replace(corners=SWAPPED, within=14)),
    saved("turned.jpg", **FINE, exif=exif(6), expected=IMAGE._replace(size=(48, 64), corners=TURNED["90"])),
    saved("mirrored.jpg", **FINE, exif=exif(2), expected=IMAGE._replace(corners=MIRRORED)),
    Source("clear.png", lambda kit, path: kit.seen_through().save(path), IMAGE._replace(corners=ON_WHITE)),
    Source(
        "clear.webp",
        lambda kit, path: kit.seen_through().save(path, lossless=True),
        IMAGE._replace(corners=ON_WHITE),
    ),
    Source("moving.webp", moving, IMAGE),
    saved("still.gif", expected=IMAGE._replace(within=20)),
    Source("telephone.heic", heic, IMAGE._replace(within=12)),
    Source(
        "turned telephone.heic",
        lambda kit, path: heic(kit, path, exif=exif(6).tobytes()),
        IMAGE._replace(size=(48, 64), corners=TURNED["90"], within=12),
    ),
    Source("picture called film.mp4", lambda kit, path: kit.picture(64, 48).save(path, "PNG"), IMAGE),
]

COLOURFUL = ("-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=8", *FLAT)
PLAIN = Source("film.mp4", lambda kit, path: kit.ffmpeg(path, *COLOURFUL, "-movflags", "+faststart"), VIDEO)
INDEX_LAST = Source("index last.mp4", lambda kit, path: kit.ffmpeg(path, *COLOURFUL), VIDEO)
IN_MATROSKA = Source("film.mkv", lambda kit, path: kit.ffmpeg(path, *COLOURFUL), VIDEO)
NOISE = Source("noise.jpg", lambda kit, path: Image.effect_noise((200, 200), 60).save(path), IMAGE)
NOISY = Source("noise.png", lambda kit, path: Image.effect_noise((200, 200), 60).save(path), IMAGE)
NO_FILM = "this is text|play list"
PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nsecret.mp4\n#EXT-X-ENDLIST\n"

REFUSED = [
    written("letter.mp4", b"This is a letter about a film.\n" * 9, NO_FILM),
    written("concat.mp4", b"ffconcat version 1.0\nfile secret.mp4\n", NO_FILM),
    written("concat relative.avi", b"ffconcat version 1.0\nfile 'secret.mp4'\ninpoint 0\n", NO_FILM),
    written("playlist.mp4", PLAYLIST, NO_FILM),
    written("playlist.m3u8", PLAYLIST, NO_FILM),
    written(
        "manifest.mpd",
        b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><AdaptationSet>'
        b'<Representation id="1"><BaseURL>secret.mp4</BaseURL></Representation></AdaptationSet>'
        b"</Period></MPD>",
        NO_FILM,
    ),
    written(
        "session.sdp",
        b"v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n",
        NO_FILM,
    ),
    written(
        "drawing.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        b'<image xlink:href="secret.png"/></svg>',
        "JPEG, PNG, WebP, GIF and HEIC",
    ),
    written("nothing.mp4", b"", "empty"),
    written("noise.mp4", np.random.default_rng(1).bytes(20_000), "damaged, or is no video or sound"),
    cut(PLAIN, 0.6, "cut short"),
    cut(INDEX_LAST, 0.6, "damaged"),
    cut(IN_MATROSKA, 0.5, "cut short"),
    cut(heard("sound.flac", "mono", 48_000, "-af", "apad=pad_dur=9"), 0.5, "cut short"),
    cut(NOISE, 0.5, "cut short"),
    cut(NOISY, 0.5, "cut short"),
    cut(Source("telephone.heic", heic, IMAGE), 0.6, "cut short|damaged"),
    Source("bomb.png", bomb, Refused("40 megapixels")),
    Source("no frames.mp4", no_frames, Refused("neither picture nor sound")),
    Source("no length.mp4", no_length, Refused("no frames")),
    Source("one sample.wav", one_sample, Refused("no length")),
    Source(
        "forty streams.mkv",
        lambda kit, path: kit.film(path, *FLAT, *("-map", "0") * 40),
        Refused("32 streams or more"),
    ),
    Source(
        "two days.mkv",
        lambda kit, path: kit.film(
            path, "-vf", "setpts=N*48*3600/TB", "-fps_mode", "passthrough", *FLAT, seconds="0.08"
        ),
        Refused("longer than 24 hours"),
    ),
    Source(
        "decoder not listed.avi",
        lambda kit, path: kit.film(path, "-c:v", "magicyuv"),
        Refused("does not read video coded as magicyuv"),
    ),
    Source(
        "format not listed.flv",
        lambda kit, path: kit.film(path, "-c:v", "flv"),
        Refused("damaged, or is no video"),
    ),
]

SOURCES = [*FILMS, *SOUNDS, *PICTURES, *REFUSED]


class Bench:
    """The real intake and the real pictures, and what they take."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.prober = Prober(children=1)
        self.shower = Child.start("showing_child", limits=Limits(memory_bytes=4 * 2**30))
        self.objects = Objects(folder / "media")
        self.rows: list[str] = []

    def take_in(self, path: Path) -> tuple[Asset, int]:
        """What was taken in, and how many MB it took."""
        with Watched(self._reader()) as watched:
            asset = take_in_file(self.objects, self.prober, path, LIMIT_BYTES)
        return asset, watched.peak_mb()

    def reader_peak_mb(self) -> int:
        return Watched(self._reader()).peak_mb()

    def show(self, asset: Asset, frames: int) -> tuple[list[NDArray[np.uint8]], int]:
        """Frames of a scene with this source, as RGB, and how many MB they took."""
        largest = max(asset.width_px, asset.height_px)
        canvas = {
            "width_px": max(8, 2 * round(48 * asset.width_px / largest)),
            "height_px": max(8, 2 * round(48 * asset.height_px / largest)),
        }
        kind = {"Image": "picture", "Video": "clip"}[asset.type]
        path = str(self.objects.path(asset.digest))
        with Watched(self.shower.pid) as watched:
            drawn = [
                self.shower.ask(["show", path, {"type": kind, "fit": fit}, canvas, frames], timeout_s=60)
                for fit in ("cover", "contain", "blurred", "stretch")
            ][-1]
        shape = canvas["height_px"], canvas["width_px"], 3
        return [np.frombuffer(frame, np.uint8).reshape(shape) for frame in drawn], watched.peak_mb()

    def hear(self, asset: Asset) -> tuple[float, float]:
        seconds, loudest = self.shower.ask(["hear", str(self.objects.path(asset.digest))], timeout_s=60)
        return seconds, loudest

    def kept(self) -> set[str]:
        """The names of all files in the media store."""
        return {path.name for path in self.objects.root.rglob("*") if path.is_file()}

    def close(self) -> None:
        self.prober.close()
        self.shower.kill()

    def _reader(self) -> int:
        with self.prober._pool.borrow() as child:
            return child.pid


class Watched:
    """The most memory a process held, since this began; nought where the system does not tell."""

    def __init__(self, pid: int) -> None:
        self._folder = Path(f"/proc/{pid}")

    def __enter__(self) -> Self:
        if self._folder.is_dir():
            (self._folder / "clear_refs").write_text("5")
        return self

    def __exit__(self, *raised: object) -> None:
        pass

    def peak_mb(self) -> int:
        if not self._folder.is_dir():
            return 0
        lines = (self._folder / "status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return Kit(tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(HERE)
        bench = Bench(tmp_path_factory.mktemp("bench"))
    yield bench
    bench.close()
    print("\n" + "\n".join(bench.rows))


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory, kit: Kit) -> Path:
    """A folder for sources, in which another file stands that none of them may read."""
    folder = tmp_path_factory.mktemp("sources")
    kit.film(folder / "secret.mp4", *FLAT)
    kit.quarters.write_bytes(kit.quarters.read_bytes())
    (folder / "secret.png").write_bytes(kit.quarters.read_bytes())
    return folder


def untouched(folder: Path) -> Callable[[], bool]:
    """Says whether the secrets were read since now.  Their last reading is put far back, and so is seen."""
    secrets = sorted(folder.glob("secret.*"))
    for path in secrets:
        os.utime(path, (0, path.stat().st_mtime))
    return lambda: all(path.stat().st_atime == 0 for path in secrets)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_source_is_shown_right_or_refused_with_the_reason(
    source: Source, kit: Kit, bench: Bench, secret: Path
) -> None:
    path = secret / source.name
    source.make(kit, path)
    in_peace, before = untouched(secret), bench.kept()
    started = time.perf_counter()
    if isinstance(source.expected, Refused):
        with pytest.raises(Invalid, match=source.expected.words) as refused:
            take_in_file(bench.objects, bench.prober, path, LIMIT_BYTES)
        assert refused.value.field == "file"
        assert bench.kept() == before, "nothing of it is left"
        peak = bench.reader_peak_mb()
        assert peak <= MOST_MB
        said, result = refused.value.message, f"{peak:>4} MB"
    else:
        said, result = accepted(source.expected, path, bench)
    assert in_peace(), "another file was read"
    took_ms = (time.perf_counter() - started) * 1000
    bench.rows.append(f"{source.name:<32} {result:<14} {took_ms:>5.0f} ms  {said}")


def accepted(expected: Taken, path: Path, bench: Bench) -> tuple[str, str]:
    """Take it in, look at it and listen to it; answers what is told of it."""
    asset, reading = bench.take_in(path)
    assert asset.digest == blake3(path.read_bytes()).hexdigest()
    assert (asset.type, asset.width_px, asset.height_px) == (expected.type, *expected.size)
    assert asset.has_audio == expected.sound
    assert abs(asset.duration_ms - expected.milliseconds) <= 60
    assert reading <= MOST_MB
    showing = 0
    if asset.type != "Audio":
        frames, showing = bench.show(asset, max(3, round(asset.duration_ms * 30 / 1000)))
        assert showing <= MOST_MB
        for frame, corners in (
            (frames[0], expected.corners),
            (frames[-1], expected.last or expected.corners),
        ):
            height, width = frame.shape[:2]
            for number, colour in enumerate(corners):
                row, column = height * (1 + 2 * (number // 2)) // 4, width * (1 + 2 * (number % 2)) // 4
                seen = frame[max(0, row - 2) : row + 2, max(0, column - 2) : column + 2].mean(axis=(0, 1))
                assert np.abs(seen - colour).max() <= expected.within, (number, seen, colour)
    if asset.has_audio:
        seconds, loudest = bench.hear(asset)
        assert abs(seconds * 1000 - expected.milliseconds) <= 150
        assert 0.05 < loudest < 0.9
    size = f"{asset.width_px}x{asset.height_px} " if asset.width_px else ""
    sound = ", sound" if asset.has_audio else ""
    return f"{asset.type} {asset.mime} {size}{asset.duration_ms} ms{sound}", f"{reading:>4} {showing:>4} MB"


def test_reading_a_file_is_noticed(secret: Path) -> None:
    """Or the tests above would notice nothing.  Not every disk writes down when a file was read."""
    in_peace = untouched(secret)
    assert in_peace()
    (secret / "secret.png").read_bytes()
    if in_peace():
        pytest.skip("this disk does not write down when a file was read")
