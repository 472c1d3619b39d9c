"""The audit rules, a file each in its family's folder: its page is the module's docstring, its record and its check stand below.

`perfeval.auditing.registry.RULES` lists them; `perfeval.auditing.rule` says what a rule is.
"""
