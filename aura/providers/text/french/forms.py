"""French words for the forms: what opens and closes a comparison, a story and a showcase, and fills them.

Nobody is addressed as "tu" or "vous", and no word depends on the gender of what is compared or shown.
"""

from collections.abc import Sequence

from aura.providers.text.frames import Bank, FormBanks, FormWording, opened
from aura.providers.text.phrasebook import Beat, Line
from aura.providers.text.topic import Topic


def either(parts: Sequence[str]) -> str:
    """``a, b ou c``."""
    return f"{', '.join(parts[:-1])} ou {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _story(topic: Topic) -> str:
    return opened(
        topic, ("Voici {}.", "Voici une histoire: {}."), ("l'histoire", "l’histoire", "une histoire")
    )


def _useful(topic: Topic) -> str:
    return (
        f"{_capital(topic.text)}?" if topic.kind == "question" else f"{_capital(topic.text)}: à quoi ça sert?"
    )


def _meet(topic: Topic) -> str:
    if topic.kind not in {"noun", "label", "plain"} or topic.count or len(topic.text.split()) > 10:
        return ""
    return f"Voici {topic.thing or topic.text}."


WORDING = FormWording(
    either=either,
    audience="C'est une vidéo pour {}.",
    aim="Au fond, tout tient en une chose: {}.",
    call="{}.",
    lesson="Maintenant, nous savons {}.",
    lesson_alone="À nous de découvrir {}.",
    that=("que ", "qu'", "qu’"),
    that_alone="N'oublions pas {}.",
    turn_title="À nous de jouer",
    side_by_side="Mettons tout cela côte à côte.",
    two_heard="Voilà les deux côtés.",
    all_heard="Voilà tous les côtés.",
    which="Alors, que choisir?",
    choice="La décision revient à chacun.",
    choice_title="Le choix",
    weigh="Prenons le temps de peser le pour et le contre.",
    story_audience="Une histoire pour {}.",
    story=_story,
    begins="Tout commence ainsi.",
    ends="Et c'est ici que l'histoire s'achève.",
    stays="Quel moment restera en mémoire?",
    retold="Une histoire à raconter autour de soi.",
    untold="Cette histoire, il ne reste plus qu'à la raconter.",
    end_title="La fin de l'histoire",
    useful=_useful,
    look="Regardons cela de plus près.",
    meet=_meet,
    remedy="Que faire?",
    tried="Le mieux est encore d'essayer.",
    problem="Le problème",
    onward="Et l'histoire continue.",
    step_by_step="{}, étape par étape.",
    try_it="Maintenant, il n'y a plus qu'à essayer.",
    check=Beat(
        "La vérification",
        (
            Line("Avant de ranger, une dernière vérification.", 3),
            Line("Est-ce que tout a marché comme prévu?", 2),
        ),
    ),
)

COMPARISON_BEATS: Bank = (
    (
        "Ce qui compte",
        "Avant de comparer, décidons de ce qui compte le plus.",
        "Une fois le premier critère choisi, le reste devient plus simple.",
    ),
    (
        "La même question",
        "Posons partout la même question.",
        "C'est alors seulement que les réponses se comparent.",
    ),
    (
        "Un jour ordinaire",
        "Imaginons un jour ordinaire, d'abord avec un choix, puis avec l'autre.",
        "Où verrait-on la différence en premier?",
    ),
    (
        "Le revers",
        "À quoi faudrait-il renoncer avec chaque choix?",
        "C'est souvent plus facile à dire que ce que l'on gagne.",
    ),
    (
        "Les points communs",
        "Qu'y a-t-il de commun?",
        "On l'oublie vite quand on ne cherche que des différences.",
    ),
    (
        "L'avis de quelqu'un",
        "Demandons à quelqu'un qui a dû choisir.",
        "À quoi ferait-il plus attention la prochaine fois?",
    ),
    (
        "Dans un an",
        "De quel choix serions-nous encore contents dans un an?",
        "Cette réponse mérite qu'on prenne son temps.",
    ),
    (
        "Le retour en arrière",
        "Serait-il facile de changer d'avis plus tard?",
        "Un choix que l'on peut défaire est plus léger.",
    ),
)
STORY_BEATS: Bank = (
    (
        "Le début",
        "Où cette histoire devrait-elle commencer?",
        "Les meilleurs débuts sont souvent tout petits.",
    ),
    (
        "Le lieu",
        "Imaginons l'endroit où elle se passe.",
        "Qu'y entend-on, avant qu'il n'arrive quoi que ce soit?",
    ),
    ("Les gens", "Qui est dans cette histoire?", "Et qui n'y est pas?"),
    ("Le tournant", "Dans toute histoire, il y a un moment où tout bascule.", "Quel serait ce moment, ici?"),
    ("L'enjeu", "Que pourrait-on y perdre?", "Et qui s'en apercevrait en premier?"),
    (
        "Un détail",
        "Cherchons le détail que seul un témoin peut connaître.",
        "C'est lui qui rend le reste vivant.",
    ),
    ("Le silence", "Qu'est-ce qui n'est jamais dit à voix haute?", "Laissons-lui un peu de place."),
    ("La fin", "Comment devrait-elle finir?", "Et quelle fin personne n'attend?"),
)
STORY_AFTER_NOTES: Bank = (
    ("Sur place", "Mettons-nous un instant au milieu de la scène.", "Qu'aurions-nous fait?"),
    (
        "Une autre voix",
        "Qui pourrait raconter cette histoire autrement?",
        "Elle commencerait peut-être ailleurs.",
    ),
    ("Le moment", "Quel moment raconterait-on en premier?", "C'est souvent celui qui compte le plus."),
    (
        "Une image",
        "S'il n'en restait qu'une image, que devrait-elle montrer?",
        "Et qui se tiendrait tout au bord?",
    ),
)
SHOWCASE_BEATS: Bank = (
    (
        "D'abord le problème",
        "Commençons par le problème, pas par le produit.",
        "Qu'est-ce qui gêne assez pour qu'on veuille le régler?",
    ),
    (
        "Aujourd'hui",
        "Comment fait-on aujourd'hui, sans rien de tel?",
        "Combien de temps et de patience cela coûte-t-il?",
    ),
    ("Une seule chose", "Quelle est la chose à bien faire avant toutes les autres?", "Le reste vient après."),
    (
        "Un jour ordinaire",
        "Imaginons un jour ordinaire avec cela sous la main.",
        "Qu'est-ce qui serait différent le soir?",
    ),
    ("Les premiers", "Qui voudrait essayer en premier?", "Pensons à une personne, et à ce qu'elle dirait."),
    (
        "Un vrai test",
        "Comment mettre tout cela à l'épreuve?",
        "Le plus simple: choisir la tâche la plus importante.",
    ),
    (
        "Avant de décider",
        "Quelle question poser avant de décider?",
        "Une bonne réponse est en général courte.",
    ),
    (
        "Un mois plus tard",
        "Qu'aimerait-on pouvoir en dire dans un mois?",
        "Notons-le, et relisons-le à ce moment-là.",
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
