"""The gallery: what ships and what is imported is in it, and can be found, liked, lost and had again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from aura.actor import LOCAL, Actor
from aura.errors import Conflict, Invalid, NotFound, TooLarge
from aura.services import Services
from aura.shipped import shipped
from aura.templates.reading import written
from aura.templates.shelving import shelve
from aura.templates.tables import Template
from aura.templates.templates import Templates

IDS = sorted(path.stem for path in shipped("templates").glob("*.toml"))


@pytest.fixture
def gallery(aura: Services) -> Services:
    """An Aura whose gallery was opened."""
    assert aura.gallery
    return aura


@pytest.fixture
def file(template: Callable[..., Any]) -> Callable[..., str]:
    """Writes a template's file of these fields."""
    return lambda **fields: written(template(**fields))


@pytest.fixture
def folder(tmp_path: Path, file: Callable[..., str]) -> Path:
    """A folder of two templates to ship."""
    made = tmp_path / "shipping"
    made.mkdir()
    for name in ("one", "two"):
        (made / f"{name}x.toml").write_text(file(id=f"{name}x", name=name), encoding="utf-8")
    return made


def listed(aura: Services, **asked: Any) -> list[str]:
    with aura.reading() as unit:
        return [row.id for row in unit.templates.list(**asked).items]


def row(aura: Services, template_id: str) -> dict[str, Any]:
    with aura.reading() as unit:
        found = unit.work.session.get_one(Template, template_id)
        return {column.key: getattr(found, column.key) for column in Template.__table__.columns}


def change(aura: Services, verb: str, *arguments: Any, **options: Any) -> Template:
    with aura.writing() as unit:
        done: Template = getattr(unit.templates, verb)(*arguments, **options)
        return done


def test_all_that_ships_is_in_the_gallery_from_the_first_look(gallery: Services) -> None:
    assert sorted(listed(gallery)) == IDS
    with gallery.reading() as unit:
        for template_id in IDS:
            file = shipped("templates") / f"{template_id}.toml"
            assert unit.templates.file(template_id) == file.read_text(encoding="utf-8")
            assert unit.templates.blueprint(template_id).id == template_id


def test_a_look_at_a_gallery_that_is_up_to_date_writes_nothing(aura: Services, folder: Path) -> None:
    shelve(aura.units, LOCAL, folder)
    before = {name: row(aura, name) for name in ("onex", "twox")}
    shelve(aura.units, LOCAL, folder)
    assert {name: row(aura, name) for name in ("onex", "twox")} == before


def test_a_changed_file_changes_its_row_and_keeps_uses_and_stars(
    aura: Services, folder: Path, file: Callable[..., str]
) -> None:
    shelve(aura.units, LOCAL, folder)
    change(aura, "used", "onex")
    change(aura, "rate", "onex", 4)
    change(aura, "shown_by", "onex", image="templates/onex.jpg", video=None)
    newer = file(id="onex", name="Newer", category="Business", tags=["new"])
    (folder / "onex.toml").write_text(newer, encoding="utf-8")
    shelve(aura.units, LOCAL, folder)
    there = row(aura, "onex")
    assert (there["name"], there["category"], there["tags"]) == ("Newer", "Business", '["new"]')
    assert there["template_data"] == newer
    assert (there["usage_count"], there["rating"], there["rating_count"]) == (1, 4.0, 1)
    assert there["preview_image"] == "templates/onex.jpg"


def test_what_ships_no_more_is_deleted_and_comes_back_when_it_ships_again(
    aura: Services, folder: Path
) -> None:
    shelve(aura.units, LOCAL, folder)
    change(aura, "used", "onex")
    text = (folder / "onex.toml").read_text(encoding="utf-8")
    (folder / "onex.toml").unlink()
    shelve(aura.units, LOCAL, folder)
    assert (listed(aura), listed(aura, deleted=True)) == (["twox"], ["onex"])
    (folder / "onex.toml").write_text(text, encoding="utf-8")
    shelve(aura.units, LOCAL, folder)
    assert sorted(listed(aura)) == ["onex", "twox"]
    assert row(aura, "onex")["usage_count"] == 1


