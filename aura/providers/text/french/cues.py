"""By what French notes show what their sentences are."""

import re

from aura.providers.text.cues import Cues, pattern
from aura.providers.text.language import vocabulary

CUES = Cues(
    leans=re.compile(
        r"(?:(?:il|elle|ils|elles|ce|cela|ça|ces|cet|cette|celui|celle|ceux|celles|son|sa|ses|leurs?|lui|"
        r"mais|"
        r"donc|et|ou|or|puis|ensuite|alors|aussi|ainsi|pourtant|cependant|toutefois|de plus|en effet|"
        r"par exemple|en revanche|au contraire|autrement|sinon|voilà|les deux|là|là-bas|en plus|"
        r"(?:\w+ ){1,7}(?:elles?|ils)|(?:\w+ ){1,4}cela|"
        r"(?:on|nous|personne ne|chacun) (?:en|y|lui|leur|les?|la))(?!\w)|on l['’]|c['’]|qu['’]il)",
        re.IGNORECASE,
    ),
    opens=pattern(r"imaginez|imagine|imaginons|saviez-vous|savais-tu|avez-vous déjà|as-tu déjà|et si"),
    closes=pattern(
        r"visitez|inscrivez-vous|abonnez-vous|rejoignez|venez|viens|en bref|pour résumer|en résumé|au final|"
        r"n['’]oubliez|merci|c['’]est pourquoi|commandez|réservez|voilà pourquoi|en somme"
    ),
    tells=pattern(
        r"(?:se|ne|est|sont|a|ont|pèse|mesure|coûte|fonctionne|dure|contient|offre|permet|fait|tient|"
        r"résiste|existe|aide|protège|reste|va|vient|peut)(?= )|s[\'’]\w+"
    ),
    versus=re.compile(
        r"\s+(?:vs\.?|versus|ou|contre|face (?:à|au|aux)|comparée?s? (?:à|au|aux))\s+", re.IGNORECASE
    ),
    compared=re.compile(
        r"(?:la |une )?(?:comparaison (?:de|entre)|comparer|comparatif|différences? entre)\s+(?P<sides>.+)|"
        r"(?P<those>.+?)(?:\s?[:,–-]? ?(?:comparée?s|en comparaison|(?:le|un) comparatif|la comparaison|"
        r"face à face))$",
        re.IGNORECASE,
    ),
    also=re.compile(r"\s+(?:et|ou|&)\s+|\s*,\s*", re.IGNORECASE),
    loose=vocabulary(
        "en pour dans à au aux chez sur sous avec sans quand si par vers lors pendant de du des"
    ),
    articles=vocabulary("le la les l un une des du notre nos mon ma mes ce cette"),
    need=pattern(
        r"(?:pour (?:cela|ça),? )?(?:il (?:vous |nous |te )?faut|vous aurez besoin|vous avez besoin|"
        r"on a besoin|"
        r"nous avons besoin|il faudra|prévoyez|prévoir|préparez d['’]abord)"
    ),
    check=pattern(
        r"(?:c['’]est (?:prêt|fini|réussi|cuit) (?:quand|si|lorsque)|pour (?:vérifier|contrôler)|vérifiez|"
        r"vérifier|"
        r"vérifie|contrôlez|contrôler|(?:une|la) dernière vérification|on sait que|vous saurez que)"
    ),
    problem=re.compile(
        r"\b(?:problèmes?|agaç\w+|énerv\w+|pénible|fastidieux|gaspill\w+|perd(?:re|s|ent|ons|ez|ue?)?|"
        r"oubli\w+|"
        r"trop (?:de|souvent|cher|lourd|lent|tard)|personne n['’]aime|qui n['’]a jamais|difficile|galère|"
        r"casse)\b",
        re.IGNORECASE,
    ),
    offer=re.compile(r"[€$£]|\b(?:coûte|prix|euros?|disponibles?|en vente|livrée?s?)\b", re.IGNORECASE),
)
