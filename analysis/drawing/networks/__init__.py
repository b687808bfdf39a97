"""Draw discourse networks as graphs, matrices, tables and text; every tie links to its statements."""
