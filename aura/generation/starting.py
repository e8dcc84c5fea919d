"""A new project from a text: a brief is drafted, a finished script is taken word for word."""

import uuid
from math import ceil
from pathlib import PurePath

from aura.actor import Actor
from aura.db.work import Units
from aura.generation.drafting import write_in
from aura.projects.projects import Projects
from aura.projects.subtitle_files import format_of, read
from aura.projects.subtitle_script import script_of
from aura.providers.text.brief import kind_of, read_brief
from aura.providers.text.drafter import Draft, Drafter
from aura.providers.text.language import detect
from aura.providers.text.pace import spoken_s
from aura.providers.text.script import read_script
from aura.timeline.document import Brief, Head, Plan, Render, Voice

ROUND_S = 5
LONGEST_S = 36_000
"""What a plan's length is rounded up to, and the longest there is."""


def start(
    units: Units,
    actor: Actor,
    text: str,
    name: str,
    drafter: Drafter,
    *,
    voice: Voice | None = None,
    render: Render | None = None,
) -> uuid.UUID:
    """Make a project with its first version and its scenes; answers its id.

    ``name`` is the file's: what the text is, is decided by it and by the text (``kind_of``).
    """
    if is_script(text, name):
        brief, plan, written = _scripted(text, name)
    else:
        brief, plan = read_brief(text)
        written = drafter.draft(brief, plan)
    with units.writing(actor) as work:
        head = Head(title=written.title or brief.topic)
        project = Projects(work).create(brief=brief, plan=plan, head=head, voice=voice, render=render)
        write_in(work, project.id, written)
        return project.id


def is_script(text: str, name: str) -> bool:
    """Whether a text is taken word for word: a script, or subtitles."""
    return format_of(name) is not None or kind_of(text, name) == "script"


def _scripted(text: str, name: str) -> tuple[Brief, Plan, Draft]:
    """A script's own title is its topic, or else its first scene's, or the name of its file.

    The film is to be as long as it takes to say.
    """
    subtitles = format_of(name) is not None
    written = script_of(read(text.encode())) if subtitles else read_script(text)
    said = " ".join(scene.script_text for scene in written.scenes)
    topic = written.title or written.scenes[0].title or PurePath(name).stem or "A film"
    brief = Brief(topic=topic[:300], language=detect(said) or "en")
    seconds = ceil(spoken_s(said, brief.language) / ROUND_S) * ROUND_S
    return brief, Plan(target_duration_s=min(max(seconds, ROUND_S), LONGEST_S)), written
