"""The third step: who speaks, how fast and how high, and a sample to listen to."""

from typing import Annotated, NamedTuple

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from aura.api.wire import ProjectId, Reading, services
from aura.errors import Conflict
from aura.generation.missing import Speech, speech_of
from aura.projects.live import LiveView
from aura.services import Services
from aura.timeline.codec import digest
from aura.timeline.document import Brief, Document, Plan, Voice
from aura.timeline.scene import Scene
from aura.web.inspector_words import PAUSES
from aura.web.recording_lines import recordings_of
from aura.web.rendering import page
from aura.web.studio import studio_page
from aura.web.voices import MAKERS, sample_of, voices_for

router = APIRouter(prefix="/projects/{project_id}", include_in_schema=False)


class Speaking(NamedTuple):
    """A project's voice, the language it speaks, and a sample of both."""

    voice: Voice
    language: str
    sample: Speech

    @property
    def sounds(self) -> str:
        """A name for how the sample sounds."""
        return digest(msgspec.json.encode(self.sample)).hex()[:16]

    @classmethod
    def of(cls, live: LiveView) -> "Speaking":
        voice, brief = live.part(Voice), live.part(Brief)
        first = live.find_scene(found) if (found := live.at(1)) else None
        said = sample_of(first.script_text if first else "", brief.language)
        film = Document(brief=brief, plan=live.part(Plan), voice=voice)
        sample = speech_of(Scene(id=found or "", script_text=said), film)
        if sample is None:  # a sample says something, whatever the script does
            raise AssertionError(said)
        return cls(voice, brief.language, sample)


@router.get("/voice")
def show_voice(request: Request, project_id: ProjectId, every: Annotated[bool, Query()] = False) -> Response:
    """Who speaks."""
    aura = services(request)
    known = aura.studio.makers.offline_speaker.voices()
    with aura.reading() as unit:
        live = unit.live(project_id)
        speaking = Speaking.of(live)
        may_ask = "online" in (speaking.voice.source, unit.usual.speech)
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
            recordings=recordings_of(live.document(), f"/projects/{project_id}", every=every),
        )


@router.get("/voice/listen")
def show_player(request: Request, unit: Reading, project_id: ProjectId) -> Response:
    """The player, for the voice as it is now."""
    speaking = Speaking.of(unit.live(project_id))
    return page(request, "parts/listen.html", path=f"/projects/{project_id}", speaking=speaking)


@router.get("/voice/sample")
def get_sample(request: Request, project_id: ProjectId) -> Response:
    """The beginning of the script, or a sentence of Aura's own, in the project's voice."""
    aura = services(request)
    with aura.reading() as unit:
        sample = Speaking.of(unit.live(project_id)).sample
    return heard(aura, sample, "private, max-age=3600")


def heard(aura: Services, speech: Speech, kept: str) -> Response:
    """What is said, as it sounds on this machine; ``kept`` says how long a browser keeps it."""
    if speech.voice.source == "online":
        raise Conflict("A server speaks this project; it is asked when the video is made.")
    spoken = aura.studio.makers.offline_speaker.speak(
        speech.said,
        language=speech.language,
        voice=speech.voice.name,
        rate_percent=speech.rate_percent,
        pitch_percent=speech.voice.pitch_percent,
    )
    return Response(spoken.wav, media_type="audio/wav", headers={"Cache-Control": kept})
