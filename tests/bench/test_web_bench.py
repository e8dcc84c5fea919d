"""The bench of the wizard in miniature: real servers, and every figure told."""

import re

import pytest

from tests.bench import web
from tests.bench.options import WebOptions
from tests.bench.web_serving import serving


def test_a_bench_of_the_wizard_in_miniature_tells_every_figure() -> None:
    told = web.run(WebOptions(scenes=6, answers=4, warm=1), lambda _: None).as_json()

    named = {f"{side}_{what}" for side in ("storyboard", "edit") for what in ("over_bare", "wall_over_bare")}
    named |= {f"{side}_ms" for side in ("storyboard", "page", "edit", "form")}
    named |= {"storyboard_kb", "storyboard_gzip_kb", "bare_kb"}
    assert named <= told["figures"].keys() == told["behind"].keys()
    assert all(value > 0 for value in told["figures"].values())
    each = told["behind"]["storyboard_over_bare"]["each_s"]
    assert [len(each[side]) for side in ("storyboard", "page")] == [4, 4]


def test_an_answer_that_failed_ends_the_bench() -> None:
    with serving(["tests.bench.web_bare"]) as bare:
        with pytest.raises(AssertionError, match=re.escape("GET /nothing was answered with 404")):
            bare.get("/nothing")
        answer = bare.put("/form", {"name": "lamp", "value": "<b>", "was": ""})

    assert answer.body == b'<p id="said-lamp">&lt;b&gt; was </p>'
    assert answer.spent.cpu_s > 0


def test_a_server_that_says_no_address_ends_the_bench() -> None:
    with pytest.raises(AssertionError, match="without saying its address"), serving(["this"]):
        pass
