"""What is written short and said long, for the languages Aura knows the ways of.

Keys are in lower case.  A key that ends in a full stop is an abbreviation only with it.
"""

from msgspec import Struct


class Money(Struct, frozen=True):
    """How an amount is said: ``one`` or ``many``, and the hundredth parts of it."""

    one: str
    many: str
    cent: str = ""
    cents: str = ""


class Lexicon(Struct, frozen=True):
    """The short forms of a language."""

    short: dict[str, str]
    titles: frozenset[str]  # never at the end of a sentence
    before_number: dict[str, str]
    pairs: dict[tuple[str, str], tuple[str, str]]
    units: dict[str, tuple[str, str]]  # after a number: one, many
    money: dict[str, Money]
    multiples: dict[str, str]  # k, m, bn and b, which stand at a figure, in every language
    spelled: frozenset[str]  # letter by letter, which the synthesiser would read as words
    months: tuple[str, ...]
    number: str
    to: str
    slash: str
    point: str


_ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_GERMAN_MONTHS = (
    "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober",
    "november", "dezember",
)  # fmt: skip

ENGLISH = Lexicon(
    short={
        "dr.": "Doctor", "mr.": "Mister", "mrs.": "Missis", "ms.": "Miz", "prof.": "Professor",
        "jr.": "Junior", "sr.": "Senior", "vs.": "versus", "vs": "versus", "e.g.": "for example",
        "eg.": "for example", "i.e.": "that is", "etc.": "et cetera", "approx.": "approximately",
        "dept.": "department", "est.": "established", "govt.": "government", "inc.": "incorporated",
        "ltd.": "limited", "max.": "maximum", "min.": "minimum", "w/": "with", "w/o": "without",
        "and/or": "and or", "24/7": "24 7", "ca.": "circa",
    },
    titles=frozenset({"dr.", "mr.", "mrs.", "ms.", "prof.", "vs.", "e.g.", "eg.", "i.e.", "approx.", "ca."}),
    before_number={
        "no.": "number", "fig.": "figure", "p.": "page", "pp.": "pages", "vol.": "volume", "ch.": "chapter",
        **{month[:3] + ".": month.capitalize() for month in _ENGLISH_MONTHS}, "sept.": "September",
    },
    pairs={},
    units={
        "km": ("kilometre", "kilometres"), "m": ("metre", "metres"), "cm": ("centimetre", "centimetres"),
        "mm": ("millimetre", "millimetres"), "km/h": ("kilometre per hour", "kilometres per hour"),
        "mph": ("mile per hour", "miles per hour"), "ft": ("foot", "feet"), "lb": ("pound", "pounds"),
        "lbs": ("pound", "pounds"), "oz": ("ounce", "ounces"), "kg": ("kilogram", "kilograms"),
        "g": ("gram", "grams"), "mg": ("milligram", "milligrams"), "l": ("litre", "litres"),
        "ml": ("millilitre", "millilitres"), "m²": ("square metre", "square metres"),
        "km²": ("square kilometre", "square kilometres"), "m³": ("cubic metre", "cubic metres"),
        "kb": ("kilobyte", "kilobytes"), "mb": ("megabyte", "megabytes"), "gb": ("gigabyte", "gigabytes"),
        "tb": ("terabyte", "terabytes"), "hz": ("hertz", "hertz"), "khz": ("kilohertz", "kilohertz"),
        "mhz": ("megahertz", "megahertz"), "ghz": ("gigahertz", "gigahertz"),
        "ms": ("millisecond", "milliseconds"),
        "kw": ("kilowatt", "kilowatts"), "kwh": ("kilowatt hour", "kilowatt hours"), "w": ("watt", "watts"),
        "hrs": ("hour", "hours"), "min": ("minute", "minutes"), "sec": ("second", "seconds"),
        "°c": ("degree Celsius", "degrees Celsius"), "°f": ("degree Fahrenheit", "degrees Fahrenheit"),
        "x": ("times", "times"),
    },
    money={
        "$": Money("dollar", "dollars", "cent", "cents"), "€": Money("euro", "euros", "cent", "cents"),
        "£": Money("pound", "pounds", "penny", "pence"), "¥": Money("yen", "yen"),
    },
    multiples={
        "k": "thousand", "m": "million", "bn": "billion", "b": "billion", "million": "million",
        "billion": "billion", "trillion": "trillion", "thousand": "thousand",
    },
    spelled=frozenset(),
    months=_ENGLISH_MONTHS,
    number="number",
    to="to",
    slash="or",
    point=".",
)  # fmt: skip

