"""A value is of its type and within its bounds; else the error says what is right, not what was said."""

from typing import Any

import pytest

from aura.errors import Invalid
from aura.providers.online.endpoint import Secret
from aura.setup.catalogue import SETTINGS
from aura.setup.values import parsed, written

ACCEPTED: list[tuple[str, Any, Any]] = [
    ("text.timeout_s", 5, 5),
    ("text.timeout_s", " 5 ", 5),
    ("text.timeout_s", 600, 600),
    ("text.input_price_micros", "150000", 150_000),
    ("providers.plain_http", True, True),
    ("providers.plain_http", "Yes", True),
    ("providers.plain_http", "off", False),
    ("providers.plain_http", 1, True),
    ("defaults.aspect", "9:16", "9:16"),
    ("defaults.language", "pt-BR", "pt-BR"),
    ("defaults.voice", "", ""),
    ("text.model", " llama3.1:8b\n", "llama3.1:8b"),
    ("text.model", "Mode\u0301le", "Mod\u00e9le"),
    ("images.size", "1536x1024", "1536x1024"),
    ("images.size", "", ""),
    ("text.base_url", "", ""),
    ("text.api_key", "sk-0123456789\n", Secret("sk-0123456789")),
]


@pytest.mark.parametrize(("key", "said", "value"), ACCEPTED)
def test_a_value_is_taken_as_what_it_is(key: str, said: Any, value: Any) -> None:
    found = parsed(SETTINGS[key], said, key)
    assert found == value
    assert type(found) is type(value)


REFUSED: list[tuple[str, Any, str]] = [
    ("text.timeout_s", 0, "from 1 to 600 (seconds)"),
    ("text.timeout_s", 601, "from 1 to 600"),
    ("text.timeout_s", -1, "from 1 to 600"),
    ("text.timeout_s", "x77777", "whole number"),
    ("text.timeout_s", "5.5", "whole number"),
    ("text.timeout_s", "٥", "whole number"),
    ("text.timeout_s", "9" * 5000, "whole number"),
    ("text.timeout_s", True, "whole number"),
    ("text.timeout_s", "", "whole number"),
    ("providers.plain_http", "maybe77777", "true or false"),
    ("providers.plain_http", 2, "true or false"),
    ("defaults.aspect", "77777", "16:9, 9:16, 1:1, 4:5"),
    ("defaults.preset", "77777", "Standard 720p"),
    ("defaults.language", "English 77777", "like pt-BR"),
    ("defaults.language", "", "unset it"),
    ("images.size", "77777", "like 1536x1024"),
    ("text.model", "77777\nb", "one line"),
    ("text.model", "77777" * 100, "one line"),
    ("text.model", "77777\x00", "U+0000"),
    ("text.model", "77777\ud800", "U+D800"),
    ("text.model", 77777, "a text"),
    ("text.api_key", "77777 77777", "without spaces"),
    ("text.api_key", "77777é", "without spaces"),
    ("text.api_key", "77777\r\nX-Evil: 1", "without spaces"),
    ("text.api_key", "7" * 5000, "without spaces"),
    ("text.api_key", "", "without spaces"),
    ("text.api_key", 77777, "a text"),
]


@pytest.mark.parametrize(("key", "said", "right"), REFUSED)
def test_a_wrong_value_names_its_setting_and_what_is_right_and_is_not_repeated(
    key: str, said: Any, right: str
) -> None:
    with pytest.raises(Invalid) as refused:
        parsed(SETTINGS[key], said, key)
    assert refused.value.field == key
    assert refused.value.message.startswith(key) or "U+" in refused.value.message
    assert right in refused.value.message
    assert "77777" not in refused.value.message


@pytest.mark.parametrize(("key", "said", "value"), ACCEPTED)
def test_what_is_written_reads_back(key: str, said: Any, value: Any) -> None:
    if not isinstance(value, Secret) and value != "":
        assert parsed(SETTINGS[key], written(value), key) == value
