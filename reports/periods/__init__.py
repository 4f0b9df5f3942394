"""Time as an office counts it: days, months, quarters, years, spans; half-open inside, in words outside."""
