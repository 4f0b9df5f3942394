"""Figures: numbers with their unit, period and origin; the arithmetic on them, their wording and ledger."""
