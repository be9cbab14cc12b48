"""`mr2py verify`: what rustc and a native debug build do with a program, beside what mr2py does."""
