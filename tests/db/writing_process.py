"""One of several processes that write to one project as fast as they can; tells on its output what it did.

    python writing_process.py HOME DATABASE_URL PROJECT_ID SCENE_ID

Prints "ready", waits for a line "SECONDS MODE", works that long, prints what it did as one line of JSON,
and waits for the next line.  MODE is "aura", or "default": the same work on an engine whose SQLite
connections and transactions are as the libraries make them, without what ``aura.db.engine`` adds.
"""

import json
import sys
import time
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

from aura import config
from aura.db import engine, engines
from aura.errors import Stale
from aura.projects.editing import tag
from aura.services import Services
from aura.timeline.edits.scenes import SetSceneDuration, SetSceneText

HOME, URL = Path(sys.argv[1]), sys.argv[2]
PROJECT, SCENE = uuid.UUID(sys.argv[3]), sys.argv[4]


def count_up(services: Services) -> None:
    """Read a number and its tag, let go, and write the number plus one: ``Stale`` when another was faster."""
    with services.reading() as unit:
        live = unit.live(PROJECT)
        scene = live.find_scene(SCENE)
        seen = tag(live, f"scene:{SCENE}")
    with services.writing() as unit:
        more = SetSceneDuration(scene=SCENE, frames=scene.authored_frames + 1)
        unit.editing.apply(PROJECT, [more], expected=seen)


def edit(services: Services) -> None:
    with services.writing() as unit:
        first = unit.live(PROJECT).at(1)
        unit.editing.apply(PROJECT, [SetSceneText(scene=first, text=uuid.uuid4().hex)], merge=False)


def save(services: Services) -> int:
    with services.writing() as unit:
        return unit.versions.save(PROJECT).version_number


def work(services: Services, seconds: float) -> dict[str, Any]:
    done, errors = Counter[str](), Counter[str]()
    numbers: list[int] = []
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for verb in (count_up, edit, save):
            try:
                made = verb(services)
                done[verb.__name__] += 1
                if made is not None:
                    numbers.append(made)
            except Stale:
                done["stale"] += 1
            except Exception as error:  # noqa: BLE001  # whatever it is, the test must hear of it
                errors[f"{type(error).__name__}: {error}"[:200]] += 1
    return {"done": done, "numbers": numbers, "errors": errors}


def main() -> None:
    print("ready", flush=True)
    for line in sys.stdin:
        seconds, mode = line.split()
        if mode == "default":
            engines._configure_sqlite = engine.Database._begin = lambda *_, **__: None
        services = Services(config.load(HOME, database_url=URL))
        services.database.engine  # noqa: B018
        result = work(services, float(seconds))
        services.close()
        print(json.dumps(result), flush=True)


main()
