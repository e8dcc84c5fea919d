"""English words for the forms: what opens and closes a comparison, a story and a showcase, and fills them.

In a template ``{thing}`` is a subject or an object; the first line stands alone, the others rest on it.
"""

from collections.abc import Sequence

from aura.providers.text.frames import Bank, FormBanks, FormWording
from aura.providers.text.phrasebook import Beat, Line
from aura.providers.text.topic import Topic


def either(parts: Sequence[str]) -> str:
    """``a, b or c``."""
    return f"{', '.join(parts[:-1])} or {parts[-1]}" if len(parts) > 1 else "".join(parts)


def listed(parts: Sequence[str]) -> str:
    """``a, b and c``."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _story(topic: Topic) -> str:
    match topic.kind:
        case "question":
            return f"{topic.text[:1].upper()}{topic.text[1:]}?"
        case "activity" | "gerund":
            return f"This is a story about {topic.about}."
        case "noun" | "clause" if topic.about and not topic.count:
            about = topic.about
            return f"This is {about}." if _is_told(about) else f"This is the story of {about}."
    return f"Here is a story: {topic.text}."


def _is_told(about: str) -> bool:
    """Whether a topic calls itself a story."""
    return about.lower().startswith(
        ("the story ", "the history ", "the tale ", "a story ", "a tale ", "our story")
    )


def _useful(topic: Topic) -> str:
    if topic.kind == "question":
        return f"{topic.text[:1].upper()}{topic.text[1:]}?"
    if topic.kind == "noun" and topic.thing:
        return f"What can {topic.thing} do for you?"
    return f"{topic.text[:1].upper()}{topic.text[1:]}: what can it do for you?"


def _meet(topic: Topic) -> str:
    if topic.kind not in {"noun", "label", "plain"} or topic.count or len(topic.text.split()) > 10:
        return ""
    return f"Meet {topic.thing or topic.text}."


WORDING = FormWording(
    either=either,
    audience="This is for {}.",
    aim="It all comes down to one thing: {}.",
    call="{}.",
    lesson="Now you know {}.",
    lesson_alone="Now find out {}.",
    that=("that ",),
    that_alone="Remember {}.",
    turn_title="Your turn",
    side_by_side="Let's put them side by side.",
    two_heard="You have heard both sides.",
    all_heard="You have heard them all.",
    which="So, which will it be?",
    choice="The choice is yours.",
    choice_title="Your choice",
    weigh="Weigh them up in your own time.",
    story_audience="A story for {}.",
    story=_story,
    begins="It begins like this.",
    ends="And that is where the story ends.",
    stays="Which moment will stay with you?",
    retold="Pass it on to someone who likes a good story.",
    untold="Now it's your turn to tell this story.",
    end_title="The end of the story",
    useful=_useful,
    look="Let's take a closer look.",
    meet=_meet,
    remedy="What can be done?",
    tried="See for yourself.",
    problem="The problem",
    onward="And the story goes on.",
    step_by_step="{}, step by step.",
    try_it="Now it's your turn.",
    check=Beat(
        "The check",
        (Line("Before you call it done, one last check.", 3), Line("Is it the way you wanted it?", 2)),
    ),
)

COMPARISON_BEATS: Bank = (
    (
        "What counts",
        "Before you compare, decide what counts most for you.",
        "Put one thing first, and the rest gets easier.",
    ),
    (
        "One question for all",
        "Ask the same question of each.",
        "Only then do the answers stand side by side.",
    ),
    (
        "An ordinary day",
        "Picture an ordinary day with each of them.",
        "Where would you notice the difference first?",
    ),
    (
        "The other side of it",
        "What would you give up with each choice?",
        "That is often easier to say than what you would gain.",
    ),
    (
        "What they share",
        "What do they have in common?",
        "It is easy to overlook when you only look for differences.",
    ),
    (
        "Someone who chose",
        "Ask someone who has had to choose.",
        "What would they look at more closely next time?",
    ),
    (
        "A year from now",
        "Which choice would you still be happy with a year from now?",
        "Take your time over that one.",
    ),
    (
        "The way back",
        "How easily could you change your mind later?",
        "A choice that can be undone is a lighter one.",
    ),
)
COMPARISON_AFTER_NOTES = (*COMPARISON_BEATS[2:4], *COMPARISON_BEATS[5:], COMPARISON_BEATS[4])

STORY_BEATS: Bank = (
    ("The beginning", "Where would you begin this story?", "The best beginnings are often small ones."),
    ("The place", "Picture the place where it happens.", "What do you hear there, before anything happens?"),
    ("The people", "Who is in this story?", "And who is missing from it?"),
    (
        "The turning point",
        "Every story has a moment that changes everything.",
        "Which moment would that be here?",
    ),
    ("What is at stake", "What could be lost?", "And who would be the first to notice?"),
    (
        "One detail",
        "Find the one detail that only someone who was there could know.",
        "It makes the rest come alive.",
    ),
    ("The silence", "What is never said out loud?", "Leave a little room for it."),
    ("The ending", "How would you like it to end?", "Now think of the ending that nobody expects."),
)
STORY_AFTER_NOTES: Bank = (
    ("In the middle of it", "Put yourself in the middle of it for a moment.", "What would you have done?"),
    ("Another teller", "Who could tell this story from another side?", "It might begin somewhere else."),
    ("The moment", "Which moment would you tell first?", "It is often the one that means most to you."),
    (
        "A picture of it",
        "If one picture were left of it, what should it show?",
        "And who would be standing at its edge?",
    ),
)

SHOWCASE_BEATS: Bank = (
    (
        "The problem first",
        "Start with the problem, not with the product.",
        "What bothers you enough to want it solved?",
    ),
    ("Today", "How do you manage today, without {thing}?", "Notice what that costs you in time and nerves."),
    ("One thing", "What is the one thing it has to do well?", "Everything else comes after that."),
    ("An ordinary day", "Picture an ordinary day with {thing}.", "What would be different by the evening?"),
    (
        "The first to try",
        "Who would want to try {thing} first?",
        "Think of one person, and of what they would say.",
    ),
    ("A fair test", "How would you put {thing} to the test?", "Choose the task that matters most to you."),
    (
        "Before you decide",
        "Which question would you ask before you decide?",
        "A good answer is usually a short one.",
    ),
    (
        "A month later",
        "What would you like to say about {thing} a month from now?",
        "Write it down, and read it again then.",
    ),
)
SHOWCASE_AFTER_NOTES = (
    SHOWCASE_BEATS[3],
    SHOWCASE_BEATS[5],
    SHOWCASE_BEATS[6],
    SHOWCASE_BEATS[4],
    SHOWCASE_BEATS[7],
)

BANKS = FormBanks(
    comparison=(COMPARISON_BEATS, COMPARISON_AFTER_NOTES),
    story=(STORY_BEATS, STORY_AFTER_NOTES),
    showcase=(SHOWCASE_BEATS, SHOWCASE_AFTER_NOTES),
)
