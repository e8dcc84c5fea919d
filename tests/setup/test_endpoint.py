"""Who needs a server gets it whole, or is told what is missing; a key goes to its own server alone."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from aura.errors import Conflict, Unavailable
from aura.providers.online.endpoint import Endpoint, Secret
from aura.services import Services
from aura.setup.catalogue import Kind
from aura.setup.standing import Configured
from aura.setup.tables import Configuration as Row

Get = Callable[..., Configured]
Set = Callable[..., dict[str, Configured]]

KEY = "sk-canary-3f9b27c1d8e04a56b7-WXYZ"
SERVER = "https://models.example.org/v1"


def endpoint(aura: Services, kind: Kind = "text") -> Endpoint | None:
    with aura.reading() as unit:
        return unit.configuration.endpoint(kind)


def why_not(aura: Services, kind: Kind = "text") -> str:
    """Why there is no server, and which setting is named."""
    with pytest.raises(Unavailable) as refused:
        endpoint(aura, kind)
    assert "canary" not in str(refused.value)
    return f"{refused.value.field}: {refused.value.message}"


def test_without_an_address_aura_does_it_itself(aura: Services, set_values: Set) -> None:
    set_values(text__model="m")
    for kind in ("text", "speech", "images"):
        assert endpoint(aura, kind) is None  # type: ignore[arg-type]  # mypy widens the names


def test_a_server_is_given_with_all_that_was_set(aura: Services, set_values: Set) -> None:
    set_values(text__base_url=f"{SERVER}/", text__model="m", text__api_key=KEY, text__timeout_s=5)
    set_values(text__input_price_micros=150_000, text__output_price_micros=600_000)
    assert endpoint(aura) == Endpoint(
        kind="text",
        base_url=SERVER,
        model="m",
        api_key=Secret(KEY),
        timeout_s=5,
        input_price_micros=150_000,
        output_price_micros=600_000,
    )
    set_values(speech__base_url="http://localhost:8880/v1", speech__model="kokoro", speech__voice="bella")
    assert endpoint(aura, "speech") == Endpoint(
        kind="speech", base_url="http://localhost:8880/v1", model="kokoro", api_key=None, voice="bella"
    )
    set_values(images__base_url=SERVER, images__model="painter", images__size="1024x1024")
    assert endpoint(aura, "images") == Endpoint(
        kind="images", base_url=SERVER, model="painter", api_key=None, size="1024x1024"
    )


def test_a_server_without_a_model_says_so(aura: Services, set_values: Set) -> None:
    set_values(text__base_url=SERVER)
    assert "text.model is not set" in why_not(aura)


def test_offline_means_that_nobody_is_asked(aura: Services, set_values: Set) -> None:
    set_values(text__base_url=SERVER, text__model="m")
    for tier, asked in (("Offline", False), ("OwnServer", True), ("Offline", False), ("Cloud", True)):
        with aura.writing() as unit:
            unit.setup.save(tier=tier)
        assert (endpoint(aura) is not None) == asked, tier


def test_a_key_is_given_for_a_server_that_is_known(aura: Services, set_values: Set) -> None:
    with pytest.raises(Conflict, match=r"set text\.base_url first") as refused:
        set_values(text__api_key=KEY)
    assert refused.value.field == "text.api_key"
    assert not aura.secrets.file.exists()
    with aura.reading() as unit:
        assert unit.work.session.scalars(select(Row)).all() == []


def test_whoever_changes_the_address_gains_no_key_by_it(aura: Services, set_values: Set, get: Get) -> None:
    set_values(text__base_url=SERVER, text__model="m", text__api_key=KEY)
    for other in ("https://evil.example/v1", "https://models.example.org:8443/v1", "http://localhost:9/v1"):
        set_values(text__base_url=other)
        assert "was given for https://models.example.org and is sent to no other server" in why_not(aura)
        assert get("text.api_key").value == ""
    set_values(text__base_url="https://models.example.org/v2")
    found = endpoint(aura)
    assert found is not None
    assert found.api_key == Secret(KEY), "another path of the same server"
    set_values(text__base_url="https://other.example/v1", text__api_key="sk-another-0123456789")
    assert endpoint(aura) is not None


def test_swapped_ciphertexts_are_refused(aura: Services, set_values: Set) -> None:
    set_values(text__base_url=SERVER, text__model="m", text__api_key=KEY)
    set_values(speech__base_url=SERVER, speech__model="s", speech__api_key="sk-speech-0123456789")
    with aura.writing() as unit:
        session = unit.work.session
        kept = {row.key: row.value for row in session.scalars(select(Row).where(Row.is_sensitive.is_(True)))}
        for key, other in (("text.api_key", "speech.api_key"), ("speech.api_key", "text.api_key")):
            session.execute(update(Row).where(Row.key == key).values(value=kept[other]))
    assert "give the key again" in why_not(aura)
    assert "give the key again" in why_not(aura, "speech")


def test_a_lost_key_file_stops_only_who_needs_it_and_names_what_to_enter_again(
    aura: Services, set_values: Set, get: Get
) -> None:
    set_values(text__base_url=SERVER, text__model="m", text__api_key=KEY)
    set_values(speech__base_url=SERVER, speech__model="s")
    aura.secrets.file.unlink()
    assert why_not(aura).startswith("text.api_key: text.api_key cannot be read")
    assert "secret.key is missing" in get("text.api_key").problem
    assert endpoint(aura, "speech") is not None
    set_values(text__api_key=KEY)
    found = endpoint(aura)
    assert found is not None
    assert found.api_key == Secret(KEY)


def test_a_key_of_the_environment_is_sent_only_where_the_environment_says(
    aura: Services, set_values: Set, in_environment: Callable[..., Services]
) -> None:
    set_values(text__base_url=SERVER, text__model="m")
    outside = in_environment(AURA_TEXT_API_KEY=KEY)
    assert "set AURA_TEXT_BASE_URL too" in why_not(outside)
    outside = in_environment(AURA_TEXT_API_KEY=KEY, AURA_TEXT_BASE_URL="https://outside.example/v1")
    found = endpoint(outside)
    assert found is not None
    assert (found.base_url, found.api_key) == ("https://outside.example/v1", Secret(KEY))
    assert not aura.secrets.file.exists(), "it is not kept"
