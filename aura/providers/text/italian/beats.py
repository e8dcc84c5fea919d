"""The Italian fillers: what can be said about any subject without stating a fact about it.

``{}`` is an object: a topic with its article, or "questo argomento".  Nobody is addressed as "tu" or "voi".
The first line stands alone; the others rest on it.
"""

from aura.providers.text.frames import Bank, Banks

FIRST_BEATS: Bank = (
    (
        "Quello che sappiamo già",
        "Cominciamo da quello che sappiamo già.",
        "Basta una frase semplice.",
        "Detta ad alta voce, si sente subito che cosa manca.",
    ),
    (
        "Un secondo sguardo",
        "Che cosa si nota subito, e che cosa solo al secondo sguardo?",
        "Il secondo è spesso il più interessante.",
    ),
    (
        "Perché conta",
        "Perché vale la pena di conoscere meglio {}?",
        "Pensiamo a qualcuno che darebbe una risposta sincera.",
    ),
    (
        "Un errore comune",
        "Su che cosa ci si sbaglia spesso?",
        "Attenzione alle frasi che cominciano con: lo sanno tutti.",
    ),
    (
        "La parte difficile",
        "Ogni argomento ha la sua parte difficile.",
        "Qual è, in questo caso?",
        "Fermiamoci lì un po' più a lungo che altrove.",
    ),
)
SUBJECT_BEATS: Bank = (
    (
        "Un esempio",
        "Prendiamo un solo esempio e seguiamolo dall'inizio alla fine.",
        "Dirà più di qualunque definizione.",
    ),
    (
        "Vicino a noi",
        "Dove tocca la nostra vita di ogni giorno?",
        "Fra la colazione e la sera c'è di sicuro un punto in cui guardare.",
    ),
    (
        "Un numero",
        "Cerchiamo un numero che dica qualcosa di importante.",
        "Prima indovinare, poi controllare.",
        "La distanza fra le due cose è ciò che abbiamo imparato.",
    ),
    (
        "Un altro sguardo",
        "Chi vede le cose in modo del tutto diverso?",
        "Vale la pena di ascoltare fino in fondo.",
    ),
    (
        "Le parole",
        "Quale parola torna sempre quando se ne parla?",
        "Meglio sapere che cosa significa, prima di usarla.",
    ),
    (
        "Quello che manca",
        "Di che cosa non si parla quasi mai?",
        "Chiediamoci una volta perché.",
        "A volte è proprio ciò che si tace a contare.",
    ),
    ("Ieri e domani", "Che cosa se ne pensava dieci anni fa?", "E che cosa se ne penserà fra dieci anni?"),
    (
        "Una buona fonte",
        "Cerchiamo una buona fonte e leggiamola fino in fondo.",
        "Una lettura a metà è spesso peggio di niente.",
    ),
    ("Un'immagine", "Guardiamo da vicino una sola immagine.", "Che cosa mostra, e che cosa lascia fuori?"),
    ("Cambiare idea", "Quando abbiamo cambiato idea per l'ultima volta?", "E che cosa c'è voluto?"),
    (
        "La prima volta",
        "Quando ne abbiamo sentito parlare per la prima volta?",
        "Proviamo a ricordare che cosa ne pensavamo.",
        "Una parte forse è ancora vera.",
    ),
    (
        "Al contrario",
        "Rovesciamo per un momento la questione.",
        "Che cosa dovremmo fare in modo diverso, se tutto questo non esistesse?",
    ),
    (
        "Un dettaglio",
        "Cerchiamo un dettaglio di cui nessuno parla.",
        "Le cose piccole a volte spiegano quelle grandi.",
    ),
    (
        "Un disegno",
        "Se si dovesse disegnare {}, da dove si comincerebbe?",
        "Anche un brutto disegno insegna qualcosa.",
    ),
    ("Tre parole", "Scegliamo tre parole per descrivere {}.", "Quale delle tre mancherebbe di più?"),
    (
        "Tre persone",
        "Facciamo la stessa domanda a tre persone, e confrontiamo le risposte.",
        "Dove non coincidono, c'è qualcosa da scoprire.",
    ),
    ("Chi decide", "Chi ha voce in capitolo?", "E chi non ce l'ha, anche se dovrebbe?"),
    ("Fra un anno", "Pensiamo a fra un anno.", "Che cosa vorremmo sapere, per allora?"),
)
AFTER_NOTES: Bank = (
    (
        "Un minuto",
        "Che cosa si potrebbe raccontare in un solo minuto?",
        "La cosa interessante è ciò che resta fuori, e perché.",
    ),
    (
        "Una buona domanda",
        "Scriviamo la domanda che vorremmo fare più di ogni altra.",
        "Ci dirà che cosa vogliamo sapere davvero.",
    ),
    (
        "Qualcuno che sa",
        "Chi potrebbe raccontarci di più?",
        "Chiediamogli che cosa avrebbe voluto sapere all'inizio.",
    ),
    (
        "Con parole semplici",
        "Proviamo a spiegarlo a un bambino.",
        "Dove ci si blocca, c'è ancora qualcosa da imparare.",
    ),
)
FIRST_ACTIVITY_BEATS: Bank = (
    ("Il risultato", "Immaginiamo prima il risultato.", "Da che cosa si capirà che è riuscito?"),
    (
        "Che cosa serve",
        "Prepariamo tutto quello che serve.",
        "Niente rallenta quanto un pezzo che manca a metà.",
    ),
    (
        "Il primo passo",
        "Cominciamo dal passo più piccolo.",
        "Una volta piano, guardando bene che cosa succede.",
    ),
    (
        "Una cosa alla volta",
        "Cambiamo una cosa sola alla volta.",
        "Altrimenti non sapremo che cosa ha fatto la differenza.",
    ),
    ("Che cosa va storto", "Che cosa va storto più spesso?", "Se lo si prevede, il resto è più facile."),
)
ACTIVITY_BEATS: Bank = (
    (
        "Osservare",
        "Guardiamo qualcuno che lo fa bene.",
        "La cosa più istruttiva è quello che non fa.",
        "Ciò che sembra facile di solito è stato provato a lungo.",
    ),
    (
        "Un consiglio",
        "Chiediamo un solo consiglio a chi ha esperienza.",
        "Che cosa farebbe in modo diverso, se dovesse ricominciare?",
    ),
    ("Il tempo", "Diamoci il tempo che serve.", "Chi ha fretta spesso comincia due volte."),
    (
        "Piccoli obiettivi",
        "Fissiamo un obiettivo quasi troppo piccolo.",
        "Raggiungerlo fa venire voglia del successivo.",
    ),
    (
        "Il momento giusto",
        "Scegliamo un momento in cui nessuno ci aspetta.",
        "Imparare e correre non vanno d'accordo.",
    ),
    ("I giorni buoni", "Certi giorni riesce, altri no.", "Che cosa hanno in comune i giorni buoni?"),
    (
        "Prima della prossima volta",
        "Che cosa vorremmo sapere prima della prossima volta?",
        "Chiariamo questo, e lasciamo il resto a dopo.",
    ),
    ("Di meno", "Che cosa si potrebbe lasciare fuori?", "Una strada più corta è più facile da seguire."),
    ("Un modo proprio", "Troviamo il nostro modo di fare.", "Nessuno deve fare esattamente come gli altri."),
    ("Il motivo", "Chiediamoci perché vogliamo farlo.", "Un buon motivo aiuta nei giorni storti."),
    (
        "Un posto",
        "Troviamo un posto dove niente dà fastidio.",
        "Quello che serve, meglio averlo a portata di mano.",
    ),
    (
        "Tre tentativi",
        "Concediamoci tre tentativi.",
        "Il primo per provare, il secondo per imparare, il terzo per riuscire.",
    ),
    (
        "Attrezzi semplici",
        "Meglio attrezzi semplici che complicati.",
        "Si possono sempre cambiare, quando si sa che cosa manca.",
    ),
    ("La lunga metà", "A metà arriva la noia.", "Dividiamola in pezzi che si possano finire in una volta."),
    (
        "Altri occhi",
        "Mostriamo a qualcuno a che punto siamo.",
        "Gli altri vedono quello che non vediamo più.",
    ),
    (
        "Vecchie abitudini",
        "Quale vecchia abitudine è d'intralcio?",
        "Non serve eliminarla subito: basta accorgersene.",
    ),
    (
        "Un buon segno",
        "Cerchiamo il primo piccolo segno che funziona.",
        "Chi aspetta solo quello grande rischia di non vederlo.",
    ),
    ("Quando fermarsi", "Decidiamo prima quando fermarci.", "Fermarsi per oggi è meglio che rinunciare."),
    ("La parte migliore", "Quale parte dà più soddisfazione?", "Nei giorni senza voglia, cominciamo da lì."),
)
ACTIVITY_AFTER_NOTES: Bank = (
    ("Passare parola", "Come lo mostreremmo a degli amici?", "Mostrarlo a qualcuno è la prova migliore."),
    ("Appunti", "Scriviamo quello che abbiamo fatto.", "La prossima volta ne saremo contenti."),
    (
        "Confrontare",
        "Confrontiamo il risultato con quello che avevamo in mente.",
        "Dove non coincidono comincia il passo successivo.",
    ),
    ("Ancora una volta", "E poi, di nuovo.", "La seconda volta si nota quello che era sfuggito alla prima."),
)

GENERAL = Banks(FIRST_BEATS, SUBJECT_BEATS, AFTER_NOTES)
DOING = Banks(FIRST_ACTIVITY_BEATS, ACTIVITY_BEATS, ACTIVITY_AFTER_NOTES)
