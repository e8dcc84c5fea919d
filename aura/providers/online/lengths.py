"""How many words a plan wants, for a model that counts words and not seconds.  Pure.

A film of more than half an hour is asked for as one of half an hour: that is as much as models write in one
answer.

Units: seconds; words, or characters in languages that are written without blanks.
"""

from aura.providers.text import pace
from aura.providers.text.language import primary
from aura.timeline.document import Plan, Voice

USUAL = Voice()
LONGEST_S = 1_800

WORDS_PER_MINUTE = {"en": 195, "de": 165, "fr": 215, "es": 200, "it": 195, "nl": 175, "pl": 130, "pt": 195}
"""What ``pace`` takes for a minute of ordinary text; of other languages, 165 words."""
OTHER_WORDS_PER_MINUTE = 165
CHARACTERS_PER_MINUTE = {"zh": 210, "ja": 330, "ko": 330}


def wanted_s(plan: Plan) -> int:
    """The length a draft is asked for."""
    return min(plan.target_duration_s, LONGEST_S)


def rate_percent(plan: Plan, voice: Voice = USUAL) -> int:
    """How fast a draft will be spoken."""
    return pace.speech_percent(plan.pacing, voice)


def amount(plan: Plan, language: str, voice: Voice = USUAL) -> tuple[int, str]:
    """How much text fills the plan's length, pauses between scenes left out: a number, and of what."""
    spoken_s = max(wanted_s(plan) - pace.scenes_for(plan) * pace.pause_s(voice), 3.0)
    minutes = spoken_s * rate_percent(plan, voice) / 100 / 60
    code = primary(language)
    if code in CHARACTERS_PER_MINUTE:
        return round(minutes * CHARACTERS_PER_MINUTE[code]), "characters"
    return round(minutes * WORDS_PER_MINUTE.get(code, OTHER_WORDS_PER_MINUTE)), "words"


def spoken_s(text: str, plan: Plan, language: str, voice: Voice = USUAL) -> float:
    """How long a scene of this text lasts, the pause after it included."""
    return pace.spoken_s(text, language, rate_percent(plan, voice)) + pace.pause_s(voice)
