"""May this role do that: each view names its act per method, and what names none is refused."""

from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import BasePermission

from intake import access
from intake.errors import NoCredential, NotAllowed

PUBLIC = "public"


class RoleAllows(BasePermission):
    def has_permission(self, request, view):
        if request.method not in view.allowed_methods:
            raise MethodNotAllowed(request.method)  # nobody's role would help
        act = view.act_of(request.method)
        if act == PUBLIC:
            return True
        if not isinstance(request.user, access.Actor):
            raise NoCredential
        if act is None or not access.may(request.user, act):
            view.check_throttles(request)  # a denial is a line in the trail, and counts as what is done does
            raise NotAllowed
        return True
