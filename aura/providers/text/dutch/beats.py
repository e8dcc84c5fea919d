"""The Dutch fillers: what can be said about any subject without stating a fact about it.

``{}`` follows "over": a topic, or "dit onderwerp".  Nobody is addressed as "jij" or "u".  The first line
stands alone; the others rest on it.
"""

from aura.providers.text.frames import Bank, Banks

FIRST_BEATS: Bank = (
    (
        "Wat we al weten",
        "Laten we beginnen met wat we al weten over {}.",
        "Eén gewone zin is genoeg.",
        "Hardop gezegd laat die meteen horen wat er ontbreekt.",
    ),
    (
        "Een tweede blik",
        "Wat valt het eerst op, en wat pas bij de tweede blik?",
        "De tweede blik is vaak de interessantste.",
    ),
    (
        "Waarom het telt",
        "Waarom is het de moeite waard om meer te weten over {}?",
        "Denk aan iemand die een eerlijk antwoord zou geven.",
    ),
    (
        "Een bekende vergissing",
        "Wat wordt er vaak verkeerd verteld?",
        "Let op zinnen die beginnen met: iedereen weet toch.",
    ),
    (
        "Het moeilijke stuk",
        "Elk onderwerp heeft een moeilijk stuk.",
        "Welk stuk is dat hier?",
        "Blijf daar iets langer bij dan bij de rest.",
    ),
)
SUBJECT_BEATS: Bank = (
    (
        "Een voorbeeld",
        "Neem één voorbeeld en volg het van begin tot eind.",
        "Dat zegt meer dan welke definitie ook.",
    ),
    (
        "Dicht bij huis",
        "Waar raakt dit ons eigen leven?",
        "Ergens tussen het ontbijt en de avond is er wel een plek om te kijken.",
    ),
    (
        "Een getal",
        "Zoek een getal dat iets zegt over {}.",
        "Eerst raden, dan opzoeken.",
        "Het verschil daartussen is wat we geleerd hebben.",
    ),
    ("Een andere blik", "Wie kijkt er heel anders tegenaan?", "Het loont om tot het eind te luisteren."),
    (
        "De woorden",
        "Welk woord komt steeds terug als iemand praat over {}?",
        "Het is goed om te weten wat het betekent voordat we het gebruiken.",
    ),
    (
        "Wat ontbreekt",
        "Wat horen we bijna nooit over {}?",
        "Vraag ook eens waarom dat zo is.",
        "Soms is juist het stille belangrijk.",
    ),
    ("Gisteren en morgen", "Wat dacht men tien jaar geleden?", "En wat zal men over tien jaar denken?"),
    (
        "Een goede bron",
        "Zoek één goede bron en lees die tot het eind.",
        "Half gelezen is vaak erger dan niet gelezen.",
    ),
    ("Eén beeld", "Kijk eens heel goed naar één enkel beeld.", "Wat laat het zien, en wat laat het weg?"),
    (
        "Van gedachten veranderen",
        "Wanneer zijn we voor het laatst van gedachten veranderd?",
        "En wat was daarvoor nodig?",
    ),
    (
        "De eerste keer",
        "Wanneer hoorden we er voor het eerst van?",
        "Probeer terug te halen wat we toen dachten.",
        "Een deel daarvan klopt misschien nog steeds.",
    ),
    ("Andersom", "Draai het eens om.", "Wat zouden we anders moeten doen als dit er niet was?"),
    (
        "Een kleinigheid",
        "Zoek een kleinigheid waar niemand over praat.",
        "Iets kleins verklaart soms iets groots.",
    ),
    (
        "Een tekening",
        "Als we het moesten tekenen, waar zouden we dan beginnen?",
        "Zelfs van een slechte tekening valt iets te leren.",
    ),
    ("Drie woorden", "Kies drie woorden die erbij horen.", "Welk van de drie zouden we het meest missen?"),
    (
        "Drie mensen",
        "Vraag drie mensen wat ze weten over {}, en vergelijk de antwoorden.",
        "Waar ze verschillen, valt iets te ontdekken.",
    ),
    ("Wie beslist", "Wie heeft er iets over te zeggen?", "En wie niet, hoewel dat wel zou moeten?"),
    ("Over een jaar", "Denk eens een jaar vooruit.", "Wat zouden we tegen die tijd willen weten?"),
)
AFTER_NOTES: Bank = (
    (
        "Eén minuut",
        "Wat valt er in één minuut te vertellen over {}?",
        "Interessant is wat er dan afvalt, en waarom.",
    ),
    (
        "Een goede vraag",
        "Schrijf de vraag op die we het liefst zouden stellen.",
        "Die verraadt wat we echt willen weten.",
    ),
    (
        "Iemand die het weet",
        "Wie zou ons meer kunnen vertellen over {}?",
        "Vraag wat die graag al aan het begin had geweten.",
    ),
    (
        "Simpel gezegd",
        "Probeer het eens aan een kind uit te leggen.",
        "Waar het hapert, valt nog iets te leren.",
    ),
)
FIRST_ACTIVITY_BEATS: Bank = (
    (
        "Het resultaat",
        "Neem eerst het resultaat in gedachten.",
        "Waaraan is straks te zien dat het gelukt is?",
    ),
    (
        "Wat er nodig is",
        "Leg alles klaar wat er nodig is.",
        "Niets houdt zo op als een onderdeel dat halverwege ontbreekt.",
    ),
    ("De eerste stap", "Begin met de kleinste stap.", "Eén keer langzaam, en kijk goed wat er gebeurt."),
    ("Eén ding tegelijk", "Verander steeds maar één ding.", "Anders weten we niet wat het verschil maakte."),
    ("Wat er misgaat", "Wat gaat er het vaakst mis?", "Wie daarop voorbereid is, heeft het makkelijker."),
)
ACTIVITY_BEATS: Bank = (
    (
        "Kijken",
        "Kijk eens naar iemand die het goed kan.",
        "Let vooral op wat die weglaat.",
        "Wat er makkelijk uitziet, is meestal het langst geoefend.",
    ),
    (
        "Eén advies",
        "Vraag iemand met ervaring om één advies.",
        "Wat zou die anders doen bij een nieuwe start?",
    ),
    ("Tijd", "Neem de tijd die het nodig heeft.", "Wie haast heeft, begint vaak twee keer."),
    ("Kleine doelen", "Kies een doel dat bijna te klein is.", "Wie het haalt, krijgt zin in het volgende."),
    ("Het juiste moment", "Kies een moment waarop niemand wacht.", "Leren en haasten gaan niet samen."),
    ("Goede dagen", "Op sommige dagen lukt het, op andere niet.", "Wat hebben de goede dagen gemeen?"),
    (
        "Voor de volgende keer",
        "Wat zouden we voor de volgende keer willen weten?",
        "Zoek dat eerst uit, en bewaar de rest voor later.",
    ),
    ("Minder", "Wat kan er weg?", "Een kortere weg is makkelijker vol te houden."),
    ("Een eigen manier", "Maak er iets eigens van.", "Niemand hoeft het precies zo te doen als de rest."),
    ("De reden", "Vraag ook eens waarom we het willen.", "Een goede reden helpt door een slechte dag heen."),
    (
        "Een plek",
        "Zoek een plek waar niets in de weg zit.",
        "Wat er nodig is, ligt het best binnen handbereik.",
    ),
    (
        "Drie pogingen",
        "Geef het drie pogingen.",
        "De eerste om te proberen, de tweede om te leren, de derde om het te kunnen.",
    ),
    (
        "Simpel gereedschap",
        "Liever simpel gereedschap dan ingewikkeld.",
        "Ruilen kan altijd nog, als duidelijk is wat er ontbreekt.",
    ),
    (
        "Het lange midden",
        "In het midden wordt het saai.",
        "Verdeel het in stukken die in één keer af kunnen.",
    ),
    ("Andere ogen", "Laat iemand zien hoe ver het is.", "Anderen zien wat we zelf niet meer zien."),
    (
        "Oude gewoontes",
        "Welke oude gewoonte zit in de weg?",
        "Die hoeft niet meteen weg: opmerken is genoeg.",
    ),
    (
        "Een goed teken",
        "Let op het eerste kleine teken dat het lukt.",
        "Wie alleen op het grote wacht, mist het makkelijk.",
    ),
    (
        "Wanneer stoppen",
        "Spreek vooraf af wanneer het genoeg is.",
        "Stoppen voor vandaag is beter dan opgeven.",
    ),
    ("Het mooiste stuk", "Welk stuk is het leukst om te doen?", "Begin daar op dagen zonder zin."),
)
ACTIVITY_AFTER_NOTES: Bank = (
    ("Doorgeven", "Hoe zouden we het aan vrienden laten zien?", "Iets laten zien is de beste proef."),
    ("Aantekeningen", "Schrijf op wat we gedaan hebben.", "De volgende keer komt dat goed van pas."),
    (
        "Vergelijken",
        "Vergelijk het resultaat met wat we in gedachten hadden.",
        "Waar die twee verschillen, begint de volgende stap.",
    ),
    ("Nog een keer", "En dan nog een keer.", "De tweede keer valt op wat de eerste keer ontging."),
)

GENERAL = Banks(FIRST_BEATS, SUBJECT_BEATS, AFTER_NOTES)
DOING = Banks(FIRST_ACTIVITY_BEATS, ACTIVITY_BEATS, ACTIVITY_AFTER_NOTES)
