"""In which order letters stand on lines that read from the right, or both ways."""

import pytest

from aura.render import bidi

ALEF, BET, GIMEL = "\u05d0\u05d1\u05d2"


def seen(text: str, from_right: bool | None = None) -> str:
    """A line as it stands from left to right, letter by letter."""
    reads = bidi.leftward(text) if from_right is None else from_right
    return "".join(
        bidi.turned(text[each.first : each.end]) if each.leftward else text[each.first : each.end]
        for each in bidi.ordered(text, from_right=reads)
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("abc, def.", "abc, def."),
        (f"{ALEF}{BET}.", f".{BET}{ALEF}"),
        (f"{ALEF} abc {BET}", f"{BET} abc {ALEF}"),
        (f"{ALEF} abc, {BET}", f"{BET} ,abc {ALEF}"),
        (f"{ALEF} abc!", f"!abc {ALEF}"),
        (f"{ALEF} (H2O), {BET}", f"{BET} ,(H2O) {ALEF}"),
        (f"{ALEF} 1,821.50 {BET}", f"{BET} 1,821.50 {ALEF}"),
        (f"{ALEF} 50% {BET}", f"{BET} 50% {ALEF}"),
        (f"abc {ALEF}{BET} {GIMEL} def", f"abc {GIMEL} {BET}{ALEF} def"),
        (f"abc ({ALEF}{BET}) def", f"abc ({BET}{ALEF}) def"),
        (f"{ALEF} [{BET}]", f"[{BET}] {ALEF}"),
        (f"{ALEF}-{BET} - abc-def", f"abc-def - {BET}-{ALEF}"),
        ("\u0627 \u0661\u0662,\u0663 \u0628", "\u0628 \u0661\u0662,\u0663 \u0627"),
        ("", ""),
        ("  ", "  "),
    ],
)
def test_a_line_stands_as_the_unicode_algorithm_has_it(written: str, shown: str) -> None:
    assert seen(written) == shown


def test_all_lines_of_a_text_read_as_its_first_letter_does() -> None:
    assert seen(f"abc {ALEF}", from_right=True) == f"{ALEF} abc"
    assert seen("abc.", from_right=True) == ".abc"


def test_marks_stay_on_the_letters_they_stand_on() -> None:
    assert seen(f"{ALEF}\u05b8{BET}") == f"{BET}{ALEF}\u05b8"


@pytest.mark.parametrize(
    "text", [f"{ALEF} abc (12 {BET}) {GIMEL}!", f"abc {ALEF} 1-2 «{BET}» ", "\u0627 a1 ,"]
)
@pytest.mark.parametrize("from_right", [False, True])
def test_every_character_stands_once(text: str, from_right: bool) -> None:
    stretches = bidi.ordered(text, from_right=from_right)
    places = [place for each in stretches for place in range(each.first, each.end)]
    assert sorted(places) == list(range(len(text)))
