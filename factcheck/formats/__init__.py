"""How dates and times are shown: day before month, 24 hours, as in the dashboards."""
