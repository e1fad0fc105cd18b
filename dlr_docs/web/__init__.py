"""The workbench: a page on this machine for those who know Word and not YAML."""
