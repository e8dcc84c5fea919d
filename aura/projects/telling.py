"""A step of undo in words: its actions, those that are alike told as one.  Pure."""

import re
from collections import Counter
from collections.abc import Sequence

MOST = 3
"""More kinds of change than this are only counted."""

_SCENE = re.compile(r"\bscene \d+")


def told(descriptions: Sequence[str]) -> str:
    """One sentence for the actions of a step, the oldest first.

    “Spoke scene 1”, “Spoke scene 2”, “Changed the music” become “Spoke 2 scenes and changed the music”.
    """
    if len(descriptions) == 1:
        return descriptions[0]
    alike = Counter(map(_kind, descriptions))
    first: dict[str, str] = {}
    for description in descriptions:
        first.setdefault(_kind(description), description)
    words = [
        kind.replace(_PLACE, f"{times:,} scenes") if times > 1 and _PLACE in kind else first[kind]
        for kind, times in alike.items()
    ]
    rest = sum(list(alike.values())[MOST:])
    parts = [words[0], *(part[0].lower() + part[1:] for part in words[1:MOST])]
    if rest:
        parts.append(f"{rest:,} more change{'s' if rest > 1 else ''}")
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


_PLACE = "scene {n}"


def _kind(description: str) -> str:
    """The words without the scene's number, where they name one scene."""
    return _SCENE.sub(_PLACE, description) if len(_SCENE.findall(description)) == 1 else description
