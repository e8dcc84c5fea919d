"""The templates that ship: each is right, reads well with its own answers, and makes the film it promises."""

from pathlib import Path

from aura.providers.text.language import detect
from aura.render.palettes import PALETTES
from aura.render.pictures.topics import motif_for
from aura.shipped import shipped
from aura.templates.blueprint import CATEGORIES, TemplateFile
from aura.templates.checking import check
from aura.templates.filling import fill
from aura.templates.reading import read
from aura.templates.templates import parsed

LENGTH_OFF = 0.15


def test_there_is_one_for_every_category_and_every_shape_of_film() -> None:
    files = [parsed(path.read_text(encoding="utf-8")) for path in shipped("templates").glob("*.toml")]
    films = [fill(file, {}) for file in files]
    assert {file.category for file in files} == set(CATEGORIES)
    assert {film.brief.aspect for film in films} == {"16:9", "9:16", "1:1", "4:5"}
    assert len({film.render.palette for film in films}) == len(films)
    assert {film.render.caption_style for film in films} == {"plain", "highlight", "word"}
    assert {film.music.mood for film in films if film.music} == {"calm", "bright", "driving", "wistful"}
    assert {film.plan.pacing for film in films} == {"Chill", "Conversational", "Fast"}


def test_each_is_without_fault_and_its_file_is_called_as_it_is(shipped_file: Path) -> None:
    result = check(read(shipped_file.read_text(encoding="utf-8")), TemplateFile)
    assert result.findings == []
    assert result.template.id == shipped_file.stem
    assert result.template.description
    assert result.template.tags


def test_the_example_of_the_guide_is_without_fault() -> None:
    guide = (shipped("templates").parent / "docs" / "templates.md").read_text(encoding="utf-8")
    result = check(read(guide.partition("```toml\n")[2].partition("```")[0]), TemplateFile)
    assert result.findings == []
    assert len(fill(result.template, {}).scenes) == 3


def test_each_makes_a_whole_film_of_its_own_answers_and_asks_nobody(shipped_template: TemplateFile) -> None:
    film = fill(shipped_template, {})
    assert not shipped_template.is_drafted
    assert len(film.scenes) >= 6
    for scene in film.scenes:
        assert scene.title
        assert scene.text
        assert "{{" not in scene.title + scene.text
        assert "  " not in scene.text
        assert len(scene.title) <= 40, "a title is read at a glance"
        assert scene.text[0].isupper() or scene.text[0].isdecimal()
        assert scene.text[-1] in ".?!"
    assert (film.voice.source, film.render.pictures) == ("offline", "offline")
    assert detect(" ".join(scene.text for scene in film.scenes)) == film.brief.language == "en"
    assert film.render.palette in PALETTES


def test_each_is_as_long_as_it_tells(shipped_template: TemplateFile) -> None:
    film = fill(shipped_template, {})
    assert abs(film.length_s - film.plan.target_duration_s) <= LENGTH_OFF * film.plan.target_duration_s


def test_the_words_of_each_call_for_pictures_of_several_things(shipped_template: TemplateFile) -> None:
    scenes = fill(shipped_template, {}).scenes
    motifs = [motif_for(scene.title, scene.text) for scene in scenes]
    assert all(motifs), [scene.title for scene, motif in zip(scenes, motifs, strict=True) if not motif]
    assert len(set(motifs)) >= 5


def test_each_still_makes_a_film_when_all_that_may_be_left_out_is(shipped_template: TemplateFile) -> None:
    nothing = {
        variable.name: [] if variable.type == "MultiSelection" else ""
        for variable in shipped_template.variables
        if not variable.required and variable.type != "Selection"
    }
    film = fill(shipped_template, nothing)
    assert len(film.scenes) >= 4
    for scene in film.scenes:
        assert scene.text
        assert "  " not in scene.text
        assert not scene.text.endswith((" .", ", .", "with ."))


def test_each_asks_in_words_that_people_understand(shipped_template: TemplateFile) -> None:
    for variable in shipped_template.variables:
        assert variable.label, variable.name
        assert not variable.help or variable.help.endswith("."), variable.name
    assert any(variable.required for variable in shipped_template.variables)
