import os
import subprocess
import sys
import wave
from pathlib import Path

import av
import pytest

from aura.errors import Invalid, NotFound, Unavailable
from aura.media import ffmpeg
from aura.media.processes import run

PROGRAM = ffmpeg.find()


def made(path: Path, *words: str) -> Path:
    """A file made by the program from a test source."""
    done = run([str(PROGRAM), *ffmpeg.GLOBAL_OPTIONS, *words, str(path)], cwd=path.parent)
    assert done.returncode == 0, done.stderr_tail
    return path


def film(path: Path, *words: str) -> Path:
    return made(path, "-f", "lavfi", "-i", "testsrc=size=64x48:rate=10:duration=0.5", *words)


def read_by_program(path: Path) -> int:
    argv = [str(PROGRAM), *ffmpeg.GLOBAL_OPTIONS, *ffmpeg.reading(path), "-f", "null", "-"]
    return run(argv, cwd="/", timeout_s=30).returncode


def test_a_program_asked_for_is_used_and_never_replaced(tmp_path: Path) -> None:
    own = tmp_path / "own-ffmpeg"
    own.symlink_to(PROGRAM)
    assert ffmpeg.find(own) == own
    with pytest.raises(Unavailable, match="nowhere"):
        ffmpeg.find(tmp_path / "nowhere")


def test_the_build_names_version_and_configuration() -> None:
    version, digest = ffmpeg.build(PROGRAM).split()
    assert version
    assert len(digest) == 16
    assert len(ffmpeg.library_build().split()) == 2


def test_the_library_is_named_without_being_loaded_where_it_brought_its_own() -> None:
    said = (
        "import sys; from aura.media import ffmpeg; print(ffmpeg.library_build()); print('av' in sys.modules)"
    )
    name, is_loaded = subprocess.check_output([sys.executable, "-c", said], text=True).splitlines()
    assert name == ffmpeg.library_build()
    assert is_loaded == "False"


def test_a_library_that_came_without_its_own_is_asked_for_what_it_uses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shipped = ffmpeg.library_build()
    ffmpeg.library_build.cache_clear()
    monkeypatch.setattr(ffmpeg, "LIBRARY_FOLDERS", ("nowhere/",))
    try:
        asked = ffmpeg.library_build()
    finally:
        ffmpeg.library_build.cache_clear()
    assert asked.split()[0] == shipped.split()[0]
    assert asked != shipped


def test_a_program_that_is_no_ffmpeg_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        ffmpeg.build(Path("/bin/true"))


def test_an_ordinary_film_is_read_by_program_and_library(tmp_path: Path) -> None:
    path = film(tmp_path / "a:b 'c'.mp4", "-pix_fmt", "yuv420p")
    assert read_by_program(path) == 0
    with ffmpeg.open_media(path) as container:
        assert sum(1 for _ in container.decode(video=0)) == 5


SCRIPTS = {
    "concat": "ffconcat version 1.0\nfile sibling.mp4\n",
    "play list": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9.0,\nsibling.mp4\n#EXT-X-ENDLIST\n",
    "SDP": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n",
    "DASH": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period>'
    '<AdaptationSet><Representation id="1"><BaseURL>sibling.mp4</BaseURL></Representation>'
    "</AdaptationSet></Period></MPD>",
}


@pytest.mark.parametrize("ending", [".mp4", ".m3u8"])
@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_a_script_under_a_films_name_reads_no_other_file(tmp_path: Path, script: str, ending: str) -> None:
    """The sibling is a pipe: to open it would block until someone writes, so coming back proves it shut."""
    os.mkfifo(tmp_path / "sibling.mp4")
    path = tmp_path / f"film{ending}"
    path.write_text(script)
    assert read_by_program(path) not in (0, None)
    with pytest.raises(Invalid):
        ffmpeg.open_media(path)


def test_the_trap_of_the_test_above_does_snap_without_the_lists(tmp_path: Path) -> None:
    film(tmp_path / "sibling.mp4")
    path = tmp_path / "film.mp4"
    path.write_text(SCRIPTS["concat"])
    with av.open(str(path)) as container:
        assert container.format.name == "concat"


@pytest.mark.parametrize(
    "name", ["concat:a.mp4|b.mp4", "-i", "http:x", "a%d.mp4", "subfile,,start,0,end,9,,:a"]
)
def test_no_name_is_an_instruction(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    film(tmp_path / "a.mp4").rename(path)
    assert read_by_program(path) == 0
    with ffmpeg.open_media(path) as container:
        assert len(container.streams.video) == 1


def test_a_decoder_that_is_not_listed_is_not_started(tmp_path: Path) -> None:
    path = film(tmp_path / "film.avi", "-c:v", "magicyuv")
    assert read_by_program(path) != 0
    with ffmpeg.open_media(path) as container, pytest.raises(av.FFmpegError):
        next(container.decode(video=0))


SINE = ("-f", "lavfi", "-i", "sine=440:duration=2", "-ac", "2")


def test_what_stands_in_the_place_of_samples_is_found_out_when_a_file_is_measured(tmp_path: Path) -> None:
    coded = made(tmp_path / "coded.dts", *SINE, "-c:a", "dca", "-strict", "-2").read_bytes()
    path = tmp_path / "disc.wav"
    with wave.open(str(path), "wb") as disc:
        disc.setparams((2, 2, 44_100, 0, "NONE", ""))
        disc.writeframes(bytes(8192) + coded[: len(coded) // 4 * 4])
    with ffmpeg.open_media(path) as container, pytest.raises(av.FFmpegError):
        next(container.decode(audio=0))


@pytest.mark.parametrize("words", [("-c:a", "pcm_s16le"), ("-c:a", "pcm_s24le"), ("-rf64", "always")])
def test_a_measured_file_of_samples_reads_as_it_does_when_it_is_measured(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    path = made(tmp_path / "voice.wav", *SINE, *words)
    read = []
    for measured in (False, True):
        with ffmpeg.open_media(path, measured=measured) as container:
            read.append([frame.to_ndarray().tobytes() for frame in container.decode(audio=0)])
    assert read[0] == read[1]
    assert read[0]


def test_too_large_a_picture_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "big.mkv", "-f", "lavfi", "-i", "color=s=8000x6000:d=0.04", "-c:v", "mjpeg")
    assert read_by_program(path) != 0
    with pytest.raises(Invalid, match="40 megapixels"):
        ffmpeg.open_media(path)


def test_too_many_streams_are_refused(tmp_path: Path) -> None:
    tones = [word for _ in range(33) for word in ("-map", "0")]
    path = made(tmp_path / "many.mkv", "-f", "lavfi", "-i", "sine=d=0.05", *tones, "-c:a", "pcm_s16le")
    with pytest.raises(Invalid, match="32 streams"):
        ffmpeg.open_media(path)


@pytest.mark.parametrize(
    "content", [b"", b"hello", os.urandom(5000), b"\x00\x00\x00\x18ftypmp42" + bytes(500)]
)
def test_what_is_no_media_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(content)
    with pytest.raises(Invalid):
        ffmpeg.open_media(path)


def test_a_file_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        ffmpeg.open_media(tmp_path / "none.mp4")