def test_what_its_user_deleted_stays_deleted_though_it_ships(
    aura: Services, folder: Path, file: Callable[..., str]
) -> None:
    shelve(aura.units, LOCAL, folder)
    change(aura, "delete", "onex")
    (folder / "onex.toml").write_text(file(id="onex", name="Newer"), encoding="utf-8")
    shelve(aura.units, LOCAL, folder)
    assert listed(aura) == ["twox"]
    assert change(aura, "bring_back", "onex").name == "Newer"
    assert sorted(listed(aura)) == ["onex", "twox"]


def test_a_shipped_file_that_is_broken_keeps_no_other_out(aura: Services, folder: Path) -> None:
    (folder / "broken.toml").write_text("id = ", encoding="utf-8")
    shelve(aura.units, LOCAL, folder)
    assert sorted(listed(aura)) == ["onex", "twox"]


def test_an_imported_template_is_the_user_s_and_is_not_replaced_by_a_shipped_one(
    aura: Services, folder: Path, file: Callable[..., str]
) -> None:
    change(aura, "take_in", file(id="onex", name="Mine"))
    shelve(aura.units, LOCAL, folder)
    there = row(aura, "onex")
    assert (there["name"], there["is_community_template"], there["is_system_template"]) == (
        "Mine",
        True,
        False,
    )
    with aura.units.reading() as work:
        files = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.toml")}
        assert Templates(work).is_shelved(files)


def test_an_import_is_kept_as_it_was_written_and_can_be_put_in_the_place_of_itself(
    gallery: Services, file: Callable[..., str]
) -> None:
    text = f"# with a remark\n{file(name='First')}"
    change(gallery, "take_in", text)
    change(gallery, "used", "a-template")
    with gallery.reading() as unit:
        assert unit.templates.file("a-template") == text
    with pytest.raises(Conflict):
        change(gallery, "take_in", file(name="Second"))
    assert change(gallery, "take_in", file(name="Second"), again=True).name == "Second"
    assert row(gallery, "a-template")["usage_count"] == 1
    change(gallery, "delete", "a-template")
    assert change(gallery, "take_in", file(name="Third")).name == "Third"
    assert "a-template" in listed(gallery)


def test_of_two_imports_of_one_template_at_once_the_second_is_told_that_it_is_there(
    gallery: Services, file: Callable[..., str], meanwhile: Any
) -> None:
    def take_in(*, again: bool) -> None:
        with gallery.writing() as unit:
            unit.templates.take_in(file(id="mine", name="Second"), again=again)

    with gallery.writing() as unit:
        unit.templates.take_in(file(id="mine", name="First"))
        second = meanwhile(lambda: take_in(again=False))

    assert isinstance(second.exception(), Conflict)
    assert row(gallery, "mine")["name"] == "First"
    take_in(again=True)
    assert row(gallery, "mine")["name"] == "Second"


def test_a_template_that_another_deletes_meanwhile_is_not_changed(gallery: Services, meanwhile: Any) -> None:
    def rate() -> None:
        with gallery.writing() as unit:
            unit.templates.rate(IDS[0], 5)

    with gallery.writing() as unit:
        unit.templates.delete(IDS[0])
        second = meanwhile(rate)

    assert isinstance(second.exception(), NotFound)


def test_an_import_takes_no_shipped_template_s_place(gallery: Services, file: Callable[..., str]) -> None:
    before = row(gallery, "youtube-explainer")
    for again in (False, True):
        with pytest.raises(Conflict, match="another one"):
            change(gallery, "take_in", file(id="youtube-explainer"), again=again)
    assert row(gallery, "youtube-explainer") == before


def test_an_import_that_is_no_template_is_refused_with_all_that_is_wrong(gallery: Services) -> None:
    with pytest.raises(Invalid) as refused:
        change(gallery, "take_in", 'id = "x-y"\nname = ""\ncategory = "Film"\n[[scenes]]\nword = "x"\n')
    assert {"category", "scenes[0].word"} <= {found.field for found in refused.value.data["findings"]} | {
        "category"
    }
    with pytest.raises(TooLarge):
        change(gallery, "take_in", "#" * 300_000)
    assert sorted(listed(gallery)) == IDS


def test_an_imported_template_is_its_user_s_alone(gallery: Services, file: Callable[..., str]) -> None:
    import uuid

    other = Actor(uuid.UUID(int=2))
    change(gallery, "take_in", file())
    with gallery.reading(other) as unit:
        assert sorted(found.id for found in unit.templates.list().items) == IDS
        with pytest.raises(NotFound):
            unit.templates.get("a-template")
    with pytest.raises(Conflict), gallery.writing(other) as unit:
        unit.templates.take_in(file(), again=True)


