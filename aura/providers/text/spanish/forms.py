"""Spanish words for the forms: what opens and closes a comparison, a story and a showcase, and fills them.

Nobody is addressed as "tú" or "usted", and no word depends on the gender of what is compared or shown.
"""

import re
from collections.abc import Sequence

from aura.providers.text.frames import Bank, FormBanks, FormWording, opened
from aura.providers.text.phrasebook import Beat, Line
from aura.providers.text.topic import Topic

QUESTION = "¿{}?"
_O_SOUND = re.compile(r"h?[oó]", re.IGNORECASE)


def either(parts: Sequence[str]) -> str:
    """``a, b o c``; ``u`` before an o."""
    if len(parts) < 2:
        return "".join(parts)
    joint = "u" if _O_SOUND.match(parts[-1]) else "o"
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _story(topic: Topic) -> str:
    return opened(
        topic, ("Esta es {}.", "Hoy contamos una historia: {}."), ("la historia", "una historia"), QUESTION
    )


def _useful(topic: Topic) -> str:
    text = _capital(topic.text)
    return QUESTION.format(text) if topic.kind == "question" else f"{text}: ¿de qué se trata?"


def _meet(topic: Topic) -> str:
    if topic.kind not in {"noun", "label", "plain"} or topic.count or len(topic.text.split()) > 10:
        return ""
    return f"Presentamos {topic.thing or topic.text}."


WORDING = FormWording(
    question=QUESTION,
    either=either,
    audience="Esto es para {}.",
    aim="Al final, todo se resume en una cosa: {}.",
    call="{}.",
    lesson="Ahora ya sabemos {}.",
    lesson_alone="Queda por descubrir {}.",
    that=("que ",),
    that_alone="No olvidemos {}.",
    turn_title="Ahora nos toca",
    side_by_side="Vamos a comparar, punto por punto.",
    two_heard="Eso es lo que hay a un lado y al otro.",
    all_heard="Eso es lo que hay en cada lado.",
    which="Entonces, ¿con qué nos quedamos?",
    choice="La decisión es de cada uno.",
    choice_title="La decisión",
    weigh="Tomémonos un tiempo para pensarlo.",
    story_audience="Una historia para {}.",
    story=_story,
    begins="Empieza así.",
    ends="Y aquí termina la historia.",
    stays="¿Qué momento se queda en la memoria?",
    retold="Una historia así merece ser contada otra vez.",
    untold="Ahora solo falta contar esta historia.",
    end_title="El final de la historia",
    useful=_useful,
    look="Veamos esto de cerca.",
    meet=_meet,
    remedy="¿Qué se puede hacer?",
    tried="Lo mejor es comprobarlo en persona.",
    problem="El problema",
    onward="Y la historia sigue.",
    step_by_step="{}, paso a paso.",
    try_it="Ahora solo queda probar.",
    check=Beat(
        "La comprobación",
        (
            Line("Antes de terminar, una última comprobación.", 3),
            Line("¿Ha salido todo como tenía que salir?", 2),
        ),
    ),
)

