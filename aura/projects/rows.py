"""Between the document's values and the rows that hold them.  Pure.

A scene's row carries its canonical bytes and, beside them, projections: object keys of its narration
and poster, its length in seconds, and whether nothing is missing for a render.
"""

from fractions import Fraction
from typing import Any

from aura.blobs import objects
from aura.timeline import codec
from aura.timeline.document import Asset, Brief, Head, Plan, Render, Voice
from aura.timeline.scene import Scene
from aura.timeline.terms import Value
from aura.timeline.time import seconds_from_frames

PART_COLUMNS: dict[type[Value], str] = {
    Brief: "brief_json",
    Plan: "plan_spec_json",
    Voice: "voice_spec_json",
    Render: "render_spec_json",
    Head: "head_json",
}


def part_columns(value: Value) -> dict[str, Any]:
    """A small part as columns of ``project_states``."""
    columns = {PART_COLUMNS[type(value)]: codec.encode_part(value).decode()}
    if isinstance(value, Head):
        columns |= {"title": value.title, "description": value.description}
    return columns


def scene_columns(scene: Scene, rate: Fraction) -> dict[str, Any]:
    """A scene as columns of ``scene_states``, without its keys and place."""
    content = codec.canonical(scene)
    return {
        "content": content,
        "digest": codec.digest(content),
        "script_text": scene.script_text,
        "audio_file_path": objects.key(scene.narration.audio) if scene.narration else None,
        "image_file_path": objects.key(scene.media.asset) if scene.media else None,
        "duration_seconds": seconds_from_frames(scene.length_frames, rate),
        "is_completed": is_completed(scene),
    }


def is_completed(scene: Scene) -> bool:
    """Whether a scene has all that a render needs: a picture and, where there are words, their sound."""
    seen = scene.media is not None or scene.drawn_by is not None
    return seen and (scene.narration is not None or not scene.script_text.strip())


def asset_columns(asset: Asset) -> dict[str, Any]:
    """An asset as columns of ``asset_states``, without its keys."""
    return {
        "content": codec.canonical(asset),
        "digest": bytes.fromhex(asset.digest),
        "asset_type": asset.type,
        "file_path": objects.key(asset.digest),
        "file_size_bytes": asset.size_bytes,
        "mime_type": asset.mime,
    }
