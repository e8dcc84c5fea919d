"""The sound itself: samples trimmed to the voice, and written as a WAV file."""

import io
import wave
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]

HEAD_MS = 20
TAIL_MS = 50
_FADE_MS = 4
_AUDIBLE = 0.004  # of the peak: -48 dB


class Voiced(NamedTuple):
    """Trimmed samples; ``cut`` were taken off the front, and at ``end`` the voice ends."""

    samples: Samples
    cut: int
    end: int


def trimmed(samples: Samples, rate_hz: int) -> Voiced:
    """Leave 20 ms before the voice and 50 ms after it, faded so that nothing clicks."""
    loudness = np.abs(samples.astype(np.int32))
    audible = np.flatnonzero(loudness > max(1.0, _AUDIBLE * float(loudness.max(initial=0))))
    if not audible.size:
        return Voiced(samples[:0], 0, 0)
    cut = max(0, int(audible[0]) - HEAD_MS * rate_hz // 1000)
    voice_end = int(audible[-1]) + 1
    kept = samples[cut : voice_end + TAIL_MS * rate_hz // 1000].copy()
    fade = min(_FADE_MS * rate_hz // 1000, len(kept))
    ramp = np.linspace(0.0, 1.0, fade)
    kept[:fade] = (kept[:fade] * ramp).astype(np.int16)
    kept[len(kept) - fade :] = (kept[len(kept) - fade :] * ramp[::-1]).astype(np.int16)
    return Voiced(kept, cut, voice_end - cut)


def silence(length_ms: int, rate_hz: int) -> Samples:
    return np.zeros(length_ms * rate_hz // 1000, np.int16)


def wav(samples: Samples, rate_hz: int) -> bytes:
    """A WAV file, mono, 16 bit."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(samples.astype("<i2").tobytes())
    return out.getvalue()
