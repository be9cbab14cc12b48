"""Names → definitions: the tree of modules, imports, and the resolution of paths."""
