"""Checks of the machine: what Aura runs on, writes to, and makes films with.  Each is tried, not believed."""

import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from aura.config import Settings
from aura.errors import AuraError, Unavailable
from aura.setup.findings import Finding, failed, ok, warning

OLDEST_PYTHON = (3, 11)
LOW_DISK_BYTES = 2 * 2**30
NO_DISK_BYTES = 200 * 2**20
LEFTOVER_S = 86_400
"""Files still under way after a day were left by something that was killed."""


def python() -> Finding:
    """The interpreter."""
    words = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    if sys.version_info < OLDEST_PYTHON:
        return failed("python", words, "Install Python 3.11 or newer.")
    return ok("python", words)


def home(settings: Settings) -> Finding:
    """Whether the home folder can be written to, and how much room is left."""
    folder = settings.home
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"?")
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return failed(
            "home",
            f"{folder} cannot be written to: {error.strerror}.",
            "Give Aura a folder of its own: AURA_HOME.",
        )
    words = f"{folder}, {free / 2**30:,.1f} GiB free"
    if free < NO_DISK_BYTES:
        return failed("home", words, "Free some space; too little is left to save.")
    if free < LOW_DISK_BYTES:
        return warning("home", words, "Free some space; a long film may not fit.")
    return ok("home", words)


def ffmpeg(settings: Settings) -> Finding:
    """The program."""
    from aura.media.ffmpeg import build, find

    try:
        program = find(settings.ffmpeg_path or None)
        return ok("ffmpeg", f"FFmpeg {build(program).rpartition(' ')[0]} at {program}")
    except AuraError as error:
        if settings.ffmpeg_path:
            return failed("ffmpeg", error.message, "Correct AURA_FFMPEG_PATH, or leave it out.")
        return failed("ffmpeg", error.message, "Install FFmpeg, or name one in AURA_FFMPEG_PATH.")


def library() -> Finding:
    """The library that films are read and written with, and whether it writes what the presets ask for."""
    try:
        import av

        from aura.render.preset import PRESETS
    except ImportError as error:
        return failed(
            "pyav", f"PyAV does not load: {error}.", "Install Aura again: `pip install --force-reinstall av`."
        )
    codings = [coding for preset in PRESETS.values() for coding in (preset.video, preset.audio)]
    wanted = {coding.codec for coding in codings if coding}
    lacking = sorted(codec for codec in wanted if not _writes(codec))
    words = f"PyAV {av.__version__} with FFmpeg {av.ffmpeg_version_info}"
    if lacking:
        return failed(
            "pyav", f"{words} cannot write {', '.join(lacking)}.", "Install PyAV from its own wheels."
        )
    return ok("pyav", f"{words}, writes {', '.join(sorted(wanted))}")


def _writes(codec: str) -> bool:
    from av.codec.codec import Codec, UnknownCodecError

    try:
        return Codec(codec, "w").is_encoder
    except UnknownCodecError:
        return False


def voice() -> Finding:
    """The voice that is always there, heard to speak one word."""
    try:
        from aura.providers.speech.espeak import EspeakSpeaker

        start = time.monotonic()
        with EspeakSpeaker() as speaker:
            spoken = speaker.speak("Aura", language="en")
            languages = {voice.language for voice in speaker.voices()}
            build = speaker.build
    except (AuraError, ImportError, OSError) as error:
        return failed(
            "speech", f"The offline voice does not speak: {error}.", "Install espeakng-loader again."
        )
    took_s = time.monotonic() - start
    if not spoken.duration_ms or not spoken.words:
        return failed("voice", "The offline voice is silent.", "Install espeakng-loader again.")
    return ok("voice", f"{build}, {len(languages)} languages; a word took {took_s:.1f} s")


def fonts() -> Finding:
    """Whether letters of all kinds can be drawn."""
    try:
        from aura.render.faces import SHAPED, missing_glyphs
        from aura.render.scripts import SAMPLES, fonts_missing
    except (ImportError, OSError) as error:
        return failed("fonts", f"The fonts that came with Aura do not load: {error}.", "Install Aura again.")
    if missing_glyphs("Aaßéжλ"):
        return failed("fonts", "The fonts that came with Aura are damaged.", "Install Aura again.")
    lacking = fonts_missing(SAMPLES.values())
    if lacking:
        named = ", ".join(each.script for each in lacking)
        packages = dict.fromkeys(each.package for each in lacking)
        return warning(
            "fonts",
            f"No font here draws {named}; Latin, Greek and Cyrillic are fine.",
            f"For films in those: `sudo apt install {' '.join(packages)}`.",
        )
    if not SHAPED:
        return warning(
            "fonts",
            "Letters that join, as in Arabic and Devanagari, are drawn apart.",
            "For films in those: `sudo apt install libfribidi0`.",
        )
    return ok("fonts", "Letters of every kind can be drawn")


def heic() -> Finding:
    """Whether photos of iPhones can be read."""
    try:
        libheif = import_module("pi_heif").libheif_version()  # it ships no types
    except (ImportError, OSError) as error:
        return warning("heic", f"HEIC photos cannot be read: {error}.", "Install it: `pip install pi-heif`.")
    return ok("heic", f"HEIC photos are read with libheif {libheif}")


def leftovers(settings: Settings, now_s: float) -> Finding:
    """What killed processes left behind."""
    left = list(_left_behind(settings, now_s))
    if not left:
        return ok("leftovers", "Nothing was left behind")
    size = sum(size_bytes for _, size_bytes in left)
    folders = sorted({str(path.parent) for path, _ in left})
    return warning(
        "leftovers",
        f"{len(left)} unfinished files, {size / 2**20:,.1f} MiB, in {', '.join(folders)}.",
        "They are of no use and may be deleted.",
    )


def _left_behind(settings: Settings, now_s: float) -> Iterator[tuple[Path, int]]:
    """Files that were under way and have not been touched for long, with their sizes."""
    for folder, pattern in (
        (settings.media_dir / "incoming", "*"),
        (settings.backups_dir, "*.partial"),
        (settings.home, ".secret.key-*"),
    ):
        for path in folder.glob(pattern):
            try:
                about = path.stat()
            except FileNotFoundError:
                continue
            if now_s - about.st_mtime > LEFTOVER_S:
                yield path, about.st_size


def ffmpeg_in_use(settings: Settings) -> str | None:
    """The path of the FFmpeg that is used; ``None`` where there is none."""
    from aura.media.ffmpeg import find

    try:
        return str(find(settings.ffmpeg_path or None))
    except Unavailable:
        return None
