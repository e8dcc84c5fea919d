"""The codings of pictures that films are written in: by which encoder, with which options.

Every encoder runs on one thread, in groups of at most 250 frames that refer to nothing outside, and no option
names a file.  So a segment is encoded alone, joins to any other, and comes out in the same bytes each time.

Rate: constant quality under a cap (``crf`` with ``maxrate`` and ``bufsize``).  An average bit rate would give
every segment the same bytes whether it stands or moves, and the quality would jump where two meet; a quality
does not, and a still scene costs what it needs.  The buffer of the cap is one second, and each segment begins
with a full one: a segment is at most a second's bits over the cap, whatever stands before it.

Units: bits a second; ``bits_per_pixel`` are those of a usual frame at the codec's usual quality.
"""

from typing import Literal

from msgspec import Struct

Codec = Literal["h264", "h265", "vp9", "prores"]
Speed = Literal["standard", "fast"]

KEYINT = 250
_X264 = f"keyint={KEYINT}:open-gop=0:cpu-independent=1"
_X265 = f"keyint={KEYINT}:open-gop=0:pools=none:frame-threads=1:info=0:log-level=error"
COLOUR = {"color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709", "color_range": "tv"}


class VideoCodec(Struct, frozen=True, kw_only=True):
    """A coding of pictures.

    ``lead_frames`` is how far decoding runs ahead of showing.  ``crf`` is the usual quality, of which 6 less
    doubles the bits; a codec without one has a rate of its own.
    """

    encoder: str
    decoder: str
    pixels: str = "yuv420p"
    lead_frames: int = 0
    crf: int = 0
    worst_crf: int = 0
    bits_per_pixel: float
    speeds: dict[Speed, tuple[str, str]]


CODECS: dict[Codec, VideoCodec] = {
    "h264": VideoCodec(
        encoder="libx264",
        decoder="h264",
        lead_frames=2,
        crf=21,
        worst_crf=51,
        bits_per_pixel=0.1,
        speeds={"standard": ("veryfast", _X264), "fast": ("superfast", f"{_X264}:mbtree=1:rc-lookahead=10")},
    ),
    "h265": VideoCodec(
        encoder="libx265",
        decoder="hevc",
        lead_frames=2,
        crf=24,
        worst_crf=51,
        bits_per_pixel=0.07,
        speeds={"standard": ("veryfast", _X265), "fast": ("superfast", _X265)},
    ),
    "vp9": VideoCodec(
        encoder="libvpx-vp9",
        decoder="vp9",
        crf=32,
        worst_crf=63,
        bits_per_pixel=0.08,
        speeds={"standard": ("4", ""), "fast": ("5", "")},
    ),
    "prores": VideoCodec(
        encoder="prores_ks",
        decoder="prores",
        pixels="yuv422p10le",
        bits_per_pixel=3.6,
        speeds={"standard": ("3", ""), "fast": ("3", "")},
    ),
}
"""``speeds`` holds for each an encoder's own name of it and its further parameters; ProRes has one speed, and
names its profile there: 3 is 422 HQ."""

_BY_ENCODER = {codec.encoder: codec for codec in CODECS.values()}


def codec_of(encoder: str) -> VideoCodec:
    """The coding that an encoder writes."""
    return _BY_ENCODER[encoder]


def options(encoder: str, speed: str, crf: int, max_bit_rate: int, params: str) -> dict[str, str]:
    """An encoder's options; the film's header is made with the same ones."""
    match encoder:
        case "libx264":
            cap = {"maxrate": str(max_bit_rate), "bufsize": str(max_bit_rate)} if max_bit_rate else {}
            quality = max(1, crf) if max_bit_rate else crf  # 0 is without any loss, and without a cap
            own = {"preset": speed, "crf": str(quality), "x264-params": params, **cap}
        case "libx265":
            kilobits = max_bit_rate // 1000
            capped = f":vbv-maxrate={kilobits}:vbv-bufsize={kilobits}" if kilobits else ""
            own = {"preset": speed, "crf": str(crf), "x265-params": params + capped}
        case "libvpx-vp9":
            own = {
                "deadline": "good",
                "cpu-used": speed,
                "crf": str(crf),
                "b": str(max_bit_rate),
                "g": str(KEYINT),
                "lag-in-frames": "16",
                "row-mt": "0",
            }
        case _:
            own = {"profile": speed, "vendor": "apl0"}
    return own | COLOUR
