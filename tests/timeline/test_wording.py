"""Which words of a text differ: both texts can be read from the runs, and no more is marked than must be."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aura.timeline import wording
from aura.timeline.wording import runs


def marked(before: str, after: str) -> str:
    """The runs in one line: ``[-removed-]`` and ``{+added+}``."""
    marks = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[run.fate].format(run.text) for run in runs(before, after))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("Water is wet.", "Water is wet.", "Water is wet."),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        ("The river rises.", "The great river rises.", "The {+great +}river rises."),
        ("A lamp, a lens.", "A lamp, a rock.", "A lamp, a [-lens-]{+rock+}."),
        ("the quick fox", "a slow dog", "[-the quick fox-]{+a slow dog+}"),
        ("It is well-known.", "It is well-worn.", "It is [-well-known-]{+well-worn+}."),
        ("Größe zählt", "Große zählt", "[-Größe-]{+Große+} zählt"),
        ("हिन्दी में लिखा", "हिन्दी में कहा", "हिन्दी में [-लिखा-]{+कहा+}"),
        ("水从山上流下来。", "水从高山流下来。", "水从{+高+}山[-上-]流下来。"),
        ("東京で会う", "京都で会う", "[-東-]京{+都+}で会う"),
        ("산에서 물이 흐른다", "강에서 물이 흐른다", "[-산에서-]{+강에서+} 물이 흐른다"),
    ],
)
def test_the_words_that_differ_are_marked_and_no_others(before: str, after: str, said: str) -> None:
    assert marked(before, after) == said


texts = st.text(st.sampled_from("ab cé.\n水山ก็"), max_size=40)


@given(texts, texts)
@settings(deadline=None)
def test_both_texts_can_be_read_from_the_runs(before: str, after: str) -> None:
    found = runs(before, after)

    assert "".join(run.text for run in found if run.fate != "added") == before
    assert "".join(run.text for run in found if run.fate != "removed") == after
    assert all(run.text for run in found)
    assert all(one.fate != other.fate for one, other in itertools.pairwise(found))


@given(st.lists(st.sampled_from("abc"), max_size=7), st.lists(st.sampled_from("abc"), max_size=7))
@settings(deadline=None)
def test_as_many_words_as_possible_are_kept(before: list[str], after: list[str]) -> None:
    common = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i, old in enumerate(before, 1):
        for j, new in enumerate(after, 1):
            longer = max(common[i - 1][j], common[i][j - 1])
            common[i][j] = common[i - 1][j - 1] + 1 if old == new else longer
    found = wording._between(before, after)

    assert sum(fate == "kept" for fate, _ in found) == common[-1][-1]


def test_texts_too_long_for_their_words_are_compared_by_sentences_and_then_as_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, after = "One two. Three four. Five six.", "One 2. Three four. Five 6."
    monkeypatch.setattr(wording, "LIMIT", 9)
    assert marked(before, after) == "[-One two. -]{+One 2. +}Three four. [-Five six.-]{+Five 6.+}"

    monkeypatch.setattr(wording, "LIMIT", 2)
    assert marked(before, after) == f"[-{before}-]{{+{after}+}}"
