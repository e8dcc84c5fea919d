"""Which characters a font file can draw, and which font of this machine draws what Aura's cannot.

Read from the file's own ``cmap`` table, so that no character is ever drawn as an empty box.
"""

import struct
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_MOST_FILES = 5_000
_PLAIN = ("sans", "cjk", "gothic", "pingfang", "yahei", "segoe", "arial")
_ODD = ("italic", "oblique", "mono", "condensed", "serif", "thin", "light", "math", "symbol", "hairline")
_MANNERED = ("rashi", "kufi", "nastaliq", "looped", "unjoined", "supplement", "emoji")
"""Hands of a script that is not read in them every day."""
_HEAVY = ("bold", "black", "heavy", "demi")
_HEAVIEST = ("black", "heavy", "extrabold", "ultra")


class Face(NamedTuple):
    """One face in a font file; collections hold several."""

    path: Path
    number: int = 0


class Coverage(NamedTuple):
    """The code points of a face, as sorted ranges, both ends included."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def has(self, code: int) -> bool:
        """Whether the face has a glyph for this code point."""
        at = bisect_right(self.starts, code) - 1
        return at >= 0 and code <= self.ends[at]


def font_folders() -> tuple[Path, ...]:
    """Where systems of this kind keep fonts."""
    home = Path.home()
    if sys.platform == "win32":
        return (Path("C:/Windows/Fonts"), home / "AppData/Local/Microsoft/Windows/Fonts")
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    shared = (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        Path("/run/current-system/sw/share/X11/fonts"),
    )
    return (*shared, home / ".local/share/fonts", home / ".fonts")


@lru_cache(maxsize=4096)
def fallback(character: str, heavy: bool, folders: Sequence[Path] | None = None) -> Face | None:
    """The face of this machine that best draws ``character``: the same until a font comes or goes."""
    code = ord(character)
    for path in _ranked(tuple(folders) if folders is not None else font_folders(), heavy):
        covered = coverage(Face(path))
        if covered and covered.has(code):
            return Face(path)
    return None


@cache
def colour_face(character: str) -> Face | None:
    """The face of this machine that has a picture in colour of a character."""
    return next((face for face in _coloured(font_folders()) if _has(face, ord(character))), None)


@cache
def _coloured(folders: tuple[Path, ...]) -> tuple[Face, ...]:
    """The faces that hold pictures."""
    found = (path for folder in folders for path in _files(folder) if "emoji" in path.stem.casefold())
    faces = [Face(path) for path in sorted(found)]
    return tuple(face for face in faces if _tables_of(face).keys() & {"CBDT", "sbix"})


def _has(face: Face, code: int) -> bool:
    covered = _covered(face)
    return covered is not None and covered.has(code)


@cache
def _ranked(folders: tuple[Path, ...], heavy: bool) -> tuple[Path, ...]:
    found: list[Path] = []
    for folder in folders:
        for path in _files(folder):
            found.append(path)
            if len(found) >= _MOST_FILES:
                break

    def rank(path: Path) -> tuple[int, str]:
        name = path.stem.casefold()
        odd = sum(4 for word in _ODD if word in name)
        odd += sum(2 for word in _MANNERED if word in name)
        plain = -1 if any(word in name for word in _PLAIN) else 0
        weight = 0 if any(word in name for word in _HEAVY) == heavy else 2
        weight += any(word in name for word in _HEAVIEST)
        return odd + plain + weight, str(path)

    return tuple(sorted(found, key=rank))


def _files(folder: Path) -> Iterator[Path]:
    try:
        yield from (path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
    except OSError:
        return


@lru_cache(maxsize=_MOST_FILES)
def coverage(face: Face) -> Coverage | None:
    """What a face covers; None for a file that is no outline font or cannot be read."""
    return _covered(face) if _tables_of(face).keys() & {"glyf", "CFF ", "CFF2"} else None


@lru_cache(maxsize=_MOST_FILES)
def _covered(face: Face) -> Coverage | None:
    offset, length = _tables_of(face).get("cmap", (0, 0))
    try:
        with face.path.open("rb") as file:
            file.seek(offset)
            return _merged(_ranges(file.read(min(length, 8_000_000)))) if length else None
    except (OSError, struct.error, IndexError):
        return None


@lru_cache(maxsize=_MOST_FILES)
def _tables_of(face: Face) -> dict[str, tuple[int, int]]:
    """Where in its file a face's tables are; none for what cannot be read."""
    try:
        with face.path.open("rb") as file:
            return _tables(file, face.number)
    except (OSError, struct.error, IndexError):
        return {}


def _tables(file: BinaryIO, number: int) -> dict[str, tuple[int, int]]:
    start = 0
    if file.read(4) == b"ttcf":
        file.seek(12 + 4 * number)
        (start,) = struct.unpack(">I", file.read(4))
    file.seek(start + 4)
    (count,) = struct.unpack(">H", file.read(2))
    file.seek(start + 12)
    entries = struct.iter_unpack(">4sIII", file.read(16 * count))
    return {tag.decode("latin-1"): (offset, length) for tag, _, offset, length in entries}


def _ranges(cmap: bytes) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">H", cmap, 2)
    best: dict[int, int] = {}
    for entry in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", cmap, 4 + 8 * entry)
        (form,) = struct.unpack_from(">H", cmap, offset)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            best.setdefault(form, offset)
    if 12 in best:
        (groups,) = struct.unpack_from(">I", cmap, best[12] + 12)
        numbers = struct.unpack_from(f">{3 * groups}I", cmap, best[12] + 16)
        yield from zip(numbers[::3], numbers[1::3], strict=True)
    elif 4 in best:
        yield from _segments(cmap, best[4])


def _segments(cmap: bytes, at: int) -> Iterator[tuple[int, int]]:
    doubled = struct.unpack_from(">H", cmap, at + 6)[0]
    form = f">{doubled // 2}H"
    ends = struct.unpack_from(form, cmap, at + 14)
    starts = struct.unpack_from(form, cmap, at + 16 + doubled)
    deltas = struct.unpack_from(form, cmap, at + 16 + 2 * doubled)
    offsets_at = at + 16 + 3 * doubled
    offsets = struct.unpack_from(form, cmap, offsets_at)
    for place, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        if first > last or first == 0xFFFF:
            continue
        if offset == 0:
            yield first, last
            continue
        for code in range(first, last + 1):
            where = offsets_at + 2 * place + offset + 2 * (code - first)
            glyph = struct.unpack_from(">H", cmap, where)[0]
            if glyph and (glyph + delta) & 0xFFFF:
                yield code, code


def _merged(ranges: Iterator[tuple[int, int]]) -> Coverage:
    starts: list[int] = []
    ends: list[int] = []
    for first, last in sorted(ranges):
        if ends and first <= ends[-1] + 1:
            ends[-1] = max(ends[-1], last)
        else:
            starts.append(first)
            ends.append(last)
    return Coverage(tuple(starts), tuple(ends))
