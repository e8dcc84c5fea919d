"""A file from a stranger: what is not as it should be is refused, told, and leaves no row."""

import io
import json
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from blake3 import blake3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from aura import schema
from aura.errors import AuraError, Invalid, TooLarge
from aura.exchange.unpacking import unpack
from aura.services import Services

Entries = dict[str, bytes]
LONG = "x" * 300
DEEP = b'{"sections":' + b"[" * 9_000 + b"]" * 9_000 + b"}"
TOPIC = b'{"schema":1,"topic":"%s"}' % (b"x" * 301)
DECOMPOSED = '{"schema":1,"topic":"Cafe\u0301"}'.encode()
USUAL = b'{"pacing":"Conversational","schema":1}'


def entries_of(data: bytes) -> Entries:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def zipped(entries: Entries, *, deflated: bool = True, **info: Any) -> bytes:
    """An archive of these entries; media is stored, and ``info`` is set on each but that."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name)
            for key, value in info.items():
                setattr(entry, key, value)
            is_stored = name.startswith("media/") or not deflated
            archive.writestr(entry, data, zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def manifest_of(entries: Entries) -> Any:
    return json.loads(entries["project.json"])


def without(entries: Entries, beginning: str) -> Entries:
    """Without the entries whose names begin so."""
    return {name: data for name, data in entries.items() if not name.startswith(beginning)}


def told(entries: Entries, **fields: Any) -> Entries:
    """With other fields in ``project.json``."""
    manifest = {**manifest_of(entries), **fields}
    return {**entries, "project.json": json.dumps(manifest).encode()}


def with_part(entries: Entries, field: int, data: bytes) -> Entries:
    """With another part of the document, under its right digest."""
    manifest = manifest_of(entries)
    name = [one for one in entries if one.startswith("document/")]
    order = ["brief", "plan", "voice", "render", "timeline"]
    entry = next(one for one in name if one.startswith(f"document/{order[field]}."))
    manifest["document"][field] = blake3(data).hexdigest()
    manifest["versions"] = []
    named = {**without(entries, "history/"), entry: data}
    return {**named, "project.json": json.dumps(manifest).encode()}


def with_line(entries: Entries, number: int, **fields: Any) -> Entries:
    """With other fields in a line of the timeline (0: its head; then its assets; then its scenes)."""
    lines = entries["document/timeline.jsonl"].split(b"\n")
    line = {**json.loads(lines[number]), **fields}
    lines[number] = msgspec.json.encode({key: line[key] for key in sorted(line) if line[key] is not None})
    return with_part(entries, 4, b"\n".join(lines))


def with_media(entries: Entries, ending: str, data: bytes) -> Entries:
    """With other bytes in the file whose name ends so."""
    digest = next(one["digest"] for one in manifest_of(entries)["media"] if one["name"] == ending)
    return {**entries, f"media/{digest}": data}


def deeper(entries: Entries) -> Entries:
    return {**entries, "project.json": b"[" * 100_000 + b"]" * 100_000}


def at_the_end(data: bytes, offset: int, form: str, value: int) -> bytes:
    """With another number in the record that ends the archive."""
    changed = bytearray(data)
    struct.pack_into(form, changed, len(data) - 22 + offset, value)
    return bytes(changed)


def in_the_directory(data: bytes, name: str, offset: int, form: str, value: int) -> bytes:
    """With another number in an entry of the directory."""
    changed = bytearray(data)
    place = data.rindex(name.encode()) - 46
    assert changed[place : place + 4] == b"PK\x01\x02"
    struct.pack_into(form, changed, place + offset, value)
    return bytes(changed)


def of_project_json(entries: Entries, offset: int, form: str, value: int) -> bytes:
    return in_the_directory(zipped(entries), "project.json", offset, form, value)


def bomb(entries: Entries) -> bytes:
    return zipped({**entries, "project.json": b'{"format": 1' + b" " * 30_000_000 + b"}"})


def lying_bomb(entries: Entries) -> bytes:
    """One whose sizes say that it is small."""
    data = bomb(entries)
    small = in_the_directory(data, "project.json", 24, "<L", 4_000)
    place = data.index(b"PK\x03\x04", data.index(b"project.json") - 30)
    changed = bytearray(small)
    struct.pack_into("<L", changed, place + 22, 4_000)
    return bytes(changed)


def overlapping(entries: Entries) -> bytes:
    """Two entries of the same bytes."""
    data = zipped(entries)
    other = zipfile.ZipFile(io.BytesIO(data)).getinfo("document/brief.json").header_offset
    return in_the_directory(data, "document/plan.json", 42, "<L", other)


def twice(entries: Entries) -> bytes:
    data = zipped({**entries, "project.jsox": b"{}"})
    return data.replace(b"project.jsox", b"project.json")


def deflated_media(entries: Entries) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def claims_another_length(entries: Entries) -> Entries:
    lines = entries["document/timeline.jsonl"].split(b"\n")
    number = next(i for i, line in enumerate(lines) if b"song.wav" in line)
    return with_line(entries, number, duration_ms=9_999)


def first_scene(entries: Entries) -> int:
    return 1 + int(json.loads(entries["document/timeline.jsonl"].split(b"\n")[0])["assets"])


def same_ids(entries: Entries) -> Entries:
    lines = entries["document/timeline.jsonl"].split(b"\n")
    number = first_scene(entries)
    return with_line(entries, number, id=json.loads(lines[number + 1])["id"])


def no_picture_at_all(entries: Entries) -> Entries:
    """Shown as a picture, a sound."""
    sound = next(one["digest"] for one in manifest_of(entries)["media"] if one["name"] == "song.wav")
    return with_line(entries, first_scene(entries) + 3, media={"asset": sound})


def last_number(entries: Entries) -> Entries:
    *others, newest = manifest_of(entries)["versions"]
    return told(entries, versions=[*others, {**newest, "number": 2**31 - 2}])


def empty(_: Entries) -> bytes:
    return b""


CASES: dict[str, tuple[Callable[[Entries], bytes | Entries], str]] = {
    # No archive, or not one whose directory can be read.
    "nothing": (empty, "too short"),
    "a text": (lambda e: b"This is a letter." * 10, "no ZIP file"),
    "half of it": (lambda e: zipped(e)[: len(zipped(e)) // 2], "no ZIP file"),
    "something behind it": (lambda e: zipped(e) + b"more", "no ZIP file"),
    "something before it": (lambda e: b"#!/bin/sh\n" + zipped(e), "damaged"),
    "a comment": (lambda e: at_the_end(zipped(e), 20, "<H", 1), "no ZIP file"),
    "fewer entries than it has": (lambda e: at_the_end(zipped(e), 8, "<L", 2 << 16 | 2), "directory"),
    "several disks": (lambda e: at_the_end(zipped(e), 4, "<H", 1), "damaged"),
    "a directory elsewhere": (lambda e: at_the_end(zipped(e), 16, "<L", 7), "damaged"),
    # Names.
    "an absolute name": (lambda e: zipped({**e, "/etc/passwd": b"x"}), "absolute path"),
    "a name that leads up": (lambda e: zipped({**e, "media/../../x": b"x"}), "leads out"),
    "a drive letter": (lambda e: zipped({**e, "C:evil": b"x"}), "absolute path"),
    "backslashes": (lambda e: zipped({**e, "a/b": b"x"}).replace(b"a/b", b"a\\b"), "characters"),
    "control characters in a name": (lambda e: zipped({**e, "a\nb": b"x"}), "characters"),
    "letters in a name": (lambda e: zipped({**e, "bïn": b"x"}), "characters"),
    "a long name": (lambda e: zipped({**e, LONG: b"x"}), "too long"),
    "a name twice": (twice, "twice"),
    "a name in two cases": (lambda e: zipped({**e, "Project.JSON": b"x"}), "twice"),
    "a name that is not told of": (lambda e: zipped({**e, "media/" + "0" * 64: b"x"}), "does not name"),
    "a file of another kind": (lambda e: zipped({**e, "run.sh": b"x"}), "does not name"),
    "a link": (lambda e: zipped(e, external_attr=0o120777 << 16), "no plain file"),
    "a folder": (lambda e: zipped({**e, "extra/": b""}), "no plain file"),
    # Packing.
    "an encrypted entry": (lambda e: of_project_json(e, 8, "<H", 1), "encrypted"),
    "another way of packing": (lambda e: of_project_json(e, 10, "<H", 12), "packed in a way"),
    "a bomb": (bomb, "would unpack to more"),
    "a bomb that lies": (lying_bomb, "damaged"),
    "entries that overlap": (overlapping, "overlaps|contradictory"),
    "sizes that contradict": (lambda e: of_project_json(e, 24, "<L", 99), "contradictory"),
    "a huge size": (lambda e: of_project_json(e, 24, "<L", 2**32 - 2), "would unpack"),
    "deflated media": (deflated_media, "is deflated"),
    "a wrong checksum": (lambda e: zipped(e, deflated=False).replace(b'"format"', b'"farmot"', 1), "damaged"),
    # project.json.
    "no project.json": (lambda e: without(e, "project.json"), "no project.json"),
    "a project.json that is none": (lambda e: zipped({**e, "project.json": b"[]"}), "cannot be read"),
    "a deep project.json": (lambda e: zipped(deeper(e)), "would unpack|cannot be read"),
    "a newer format": (lambda e: told(e, format=2, aura="9.0", holds="more"), "newer Aura .*please upgrade"),
    "an older format than any": (lambda e: told(e, format=0), "no format 0"),
    "an unknown field": (lambda e: told(e, more=1), "no field more"),
    "a control character in a title": (lambda e: told(e, title="a\u0000b"), r"U\+0000"),
    "a version twice": (lambda e: told(e, versions=manifest_of(e)["versions"] * 2), "order of their numbers"),
    "a version whose number leaves none for others": (last_number, "versions.*number"),
    "a file twice": (lambda e: told(e, media=manifest_of(e)["media"] * 2), "names a file twice"),
    "a file that nothing names": (
        lambda e: told(
            {**e, "media/" + blake3(b"x").hexdigest(): b"x"},
            media=[*manifest_of(e)["media"], {"digest": blake3(b"x").hexdigest(), "type": "Image"}],
        ),
        "uses the file",
    ),
    "a file that is not told of": (
        lambda e: told(
            without(e, "media/" + manifest_of(e)["media"][0]["digest"]),
            media=manifest_of(e)["media"][1:],
        ),
        "says nothing of the file",
    ),
    "a file that is missing": (
        lambda e: without(e, "media/" + manifest_of(e)["media"][0]["digest"]),
        "holds no media/",
    ),
    "a part that is missing": (
        lambda e: without(e, "history/"),
        "holds no history/",
    ),
    # Documents.
    "a part of another digest": (lambda e: {**e, "document/plan.json": b"{}"}, "its digest is another"),
    "a part that is no JSON": (lambda e: with_part(e, 1, b"{"), "plan.json: this is no part"),
    "a part that is a list": (lambda e: with_part(e, 1, b"[]"), "plan.json: It is no JSON object"),
    "a deep part": (lambda e: with_part(e, 1, DEEP), "no part|deeper"),
    "a newer schema": (lambda e: with_part(e, 1, b'{"schema":2}'), "newer Aura"),
    "no schema": (lambda e: with_part(e, 1, b"{}"), "no part"),
    "white space in a part": (lambda e: with_part(e, 1, b'{"schema": 1}'), "canonical form"),
    "a default that is written": (lambda e: with_part(e, 1, USUAL), "canonical form"),
    "an unknown choice": (lambda e: with_part(e, 1, b'{"pacing":"Slow","schema":1}'), "pacing"),
    "a control character in a text": (
        lambda e: with_part(e, 0, b'{"schema":1,"topic":"a\\u0007b"}'),
        r"topic.*U\+0007",
    ),
    "a text that is not composed": (lambda e: with_part(e, 0, DECOMPOSED), "brief.json: .*composed"),
    "another line end": (lambda e: with_line(e, first_scene(e), title="a\r\nb"), "plain line ends"),
    "a text that is too long": (lambda e: with_part(e, 0, TOPIC), "topic"),
    "a rate that no film has": (lambda e: with_line(e, 0, rate_numerator=1_000), "frames a second"),
    "more files than lines": (lambda e: with_line(e, 0, assets=99), "more files than"),
    "two scenes of an id": (same_ids, "same id"),
    "a scene that is too long": (lambda e: with_line(e, first_scene(e), length_frames=7), "not as long"),
    "a scene without a length": (lambda e: with_line(e, first_scene(e), length_frames=None), "not as long"),
    "captions that end before they start": (
        lambda e: with_line(e, first_scene(e), captions=[{"end_ms": 5, "start_ms": 9, "text": "x"}]),
        r"^document/timeline.jsonl: scene 1 \(captions\[0\].end_ms\): A caption ends after it starts",
    ),
    "an overlay that shows nothing": (
        lambda e: with_line(e, first_scene(e), overlays=[{"text": " "}]),
        "Say what the overlay shows",
    ),
    # Media.
    "a damaged file": (lambda e: with_media(e, "song.wav", b"other bytes"), "its digest is another"),
    "facts that are not so": (claims_another_length, "duration_ms is 1500, not 9999"),
    "a sound shown as a picture": (no_picture_at_all, "cannot be shown as image"),
}  # fmt: skip


def archive(made: bytes | Entries) -> bytes:
    return made if isinstance(made, bytes) else zipped(made)


def rows(aura: Services) -> dict[str, Any]:
    with aura.reading() as unit:
        return {
            name: sorted(map(repr, unit.work.session.execute(select(table)).all()))
            for name, table in schema.whole().tables.items()
        }


def test_what_is_not_as_it_should_be_is_refused_told_and_leaves_no_row(
    aura: Services, packed_once: bytes, subtests: pytest.Subtests
) -> None:
    before, entries = rows(aura), entries_of(packed_once)
    for name, (tamper, why) in CASES.items():
        with subtests.test(name):
            data = archive(tamper(entries))
            with pytest.raises((Invalid, TooLarge), match=why) as refused:
                unpack(aura.units, aura.objects, aura.prober, io.BytesIO(data))
            assert 20 < len(refused.value.message) < 400
            assert refused.value.field == "file"
            assert rows(aura) == before
    assert not list(aura.objects.root.glob("incoming/*"))


def test_an_honest_archive_of_another_program_is_read(aura: Services, packed_once: bytes) -> None:
    data = zipped(entries_of(packed_once))
    assert data != packed_once
    assert unpack(aura.units, aura.objects, aura.prober, io.BytesIO(data))


def test_too_many_entries_are_refused_before_any_is_looked_at(
    film: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aura.exchange.manifest.MAX_ENTRIES", 5)
    aura = film.aura
    data = zipped({f"{number}": b"" for number in range(6)})
    with pytest.raises(TooLarge, match="more than 5 entries"):
        unpack(aura.units, aura.objects, aura.prober, io.BytesIO(data))
    with pytest.raises(TooLarge, match="leave versions out"):
        film.packed()


def test_parts_that_unpack_to_too_much_together_are_refused(
    film: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = film.packed()
    monkeypatch.setattr("aura.exchange.manifest.MAX_PARTS_BYTES", 5_000)
    aura = film.aura
    with pytest.raises(TooLarge, match="would unpack to more than 5,000 bytes"):
        unpack(aura.units, aura.objects, aura.prober, io.BytesIO(data))
    with pytest.raises(TooLarge, match="leave some of its versions out"):
        film.packed()


def test_a_large_archive_is_read_as_well(film: Any) -> None:
    """Zip64: sizes and places in fields of their own."""
    entries = entries_of(film.packed())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for name, data in entries.items():
            with written.open(zipfile.ZipInfo(name), "w", force_zip64=True) as entry:
                entry.write(data)
    aura = film.aura
    assert unpack(aura.units, aura.objects, aura.prober, io.BytesIO(out.getvalue()))


def test_an_archive_that_was_written_into_a_pipe_is_read_as_well(film: Any) -> None:
    """Its sizes stand behind its entries, and in the directory."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    entries = entries_of(film.packed())
    out = Pipe()
    with zipfile.ZipFile(out, "w") as written:
        for name, data in entries.items():
            written.writestr(zipfile.ZipInfo(name), data)
    aura = film.aura
    assert unpack(aura.units, aura.objects, aura.prober, io.BytesIO(out.getvalue()))


def test_flipped_bytes_make_a_clean_error_or_the_same_project(film: Any) -> None:
    aura, data = film.aura, film.packed(kept="manual", with_media=False)
    with aura.reading() as unit:
        right = unit.live(film.id).freeze()

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.data())
    def flipped(drawn: st.DataObject) -> None:
        changed = bytearray(data)
        for _ in range(drawn.draw(st.integers(1, 3))):
            place = drawn.draw(st.integers(0, len(data) - 1))
            changed[place] ^= 1 << drawn.draw(st.integers(0, 7))
        before = rows(aura)
        try:
            made = unpack(aura.units, aura.objects, aura.prober, io.BytesIO(bytes(changed)))
        except AuraError:
            assert rows(aura) == before
            return
        with aura.reading() as unit:
            assert unit.live(made).freeze() == right

    flipped()
