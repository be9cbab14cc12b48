"""Evaluation of constants at compile time (rustc_const_eval): the code that would run is generated and run."""
