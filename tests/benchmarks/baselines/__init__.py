"""What Afoot is measured against: a bare Django view with one INSERT, and the usual nested serializers."""
