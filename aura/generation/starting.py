"""A new project from a text: a brief is drafted, a finished script is taken word for word."""

import uuid
from math import ceil
from pathlib import PurePath

from msgspec.structs import replace

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
from aura.timeline.document import Brief, Document, Head, Plan

USUAL = Document()
ROUND_S = 5
LONGEST_S = 36_000
"""What a plan's length is rounded up to, and the longest there is."""


def start(
    units: Units,
    actor: Actor,
    text: str,
    name: str,
    drafter: Drafter,
    usual: Document = USUAL,
) -> uuid.UUID:
    """Make a project with its first version and its scenes; answers its id.

    ``name`` is the file's: what the text is, is decided by it and by the text (``kind_of``).  What the text
    does not say is as ``usual``: language, shape, voice and render.
    """
    if is_script(text, name):
        brief, plan, written = _scripted(text, name, usual.brief)
    else:
        brief, plan = read_brief(text, usual.brief)
        written = drafter.draft(brief, plan)
    with units.writing(actor) as work:
        head = Head(title=written.title or brief.topic)
        project = Projects(work).create(
            brief=brief, plan=plan, head=head, voice=usual.voice, render=usual.render
        )
        write_in(work, project.id, written)
        return project.id


def is_script(text: str, name: str) -> bool:
    """Whether a text is taken word for word: a script, or subtitles."""
    return format_of(name) is not None or kind_of(text, name) == "script"


def _scripted(text: str, name: str, usual: Brief) -> tuple[Brief, Plan, Draft]:
    """A script's own title is its topic, or else its first scene's, or the name of its file.

    The film is to be as long as it takes to say.
    """
    subtitles = format_of(name) is not None
    written = script_of(read(text.encode())) if subtitles else read_script(text)
    said = " ".join(scene.script_text for scene in written.scenes)
    topic = written.title or written.scenes[0].title or PurePath(name).stem or "A film"
    brief = replace(usual, topic=topic[:300], language=detect(said) or usual.language)
    seconds = ceil(spoken_s(said, brief.language) / ROUND_S) * ROUND_S
    return brief, Plan(target_duration_s=min(max(seconds, ROUND_S), LONGEST_S)), written
