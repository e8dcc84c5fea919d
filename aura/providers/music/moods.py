"""The moods: for each its tempo, form and chords, and which instruments play what.

A piece has three or four sections of so many bars, over two progressions ``a`` and ``b``; each line of
chords is one section long and is repeated to fill it, one chord to each ``bars_per_chord`` bars.
"""

from msgspec import Struct

from aura.timeline.terms import Mood


class Style(Struct, frozen=True, kw_only=True):
    """What all pieces of a mood have in common; where there are several of a thing, one is drawn.

    ``seconds`` is how long the piece lasts, and with its bars gives the tempo.  ``swing`` is how much later
    than even every second half beat comes, in beats.
    """

    seconds: tuple[int, ...]
    beats_per_bar: int
    bars_per_section: int
    bars_per_chord: int = 1
    form: str
    minor: bool
    keys: tuple[int, ...]
    a: tuple[str, ...]
    b: tuple[str, ...]
    swing: float = 0.0
    reverb_s: float
    """How long it takes to fall by 60 dB."""


STYLES: dict[Mood, Style] = {
    "calm": Style(
        seconds=(54, 56, 58, 60),
        beats_per_bar=4,
        bars_per_section=4,
        form="aaba",
        minor=False,
        keys=(0, 2, 3, 5, 7, 10),
        a=(
            "Iadd9 iii7 IVmaj7 V9sus",
            "Iadd9 vi7 IVadd9 V9sus",
            "Imaj7 IVmaj7 I/3 IVadd9",
            "Iadd9 V/7 vi7 IVmaj7",
        ),
        b=("vi7 iii7 IVmaj7 V9sus", "IVmaj7 I/3 ii7 V9sus", "ii7 vi7 IVmaj7 Vsus"),
        reverb_s=2.8,
    ),
    "bright": Style(
        seconds=(52, 54, 56),
        beats_per_bar=4,
        bars_per_section=8,
        form="aba",
        minor=False,
        keys=(0, 2, 4, 5, 7, 9),
        a=("I V vi7 IVadd9", "I iii7 IVadd9 V", "Iadd9 IVadd9 vi7 V", "I vi7 IVadd9 Vsus"),
        b=("IVadd9 I/3 ii7 Vsus", "vi7 IVadd9 I V", "IVadd9 V vi7 Vsus"),
        swing=0.03,
        reverb_s=1.5,
    ),
    "driving": Style(
        seconds=(60, 62, 64),
        beats_per_bar=4,
        bars_per_section=8,
        bars_per_chord=2,
        form="aaba",
        minor=True,
        keys=(9, 11, 0, 2, 4, 5),
        a=("iadd9 bVImaj7 bIII bVIIadd9", "i7 bIII bVIadd9 bVII", "iadd9 iv7 bVIadd9 bVIIsus"),
        b=("bVImaj7 bVIIadd9 iadd9 v/3", "iv9 bVImaj7 bIII bVIIsus", "bVIadd9 bIII bVIIadd9 i7"),
        reverb_s=1.9,
    ),
    "wistful": Style(
        seconds=(52, 54, 56),
        beats_per_bar=3,
        bars_per_section=8,
        form="aba",
        minor=True,
        keys=(9, 11, 0, 2, 4, 7),
        a=(
            "iadd9 v/3 bVImaj7 bIII iv7 i/3 bVImaj7 bVIIsus",
            "iadd9 bVII bVImaj7 iv7 bIIImaj7 bVII iv9 v7",
            "iadd9 bVImaj7 bIII bVIIadd9 iv7 bVImaj7 iv9 bVIIsus",
        ),
        b=(
            "bVImaj7 bVII bIII iadd9 iv7 bVII bIIImaj7 bVIIsus",
            "iv9 bVII bIIImaj7 bVImaj7 iv7 i/3 bVImaj7 v7",
        ),
        reverb_s=3.0,
    ),
}
