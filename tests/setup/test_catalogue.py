"""Every setting says what it is, and the environment knows exactly these."""

import re

import pytest

from aura import config
from aura.config import Settings
from aura.errors import Invalid, NotFound
from aura.providers.online.endpoint import Endpoint, Secret
from aura.setup.catalogue import KINDS, SETTINGS, VARIABLES, Setting, find, given
from aura.setup.values import parsed, written


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=lambda setting: setting.key)
def test_a_setting_says_what_it_is_and_its_default_is_allowed(setting: Setting) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z_]+", setting.key)
    assert setting.description.endswith(".")
    assert setting.key == SETTINGS[setting.key].key
    if setting.default != "":
        assert parsed(setting, setting.default, setting.key) == setting.default
        assert parsed(setting, written(setting.default), setting.key) == setting.default
    if setting.type == "integer":
        assert setting.least is not None
        assert setting.most is not None
        assert setting.least <= int(setting.default) <= setting.most
    if setting.pattern:
        assert parsed(setting, setting.example, setting.key) == setting.example
    assert setting.is_sensitive == ("key" in setting.key.rpartition(".")[2])


def test_the_environment_tells_settings_of_the_catalogue_from_the_others_by_their_beginning() -> None:
    assert {name.split("_")[1].lower() for name in VARIABLES} == {each.category for each in SETTINGS.values()}
    assert {f"AURA_{each.category.upper()}_" for each in SETTINGS.values()} == set(config.CATALOGUED)
    early = {config.variable(name) for name in Settings.__struct_fields__}
    assert not {name for name in early if name.startswith(config.CATALOGUED)}


def test_every_kind_of_server_has_what_an_endpoint_needs() -> None:
    for kind in KINDS:
        assert {f"{kind}.{name}" for name in ("base_url", "model", "api_key", "timeout_s")} <= SETTINGS.keys()
        names = {key.partition(".")[2] for key in SETTINGS if key.startswith(f"{kind}.")}
        assert names <= set(Endpoint.__struct_fields__)


def test_what_the_environment_says_is_known_by_key_and_a_key_in_it_is_a_secret() -> None:
    said = {"AURA_TEXT_MODEL": "m", "AURA_SPEECH_API_KEY": "sk-0123456789", "AURA_PORT": "1", "PATH": "/bin"}

    found = given(said)

    assert found == {"text.model": "m", "speech.api_key": Secret("sk-0123456789")}
    assert "0123456789" not in repr(found)


def test_a_name_that_is_nearly_one_is_an_error_and_not_ignored() -> None:
    with pytest.raises(Invalid, match="AURA_TEXT_MODLE") as refused:
        given({"AURA_TEXT_MODLE": "secret-value"})
    assert refused.value.field == "AURA_TEXT_MODLE"
    assert "secret-value" not in refused.value.message


def test_a_key_that_is_none_is_not_repeated() -> None:
    with pytest.raises(NotFound) as refused:
        find("sk-0123456789")
    assert "sk-" not in str(refused.value)
    assert refused.value.field == "key"
