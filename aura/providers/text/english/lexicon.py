"""The English words by which a topic's grammar is recognised."""

from aura.providers.text.language import vocabulary

PLAIN_VERBS = vocabulary(
    "achieve adopt afford arrange ask assemble attract avoid bake become begin bring brew brush build "
    "bury buy care carve catch celebrate choose clean climb close collect compare compost connect "
    "convert create cut decide decorate defend deliver discover dissolve draw dress drink earn eat "
    "edit enjoy escape explain explore feed find fix follow forget fry gather get give go grill grow "
    "handle have heal hire improve inspire install invest invite join keep knit lead learn listen "
    "lose lower maintain make manage measure meet memorise memorize negotiate open organise organize "
    "overcome pack pass pay perform photograph pick polish pour prepare prevent protect publish quit "
    "raise reach read recognise recognize recycle reduce relax remember remove repair replace rescue "
    "restore save see sell send set sew sharpen simplify solve speak speed spot stay stop store "
    "strengthen survive swim take tame teach tell think throw tie try tune turn understand unlock "
    "upgrade wash wear win wrap write"
)
"""Verbs that are seldom nouns: a topic that begins with one is something to do."""

NOUN_VERBS = vocabulary(
    "balance boost break calm change charge coach control cook cycle dance design dive draft dream "
    "drive exercise farm fight fish focus garden guard help hike hunt iron jump kick lift light live "
    "look love map mix move name navigate order paint park plan plant play plot practise practice "
    "press print produce program record rent report rest reward ride run run sail scale sculpt search "
    "shape share shop show sing sketch sleep smoke sort spend stack start stretch structure study "
    "style support test time train transport travel treat trim use visit walk watch water work work"
)
"""Verbs that are nouns as well: they tell what to do only before an article, a possessive or an adverb."""

AFTER_A_VERB = vocabulary(
    "a an the your my our their his her its this these that those more less better faster well with "
    "without like every all any some no from at to"
)

FINITE = vocabulary(
    "is are was were am be has have had do does did can could will would shall should may might must "
    "isn't aren't wasn't weren't can't cannot won't don't doesn't didn't needs need"
)
SENTENCE_VERBS = vocabulary(
    "affect appear arise attack balance become begin behave bite blow boil break breathe bring bring "
    "build burn call carry catch cause change clean climb come communicate connect control cool cost "
    "cover create cross cut dance decide defend die differ dig dream drink drive earn eat erupt "
    "evolve exist expand explode fail fall feed feel fight fill find fit float flow fly follow form "
    "freeze get give glow go grow guide happen hear heal heat help hibernate hide hold hunt improve "
    "keep kill know land last lay lead learn leave lie live look lose love make matter mean measure "
    "melt migrate move need open orbit pass pay play pollinate power prevent produce protect pump "
    "purr push reach reduce remember replace rise rotate run save see sell send shape shine sing sink "
    "sleep smell sound speak spin spread stand start stay steer stick stop store survive swim take "
    "talk taste teach tell think travel turn use vote wait walk want warm wash wear weigh win work write"
)
PAST = vocabulary(
    "became began bought brought broke built came caught chose drew drove fell felt flew found fought "
    "gave got grew held invented kept knew learned led left lost made met ran rose saw sent shaped "
    "sold spoke spread stood started survived swam taught thought told took went won wore wrote"
)
WH = vocabulary("how why what when where who which whose")
PRONOUNS = vocabulary("i you we they he she it this that these those one nobody everybody everyone people")
DETERMINERS = vocabulary(
    "a an the my our your their his her its this that these those each every some many most all no"
)
SUBJECTS = vocabulary("i we he she they")
"""What begins a sentence and no noun phrase, but for those that join it to another: "he and I"."""
OPEN_SUBJECTS = vocabulary("you it this that there nobody everybody everyone everything nothing")
"""What does so where a verb follows."""
JOINS = vocabulary("and or vs versus the who all both")
NO_NOUN_BEGINS = vocabulary(
    "of in for on at with from to about by under over between through during without within after before "
    "against around across among into as behind beyond if because although though while until since "
    "unless once yes not never always then so out up"
)
"""Words that no noun phrase begins with."""
SINGULAR_DETERMINERS = vocabulary("a an this that each every")
PLURAL_DETERMINERS = vocabulary(
    "these those many few several two three four five six seven eight nine ten both all most"
)
PREPOSITIONS = vocabulary(
    "of in for on at with from to about by under over between through during without within after "
    "before against around across among into near that which who whose vs versus as behind beyond "
    "when where"
)

