"""The Spanish words by which a topic's grammar, a goal and an audience are recognised, and its numbers."""

import re

from aura.providers.text.grammar import Grammar
from aura.providers.text.language import FUNCTION_WORDS, vocabulary

NUMBERS = (
    "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce",
    "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte",
)  # fmt: skip
ORDINALS = (
    "primer", "segundo", "tercer", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno", "décimo",
)  # fmt: skip
FEMININE_ORDINALS = (
    "primera", "segunda", "tercera", "cuarta", "quinta", "sexta", "séptima", "octava", "novena",
    "décima",
)  # fmt: skip

UNITS = {
    "consejos": "consejo",
    "trucos": "truco",
    "razones": "razón",
    "motivos": "motivo",
    "reglas": "regla",
    "datos": "dato",
    "mitos": "mito",
    "ideas": "idea",
    "errores": "error",
    "lecciones": "lección",
    "pasos": "paso",
    "secretos": "secreto",
    "preguntas": "pregunta",
    "cosas": "number",
    "formas": "forma",
    "maneras": "manera",
    "lugares": "lugar",
    "recetas": "receta",
}
FEMININE = vocabulary("razón regla idea lección pregunta forma manera receta")

_VERBS = (
    "hacer|crear|aprender|reparar|arreglar|preparar|construir|cambiar|plantar|cocinar|instalar|elegir|usar|"
    "limpiar|montar|fabricar|escribir|leer|hornear|pintar|coser|podar|cuidar|sembrar|cultivar|ordenar|reciclar|"
    "ahorrar|dormir|correr|nadar|dibujar|fotografiar|entender|encontrar|ir|venir|ver|apoyar|proteger|adoptar|"
    "unirse|visitar|comprar|pedir|reservar|probar|descargar|apuntarse|inscribirse|suscribirse|donar|compartir|"
    "participar|tomar|separar|mejorar"
)
_DOING = re.compile(
    rf"(?:(?:{_VERBS})\s+\S|[a-zñáéíóú]+(?:ar|er|ir)\s+(?:el|la|los|las|un|una|su|sus|mejor)\b)",
    re.IGNORECASE,
)
_CLAUSE = r"(?P<clause>(?:cómo|por qué|lo que|qué|cuándo|dónde|que|cuánto|para qué)\b.+)"

_NUMBERED, _COUNTED = "|".join(NUMBERS), "|".join(UNITS)

GRAMMAR = Grammar(
    function_words=FUNCTION_WORDS["es"],
    asking=re.compile(
        r"(?:cómo|por qué|para qué|qué|cuándo|dónde|quién(?:es)?|cuánt[oa]s?|cuál(?:es)?)\b", re.IGNORECASE
    ),
    articles=vocabulary(
        "el la los las un una nuestro nuestra nuestros nuestras mi mis este esta estos estas"
    ),
    elided=re.compile(r"(?!)"),
    finite=vocabulary(
        "es son está están ha han fue era eran hay puede pueden va van tiene tienen hace hacen debe deben"
    ),
    relative=vocabulary("que quien quienes donde cuando cuyo cuya"),
    doing=_DOING,
    how_to=re.compile(
        rf"(?:cómo|como|guía para|tutorial:) (?P<act>(?:{_DOING.pattern}|(?:no )?[a-zñáéíóú]+(?:ar|er|"
        rf"ir)(?:se|lo|la)?\b).*)",
        re.IGNORECASE,
    ),
    counted=re.compile(
        rf"(?:los |las |mis )?(?P<count>\d{{1,2}}|{_NUMBERED}) (?:\w+ )?(?P<unit>{_COUNTED})\b", re.IGNORECASE
    ),
    counts={word: place for place, word in enumerate(NUMBERS, start=1)},
    units=UNITS,
    bare=re.compile(r"(?!)"),
    taught=re.compile(
        r"(?:.{0,40}?\b)?(?:comprender|entender|saber|aprender|explicar|mostrar|descubrir|ver|recordar|"
        r"enseñar|"
        r"entiendan|sepan|entienda|sepa),? "
        rf"{_CLAUSE}",
        re.IGNORECASE,
    ),
    moved=re.compile(
        r".{0,30}?\b(?:animar|invitar|motivar|convencer|llevar|ayudar|impulsar|persuadir) .{0,60}?"
        r"\b(?:a|para) (\w+(?:ar|er|ir)(?:se|lo|la|los|las)?\b.*)",
        re.IGNORECASE,
    ),
    imperative=re.compile(
        r"(?:visita|visite|visitad|prueba|pruebe|probad|reserva|reserve|reservad|compra|compre|pide|pida|"
        r"pedid|"
        r"apúnt\w+|suscríb\w+|inscríb\w+|únete|ven|venga|venid|vengan|descarga|descargue|comparte|comparta|"
        r"descubre|descubra|dona|done|escribe|escriba|llama|llame|participa|participe)\b",
        re.IGNORECASE,
    ),
    call=re.compile(rf"(?:{_VERBS})\b.*\s\S", re.IGNORECASE),
    makers=re.compile(
        r"\b(?:ventas?|vender|promocionar|suscripciones|clics|notoriedad|marca|suscriptores|ingresos|"
        r"informar|"
        r"entretener|concienciar|sensibilizar|presentar|atraer|aumentar|ganar|explicar|mostrar)\b",
        re.IGNORECASE,
    ),
    everybody=re.compile(
        r"(?:todo el mundo|todos|todas|público general|público en general|el público|la gente|gente|ninguno|"
        r"-+)$",
        re.IGNORECASE,
    ),
    ages=re.compile(
        r"\s*\(?,?\s*\b(?:de|entre|desde)? ?\d+\s*(?:[-–+]|a|y)?\s*\d*\+? ?(?:años)?\)?", re.IGNORECASE
    ),
    for_="para",
)
