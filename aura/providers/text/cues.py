"""By what a language's notes show what their sentences are: a thread taken up, an opening, a problem, a step.

What cannot be told is left as it stands: a cue that is missed costs an arrangement, never a word.
"""

import re
from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "opening", "closing", "plain", "need", "result", "check", "tip", "problem", "product", "offer", "call"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The cues of one language.  Patterns are matched at the start of a text unless they say otherwise."""

    leans: re.Pattern[str]
    """A sentence that needs the one before it."""
    opens: re.Pattern[str]
    closes: re.Pattern[str]
    tells: re.Pattern[str]
    """A short item that tells something, rather than naming something to be told about."""
    versus: re.Pattern[str]
    """Found between two things that are compared."""
    compared: re.Pattern[str]
    """A whole topic that compares: its group ``sides`` or ``those`` names them, joined by ``also``."""
    also: re.Pattern[str]
    loose: frozenset[str]
    """Words with which something begins that no longer names a side: ``in`` of ``tea or coffee in Rome``."""
    articles: frozenset[str]
    need: re.Pattern[str]
    """A sentence that tells what is needed."""
    check: re.Pattern[str]
    """A sentence that tells how to see whether it worked."""
    problem: re.Pattern[str]
    """Found in a sentence about what is wrong without a product."""
    offer: re.Pattern[str]
    """Found in a sentence about what a product costs, or where it is to be had."""


def pattern(words: str) -> re.Pattern[str]:
    """A pattern of alternatives, each ended where a word ends; white space between them is for reading."""
    return re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)


_HEADINGS: dict[Role, str] = {
    "opening": "hook|intro|introduction|opening|einleitung|einstieg|aufhänger|accroche|ouverture|"
    "introducción|gancho|apertura|introduzione|inizio|inleiding",
    "closing": "outro|conclusion|conclusions|close|closing|takeaway|takeaways|verdict|summary|summing up|"
    "fazit|schluss|abschluss|zusammenfassung|urteil|bilan|en résumé|pour conclure|verdict final|"
    "conclusión|conclusiones|cierre|veredicto|resumen|conclusione|conclusioni|chiusura|verdetto|"
    "in sintesi|conclusie|slot|afsluiting|oordeel|samenvatting",
    "plain": "notes|facts|key facts|key points|points|outline|content|script|ideas|material|background|"
    "notizen|fakten|punkte|gliederung|inhalt|stichpunkte|ideen|hintergrund|faits|points clés|contenu|"
    "idées|contexte|notas|datos|hechos|puntos|contenido|ideas clave|contexto|note|appunti|fatti|punti|"
    "contenuto|contenuti|idee|contesto|notities|feiten|punten|inhoud|ideeën|achtergrond|steps|the steps|"
    "schritte|étapes|pasos|passi|passaggi|stappen|story|the story|geschichte|histoire|historia|storia|"
    "verhaal|procedure|vorgehen|instructions|anleitung|instrucciones|istruzioni|werkwijze|preparation|"
    "zubereitung|préparation|preparación|preparazione|bereiding|features|what it does|funktionen|"
    "was es kann|fonctions|fonctionnalités|características|funciones|caratteristiche|funzioni|functies",
    "need": "you need|you will need|you'll need|what you need|what you will need|what you'll need|needs|"
    "ingredients|materials|tools|tools and materials|equipment|supplies|zutaten|material|werkzeug|"
    "materialien|das brauchst du|das brauchen wir|was du brauchst|was man braucht|das wird gebraucht|"
    "ingrédients|matériel|outils|ce qu'il faut|il faut|vous aurez besoin de|ingredientes|material|"
    "materiales|herramientas|hace falta|lo que hace falta|qué necesitas|lo que necesitas|ingredienti|"
    "occorrente|materiale|materiali|attrezzi|che cosa serve|cosa serve|serve|ingrediënten|materiaal|"
    "materialen|gereedschap|benodigdheden|nodig|wat je nodig hebt|dit heb je nodig",
    "result": "result|the result|what you will make|what you'll make|you will make|outcome|ergebnis|"
    "das ergebnis|was entsteht|résultat|le résultat|resultado|el resultado|risultato|il risultato|"
    "resultaat|het resultaat",
    "check": "check|the check|final check|test|how to tell|how to tell it worked|done when|probe|"
    "kontrolle|prüfung|fertig wenn|vérification|contrôle|le test|comprobación|prueba|verifica|controllo|"
    "la prova|controle|de proef",
    "tip": "tip|tips|hint|note|warning|caution|tipp|tipps|hinweis|achtung|vorsicht|astuce|conseil|"
    "attention|remarque|consejo|truco|nota|cuidado|aviso|consiglio|trucco|attenzione|let op|waarschuwing",
    "problem": "problem|the problem|pain|das problem|problème|le problème|problema|el problema|"
    "il problema|probleem|het probleem",
    "product": "product|the product|solution|the solution|produkt|das produkt|lösung|die lösung|produit|"
    "le produit|solution|la solution|producto|el producto|solución|la solución|prodotto|il prodotto|"
    "soluzione|la soluzione|het product|oplossing|de oplossing",
    "offer": "price|prices|pricing|availability|cost|costs|offer|preis|preise|verfügbarkeit|kosten|"
    "angebot|prix|tarif|tarifs|disponibilité|offre|precio|precios|disponibilidad|oferta|prezzo|prezzi|"
    "disponibilità|offerta|prijs|prijzen|beschikbaarheid|aanbod",
    "call": "cta|call to action|call|handlungsaufforderung|appel à l'action|llamada a la acción|"
    "invito all'azione|oproep",
}
HEADINGS = {role: frozenset(known.split("|")) for role, known in _HEADINGS.items()}
"""Headings and labels that say what stands below them, in lower case, in all languages."""


def is_headed(heading: str, role: Role) -> bool:
    """Whether a heading or label says that the words below it play this role."""
    return heading.lower().strip(" :.").replace("’", "'") in HEADINGS[role]
