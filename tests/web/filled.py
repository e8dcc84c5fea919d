"""An Aura in which every text that a person can give is given, and the address of every page over it.

``fill`` gives the texts; ``Ids`` is what was made; ``addresses`` walks the application's own routes, so that
no page can be forgotten: each is visited, or named in ``UNVISITED`` with the reason.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import av
import msgspec
import numpy as np
from fastapi import FastAPI
from starlette.testclient import TestClient

from aura.exports.exports import reference
from aura.exports.presets import Changes, kept
from aura.exports.tables import ExportHistory
from aura.ids import new_id
from aura.projects.tables import ProjectVersion
from aura.services import Services, Unit
from aura.templates.custom_templates import Card
from aura.timeline.document import Asset, Brief, Head, Music, Plan, Pronunciation, Section, Voice, Watermark
from aura.timeline.edits.fields import SetBrief
from aura.timeline.edits.hearing import SetMusic
from aura.timeline.edits.putting import Inserted, PutScenes
from aura.timeline.edits.scenes import SetSceneText
from aura.timeline.scene import Cue, Media, Overlay, Scene, SceneVoice, Scripted
from tests.web.scenic import png, sound

LINE = 300
"""The longest line of a document: what is given is cut to it."""
STATES: Mapping[str, Mapping[str, Any]] = {
    "Queued": {},
    "InProgress": {"progress": 41.0, "stage": "Render"},
    "Failed": {},
    "Cancelled": {},
    "Completed": {"output_file": "film.mp4", "progress": 100.0, "duration_seconds": 4.0, "file_size": 9_000},
}
GREY = np.full((36, 64, 3), 128, np.uint8)
UNVISITED: Mapping[str, str] = {
    "/static/{print}/{name:path}": "files of the wizard's own, none of a user's; test_files is about them",
    "/projects/{project_id}/live": "a stream without an end, of numbers alone; test_live is about it",
    "/exports/live": "a stream without an end, of words that make pages ask for their pieces anew",
    "/projects/{project_id}/voice/sample": "sound",
    "/projects/{project_id}/voice/scenes/{scene_id}/sound": "sound",
    "/projects/{project_id}/stretch/film": "a film",
    "/exports/{export_id}/film": "a film",
    "/projects/{project_id}/pictures/{digest}": "a picture",
    "/projects/{project_id}/history/picture": "a picture",
}
"""Routes that are no pages, and why."""


class Ids(NamedTuple):
    """What was made: what the places in addresses are filled with, and a text to search for."""

    names: Mapping[str, Sequence[str]]
    text: str


def fill(aura: Services, texts: Sequence[str]) -> Ids:
    """Give these texts to every field: together where there is one of it, one by one elsewhere."""
    words = " ".join(texts)
    line = words[:LINE]
    with aura.writing() as unit:
        unit.setup.save(tier="OwnServer")
        unit.setup.complete()
        for key in ("text", "speech", "images"):
            unit.configuration.set(f"{key}.base_url", "http://127.0.0.1:9/v1")
            unit.configuration.set(f"{key}.model", line)
            unit.configuration.set(f"{key}.base_url", "")
        unit.configuration.set("speech.voice", line)
        for text in texts:
            unit.presets.save(text, Changes())
    sizes = {"width_px": 320, "height_px": 180}
    pictures = [
        _brought(aura, png(20 * number % 256), type="Image", mime="image/png", name=text, **sizes)
        for number, text in enumerate(texts)
    ]
    music = _brought(aura, sound(), type="Audio", mime="audio/wav", name=line, has_audio=True)
    scenes = [_scene(words, pictures[number].digest, voice) for number, voice in enumerate(("", "", line))]
    with aura.writing() as unit:
        project = _project(unit, words)
        for picture in pictures:
            unit.assets.add(project, picture)
        unit.assets.add(project, music)
        unit.editing.apply(project, [PutScenes(inserted=_in_order(scenes))])
        unit.editing.apply(project, [SetMusic(music=Music(asset=music.digest))])
        named = unit.versions.save(project, name=line, description=words, important=True)
        first, second, _ = scenes
        unit.editing.apply(project, [SetSceneText(scene=first.id, text=f"{words} {words}")])
        unit.editing.apply(project, [SetBrief(goal=words[: LINE // 2])])
        unit.editing.undo(project)
        newest = unit.versions.save(project, version_type="Autosave", description=words)
        exports = _exports(unit, named, words)
        own = _templates(unit, project, texts)
        gone = _project(unit, words)
        unit.projects.delete(gone)
        other = _project(unit, words, voice=line)
        drawn = Scripted(name="rain", parameters=msgspec.json.encode({"words": words}).decode())
        scripted = Scene(id=str(new_id()), title=line, script_text=words, drawn_by=drawn)
        unit.editing.apply(other, [PutScenes(inserted=_in_order([scripted]))])
    names = {
        "project_id": [str(project), str(other)],
        "scene_id": [second.id],
        "number": [str(newest.version_number), str(named.version_number), "1"],
        "export_id": exports,
        "template_id": ["youtube-explainer", "own-words"],
        "custom_template_id": own,
        "digest": [pictures[0].digest],
        "preset_name": list(texts),
        "step": ["welcome", "checks", "keys", "done"],
        "kind": ["text"],
        "deleted": [str(gone)],
    }
    return Ids(names, texts[0])


def _project(unit: Unit, words: str, voice: str = "") -> uuid.UUID:
    line = words[:LINE]
    spoken = (Pronunciation(written=words[:100], spoken=words[:200]),)
    project = unit.projects.create(
        brief=Brief(topic=line, audience=line, goal=line, tone=line, notes=words),
        plan=Plan(sections=(Section(title=line, summary=words),) * 2),
        voice=Voice(name=voice, pronunciations=spoken),
        head=Head(title=line, description=words, watermark=Watermark(text=line)),
    )
    return project.id


def _in_order(scenes: Sequence[Scene]) -> tuple[Inserted, ...]:
    places = ["start", *(scene.id for scene in scenes)]
    return tuple(Inserted(scene=scene, after=place) for scene, place in zip(scenes, places, strict=False))


def _scene(words: str, picture: str, voice: str) -> Scene:
    line = words[:LINE]
    return Scene(
        id=str(new_id()),
        title=line,
        script_text=words,
        media=Media(asset=picture),
        captions=(Cue(start_ms=0, end_ms=900, text=words[:500]),),
        overlays=(Overlay(text=line, detail=line),),
        voice=SceneVoice(name=voice) if voice else None,
    )


def _brought(aura: Services, data: bytes, **facts: Any) -> Asset:
    """A file of the user's, of which this is told."""
    with aura.objects.receive(None) as incoming:
        incoming.write(data)
        stored = incoming.keep()
    return Asset(digest=stored.digest, **facts)


