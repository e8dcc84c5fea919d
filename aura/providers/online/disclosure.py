"""What is about to leave for a provider, said before it does.  Pure."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from msgspec import Struct

from aura.providers.online.call import Stage
from aura.providers.online.endpoint import Endpoint
from aura.providers.online.faults import host_of

_WHAT: dict[Stage, tuple[str, str]] = {
    "Script": ("The brief and the plan", "to draft the script"),
    "Voice": ("The words of {scenes}", "to be spoken"),
    "Visuals": ("Titles and words of {scenes}, with the film's topic and tone", "to have pictures made"),
}


class Disclosure(Struct, frozen=True, kw_only=True):
    """Who gets what.  ``what`` is a sentence for a person; ``encrypted`` is false over plain http."""

    host: str
    model: str
    stage: Stage
    what: str
    characters: int
    encrypted: bool


def disclosure(stage: Stage, endpoint: Endpoint, sent: Sequence[str]) -> Disclosure:
    """What asking ``endpoint`` would send.

    ``sent`` are the user's texts: for a script ``[prompts.material(brief, plan)]``, else one for each scene.
    """
    what, purpose = _WHAT[stage]
    host, characters = host_of(endpoint), sum(map(len, sent))
    encrypted = urlsplit(endpoint.base_url).scheme == "https"
    scenes = "1 scene" if len(sent) == 1 else f"{len(sent):,} scenes"
    sentence = (
        f"{what.format(scenes=scenes)} ({characters:,} characters) are sent to {host}, "
        f"model {endpoint.model}, {purpose}"
    )
    return Disclosure(
        host=host,
        model=endpoint.model,
        stage=stage,
        what=sentence + ("." if encrypted else ", unencrypted."),
        characters=characters,
        encrypted=encrypted,
    )
