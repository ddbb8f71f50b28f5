"""`PUT /intakes/{uuid}/`: validate, create, answer with what was made."""

from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView

from tests.benchmarks.baselines.nested.serializers import IntakeSerializer


class IntakeView(APIView):
    def put(self, request, uuid):
        serializer = IntakeSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save(uuid=uuid, created_by=request.user)
        return Response(serializer.data, status=201)


urlpatterns = [path("intakes/<uuid:uuid>/", IntakeView.as_view())]
