"""The survey's public page. Opening it changes nothing; the page posts, by itself or by its button.

Who has the link may answer: the token in the address is the authentication, so no cookie is read and no
CSRF token is needed (a foreign page that knew the address could answer it directly).
"""

import hashlib
from functools import cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from relaydesk.platform.clock import now
from relaydesk.platform.errors import Invalid, RuleBroken
from relaydesk.surveys.actions.answer_survey import answer_survey
from relaydesk.surveys.models import Survey
from relaydesk.surveys.queries.surveys import by_token
from relaydesk.surveys.rules.asking import MAX_COMMENT, may_answer
from relaydesk.surveys.rules.words import STARS, WORDS, words
from relaydesk.tickets import public as tickets

MAX_BODY = 64 * 1024
ASSETS = {"survey.css": "text/css; charset=utf-8", "survey.js": "text/javascript; charset=utf-8"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@cache
def _asset(name: str) -> tuple[bytes, str]:
    content = (Path(__file__).parent / "assets" / name).read_bytes()
    return content, hashlib.sha256(content).hexdigest()[:16]


@require_safe
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """The page's style and script; their address carries their hash, so browsers may keep them."""
    if name not in ASSETS:
        raise Http404
    content, tag = _asset(name)
    response = HttpResponse(content, content_type=ASSETS[name])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["ETag"] = f'"{tag}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def survey_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the survey, or take its answer."""
    survey = by_token(token)
    if survey is None:
        return _gone(request)
    if request.method != "POST":
        return _page(request, survey, token)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > MAX_BODY:
        return HttpResponse(status=413, content_type="text/plain; charset=utf-8")
    lang = _lang(request.POST.get("lang"), survey.locale)
    score = request.POST.get("score", "")
    try:
        answer_survey(
            survey_id=survey.id,
            score=int(score) if score in list("12345") else 0,
            comment=request.POST.get("comment", "")[:MAX_COMMENT],
            at=now(),
        )
    except (Invalid, RuleBroken):
        return _page(request, survey, token, status=422)
    response = HttpResponseRedirect(f"{request.path}?thanks=1&lang={lang}")
    response.status_code = 303
    return _guarded(response)


def _page(request: HttpRequest, survey: Survey, token: str, status: int = 200) -> HttpResponse:
    ticket = tickets.ticket(survey.ticket_id)
    lang = _lang(request.POST.get("lang") or request.GET.get("lang"), survey.locale)
    text = words(lang)
    asked = request.GET.get("score", "")
    wanted = int(asked) if asked in list("12345") else None
    changeable = may_answer(expires_at=survey.expires_at, answered_at=survey.answered_at, at=now())
    shown = (wanted if changeable else None) or survey.score
    labels = text["scores"]
    assert isinstance(labels, dict)
    context = {
        "words": text,
        "number": ticket.number if ticket else "",
        "subject": ticket.subject if ticket else "",
        "action": request.path,
        "choices": [
            {"score": score, "label": label, "stars": STARS[score], "chosen": score == shown}
            for score, label in labels.items()
        ],
        "comment": survey.comment,
        "max_comment": MAX_COMMENT,
        "answered": survey.score is not None,
        "changeable": changeable,
        "thanks": request.GET.get("thanks") == "1" and survey.score is not None,
        "wrong": status == 422,
        # The click counts by itself only as the first answer: an old mail must not undo a later change.
        "auto": wanted is not None and survey.score is None and request.method == "GET",
        "wanted": wanted,
        "lang": lang,
        "other_lang": "zh" if lang == "en" else "en",
        **_assets(),
    }
    return _guarded(render(request, "surveys/page.html", context, status=status))


def _gone(request: HttpRequest) -> HttpResponse:
    context = {"words": words("zh"), "english": WORDS["en"], **_assets()}
    return _guarded(render(request, "surveys/gone.html", context, status=404))


def _assets() -> dict[str, str]:
    return {kind: f"/survey/assets/survey.{kind}?v={_asset(f'survey.{kind}')[1]}" for kind in ("css", "js")}


def _lang(asked: str | None, locale: str) -> str:
    return "en" if (asked if asked in ("zh", "en") else locale).startswith("en") else "zh"


def _guarded(response: HttpResponse) -> HttpResponse:
    """The address is a secret: it is told to nobody else, kept by no cache, shown in no frame."""
    response["Content-Security-Policy"] = POLICY
    response["Referrer-Policy"] = "no-referrer"
    response["X-Frame-Options"] = "DENY"
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


urlpatterns = [
    path("survey/assets/<str:name>", asset),
    path("survey/<str:token>", survey_page),
]
