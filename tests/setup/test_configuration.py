"""What is said outside wins over what is stored, which wins over the default; and no change is lost."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from aura import config
from aura.errors import Conflict, Invalid, NotFound, Stale, Unavailable
from aura.exports.presets import Changes
from aura.providers.online.endpoint import Secret
from aura.services import Services
from aura.setup import tables
from aura.setup.catalogue import SETTINGS
from aura.setup.standing import Configured

Get = Callable[..., Configured]
Set = Callable[..., dict[str, Configured]]

KEY = "sk-canary-3f9b27c1d8e04a56b7-WXYZ"
SERVER = "https://models.example.org/v1"


def row_of(aura: Services, key: str) -> Any:
    with aura.reading() as unit:
        return unit.work.session.scalar(select(tables.Configuration).where(tables.Configuration.key == key))


def test_without_anything_said_every_default_holds(aura: Services) -> None:
    with aura.reading() as unit:
        lines = unit.configuration.list()
    assert [line.setting.key for line in lines] == list(SETTINGS)
    for line in lines:
        assert (line.source, line.value, line.version) == ("default", line.setting.default, 0)
        assert line.problem == ""


def test_a_change_is_stored_with_what_the_catalogue_says_and_counts(
    aura: Services, set_values: Set, get: Get, restart: Callable[[], Services]
) -> None:
    set_values(text__timeout_s=90)
    set_values(text__timeout_s="91")
    assert get("text.timeout_s") == Configured(
        setting=SETTINGS["text.timeout_s"], source="stored", value=91, version=2
    )
    row = row_of(aura, "text.timeout_s")
    assert (row.value, row.category, row.value_type) == ("91", "text", "integer")
    assert (row.is_sensitive, row.is_active, row.version) == (False, True, 2)
    assert row.description == SETTINGS["text.timeout_s"].description
    assert get("text.timeout_s", restart()).value == 91


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("text.timeout_s", 90),
        ("providers.plain_http", True),
        ("defaults.aspect", "1:1"),
        ("text.model", "é…"),
    ],
)
def test_a_value_comes_back_as_what_it_is(aura: Services, get: Get, key: str, value: Any) -> None:
    with aura.writing() as unit:
        unit.configuration.set(key, value)
    assert get(key).value == value
    assert type(get(key).value) is type(value)


def test_the_same_value_again_is_no_change(set_values: Set, get: Get) -> None:
    for _ in range(2):
        set_values(text__base_url=SERVER)
        set_values(text__api_key=KEY)
        set_values(text__timeout_s=60)
    assert {get(f"text.{name}").version for name in ("base_url", "api_key", "timeout_s")} == {1}


def test_reset_lets_the_default_apply_and_keeps_counting(aura: Services, set_values: Set, get: Get) -> None:
    set_values(text__timeout_s=90)
    with aura.writing() as unit:
        done = unit.configuration.reset("text.timeout_s")
    assert done == get("text.timeout_s")
    assert (done.source, done.value, done.version) == ("default", 60, 2)
    assert row_of(aura, "text.timeout_s").is_active is False
    with aura.writing() as unit:
        assert unit.configuration.reset("text.timeout_s").version == 2, "again is no change"
        assert unit.configuration.reset("text.model").version == 0
    assert row_of(aura, "text.model") is None
    assert set_values(text__timeout_s=90)["text.timeout_s"].version == 3


def test_a_key_that_is_unset_is_wiped(aura: Services, set_values: Set, get: Get) -> None:
    set_values(text__base_url=SERVER, text__api_key=KEY)
    assert get("text.api_key").shown == "••••WXYZ"
    with aura.writing() as unit:
        unit.configuration.reset("text.api_key")
    assert row_of(aura, "text.api_key").value == ""
    assert get("text.api_key").value == ""


def test_a_change_made_from_an_old_copy_is_refused_with_what_is_there(
    aura: Services, set_values: Set, get: Get
) -> None:
    set_values(text__model="one")
    for change, words in (("set", ["two"]), ("reset", [])):
        for old in (0, 2):
            with pytest.raises(Stale) as refused, aura.writing() as unit:
                getattr(unit.configuration, change)("text.model", *words, expected=old)
            assert refused.value.data == {"current": get("text.model"), "etag": "1"}
    with aura.writing() as unit:
        assert unit.configuration.set("text.model", "two", expected=1).version == 2
        assert unit.configuration.set("speech.model", "first", expected=0).version == 1


def test_of_many_who_change_a_setting_at_once_one_is_first_and_none_is_lost(aura: Services, get: Get) -> None:
    together = threading.Barrier(6)

    def change(name: str) -> bool:
        together.wait()
        try:
            with aura.writing() as unit:
                unit.configuration.set("text.model", name, expected=0)
        except Stale:
            return False
        return True

    with ThreadPoolExecutor(6) as people:
        assert sorted(people.map(change, "abcdef")) == [False] * 5 + [True]
    assert get("text.model").version == 1


def test_what_is_no_setting_is_not_found(aura: Services) -> None:
    for verb in ("get", "reset"):
        with pytest.raises(NotFound), aura.writing() as unit:
            getattr(unit.configuration, verb)("system.ffmpeg_path")
    with pytest.raises(NotFound), aura.writing() as unit:
        unit.configuration.set("ffmpeg_path", "/bin/sh")


def test_the_environment_wins_and_is_said(
    set_values: Set, get: Get, in_environment: Callable[..., Services]
) -> None:
    set_values(text__model="stored")
    aura = in_environment(
        AURA_TEXT_MODEL="from-outside", AURA_TEXT_TIMEOUT_S="7", AURA_PROVIDERS_PLAIN_HTTP="1"
    )
    line = get("text.model", aura)
    assert (line.source, line.value, line.version) == ("environment", "from-outside", 1)
    assert get("text.timeout_s", aura).value == 7
    assert get("providers.plain_http", aura).value is True
    with pytest.raises(Conflict, match="AURA_TEXT_MODEL") as refused, aura.writing() as unit:
        unit.configuration.set("text.model", "other")
    assert refused.value.field == "text.model"
    with aura.writing() as unit:
        unit.configuration.reset("text.model")
    assert get("text.model", aura).value == "from-outside"
    assert (get("text.model").source, get("text.model").version) == ("default", 2)


def test_the_file_of_the_home_is_read_as_the_environment_and_the_environment_wins_over_it(
    home: Path, get: Get, in_environment: Callable[..., Services]
) -> None:
    home.mkdir(exist_ok=True)
    (home / "aura.env").write_text("AURA_TEXT_MODEL=filed\nAURA_SPEECH_VOICE='in file'\nAURA_IMAGES_MODEL=\n")
    aura = in_environment(AURA_TEXT_MODEL="said")
    assert get("text.model", aura).value == "said"
    assert (get("speech.voice", aura).value, get("speech.voice", aura).source) == ("in file", "environment")
    assert get("images.model", aura).source == "default"


@pytest.mark.parametrize(
    "line",
    [
        "AURA_TEXT_MODLE=x",
        "AURA_TEXT_API_KEY sk-0123456789",
        "AURA_TEXT_API_KEY:sk-0123456789",
        "AURA_WEBHOOK_SECRET 0123456789abcdef",
        "AURA_WEBHOOK_SECRET: 0123456789abcdef",
        "AURA_DEFAULTS_=1",
    ],
)
def test_a_line_of_the_file_that_names_no_setting_stops_the_start_without_showing_what_it_says(
    home: Path, in_environment: Callable[..., Services], line: str
) -> None:
    home.mkdir(exist_ok=True)
    (home / "aura.env").write_text(line + "\n")
    with pytest.raises(Invalid, match=re.split("[ :=]", line, maxsplit=1)[0]) as refused:
        in_environment()
    assert "0123456789" not in f"{refused.value.message} {refused.value.field}"


@pytest.mark.parametrize("line", ["sk-0123456789", "export AURA_TEXT_API_KEY 0123456789", "0123456789=x"])
def test_a_key_on_a_line_of_its_own_is_told_by_its_number_alone(home: Path, line: str) -> None:
    home.mkdir(exist_ok=True)
    (home / "aura.env").write_text(f"# the key\n{line}\n")
    with pytest.raises(Invalid, match="line 2: there is no setting here") as refused:
        config.load(home)
    assert "0123456789" not in f"{refused.value.message} {refused.value.field}"


def test_what_the_environment_says_wrongly_is_told_and_stops_only_who_needs_it(
    get: Get, in_environment: Callable[..., Services]
) -> None:
    aura = in_environment(
        AURA_TEXT_TIMEOUT_S="soon",
        AURA_TEXT_BASE_URL="https://u:hunter2hunter2@a.example",
        AURA_TEXT_MODEL="m",
    )
    with aura.reading() as unit:
        told = {line.setting.key: line.problem for line in unit.configuration.list() if line.problem}
        assert told.keys() == {"text.timeout_s", "text.base_url"}
        assert "AURA_TEXT_TIMEOUT_S is a whole number from 1 to 600" in told["text.timeout_s"]
        assert "hunter2" not in str(told)
        assert unit.configuration.endpoint("speech") is None
        assert unit.configuration.defaults().language == "en"
        with pytest.raises(Unavailable, match="AURA_TEXT_BASE_URL") as refused:
            unit.configuration.endpoint("text")
        assert refused.value.field == "text.base_url"


def test_a_row_that_became_wrong_is_told_and_can_be_set_again(
    aura: Services, set_values: Set, get: Get
) -> None:
    set_values(text__timeout_s=90)
    with aura.writing() as unit:
        unit.work.session.execute(update(tables.Configuration).values(value="9000"))
    line = get("text.timeout_s")
    assert (line.value, line.source) == (60, "stored")
    assert "from 1 to 600" in line.problem
    with pytest.raises(Unavailable):
        line.usable()
    assert set_values(text__timeout_s=90)["text.timeout_s"].usable() == 90


def test_a_row_of_another_aura_is_left_alone(aura: Services, set_values: Set, get: Get) -> None:
    set_values(text__model="m")
    with aura.writing() as unit:
        unit.work.session.execute(update(tables.Configuration).values(key="text.later"))
    assert get("text.model").source == "default"
    assert row_of(aura, "text.later").value == "m"


def test_plain_http_to_the_internet_must_be_allowed_first(set_values: Set, get: Get, aura: Services) -> None:
    address = "http://models.example.org/v1"
    with pytest.raises(Invalid, match=r"providers\.plain_http"):
        set_values(text__base_url=address)
    assert row_of(aura, "text.base_url") is None, "what is refused leaves nothing"
    set_values(providers__plain_http=True, text__base_url=address)
    assert get("text.base_url").value == address
    with aura.writing() as unit:
        unit.configuration.reset("providers.plain_http")
    assert "anyone on the way" in get("text.base_url").problem


def test_new_projects_begin_with_what_was_set(aura: Services, set_values: Set) -> None:
    set_values(defaults__language="de", defaults__aspect="9:16", defaults__voice="de+max")
    with aura.reading() as unit:
        begin = unit.configuration.defaults()
    assert (begin.language, begin.aspect, begin.preset, begin.voice) == (
        "de",
        "9:16",
        "Standard 720p",
        "de+max",
    )


def test_a_secret_is_a_secret_in_the_process_too(set_values: Set, get: Get) -> None:
    set_values(text__base_url=SERVER, text__api_key=KEY)
    line = get("text.api_key")
    assert line.value == Secret(KEY)
    assert line.shown == "••••WXYZ"
    assert "canary" not in repr(line)


def test_new_projects_begin_with_a_preset_of_one_s_own_which_is_missed_when_it_goes(
    aura: Services, get: Get
) -> None:
    with aura.writing() as unit, pytest.raises(Invalid, match="one of Standard 720p"):
        unit.configuration.set("defaults.preset", "Mine")
    with aura.writing() as unit:
        unit.presets.save("Mine", Changes())
        unit.configuration.set("defaults.preset", "Mine")
    with aura.reading() as unit:
        assert get("defaults.preset").setting.choices[-1] == "Mine"
        assert unit.usual.document.render.preset == "Mine"
    with aura.writing() as unit:
        unit.presets.delete("Mine", in_use=True)

    assert get("defaults.preset").problem.startswith("defaults.preset is one of Standard 720p")
    with aura.reading() as unit, pytest.raises(Unavailable, match=r"defaults\.preset is one of"):
        unit.configuration.defaults()
