"""Classes of English words that carry arithmetic: directions, hedges, numbers, months, references."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

Direction: TypeAlias = Literal["up", "down", "either"]


def words(text: str) -> frozenset[str]:
    """A set of words from a readable line."""
    return frozenset(text.split())


UP_VERBS = words(
    "increase increased increases increasing rise rose risen rises rising grow grew grown grows "
    "growing climb "
    "climbed climbs climbing jump jumped jumps jumping surge surged gained soared swelled expanded up went "
    "uplifted raised raise raising leapt leaped rocketed mounted widened lengthened "
    "accelerated advanced"
) - {"went"}
DOWN_VERBS = words(
    "decrease decreased decreases decreasing fall fell fallen falls falling drop dropped drops "
    "dropping decline "
    "declined declines declining reduce reduced reduces reducing cut cuts cutting shrink shrank "
    "shrunk dip dipped "
    "slumped lowered down plummeted contracted eased lost narrowed narrowing shortened slipped slid sank "
    "tumbled plunged diminished lessened weakened receded dwindled"
)
EITHER_VERBS = words(
    "change changed changes improve improved improves improving worsened moved shifted varied "
    "edged crept inched"
)
UP_NOUNS = words(
    "increase increases rise rises growth gain uplift upturn jump surge climb widening lengthening"
)
DOWN_NOUNS = words(
    "decrease decreases reduction reductions fall falls drop drops decline declines cut dip slump narrowing "
    "shortening"
)
EITHER_NOUNS = words("change changes difference improvement improvements gap movement variation swing shift")
UP_COMPARED = words("more higher greater extra additional larger bigger longer above older heavier dearer")
DOWN_COMPARED = words("fewer less lower smaller shorter below younger lighter cheaper")
EITHER_COMPARED = words("better worse faster slower quicker different")
CHANGE_VERBS = UP_VERBS | DOWN_VERBS | EITHER_VERBS
CHANGE_NOUNS = UP_NOUNS | DOWN_NOUNS | EITHER_NOUNS
COMPARED = UP_COMPARED | DOWN_COMPARED | EITHER_COMPARED
UP = UP_VERBS | UP_NOUNS | UP_COMPARED
DOWN = DOWN_VERBS | DOWN_NOUNS | DOWN_COMPARED


def direction(word: str) -> Direction:
    """Which way a word of change points."""
    return "up" if word in UP else "down" if word in DOWN else "either"


ONES = {
    word: Decimal(value)
    for value, word in enumerate(
        [
            "zero",
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
        ]
    )
}
TENS = {
    word: Decimal(value * 10)
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
SCALES = {
    "hundred": Decimal(100),
    "dozen": Decimal(12),
    "thousand": Decimal(1000),
    "k": Decimal(1000),
    "million": Decimal(1000000),
    "m": Decimal(1000000),
    "mn": Decimal(1000000),
    "billion": Decimal(1000000000),
    "bn": Decimal(1000000000),
}
PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5,
    "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9,
    "tenth": 10, "tenths": 10,
}  # fmt: skip
MULTIPLES = {
    "double": 2, "doubled": 2, "doubling": 2, "doubles": 2, "twofold": 2, "twice": 2,
    "treble": 3, "trebled": 3, "trebling": 3, "triple": 3, "tripled": 3, "tripling": 3, "threefold": 3,
    "quadruple": 4, "quadrupled": 4, "quadrupling": 4, "fourfold": 4, "quintupled": 5, "fivefold": 5,
    "sixfold": 6, "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10,
}  # fmt: skip
HALVINGS = words("halved halve halving halves")

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# What is counted in these was weighed, measured or timed, and so rounded.
MEASURES = words(
    "kg kilograms kilos g grams tonne tonnes t km kilometres miles metres litres hectares acres degrees mm "
    "hours hrs minutes mins seconds secs days weeks fte ftes kwh mwh"
)

# Words that may start a number, a time or a multiple; any other word is only a word.
SPEAKING = (
    frozenset(ONES)
    | frozenset(TENS)
    | frozenset(MULTIPLES)
    | HALVINGS
    | frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | words("q quarter a half last previous preceding prior this current next same year now currently today")
)

# A number after one of these names a thing and counts nothing.
REFERENCES = words(
    "headline chart charts map panel section sections s ss schedule schedules sch priority "
    "priorities paragraph paragraphs para "
    "paras page pages "
    "p pp chapter chapters figure figures fig table tables appendix annex article articles "
    "regulation regulations "
    "rule rules clause clauses part parts item items no nos number version phase stage tier level band "
    "category class grade route room zone question q objective objectives form step volume vol issue note "
    "notes ref ward reference act "
    "order code iso unit minute minutes slide recommendation recommendations finding "
    "criterion strand pillar theme block exhibit decision lot box line row column year week day quarter plan "
    "district platform gate junction floor flat world covid edition sector module key stages ks bs en "
    "windows bulletin circular notice group footnote footnotes headlines"
) - words("group minutes plan level key stages world notice order line figures unit part parts")
STREETS = words(
    "street road lane avenue close drive way court place square terrace hill gardens crescent "
    "house park row green "
    "grove mews walk st rd ave"
)
SERVICES = words("999 101 111 112 105 119")
CALLING = words(
    "call calls caller callers calling number line lines service services emergency non demand "
    "handling contact "
    "contacts system abandonment answer answering performance operator operators online website team and or"
)

STOPS = words(
    "in on at by for to from with without than of and or but as was were is are be been being "
    "has have had which "
    "who whom whose that this these those while when where compared against versus vs since "
    "during over under "
    "between among within across per each a an the it its they their there will would can could "
    "should may might "
    "not after before until following because so if up down also then through via including about into out "
    "took taken made did do does received recorded reported said says saw seen took"
)
