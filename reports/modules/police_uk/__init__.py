"""Recorded crime from data.police.uk: street files of any number of months, counted for one force."""
