from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    name = "alliance.portal"
    label = "portal"
    verbose_name = "Website"


class OfficeConfig(AdminConfig):
    """Django's admin with the office's own site."""

    default_site = "alliance.portal.office.OfficeSite"
