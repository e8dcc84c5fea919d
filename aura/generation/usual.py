"""What new projects begin with where nobody says otherwise."""

from typing import NamedTuple

from msgspec import convert

from aura.errors import Unavailable
from aura.setup.configuration import Defaults
from aura.timeline.document import Brief, Document, Render, Voice
from aura.timeline.terms import Source


class Usual(NamedTuple):
    """Who is set up to make what, and the settings' defaults; or the error that keeps those from being used,
    which stops nobody but who begins a project."""

    defaults: Defaults | Unavailable
    text: Source
    speech: Source
    images: Source

    @property
    def document(self) -> Document:
        """The document to begin with.  Raises ``Unavailable``."""
        defaults = self.defaults
        if isinstance(defaults, Unavailable):
            raise defaults
        return Document(
            brief=convert({"language": defaults.language, "aspect": defaults.aspect}, Brief),
            voice=Voice(name=defaults.voice, source=self.speech),
            render=Render(preset=defaults.preset, pictures=self.images),
        )

    def offline(self) -> "Usual":
        """The same, all of it made on this machine."""
        return Usual(self.defaults, "offline", "offline", "offline")
