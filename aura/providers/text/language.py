"""What a language's commonest words tell: which language a text is in, and which words carry no subject.

A language is a lower-case tag as in ``Brief.language``; only its first part counts, so ``de-AT`` is ``de``.
"""

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,:]\d+)*")


def vocabulary(text: str) -> frozenset[str]:
    """The words of ``text``, parted by blanks."""
    return frozenset(text.split())


FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: vocabulary(known)
    for language, known in {
        "en": "a about after again all also although always an and another any are as at away be because "
        "been before being both but by can could did do does done during each either else even ever "
        "every few for from get gets had has have having he her here hers him his how however i if in "
        "into is it its itself just let like many may me might more most much must my near never no "
        "nor not now of off often on once one only or other others our out over own quite rather same "
        "she should since so some still such than that the their them then there these they this "
        "those though through to too under until up upon us very was we well were what when where "
        "whether which while who whom whose why will with within without wouldyes yet you your",
        "de": "aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin "
        "bis bist da dabei dadurch damit danach dann daran darauf daraus darum das dass dein dem den "
        "denn der des dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine "
        "einem einen einer eines einige er es etwas euch euer für gegen ganz gibt hab habe haben hat "
        "hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem "
        "ins ist ja jede jedem jeden jeder jedes kann kein keine keinen können könnte machen man "
        "manche mehr mein mich mir mit muss müssen nach nicht nichts noch nun nur ob oder ohne schon "
        "sehr sein seine seinem seinen seiner seit selbst sich sie sind so sogar soll sollen sondern "
        "sonst um und uns unser unter vom von vor war waren was weil weiter wenn wer werdenwie wieder "
        "will wir wird wo wohl wurde wurden zu zum zur zwar zwischen über",
        "fr": "à au aux avec ce ces cette dans de des du elle elles en est et être il ils je la le les leur "
        "lui mais me ne nous on ou où par pas plus pour qu que qui sa se ses son sont sur tout très "
        "un une vous votre",
        "es": "a al como con cuando de del desde el ella ellos en es esta este esto fue ha hay la las le lo "
        "los más me mi muy no nos o para pero por porque que se sin sobre son su sus también un una "
        "unas unos y ya yo",
        "it": "a ai al alla anche che chi ci come con da dal dei del della delle di e è gli ha i il in io "
        "la le lo loro ma mi nei nel nella non per perché più quando questa questo se si sono su sua "
        "suo un una uno",
        "pt": "à ao aos as com como da das de do dos e é ela ele em essa esse esta este eu foi há isso já "
        "mais mas muito na nas não no nos o os ou para pela pelo por porque quando que se sem seu sua "
        "também um uma você",
        "nl": "aan al als bij dan dat de der deze die dit door een en er had heb heeft het hij hoe hun ik "
        "in is je kan maar me meer men met mijn na naar niet nog nu of om omdat onder ons ook op over "
        "te tot uit van veel voor want waren was wat we werd wij worden zich zij zijn zo zou",
    }.items()
}

NAMES: dict[str, str] = {
    **dict.fromkeys(("english", "englisch", "anglais", "inglés"), "en"),
    **dict.fromkeys(("german", "deutsch", "allemand"), "de"),
    **dict.fromkeys(("french", "französisch", "français", "francais"), "fr"),
    **dict.fromkeys(("spanish", "spanisch", "español", "espanol"), "es"),
    **dict.fromkeys(("italian", "italienisch", "italiano"), "it"),
    **dict.fromkeys(("portuguese", "portugiesisch", "português", "portugues"), "pt"),
    **dict.fromkeys(("dutch", "niederländisch", "nederlands"), "nl"),
    **dict.fromkeys(("polish", "polnisch", "polski"), "pl"),
    **dict.fromkeys(("russian", "russisch", "русский"), "ru"),
    **dict.fromkeys(("swedish", "schwedisch", "svenska"), "sv"),
    **dict.fromkeys(("turkish", "türkisch", "türkçe"), "tr"),
    **dict.fromkeys(("japanese", "japanisch", "日本語"), "ja"),
    **dict.fromkeys(("chinese", "mandarin", "chinesisch", "中文"), "zh"),
}
"""What people call a language, in lower case."""


def primary(language: str) -> str:
    """The first part of a language tag."""
    return language.partition("-")[0].lower()


def words(text: str) -> list[str]:
    """The words and numbers of ``text`` in order, in lower case."""
    return _WORD.findall(text.lower())


def content_words(text: str, language: str) -> list[str]:
    """The words of ``text`` that carry its subject."""
    known = FUNCTION_WORDS.get(primary(language), FUNCTION_WORDS["en"])
    return [word for word in words(text) if word not in known and (len(word) > 2 or word[0].isdigit())]


def stem(word: str) -> str:
    """A word without its commonest endings, so that ``lens`` and ``lenses`` meet.  For comparing only."""
    for ending in ("ungen", "ings", "ing", "ung", "ies", "en", "er", "es", "ed", "e", "s", "n", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def detect(text: str) -> str | None:
    """The language of ``text`` if its function words leave no doubt, else ``None``."""
    found = words(text[:20_000])
    counts = sorted(
        ((sum(word in known for word in found), language) for language, known in FUNCTION_WORDS.items()),
        reverse=True,
    )
    (best, language), (second, _) = counts[:2]
    return language if best >= 3 and best > 1.3 * second else None


def is_repeat_key(text: str) -> str:
    """What two sentences share when they say the same: their letters and digits, in lower case."""
    return "".join(char for char in text.casefold() if char.isalnum())
