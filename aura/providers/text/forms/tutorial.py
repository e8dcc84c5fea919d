"""A tutorial: what it leads to and what it needs first, then numbered steps, then how to see that it worked.

Headings and labels ("Ingredients", "Tip", "Check") say which is which, and a sentence such as "You will
need …" does.  The items of a list are the steps where there is one; else each paragraph is, or each thought
of a single one.
"""

from collections.abc import Sequence
from dataclasses import replace

from aura.providers.text.cues import Cues, is_headed
from aura.providers.text.forms.listing import items_of
from aura.providers.text.forms.passage import Passage, Told, passage_of
from aura.providers.text.forms.roles import label_of, plays
from aura.providers.text.material import thoughts
from aura.providers.text.points import Point, unlabelled


def arranged(points: Sequence[Point], cues: Cues, language: str) -> tuple[list[Passage], bool]:
    """The passages of a tutorial, and whether a check ends them."""
    first: list[Passage] = []
    checks: list[Passage] = []
    rest: list[Point] = []
    for point in points:
        if plays(point, "result") or plays(point, "need"):
            first.append(_named(point))
        elif plays(point, "check"):
            checks.append(_named(point))
        else:
            needs, others = _parted(point, cues, language)
            first += needs
            rest += others
    if rest and not checks and rest[-1].sentences and cues.check.match(rest[-1].sentences[0]):
        checks.append(passage_of(rest.pop(), wanted=True))
    first.sort(key=lambda one: not is_headed(one.title, "result"))
    return [*first, *_steps(rest, language), *checks], bool(checks)


def _parted(point: Point, cues: Cues, language: str) -> tuple[list[Passage], list[Point]]:
    """What a point says is needed, and the rest of it; a check at its end becomes a point of its own."""
    if point.listed or point.title:
        return [], [point]
    groups = thoughts(point, language)
    needs = [group for group in groups if cues.need.match(group[0])]
    others = [group for group in groups if group not in needs]
    told = tuple(said for group in others for said in group)
    points = [point if not needs else Point(sentences=told)] if others else []
    if len(others) > 1 and cues.check.match(others[-1][0]):
        steps = tuple(said for group in others[:-1] for said in group)
        points = [Point(sentences=steps), Point(sentences=others[-1])]
    return [Passage(told=tuple(map(Told, group)), wanted=True) for group in needs], points


def _named(point: Point) -> Passage:
    """What stands below a heading that says what it is, without the heading."""
    passage = passage_of(unlabelled(point))
    return replace(passage, title=point.title or label_of(point), wanted=True, listed=False)


def _steps(points: Sequence[Point], language: str) -> list[Passage]:
    """The steps, and what stands between them: tips, and what leads to a list."""
    able = [point for point in points if not plays(point, "tip")]
    if len(able) == 1 and not able[0].listed and len(able[0].sentences) > 2:
        parts = [Point(sentences=group) for group in thoughts(able[0], language)]
        points = [one for point in points for one in (parts if point is able[0] else [point])]
        able = parts
    chosen = {id(able[place]) for place in items_of(able)}
    return [passage_of(point, numbered=id(point) in chosen, wanted=id(point) in chosen) for point in points]
