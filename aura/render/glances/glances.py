"""Glances on disk: each made once by a child, and kept under its key until there is no room for it.

Write: into a file of its own beside where it will be, then rename; so a file that is there is whole, save an
empty one that a loss of power left, which is made anew.  Its time is when it was last used.
"""

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self
from uuid import uuid4

import msgspec
from msgspec import Struct

from aura.errors import Invalid, ToolFailed
from aura.media.pool import Pool
from aura.media.processes import ChildDied, ChildSilent, Limits
from aura.render.faces import fonts_for
from aura.render.glances import waves
from aura.render.glances.asking import (
    FORMS,
    Asked,
    DrawFilmSheet,
    DrawSheet,
    DrawThumbnail,
    HearPeaks,
    Tile,
)
from aura.render.glances.thumbnails import Thumbnail
from aura.render.glances.waves import Wave
from aura.render.revision import engine
from aura.render.segments import path_of
from aura.render.spec import key_of, sources

SILENCE_S = 60.0
LIMITS = Limits(memory_bytes=2**31, file_bytes=2**28, open_files=128)
ROOM_BYTES = 256 * 2**20
_LOOKED_AFTER = 64
"""After so many new ones it is seen whether there is room for all."""


class FilmSheet(Struct, frozen=True, kw_only=True):
    """So many frames of a film, ``side_px`` along their longer side."""

    title: str
    count: int = 24
    columns: int = 6
    side_px: int = 320


class Glances:
    """Makes and keeps them in a ``folder``; ``objects`` gives the file of a digest.  Safe from any thread.

    A file that crashes its decoder, or keeps it silent for a minute, costs that child and is refused.
    """

    def __init__(
        self, folder: Path, objects: Callable[[str], Path], *, children: int = 1, room_bytes: int = ROOM_BYTES
    ) -> None:
        self._folder, self._objects, self._room_bytes = folder, objects, room_bytes
        self._pool = Pool("aura.render.glances.glance_child", children, limits=LIMITS)
        self._count = _LOOKED_AFTER
        self._counting = threading.Lock()

    def thumbnail(self, wanted: Thumbnail) -> Path:
        """The picture of a scene.  Raises NotFound and Invalid naming a file that cannot be shown."""
        shown = sources(wanted.content) if wanted.content else ()
        objects = {digest: str(self._objects(digest)) for digest in shown}
        return self._made(
            wanted.key(engine()),
            FORMS[wanted.form],
            lambda out: DrawThumbnail(
                canvas=wanted.canvas,
                content=wanted.content,
                words=wanted.words,
                form=wanted.form,
                objects=objects,
                out=out,
            ),
        )

    def sheet(
        self, title: str, tiles: Sequence[tuple[Thumbnail | None, str]], columns: int, ending: str = "png"
    ) -> Path:
        """The pictures of scenes in rows, each with its words; of all one size, some may be None."""
        canvas = next(thumbnail.canvas for thumbnail, _ in tiles if thumbnail)
        names = [thumbnail.key(engine()) if thumbnail else "" for thumbnail, _ in tiles]
        key = sheet_key(title, tiles, columns)
        found = self._found(key, ending)
        if found:
            return found
        paths = dict.fromkeys(names, "")
        for name, (thumbnail, _) in zip(names, tiles, strict=True):
            if thumbnail and not paths[name]:
                paths[name] = str(self.thumbnail(thumbnail))
        drawn = tuple(
            Tile(path=paths[name], words=words) for name, (_, words) in zip(names, tiles, strict=True)
        )
        return self._made(
            key,
            ending,
            lambda out: DrawSheet(
                title=title,
                tiles=drawn,
                columns=columns,
                width_px=canvas.width_px,
                height_px=canvas.height_px,
                out=out,
            ),
        )

    def film_sheet(self, film: Path, key: str, wanted: FilmSheet, ending: str = "png") -> Path:
        """Frames of a film in rows; ``key`` stands for the film."""
        return self._made(
            key_of(wanted, "film sheet 1", key, engine(), fonts_for(wanted.title)),
            ending,
            lambda out: DrawFilmSheet(
                title=wanted.title,
                film=str(film),
                count=wanted.count,
                columns=wanted.columns,
                side_px=wanted.side_px,
                out=out,
            ),
        )

    def wave(self, file: Path, key: str) -> Wave:
        """How loud a file is over its length; ``key`` stands for the file.  Raises Invalid."""
        made = self._made(key_of("wave 1", key), "json", lambda out: HearPeaks(file=str(file), out=out))
        return waves.read(made.read_bytes())

    def close(self) -> None:
        """End the children; those at work are waited for."""
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _found(self, key: str, ending: str) -> Path | None:
        path = path_of(self._folder, key, ending)
        try:
            os.utime(path)
            return path if path.stat().st_size else None
        except FileNotFoundError:
            return None

    def _made(self, key: str, ending: str, asked: Callable[[str], Asked]) -> Path:
        found = self._found(key, ending)
        if found:
            return found
        target = path_of(self._folder, key, ending)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{key}.{uuid4().hex}.part.{ending}")
        try:
            self._ask(asked(str(part.absolute())))
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        self._look_after()
        return target

    def _ask(self, asked: Asked) -> None:
        with self._pool.borrow() as child:
            try:
                child.ask(msgspec.to_builtins(asked), timeout_s=SILENCE_S)
            except ChildSilent as error:
                raise Invalid("The file takes too long to read.") from error
            except ChildDied as error:
                raise Invalid("The file cannot be read: its decoder failed.", **error.data) from error
            except ToolFailed as error:
                child.kill()
                raise Invalid("The file cannot be read.", reason=error.message) from error

    def _look_after(self) -> None:
        """Every now and then let go of what was not used for longest, until there is room."""
        with self._counting:
            self._count += 1
            if self._count < _LOOKED_AFTER:
                return
            self._count = 0
            kept: list[tuple[float, int, Path]] = []
            for path in self._folder.glob("*/*"):
                try:
                    stat = path.stat()
                except FileNotFoundError:
                    continue
                kept.append((stat.st_mtime, stat.st_size, path))
            over = sum(size for _, size, _ in kept) - self._room_bytes
            for _, size, path in sorted(kept):
                if over <= 0:
                    break
                path.unlink(missing_ok=True)
                over -= size


def sheet_key(title: str, tiles: Sequence[tuple[Thumbnail | None, str]], columns: int) -> str:
    """The digest of all that determines a sheet."""
    shown = [f"{thumbnail.key(engine()) if thumbnail else ''} {words}" for thumbnail, words in tiles]
    fonts = fonts_for("".join((title, *(words for _, words in tiles))))
    return key_of("sheet 1", title, str(columns), *shown, engine(), fonts)
