"""The workbench as a program: who may talk to it, and which address is which page."""
