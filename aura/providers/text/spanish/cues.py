"""By what Spanish notes show what their sentences are.  A sentence that begins with its verb takes its
subject from the one before it.
"""

import re

from aura.providers.text.cues import Cues, pattern
from aura.providers.text.language import vocabulary

CUES = Cues(
    leans=pattern(
        r"él|ella|ellos|ellas|ello|esto|eso|esta|este|estos|estas|ese|esa|esos|esas|aquel|aquella|sus?|pero|"
        r"y|e|"
        r"así|entonces|luego|después|también|además|por (?:eso|tanto|lo tanto|ejemplo)|sin embargo|"
        r"no obstante|"
        r"en cambio|aun así|mientras tanto|incluso|porque|ambos|ambas|los dos|las dos|allí|ahí|por su parte|"
        r"es|era|fue|son|eran|fueron|está|están|estaba|estaban|tiene|tienen|tenía|tuvo|puede|pueden|podía|"
        r"pesa|"
        r"mide|cuesta|cuestan|funciona|sirve|lleva|dura|ofrece|permite|incluye|hace|hacía|hizo|vive|nació|"
        r"murió|ganó|volvió|llegó|se|\w+ó|\w+(?:aron|ieron)|nadie l[eoa]s?|la mayoría se|casi nadie|al?gunos|"
        r"no (?:es|necesita|tiene|hace|requiere|puede|se|pesa|cuesta|lleva)"
    ),
    opens=re.compile(
        r"[¿¡]?(?:imagina|imaginemos|imaginen|imaginad|sabías|sabíais|sabían|alguna vez|y si)(?!\w)",
        re.IGNORECASE,
    ),
    closes=re.compile(
        r"[¿¡]?(?:visita|visite|visitad|suscríb\w+|únete|ven|venid|vengan|en resumen|en definitiva|al final|"
        r"recuerda|recordemos|gracias|por eso|reserva|reserve|pide|compra|apúnta\w+)(?!\w)",
        re.IGNORECASE,
    ),
    tells=pattern(
        r"se|no|es|son|está|tiene|pesa|mide|cuesta|funciona|dura|contiene|ofrece|permite|hace|aguanta|"
        r"resiste|ayuda|protege|queda|puede|va|viene"
    ),
    versus=re.compile(r"\s+(?:vs\.?|versus|o|u|contra|frente (?:a|al)|comparad[oa]s? con)\s+", re.IGNORECASE),
    compared=re.compile(
        r"(?:la |una )?(?:comparación (?:de|entre)|comparar|comparativa(?: de| entre)?|diferencias? entre)\s+"
        r"(?P<sides>.+)|"
        r"(?P<those>.+?)(?:[:,–-]? ?(?:comparad[oa]s|en comparación|(?:la|una) comparativa|cara a cara|"
        r"frente a frente))$",
        re.IGNORECASE,
    ),
    also=re.compile(r"\s+(?:y|e|o|u|&)\s+|\s*,\s*", re.IGNORECASE),
    loose=vocabulary("en para por a al con sin sobre de del cuando si desde hasta durante según entre como"),
    articles=vocabulary("el la los las un una unos unas nuestro nuestra mi mis este esta"),
    need=pattern(
        r"(?:para (?:ello|esto|eso),? )?(?:hace falta|hacen falta|se necesitan?|necesitas|necesitamos|"
        r"necesitarás|"
        r"vas a necesitar|necesita usted|prepara primero)"
    ),
    check=pattern(
        r"(?:est[áa]n? list[oa]s? (?:cuando|si)|para (?:comprobar|saber si)|comprueba|comprobar|comprobamos|"
        r"compruebe|la (?:última )?(?:prueba|comprobación)|una última|verás que|se nota que)"
    ),
    problem=re.compile(
        r"\b(?:problemas?|molest\w+|fastidi\w+|pesado de|tedios\w+|desperdici\w+|pierd\w+|perd\w+|olvid\w+|"
        r"demasiad[oa]s?|a nadie le gusta|quién no|difícil|complicad\w+|se rompe|caos)\b",
        re.IGNORECASE,
    ),
    offer=re.compile(
        r"[€$£]|\b(?:cuestan?|precios?|euros?|dólares|pesos|disponibles?|a la venta)\b", re.IGNORECASE
    ),
)
