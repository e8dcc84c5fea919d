"""Lines that become one where they are broken anew."""

from fractions import Fraction

import pytest

from aura.render import captions, linebreaks
from aura.render.authored import authored
from aura.render.captions import _laid
from aura.timeline.scene import Cue


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("One", "two"), "One two"),
        (("日本語の", "字幕です。"), "日本語の字幕です。"),
        (("第一章。", "Aura と"), "第一章。 Aura と"),
        (("한국어", "자막"), "한국어 자막"),
        ((" ", "中文 ", "", " 中文"), "中文中文"),
        ((), ""),
    ],
)
def test_lines_meet_with_a_space_but_in_scripts_without_spaces(lines: tuple[str, ...], whole: str) -> None:
    assert linebreaks.one_line(lines) == whole


def test_a_caption_of_japanese_that_is_broken_anew_gets_no_space(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captions.typography, "drawable", lambda text, weight: text)
    monkeypatch.setattr(captions.typography, "measure", lambda text, weight, size_px, *_: size_px * len(text))

    assert " " not in "".join(_laid("日本語の字幕テストです\n字幕です。", 40, 300).lines)


def test_a_long_caption_of_japanese_that_is_divided_gets_no_space() -> None:
    written = Cue(start_ms=0, end_ms=20_000, text="日本語の字幕\n" * 12)
    shown = list(authored([written], Fraction(25), line=30, length_frames=500, one_by_one=False))

    assert len(shown) > 1
    assert all(" " not in cue.text for cue in shown)
    assert "".join("".join(cue.text.split()) for cue in shown) == "日本語の字幕" * 12
