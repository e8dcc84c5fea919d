"""The French fillers: what can be said about any subject without stating a fact about it.

``{}`` is an object: a topic with its article, or "ce sujet".  Nobody is addressed as "tu" or "vous".  The
first line stands alone; the others rest on it.
"""

from aura.providers.text.frames import Bank, Banks

FIRST_BEATS: Bank = (
    (
        "Ce que l'on sait déjà",
        "Commençons par ce que nous savons déjà.",
        "Une seule phrase toute simple suffit.",
        "À voix haute, on entend tout de suite ce qui manque.",
    ),
    (
        "Un second regard",
        "Que remarque-t-on d'abord, et quoi seulement au second regard?",
        "C'est souvent le second qui est le plus intéressant.",
    ),
    (
        "Pourquoi",
        "Pourquoi vaut-il la peine de mieux connaître {}?",
        "Pensons à quelqu'un qui donnerait une réponse franche.",
    ),
    (
        "Une erreur fréquente",
        "Sur quoi se trompe-t-on souvent?",
        "Méfions-nous des phrases qui commencent par: tout le monde sait.",
    ),
    (
        "La partie difficile",
        "Tout sujet a sa partie difficile.",
        "Quelle est-elle, ici?",
        "Restons-y un peu plus longtemps qu'ailleurs.",
    ),
)
SUBJECT_BEATS: Bank = (
    (
        "Un exemple",
        "Prenons un seul exemple et suivons-le du début à la fin.",
        "Il en dira plus que n'importe quelle définition.",
    ),
    (
        "Tout près de nous",
        "Où cela touche-t-il notre propre quotidien?",
        "Entre le petit déjeuner et le soir, il y a sûrement un endroit où regarder.",
    ),
    (
        "Un chiffre",
        "Trouvons un chiffre qui en dise long.",
        "D'abord deviner, ensuite vérifier.",
        "L'écart entre les deux, c'est ce que nous aurons appris.",
    ),
    (
        "Un autre point de vue",
        "Qui voit les choses tout autrement?",
        "Cela vaut la peine d'écouter jusqu'au bout.",
    ),
    (
        "Les mots",
        "Quel mot revient toujours quand on parle de cela?",
        "Mieux vaut savoir ce qu'il veut dire avant de l'employer.",
    ),
    (
        "Ce qui manque",
        "De quoi n'entend-on presque jamais parler?",
        "Demandons-nous une fois pourquoi.",
        "Ce que l'on tait est parfois l'essentiel.",
    ),
    ("Hier et demain", "Qu'en pensait-on il y a dix ans?", "Et qu'en pensera-t-on dans dix ans?"),
    (
        "Une bonne source",
        "Cherchons une bonne source et lisons-la jusqu'au bout.",
        "Une lecture à moitié faite est souvent pire que rien.",
    ),
    ("Une image", "Regardons de près une seule image.", "Que montre-t-elle, et que laisse-t-elle de côté?"),
    (
        "Changer d'avis",
        "Quand avons-nous changé d'avis pour la dernière fois?",
        "Et qu'a-t-il fallu pour cela?",
    ),
    (
        "La première fois",
        "Quand avons-nous entendu parler de cela pour la première fois?",
        "Essayons de nous rappeler ce que nous en pensions.",
        "Une partie est peut-être encore vraie.",
    ),
    (
        "À l'envers",
        "Retournons un instant la question.",
        "Que faudrait-il faire autrement si cela n'existait pas?",
    ),
    (
        "Un détail",
        "Cherchons un détail dont personne ne parle.",
        "Les petites choses expliquent parfois les grandes.",
    ),
    (
        "Un dessin",
        "S'il fallait dessiner {}, par où commencer?",
        "Même un mauvais dessin apprend quelque chose.",
    ),
    ("Trois mots", "Choisissons trois mots qui vont avec {}.", "Lequel des trois manquerait le plus?"),
    (
        "Trois personnes",
        "Posons la question à trois personnes et comparons leurs réponses.",
        "Là où elles diffèrent, il y a quelque chose à découvrir.",
    ),
    ("Qui décide", "Qui a son mot à dire?", "Et qui ne l'a pas, alors qu'il le devrait?"),
    ("Dans un an", "Projetons-nous un an plus loin.", "Qu'aimerions-nous savoir d'ici là?"),
)
AFTER_NOTES: Bank = (
    (
        "Une minute",
        "Que pourrait-on en dire en une seule minute?",
        "Le plus intéressant, c'est ce qu'on laisse de côté, et pourquoi.",
    ),
    (
        "Une bonne question",
        "Notons la question que nous aimerions le plus poser.",
        "Elle révèle ce que nous voulons vraiment savoir.",
    ),
    (
        "Quelqu'un qui sait",
        "Qui pourrait nous en apprendre davantage?",
        "Demandons-lui ce qu'il aurait aimé savoir au début.",
    ),
    (
        "Avec des mots simples",
        "Essayons de l'expliquer à un enfant.",
        "Là où l'on hésite, il reste quelque chose à apprendre.",
    ),
)
FIRST_ACTIVITY_BEATS: Bank = (
    ("Le résultat", "Imaginons d'abord le résultat.", "À quoi verra-t-on que c'est réussi?"),
    (
        "Ce qu'il faut",
        "Préparons tout ce qu'il faut.",
        "Rien ne ralentit autant qu'un objet qui manque au milieu.",
    ),
    (
        "Le premier pas",
        "Commençons par le plus petit pas.",
        "Une fois lentement, en regardant bien ce qui se passe.",
    ),
    (
        "Une chose à la fois",
        "Ne changeons qu'une chose à la fois.",
        "Sinon, on ne saura pas ce qui a fait la différence.",
    ),
    (
        "Ce qui rate",
        "Qu'est-ce qui rate le plus souvent?",
        "Quand on s'y prépare, le reste devient plus facile.",
    ),
)
ACTIVITY_BEATS: Bank = (
    (
        "Observer",
        "Regardons faire quelqu'un qui le fait bien.",
        "Le plus instructif, c'est ce qu'il ne fait pas.",
        "Ce qui a l'air facile est en général très travaillé.",
    ),
    (
        "Un conseil",
        "Demandons un seul conseil à quelqu'un d'expérience.",
        "Que ferait-il autrement s'il devait recommencer?",
    ),
    ("Le temps", "Accordons-nous le temps qu'il faut.", "Qui se presse commence souvent deux fois."),
    ("Petits objectifs", "Fixons un objectif presque trop petit.", "L'atteindre donne envie du suivant."),
    (
        "Le bon moment",
        "Choisissons un moment où personne ne nous attend.",
        "Apprendre et se dépêcher ne vont pas ensemble.",
    ),
    ("Les bons jours", "Certains jours cela marche, d'autres non.", "Qu'ont en commun les bons jours?"),
    (
        "Avant la prochaine fois",
        "Qu'aimerions-nous savoir avant la prochaine fois?",
        "Éclaircissons cela d'abord, et gardons le reste pour plus tard.",
    ),
    ("Moins", "Que pourrait-on laisser de côté?", "Un chemin plus court est plus facile à tenir."),
    (
        "Sa propre façon",
        "Trouvons notre propre façon de faire.",
        "Personne n'est obligé de faire comme tout le monde.",
    ),
    (
        "La raison",
        "Demandons-nous pourquoi nous voulons le faire.",
        "Une bonne raison aide à passer les mauvais jours.",
    ),
    (
        "Une place",
        "Trouvons un endroit où rien ne gêne.",
        "Tout ce qu'il faut devrait rester à portée de main.",
    ),
    (
        "Trois essais",
        "Donnons-nous trois essais.",
        "Le premier pour voir, le deuxième pour apprendre, le troisième pour de bon.",
    ),
    (
        "Des outils simples",
        "Préférons les outils simples aux outils savants.",
        "On pourra toujours en changer quand on saura ce qui manque.",
    ),
    (
        "Le long milieu",
        "Le milieu, c'est là que l'on s'ennuie.",
        "Découpons-le en morceaux que l'on peut finir d'une traite.",
    ),
    (
        "Un autre regard",
        "Montrons à quelqu'un où nous en sommes.",
        "Les autres voient ce que nous ne voyons plus.",
    ),
    (
        "Les habitudes",
        "Quelle vieille habitude gêne encore?",
        "Inutile de la supprimer tout de suite: il suffit de la remarquer.",
    ),
    (
        "Un bon signe",
        "Guettons le premier petit signe que cela marche.",
        "À n'attendre que le grand, on le manque facilement.",
    ),
    (
        "S'arrêter",
        "Décidons à l'avance du moment de s'arrêter.",
        "S'arrêter pour aujourd'hui vaut mieux que renoncer.",
    ),
    (
        "Le meilleur moment",
        "Quelle partie donne le plus de plaisir?",
        "Les jours sans envie, commençons par là.",
    ),
)
ACTIVITY_AFTER_NOTES: Bank = (
    ("Transmettre", "Comment le montrer à des amis?", "Montrer à quelqu'un, c'est le meilleur test."),
    ("Des notes", "Notons ce que nous avons fait.", "La prochaine fois, nous en serons bien contents."),
    (
        "Comparer",
        "Comparons le résultat à ce que nous avions en tête.",
        "Là où les deux diffèrent commence le prochain essai.",
    ),
    (
        "Encore une fois",
        "Et puis, recommençons.",
        "La deuxième fois, on remarque ce qui avait échappé à la première.",
    ),
)

GENERAL = Banks(FIRST_BEATS, SUBJECT_BEATS, AFTER_NOTES)
DOING = Banks(FIRST_ACTIVITY_BEATS, ACTIVITY_BEATS, ACTIVITY_AFTER_NOTES)
