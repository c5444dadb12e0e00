"""Security headers on every response, and errors that tell nothing of the inside."""

from __future__ import annotations

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}


def add_headers(app: Flask) -> None:
    """Put the headers on every page of `app`; one may set a narrower policy of its own first.

    An answer with nothing in it, as every accepted webhook gets, is no page and goes out bare.
    """

    @app.after_request
    def secure(response: Response) -> Response:
        if response.calculate_content_length() == 0:
            return response
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    @app.errorhandler(HTTPException)
    def refuse(fault: HTTPException) -> Response:
        return Response(f"{fault.code} {fault.name}\n", status=fault.code, mimetype="text/plain")
