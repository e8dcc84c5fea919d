"""From a model's answer to a draft, or to what is wrong with it.  Pure.

An answer is read as one JSON object; a fence around it, thoughts before it and fields nobody asked for are
passed over.  All text goes through ``rules.clean`` and ``wording``.  What cannot be put right is a *flaw*: a
grave one makes a draft unfit, a slight one (its length) is put up with when there is no try left.
"""

from itertools import pairwise
from typing import NamedTuple

import msgspec
from msgspec import Struct

from aura.errors import Invalid
from aura.providers.online import lengths, wording
from aura.providers.online.faults import Unusable
from aura.providers.text import pace
from aura.providers.text.drafter import Draft, DraftScene
from aura.providers.text.language import FUNCTION_WORDS, detect, is_repeat_key, primary
from aura.providers.text.titles import shortened, title_of
from aura.timeline import rules
from aura.timeline.document import Brief, Plan, Section, Voice

MOST_SECTIONS = 20
LONGEST_SCENE = 20_000
"""Characters of one scene's text."""

NEAR = (0.75, 1.3)
"""How much of the wished length a draft may have without being asked for anew."""

TOLERABLE = (0.25, 3.0)
"""How much it may have at all."""

MOST_SCENES_READ = 200

_THOUGHTS = ("think", "thinking", "reasoning")


class _Section(Struct, frozen=True):
    title: str = ""
    summary: str = ""


class _Scene(Struct, frozen=True):
    script_text: str
    title: str = ""


class _Draft(Struct, frozen=True):
    scenes: list[_Scene]
    title: str = ""
    sections: list[_Section] = []


class Flaws(NamedTuple):
    """What is wrong with a draft, in words a model can act on."""

    grave: tuple[str, ...]
    slight: tuple[str, ...]


def read(text: str, brief: Brief, plan: Plan) -> Draft:
    """The draft in an answer.  Raises ``Unusable`` for one that is none."""
    text = text.strip()
    for tag in _THOUGHTS:
        opened, closed = f"<{tag}>", f"</{tag}>"
        if text.startswith(opened) or (closed in text and opened not in text):  # some keep the first mark
            text = text.partition(closed)[2].strip()
    if not text:
        raise Unusable("it is empty")
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        raise Unusable("it is not a JSON object")
    try:
        found = msgspec.json.decode(text[start : end + 1].encode(errors="replace"), type=_Draft)
        given = rules.clean(msgspec.to_builtins(found))
    except (msgspec.ValidationError, Invalid) as error:
        why = str(error).rstrip(".")
        raise Unusable(f"it is not a script of the form that was asked for ({why})") from None
    except (msgspec.DecodeError, RecursionError):
        raise Unusable("it is not valid JSON") from None
    if len(given["scenes"]) > MOST_SCENES_READ:
        raise Unusable(f"it has {len(given['scenes']):,} scenes")
    if any(len(one["script_text"]) > LONGEST_SCENE for one in given["scenes"]):
        raise Unusable(f"a scene has more than {LONGEST_SCENE:,} characters")
    scenes = [_scene(one, brief.language) for one in given["scenes"]]
    return Draft(
        title=shortened(wording.title(given["title"])) or shortened(brief.topic),
        sections=plan.sections or tuple(map(_section, given["sections"][:MOST_SECTIONS])),
        scenes=tuple(scene for scene in scenes if scene.script_text),
    )


def flaws(draft: Draft, brief: Brief, plan: Plan, voice: Voice = lengths.USUAL) -> Flaws:
    """What is wrong with a draft that was read."""
    grave: list[str] = []
    slight: list[str] = []
    count, wanted = len(draft.scenes), pace.scenes_for(plan)
    if not pace.FEWEST_SCENES <= count <= pace.MOST_SCENES:
        limits = f"from {pace.FEWEST_SCENES} to {pace.MOST_SCENES}"
        grave.append(f"it has {count} scenes with words; there must be {limits}, best {wanted}")
    elif not wanted / 2 <= count <= wanted * 2:
        slight.append(f"it has {count} scenes, about {wanted} were asked for")
    said = "\n".join(scene.script_text for scene in draft.scenes)
    found, language = detect(said), primary(brief.language)
    if found and language in FUNCTION_WORDS and found != language:
        grave.append(f"it is written in {found}, it must be in {brief.language}")
    keys = sorted(is_repeat_key(scene.script_text) for scene in draft.scenes)
    if any(one == two for one, two in pairwise(keys)):
        grave.append("two scenes say the same")
    if count:
        grave_one, slight_one = _measured(draft, brief, plan, voice)
        grave += grave_one
        slight += slight_one
    return Flaws(tuple(grave), tuple(slight))


def off(draft: Draft, brief: Brief, plan: Plan, voice: Voice = lengths.USUAL) -> float:
    """How many times as long as wished a draft is."""
    seconds = sum(lengths.spoken_s(one.script_text, plan, brief.language, voice) for one in draft.scenes)
    return seconds / lengths.wanted_s(plan)


def _measured(draft: Draft, brief: Brief, plan: Plan, voice: Voice) -> tuple[list[str], list[str]]:
    """What is gravely and what is slightly wrong with a draft's length."""
    times, wished_s = off(draft, brief, plan, voice), lengths.wanted_s(plan)
    number, unit = lengths.amount(plan, brief.language, voice)
    length = f"it lasts {times * wished_s:.0f} seconds and should last {wished_s}: about {number:,} {unit}"
    if not TOLERABLE[0] <= times <= TOLERABLE[1]:
        return [length], []
    return [], [] if NEAR[0] <= times <= NEAR[1] else [length]


def _scene(given: dict[str, str], language: str) -> DraftScene:
    text = wording.spoken(given["script_text"])
    title = shortened(wording.title(given["title"]))
    return DraftScene(title=title or title_of(text, language), script_text=text)


def _section(given: dict[str, str]) -> Section:
    summary = " ".join(given["summary"].split())
    return Section(title=shortened(wording.title(given["title"])), summary=summary[:2_000])
