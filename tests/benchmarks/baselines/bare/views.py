"""`PUT /intakes/{uuid}/`: the body is read as JSON and kept."""

import json

from django.db import connection
from django.http import JsonResponse
from django.urls import path

from tests.benchmarks.baselines.bare.models import Intake

INSERT = f"INSERT INTO {Intake._meta.db_table} (uuid, body) VALUES (%s, %s)"


def put_intake(request, uuid):
    body = request.body.decode()
    json.loads(body)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [Intake._meta.pk.get_db_prep_save(uuid, connection), body])
    made = JsonResponse({"uuid": str(uuid)}, status=201)
    made["Content-Length"] = len(made.content)
    return made


urlpatterns = [path("intakes/<uuid:uuid>/", put_intake)]
