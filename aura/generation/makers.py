"""Who makes things: what works offline, and the servers that were set up, for projects that want them.

Nothing is opened before it is needed.  Every question to a server is written down with its answer, in a
unit of work of its own, so that what failed is on record too.
"""

import uuid
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from aura.actor import Actor
from aura.blobs.objects import Objects
from aura.db.work import Units
from aura.errors import Unavailable
from aura.generation.drawing import Drawing
from aura.generation.making import Stage
from aura.generation.narrating import Narrating
from aura.generation.scoring import Scoring
from aura.generation.timing import Timing
from aura.media.prober import Prober
from aura.projects.tables import ProjectState
from aura.providers.online.endpoint import Endpoint
from aura.setup.catalogue import Kind
from aura.timeline.document import Voice
from aura.timeline.terms import Source

if TYPE_CHECKING:  # these take their time to load, and most commands make nothing
    from aura.media.listening import Heard, Listener
    from aura.providers.online.call import Call
    from aura.providers.online.drafter import Manner
    from aura.providers.online.illustrator import Illustrator
    from aura.providers.speech.speaker import Speaker
    from aura.providers.text.drafter import Drafter

WORDS: dict[Kind, str] = {"text": "texts", "speech": "speech", "images": "pictures"}


class Makers:
    """The makers of one Aura; ``endpoint`` tells which server is set up for a kind of work, if one is."""

    def __init__(
        self, units: Units, objects: Objects, prober: Prober, endpoint: Callable[[Kind], Endpoint | None]
    ) -> None:
        self._units = units
        self._objects = objects
        self._prober = prober
        self._endpoint = endpoint

    def stages(self, project_id: uuid.UUID, actor: Actor) -> Sequence[Stage]:
        """All that a project may be in want of, in the order in which it is made."""
        record = self._recorder(project_id, actor)
        speakers: dict[Source, Speaker] = {}

        def speaker(source: Source) -> "Speaker":
            if source not in speakers:
                speakers[source] = self.speaker(source, record)
            return speakers[source]

        @cache  # it learns how its server wants to be asked
        def illustrator() -> "Illustrator":
            return self.illustrator(record)

        return (
            Narrating(self._objects, speaker),
            Timing(self._objects, self._hear),
            Drawing(self._objects, illustrator),
            Scoring(self._objects),
        )

    def drafter(
        self,
        source: Source,
        project_id: uuid.UUID | None,
        actor: Actor,
        *,
        voice: Voice | None = None,
        model: str = "",
        manner: "Manner | None" = None,
    ) -> "Drafter":
        """Who writes scripts, for ``voice`` to speak; ``model`` and ``manner`` are for one who is asked over
        a server.

        Raises ``Unavailable`` when no server is set up to.
        """
        if source == "offline":
            from aura.providers.text.offline import OfflineDrafter

            return OfflineDrafter(voice)
        from aura.providers.online.drafter import Manner, OnlineDrafter

        endpoint = self.required("text")
        endpoint = replace(endpoint, model=model or endpoint.model)
        record = self._recorder(project_id, actor)
        return OnlineDrafter(endpoint, record, manner=manner or Manner(), voice=voice or Voice())

    def speaker(self, source: Source, record: "Callable[[Call], None]") -> "Speaker":
        """Who speaks."""
        if source == "offline":
            return self.offline_speaker
        from aura.providers.online.speaker import OnlineSpeaker

        return OnlineSpeaker(self.required("speech"), record, self.listener.fetch)

    def illustrator(self, record: "Callable[[Call], None]") -> "Illustrator":
        """Who makes pictures where Aura does not draw them itself."""
        from aura.providers.online.illustrator import OnlineIllustrator

        return OnlineIllustrator(self.required("images"), record, self._prober.probe)

    def required(self, kind: Kind) -> Endpoint:
        """The server for this kind of work.  Raises ``Unavailable``, saying how one is set up."""
        endpoint = self._endpoint(kind)
        if endpoint is None:
            raise Unavailable(
                f"No server is set up for {WORDS[kind]}: `aura config set {kind}.base_url URL` sets one, "
                "or choose offline.",
                field=f"{kind}.base_url",
            )
        return endpoint

    @cached_property
    def offline_speaker(self) -> "Speaker":
        from aura.providers.speech.espeak import EspeakSpeaker

        return EspeakSpeaker()

    def _hear(self, path: Path) -> "Heard":
        return self.listener.hear(path)

    @cached_property
    def listener(self) -> "Listener":
        from aura.media.listening import Listener

        return Listener()

    def close(self) -> None:
        """Let go of what was opened."""
        for opened in ("offline_speaker", "listener"):
            if opened in self.__dict__:
                self.__dict__.pop(opened).close()

    def _recorder(self, project_id: uuid.UUID | None, actor: Actor) -> "Callable[[Call], None]":
        def record(call: "Call") -> None:
            from aura.audit.completions import Completions

            with self._units.writing(actor) as work:
                there = project_id and work.session.get(ProjectState, project_id)  # or purged meanwhile
                Completions(work).record(call, there.id if there else None)

        return record
