"""The German fillers: what can be said about any subject without stating a fact about it.

In a template ``{über}`` is "über Leuchttürme", or "darüber" if a clause follows as ``{tail}``.  Nobody is
addressed as "du" or "Sie".  The first line stands alone; the others rest on it.  The first beats are said
only where the user brought nothing; those for after notes suit best beside the user's own words.
"""

FIRST_BEATS: tuple[tuple[str, ...], ...] = (
    (
        "Was wir schon wissen",
        "Fangen wir mit dem an, was wir schon {über} wissen{tail}.",
        "Ein einfacher Satz genügt.",
        "Laut ausgesprochen zeigt er gleich, wo die Lücken sind.",
    ),
    (
        "Der zweite Blick",
        "Was fällt zuerst auf, und was erst auf den zweiten Blick?",
        "Der zweite Blick ist meist der spannendere.",
    ),
    (
        "Warum es sich lohnt",
        "Warum lohnt es sich, mehr {über} zu wissen{tail}?",
        "Denken wir an jemanden, der eine ehrliche Antwort geben würde.",
    ),
    (
        "Ein häufiger Irrtum",
        "Was wird oft Falsches {über} erzählt{tail}?",
        "Verdächtig sind Sätze, die mit „Jeder weiß doch“ beginnen.",
    ),
    (
        "Der schwierige Teil",
        "Jedes Thema hat einen schwierigen Teil.",
        "Was ist hier am schwersten zu verstehen?",
        "Dort lohnt es sich, etwas länger zu bleiben.",
    ),
)

SUBJECT_BEATS: tuple[tuple[str, ...], ...] = (
    (
        "Ein Beispiel",
        "Nehmen wir ein einziges Beispiel und verfolgen es von Anfang bis Ende.",
        "Es sagt mehr als jede Definition.",
    ),
    (
        "Nah am Alltag",
        "Wo begegnet uns das im eigenen Alltag?",
        "Irgendwo zwischen Frühstück und Abend findet sich eine Stelle.",
    ),
    (
        "Eine Zahl",
        "Suchen wir eine Zahl, die etwas {über} verrät{tail}.",
        "Erst raten, dann nachschlagen.",
        "Der Abstand dazwischen ist das, was wir gelernt haben.",
    ),
    (
        "Eine andere Sicht",
        "Wer sieht die Sache ganz anders?",
        "Es lohnt sich, einmal bis zum Ende zuzuhören.",
    ),
    (
        "Die Wörter",
        "Welches Wort fällt immer wieder, wenn jemand {über} spricht{tail}?",
        "Es hilft, genau zu wissen, was es bedeutet.",
    ),
    (
        "Was fehlt",
        "Was hören wir fast nie {über}{tail}?",
        "Fragen wir ruhig einmal, warum das so ist.",
        "Manchmal ist gerade das Leise wichtig.",
    ),
    (
        "Gestern und morgen",
        "Was dachte man vor zehn Jahren {über}{tail}?",
        "Und was denkt man in zehn Jahren?",
    ),
    (
        "Eine gute Quelle",
        "Suchen wir eine gute Quelle und lesen sie bis zum Ende.",
        "Halb gelesen ist oft schlimmer als gar nicht.",
    ),
    ("Ein Bild", "Schauen wir uns ein einziges Bild dazu genau an.", "Was zeigt es, und was zeigt es nicht?"),
    ("Umdenken", "Wann haben wir dazu zuletzt unsere Meinung geändert?", "Und was war der Anlass?"),
    (
        "Wie es anfing",
        "Wann haben wir zum ersten Mal davon gehört?",
        "Versuchen wir uns zu erinnern, was wir damals dachten.",
        "Manches davon stimmt vielleicht noch.",
    ),
    (
        "Andersherum",
        "Drehen wir die Sache einmal um.",
        "Was müssten wir anders machen, wenn es das nicht gäbe?",
    ),
    (
        "Eine Kleinigkeit",
        "Suchen wir eine Kleinigkeit, über die niemand spricht.",
        "Im Kleinen zeigt sich oft das Große.",
    ),
    (
        "Eine Zeichnung",
        "Wenn wir es zeichnen müssten, womit würden wir anfangen?",
        "Auch eine schlechte Zeichnung verrät etwas.",
    ),
    ("Drei Wörter", "Wählen wir drei Wörter, die dazugehören.", "Welches davon würde am meisten fehlen?"),
    (
        "Drei Menschen",
        "Fragen wir drei Menschen, und vergleichen wir die Antworten.",
        "Wo sie sich unterscheiden, gibt es etwas herauszufinden.",
    ),
    ("Wer entscheidet", "Wer redet hier mit?", "Und wer nicht, obwohl er es sollte?"),
    ("In einem Jahr", "Denken wir ein Jahr voraus.", "Was möchten wir bis dahin {über} wissen{tail}?"),
)

