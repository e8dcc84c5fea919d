"""For languages without a phrasebook of their own: the user speaks, Aura only names the topic and thanks."""

from collections.abc import Sequence

from aura.providers.text.phrasebook import Beat, Bridges, Goal, Line, Subject
from aura.providers.text.topic import Spelling, Topic

_THANKS = {
    "pt": "Obrigado pela atenção.",
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

    def joined(self, parts: Sequence[str]) -> str:
        return ", ".join(parts)

    def bridges(self, subject: Subject) -> Bridges:
        return Bridges("", "", "", "", None)

    def passed(self, years: int) -> str:
        return ""

    def numbered(self, unit: str, number: int) -> str:
        return str(number)

    def point(self, label: str, place: int, last: bool) -> Beat:
        return Beat(label, (Line(f"{label}{self._stop}", 3),))
