"""What new projects begin with where nobody says otherwise."""

from typing import NamedTuple, Self

from msgspec import convert

from aura.setup.configuration import Defaults
from aura.timeline.document import Brief, Document, Render, Voice
from aura.timeline.terms import Source


class Usual(NamedTuple):
    """The document to begin with, and who writes its script."""

    document: Document
    text: Source

    @classmethod
    def of(cls, defaults: Defaults, *, text: Source, speech: Source, images: Source) -> Self:
        """From the settings' defaults, and from who is set up to make what."""
        document = Document(
            brief=convert({"language": defaults.language, "aspect": defaults.aspect}, Brief),
            voice=Voice(name=defaults.voice, source=speech),
            render=Render(preset=defaults.preset, pictures=images),
        )
        return cls(document, text)

    def offline(self) -> "Usual":
        """The same, all of it made on this machine."""
        made = self.document
        document = Document(
            brief=made.brief,
            voice=Voice(name=made.voice.name),
            render=Render(preset=made.render.preset),
        )
        return Usual(document, "offline")
