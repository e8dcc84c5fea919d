"""Which phrasebook a language has: English and German of their own, others a plain one that lets the user
speak.
"""

from aura.providers.text.english.phrases import English
from aura.providers.text.german.phrases import German
from aura.providers.text.language import primary
from aura.providers.text.phrasebook import Beat, Goal, Line, Phrasebook, Subject
from aura.providers.text.topic import Spelling, Topic

_THANKS = {
    "fr": "Merci de votre attention.",
    "es": "Gracias por su atención.",
    "it": "Grazie per l'attenzione.",
    "pt": "Obrigado pela atenção.",
    "nl": "Bedankt voor het kijken.",
    "pl": "Dziękujemy za uwagę.",
    "sv": "Tack för att du tittade.",
    "da": "Tak fordi du så med.",
    "tr": "İzlediğiniz için teşekkürler.",
    "ru": "Спасибо за внимание.",
    "ja": "ご視聴ありがとうございました。",
    "zh": "谢谢观看。",
}


class Plain:
    """Says the topic first and thanks last; all else is the user's own."""

    def __init__(self, language: str) -> None:
        self._thanks = _THANKS.get(language, "Thank you for watching.")
        self._stop = "。" if language in {"ja", "zh"} else "."

    def topic(self, text: str, spelling: Spelling) -> Topic:
        text = " ".join(text.split())
        return Topic(
            text=text.rstrip(" .!?。！？"), kind="question" if text.endswith(("?", "？")) else "plain"
        )

    def goal(self, text: str) -> Goal:
        return Goal()

    def audience(self, text: str, spelling: Spelling) -> str:
        return ""

    def mid_sentence(self, phrase: str, spelling: Spelling) -> str:
        return phrase

    def hook(self, subject: Subject) -> Beat:
        topic = subject.topic
        return Beat(topic.text, (Line(topic.text + ("?" if topic.kind == "question" else self._stop), 3),))

    def close(self, subject: Subject) -> Beat:
        return Beat(self._thanks.rstrip(".。"), (Line(self._thanks, 3),))

    def beats(self, subject: Subject) -> tuple[Beat, ...]:
        return ()

    def numbered(self, unit: str, number: int) -> str:
        return str(number)

    def point(self, label: str, place: int, last: bool) -> Beat:
        return Beat(label, (Line(f"{label}{self._stop}", 3),))


def phrasebook(language: str, *, material: bool) -> Phrasebook:
    """The phrasebook for ``language``; English where there is none and the user brought no words of their
    own.
    """
    match primary(language):
        case "en":
            return English()
        case "de":
            return German()
        case other:
            return Plain(other) if material else English()
