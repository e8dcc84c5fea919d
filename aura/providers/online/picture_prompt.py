"""What a server is told so that it makes a scene's picture.  Pure."""

from typing import Protocol

COLOURS = {
    "Dusk": "deep violet and indigo with warm amber light",
    "Harbour": "deep blue and teal with soft gold",
    "Forest": "dark greens with lime and warm wood",
    "Ember": "dark reds and rust with glowing orange",
    "Orchid": "plum and magenta with cool blue",
    "Midnight": "near-black blue with lavender and a little cyan",
    "Lagoon": "turquoise and sea green with coral",
    "Paper": "off-white paper tones with slate blue and a touch of red",
    "Meadow": "light greens with fresh mint and sand",
    "Sand": "light beige and terracotta with pale blue",
    "Sky": "light sky blue with white and warm orange",
    "Blossom": "light pink and rose with lilac",
}
"""The palettes that Aura draws with, in words."""

OPENING = "A picture for one scene of a short film, to be seen full screen while a narrator speaks."
MANNER = (
    "Show one clear subject that makes this scene understood at a glance: a thing, a place or people at what "
    "they do, in a plain setting. Calm composition, natural light, much detail in the subject and little "
    "around it. Keep the lowest fifth quiet, captions stand there."
)
NO_TEXT = "No text, letters, numbers, captions, logos, watermarks, frames or borders anywhere in it."
MOST_OF_A_TEXT = 1_500


class Wanted(Protocol):
    """What a picture is to show.  ``palette`` is a palette's name; the size is the film's, in pixels."""

    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def tone(self) -> str: ...
    @property
    def palette(self) -> str: ...
    @property
    def width_px(self) -> int: ...
    @property
    def height_px(self) -> int: ...


def prompt(wanted: Wanted) -> str:
    """The words that ask for a picture of one scene."""
    about = {
        "The film is about": wanted.topic,
        "Its tone": wanted.tone,
        "The scene is called": wanted.title,
        "While the picture is shown, a narrator says": wanted.text[:MOST_OF_A_TEXT],
    }
    told = [f"{name}: {' '.join(value.split())}" for name, value in about.items() if value.strip()]
    colours = COLOURS.get(wanted.palette, wanted.palette) or "few, that go together"
    return "\n".join([OPENING, *told, MANNER, f"Colours: {colours}.", NO_TEXT])


def size_for(width_px: int, height_px: int) -> str:
    """The size to ask for: of the three that all such servers know, the one of the most alike shape."""
    if width_px * 5 > height_px * 6:
        return "1536x1024"
    return "1024x1536" if height_px * 5 > width_px * 6 else "1024x1024"
