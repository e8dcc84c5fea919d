"""Signs of East Asian scripts that no font here draws: whoever is told of them is told of the right font."""

import pytest

from aura.render.scripts import EAST_ASIAN, Lacking, lacking_in


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("第一章：始まり、「次」", "Japanese"),
        ("テーブル", "Japanese"),
        ("人々のﾃｽﾄ", "Japanese"),
        ("佐々木", "Chinese"),
        ("\uff21\uff22\uff23", "Chinese"),
        ("ㄅㄆㄇ", "Chinese"),
        ("你好，世界！", "Chinese"),
        ("한국！", "Korean"),
        ("，", "Chinese"),
        ("㈱（〒）", "Chinese"),
    ],
)
def test_a_wide_sign_is_of_the_script_it_stands_beside(text: str, script: str) -> None:
    assert lacking_in(text, text) == (Lacking(script, EAST_ASIAN),)


def test_a_narrow_sign_is_one_of_the_symbols() -> None:
    assert [lacking.script for lacking in lacking_in("你好 \u2bfe", "你好\u2bfe")] == ["Chinese", "Symbols"]