def test_templates_are_found_by_what_they_are(gallery: Services, file: Callable[..., str]) -> None:
    fields = {"id": "odd-one", "name": "100%_sure", "sub_category": "Über uns", "tags": ["größe", "b_c"]}
    change(gallery, "take_in", file(**fields))
    assert sorted(listed(gallery, category="YouTube")) == ["youtube-explainer", "youtube-tutorial"]
    assert listed(gallery, category="YouTube", sub_category="Tutorial") == ["youtube-tutorial"]
    assert listed(gallery, tag="square") == ["business-product-showcase"]
    assert listed(gallery, tag="squ") == []
    assert listed(gallery, tag="größe") == ["odd-one"]
    assert listed(gallery, search="STEP by") == ["youtube-tutorial"]
    assert listed(gallery, search="farewells") == ["creative-memory"]
    assert listed(gallery, search="0%_s") == ["odd-one"]
    assert listed(gallery, search="b_c") == ["odd-one"]
    assert listed(gallery, search="' OR 1=1 --") == []


def test_the_most_used_the_best_liked_and_the_alphabet_each_make_an_order(gallery: Services) -> None:
    for _ in range(2):
        change(gallery, "used", "youtube-tutorial")
    change(gallery, "used", "creative-memory")
    change(gallery, "rate", "social-top-list", 5)
    change(gallery, "rate", "creative-memory", 3)
    assert listed(gallery)[:3] == ["youtube-tutorial", "creative-memory", "business-before-after"]
    assert listed(gallery, sort="stars")[:3] == [
        "social-top-list",
        "creative-memory",
        "business-before-after",
    ]
    names = ["A memory", "Before and after", "How it works", "Product showcase", "Step by step", "Top list"]
    with gallery.reading() as unit:
        assert [found.name for found in unit.templates.list(sort="name").items] == names


@pytest.mark.parametrize("sort", ["uses", "stars", "name"])
def test_pages_neither_skip_nor_repeat(gallery: Services, sort: Any) -> None:
    change(gallery, "used", "youtube-tutorial")
    change(gallery, "rate", "creative-memory", 3)
    whole = listed(gallery, sort=sort)
    for limit in (1, 2, 5, 6):
        found: list[str] = []
        cursor: str | None = None
        while True:
            with gallery.reading() as unit:
                page = unit.templates.list(sort=sort, limit=limit, cursor=cursor)
            found += [item.id for item in page.items]
            cursor = page.cursor
            if cursor is None:
                break
        assert found == whole
    for cursor in ("x", "WyJub3QtdGhlcmUiXQ", "W10"):
        with pytest.raises(Invalid), gallery.reading() as unit:
            unit.templates.list(sort=sort, cursor=cursor)


def test_stars_are_the_user_s_and_replace_those_given_before(gallery: Services) -> None:
    for stars in (2, 5):
        rated = change(gallery, "rate", "creative-memory", stars)
        assert (rated.rating, rated.rating_count) == (float(stars), 1)
    for stars in (0, 6):
        with pytest.raises(Invalid):
            change(gallery, "rate", "creative-memory", stars)


def test_a_deleted_template_is_not_there_but_for_bringing_it_back(gallery: Services, clock: Any) -> None:
    gone = change(gallery, "delete", "creative-memory")
    assert gone.is_deleted
    assert gone.deleted_at is not None
    assert "creative-memory" not in listed(gallery)
    assert listed(gallery, deleted=True) == ["creative-memory"]
    for verb in ("get", "blueprint", "file", "delete"):
        with pytest.raises(NotFound):
            change(gallery, verb, "creative-memory")
    clock.advance(days=29)
    back = change(gallery, "bring_back", "creative-memory")
    assert (back.is_deleted, back.deleted_at) == (False, None)
    with pytest.raises(Conflict):
        change(gallery, "bring_back", "creative-memory")
    with pytest.raises(NotFound):
        change(gallery, "bring_back", "never-there")


def test_two_who_open_the_gallery_at_once_fill_it_once(aura: Services, folder: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: shelve(aura.units, LOCAL, folder), range(4)))
    with aura.reading() as unit:
        assert len(unit.work.session.scalars(select(Template.id)).all()) == 2
