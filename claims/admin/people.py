"""People: accounts and roles. Who manages them hands out no more than roles and one permission."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.access import throttle
from claims.access.asking import still_you
from claims.access.factor import factor_of
from claims.review.accounts import (
    EDITABLE,
    POWERS,
    change_account,
    open_account,
    roles_of,
    tell_of_password,
    was_shown_confidential,
)
from claims.vocabulary import Role

from .saving import RefusedForm, RuledAdmin

admin.site.unregister(User)
admin.site.unregister(Group)  # Roles are made by a migration: what each may do is the desk's rule, not a setting.


class PowerFields(RefusedForm):
    """What a person may do at the desk."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=Role, required=False, widget=forms.CheckboxSelectMultiple
    )
    sees_confidential = forms.BooleanField(label=_("May see confidential sources"), required=False)


class PersonForm(PowerFields):
    """An account to be changed. What a person may do is changed by somebody else: on one's own page it is fixed."""

    class Meta:
        model = User
        fields = EDITABLE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["roles"] = roles_of(self.instance)
        self.initial["sees_confidential"] = was_shown_confidential(self.instance)
        for name in POWERS if self.instance.pk == self.user.pk else ():
            if name in self.fields:
                self.fields[name].disabled = True


class NewPersonForm(AdminUserCreationForm, PowerFields):
    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Django's own words tell of other ways to log in; here there is none.
        field = self.fields["usable_password"]
        field.label, field.help_text = _("Log in"), _("Without a password nobody can log in with this account.")
        field.choices = [("true", _("with a password")), ("false", _("not yet"))]  # type: ignore[attr-defined]


class RoleFilter(admin.RelatedFieldListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("role")


@admin.register(User)
class PersonAdmin(RuledAdmin, UserAdmin):
    form = PersonForm
    add_form = NewPersonForm
    list_display = ("username", "first_name", "last_name", "roles", "is_active")
    list_filter = ("is_active", ("groups", RoleFilter))
    filter_horizontal = ()
    fieldsets = (
        (
            None,
            {"fields": ("username", "password_page", "codes_page", "first_name", "last_name", "email", "is_active")},
        ),
        (_("What this person may do"), {"fields": ("roles", "sees_confidential")}),
    )
    readonly_fields = ("password_page", "codes_page")  # never the stored hash
    add_fieldsets = (
        (None, {"fields": ("username", "usable_password", "password1", "password2")}),
        (None, {"fields": ("first_name", "last_name", "email", "roles", "sees_confidential")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return User.objects.prefetch_related("groups")

    @admin.display(description=_("password"))
    def password_page(self, person: User) -> SafeString:
        address = reverse("admin:auth_user_password_change", args=[person.pk])
        return format_html('<a href="{}">{}</a>', address, _("Set a new password"))

    @admin.display(description=_("second factor"))
    def codes_page(self, person: User) -> SafeString | str:
        if factor_of(person) is None:
            return str(_("none"))
        return format_html(
            '<a href="{}">{}</a>', reverse("claims:second_factor_of", args=[person.pk]), _("Turn it off")
        )

    @admin.display(description=_("roles"))
    def roles(self, person: User) -> str:
        given = {group.name for group in person.groups.all()}
        return ", ".join(str(role.label) for role in Role if role.value in given)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("auth.add_user")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        reserved = obj is not None and obj.is_superuser and not request.user.is_superuser
        return request.user.has_perm("auth.change_user") and not reserved

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"names": _("people")} | (extra_context or {}))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= {"names": _("people"), "title": _("Add a person") if add else _("Change a person")}
        return super().render_change_form(request, context, add, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        act = {"by": request.user, "at": timezone.now(), **form.values(*EDITABLE, *POWERS)}
        if change:
            change_account(User.objects.get(pk=obj.pk), **act)
        else:
            data = form.cleaned_data
            password = data["password1"] if data.get("set_usable_password", True) else None
            obj.pk = open_account(password=password, **act).pk
            obj.refresh_from_db()

    @method_decorator(still_you(to_look=True))
    def changeform_view(self, request: HttpRequest, *place: Any, **at: Any) -> HttpResponse:
        return super().changeform_view(request, *place, **at)

    @method_decorator(still_you(to_look=True))
    @method_decorator(transaction.atomic)
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        return super().user_change_password(request, id, form_url)

    def log_change(self, request: HttpRequest, obj: User, message: Any) -> Any:
        """Record a password that the page for passwords has set: it tells nobody else."""
        if request.resolver_match.url_name == "auth_user_password_change":  # type: ignore[union-attr]
            tell_of_password(obj, by=request.user, at=timezone.now())
            throttle.forget(obj.username)
