"""Train the stance classifiers, partly on disputes written and coded by language models."""
