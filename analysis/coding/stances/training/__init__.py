"""Training of the stance classifiers; needs scikit-learn."""
