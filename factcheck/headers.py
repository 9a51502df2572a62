"""The security headers of every answer, static so that a cache or a proxy can't mix them up."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)


class SecurityHeaders:
    """Outermost middleware: also answers of the middleware below it (redirects, errors, files) get the headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        response["Referrer-Policy"] = "no-referrer"
        response["X-Content-Type-Options"] = "nosniff"
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if "Cache-Control" not in response:
            # Pages hold unpublished copy. Static files come with a Cache-Control of their own.
            response["Cache-Control"] = "no-store"
        return response


class OwnOrigin:
    """Give back the Origin that no-referrer takes from the site's own forms, so that the CSRF check can hold.

    Under that policy a browser sends `Origin: null` with every form, its own site's included, and Django
    refuses all of them (the Fetch standard, "append a request `Origin` header"). `Sec-Fetch-Site` says the
    same and no page can forge it. Browsers leave it out over plain HTTP to other machines; there the CSRF
    token and the SameSite cookies decide alone, as everywhere before Origin was checked at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.headers.get("Origin") == "null" and self.comes_from_own_page(request):
            request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
        return self.get_response(request)

    def comes_from_own_page(self, request: HttpRequest) -> bool:
        site = request.headers.get("Sec-Fetch-Site")
        return site == "same-origin" or (site is None and not request.is_secure())
