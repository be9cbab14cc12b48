"""Dataflow over the control-flow view: move paths and what is initialised where. Sets are Python integers."""
