import pytest
from hypothesis import given
from hypothesis import strategies as st

from aura.providers.speech.wording import spoken_words


def said(text: str, language: str) -> str:
    return " ".join(word for word in spoken_words(text.split(), language) if word)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Dr. Smith met Mrs. Jones.", "Doctor Smith met Missis Jones."),
        ("tools, e.g. a saw", "tools, for example a saw"),
        ("bread, butter, etc. Then we ate", "bread, butter, et cetera. Then we ate"),
        ("bread, etc. and wine", "bread, et cetera and wine"),
        ("No. 5 is alive.", "number 5 is alive."),
        ("No. I will not.", "No. I will not."),
        ("on Jan. 5, 2024", "on January 5, 20 24"),
        ("In 1905, 1999 and 2010.", "In 19 oh 5, 19 99 and 20 10."),
        ("since 2005", "since 2005"),
        ("the 1990s", "the 19 90s"),
        ("costs $3,000.50 now", "costs 3,000 dollars 50 now"),
        ('"$5 million"', '"5 million dollars"'),
        ("$2.5 billion.", "2.5 billion dollars."),
        ("€5, £20 and $1", "5 euros, 20 pounds and 1 dollar"),
        ("only $0.99!", "only 99 cents!"),
        ("$5M", "5 million dollars"),
        ("$2.75M, £3.25bn. And", "2.75 million dollars, 3.25 billion pounds. And"),
        ("$12.50k", "12.50 thousand dollars"),
        ("5k dollars or 10M €.", "5 thousand dollars or 10 million euros."),
        ("10 km, 5kg and 1 m", "10 kilometres, 5 kilograms and 1 metre"),
        ("It weighs 20 kg. Then", "It weighs 20 kilograms. Then"),
        ("at 20°C", "at 20 degrees Celsius"),
        ("10-15 people", "10 to 15 people"),
        ("24/7 and/or he/she", "24 7 and or he or she"),
        ("GPT-4 and Route-66", "GPT-4 and Route-66"),
        ("#1 in #music", "number 1 in music"),
        ("km alone", "km alone"),
    ],
)
def test_english_is_said_in_full(written: str, spoken: str) -> None:
    assert said(written, "en-GB") == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("z. B. heute, d. h. jetzt", "zum Beispiel heute, das heißt jetzt"),
        ("(z.B. heute)", "(zum Beispiel heute)"),
        ("am 12. Mai 2024", "am zwölften Mai 2024"),
        ("der 3. Oktober 1990.", "der dritte Oktober 19 hundert 90."),
        ("21. Dezember", "einundzwanzigster Dezember"),
        ("im 19. Jahrhundert", "im neunzehnten Jahrhundert"),
        ("Es waren 12. Dann kamen mehr.", "Es waren 12. Dann kamen mehr."),
        ("3,50 € oder 1 Euro", "3 Euro 50 oder 1 Euro"),
        ("1.000 €", "1.000 Euro"),
        ("ca. 5 Mio. Euro", "circa 5 Millionen Euro"),
        ("10k €, 5M Euro und $3bn.", "10 Tausend Euro, 5 Millionen Euro und 3 Milliarden Dollar."),
        ("€2,75 Mio. im Jahr", "2,75 Millionen Euro im Jahr"),
        ("um 10:30 Uhr.", "um 10 Uhr 30."),
        ("um 9:00 Uhr los", "um 9 Uhr los"),
        ("5 km/h", "5 Kilometer pro Stunde"),
        ("10–15 Leute", "10 bis 15 Leute"),
        ("Die KI der EU", "Die K I der E U"),
        ("Dr. Müller, Nr. 5", "Doktor Müller, Nummer 5"),
        ("Äpfel usw. Und dann", "Äpfel und so weiter. Und dann"),
    ],
)
def test_german_is_said_in_full(written: str, spoken: str) -> None:
    assert said(written, "de") == spoken


@pytest.mark.parametrize("language", ["en", "de", "fr", "hi"])
@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("🍎 apple 👨‍👩‍👧 🇩🇪 ✅", "apple"),
        ("**bold** _it_ `code` ~~gone~~", "bold it code gone"),
        ("# Title", "Title"),
        ("• point", "point"),
        ("https://www.example.com/a/", "example.com/a"),
        ("one — two … three !!!", "one, two. three!"),
        ("one, — two", "one, two"),
        ("a\u0001b\u0000 c\ufeff", "ab c"),
        ("A → B", "A B"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_what_nobody_says_is_left_out_in_every_language(written: str, spoken: str, language: str) -> None:
    assert said(written, language) == spoken


def test_joiners_within_words_stay() -> None:
    assert said("می‌خواهم क्‍ष", "fa") == "می‌خواهم क्‍ष"


@given(st.text(max_size=80), st.sampled_from(["en", "de", "fr"]))
def test_each_word_has_one_form_and_none_is_a_command(text: str, language: str) -> None:
    words = text.split()
    forms = spoken_words(words, language)
    assert len(forms) == len(words)
    assert not [character for form in forms for character in form if character < " "]


SHORT = [
    "5",
    "1,50",
    "$3",
    "€",
    "km",
    "12.",
    "Mai",
    "Uhr",
    "10:30",
    "z.",
    "B.",
    "#1",
    "1999",
    "—",
    "Dr.",
    "5kg",
]


@given(st.lists(st.sampled_from(SHORT)))
def test_short_forms_in_any_order_do_no_harm(words: list[str]) -> None:
    for language in ("en", "de"):
        assert len(spoken_words(words, language)) == len(words)