GERMAN = Lexicon(
    short={
        "z.b.": "zum Beispiel", "d.h.": "das heißt", "u.a.": "unter anderem", "usw.": "und so weiter",
        "bzw.": "beziehungsweise", "ca.": "circa", "dr.": "Doktor", "prof.": "Professor", "hl.": "heilige",
        "mio.": "Millionen", "mrd.": "Milliarden", "inkl.": "inklusive", "evtl.": "eventuell",
        "ggf.": "gegebenenfalls", "vgl.": "vergleiche", "str.": "Straße", "tel.": "Telefon",
        "max.": "maximal", "min.": "minimal", "zzgl.": "zuzüglich", "sog.": "sogenannte",
        "o.ä.": "oder Ähnliches",
        "und/oder": "und oder", "24/7": "24 7",
    },
    titles=frozenset({
        "z.b.", "d.h.", "u.a.", "bzw.", "ca.", "dr.", "prof.", "hl.", "mio.", "mrd.", "inkl.", "evtl.",
        "ggf.", "vgl.", "max.", "min.", "zzgl.", "sog.", "tel.",
    }),
    before_number={"nr.": "Nummer", "abb.": "Abbildung", "s.": "Seite", "kap.": "Kapitel", "bd.": "Band"},
    pairs={
        ("z.", "b."): ("zum", "Beispiel"), ("d.", "h."): ("das", "heißt"), ("u.", "a."): ("unter", "anderem"),
        ("o.", "ä."): ("oder", "Ähnliches"), ("i.", "d."): ("in", "der"), ("v.", "a."): ("vor", "allem"),
        ("n.", "chr."): ("nach", "Christus"), ("v.", "chr."): ("vor", "Christus"),
        ("u.", "u."): ("unter", "Umständen"),
    },
    units={
        "km": ("Kilometer", "Kilometer"), "m": ("Meter", "Meter"), "cm": ("Zentimeter", "Zentimeter"),
        "mm": ("Millimeter", "Millimeter"), "km/h": ("Kilometer pro Stunde", "Kilometer pro Stunde"),
        "kg": ("Kilogramm", "Kilogramm"), "g": ("Gramm", "Gramm"), "mg": ("Milligramm", "Milligramm"),
        "t": ("Tonne", "Tonnen"), "l": ("Liter", "Liter"), "ml": ("Milliliter", "Milliliter"),
        "m²": ("Quadratmeter", "Quadratmeter"), "km²": ("Quadratkilometer", "Quadratkilometer"),
        "m³": ("Kubikmeter", "Kubikmeter"), "ha": ("Hektar", "Hektar"), "kb": ("Kilobyte", "Kilobyte"),
        "mb": ("Megabyte", "Megabyte"), "gb": ("Gigabyte", "Gigabyte"), "tb": ("Terabyte", "Terabyte"),
        "hz": ("Hertz", "Hertz"), "khz": ("Kilohertz", "Kilohertz"), "mhz": ("Megahertz", "Megahertz"),
        "ghz": ("Gigahertz", "Gigahertz"), "ms": ("Millisekunde", "Millisekunden"),
        "kw": ("Kilowatt", "Kilowatt"), "kwh": ("Kilowattstunde", "Kilowattstunden"), "w": ("Watt", "Watt"),
        "h": ("Stunde", "Stunden"), "std.": ("Stunde", "Stunden"), "min": ("Minute", "Minuten"),
        "sek.": ("Sekunde", "Sekunden"), "°c": ("Grad Celsius", "Grad Celsius"), "°": ("Grad", "Grad"),
        "x": ("mal", "mal"),
    },
    money={
        "€": Money("Euro", "Euro", "Cent", "Cent"), "$": Money("Dollar", "Dollar", "Cent", "Cent"),
        "£": Money("Pfund", "Pfund"), "¥": Money("Yen", "Yen"),
    },
    multiples={
        "mio.": "Millionen", "mrd.": "Milliarden", "millionen": "Millionen", "milliarden": "Milliarden",
        "tausend": "Tausend", "k": "Tausend", "m": "Millionen", "bn": "Milliarden", "b": "Milliarden",
    },
    spelled=frozenset({"KI", "EU", "AG", "AI", "UN", "ÖPNV", "EDV"}),
    months=_GERMAN_MONTHS,
    number="Nummer",
    to="bis",
    slash="oder",
    point=",",
)  # fmt: skip

LEXICONS = {"en": ENGLISH, "de": GERMAN}
