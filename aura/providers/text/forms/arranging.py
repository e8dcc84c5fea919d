"""The material in the order in which a form tells it."""

from aura.providers.text.forms import comparison, listing, showcase, story, tutorial
from aura.providers.text.forms.passage import Arrangement, Passage, passage_of
from aura.providers.text.languages import cues_of
from aura.providers.text.material import Material
from aura.providers.text.phrasebook import Phrasebook, Subject


def arrange(
    material: Material, subject: Subject, book: Phrasebook, language: str, *, outlined: bool
) -> Arrangement:
    """The arrangement.  ``outlined``: the user's own outline gives the order, which no form then changes."""
    points, cues = material.points, cues_of(language)
    opening, closing = material.opening, material.closing
    passages: list[Passage]
    checked = False
    match subject.form:
        case "listicle":
            passages = listing.arranged(points, language)
        case "comparison" if subject.sides:
            passages = comparison.arranged(points, subject.sides, language)
        case "story-time":
            passages = story.arranged(points, language)
        case "tutorial" if outlined:
            passages = listing.arranged(points, language)
        case "tutorial":
            passages, checked = tutorial.arranged(points, cues, language)
        case "product-showcase" if not outlined:
            bridges = book.bridges(subject)
            passages = showcase.arranged(points, subject.topic.text, cues, language, bridges)
            if not opening:
                opening, passages = showcase.opened(passages, 3 if subject.seconds >= 30 else 1)
        case _:
            passages = [passage_of(point) for point in points]
    apart = subject.form in {"listicle", "tutorial"} or bool(subject.sides)
    return Arrangement(tuple(passages), opening, closing, apart, checked)
