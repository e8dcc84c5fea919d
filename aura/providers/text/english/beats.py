"""The English fillers: what can be said about any subject without stating a fact about it.

In a template ``{about}`` follows "about", ``{full}`` too but may be a whole clause; ``{thing}`` is a
subject or an object, ``{do}`` agrees with it; ``{act}`` is what one does.  The first line stands alone; the
others rest on it. The first beats are said only where the user brought nothing; those for after notes suit
best beside the user's own words.
"""

FIRST_BEATS: tuple[tuple[str, ...], ...] = (
    (
        "What you know already",
        "Start with what you already know about {full}.",
        "One plain sentence is enough.",
        "Say it out loud: the gaps show at once.",
    ),
    (
        "A second look",
        "What do you notice first about {about}, and what only on a second look?",
        "The second look is where it gets interesting.",
    ),
    (
        "Why it matters",
        "Why {do} {thing} matter at all?",
        "Think of one person who would give you a straight answer.",
    ),
    (
        "A common mistake",
        "What do people often get wrong about {about}?",
        "Listen for the sentence that begins with: everybody knows.",
    ),
    (
        "The hard part",
        "Every subject has a hard part.",
        "What is the hardest thing to understand about {about}?",
        "Stay with that a little longer than with the rest.",
    ),
)

SUBJECT_BEATS: tuple[tuple[str, ...], ...] = (
    (
        "One example",
        "Pick a single example and follow it from start to finish.",
        "It will tell you more about {about} than any definition.",
    ),
    (
        "Close to home",
        "Where {do} {thing} touch your own life?",
        "Somewhere between breakfast and bedtime, there is a place to look.",
    ),
    (
        "One number",
        "Find one number that says something about {about}.",
        "Guess first, then look it up.",
        "The distance between the two is what you have learned.",
    ),
    (
        "Another view",
        "Look for someone who sees {thing} differently from you.",
        "Hear them out, all the way to the end.",
    ),
    (
        "The words",
        "Which word comes up again and again when people talk about {about}?",
        "Make sure you know what it means before you use it.",
    ),
    (
        "What is missing",
        "What do you hardly ever hear about {about}?",
        "Ask once why that is.",
        "Sometimes the quiet part is the important one.",
    ),
    (
        "Yesterday and tomorrow",
        "What did you think about {thing} ten years ago?",
        "And what do you expect ten years from now?",
    ),
    (
        "A good source",
        "Find one good source about {about}, and read it to the end.",
        "Half an article is often worse than none.",
    ),
    (
        "One picture",
        "Look closely at one picture that has to do with {about}.",
        "What does it show, and what does it leave out?",
    ),
    ("A change of mind", "When did you last change your mind about {about}?", "Try to recall what it took."),
    (
        "How it began for you",
        "When did you first hear about {about}?",
        "Try to remember what you thought then.",
        "Some of it may still be true.",
    ),
    (
        "The other way round",
        "Turn it round for a moment.",
        "What would we have to do differently without {thing}?",
    ),
    (
        "A small detail",
        "Look for a detail that nobody talks about.",
        "Small things can explain the big ones.",
    ),
    (
        "A drawing",
        "If you had to draw {thing}, where would you begin?",
        "It need not be a good drawing to tell you something.",
    ),
    ("Three words", "Choose three words that belong to {about}.", "Which of the three would you miss most?"),
    (
        "Three people",
        "Ask three people about {about}, and compare what they say.",
        "Where they differ, there is something to find out.",
    ),
    ("Who decides", "Who has a say when it comes to {about}?", "And who has none, but should?"),
    (
        "A year from now",
        "Picture yourself a year from now.",
        "What would you like to know about {about} by then?",
    ),
)

AFTER_NOTES: tuple[tuple[str, ...], ...] = (
    ("One minute", "Take one minute and tell someone about {full}.", "Notice what you leave out, and why."),
    (
        "One good question",
        "Write down the one question you would most like to ask about {about}.",
        "It tells you what you really want to know.",
    ),
    (
        "Someone who knows",
        "Who could tell you more about {about}?",
        "Ask what they wish they had known at the start.",
    ),
    (
        "Say it simply",
        "Try to explain {full_or_thing} to a ten-year-old.",
        "Where you get stuck, there is something left to learn.",
    ),
)