def _exports(unit: Unit, version: ProjectVersion, words: str) -> list[str]:
    """An export of a version in each state, each of a preset that is called by the texts."""
    project, made = version.project_id, []
    preset = kept(unit.presets.preset("Standard 720p"))
    of = {"project_id": project, "version_id": version.id, "error_message": words, "preset_json": preset}
    for status, facts in STATES.items():
        row = ExportHistory(
            id=str(new_id()),
            input_file=reference(project, version.version_number),
            preset_name=words[:100],
            status=status,
        )
        for name, value in {**of, **facts}.items():
            setattr(row, name, value)
        if status == "Completed":
            row.error_message = None
        unit.work.session.add(row)
        made.append(row.id)
    unit.work.session.flush()
    _film(unit.services.settings.exports_dir / "film.mp4")
    return made


def _film(path: Path) -> None:
    """A film of a second, of grey."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for _ in range(10):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(GREY, "rgb24")))
        out.mux(stream.encode(None))


def _templates(unit: Unit, project: uuid.UUID, texts: Sequence[str]) -> list[str]:
    """Own templates called by the texts, and one of the gallery that asks with them."""
    words = " ".join(texts)
    made = [
        unit.custom_templates.create(
            Card(name=text, description=words, author=words[:200]), {"brief": {"topic": "Lamps"}}
        ).id
        for text in texts
    ]
    unit.templates.take_in(_file(words))
    return made


def _file(words: str) -> str:
    """A template's file: a literal string of TOML holds the texts as they are."""
    line = words[:LINE]
    said = words.replace("{{", "{{braces}}")
    asked = f"label = '''{line}'''\nhelp = '''{line}'''\ndefault = '''{line[:200]}'''\n"
    return (
        f"id = 'own-words'\nname = '''{line[:100]}'''\ndescription = '''{words}'''\n"
        f"category = 'Creative'\nauthor = '''{line[:200]}'''\ntitle = '{{{{what}}}}'\n"
        "[brief]\ntopic = '{{what}}'\n"
        f"[[variables]]\nname = 'what'\n{asked}"
        f"[[scenes]]\ntitle = '''{said[:LINE]}'''\ntext = '''{said}'''\n"
    )


