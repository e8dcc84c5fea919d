"""Renders what each template of the gallery makes of its own answers, and shows the beginning of it there.

The films are made in a home of their own, which is thrown away; the picture is that of the first scene.
"""

import sys
import tempfile
from pathlib import Path

import av
from PIL import Image

from aura import config
from aura.actor import LOCAL
from aura.cli import film
from aura.services import Services
from aura.templates.using import Chosen

PRESET = "Draft 360p"
PICTURE_PX = 640
PICTURE_BYTES = 60_000
SHORTEST_S = 8


def main(wanted: list[str]) -> None:
    """Make the previews of the templates named, or of all."""
    aura = Services(config.load()).open()
    _ = aura.gallery  # what ships is taken in
    with aura.reading() as unit:
        rows = unit.templates.list(limit=200).items
        texts = {row.id: row.template_data for row in rows if row.id in wanted or not wanted}
    for name in set(wanted) - texts.keys():
        print(f"There is no template {name}.", file=sys.stderr)
    folder = aura.settings.cache_dir / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        desk = Services(config.load(Path(scratch), database_url="")).open()
        for name, text in texts.items():
            image, video = make(desk, name, text, folder)
            with aura.writing() as unit:
                unit.templates.shown_by(
                    name, image=f"templates/{image.name}", video=f"templates/{video.name}"
                )
            print(f"{name}: {image.stat().st_size:,} and {video.stat().st_size:,} bytes")
        desk.close()
    aura.close()


def make(desk: Services, name: str, text: str, folder: Path) -> tuple[Path, Path]:
    """A template's picture and film."""
    gallery = desk.gallery
    with desk.writing() as unit:
        if name not in {row.id for row in unit.templates.list(limit=200).items}:
            unit.templates.take_in(text)
    project_id = gallery.start(Chosen("template", name), {}, LOCAL)
    with desk.writing() as unit:
        export_id = unit.exports.request(project_id, PRESET).id
    film.make(desk, export_id, quiet=True)
    with desk.reading() as unit:
        first = unit.live(project_id).document().timeline.scenes[0]
        whole = unit.exports.file(export_id)
    assert first.media is not None
    image, video = folder / f"{name}.jpg", folder / f"{name}.mp4"
    shrink(desk.objects.path(first.media.asset), image)
    begin(whole, video)
    return image, video


def shrink(source: Path, out: Path) -> None:
    """A picture small enough for a page that shows many."""
    with Image.open(source) as picture:
        picture.thumbnail((PICTURE_PX, PICTURE_PX))
        for quality in range(88, 20, -8):
            picture.save(out, "JPEG", quality=quality, optimize=True)
            if out.stat().st_size <= PICTURE_BYTES:
                return


def begin(source: Path, out: Path) -> None:
    """The beginning of a film, packet for packet, up to a place where it can be cut."""
    with av.open(str(source)) as whole, av.open(str(out), "w", options={"movflags": "faststart"}) as cut:
        kept = (*whole.streams.video, *whole.streams.audio)  # chapters are of the whole film
        streams = {stream.index: cut.add_stream_from_template(stream) for stream in kept}
        end: float | None = None
        for packet in whole.demux(kept):
            if packet.pts is None or packet.dts is None or packet.time_base is None:
                continue
            at = float(packet.pts * packet.time_base)
            if packet.stream.type == "video" and packet.is_keyframe and at >= SHORTEST_S:
                end = at if end is None else end
            if end is None or at < end:
                packet.stream = streams[packet.stream.index]
                cut.mux(packet)


if __name__ == "__main__":
    main(sys.argv[1:])
