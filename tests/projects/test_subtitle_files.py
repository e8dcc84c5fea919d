"""Subtitle files as people have them are read for what they say; what is none is refused by its line."""

import pysubs2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aura.errors import Invalid, TooLarge
from aura.projects.subtitle_files import FORMATS, Format, format_of, read, write
from aura.timeline.rules import clean_text
from aura.timeline.scene import Cue

ONE = [(1_000, 2_500, "One.")]
TWO = [(1_000, 2_000, "One."), (3_000, 4_000, "Two.")]
SRT = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo.\n"
TIMES = "00:00:01,000 --> 00:00:02,500"
LATE, EARLY = "00:00:03,000 --> 00:00:04,000", "00:00:01,000 --> 00:00:02,000"


def told(data: bytes | str) -> list[tuple[int, int, str]]:
    found = read(data.encode() if isinstance(data, str) else data)
    return [(cue.start_ms, cue.end_ms, cue.text) for cue in found]


READ: dict[str, tuple[bytes | str, list[tuple[int, int, str]]]] = {
    "as it should be": (SRT, TWO),
    "UTF-8 with a mark": (b"\xef\xbb\xbf" + SRT.encode(), TWO),
    "UTF-16, little end first": (b"\xff\xfe" + SRT.encode("utf-16-le"), TWO),
    "UTF-16, big end first": (b"\xfe\xff" + SRT.encode("utf-16-be"), TWO),
    "Windows-1252": (f"1\n{TIMES}\nÄpfel – für 5 €\n".encode("cp1252"), [(1_000, 2_500, "Äpfel – für 5 €")]),
    "CRLF": (SRT.replace("\n", "\r\n"), TWO),
    "CR": (SRT.replace("\n", "\r"), TWO),
    "a blank line behind each": (SRT.replace("\n", "\r\r\n"), TWO),
    "an end of file as DOS wrote it": (SRT + "\x1a", TWO),
    "no end of the last line": (SRT.rstrip(), TWO),
    "no blank lines": (SRT.replace("\n\n", "\n"), TWO),
    "no numbers": (f"{EARLY}\nOne.\n\n{LATE}\nTwo.\n", TWO),
    "wrong numbers": (SRT.replace("2\n00", "77\n00").replace("1\n00", "9\n00"), TWO),
    "out of order": (f"1\n{LATE}\nTwo.\n\n2\n{EARLY}\nOne.\n", TWO),
    "a number as text": (
        f"1\n{EARLY}\n2024\n\n2\n{LATE}\n7\n",
        [(1_000, 2_000, "2024"), (3_000, 4_000, "7")],
    ),
    "numbers as text and no others": (
        f"{EARLY}\n2\n\n{LATE}\n1\n",
        [(1_000, 2_000, "2"), (3_000, 4_000, "1")],
    ),
    "a blank line in a text": (f"1\n{TIMES}\nOne\n\nmore.\n", [(1_000, 2_500, "One\nmore.")]),
    "points": (f"1\n{TIMES.replace(',', '.')}\nOne.\n", ONE),
    "commas in WebVTT": (f"WEBVTT\n\n{TIMES}\nOne.\n", ONE),
    "tenths": ("00:00:01,0 --> 00:00:02,5\nOne.", ONE),
    "microseconds": ("00:00:01.000999 --> 00:00:02.500999\nOne.", ONE),
    "whole seconds": ("00:00:01 --> 00:00:02\nOne.", [(1_000, 2_000, "One.")]),
    "no hours": ("WEBVTT\n\n00:01.000 --> 00:02.500\nOne.", ONE),
    "many hours": ("100:00:01,000 --> 123456:00:02,500\nOne.", [(360_001_000, 444_441_602_500, "One.")]),
    "one digit each": ("0:0:1,000 --> 0:0:2,500\nOne.", ONE),
    "no blanks at the arrow": (f"{TIMES.replace(' ', '')}\nOne.", ONE),
    "places of SubRip": (f"1\n{TIMES} X1:100 X2:600 Y1:50 Y2:100\nOne.", ONE),
    "settings": (f"WEBVTT\n\n{TIMES} align:start position:0% line:-1\nOne.", ONE),
    "a head of many lines": (f"WEBVTT - film\nKind: captions\nLanguage: en\n\n{TIMES}\nOne.", ONE),
    "a head without an end": (f"WEBVTT\n{TIMES}\nOne.", ONE),
    "a line of blanks in a cue": (
        f"WEBVTT\n\n{TIMES} align:start\n \nOne<00:00:01.500><c> more</c>\n \n\n{LATE}\nTwo.\n",
        [(1_000, 2_500, "One more"), (3_000, 4_000, "Two.")],
    ),
    "lines of blanks between cues": (f"WEBVTT\n \n1\n{EARLY}\nOne.\n\t\n2\n{LATE}\nTwo.\n", TWO),
    "an aside behind a line of blanks": (f"WEBVTT\n\n{TIMES}\nOne.\n \nNOTE Two\nlines.\n", ONE),
    "names of cues": (f"WEBVTT\n\nintro - 1\n{TIMES}\nOne.", ONE),
    "asides": (
        f"WEBVTT\n\nSTYLE\n::cue(b) {{ color: red }}\n\nREGION\nid:a\n\nNOTE\n{LATE}\n\n{TIMES}\nOne.",
        ONE,
    ),
    "words that look like an aside": (f"WEBVTT\n\n{TIMES}\nNOTE this\n", [(1_000, 2_500, "NOTE this")]),
    "no blank line between": (
        f"WEBVTT\n\n{EARLY}\nOne.\n{LATE}\nTwo.",
        TWO,
    ),
    "tags": (f"1\n{TIMES}\n{{\\an8}}<i>One</i><font color='#fff'>.</font>", ONE),
    "tags over two lines": (f"1\n{TIMES}\n<i>One\nmore.</i>", [(1_000, 2_500, "One\nmore.")]),
    "tags of WebVTT": (f"WEBVTT\n\n{TIMES}\n<v Fred><c.yellow>On<00:00:01.500>e</c>.</v>", ONE),
    "less and more": (f"1\n{TIMES}\n3 < 4 & 5 > 4", [(1_000, 2_500, "3 < 4 & 5 > 4")]),
    "escapes": (f"WEBVTT\n\n{TIMES}\n&lt;b&gt; &amp;amp; 3&nbsp;m", [(1_000, 2_500, "<b> &amp; 3\xa0m")]),
    "escapes that are no characters": (
        f"WEBVTT\n\n{TIMES}\nO&#0;n&#7;e&#12;.",
        [(1_000, 2_500, "O\ufffdne.")],
    ),
    "no escapes in SubRip": (f"1\n{TIMES}\n&amp;", [(1_000, 2_500, "&amp;")]),
    "an arrow in a text": (f"1\n{TIMES}\nhome --> away", [(1_000, 2_500, "home --> away")]),
    "cues without a word": (f"{SRT}\n3\n00:00:05,000 --> 00:00:06,000\n<i> </i>\n\n", TWO),
    "one over another": (
        "00:00:01,000 --> 00:00:05,000\nOne.\n\n00:00:03,000 --> 00:00:04,000\nTwo.",
        [(1_000, 3_000, "One."), (3_000, 4_000, "Two.")],
    ),
    "two at once": (
        "00:00:01,000 --> 00:00:05,000\nTwo.\n\n00:00:01,000 --> 00:00:04,000\nOne.",
        [(1_000, 5_000, "One.\nTwo.")],
    ),
    "letters that are composed": (f"1\n{TIMES}\ne\u0301", [(1_000, 2_500, "é")]),
    "as many letters as may be": (f"1\n{TIMES}\n{'x' * 500}", [(1_000, 2_500, "x" * 500)]),
}


