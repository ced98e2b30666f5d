"""Logs: one JSON object a line on standard error, with request and event ids and without personal data."""

import logging
import re
import sys
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

import orjson
import structlog

# Members that would hold what people wrote or who they are: callers should not pass them, and if one does,
# it is cut.
PRIVATE = frozenset(
    [
        "email",
        "address",
        "addresses",
        "to",
        "cc",
        "bcc",
        "sender",
        "recipient",
        "recipients",
        "rcpt",
        "mail_from",
        "subject",
        "body",
        "body_text",
        "body_html",
        "text",
        "html",
        "name",
        "phone",
        "password",
        "token",
        "cookie",
        "authorization",
        "ip",
        "peer",
        "query",
    ]
)
ADDRESS = re.compile(r"[^\s@<>\"'()\[\],;:=]+@[^\s@<>\"'()\[\],;:=]+")
NUMBER = re.compile(r"(?<![\w.-])\+?\d[\d -]{8,}\d(?![\w.-])")
CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
MAX_TEXT = 4000


DIGIT = re.compile(r"\d")
LEAST_DIGITS = 7
_mask: Callable[[str], str] | None = None


def set_log_mask(mask: Callable[[str], str]) -> None:
    """Register what else hides sensitive values in a text; called once by `privacy` on start."""
    global _mask
    _mask = mask


def scrub(text: str) -> str:
    """Take addresses, telephone and other sensitive numbers out of a text, and bound its length.

    Most texts have neither an @ nor seven digits, and cost nothing more than that look.
    """
    text = text[:MAX_TEXT]
    if "@" not in text and len(DIGIT.findall(text)) < LEAST_DIGITS:
        return text
    text = NUMBER.sub("[number]", ADDRESS.sub("[address]", text))
    return text if _mask is None else _mask(text)


def _private(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if key in PRIVATE:
            event[key] = "[private]"
        elif isinstance(value, str) and key not in ("timestamp", "level", "logger", "request_id"):
            event[key] = scrub(value) if key == "exception" else CONTROL.sub(" ", scrub(value))
    return event


def _exception_without_values(
    logger: Any, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Format a traceback; the message of a database error is left out, as it quotes the row."""
    info = event.pop("exc_info", None)
    if not info:
        return event
    exc = (
        info
        if isinstance(info, BaseException)
        else (info[1] if isinstance(info, tuple) else sys.exc_info()[1])
    )
    if exc is None:
        return event
    frames = []
    trace = exc.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    event["error"] = type(exc).__qualname__
    event["frames"] = [re.sub(r"^.*/(?=(?:site-packages|backend)/)", "", frame) for frame in frames[-25:]]
    if not getattr(exc.__cause__, "sqlstate", None):
        event["message"] = str(exc)[:500]
    return event


def _dumps(event: Mapping[str, Any], **_: Any) -> bytes:
    return orjson.dumps(event, default=str)


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _exception_without_values,
    _private,
]


class _Formatter(logging.Formatter):
    """Writes records of other libraries in the same form."""

    def format(self, record: logging.LogRecord) -> str:
        event: MutableMapping[str, Any] = {"event": record.getMessage(), "logger": record.name}
        if record.exc_info:
            event["exc_info"] = record.exc_info
        for processor in SHARED:
            event = processor(None, record.levelname.lower(), event)
        return _dumps(event).decode()


def configure(config: Mapping[str, Any]) -> None:
    """Set up structlog and the standard library's logging; Django calls it on start (LOGGING_CONFIG).

    Args:
        config: `{"level": "INFO"}`.
    """
    level = logging.getLevelNamesMapping().get(str(config.get("level", "INFO")).upper(), logging.INFO)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(level, logging.WARNING))
    # Django would log each refusal with its path, and paths hold signed links; ours are logged by route
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[*SHARED, structlog.processors.JSONRenderer(serializer=_dumps)],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
