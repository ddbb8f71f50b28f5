import django.db.models.deletion
import intake.models.tenancy
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=10)),
                ('rule_version', models.CharField(max_length=16)),
                ('tier', models.CharField(max_length=10)),
                ('pathway', models.CharField(max_length=12)),
                ('raised_at', models.DateTimeField()),
                ('is_current', models.BooleanField(default=True)),
                ('outcome', models.CharField(max_length=20, null=True)),
                ('assessment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='flags', to='intake.assessment')),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.clinic')),
                ('record', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='flags', to='intake.intakerecord')),
            ],
            options={
                'indexes': [models.Index(fields=['record'], name='flag_by_record')],
                'constraints': [models.UniqueConstraint(fields=('clinic', 'record', 'rule'), name='flag_once'), intake.models.tenancy.SameClinic(column='record_id', name='flag_record_same_clinic', table='intake_intakerecord'), intake.models.tenancy.SameClinic(column='assessment_id', name='flag_assessment_same_clinic', table='intake_assessment'), models.CheckConstraint(condition=models.Q(('tier__in', ['emergency', 'urgent', 'soon', 'routine', 'none'])), name='flag_tier_allowed'), models.CheckConstraint(condition=models.Q(('pathway__in', ['spine', 'nerve', 'neuro', 'vascular', 'rheum', 'foot', 'own_doctor'])), name='flag_pathway_allowed'), models.CheckConstraint(condition=models.Q(('outcome__in', ['confirmed', 'not_confirmed', 'other_cause', 'referred'])), name='flag_outcome_allowed')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField()),
                ('status', models.CharField(default='open', max_length=12)),
                ('tier', models.CharField(max_length=10)),
                ('is_fully_assessed', models.BooleanField()),
                ('place', models.BigIntegerField()),
                ('ask_in_private', models.JSONField(default=list)),
                ('opened_at', models.DateTimeField()),
                ('acknowledged_at', models.DateTimeField(null=True)),
                ('acknowledged_by', models.CharField(default='', max_length=80)),
                ('escalated_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.CharField(default='', max_length=80)),
                ('note', models.TextField(default='')),
                ('version', models.PositiveIntegerField(default=1)),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.clinic')),
                ('record', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='intake.intakerecord')),
            ],
            options={
                'indexes': [models.Index(fields=['clinic', 'status', 'place', 'id'], name='review_worklist')],
                'constraints': [models.UniqueConstraint(fields=('clinic', 'uuid'), name='review_address'), models.UniqueConstraint(fields=('clinic', 'id'), name='review_referable'), models.UniqueConstraint(fields=('clinic', 'record'), name='review_one_a_record'), intake.models.tenancy.SameClinic(column='record_id', name='review_record_same_clinic', table='intake_intakerecord'), models.CheckConstraint(condition=models.Q(('status__in', ['open', 'acknowledged', 'closed'])), name='review_status_allowed'), models.CheckConstraint(condition=models.Q(('tier__in', ['emergency', 'urgent', 'soon', 'routine', 'none'])), name='review_tier_allowed')],
            },
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField()),
                ('urgency', models.CharField(max_length=10)),
                ('note', models.TextField(default='')),
                ('requested_at', models.DateTimeField()),
                ('requested_by', models.CharField(max_length=80)),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.clinic')),
                ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='intake.review')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('clinic', 'review'), name='referral_once'), models.UniqueConstraint(fields=('clinic', 'uuid'), name='referral_address'), intake.models.tenancy.SameClinic(column='review_id', name='referral_review_same_clinic', table='intake_review'), models.CheckConstraint(condition=models.Q(('urgency__in', ['emergency', 'urgent', 'soon', 'routine', 'none'])), name='referral_urgency_allowed')],
            },
        ),
        migrations.CreateModel(
            name='AskNowTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('questions', models.JSONField()),
                ('opened_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.clinic')),
                ('record', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='ask_now_tasks', to='intake.intakerecord')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('clinic', 'record'), name='ask_now_one_a_record'), intake.models.tenancy.SameClinic(column='record_id', name='ask_now_record_same_clinic', table='intake_intakerecord')],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clinic_id', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('actor', models.CharField(max_length=80)),
                ('act', models.CharField(max_length=40)),
                ('subject', models.CharField(max_length=80)),
                ('subjects', models.JSONField(default=list)),
                ('outcome', models.CharField(default='done', max_length=20)),
            ],
            options={
                'indexes': [models.Index(fields=['clinic_id', '-id'], name='audit_by_clinic')],
            },
        ),
        migrations.CreateModel(
            name='OutboxMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4)),
                ('event', models.CharField(max_length=40)),
                ('subject', models.UUIDField()),
                ('created_at', models.DateTimeField()),
                ('claimed_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('delivered_at', models.DateTimeField(null=True)),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.clinic')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('delivered_at', None)), fields=['id'], name='outbox_waiting')],
                'constraints': [models.UniqueConstraint(fields=('clinic', 'uuid'), name='outbox_address')],
            },
        ),
    ]
