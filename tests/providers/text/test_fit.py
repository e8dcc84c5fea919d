"""Choosing and grouping sentences, without any text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from aura.providers.text.fit import Candidate, choose
from aura.providers.text.grouping import grouped


def one(
    name: str,
    seconds: float,
    value: float = 10.0,
    *,
    must: bool = False,
    leans: bool = False,
    tied: bool = False,
) -> Candidate:
    return Candidate(name, seconds, value * seconds, must=must, leans=leans, tied=tied)


def names(chosen: list[Candidate]) -> str:
    return "".join(candidate.text for candidate in chosen)


def test_the_most_valuable_that_fit_are_chosen_in_order() -> None:
    assert names(choose([one("a", 5), one("b", 5, 1), one("c", 5, 20), one("d", 5, 30)], 15)) == "acd"


def test_what_must_be_said_is_said_whatever_it_costs() -> None:
    assert names(choose([one("a", 30, 0, must=True), one("b", 5, 50)], 10)) == "a"


def test_what_leans_is_never_said_without_what_it_leans_on() -> None:
    chosen = names(choose([one("a", 5, 1), one("b", 5, 50, leans=True), one("c", 5, 20)], 5))

    assert chosen == "c"


def test_what_is_tied_is_said_with_the_one_before_it_or_not_at_all() -> None:
    pair = [one("a", 5, 50), one("b", 5, 0.1, tied=True)]

    assert names(choose([*pair, one("c", 5, 20)], 10)) == "ab"
    assert names(choose([*pair, one("c", 5, 20)], 5)) == "c"
    assert names(choose([one("a", 5, 1, must=True), one("b", 50, 0, tied=True)], 10)) == "ab"


def test_the_users_words_are_not_all_left_out_for_the_sake_of_the_length() -> None:
    own = Candidate("own", 9.0, 90.0, own=True)

    assert "own" in names(choose([own, one("a", 4, 0.1)], 4))


def test_many_short_sentences_make_a_long_film_of_the_length_that_is_wanted() -> None:
    sentences = [one(str(number), 2.2 + number % 7 / 5) for number in range(900)]

    for wanted_s in (300, 600, 1_200):
        chosen = choose(sentences, wanted_s)
        assert abs(sum(candidate.seconds for candidate in chosen) / wanted_s - 1) <= 0.1


def test_all_is_said_where_there_is_time_for_all() -> None:
    sentences = [one(str(number), 4.0) for number in range(700)]

    assert choose(sentences, 36_000) == sentences


CANDIDATES = st.lists(
    st.builds(
        one,
        st.sampled_from("abc"),
        st.floats(0.2, 12),
        st.floats(-2, 20),
        must=st.sampled_from([False, False, False, True]),
        leans=st.booleans(),
        tied=st.sampled_from([False, False, True]),
    ),
    max_size=30,
)


@settings(deadline=None)
@given(CANDIDATES, st.floats(3, 100))
def test_a_choice_keeps_the_order_and_every_rule(candidates: list[Candidate], wanted_s: float) -> None:
    candidates = [
        Candidate(
            f"{place}",
            c.seconds,
            c.value,
            must=c.must and not (c.leans or c.tied),
            leans=c.leans and place > 0,
            tied=c.tied and place > 0,
        )
        for place, c in enumerate(candidates)
    ]
    chosen = choose(candidates, wanted_s)

    places = [int(candidate.text) for candidate in chosen]
    assert places == sorted(set(places))
    assert all(candidate in chosen for candidate in candidates if candidate.must)
    assert all(int(candidate.text) - 1 in places for candidate in chosen if candidate.leans or candidate.tied)
    assert all(int(one.text) - 1 not in places for one in candidates if one.tied and one not in chosen)


@settings(deadline=None)
@given(st.lists(st.floats(0.5, 12), min_size=1, max_size=40), st.integers(1, 18))
def test_grouping_keeps_every_sentence_and_its_order(lengths: list[float], wanted: int) -> None:
    said = [Candidate(str(place), seconds, 1.0, point=place // 3) for place, seconds in enumerate(lengths)]
    groups = grouped(said, wanted, 18, 25.0, frozenset())

    assert [candidate for group in groups for candidate in group] == said
    assert all(groups)
    assert len(groups) <= 18


def test_scenes_are_about_equally_long_and_points_stay_together() -> None:
    said = [Candidate(name, 4.0, 1.0, point=int(name[0])) for name in ("0a", "0b", "0c", "1a", "1b", "1c")]

    assert [len(group) for group in grouped(said, 2, 18, 25.0, frozenset())] == [3, 3]


def test_thousands_of_sentences_are_grouped_without_losing_one() -> None:
    said = [one(str(number), 2.0 + number % 3) for number in range(1_503)]

    groups = grouped(said, 20, 20, 2_000.0, frozenset())

    assert [candidate for group in groups for candidate in group] == said
    lengths = [sum(candidate.seconds for candidate in group) for group in groups]
    assert max(lengths) < 1.2 * min(lengths)
    assert 15 <= len(groups) <= 20
