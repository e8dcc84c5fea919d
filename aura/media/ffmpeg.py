"""FFmpeg: which one, what build it is, and on what terms it may open what users bring.

A file's name and claimed type decide nothing.  Whoever opens user media, the program through
``reading`` and the library through ``open_media``, names the containers, decoders and protocols it may
use; without that a play list in a file called ``.mp4`` makes FFmpeg read other files or the network.
Decoders are written in C and new holes are found every month: ``open_media`` is for child processes.
"""

import os
import re
import shutil
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blake3 import blake3

from aura.errors import Invalid, NotFound, Unavailable
from aura.media.codecs import CODECS, FORMATS
from aura.media.processes import run

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.stream import Stream

MAX_PIXELS = 40_000_000
MAX_SIDE_PX = 16_384
MAX_STREAMS = 32
MAX_CHANNELS = 16
MAX_RATE_HZ = 384_000

LIBRARY_FOLDERS = ("av.libs/", "av/.dylibs/")
"""Where PyAV's wheels have the libraries they are built with."""

FORMAT_WHITELIST = ",".join(FORMATS)
CODEC_WHITELIST = ",".join(CODECS)
PROTOCOL_WHITELIST = "file"

GLOBAL_OPTIONS = ("-nostdin", "-hide_banner", "-v", "error", "-y", "-max_alloc", str(2**30))
DECODER_OPTIONS = {"codec_whitelist": CODEC_WHITELIST, "max_pixels": str(MAX_PIXELS)}
DEMUXER_OPTIONS = {
    "format_whitelist": FORMAT_WHITELIST,
    "protocol_whitelist": PROTOCOL_WHITELIST,
    "max_streams": str(MAX_STREAMS),
    "probesize": "20000000",
    "analyzeduration": "20000000",
}
INPUT_OPTIONS = DEMUXER_OPTIONS | DECODER_OPTIONS
"""What each input of the program carries; the keys are also those of ``ffmpeg.input`` (ffmpeg-python)."""
_PLAIN_SAMPLES = {"max_probe_packets": "2"}
"""For a WAV file whose samples are known to be samples.  In others the library looks for DTS, which may stand
in their place: in 32 packets, for 10 ms, which is more than a short voice takes to decode."""


def find(wanted: str | os.PathLike[str] | None = None) -> Path:
    """The program: the one asked for, else the one that came with Aura, else the one on the PATH.

    Raises Unavailable if there is none; one that was asked for is not replaced by another.
    """
    names = [wanted] if wanted else [_shipped(), "ffmpeg"]
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        message = f"There is no FFmpeg at {wanted}." if wanted else "FFmpeg is not installed."
        raise Unavailable(message, field="AURA_FFMPEG_PATH")
    return Path(found).absolute()


def _shipped() -> str | None:
    import imageio_ffmpeg  # takes 0.1 s

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError:
        return None


@cache
def build(program: Path) -> str:
    """The program's version and a digest of how it was built; two builds of a version differ.

    It is part of what names a rendered segment.  Raises Unavailable if the program does not say.
    """
    said = run([str(program), "-version"], cwd="/", timeout_s=30.0)
    version = re.match(rb"ffmpeg version (\S+)", said.stdout)
    if said.returncode or not version:
        raise Unavailable(f"{program} does not work as FFmpeg: {said.stderr_tail or said.returncode}.")
    return f"{version[1].decode('ascii', 'replace')} {blake3(said.stdout).hexdigest()[:16]}"


@cache
def library_build() -> str:
    """The same for the library, PyAV's own FFmpeg, which is not the program.

    Where the two were installed together, the list of what was installed has the digest of each file: the
    library takes 0.07 s to load, and whoever only names films need not.
    """
    from importlib.metadata import distribution  # takes 0.015 s

    installed = distribution("av")
    files = (installed.read_text("RECORD") or "").splitlines()
    said = "\n".join(sorted(line for line in files if line.startswith(LIBRARY_FOLDERS)))
    if said:
        return f"{installed.version} {blake3(said.encode()).hexdigest()[:16]}"
    import av

    libraries = sorted(f"{name} {'.'.join(map(str, part))}" for name, part in av.library_versions.items())
    said = "\n".join([av.__version__, av.ffmpeg_version_info, *libraries])
    return f"{av.__version__} {blake3(said.encode()).hexdigest()[:16]}"


def reading(path: str | os.PathLike[str]) -> list[str]:
    """The program's words for one input; the options hold for one ``-i``, so each input has its own."""
    options = [word for name, value in INPUT_OPTIONS.items() for word in (f"-{name}", value)]
    return [*options, "-i", locator(path)]


def locator(path: str | os.PathLike[str]) -> str:
    """A path as FFmpeg takes it.  Without the prefix a name such as ``concat:a`` is an instruction."""
    return f"file:{os.path.abspath(path)}"


def open_media(path: str | os.PathLike[str], *, measured: bool = False) -> "InputContainer":
    """The one place where the library opens user media.  Use it in a ``with``, or close it.

    Decoders use one thread and refuse what is not on the list or too large.  What was ``measured`` when it
    came is looked at less closely.  Raises NotFound; Invalid for a file that cannot be read or is too much.
    """
    import av

    # Until release 19 the library refused a file whose metadata is not UTF-8, unless told otherwise.
    refuses = int(av.__version__.partition(".")[0]) < 19
    lenient: dict[str, Any] = {"metadata_errors": "replace"} if refuses else {}
    try:
        options = INPUT_OPTIONS | (_PLAIN_SAMPLES if measured and _is_wave(path) else {})
        container: InputContainer = av.open(locator(path), options=options, **lenient)
    except av.FileNotFoundError as error:
        raise NotFound("The file is not there.") from error
    except (av.FFmpegError, ValueError) as error:
        raise Invalid("The file is damaged, or is no video or sound of a kind Aura reads.") from error
    try:
        if len(container.streams) >= MAX_STREAMS:
            raise Invalid(f"The file holds {MAX_STREAMS} streams or more.")
        for stream in container.streams:
            _bound(stream)
    except BaseException:
        container.close()
        raise
    return container


def _is_wave(path: str | os.PathLike[str]) -> bool:
    with suppress(OSError), open(path, "rb") as file:
        head = file.read(12)
        return head[:4] in (b"RIFF", b"RF64") and head[8:] == b"WAVE"
    return False


def is_cover(stream: "Stream") -> bool:
    """Whether it is the picture on the record, not a film."""
    from av.stream import Disposition

    return Disposition.attached_pic in Disposition(stream.disposition)


def _bound(stream: "Stream") -> None:
    """Set the decoder's limits and refuse what is beyond them."""
    codec = getattr(stream, "codec_context", None)
    if codec is None or stream.type not in ("video", "audio"):
        return
    codec.options = DECODER_OPTIONS
    codec.thread_count = 1
    if stream.type == "audio":
        if codec.channels > MAX_CHANNELS or codec.sample_rate > MAX_RATE_HZ:
            raise Invalid("The sound has too many channels or too high a rate.")
    elif not is_cover(stream):
        if max(codec.width, codec.height) > MAX_SIDE_PX or codec.width * codec.height > MAX_PIXELS:
            raise Invalid(f"The picture is {codec.width} × {codec.height}, more than 40 megapixels.")
        if not (codec.width and codec.height) and codec.name not in CODECS:
            raise Invalid(f"Aura does not read video coded as {codec.name}.")
        if not codec.width or not codec.height:  # as the library leaves it when it found too much
            raise Invalid("The picture has no size, or more than 40 megapixels.")