def routes(app: FastAPI) -> dict[str, bool]:
    """What the wizard answers to a GET, as the application has it, and whether the answer has an end."""
    found = {
        context.path: getattr(context.response_class, "media_type", None) != "text/event-stream"
        for router in app.routes
        if hasattr(router, "effective_route_contexts")
        for context in router.effective_route_contexts()
        if "GET" in context.methods and not context.path.startswith("/api/")
    }
    return dict(sorted(found.items()))


QUERIES: Mapping[str, Sequence[str]] = {
    "/": ["", "?search={text}", "?deleted={deleted}", "?status=Draft"],
    "/exports": ["", "?search={text}", "?status=Failed", "?preset={preset_name}"],
    "/exports/which": [
        "",
        "?mark={text}",
        "?mark=aura:projects/{project_id}/versions/{number}&size=9000",
        "?mark=aura:projects/{project_id}/versions/{number}&size=1",
    ],
    "/presets/new": ["?like={preset_name}"],
    "/presets/edit": ["?name={preset_name}"],
    "/projects/{project_id}/frame": ["?at=brief"],
    "/projects/{project_id}/history": ["", "?version={number}", "?version={number}&against=2", "?show=99"],
    "/projects/{project_id}/scenes": ["", "?scene={scene_id}"],
    "/projects/{project_id}/scenes/find": ["?text={text}", "?text=e"],
    "/projects/{project_id}/stretch": ["?scene={scene_id}"],
    "/projects/{project_id}/strip": ["", "?scene={scene_id}"],
}
"""What is asked of a page besides its address, where it is shown another way then."""


def addresses(app: FastAPI, ids: Ids) -> Iterator[tuple[str, str]]:
    """Each route, and its address, once for each thing that its place can be filled with."""
    values = {name: list(each) for name, each in ids.names.items()}
    for route, has_an_end in routes(app).items():
        if route in UNVISITED or not has_an_end:
            continue
        for query in QUERIES.get(route, [""]):
            for address in _filled(route + query, values, ids.text):
                yield route, address


def documents(app: FastAPI, ids: Ids) -> list[str]:
    """The addresses that show a whole page, one of each way it is asked: pieces and files are left out."""
    firsts: dict[tuple[str, str], str] = {}
    for route, address in addresses(app, ids):
        firsts.setdefault((route, address.partition("?")[2].partition("=")[0]), address)
    client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
    return [address for address in firsts.values() if _is_document(client, address)]


def _is_document(client: TestClient, address: str) -> bool:
    answer = client.get(address, follow_redirects=False)
    return answer.status_code == 200 and answer.text.startswith("<!doctype html>")


def _filled(pattern: str, values: Mapping[str, Sequence[str]], text: str) -> Iterator[str]:
    """The pattern with each place filled with its first value; then with each of the others in turn."""
    places = [name for name in [*values, "text"] if f"{{{name}}}" in pattern]
    first = {name: values[name][0] for name in places if name != "text"} | {"text": text}
    seen = set()
    for name in places or [""]:
        for number in count() if name and name != "text" else range(1):
            if name in values and number >= len(values[name]):
                break
            chosen = first | ({name: values[name][number]} if name in values else {})
            address = pattern
            for place, value in chosen.items():
                address = address.replace(f"{{{place}}}", quote(value, safe=""))
            if address not in seen:
                seen.add(address)
                yield address
