"""The Spanish fillers: what can be said about any subject without stating a fact about it.

``{}`` follows "sobre": a topic with its article, or "este tema".  Nobody is addressed as "tú" or "usted".
The first line stands alone; the others rest on it.
"""

from aura.providers.text.frames import Bank, Banks

FIRST_BEATS: Bank = (
    (
        "Lo que ya sabemos",
        "Empecemos por lo que ya sabemos sobre {}.",
        "Basta con una frase sencilla.",
        "Dicha en voz alta, enseguida se nota lo que falta.",
    ),
    (
        "Una segunda mirada",
        "¿Qué llama la atención primero, y qué solo a la segunda mirada?",
        "La segunda suele ser la más interesante.",
    ),
    (
        "Por qué importa",
        "¿Por qué vale la pena saber más sobre {}?",
        "Pensemos en alguien que daría una respuesta sincera.",
    ),
    (
        "Un error frecuente",
        "¿En qué se equivoca mucha gente?",
        "Cuidado con las frases que empiezan por: todo el mundo sabe.",
    ),
    (
        "La parte difícil",
        "Todo tema tiene su parte difícil.",
        "¿Cuál es aquí?",
        "Quedémonos ahí un poco más que en el resto.",
    ),
)
SUBJECT_BEATS: Bank = (
    (
        "Un ejemplo",
        "Tomemos un solo ejemplo y sigámoslo de principio a fin.",
        "Dirá más que cualquier definición.",
    ),
    (
        "Muy cerca",
        "¿Dónde toca esto nuestra propia vida?",
        "Entre el desayuno y la noche habrá algún sitio donde mirar.",
    ),
    (
        "Un número",
        "Busquemos un número que diga algo sobre {}.",
        "Primero adivinar, después comprobar.",
        "La distancia entre las dos cosas es lo que hemos aprendido.",
    ),
    ("Otra mirada", "¿Quién lo ve de una manera muy distinta?", "Vale la pena escuchar hasta el final."),
    (
        "Las palabras",
        "¿Qué palabra aparece una y otra vez cuando se habla sobre {}?",
        "Conviene saber qué significa antes de usarla.",
    ),
    (
        "Lo que falta",
        "¿Qué es lo que casi nunca se cuenta?",
        "Preguntémonos alguna vez por qué.",
        "A veces lo que se calla es lo importante.",
    ),
    ("Ayer y mañana", "¿Qué se pensaba hace diez años?", "¿Y qué se pensará dentro de otros diez?"),
    (
        "Una buena fuente",
        "Busquemos una buena fuente y leámosla hasta el final.",
        "Leer a medias suele ser peor que no leer.",
    ),
    ("Una imagen", "Miremos de cerca una sola imagen.", "¿Qué muestra, y qué deja fuera?"),
    (
        "Cambiar de opinión",
        "¿Cuándo fue la última vez que cambiamos de opinión?",
        "¿Y qué hizo falta para ello?",
    ),
    (
        "La primera vez",
        "¿Cuándo oímos hablar de esto por primera vez?",
        "Intentemos recordar qué pensamos entonces.",
        "Una parte quizá siga siendo cierta.",
    ),
    (
        "Al revés",
        "Démosle la vuelta por un momento.",
        "¿Qué tendríamos que hacer de otra manera si esto no existiera?",
    ),
    ("Un detalle", "Busquemos un detalle del que nadie habla.", "Lo pequeño explica a veces lo grande."),
    ("Un dibujo", "Si hubiera que dibujarlo, ¿por dónde empezaríamos?", "Hasta un mal dibujo enseña algo."),
    (
        "Tres palabras",
        "Elijamos tres palabras que vayan con esto.",
        "¿Cuál de las tres se echaría más de menos?",
    ),
    (
        "Tres personas",
        "Preguntemos a tres personas sobre {}, y comparemos lo que dicen.",
        "Donde no coinciden, hay algo que descubrir.",
    ),
    ("Quién decide", "¿Quién tiene voz en esto?", "¿Y quién no la tiene, aunque debería?"),
    ("Dentro de un año", "Pensemos en dentro de un año.", "¿Qué nos gustaría saber para entonces?"),
)
AFTER_NOTES: Bank = (
    (
        "Un minuto",
        "¿Qué se podría contar en un solo minuto?",
        "Lo interesante es lo que se queda fuera, y por qué.",
    ),
    (
        "Una buena pregunta",
        "Apuntemos la pregunta que más nos gustaría hacer.",
        "Nos dirá lo que de verdad queremos saber.",
    ),
    (
        "Alguien que sabe",
        "¿Quién podría contarnos más sobre {}?",
        "Preguntemos qué le habría gustado saber al principio.",
    ),
    (
        "Con palabras sencillas",
        "Intentemos explicárselo a un niño.",
        "Donde nos atascamos, queda algo por aprender.",
    ),
)
FIRST_ACTIVITY_BEATS: Bank = (
    ("El resultado", "Imaginemos primero el resultado.", "¿En qué notaremos que ha salido bien?"),
    (
        "Lo que hace falta",
        "Preparemos todo lo que hace falta.",
        "Nada retrasa tanto como una pieza que falta a la mitad.",
    ),
    ("El primer paso", "Empecemos por el paso más pequeño.", "Una vez despacio, mirando bien lo que pasa."),
    (
        "Cosa por cosa",
        "Cambiemos solo una cosa cada vez.",
        "Si no, no sabremos qué ha marcado la diferencia.",
    ),
    ("Lo que falla", "¿Qué es lo que falla más a menudo?", "Con eso previsto, el resto es más fácil."),
)
ACTIVITY_BEATS: Bank = (
    (
        "Observar",
        "Miremos a alguien que lo haga bien.",
        "Lo que más enseña es lo que no hace.",
        "Lo que parece fácil suele ser lo más ensayado.",
    ),
    (
        "Un consejo",
        "Pidamos un solo consejo a alguien con experiencia.",
        "¿Qué haría de otra manera si tuviera que empezar de nuevo?",
    ),
    ("El tiempo", "Démonos el tiempo necesario.", "Con prisas se empieza a menudo dos veces."),
    (
        "Metas pequeñas",
        "Pongámonos una meta casi demasiado pequeña.",
        "Alcanzarla da ganas de ir por la siguiente.",
    ),
    ("El buen momento", "Elijamos un momento en que nadie nos espere.", "Aprender y correr no van juntos."),
    ("Los días buenos", "Unos días sale, y otros no.", "¿Qué tienen en común los días buenos?"),
    (
        "Antes de la próxima vez",
        "¿Qué nos gustaría saber antes de la próxima vez?",
        "Aclaremos eso primero, y dejemos el resto para más tarde.",
    ),
    ("Menos", "¿Qué se podría dejar fuera?", "Un camino más corto es más fácil de mantener."),
    (
        "Un estilo propio",
        "Busquemos nuestra propia manera.",
        "Nadie tiene que hacerlo exactamente como los demás.",
    ),
    ("El motivo", "Preguntémonos por qué queremos hacerlo.", "Un buen motivo ayuda en los días malos."),
    ("Un sitio", "Busquemos un sitio donde nada estorbe.", "Lo necesario, mejor al alcance de la mano."),
    (
        "Tres intentos",
        "Concedámonos tres intentos.",
        "El primero para probar, el segundo para aprender, el tercero para hacerlo bien.",
    ),
    (
        "Herramientas sencillas",
        "Mejor herramientas sencillas que complicadas.",
        "Ya habrá tiempo de cambiarlas cuando sepamos qué falta.",
    ),
    (
        "La parte larga",
        "A la mitad llega el aburrimiento.",
        "Dividámosla en trozos que se puedan acabar de una vez.",
    ),
    ("Otros ojos", "Enseñemos a alguien lo que llevamos hecho.", "Los demás ven lo que ya no vemos."),
    (
        "Viejas costumbres",
        "¿Qué vieja costumbre estorba?",
        "No hace falta romperla enseguida: basta con darse cuenta.",
    ),
    (
        "Una buena señal",
        "Busquemos la primera señal de que funciona.",
        "Esperando solo la grande, es fácil que se escape.",
    ),
    ("Cuándo parar", "Decidamos de antemano cuándo parar.", "Parar por hoy es mejor que abandonar."),
    ("Lo mejor", "¿Qué parte se disfruta más?", "En los días sin ganas, empecemos por ahí."),
)
ACTIVITY_AFTER_NOTES: Bank = (
    ("Pasarlo a otros", "¿Cómo se lo enseñaríamos a unos amigos?", "Enseñarlo es la mejor prueba."),
    ("Apuntes", "Apuntemos lo que hemos hecho.", "La próxima vez nos alegraremos de tenerlo."),
    (
        "Comparar",
        "Comparemos el resultado con lo que teníamos en mente.",
        "Donde no coinciden está el siguiente paso.",
    ),
    ("Otra vez", "Y después, otra vez.", "A la segunda se nota lo que se escapó a la primera."),
)

GENERAL = Banks(FIRST_BEATS, SUBJECT_BEATS, AFTER_NOTES)
DOING = Banks(FIRST_ACTIVITY_BEATS, ACTIVITY_BEATS, ACTIVITY_AFTER_NOTES)
