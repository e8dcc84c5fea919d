"""The German words by which a topic's grammar is recognised."""

from aura.providers.text.language import vocabulary

WH = vocabulary(
    "wie warum weshalb wieso was wann wo wer woher wohin wozu wodurch womit wofür wovon welche "
    "welcher welches welchen"
)
FINITE = vocabulary(
    "ist sind war waren wird werden wurde wurden hat haben hatte hatten kann können konnte konnten "
    "muss müssen soll sollen sollte sollten will wollen darf dürfen mag mögen macht machen tut tun "
    "gibt geht gehen kommt kommen heißt braucht brauchen funktioniert funktionieren entsteht "
    "entstehen bedeutet lohnt hilft helfen schmeckt fliegen fliegt schläft schlafen leben lebt "
    "wachsen wächst"
)
ARTICLES = vocabulary("der die das den dem des ein eine einen einem einer eines")
MALE_OR_OPEN = vocabulary("der ein kein mein dein sein ihr unser euer jeder dieser mancher welcher")
"""First words whose accusative differs from their nominative, or may."""

DETERMINERS = ARTICLES | vocabulary(
    "mein meine dein deine sein seine ihr ihre unser unsere euer eure kein keine dieser diese dieses "
    "jeder jede jedes alle alles viele manche einige mehrere wenig wenige mehr"
)
SUBJECTS = vocabulary("ich wir du er ihr man so")
"""What begins a sentence and no noun phrase, but for those that join it to another: "er und ich"."""
JOINS = vocabulary("und oder vs. gegen alle")
DONE_TO = vocabulary("ein eine einen den das mein meinen mein")
"""Determiners of what something is done to: the subject of a verb in -en would be in the plural."""

ADJECTIVES = vocabulary(
    "neue neuer neues alte alter altes gute guter gutes bessere besserer besseres große großer großes "
    "kleine kleiner kleines junge junger junges kalte kalter kaltes warme warmer warmes heiße "
    "schnelle schneller schnelles schöne schöner schönes gesunde gesunder gesundes frische frischer "
    "frisches wilde wilder wildes moderne moderner modernes erneuerbare grüne grüner grünes freie "
    "freier freies erste erster erstes digitale digitaler digitales berühmte echte echter echtes "
    "beste bester bestes besser schneller gesünder richtig"
)
ADJECTIVE_STEMS = (
    "bar",
    "ig",
    "isch",
    "lich",
    "sam",
    "los",
    "haft",
    "iv",
    "ell",
    "al",
    "voll",
    "arm",
    "reich",
    "frei",
)

WEAK_NOUNS = vocabulary("mensch bär held herr nachbar bauer graf prinz fürst christ narr")
WEAK_ENDINGS = ("e", "ent", "ant", "ist", "at", "oge", "graph", "graf", "nom")

UNITS = {
    "tipps": "Tipp",
    "tricks": "Trick",
    "gründe": "Grund",
    "wege": "Weg",
    "fakten": "Fakt",
    "ideen": "Idee",
    "schritte": "Schritt",
    "fehler": "Fehler",
    "regeln": "Regel",
    "fragen": "Frage",
    "orte": "Ort",
    "dinge": None,
    "sachen": None,
    "methoden": "Methode",
    "beispiele": "Beispiel",
    "mythen": "Mythos",
    "irrtümer": "Irrtum",
    "rezepte": "Rezept",
    "punkte": "Punkt",
}
"""What a German list may hold, in the plural, and its singular."""

COUNTS = {
    word: value
    for value, word in enumerate(
        [
            "eins",
            "zwei",
            "drei",
            "vier",
            "fünf",
            "sechs",
            "sieben",
            "acht",
            "neun",
            "zehn",
            "elf",
            "zwölf",
            "dreizehn",
            "vierzehn",
            "fünfzehn",
            "sechzehn",
            "siebzehn",
            "achtzehn",
            "neunzehn",
            "zwanzig",
        ],
        start=1,
    )
}
