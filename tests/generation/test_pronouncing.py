"""Pronunciations: the text that is spoken, and the times of what was said on the words as written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aura.generation.missing import speech_due
from aura.generation.pronouncing import pronounced
from aura.providers.speech.speaker import Word
from aura.timeline.document import Brief, Document, Pronunciation, Timeline, Voice
from aura.timeline.scene import Scene


def fixes(**known: str) -> list[Pronunciation]:
    return [Pronunciation(written=written.replace("_", " "), spoken=said) for written, said in known.items()]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Fresnel built it.", "Fray nell built it."),
        ("The lens of FRESNEL, built by Fresnel's son.", "The lens of Fray nell, built by Fray nell's son."),
        ("Fresnels are not Fresnelles.", "Fresnels are not Fresnelles."),
        ("Ask Dr. No now.", "Ask Doctor No now."),
        ("Ask Dr.\nNo now.", "Ask Doctor No now."),
        ("(Fresnel)", "(Fray nell)"),
        ("Fresnel-Fresnel", "Fray nell-Fray nell"),
        ("SQL and SQLite", "sequel and SQL light"),
        ("", ""),
    ],
)
def test_whole_words_are_replaced_whatever_their_case_and_the_longest_first(text: str, said: str) -> None:
    known = fixes(Fresnel="Fray nell", SQL="sequel", SQLite="SQL light")
    known.append(Pronunciation(written="Dr. No", spoken="Doctor No"))

    assert pronounced(text, known).text == said


@pytest.mark.parametrize(
    ("written", "text", "said"),
    [
        ("東京", "東京は大きい。東京タワー", "とうきょうは大きい。とうきょうタワー"),
        ("กรุงเทพ", "อยู่ที่กรุงเทพเป็นเมือง", "อยู่ที่とうきょうเป็นเมือง"),
        ("3D", "新しい3Dプリンター", "新しいとうきょうプリンター"),
        ("3D", "新しい3DXプリンター", "新しい3DXプリンター"),
        ("AIの力", "今、AIの力は XAIの力", "今、とうきょうは XAIの力"),
    ],
)
def test_in_a_script_without_blanks_a_word_is_replaced_wherever_it_stands(
    written: str, text: str, said: str
) -> None:
    found = pronounced(text, [Pronunciation(written=written, spoken="とうきょう")])

    assert found.text == said
    assert [word for group in found.groups for word in group.written] == text.split()


@pytest.mark.parametrize(
    ("written", "text", "said"),
    [
        ("Straße", "Die Straße, die STRASSE.", "Die X, die X."),
        ("Weiß", "Herr Weiß weiß es.", "Herr X X es."),
        ("İzmir", "Şehir: İzmir.", "Şehir: X."),
        ("Ὀδυσσεύς", "ὈΔΥΣΣΕΎΣ", "X"),
    ],
)
def test_letters_whose_other_case_is_written_with_more_letters_are_found(
    written: str, text: str, said: str
) -> None:
    assert pronounced(text, [Pronunciation(written=written, spoken="X")]).text == said


@pytest.mark.parametrize(
    ("written", "text", "said"),
    [
        ("कमी", "कमी है, कमीज नहीं।", "X है, कमीज नहीं।"),
        ("क", "क और की", "X और की"),
        ("שלום", "שלום, שלוֹם", "X, שלוֹם"),
        ("x̄", "x̄ und x̄y", "X und x̄y"),
    ],
)
def test_a_mark_belongs_to_the_letter_it_stands_on(written: str, text: str, said: str) -> None:
    assert pronounced(text, [Pronunciation(written=written, spoken="X")]).text == said


def test_signs_of_a_pattern_language_are_plain_text() -> None:
    known = [Pronunciation(written="C++", spoken="C plus plus"), Pronunciation(written=".*", spoken="x")]

    assert pronounced("C++ and C.", known).text == "C plus plus and C."


def test_the_words_as_written_are_timed_by_what_was_said_in_their_place() -> None:
    found = pronounced("The Fresnel lens", fixes(Fresnel="Fray nell"))
    spoken = [Word(0, 100, "The"), Word(100, 300, "Fray"), Word(300, 500, "nell"), Word(500, 900, "lens")]

    assert found.timed(spoken) == (Word(0, 100, "The"), Word(100, 500, "Fresnel"), Word(500, 900, "lens"))


def test_a_phrase_said_in_fewer_words_shares_their_time() -> None:
    found = pronounced("by and large", [Pronunciation(written="and large", spoken="&")])

    assert found.timed([Word(0, 100, "by"), Word(100, 900, "&")]) == (
        Word(0, 100, "by"), Word(100, 400, "and"), Word(400, 900, "large"),
    )  # fmt: skip


@given(
    st.lists(st.sampled_from(["a", "b", "a.", "(b)", "ab", "c"]), max_size=12),
    st.dictionaries(
        st.sampled_from(["a", "b", "a b", "c"]), st.sampled_from(["x", "x y", "x y z"]), max_size=4
    ),
)
def test_every_written_word_keeps_its_place_and_a_time(words: list[str], known: dict[str, str]) -> None:
    text = " ".join(words)
    found = pronounced(text, [Pronunciation(written=w, spoken=s) for w, s in known.items()])
    said = found.text.split()
    timed = found.timed([Word(10 * n, 10 * n + 10, word) for n, word in enumerate(said)])

    assert [word.text for word in timed] == words
    times = [time for word in timed for time in (word.start_ms, word.end_ms)]
    assert times == sorted(times)
    assert not timed or (times[0], times[-1]) == (0, 10 * len(said))


def test_only_scenes_that_hold_a_fixed_word_are_spoken_again() -> None:
    ids = [f"00000000-0000-7000-8000-00000000000{number}" for number in (1, 2)]
    scenes = (Scene(id=ids[0], script_text="A lens."), Scene(id=ids[1], script_text="A lamp."))

    def keys(*known: Pronunciation) -> list[str | None]:
        document = Document(
            brief=Brief(topic="x"), voice=Voice(pronunciations=known), timeline=Timeline(scenes=scenes)
        )
        return [speech_due(scene, document) for scene in scenes]

    before, after = keys(), keys(*fixes(lens="lenz"))

    assert before[0] != after[0]
    assert before[1] == after[1]
