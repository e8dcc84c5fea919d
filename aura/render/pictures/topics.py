"""Which motif a scene's words call for, by words of English and German.

A stem ending in ``*`` matches every word that begins with it; any other entry only itself.
"""

import re
import unicodedata
from functools import cache

KEYWORDS = """
sun: sun sunny sunlight sunrise sunset sunshine solar summer daylight brightness warm* sonne*
    sonnig* sommer* tageslicht helle helles strahl*
moon: moon* night* sleep* dream* bed bedtime midnight evening nocturnal star stars starry mond
    mondes mondlicht* vollmond* nacht* schlaf* traum* träum* abend* mitternacht stern sterne
    sternen*
mountains: mountain* alp alps alpine summit* peak* hike* hiking climb* trek* valley* hill hills
    landscape* berg* gebirge* gipfel* wander* kletter* tal täler hügel* landschaft* tatra*
waves: ocean* sea seas wave* coast* beach* tide* tidal surf* swim* lake* river* shore* meer* welle*
    küste* strand* gezeiten ebbe flut schwimm* fluss* flüsse ufer* ozean*
leaf: leaf leaves plant* green nature natural garden* organic climate environment* sustainab*
    ecolog* botan* photosynthesis chlorophyll bloom* flower* blatt blätter pflanz* grün* natur*
    garten* gärten bio klima* umwelt* nachhaltig* ökolog* photosynthese blume* blüte*
tree: tree trees forest* wood woods oak* branch* jungle baum bäume baumes wald wälder* eiche* ast
    äste dschungel
drop: water* rain* drop drops liquid* blood drink* thirst* hydrat* oil wasser* regen regens regnet
    regenwetter tropfen flüssig* blut* trink* durst* öl
flame: fire* flame* burn* heat* hot ignit* campfire* energy calorie* volcano* feuer* flamme* brenn*
    hitze heiß* glut energie* kalorie* vulkan*
house: house* home* room* roof* apartment* flat rent* neighbour* family families haus* häuser* heim*
    zuhause wohn* zimmer* dach dächer miete* nachbar* familie*
city: city cities urban town towns street* skyline building* downtown metropol* traffic architect*
    stadt* städt* straße* gebäude* verkehr* architekt* hochhaus*
lighthouse: lighthouse* beacon* lantern* fresnel leuchtturm* leuchttürm* leuchtfeuer* laterne*
globe: world* globe* global* earth* planet* international* continent* countr* internet web welt*
    globus erde erden kontinent* länder
pin: map maps place places location* route* travel* trip trips journey* destination* address*
    navigat* visit* holiday* vacation* karte* ort orte orten standort* reise* ziel ziele adresse*
    navigation* urlaub* ferien besuch*
rocket: rocket* space spacecraft launch* orbit* astronaut* mars startup* satellite* galaxy galaxies
    rakete* weltraum* weltall satellit* gründ* galaxie*
ship: ship ships boat* sail* harbour* harbor* port ports vessel* captain* anchor* cruise* schiff*
    boot boote segel* hafen* häfen kapitän* anker* matrose*
train: train trains rail* station* tram* metro subway* underground locomotive* bus buses commut* zug
    züge zügen bahn* bahnhof* schiene* lok* pendl*
book: book* read* story stories storytell* write* writing writer* librar* school* learn* study
    studies studying student* studie* studium* lesson* teach* educat* history language* novel* poem*
    buch* bücher* lesen leser* geschicht* schreib* bibliothek* schul* lern* studi* unterricht* lehr*
    bildung sprach* roman* gedicht*
cup: coffee* tea cup cups espresso* cappuccino* barista* breakfast* cafe* café* brew* morning*
    kaffee* tee tasse* frühstück* morgen morgens röst*
bread: bread* bake* baking dough* sourdough* flour* food* cook* eat* recipe* meal* kitchen* loaf
    restaurant* taste* brot* bäck* backen gebacken* backofen teig* sauerteig* mehl essen kochen koch
    rezept* mahlzeit* küche* geschmack*
clock: time times clock* hour* minute* second seconds schedul* deadline* calendar* year* decade*
    century centuries daily routine* punctual* wait* zeit* uhr uhren stunde* sekunde* termin*
    kalender* jahr* jahrzehnt* jahrhundert* täglich* pünktlich* wart*
gear: gear gears machine* engine* mechani* technolog* engineer* industr* factor* process* tool tools
    system systems automat* robot* motor* zahnrad* maschine* technik* ingenieur* industrie* fabrik*
    prozess* werkzeug* automati* roboter*
camera: camera* photo* picture* image* lens lenses film films shot shots kamera* foto* bild bilder*
    linse* objektiv*
screen: video* screen* computer* software* app apps laptop* monitor* television tv stream* channel*
    website* program* code coding digital* bildschirm* rechner* fernseh* kanal webseite* programm*
lock: lock locks locked secur* safe safety password* privacy private key keys protect* encrypt*
    hack* schloss sicher* passwort* passwörter* datenschutz privat* schlüssel* schütz* schutz*
    verschlüssel*
coin: money* coin* bank* pay* price* cost* saving* budget* financ* invest* euro* dollar* tax* salary
    wage* loan* debt* geld* münze* zahl* preis* kosten* sparen spart gespart sparschwein* finanz*
    steuer* gehalt lohn kredit* schuld*
bulb: idea ideas bulb* light* lamp* think* thought* invent* creativ* innovat* inspir* insight*
    discover* electric* idee* licht* lampe* glüh* denk* gedanke* erfind* kreativ* erkenntnis*
    entdeck* elektri* strom
chart: chart* growth grow* data statistic* percent* sales revenue profit* market* result* analy*
    number* increase* rise* quarter* report* business* diagramm* wachs* wuchs daten* statistik*
    prozent* umsatz* gewinn* markt* märkte* ergebnis* analyse* steig* quartal* bericht* geschäft*
heart: heart* love* health* care caring kind kindness emotion* feel* medic* doctor* patient*
    hospital* fitness body herz* liebe* lieb gesund* pflege* gefühl* fühl* medizin* arzt ärzt*
    krankenhaus* körper*
people: people* person* team* communit* group* friend* together societ* audience* customer*
    employee* worker* crowd* men women children kids mensch* leute gemeinschaft* gruppe* freund*
    zusammen gesellschaft* publikum kund* mitarbeiter* kinder* frauen männer
speech: talk* speak* speech* conversation* question* ask* answer* discuss* voice* word words say
    says said communicat* interview* podcast* comment* sprech* rede reden redet gespräch* frage*
    antwort* diskuss* stimme* wort worte wörter sagen sagt kommuni* kommentar*
note: music* song* sing sings singing singer* melod* sound* listen* instrument* guitar* piano*
    concert* rhythm* orchestra* musik* lied* singen melodie* klang klänge hören gitarre* klavier*
    konzert* orchester*
atom: science* scientist* atom* physic* chemi* molecul* experiment* quantum* laborator* research*
    theory theories particle* nuclear* wissenschaft* physik* molekül* quanten* labor* forsch*
    theorie* teilchen*
check: done finish* complet* success* goal* achiev* check* step steps list ready tip tips fertig*
    erledigt* erfolg* schritt* liste* richtig* korrekt* bereit* tipp tipps geschafft
spark: magic* new* spark* shine* shiny glow* wonder* special beautiful* brilliant* celebrat* party
    parties magie magisch* neu neue* funke* glanz* glänz* wunder* besonder* schön* feier*
"""
"""A motif and its words; a line that is set in goes on with the one before."""