FIRST_ACTIVITY_BEATS: tuple[tuple[str, ...], ...] = (
    ("The result", "Picture the result before you begin.", "How will you know that it worked?"),
    (
        "What you need",
        "Lay out everything you need.",
        "Nothing slows you down like a missing piece in the middle.",
    ),
    ("The first step", "Take the smallest step first.", "Do it slowly once, and watch what happens."),
    (
        "One thing at a time",
        "Change only one thing at a time.",
        "Otherwise you will not know what made the difference.",
    ),
    (
        "What goes wrong",
        "What goes wrong most often when people try to {act}?",
        "Prepare for that one thing, and the rest gets easier.",
    ),
)

ACTIVITY_BEATS: tuple[tuple[str, ...], ...] = (
    (
        "Watch someone",
        "Watch someone who does it well.",
        "Pay attention to what they leave out.",
        "What looks easy is usually what they have practised most.",
    ),
    (
        "One piece of advice",
        "Ask someone with experience for one piece of advice.",
        "What would they do differently if they had to start again?",
    ),
    ("Time", "Give it the time it needs.", "Hurry is a good way to start twice."),
    (
        "Small steps",
        "Set yourself a goal that is almost too small.",
        "Reaching it will make you want the next one.",
    ),
    (
        "The right moment",
        "Pick a moment when nobody is waiting for you.",
        "Learning and hurrying do not go together.",
    ),
    (
        "Good days and bad days",
        "Some days it will work, and some days it won't.",
        "Look for what the good days have in common.",
    ),
    (
        "Before the next time",
        "What would you still like to know before you {act} again?",
        "Find that out first, and leave the rest for later.",
    ),
    ("Less", "What could you leave out?", "A shorter way is easier to keep up."),
    ("Your own way", "Make it your own.", "Nobody has to {act} exactly like everybody else."),
    ("Your reason", "Ask yourself why you want to {act}.", "A good reason carries you through a bad day."),
    ("A place for it", "Find a place where nothing gets in the way.", "Keep what you need within reach."),
    (
        "Three tries",
        "Allow yourself three tries.",
        "The first is for trying, the second for learning, the third for doing.",
    ),
    (
        "Simple tools",
        "Choose simple tools over clever ones.",
        "You can still change them once you know what you are missing.",
    ),
    (
        "The long middle",
        "The middle is where it gets boring.",
        "Break it into pieces that you can finish in one go.",
    ),
    (
        "A second pair of eyes",
        "Show someone what you have so far.",
        "They will see what you no longer notice.",
    ),
    ("Old habits", "Which old habit gets in your way?", "You need not break it; it is enough to notice it."),
    (
        "A good sign",
        "Look for the first small sign that it is working.",
        "It is easy to miss if you only wait for the big one.",
    ),
    ("When to stop", "Decide beforehand when you will stop.", "Stopping for today is better than giving up."),
    (
        "The best part",
        "Which part of it do you enjoy most?",
        "Begin there on the days when you do not feel like it.",
    ),
)

ACTIVITY_AFTER_NOTES: tuple[tuple[str, ...], ...] = (
    (
        "Pass it on",
        "How would you show a friend how to {act}?",
        "Showing it to someone is the best test there is.",
    ),
    ("Notes", "Write down what you did.", "Next time you want to {act}, you will be glad of it."),
    (
        "Compare",
        "Compare the result with what you had in mind.",
        "Where the two differ, you have found your next step.",
    ),
    ("Once more", "Then do it again.", "The second time, you will notice what you missed the first time."),
)

POINT_FRAMES = (
    "Let's start with {label}.",
    "Next comes a look at {label}.",
    "Then, on to {label}.",
    "After that, it's time for {label}.",
    "Let's turn to {label}.",
    "Here is another point: {label}.",
    "Now for {label}.",
    "Keep an eye on {label}, too.",
    "One more stop on the way: {label}.",
    "We shouldn't leave out {label}.",
)
LAST_POINT = "And finally, {label}."

POINT_QUESTIONS = (
    "What is the one thing to remember about {label}?",
    "What would you tell a friend about {label}?",
    "What do people most often ask about {label}?",
    "Who could tell us more about {label}?",
    "What surprises you about {label}?",
    "What would you like to know about {label}?",
    "What is easy to overlook about {label}?",
)
