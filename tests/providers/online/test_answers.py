"""What models write, read with care: rid of marks and stage directions, in the words that are spoken."""

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aura.providers.online import drafts, lengths, schema, wording
from aura.providers.online.call import MOST_BYTES, answer, question
from aura.providers.online.disclosure import disclosure
from aura.providers.online.endpoint import Endpoint, Secret
from aura.providers.online.faults import Unusable, host_of
from aura.providers.online.growing import Growing
from aura.providers.online.prices import KNOWN, Usage, cost_micros
from aura.providers.online.prompts import material, messages
from aura.providers.text.drafter import DraftScene
from aura.providers.text.pace import spoken_s
from aura.timeline.document import Brief, Plan
from tests.providers.online.conftest import KEY, TOLD

TEXT = Endpoint(kind="text", base_url="https://api.example.org/v1", model="m", api_key=Secret(KEY))


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Plain words stay.", "Plain words stay."),
        ("**Bold** and *soft* and `code` stay.", "Bold and soft and code stay."),
        ("# A heading\nThen words.", "A heading\nThen words."),
        ("- One.\n- Two.\n3. Three.", "One.\nTwo.\nThree."),
        ("[Upbeat music] Ships see it.", "Ships see it."),
        ("Ships see it (pause) from afar.", "Ships see it from afar."),
        ("(Dramatic music swells) It is night.", "It is night."),
        ("The tower (built in 1880) stands.", "The tower (built in 1880) stands."),
        ("Narrator: It is night.", "It is night."),
        ("**NARRATOR (V.O.):** It is night.", "It is night."),
        ("Sprecherin: Es ist Nacht.", "Es ist Nacht."),
        ("Scene 3: The lamp is lit.", "The lamp is lit."),
        ("See [the list](https://example.org) of lights.", "See the list of lights."),
        ("It costs 5 * 3 * 2 coins, snake_case_stays.", "It costs 5 * 3 * 2 coins, snake_case_stays."),
        ("1880 was the year. 3.5 metres is enough.", "1880 was the year. 3.5 metres is enough."),
        ("Wait [beat] , then go .", "Wait, then go."),
        ("---\n\n***", ""),
        ("", ""),
    ],
)
def test_only_what_is_said_is_kept(written: str, spoken: str) -> None:
    assert wording.spoken(written) == spoken


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_text_upsets_the_reading(text: str) -> None:
    said = wording.spoken(text)
    assert "\n\n" not in said
    wording.title(text)


@settings(deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda data: data.decode("latin-1")))
def test_an_answer_is_a_draft_or_unusable(text: str) -> None:
    with contextlib.suppress(Unusable):
        drafts.flaws(drafts.read(text, Brief(topic="a"), Plan()), Brief(topic="a"), Plan())


@pytest.mark.parametrize("deep", ['{"scenes": ' + "[" * 5_000, '{"a":' * 5_000, "[" * 90_000])
def test_a_deep_answer_is_unusable(deep: str) -> None:
    with pytest.raises(Unusable):
        drafts.read(deep + "}", Brief(topic="a"), Plan())
    assert Growing(1).add(deep + "}") is False


@settings(deadline=None)
@given(st.integers(1, 60))
def test_scenes_are_seen_as_soon_as_they_are_whole_however_the_text_is_cut(size: int) -> None:
    told = [{"script_text": words, "title": title} for title, words in TOLD]
    text = json.dumps({"title": 'A "scenes": [ trap', "scenes": told}, indent=1)
    growing = Growing(1)
    counts = []
    for start in range(0, len(text), size):
        growing.add(text[start : start + size])
        counts.append(len(growing.scenes))

    assert growing.progress.scenes == tuple(
        DraftScene(title=title, script_text=words) for title, words in TOLD
    )
    assert counts == sorted(counts)
    if size < 40:
        assert set(counts) == {0, 1, 2, 3, 4, 5}


def test_the_schema_is_the_drafts_own_and_holds_no_references() -> None:
    text = json.dumps(schema.response_format())
    assert "$ref" not in text
    assert "maxLength" not in text
    assert "default" not in text
    assert text.count('"additionalProperties": false') == 3


ENGLISH = "A lens bends nearly all of its light into one flat beam. The beam turns, so a ship sees a flash. "
GERMAN = "Eine Linse bündelt fast ihr ganzes Licht zu einem flachen Strahl. Er dreht sich, weithin sichtbar. "