@cache
def _table() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    whole: dict[str, str] = {}
    stems: list[tuple[str, str]] = []
    motif = ""
    for line in KEYWORDS.strip().splitlines():
        name, colon, words = line.partition(":")
        motif = name if colon else motif
        for word in (words if colon else line).split():
            if word.endswith("*"):
                stems.append((word[:-1].casefold(), motif))
            else:
                whole.setdefault(word.casefold(), motif)
    return whole, tuple(sorted(stems, key=lambda item: -len(item[0])))


def motif_of(word: str) -> str:
    """The motif one word calls for; empty for none.  The longest stem wins."""
    whole, stems = _table()
    word = unicodedata.normalize("NFC", word).casefold()
    if word in whole:
        return whole[word]
    return next((motif for stem, motif in stems if word.startswith(stem)), "")


def motif_for(title: str, text: str) -> str:
    """The motif a scene calls for most; a word of the title counts for four.  Empty for none."""
    scores: dict[str, float] = {}
    for part, worth in ((title, 4.0), (text, 1.0)):
        for place, word in enumerate(re.findall(r"[^\W\d_]+", part)):
            motif = motif_of(word)
            if motif:
                scores[motif] = scores.get(motif, 0) + worth - min(place, 40) * 0.01
    return max(scores, key=lambda motif: scores[motif], default="")
