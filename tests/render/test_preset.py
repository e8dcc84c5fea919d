import pytest

from aura.errors import Invalid
from aura.render.preset import DEFAULT, PRESETS, frame_size, get_preset
from aura.timeline.document import Render


def test_the_default_preset_is_the_one_a_new_document_names() -> None:
    assert get_preset(Render().preset) is PRESETS[DEFAULT]


@pytest.mark.parametrize(
    ("aspect", "size"),
    [("16:9", (1280, 720)), ("9:16", (720, 1280)), ("1:1", (720, 720)), ("4:5", (720, 900))],
)
def test_the_shorter_side_is_the_presets_whatever_the_aspect(aspect: str, size: tuple[int, int]) -> None:
    assert frame_size(PRESETS["Standard 720p"], aspect) == size


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1", "4:5"])
@pytest.mark.parametrize("name", list(PRESETS))
def test_both_sides_of_every_frame_are_even(name: str, aspect: str) -> None:
    assert all(side % 2 == 0 for side in frame_size(PRESETS[name], aspect))


def test_an_unknown_preset_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(Invalid, match="Standard 720p, Draft 360p"):
        get_preset("IMAX")
