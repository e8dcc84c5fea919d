"""Where commands put what they make: whole or not at all, and in folders that are made."""

import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from aura.cli import places


def test_a_pipe_is_written_into_and_a_link_is_followed(tmp_path: Path) -> None:
    source, target = tmp_path / "source.mp4", tmp_path / "target.mp4"
    source.write_bytes(bytes(range(256)) * 1000)
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(target)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()

    places.put(source, pipe)
    places.put(source, link)

    assert pipe.is_fifo()
    reader.join()
    assert read == [source.read_bytes()]
    assert link.is_symlink()
    assert target.read_bytes() == source.read_bytes()
    assert sorted(tmp_path.iterdir()) == [link, pipe, source, target]


def test_what_breaks_off_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    out = tmp_path / "kept.bin"
    out.write_bytes(b"older")
    with suppress(RuntimeError), places.whole(out) as sink:
        sink.write(b"half")
        raise RuntimeError

    assert out.read_bytes() == b"older"
    assert [*tmp_path.iterdir()] == [out]


def test_folders_that_are_missing_are_made(run: Any, tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text("Bees dance.", encoding="utf-8")
    run("make", script, "--out", tmp_path / "film.mp4", "--preset", "Draft 360p")
    for name, *words in (
        ("lines.srt", "captions", "save", "latest", "--out"),
        ("bees.aura", "project", "pack", "latest", "--out"),
        ("bees.otio", "project", "otio", "latest", "--out"),
        ("sheet.png", "sheet", "latest", "--output"),
        ("bees.webp", "thumbnail", "latest", "--output"),
        ("first.png", "frame", "latest", "--at", "0", "--output"),
        ("voice.json", "waveform", "latest", "--scene", "1", "--output"),
        ("form.toml", "template", "export", "business-before-after", "--out"),
    ):
        out = tmp_path / words[-3] / words[0] / name
        ran = run(*words, out)
        assert ran.code == 0, ran.err
        assert out.stat().st_size > 0


def test_a_frame_is_a_png_and_no_other_name_is_taken(run: Any, tmp_path: Path) -> None:
    run("project", "create", "Bees", "--scene", "One.")
    ran = run("frame", "latest", "--at", "0", "--output", tmp_path / "first.jpg")

    assert ran == (2, "", "aura: The file's name ends in .png. (output)\n")
    assert not (tmp_path / "first.jpg").exists()
