"""What a language's commonest words tell: which language a text is in, and which words carry no subject.

A language is a lower-case tag as in ``Brief.language``; only its first part counts, so ``de-AT`` is ``de``.
"""

import re

_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|all|dall|dell|nell|sull|quell|quest|un)['’](?=\w)")
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
        "whether which while who whom whose why will with within without would yes yet you your",
        "de": "aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin "
        "bis bist da dabei dadurch damit danach dann daran darauf daraus darum das dass dein dem den "
        "denn der des dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine "
        "einem einen einer eines einige er es etwas euch euer für gegen ganz gibt hab habe haben hat "
        "hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem "
        "ins ist ja jede jedem jeden jeder jedes kann kein keine keinen können könnte machen man "
        "manche mehr mein mich mir mit muss müssen nach nicht nichts noch nun nur ob oder ohne schon "
        "sehr sein seine seinem seinen seiner seit selbst sich sie sind so sogar soll sollen sondern "
        "sonst um und uns unser unter vom von vor war waren was weil weiter wenn wer werden wie wieder "
        "will wir wird wo wohl wurde wurden zu zum zur zwar zwischen über",
        "fr": "à ai alors après au aussi aux avait avant avec bien ce cela ces cette ceux chaque chez comme "
        "comment dans de depuis des donc dont du elle elles en encore entre est et était étaient être eu "
        "fut il ils je jusqu la le les leur leurs lui mais même me ne ni nos notre nous on ont ou où par "
        "pas peu peut plus pour puis quand que qu qui sa sans se sera ses si son sont sous sur tous "
        "toujours tout toute toutes très trop un une vers vos votre vous y",
        "es": "a al antes así aunque cada como con cual cuando de del desde después donde dos el él ella "
        "ellas ellos en entre era eran es esa ese eso está están esta estas este esto estos fue fueron ha "
        "había hasta hay la las le les lo los más me mi mientras muy nada ni no nos nuestra nuestro o otra "
        "otro para pero poco por porque pues que qué quien se ser si sí sin sobre solo son su sus también "
        "tan tanto te tiene tienen todo todos tu un una unas uno unos y ya yo",
        "it": "a abbiamo ad agli ai al alla alle anche ancora c che chi ci come con così cui da dagli dai "
        "dal dalla dalle dei degli del dell della delle dello di dopo dove e è ed era erano fino fra fu gli "
        "ha hanno i il in io la le lei lo loro lui ma mi molto ne nei negli nel nell nella nelle no noi "
        "nostra nostro non o ogni per perché però più poi prima quale quando quanto quella quello questa "
        "questi questo se senza si solo sono sotto su sua sue sugli sui sul sulla sulle suo suoi tra tutti "
        "tutto un una uno",
        "pt": "à ao aos as com como da das de do dos e é ela ele em essa esse esta este eu foi há isso já "
        "mais mas muito na nas não no nos o os ou para pela pelo por porque quando que se sem seu sua "
        "também um uma você",
        "nl": "aan al als bij dan dat de der deze die dit door een en er had heb heeft het hij hoe hun ik "
        "in is je kan maar me meer men met mijn na naar niet nog nu of om omdat onder ons ook op over "
        "te toen tot tussen twee uit van veel voor waar want waren was wat we wel werd werden wie wij "
        "wordt worden zal ze zich zij zijn zo zonder zou",
    }.items()
}

NAMES: dict[str, str] = {
    name: language
    for language, names in {
        "en": "english englisch anglais inglés ingles inglese engels",
        "de": "german deutsch allemand alemán aleman tedesco duits",
        "fr": "french französisch français francais francés frances francese frans",
        "es": "spanish spanisch español espanol castellano espagnol spagnolo spaans",
        "it": "italian italienisch italiano italien italiaans",
        "pt": "portuguese portugiesisch português portugues portugais portugués portoghese portugees",
        "nl": "dutch niederländisch nederlands néerlandais neerlandés holandés olandese",
        "pl": "polish polnisch polski polonais polaco polacco pools",
        "ru": "russian russisch русский russe ruso russo",
        "sv": "swedish schwedisch svenska suédois sueco svedese zweeds",
        "tr": "turkish türkisch türkçe turc turco turks",
        "ja": "japanese japanisch 日本語 japonais japonés giapponese japans",
        "zh": "chinese mandarin chinesisch 中文 chinois chino cinese chinees",
    }.items()
    for name in names.split()
}
"""What people call a language, in lower case."""


def primary(language: str) -> str:
    """The first part of a language tag."""
    return language.partition("-")[0].lower()


def words(text: str) -> list[str]:
    """The words and numbers of ``text`` in order, in lower case."""
    return _WORD.findall(text.lower())


def content_words(text: str, language: str) -> list[str]:
    """The words of ``text`` that carry its subject, without the articles that lean on them: ``l'avion``."""
    known = FUNCTION_WORDS.get(primary(language), FUNCTION_WORDS["en"])
    found = [_ELIDED.sub("", word) for word in words(text)]
    return [word for word in found if word not in known and (len(word) > 2 or word[0].isdigit())]


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
