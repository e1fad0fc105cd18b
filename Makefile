# Two commands do all the set-up on a machine with Python 3.11+, git and make:
#   make voorbeeld    writes the example documents into uitvoer/
#   make test         runs the tests; what is heavier is in "make test-alles"
PYTHON ?= python3
OMGEVING := .venv
PY := $(OMGEVING)/bin/python
KLAAR := $(OMGEVING)/.klaar

.PHONY: voorbeeld test test-alles eenheid lint types controle catalogus sjablonen vertaling bronnen wetgeving codes beelden bench schoon fuzz

voorbeeld: $(KLAAR)
	$(OMGEVING)/bin/dlr-docs maak examples/doorlopende-leerroute.yaml --uit uitvoer
	$(OMGEVING)/bin/dlr-docs maak examples/convenant-met-addenda.yaml --uit uitvoer
	@echo "De documenten staan in $(CURDIR)/uitvoer"

# Needs nothing but Python and stays under 12 minutes on two cores.
test: $(KLAAR)
	$(PY) -m pytest -m "not zwaar" $(PYTEST_ARGS)

# The rest, with the real things: LibreOffice, kills at every step, all combinations.
test-alles: $(KLAAR)
	$(PY) -m pytest -m zwaar $(PYTEST_ARGS)

# Only the tests of the code, which stay under 25 seconds.
eenheid: $(KLAAR)
	$(PY) -m pytest -m "not zwaar and not bibliotheek and not belasting" $(PYTEST_ARGS)

# Damaged inputs of every kind, for SECONDEN seconds a kind; says how many were tried and what was found.
SECONDEN ?= 60
fuzz: $(KLAAR)
	$(PY) -m tools.fuzz --seconden $(SECONDEN)

lint: $(KLAAR)
	$(OMGEVING)/bin/ruff check .
	$(OMGEVING)/bin/ruff format --check .

types: $(KLAAR)
	$(OMGEVING)/bin/mypy

# The library without problems, and no example with an error.
controle: $(KLAAR)
	$(OMGEVING)/bin/dlr-docs clausules controleer
	set -e; for f in examples/*.yaml; do echo "== $$f"; $(OMGEVING)/bin/dlr-docs controleer $$f; done

# The library as a site, in catalogus/.
catalogus: $(KLAAR)
	rm -rf catalogus
	$(OMGEVING)/bin/dlr-docs clausules catalogus --uit catalogus

# Word templates from their readable parts.
sjablonen: $(KLAAR)
	$(PY) -m dlr_docs.word.template.build $(wildcard templates/huisstijl/*/*/)

# Click's own texts in Dutch, from messages.po.
vertaling: $(KLAAR)
	$(OMGEVING)/bin/pybabel -q compile -i dlr_docs/locale/nl/LC_MESSAGES/messages.po -o dlr_docs/locale/nl/LC_MESSAGES/messages.mo

# The table of codes in the manual.
codes: $(KLAAR)
	$(PY) -m tools.codes

# The pictures of README and manual anew; pages that look otherwise than the pictures that were kept.
beelden: $(KLAAR)
	$(PY) -m tools.schermen
	$(PY) tools/beelden.py

bench: $(KLAAR)
	$(PY) -m bench.bench
	$(PY) -m bench.series
	$(PY) -m bench.layers

$(KLAAR): pyproject.toml constraints.txt
	test -d $(OMGEVING) || $(PYTHON) -m venv $(OMGEVING)
	$(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[ontwikkeling]'
	$(PY) -m compileall -q dlr_docs
	touch $(KLAAR)

schoon:
	rm -rf $(OMGEVING) uitvoer .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The table of facts and the clauses that carry them.
bronnen: $(KLAAR)
	$(PY) tools/bronnen.py

# Each row of the law, the state of its text, and what rests on it.
wetgeving: $(KLAAR)
	$(PY) -m tools.wetgeving
