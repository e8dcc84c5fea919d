"""What a call cost, as far as that is known: by the endpoint's own prices, else by those published.

The endpoint's prices count for texts and pictures by the token, for speech by the character of its input.
Where they are 0, prices are known of models that OpenAI serves itself, and of no other host's: the same
name costs otherwise elsewhere.  What is not known is ``None``, never 0.

Source: what the vendor's model pages, and notes on them, said on ``READ_ON``; prices change, so that the
endpoint's own are to be set where costs matter.  They are for questions of up to 272,000 tokens, without
discounts for cached ones, so that a cost is rather too high than too low.

Units: micro-dollars (millionths) for a million tokens or characters.
"""

from typing import NamedTuple

from msgspec import Struct

from aura.providers.online.endpoint import Endpoint
from aura.providers.online.faults import host_of

READ_ON = "2026-11-26"
PUBLISHER = "api.openai.com"
MILLION = 1_000_000
MOST_TOKENS = 2**31 - 1
"""Of one call; a server may say anything."""


class Usage(Struct, frozen=True, kw_only=True):
    """What a call used, as far as the server told; ``characters`` are those given to be spoken."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    characters: int = 0


class Price(NamedTuple):
    """For a million of each."""

    input_tokens: int = 0
    output_tokens: int = 0
    characters: int = 0


KNOWN: dict[str, Price] = {
    "gpt-6-sol": Price(2_000_000, 10_000_000),
    "gpt-6-luna": Price(100_000, 500_000),
    "gpt-5.6-terra": Price(2_000_000, 12_000_000),
    "gpt-5.6-luna": Price(200_000, 1_200_000),
    "gpt-image-2.6-sunburst": Price(5_000_000, 30_000_000),
    "tts-1": Price(characters=15_000_000),
    "tts-1-hd": Price(characters=30_000_000),
}


def price_of(endpoint: Endpoint) -> Price | None:
    """The price of what an endpoint serves; ``None`` when it is not known."""
    if endpoint.input_price_micros or endpoint.output_price_micros:
        if endpoint.kind == "speech":
            return Price(characters=endpoint.input_price_micros)
        return Price(endpoint.input_price_micros, endpoint.output_price_micros)
    return KNOWN.get(endpoint.model) if host_of(endpoint) == PUBLISHER else None


def cost_micros(endpoint: Endpoint, usage: Usage) -> int | None:
    """What a call cost, rounded up; ``None`` when its price or what it used is not known."""
    price = price_of(endpoint)
    if price is None:
        return None
    if price.characters:
        return -(-usage.characters * price.characters // MILLION) if usage.characters else None
    read, written = believed(usage.input_tokens), believed(usage.output_tokens)
    if read is None or written is None:
        return None
    cost = read * price.input_tokens + written * price.output_tokens
    return -(-cost // MILLION)


def believed(tokens: int | None) -> int | None:
    """As many tokens as a call may have taken."""
    return None if tokens is None else min(max(tokens, 0), MOST_TOKENS)