@pytest.mark.parametrize(("language", "text"), [("en", ENGLISH), ("de", GERMAN)])
@pytest.mark.parametrize("plan", [Plan(), Plan(target_duration_s=180, pacing="Fast"), Plan(pacing="Chill")])
def test_as_many_words_are_asked_for_as_fill_the_time(language: str, text: str, plan: Plan) -> None:
    number, unit = lengths.amount(plan, language)
    words = (text * 200).split()[:number]
    scenes = max(3, min(20, round(plan.target_duration_s / 12)))
    seconds = spoken_s(" ".join(words), language, lengths.rate_percent(plan)) + 0.45 * scenes

    assert unit == "words"
    assert abs(seconds / plan.target_duration_s - 1) < 0.2


def test_a_very_long_film_is_asked_for_as_half_an_hour() -> None:
    assert lengths.wanted_s(Plan(target_duration_s=36_000)) == 1_800
    assert lengths.amount(Plan(), "ja")[1] == "characters"


def test_a_long_question_is_on_record_with_its_end_cut_and_still_json() -> None:
    asked = {"messages": messages(Brief(topic="a", notes="é" * 200_000), Plan())}
    record = question(asked, Secret(KEY))

    assert len(record.encode()) <= MOST_BYTES
    assert "more characters)" in json.loads(record)["messages"][1]["content"]
    assert json.loads(record)["messages"][0]["content"] == asked["messages"][0]["content"]


def test_a_long_answer_is_on_record_with_its_end_cut() -> None:
    record = answer("é" * 200_000, None)
    assert len(record.encode()) <= MOST_BYTES
    assert record.endswith("…")


def test_a_record_holds_no_key_and_nothing_a_database_refuses() -> None:
    record = answer(f"so {KEY}\x00\ud800\n", Secret(KEY))
    assert record == "so ••••  \n"


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://api.example.org/v1", "api.example.org"),
        ("https://api.example.org:443/v1", "api.example.org"),
        ("http://10.0.0.8:8080", "10.0.0.8:8080"),
        ("https://user:secret@api.example.org/v1", "api.example.org"),
    ],
)
def test_a_host_is_told_as_people_know_it(address: str, host: str) -> None:
    assert host_of(Endpoint(kind="text", base_url=address, model="m", api_key=None)) == host


def test_what_leaves_is_said_in_one_sentence() -> None:
    told = disclosure("Script", TEXT, [material(Brief(topic="Lighthouses"), Plan())])
    assert told.what == (
        "The brief and the plan (23 characters) are sent to api.example.org, model m, to draft the script."
    )
    assert (told.host, told.model, told.stage, told.characters) == ("api.example.org", "m", "Script", 23)
    assert told.encrypted

    plain = Endpoint(kind="speech", base_url="http://192.168.1.9/v1", model="m", api_key=None)
    spoken = disclosure("Voice", plain, ["a" * 700, "b" * 540])
    assert spoken.what == (
        "The words of 2 scenes (1,240 characters) are sent to 192.168.1.9, "
        "model m, to be spoken, unencrypted."
    )
    assert "1 scene, with the film's topic and tone (" in disclosure("Visuals", plain, ["a"]).what


def priced(kind: str = "text", **others: object) -> Endpoint:
    given = {"base_url": "https://api.openai.com/v1", "model": "gpt-6-luna", "api_key": None}
    return Endpoint(**{"kind": kind, **given, **others})  # type: ignore[arg-type]


def test_what_a_call_cost_is_told_where_it_is_known() -> None:
    used = Usage(input_tokens=1_000, output_tokens=3_000)
    assert cost_micros(priced(), used) == 1_600
    assert cost_micros(priced(input_price_micros=2_000_000), used) == 2_000
    assert cost_micros(priced(model="tts-1"), Usage(characters=101)) == 1_515
    assert cost_micros(priced("speech", model="x", input_price_micros=1), Usage(characters=5)) == 1
    assert all(any(price) for price in KNOWN.values())


def test_what_is_not_known_costs_nothing_known() -> None:
    used = Usage(input_tokens=1_000, output_tokens=3_000)
    assert cost_micros(priced(model="unheard-of"), used) is None
    assert cost_micros(priced(base_url="https://elsewhere.example/v1"), used) is None
    assert cost_micros(priced(), Usage(input_tokens=5)) is None
    assert cost_micros(priced(model="tts-1"), Usage()) is None
