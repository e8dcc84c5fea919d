"""Chapters: scenes with titles, from the first frame to the last."""

import pytest

from aura.render.chapters import chapters_of
from aura.render.timing import place
from aura.timeline.document import Head
from aura.timeline.scene import Scene


def film(*titles: str, frames: int = 60, fade: int = 0) -> list[tuple[int, str]]:
    scenes = [
        Scene(
            id=f"00000000-0000-7000-8000-{number:012x}",
            title=title,
            length_frames=frames,
            transition="fade" if fade and number else "cut",
            transition_frames=fade if number else 0,
        )
        for number, title in enumerate(titles)
    ]
    return [(one.start_frame, one.title) for one in chapters_of(place(scenes, Head().rate))]


@pytest.mark.parametrize(
    ("titles", "chapters"),
    [
        (("One", "Two", "Three"), [(0, "One"), (60, "Two"), (120, "Three")]),
        (("One", "", "Two"), [(0, "One"), (120, "Two")]),
        (("", "One", "Two"), [(0, "One"), (120, "Two")]),
        ((" One ", "\tTwo"), [(0, "One"), (60, "Two")]),
        (("One", " ", ""), []),
        (("", ""), []),
        (("One",), []),
    ],
)
def test_scenes_with_titles_become_chapters_where_there_are_two(
    titles: tuple[str, ...], chapters: list[tuple[int, str]]
) -> None:
    assert film(*titles) == chapters


def test_a_chapter_begins_as_soon_as_anything_of_its_scene_is_seen() -> None:
    assert film("One", "Two", fade=20) == [(0, "One"), (40, "Two")]
