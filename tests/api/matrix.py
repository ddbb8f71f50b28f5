"""Who may do what at every address of the API, by role."""

API_ROWS = """
address                                      | method | who may
---------------------------------------------+--------+--------
schema/                                      | get    | public
docs/                                        | get    | public
sign-in/                                     | post   | public
sign-out/                                    | post   | D C M
me/                                          | get    | D C M
questionnaire/                               | get    | D C M T
questionnaire/<slug:version>/                | get    | D C M T
rules/                                       | get    | C M
rules/<slug:version>/                        | get    | C M
assessments/                                 | post   | C
intakes/                                     | get    | C
intakes/<id:submission_id>/                | get    | C
intakes/<id:submission_id>/                | put    | D C T
intakes/<id:submission_id>/                | patch  | D C
intakes/<id:submission_id>/revisions/      | get    | C
intakes/<id:submission_id>/explanation/    | get    | C
intakes/<id:submission_id>/candidates/     | get    | D C
intakes/<id:submission_id>/patient/        | post   | D C
patients/                                    | get    | D C
patients/search/                             | post   | D C
patients/<id:patient_id>/                  | get    | D C
patients/<id:patient_id>/                  | put    | D
patients/<id:patient_id>/                  | patch  | D
patients/<id:patient_id>/merge/            | post   | D
patients/<id:patient_id>/unmerge/          | post   | D
patients/<id:patient_id>/export/           | get    | C
patients/<id:patient_id>/hold/             | post   | M
patients/<id:patient_id>/release/          | post   | M
patients/<id:patient_id>/erase/            | post   | M
worklist/                                    | get    | C
queue/                                       | get    | D
reviews/<id:review_id>/                    | get    | C
reviews/<id:review_id>/acknowledge/        | post   | C
reviews/<id:review_id>/refer/              | post   | C
reviews/<id:review_id>/close/              | post   | C
set-aside/                                   | get    | C
set-aside/<int:copy_id>/settle/              | post   | C
alarms/                                      | get    | C M
alarms/<id:alarm_id>/seen/                 | post   | C M
devices/                                     | get    | D M
devices/enrol/                               | post   | public
devices/<id:device_id>/                    | get    | D M
devices/<id:device_id>/                    | put    | D M
devices/<id:device_id>/revoke/             | post   | D M
receivers/                                   | get    | M
receivers/<id:receiver_id>/                | get    | M
receivers/<id:receiver_id>/                | put    | M
receivers/<id:receiver_id>/                | patch  | M
receivers/<id:receiver_id>/rotate/         | post   | M
receivers/<id:receiver_id>/test/           | post   | M
receivers/<id:receiver_id>/deliveries/     | get    | M
deliveries/<id:delivery_id>/resend/        | post   | M
clinic/                                      | get    | M
clinic/                                      | patch  | M
audit/                                       | get    | M
rescreenings/                                | post   | M
reports/rules/                               | get    | M
reports/intakes/                             | get    | M
"""
ROLE = {"D": "front_desk", "C": "clinician", "M": "manager", "T": "device"}  # as the rows have them


def rows():
    cells = ([cell.strip() for cell in line.split("|")] for line in API_ROWS.strip().splitlines()[2:])
    return {(address, method): who.split() for address, method, who in cells}


MAY = rows()
