"""The frames of a segment, one after the other, ready for the encoder.

Shots stay open from one segment to the next: the body of a scene and the passages at its ends read the same
picture or clip, so it is decoded once where neighbouring segments are made in a row.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from aura.errors import NotFound
from aura.render import planes
from aura.render.clips import Footage
from aura.render.handles import handle
from aura.render.looks import Over, Shown, Sprites
from aura.render.planes import Plane
from aura.render.prepared import Prepared
from aura.render.spec import Canvas, Clip, Crossfade, Mark, Picture, Script, Stretch
from aura.render.stills import Source, Still
from aura.render.transitions import passing

OPEN_SHOTS = 2


class Composer:
    """Composes segments of one canvas, from the ``objects``: files by digest.

    ``beat`` is called every now and then while there is nothing else to tell.  ``prepared`` keeps
    pictures, and handles of clips.
    """

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.objects: Mapping[str, str] = {}
        self.beat: Callable[[], None] = lambda: None
        self.prepared: Prepared | None = None
        self._shots: OrderedDict[tuple[Picture | Clip | Script, bool], Source] = OrderedDict()
        self._sprites = Sprites(canvas, self._path)

    def frames(self, content: Stretch | Crossfade, mark: Mark | None = None) -> Iterator[Plane]:
        """The frames, each to be used before the next is asked for: their array may be the same."""
        self._sprites.begin()
        if isinstance(content, Crossfade):
            return self._passage(content, mark)
        return self._stretch(content, mark, self._shot(content.shot))

    def close(self) -> None:
        """Let go of all files."""
        while self._shots:
            self._shots.popitem()[1].close()

    def _stretch(
        self, stretch: Stretch, mark: Mark | None, source: Source, *, marked: bool = True
    ) -> Iterator[Plane]:
        """A frame that is as the one before is not drawn again.  The mark may be left for later."""
        over = Over(stretch, mark)
        frame = self._empty()
        drawn: tuple[Shown, ...] | None = None
        for number in range(stretch.frames):
            shown = over.at(number)
            if not marked:
                shown = tuple(each for each in shown if each[0] is not mark)
            if not source.still or shown != drawn:
                source.draw(stretch.first_frame + number, frame)
                for look, there in shown:
                    self._sprites[look].blend(frame, there)
                drawn = shown
            yield frame

    def _passage(self, passage: Crossfade, mark: Mark | None) -> Iterator[Plane]:
        """No frame is wholly one or the other: those are the last and first of the bodies.

        The mark stands still above what moves or goes dark; in a fade each side has its own.
        """
        frame = self._empty()
        draw = passing(passage.kind, self.canvas.width_px, self.canvas.height_px)
        marked = passage.kind == "fade"
        twins = passage.before.shot == passage.after.shot  # read at two places at once: opened twice
        both = zip(
            self._stretch(passage.before, mark, self._handle(passage.before), marked=marked),
            self._stretch(passage.after, mark, self._handle(passage.after, twins), marked=marked),
            strict=True,
        )
        for number, (before, after) in enumerate(both, start=1):
            draw(before, after, number / (passage.frames + 1), frame)
            if mark and not marked:
                self._sprites[mark].blend(frame)
            yield frame

    def _handle(self, stretch: Stretch, twin: bool = False) -> Source:
        """What draws one side of a passage."""
        return handle(stretch, self.canvas, self.prepared, lambda: self._shot(stretch.shot, twin))

    def _shot(self, shot: Picture | Clip | Script, twin: bool = False) -> Source:
        """The shot, opened; the one that was not used for longest is closed for it."""
        source = self._shots.pop((shot, twin), None) or self._opened(shot)
        self._shots[shot, twin] = source
        if len(self._shots) > OPEN_SHOTS:
            self._shots.popitem(last=False)[1].close()
        return source

    def _opened(self, shot: Picture | Clip | Script) -> Source:
        path = self._path(shot.digest)
        if isinstance(shot, Script):
            from aura.render.scripted.shot import ScriptedShot  # few films have one, and it loads a lot

            return ScriptedShot(path, shot, self.canvas)
        if isinstance(shot, Picture):
            return Still(path, shot, self.canvas, self.prepared)
        return Footage(path, shot, self.canvas, self._beat)

    def _path(self, digest: str) -> Path:
        path = self.objects.get(digest)
        if path is None:
            raise NotFound(f"The file {digest} is missing.", digest=digest)
        return Path(path)

    def _beat(self) -> None:
        """A clip outlasts the segment whose maker is told."""
        self.beat()

    def _empty(self) -> Plane:
        return planes.empty(self.canvas.width_px, self.canvas.height_px)