AFTER_NOTES: tuple[tuple[str, ...], ...] = (
    (
        "Eine Minute",
        "Was ließe sich in einer einzigen Minute {über} sagen{tail}?",
        "Spannend ist, was dabei wegfällt, und warum.",
    ),
    (
        "Eine gute Frage",
        "Schreiben wir die eine Frage auf, die wir am liebsten stellen würden.",
        "Sie verrät, was wir wirklich wissen wollen.",
    ),
    (
        "Jemand, der es weiß",
        "Wer könnte uns mehr {über} erzählen{tail}?",
        "Fragen wir nach dem, was man gern schon am Anfang gewusst hätte.",
    ),
    (
        "Einfach gesagt",
        "Versuchen wir, es einem Kind zu erklären.",
        "Wo wir stocken, gibt es noch etwas zu lernen.",
    ),
)

FIRST_ACTIVITY_BEATS: tuple[tuple[str, ...], ...] = (
    ("Das Ziel", "Stellen wir uns zuerst das Ergebnis vor.", "Woran merken wir, dass es geklappt hat?"),
    (
        "Was wir brauchen",
        "Legen wir alles bereit, was wir brauchen.",
        "Nichts hält so auf wie ein Teil, das mittendrin fehlt.",
    ),
    (
        "Der erste Schritt",
        "Beginnen wir mit dem kleinsten Schritt.",
        "Einmal ganz langsam, und dabei genau hinschauen.",
    ),
    (
        "Eins nach dem anderen",
        "Ändern wir immer nur eine Sache auf einmal.",
        "Sonst wissen wir nicht, was den Unterschied gemacht hat.",
    ),
    (
        "Was schiefgeht",
        "Was geht dabei am häufigsten schief?",
        "Wer darauf vorbereitet ist, hat es leichter.",
    ),
)