COMPARISON_BEATS: Bank = (
    (
        "Lo que cuenta",
        "Antes de comparar, decidamos qué es lo que más cuenta.",
        "Con una cosa en primer lugar, el resto es más fácil.",
    ),
    (
        "La misma pregunta",
        "Hagamos en todas partes la misma pregunta.",
        "Solo así se pueden comparar las respuestas.",
    ),
    (
        "Un día cualquiera",
        "Imaginemos un día cualquiera, primero con una opción y luego con la otra.",
        "¿Dónde se notaría antes la diferencia?",
    ),
    (
        "La otra cara",
        "¿A qué habría que renunciar con cada opción?",
        "Eso suele ser más fácil de decir que lo que se gana.",
    ),
    (
        "Lo que comparten",
        "¿Qué hay en común?",
        "Es fácil pasarlo por alto cuando solo se buscan diferencias.",
    ),
    (
        "Quien ya eligió",
        "Preguntemos a alguien que haya tenido que elegir.",
        "¿En qué se fijaría más la próxima vez?",
    ),
    (
        "Dentro de un año",
        "¿Con qué opción seguiríamos contentos dentro de un año?",
        "Esa respuesta merece un poco de tiempo.",
    ),
    (
        "La vuelta atrás",
        "¿Sería fácil cambiar de opinión más adelante?",
        "Una decisión que se puede deshacer pesa menos.",
    ),
)
STORY_BEATS: Bank = (
    ("El principio", "¿Dónde debería empezar esta historia?", "Los mejores principios suelen ser pequeños."),
    ("El lugar", "Imaginemos el lugar donde ocurre.", "¿Qué se oye allí, antes de que pase nada?"),
    ("La gente", "¿Quién aparece en esta historia?", "¿Y quién falta?"),
    ("El giro", "En toda historia hay un momento que lo cambia todo.", "¿Cuál sería aquí?"),
    ("Lo que está en juego", "¿Qué se podría perder?", "¿Y quién sería el primero en notarlo?"),
    (
        "Un detalle",
        "Busquemos el detalle que solo conoce quien estuvo allí.",
        "Es lo que da vida a todo lo demás.",
    ),
    ("El silencio", "¿Qué es lo que nunca se dice en voz alta?", "Dejémosle un poco de sitio."),
    ("El final", "¿Cómo debería terminar?", "¿Y qué final no espera nadie?"),
)
STORY_AFTER_NOTES: Bank = (
    ("En medio de todo", "Pongámonos por un momento en medio de todo.", "¿Qué habríamos hecho?"),
    ("Otra voz", "¿Quién podría contar esta historia desde otro lado?", "Quizá empezaría en otro lugar."),
    ("El momento", "¿Qué momento contaríamos primero?", "Suele ser el que más significa."),
    (
        "Una imagen",
        "Si solo quedara una imagen, ¿qué tendría que mostrar?",
        "¿Y quién estaría justo en el borde?",
    ),
)
SHOWCASE_BEATS: Bank = (
    (
        "Primero, el problema",
        "Empecemos por el problema, no por el producto.",
        "¿Qué molesta tanto como para querer resolverlo?",
    ),
    (
        "Hoy",
        "¿Cómo nos las arreglamos hoy, sin nada parecido?",
        "¿Cuánto tiempo y cuánta paciencia cuesta eso?",
    ),
    (
        "Una sola cosa",
        "¿Qué es lo que tiene que funcionar bien por encima de todo?",
        "Lo demás viene después.",
    ),
    (
        "Un día cualquiera",
        "Imaginemos un día cualquiera con esto a mano.",
        "¿Qué sería distinto al llegar la noche?",
    ),
    ("Los primeros", "¿Quién querría probarlo primero?", "Pensemos en una persona, y en lo que diría."),
    (
        "Una prueba de verdad",
        "¿Cómo podríamos ponerlo a prueba?",
        "Lo mejor es elegir la tarea que más importa.",
    ),
    ("Antes de decidir", "¿Qué pregunta haríamos antes de decidir?", "Una buena respuesta suele ser corta."),
    (
        "Un mes después",
        "¿Qué nos gustaría poder decir dentro de un mes?",
        "Apuntémoslo, y volvamos a leerlo entonces.",
    ),
)

BANKS = FormBanks(
    comparison=(COMPARISON_BEATS, (*COMPARISON_BEATS[2:4], *COMPARISON_BEATS[5:], COMPARISON_BEATS[4])),
    story=(STORY_BEATS, STORY_AFTER_NOTES),
    showcase=(
        SHOWCASE_BEATS,
        (SHOWCASE_BEATS[3], SHOWCASE_BEATS[5], SHOWCASE_BEATS[6], SHOWCASE_BEATS[4], SHOWCASE_BEATS[7]),
    ),
)
