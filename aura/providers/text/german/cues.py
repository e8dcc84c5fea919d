"""By what German notes show what their sentences are."""

import re

from aura.providers.text.cues import Cues, pattern
from aura.providers.text.language import vocabulary

CUES = Cues(
    leans=pattern(
        r"er|es|sie|dies|diese[rsnm]?|das (?:ist|war|macht|heißt|geht|hält|spart)|dadurch|deshalb|daher|"
        r"darum|"
        r"aber|doch|und|oder|dann|danach|dabei|damit|dafür|dagegen|außerdem|sein|seine[rnms]?|ihre?[rnms]?|"
        r"denn|trotzdem|zum beispiel|jedoch|je|auch|so|sonst|dort|beide[sn]?|darin|daran|darauf|davon|dazu|"
        r"inzwischen|(?:\w+ ){1,2}(?:diese[rsnm]?|ihnen|ihm|ihn|ihr)|(?:\w+ ){1,7}(?:sie|er)|"
        r"(?:\w+ ){1,3}(?:davon|darin|darauf|damit|dafür|dazu)"
    ),
    opens=pattern(
        r"stell dir|stellt euch|stellen sie sich|stellen wir uns|wussten?|was wäre|kennst du|kennen sie"
    ),
    closes=pattern(
        r"besuchen|besuch|kommen sie|komm|kommt|kurz gesagt|am ende|melden sie|meld dich|danke|vielen dank|"
        r"deshalb|also:|jetzt|bestell\w*|buchen sie|abonnier\w*|denk dran|zum schluss"
    ),
    tells=re.compile(r"(?!(?:der|die|das|ein|eine|mehr|viel|weniger)\b)[a-zäöü]+t\b"),
    versus=re.compile(
        r"\s+(?:vs\.?|versus|oder|gegen|kontra|contra|verglichen mit|im vergleich (?:zu|mit))\s+",
        re.IGNORECASE,
    ),
    compared=re.compile(
        r"(?:der |ein )?(?:vergleich (?:von|zwischen)|unterschiede? zwischen)\s+(?P<sides>.+)|"
        r"(?P<those>.+?)(?:[:,–-]? ?(?:im (?:direkten )?vergleich|(?:der|ein) vergleich|gegenübergestellt))$",
        re.IGNORECASE,
    ),
    also=re.compile(r"\s+(?:und|oder|&)\s+|\s*,\s*", re.IGNORECASE),
    loose=vocabulary(
        "in im am an auf für bei beim mit von vom zu zum zur aus nach vor wenn ob als unter über"
    ),
    articles=vocabulary("der die das den dem des ein eine einen einem einer unser unsere mein meine"),
    need=pattern(
        r"(?:.{0,40}\b)?(?:du brauchst|man braucht|wir brauchen|sie brauchen|"
        r"ihr braucht|brauchst du|braucht man|brauchen wir|brauchen sie)|gebraucht werden|bereitlegen"
    ),
    check=pattern(
        r"(?:ob (?:es|alles)|fertig ist|zur (?:kontrolle|probe)|zum (?:test|prüfen)|(?:man erkennt|"
        r"du erkennst|"
        r"erkennen lässt)|prüfe|prüfen|kontrollier\w*|geschafft ist|die probe|gelungen ist)"
    ),
    problem=re.compile(
        r"\b(?:problem\w*|ärger\w*|nerv\w*|lästig|mühsam|umständlich|verlier\w*|verlor\w*|vergiss\w*|"
        r"vergess\w*|"
        r"verschwend\w*|zu (?:oft|viele?|teuer|schwer|langsam|spät)|niemand mag|wer kennt das nicht|chaos|"
        r"schwierig|kaputt)\b",
        re.IGNORECASE,
    ),
    offer=re.compile(
        r"[€$£]|\b(?:kostet|kosten|preis\w*|euro|erhältlich|verfügbar|lieferbar|zu haben)\b", re.IGNORECASE
    ),
)
