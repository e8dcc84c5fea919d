"""The third step: who speaks, how fast and how high, and a sample to listen to."""

from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from aura.api.wire import ProjectId, Reading, services
from aura.errors import Conflict
from aura.services import Unit
from aura.timeline.codec import digest_of
from aura.timeline.document import Brief, Voice
from aura.web.plan_words import PAUSES
from aura.web.recording_lines import recordings_of
from aura.web.rendering import page
from aura.web.studio import studio_page
from aura.web.voices import MAKERS, sample_of, voices_for

router = APIRouter(prefix="/projects/{project_id}", include_in_schema=False)


class Speaking(NamedTuple):
    """A project's voice, the language it speaks, and a name for how both sound together."""

    voice: Voice
    language: str
    sounds: str

    @classmethod
    def of(cls, unit: Unit, project_id: ProjectId) -> "Speaking":
        live = unit.live(project_id)
        voice, brief = live.part(Voice), live.part(Brief)
        return cls(voice, brief.language, f"{digest_of(voice).hex()[:16]}-{brief.language}")


@router.get("/voice")
def show_voice(request: Request, project_id: ProjectId, every: Annotated[bool, Query()] = False) -> Response:
    """Who speaks."""
    aura = services(request)
    known = aura.studio.makers.offline_speaker.voices()
    with aura.reading() as unit:
        speaking = Speaking.of(unit, project_id)
        may_ask = "online" in (speaking.voice.source, unit.usual.document.voice.source)
        return studio_page(
            request,
            unit,
            project_id,
            "voice",
            "voice.html",
            speaking=speaking,
            voices=voices_for(known, speaking.language, speaking.voice.name),
            pauses=PAUSES,
            makers=MAKERS if may_ask else (),
            recordings=recordings_of(
                unit.live(project_id).document(), f"/projects/{project_id}", every=every
            ),
        )


@router.get("/voice/listen")
def show_player(request: Request, unit: Reading, project_id: ProjectId) -> Response:
    """The player, for the voice as it is now."""
    speaking = Speaking.of(unit, project_id)
    return page(request, "parts/listen.html", path=f"/projects/{project_id}", speaking=speaking)


@router.get("/voice/sample")
def get_sample(request: Request, project_id: ProjectId) -> Response:
    """The beginning of the script, or a sentence of Aura's own, in the project's voice."""
    aura = services(request)
    with aura.reading() as unit:
        voice, language, _ = Speaking.of(unit, project_id)
        live = unit.live(project_id)
        first = live.at(1)
        scene = live.find_scene(first) if first else None
    if voice.source == "online":
        raise Conflict("A server speaks this project; it is asked when the video is made.")
    spoken = aura.studio.makers.offline_speaker.speak(
        sample_of(scene.script_text if scene else "", language),
        language=language,
        voice=voice.name,
        rate_percent=voice.rate_percent,
        pitch_percent=voice.pitch_percent,
    )
    return Response(spoken.wav, media_type="audio/wav", headers={"Cache-Control": "private, max-age=3600"})
