"""The site as a ASGI application."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

application = get_asgi_application()

# After the application: the guards are looked for in the database, which needs Django set up.
from claims.record import guards  # noqa: E402

guards.refuse_without()
