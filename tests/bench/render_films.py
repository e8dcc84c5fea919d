"""The films of one bench: its scratch folder, its files, and Aura's projects of so many scenes each."""

from collections.abc import Callable
from pathlib import Path

import av

from tests.bench.measuring import Spent
from tests.bench.options import FilmOptions
from tests.bench.render_aura import AuraFilm
from tests.bench.render_media import Material, material
from tests.bench.render_story import Story, story
from tests.bench.render_trees import Cost, middle


class Films:
    """Made when they are first asked for."""

    def __init__(self, folder: Path, options: FilmOptions, say: Callable[[str], None]) -> None:
        self.folder, self.options, self.say = folder, options, say
        say("making pictures, clips, voices and music")
        longest = max(options.film, options.voiced, *options.changed, *options.grown)
        self.files: Material = material(folder / "media", self.story(longest), large_px=options.large_px)
        self._films: dict[int, AuraFilm] = {}
        self._costs: dict[int, list[Cost]] = {}

    def story(self, scenes: int) -> Story:
        return story(scenes, self.options.preset)

    def film(self, scenes: int) -> AuraFilm:
        if scenes not in self._films:
            self._films[scenes] = AuraFilm(self.folder / f"aura-{scenes}", self.story(scenes), self.files)
        return self._films[scenes]

    def rendered(self, scenes: int, preset: str = "") -> Cost:
        """What a whole film costs from nothing; what was made for it stays until the next one."""
        film = self.film(scenes)
        film.forget()
        cost = film.export(preset)
        require_frames(film.exported, film.story.frames)
        if not preset:
            self._costs.setdefault(scenes, []).append(cost)
        return cost

    def whole(self, scenes: int) -> Cost:
        """The same, or if it was rendered before, the middle one of all those times."""
        return middle(self._costs.get(scenes) or [self.rendered(scenes)])


def require_frames(path: Path, frames: int, spare: int = 0) -> None:
    """Raise AssertionError unless a film has so many frames, or so many more or fewer."""
    with av.open(str(path)) as film:
        counted = sum(1 for packet in film.demux(video=0) if packet.pts is not None)
    if abs(counted - frames) > spare:
        raise AssertionError(f"{path.name} has {counted} frames, not {frames}.")


def spent(cost: Cost) -> Spent:
    """A cost without its memory."""
    return Spent(cost.cpu_s, cost.wall_s)