ACTIVITY_BEATS: tuple[tuple[str, ...], ...] = (
    (
        "Zuschauen",
        "Schauen wir jemandem zu, der es gut kann.",
        "Besonders aufschlussreich ist, was dabei weggelassen wird.",
        "Was leicht aussieht, ist meist am längsten geübt.",
    ),
    (
        "Ein Rat",
        "Bitten wir um einen einzigen Rat.",
        "Was würde jemand anders machen, der noch einmal von vorn anfängt?",
    ),
    ("Zeit", "Nehmen wir uns die Zeit, die es braucht.", "Wer hetzt, fängt oft zweimal an."),
    (
        "Kleine Ziele",
        "Setzen wir uns ein Ziel, das fast zu klein ist.",
        "Wer es erreicht, bekommt Lust auf das nächste.",
    ),
    (
        "Der richtige Moment",
        "Suchen wir einen Moment, in dem niemand auf uns wartet.",
        "Lernen und Eile passen nicht zusammen.",
    ),
    ("Gute Tage", "An manchen Tagen klappt es, an anderen nicht.", "Was haben die guten Tage gemeinsam?"),
    (
        "Vor dem nächsten Mal",
        "Was wüssten wir beim nächsten Mal gern vorher?",
        "Klären wir das zuerst, und lassen wir den Rest für später.",
    ),
    ("Weniger", "Was lässt sich weglassen?", "Ein kürzerer Weg ist leichter durchzuhalten."),
    (
        "Der eigene Weg",
        "Irgendwann wird daraus etwas Eigenes.",
        "Niemand muss es genauso machen wie alle anderen.",
    ),
    (
        "Der Grund",
        "Fragen wir uns, warum wir es überhaupt wollen.",
        "Ein guter Grund trägt auch durch einen schlechten Tag.",
    ),
    (
        "Ein guter Platz",
        "Suchen wir einen Platz, an dem nichts im Weg ist.",
        "Was wir brauchen, liegt am besten in Reichweite.",
    ),
    (
        "Drei Versuche",
        "Geben wir uns drei Versuche.",
        "Der erste ist zum Probieren, der zweite zum Lernen, der dritte zum Können.",
    ),
    (
        "Einfaches Werkzeug",
        "Nehmen wir lieber einfaches Werkzeug als raffiniertes.",
        "Tauschen lässt es sich immer noch, wenn wir wissen, was fehlt.",
    ),
    (
        "Die lange Mitte",
        "In der Mitte wird es langweilig.",
        "Teilen wir sie in Stücke, die sich am Stück schaffen lassen.",
    ),
    (
        "Ein zweiter Blick",
        "Zeigen wir jemandem, wie weit wir sind.",
        "Andere sehen, was uns nicht mehr auffällt.",
    ),
    (
        "Alte Gewohnheiten",
        "Welche alte Gewohnheit ist im Weg?",
        "Sie muss nicht gleich verschwinden; es reicht, sie zu bemerken.",
    ),
    (
        "Ein gutes Zeichen",
        "Achten wir auf das erste kleine Zeichen, dass es klappt.",
        "Wer nur auf das große wartet, übersieht es leicht.",
    ),
    (
        "Wann Schluss ist",
        "Legen wir vorher fest, wann Schluss ist.",
        "Für heute aufzuhören ist besser, als ganz aufzugeben.",
    ),
    ("Das Schönste", "Welcher Teil macht am meisten Freude?", "An Tagen ohne Lust fangen wir genau dort an."),
)

ACTIVITY_AFTER_NOTES: tuple[tuple[str, ...], ...] = (
    ("Weitergeben", "Wie würden wir es Freunden zeigen?", "Es jemandem zu zeigen, ist die beste Probe."),
    ("Notizen", "Schreiben wir auf, was wir getan haben.", "Beim nächsten Mal sind wir froh darüber."),
    (
        "Vergleichen",
        "Vergleichen wir das Ergebnis mit dem, was wir uns vorgestellt haben.",
        "Wo beides auseinandergeht, liegt der nächste Schritt.",
    ),
    (
        "Noch einmal",
        "Und dann das Ganze noch einmal.",
        "Beim zweiten Mal fällt auf, was beim ersten entgangen ist.",
    ),
)

POINT_FRAMES = (
    "Der erste Punkt: {label}.",
    "Als Nächstes: {label}.",
    "Dann geht es weiter: {label}.",
    "Ein weiterer Punkt: {label}.",
    "Und nun: {label}.",
    "Auch wichtig: {label}.",
    "Schauen wir weiter: {label}.",
    "Noch eine Station: {label}.",
    "Nicht zu vergessen: {label}.",
    "Außerdem: {label}.",
)
LAST_POINT = "Und zum Schluss: {label}."

POINT_QUESTIONS = (
    "Was davon sollte man sich merken?",
    "Was würden wir Freunden davon erzählen?",
    "Was wird hier am häufigsten gefragt?",
    "Wer könnte uns dazu mehr sagen?",
    "Was überrascht uns daran?",
    "Was wüssten wir hier gern genauer?",
    "Was übersieht man dabei leicht?",
)
