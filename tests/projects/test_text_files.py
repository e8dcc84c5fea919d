"""A text file is read in the letters it was written in, or refused."""

import pytest

from aura.errors import Invalid
from aura.projects.text_files import text_of

WESTERN = {
    "German": "Über den Fluss führt eine schöne Brücke; draußen ist es spät.",
    "French": "Où est le garçon ? Il a été très déçu, mais l’œuvre est là. « Ça va », dit-il.",
    "Spanish": "¿Dónde está el niño? ¡Mañana será otro día!",
    "Portuguese": "Não há razão para a solidão; o coração é forte.",
    "Italian": "Perché è già così tardi? La città è più bella, però io andrò.",
    "Swedish": "Där är en ö på sjön; det är så vackert för ögat. Ångström.",
    "Norwegian": "På øya bor det mange får, og sjøen er blå.",
    "Icelandic": "Það er gott að vera hér á Íslandi þegar sólin skín.",
    "Catalan": "L'illa és molt bonica, però col·laborem, així és.",
    "English": "“Smart quotes” – and an em dash — it’s a naïve café, £5 and 20°.",
}
OTHERS = {
    "Polish": ("Wszystko będzie dobrze, łódź płynie rzeką.", "cp1250"),
    "Polish as Linux wrote it": ("Wszystko będzie dobrze, łódź płynie rzeką.", "iso8859-2"),
    "Czech": ("Dobrý den, řekla a otevřela dveře. Věřím ti.", "cp1250"),
    "Hungarian": ("Őszi eső esik a mezőn, és több felhő jön, mert hűvös lesz.", "cp1250"),
    "Turkish": ("Yıldızlar gökyüzünde ışıldıyor, çok güzel.", "cp1254"),
    "Russian": ("Сегодня хорошая погода.", "koi8-r"),
    "Greek": ("Ο καιρός είναι καλός.", "cp1253"),
    "Hebrew": ("מה שלומך היום?", "cp1255"),
    "Arabic": ("مرحبا بالعالم كيف حالك", "cp1256"),
    "Japanese": ("今日は天気がいい。", "shift_jis"),
    "Korean": ("안녕하세요 세계", "euc-kr"),
    "German of a Macintosh": ("Über die Brücke führt die Straße.", "mac-roman"),
}


@pytest.mark.parametrize("text", WESTERN.values(), ids=WESTERN)
def test_older_files_of_western_languages_are_read(text: str) -> None:
    assert text_of(text.encode("cp1252")) == text
    assert text_of(text.encode()) == text
    assert text_of(text.encode("utf-16")) == text


@pytest.mark.parametrize(("text", "encoding"), OTHERS.values(), ids=OTHERS)
def test_other_encodings_are_refused_rather_than_read_wrong(text: str, encoding: str) -> None:
    with pytest.raises(Invalid, match="UTF-8"):
        text_of(text.encode(encoding))
    assert text_of(text.encode()) == text


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert text_of(b"\xef\xbb\xbfa") == "a"
    assert text_of(b"\xfe\xff\x00a") == "a"
