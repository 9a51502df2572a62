"""The site as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

application = get_wsgi_application()

# After the application: the guards are looked for in the database, which needs Django set up.
from claims.record import guards  # noqa: E402

guards.refuse_without()
