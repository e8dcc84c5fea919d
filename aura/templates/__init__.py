"""Templates: ready-made projects with variables, shipped ones and the user's own."""
