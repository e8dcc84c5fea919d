"""Drafts written by a language model, over the chat completions that compatible servers speak.

    brief, plan -> prompts -> a streamed answer -> drafts.read -> drafts.flaws -> a draft, or another try

A server that does not take the JSON schema is asked without one, which is one of the three tries; so is
asking again with what was wrong.  A draft whose length alone is off is asked for anew once, and taken as it
is when the second is no better.  Half a draft is never given back.
"""

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from aura.errors import AuraError, Invalid
from aura.providers.online import drafts, lengths, prompts
from aura.providers.online.call import Record
from aura.providers.online.client import Limits
from aura.providers.online.endpoint import Endpoint
from aura.providers.online.faults import Fault, Refused, Unusable
from aura.providers.online.growing import Growing, OnProgress
from aura.providers.online.media_type import require
from aura.providers.online.prices import Usage
from aura.providers.online.schema import response_format
from aura.providers.online.tries import PATIENCE, Asking, Patience, Try
from aura.providers.text.drafter import Draft
from aura.timeline.document import Brief, Plan, Voice

if TYPE_CHECKING:
    from openai import OpenAI

LIMITS = Limits(most_bytes=16 * 2**20)
_FORMAT_WORDS = (
    "response_format",
    "json_schema",
    "schema",
    "structured",
    "grammar",
    "stream_options",
    "nothing",
)
"""What a server that cannot do it complains of; some say nothing at all."""


