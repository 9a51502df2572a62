"""A model behind an endpoint, played by a server of this test: what it invents has no place, what fails loses nothing."""

import io
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import CommandError, call_command

from claims.intake import asking
from claims.intake.asking import ask, ask_about, endpoint, parts
from claims.intake.endpoint import LARGEST_ANSWER, Endpoint
from claims.models import Candidate, Event
from claims.review.problems import Refused
from tests.conftest import BODY, NOW


class Model:
    """What the server was asked, and what it answers: a list of passages, or else bytes as they are."""

    def __init__(self):
        self.asked, self.answer, self.status, self.headers = [], [], 200, {}
        self.wait = threading.Event()
        self.hangs = False

    def body(self):
        if isinstance(self.answer, bytes):
            return self.answer
        content = self.answer if isinstance(self.answer, str) else json.dumps(self.answer)
        return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


@pytest.fixture
def model(settings):
    """A model on a port of this machine, named in the settings."""
    played = Model()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            played.asked.append((self.path, dict(self.headers), question))
            if played.hangs:
                played.wait.wait(20)
            body = played.body()
            self.send_response(played.status)
            for name, value in {"Content-Length": str(len(body)), **played.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    settings.FINDER_URL = f"http://127.0.0.1:{server.server_port}/v1"
    settings.FINDER_MODEL, settings.FINDER_KEY, settings.FINDER_SECONDS = "small", "abc", 10
    yield played
    played.wait.set()
    server.shutdown()
    server.server_close()


def asked_about(body=BODY):
    return ask(endpoint(), body)


def test_without_settings_there_is_no_endpoint(settings):
    settings.FINDER_URL = ""
    assert endpoint() is None


def test_the_copy_goes_to_the_endpoint_with_the_model_and_the_key(model):
    model.answer = [{"quote": "3 May 1999", "kind": "date", "value": "1999-05-03", "risk": "low", "score": 0.8}]
    (found,) = asked_about().found
    ((path, headers, question),) = model.asked
    assert (path, headers["Authorization"], question["model"]) == ("/v1/chat/completions", "Bearer abc", "small")
    assert question["messages"][1]["content"] == BODY
    assert BODY[found.start : found.end] == found.quote == "3 May 1999"
    assert (found.kind, found.value, found.risk, found.score) == ("date", "1999-05-03", "low", 0.8)
    assert found.sentence == "The Alma bridge opened on 3 May 1999."
    assert found.reason.startswith("small at 127.0.0.1:")


def test_an_invented_or_ambiguous_quote_never_gets_in(model):
    model.answer = [{"quote": q} for q in ("opened on 4 May 1999", "bridge", "", "Holm's brother was jailed")]
    model.answer += ["3 May 1999", None, {"kind": "date"}, {"quote": ["3 May 1999"]}, {"quote": "2001", "kind": "?"}]
    result = asked_about()
    assert [(one.quote, one.kind, one.risk, one.score) for one in result.found] == [("2001", "other", "medium", 0.6)]
    assert (result.dropped, result.troubles) == (8, [])


def test_a_list_is_found_whatever_stands_round_it(model):
    model.answer = 'Sure!\n```json\n[{"quote": "9,000 cars", "score": "high", "sensitive": true}]\n```'
    assert [one.quote for one in asked_about().found] == ["9,000 cars"]


@pytest.mark.parametrize(
    ("status", "answer", "said"),
    [
        (401, b"no", "refused with code 401."),
        (302, b"", "refused with code 302."),
        (200, b"<html>", "no answer of a model."),
        (200, b'{"choices": []}', "no answer of a model."),
        (200, b'{"choices": [{"message": {"content": 5}}]}', "no answer of a model."),
        (200, "I would rather not.", "no list of passages."),
        (200, "[" * 100_000, "no list of passages."),
        (200, b"x" * (LARGEST_ANSWER + 10), "more than 2 MB."),
    ],
)
def test_what_is_no_answer_is_a_sentence(model, status, answer, said):
    model.status, model.answer, model.headers = status, answer, {"Location": "http://127.0.0.1:9/"}
    result = asked_about()
    assert result.found == [] and len(result.troubles) == 1
    assert result.troubles[0].endswith(said), result.troubles


def test_who_does_not_answer_is_given_up_in_time(model, settings):
    model.hangs, settings.FINDER_SECONDS = True, 0.2
    assert asked_about().troubles[0].endswith("did not answer in time.")
    assert ask(Endpoint("http://127.0.0.1:9/v1", "small", ""), BODY).troubles == ["127.0.0.1:9 can't be reached."]


def test_long_copy_goes_in_parts_that_lose_nothing(monkeypatch):
    monkeypatch.setattr(asking, "_AT_ONCE", 100)
    body = "\n\n".join(f"Paragraph {n} says that {n} ships sank." for n in range(9)) + "x" * 250
    pieces = list(parts(body))
    assert "".join(pieces) == body and all(len(piece) <= 100 for piece in pieces)
    assert pieces[1].startswith("\n\nParagraph")


def test_nothing_is_sent_for_who_may_not_have_claims_proposed(model, article, rita, cora):
    with pytest.raises(Refused):
        ask_about(article.current_revision, endpoint(), by=rita, at=NOW)
    assert model.asked == [] and Event.objects.count() == 0
    ask_about(article.current_revision, endpoint(), by=cora, at=NOW)
    assert list(Event.objects.values_list("action", "actor_name")) == [("copy sent to a model", "Cora")]


@pytest.fixture
def page(article, cora, client):
    client.force_login(cora)
    return f"/admin/claims/article/{article.pk}/desk/proposals/"


def find(client, page, article, **typed):
    return client.post(f"{page}find/", {"revision": article.current_revision.pk, **typed}, follow=True).content.decode()


def test_the_page_says_where_copy_goes_and_sends_none_unasked(model, article, client, page):
    assert "Unpublished copy is sent to 127.0.0.1:" in client.get(page).content.decode()
    find(client, page, article)
    assert model.asked == []


def test_the_model_adds_to_the_finder_and_what_it_invents_is_counted(model, article, client, page):
    model.answer = [{"quote": "The bridge that was late", "reason": "late"}, {"quote": "The bridge burned"}]
    said = find(client, page, article, ask="on")
    assert "1 passage that the model named has no certain place in the copy" in said
    assert Candidate.objects.filter(quote="The bridge that was late", cue__startswith="small at 127.0.0.1").exists()
    assert not Candidate.objects.filter(quote__contains="burned").exists()
    assert Candidate.objects.filter(quote__contains="9,000").exists()


def test_a_failing_endpoint_loses_nothing(model, article, client, page):
    model.status = 500
    said = find(client, page, article, ask="on")
    assert "refused with code 500. What the desk&#x27;s own finder found is kept." in said
    assert Candidate.objects.filter(quote__contains="9,000").exists()


def test_without_the_setting_the_page_offers_and_sends_nothing(article, client, page):
    assert "is sent to" not in client.get(page).content.decode()
    find(client, page, article, ask="on")
    assert list(Event.objects.values_list("action", flat=True)) == ["claims proposed"]


def test_the_command_asks_only_when_told_to(model, article, tmp_path, settings, cora):
    file = tmp_path / "copy.txt"
    file.write_text(BODY, encoding="utf-8")
    model.answer = [{"quote": "The bridge that was late"}, {"quote": "nowhere"}]

    def quotes(*arguments, **options):
        out, errors = io.StringIO(), io.StringIO()
        call_command("find_claims", *arguments, format="json", stdout=out, stderr=errors, **options)
        return [row["quote"] for row in json.loads(out.getvalue())], errors.getvalue()

    alone, _ = quotes(str(file))
    assert model.asked == []
    assert quotes(str(file), ask=True) == (
        [*alone, "The bridge that was late"],
        "1 of its passages have no certain place in the copy and were left out.\n",
    )
    quotes(article=article.slug, ask=True, by="cora")
    assert Event.objects.get().action == "copy sent to a model"
    settings.FINDER_URL = ""
    with pytest.raises(CommandError, match="There is no model to ask"):
        quotes(str(file), ask=True)
