"""Where people's own files go in a film: which scene shows which, and what is its music.  Pure.

Pictures and clips keep the order of their names and are spread over the scenes; where there are more of
them than scenes, scenes without words come between.  Each file is seen once.  The first sound that is
long enough is the music; other sounds are only added.

Units: lengths of new scenes and of clips in milliseconds.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from aura.render.preset import SIDES
from aura.timeline.document import Asset, Document, Music
from aura.timeline.edits import Edit
from aura.timeline.edits.assets import AddAsset
from aura.timeline.edits.hearing import SetMusic
from aura.timeline.edits.scenes import InsertScene, SetSceneDuration
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Media, Scene
from aura.timeline.terms import Fit
from aura.timeline.time import frames_from_ms
from aura.timeline.view import START

PICTURE_MS = 4_000
"""How long a picture is seen in a scene of its own."""
LONGEST_CLIP_MS = 8_000
"""As much of a clip is seen at least, if it has as much."""
SHORTEST_MUSIC_MS = 5_000
LEAST_SEEN = Fraction(3, 5)
"""A picture of which filling the frame would leave less is shown whole, before itself blurred."""
FADE_MS = 400


def by_name(asset: Asset) -> tuple[object, ...]:
    """Sorts as people do: ``picture 2`` before ``picture 10``."""
    parts = re.split(r"(\d+)", asset.name.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def arranged(document: Document, assets: Sequence[Asset], ids: Callable[[], str]) -> Iterator[Edit]:
    """The edits that bring files into a document and give each its place; ``ids`` names new scenes."""
    for asset in assets:
        yield AddAsset(asset=asset)
    rate = document.timeline.head.rate
    seen = sorted((asset for asset in assets if asset.type in ("Image", "Video")), key=by_name)
    before = START
    for asset, scene in zip(seen, _homes(document.timeline.scenes, len(seen)), strict=True):
        frames = frames_from_ms(_shown_ms(asset), rate)
        if scene is None:
            home = ids()
            fade = 0 if before == START else frames_from_ms(FADE_MS, rate)
            fresh = Scene(
                id=home,
                authored_frames=frames,
                transition="fade" if fade else "cut",
                transition_frames=fade,
            )
            yield InsertScene(scene=fresh, after=before)
        else:
            home = scene.id
            if asset.type == "Video" and scene.authored_frames < frames:
                yield SetSceneDuration(scene=home, frames=frames)
        yield SetSceneMedia(scene=home, media=Media(asset=asset.digest, fit=_fit(asset, document)))
        before = home
    sounds = sorted((asset for asset in assets if asset.type == "Audio"), key=by_name)
    music = next((sound for sound in sounds if sound.duration_ms >= SHORTEST_MUSIC_MS), None)
    if music is not None:
        yield SetMusic(music=Music(asset=music.digest))


def _homes(scenes: Sequence[Scene], files: int) -> Iterator[Scene | None]:
    """For each file its scene, or none for a new one behind the file before."""
    if files <= len(scenes):
        for number in range(files):
            yield scenes[round(number * (len(scenes) - 1) / max(1, files - 1))]
        return
    if not scenes:
        yield from [None] * files
    for index, scene in enumerate(scenes):
        share = (index + 1) * files // len(scenes) - index * files // len(scenes)
        yield scene
        yield from [None] * (share - 1)


def _shown_ms(asset: Asset) -> int:
    return min(asset.duration_ms, LONGEST_CLIP_MS) if asset.type == "Video" else PICTURE_MS


def _fit(asset: Asset, document: Document) -> Fit:
    """Fill the frame, unless too little of the picture would be left."""
    across, down = SIDES[document.brief.aspect]
    if not (asset.width_px and asset.height_px):
        return "cover"
    shape, frame = Fraction(asset.width_px, asset.height_px), Fraction(across, down)
    return "cover" if min(shape / frame, frame / shape) >= LEAST_SEEN else "blurred"