class _Delta(Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(Struct):
    delta: _Delta | None = None
    finish_reason: str | None = None


class _Tokens(Struct):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _Piece(Struct):
    """A piece of a streamed answer, as much of it as counts here."""

    choices: list[_Choice] = []
    usage: _Tokens | None = None


class Manner(Struct, frozen=True, kw_only=True):
    """How the user wants a model asked: in words, and how freely.  Servers disagree on what a temperature
    does, so that none is sent unless somebody wants it."""

    instructions: str = ""
    temperature_percent: int | None = None


PLAINLY = Manner()


class OnlineDrafter:
    """Writes drafts by asking an endpoint; see ``Drafter``.  Safe from any thread.

    ``voice`` tells how fast they will be spoken.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        record: Record,
        *,
        manner: Manner = PLAINLY,
        voice: Voice = lengths.USUAL,
        limits: Limits = LIMITS,
        patience: Patience | None = None,
    ) -> None:
        self._asking = Asking(endpoint, "Script", record, limits=limits, patience=patience or PATIENCE)
        self._manner = manner
        self._voice = voice
        self._knows_schemas = True

    def draft(self, brief: Brief, plan: Plan, *, on_progress: OnProgress = lambda progress: None) -> Draft:
        """A draft of 3 to 20 scenes, about as long as the plan wants; half an hour at most.

        ``on_progress`` is told of each scene that is whole while the answer comes in.  Raises ``Invalid`` for
        a brief without topic, notes and outline; ``Unavailable``, ``TooMany`` or ``ToolFailed``, and then
        there is no draft.
        """
        given = (brief.topic, brief.notes, *(section.title for section in plan.sections))
        if not any(char.isalnum() for text in given for char in text):
            raise Invalid("Say what the film is about: give it a topic, or some notes.", field="brief.topic")
        writing = _Writing(
            self._asking,
            brief,
            plan,
            self._voice,
            self._manner,
            on_progress,
            knows_schemas=self._knows_schemas,
        )
        try:
            return writing.draft()
        finally:
            self._knows_schemas = writing.knows_schemas


class _Writing:
    """One draft being written.  ``spare`` is one whose length alone is off: better than none."""

    def __init__(
        self,
        asking: Asking,
        brief: Brief,
        plan: Plan,
        voice: Voice,
        manner: Manner,
        on_progress: OnProgress,
        *,
        knows_schemas: bool,
    ) -> None:
        self.asking = asking
        self.brief = brief
        self.plan = plan
        self.voice = voice
        self.manner = manner
        self.on_progress = on_progress
        self.knows_schemas = knows_schemas
        self.flawed = ""
        self.spare: Draft | None = None

    def draft(self) -> Draft:
        try:
            return self.asking.ask(self._once, self._without_schema)
        except AuraError:
            if self.spare is None:
                raise
        return self.spare

    def _without_schema(self, fault: Fault) -> bool:
        """Ask for plain JSON next time, if it is the schema that the server does not take."""
        complaint = fault.declined.lower()
        if not self.knows_schemas or not any(word in complaint for word in _FORMAT_WORDS):
            return False
        self.knows_schemas = False
        return True

    def _once(self, client: "OpenAI", one: Try) -> Draft:
        extras: dict[str, Any] = {}
        if self.knows_schemas:
            extras = {"response_format": response_format(), "stream_options": {"include_usage": True}}
        if self.manner.temperature_percent is not None:
            extras["temperature"] = self.manner.temperature_percent / 100
        messages: Any = self._messages(one)
        self.flawed = ""  # from here on the last answer is another one
        one.asked = {"messages": messages, **extras}
        with client.chat.completions.create(
            model=self.asking.endpoint.model, messages=messages, stream=True, **extras
        ) as stream:
            one.begun = True
            require(stream.response.headers, "text", "text/event-stream")
            text = self._text(_pieces(stream), one)
        return self._fit(drafts.read(text, self.brief, self.plan), text, last=one.number == self.asking.tries)

    def _messages(self, one: Try) -> list[dict[str, str]]:
        """The conversation: after an answer that could not be used, with what was wrong with it."""
        messages = prompts.messages(self.brief, self.plan, self.manner.instructions, self.voice)
        if one.before is None or not one.before.problem:
            return messages
        if self.flawed:
            messages.append({"role": "assistant", "content": self.flawed})
        return [*messages, {"role": "user", "content": prompts.repair(one.before.problem)}]

    def _text(self, pieces: Iterable[_Piece], one: Try) -> str:
        """The whole text of an answer, watched while it grows."""
        growing, limits = Growing(one.number), self.asking.limits
        refusal, finish = "", None
        for number, piece in enumerate(pieces, 1):
            if piece.usage is not None:
                one.usage = Usage(
                    input_tokens=piece.usage.prompt_tokens, output_tokens=piece.usage.completion_tokens
                )
            for choice in piece.choices[:1]:
                finish = choice.finish_reason or finish
                delta = choice.delta or _Delta()
                refusal += delta.refusal or ""
                whole = growing.add(delta.content or "")
                one.output = growing.text or refusal
                if whole:
                    self.on_progress(growing.progress)
            if number > limits.most_pieces or len(one.output) > limits.most_characters:
                raise Unusable("it does not end", passes=False)
        if refusal or finish == "content_filter":
            raise Refused(refusal or "its content filter stepped in")
        if finish is None:
            raise Unusable("it broke off before its end", amendable=False)
        if finish == "length":
            raise Unusable("it became too long for the model and was cut off")
        return growing.text

    def _fit(self, draft: Draft, text: str, *, last: bool) -> Draft:
        """The draft, if it is fit, or when there is no better one to be had."""
        grave, slight = drafts.flaws(draft, self.brief, self.plan, self.voice)
        if not grave and (not slight or last or self.spare is not None):
            return min(draft, self.spare or draft, key=self._off)
        if not grave:
            self.spare = draft
        self.flawed = text
        raise Unusable("; ".join((*grave, *slight)))

    def _off(self, draft: Draft) -> float:
        """How far from the wished length a draft is, too long or too short alike."""
        return abs(math.log(drafts.off(draft, self.brief, self.plan, self.voice)))


def _pieces(stream: Iterable[object]) -> Iterator[_Piece]:
    """The pieces of a streamed answer, whatever the server put into it."""
    chunks = iter(stream)
    while True:
        try:
            yield msgspec.convert(next(chunks), _Piece, from_attributes=True)
        except StopIteration:
            return
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError, msgspec.MsgspecError):
            raise Unusable("it is not the stream of JSON that it should be") from None
