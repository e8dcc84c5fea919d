"""A server's picture: in the answer itself, looked at before it is used, asked for without words in it."""

import base64
import io
import json
from typing import Any, NamedTuple

import pytest
from PIL import Image

from aura.errors import ToolFailed
from aura.providers.online.call import Call
from aura.providers.online.picture_prompt import COLOURS, prompt, size_for
from aura.render.palettes import NAMES
from tests.providers.online.server import Provider, error, picture


class Shown(NamedTuple):
    title: str = "The lens"
    text: str = "The lens bends the light."
    topic: str = "Lighthouses"
    tone: str = "warm"
    palette: str = "Harbour"
    width_px: int = 1280
    height_px: int = 720


def test_a_picture_comes_as_it_was_made(
    provider: Provider, illustrator: Any, image: bytes, calls: list[Call]
) -> None:
    provider.will(picture(image))
    found = illustrator().illustrate(Shown())

    assert (found.data, found.kind) == (image, "png")
    assert (found.width_px, found.height_px) == (192, 128)
    (asked,) = provider.asked
    assert asked.path == "/v1/images/generations"
    assert set(asked.body) == {"model", "prompt", "size", "n", "response_format"}
    assert asked.body["size"] == "1536x1024"
    (call,) = calls
    assert (call.stage, call.input_tokens, call.output_tokens) == ("Visuals", 50, 1_584)
    assert json.loads(call.output_json) == {"bytes": len(image)}
    assert base64.b64encode(image).decode()[:60] not in repr(calls)


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [(1280, 720, "1536x1024"), (720, 1280, "1024x1536"), (720, 720, "1024x1024"), (864, 1080, "1024x1536")],
)
def test_the_size_suits_the_film(width: int, height: int, size: str) -> None:
    assert size_for(width, height) == size


def test_a_size_that_was_set_is_asked_for(provider: Provider, illustrator: Any, image: bytes) -> None:
    provider.will(picture(image))
    asking = illustrator(size="1536x864")
    asking.illustrate(Shown())

    assert provider.asked[0].body["size"] == "1536x864"
    assert asking.build == f"{provider.host} a-model 1536x864"


@pytest.mark.parametrize("model", ["gpt-image-2.5-flare", "chatgpt-image-latest"])
def test_models_that_always_send_the_picture_are_not_told_to(
    provider: Provider, illustrator: Any, image: bytes, model: str
) -> None:
    provider.will(picture(image))
    illustrator(model=model).illustrate(Shown())

    assert "response_format" not in provider.asked[0].body


def test_a_server_that_does_not_take_to_be_told_so_is_asked_without(
    provider: Provider, illustrator: Any, image: bytes
) -> None:
    provider.will(
        error(400, "Unknown parameter: 'response_format'.", param="response_format"), picture(image)
    )
    asking = illustrator()
    assert asking.illustrate(Shown())
    assert asking.illustrate(Shown())

    assert ["response_format" in asked.body for asked in provider.asked] == [True, False, False]


def test_an_address_instead_of_a_picture_is_refused_and_not_visited(
    provider: Provider, illustrator: Any
) -> None:
    elsewhere = Provider()  # it never answers
    answer = json.dumps({"data": [{"url": f"http://{elsewhere.host}/picture.png"}]}).encode()
    provider.will(lambda to: to.whole(200, "application/json", answer))
    with pytest.raises(ToolFailed, match="no other host is asked"):
        illustrator().illustrate(Shown())

    elsewhere.socket.setblocking(False)
    with pytest.raises(BlockingIOError):
        elsewhere.socket.accept()
    elsewhere.server_close()
    assert len(provider.asked) == 1


def test_pictures_are_taken_in_three_kinds(provider: Provider, illustrator: Any) -> None:
    for kind in ("JPEG", "WEBP"):
        out = io.BytesIO()
        Image.new("RGB", (320, 200), "teal").save(out, kind)
        provider.will(picture(out.getvalue()))
        assert illustrator().illustrate(Shown()).kind == kind.lower()


def test_a_picture_may_come_in_lines_or_as_an_address_of_data(
    provider: Provider, illustrator: Any, image: bytes
) -> None:
    lines = base64.encodebytes(image).decode()
    for written in (lines, f"data:image/png;base64,{lines}"):
        answer = json.dumps({"data": [{"b64_json": written}]}).encode()
        provider.will(lambda to, answer=answer: to.whole(200, "application/json", answer))
        assert illustrator().illustrate(Shown()).data == image


def test_a_picture_too_small_to_show_is_none(provider: Provider, illustrator: Any) -> None:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    provider.will(picture(out.getvalue()))
    with pytest.raises(ToolFailed, match="8 × 8 pixels"):
        illustrator().illustrate(Shown())


def test_a_sound_is_no_picture(provider: Provider, illustrator: Any, voice: bytes) -> None:
    provider.will(picture(voice))
    with pytest.raises(ToolFailed, match="not a picture"):
        illustrator().illustrate(Shown())


def test_the_words_of_the_scene_are_asked_for_and_none_in_the_picture() -> None:
    words = prompt(Shown(text="A " * 5_000))

    assert "Lighthouses" in words
    assert "The lens" in words
    assert "warm" in words
    assert COLOURS["Harbour"] in words
    assert "No text" in words
    assert len(words) < 2_600
    assert "tone" not in prompt(Shown(tone=" "))


def test_every_palette_has_its_colours_in_words() -> None:
    assert set(COLOURS) == set(NAMES)
