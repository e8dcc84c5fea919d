"""Seeded English prose: words that follow one another as they do in Python's own manual."""

import random
import re
from collections import defaultdict
from functools import cache
from itertools import pairwise
from pydoc_data import topics

FRESH = 0.04
"""How often a sentence is broken off and another begun."""

_MARKUP = re.compile(r"[*`|\"_]")
_WORD = re.compile(r"[A-Za-z][a-z']*[,.]?")


class Prose:
    """A writer: the same numbers from ``dice`` give the same text."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.followers, self.openings = _chain()

    def words(self, count: int) -> list[str]:
        """So many words."""
        written: list[str] = []
        following: list[str] | None = None
        while len(written) < count:
            if not following or self.dice.random() < FRESH:
                following = self.openings
            written.append(self.dice.choice(following))
            following = self.followers.get(written[-1])
        return written

    def text(self, count: int) -> str:
        return " ".join(self.words(count))


@cache
def _chain() -> tuple[dict[str, list[str]], list[str]]:
    """What follows each word, and the words that a sentence may begin with."""
    manual = " ".join(_MARKUP.sub("", topics.topics[name]) for name in sorted(topics.topics))
    words = _WORD.findall(manual)
    followers: defaultdict[str, list[str]] = defaultdict(list)
    for word, follower in pairwise(words):
        followers[word].append(follower)
    openings = [word for word, after in followers.items() if word[0].isupper() and len(word) > 2 < len(after)]
    return dict(followers), openings
