"""Programs that run, at random: drops, moves, temporaries, panics, collections; compared natively in output and heap log."""
