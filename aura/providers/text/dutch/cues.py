"""By what Dutch notes show what their sentences are."""

import re

from aura.providers.text.cues import Cues, pattern
from aura.providers.text.language import vocabulary

CUES = Cues(
    leans=pattern(
        r"hij|zij|ze|het (?:is|was|heeft|had|werd|kan|kost|weegt|duurt|werkt|maakt|gaat|past)|dit|dat|deze|"
        r"die|"
        r"hun|zijn|haar|maar|dus|en|of|want|toch|daarom|daardoor|daarna|dan|toen|ook|bovendien|bijvoorbeeld|"
        r"echter|intussen|ondertussen|daar|beide|allebei|zo|anders|daarmee|daarbij|daarin|daarop|ervan|erin|"
        r"(?:\w+ ){1,7}(?:hij|zij|ze)|(?:\w+ ){1,2}(?:deze|haar|hem|hen|ervan|daarvan)|"
        r"de meeste(?: \w+)? gaan"
    ),
    opens=pattern(r"stel je|stelt u zich|wist je|wist u|heb je ooit|heeft u ooit|wat als"),
    closes=pattern(
        r"bezoek|meld je|meld u|abonneer|kom|kortom|tot slot|uiteindelijk|onthoud|bedankt|dank|daarom|bestel|"
        r"reserveer|schrijf je|ga naar"
    ),
    tells=pattern(
        r"is|zijn|heeft|weegt|kost|werkt|duurt|past|opent|gaat|maakt|helpt|beschermt|blijft|kan|geeft|houdt|"
        r"meet"
    ),
    versus=re.compile(r"\s+(?:vs\.?|versus|of|tegen|tegenover|vergeleken met)\s+", re.IGNORECASE),
    compared=re.compile(
        r"(?:de |een )?(?:vergelijking (?:van|tussen)|vergelijk|verschil(?:len)? tussen)\s+(?P<sides>.+)|"
        r"(?P<those>.+?)(?:[:,–-]? ?(?:vergeleken|in vergelijking|naast elkaar|(?:de|een) vergelijking))$",
        re.IGNORECASE,
    ),
    also=re.compile(r"\s+(?:en|of|&)\s+|\s*,\s*", re.IGNORECASE),
    loose=vocabulary(
        "in voor op aan bij met zonder van naar uit als wanneer tijdens onder over tot door om te"
    ),
    articles=vocabulary("de het een onze ons mijn deze dit dat"),
    need=pattern(
        r"(?:hiervoor |daarvoor )?(?:heb je|je hebt|heb je ook|we hebben|hebben we|heeft u|u heeft|nodig)"
        r"(?: .{3,80})? nodig|nodig zijn|leg klaar|zet klaar"
    ),
    check=pattern(
        r"(?:(?:het|de \w+|hij) is (?:klaar|gaar|goed) (?:als|wanneer|zodra)|ter controle|"
        r"om te (?:controleren|"
        r"testen)|controleer|controleren we|check of|je weet dat|als laatste test)"
    ),
    problem=re.compile(
        r"\b(?:probleem|problemen|vervelend|ergerlijk|erger\w*|irritant|omslachtig|verspil\w+|verlie[sz]\w*|"
        r"kwijt\w*|vergeet|vergeten|te (?:veel|vaak|duur|zwaar|langzaam|laat)|niemand houdt van|"
        r"wie kent het niet|"
        r"lastig|moeilijk|kapot|chaos)\b",
        re.IGNORECASE,
    ),
    offer=re.compile(
        r"[€$£]|\b(?:kost|kosten|prijs|prijzen|euro|verkrijgbaar|leverbaar|te koop)\b", re.IGNORECASE
    ),
)
