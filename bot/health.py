"""/healthz (the process runs), /readyz (it can answer, and what it lacks) and /metrics (for who has the token)."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping

from flask import Blueprint, Response, abort, jsonify, request

from bot.metrics import Metrics

GOOD = "ok"


Parts = Mapping[str, Callable[[], str]]


def health(parts: Parts, needed: frozenset[str], metrics: Metrics, token: str | None) -> Blueprint:
    """The blueprint; each of `parts` says "ok" or what is wrong. Without one of the `needed` there is no answering.

    A part that is not needed, such as the state database, makes the bot degraded and not unready: it still answers
    from the index, so taking it out of service would help nobody.
    """
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def healthz() -> Response:
        """The process runs."""
        return Response("ok\n", mimetype="text/plain")

    @blueprint.get("/readyz")
    def readyz() -> Response:
        """Whether questions are being answered, and the state of each part."""
        states = {name: state() for name, state in parts.items()}
        bad = {name for name, state in states.items() if state != GOOD}
        status = "unready" if bad & needed else "degraded" if bad else "ready"
        response = jsonify({"status": status, **states})
        response.status_code = 503 if status == "unready" else 200
        return response

    @blueprint.get("/metrics")
    def counted() -> Response:
        """The counters; only with `Authorization: Bearer` and the admin token, and not at all without one set."""
        if token is None:
            abort(404)
        given = request.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogatepass"), f"Bearer {token}".encode()):
            abort(401)
        return Response(metrics.page(), mimetype="text/plain; version=0.0.4")

    return blueprint
