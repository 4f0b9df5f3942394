"""The platforms that send newsletters, one small adapter each."""
