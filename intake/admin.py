"""The operator's pages: clinics, staff accounts and their places. No table of patients is registered here."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group

from intake.models import Clinic, Membership, User

admin.site.unregister(Group)


class Places(admin.TabularInline):
    model = Membership
    extra = 1


@admin.register(User)
class Staff(UserAdmin):
    inlines = [Places]


@admin.register(Clinic)
class Clinics(admin.ModelAdmin):
    list_display = ["slug", "name", "time_zone", "is_demo"]
    readonly_fields = ["parameters", "version", "is_demo"]
