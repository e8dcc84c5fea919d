"""A written brief, as people write it in a Markdown file or paste it.

    # How lighthouses work          the first heading is the topic
    Audience: curious children      settings, in the first run of such lines, in any order and case
    Length: 45 s
                                    the rest is the notes, kept as written
    - A lighthouse has one job …

``kind_of`` tells a brief from a finished script by this rule, first match first:

1. The file's name holds "brief", or "script" or a word like it.
2. A line such as ``Scene 1:`` makes it a script.
3. A ``Key: value`` line that a brief knows, among the first twelve lines with text, makes it a brief.
4. Three quarters or more of its words in whole sentences of paragraphs, and at least forty words, make it
   a script.
5. Anything else (a topic, an outline, a list) is a brief.
"""

import re
from typing import Any, Literal

import msgspec

from aura.errors import Invalid
from aura.providers.text import settings
from aura.providers.text.language import detect
from aura.providers.text.markup import SCENE, blocks, plain
from aura.providers.text.sentences import sentences
from aura.providers.text.wishes import film_about
from aura.timeline.document import Brief, Plan
from aura.timeline.rules import clean_text

USUAL = Brief()
LONGEST_NOTES = 200_000
HEAD_LINES = 12
SCRIPT_WORDS = 40
COUNTED_WORDS = 3
"""From so many words on a first line that begins with a number is a topic: "5 tips for better sleep"."""

_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?P<text>.+?)\s*#*\s*$")
_BRIEF_TITLE = re.compile(
    r"(?:(?:video|film|project|creative)[ -]?)?brief(?:ing)?\b\s*[:–—-]?\s*", re.IGNORECASE
)
_FRONT_MATTER = re.compile(r"\s*(?:---|\+\+\+)\s*$")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d+[.)])\s")
_SCRIPT_NAME = re.compile(r"script|skript|drehbuch|narration|voice-?over|sprechertext", re.IGNORECASE)


def read_brief(text: str, usual: Brief = USUAL) -> tuple[Brief, Plan]:
    """The brief and the plan in ``text``; what it does not say of a brief is as usual.

    The language is that of the text where no line names one, or else that of the settings' names.  Raises
    ``Invalid`` naming the field and what is allowed for a setting that does not fit, and for more than
    200,000 characters of notes.
    """
    lines = clean_text(text, "brief").splitlines()
    heading, lines = _topic(lines)
    given, notes = _settings(lines)
    if not heading and "brief.topic" not in given:
        heading, notes = _first_line(notes)
    fields: dict[str, dict[str, Any]] = {"brief": {}, "plan": {}}
    if heading:
        fields["brief"]["topic"] = settings.line(heading, "brief.topic")
    for name, value in given.items():
        part, _, field = name.partition(".")
        fields[part][field] = value
    kept = "\n".join(notes).strip()
    if len(kept) > LONGEST_NOTES:
        raise Invalid(f"Notes may have at most {LONGEST_NOTES:,} characters.", field="brief.notes")
    fields["brief"]["notes"] = kept
    found = detect(f"{heading}\n{kept}") or settings.language_of(lines[:HEAD_LINES])
    if "language" not in fields["brief"] and found:
        fields["brief"]["language"] = found
    brief = msgspec.to_builtins(usual) | fields["brief"]
    return msgspec.convert(brief, Brief), msgspec.convert(fields["plan"], Plan)


def kind_of(text: str, filename: str | None = None) -> Literal["script", "brief"]:
    """Whether ``text`` is a finished script, to be taken verbatim, or a brief; see this module's rule."""
    name = (filename or "").replace("\\", "/").rpartition("/")[2]
    if "brief" in name.lower():
        return "brief"
    if _SCRIPT_NAME.search(name):
        return "script"
    lines = [line for line in text.splitlines() if line.strip()]
    if any(SCENE.match(line) for line in lines):
        return "script"
    if any(settings.read_line(line) for line in lines[:HEAD_LINES]):
        return "brief"
    told = sum(len(said.split()) for said in _whole_sentences(text))
    words = sum(len(block.text.split()) for block in blocks(text) if block.kind != "heading")
    return "script" if told >= SCRIPT_WORDS and 4 * told >= 3 * words else "brief"


def _whole_sentences(text: str) -> list[str]:
    return [
        said
        for block in blocks(text)
        if block.kind == "paragraph"
        for said in sentences(block.text)
        if len(said.split()) >= 3 and said.rstrip("\"'”’“»)").endswith((".", "!", "?", "…", "。"))
    ]


def _topic(lines: list[str]) -> tuple[str, list[str]]:
    """The first heading, and the lines without it.  One that only says "Brief" is passed over."""
    rest = list(lines)
    for at, line in enumerate(lines):
        if heading := _HEADING.match(line):
            title = plain(
                _BRIEF_TITLE.sub("", heading["text"])
                if _BRIEF_TITLE.match(heading["text"])
                else heading["text"]
            )
            rest[at] = ""
            if title and not settings.read_line(f"{title}:"):
                return title, rest
            if title:
                return "", lines
    return "", rest


def _settings(lines: list[str]) -> tuple[dict[str, Any], list[str]]:
    """The first run of settings, and all other lines.

    Blank lines do not end a run, but a ``Notes:`` line does, and a list that begins after a blank line.
    A list item that is no setting ends the search for a run.
    """
    given: dict[str, Any] = {}
    notes: list[str] = []
    listed = False
    for at, line in enumerate(lines):
        if not line.strip() or (_FRONT_MATTER.match(line) and not any(notes)):
            notes.append("")
            continue
        found = settings.read_line(line)
        if given and _ITEM.match(line) and not listed and not lines[at - 1].strip():
            return given, [*notes, *lines[at:]]
        listed = bool(_ITEM.match(line))
        if found and found[0].field == "notes":
            return given, [*notes, found[1], *lines[at + 1 :]]
        if found:
            setting, value = found
            if value:
                name, read = settings.read_value(setting, value)
                given.setdefault(name, read)
        elif given or _ITEM.match(line):
            return given, [*notes, *lines[at:]]
        else:
            notes.append(line)
    return given, notes


def _first_line(lines: list[str]) -> tuple[str, list[str]]:
    """A short first line or a wish for a film as the topic, and what follows it; nothing if the text begins
    otherwise.
    """
    at = next((at for at, line in enumerate(lines) if line.strip()), None)
    if at is None:
        return "", lines
    first = lines[at].strip()
    wish, *others = sentences(first) or [""]
    if film_about(wish):
        return plain(wish.rstrip(".!")), ["", " ".join(others), *lines[at + 1 :]]
    alone = at + 1 >= len(lines) or not lines[at + 1].strip() or lines[at + 1].lstrip()[:1] in "-*+•1"
    short = len(first.split()) <= 12 and not first.endswith((".", "!", ",", ";"))
    counted = first[0].isdigit() and (_ITEM.match(first) or len(first.split()) < COUNTED_WORDS)
    if alone and short and first[0] not in "-*+•>" and not counted:
        return plain(first.rstrip(":")), ["", *lines[at + 1 :]]
    return "", lines
