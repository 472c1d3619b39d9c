"""表的构成: rows that stand twice, levels that nobody knows, groups that are not there."""
