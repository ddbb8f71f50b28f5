"""Whether Afoot lives and is ready, for supervisors and load balancers: `/livez` and `/readyz`."""
