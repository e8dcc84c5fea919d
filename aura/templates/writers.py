"""Who writes the scripts that templates leave to be written, asked as their pipelines say."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from aura.actor import Actor
from aura.generation.studio import Studio
from aura.generation.usual import Usual
from aura.providers.online.disclosure import Disclosure
from aura.providers.text.drafter import Drafter
from aura.templates.blueprint import Stage, StageOptions
from aura.templates.filling import Filled

if TYPE_CHECKING:
    from aura.providers.online.drafter import Manner

Asked = Mapping[Stage, StageOptions]


class Writers:
    """Gives them to a ``Gallery``; ``usual`` says who writes for an actor."""

    def __init__(self, studio: Callable[[], Studio], usual: Callable[[Actor], Usual]) -> None:
        self._studio, self._usual = studio, usual

    def drafter(self, actor: Actor, project_id: uuid.UUID | None, film: Filled) -> Drafter:
        """Raises ``Unavailable`` where no server is set up that is to be asked."""
        how = _script(film.pipeline)
        makers, source = self._studio().makers, self._usual(actor).text
        return makers.drafter(
            source, project_id, actor, voice=film.voice, model=how.model, manner=_manner(how)
        )

    def tells(self, actor: Actor, film: Filled, asked: Asked) -> Sequence[Disclosure]:
        """What having a film's script written would send to a server."""
        how = _script(asked)
        return self._studio().writing_tells(
            film.brief, film.plan, actor, model=how.model, instructions=how.instructions
        )


def _script(asked: Asked) -> StageOptions:
    return asked.get("Script") or StageOptions()


def _manner(how: StageOptions) -> "Manner":
    from aura.providers.online.drafter import Manner  # loads what asks servers

    return Manner(instructions=how.instructions, temperature_percent=how.temperature_percent)
