"""Settings of the tests: the portal's own, on a database of their own, without what costs time.

The database is a SQLite file unless TEST_DATABASE_URL names another one. A file and not the memory, because
the browser tests ask from several threads, and a database in memory cannot be locked as the real one is.
"""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="alliance-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
for _name in (
    "CACHE_URL",
    "EMAIL_URL",
    "REQUIRE_SECOND_FACTOR",
    "SECRET_KEY",
    "SECRET_KEY_FILE",
    "ALLOWED_HOSTS",
    "SITE_URL",
    "RETENTION_DAYS",
    "INVITATION_DAYS",
    "OBJECTION_DAYS",
):
    os.environ.pop(_name, None)
os.environ["MODE"] = "demo"
os.environ["DATA_DIR"] = _folder
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{_folder}/real.sqlite3"

from alliance.settings import *  # noqa: E402, F403
from alliance.settings import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": f"{_folder}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SITE_URL = "http://testserver"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Emptied before each test (`conftest.empty_cache`); the table of the portal would need a database for that.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