@pytest.mark.parametrize(("data", "wanted"), READ.values(), ids=READ)
def test_an_odd_file_is_read_for_what_it_says(data: bytes | str, wanted: list[tuple[int, int, str]]) -> None:
    assert told(data) == wanted


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"

REFUSED: dict[str, tuple[bytes | str, str]] = {
    "nothing": (b"", "The file is empty"),
    "blanks": (b"\xef\xbb\xbf \r\n\t\n", "The file is empty"),
    "a picture": (PNG, r"Line 2 holds the character U\+001A"),
    "bytes that are no text": (b"\x81\x8d\x8f", "not text"),
    "half a UTF-16": (b"\xff\xfe1", "not text"),
    "Polish of Windows": (SRT.replace("One", "Łódź płynie rzeką").encode("cp1250"), "save it as UTF-8"),
    "Russian of Windows": (SRT.replace("One", "Привет").encode("cp1251"), "save it as UTF-8"),
    "Chinese of Windows": (SRT.replace("One", "你好世界").encode("gbk"), "save it as UTF-8"),
    "NUL in the middle": (SRT.replace("Two", "T\x00o"), r"Line 7 holds the character U\+0000"),
    "an escape code": (SRT.replace("One", "\x1b[2J"), r"Line 3 holds the character U\+001B"),
    "a C1 control": (SRT.replace("One", "\x9b2J"), r"Line 3 holds the character U\+009B"),
    "prose": ("It was a dark and stormy night.\n" * 9, "holds no subtitles"),
    "a head alone": ("WEBVTT\n\nNOTE nothing yet\n", "holds no subtitles"),
    "cues without words": (f"1\n{TIMES}\n\n2\n{LATE}\n<i></i>", "holds no subtitles"),
    "a start before 0": (
        f"1\n{EARLY}\nA\n\n2\n-00:00:01,000 --> 00:00:02,000\nB",
        r"Cue 2 \(line 6\) has a time before 0",
    ),
    "an end before 0": ("1\n00:00:01,000 --> -00:00:02,000\nB", r"Cue 1 \(line 2\) has a time before 0"),
    "an end before its start": (f"1\n{EARLY}\nA\n\n2\n00:00:04,000 --> 00:00:03,000\nB", r"Cue 2 \(line 6\)"),
    "no length": ("00:00:01,000 --> 00:00:01,000\nA", "does not end after it starts"),
    "half a time": (f"{SRT}\n3\n00:00:05,000 --> \nC", "Line 10 is not a time"),
    "letters for figures": ("0O:00:01,000 --> 00:00:02,000\nA", "holds no subtitles"),
    "other figures": ("٠٠:٠٠:٠١,٠٠٠ --> ٠٠:٠٠:٠٢,٠٠٠\nA", "holds no subtitles"),
    "a time no film reaches": ("999999:00:00,000 --> 999999:00:01,000\nA", "too late for any film"),
    "more figures than a time has": (f"{'9' * 5_000}:00:01,000 --> 00:00:02,000\nA", "Line 1 is not a time"),
    "a page of a text": (f"{SRT}\n3\n00:00:05,000 --> 00:00:06,000\n{'x' * 501}", r"Cue 3 .* 501 characters"),
    "too much at once": (f"{EARLY}\n{'x' * 300}\n\n{EARLY}\n{'y' * 300}", "The cues at 00:00:01,000"),
    "too many": (f"{TIMES}\nA\n\n" * 20_001, "more than 20,000 cues"),
}


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_subtitle_is_refused_in_words(data: bytes | str, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        told(data)
    assert refused.value.field == "file"


def test_a_file_may_be_large_but_not_larger_than_ten_megabytes() -> None:
    padding = " " * (10 * 2**20 - len(SRT))
    assert told(SRT + padding) == TWO
    with pytest.raises(TooLarge, match="10,485,760"):
        told(SRT + padding + " ")


def test_twenty_thousand_cues_are_read_and_written() -> None:
    cues = tuple(Cue(start_ms=500 * n, end_ms=500 * n + 499, text=f"Cue {n}") for n in range(20_000))
    for form in FORMATS:
        assert read(write(cues, form)) == cues


def test_a_written_file_is_what_players_expect() -> None:
    cues = [
        Cue(start_ms=0, end_ms=1_250, text="Fish & <b>chips</b>\n\nfor 3 --> 4\r\n"),
        Cue(start_ms=2_000, end_ms=3_000, text=" \n "),
        Cue(start_ms=359_999_999, end_ms=360_000_001, text="Grüße"),
    ]
    assert write(cues, "vtt").decode() == (
        "WEBVTT\n\n"
        "00:00:00.000 --> 00:00:01.250\nFish &amp; &lt;b&gt;chips&lt;/b&gt;\nfor 3 --&gt; 4\n\n"
        "99:59:59.999 --> 100:00:00.001\nGrüße\n"
    )
    assert write(cues, "srt").decode() == (
        "1\n00:00:00,000 --> 00:00:01,250\nFish & <\u2060b>chips<\u2060/b>\nfor 3 --\u2060> 4\n\n"
        "2\n99:59:59,999 --> 100:00:00,001\nGrüße\n\n"
    )
    assert write([], "vtt") == b"WEBVTT\n"
    assert write([], "srt") == b""


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "text", ["<b>", "a </i> b", "{\\an8}", "<v Fred>", "<00:01.000>", "x --> y", "1\n2", "&lt;b&gt;", "<\nb>"]
)
def test_what_looks_like_a_mark_is_written_as_the_text_it_is(text: str, form: Format) -> None:
    cues = [Cue(start_ms=at, end_ms=at + 500, text=text) for at in (0, 1_000)]

    assert read(write(cues, form)) == tuple(cues)


