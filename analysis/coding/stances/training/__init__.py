"""Training of the stance classifiers, and the hand-coded disputes for it and for measuring."""
