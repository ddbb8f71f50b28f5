"""The operator's pages: clinics, staff accounts and their memberships. No table of patients is registered here.

Nor what libraries keep of sign-ins: a typed name may be a password. Whatever the pages show or change leaves its lines
in the trail: all of them, also those that a later hand adds, are shown by the site's `admin_view`, and that is where
they are told.
"""

from collections.abc import Iterable
from functools import wraps

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.forms import HiddenInput, IntegerField, ModelForm
from django.http import Http404
from django.shortcuts import redirect

from intake.actions import clinics, operating, sign_ins
from intake.errors import Conflict, Stale
from intake.models import Clinic, Membership, User

SHOW_NOTHING = {"jsi18n"}
DONE = {ADDITION: "added", CHANGE: "changed", DELETION: "deleted"}

admin.site.unregister([Group, Authenticator, EmailAddress])


class Memberships(admin.TabularInline):
    model = Membership
    extra = 1


class NewPassword(AdminPasswordChangeForm):
    def save(self, commit=True):
        """Or none any more: whoever is signed in by the one before is out."""
        user = super().save(commit)
        sign_ins.end_all(user)
        return user


@admin.register(User)
class Staff(UserAdmin):
    inlines = [Memberships]
    change_password_form = NewPassword

    def save_model(self, request, obj, form, change):
        """Whose account is closed is out, and not in again by what was left when it is opened."""
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            sign_ins.end_all(obj)

    def save_formset(self, request, form, formset, change):
        """Who is moved, or has another role, signs in again."""
        super().save_formset(request, form, formset, change)
        for membership, _ in formset.changed_objects:
            sign_ins.end_tokens_of(membership)


class ClinicForm(ModelForm):
    seen = IntegerField(required=False, widget=HiddenInput, label="version that was seen")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.version

    def clean(self):
        try:
            if self.instance.pk:
                self._require_seen()
            else:
                clinics.require_room()
        except Conflict as refusal:
            raise ValidationError(str(refusal)) from None
        return super().clean()

    def _require_seen(self):
        """What a manager changed since the page was shown is not overwritten."""
        now = Clinic.objects.select_for_update().get(pk=self.instance.pk)
        if self.cleaned_data.get("seen") != now.version:
            raise Stale


@admin.register(Clinic)
class Clinics(admin.ModelAdmin):
    form = ClinicForm
    list_display = ["slug", "name", "time_zone", "is_demo"]
    fields = ["slug", "name", "time_zone", "emergency_minutes", "retention_years", "seen"]
    readonly_fields = ["languages", "parameters", "version", "is_demo", "reconciled_at"]

    def get_fields(self, request, obj=None):
        return [*self.fields, *self.readonly_fields] if obj else self.fields

    def save_model(self, request, obj, form, change):
        if change:
            clinics.keep_changed(obj, form.changed_data)
        else:
            clinics.add_clinic(obj)

    def has_delete_permission(self, request, obj=None):
        """A clinic's records are kept as long as the law says, and it with them."""
        return False


def _told(admin_view):
    """Around the site's own guard, so that whom it turns away is told as well."""

    def guarded(view, cacheable=False):
        answer = admin_view(_with_its_lines(view), cacheable)

        @wraps(answer)
        def page(request, *args, **kwargs):
            if request.user.is_authenticated and not admin.site.has_permission(request):
                sign_ins.audit_person(request.user, _call(request, view), outcome="denied")
            return answer(request, *args, **kwargs)

        return page

    return guarded


def _with_its_lines(view):
    """The page, what it changes, and the lines are one transaction, over before a byte leaves."""

    @wraps(view)
    def page(request, *args, **kwargs):
        act, operator = _call(request, view), request.user
        model_admin = _model_admin(request, view)
        named = operating.concerns(_named(model_admin, request, kwargs))
        try:
            with transaction.atomic():
                newest = LogEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
                answer = view(request, *args, **kwargs)
                changes = LogEntry.objects.filter(user=operator.pk, pk__gt=newest)
                if not _tell_changes(operator, model_admin, named, changes):
                    _tell_look(operator, act, model_admin, named, request, answer)
        except (Http404, PermissionDenied) as refusal:
            outcome = "not-there" if isinstance(refusal, Http404) else "denied"
            operating.audit_operator(operator, act, _kind(model_admin), {*named.values()}, outcome=outcome)
            raise
        return answer

    return page


def _call(request, view) -> str:
    match = request.resolver_match
    return f"{request.method} {match.url_name or view.__name__}"[:40]


def _model_admin(request, view):
    """Of pages about no model, such as the first one, None."""
    found = getattr(request.resolver_match.func, "model_admin", None) or getattr(view, "__self__", None)
    return found if isinstance(found, admin.ModelAdmin) else None


def _kind(model_admin) -> str:
    return model_admin.opts.model_name if model_admin else ""


def _named(model_admin, request, address: dict) -> Iterable[Model]:
    """What the address names, or what was ticked in a list, as it is before anything is done to it."""
    if model_admin is None:
        return []
    if address:
        found = model_admin.get_object(request, unquote(str(next(iter(address.values())))))
        return [found] if found else []
    ticked, all_of_them = request.POST.getlist("_selected_action"), request.POST.get("select_across") == "1"
    things = model_admin.get_queryset(request) if ticked else ()
    return [thing for thing in things if all_of_them or str(thing.pk) in ticked]


def _tell_changes(operator, model_admin, before: dict, changes: Iterable[LogEntry]) -> bool:
    """Tell each kind of change, also where something was before and is no more; False where nothing was changed."""
    keys_of = {}
    for change in changes:
        keys_of.setdefault(change.action_flag, []).append(change.object_id)
    for flag, keys in keys_of.items():
        after = operating.concerns(model_admin.model._default_manager.filter(pk__in=keys))
        about = {each[key] for key in keys for each in (before, after) if key in each}
        operating.audit_operator(operator, f"{_kind(model_admin)}-{DONE[flag]}", _kind(model_admin), about)
    return bool(keys_of)


def _tell_look(operator, act, model_admin, named: dict, request, answer) -> None:
    """To be sent on shows nothing, unless it is all that is said of what is not there."""
    match = request.resolver_match
    is_missing = bool(match.kwargs) and model_admin is not None and not named
    is_sent_on = request.method in ("GET", "HEAD") and answer.status_code in (301, 302)
    if match.url_name in SHOW_NOTHING or (is_sent_on and not is_missing):
        return
    shown = (getattr(answer, "context_data", None) or {}).get("cl")
    about = named or (operating.concerns(shown.result_list) if shown else {})
    outcome = "not-there" if is_missing else "done"
    operating.audit_operator(operator, act, _kind(model_admin), {*about.values()}, outcome=outcome)


def _password_at_the_desk(request, extra_context=None):
    """There the old one is tried five times and told of, and a new one ends all else, as Django's page does not."""
    return redirect("account_change_password")


admin.site.admin_view = _told(admin.site.admin_view)
admin.site.password_change = _password_at_the_desk