SINGULAR_IN_S = vocabulary(
    "physics mathematics maths economics politics ethics news athletics gymnastics genetics "
    "electronics series species lens gas bus virus campus census chaos canvas christmas atlas "
    "analysis basis crisis oasis thesis tennis chess business process access success stress press "
    "progress glass grass class mass boss loss yes this paris athens brussels naples texas wales mars "
    "venus uranus bahamas james charles thomas lens iris kansas honduras cyprus diabetes rabies "
    "measles mumps linguistics robotics logistics aerobics acoustics statistics kubernetes"
)
PLURAL_WITHOUT_S = vocabulary(
    "people children men women mice feet teeth geese police cattle fungi bacteria media sheep fish "
    "deer dice data"
)
MASS_NOUNS = vocabulary(
    "change travel design rest transport exercise practice "
    "acid advice air algae amber anger anxiety art autumn bacon bamboo beauty beer biology blood bread "
    "breakfast butter carbon care cement change cheese chess chicken childhood chocolate cinema clay "
    "climate cloth coal coffee compost concrete copper coral corn cotton courage cream credit culture "
    "dance darkness data death debt dirt dust echo electricity energy equipment evolution exercise "
    "fashion fear fire fish fitness flour food football freedom fruit fun furniture garlic geography "
    "glass gold gossip grammar grass gravity growth habit happiness hardware health heat history home "
    "homework honey hope housing humor humour ice inflation ink insurance iron jazz jewellery joy "
    "justice kindness knowledge language laughter laundry law leather life light lightning linen love "
    "luck magic magma marble marriage meat medicine memory metal milk mindfulness money moss mud music "
    "nature news night nitrogen noise oil olive oxygen ozone pain paint paper parenting pasta patience "
    "peace pepper pizza plastic play poetry pollen porcelain pottery power privacy progress protein "
    "rain recycling research rice rubber rugby rust safety salt sand science seaweed sheep shopping "
    "silence silk silver skin slang sleep smoke snow soap software soil sound space spice sport spring "
    "steel stone stress sugar summer support swimming tea teamwork tennis theatre thunder time today "
    "tofu tomorrow trade traffic training transport travel trust truth vinegar vision voice war waste "
    "water weather wheat wildlife wind wine winter wood wool work yeast yesterday yoga yogurt"
)
"""Common nouns that stand without an article."""

COUNT_NOUNS = vocabulary(
    "aeroplane airplane avocado baker balloon band bathroom battery beach bicycle bike bird boat body "
    "bone book brain bridge bus cake camera canal candle car castle cat cell chef church city clock "
    "cloud compass computer cook cow desert dessert diet dinner doctor dog door drone drum ear earth "
    "earthquake engine eye family farmer film flight flower flute foot forest fungus garden glacier "
    "guitar hand heart helicopter horse house hurricane insect island kidney king kitchen kite lake "
    "lamp library lighthouse liver lunch lung magazine microscope mirror moon mountain movie muscle "
    "museum newspaper nurse ocean office opera orchestra painter pen pencil phone piano pig pilot "
    "planet plant poet pyramid queen rainbow river road robot rocket roof sail sailor satellite school "
    "scientist sea shark ship snake song spider star storm street submarine sun symphony teacher "
    "telescope temple tooth tornado tower town train tree trumpet tunnel village violin volcano wall "
    "watch waterfall whale wheel window writer"
)
"""Common nouns that want an article in the singular."""

COMMON_NOUNS = MASS_NOUNS | COUNT_NOUNS

COMMON_ENDINGS = (
    "tion",
    "sion",
    "ness",
    "ment",
    "ism",
    "ology",
    "graphy",
    "nomy",
    "ship",
    "hood",
    "ance",
    "ence",
    "ture",
    "osis",
    "esis",
    "ysis",
    "ware",
    "work",
    "ling",
    "ting",
    "ning",
    "king",
    "ring",
    "cing",
    "ding",
    "ping",
    "wing",
    "ving",
    "cracy",
    "metry",
    "tics",
    "mics",
    "sics",
    "ility",
    "ivity",
    "llity",
    "omics",
    "otics",
    "house",
    "light",
    "power",
    "phone",
    "craft",
)
MASS_ENDINGS = (
    *(
        "tion",
        "sion",
        "ness",
        "ment",
        "ism",
        "ology",
        "graphy",
        "nomy",
        "hood",
        "ance",
        "ence",
        "ture",
        "sure",
        "osis",
    ),
    *(
        "esis",
        "ysis",
        "ware",
        "ing",
        "ity",
        "ety",
        "acy",
        "ics",
        "etry",
        "ship",
        "craft",
        "light",
        "power",
        "work",
    ),
)
"""Endings of nouns that mostly stand without an article."""

NAMES = vocabulary(
    "english german french italian spanish greek roman russian chinese japanese american british "
    "irish scottish welsh dutch danish swedish norwegian finnish polish turkish arabic indian african "
    "asian european australian canadian mexican brazilian egyptian korean vietnamese thai swiss "
    "austrian viking victorian christian muslim jewish buddhist january february march april may june "
    "july august september october november december monday tuesday wednesday thursday friday "
    "saturday sunday christmas easter ramadan hanukkah halloween mars venus jupiter saturn mercury "
    "uranus neptune pluto europe africa asia america antarctica bitcoin python javascript java excel "
    "google apple microsoft amazon docker linux windows android london paris berlin rome athens "
    "brussels naples vienna york texas wales mozart beethoven bach shakespeare einstein newton darwin"
)
"""Words that keep their capital even where nothing in the notes tells."""

UNITS = vocabulary(
    "tip trick reason rule fact myth idea question mistake lesson step secret habit hack principle"
)
"""What a numbered point of a list may be called; others are just numbers."""

COUNTS = {
    word: value
    for value, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        start=1,
    )
}
