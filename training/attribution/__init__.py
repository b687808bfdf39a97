"""Train the attribution networks; requires PyTorch and a folder of human annotations."""
