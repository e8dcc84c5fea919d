"""Emoji: what belongs together stays together, and is drawn in colour where there is a font for that."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from aura.render import emoji, faces, linebreaks, typography
from aura.render.glyphs import Face, colour_face

SEQUENCES = ["🌈", "👍🏽", "👩‍🚀", "🇨🇭", "1️⃣", "❤️", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"]


@pytest.fixture
def coloured(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has some font with all of them."""
    monkeypatch.setattr(emoji, "face_of", lambda text: Face(Path("some.ttf")))
    typography.drawable.cache_clear()
    yield
    typography.drawable.cache_clear()


@pytest.mark.usefixtures("coloured")
@pytest.mark.parametrize("sequence", SEQUENCES)
def test_all_characters_of_one_are_one_part(sequence: str) -> None:
    text = f"a{sequence}b"
    parts = [text[part.first : part.end] for part in emoji.parts(text)]
    assert parts == ["a", sequence, "b"]
    assert typography.drawable(text, "semibold") == text
    assert faces.missing_glyphs(text) == ""
    assert "some.ttf" not in faces.fonts_for("ab1#©")


@pytest.mark.parametrize("text", ["a1 #*", "© 2024", "→ 5", "光は", "x\u200dy"])
def test_letters_and_digits_are_none(text: str) -> None:
    assert all(part.face is None and part.end == part.first + 1 for part in emoji.parts(text))


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_a_line_is_not_broken_within_one(sequence: str) -> None:
    assert [piece.text for piece in linebreaks.pieces(f"ab {sequence} cd")] == ["ab", sequence, "cd"]


@pytest.mark.skipif(colour_face("🌈") is None, reason="this machine has no font with pictures")
def test_it_is_drawn_in_colour_and_not_as_letters() -> None:
    laid = typography.block(("🌈",), "semibold", 60, 1.2)
    letters, left, top = typography.draw(laid)
    assert letters.getbbox() is None
    image = Image.new("RGBA", letters.size)
    typography.paint(image, laid, "left", left, top)
    seen = np.asarray(image).astype(int)
    solid = seen[seen[..., 3] > 200]
    assert len(solid) > 300
    assert (solid[:, :3].max(axis=1) - solid[:, :3].min(axis=1)).mean() > 60
