"""By what English notes show what their sentences are."""

import re

from aura.providers.text.cues import Cues, pattern
from aura.providers.text.language import vocabulary

CUES = Cues(
    leans=pattern(
        r"it|they|this|that|these|those|he|she|his|her|its|their|them|but|so|and|or|however|then|also|"
        r"instead|therefore|both|such|for (?:example|instance)|in (?:fact|turn|contrast)|after that|"
        r"as a result|the (?:latter|former|same)|yet|still|otherwise|meanwhile|"
        r"(?:\w+ ){1,2}(?:it|they|these|those|this)|(?:\w+ ){1,7}(?:he|she)|(?:\w+ ){1,4}(?:them|her|him)|"
        r"(?:\w+ ){1,3}(?:of|in|on|at|for|with|from|behind|under) (?:it|this|that|these|those)"
    ),
    opens=pattern(r"imagine|picture this|did you know|have you ever|what if"),
    closes=pattern(
        r"visit|sign up|subscribe|join|come (?:and|to|by)|in short|in the end|to sum up|remember|thank|"
        r"so,? (?:next time|remember|if)|that'?s why|that is why|now you|book|order|call us|register"
    ),
    tells=re.compile(r"(?!)"),  # its verbs are recognised without a list
    versus=re.compile(r"\s+(?:vs\.?|versus|or|against|compared (?:to|with))\s+", re.IGNORECASE),
    compared=re.compile(
        r"(?:a |the )?(?:comparison (?:of|between)|comparing|compare|differences? between)\s+(?P<sides>.+)|"
        r"(?P<those>.+?)(?:[:,–-]? ?(?:compared|in comparison|side by side|a comparison|head to head))$",
        re.IGNORECASE,
    ),
    also=re.compile(r"\s+(?:and|or|&)\s+|\s*,\s*", re.IGNORECASE),
    loose=vocabulary("in for at on with by from to when if during while as of about under over after before"),
    articles=vocabulary("the a an our my your their this that"),
    need=pattern(
        r"(?:for (?:this|that|it),? )?(?:you|we)(?:'ll| will|'d| only| just)? need|have ready|gather"
    ),
    check=pattern(
        r"(?:you(?:'ll| will)? (?:can )?(?:know|tell|see) (?:that )?(?:it|you|everything)|it(?:'s| is) "
        r"(?:done|ready|finished) (?:when|once|as soon)|to (?:check|test)|check (?:that|whether|if)|"
        r"as a (?:final|last) (?:check|test)|(?:a|one) (?:final|last|quick) (?:check|test))"
    ),
    problem=re.compile(
        r"\b(?:problem|annoying|annoys|frustrat\w+|tedious|wast(?:e|es|ed|ing)|los(?:e|es|ing|t)|"
        r"forg[eo]t\w*|"
        r"hard to|difficult|nobody likes|who hasn't|too (?:many|much|often|late|heavy|slow|expensive)|never "
        r"(?:works|fits|know)|break[s]? (?:down|too)|struggl\w+|hassle|mess)\b",
        re.IGNORECASE,
    ),
    offer=re.compile(
        r"[€$£¥]|\b(?:costs?|price[sd]?|euros?|dollars?|pounds|available|in stock|ships? )\b", re.IGNORECASE
    ),
)
