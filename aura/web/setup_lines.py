"""The lines of the set-up's pages: what was found on this machine, in plain words.  Pure."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from aura.setup.findings import Finding
from aura.setup.setups import Setup
from aura.web.words import counted

Step = Literal["welcome", "checks", "keys", "done"]
NAMES: dict[Step, str] = {"welcome": "Welcome", "checks": "Checks", "keys": "Providers", "done": "Done"}
STEPS: tuple[Step, ...] = tuple(NAMES)

Tone = Literal["good", "warn", "bad", "info"]
TONES: dict[str, Tone] = {"ok": "good", "warning": "warn", "failed": "bad"}
VERDICTS: dict[Tone, tuple[str, str]] = {
    "good": ("check", "Ready"),
    "warn": ("alert", "Could be better"),
    "bad": ("alert", "Does not work"),
    "info": ("info", "Optional"),
}

SHOWN = {
    "ffmpeg": ("film", "Video"),
    "voice": ("sound", "Speech"),
    "speech": ("server", "Speech provider"),
    "home": ("disk", "Disk"),
    "fonts": ("letters", "Letters"),
    "text": ("spark", "Text provider"),
}
"""What is told to everybody, by the check's name: its sign and its title."""
OTHERS = {
    "python": ("cpu", "Python"),
    "database": ("disk", "Database"),
    "pyav": ("film", "Encoders"),
    "heic": ("film", "iPhone photos"),
    "settings": ("gear", "Settings"),
    "secret.key": ("gear", "Kept keys"),
    "images": ("server", "Picture provider"),
    "leftovers": ("trash", "Left-over files"),
}
"""What is told in full only where it is not well."""
SERVERS = ("text", "speech", "images")


class CheckLine(NamedTuple):
    """One line of the checks."""

    title: str
    icon: str
    tone: Tone
    sign: str
    verdict: str
    words: str
    remedy: str


class Checks(Struct, frozen=True):
    """All that was found: the lines to show, those to fold away, and a sentence about them."""

    lines: Sequence[CheckLine]
    folded: Sequence[CheckLine]
    summary: str


def checks_of(findings: Iterable[Finding]) -> Checks:
    """The checks as a page shows them: what needs somebody is never folded away."""
    lines: list[CheckLine] = []
    folded: list[CheckLine] = []
    for finding in findings:
        line = line_of(finding)
        (lines if finding.name in SHOWN or line.tone in ("warn", "bad") else folded).append(line)
    order = [title for _, title in SHOWN.values()]
    lines.sort(key=lambda line: order.index(line.title) if line.title in order else len(order))
    return Checks(lines, folded, _summary([*lines, *folded]))


def line_of(finding: Finding) -> CheckLine:
    icon, title = (SHOWN | OTHERS).get(finding.name, ("info", finding.name.capitalize()))
    tone = TONES[finding.status]
    if finding.name in SERVERS and tone == "good" and "offline" in finding.words:
        tone = "info"
    sign, verdict = VERDICTS[tone]
    words = finding.words if finding.words.endswith(".") else f"{finding.words}."
    return CheckLine(title, icon, tone, sign, verdict, words, finding.remedy)


def _summary(lines: Sequence[CheckLine]) -> str:
    ready = sum(line.tone in ("good", "info") for line in lines)
    failed = sum(line.tone == "bad" for line in lines)
    fine = f"{counted(ready, 'thing is', 'things are')} fine"
    if failed:
        return f"{fine}; {failed} must be put right before a video can be made."
    if better := len(lines) - ready:
        return f"{fine}; {better} could be better. You can go on without."
    return f"All {fine}." if ready > 1 else f"{fine}."


class StepLine(NamedTuple):
    """A step of the set-up in the list beside it."""

    step: Step
    number: int
    name: str
    state: Literal["done", "now", "todo"]


def step_lines(now: Step) -> list[StepLine]:
    """The steps, seen from one of them."""
    at = STEPS.index(now)
    return [
        StepLine(step, number + 1, NAMES[step], "done" if number < at else "now" if number == at else "todo")
        for number, step in enumerate(STEPS)
    ]


def where(setup: Setup) -> Step:
    """The step that somebody comes back to."""
    if setup.step in STEPS:
        return setup.step
    return "keys"  # what came between is on the page of the checks


def after(step: Step) -> Step:
    """The step behind this one."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]
