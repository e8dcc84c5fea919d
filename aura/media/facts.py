"""What is known of a media file, as measured from its content."""

from fractions import Fraction
from typing import Literal

from msgspec import Struct

UNSPECIFIED = 2
_TRANSFERS_OF_HDR = (16, 18)  # SMPTE ST 2084 (PQ) and ARIB STD-B67 (HLG)


class Facts(Struct, frozen=True, kw_only=True):
    """Facts as measured; what a kind of file does not have is zero, empty or false.

    ``width_px`` and ``height_px`` are as displayed: turned, and with square pixels.  ``rotation`` is
    how far the stored picture has to be turned clockwise for that, in degrees; a picture that is also
    mirrored says so.  ``rate_*`` is frames per second, an average if ``variable_rate``.  Colour is
    given as code points of ITU-T H.273, in which 2 is unspecified.  ``has_audio`` is of sound that
    Aura can decode.  An ``animated`` picture is one of which the first is shown.
    """

    type: Literal["Image", "Audio", "Video"]
    mime: str
    size_bytes: int
    width_px: int = 0
    height_px: int = 0
    rotation: Literal[0, 90, 180, 270] = 0
    mirrored: bool = False
    duration_ms: int = 0
    rate_numerator: int = 0
    rate_denominator: int = 1
    variable_rate: bool = False
    animated: bool = False
    codec: str = ""
    pix_fmt: str = ""
    alpha: bool = False
    colour_primaries: int = UNSPECIFIED
    colour_transfer: int = UNSPECIFIED
    colour_matrix: int = UNSPECIFIED
    full_range: bool = False
    icc_profile: bool = False
    has_audio: bool = False
    audio_codec: str = ""
    audio_channels: int = 0
    audio_rate_hz: int = 0

    @property
    def rate(self) -> Fraction:
        """Frames per second; 0 for what has none."""
        return Fraction(self.rate_numerator, self.rate_denominator)

    @property
    def hdr(self) -> bool:
        """Whether the picture needs tone mapping to be shown on an ordinary screen."""
        return self.colour_transfer in _TRANSFERS_OF_HDR
