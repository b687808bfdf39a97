"""Training of the stance classifiers, and the disputes for it, which language models wrote and coded."""
