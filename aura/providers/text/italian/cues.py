"""By what Italian notes show what their sentences are.  A sentence that begins with its verb takes its
subject from the one before it.
"""

import re

from aura.providers.text.cues import Cues, pattern
from aura.providers.text.language import vocabulary

CUES = Cues(
    leans=re.compile(
        r"(?:(?:egli|ella|lui|lei|loro|ess[oaie]|quest[oaie]|quello|quella|quelli|ciò|(?:il|la|i|le) "
        r"(?:suoi?|sua|sue|loro)|suo|sua|ma|e|ed|o|però|così|allora|poi|dopo|quindi|perciò|dunque|inoltre|"
        r"anche|"
        r"infatti|tuttavia|invece|(?:per|ad) esempio|intanto|entrambi|entrambe|perché|lì|là|è|era|fu|sono|"
        r"erano|"
        r"furono|nessuno (?:gli|le|lo|la|li)|la maggior parte (?:si|è|sono)|sta|stava|ha|hanno|aveva|"
        r"avevano|può|possono|pesa|misura|costa|costano|funziona|serve|dura|"
        r"offre|permette|contiene|fa|faceva|fece|vive|nacque|morì|vinse|tornò|arrivò|si|\w+[òì]|\w+(?:arono|"
        r"erono|irono|avano|evano|ivano)|"
        r"non (?:è|ha|serve|fa|può|si|pesa|costa|richiede))(?!\w)|c['’]è|c['’]era|quest['’])",
        re.IGNORECASE,
    ),
    opens=pattern(r"immagina|immaginate|immaginiamo|sapevi|sapevate|lo sapevi|hai mai|avete mai|e se"),
    closes=pattern(
        r"visita|visitate|visiti|iscriv\w+|unisciti|unitevi|vieni|venite|in breve|insomma|alla fine|ricorda|"
        r"ricordate|ricordiamo|grazie|per questo|ecco perché|prenota|prenotate|ordina|ordinate"
    ),
    tells=pattern(
        r"si|non|è|sono|ha|pesa|misura|costa|funziona|dura|contiene|offre|permette|fa|regge|resiste|aiuta|"
        r"protegge|resta|può|va|viene"
    ),
    versus=re.compile(
        r"\s+(?:vs\.?|versus|o|oppure|contro|rispetto (?:a|al|alla)|paragonat[oaie] (?:a|al|alla))\s+",
        re.IGNORECASE,
    ),
    compared=re.compile(
        r"(?:il |un )?(?:confronto (?:tra|fra)|confrontare|paragone (?:tra|fra)|differenz[ae] (?:tra|fra))\s+"
        r"(?P<sides>.+)|"
        r"(?P<those>.+?)(?:[:,–-]? ?(?:a confronto|messi a confronto|messe a confronto|(?:il|un) confronto|"
        r"faccia a faccia))$",
        re.IGNORECASE,
    ),
    also=re.compile(r"\s+(?:e|ed|o|oppure|&)\s+|\s*,\s*", re.IGNORECASE),
    loose=vocabulary(
        "in per a al alla con senza su di da nel nella quando se durante tra fra come sul sulla"
    ),
    articles=vocabulary("il lo la i gli le l un uno una nostro nostra mio mia questo questa"),
    need=pattern(
        r"(?:per (?:questo|farlo),? )?(?:ti serv\w+|ci serv\w+|vi serv\w+|servono|serve|occorr\w+|"
        r"abbiamo bisogno|avrai bisogno|hai bisogno|avete bisogno|preparate prima)"
    ),
    check=pattern(
        r"(?:(?:è|sono) pront[oaie] (?:quando|se)|per (?:verificare|controllare|capire se)|verifica|"
        r"verificare|"
        r"verificate|controlla|controllare|controllate|controlliamo|(?:un['’])?ultima (?:verifica|prova)|"
        r"l['’]ultima)"
    ),
    problem=re.compile(
        r"\b(?:problem[ai]|fastidi\w+|noios\w+|scomod\w+|sprec\w+|perd\w+|perso|persa|dimentic\w+|"
        r"tropp[oaie]|a nessuno piace|chi non ha mai|difficil[ei]|complicat\w+|si rompe|caos)\b",
        re.IGNORECASE,
    ),
    offer=re.compile(r"[€$£]|\b(?:costano?|prezz[oi]|euro|disponibil[ei]|in vendita)\b", re.IGNORECASE),
)