def test_a_caption_cannot_write_a_second_one_into_the_file() -> None:
    cue = Cue(start_ms=0, end_ms=1_000, text="A\n\n2\n00:00:05,000 --> 00:00:09,000\nB\n\nNOTE\n\nWEBVTT")
    for form in FORMATS:
        (back,) = read(write([cue], form))
        assert (back.start_ms, back.end_ms) == (0, 1_000)


TEXTS = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="\u2060"), min_size=1)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(1, 9_000), TEXTS), min_size=1, max_size=8),
    st.sampled_from(FORMATS),
)
def test_what_was_written_is_read_back_the_same(parts: list[tuple[int, int, str]], form: Format) -> None:
    at, cues = 0, []
    for gap, length, text in parts:
        cues.append(Cue(start_ms=at + gap, end_ms=at + gap + length, text=text[:200]))
        at += gap + length
    first = read(write(cues, form))
    assert [(cue.start_ms, cue.end_ms) for cue in first] == [(cue.start_ms, cue.end_ms) for cue in cues]
    assert [cue.text for cue in first] == [clean_text(cue.text, "text") for cue in cues]
    assert read(write(first, form)) == first


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", b"WEBVTT\n\n", b"\xff\xfe", b"1\n00:00:01,000 --> "]))
def test_any_bytes_are_read_or_refused(data: bytes, head: bytes) -> None:
    try:
        cues = read(head + data)
    except Invalid:
        return
    assert all(cue.text and cue.start_ms < cue.end_ms for cue in cues)


def test_a_name_says_the_format() -> None:
    assert [format_of(name) for name in ("a.srt", "B.VTT", "srt", "a.srt.txt", "")] == [
        "srt", "vtt", None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_another_program_reads_the_same(form: Format) -> None:
    cues = [
        Cue(start_ms=40, end_ms=1_277, text="Grüße, 漢字\nund mehr"),
        Cue(start_ms=1_277, end_ms=3_600_041, text="שלום עולם"),
        Cue(start_ms=3_600_041, end_ms=3_601_000, text="مرحبا"),
    ]
    found = pysubs2.SSAFile.from_string(write(cues, form).decode(), format_=form)

    assert [(one.start, one.end, one.plaintext) for one in found] == [
        (cue.start_ms, cue.end_ms, cue.text) for cue in cues
    ]
