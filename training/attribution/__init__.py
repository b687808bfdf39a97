"""Training of the attribution networks: needs PyTorch and a folder of human codes."""
