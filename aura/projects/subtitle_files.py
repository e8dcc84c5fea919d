"""Subtitle files, SubRip (SRT) and WebVTT, as cues and back.  Pure.

Reading takes files as people have them: any line ends, with or without a byte order mark, in UTF-8, UTF-16
or what is plainly Windows-1252, cues out of order, without or with wrong numbers, fractions of a second
behind a point or a comma, of any number of hours.  Tags, settings, notes, styles and regions are left out.
Cues come out in order and do not overlap: one that lasts into the next is cut there, and those that start
together are one.
A cue without a word shows nothing, and is none.

A file has at most 10 MB and 20,000 cues, a cue at most 500 characters.  ``Invalid`` names the line or the cue
of whatever is no subtitle: other files, control characters, times before 0 or in the wrong order.

Writing is UTF-8 without a byte order mark, and ``\\n`` ends a line.

Units: milliseconds.
"""

import html
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from aura.errors import Invalid, TooLarge
from aura.projects.text_files import text_of
from aura.timeline.rules import clean_text
from aura.timeline.scene import Cue

Format = Literal["srt", "vtt"]
FORMATS: tuple[Format, ...] = ("srt", "vtt")
MAX_BYTES = 10 * 2**20
MAX_CUES = 20_000
MAX_CHARACTERS = 500
LATEST_MS = 2**40

