"""Keys and texts are sent to servers, safely, and to nothing else."""

import pytest

from aura.errors import Invalid
from aura.setup.addresses import checked, host_of, origin

GOOD = {
    "https://api.openai.com/v1": "https://api.openai.com/v1",
    "https://api.openai.com/v1/": "https://api.openai.com/v1",
    "HTTPS://Api.Example.COM:443/V1": "https://api.example.com/V1",
    "https://models.example.org:8443": "https://models.example.org:8443",
    "https://xn--bcher-kva.example/v1": "https://xn--bcher-kva.example/v1",
    "https://203.0.113.9/v1": "https://203.0.113.9/v1",
    "https://[2001:db8::1]:8443/v1": "https://[2001:db8::1]:8443/v1",
    "http://localhost:11434/v1": "http://localhost:11434/v1",
    "http://127.0.0.1:8080/v1": "http://127.0.0.1:8080/v1",
    "http://[::1]:8080/v1": "http://[::1]:8080/v1",
    "http://192.168.1.20/v1": "http://192.168.1.20/v1",
    "http://10.0.0.5:80/v1": "http://10.0.0.5/v1",
    "http://172.31.255.1": "http://172.31.255.1",
    "http://100.101.102.103:9000/v1": "http://100.101.102.103:9000/v1",
    "http://[fd12::7]/v1": "http://[fd12::7]/v1",
    "http://[::ffff:192.168.1.20]/v1": "http://[::ffff:192.168.1.20]/v1",
    "http://ollama:11434/v1": "http://ollama:11434/v1",
    "http://my_models:8000": "http://my_models:8000",
    "http://studio.local/v1": "http://studio.local/v1",
    "http://box.home.arpa/v1": "http://box.home.arpa/v1",
}


@pytest.mark.parametrize("text", GOOD)
def test_a_server_is_kept_in_one_form(text: str) -> None:
    assert checked(text, "text.base_url") == GOOD[text]
    assert checked(GOOD[text], "text.base_url") == GOOD[text]


OVER_THE_INTERNET = [
    "http://api.openai.com/v1",
    "http://203.0.113.9/v1",
    "http://172.32.0.1/v1",
    "http://[2001:db8::1]/v1",
    "http://[::ffff:8.8.8.8]/v1",
    "http://localhost.example.org/v1",
]


@pytest.mark.parametrize("text", OVER_THE_INTERNET)
def test_over_the_internet_a_server_is_asked_by_https_alone_and_the_reason_is_told(text: str) -> None:
    with pytest.raises(Invalid, match=r"https://.*anyone on the way reads") as refused:
        checked(text, "text.base_url")
    assert refused.value.field == "text.base_url"
    assert checked(text, "text.base_url", plain_http=True) == text


REFUSED = [
    "api.openai.com/v1",
    "//api.openai.com/v1",
    "ftp://api.openai.com/v1",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_",
    "javascript:alert(1)",
    "https:",
    "https:///v1",
    "https://:443/v1",
    "https://user:hunter2hunter2@api.example.com/v1",
    "https://hunter2hunter2@api.example.com/v1",
    "https://api.example.com/v1?key=hunter2hunter2",
    "https://api.example.com/v1?",
    "https://api.example.com/v1#hunter2hunter2",
    "https://api.example.com:0/v1",
    "https://api.example.com:70000/v1",
    "https://api.example.com:x/v1",
    "https://api example.com/v1",
    "https://api.example.com/v 1",
    "https://api.example.com/v1\n",
    "https://api.example.com/v1\x00",
    "https://api.example.com\\@evil.example/v1",
    "https://bücher.example/v1",
    "https://-a.example/v1",
    "https://a..example/v1",
    "https://[::1/v1",
    "https://[fe80::1%25eth0]/v1",
    "https://2130706433/v1",
    "https://0x7f.1/v1",
    "https://127.1/v1",
    "https://0177.0.0.1/v1",
    "https://1.2.3.4.5/v1",
    "https://a.example/" + "x" * 500,
]
NOBODY = [
    "http://169.254.169.254/latest",
    "https://169.254.169.254/latest",
    "https://[::ffff:169.254.169.254]/",
    "https://[fe80::1]/",
    "https://[fd00:ec2::254]/",
    "https://100.100.100.200/",
    "http://metadata.google.internal/computeMetadata",
    "https://0.0.0.0/",
    "https://[::]/",
    "https://224.0.0.1/",
    "https://255.255.255.255/",
    "https://[ff02::1]/",
]


@pytest.mark.parametrize("text", REFUSED + NOBODY)
@pytest.mark.parametrize("plain_http", [True, False])
def test_what_is_no_server_is_refused_and_not_repeated(text: str, plain_http: bool) -> None:
    with pytest.raises(Invalid) as refused:
        checked(text, "speech.base_url", plain_http=plain_http)
    assert refused.value.field == "speech.base_url"
    assert refused.value.message.startswith("speech.base_url ")
    assert "hunter2" not in refused.value.message
    assert "example.com" not in refused.value.message


def test_a_key_belongs_to_scheme_host_and_port() -> None:
    assert origin("https://a.example/v1") == origin("https://a.example:443/other") == "https://a.example"
    others = {"http://a.example", "https://a.example:8443", "https://b.example", "https://[2001:db8::1]"}
    assert len({origin(other) for other in others} | {origin("https://a.example/v1")}) == 5
    assert origin("") == ""
    assert host_of("https://a.example:8443/v1") == "a.example:8443"
