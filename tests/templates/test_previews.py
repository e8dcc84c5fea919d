"""``scripts/previews`` makes what the gallery shows of a template, and says in the table where it is."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import av
from PIL import Image

from aura import config
from aura.services import Services
from aura.shipped import shipped
from aura.templates.reading import written

SCRIPT = shipped("templates").parent / "scripts" / "previews.py"


def test_a_template_is_shown_by_a_small_picture_and_the_beginning_of_its_film(
    tmp_path: Path, template: Any
) -> None:
    scenes = [{"title": f"Lakes {number}", "length_ms": 3_000, "transition": "cut"} for number in range(5)]
    aura = Services(config.load(tmp_path, database_url="")).open()
    with aura.writing() as unit:
        unit.templates.take_in(written(template(scenes=scenes, brief={"topic": "Lakes", "aspect": "4:5"})))
    environment = {**os.environ, "AURA_HOME": str(tmp_path), "AURA_DATABASE_URL": "", "AURA_WORKERS": "1"}
    command = [sys.executable, str(SCRIPT), "a-template", "not-there"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("a-template: ")
    assert done.stderr == "There is no template not-there.\n"
    with aura.reading() as unit:
        row = unit.templates.get("a-template")
        projects = unit.projects.list().items
    aura.close()
    assert projects == []
    assert (row.preview_image, row.preview_video) == ("templates/a-template.jpg", "templates/a-template.mp4")
    picture = aura.settings.cache_dir / row.preview_image
    assert picture.stat().st_size <= 60_000
    with Image.open(picture) as image:
        assert (image.format, image.size) == ("JPEG", (512, 640))
    with av.open(str(aura.settings.cache_dir / row.preview_video)) as film:
        frames = sum(1 for _ in film.decode(video=0))
        assert {stream.type for stream in film.streams} == {"video", "audio"}
    assert frames == 3 * 90, "it ends with the first scene that ends after eight seconds"