_TIME = r"(?:[0-9]{1,6}:)?[0-9]{1,3}:[0-9]{1,2}(?:[.,][0-9]{1,6})?"
_TIMES = re.compile(rf"(?P<start>-?{_TIME})\s{{0,20}}-->\s{{0,20}}(?P<end>-?{_TIME})(?:\s.*)?")
_ARROW = re.compile(r"-?[0-9][0-9:.,\s]*-->")
_NUMBER = re.compile("[0-9]+")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|</>|<[0-9:.]+>|\{\\[^{}]*\}")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s.*)?")
_APART = "\u2060"
"""A word joiner: it is not seen, and keeps what is meant as text from being taken for a tag or a time."""
_MEANT = re.compile(rf"(?<=[<{{-]){_APART}(?=[A-Za-z/0-9:.\\>])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class _Block(NamedTuple):
    """A cue as it stands in the file: the line of its times, and the lines below."""

    line: int
    start_ms: int
    end_ms: int
    lines: list[str]


def format_of(name: str) -> Format | None:
    """The format that a file's name says by its ending, if it is one of these."""
    return next((form for form in FORMATS if name.lower().endswith(f".{form}")), None)


def read(data: bytes) -> tuple[Cue, ...]:
    """The cues of a subtitle file, in order and none over another.  Raises ``Invalid``, ``TooLarge``."""
    text = _text(data)
    vtt = text.startswith("WEBVTT")
    unseen = " " if vtt else ""  # a line of blanks, which ends no cue of WebVTT as an empty one does
    lines = [line.strip() or (unseen if line else "") for line in text.split("\n")]
    cues: list[Cue] = []
    for number, block in enumerate(_blocks(_without_asides(lines) if vtt else lines, vtt), 1):
        where = f"Cue {number} (line {block.line})"
        if block.start_ms < 0 or block.end_ms < 0:
            raise Invalid(f"{where} has a time before 0.", field="file")
        if block.end_ms <= block.start_ms:
            raise Invalid(f"{where} does not end after it starts.", field="file")
        if block.end_ms > LATEST_MS:
            raise Invalid(f"{where} is too late for any film.", field="file")
        words = _words(block.lines, vtt)
        if len(words) > MAX_CHARACTERS:
            raise Invalid(
                f"{where} has {len(words):,} characters; a caption has at most {MAX_CHARACTERS}.",
                field="file",
            )
        if words:
            cues.append(Cue(start_ms=block.start_ms, end_ms=block.end_ms, text=words))
        if number > MAX_CUES:
            raise Invalid(f"The file has more than {MAX_CUES:,} cues.", field="file")
    if not cues:
        raise Invalid(
            "The file holds no subtitles: no line such as 00:00:01,000 --> 00:00:02,500 with words below.",
            field="file",
        )
    return tuple(_in_turn(cues))


def write(cues: Sequence[Cue], form: Format) -> bytes:
    """Cues as a file, but for those without a word."""
    told = [
        (cue, lines) for cue in cues if (lines := [line for line in cue.text.splitlines() if line.strip()])
    ]
    if form == "vtt":
        blocks = [
            f"{_clock(cue.start_ms, '.')} --> {_clock(cue.end_ms, '.')}\n{_apart(_escaped(lines))}"
            for cue, lines in told
        ]
        return "\n\n".join(["WEBVTT", *blocks, ""]).removesuffix("\n").encode()
    return "".join(
        f"{number}\n{_clock(cue.start_ms, ',')} --> {_clock(cue.end_ms, ',')}\n{_apart(lines)}\n\n"
        for number, (cue, lines) in enumerate(told, 1)
    ).encode()


def _text(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise TooLarge(f"A subtitle file has at most {MAX_BYTES:,} bytes.", limit_bytes=MAX_BYTES)
    text = text_of(data).replace("\r\n", "\n").replace("\r", "\n").rstrip("\x1a")
    if not text.strip():
        raise Invalid("The file is empty.", field="file")
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise Invalid(
            f"Line {line} holds the character U+{ord(found.group()):04X}: this is no subtitle file.",
            field="file",
        )
    return text.lstrip("\ufeff")


def _without_asides(lines: Sequence[str]) -> list[str]:
    """The lines of a WebVTT file with its head, notes, styles and regions made blank."""
    kept: list[str] = []
    aside = head = True
    fresh = False
    for line in lines:
        if not line.strip():
            aside = head = False
            fresh = True
        elif fresh:
            aside, fresh = bool(_ASIDE.fullmatch(line)), False
        elif head and _TIMES.fullmatch(line):
            aside = head = False
        kept.append("" if aside else line)
    return kept


def _blocks(lines: Sequence[str], vtt: bool) -> Iterator[_Block]:
    """Each line of times with the lines below it, as far as they are its words."""
    block: _Block | None = None
    above: list[str] = []
    loose = False
    for place, line in enumerate(lines, 1):
        times = _TIMES.fullmatch(line) if "-->" in line else None
        if times:
            if block:
                yield block._replace(lines=_without_number(block.lines, loose))
            else:
                tight = _without_number(above, False) != above
                loose = not tight and _without_number(above, True) != above
            block = _Block(place, _ms(times["start"]), _ms(times["end"]), [])
        elif "-->" in line and _ARROW.match(line):
            raise Invalid(f"Line {place} is not a time such as 00:00:01,000 --> 00:00:02,500.", field="file")
        elif block and vtt and not line:
            yield block
            block = None
        else:
            kept = block.lines if block else above
            if line or (kept and kept[-1]):  # of blank lines one says as much as many
                kept.append(line)
    if block:
        yield block


def _without_number(lines: list[str], loose: bool) -> list[str]:
    """The lines of a cue without the number of the next, which stands right above its times.

    ``loose``: also with blank lines between, as in files whose every line has a blank one behind it.
    """
    last = len(lines)
    while loose and last and not lines[last - 1]:
        last -= 1
    return lines[: last - 1] if last and _NUMBER.fullmatch(lines[last - 1]) else lines


def _words(lines: Sequence[str], vtt: bool) -> str:
    """What a cue shows: its lines without tags, and without those that are blank then."""
    text = "\n".join(_MEANT.sub("", _TAG.sub("", line)) for line in lines)
    text = clean_text(_CONTROL.sub("", html.unescape(text)) if vtt else text, "file")
    return "\n".join(kept for line in text.split("\n") if (kept := line.strip()))


def _in_turn(cues: Sequence[Cue]) -> Iterator[Cue]:
    """The cues in order, each ended where the next begins."""
    waiting: Cue | None = None
    for cue in sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms)):
        if waiting and waiting.start_ms == cue.start_ms:
            text = f"{waiting.text}\n{cue.text}"
            if len(text) > MAX_CHARACTERS:
                raise Invalid(
                    f"The cues at {_clock(cue.start_ms, ',')} have more than {MAX_CHARACTERS} characters.",
                    field="file",
                )
            waiting = Cue(start_ms=cue.start_ms, end_ms=cue.end_ms, text=text)
            continue
        if waiting:
            end_ms = min(waiting.end_ms, cue.start_ms)
            yield Cue(start_ms=waiting.start_ms, end_ms=end_ms, text=waiting.text)
        waiting = cue
    if waiting:
        yield waiting


def _ms(time: str) -> int:
    whole, _, fraction = time.lstrip("-").replace(",", ".").partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = 60 * seconds + int(part)
    length = 1000 * seconds + int(fraction.ljust(3, "0")[:3])
    return -length if time.startswith("-") else length


def _clock(time_ms: int, point: str) -> str:
    seconds, rest = divmod(time_ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{point}{rest:03d}"


def _escaped(lines: Sequence[str]) -> list[str]:
    return [html.escape(line, quote=False) for line in lines]


def _apart(lines: Sequence[str]) -> str:
    """The text as it is meant: an arrow would begin a cue, and what looks like a tag would be one."""
    text = _TAG.sub(lambda tag: tag[0][0] + _APART + tag[0][1:], "\n".join(lines))
    return text.replace("-->", f"--{_APART}>")
