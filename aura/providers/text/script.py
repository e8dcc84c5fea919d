"""A finished script becomes scenes word by word: nothing is lost and nothing is added.

``Scene 1:`` lines begin scenes where there are any; else headings do; else each paragraph and each list
item is a scene.  A scene that would last longer than 25 s is parted at the ends of sentences.  Headings
become titles; marks of Markdown and numbers of lists go, and so do the addresses behind links.  A heading
without words below it is a silent scene that shows its title, except the first, which is the film's.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from aura.errors import Invalid
from aura.providers.text.cuts import paragraph
from aura.providers.text.drafter import Draft, DraftScene
from aura.providers.text.language import detect
from aura.providers.text.markup import SCENE, Block, blocks, plain, sections
from aura.providers.text.pace import LONGEST_SCENE_S, spoken_s
from aura.providers.text.titles import title_of
from aura.timeline.document import Section
from aura.timeline.rules import MAX_SCENES, clean_text

LONGEST_TITLE = 300
MOST_SECTIONS = 500


def read_script(text: str, language: str | None = None, rate_percent: int = 100) -> Draft:
    """The scenes of ``text``.  ``rate_percent`` is how fast it will be spoken, see ``pace.speech_percent``.

    Raises ``Invalid`` for a text without a word, and for one of more than 5,000 scenes.
    """
    text = clean_text(text, "script")
    language = language or detect(text) or "en"
    reading = _Reading(language, rate_percent)
    parts = list(_marked(text))
    title, scenes = reading.unmarked(parts[0][1])
    for marker, below in parts[1:]:
        scenes += reading.marked(marker, below)
    if not scenes and not title:
        raise Invalid("The script has no words.", field="script")
    if len(scenes) > MAX_SCENES:
        raise Invalid(
            f"The script has {len(scenes):,} scenes; a project has at most {MAX_SCENES:,}.", field="script"
        )
    return Draft(
        title=title,
        sections=tuple(Section(title=one) for one in reading.headings[:MOST_SECTIONS]),
        scenes=tuple(scenes or [DraftScene(title=title)]),
    )


def _marked(text: str) -> Iterator[tuple[str, str]]:
    """What stands before the first ``Scene`` line, then each such line's own words with what stands below
    it.
    """
    marker = ""
    below: list[str] = []
    for line in text.splitlines():
        if found := SCENE.match(line):
            yield marker, "\n".join(below)
            marker, below = plain((found["rest"] or "").strip("*_[]# ")), []
        else:
            below.append(line)
    yield marker, "\n".join(below)


class _Reading:
    """One script being read.  ``headings`` are those found so far."""

    def __init__(self, language: str, rate_percent: int) -> None:
        self.language = language
        self.seconds = partial(spoken_s, language=language, rate_percent=rate_percent)
        self.headings: list[str] = []

    def unmarked(self, text: str) -> tuple[str, list[DraftScene]]:
        """The film's title, and the scenes of a text without scene markers."""
        found = _worded(text)
        title = ""
        alone = sum(block.kind == "heading" for block in found) == 1
        if found and found[0].kind == "heading" and (alone or len(found) == 1 or found[1].kind == "heading"):
            title = found.pop(0).text
        scenes: list[DraftScene] = []
        for heading, below in sections(found):
            if heading:
                self.headings.append(heading.text)
                scenes += self._headed(heading.text, below)
            else:
                scenes += [scene for block in below for scene in self._headed("", [block])]
        return title, scenes

    def marked(self, marker: str, text: str) -> list[DraftScene]:
        """The scenes below one ``Scene`` line: its own words are the title, unless they are a sentence."""
        below = [
            Block("paragraph", block.text) if block.kind == "heading" else block for block in _worded(text)
        ]
        sentence = marker.endswith((".", "!", "?", "…", "”", '"'))
        if marker and (not below or sentence or len(marker) > LONGEST_TITLE):
            return self._headed("", [Block("paragraph", marker), *below])
        if marker:
            self.headings.append(marker)
        return self._headed(marker, below) if below else []

    def _headed(self, title: str, below: Sequence[Block]) -> list[DraftScene]:
        """One scene for what stands below a heading, or more where it is long."""
        if not below:
            return [DraftScene(title=title)]
        told: list[str] = []
        for block in below:
            for piece in paragraph(block.text, LONGEST_SCENE_S, self.seconds, self.language):
                joined = f"{told[-1]}\n{piece}" if told else ""
                if joined and self.seconds(joined) <= LONGEST_SCENE_S and len(joined) <= 20_000:
                    told[-1] = joined
                else:
                    told.append(piece)
        return [
            DraftScene(
                title=title if title and not place else title_of(text, self.language), script_text=text
            )
            for place, text in enumerate(told)
        ]


def _worded(text: str) -> list[Block]:
    """The blocks that hold a word or a figure."""
    return [_fitting(block) for block in blocks(text) if any(char.isalnum() for char in block.text)]


def _fitting(block: Block) -> Block:
    """A heading too long to be a title is a paragraph."""
    return (
        Block("paragraph", block.text)
        if block.kind == "heading" and len(block.text) > LONGEST_TITLE
        else block
    )
