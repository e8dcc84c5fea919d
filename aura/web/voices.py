"""The voices there are for a language, and what a sample says.  Pure."""

from collections.abc import Sequence

from aura.providers.speech.speaker import VoiceInfo

MAKERS = (("offline", "This machine"), ("online", "The server that is set up"))
LONGEST_SAMPLE = 160

_SENTENCES = {
    "en": "This is how your video sounds. You can change it at any time.",
    "de": "So klingt dein Video. Du kannst es jederzeit ändern.",
    "fr": "Voici comment votre vidéo sonne. Vous pouvez la changer à tout moment.",
    "es": "Así suena tu vídeo. Puedes cambiarlo en cualquier momento.",
    "it": "Ecco come suona il tuo video. Puoi cambiarlo in ogni momento.",
    "pt": "É assim que o seu vídeo soa. Pode mudá-lo a qualquer momento.",
    "nl": "Zo klinkt je video. Je kunt het altijd veranderen.",
    "pl": "Tak brzmi twój film. Możesz to zmienić w każdej chwili.",
}


def voices_for(voices: Sequence[VoiceInfo], language: str, chosen: str) -> list[tuple[str, str]]:
    """The voices of a language, the best first; the chosen one is among them, whatever it speaks."""
    main = language.partition("-")[0]
    exact = [voice for voice in voices if voice.language == language]
    near = [
        voice for voice in voices if voice.language.partition("-")[0] == main and voice.language != language
    ]
    found = [("", "The best for the language")]
    found += [(voice.name, voice.label) for voice in (*exact, *near)]
    if chosen and chosen not in dict(found):
        labels = {voice.name: voice.label for voice in voices}
        found.append((chosen, labels.get(chosen, chosen)))
    return found


def sample_of(script_text: str, language: str) -> str:
    """What a sample says: the first words of the script, whole sentences where they fit."""
    text = " ".join(script_text.split())
    if not text:
        return _SENTENCES.get(language.partition("-")[0], _SENTENCES["en"])
    if len(text) <= LONGEST_SAMPLE:
        return text
    cut = text[:LONGEST_SAMPLE]
    end = max(cut.rfind(mark) for mark in ".!?。！？")
    return cut[: end + 1] if end > LONGEST_SAMPLE // 4 else cut.rpartition(" ")[0] or cut
